"""Formulas that add up cells of one column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from workbook_templates.declared.forms import FixedLine


def sum_of_rows(letter: str, rows: Sequence[int]) -> str:
    """`=SUM(D5,D7:D9)` for rows (as Excel counts them, from top to bottom) of a column; a text in one of the
    cells adds nothing."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda one: one[1] - one[0])]
    areas = [f"{letter}{run[0]}" + (f":{letter}{run[-1]}" if len(run) > 1 else "") for run in runs]
    return f"=SUM({','.join(areas)})"


def sum_where_filled(areas: str) -> str:
    """The sum of cells for a row that may be left blank: nothing where none of them holds a number."""
    return f'=IF(COUNT({areas})=0,"",SUM({areas}))'


def sum_of_lines(letter: str, rows: Sequence[int]) -> str:
    """The same for cells of one column."""
    return sum_where_filled(sum_of_rows(letter, rows).removeprefix("=SUM(").removesuffix(")"))


def lines_below(lines: Sequence[FixedLine], index: int) -> list[int]:
    """The lines (as indexes) that make up a line."""
    return [n for n, line in enumerate(lines) if line.under == lines[index].id and not line.part]


def top_lines(lines: Sequence[FixedLine]) -> list[int]:
    """The lines (as indexes) that make up the whole: those that are part of no other."""
    return [index for index, line in enumerate(lines) if not line.under]
