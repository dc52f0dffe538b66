"""A table as found on a sheet, and the lines that stand between and below its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from workbook_templates.declared.class_names import ClassName
from workbook_templates.kinds import Problem
from workbook_templates.reading.sheet_xml import column_letters

letters = lru_cache(maxsize=512)(column_letters)


@dataclass
class Line:
    """A total, section or “trong đó” row, kept to be compared: row in Excel, its label, what stands
    in each field. values hold what could be read; formulas the text of the cell's formula."""

    row: int
    label: str
    values: dict[str, object] = field(default_factory=dict)
    raw: dict[str, object] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)


@dataclass
class Table:
    """One table as found. rows: Excel row numbers of its data rows; values and raw: a list for each
    field, one entry a row; ordinal_field, unit_field: which of them number the rows and say whose they are,
    None where the form has none; problems: (index into rows, field, problem); sections: rows with their
    numeral; subtotals: totals between the rows; titles and notes: (cell, text); section_of: index into
    sections for each data row, −1 above the first; outside: (row, column from 0, figure); names: what
    the class name of each data row says, read here since tables are read side by side."""

    form: str
    sheet: str
    header_row: int
    columns: dict[str, int]
    ordinal_field: str | None = None
    unit_field: str | None = None
    titles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    values: dict[str, list] = field(default_factory=dict)
    raw: dict[str, list] = field(default_factory=dict)
    problems: list[tuple[int, str, Problem]] = field(default_factory=list)
    sections: list[Line] = field(default_factory=list)
    section_of: list[int] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    subtotals: list[Line] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    outside: list[tuple[int, int, object]] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    names: list[ClassName] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether anything stands in it but numbering and a unit's name, which blanks come with."""
        return any(
            value is not None
            for name, values in self.raw.items()
            if name not in (self.ordinal_field, self.unit_field)
            for value in values
        )

    def cell(self, row: int, name: str) -> str | None:
        """The address of a field's cell in an Excel row, 'E42'; None where the column is absent."""
        column = self.columns.get(name)
        return None if column is None else f"{letters(column)}{row}"
