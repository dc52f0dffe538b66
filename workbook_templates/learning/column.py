"""One column of a form as it was taken, and what its cells can be read as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS, Kind
from workbook_templates.words.spelling import words

NO_SUM = "người/đơn vị"  # the measure of a number that no total adds up
ENOUGH = 0.8  # share of the cells that must read as the kind that the words name
LEAST_OF_CHANGES = -1e9  # a column of changes holds figures below 0 too
_SIGNED = re.compile(r"\b(?:tăng (?:hoặc )?giảm|chênh lệch|tăng trưởng|biến động)\b")
MOST = 0.5  # share of the cells that must be figures where something says that the column counts


@dataclass(frozen=True)
class LearntColumn:
    """A column as it was taken. place: column of the example, from 0; name: its field's name; kind: what its
    cells are; declared: that kind's name where the field is the form's own, blank for a field of the tool;
    role: as in fields.csv; why: in words for the clerk; sure: whether nothing was guessed; sum_of, part_of,
    product_of: names of fields; taken_for: what it was taken for, where the clerk chose another sort
    (choices.py); sent: whether any return has it; unproved: in words for the clerk, a sum or product that it
    may be, of which too few rows hold figures."""

    place: int
    header: tuple[str, ...]
    name: str
    kind: Kind
    role: Role
    why: str
    declared: str = ""
    sure: bool = True
    sum_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    product_of: tuple[str, ...] = ()
    taken_for: str = ""
    sent: bool = True
    unproved: str = ""

    @property
    def own(self) -> bool:
        """Whether its field is the form's own."""
        return bool(self.declared)

    @property
    def adds(self) -> bool:
        """Whether its figures are added up over rows."""
        return bool(self.kind.adds)

    @property
    def names(self) -> bool:
        """Whether its cells are words."""
        return self.kind.names

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers that can be held against each other."""
        part = self.kind.parts[0]
        return part.numeric and not part.suffix and not self.kind.tells_time

    def as_text(self, role: Role = Role.OTHER, why: str = "chữ, không cộng") -> LearntColumn:
        """The same as text of the form's own."""
        return own_column(self.place, self.header, "text", role, why)


def own_column(
    place: int,
    header: Sequence[str],
    kind: str,
    role: Role,
    why: str,
    *,
    measure: str = "",
    sure: bool = True,
) -> LearntColumn:
    """A column of the form's own; its name is that of its place, so that it stays the same."""
    signed = kind in ("count", "decimal", "percent", "money") and _SIGNED.search(words(" ".join(header)))
    made = KINDS[kind](measure=measure, least=LEAST_OF_CHANGES if signed else None)
    return LearntColumn(place, tuple(header), f"cot_{place + 1}", made, role, why, kind, sure)


def reads(kind: Kind, values: Sequence[object], share: float = ENOUGH) -> bool:
    """Whether nearly all cells are read by a kind; share: how many of them must be. A single one that is not
    may be a slip, unless it is a range."""
    unread = [value for value in values if not _is_read(kind, value)]
    slip = len(unread) == 1 and not _is_read(KINDS["quantity"](), unread[0])
    return slip or len(values) - len(unread) >= share * len(values)


def _is_read(kind: Kind, value: object) -> bool:
    problem = kind.parse(value)[1]
    return problem is None or problem.usable


def numeric(values: Sequence[object]) -> bool:
    """Whether nearly all cells are numbers."""
    numbers = sum(isinstance(v, float) or (isinstance(v, str) and v.strip().isdecimal()) for v in values)
    return bool(values) and numbers >= ENOUGH * len(values)


def whole_numbers(values: Sequence[object]) -> bool:
    """Whether all cells are whole numbers, and not all of them years."""
    numbers = [value for value in values if isinstance(value, float)]
    if len(numbers) <= MOST * len(values):
        return False
    years = all(1900 <= number <= 2100 for number in numbers)
    return not years and all(number.is_integer() and number >= 0 for number in numbers)
