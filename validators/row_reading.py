"""The reading of an expression over a frame: arrays with an entry for each row."""

from __future__ import annotations

import numpy as np

from validators.frame import Frame
from validators.measures import carried, total_of
from validators.schema import part_name
from workbook_templates.expression.roles import Need, Role


class RowReading:
    """What expression.nodes.Row asks of a frame; own: the column that is looked at, for checks of a kind."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.year = frame.form_set.year

    def numbers(self, role: Need | str, part: str) -> np.ndarray:
        name = self._name(role)
        if name is None:
            return np.full(self.frame.size, np.nan)
        return self.frame[part_name(name, part)]

    def total(self, of: Role | tuple[str, ...]) -> np.ndarray:
        return total_of(self.frame, self.frame.names_of(of) if isinstance(of, Role) else of)

    def empty(self, role: Need | str) -> np.ndarray:
        """Where nothing stands: unreadable cells are not nothing. A form without such a field has nothing
        there in every row."""
        name = self._name(role)
        if name is None:
            return np.ones(self.frame.size, dtype=bool)
        blank = np.ones(self.frame.size, dtype=bool)
        for part in self.frame.form.by_field[name].field.kind.parts:
            held = self.frame[part_name(name, part.suffix)]
            blank &= np.isnan(held) if part.numeric else np.array([v == part.blank for v in held], dtype=bool)
        for position, field in self.frame.problems:
            if field == name:
                blank[position] = False
        return blank

    def carried(self) -> np.ndarray:
        return carried(self.frame)

    def sent(self) -> np.ndarray:
        return np.array([name.arrangement == "sent" for name in self.frame.names], dtype=bool)

    def own(self) -> np.ndarray:
        raise LookupError("no cell is looked at")

    def _name(self, role: Need | str) -> str | None:
        columns = self.frame.form.all_columns
        return (role if role in columns.by_name else None) if isinstance(role, str) else columns.find(role)
