"""The account of a table: every number between its header and its end has one role (DESIGN decision 11).

Numbers counted + parts + parents + page sums + sections + totals + reported + others = numbers on the sheet.
A number that no reading of its row explains is none of these; it is reported as outside the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbook_templates.reading.row_words import Cells, is_signature
from workbook_templates.reading.table import NumberRole, Table

_LONGEST_NUMBER = 20  # characters; what is longer are words, of a range or of something else


def take_account(
    table: Table,
    cells_of: Sequence[Cells],
    spans: Iterable[tuple[int, int]],
    passive: set[int],
    counts: Mapping[int, int],
) -> None:
    """Find the role of each number in these stretches of rows (from 0, end excluded) and note how many have
    it. cells_of: the sheet's filled cells by row; passive: rows (from 1) that hold no figures; counts: the
    columns that are added up, and of how many characters a text is a figure there."""
    index_of = {row: index for index, row in enumerate(table.rows)}
    values = {c: table.values[name] for name, c in table.columns.items() if c in counts}
    known = frozenset(table.columns.values())
    of_totals = {c for split in table.splits if split.total is not None for c, _ in split.parts}
    counted = reported = other = parts = 0
    left: list[tuple[int, Cells]] = []
    for start, end in spans:
        for number, cells in enumerate(cells_of[start:end], start + 1):
            index = index_of.get(number)
            if index is None:
                if cells:
                    left.append((number, cells))
                continue
            for column, value in cells:  # plain loops: they run for every cell
                longest = counts.get(column)
                if longest is None:
                    if type(value) is float:
                        if column in known:
                            other += 1
                        elif column in of_totals:
                            parts += 1
                        else:
                            reported += 1
                elif type(value) is float or is_figure(value, longest):
                    if values[column][index] is None:
                        reported += 1
                    else:
                        counted += 1
    found = {
        NumberRole.COUNTED: counted,
        NumberRole.PART: parts,
        NumberRole.REPORTED: reported,
        NumberRole.OTHER: other,
    }
    table.account.update({role: number for role, number in found.items() if number})
    _account_of_others(table, left, passive, counts)


def _account_of_others(
    table: Table, rows: Sequence[tuple[int, Cells]], passive: set[int], counts: Mapping[int, int]
) -> None:
    """The same of rows that are no data rows, by number; what no role explains is reported as outside."""
    lines = _roles_of_lines(table)
    known = {*table.columns.values()}
    divided = [part for split in table.splits for part in split.parts]
    told = {column for column, _ in (*table.unknown, *table.twice, *divided)}  # as columns of no use
    outside = {(row, column) for row, column, _ in table.outside}
    for number, cells in rows:
        for column, value in cells:
            if not (isinstance(value, float) or column in counts and is_figure(value, counts[column])):
                continue
            if column in counts and number not in passive:
                role = lines.get(number, NumberRole.REPORTED)
            else:
                role = NumberRole.OTHER if column in known or number in passive else NumberRole.REPORTED
            if role is NumberRole.REPORTED and column not in told and (number, column) not in outside:
                table.outside.append((number, column, value))
            table.account[role] += 1


def _roles_of_lines(table: Table) -> dict[int, NumberRole]:
    of = {
        NumberRole.PART: table.parts,
        NumberRole.PARENT: table.parents,
        NumberRole.PAGE_SUM: table.page_sums,
        NumberRole.SECTION: table.sections,
        NumberRole.TOTAL: (*table.totals, *table.subtotals),
    }
    return {line.row: role for role, lines in of.items() for line in lines}


def is_figure(value: object, longest: int) -> bool:
    """Whether a cell of a column that is added up holds a figure, as a number or as a text of at most so many
    characters; the place and date of signing are none."""
    if not isinstance(value, str):
        return isinstance(value, float)
    if len(value) > longest or not any(map(str.isdigit, value)):
        return False
    return len(value) < _LONGEST_NUMBER or not is_signature([(0, value)])
