"""The rows that break a relation between columns, as the form set declares them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from validators.frame import Frame
from validators.row_reading import RowReading
from workbook_templates.declared.relations import Relation, relations_of


def broken(frame: Frame, kind: str) -> Iterator[tuple[Relation, int, float, float]]:
    """Each row that breaks a relation of this kind: the relation, its position, what the field states and
    what is expected of it. The schema of the frame has found the rows. Where a cell that the field must
    agree with cannot be read nothing is said: the finding stands at that cell."""
    for relation in relations_of(frame.form):
        positions = frame.broken.get(relation.code, ())
        if relation.kind == kind and len(positions):
            expected = relation.expected.over(frame.made(RowReading))
            for position in positions[~np.isnan(expected[positions])].tolist():
                yield relation, position, float(frame[relation.field][position]), float(expected[position])
