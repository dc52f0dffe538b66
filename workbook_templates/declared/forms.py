"""Annexes, which units fill, and biểu, which the province prints: two things, declared apart.

A biểu names the annexes that it is made from and prints what the first of them has, but for what it
declares otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from workbook_templates.declared.fields import Field
from workbook_templates.expression.roles import Facet, Need, Role
from workbook_templates.words.personal import asks_personal
from workbook_templates.words.spelling import words


@dataclass(frozen=True, eq=False)
class Column:
    """A field in one table. header: levels from top to bottom; filled_by: 'unit', 'province' or 'tool';
    shown: in the 'annex', in its 'bieu' or in 'both'; sum_of, part_of, product_of: fields of the table with
    which it must agree; adds: the fields that the tool adds up in it, of the units of these unit_kinds;
    allots: the field of what is asked for that the province allots here; quota: how much of it was given to
    the province, where that is known; difference_of: of a column that the tool works out, the two fields."""

    field: Field
    header: tuple[str, ...]
    width: float
    required: bool = False
    filled_by: str = "unit"
    shown: str = "both"
    sum_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    product_of: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    allots: str = ""
    quota: float | None = None
    difference_of: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        return self.field.name

    @cached_property
    def personal(self) -> bool:
        """Whether its cells tell who somebody is: by their kind, or by the words of its header (a phone, a
        number of an identity card, “Năm sinh” above “Nam” and “Nữ”). Figures never do."""
        field = self.field
        if field.kind.personal:
            return True
        said = (field.label, *self.header)
        return not field.kind.adds and field.role in _MAY_TELL and any(map(asks_personal, said))


_MAY_TELL = (Role.OTHER, Role.BIRTH, Role.PERSON)  # not what names classes and units, tells times or notes


@dataclass(frozen=True)
class Section:
    """A part of a table (I, II …). unit_kinds: the kinds of unit whose rows stand in it; the section
    without kinds takes all others."""

    numeral: str
    title: str
    unit_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class FixedLine:
    """A line that every unit fills alike, or a biểu's own (declared.rows.LineRow). under: the id of the line
    that it is a part of; part: whether it is contained in that one without being one of those that make it up
    (“trong đó”); target: what the plan sets for it, in its words; takes: what it adds up of annexes."""

    id: str
    number: str
    label: str
    under: str = ""
    part: bool = False
    target: str = ""
    takes: tuple[str, ...] = ()


def taken_lines(annex: str, lines: Iterable[FixedLine]) -> dict[str, str]:
    """What the lines of a biểu take of an annex: by its line ("" for all of it) the line that takes it."""
    wanted = ((one.partition(":"), line.id) for line in lines for one in line.takes)
    return {identity: by for (form, _, identity), by in wanted if form == annex}


def spread_down(lines: Iterable[FixedLine], named: Mapping[str, str]) -> dict[str, str]:
    """The same of every line: one that is not named goes where the line goes that it is part of."""
    found = {"": named[""]} if "" in named else {}
    for line in lines:
        by = named.get(line.id) or found.get(line.under)
        if by:
            found[line.id] = by
    return found


OF_TOTAL = "total"  # what a line is under that says what the total contains


def sets_targets(field: Field, filled_by: str) -> bool:
    """Whether a column prints what the plan sets: an allotted number, or a range, that the province fills."""
    return field.role is Role.ALLOTTED and field.kind.interval and filled_by == "province"


class Columns(Sequence[Column]):
    """The columns of a table, in order, and what can be asked of them by role."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)

    def __getitem__(self, index):
        return self._columns[index]

    def __len__(self) -> int:
        return len(self._columns)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self._columns}

    @cached_property
    def added(self) -> tuple[str, ...]:
        """The fields whose figures are added up."""
        return tuple(c.name for c in self._columns if c.field.kind.adds)

    @cached_property
    def timed(self) -> tuple[str, ...]:
        """The fields that say when or how long."""
        return tuple(c.name for c in self._columns if c.field.kind.tells_time)

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(column.name for column in self._columns if column.required)

    @cached_property
    def header_levels(self) -> int:
        return max(len(column.header) for column in self._columns)

    @cached_property
    def _roles(self) -> dict[Role, tuple[str, ...]]:
        found: dict[Role, list[str]] = {}
        for column in self._columns:
            found.setdefault(column.field.role, []).append(column.name)
        return {role: tuple(names) for role, names in found.items()}

    def of(self, role: Role) -> tuple[str, ...]:
        """The names of the fields with a role."""
        return self._roles.get(role, ())

    def addends(self, role: Role) -> tuple[str, ...]:
        """The names of the fields that make up all there is of a role: none that another of them holds
        already, as its sum or its whole."""
        names = self.of(role)
        held = {part for name in names for part in self.by_name[name].sum_of}
        held |= {name for name in names if set(self.by_name[name].part_of) & set(names)}
        return tuple(name for name in names if name not in held)

    def first(self, role: Role) -> str | None:
        """The name of the first field with a role."""
        names = self.of(role)
        return names[0] if names else None

    def find(self, need: Need) -> str | None:
        """The first field that answers a need."""
        if isinstance(need, Role):
            return self.first(need)
        return self.facets(need[0]).get(need[1])

    def facets(self, role: Role) -> dict[Facet, str]:
        """The fields of a role that are of one sort: learners in training, learners of refreshers."""
        facets = ((self.by_name[name].field.facet, name) for name in self.of(role))
        return {facet: name for facet, name in facets if facet is not Facet.NONE}


@dataclass(frozen=True, eq=False)
class Form:
    """What annex and biểu have in common (declared.rows.AnnexRow says what the words mean). columns: as a
    unit fills them, or as the biểu prints them; of_total: the lines below the total that say what it
    contains (“trong đó”)."""

    id: str
    name: str
    sheet: str
    number: str
    group_title: str
    title: str
    line: str
    numbering: str
    zero: str
    total: str
    total_label: str
    carry_over: str
    section_rows: bool
    index_row: bool
    of_year: str
    index_row: str
    columns: Columns
    measure: str = ""
    sections: tuple[Section, ...] = ()
    lines: tuple[FixedLine, ...] = ()
    of_total: tuple[FixedLine, ...] = ()

    @cached_property
    def label_field(self) -> str:
        """The field that names a row: the class, the person, the fixed line, or the unit."""
        order = (Role.CLASS, Role.PERSON, Role.LINE, Role.UNIT)
        return next((name for role in order if (name := self.columns.first(role))), self.columns[0].name)

    @cached_property
    def lines_above(self) -> frozenset[str]:
        """The ids of the fixed lines that others are below."""
        return frozenset(line.under for line in self.lines if line.under)

    @cached_property
    def line_names(self) -> dict[str, str]:
        """What each fixed line is called, by id: its label; where several have one, with its parent's."""
        labels = {line.id: line.label for line in self.lines}
        times = Counter(words(label) for label in labels.values())
        return {
            line.id: f"{line.label} (thuộc “{labels[line.under]}”)"
            if times[words(line.label)] > 1 and line.under in labels
            else line.label
            for line in self.lines
        }

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """The columns by the names of their fields."""
        return self.columns.by_name

    def year_of(self, plan: int) -> int:
        """The year that its rows are of, in a plan for a year."""
        return plan - (self.of_year == "last")

    @cached_property
    def own_number(self) -> int | None:
        """1 for BIỂU SỐ 01; None for a table without a number."""
        digits = re.search(r"\d+", self.number)
        return int(digits[0]) if digits else None


@dataclass(frozen=True, eq=False)
class Annex(Form):
    """A table that units fill. programmes, clues: what its rows and titles speak of, by which it is known;
    arrangement: what the rows are; all_columns: with those that only its biểu prints, since a province's
    printed biểu is read by the same reader."""

    programmes: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    arrangement: str = "mixed"
    all_columns: Columns = field(default_factory=lambda: Columns(()))

    @cached_property
    def aside(self) -> str:
        """Where a unit writes what no other column asks for, in the words of a suggestion."""
        note = self.all_columns.first(Role.NOTE)
        return f"ở cột {self.all_columns.by_name[note].header[-1]}" if note else "trong công văn gửi kèm"

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """All columns by the names of their fields, with those that only the biểu prints."""
        return self.all_columns.by_name


class Sum(NamedTuple):
    """A figure of a footnote: the fields whose totals it adds up, and of which lines: 'carried', 'new' or,
    blank, all."""

    fields: tuple[str, ...]
    of: str = ""


CARRIED, NEW = "carried", "new"


@dataclass(frozen=True)
class Footnote:
    """A line below a biểu (declared.rows.FootnoteRow). text: with its figures in braces."""

    text: str

    @cached_property
    def parts(self) -> tuple[str | Sum, ...]:
        """Texts and figures in turn."""
        parts: list[str | Sum] = []
        for place, part in enumerate(_FIGURE.split(self.text)):
            if place % 2:
                names, _, of = part.partition(":")
                parts.append(Sum(tuple(name.strip() for name in names.split("+")), of.strip()))
            elif part:
                parts.append(part)
        return tuple(parts)


_FIGURE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, eq=False)
class Bieu(Form):
    """A table that the province prints. sources: the annexes that it is made from; only: field and text of
    rows that enter, empty where all do; footnotes: what stands below it; prints: of what was asked for and
    what is allotted, what goes to paper: 'registered', 'allotted' or, blank, both."""

    sources: tuple[Annex, ...] = ()
    only: tuple[tuple[str, str], ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    prints: str = ""

    @cached_property
    def allotted(self) -> tuple[Column, ...]:
        """The columns in which the province allots what is asked for."""
        return tuple(c for c in self.columns if c.allots)

    @cached_property
    def differences(self) -> tuple[Column, ...]:
        """The columns that say how what is allotted differs from what is asked for."""
        return tuple(c for c in self.columns if c.difference_of)

    @cached_property
    def not_printed(self) -> frozenset[str]:
        """The columns that the working file hides, since they do not go to paper."""
        asked, allotted = {c.allots for c in self.allotted}, {c.name for c in self.allotted}
        hidden = {"registered": allotted, "allotted": asked}.get(self.prints, set())
        return frozenset(hidden | {c.name for c in self.differences if hidden})

    @cached_property
    def added(self) -> tuple[Column, ...]:
        """The columns that are added up from what units fill in."""
        return tuple(c for c in self.columns if c.field.kind.adds and c.filled_by == "unit")

    @cached_property
    def computed(self) -> tuple[Column, ...]:
        """The columns that the tool adds up, each of units of some kinds."""
        return tuple(c for c in self.columns if c.adds)

    def computes_of(self, column: Column, kind: str) -> bool:
        """Whether a computed column takes in the units of a kind."""
        if column.unit_kinds:
            return kind in column.unit_kinds
        return not any(kind in other.unit_kinds for other in self.computed if other.adds == column.adds)

    @cached_property
    def own_lines(self) -> bool:
        """Whether its lines are its own, which add up lines of its annexes."""
        return any(line.takes for line in self.lines)

    @cached_property
    def taken(self) -> Mapping[tuple[str, str], str]:
        """Where its lines are its own: the id of the line that takes a row, by annex and line of the row (""
        in an annex without fixed lines)."""
        found: dict[tuple[str, str], str] = {}
        for annex in self.sources:
            named = taken_lines(annex.id, self.lines)
            found.update(((annex.id, one), by) for one, by in spread_down(annex.lines, named).items())
        return found

    @cached_property
    def target_column(self) -> Column | None:
        """The column that prints the targets of fixed lines, which no unit fills."""
        return next((c for c in self.columns if sets_targets(c.field, c.filled_by)), None)
