"""Phân bổ chỉ tiêu, on Tổng quan: what is asked for, allotted, given to the province and left."""

from __future__ import annotations

from workbook_templates.declared.forms import Column
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, Formula, PaperSheet, write_listed, write_row
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import sheet_place

OVER = "Cột phân bổ quá chỉ tiêu được giao"
_HEADER = ("Phân bổ chỉ tiêu", "Đăng ký", "Phân bổ", "Chênh lệch", "Được giao", "Chưa phân bổ")
_WIDTHS = (40, 12, 11, 11, 11, 13)  # as the sheet has them
_HIDDEN = {
    "registered": "biểu in số đăng ký, cột phân bổ đang ẩn",
    "allotted": "biểu in số phân bổ, cột đăng ký đang ẩn",
}


def allotting(contents: Contents) -> list[tuple[Bieu, Column]]:
    """The columns in which the province allots."""
    return [(item, column) for item in contents.bieu for column in item.form.allotted]


def _cell(contents: Contents, item: Bieu, name: str, below: int = -1) -> str:
    """The total of a column; below: that many rows below what was given, in place of it."""
    place = contents.placed[item.form.id]
    row = place.total if below < 0 else place.quota + below
    return sheet_place(place.sheet, place.total_cell(name).replace(f"${place.total}", f"${row}"))


def _left(item: Bieu, column: Column) -> float | None:
    """What is not allotted yet; None where it is not known what was given."""
    quota = item.quota(column)
    return quota - item.total(column.name) if isinstance(quota, float) else None


def over_quota(contents: Contents) -> Formula:
    """In how many columns more is allotted than was given."""
    pairs = allotting(contents)
    cells = [f"({_cell(contents, item, column.name, 1)}<0)*1" for item, column in pairs]
    return Formula("=" + "+".join(cells), sum((_left(item, column) or 0.0) < 0 for item, column in pairs))


def draw_allotments(sheet: PaperSheet, looks: Looks, contents: Contents, row: int) -> int:
    """Draw the block; returns the row below it (from 0)."""
    pairs = allotting(contents)
    if not pairs:
        return row - 1
    cells = {at: (text, looks["list_header"]) for at, text in enumerate(_HEADER)}
    write_listed(sheet, row, cells, [width * 0.8 for width in _WIDTHS])
    for item, column in pairs:
        row += 1
        asked, given = item.total(column.allots), item.total(column.name)
        quota, left = item.quota(column), _left(item, column)
        places = [_cell(contents, item, column.allots), _cell(contents, item, column.name)]
        given_to = _cell(contents, item, column.name, 0)
        told = f"{item.form.name}: {' – '.join(column.header)}"
        hidden = _HIDDEN.get(item.form.prints)
        line: list[object] = [
            f"{told} ({hidden})" if hidden else told,
            Formula(f"={places[0]}", asked), Formula(f"={places[1]}", given),
            Formula(f"={places[1]}-{places[0]}", given - asked),
            Formula(f'=IF({given_to}="","",{given_to})', "" if quota is None else quota),
            Formula(f"={_cell(contents, item, column.name, 1)}", "…" if left is None else left),
        ]  # fmt: skip
        shown: dict[int, Cell] = {0: (line[0], looks["cell"])}
        for at, formula in enumerate(line[1:], start=1):
            shown[at] = (formula, looks.count("cell_count", formula.result))
        write_listed(sheet, row, shown, _WIDTHS)
    red = {"type": "cell", "criteria": "<", "value": 0, "format": looks["standing"]}
    sheet.conditional_format(row - len(pairs) + 1, 5, row, 5, red)
    write_row(sheet, row + 1, {0: (None, looks["plain"])})
    return row + 2
