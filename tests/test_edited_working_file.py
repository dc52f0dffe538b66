"""The last look before signing: a working file that people have changed is checked against its own sources,
and is kept beside the new one where it is made again."""

import shutil
import zipfile
from collections import Counter

import openpyxl
import pytest

from samples.build import SAMPLES
from tests.office import recalculate, validate
from tests.test_own_form_sets import HT, QN, returned
from tests.test_roll_up import SAMPLE_FOLDER
from validators.causes.sources import NotCompared, compared, told
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import RECORD_SHEET, read_tag
from xl_addin.check import check_files, guess_form_set
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set as load_any
from xl_addin.hand_edits import hand_edits
from xl_addin.roll_up import roll_up
from xl_addin.summary.contents import OVERVIEW, RECONCILIATION, SOURCES, TRACKING
from xl_addin.summary.reconciliation import OFF

OURS = ("S01", "S02", "S03", "S04", "S05")
TN, LS = "thai_nguyen_2025", "lang_son_2018"
REAL = sorted(SAMPLES)
DERIVED = (OVERVIEW, RECONCILIATION)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The working files of both samples, and as LibreOffice saves them."""
    files = {}
    for name in REAL:
        path = tmp_path_factory.mktemp(name) / "tong-hop.xlsx"
        roll_up(SAMPLE_FOLDER / name / "don-vi", load_form_set(SAMPLES[name]), path)
        files[name] = path
    return files


def edited(path, tmp_path, edit):
    """A copy with a person's edit, calculated anew."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(tmp_path / "sửa tay.xlsx")
    return recalculate(tmp_path / "sửa tay.xlsx")


def judged(path, form_set=None):
    return check_files([path], form_set or load_any(guess_form_set([path])))[1]


def of_ours(report, rules=OURS):
    return [(f.rule, f"{f.sheet}!{f.cell}", f.severity) for f in report.findings if f.rule in rules]


def line(sheet, number):
    """The row of the n-th line of the first biểu on a sheet."""
    tags = [
        c.row for row in sheet.iter_rows() for c in row
        if (tag := read_tag(c.value)) and len(tag[1]) == 10 and "-" not in tag[1]
    ]  # fmt: skip
    return tags[number - 1]


# --- as it was made -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_what_nobody_changed_agrees_with_its_sources(made, name):
    report = judged(made[name])
    assert report.batch.form_set.id == SAMPLES[name]
    assert of_ours(report) == []
    forms = compared(report.batch)
    assert {one.form.id for one in forms} == set(report.batch.form_set.bieu)
    assert all(one.figures for one in forms)
    assert not {f.rule for f in report.findings if f.severity == "error"} - {"D01"}


@pytest.mark.parametrize("source", [HT, QN])
def test_nor_in_another_province(tmp_path, source):
    """Fields of its own, a biểu made from two annexes, figures that cannot be counted."""
    form_set = returned(tmp_path / "don-vi", source)
    path = tmp_path / "tong-hop.xlsx"
    roll_up(tmp_path / "don-vi", form_set, path, source)
    report = judged(path, form_set)
    assert of_ours(report) == []
    known = {"D12"} if source == HT else set()
    assert {f.rule for f in report.findings if f.severity != "hint"} <= {"O02", *known}
    assert sum(one.figures for one in compared(report.batch)) >= 8


def test_what_the_province_fills_in_is_not_compared_and_said_so(made, tmp_path):
    def fill(book):
        sheet = book["Sau đại học"]
        sheet.cell(line(sheet, 2), 10).value = 3

    path = edited(made[LS], tmp_path, fill)
    report = judged(path)
    assert of_ours(report) == []
    said = " ".join(told(report.batch, 0))
    assert "Phân bố chỉ tiêu" in said and TRACKING in said


# --- edits ----------------------------------------------------------------------------------------


def test_a_figure_a_month_and_a_name(made, tmp_path):
    rows = []

    def change(book):
        sheet = book["Biểu 02"]
        first, second = line(sheet, 1), line(sheet, 2)
        rows.extend((first, second))
        sheet.cell(second, 3).value += 5
        sheet.cell(second, 4).value = "4/2025"
        sheet.cell(first, 2).value = "Lớp TCLLCT"

    report = judged(edited(made[TN], tmp_path, change))
    first, second = rows
    assert Counter(of_ours(report)) == Counter([
        ("S01", f"Biểu 02!C{second}", "error"), ("S01", f"Biểu 02!D{second}", "warning"),
        ("S01", f"Biểu 02!B{first}", "hint"),
    ])  # fmt: skip
    figure = next(f for f in report.findings if f.field == "learners" and f.rule == "S01")
    assert (figure.value, figure.expected, figure.difference) == ("55", "50", 5)
    assert f"{SOURCES}!K24" in figure.related


def test_a_total_typed_over_is_the_same_cause(made, tmp_path):
    """The figure was changed, the totals are those of before."""

    def change(book):
        for row in book["Biểu 02"].iter_rows():
            for cell in row:
                if str(cell.value).startswith("=SUM"):
                    cell.value = {10: 308, 16: 380, 21: 688}.get(cell.row, cell.value)
        book["Biểu 02"].cell(line(book["Biểu 02"], 2), 3).value = 95

    found = judged(edited(made[TN], tmp_path, change)).findings
    assert [f.rule for f in found if f.sheet == "Biểu 02" and f.rule in ("B04", "S01")] == ["S01"]


def test_the_total_alone_typed_over(made, tmp_path):
    def change(book):
        sheet = book["Biểu số 01"]
        row = next(c.row for cells in sheet.iter_rows() for c in cells if str(c.value).endswith("§total"))
        sheet.cell(row, 4).value = 400

    report = judged(edited(made[LS], tmp_path, change))
    assert [f.rule for f in report.findings if f.severity == "error"] == ["B04"]


def test_a_line_taken_away_and_one_put_in(made, tmp_path):
    def change(book):
        sheet = book["Biểu số 01"]
        row = line(sheet, 1)
        for column in range(1, sheet.max_column + 1):
            if column not in (1,):
                sheet.cell(row, column).value = None
        sheet.cell(row, 1).value = None
        row = line(sheet, 5)
        sheet.cell(row, 3).value = "Lớp thêm theo chỉ đạo"
        sheet.cell(row, sheet.max_column).value = None
        for column in range(1, sheet.max_column + 1):
            if read_tag(sheet.cell(row, column).value):
                sheet.cell(row, column).value = None

    report = judged(edited(made[LS], tmp_path, change))
    rules = Counter(rule for rule, _, _ in of_ours(report))
    assert rules["S02"] == 2 and rules["S03"] == 1
    gone = [f for f in report.findings if f.rule == "S02"]
    assert all(f.sheet == SOURCES and f.row for f in gone)


def test_rows_sorted_without_their_tags_are_the_same_lines(made, tmp_path):
    def change(book):
        sheet = book["Biểu 02"]
        one, other = line(sheet, 1), line(sheet, 3)
        for column in range(2, 6):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    assert of_ours(judged(edited(made[TN], tmp_path, change))) == []


def unit_starts(sheet):
    """The rows of the lines of Biểu số 01 that name their unit."""
    rows = [line(sheet, number) for number in range(1, 60)]
    return [row for row in rows if sheet.cell(row, 2).value]


def swap(sheet, one, other, columns):
    for column in columns:
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value


@pytest.mark.parametrize("way", ["with its tag", "within a unit", "several", "the first of a unit"])
def test_a_line_that_has_come_to_stand_below_another_unit(made, tmp_path, way):
    """A unit stands once above its lines, and the lines below say nothing themselves."""
    wanted = []

    def change(book):
        sheet = book["Biểu số 01"]
        tags = next(c.column for c in sheet[line(sheet, 1)] if read_tag(c.value))
        starts = unit_starts(sheet)
        one = starts[0] + 2
        other = next(start for start, after in zip(starts[1:], starts[2:], strict=False) if after - start > 5)
        if way == "with its tag":
            swap(sheet, one, other + 3, range(3, tags + 1))
            wanted.extend((one, other + 3))
        elif way == "within a unit":
            swap(sheet, one, one + 2, range(3, tags + 1))
        elif way == "several":
            for place in (2, 3):
                swap(sheet, starts[0] + place, other + place, range(3, tags + 1))
            wanted.extend((one, other + 2))
        else:
            sheet.cell(other, 1).value = sheet.cell(other, 2).value = None
            wanted.append(other)

    report = judged(edited(made[LS], tmp_path, change))
    found = [f for f in report.findings if f.rule == "S01" and f.field == "unit_name"]
    assert [(f.row, str(f.severity)) for f in found] == [(row, "error") for row in wanted]


@pytest.mark.parametrize("bieu", ["Biểu 02", "Biểu 03", "Biểu 04"])
@pytest.mark.parametrize("way", ["swapped", "at the border", "within a section"])
def test_a_line_that_has_come_to_stand_in_another_section(made, tmp_path, way, bieu):
    wanted = []

    def change(book):
        sheet = book[bieu]
        tags = next(c.column for c in sheet[line(sheet, 1)] if read_tag(c.value))
        heads = [row[0].row for row in sheet.iter_rows() if row[0].value in ("I", "II")]
        total = next(c.row for row in sheet.iter_rows() for c in row if str(c.value).endswith("§total"))
        one, other = heads[1] - 1, total - 1  # the last of either section
        if way == "swapped":
            swap(sheet, one, other, range(2, tags + 1))
            wanted.extend((one, other))
        elif way == "at the border":  # the second section's heading moved down by one
            swap(sheet, heads[1], heads[1] + 1, range(1, tags + 1))
            wanted.append(heads[1])
        else:
            swap(sheet, heads[1] + 1, other, range(2, tags + 1))

    report = judged(edited(made[TN], tmp_path, change))
    found = [f for f in report.findings if f.rule == "S01" and f.sheet == bieu]
    assert [(f.row, str(f.severity)) for f in found] == [(row, "error") for row in wanted]


def test_a_sheet_and_a_column_of_ones_own_and_a_new_name(made, tmp_path):
    def change(book):
        book["Biểu 02"].title = "B02 trình ký"
        book.create_sheet("Nháp")["A1"] = 5
        book["Biểu 03"].insert_cols(1)

    path = edited(made[TN], tmp_path, change)
    report = judged(path)
    assert of_ours(report) == []
    assert "Nháp" in " ".join(told(report.batch, 0))
    edits = hand_edits(path)
    assert set(edits.added) == {"Nháp", "B02 trình ký"} and edits.removed == ("Biểu 02",)


@pytest.mark.parametrize(
    "change, why",
    [
        (lambda book: book.__delitem__(SOURCES), NotCompared.NO_SOURCES),
        (lambda book: book[SOURCES].insert_cols(5), None),
        (lambda book: book[SOURCES].__setitem__("K24", 999), NotCompared.SOURCES_EDITED),
        (lambda book: book.__delitem__("Biểu 03"), NotCompared.NO_BIEU),
        (lambda book: book["Biểu 03"].delete_rows(8, 2), NotCompared.NO_BIEU),
    ],
)
def test_what_was_not_compared_is_said(made, tmp_path, change, why):
    report = judged(edited(made[TN], tmp_path, change))
    left = {reason for one in compared(report.batch) for _, reason in one.left}
    assert (why in left) if why else left
    assert any(f.rule == "S04" for f in report.findings)
    assert any("hưa đối chiếu" in sentence for sentence in told(report.batch, 0))


def test_a_file_that_was_not_checked_is_not_said_to_be_without_errors(made, tmp_path, capsys):
    book = openpyxl.load_workbook(made[TN])
    del book[RECORD_SHEET]
    book.save(tmp_path / "cũ.xlsx")
    run(["kiem-tra", str(tmp_path / "cũ.xlsx")])
    said = capsys.readouterr().out
    assert "0 lỗi" not in said and "chưa kiểm tra" in said
    run(["kiem-tra", str(made[TN])])
    said = capsys.readouterr().out
    assert SOURCES in said and "Không kiểm tra các trang" in said


def test_a_working_file_among_returns_is_still_no_return(made, tmp_path):
    shutil.copyfile(made[TN], tmp_path / "tong-hop.xlsx")
    inbox, report = check_files([tmp_path], load_form_set("thai-nguyen-2025"))
    assert inbox.ignored and not report.batch.used


# --- made again -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_saved_again_is_not_edited(made, tmp_path, name):
    assert not hand_edits(made[name])
    again = recalculate(made[name])
    assert not hand_edits(again)
    openpyxl.load_workbook(again).save(tmp_path / "again.xlsx")  # without the results of formulas
    assert not hand_edits(tmp_path / "again.xlsx")


def patched(path, target, old, new, inside="xl/worksheets/"):
    """A copy of which the first sheet that holds `old` has `new` there, and all else as it was."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if old and entry.filename.startswith(inside) and old in data:
                data, old = data.replace(old, new, 1), b""
            copy.writestr(entry, data)
    assert not old
    return target


@pytest.mark.parametrize("name", REAL)
def test_of_a_file_that_nobody_saved_no_cell_is_read(made, monkeypatch, name):
    """Nor is a large one taken for one that may have been edited."""
    monkeypatch.setattr("xl_addin.hand_edits.read_cells", None)
    monkeypatch.setattr("workbook_templates.reading.package.MAX_HERE", 1000)
    assert not hand_edits(made[name])


def test_a_file_is_not_as_written_where_a_row_or_a_sheet_is_another(made, tmp_path):
    path = made[TN]
    other = patched(path, tmp_path / "số.xlsx", b"<v>50</v>", b"<v>51</v>")
    assert hand_edits(other).changed
    row = b'<row r="9999"><c r="A9999"><v>1</v></c></row>'
    more = patched(path, tmp_path / "dòng.xlsx", b"</sheetData>", row + b"</sheetData>")
    assert hand_edits(more).changed
    renamed = patched(path, tmp_path / "tên.xlsx", "Biểu 03".encode(), "Biểu 33".encode(), "xl/workbook.xml")
    assert hand_edits(renamed).added == ("Biểu 33",)
    wider = patched(path, tmp_path / "rộng.xlsx", b'<col min="1"', b'<col  min="1"')  # no cell is another
    assert not hand_edits(wider)


def test_a_working_file_without_seals_is_read(made, tmp_path):
    """As those of the version before."""
    book = openpyxl.load_workbook(made[TN])
    book[RECORD_SHEET].delete_cols(7)
    book.save(tmp_path / "trước.xlsx")
    assert not hand_edits(tmp_path / "trước.xlsx")
    book["Biểu 02"]["C12"] = 77
    book.save(tmp_path / "trước.xlsx")
    assert hand_edits(tmp_path / "trước.xlsx").changed == ("Biểu 02",)


def comment(book):
    book["Biểu 02"]["C12"].comment = openpyxl.comments.Comment("Xem lại", "An")


@pytest.mark.parametrize(
    "edit, sheets",
    [
        (lambda book: book["Biểu 02"].__setitem__("C12", 77), ("Biểu 02",)),
        (lambda book: book["Biểu 02"].__setitem__("C12", "50"), ("Biểu 02",)),  # a text of the same look
        (lambda book: book["Biểu 02"].__setitem__("C21", "=C10+C16-5"), ("Biểu 02", *DERIVED)),
        (lambda book: book[TRACKING].__setitem__("Z9", "đã gọi"), (TRACKING,)),
        (lambda book: (book["Biểu 03"].insert_rows(12), book[TRACKING].__setitem__("Z9", 1)),
         ("Biểu 03", TRACKING)),
        (comment, ()),
    ],
)  # fmt: skip
def test_an_edit_is_known_by_content(made, tmp_path, edit, sheets):
    edits = hand_edits(edited(made[TN], tmp_path, edit))
    assert edits and not edits.unknown
    if sheets:
        assert set(edits.changed) & set(sheets) == {s for s in edits.changed}
        assert sheets[0] in edits.changed
    else:
        assert edits.notes


def test_an_edited_file_is_kept_beside_the_new_one(made, tmp_path, capsys):
    folder, target = SAMPLE_FOLDER / TN / "don-vi", tmp_path / "Tổng hợp.xlsx"
    form_set = load_form_set("thai-nguyen-2025")
    shutil.copyfile(made[TN], target)
    assert roll_up(folder, form_set, target).kept is None
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    shutil.copyfile(edited(target, tmp_path, lambda b: b["Biểu 02"].__setitem__("C12", 77)), target)
    (tmp_path / "sửa tay.xlsx").unlink()
    before = target.read_bytes()
    run(["tong-hop", str(folder), "-o", str(target)])
    said = capsys.readouterr().out
    [kept] = [path for path in tmp_path.iterdir() if path != target]
    assert kept.name.startswith("Tổng hợp (bản sửa tay 20") and kept.read_bytes() == before
    assert kept.name in said and "Biểu 02" in said.split(kept.name)[1].splitlines()[0]
    assert not hand_edits(target) and validate(target) == []


def test_a_result_that_says_nothing_of_itself_is_kept(made, tmp_path):
    target = tmp_path / "Tổng hợp.xlsx"
    book = openpyxl.load_workbook(made[TN])
    del book[RECORD_SHEET]
    book.save(target)
    kept = roll_up(SAMPLE_FOLDER / TN / "don-vi", load_form_set("thai-nguyen-2025"), target).kept
    assert kept.edits.unknown and kept.path.exists()


# --- what stands in the way -----------------------------------------------------------------------


def test_the_overview_begins_with_what_stands_in_the_way(tmp_path):
    folder = tmp_path / "don-vi"
    shutil.copytree(SAMPLE_FOLDER / TN / "don-vi", folder)
    first, *_ = sorted(folder.glob("*.xlsx"))
    first.unlink()
    target = tmp_path / "tong-hop.xlsx"
    roll_up(folder, load_form_set("thai-nguyen-2025"), target)

    def change(book):
        sheet = book["Biểu 02"]
        sheet.cell(line(sheet, 1), 3).value += 1

    for path, off in ((target, 0), (edited(target, tmp_path, change), 1)):
        sheet = openpyxl.load_workbook(path, data_only=True)[OVERVIEW]
        top = [(row[0].value, row[1].value) for row in sheet.iter_rows(max_row=14)]
        assert sum("21/22" in str(row[0].value) for row in sheet.iter_rows()) == 1  # of how many units
        rows = [(label, number) for label, number in top if number is not None][:6]
        warnings = openpyxl.load_workbook(path)["Kiểm tra"]
        found = sum(row[1].value == "Cần xác minh" for row in warnings.iter_rows())
        assert [number for _, number in rows] == [1, 1, 0, off, 1, found] and found
        assert OFF in rows[3][0]
    rules = openpyxl.load_workbook(target)[OVERVIEW].conditional_formatting
    assert len(list(rules)) == 1


@pytest.mark.parametrize("name, classes", [(TN, [1, 10, 10, 15]), (LS, [358])])
def test_the_number_of_classes_stands_beside_the_learners(made, name, classes):
    sheet = openpyxl.load_workbook(made[name], data_only=True)[OVERVIEW]
    head = next(row for row in sheet.iter_rows() if row[2].value == "Số lớp")
    below = [cells[2].value for cells in sheet.iter_rows(min_row=head[0].row + 1, max_row=head[0].row + 9)]
    assert [value for value in below if value is not None] == classes
