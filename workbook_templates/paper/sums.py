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


def top_lines(lines: Sequence[FixedLine]) -> list[int]:
    """The lines (as indexes) that make up the whole: those that are part of no other."""
    return [index for index, line in enumerate(lines) if not line.under]
