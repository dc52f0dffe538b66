"""Last year's biểu as an ordinary input: which classes it leaves open, and how they are known again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from validators.batch import Batch
from validators.frame import Frame
from workbook_templates.expression.roles import Role


@dataclass(frozen=True)
class OpenClass:
    """A class that last year's biểu carries into this year; end: its last month, where known."""

    key: tuple
    frame: Frame
    position: int
    end: float | None


def open_classes(last_year: Batch, year: int) -> Iterator[OpenClass]:
    """Classes of last year's biểu that still run in `year`: months carried over, a later end, or
    school years that reach into it."""
    for frame in last_year.frames.values():
        for position, name in enumerate(frame.names):
            if not name.wording:
                continue
            end = _end(frame, position, year)
            runs_on = end is not None and end >= year * 12
            if end is None and name.school_years and name.arrangement == "opened":
                first, last = map(int, name.school_years.split("-"))
                runs_on = first < year <= last
            if runs_on:
                yield OpenClass(frame.yearly_key(position), frame, position, end)


def _end(frame: Frame, position: int, year: int) -> float | None:
    if frame.has(Role.CLOSES) and not np.isnan(frame[Role.CLOSES][position]):
        return float(frame[Role.CLOSES][position])
    if frame.has(Role.CARRY) and frame[Role.CARRY][position] > 0:
        return year * 12 - 1 + float(frame[Role.CARRY][position])
    return None
