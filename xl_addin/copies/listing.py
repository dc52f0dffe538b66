"""The list of findings as a sheet: what is in it, how it looks, and its two written forms.

`sheet_xml` gives a worksheet part to put into an existing package, `write_listing` a new workbook
by XlsxWriter that holds the list alone. Both draw from the same `Look`s.
"""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.finding_list import SEVERITY as SEVERITY_COLUMN
from workbook_templates.declared.finding_list import ListColumn
from workbook_templates.paper.printed_table import as_text
from workbook_templates.reading.package import OUTPUT_MARK
from xl_addin.copies.package_patch import MAIN
from xl_addin.copies.styles import (
    BODY,
    ENTRY,
    HEADER,
    LINK,
    NOTE,
    SEVERITY,
    TITLE,
    Look,
    xlsxwriter_format,
)
from xl_addin.files.whole_files import whole_file

SIGNATURE = "bieu.kiem-tra"
# Printed with the list and kept by Excel when it saves: by it the list is known again.
FOOTER = f"&L&8{SIGNATURE}&R&8Trang &P/&N"
MAX_SHEET_NAME = 31
# Excel's own limits.
MAX_TEXT = 32_767
MAX_LINKS = 65_530
# What Excel adds to a width in characters for the margins of a cell.
CELL_MARGIN = 0.7109375


@dataclass(frozen=True)
class Link:
    """A cell of the list that shows `text` and jumps to `cell` of `sheet`."""

    sheet: str
    cell: str
    text: str


Value = str | float | int | None | Link


@dataclass(frozen=True)
class Listing:
    """The list of findings: title, notes, header and one row a finding.

    `severities` has one of "error", "warning", "hint" for each row; it is the look of the row's cell in the
    column of severities, the same as of the marked cell, so the list explains the marks.
    """

    sheet_name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    severities: tuple[str, ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs a value for each column")
        if len(self.severities) != len(self.rows) or not set(self.severities) <= set(SEVERITY):
            raise ValueError(f"every row needs a severity of {', '.join(SEVERITY)}")

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @property
    def shown(self) -> int:
        """How many columns a reader sees: hidden ones are the last."""
        return sum(not column.hidden for column in self.columns)


@dataclass(frozen=True)
class Row:
    """A row of the sheet: value and look of each cell, height in points."""

    cells: tuple[tuple[Value, Look | None], ...]
    height: float


# In points; how many characters of text of the size 12 a width of 1 is reckoned to hold.
LINE_HEIGHT, MAX_HEIGHT, FILLED = 16.0, 400.0, 1.0


def clean_text(value: object) -> str:
    """`value` as a text a cell can hold: no control characters, not longer than Excel allows."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def is_number(value: object) -> bool:
    """Whether `value` is written as a number (NaN and infinity have no form in a file)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def looks_of(listing: Listing) -> Iterator[tuple[Look | None, ...]]:
    """For each row of the list the looks of its cells; None for one that is hidden, which has no look of its
    own: wrapped, it would make its row high in Excel."""
    for row, severity in zip(listing.rows, listing.severities, strict=True):
        marked = replace(SEVERITY[severity], centred=True)
        yield tuple(_look(column, value, marked) for column, value in zip(listing.columns, row, strict=True))


def _look(column: ListColumn, value: Value, marked: Look) -> Look | None:
    if column.hidden:
        return None
    if column == SEVERITY_COLUMN:
        return marked
    if column.for_people:
        return ENTRY
    return LINK if isinstance(value, Link) else BODY


def height_of(cells: Iterable[tuple[Value, float, Look]]) -> float:
    """The height in points of a row of (value, width in characters, look).

    Written into the file, for LibreOffice shows one line of a wrapped text otherwise, and so does
    Excel in joined cells.
    """
    heights = [LINE_HEIGHT]
    for value, width, look in cells:
        scale = look.size / BODY.size * (1.1 if look.bold else 1)
        room = max(1, int(width * FILLED / scale))
        text = clean_text(value.text if isinstance(value, Link) else value or "")
        count = sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))
        heights.append(count * LINE_HEIGHT * look.size / BODY.size)
    return min(max(heights) + 1, MAX_HEIGHT)


def rows_of(listing: Listing) -> tuple[list[Row], int]:
    """All rows of the sheet from the first on, and how many of them stand above the header.

    Those - title, notes, an empty one - have a single cell that spans all columns that are seen.
    """
    top = [(listing.title, TITLE), *((note, NOTE) for note in listing.notes), ("", NOTE)]
    width = sum(column.width for column in listing.columns[: listing.shown])
    rows = [Row(((text, look),), height_of([(text, width, look)])) for text, look in top]
    table = [tuple((c.header, None if c.hidden else HEADER) for c in listing.columns)]
    for row, looks in zip(listing.rows, looks_of(listing), strict=True):
        table.append(tuple(zip(row, looks, strict=True)))
    for cells in table:
        sized = [(v, c.width, look) for (v, look), c in zip(cells, listing.columns, strict=True)]
        rows.append(Row(cells, height_of(sized[: listing.shown])))
    return rows, len(top)


def sheet_xml(
    listing: Listing, style_of: Callable[[Look], int], sheets: frozenset[str], selected: bool
) -> bytes:
    """The list as a worksheet part.

    `style_of` gives the index of a cell format, `sheets` the names a link can lead to; `selected`
    says that the sheet is the one shown on opening.
    """
    last, end = (xl_col_to_name(count - 1) for count in (listing.shown, len(listing.columns)))
    rows, top = rows_of(listing)
    links = [
        _hyperlink(f"{xl_col_to_name(column)}{number}", value)
        for number, row in enumerate(rows, 1)
        for column, (value, _) in enumerate(row.cells)
        if isinstance(value, Link) and value.sheet in sheets
    ]
    merged = [f'<mergeCell ref="A{n}:{last}{n}"/>' for n in range(1, top + 1) if last != "A"]
    return _WORKSHEET.format(
        selected=' tabSelected="1"' if selected else "",
        head=top + 1,
        below=top + 2,
        end=f"{end}{len(rows)}",
        columns="".join(_column(number, column) for number, column in enumerate(listing.columns, 1)),
        rows="".join(_row(number, row, style_of) for number, row in enumerate(rows, 1)),
        merged=f"<mergeCells>{''.join(merged)}</mergeCells>" if merged else "",
        links=f"<hyperlinks>{''.join(links[:MAX_LINKS])}</hyperlinks>" if links else "",
        footer=escape(FOOTER),
    ).encode()


_WORKSHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<dimension ref="A1:{end}"/><sheetViews><sheetView{selected} workbookViewId="0">'
    '<pane ySplit="{head}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15.75"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
    "{merged}{links}"
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>{footer}</oddFooter></headerFooter></worksheet>"
)


def _column(number: int, column: ListColumn) -> str:
    hidden = ' hidden="1"' if column.hidden else ""
    width = column.width + CELL_MARGIN
    return f'<col min="{number}" max="{number}" width="{width:g}"{hidden} customWidth="1"/>'


def _row(number: int, row: Row, style_of: Callable[[Look], int]) -> str:
    cells = "".join(
        _cell(f"{xl_col_to_name(column)}{number}", value, style_of(look) if look else 0)
        for column, (value, look) in enumerate(row.cells)
    )
    # Without customHeight Excel fits the row anew when somebody writes into it.
    return f'<row r="{number}" ht="{row.height:g}">{cells}</row>'


def _cell(address: str, value: Value, style: int) -> str:
    if value is None:
        return f'<c r="{address}" s="{style}"/>'
    if is_number(value):
        return f'<c r="{address}" s="{style}"><v>{value:.15g}</v></c>'
    text = clean_text(value.text if isinstance(value, Link) else value)
    # Excel reads _x0041_ in a text as the character of that number.
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    text = f'<t xml:space="preserve">{escape(text)}</t>'
    return f'<c r="{address}" s="{style}" t="inlineStr"><is>{text}</is></c>'


def _hyperlink(address: str, link: Link) -> str:
    location = quoteattr(f"{quoted_sheet(link.sheet)}!{link.cell}")
    return f'<hyperlink ref="{address}" location={location} display={quoteattr(clean_text(link.text))}/>'


def quoted_sheet(name: str) -> str:
    """A sheet name as it stands before "!" in a reference."""
    return "'" + name.replace("'", "''") + "'"


def write_listing(target: Path, listing: Listing) -> None:
    """Write the list alone as a new workbook; a link becomes the text "Sheet!E42"."""
    # Into memory first: XlsxWriter has its own errors for a full disk, `whole_file` knows OSError.
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"category": OUTPUT_MARK})
        _fill(book, book.add_worksheet(listing.sheet_name[:MAX_SHEET_NAME]), listing)
    with whole_file(target) as temporary:
        temporary.write_bytes(content.getvalue())


def _fill(book: xlsxwriter.Workbook, sheet: Worksheet, listing: Listing) -> None:
    for number, column in enumerate(listing.columns):
        sheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
    rows, top = rows_of(listing)
    formats: dict[Look | None, Format] = {}
    for number, row in enumerate(rows):
        sheet.set_row(number, row.height)
        if number < top and listing.shown > 1:
            sheet.merge_range(number, 0, number, listing.shown - 1, "")
        for column, (value, look) in enumerate(row.cells):
            look = BODY if look == LINK else look
            if look and look not in formats:
                formats[look] = book.add_format(xlsxwriter_format(look))
            _write_cell(sheet, number, column, value, formats.get(look))
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(FOOTER)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, form: Format | None) -> None:
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif is_number(value):
        sheet.write_number(row, column, value, form)
    else:
        text = f"{value.sheet}!{value.cell}" if isinstance(value, Link) else value
        sheet.write_string(row, column, as_text(clean_text(text)), form)
