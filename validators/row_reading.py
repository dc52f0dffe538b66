"""The reading of an expression over a frame: arrays with an entry for each row."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from validators.frame import Frame
from validators.measures import carried, total_of
from validators.schema import part_name
from workbook_templates.expression.nodes import Truth
from workbook_templates.expression.roles import Need, Role


def where(frame: Frame, truth: Truth) -> list[int]:
    """The positions of the rows of which an expression is true."""
    answer = np.broadcast_to(truth.over(frame.made(RowReading)), frame.size)  # one of constants is no array
    return np.flatnonzero(answer).tolist()


class RowReading:
    """What expression.nodes.Row asks of a frame. A frame never changes, so each answer is kept."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.year = frame.year
        self._kept: dict[object, np.ndarray] = {}

    def numbers(self, role: Need | str, part: str) -> np.ndarray:
        name = self._name(role)
        if name is None:
            return np.full(self.frame.size, np.nan)
        return self.frame[part_name(name, part)]

    def total(self, of: Role | tuple[str, ...]) -> np.ndarray:
        def reckon() -> np.ndarray:
            return np.where(self.readable(of), total_of(self.frame, self._names(of)), np.nan)

        return self._keep(("total", of), reckon)

    def empty(self, role: Need | str) -> np.ndarray:
        """Where nothing stands: unreadable cells are not nothing, nor is a length that is a word. A form
        without such a field has nothing there in every row."""
        name = self._name(role)
        if name is None:
            return np.ones(self.frame.size, dtype=bool)
        return self._keep(("empty", name), lambda: self._blank(name))

    def readable(self, of: Role | tuple[str, ...]) -> np.ndarray:
        """Where no field of a role, or of these names, holds what cannot be read."""

        def reckon() -> np.ndarray:
            answer = np.ones(self.frame.size, dtype=bool)
            for name in self._names(of):
                answer[[p for p, usable in self._troubles.get(name, ()) if not usable]] = False
            return answer

        return self._keep(("readable", of), reckon)

    def carried(self) -> np.ndarray:
        return carried(self.frame)

    def sent(self) -> np.ndarray:
        names = self.frame.names
        return self._keep("sent", lambda: np.array([n.arrangement == "sent" for n in names], dtype=bool))

    def own(self) -> np.ndarray:
        raise LookupError("no cell is looked at")

    def _keep(self, what: object, reckon: Callable[[], np.ndarray]) -> np.ndarray:
        if what not in self._kept:
            self._kept[what] = reckon()
        return self._kept[what]

    @cached_property
    def _troubles(self) -> dict[str, list[tuple[int, bool]]]:
        """By field, the positions of cells with a problem, and whether they could be read all the same."""
        found: dict[str, list[tuple[int, bool]]] = {}
        for (position, name), problem in self.frame.problems.items():
            found.setdefault(name, []).append((position, problem.usable))
        return found

    def _blank(self, name: str) -> np.ndarray:
        blank = np.ones(self.frame.size, dtype=bool)
        for part in self.frame.form.by_field[name].field.kind.parts:
            values = self.frame[part_name(name, part.suffix)]
            blank &= np.isnan(values) if part.numeric else np.array([v == part.blank for v in values], bool)
        blank[[position for position, _ in self._troubles.get(name, ())]] = False
        return blank

    def _names(self, of: Role | tuple[str, ...]) -> tuple[str, ...]:
        return self.frame.form.all_columns.addends(of) if isinstance(of, Role) else of

    def _name(self, role: Need | str) -> str | None:
        columns = self.frame.form.all_columns
        return (role if role in columns.by_name else None) if isinstance(role, str) else columns.find(role)
