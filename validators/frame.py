"""Frames: the typed rows of all tables of one form, stacked, with their addresses beside them.

A frame's data (pandas) has one row for each data row: `table` (index into tables), `row` (Excel row),
and a column a field: counts and months as numbers (NaN where blank or unreadable; a month is
12 × year + month − 1, `opens_last` the last month of a quarter), lengths as `length_days` and
`length_unit`, text as it stands.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from validators.findings import Change, Finding
from workbook_templates.declared.class_names import ClassName, is_carry_over_note, norm_for, read_class_name
from workbook_templates.declared.form_set import Form, FormSet
from workbook_templates.kinds.values import Problem
from workbook_templates.reading.returns import Return
from workbook_templates.reading.tables import Line, Table
from workbook_templates.words.spelling import fold, quote


@dataclass(frozen=True)
class Owner:
    """A table and the return it stands in. file: the return's index in the batch."""

    file: int
    source: Return
    table: Table


class Frame:
    """All tables of one form, stacked."""

    def __init__(self, form: Form, form_set: FormSet, owners: Sequence[Owner]) -> None:
        self.form = form
        self.form_set = form_set
        self.owners = list(owners)
        lengths = [len(owner.table.rows) for owner in owners]
        self.starts = np.concatenate(([0], np.cumsum(lengths))).astype(int)
        self.size = int(self.starts[-1])
        self._starts: list[int] = self.starts.tolist()
        self.data = self._stack(lengths)
        self.batch: Batch | None = None
        self._arrays: dict[str, np.ndarray] = {}
        self._raws: dict[str, list[object]] = {}
        self._lengths = lengths
        self._owner_of = [owner for owner, length in zip(owners, lengths, strict=True) for _ in range(length)]
        self.problems: dict[tuple[int, str], Problem] = {
            (int(start) + index, name): problem
            for start, owner in zip(self.starts, owners, strict=False)
            for index, name, problem in owner.table.problems
        }

    def _stack(self, lengths: list[int]) -> pd.DataFrame:
        columns: dict[str, object] = {
            "table": np.repeat(np.arange(len(self.owners)), lengths),
            "row": np.array([r for o in self.owners for r in o.table.rows], dtype=float),
        }
        for column in self.form.columns:
            name, kind = column.name, column.field.kind
            values: list = []
            for owner, length in zip(self.owners, lengths, strict=True):
                values.extend(owner.table.values.get(name) or [None] * length)
            if kind in ("count", "months"):
                columns[name] = np.array([np.nan if v is None else v for v in values], dtype=float)
            elif kind == "month":
                columns[name] = np.array([np.nan if v is None else v.first for v in values], dtype=float)
                columns[f"{name}_last"] = np.array(
                    [np.nan if v is None else v.last for v in values], dtype=float
                )
            elif kind == "length":
                days = [None if v is None else v.days for v in values]
                columns[f"{name}_days"] = np.array([np.nan if d is None else d for d in days], dtype=float)
                columns[f"{name}_unit"] = np.array(
                    ["" if v is None else v.unit for v in values], dtype=object
                )
            else:
                columns[name] = pd.Series(values, dtype=object)  # pandas would make None a NaN
        return pd.DataFrame(columns, copy=False)

    def __getitem__(self, name: str) -> np.ndarray:
        """A column as an array."""
        if name not in self._arrays:
            self._arrays[name] = self.data[name].to_numpy()
        return self._arrays[name]

    def has(self, name: str) -> bool:
        return name in self.form.by_field

    def place(self, position: int) -> tuple[Owner, int]:
        """The table of a row, and the row's index in it."""
        index = bisect_right(self._starts, position) - 1
        return self.owners[index], position - self._starts[index]

    def position(self, table: Table, row: int) -> int:
        """Where an Excel row of one of the tables stands in the frame."""
        index = next(i for i, owner in enumerate(self.owners) if owner.table is table)
        return int(self.starts[index]) + table.rows.index(row)

    def owner(self, position: int) -> Owner:
        return self._owner_of[position]

    @cached_property
    def files(self) -> list[int]:
        """The file of each row: its return's index in the batch."""
        return [owner.file for owner in self._owner_of]

    def raw(self, position: int, name: str) -> object:
        """The cell as written; None where blank or the column is absent."""
        return self.raws(name)[position]

    def raws(self, name: str) -> list[object]:
        """A column as written, one entry a row."""
        if name not in self._raws:
            self._raws[name] = [
                value
                for owner, length in zip(self.owners, self._lengths, strict=True)
                for value in owner.table.raw.get(name) or [None] * length
            ]
        return self._raws[name]

    def reject(self, position: int, name: str, problem: Problem) -> None:
        """Mark a readable cell as wrong: it is blank for every later rule and adds nothing."""
        self.problems[position, name] = problem
        for column in (name, f"{name}_last"):  # the last month of a quarter goes with its first
            if column in self.data:
                self.data.loc[position, column] = np.nan

    def cell(self, position: int, name: str) -> str | None:
        owner = self.owner(position)
        return owner.table.cell(int(self["row"][position]), name)

    def label(self, position: int) -> str:
        """What names the row: the class, or the unit."""
        return self[self.form.label_field][position] or "" if self.has(self.form.label_field) else ""

    @cached_property
    def names(self) -> list[ClassName]:
        """What each row's class name says; empty names where the form has no classes."""
        unnamed = read_class_name(None, self.form_set)
        return [
            name
            for owner, length in zip(self.owners, self._lengths, strict=True)
            for name in owner.table.names or [unnamed] * length
        ]

    @cached_property
    def groups(self) -> tuple[np.ndarray, list[ClassName]]:
        """For each row the number of its group of classes that can be compared (ClassName.peers); and
        for each group one of its names."""
        numbers: dict[tuple, int] = {}
        shown: list[ClassName] = []
        of_row = []
        for name in self.names:
            number = numbers.setdefault(name.peers, len(shown))
            if number == len(shown):
                shown.append(name)
            of_row.append(number)
        return np.array(of_row, dtype=int), shown

    def norms(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """The least and the most that the norm of a field allows each row; NaN where there is none."""
        of_row, shown = self.groups
        norms = [norm_for(self.form_set, one, name) for one in shown]
        bounds = np.array(
            [(n.low, n.high) if n else (np.nan, np.nan) for n in norms] or [(0, 0)], dtype=float
        )
        return bounds[of_row, 0], bounds[of_row, 1]

    @cached_property
    def carried(self) -> np.ndarray:
        """Which rows are carry-over classes: by the form, or by the note where rows are mixed."""
        if self.form.carry_over in ("yes", "no"):
            return np.full(self.size, self.form.carry_over == "yes")
        if not self.has("note"):
            return np.zeros(self.size, dtype=bool)
        return np.array([is_carry_over_note(note) for note in self["note"]], dtype=bool)

    @cached_property
    def months_long(self) -> np.ndarray:
        """Length of each class in months, both ends counted: from opens to closes, or to the end of
        the plan year and the months carried; else the length column. NaN where not known, or where a
        class opens in a year that its table does not speak of (D10, D11)."""
        result = np.full(self.size, np.nan)
        if self.has("length"):
            result = self["length_days"] / 30.0
        if self.has("opens") and self.has("closes"):
            opens, closes = self["opens"], self["closes"]
            exact = (opens == self["opens_last"]) & self._opens_in_its_years
            result = np.where(exact, closes - opens + 1, np.nan)
            if self.has("carry_months"):
                december = self.form_set.year * 12 + 11
                carried = np.where(exact, december - opens + 1 + self["carry_months"], np.nan)
                result = np.where(np.isnan(result), carried, result)
        return result

    @property
    def _opens_in_its_years(self) -> np.ndarray:
        if self.form.carry_over == "mixed":
            return np.ones(self.size, dtype=bool)
        return (self["opens"] < self.form_set.year * 12) == self.carried

    @cached_property
    def people(self) -> np.ndarray:
        """Learners of each row over all its learner columns; NaN where none is filled."""
        names = [n for n in self.form.count_fields if n.startswith("learners")]
        if not names:
            return np.full(self.size, np.nan)
        table = self.data[names].to_numpy(dtype=float)
        return np.where(np.isnan(table).all(axis=1), np.nan, np.nansum(table, axis=1))

    @cached_property
    def per_class(self) -> np.ndarray:
        """Learners per class: people over classes; people where every row is one class."""
        if self.has("classes"):
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(self["classes"] > 0, self.people / self["classes"], np.nan)
        if self.form.arrangement == "opened":
            return self.people
        return np.full(self.size, np.nan)

    def tables(self) -> Iterator[tuple[Owner, slice]]:
        """Each table with the positions of its rows."""
        for index, owner in enumerate(self.owners):
            yield owner, slice(int(self.starts[index]), int(self.starts[index + 1]))

    # --- findings -------------------------------------------------------------------------------

    def hit(self, position: int, name: str, message: str, **more) -> Hit:
        """A finding about one cell of a data row; `related` may hold (position, field) pairs, `changes`
        are (position, field, value) of the same table."""
        owner = self.owner(position)
        related = [
            item if isinstance(item, str) else self.address(*item, home=owner)
            for item in more.pop("related", ())
        ]
        raw = self.raw(position, name)
        changes = [Change(self.cell(p, n) or "", value) for p, n, value in more.pop("changes", ())]
        return Hit(
            owner=owner,
            cell=self.cell(position, name),
            row=int(self["row"][position]),
            field=name,
            value=more.pop("value", None if raw is None else quote(raw)),
            message=message,
            related=[r for r in related if r],
            key=more.pop("key", f"{fold(self.label(position))}|{name}"),
            changes=changes if all(change.cell for change in changes) else [],
            **more,
        )

    def address(self, position: int, name: str, home: Owner) -> str | None:
        """The address of another cell as seen from `home`: with its sheet, and its file, if other."""
        owner, cell = self.owner(position), self.cell(position, name)
        if cell is None or owner.table is home.table:
            return cell
        place = cell if owner.table.sheet == home.table.sheet else f"{owner.table.sheet}!{cell}"
        return place if owner.file == home.file else f"[{owner.source.path.name}]{owner.table.sheet}!{cell}"


@dataclass
class Hit:
    """What a rule yields: a finding without its rule. owner is the table it stands in; a rule of the
    whole file gives sheet and cell itself. severity may only soften the rule's own."""

    message: str
    owner: Owner | None = None
    file: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    field: str | None = None
    value: str | None = None
    expected: str | None = None
    difference: float | None = None
    suggestion: str | None = None
    related: list[str] = dataclasses.field(default_factory=list)
    key: str = ""
    severity: str | None = None
    changes: list[Change] = dataclasses.field(default_factory=list)

    def finding(self, rule_id: str, severity: str) -> Finding:
        source = self.owner.source if self.owner else None
        return Finding(
            rule=rule_id,
            severity=self.severity or severity,
            message=self.message,
            file=self.owner.file if self.owner else self.file,
            sheet=self.owner.table.sheet if self.owner else self.sheet,
            cell=self.cell,
            row=self.row,
            field=self.field,
            value=self.value,
            expected=self.expected,
            difference=self.difference,
            suggestion=self.suggestion,
            related=self.related,
            unit=source.unit or source.named if source else None,
            key=f"{self.owner.table.form}|{self.key}" if self.owner else self.key,
            changes=self.changes,
        )


def line_hit(owner: Owner, line: Line, name: str, message: str, **more) -> Hit:
    """A finding about one cell of a total or section row."""
    return Hit(
        owner=owner,
        cell=owner.table.cell(line.row, name),
        row=line.row,
        field=name,
        value=more.pop("value", quote(line.raw[name]) if name in line.raw else None),
        message=message,
        key=f"{fold(line.label)}|{name}",
        **more,
    )


class Batch:
    """All returns that are judged together, and a frame for each form that occurs in them.

    together: whether they are one collection of a province's returns (a folder), so that rules over
    all units make sense; used: which returns count (others were superseded or are no returns).
    """

    def __init__(
        self,
        returns: Sequence[Return],
        form_set: FormSet,
        *,
        together: bool = False,
        used: Sequence[int] | None = None,
        superseded: dict[int, tuple[int, str]] | None = None,
    ) -> None:
        self.returns = list(returns)
        self.form_set = form_set
        self.together = together
        self.used = list(range(len(returns)) if used is None else used)
        self.superseded = superseded or {}
        self.peers: dict[tuple[str, bool], dict] = {}  # groups made once (validators.causes.peers)
        owners: dict[str, list[Owner]] = {}
        for number in self.used:
            for table in self.returns[number].tables:
                owners.setdefault(table.form, []).append(Owner(number, self.returns[number], table))
        self.frames = {
            name: Frame(form, form_set, owners[name])
            for name, form in form_set.forms.items()
            if name in owners
        }
        for frame in self.frames.values():
            frame.batch = self
