"""What becomes of a table's cells that the page does not show as they are: a problem at the cell, and no
value where it cannot be told what is meant."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping

from workbook_templates.declared.fields import Field
from workbook_templates.kinds import Code, Problem
from workbook_templates.kinds.numbers import dotted
from workbook_templates.reading.formula_values import (
    NOTHING,
    may_come_to,
    stays_blank,
    with_other_sheets,
    worked_out,
)
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.looks import looks_of_merges
from workbook_templates.reading.sheet_xml import Merge
from workbook_templates.reading.table import Table

# A figure that the page shows so is not counted; of the others the page shows the figure, or hides it alone.
_NOT_COUNTED = frozenset(
    (
        Code.SHOWN_STRUCK,
        Code.SHOWN_PERCENT,
        Code.SHOWN_SCALED,
        Code.SHOWN_OTHER,
        Code.SHOWN_UNDER_MERGE,
        Code.NO_RESULT,
        Code.OTHER_RESULT,
    )
)
_MOST_CELLS = 1_000_000  # that the formulas of one table ask for
_OF_FIGURES = frozenset(
    (
        Code.SHOWN_PERCENT,
        Code.SHOWN_SCALED,
        Code.SHOWN_OTHER,
        Code.SHOWN_RAISED,
        Code.SHOWN_OVER_ROWS,
        Code.SHOWN_MAYBE_UNSEEN,
    )
)


def note_looks(table: Table, sheet: Sheet, fields: Mapping[int, Field]) -> None:
    """Put the looks of a sheet's cells to the data rows of a table. fields: by column."""
    if not table.rows:
        return
    index_of = {row - 1: index for index, row in enumerate(table.rows)}
    ordinal = table.columns.get(table.ordinal_field)
    first, last = table.rows[0] - 1, table.rows[-1] - 1
    merges = [
        one for one in sheet.facts.merges if one[2] >= first and one[0] <= last
    ]  # no title's, no header's
    _fill_down(table, sheet, fields, index_of, merges)
    for (row, column), problem in _problems(sheet, fields, index_of, merges):
        index = index_of.get(row)
        declared = fields.get(column)
        if index is None or declared is None or column == ordinal:
            continue
        name, adds = declared.name, declared.kind.adds
        blank = table.raw[name][index] is None
        if blank and problem.code not in (Code.NO_RESULT, Code.OTHER_RESULT):
            continue
        if problem.code in _OF_FIGURES and not adds:
            if problem.code is Code.SHOWN_PERCENT and declared.kind.hundredths:
                _read_as_shown(table, index, name)
            continue
        usable = problem.code not in _NOT_COUNTED or not (adds or blank)
        if not usable:
            table.values[name][index] = None
        table.problems = [item for item in table.problems if item[:2] != (index, name)]
        table.problems.append((index, name, problem._replace(usable=usable)))


def _read_as_shown(table: Table, index: int, name: str) -> None:
    """A percentage as the page shows it, where its cell has a percent format: 90 for 0.9."""
    raw = table.raw[name][index]
    if isinstance(raw, float):
        table.values[name][index] = round(raw * 100, 6)
        table.problems = [item for item in table.problems if item[:2] != (index, name)]


def _problems(
    sheet: Sheet, fields: Mapping[int, Field], rows: Container[int], merges: Collection[Merge]
) -> Iterator[tuple[tuple[int, int], Problem]]:
    for place, shown in (looks_of_merges(merges, sheet.rows) | sheet.facts.looks).items():
        yield place, Problem(shown.code, shown.text)
    for top, left, bottom, right in merges:
        if bottom > top and left == right and left in fields and fields[left].kind.adds:
            yield (top, left), Problem(Code.SHOWN_OVER_ROWS)
    value = _Cells(sheet.rows)
    for (row, column), formula in sheet.facts.formulas.items():
        if row in rows and column in fields and (problem := _of_formula(sheet, row, column, formula, value)):
            yield (row, column), problem


class _Cells:
    """What stands in a cell, for formulas to be worked out. Raises ValueError after so many cells that a
    table's formulas take too long: no more of them are worked out."""

    def __init__(self, rows: list[list[object]]) -> None:
        self._rows = rows
        self._left = _MOST_CELLS

    def __call__(self, row: int, column: int) -> object:
        self._left -= 1
        if self._left < 0:
            raise ValueError
        line = self._rows[row] if row < len(self._rows) else ()
        return line[column] if column < len(line) else ""


def _of_formula(sheet: Sheet, row: int, column: int, formula: str, value: _Cells) -> Problem | None:
    """A formula whose result is not in the file, or is another than its numbers make."""
    line = sheet.rows[row] if row < len(sheet.rows) else ()
    stored = line[column] if column < len(line) else ""
    if isinstance(stored, (str, ErrorValue)) and stored != "":
        return None
    if stored == "" and NOTHING in formula and not sheet.facts.uncalculated:
        return None
    if stored == "" and stays_blank(formula, value):
        return None
    number = worked_out(formula, value)
    near = _near(sheet, formula, value) if number is None and stored in ("", 0) else number
    expected = None if near is None else dotted(near)
    not_zero = sheet.facts.uncalculated if near is None else near != 0
    if stored == "" or number is None and stored == 0 and not_zero:
        return Problem(Code.NO_RESULT, expected)
    if number is None or not isinstance(stored, float) or abs(number - stored) < 1e-6 * max(1.0, abs(number)):
        return None
    return Problem(Code.OTHER_RESULT, expected)


def _near(sheet: Sheet, formula: str, value: _Cells) -> float | None:
    """What a formula may come to that takes more to work out: conditions, cells of other sheets."""
    sheets = {other.name.casefold(): other.rows for other in sheet.others}

    def of_sheet(name: str, row: int, column: int) -> object:
        rows = sheets.get(name.casefold())
        return None if rows is None else _Cells(rows)(row, column)

    return may_come_to(with_other_sheets(formula, of_sheet) if sheets else formula, value)


def _fill_down(
    table: Table,
    sheet: Sheet,
    fields: Mapping[int, Field],
    index_of: Mapping[int, int],
    merges: Collection[Merge],
) -> None:
    """What stands in one cell over several rows is said of them all: a name, a length, a month; no figure,
    which would count again."""
    if not merges:
        return
    columns = {c: name for name, c in table.columns.items() if not fields[c].kind.adds}
    for own in (table.ordinal_field, table.unit_field):  # a unit is handed on from row to row as it is
        columns.pop(table.columns.get(own), None)
    for top, left, bottom, right in merges:
        name = columns.get(left)
        if bottom == top or left != right or name is None or top not in index_of:
            continue
        values, raws, first = table.values[name], table.raw[name], index_of[top]
        for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
            index = index_of.get(row)
            if index is not None and raws[index] is None:
                raws[index], values[index] = raws[first], values[first]
