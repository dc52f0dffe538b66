"""Measures of the rows of a frame: arrays that several rules ask for, made once for each frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from validators.frame import Frame
from validators.schema import part_name, sum_of
from workbook_templates.declared.class_names import ClassName, is_carry_over_note, norm_for
from workbook_templates.expression.roles import Facet, Role


def carried(frame: Frame) -> np.ndarray:
    """Which rows are carry-over classes: by the form, or by the note where rows are mixed."""
    return frame.made(_carried)


def _carried(frame: Frame) -> np.ndarray:
    if frame.form.carry_over in ("yes", "no"):
        return np.full(frame.size, frame.form.carry_over == "yes")
    if not frame.has(Role.NOTE):
        return np.zeros(frame.size, dtype=bool)
    return np.array([is_carry_over_note(note) for note in frame[Role.NOTE]], dtype=bool)


def months_long(frame: Frame) -> np.ndarray:
    """Length of each class in months, both ends counted: from opens to closes, or to the end of the plan
    year and the months carried; else the length column. NaN where not known, or where a class opens in a
    year that its table does not speak of (D10, D11)."""
    return frame.made(_months_long)


def _months_long(frame: Frame) -> np.ndarray:
    result = np.full(frame.size, np.nan)
    if frame.has(Role.LENGTH):
        result = frame[f"{frame.name_of(Role.LENGTH)}_days"] / 30.0
    if frame.has(Role.OPENS, Role.CLOSES):
        opens, closes = frame[Role.OPENS], frame[Role.CLOSES]
        exact = (opens == frame[f"{frame.name_of(Role.OPENS)}_last"]) & _opens_in_its_years(frame)
        result = np.where(exact, closes - opens + 1, np.nan)
        if frame.has(Role.CARRY):
            december = frame.year * 12 + 11
            longer = np.where(exact, december - opens + 1 + frame[Role.CARRY], np.nan)
            result = np.where(np.isnan(result), longer, result)
    return result


def days_long(frame: Frame) -> np.ndarray:
    """Length of each class in days, 30 to a month, also of one told in sessions or lessons; NaN where not
    known."""
    return frame.made(_days_long)


def _days_long(frame: Frame) -> np.ndarray:
    days = months_long(frame) * 30
    if frame.has(Role.LENGTH):
        name = frame.name_of(Role.LENGTH)
        for position in np.flatnonzero((frame[f"{name}_unit"] != "") & np.isnan(days)).tolist():
            days[position] = frame.value(position, name).about_days or np.nan
    return days


def _opens_in_its_years(frame: Frame) -> np.ndarray:
    if frame.form.carry_over == "mixed":
        return np.ones(frame.size, dtype=bool)
    return (frame[Role.OPENS] < frame.year * 12) == carried(frame)


def total_of(frame: Frame, names: Sequence[str]) -> np.ndarray:
    """The sum of some fields in each row, blank ones as nothing; NaN where none is filled."""
    names = [name for name in names if frame.has(name)]
    if not names:
        return np.full(frame.size, np.nan)
    return sum_of(frame.data, names)


def people(frame: Frame) -> np.ndarray:
    """Learners of each row over all its learner columns; NaN where none is filled."""
    return frame.made(_people)


def _people(frame: Frame) -> np.ndarray:
    return total_of(frame, frame.form.all_columns.addends(Role.LEARNERS))


def ranged(frame: Frame, role: Role) -> np.ndarray:
    """Which rows have no one number for a role, but a range."""
    found = np.zeros(frame.size, dtype=bool)
    for name in frame.names_of(role):
        kind = frame.kind_of(name)
        if kind.interval:
            low, most = frame[name], frame[part_name(name, kind.upper)]
            found |= (low != most) & ~(np.isnan(low) & np.isnan(most))
    return found


def per_class(frame: Frame) -> np.ndarray:
    """Learners per class: people over classes; people where every row is one class; not known of ranges,
    nor where a row's name speaks of several classes and no column counts them, nor of fixed lines, each of
    which holds classes of its own sort, and people sent to classes of others."""
    return frame.made(_per_class)


def _per_class(frame: Frame) -> np.ndarray:
    ranges = ranged(frame, Role.LEARNERS) | ranged(frame, Role.CLASSES)
    if frame.form.lines:
        return np.full(frame.size, np.nan)
    if frame.has(Role.CLASSES):
        classes = np.where(ranges, np.nan, frame[Role.CLASSES])
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(classes > 0, people(frame) / classes, np.nan)
    if frame.form.arrangement == "opened":
        several = np.array([name.several for name in frame.names], dtype=bool)
        return np.where(ranges | several, np.nan, people(frame))
    return np.full(frame.size, np.nan)


def groups(frame: Frame) -> tuple[np.ndarray, list[ClassName]]:
    """For each row the number of its group of classes that can be compared (ClassName.peers); and for each
    group one of its names."""
    return frame.made(_groups)


def _groups(frame: Frame) -> tuple[np.ndarray, list[ClassName]]:
    numbers: dict[tuple, int] = {}
    shown: list[ClassName] = []
    of_row = []
    for name in frame.names:
        number = numbers.setdefault(name.peers, len(shown))
        if number == len(shown):
            shown.append(name)
        of_row.append(number)
    return np.array(of_row, dtype=int), shown


def norms(frame: Frame, name: str) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that the norm of a field ('length' in months, 'learners') allows each row; NaN
    where there is none."""
    of_row, shown = groups(frame)
    found = [norm_for(frame.form_set, one, name) for one in shown]
    bounds = np.array([n.bounds if n else (np.nan, np.nan) for n in found] or [(0, 0)], dtype=float)
    return bounds[of_row, 0], bounds[of_row, 1]


def first_filled(frame: Frame, position: int, role: Role) -> str:
    """The first field of a role that counts something in a row; the first one where none does."""
    names = frame.names_of(role)
    return next((name for name in names if frame[name][position] > 0), names[0])


def learners_column(frame: Frame, position: int) -> str:
    """The column in which a class without learners should have them."""
    facets = frame.form.all_columns.facets(Role.LEARNERS)
    if frame.names[position].kind == Facet.TRAINING.value and Facet.TRAINING in facets:
        return facets[Facet.TRAINING]
    return frame.names_of(Role.LEARNERS)[-1]
