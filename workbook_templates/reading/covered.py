"""Which of a sheet's drawings matter: those over the figures of a table, words beside one that speak of
figures, and a picture that stands where a table should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbook_templates.reading.drawings import Drawing, Drawn
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.row_words import spoken_sums
from workbook_templates.reading.table import Table, letters

_ROWS_OF_BLANK = 30  # below the header of a table without rows, in which its figures would stand
_LEAST_ROWS, _LEAST_COLUMNS = 5, 3  # of a picture that may hold a table
_FEW_ROWS = 15  # with words, of a sheet that is little but its picture


class Where(StrEnum):
    """Where a drawing stands that matters."""

    OVER_TABLE = "over_table"
    BESIDE = "beside"
    ALONE = "alone"


@dataclass(frozen=True)
class Covering:
    """A drawing that matters. cell: a figure's below it, or the first below it."""

    sheet: str
    cell: str
    kind: Drawn
    where: Where
    text: str = ""


def coverings(sheet: Sheet, tables: Sequence[Table], added: Sequence[set[int]]) -> Iterator[Covering]:
    """The drawings of a sheet that matter to a reader of its tables. added: of each table the columns (from
    0) whose figures are added up."""
    for drawing in sheet.facts.drawings:
        over = next(filter(None, map(_cell_below, tables, added, [drawing] * len(tables))), None)
        first = f"{letters(drawing.left)}{drawing.top + 1}"
        if over:
            yield Covering(sheet.name, over, drawing.kind, Where.OVER_TABLE, drawing.text)
        elif drawing.kind is Drawn.TEXT and spoken_sums(drawing.text):
            yield Covering(sheet.name, first, drawing.kind, Where.BESIDE, drawing.text)
        elif not tables and drawing.kind is Drawn.PICTURE and _is_large(drawing) and _is_bare(sheet):
            yield Covering(sheet.name, first, drawing.kind, Where.ALONE)


def _cell_below(table: Table, added: set[int], drawing: Drawing) -> str | None:
    """The first cell of a table's rows that a drawing lies over, one of figures if there is one; None where
    it lies over none that matters."""
    rows = sorted({*table.rows, *(line.row for line in table.sums)})
    if not rows:
        rows = range(table.header_row + 1, table.header_row + 1 + _ROWS_OF_BLANK)
    below = [row for row in rows if drawing.top < row <= drawing.bottom + 1]
    if not below or (below == [rows[-1]] and drawing.bottom + 1 > rows[-1]):
        return None  # a seal or a signature, which reaches into the last row
    columns = [c for c in sorted(table.columns.values()) if drawing.left <= c <= drawing.right]
    of_figures = [column for column in columns if column in added]
    if of_figures:
        return f"{letters(of_figures[0])}{below[0]}"
    says = drawing.kind is Drawn.TEXT and any(map(str.isdigit, drawing.text))
    return f"{letters(columns[0])}{below[0]}" if says and columns else None


def _is_large(drawing: Drawing) -> bool:
    rows, columns = drawing.bottom - drawing.top + 1, drawing.right - drawing.left + 1
    return rows >= _LEAST_ROWS and columns >= _LEAST_COLUMNS


def _is_bare(sheet: Sheet) -> bool:
    """Whether a sheet has no figures of its own and few words."""
    filled = [cells for cells in sheet.cells if cells]
    return len(filled) < _FEW_ROWS and not any(
        isinstance(value, float) for cells in filled for _, value in cells
    )
