"""What is written into a list of findings finds its finding again when the list comes back, by the id."""

import shutil
from datetime import UTC, datetime

import openpyxl
import pytest

from tests.excel import press
from tests.office import recalculate, to_xls
from workbook_templates.declared.finding_list import CELL, DECISION, ID, REASON, VALUE
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.reading.replies import FINDINGS_SHEET, WORK_SHEET
from xl_addin.check import check_files
from xl_addin.copies.answers import write_answer, write_answers

FORM_SET = load_form_set("thai-nguyen-2025")
SHEET, NAMES, FIGURES = "Biểu 04", "B", "D"
CLASS = "Bồi dưỡng cán bộ lãnh đạo, quản lý cấp phòng"


def sent(path, *figures):
    """A unit's return: a class of one wording for each figure, of which texts are no counts (O02)."""
    rows = [[number, CLASS, "12 ngày", figure] for number, figure in enumerate(figures, start=1)]
    cover = {"attempt": "1"}
    saved = datetime(2024, 11, 1, tzinfo=UTC)
    write_blank(path, FORM_SET, "TN-HU-DT", Filled({"bieu-04": rows}, cover, saved))
    return path


def answered(path, target):
    """The marked copy of a return, open in openpyxl."""
    inbox, report = check_files([path], FORM_SET)
    return openpyxl.load_workbook(write_answer(inbox, report, 0, target))


def columns_of(page):
    head = next(row for row in page.iter_rows() if REASON.header in [cell.value for cell in row])
    return head[0].row, {cell.value: cell.column for cell in head}


def write(page, value, text, column=REASON):
    """Write beside the finding that found a value."""
    head, columns = columns_of(page)
    lines = range(head + 1, page.max_row + 1)
    line = next(n for n in lines if page.cell(n, columns[VALUE.header]).value == value)
    page.cell(line, columns[column.header]).value = text


def row_of(page, value):
    return next(cell.row for cell in page[FIGURES] if cell.value == value)


def insert_above(page, value):
    """Another class, in order, above the row that holds a figure."""
    row = row_of(page, value)
    page.insert_rows(row)
    for column, text in {
        "A": 1,
        NAMES: "Bồi dưỡng ngạch chuyên viên khóa 13",
        "C": "2 tháng",
        FIGURES: 60,
    }.items():
        page[f"{column}{row}"].value = text


def explained(*paths):
    """Value found and reason of every finding of O02."""
    _, report = check_files(list(paths), FORM_SET)
    return [(f.value, f.explained) for f in report.findings if f.rule == "O02"]


@pytest.mark.parametrize("passed_on", [lambda path: path, recalculate])
def test_a_row_inserted_above_takes_no_reason_away(tmp_path, passed_on):
    """As saved by the unit, and by another program after that."""
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    insert_above(book[SHEET], "khoảng 70")
    book.save(tmp_path / "b.xlsx")
    assert explained(passed_on(tmp_path / "b.xlsx")) == [("khoảng 70", "chờ quyết định")]


def test_a_decision_and_a_reason_stand_in_the_next_copy_again(tmp_path):
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    write(book[FINDINGS_SHEET], "khoảng 70", "chấp nhận", DECISION)
    insert_above(book[SHEET], "khoảng 70")
    book.save(tmp_path / "b.xlsx")
    page = answered(tmp_path / "b.xlsx", tmp_path / "c.xlsx")[FINDINGS_SHEET]
    head, columns = columns_of(page)
    lines = [[page.cell(n, columns[c.header]).value for c in (VALUE, REASON, DECISION)]
             for n in range(head + 1, page.max_row + 1)]  # fmt: skip
    assert ["khoảng 70", "chờ quyết định", "chấp nhận"] in lines


def test_the_figure_changes_and_the_reason_stays_while_the_row_is_the_same(tmp_path):
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    page = book[SHEET]
    page[f"{FIGURES}{row_of(page, 'khoảng 70')}"].value = "khoảng 75"
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 75", "chờ quyết định")]


def test_of_twins_each_keeps_its_own_when_rows_move(tmp_path):
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 60", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    insert_above(book[SHEET], "khoảng 60")
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 60", None), ("khoảng 70", "chờ quyết định")]


@pytest.mark.parametrize(("written", "kept"), [("khoảng 70", "chờ quyết định"), ("khoảng 60", None)])
def test_of_twins_one_is_mended_and_rows_move(tmp_path, written, kept):
    """The reason of the other stays with it, that of the mended one passes to nobody."""
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 60", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], written, "chờ quyết định")
    page = book[SHEET]
    page[f"{FIGURES}{row_of(page, 'khoảng 60')}"].value = 60
    insert_above(page, "khoảng 70")
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 70", kept)]


@pytest.mark.parametrize(
    ("another", "expected"),
    [
        ("khoảng 60", [("khoảng 60", None), ("khoảng 70", "chờ quyết định")]),
        ("khoảng 70", [("khoảng 70", None), ("khoảng 70", None)]),
    ],
)
def test_a_twin_that_comes_later_gets_no_reason(tmp_path, another, expected):
    """Nor does the first, where nobody can tell which of the two it is."""
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    page = book[SHEET]
    insert_above(page, "khoảng 70")
    row = row_of(page, "khoảng 70") - 1
    page[f"{NAMES}{row}"].value, page[f"{FIGURES}{row}"].value = CLASS, another
    page[f"C{row}"].value = "12 ngày"
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == expected


def test_of_two_that_are_wholly_alike_the_one_left_inherits_nothing(tmp_path):
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70", "khoảng 70"), tmp_path / "b.xlsx")
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")  # beside the first
    page = book[SHEET]
    page[f"{FIGURES}{row_of(page, 'khoảng 70')}"].value = 70
    insert_above(page, "khoảng 70")
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 70", None)]


@pytest.mark.parametrize(("insert", "kept"), [(False, "chờ quyết định"), (True, None)])
def test_a_list_of_an_older_copy_has_no_ids_and_is_read_by_its_cells(tmp_path, insert, kept):
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    page = book[FINDINGS_SHEET]
    write(page, "khoảng 70", "chờ quyết định")
    page.delete_cols(columns_of(page)[1][ID.header])
    if insert:
        insert_above(book[SHEET], "khoảng 70")
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 70", kept)]


def test_where_a_list_has_ids_a_cell_decides_nothing(tmp_path):
    """Two rows are exchanged: the other figure now stands in the cell that the list names."""
    book = answered(sent(tmp_path / "a.xlsx", "khoảng 70"), tmp_path / "b.xlsx")
    page = book[FINDINGS_SHEET]
    write(page, "khoảng 70", "chờ quyết định")
    head, columns = columns_of(page)
    for line in range(head + 1, page.max_row + 1):
        page.cell(line, columns[ID.header]).value = "O02-of another"
    book.save(tmp_path / "b.xlsx")
    assert explained(tmp_path / "b.xlsx") == [("khoảng 70", None)]


@pytest.mark.parametrize("passed_on", [lambda path: path, recalculate])
def test_the_list_beside_an_xls_comes_back_as_a_workbook_of_its_own(tmp_path, passed_on):
    folder = tmp_path / "Thư đến"
    folder.mkdir()
    old = to_xls(sent(tmp_path / "a.xlsx", "khoảng 70"))
    shutil.copyfile(old, folder / "a.xls")
    inbox, report = check_files([folder], FORM_SET)
    [path] = write_answers(inbox, report, tmp_path / "out")
    book = openpyxl.load_workbook(path)
    write(book[FINDINGS_SHEET], "khoảng 70", "chờ quyết định")
    book.save(path)
    shutil.copyfile(passed_on(path), folder / "trả lời.xlsx")
    inbox, report = check_files([folder], FORM_SET)
    assert [(f.value, f.explained) for f in report.findings if f.rule == "O02"] == [
        ("khoảng 70", "chờ quyết định")
    ]
    assert not [f.rule for f in report.findings if inbox.name(f.file or 0) == "trả lời.xlsx"]


def test_ids_are_hidden_from_the_eye(tmp_path, excel):
    """In the marked copy, also as another program saves it, in the list alone and in the open workbook."""
    path = sent(tmp_path / "a.xlsx", "khoảng 70")
    inbox, report = check_files([path], FORM_SET)
    copy = write_answer(inbox, report, 0, tmp_path / "b.xlsx")
    inbox.returns[0].format = "xls"
    alone = write_answer(inbox, report, 0, tmp_path / "c.xlsx")
    live = excel.workbooks.by_hand(str(path))
    press("kiem_tra")
    pages = [openpyxl.load_workbook(one)[FINDINGS_SHEET] for one in (copy, recalculate(copy), alone)]
    for page in (*pages, live.content[WORK_SHEET]):
        head, columns = columns_of(page)
        index = openpyxl.utils.column_index_from_string
        widths = {index(letter): d for letter, d in page.column_dimensions.items() if d.hidden}
        unseen = {n for first, d in widths.items() for n in range(first, (d.max or first) + 1)}
        hidden = [name for name, column in columns.items() if column in unseen]
        assert hidden[-1] == ID.header and set(hidden) <= {VALUE.header, ID.header}
        assert columns[ID.header] == max(columns.values())
        assert page.cell(head + 1, columns[ID.header]).value == report.of_file(0)[0].id
        assert page.cell(head, columns[CELL.header]).value == CELL.header
