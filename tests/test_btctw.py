"""Biểu số 10-BTCTW: the official form of results, its fixed lines, and what units do to them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.office import validate
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.paper.printed_table import Formula
from xl_addin.by_example import form_set_by_example
from xl_addin.check import check_files, guess_form_set
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set
from xl_addin.roll_up import roll_up

SAMPLE = Path(__file__).parent.parent / "samples" / "btctw_2026"
SHEET = "Biểu 10"
FORM_SET = load_form_set("bieu-10-btctw")
FORM = FORM_SET.annexes["bieu-10"]
LINES = [line.id for line in FORM.lines]
NAMES = [column.name for column in FORM.columns]
HEADER, FIRST = 7, 10  # the Excel rows of the header's first row and of the column numbers
UNIT = "LS2-TCT"


def row_of(line):
    return FIRST + 1 + LINES.index(line)


def given(unit=None):
    """The sample's figures by line, of one unit or of all."""
    found = {}
    with open(SAMPLE / "du-lieu" / "bieu-10.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if unit in (None, row["unit"]):
                own = found.setdefault(row["line"], dict.fromkeys(NAMES[2:], 0))
                for name in own:
                    own[name] += int(row[name] or 0)
    return found


def filled(**changes):
    """The rows of one unit of the sample; changes: by line and field, parted by two underscores."""
    own = given(UNIT)
    rows = []
    for line in FORM.lines:
        figures = [own[line.id][name] or None if line.id in own else None for name in NAMES[2:]]
        rows.append([line.number or None, line.label, *figures])
    for key, value in changes.items():
        line, name = key.split("__")
        rows[LINES.index(line.replace("_", "-"))][NAMES.index(name)] = value
    return rows


def found(folder, rows, edit=None, form_set=FORM_SET, *, results=True):
    """What is found in one return: (rule, cell), and the report. edit: changes the sheet as a unit does;
    results: whether formulas have any."""
    path = folder / "biểu.xlsx"
    write_blank(path, form_set, UNIT, Filled({"bieu-10": rows}))
    if edit:
        book = openpyxl.load_workbook(path, data_only=results)  # openpyxl moves no formula along
        edit(book[SHEET])
        book.save(path)
    _, report = check_files([path], form_set)
    assert not report.crashed
    return [(f.rule, f.cell) for f in report.findings], report


# --- the form -----------------------------------------------------------------------------------------


def test_the_official_form_is_to_the_letter(tmp_path):
    official = load_form_set("bieu-10-btctw-2024")
    write_blank(tmp_path / "t.xlsx", official, next(iter(official.expected_units)))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")[SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[FIRST - 1] == ["1", "2", "3=4+6+8", "4", "5", "6", "7", "8", "9=10+11", "10", "11"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged >= {"C7:H7", "I7:K7", "D8:E8", "F8:G8", "A7:A9", "B7:B9", "C8:C9", "H8:H9", "I8:I9"}
    lines = rows[FIRST : FIRST + len(LINES)]
    numbered = [(row[0], row[1]) for row in lines if row[0]]
    assert numbered == [
        ("I", "Đào tạo"), ("1", "Đào tạo chuyên môn"), ("2", "Đào tạo chính trị"), ("II", "Bồi dưỡng"),
        ("1", "Nghiệp vụ xây dựng Đảng"), ("2", "Nghiệp vụ đoàn thể chính trị"), ("3", "Quản lý nhà nước"),
        ("4", "Quản lý kinh tế"), ("5", "Ngoại ngữ"), ("6", "Tin học"), ("7", "Cập nhật kiến thức mới"),
        ("8", "Quốc phòng - an ninh"),
    ]  # fmt: skip
    below = [row[1] for row in lines if not row[0]]
    assert below[:4] == ["- Đại học", "+ trong nước", "+ ngoài nước", "+ liên kết"] and len(below) == 31
    said = [value for row in rows for value in row if value]
    assert {"NGƯỜI LẬP BIỂU", "(Họ và tên, số điện thoại)", "Đơn vị tính: người"} <= set(said)
    assert not any(str(value).startswith("Tổng cộng") for value in said)


def test_columns_that_nobody_prints_are_marked_as_ours():
    folder = Path(__file__).parent.parent / "workbook_templates" / "form_sets" / "bieu-10-btctw"
    with open(folder / "columns.csv", encoding="utf-8", newline="") as file:
        sources = {row["field"]: row["source"] for row in csv.DictReader(file)}
    ours = {name for name, source in sources.items() if source.startswith("Bộ biểu mẫu")}
    assert ours == {"commune_officials", "commune_leaders", "classes_commune"}
    assert all(sources.values())
    assert not any("huyện" in " ".join(column.header).lower() for column in FORM.columns)


# --- the sample ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    target = tmp_path_factory.mktemp("btctw") / "tong-hop.xlsx"
    return roll_up(SAMPLE / "don-vi", FORM_SET, target), target


def test_the_province_adds_cell_by_cell_and_clean_returns_are_silent(rolled):
    result, _ = rolled
    (bieu,) = result.bieu
    assert [(f.rule, f.cell) for f in result.report.findings] == []
    whole = given()
    for one, line in zip(FORM.lines, bieu.lines, strict=True):
        expected = {name: number for name, number in whole.get(one.id, {}).items() if number}
        assert {name: number for name, number in line.numbers.items() if number} == expected, one.id
    assert [bieu.total(name) for name in NAMES[2:]] == [6485, 4986, 2498, 1499, 546, 64, 52, 12]


def test_the_bieu_is_signed_as_the_form_says_and_prints_no_total(rolled):
    _, target = rolled
    assert validate(target) == []
    sheet = openpyxl.load_workbook(target, data_only=True)[SHEET]
    said = {str(cell.value): cell.row for row in sheet.iter_rows() for cell in row if cell.value}
    assert said["NGƯỜI LẬP BIỂU"] == said["TRƯỞNG BAN"]
    assert sheet.row_dimensions[said["Tổng cộng"]].hidden
    assert sheet[f"C{said['Tổng cộng']}"].value == 6485
    assert sheet.print_title_rows == f"${HEADER}:${FIRST}" and len(sheet.row_breaks.brk) == 1


def test_the_set_is_guessed_and_its_working_file_checks_clean(rolled):
    assert guess_form_set([SAMPLE / "don-vi"]) == "bieu-10-btctw"
    assert run(["kiem-tra", str(rolled[1])]) == 0


def test_rolled_up_again_into_the_same_file(rolled, tmp_path):
    """The unit of measure above the table is the tool's own word, and no line of the clerk's."""
    target = tmp_path / "tong-hop.xlsx"
    shutil.copy2(rolled[1], target)
    result = roll_up(SAMPLE / "don-vi", FORM_SET, target)
    assert result.kept is None and not result.carried.listed and not result.carried.left
    before, after = (openpyxl.load_workbook(path)[SHEET] for path in (rolled[1], target))
    assert [[c.value for c in row] for row in before] == [[c.value for c in row] for row in after]


def test_by_example_gives_the_same_figures(rolled, tmp_path):
    """The blank as MAU, nothing declared."""
    blank = tmp_path / "MAU.xlsx"
    write_blank(blank, FORM_SET, UNIT)
    with form_set_by_example(blank, [SAMPLE / "don-vi"]) as learnt:
        result = roll_up(SAMPLE / "don-vi", learnt.form_set, tmp_path / "tong-hop.xlsx", learnt.folder)
        (bieu,), (declared,) = result.bieu, rolled[0].bieu
        names = [column.name for column in bieu.form.columns]
        assert bieu.form.index_row == "sums"
        assert [[line.numbers.get(name) for name in names[2:]] for line in bieu.lines] == [
            [line.numbers.get(name) for name in NAMES[2:]] for line in declared.lines
        ]
        assert [bieu.total(name) for name in names[2:]] == [declared.total(name) for name in NAMES[2:]]
        assert [(f.rule, f.cell) for f in result.report.findings] == []
        (taken,) = learnt.forms
        related = [(len(c.sum_of), len(c.part_of)) for c in taken.columns if c.place in (2, 4, 7)]
        assert related == [(2, 0), (0, 1), (2, 0)]


# --- slips of units -----------------------------------------------------------------------------------


def put(line, name, more):
    """A figure of the sample and more."""
    return given(UNIT)[line][name] + more


BLOCK = [line for line in LINES[LINES.index("boi-duong") + 1 :]]


def block_sum(name):
    return sum(given(UNIT).get(line, {}).get(name, 0) for line in BLOCK)


def plain_sum(name):
    letter = "ABCDEFGHIJ"[NAMES.index(name)]
    return Formula(f"=SUM({letter}{row_of(BLOCK[0])}:{letter}{row_of(BLOCK[-1])})", block_sum(name))


SLIPS = {
    "a line above others, wrong": (
        {"chinh_tri__province_officials": put("chinh-tri", "province_officials", 3)},
        [("B10", "D25")], [],
    ),
    "and so its own total": (
        {"chinh_tri__province_officials": put("chinh-tri", "province_officials", 3),
         "chinh_tri__officials": put("chinh-tri", "officials", 3)},
        [("B10", "D25")], ["C25"],
    ),
    "a line, and the right sums above it": (
        {"trung_cap_tap_trung__province_officials": put("trung-cap-tap-trung", "province_officials", 10),
         "trung_cap_tap_trung__officials": put("trung-cap-tap-trung", "officials", 10)},
        [("B10", "D26")], ["C26", "D25", "D11"],
    ),
    "the total of a line": (
        {"trung_cap_tap_trung__officials": put("trung-cap-tap-trung", "officials", 10)},
        [("D17", "C27")], ["C26", "C25", "C11"],
    ),
    "one part of a line": (
        {"trung_cap_tap_trung__province_officials": put("trung-cap-tap-trung", "province_officials", 10)},
        [("D17", "C27")], ["D27", "D26", "D25", "D11"],
    ),
    "leaders more than officials": (
        {"trung_cap_tap_trung__province_leaders": put("trung-cap-tap-trung", "province_leaders", 10)},
        [("D18", "E27")], ["E26", "E25", "E11"],
    ),
    "no number": ({"trung_cap_tap_trung__province_officials": "hai"}, [("O02", "D27")], []),
    "a plain SUM over the block": (
        {f"boi_duong__{name}": plain_sum(name) for name in NAMES[2:]}, [("B10", "D35")], ["C35"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_finding_at_its_cell(tmp_path, name):
    changes, expected, related = SLIPS[name]
    told, report = found(tmp_path, filled(**changes))
    assert told == expected
    assert set(related) <= set(report.findings[0].related)


def test_a_sum_that_takes_lines_in_twice_is_told_how_it_should_be(tmp_path):
    _, report = found(tmp_path, filled(**SLIPS["a plain SUM over the block"][0]))
    assert "=SUM(D36:D38,D41,D44,D47:D49)" in report.findings[0].suggestion
    one_too_many = {"boi_duong__province_officials": block_sum("province_officials") + 1}
    _, report = found(tmp_path, filled(**one_too_many))
    assert "SUM" not in report.findings[0].suggestion


def insert(line, label, *figures, above=()):
    """Insert a row above a line, its figures in the first columns of figures; added to the lines above."""

    def edit(sheet):
        for parent in above:
            for column, figure in enumerate(figures, start=3):
                sheet.cell(row_of(parent), column).value += figure
        sheet.insert_rows(row_of(line))
        for column, value in enumerate((label, *figures), start=2):
            sheet.cell(row_of(line), column, value)

    return edit


def delete(*lines):
    def edit(sheet):
        for line in sorted(lines, key=LINES.index, reverse=True):
            sheet.delete_rows(row_of(line))

    return edit


def rename(**labels):
    def edit(sheet):
        for line, label in labels.items():
            sheet.cell(row_of(line.replace("_", "-")), 2, label)

    return edit


def shuffle(sheet):
    """II stands above I."""
    first, last = row_of(LINES[0]), row_of(LINES[-1])
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last, max_col=10)]
    cut = LINES.index("boi-duong")
    for row, values in enumerate(rows[cut:] + rows[:cut], start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def without_numbers(sheet):
    for row in range(row_of(LINES[0]), row_of(LINES[-1]) + 1):
        sheet.cell(row, 1).value = None


EDITS = {
    "spelt otherwise": (rename(thac_sy="- Thạc sĩ", tien_sy="Tiến sĩ", nha_nuoc="3. Quản lí nhà nước"), []),
    "without dashes": (rename(dai_hoc="Đại học", dai_hoc_trong_nuoc="trong nước", cao_cap="CAO CẤP"), []),
    "TT left blank": (without_numbers, []),
    "a block moved": (shuffle, []),
    "a line without figures deleted": (delete("dai-hoc-ngoai-nuoc"), [("T22", "B7")]),
    "a line with figures deleted": (delete("dai-hoc-lien-ket"), [("T22", "B7"), ("B10", "D13")]),
    "a line that others make up deleted": (delete("thac-sy"), [("T22", "B7")]),
    "a line inserted": (insert("tien-sy", "+ vừa làm vừa học", 5, 5), [("T22", "B21")]),
    "inserted and added up": (
        insert("tien-sy", "+ vừa làm vừa học", 5, 5, above=("thac-sy", "chuyen-mon", "dao-tao")),
        [("T22", "B21")],
    ),
    "a line twice": (insert("dai-hoc-ngoai-nuoc", "+ trong nước", 2, 2), [("T22", "B15")]),
    "renamed": (rename(trung_cap_tap_trung="+ tập trung"), [("T22", "B27"), ("T22", "B7")]),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_what_units_do_to_the_lines_is_understood_or_told_at_its_cell(tmp_path, name):
    edit, expected = EDITS[name]
    told, report = found(tmp_path, filled(), edit)
    assert sorted(told) == sorted(expected)


def test_lines_of_one_name_are_known_by_their_parent(tmp_path):
    """What stands in “+ liên kết” of masters stays there whatever becomes of the lines around it."""
    gone = (("thac-sy",), ("dai-hoc-lien-ket", "dai-hoc"), ("thac-sy-trong-nuoc",))
    for edit in (*(delete(*lines) for lines in gone), shuffle, insert("thac-sy", "+ liên kết", 9)):
        _, report = found(tmp_path, filled(), edit)
        (table,) = report.batch.returns[0].tables
        index = table.rows.index(next(r for r, line in table.line_of.items() if line == "thac-sy-lien-ket"))
        assert table.values["officials"][index] == given(UNIT)["thac-sy-lien-ket"]["officials"]


def test_the_line_meant_is_named_with_its_parent(tmp_path):
    told, report = found(tmp_path, filled(), rename(trung_cap_tap_trung="+ tập trung"))
    assert report.findings[0].expected == FORM.line_names["trung-cap-tap-trung"]
    assert FORM.line_names["trung-cap-tap-trung"] != FORM.line_names["cao-cap-tap-trung"]


def test_the_table_may_stand_elsewhere_on_its_sheet(tmp_path):
    def move(sheet):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        other = sheet.parent.create_sheet("Sheet2")
        for row, values in enumerate(rows, start=4):
            for column, value in enumerate(values, start=3):
                other.cell(row, column).value = value
        sheet.parent.remove(sheet)
        other.title = SHEET

    told, report = found(tmp_path, filled(), move)
    (table,) = report.batch.returns[0].tables
    assert told == [] and len(table.line_of) == len(LINES)


def test_a_marked_copy_is_valid(tmp_path):
    (tmp_path / "don-vi").mkdir()
    changes = SLIPS["a plain SUM over the block"][0]
    found(tmp_path / "don-vi", filled(**changes))
    assert run(["kiem-tra", str(tmp_path / "don-vi"), "--ban-sao", str(tmp_path / "bản sao")]) == 0
    (copy,) = (tmp_path / "bản sao").rglob("*.xlsx")
    assert validate(copy) == []
    marks = " ".join(str(area.sqref) for area in openpyxl.load_workbook(copy)[SHEET].conditional_formatting)
    assert "D35" in marks.split()


def test_formulas_without_results_are_one_finding(tmp_path):
    """As programs that are no spreadsheet leave them."""
    told, report = found(tmp_path, filled(**SLIPS["a plain SUM over the block"][0]), str, results=False)
    assert told == [("B10", "C35")]
    assert {"D35", "J35"} <= set(report.findings[0].related)
