"""The rows that break a relation between columns, as the form set declares them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from validators.frame import Frame
from validators.measures import total_of
from validators.row_reading import RowReading
from workbook_templates.declared.relations import SUM, Relation, relations_of


def broken(frame: Frame, kind: str) -> Iterator[tuple[Relation, int, float, float]]:
    """Each row that breaks a relation of this kind: the relation, its position, what the field states and
    what is expected of it. The schema of the frame has found the rows."""
    for relation in relations_of(frame.form):
        positions = frame.broken.get(relation.code, ())
        if relation.kind == kind and len(positions):
            expected = relation.expected.over(frame.made(RowReading))
            if kind == SUM:  # of what can be read, where a cell cannot
                expected = np.where(np.isnan(expected), total_of(frame, relation.others), expected)
            for position in positions.tolist():
                yield relation, position, float(frame[relation.field][position]), float(expected[position])


def unread_among(frame: Frame, position: int, names: tuple[str, ...]) -> bool:
    """Whether a cell of the row that could not be read may hold what is lacking."""
    return any((position, name) in frame.problems for name in names)
