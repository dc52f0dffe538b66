"""The running numbers (STT) of a table: which of them is wrong, where one slip must not make all the
numbers after it wrong too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from validators.frame import Frame
from workbook_templates.expression.roles import Role

_NUMBER = re.compile(r"(\d{1,9})\.?$")


@dataclass(frozen=True)
class Misnumbered:
    """A row whose number is wrong. number: what stands there, None if nothing; last: the right number
    before it; same_as: a neighbouring row with the same number;
    following: the next number that is written."""

    position: int
    number: int | None
    last: int
    same_as: int | None
    following: int | None

    @property
    def fits(self) -> bool:
        """Whether a number is merely missing: with it the next ones go on rightly."""
        return self.number is None and self.following in (None, self.last + 2)

    @property
    def skips(self) -> bool:
        """Whether numbers are left out before this row, as after a deleted row."""
        return self.same_as is None and self.number is not None and self.number > self.last + 1


def misnumbered(frame: Frame, span: slice) -> Iterator[Misnumbered]:
    """The wrong numbers of one table; nothing where it has a numbering of its own (1.1, a)."""
    rows = [p for p in range(span.start, span.stop) if _is_numbered(frame, p)]
    numbers = [_number(frame[Role.ORDINAL][p]) for p in rows]
    written = sum(frame[Role.ORDINAL][p] is not None for p in rows)
    if sum(number is not None for number in numbers) < max(2, written / 2):
        return
    sections = bool(frame.owner(span.start).table.sections)
    last, before = 0, None
    for index, (position, number) in enumerate(zip(rows, numbers, strict=True)):
        if number == last + 1 or (number == 1 and sections and index):
            last, before = number, position
            continue
        if number is None and frame[Role.ORDINAL][position]:
            continue
        rest = [(p, n) for p, n in zip(rows, numbers, strict=True) if p > position and n is not None]
        after, following = rest[0] if rest else (None, None)
        same_as = before if number == last else after if number == following else None
        yield Misnumbered(position, number, last, None if number is None else same_as, following)
        # One number alone is wrong where the next one goes on as if it were right.
        last, before = (last + 1 if following == last + 2 else number or last), position


def skipped(frame: Frame, span: slice) -> list[int]:
    """The rows before which numbers are left out."""
    return [item.position for item in misnumbered(frame, span) if item.skips]


def _number(text: object) -> int | None:
    match = _NUMBER.match(str(text).strip()) if text else None
    return int(match[1]) if match else None


def _is_numbered(frame: Frame, position: int) -> bool:
    """Whether a row should carry a number: where units are numbered, the first row of each unit."""
    owner, index = frame.place(position)
    if owner.table.rows[index] in owner.table.examples:
        return False
    if frame[Role.ORDINAL][position] is not None:
        return True
    if frame.form.numbering == "unit":
        unit = frame.raw(position, frame.name_of(Role.UNIT))
        return unit is not None and not (index and unit == frame[Role.UNIT][position - 1])
    return frame.label(position) != "" and not frame.form_set.says_no_need(frame.label(position))
