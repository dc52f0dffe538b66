"""The account of a table: every number between its header and its end has one role (DESIGN decision 11).

Numbers counted + parts + parents + page sums + sections + totals + reported + others = numbers on the sheet.
A number that no reading of its row explains is none of these; it is reported as outside the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbook_templates.reading.row_words import Cells
from workbook_templates.reading.table import NumberRole, Table


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
    lines = _roles_of_lines(table)
    index_of = {row: index for index, row in enumerate(table.rows)}
    known = {*table.columns.values()}
    told = {column for column, _ in (*table.unknown, *table.twice)}  # as columns of no use
    outside = {(row, column) for row, column, _ in table.outside}
    names = {column: name for name, column in table.columns.items() if column in counts}
    account = table.account
    for start, end in spans:
        for number, cells in enumerate(cells_of[start:end], start + 1):
            index = index_of.get(number)
            for column, value in cells:
                if not (isinstance(value, float) or column in counts and is_figure(value, counts[column])):
                    continue
                if column not in counts or number in passive:
                    role = NumberRole.OTHER if column in known or number in passive else NumberRole.REPORTED
                elif index is not None:
                    read = table.values[names[column]][index] is not None
                    role = NumberRole.COUNTED if read else NumberRole.REPORTED
                else:
                    role = lines.get(number, NumberRole.REPORTED)
                if (
                    role is NumberRole.REPORTED
                    and index is None
                    and column not in told
                    and (number, column) not in outside
                ):
                    table.outside.append((number, column, value))
                account[role] += 1


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
    characters."""
    return isinstance(value, float) or (
        isinstance(value, str) and any(ch.isdigit() for ch in value) and len(value) <= longest
    )
