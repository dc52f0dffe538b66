"""Last year's biểu as an ordinary input: which classes it leaves open, and how they are known again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from validators.frame import Batch, Frame


@dataclass(frozen=True)
class OpenClass:
    """A class that last year's biểu carries into this year; end: its last month, where known."""

    key: tuple
    frame: Frame
    position: int
    end: float | None


def class_key(frame: Frame, position: int) -> tuple:
    """What stays the same in a class from year to year: its series with khóa number or code; in
    tables by unit, the unit with the school years."""
    name = frame.names[position]
    if name.code:
        return ("code", name.programme, name.code)
    if name.cohort is not None:
        return ("cohort", *name.series, name.cohort, name.class_number)
    unit = frame["unit_name"][position] if frame.has("unit_name") else ""
    known = frame.form_set.catalogue.match(unit) if unit else None
    return ("years", known.code if known else unit, *name.series, name.school_years, name.class_number)


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
                yield OpenClass(class_key(frame, position), frame, position, end)


def _end(frame: Frame, position: int, year: int) -> float | None:
    if frame.has("closes") and not np.isnan(frame["closes"][position]):
        return float(frame["closes"][position])
    if frame.has("carry_months") and frame["carry_months"][position] > 0:
        return year * 12 - 1 + float(frame["carry_months"][position])
    return None
