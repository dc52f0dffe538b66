"""The printed page: upright or lengthwise, column widths, scale, and page breaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from workbook_templates.paper.formats import TABLE_SIZE
from workbook_templates.paper.layouts import USUAL, Layout

# A width is in characters of 7 pixels, as Excel's first font has them. Our own sheets stand on Times New
# Roman 12, whose digits are 8 pixels wide on the screen and on paper alike, so widths are set in pixels.
_PIXELS_A_CHARACTER, _PIXELS_A_COLUMN = 7, 5
_PIXELS_A_MM = 96 / 25.4
# A4 inside the margins (30 and 15, 20 and 20 mm), less what printers and LibreOffice measure otherwise.
_LONG, _SHORT = 297, 210
_WIDTHWISE, _DOWNWARDS = 0.98, 0.98
_MOST_UPRIGHT = 6  # columns
_LEAST_NAME = 26  # characters for the widest column of an upright table
LEAST_SIZE = 10  # points of a table's text that is shrunk to stay on one page (DESIGN section 6)
_MOST_BREAKS = 1023  # Excel holds no more on a sheet
_ROOM = {True: (_SHORT - 45, _LONG - 40), False: (_LONG - 45, _SHORT - 40)}
ROW_POINTS = 16.5  # of a row of one line of Times New Roman 12
_ROW_PIXELS = round(ROW_POINTS * 96 / 72)


def pixels_of(width: float) -> int:
    """A column's width in pixels."""
    return int(width * _PIXELS_A_CHARACTER + 0.5) + _PIXELS_A_COLUMN


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of a sheet's first columns."""
    for index, width in enumerate(widths):
        sheet.set_column_pixels(index, index, pixels_of(width))


class Page(NamedTuple):
    """How a table lies on A4. widths: of its columns; upright or lengthwise."""

    widths: list[float]
    upright: bool = False

    @property
    def across(self) -> float:
        """How many pixels fit from left to right."""
        return _ROOM[self.upright][0] * _PIXELS_A_MM * _WIDTHWISE

    @property
    def down(self) -> float:
        """How many pixels fit from top to bottom."""
        return _ROOM[self.upright][1] * _PIXELS_A_MM * _DOWNWARDS

    @property
    def scale(self) -> float:
        """How much the table must shrink to the page's width; 1 where it fits."""
        return min(1.0, self.across / sum(map(pixels_of, self.widths)))


def page_of(widths: Sequence[float], beside: float = 0) -> Page:
    """The page of a table whose columns are declared so wide: upright with six columns or fewer whose widest
    still has room. Upright the widest, which wraps, gives what the others need. beside: what the columns
    right of the widest should measure together, for the heading that stands over them."""
    declared = Page(list(widths))
    if len(widths) > _MOST_UPRIGHT:
        return declared
    pixels = declared._replace(upright=True).across - len(widths) * _PIXELS_A_COLUMN
    room = pixels / _PIXELS_A_CHARACTER
    share = min(1.0, room / sum(widths))
    widest = max(range(len(widths)), key=widths.__getitem__)
    made = [max(min(width, max(6.0, width * 0.75), 10.0), width * share) for width in widths]
    right = made[widest + 1 :]
    if right and sum(right) < beside:
        made[widest + 1 :] = [width * beside / sum(right) for width in right]
    made[widest] = room - sum(width for place, width in enumerate(made) if place != widest)
    fits = made[widest] >= min(_LEAST_NAME, widths[widest])
    return Page(made, upright=True) if fits else declared


def set_paper(
    sheet: Worksheet, page: Page, header_rows: tuple[int, int] | None, layout: Layout = USUAL
) -> None:
    """A4 with the margins of Party and State papers (20/20/30/15 mm), header rows repeated where the sheet
    holds one table, page number top centre but not on page 1. The scale is set and not left to “fit to
    width”, under which Excel ignores page breaks."""
    inch = 25.4
    if page.upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=30 / inch, right=15 / inch, top=20 / inch, bottom=20 / inch)
    sheet.set_print_scale(int(100 * page.scale))
    sheet.center_horizontally()
    sheet.set_header(f'&C&"Times New Roman,Regular"&{layout.number}&P', {"margin": 10 / inch})
    if header_rows:
        sheet.repeat_rows(*header_rows)
    set_widths(sheet, page.widths)


def set_pages(
    sheet: Worksheet, page: Page, *, header: range, headings: Collection[int], kept: int, last: int
) -> None:
    """Leave all on one page where it fits there, or on two in place of three, shrunk a little if need be;
    break pages so that rows `kept` … `last` (from 0), the last rows with the signatures, stay together where
    one page holds them, and no row of `headings` ends a page. Every break is set, a little before the page is
    full, since Excel and LibreOffice would each break at a row of their own. header: the rows repeated on
    top."""
    whole = sum(_height(sheet, row) for row in range(last + 1))
    least = min(page.scale, LEAST_SIZE / TABLE_SIZE)
    if page.down >= whole * least:
        sheet.set_print_scale(int(100 * min(page.scale, page.down / whole)))
        return

    def breaks(scale: float) -> list[int]:
        return _breaks(sheet, page.down / scale, header, headings, kept, last)

    found = breaks(page.scale)
    if len(found) == 2 and len(breaks(least)) == 1:
        percent = next(p for p in range(int(100 * page.scale), 0, -1) if len(breaks(p / 100)) == 1)
        sheet.set_print_scale(percent)
        found = breaks(percent / 100)
    sheet.set_h_pagebreaks(found[:_MOST_BREAKS])


def _breaks(
    sheet: Worksheet, room: float, header: range, headings: Collection[int], kept: int, last: int
) -> list[int]:
    """The rows that begin a page of so many pixels."""
    repeated = sum(_height(sheet, row) for row in header)
    breaks: list[int] = []
    left, start = room, 0
    for row in range(last + 1):
        height = _height(sheet, row)
        if height > left:
            first, start = start, kept if start < kept < row else row
            while start - 1 in headings and start - 1 > first:
                start -= 1
            breaks.append(start)
            left = room - repeated - sum(_height(sheet, above) for above in range(start, row))
        left -= height
    return breaks


def rows_left(sheet: Worksheet, page: Page, first: int) -> int:
    """How many rows of one line the page holds from row `first` (from 0) on, its text no smaller than it may
    be."""
    above = sum(_height(sheet, row) for row in range(first))
    return int((page.down / min(page.scale, LEAST_SIZE / TABLE_SIZE) - above) / _ROW_PIXELS)


def _height(sheet: Worksheet, row: int) -> float:
    height, hidden = sheet.row_sizes.get(row, (_ROW_PIXELS, False))
    return 0 if hidden else height
