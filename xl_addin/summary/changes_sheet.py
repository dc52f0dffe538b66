"""Thay đổi khi gửi lại: what units that have sent again changed, row by row, and their totals."""

from __future__ import annotations

from validators.causes.resent import Changed, How
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, PaperSheet, write_listed
from xl_addin.sendings import CHANGES
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_to_file
from xl_addin.summary.list_head import draw_list_head

_HEADER = ("STT", "Đơn vị", "Biểu", "Dòng", "Cột", "Lần trước", "Lần này", "Chênh lệch", "Việc",
           "Ô lần trước", "Ô lần này")  # fmt: skip
_WIDTHS = (5, 24, 9, 30, 14, 16, 16, 10, 11, 24, 24)
_NOTE = (
    "So tệp đang được tính với tệp được tính trước đó của cùng đơn vị. Dòng in đậm: tổng của đơn vị ở biểu "
    "ấy thay đổi bao nhiêu; tổng của tỉnh thay đổi bấy nhiêu."
)


def draw_changes(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet, unit by unit; each total behind the rows that make the difference."""
    row = draw_list_head(sheet, looks, CHANGES.upper(), _NOTE, _HEADER, _WIDTHS)
    for number, one in enumerate(contents.report.changes, start=1):
        write_listed(sheet, row, _cells(looks, contents, number, one), _WIDTHS)
        row += 1


def _cells(looks: Looks, contents: Contents, number: int, one: Changed) -> dict[int, Cell]:
    total = one.how is How.TOTAL
    text, figure = ("section_text", "section_count") if total else ("cell", "cell_count")
    values = (
        number, contents.unit_name(one.unit), contents.form_set.annexes[one.form].name, one.label, one.field,
        one.before, one.after, one.difference, one.how.words,
    )  # fmt: skip
    cells: dict[int, Cell] = {at: (value, looks[text]) for at, value in enumerate(values)}
    cells[0] = (None if total else number, looks[text if total else "cell_center"])
    cells[7] = (one.difference, looks.count(figure, one.difference))
    for at, (name, tab, cell) in ((9, one.old), (10, one.new)):
        place = ", ".join(filter(None, (name, tab, cell)))
        cells[at] = (_linked(contents, name, tab, cell, place) or place or None, looks["grid_link"])
    return cells


def _linked(contents: Contents, name: str, tab: str, cell: str, place: str):
    """A link to a cell of a return; None where there is none."""
    numbers = {item.name: n for n, item in enumerate(contents.inbox.returns)}
    return (
        link(link_to_file(contents.file_links[numbers[name]], tab, cell), place) if name in numbers else None
    )
