"""Expressions over the fields of one row, with two readings.

`over(row)` reads an expression over all rows of a frame at once: `row` gives arrays (validators.row_reading).
`formula(cells)` writes it as an Excel formula about one row: `cells` gives the addresses of cells that
hold what was read of the row's own cells (workbook_templates.paper.row_formulas).

A number that is blank or cannot be read is not known; a comparison with it is false in both readings. A
formula reads plain spellings alone, so what it does not know is not nothing: an expression that denies a
comparison says with Readable that it means what could be read.
Only functions that Excel 2010, WPS and LibreOffice 7 share are written: IF, AND, OR, NOT, ISNUMBER, N, INT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from workbook_templates.expression.roles import Need, Role

BLANK, UNREAD, WORDS = "", "?", "~"
"""What a helper cell holds where no number stands: nothing there; what a formula cannot read; what is read
but has no number (“Theo thực tế”)."""


class Row(Protocol):
    """What the reading over a frame is given: arrays with an entry for each row, NaN where not known."""

    year: int

    def numbers(self, role: Need | str, part: str) -> object: ...
    def total(self, of: Role | tuple[str, ...]) -> object: ...
    def empty(self, role: Need | str) -> object: ...
    def readable(self, of: Role | tuple[str, ...]) -> object: ...
    def own(self) -> object: ...
    def carried(self) -> object: ...
    def sent(self) -> object: ...


class Cells(Protocol):
    """What the formula of one row is given: addresses of cells that hold a number, BLANK, UNREAD or WORDS,
    and of cells that hold TRUE or FALSE; the constants themselves where a table lacks the column."""

    year: int

    def number(self, role: Need | str, part: str) -> str: ...
    def all_numbers(self, of: Role | tuple[str, ...]) -> Sequence[str]: ...
    def own(self) -> str: ...
    def carried(self) -> str: ...
    def sent(self) -> str: ...


class Number:
    """A number of the row. `formula` gives it as an expression without error; `known` says by a formula
    whether it is one, None where it always is."""

    def over(self, row: Row) -> object:
        raise NotImplementedError

    def formula(self, cells: Cells) -> str:
        raise NotImplementedError

    def known(self, cells: Cells) -> str | None:
        raise NotImplementedError

    def __lt__(self, other: Number | float) -> Truth:
        return Compared(self, "<", _number(other))

    def __le__(self, other: Number | float) -> Truth:
        return Compared(self, "<=", _number(other))

    def __gt__(self, other: Number | float) -> Truth:
        return Compared(self, ">", _number(other))

    def __ge__(self, other: Number | float) -> Truth:
        return Compared(self, ">=", _number(other))

    def equals(self, other: Number | float) -> Truth:
        return Compared(self, "=", _number(other))

    def differs(self, other: Number | float) -> Truth:
        """Whether both are known and not the same."""
        return Compared(self, "<>", _number(other))

    def __add__(self, other: Number | float) -> Number:
        return Reckoned(self, "+", _number(other))

    def __sub__(self, other: Number | float) -> Number:
        return Reckoned(self, "-", _number(other))

    def __mul__(self, other: Number | float) -> Number:
        return Reckoned(self, "*", _number(other))


class Truth:
    """Something that is true of a row or not."""

    def over(self, row: Row) -> object:
        raise NotImplementedError

    def formula(self, cells: Cells) -> str:
        raise NotImplementedError

    def __and__(self, other: Truth) -> Truth:
        return Joined("AND", self, other)

    def __or__(self, other: Truth) -> Truth:
        return Joined("OR", self, other)

    def __invert__(self) -> Truth:
        return Denied(self)


# --- numbers --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Constant(Number):
    """The same number in every row."""

    value: float

    def over(self, row: Row) -> object:
        return self.value

    def formula(self, cells: Cells) -> str:
        return f"{self.value:.15G}"

    def known(self, cells: Cells) -> None:
        return None


@dataclass(frozen=True)
class PlanMonth(Number):
    """A month of the plan year as months are counted: 12 × year + month − 1."""

    month: int
    years_later: int = 0

    def over(self, row: Row) -> object:
        return (row.year + self.years_later) * 12 + self.month - 1

    def formula(self, cells: Cells) -> str:
        return str((cells.year + self.years_later) * 12 + self.month - 1)

    def known(self, cells: Cells) -> None:
        return None


@dataclass(frozen=True)
class Value(Number):
    """What stands in the field of a role (or of a name, where a relation is between fields); part: the
    part of it, as the kind of the field has them ('last' month of a quarter)."""

    role: Need | str
    part: str = ""

    def over(self, row: Row) -> object:
        return row.numbers(self.role, self.part)

    def formula(self, cells: Cells) -> str:
        return f"N({cells.number(self.role, self.part)})"

    def known(self, cells: Cells) -> str:
        return f"ISNUMBER({cells.number(self.role, self.part)})"


@dataclass(frozen=True)
class Own(Number):
    """What stands in the cell that is looked at: for what a kind asks of its cells."""

    def over(self, row: Row) -> object:
        return row.own()

    def formula(self, cells: Cells) -> str:
        return f"N({cells.own()})"

    def known(self, cells: Cells) -> str:
        return f"ISNUMBER({cells.own()})"


@dataclass(frozen=True)
class Total(Number):
    """The sum over all fields of a role (or over fields named), blank ones as nothing; not known where none
    is filled, or where one cannot be read: a part is not the whole."""

    of: Role | tuple[str, ...]

    def over(self, row: Row) -> object:
        return row.total(self.of)

    def formula(self, cells: Cells) -> str:
        return "(" + "+".join(f"N({cell})" for cell in cells.all_numbers(self.of) or "0") + ")"

    def known(self, cells: Cells) -> str:
        found = cells.all_numbers(self.of)
        if not found:
            return "FALSE"
        filled = _joined("OR", [f"ISNUMBER({cell})" for cell in found])
        return filled if len(found) == 1 else _joined("AND", [filled, *_readable(found)])


@dataclass(frozen=True)
class Reckoned(Number):
    """Two numbers added, taken away or multiplied; known where both are."""

    left: Number
    sign: str
    right: Number

    def over(self, row: Row) -> object:
        left, right = self.left.over(row), self.right.over(row)
        if self.sign == "+":
            return left + right
        return left - right if self.sign == "-" else left * right

    def formula(self, cells: Cells) -> str:
        return f"({self.left.formula(cells)}{self.sign}{self.right.formula(cells)})"

    def known(self, cells: Cells) -> str | None:
        known = [k for k in (self.left.known(cells), self.right.known(cells)) if k]
        return _joined("AND", known) if known else None


# --- truths ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared(Truth):
    """How two numbers stand to each other; false where one is not known."""

    left: Number
    sign: str
    right: Number

    def over(self, row: Row) -> object:
        left, right = self.left.over(row), self.right.over(row)
        if self.sign == "<":
            return left < right
        if self.sign == "<=":
            return left <= right
        if self.sign == ">":
            return left > right
        if self.sign == ">=":
            return left >= right
        if self.sign == "=":
            return left == right
        # NaN differs from everything, but “not the same” is to be said of known numbers alone.
        return (left != right) & (left == left) & (right == right)

    def formula(self, cells: Cells) -> str:
        asked = f"{self.left.formula(cells)}{self.sign}{self.right.formula(cells)}"
        known = [k for k in (self.left.known(cells), self.right.known(cells)) if k]
        return f"IF({_joined('AND', known)},{asked},FALSE)" if known else f"({asked})"


@dataclass(frozen=True)
class Whole(Truth):
    """Whether a number, taken so many times, is a whole one; false where it is not known."""

    number: Number
    times: int = 1

    def over(self, row: Row) -> object:
        number = self.number.over(row) * self.times
        return number == number // 1

    def formula(self, cells: Cells) -> str:
        number = f"({self.number.formula(cells)}*{self.times})"
        asked, known = f"{number}=INT({number})", self.number.known(cells)
        return f"IF({known},{asked},FALSE)" if known else f"({asked})"


@dataclass(frozen=True)
class Known(Truth):
    """Whether a number stands there that can be read."""

    number: Number

    def over(self, row: Row) -> object:
        number = self.number.over(row)
        return number == number

    def formula(self, cells: Cells) -> str:
        return self.number.known(cells) or "TRUE"


@dataclass(frozen=True)
class Empty(Truth):
    """Whether nothing stands in the field of a role: what cannot be read is not nothing."""

    role: Need | str
    part: str = ""

    def over(self, row: Row) -> object:
        return row.empty(self.role)

    def formula(self, cells: Cells) -> str:
        return f'({cells.number(self.role, self.part)}="{BLANK}")'


@dataclass(frozen=True)
class Readable(Truth):
    """Whether all that stands in the fields of a role (or in fields named) could be read; blanks could."""

    of: Role | tuple[str, ...]

    def over(self, row: Row) -> object:
        return row.readable(self.of)

    def formula(self, cells: Cells) -> str:
        found = _readable(cells.all_numbers(self.of))
        return _joined("AND", found) if found else "TRUE"


@dataclass(frozen=True)
class Carried(Truth):
    """Whether the row is a class of an earlier year that still runs."""

    def over(self, row: Row) -> object:
        return row.carried()

    def formula(self, cells: Cells) -> str:
        return cells.carried()


@dataclass(frozen=True)
class Sent(Truth):
    """Whether the row sends people to a class of others (“Cử đi …”), which is counted by people alone."""

    def over(self, row: Row) -> object:
        return row.sent()

    def formula(self, cells: Cells) -> str:
        return cells.sent()


@dataclass(frozen=True)
class Joined(Truth):
    """Both (AND) or either (OR)."""

    word: str
    left: Truth
    right: Truth

    def over(self, row: Row) -> object:
        left, right = self.left.over(row), self.right.over(row)
        return left & right if self.word == "AND" else left | right

    def formula(self, cells: Cells) -> str:
        return f"{self.word}({self.left.formula(cells)},{self.right.formula(cells)})"


@dataclass(frozen=True)
class Denied(Truth):
    """The opposite."""

    truth: Truth

    def over(self, row: Row) -> object:
        return True ^ self.truth.over(row)  # not “~”, which makes −2 of the True of two constants

    def formula(self, cells: Cells) -> str:
        return f"NOT({self.truth.formula(cells)})"


def _number(value: Number | float) -> Number:
    return value if isinstance(value, Number) else Constant(value)


def _readable(cells: Sequence[str]) -> list[str]:
    return [f'{cell}<>"{UNREAD}"' for cell in cells]


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{word}({','.join(parts)})"
