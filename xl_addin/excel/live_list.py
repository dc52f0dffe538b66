"""The sheet “Nội dung cần xử lý” in the workbook that is open: what it says, and what it said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import xlwings as xw

from workbook_templates.declared import finding_list as columns
from workbook_templates.declared.finding_list import NARROW, OF_OPEN_WORKBOOK, ListColumn
from workbook_templates.reading.grid import Grid, Sheet
from workbook_templates.reading.package import OUTPUT_MARK
from workbook_templates.reading.replies import WORK_SHEET
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.reading.working_file import record_of
from workbook_templates.words.spelling import clean
from xl_addin.copies.listing import Link, Listing, clean_text
from xl_addin.excel.live_workbook import area, as_typed, write_block
from xl_addin.excel.walking import Destination
from xl_addin.summary.links import hyperlink_formula, link_here

NEW, STILL = "Mới", "Vẫn còn"
FONT = "Times New Roman"
_GREY = 0xD9D9D9  # the same read from either end
_XL_TOP, _XL_CONTINUOUS = -4160, 1  # XlVAlign, XlLineStyle


def old_lists(grid: Grid) -> list[Sheet]:
    """Our lists as they stand in the workbook, by title and column of ids, since somebody may have renamed
    a sheet; the one to write over first: that of our name, then the last. The list of a marked copy
    is another's: what a unit wrote there stays there. So is a working file's, about the units' files."""
    record = record_of(grid)
    others = record.prints if record else ()
    found = [sheet for sheet in grid.sheets if _is_ours(sheet) and sheet.name not in others]
    return sorted(reversed(found), key=lambda sheet: sheet.name != WORK_SHEET)


def old_list(grid: Grid) -> Sheet | None:
    """The first of `old_lists`."""
    return next(iter(old_lists(grid)), None)


def _is_ours(sheet: Sheet) -> bool:
    titled = bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] == WORK_SHEET.upper()
    return titled and _column(sheet, columns.ID) is not None


def holds_more(old: Sheet, listing: Listing) -> bool:
    """Whether people wrote something into the old list that the new one does not take over: a reason
    whose finding is solved, a column or a line of their own."""
    head, column_of_id = _column(old, columns.ID)
    header = old.rows[head]
    id_in_new = listing.columns.index(columns.ID)
    new = {row[id_in_new]: dict(zip(listing.header, row, strict=True)) for row in listing.rows}
    for number, cells in enumerate(old.cells):
        line = dict(cells)
        for column, value in cells:
            label = header[column] if column < len(header) else ""
            if number < head:
                foreign = column > 0 or not str(value).startswith((listing.title, *_NOTES))
            elif number == head:
                foreign = value not in listing.header
            else:
                foreign = _is_foreign(label, value, new.get(line.get(column_of_id)), column_of_id in line)
            if foreign:
                return True
    return False


# How the lines above the table begin (copies.findings_listed, live_check).
_NOTES = ("Đơn vị:", "Tổng số:", "So với lần kiểm tra trước:")


def _is_foreign(label: object, value: object, new: dict | None, has_id: bool) -> bool:
    """Whether people wrote a cell of a line, and the new list does not say the same. new: the line of the
    same finding in it, None where that is solved."""
    if label == "" or not has_id:
        return True
    if label == columns.STATE.header:
        return value not in (NEW, STILL)
    if label in _ENTRIES or (label == columns.MEND.header and new):
        return clean(str(value)) != clean(str((new or {}).get(label) or ""))
    return False


_ENTRIES = [column.header for column in OF_OPEN_WORKBOOK if column.for_people]


def _column(sheet: Sheet, column: ListColumn) -> tuple[int, int] | None:
    """Row and column (from 0) of the header of one of the list's columns."""
    for number, row in enumerate(sheet.rows[:20]):
        if column.header in row:
            return number, row.index(column.header)
    return None


def ids_of(sheet: Sheet | None) -> set[str]:
    """The ids of the findings that the list holds."""
    found = _column(sheet, columns.ID) if sheet else None
    if found is None:
        return set()
    head, column = found
    return {str(row[column]) for row in sheet.rows[head + 1 :] if column < len(row) and row[column] != ""}


def id_beside(sheet: Sheet, row: int) -> str:
    """The id of the finding in a line (its Excel row) of the list; "" where it is no line of it."""
    found = _column(sheet, columns.ID)
    if found is None or not found[0] + 1 < row <= len(sheet.rows):
        return ""
    line = sheet.rows[row - 1]
    return str(line[found[1]]) if found[1] < len(line) else ""


def destinations_in(sheet: Sheet) -> list[Destination]:
    """The cells that the list leads to, each once, in the order of their first lines."""
    destinations: dict[tuple[str, str], Destination] = {}
    found = [
        _column(sheet, column) for column in (columns.SHEET, columns.CELL, columns.SEVERITY, columns.MESSAGE)
    ]
    if None in found:
        return []
    head = found[0][0]
    for row in sheet.rows[head + 1 :]:
        name, cell, severity, text = (str(row[column]) if column < len(row) else "" for _, column in found)
        if name and cell:
            destinations.setdefault((name, cell), Destination(name, cell, f"{severity}: {text}"))
    return list(destinations.values())


def write_list(book: xw.Book, listing: Listing, old: Sheet | None, sheets: Mapping[str, xw.Sheet]) -> bool:
    """Write the list into the workbook, over the old one, or beside it where that holds more; tells
    whether the old one is kept. The sheet that the user looks at stays in front, with its selection.
    sheets: those of the workbook by name, in their order."""
    kept = old is not None and holds_more(old, listing)
    if old is not None and not kept:
        sheet = sheets[old.name]
        sheet.api.AutoFilterMode = False  # else only what the filter shows would be cleared
        sheet.cells.api.EntireRow.Hidden = False
        sheet.clear()
    else:
        sheet = add_sheet(book, listing.sheet_name, sheets)
        if kept:
            sheets[old.name].range("A1").raw_value = f"{listing.title} (BẢN TRƯỚC)"
    head = _write(sheet, listing)
    _link(sheet, head + 1, listing)
    return kept


def add_sheet(book: xw.Book, name: str, sheets: Mapping[str, xw.Sheet]) -> xw.Sheet:
    """A new sheet behind all others; the one that the user looks at stays in front. Put before the last
    one, which then moves before it: Add(After=…) fails in some installations (xlwings does the same, in
    three times as many calls)."""
    worksheets = book.sheets
    shown, last = worksheets.active, next(reversed(sheets.values()))
    shown.api.Select()  # alone: of several that are selected Excel would add as many
    sheet = worksheets.add(before=last)
    with suppress(Exception):  # a very hidden sheet cannot be moved: then the new one stands before it
        last.api.Move(Before=sheet.api)
    sheet.name = _free_name(list(sheets), name)  # given to add(), it would be compared with every sheet's
    shown.api.Activate()
    return sheet


def write_new_list(app: xw.App, listing: Listing) -> None:
    """Write the list into a workbook of its own, where nothing can be linked."""
    _write(new_sheet(app, listing.sheet_name), listing)


def new_sheet(app: xw.App, name: str) -> xw.Sheet:
    """The sheet of a new workbook that is known as a result of this tool."""
    book = app.books.add()
    with suppress(Exception):  # the mark is a help, not a need
        book.api.BuiltinDocumentProperties("Category").Value = OUTPUT_MARK
    book.sheets[0].name = name
    return book.sheets[0]


_WIDTHS = {NARROW: None}  # of a new sheet: asked for, it would cost two calls


def _write(sheet: xw.Sheet, listing: Listing) -> int:
    widths = [0 if column.hidden else _WIDTHS.get(column.width, column.width) for column in listing.columns]
    return write_table(sheet, listing.title, listing.notes, listing.header, listing.rows, widths)


def write_table(
    sheet: xw.Sheet,
    title: str,
    notes: Sequence[str],
    header: Sequence[str],
    rows: Sequence[tuple],
    widths: Sequence[float | None] = (),
) -> int:
    """A title, notes, and below an empty row the table; returns the row of its header. widths: None leaves
    a column as wide as it is, 0 hides one of the last. Few calls: a block of values, and the looks of whole
    ranges."""
    head = len(notes) + 3
    above = [[text, *[None] * (len(header) - 1)] for text in (title, *notes, None)]
    write_block(sheet, 1, 1, [*above, list(header), *map(_plain, rows)])
    widths = widths or _fitting(header, rows)
    shown = sum(width != 0 for width in widths)  # wrapped, a hidden text would make its row high
    table = sheet.range(area(head, 1, head + len(rows), shown))
    dress(table)
    sheet.range(area(1, 1, head + len(rows), shown)).font.name = FONT
    heading = f"A{head}:{column_letters(shown - 1)}{head}"
    sheet.range(f"A1,{heading}").font.bold = True
    sheet.range(heading).api.Interior.Color = _GREY
    alike: dict[float | None, list[str]] = {}
    for column, width in enumerate(widths):
        alike.setdefault(width, []).append(f"{column_letters(column)}1")
    alike.pop(None, None)
    for width, cells in alike.items():
        sheet.range(",".join(cells)).column_width = width
    table.api.EntireRow.AutoFit()
    return head


def dress(lines: xw.Range) -> None:
    """Give lines of a table their looks: wrapped, from the top, with borders."""
    cells = lines.api
    cells.WrapText = True
    cells.VerticalAlignment = _XL_TOP
    cells.Borders.LineStyle = _XL_CONTINUOUS


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
    """The cells' addresses as links."""
    column = listing.columns.index(columns.CELL)
    links = [row[column] for row in listing.rows]
    _write_links(
        sheet,
        first,
        column,
        [(link_here(link.sheet, link.cell), link.text) if link else None for link in links],
    )


def _write_links(sheet: xw.Sheet, first: int, column: int, links: Sequence[tuple[str, str] | None]) -> None:
    """Links (target and text) below each other, in one call. column: counted from 0."""
    formulas = tuple((_link_or_text(*link) if link else "",) for link in links)
    if formulas:
        cells = sheet.range(area(first, column + 1, first + len(formulas) - 1, column + 1))
        cells.api.Formula = formulas


def _free_name(names: Sequence[str], wanted: str) -> str:
    taken = {name.casefold() for name in names}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name


def _link_or_text(target: str, text: str) -> object:
    """A link, or the text alone where Excel would not follow it: HYPERLINK takes 255 characters, and reads
    “#” in a path as the end of it."""
    inside = target.startswith("#")
    return (
        hyperlink_formula(target, text)
        if len(target) <= 255 and (inside or "#" not in target)
        else as_typed(text)
    )


def new_table(
    app: xw.App,
    name: str,
    title: str,
    header: Sequence[str],
    rows: Sequence[tuple],
    notes: Sequence[str] = (),
    links: tuple[int, Sequence[str]] | None = None,
) -> None:
    """Show a table in a workbook of its own. links: a column (from 0), and for its first rows where each
    leads."""
    sheet = new_sheet(app, name)
    head = write_table(sheet, title, notes, header, rows)
    if links:
        column, targets = links
        texts = [clean_text(str(row[column])) for row in rows]
        _write_links(sheet, head + 1, column, list(zip(targets, texts, strict=False)))
