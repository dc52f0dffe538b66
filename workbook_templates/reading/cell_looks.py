"""What becomes of a table's cells that the page does not show as they are: a problem at the cell, and no
value where it cannot be told what is meant."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping

from workbook_templates.declared.fields import Field
from workbook_templates.kinds import Code, Problem
from workbook_templates.reading.formula_results import FormulaResults
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.looks import looks_of_merges
from workbook_templates.reading.scales import scaled
from workbook_templates.reading.sheet_xml import Merge
from workbook_templates.reading.table import Table

# A figure that the page shows so is not counted; of the others the page shows the figure, or hides it alone.
_NOT_COUNTED = frozenset(
    (
        Code.SHOWN_STRUCK,
        Code.SHOWN_PERCENT,
        Code.SHOWN_SCALED,
        Code.SHOWN_IN_SCALE,
        Code.SHOWN_OTHER,
        Code.SHOWN_UNDER_MERGE,
        Code.NO_RESULT,
        Code.OTHER_RESULT,
    )
)
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
    for (row, column), problem in _problems(table, sheet, fields, index_of, merges):
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
    table: Table, sheet: Sheet, fields: Mapping[int, Field], rows: Container[int], merges: Collection[Merge]
) -> Iterator[tuple[tuple[int, int], Problem]]:
    for place, shown in (looks_of_merges(merges, sheet.rows) | sheet.facts.looks).items():
        yield place, Problem(shown.code, shown.text)
    for top, left, bottom, right in merges:
        if bottom > top and left == right and left in fields and fields[left].kind.adds:
            yield (top, left), Problem(Code.SHOWN_OVER_ROWS)
    yield from scaled(table)
    results = FormulaResults(sheet)
    for row, column in sheet.facts.formulas:
        if row in rows and column in fields:
            problem = results.problem(row, column, of_figure=fields[column].kind.adds)
            if problem:
                yield (row, column), problem


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
