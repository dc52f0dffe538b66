"""A table as found on a sheet, and the lines that stand between and below its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from workbook_templates.declared.class_names import ClassName
from workbook_templates.kinds import Problem
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.reading.sub_columns import Split
from workbook_templates.words.spelling import clean

letters = lru_cache(maxsize=512)(column_letters)


class NumberRole(StrEnum):
    """What a number on a sheet is (DESIGN decision 11): each is counted, or is contained in what is counted,
    or is reported, or is no figure at all (a running number, a month, a length)."""

    COUNTED = "counted"
    PART = "part"
    PARENT = "parent"
    PAGE_SUM = "page_sum"
    SECTION = "section"
    TOTAL = "total"
    REPORTED = "reported"
    OTHER = "other"


class Place(StrEnum):
    """Where a row stands that is no longer in its table, and is counted all the same."""

    BELOW_TOTAL = "below_total"
    BELOW_SIGNATURE = "below_signature"
    BELOW_NOTE = "below_note"


class Counts(StrEnum):
    """Which lines of a family add to the total."""

    PARENT = "parent"
    PARTS = "parts"
    ALL = "all"


@dataclass(frozen=True)
class Family:
    """A line and the lines that break it down, mostly below it. parent, parts: Excel rows; counts: which of
    them add to the total; of_which: whether the parts need not be the whole; gaps: field → (the parent's
    figure, the sum of the parts) where these are to be equal and are not; settled_by_total: whether the
    table's own total decided; numbered: whether the parts carry numbers like rows of their own, so that
    arithmetic alone tells."""

    parent: int
    parts: tuple[int, ...]
    counts: Counts
    of_which: bool = False
    gaps: dict[str, tuple[object, object]] = field(default_factory=dict)
    settled_by_total: bool = False
    numbered: bool = False


@dataclass
class Line:
    """A total, section or “trong đó” row, kept to be compared: row in Excel, its label, what stands
    in each field. values hold what could be read; formulas the text of the cell's formula;
    rows_stated: how many classes its words count, in a table with a row for each; people_stated: how many
    people, in one with several columns of them."""

    row: int
    label: str
    values: dict[str, object] = field(default_factory=dict)
    raw: dict[str, object] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    rows_stated: float | None = None
    people_stated: float | None = None


@dataclass(frozen=True)
class SplitGap:
    """A row whose parts do not fit the total beside them. cells: those of the parts that are at odds with it;
    parts: what these come to; index: into the table's rows; larger: one part alone is more than the total."""

    index: int
    field: str
    total: float
    parts: float
    cells: tuple[str, ...]
    larger: bool


@dataclass
class Table:
    """One table as found. rows: Excel row numbers of its data rows; values and raw: a list for each field,
    one entry a row; ordinal_field, unit_field: which of them number the rows and say whose they are, None
    where the form has none, and line_field names the fixed lines; other_year: (column, header) of figures
    counted whose header names another year than the plan's; scales: field → how many
    times what they say its figures are, as its header or a line beside the table says; problems: (index into
    rows, field, problem); sections: rows with their numeral; subtotals: totals between the rows; titles and
    notes: (cell, text);
    section_of: index into sections for each data row, −1 above the first; parts: rows contained in a row
    that counts, or in the total; parents: rows whose figures stand in the rows below them; families: which
    belong together; page_sums: what is carried from page to page; late: rows that stand where no row of
    the table should; silent_totals: totals that no word calls so; splits: columns that are divided;
    split_gaps: their rows at odds; account: how many numbers have which role; outside: (row, column from
    0, figure); line_of: of a form with fixed lines the id of each row's line; made_of: the rows that make
    each of them up; of_total: of rows below the total the id of the declared line; strange: (row, label) of
    rows that are none of them; names: what the class name of each data row says, read here since tables are
    read side by side."""

    form: str
    sheet: str
    header_row: int
    columns: dict[str, int]
    ordinal_field: str | None = None
    unit_field: str | None = None
    line_field: str | None = None
    titles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    other_year: list[tuple[int, str]] = field(default_factory=list)
    scales: dict[str, float] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)
    split_gaps: list[SplitGap] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    values: dict[str, list] = field(default_factory=dict)
    raw: dict[str, list] = field(default_factory=dict)
    problems: list[tuple[int, str, Problem]] = field(default_factory=list)
    sections: list[Line] = field(default_factory=list)
    section_of: list[int] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    subtotals: list[Line] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)
    parents: list[Line] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    page_sums: list[Line] = field(default_factory=list)
    late: dict[int, Place] = field(default_factory=dict)
    silent_totals: list[int] = field(default_factory=list)
    account: Counter[NumberRole] = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    outside: list[tuple[int, int, object]] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    names: list[ClassName] = field(default_factory=list)
    line_of: dict[int, str] = field(default_factory=dict)
    made_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    of_total: dict[int, str] = field(default_factory=dict)
    strange: list[tuple[int, str]] = field(default_factory=list)

    @property
    def given(self) -> tuple[str | None, ...]:
        """The fields that blanks come with."""
        return self.ordinal_field, self.unit_field, self.line_field

    @property
    def filled(self) -> bool:
        """Whether anything stands in it but numbering and a unit's name, which blanks come with; where lines
        are printed, but texts too, such as the unit of measure of each."""
        if self.account[NumberRole.REPORTED] and any(split.total is None for split in self.splits):
            return True
        if self.line_field and not self.problems:
            return any(
                value is not None and not isinstance(value, str)
                for name, values in self.values.items()
                if name not in self.given
                for value in values
            )
        return any(
            value is not None
            for name, values in self.raw.items()
            if name not in self.given
            for value in values
        )

    @property
    def sums(self) -> tuple[Line, ...]:
        """The lines that state what other rows make."""
        return (*self.totals, *self.sections, *self.subtotals, *self.page_sums)

    def take_out(self, gone: Collection[int]) -> None:
        """Take away rows that turn out to be no data rows."""
        left = [index for index in range(len(self.rows)) if index not in gone]
        place = {index: new for new, index in enumerate(left)}
        self.rows = [self.rows[index] for index in left]
        self.section_of = [self.section_of[index] for index in left]
        for columns in (self.values, self.raw):
            for name, cells in columns.items():
                columns[name] = [cells[index] for index in left]
        self.problems = [(place[i], name, problem) for i, name, problem in self.problems if i in place]

    def line(self, index: int, added: Collection[str], formulas: dict[tuple[int, int], str]) -> Line:
        """A data row as a line. added: the fields that are added up; formulas: those of the sheet, by (row,
        column)."""
        row = self.rows[index]
        line = Line(row, "")
        for name, cells in self.raw.items():
            raw = cells[index] if cells else None
            if raw is None:
                continue
            if name in added:
                line.raw[name] = raw
                if (value := self.values[name][index]) is not None:
                    line.values[name] = value
            elif isinstance(raw, str) and name != self.ordinal_field:
                line.label = line.label or clean(raw)
            if formula := formulas.get((row - 1, self.columns[name])):
                line.formulas[name] = formula
        line.problems = [
            (name, problem) for i, name, problem in self.problems if i == index and name in added
        ]
        return line

    def cell(self, row: int, name: str) -> str | None:
        """The address of a field's cell in an Excel row, 'E42'; None where the column is absent."""
        column = self.columns.get(name)
        return None if column is None else f"{letters(column)}{row}"
