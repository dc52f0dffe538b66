"""Printed tables on paper: header rows, rows high enough for their text, lists.

Used by blanks and biểu alike. Rows are written from top to bottom, as constant memory asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.forms import Column, Form
from workbook_templates.paper.formats import TABLE_SIZE, Looks
from workbook_templates.paper.page import LEAST_SIZE, page_of, pixels_of, set_widths

_LIST_MARGIN = 0.4  # inches
_LIST_SIZE = 11  # points of a list's text
_LIST_PIXELS = (297 / 25.4 - 2 * _LIST_MARGIN) * 96  # across A4 lengthwise
_A4, _A3 = 9, 8
_LETTER, _CAPITAL, _SPACE = 1.1, 0.5, 0.65  # what a letter takes, a capital besides, and a space
_CAPITALS = re.compile(f"[{''.join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper())}]")
_BOLD = 0.93  # of a column is left for letters that are wider
_ONE_LINE = 0.66  # of a column's width in characters: less is one line for certain


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
    of the table's columns; widths: of the grid, on its page; right: the last grid column. beside: how wide
    what stands above the right half is, in characters.
    """

    def __init__(
        self, form: Form, columns: Sequence[Column], grid: Sequence[Column] | None = None, beside: float = 0
    ) -> None:
        grid = columns if grid is None else grid
        self.columns = tuple(columns)
        self.page = page_of([column.width for column in grid], beside)
        self.widths, self.beside = self.page.widths, beside
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
        """The last grid column of the left half, for blocks that stand side by side: near the middle, with
        room at its right for what stands there."""
        whole = sum(self.widths)
        splits = range(max(self.right, 1))
        left = [sum(self.widths[: split + 1]) for split in splits]
        roomy = [split for split in splits if whole - left[split] >= self.beside * 0.99] or splits
        return min(roomy, key=lambda split: abs(left[split] - whole / 2))

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
                width = self._widths[index] * (_BOLD if cell[1].bold else 1)
                lines = max(lines, lines_of(value, width))
        write_row(sheet, row, spread_out | (beside or {}), lines)


def lines_of(value: object, width: float, size: float = TABLE_SIZE) -> int:
    """How many lines a text takes in a column `width` characters wide, words not broken. A width is in
    characters of 7 pixels, as a letter of Times New Roman 12 has them; a capital is half as wide again."""
    if not isinstance(value, str) or len(value) < width * _ONE_LINE:
        return 1
    return _wrapped(value, max(width * TABLE_SIZE / size, 4))


def _wrapped(text: str, room: float) -> int:
    """Lines of a text, by what its letters take on the average: there may be hundreds of thousands."""
    lines = 0
    for part in text.split("\n") if "\n" in text else (text,):
        length = len(part)
        capitals = len(_CAPITALS.findall(part))
        needed = length * _LETTER + capitals * _CAPITAL - part.count(" ") * (_LETTER - _SPACE)
        lines += 1
        if needed <= room:
            continue
        a_line, end = max(int(room * length / needed), 1), 0
        while (last := end + a_line) < length:
            space = part.rfind(" ", end + 1, last + 1)
            end = space + 1 if space >= 0 else last
            lines += end < length
    return lines


def write_listed(sheet: PaperSheet, row: int, cells: Mapping[int, Cell], widths: Sequence[float]) -> None:
    """Write one row of a list (11 points) high enough for its longest cell."""
    shown = {i: cell[0].result if isinstance(cell[0], Formula) else cell[0] for i, cell in cells.items()}
    lines = max((lines_of(value, widths[i], 11) for i, value in shown.items()), default=1)
    write_row(sheet, row, cells, lines)


def set_list_paper(
    sheet: Worksheet, widths: Sequence[float], header_row: int | None = None, printed: int | None = None
) -> None:
    """A list as wide as the page, its header row repeated: A4 lengthwise, or A3 where on A4 its text would be
    smaller than 10 points. printed: how many of its columns go to paper, None for all."""
    set_widths(sheet, widths)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    pixels = sum(map(pixels_of, widths[:printed]))
    sheet.set_paper(_A4 if pixels * LEAST_SIZE <= _LIST_PIXELS * _LIST_SIZE else _A3)
    sheet.set_margins(left=_LIST_MARGIN, right=_LIST_MARGIN, top=0.6, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    if header_row is not None:
        sheet.freeze_panes(header_row + 1, 0)
        sheet.repeat_rows(header_row)


def merge(sheet: Worksheet, row: int, first: int, last_row: int, last: int) -> None:
    """Merge cells that are already written; in constant-memory mode rows that have gone to disk
    cannot be written again, which XlsxWriter's own merge_range would do."""
    if (row, first) != (last_row, last):
        sheet.merge.append([row, first, last_row, last])


_HIGHEST = 409.0  # points: Excel takes no more
_USUAL = 13.0  # points of a text that a row of the usual height holds


def write_row(
    sheet: PaperSheet, row: int, cells: Mapping[int, Cell], lines: int = 1, size: float = _USUAL
) -> None:
    """Write one row's cells. Text is text, whatever it looks like. lines: how many lines of text the row
    must hold; its height is set, since LibreOffice fits none by itself. size: of the text in points."""
    higher = max(size / _USUAL, 1.0)
    height = min((15.75 * lines + 0.75) * higher, _HIGHEST) if lines > 1 or higher > 1 else None
    sheet.write_line(row, cells, height)


def spread(
    sheet: PaperSheet, row: int, first: int, last: int, text: str, look: Format, lines: int = 1
) -> None:
    """One text over merged cells of one row, which is a little higher than a table's."""
    cells = {c: (text if c == first else None, look) for c in range(first, last + 1)}
    sheet.write_line(row, cells, 20 * lines)
    merge(sheet, row, first, row, last)


def draw_header(
    sheet: PaperSheet,
    looks: Looks,
    row: int,
    band: Band,
    *,
    index_row: str = "no",
    beside: Mapping[int, Cell] | None = None,
) -> int:
    """The header rows of a table, groups merged across and single headers merged down. Returns the
    first row below; index_row: 'yes' adds (1) (2) (3) …, 'sums' 1, 2, 3=4+5 …; beside: cells right of the
    last of these rows."""
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
        if level == levels - 1 and index_row == "no":
            physical |= beside or {}
        write_row(sheet, row + level, physical, _header_lines(band, level, levels))
    _merge_header(sheet, row, band, levels)
    row += levels
    if index_row != "no":
        plain = [f"({place})" for place in range(1, len(band.columns) + 1)]
        texts = _stated(band.columns) if index_row == "sums" else plain
        band.write(sheet, row, {i: (text, looks["index"]) for i, text in enumerate(texts)}, beside)
        row += 1
    return row


def _stated(columns: Sequence[Column]) -> list[str]:
    """The numbers of the columns, each with the columns that it is the sum or the product of: 3=4+6."""
    number = {column.name: str(place) for place, column in enumerate(columns, start=1)}
    texts = []
    for column in columns:
        others, sign = (column.sum_of, "+") if column.sum_of else (column.product_of, "x")
        made = sign.join(number[name] for name in others) if all(name in number for name in others) else ""
        texts.append(f"{number[column.name]}={made}" if made else number[column.name])
    return texts


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
