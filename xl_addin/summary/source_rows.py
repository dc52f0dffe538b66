"""The rows of all annexes that a biểu is made from, as one run of positions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from validators.causes.sent_again import replaced
from validators.frame import Frame
from validators.measures import carried
from validators.owner import Owner
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Column
from workbook_templates.kinds import Problem
from workbook_templates.reading.grid import ErrorValue
from workbook_templates.reading.no_need import declining_rows


class SourceRows:
    """Frames one after the other. Positions count through all of them; a field that an annex lacks is blank
    in its rows. problems: cells that could not be counted, by (position, field)."""

    def __init__(self, frames: Sequence[Frame], *, several: bool = False) -> None:
        """frames: those of the annexes that occur; several: whether the biểu has more than one annex."""
        self.frames, self.several = list(frames), several
        self.starts: list[int] = np.cumsum([0, *(frame.size for frame in frames)]).tolist()
        self.size = self.starts[-1]
        self._owners = [owner for frame in frames for owner in frame.owner_of]
        self.problems: dict[tuple[int, str], Problem] = {
            (start + position, name): problem
            for start, frame in zip(self.starts, self.frames, strict=False)
            for (position, name), problem in frame.problems.items()
        }
        self._columns: dict[str, Column] = {}
        for frame in self.frames:
            self._columns = {**frame.form.by_field, **self._columns}

    def at(self, position: int) -> tuple[Frame, int]:
        """The frame that a row stands in, and its position there."""
        index = bisect_right(self.starts, position) - 1
        return self.frames[index], position - self.starts[index]

    def __getitem__(self, name: str) -> np.ndarray:
        """A column as it was read: numbers with NaN where nothing stands, else objects."""
        numeric = name not in self._columns or self._columns[name].field.kind.parts[0].numeric
        blank = np.nan if numeric else None
        parts = [
            frame[name] if name in frame.data else np.full(frame.size, blank, float if numeric else object)
            for frame in self.frames
        ]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def raws(self, name: str) -> list[object]:
        """A column as written, one entry a row."""
        return [raw for frame in self.frames for raw in frame.raws(name)]

    def declining(self, form_set: FormSet) -> set[int]:
        """The rows that say “Không có nhu cầu” and hold no figure."""
        return {
            start + span.start + index
            for start, frame in zip(self.starts, self.frames, strict=False)
            for owner, span in frame.tables()
            for index in declining_rows(owner.table, form_set)
        }

    def replaced(self) -> set[int]:
        """The rows in whose place a row of a later file of the unit counts."""
        return {
            start + position
            for start, frame in zip(self.starts, self.frames, strict=False)
            for position in replaced(frame)
        }

    def declined(self) -> list[tuple[str, str]]:
        """The annexes in which a unit wrote nothing but “Không có nhu cầu”, with the unit."""
        owners = (owner for frame in self.frames for owner in frame.owners)
        said = (
            (o.table.form, o.source.unit)
            for o in owners
            if o.source.unit and o.table.form in o.source.declined
        )
        return list(dict.fromkeys(said))

    def carried(self) -> list[bool]:
        """Which rows are carry-over classes."""
        return [one for frame in self.frames for one in carried(frame).tolist()]

    def owner(self, position: int) -> Owner:
        return self._owners[position]

    def place(self, position: int) -> tuple[Owner, int]:
        """The table of a row, and the row's index in it."""
        frame, place = self.at(position)
        return frame.place(place)

    def key(self, position: int) -> str:
        """What the row is within its unit's return; with its annex, where a biểu has several."""
        frame, place = self.at(position)
        return f"{frame.form.id}|{frame.key(place)}" if self.several else frame.key(place)

    def value(self, position: int, name: str) -> object:
        """What was read of a cell, as its kind reads it; None where nothing could be."""
        frame, place = self.at(position)
        return frame.value(place, name)

    def unread(self, name: str) -> set[int]:
        """The positions of the cells of a column that cannot be read or fail a check: they add nothing."""
        return {
            start + position
            for start, frame in zip(self.starts, self.frames, strict=False)
            for position in frame.unread(name)
        }

    def label(self, position: int) -> str:
        """What names the row: the class, or the unit."""
        frame, place = self.at(position)
        return frame.label(place)

    def cell(self, position: int, name: str) -> str | None:
        """The address of a cell; None where its column is absent."""
        frame, place = self.at(position)
        return frame.cell(place, name) if frame.has(name) else None

    def printed(self, position: int, name: str) -> str:
        """A cell as the unit wrote it; a date or serial in a month column as 3/2025."""
        frame, place = self.at(position)
        raw = frame.raw(place, name)
        if raw is None or isinstance(raw, ErrorValue):
            return "" if raw is None else str(raw)
        return self._columns[name].field.kind.printed(raw, frame.value(place, name))
