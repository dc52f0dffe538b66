"""The sheet “Nội dung cần xử lý” in the workbook that is open: what it says, and what it said before."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import xlwings as xw

from validators.run import Report
from workbook_templates.grid import Grid, Sheet
from workbook_templates.returns import WORK_SHEET
from workbook_templates.sheet_xml import column_letters
from xl_addin.copies import make_listing
from xl_addin.findings_sheet import Link, Listing, clean_text
from xl_addin.inbox import Inbox
from xl_addin.links import hyperlink_formula, link_here
from xl_addin.live_workbook import write_block

NEW, STILL = "Mới", "Vẫn còn"
_WIDTHS = (6, 16, 9, 16, 9, 56, 22, 22, 9, 44, 28, 28, 9, 22)  # few different ones: each is a call
FONT = "Times New Roman"
_STATE, _ID = "Tình trạng", "Mã nội dung"
_XL_TOP, _XL_CONTINUOUS = -4160, 1  # XlVAlign, XlLineStyle


@dataclass(frozen=True)
class Place:
    """One line of the list: where it leads, and what it says there."""

    sheet: str
    cell: str
    text: str


def old_list(grid: Grid) -> Sheet | None:
    """Our list as it stands in the workbook, by its title, since somebody may have renamed it. The list
    of an annotated copy is another's: what a unit wrote there stays there."""
    title = WORK_SHEET.upper()
    return next((s for s in grid.sheets if s.rows and s.rows[0] and s.rows[0][0] == title), None)


def _column(sheet: Sheet, header: str) -> tuple[int, int] | None:
    """Row and column (from 0) of one of the list's headers."""
    for number, row in enumerate(sheet.rows[:20]):
        if header in row:
            return number, row.index(header)
    return None


def ids_of(sheet: Sheet | None) -> set[str]:
    """The ids of the findings that the list holds."""
    place = _column(sheet, _ID) if sheet else None
    if place is None:
        return set()
    head, column = place
    return {str(row[column]) for row in sheet.rows[head + 1 :] if column < len(row) and row[column] != ""}


def places_of(sheet: Sheet) -> list[Place]:
    """The lines of the list in their order, those that lead to a cell."""
    places = []
    found = [_column(sheet, name) for name in ("Trang tính", "Ô", "Mức độ", "Nội dung")]
    if None in found:
        return []
    head = found[0][0]
    for row in sheet.rows[head + 1 :]:
        name, cell, severity, text = (str(row[column]) if column < len(row) else "" for _, column in found)
        if name and cell:
            places.append(Place(name, cell, f"{severity}: {text}"))
    return places


def work_listing(inbox: Inbox, report: Report, before: set[str]) -> Listing:
    """The list of the open workbook: that of an annotated copy, with what is new and what still
    stands since the check before."""
    listing = make_listing(inbox, report, 0)
    findings = report.of_file(0)
    notes = listing.notes[:2]
    if before:
        now = {finding.id for finding in findings}
        counts = f"{len(now - before)} mới, {len(now & before)} vẫn còn, {len(before - now)} đã xử lý"
        notes = (*notes, f"So với lần kiểm tra trước: {counts}.")
    rows = [
        (*row, (STILL if finding.id in before else NEW) if before else None, finding.id)
        for row, finding in zip(listing.rows, findings, strict=True)
    ]
    return dataclasses.replace(
        listing,
        sheet_name=WORK_SHEET,
        title=WORK_SHEET.upper(),
        notes=notes,
        header=(*listing.header, _STATE, _ID),
        widths=_WIDTHS,
        rows=tuple(rows),
    )


def write_list(book: xw.Book, listing: Listing, old: str | None, names: Sequence[str]) -> None:
    """Write the list into the workbook, over the old one where there is one. The sheet that the user
    looks at stays in front, with its selection. names: those of the workbook's sheets."""
    if old is not None:
        sheet = book.sheets[old]
        sheet.clear()
    else:
        shown = book.sheets.active
        sheet = book.sheets.add(_free_name(names, listing.sheet_name), after=book.sheets[names[-1]])
        shown.api.Activate()
    head = _write(sheet, listing)
    _link(sheet, head + 1, listing)


def write_new_list(app: xw.App, listing: Listing) -> None:
    """Write the list into a workbook of its own, where nothing can be linked."""
    sheet = app.books.add().sheets[0]
    sheet.name = listing.sheet_name
    _write(sheet, listing)


def _write(sheet: xw.Sheet, listing: Listing) -> int:
    return write_table(sheet, listing.title, listing.notes, listing.header, listing.rows, listing.widths)


def write_table(
    sheet: xw.Sheet,
    title: str,
    notes: Sequence[str],
    header: Sequence[str],
    rows: Sequence[tuple],
    widths: Sequence[float] = (),
) -> int:
    """A title, notes, and below an empty row the table; returns the row of its header. Few calls:
    two blocks of values, and the looks of whole ranges."""
    head = len(notes) + 3
    write_block(sheet, 1, 1, [[title], *([note] for note in notes)])
    write_block(sheet, head, 1, [list(header), *map(_plain, rows)])
    table = sheet.range((head, 1), (head + len(rows), len(header))).api
    table.WrapText = True
    table.VerticalAlignment = _XL_TOP
    table.Borders.LineStyle = _XL_CONTINUOUS
    sheet.range((1, 1), (head + len(rows), len(header))).font.name = FONT
    sheet.range(f"A1,A{head}:{column_letters(len(header) - 1)}{head}").font.bold = True
    alike: dict[float, list[str]] = {}
    for column, width in enumerate(widths or _fitting(header, rows)):
        alike.setdefault(width, []).append(f"{column_letters(column)}1")
    for width, cells in alike.items():
        sheet.range(",".join(cells)).column_width = width
    table.EntireRow.AutoFit()
    return head


def _fitting(header: Sequence[str], rows: Sequence[tuple]) -> list[int]:
    """Widths in characters that suit the longest text of each column, within reason."""
    texts = [
        [str(value) for value in column if value is not None] for column in zip(header, *rows, strict=True)
    ]
    return [min(60, max(6, *(len(text) for text in column)) + 2) for column in texts]


def _plain(row: tuple) -> list[object]:
    values = [value.text if isinstance(value, Link) else value for value in row]
    return [clean_text(value) if isinstance(value, str) else value for value in values]


def _link(sheet: xw.Sheet, first: int, listing: Listing) -> None:
    """The cells' addresses as links, in one call."""
    column = listing.header.index("Ô")
    formulas = [
        [hyperlink_formula(link_here(link.sheet, link.cell), link.text) if isinstance(link, Link) else ""]
        for link in (row[column] for row in listing.rows)
    ]
    if formulas:
        last = first + len(formulas) - 1
        sheet.range((first, column + 1), (last, column + 1)).api.Formula = tuple(map(tuple, formulas))


def _free_name(names: Sequence[str], wanted: str) -> str:
    taken = {name.casefold() for name in names}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
