"""Who may be one person: rows of lists that bear one name, or almost, and what their births say."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from validators.batch import Batch
from validators.causes.ages import Birth, birth_of
from validators.causes.sent_again import replaced
from validators.frame import Frame
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.person import name_key
from workbook_templates.words.spelling import clean, words, words_of_folded


class Alike(Enum):
    """How sure two rows are one person."""

    SAME = "same"  # name and day of birth
    MAYBE = "maybe"  # the name, and a birth that may be the same, or was typed with day and month swapped
    UNKNOWN = "unknown"  # the name, and no birth of one of them
    NEARLY = "nearly"  # the day of birth, and almost the name


class Row(NamedTuple):
    """A row of a list of persons. key: its name, in whatever spelling; course: what the person is sent to."""

    frame: Frame
    position: int
    key: str
    birth: Birth | None
    course: tuple


def rows_of(batch: Batch) -> Iterator[Row]:
    """The rows that name persons, in the order of files and rows; none that a later file replaces."""
    for frame in batch.frames.values():
        name = frame.form.all_columns.first(Role.PERSON)
        if name is None:
            continue
        gone = replaced(frame)
        for position, value in enumerate(frame[name]):
            key = words_of_folded(name_key(value)) if value else ""
            if position not in gone and " " in key:
                yield Row(frame, position, key, birth_of(frame, position), _course(frame, position))


def _course(frame: Frame, position: int) -> tuple:
    """What somebody is sent to: the annex, and the class that a column, or the section's own title, names.
    One person may well be sent to two of them."""
    name = frame.names[position].wording if frame.has(Role.CLASS) else ""
    owner, index = frame.place(position)
    section = owner.table.section_of[index] if owner.table.section_of else -1
    title = words(clean(owner.table.sections[section].label)) if section >= 0 else ""
    return frame.form.id, name, title if "lớp" in title.split() else ""


def pairs(batch: Batch, alike: float) -> Iterator[tuple[Row, Row, Alike]]:
    """Each row that may be the person of an earlier one, with that one: the surest. alike: of 100, how much
    two names must have in common to be almost one."""
    named: dict[tuple, list[Row]] = {}
    born: dict[tuple, list[Row]] = {}
    for row in rows_of(batch):
        same = named.setdefault((row.course, row.key), [])
        found = _surest((other, _alike(row, other)) for other in same)
        if found is None and (day := _day(row.birth)):
            others = born.get((row.course, day), ())
            found = next(((o, Alike.NEARLY) for o in others if _nearly(row.key, o.key, alike)), None)
        if found:
            yield row, *found
        same.append(row)
        if day := _day(row.birth):
            born.setdefault((row.course, day), []).append(row)


def _surest(found: Iterator[tuple[Row, Alike | None]]) -> tuple[Row, Alike] | None:
    order = list(Alike)
    return min(((o, how) for o, how in found if how), key=lambda one: order.index(one[1]), default=None)


def _day(birth: Birth | None):
    return birth.first if birth and birth.first == birth.last else None


def _alike(row: Row, other: Row) -> Alike | None:
    """Two rows of one name; None where their births say that they are two persons."""
    one, two = row.birth, other.birth
    if one is None or two is None:
        return Alike.UNKNOWN
    if _day(one) and _day(two):
        if one.first == two.first:
            return Alike.SAME
        swapped = (one.first.day, one.first.month) == (two.first.month, two.first.day)
        return Alike.MAYBE if swapped and one.first.year == two.first.year else None
    return Alike.MAYBE if one.first <= two.last and two.first <= one.last else None


def _nearly(one: str, two: str, alike: float) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two) >= alike
