"""Tables that stand side by side on a sheet of which nothing is declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbook_templates.learning.header import is_ordinal_header
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.row_words import Cells
from workbook_templates.words.spelling import words

_LONGEST = 20  # characters of “Số thứ tự” with room to spare
_DEEPEST = 300  # rows in which the headers of tables side by side are looked for
_FEWEST = 3  # captions of a table with running numbers


def views(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet as it is where its tables stand below each other; else a sheet for each of those side by
    side, from left to right, whose cells keep their places."""
    cut = _cut(sheet.cells[:_DEEPEST])
    if cut is None:
        yield sheet
        return
    yield replace(sheet, rows=[row[:cut] for row in sheet.rows])
    yield from views(replace(sheet, rows=[[""] * cut + row[cut:] for row in sheet.rows]))


def _cut(rows: list[Cells]) -> int | None:
    """The column where a second table begins: with running numbers of its own right of all captions of the
    first, or behind a blank column with the captions of the first again."""
    firsts = [
        (number, column)
        for number, cells in enumerate(rows)
        if len(cells) >= _FEWEST
        for column, value in cells
        if isinstance(value, str) and len(value) <= _LONGEST and is_ordinal_header(value)
    ]
    for top, cut in sorted(firsts, key=lambda place: place[1]):
        for left_top, left in firsts:
            before = [c for c, _ in rows[left_top] if left <= c and (c < cut or left_top != top)]
            behind = [c for c, _ in rows[top] if c >= cut]
            if left < cut and min(len(before), len(behind)) >= _FEWEST and max(before) < cut:
                return cut
    return None if firsts else next(filter(None, map(_begun_anew, rows)), None)


def _begun_anew(cells: Cells) -> int | None:
    """The column behind a blank one from where a row of captions says what it said before."""
    if len(cells) < 4 or not all(isinstance(value, str) for _, value in cells):
        return None
    said = [(column, words(str(value))) for column, value in cells]
    for place in range(2, len(said) - 1):
        column = said[place][0]
        left, right = [text for _, text in said[:place]], [text for _, text in said[place:]]
        if column > said[place - 1][0] + 1 and left[:2] == right[:2] and left[0]:
            return column
    return None
