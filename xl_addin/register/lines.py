"""One line of the register: what the tool sets in it, and what it leaves to the clerk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from xl_addin.register.cells import Value, same
from xl_addin.register.columns import Owner, RegisterColumn
from xl_addin.register.reading import RegisterLine


@dataclass
class Changes:
    """What to write on a sheet. cells: (row, column's name) → value; added: key → values of a new line by
    column's name, in order."""

    cells: dict[tuple[int, str], Value] = field(default_factory=dict)
    added: dict[str, dict[str, Value]] = field(default_factory=dict)


def set_line(
    columns: Iterable[RegisterColumn],
    line: RegisterLine,
    values: Mapping[str, Value],
    changes: Changes,
    typed_over: Callable[[RegisterColumn, object, Value], object],
) -> dict[str, object]:
    """Plan the cells of a line that stands; gives back what counts as written from here on. typed_over: told
    of what somebody typed into a column of the tool's, which is written anew."""
    kept: dict[str, object] = {}
    for column in columns:
        if column.name not in values or column.owner is Owner.CLERK:
            continue
        value = values[column.name]
        shown, last = line.cells.get(column.name), line.written.get(column.name, "")
        typed = not same(shown, last) and not same(shown, value) and shown not in (None, "")
        if typed and column.owner is Owner.SHARED:
            kept[column.name] = last  # hers
            continue
        if typed and column.owner is Owner.TOOL:
            typed_over(column, shown, value)
        if not same(shown, value):
            changes.cells[line.row, column.name] = value
        kept[column.name] = value
    return kept


def written_of(columns: Iterable[RegisterColumn], values: Mapping[str, object]) -> dict[str, str]:
    """What counts as written of the columns that are not the clerk's."""
    texts = {c.name: text_of(values.get(c.name)) for c in columns if c.owner is not Owner.CLERK}
    return {name: text for name, text in texts.items() if text}


def stored_text(values: Mapping[str, object]) -> str:
    """What is remembered beside a line, as it stands in its hidden cell: what is not blank."""
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)


def text_of(value: object) -> str:
    """A value as it is remembered; days as 2026-12-01."""
    return value.isoformat()[:10] if isinstance(value, date) else "" if value is None else str(value)
