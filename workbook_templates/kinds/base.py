"""What a kind of column is: one class a kind, the only place that knows it.

A kind reads a cell, says what of it stands in a frame and what must hold of it, how it adds up, prints,
and what a blank says of it. It is described here without pandas: validators.schema builds the frame's
checks from it. A kind is made for one field, with that field's bounds, unit of measure and allowed values.

How to add a kind:

1. A module here with one frozen dataclass below Kind: `name` (what a fields.csv says), `label` and `wanted`
   (what a clerk reads), `parse`, and of the rest only what is otherwise than in Kind. `parse` raises nothing,
   whatever stands in the cell; what cannot be read is a Problem, what can be read two ways is a value with a
   Problem that is `usable`. Numbers come from kinds/numbers.py, spelling from words/spelling.py.
2. Its class in KINDS (kinds/__init__.py).
3. A trouble that no Code says yet: the code in kinds/problem.py, and the rule of family O that answers it
   (validators/rules; a test holds that each code has one). Reuse a code where the clerk would read the same.
4. A table of cells in tests/test_kinds.py, with what is read of them; the tests of all kinds (no cell stops
   a parser, spelling does not matter, blanks) take it in by themselves.
5. A column of it in validators/every_kind, the small form set with a column of each kind: a test holds that
   none is missing there, reads it, checks it, adds it up and prints it.

No other code changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from workbook_templates.expression.nodes import Truth
from workbook_templates.kinds.numbers import dotted
from workbook_templates.kinds.problem import Problem
from workbook_templates.kinds.scales import scale_named


def itself(value: object) -> object:
    return value


class Part(NamedTuple):
    """A column that a frame holds of a kind's values. suffix: '' for the field's own; of: what it holds
    of a value; numeric: floats with NaN for what is not there, else objects with `blank`."""

    suffix: str
    of: Callable[[object], object] = itself
    numeric: bool = True
    blank: object = None


class Check(NamedTuple):
    """What must hold of a value that could be read. code: the problem's where it does not; truth: an
    expression over Own(); part: the suffix of the numeric part that is checked."""

    code: str
    truth: Truth
    part: str = ""


class Entry(NamedTuple):
    """What a blank says beside a cell to fill in: a title and advice; example: as typed."""

    title: str
    advice: str
    example: str


@dataclass(frozen=True)
class Kind:
    """A sort of column. least, most: bounds of its numbers, in its unit of measure; measure: that unit;
    allowed: the values a choice has, each with its other spellings behind '='.

    adds: whether figures of it are added up over rows; interval: whether a value may be a range, so that
    no SUM adds it; tells_time: whether it says when or how long; names: whether it is text that names or
    explains; personal: whether a value tells who somebody is; dated: whether reading it
    needs the workbook's date system; keeps_zeros: whether digits may begin with 0, which Excel drops where it
    takes them for a number; upper: the part that holds the most that a value may be; longest: of how many
    characters a text is still a figure.
    """

    least: float | None = None
    most: float | None = None
    measure: str = ""
    allowed: tuple[str, ...] = ()

    name: ClassVar[str]
    label: ClassVar[str]
    wanted: ClassVar[str] = ""  # what should stand in a cell, for a message
    adds: ClassVar[bool] = False
    interval: ClassVar[bool] = False
    whole: ClassVar[bool] = False  # figures are whole numbers: they add up without a rest
    tells_time: ClassVar[bool] = False
    names: ClassVar[bool] = False
    personal: ClassVar[bool] = False
    dated: ClassVar[bool] = False
    keeps_zeros: ClassVar[bool] = False
    hundredths: ClassVar[bool] = False  # a cell with a percent format shows a figure of it: 0.85 is 85
    style: ClassVar[str] = "center"  # of a cell on paper: count, center or text
    tolerance: ClassVar[float] = 1e-6  # by how much a sum may be off, for figures that are rounded
    longest: ClassVar[int] = 11
    upper: ClassVar[str] = ""
    entry: ClassVar[Entry | None] = None
    parts: ClassVar[tuple[Part, ...]] = (Part("", numeric=False),)

    @property
    def entry_style(self) -> str:
        """The style of a cell to fill in: text where Excel would make something else of what is typed, and
        a figure as Excel shows it by itself where it may have a fraction, which a count's format rounds."""
        return "figure" if self.style == "count" and not self.whole else self.style

    @property
    def choices(self) -> tuple[str, ...]:
        """The values among which a unit chooses; none where it may write what it will."""
        return ()

    @property
    def limit(self) -> float | None:
        """The largest number that a cell may hold, in the unit of measure."""
        return self.most

    def scale_of(self, unit: str, *, bare: bool) -> float | None:
        """How many of its own measure one of a unit is that a header names: 100 of “trăm người” where people
        are counted; None where it is no unit of such figures. bare: “trăm” alone is one too."""
        named, own = scale_named(unit), scale_named(self.measure)
        if not self.adds or not named or self.measure and not own or not (named[1] or bare):
            return None
        number, noun = own or (1.0, "")
        return None if noun and named[1] and noun != named[1] else named[0] / number

    def unfit(self) -> tuple[str, str] | None:
        """What is wrong with how a field declares it: the column of fields.csv and what is to be said."""
        return None

    # --- reading ------------------------------------------------------------------------------------

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[object, Problem | None]:
        """What a cell says: (value, None), (None, problem), or a value with a problem that leaves it
        usable; (None, None) where it says nothing. Raises nothing, whatever stands there."""
        raise NotImplementedError

    def checks(self, year: int) -> Sequence[Check]:
        """What must hold of what was read, for a plan of this year; the first that fails is the problem."""
        return ()

    def fits(self, raw: object, year: int) -> bool:
        """Whether a cell is a proper value of this kind, so that it could have strayed from such a column."""
        return False

    def takes_from(self, other: Kind) -> bool:
        """Whether a value in a column of the other kind could have strayed from a column of this one."""
        return True

    def meant(self, value: float, others: Iterable[float]) -> str | None:
        """What was probably meant by a number that fails a check, as a clerk would type it; others: the
        numbers that stand in its column."""
        return None

    def figure(self, value: object) -> float | None:
        """The number that a frame holds of a value in the field's own column; None where it has none."""
        own = self.parts[0]
        return own.of(value) if value is not None and own.numeric and not own.suffix else None

    def days(self, value: object) -> tuple[date, date] | None:
        """The first and the last day that a value may mean, of a kind that says when."""
        return None

    def number(self, raw: object) -> float | None:
        """`figure` of what a cell says."""
        return self.figure(self.parse(raw)[0])

    # --- adding up ----------------------------------------------------------------------------------

    def total(self, values: Iterable[object]) -> object:
        """The sum of values; only of a kind that adds up."""
        return float(sum(values))

    def gap(self, stated: object, computed: object) -> float:
        """By how much a total that is stated is off; 0 where it agrees."""
        difference = stated - computed
        return 0.0 if abs(difference) <= self.tolerance else difference

    # --- printing -----------------------------------------------------------------------------------

    def told(self, value: object) -> str:
        """A value, or the number of one, in words of a message: in the unit of measure, as officials print
        it."""
        return dotted(value)

    def in_cell(self, value: object) -> float | str:
        """What stands in a cell of such a column for a value: the number in its unit of measure, or text."""
        return value

    def printed(self, raw: object, value: object) -> str:
        """A cell on paper, as its unit wrote it, where it is not a number that is printed as one."""
        if raw is None:
            return ""
        if hasattr(raw, "strftime"):
            return raw.strftime("%d/%m/%Y") if hasattr(raw, "year") else str(raw)
        if isinstance(raw, float):
            return value if isinstance(value, str) else dotted(raw)
        return str(raw).strip()

    def read_steps(self, cell: str) -> dict[str, str]:
        """Formulas of cells that those of `read_formula` go on from, by the name that stands for such a cell
        there in brackets, as [number]; for a kind whose formulas would be too long without."""
        return {}

    def read_formula(self, cell: str) -> dict[str, str]:
        """For each numeric part an Excel formula that reads the cell at this address: a number, "" where
        nothing stands there, "?" where it cannot be read, "~" where it is read but has no number
        (expression.nodes: BLANK, UNREAD, WORDS). It knows the plain spellings alone, which the blank asks
        for, and never reads another number than `parse`; none for a kind that no formula reads."""
        return {}
