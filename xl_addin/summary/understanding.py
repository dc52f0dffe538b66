"""Cách hiểu biểu mẫu: of a form that was learnt from an example, what each column was taken for and why, with
a list to choose from. What the clerk chooses counts at the next run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbook_templates.learning.choices import LINES, SORTS, Choices, column_key, form_key, sort_of
from workbook_templates.learning.columns import LearntColumn
from workbook_templates.learning.example import LearntForm
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.page import pixels_of
from workbook_templates.paper.printed_table import Cell, PaperSheet, write_listed
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable
from workbook_templates.words.spelling import words
from xl_addin.summary.contents import UNDERSTANDING
from xl_addin.summary.list_head import draw_list_head

_HEADER = ("Trang tính", "Cột", "Được hiểu là", "Vì sao", "Liên hệ với cột khác", "")
_WIDTHS = (18, 40, 30, 40, 34, 2)
_CHOSEN, _TAKEN = 2, 5  # what the clerk may change; what the tool took it for, hidden
_ROWS_ARE = "(các dòng)"
_LIST = 7  # the column of the list to choose from, hidden
_REPEATED = "trùng tiêu đề với một cột bên trái, không phân biệt được nên không đọc; đề nghị đổi tên một cột"
_NOTE = (
    "Các cột được hiểu như dưới đây. Cột nào chưa đúng thì chọn lại ở cột “Được hiểu là”, lưu tệp rồi tổng "
    "hợp lại với cùng tệp mẫu và cùng tên tệp kết quả."
)


def draw_understanding(sheet: PaperSheet, looks: Looks, forms: Sequence[LearntForm]) -> None:
    """Draw the sheet: of each form what its rows are, then a row for each column."""
    row = draw_list_head(sheet, looks, "CÁCH HIỂU BIỂU MẪU", _NOTE, _HEADER, _WIDTHS, hidden=1)
    first, choices = row, [*SORTS, *LINES.values()]
    for form in forms:
        _write(sheet, looks, row, _of_rows(looks, form), choices, row - first)
        _choose(sheet, row, first + len(SORTS), len(LINES))
        row += 1
        for column in form.columns:
            _write(sheet, looks, row, _of_column(looks, form, column), choices, row - first)
            _choose(sheet, row, first, len(SORTS))
            row += 1
        for header in form.header.repeated.values():
            _write(sheet, looks, row, _of_repeated(looks, form, header), choices, row - first)
            row += 1
    sheet.print_area(0, 0, row - 1, _TAKEN - 1)
    while row - first < len(choices):
        _write(sheet, looks, row, {}, choices, row - first)
        row += 1
    for column in (_TAKEN, _LIST):
        sheet.set_column(column, column, 2, None, {"hidden": True})
    sheet.set_column_pixels(_LIST - 1, _LIST - 1, pixels_of(2))


def _write(
    sheet: PaperSheet, looks: Looks, row: int, cells: dict[int, Cell], choices: list[str], index: int
) -> None:
    """A row, with its share of the list to choose from beside it."""
    if index < len(choices):
        cells = cells | {_LIST: (choices[index], looks["plain"])}
    write_listed(sheet, row, cells, (*_WIDTHS[:_TAKEN], *[10_000.0] * (_LIST - _TAKEN + 1)))


def _choose(sheet: PaperSheet, row: int, first: int, count: int) -> None:
    source = f"=$H${first + 1}:$H${first + count}"
    sheet.data_validation(row, _CHOSEN, row, _CHOSEN, {
        "validate": "list", "source": source, "error_type": "stop", "error_title": "Chọn trong danh sách",
        "error_message": "Đề nghị chọn một mục trong danh sách.",
    })  # fmt: skip


def _of_rows(looks: Looks, form: LearntForm) -> dict[int, Cell]:
    said = LINES[form.line]
    return {
        0: (form.sheet, looks["cell"]),
        1: (_ROWS_ARE + " " + form.title, looks["cell"]),
        2: (said, looks["entry"]),
        3: (f"{len(form.lines)} dòng như nhau ở các tệp" if form.lines else "tên các dòng ở mỗi tệp một khác",
            looks["cell"]),
        4: ("", looks["cell"]),
        5: (LINES[form.taken_for], looks["plain"]),
    }  # fmt: skip


def _of_column(looks: Looks, form: LearntForm, column: LearntColumn) -> dict[int, Cell]:
    said = sort_of(column)
    look = looks["cell"] if column.sure else looks["uncounted"]
    return {
        0: (form.sheet, looks["cell"]),
        1: (" / ".join(column.header), looks["cell"]),
        2: (said, looks["entry"]),
        3: (("Chưa rõ: " if not column.sure else "") + column.why, look),
        4: (_relations(form, column), looks["uncounted" if column.unproved else "cell"]),
        5: (column.taken_for or said, looks["plain"]),
    }


def _of_repeated(looks: Looks, form: LearntForm, header: Sequence[str]) -> dict[int, Cell]:
    """A column that nothing tells from another one."""
    texts = (form.sheet, " / ".join(header), "", f"Chưa rõ: {_REPEATED}", "")
    return {n: (text, looks["uncounted" if n == 3 else "cell"]) for n, text in enumerate(texts)}


def _relations(form: LearntForm, column: LearntColumn) -> str:
    named = {one.name: " – ".join(one.header) for one in form.columns}
    said = []
    for names, text, between in (
        (column.sum_of, "bằng tổng: ", " + "),
        (column.product_of, "bằng tích: ", " × "),
        (column.part_of, "nằm trong: ", ", "),
    ):
        if names:
            said.append(text + between.join(f"“{named[name]}”" for name in names))
    return "; ".join([*said, *filter(None, [column.unproved])])


def unsure_columns(forms: Sequence[LearntForm]) -> list[str]:
    """The columns of which it is not sure what they are, each with its sheet."""
    unsure = [
        (form, column.header, column.why) for form in forms for column in form.columns if not column.sure
    ]
    unsure += [(form, header, _REPEATED) for form in forms for header in form.header.repeated.values()]
    return [f"{form.sheet}: “{' – '.join(header)}” ({why})" for form, header, why in unsure]


def choices_in(*paths: Path) -> Choices:
    """What the clerk has chosen in working files that were made by the same example; the last counts. A file
    that is none says nothing."""
    columns: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, str], str] = {}
    for path in paths:
        if not path.is_file():
            continue
        try:
            grid = read_grid_of(path, lambda name: words(name) == words(UNDERSTANDING))
        except Unreadable:
            continue
        for sheet in grid.sheets if grid.own_output else ():
            if words(sheet.name) == words(UNDERSTANDING):
                _read(sheet, columns, lines)
    return Choices(columns, lines)


def _read(sheet: Sheet, columns: dict, lines: dict) -> None:
    kinds = {said: line for line, said in LINES.items()}
    for row in sheet.rows:
        name, header, chosen, taken = (
            str(row[c]).strip() if c < len(row) else "" for c in (0, 1, _CHOSEN, _TAKEN)
        )
        if not chosen or chosen == taken or not taken:
            continue
        if header.startswith(_ROWS_ARE) and chosen in kinds:
            lines[form_key(name, header.removeprefix(_ROWS_ARE))] = kinds[chosen]
        elif chosen in SORTS:
            columns[column_key(name, header.split(" / "))] = chosen
