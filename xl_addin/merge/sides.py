"""What is merged: a biểu as the tool makes it, and as it stands in the file that the clerk had in hand. Plain
data, without sheets and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from workbook_templates.kinds.numbers import dotted
from xl_addin.merge.free_texts import FreeText
from xl_addin.merge.three_way import Choice, Edit, Place, Value, plain

HERS = "tay-"  # how the key of a row, or the name of a column, begins that the clerk put in
BESIDE = "="  # of a column of hers: it stands right of the table and of what we write beside it


class OwnColumn(NamedTuple):
    """A column of the clerk's. after: the column of the table left of it, blank for none, BESIDE for one that
    stands right of the table; width: in characters, None where the file does not say."""

    name: str
    header: str
    after: str
    width: float | None = None


@dataclass
class Side:
    """A biểu as the tool makes it of what units say. headers: the lowest header of each column, by its name;
    values: of each line, by its key, in the tool's order; sections, units: of each line; names: what is
    printed for each unit, where it stands once above its lines; texts: what else is printed, by (key, field);
    fixed: whether the form fixes the lines; grouped: whether a unit stands once above its lines; label: the
    column that names a line; unit: the one that names its unit, blank for none or the same."""

    form: str
    name: str
    headers: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    fixed: bool = False
    grouped: bool = False
    label: str = ""
    unit: str = ""


@dataclass
class Extra:
    """A row that no unit says: one that the clerk put in, or one that its unit took back and she had edited.
    twin: the key of a line of the same name that a unit has sent since."""

    values: dict[str, Value]
    section: int = -1
    unit: str = ""
    carried: bool = False
    twin: str = ""


@dataclass
class Written:
    """A biểu as the last run wrote it. side: as the units said it then; drawn: the keys of its rows in the
    order in which they stood, made of places; extras: the rows that no unit says, with any that were not
    drawn; own: columns of the clerk's; sums: the lines whose figures were formulas; sheet, levels, index_row:
    its sheet, and how many header rows there were; footnotes: how many the tool writes; more, notes: what the
    clerk wrote above and below besides, by part, and between footnotes and who signs; shares: where lines are
    of all units, what each adds to the totals, by its code and field."""

    side: Side
    sheet: str = ""
    levels: int = 1
    index_row: bool = False
    drawn: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    extras: dict[str, Extra] = field(default_factory=dict)
    own: list[OwnColumn] = field(default_factory=list)
    sums: set[str] = field(default_factory=set)
    footnotes: int = 0
    more: dict[str, list[FreeText]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    shares: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass
class Memory:
    """What a working file remembers of the run that wrote it. forms: its biểu; edits: those that stood; left:
    what was not carried over, until the clerk says that she has seen it."""

    form_set: str
    forms: dict[str, Written] = field(default_factory=dict)
    edits: dict[Place, Edit] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    def drawn(self, form: str, key: str, name: str) -> Value:
        """What the last run wrote into a cell."""
        edit = self.edits.get(Place(form, key, name))
        if edit is not None and edit.shown:
            return edit.hand
        written = self.forms[form]
        if key in written.extras:
            return written.extras[key].values.get(name)
        return written.side.values.get(key, {}).get(name)


@dataclass
class FoundRow:
    """A row of a biểu as it stands. key: of the line that it is, blank for one of hers; cells: by column, and
    by those of hers; without those whose content cannot be known."""

    row: int
    key: str
    section: int
    cells: dict[str, Value]


class Left(NamedTuple):
    """Something done by hand that is not carried over. where: sheet and cell; what: as it was written; why:
    in a clerk's words."""

    form: str
    where: str
    what: str
    why: str


@dataclass
class Found:
    """A biểu as it stands in the clerk's file. headers: by column, None where the column is gone; texts: by
    (key, field); own: columns of hers; more, notes: as of Written; left: what cannot be carried over."""

    sheet: str
    rows: list[FoundRow] = field(default_factory=list)
    headers: dict[str, str | None] = field(default_factory=dict)
    texts: dict[tuple[str, str], Value] = field(default_factory=dict)
    own: list[OwnColumn] = field(default_factory=list)
    more: dict[str, list[FreeText]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass
class Choices:
    """What the clerk said of each edit, and who saved the file when."""

    of: dict[Place, Choice] = field(default_factory=dict)
    who: str = ""
    when: str = ""


def told(value: Value) -> str:
    """A value as the clerk reads it."""
    return dotted(round(value, 6)) if isinstance(value, float) else str(plain(value) or "")


def summary(values: dict[str, Value], names: Iterable[str]) -> str:
    """A line in one text."""
    return " · ".join(text for name in names if (text := told(values.get(name))))


def text_of(value: object) -> str:
    """A raw cell as the clerk reads it."""
    return told(plain_of(value))


def plain_of(value: object) -> Value:
    """A raw cell as a number, a text or nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return float(value)
    return plain(value) if isinstance(value, str) else value
