"""Hand edits in biểu of other shapes, and in files that LibreOffice saved."""

import shutil

import pytest

from samples.build import SAMPLES
from tests.hand_work import TN, Season, lines_of, row_of, tag_column
from tests.office import edit_in_libreoffice, recalculate, validate
from tests.test_hand_edits_kept import put
from tests.test_roll_up import SAMPLE_FOLDER
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set
from xl_addin.check import check_files

LS = "lang_son_2018"


@pytest.fixture(scope="module")
def lang_son(tmp_path_factory):
    """A province whose units stand once above their lines, with four units."""
    folder = tmp_path_factory.mktemp("ls")
    season = Season(folder, load_form_set(SAMPLES[LS]))
    for path in sorted((SAMPLE_FOLDER / LS / "don-vi").glob("*.xlsx"))[:4]:
        shutil.copyfile(path, season.returns / path.name)
    season.rolls_up()
    return season


@pytest.fixture
def of_lang_son(lang_son, tmp_path):
    shutil.copytree(lang_son.returns, tmp_path / "don-vi2")
    season = Season(tmp_path, lang_son.form_set)
    season.returns.rmdir()
    shutil.move(tmp_path / "don-vi2", season.returns)
    shutil.copyfile(lang_son.target, season.target)
    return season


def starts(sheet):
    """The rows of Biểu số 01 that name their unit, of lines."""
    return [row for row, key, values in lines_of(sheet) if values[1] and key.isalnum() and key != "total"]


def test_a_unit_called_otherwise_and_a_row_of_hers_below_it(of_lang_son):
    season = of_lang_son
    names = []

    def edit(book):
        sheet = book["Biểu số 01"]
        first, second, *_ = starts(sheet)
        names.append(sheet.cell(first, 2).value)
        sheet.cell(first, 2).value = "Sở X (tên gọi tắt)"
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(second)
        sheet.cell(second, 3).value, sheet.cell(second, 4).value = "Lớp thêm theo chỉ đạo", 2

    season.edits(edit)
    total = lang_son_total(season)
    for _ in range(3):
        season.rolls_up()
        sheet = season.book()["Biểu số 01"]
        first, second, *_ = starts(sheet)
        assert sheet.cell(first, 2).value == "Sở X (tên gọi tắt)"
        assert sheet.cell(second - 1, 3).value == "Lớp thêm theo chỉ đạo"
        assert lang_son_total(season) == total + 2 and set(season.off()) == {"Khớp"}
        assert len(season.listed()) == 3 and not season.result.carried.left
    assert validate(season.target) == []


def lang_son_total(season):
    sheet = season.book()["Biểu số 01"]
    return sum(values[3] or 0 for row, key, values in lines_of(sheet)
               if isinstance(values[3], (int, float)))  # fmt: skip


def test_a_line_below_another_unit_goes_back_to_its_own(of_lang_son):
    season, names = of_lang_son, []

    def edit(book):
        sheet = book["Biểu số 01"]
        first, second, *_ = starts(sheet)
        one, other = first + 1, second + 1
        names.extend((sheet.cell(one, 3).value, sheet.cell(other, 3).value))
        for column in range(3, tag_column(sheet) + 1):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    season.edits(edit)
    season.rolls_up()
    lines = [line for line in season.result.bieu[0].lines]
    units = {}
    for line in lines:
        assert units.setdefault(line.unit, line.section) == line.section
    order = [line.unit for line in lines]
    assert order == sorted(order, key=order.index)  # those of one unit together


def test_an_allotted_figure(of_lang_son):
    season = of_lang_son

    def allot(book):
        sheet = book["Sau đại học"]
        row = next(row for row, key, _ in lines_of(sheet))
        sheet.cell(row, tag_column(sheet) - 1).value = 3

    season.edits(allot)
    for _ in range(2):
        season.rolls_up()
        sheet = season.book()["Sau đại học"]
        assert next(values for _, _, values in lines_of(sheet))[-1] == 3
    item = next(b for b in season.result.bieu if b.form.id == "sau-dai-hoc")
    assert item.total("allotted") == 3


def libreoffice(season):
    """The file as LibreOffice saves it."""
    shutil.copyfile(recalculate(season.target), season.target)


def test_saved_by_libreoffice(tmp_path):
    season = Season(tmp_path)
    season.sends("TN-HU-DT", bieu_02=[("", "Lớp A khóa 1", 60, "3/2025", "9/2025"),
                                      ("", "Lớp B khóa 2", 70, "4/2025", "10/2025")])  # fmt: skip
    season.rolls_up()
    season.edits(put("Lớp A", 2, "Lớp A khóa 1 (mở tại huyện)"))
    season.edits(put("Lớp B", 3, 65))
    libreoffice(season)
    season.rolls_up()
    assert len(season.listed()) == 2 and set(season.off()) == {"Khớp"}
    once = season.rows("Biểu 02"), season.listed()
    for _ in range(2):
        libreoffice(season)
        season.rolls_up()
        assert (season.rows("Biểu 02"), season.listed()) == once
    assert not season.result.carried.left
    recalculated = season.of(recalculate(season.target))
    assert recalculated.off() == season.off()


def test_a_line_moved_to_another_section(tmp_path):
    season = Season(tmp_path)
    season.sends("TN-HU-DT", bieu_02=[("", "Lớp A khóa 1", 60, "3/2025", "9/2025")])
    season.sends("TN-TCT", bieu_02=[("", "Lớp T khóa 2", 70, "4/2025", "10/2025"),
                                    ("", "Lớp U khóa 3", 50, "4/2025", "10/2025")])  # fmt: skip
    season.rolls_up()
    sections = {}

    def move(book):
        sheet = book["Biểu 02"]
        one, other = row_of(sheet, "Lớp A"), row_of(sheet, "Lớp T")
        for column in range(2, tag_column(sheet) + 1):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    season.edits(move)
    for _ in range(3):
        season.rolls_up()
        item = next(b for b in season.result.bieu if b.form.id == "bieu-02")
        sections = {line.texts["class_name"][:5]: line.section for line in item.lines}
        assert sections["Lớp T"] != sections["Lớp U"] == sections["Lớp A"]
        assert set(season.off()) == {"Khớp"} and item.total("learners") == 180
    kinds = [row for row in season.listed() if row[1] == "Mục"]
    assert len(kinds) == 2 and TN is season.form_set


BT = FORM_SETS / "binh-thuan-2025"


def test_fixed_lines(tmp_path):
    """A figure by hand counts in the line above it and in the total; a row put in is told of."""
    form_set = load_form_set("binh-thuan-2025")
    season = Season(tmp_path, form_set)
    rows = [[line.number, line.label, None, None] for line in form_set.annexes["dang-ky"].lines]
    for row in rows:
        row[2] = 0
    rows[4][2] = 6
    season.sends("BTH-BTC", dang_ky=rows)
    season.rolls_up()
    item = season.result.bieu[0]
    name = item.count_columns[0].name
    before = item.total(name)
    sheet_name, label = item.form.sheet, item.form.lines[4].label

    def edit(book):
        sheet = book[sheet_name]
        row = row_of(sheet, label)
        column = [c.column for c in sheet[row] if c.value == 6][0]
        sheet.cell(row, column).value = 9

    season.edits(edit)
    for _ in range(3):
        season.rolls_up()
        assert season.result.bieu[0].total(name) == before + 3 and set(season.off()) == {"Khớp"}
        assert len(season.listed()) == 1
    recalculated = season.of(recalculate(season.target))
    assert set(recalculated.off()) == {"Khớp"}


def test_edited_in_libreoffice(tmp_path):
    """Rows and a column put in, taken out, copied and sorted, as a spreadsheet program does it."""
    season = Season(tmp_path)
    classes = [("", f"Lớp {name} khóa {n}", 10 * n, "3/2025", "9/2025") for n, name in enumerate("ABCDEF", 3)]
    season.sends("TN-HU-DT", bieu_02=classes).rolls_up()
    rows = {values[1][:5]: row - 1 for row, _, values in lines_of(season.book()["Biểu 02"])}
    a, b, f, total = rows["Lớp A"], rows["Lớp B"], rows["Lớp F"], rows["Tổng "]
    tags, sheet = tag_column(season.book()["Biểu 02"]) - 1, "Biểu 02"
    edit_in_libreoffice(
        season.target,
        ["sort", sheet, a, 1, f, tags, 2],  # F E D C B A
        ["delete_row", sheet, a + 1],  # E
        ["insert_row", sheet, a + 1],  # F, hers, D C B A
        ["put", sheet, a + 1, 1, "Lớp chỉ đạo thêm"],
        ["put", sheet, a + 1, 2, 5],
        ["insert_row", sheet, total],  # a copy of D above the total
        ["copy_row", sheet, a + 2, total],
        ["put", sheet, total, 2, 7],
        ["put", sheet, a + 3, 1, "Lớp C khóa 5 tại huyện"],
        ["insert_column", sheet, 3],
        ["put", sheet, a - 2, 3, "Giảng viên"],
        ["put", sheet, b + 3, 3, "Thầy Hùng"],
    )
    for _ in range(2):
        season.rolls_up()
        lines = [values for _, key, values in lines_of(season.book()[sheet]) if key != "total"][1:]
        assert [line[1] for line in lines] == [
            "Lớp F khóa 8", "Lớp chỉ đạo thêm", "Lớp D khóa 6", "Lớp C khóa 5 tại huyện", "Lớp B khóa 4",
            "Lớp A khóa 3", "Lớp D khóa 6",
        ]  # fmt: skip
        assert [line[2] for line in lines] == [80, 5, 60, 50, 40, 30, 7]
        assert [line[3] for line in lines] == [None, None, None, None, "Thầy Hùng", None, None]
        item = next(b for b in season.result.bieu if b.form.id == "bieu-02")
        assert item.total("learners") == 272 and set(season.off()) == {"Khớp"}
        assert not season.result.carried.left and not season.result.carried.conflicts
    assert validate(season.target) == []


def test_what_is_listed_is_no_error_before_signing(tmp_path):
    season = Season(tmp_path)
    season.sends("TN-HU-DT", bieu_02=[("", "Lớp A khóa 1", 60, "3/2024", "9/2025"),
                                      ("", "Lớp B khóa 2", 70, "4/2024", "10/2025")])  # fmt: skip
    season.rolls_up()

    def change(book):
        put("Lớp A", 3, 65)(book)
        sheet = book["Biểu 02"]
        total = next(row for row, key, _ in lines_of(sheet) if key == "total")
        sheet.insert_rows(total)
        sheet.cell(total, 2).value, sheet.cell(total, 3).value = "Lớp thêm", 40

    season.edits(change)
    season.rolls_up()
    shutil.copyfile(recalculate(season.target), season.target)
    found = check_files([season.target], season.form_set)[1].findings
    ours = [(f.rule, str(f.severity)) for f in found if f.rule in ("S01", "S02", "S03", "S04", "B04")]
    assert sorted(ours) == [("S01", "hint"), ("S03", "hint")]
    season.edits(put("Lớp A", 3, 66))
    found = check_files([season.target], season.form_set)[1].findings
    assert ("S01", "error") in [(f.rule, str(f.severity)) for f in found]


def test_what_the_tool_computes_is_added_up_once(tmp_path):
    """Fixed lines with columns by kind of unit: an edit elsewhere doubles none of them."""
    season = Season(tmp_path, load_form_set("ke-hoach-2027"))
    for path in sorted((SAMPLE_FOLDER / "lang_son_2027" / "don-vi").glob("*.xlsx"))[:4]:
        shutil.copyfile(path, season.returns / path.name)
    season.rolls_up()

    def figures():
        bieu = next(b for b in season.result.bieu if b.form.computed)
        return [{n: v for n, v in line.numbers.items()} for line in bieu.lines]

    before = figures()
    assert any(len(one) > 1 for one in before)
    sheet = next(b for b in season.result.bieu if b.form.computed).form.sheet

    def edit(book):
        row, _, _ = next(lines_of(book[sheet]))
        book[sheet].cell(row, 2).value = "Ghi lại cho rõ"

    season.edits(edit)
    season.rolls_up()
    assert season.listed() and figures() == before
