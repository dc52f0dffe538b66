"""What the formula of a total adds up, where that can be told: a plain SUM of one column."""

from __future__ import annotations

import re

import numpy as np

from validators.frame import Frame
from validators.owner import Owner
from workbook_templates.reading.table import Line, Table, letters

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})(?!\d)")
_CELL = re.compile(r"(?<![A-Z:$\d])\$?([A-Z]{1,3})\$?(\d{1,7})(?![\d:])")


def missed_by_formula(frame: Frame, owner: Owner, line: Line, name: str, rows: np.ndarray) -> list[int]:
    """Positions that a plain SUM of this column leaves out; empty where the formula is none or is
    of another kind (it then proves nothing)."""
    formula = line.formulas.get(name, "")
    if not re.fullmatch(r"\s*SUM\([^()]*\)\s*", formula, re.I):
        return []
    column = letters(owner.table.columns[name])
    covered = [
        (int(low), int(high)) for first, low, last, high in _RANGE.findall(formula) if first == last == column
    ]
    covered += [
        (int(row), int(row)) for letter, row in _CELL.findall(_RANGE.sub("", formula)) if letter == column
    ]
    if not covered:
        return []
    covered += [(row, row) for row in _held(owner.table, covered)]
    return [
        int(p)
        for p in rows
        if not any(low <= frame["row"][p] <= high for low, high in covered)
        and frame.raw(int(p), name) is not None
    ]


def _held(table: Table, covered: list[tuple[int, int]]) -> set[int]:
    """The rows that make up those which a formula adds up, and the rows that make up these."""
    made_of = {family.parent: family.parts for family in table.families} | table.made_of
    held: set[int] = set()
    asked = [row for row in made_of if any(low <= row <= high for low, high in covered)]
    while asked:
        new = set(made_of.get(asked.pop(), ())) - held
        held |= new
        asked += new
    return held
