"""What the province has allotted in the biểu of a working file, beside what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from validators.batch import Batch
from validators.causes.sources import Compared, compared
from workbook_templates.declared.forms import Column
from workbook_templates.declared.record import QUOTA
from workbook_templates.expression.roles import Role


class AllottedRow(NamedTuple):
    """A line: its Excel row and its key, what was asked for and what is given, None where blank or not to be
    read, and the note."""

    row: int
    key: str
    asked: float | None
    given: float | None
    note: str


@dataclass(frozen=True)
class Allotted:
    """A column of a biểu in which the province allots. counted: the figures that count; blank: Excel rows
    whose cell says nothing."""

    one: Compared
    column: Column
    rows: list[AllottedRow]
    counted: list[float]
    blank: frozenset[int]

    @property
    def total(self) -> float:
        """What is allotted in all lines together."""
        kind = self.column.field.kind
        return kind.in_cell(kind.total(self.counted))

    @property
    def quota(self) -> tuple[str, int, float] | None:
        """What was given to the province: sheet, Excel row, number; None where no number stands there."""
        part = self.one.source.traced.parts.get((self.one.form.id, QUOTA))
        place = self.one.table.columns.get(self.column.name)
        if part is None or place is None:
            return None
        sheet, row, cells = part
        value = self.column.field.parse(cells[place])[0] if place < len(cells) else None
        return None if value is None else (sheet, row, value)


def allotments(batch: Batch) -> Iterator[Allotted]:
    """Every column of every working file's biểu in which the province allots."""
    for one in compared(batch):
        frame = batch.frames.get(one.table.form) if one.table else None
        for column in one.form.allotted if frame is not None else ():
            if not frame.has(column.name) or not frame.has(column.allots):
                continue
            span = next((span for owner, span in frame.tables() if owner.table is one.table), None)
            if span is not None:
                yield _read(one, column, frame, span)


def _read(one: Compared, column: Column, frame, span: range) -> Allotted:
    note = one.form.columns.first(Role.NOTE)
    rows, blank = [], set()
    tags = one.source.traced.tags.get(one.table.sheet, {})
    for position in range(span.start, span.stop):
        row = int(frame["row"][position])
        figures = [frame.value(position, name) for name in (column.allots, column.name)]
        said = frame.raw(position, note) if note and frame.has(note) else None
        key = tags[row][1] if row in tags else str(row)
        rows.append(AllottedRow(row, key, *figures, str(said or "").strip()))
        if frame.raw(position, column.name) in (None, ""):
            blank.add(row)
    counted = frame.counted(column.name, range(span.start, span.stop))
    return Allotted(one, column, rows, counted, frozenset(blank))
