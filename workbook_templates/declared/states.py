"""What has become of a class: planned, opened, stopped, put off to next year; and whether it still counts.

A province words the states as it likes: the field of role `state` allows one value for each code, with the
code among its spellings (`Dừng=stopped`).
"""

from __future__ import annotations

from workbook_templates.declared.forms import Column, Columns
from workbook_templates.expression.roles import Role

PLANNED, OPENED, STOPPED, POSTPONED = CODES = ("planned", "opened", "stopped", "postponed")
LEFT_OUT = (STOPPED, POSTPONED)  # what is not held this year adds nothing to the plan's totals


def state_column(columns: Columns) -> Column | None:
    """The column that says what has become of a class."""
    name = columns.first(Role.STATE)
    return columns.by_name[name] if name else None


def word_of(column: Column, code: str) -> str:
    """What a province calls a state."""
    return str(column.field.kind.parse(code)[0] or "")


def left_out(column: Column, value: object) -> bool:
    """Whether a class in this state adds nothing."""
    read = column.field.kind.parse(value)[0]
    return read is not None and read in [word_of(column, code) for code in LEFT_OUT]
