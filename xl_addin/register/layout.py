"""Where things stand on the sheet of the units, and how high lines are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbook_templates.paper.printed_table import lines_of
from xl_addin.register.cells import Value
from xl_addin.register.columns import HIDDEN, RegisterColumn

SIZE, LINE = 11, 14.5  # points: of letters, and of a line of them
HEAD_ROW, FIRST_ROW = 3, 4  # from 0


def height_of(columns: Sequence[RegisterColumn], values: Mapping[str, Value]) -> float:
    """How high the row of a line must be, in points: dates and figures take one line."""
    lines = [lines_of(values.get(c.name), c.width, SIZE) for c in columns if c.name not in HIDDEN]
    return max(lines) * LINE + 2
