"""Printed tables on paper: the page, the title block, header rows, rows high enough for their text,
signatures, and page breaks that keep the signatures with the last rows.

Used by blanks and biểu alike. Rows are written from top to bottom, as constant memory asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.forms import Column, Form
from workbook_templates.paper.formats import TABLE_SIZE, Looks

_PIXELS_A_CHARACTER, _PIXELS_A_COLUMN = 7, 5  # how Excel turns a column's width into pixels
# A4 landscape inside the margins, in pixels, less what printers and LibreOffice measure otherwise.
_PAGE = (252 / 25.4 * 96 * 0.91, 170 / 25.4 * 96 * 0.94)
_ONE_LINE = 0.7  # of a column's width in characters: less is one line for certain
_MOST_BREAKS = 1023  # Excel holds no more on a sheet
ROW_POINTS = 17  # of a row of one line of Times New Roman 12
_ROW_PIXELS = round(ROW_POINTS * 96 / 72)


class Formula(NamedTuple):
    """What a cell computes, and what comes of it now."""

    text: str
    result: float | str


# A number, a text, a Formula or, for a blank cell, None or "", with its format.
Cell = tuple[object, Format]


MOST_CHARACTERS = 32_767  # in one cell: Excel specifications and limits


def as_text(text: str) -> str:
    """A text that XlsxWriter writes as it stands: what begins with <r> and ends with </r> it takes for XML of
    its own, so such a one gets a space behind it."""
    text = text[:MOST_CHARACTERS]
    return f"{text[: MOST_CHARACTERS - 1]} " if text.startswith("<r>") and text.endswith("</r>") else text


class PaperSheet(Worksheet):
    """A worksheet written row by row, with two things that XlsxWriter has no option for: a page number
    that does not show on page 1 (NĐ 30/2020, annex I), and formulas taken as they are, since ours hold
    none of the newer functions that it would look for in each of tens of thousands of links."""

    def write_line(self, row: int, cells: Mapping[int, Cell], height: float | None = None) -> None:
        """Write a row's cells from left to right. height: in points, None for the sheet's own."""
        if height is not None:
            self.set_row(row, height)
        for column in sorted(cells):
            value, look = cells[column]
            if value is None or value == "":
                self.write_blank(row, column, None, look)
            elif isinstance(value, Formula):
                self.write_formula(row, column, value.text, look, value.result)
            elif isinstance(value, (int, float)):
                self.write_number(row, column, value, look)
            else:
                self.write_string(row, column, as_text(str(value)), look)

    def _write_header_footer(self) -> None:
        if self.header:
            self._xml_start_tag("headerFooter", [("differentFirst", 1)])
            self._xml_data_element("oddHeader", self.header)
            self._xml_end_tag("headerFooter")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Band:
    """A table's columns on a sheet's grid.

    Where several tables stand on one sheet, the grid is that of the table with the most columns, and
    the name column of the others spans what they have fewer. first and last: the grid columns of each
    of the table's columns; widths: of the grid; right: the last grid column.
    """

    def __init__(self, form: Form, columns: Sequence[Column], grid: Sequence[Column] | None = None) -> None:
        grid = columns if grid is None else grid
        self.columns = tuple(columns)
        self.widths = [column.width for column in grid]
        self.right = len(grid) - 1
        spare = len(grid) - len(self.columns)
        self.first: list[int] = []
        self.last: list[int] = []
        place = 0
        for column in self.columns:
            self.first.append(place)
            place += spare if column.name == form.label_field else 0
            self.last.append(place)
            place += 1
        self._widths = [self.width(index) for index in range(len(self.columns))]
        self._one_line = [width * _ONE_LINE for width in self._widths]

    @property
    def middle(self) -> int:
        """The last grid column of the left half by width, for blocks that stand side by side."""
        total, half = 0.0, sum(self.widths) / 2
        for index, width in enumerate(self.widths):
            total += width
            if total >= half:
                return min(index, self.right - 1)
        return 0

    def width(self, index: int) -> float:
        """How wide one of the table's columns is."""
        return sum(self.widths[self.first[index] : self.last[index] + 1])

    def write(
        self, sheet: PaperSheet, row: int, cells: Mapping[int, Cell], beside: Mapping[int, Cell] | None = None
    ) -> None:
        """Write a row of the table, columns numbered as in the table, high enough for its text. beside:
        cells right of the table, by grid column."""
        spread_out: dict[int, Cell] = {}
        lines = 1
        for index, cell in cells.items():
            first, last = self.first[index], self.last[index]
            spread_out[first] = cell
            if last > first:
                spread_out |= {place: (None, cell[1]) for place in range(first + 1, last + 1)}
                merge(sheet, row, first, row, last)
            value = cell[0]
            if type(value) is str and len(value) >= self._one_line[index]:
                lines = max(lines, lines_of(value, self._widths[index]))
        write_row(sheet, row, spread_out | (beside or {}), lines)


def lines_of(value: object, width: float, size: float = TABLE_SIZE) -> int:
    """How many lines a text takes in a column `width` characters wide, with room for words that do
    not break. Excel measures a character by the digit of its default font; a letter of Times New
    Roman 12 is a little narrower, a capital a third wider."""
    if not isinstance(value, str) or len(value) < width * _ONE_LINE:
        return 1
    room = max(width * (0.76 if value.isupper() else 1.04) * TABLE_SIZE / size, 4)
    return sum(max(ceil(len(part) / room), 1) for part in value.split("\n"))


def write_listed(sheet: PaperSheet, row: int, cells: Mapping[int, Cell], widths: Sequence[float]) -> None:
    """Write one row of a list (11 points) high enough for its longest cell."""
    lines = max((lines_of(value, widths[i], 11) for i, (value, _) in cells.items()), default=1)
    write_row(sheet, row, cells, lines)


def set_list_paper(sheet: Worksheet, widths: Sequence[float], header_row: int | None = None) -> None:
    """A list on A4 landscape, as wide as the page, its header row repeated."""
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if header_row is not None:
        sheet.freeze_panes(header_row + 1, 0)
        sheet.repeat_rows(header_row)


def merge(sheet: Worksheet, row: int, first: int, last_row: int, last: int) -> None:
    """Merge cells that are already written; in constant-memory mode rows that have gone to disk
    cannot be written again, which XlsxWriter's own merge_range would do."""
    if (row, first) != (last_row, last):
        sheet.merge.append([row, first, last_row, last])


def write_row(sheet: PaperSheet, row: int, cells: Mapping[int, Cell], lines: int = 1) -> None:
    """Write one row's cells. Text is text, whatever it looks like. lines: how many lines of text the row
    must hold; its height is set, since LibreOffice fits none by itself."""
    sheet.write_line(row, cells, 15.5 * lines + 3 if lines > 1 else None)


def spread(
    sheet: PaperSheet, row: int, first: int, last: int, text: str, look: Format, lines: int = 1
) -> None:
    """One text over merged cells of one row, which is a little higher than a table's."""
    cells = {c: (text if c == first else None, look) for c in range(first, last + 1)}
    sheet.write_line(row, cells, 20 * lines)
    merge(sheet, row, first, row, last)


def set_paper(sheet: Worksheet, band: Band, header_rows: tuple[int, int] | None) -> None:
    """A4 landscape with the margins of Party papers (20/20/30/15 mm), header rows repeated where the
    sheet holds one table, page number top centre but not on page 1. The scale is set and not left to
    “fit to width”, under which Excel ignores page breaks."""
    inch = 25.4
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=30 / inch, right=15 / inch, top=20 / inch, bottom=20 / inch)
    sheet.set_print_scale(int(100 * _scale(band)))
    sheet.center_horizontally()
    sheet.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 10 / inch})
    if header_rows:
        sheet.repeat_rows(*header_rows)
    for index, width in enumerate(band.widths):
        sheet.set_column(index, index, width)


def _scale(band: Band) -> float:
    """How much a table must shrink to the page's width; 1 where it fits."""
    pixels = sum(width * _PIXELS_A_CHARACTER + _PIXELS_A_COLUMN for width in band.widths)
    return min(1.0, _PAGE[0] / pixels)


def set_page_breaks(sheet: Worksheet, band: Band, header: range, kept: int, last: int) -> None:
    """Break pages so that rows `kept` … `last` (from 0), the last rows with the signatures, stay
    together where one page holds them. Every break is set, a little before the page is full, since
    Excel and LibreOffice would each break at a row of their own. header: the rows repeated on top."""
    room = _PAGE[1] / _scale(band)
    repeated = sum(_height(sheet, row) for row in header)
    breaks: list[int] = []
    left, start = room, 0
    for row in range(last + 1):
        height = _height(sheet, row)
        if height > left:
            start = kept if start < kept < row else row
            breaks.append(start)
            left = room - repeated - sum(_height(sheet, above) for above in range(start, row))
        left -= height
    sheet.set_h_pagebreaks(breaks[:_MOST_BREAKS])


def _height(sheet: Worksheet, row: int) -> float:
    return sheet.row_sizes.get(row, (_ROW_PIXELS,))[0]


def draw_title(
    sheet: Worksheet, looks: Looks, row: int, band: Band, form: Form, settings: dict[str, str], unit: str = ""
) -> int:
    """The block above a table: bodies left and right, BIỂU SỐ, title, (Kèm theo …). Returns the row
    below. unit: the sending unit for an annex; the issuing body otherwise."""
    left = [
        (settings.get("superior", ""), "superior"),
        (unit.upper() if unit else settings.get("issuer", ""), "issuer"),
    ]
    for index, (text, look) in enumerate(left):
        right = (settings.get("party_head", ""), "party") if index == 0 else None
        _side_by_side(sheet, looks, row + index, band, (text, look), right)
    row += 3
    lines = [(form.number, "number"), (form.group_title, "title"), (form.title.upper(), "title")]
    lines.append((settings.get("attached", ""), "attached"))
    for text, look in lines:
        if text:
            spread(sheet, row, 0, band.right, text, looks[look], title_lines(text, band))
            row += 1
    return row + 1


def title_lines(text: str, band: Band) -> int:
    """Lines of a title over the whole table."""
    return lines_of(text, sum(band.widths), 14)


def _side_by_side(
    sheet: Worksheet, looks: Looks, row: int, band: Band, left: tuple[str, str], right: tuple[str, str] | None
) -> None:
    """Two texts with their looks, each merged over its half of the table."""
    halves = [(0, band.middle, *left)] + ([(band.middle + 1, band.right, *right)] if right else [])
    cells = {
        c: (text if c == first else None, looks[look])
        for first, last, text, look in halves
        for c in range(first, last + 1)
    }
    write_row(sheet, row, cells)
    for first, last, _, _ in halves:
        merge(sheet, row, first, row, last)


def draw_header(
    sheet: PaperSheet,
    looks: Looks,
    row: int,
    band: Band,
    *,
    index_row: bool = False,
    beside: Mapping[int, Cell] | None = None,
) -> int:
    """The header rows of a table, groups merged across and single headers merged down. Returns the
    first row below; index_row adds (1) (2) (3) …; beside: cells right of the last of these rows."""
    levels = max(len(column.header) for column in band.columns)
    look = looks["header"]
    for level in range(levels):
        cells = {}
        for index, column in enumerate(band.columns):
            own = column.header[level] if level < len(column.header) else None
            group = _group(band, index, level)
            repeated = index and group and group == _group(band, index - 1, level)
            cells[index] = (None if repeated else own, look)
        physical = {
            place: (value if place == band.first[index] else None, look)
            for index, (value, look) in cells.items()
            for place in range(band.first[index], band.last[index] + 1)
        }
        if level == levels - 1 and not index_row:
            physical |= beside or {}
        write_row(sheet, row + level, physical, _header_lines(band, level, levels))
    _merge_header(sheet, row, band, levels)
    row += levels
    if index_row:
        cells = {i: (f"({i + 1})", looks["index"]) for i in range(len(band.columns))}
        band.write(sheet, row, cells, beside)
        row += 1
    return row


def _header_lines(band: Band, level: int, levels: int) -> int:
    """Lines a header row must hold: its own cells, and its share of those merged down from it."""
    needed = 1
    for index, column in enumerate(band.columns):
        depth = len(column.header)
        if level >= depth - 1:
            lines = lines_of(column.header[-1], band.width(index) * 0.9)
            needed = max(needed, -(-lines // (levels - depth + 1)))
    return needed


def _group(band: Band, index: int, level: int) -> tuple[str, ...] | None:
    header = band.columns[index].header
    return header[: level + 1] if level < len(header) - 1 else None


def _merge_header(sheet: Worksheet, row: int, band: Band, levels: int) -> None:
    for index, column in enumerate(band.columns):
        depth = len(column.header)
        merge(sheet, row + depth - 1, band.first[index], row + levels - 1, band.last[index])
    for level in range(levels - 1):
        start = 0
        while start < len(band.columns):
            group = _group(band, start, level)
            end = start
            while group and end + 1 < len(band.columns) and _group(band, end + 1, level) == group:
                end += 1
            if group:
                merge(sheet, row + level, band.first[start], row + level, band.last[end])
            start = end + 1


def draw_signatures(
    sheet: Worksheet, looks: Looks, row: int, band: Band, left: list[str], right: list[str], place: str
) -> int:
    """Two signature blocks side by side, the right one under place and date."""
    date = f"{place}, ngày … tháng … năm …" if place else "Ngày … tháng … năm …"
    lines = [("", date, "place")]
    lines += [
        (left[i] if i < len(left) else "", right[i] if i < len(right) else "", "sign")
        for i in range(max(len(left), len(right)))
    ]
    lines.append(("(Ký, ghi rõ họ tên)" if left else "", "(Ký tên, đóng dấu)", "sign_note"))
    for offset, (first, second, look) in enumerate(lines):
        _side_by_side(sheet, looks, row + offset, band, (first, look), (second, look))
    return row + len(lines) + 4
