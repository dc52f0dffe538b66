"""Frames: the typed rows of all tables of one annex, stacked, with their addresses beside them.

A frame's data (pandas) has one row for each data row: `table` (index into owners), `file` (index of the
return), `row` (Excel row), `unit` (the sender's code, '' where not known), and for each field the columns
that its kind has (Kind.parts): numbers as floats, NaN where blank or unreadable (a month is
12 × year + month − 1, `opens_last` the last month of a quarter), text as it stands. `frame["key"]` says
what makes two rows the same (identity.row_key). A frame is checked when it is made and never changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd

from validators.findings import Change, Finding, finding_in
from validators.identity import row_key, yearly_key
from validators.owner import Owner, place_words
from validators.schema import failures, part_name
from workbook_templates.declared.class_names import ClassName, read_class_name
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.declared.states import left_out, state_column
from workbook_templates.expression.roles import Need, Role
from workbook_templates.kinds import Kind, Problem
from workbook_templates.kinds.base import Part, itself
from workbook_templates.reading.table import Table
from workbook_templates.words.spelling import fold, quote

_Made = TypeVar("_Made")


class Frame:
    """All tables of one annex, stacked. Cells that fail a check of their kind are blank for every rule and
    add nothing; why, stands in `problems`, by (position, field)."""

    def __init__(self, form: Annex, form_set: FormSet, owners: Sequence[Owner]) -> None:
        self.form = form
        self.form_set = form_set
        self.owners = list(owners)
        self._lengths = [len(owner.table.rows) for owner in owners]
        self.starts = np.concatenate(([0], np.cumsum(self._lengths))).astype(int)
        self.size = int(self.starts[-1])
        self._starts: list[int] = self.starts.tolist()
        self.owner_of = [o for o, length in zip(owners, self._lengths, strict=True) for _ in range(length)]
        self._arrays: dict[Need | str, np.ndarray] = {}
        self._raws: dict[str, list[object]] = {}
        self._texts: dict[str, frozenset[str]] = {}
        self._made: dict[object, object] = {}
        self.problems: dict[tuple[int, str], Problem] = {
            (int(start) + index, name): problem
            for start, owner in zip(self.starts, owners, strict=False)
            for index, name, problem in owner.table.problems
        }
        self.data = self._stack()
        self.broken: dict[str, np.ndarray] = {}  # positions of rows that break a relation, by its code
        self._check()

    def _stack(self) -> pd.DataFrame:
        owners = self.owners
        columns: dict[str, object] = {
            "table": np.repeat(np.arange(len(owners)), self._lengths),
            "file": np.repeat(np.array([o.file for o in owners], dtype=int), self._lengths),
            "row": np.array([r for o in owners for r in o.table.rows], dtype=float),
            "unit": np.repeat(np.array([o.source.unit or "" for o in owners], dtype=object), self._lengths),
        }
        for column in self.form.all_columns:
            values: list = []
            for owner, length in zip(owners, self._lengths, strict=True):
                values.extend(owner.table.values.get(column.name) or [None] * length)
            for part in column.field.kind.parts:
                columns[part_name(column.name, part.suffix)] = _part(part, values)
        return pd.DataFrame(columns, copy=False)

    def _check(self) -> None:
        """Take out what fails the checks of its kind."""
        found = failures(self.form, self.year, self.data)
        failing: dict[str, list[int]] = {}
        for (position, name), problem in found.problems.items():
            if problem.expected and isinstance(self.kind_of(name).in_cell(self.value(position, name)), str):
                problem = problem._replace(expected=None)  # a range was not meant to be one number
            self.problems[position, name] = problem
            failing.setdefault(name, []).append(position)
        for name, positions in failing.items():  # all at once: pandas takes a millisecond for each setting
            for part in self.kind_of(name).parts:
                column = part_name(name, part.suffix)
                self.data.loc[positions, column] = np.nan if part.numeric else part.blank
        self.broken = found.broken

    @property
    def year(self) -> int:
        """The year that the form's rows are of: the plan's, or that before it."""
        return self.form.year_of(self.form_set.year)

    # --- columns and rows -------------------------------------------------------------------------

    def __getitem__(self, name: str | Need) -> np.ndarray:
        """A column as an array; of a role, that of its first field."""
        if (found := self._arrays.get(name)) is None:
            column = self.name_of(name)
            if column == "key" and "key" not in self.data:
                self.data["key"] = pd.Series([self.key(p) for p in range(self.size)], dtype=object)
            found = self._arrays[name] = self.data[column].to_numpy()
        return found

    def has(self, *needs: Need | str) -> bool:
        """Whether the form has fields that answer all these needs (or with these names)."""
        columns = self.form.all_columns
        return all(n in columns.by_name if isinstance(n, str) else columns.find(n) for n in needs)

    def names_of(self, role: Role) -> tuple[str, ...]:
        """The fields of a role."""
        return self.form.all_columns.of(role)

    def name_of(self, need: Need | str) -> str:
        """The first field that answers a need; a name is itself. Raises LookupError where the form has
        none."""
        name = need if isinstance(need, str) else self.form.all_columns.find(need)
        if name is None:
            raise LookupError(f"{self.form.id} has no field for {need}")
        return name

    def kind_of(self, name: str) -> Kind:
        """The kind of a field, with its bounds and unit of measure."""
        return self.form.by_field[name].field.kind

    def label_of(self, name: str) -> str:
        """What messages call a field."""
        return self.form.by_field[name].field.label

    def header_of(self, name: str) -> str:
        """The lowest header cell of a field's column."""
        return self.form.by_field[name].header[-1]

    def place(self, position: int) -> tuple[Owner, int]:
        """The table of a row, and the row's index in it."""
        index = bisect_right(self._starts, position) - 1
        return self.owners[index], position - self._starts[index]

    def position(self, table: Table, row: int) -> int:
        """Where an Excel row of one of the tables stands in the frame."""
        index = next(i for i, owner in enumerate(self.owners) if owner.table is table)
        return int(self.starts[index]) + table.rows.index(row)

    def owner(self, position: int) -> Owner:
        return self.owner_of[position]

    @cached_property
    def files(self) -> list[int]:
        """The file of each row: its return's index in the batch."""
        return [owner.file for owner in self.owner_of]

    def tables(self) -> Iterator[tuple[Owner, slice]]:
        """Each table with the positions of its rows."""
        for owner, start, length in zip(self.owners, self._starts, self._lengths, strict=False):
            yield owner, slice(start, start + length)

    def raw(self, position: int, name: Need | str) -> object:
        """The cell as written; None where blank or the column is absent."""
        return self.raws(self.name_of(name))[position]

    def raws(self, name: str) -> list[object]:
        """A column as written, one entry a row."""
        if name not in self._raws:
            self._raws[name] = [
                value
                for owner, length in zip(self.owners, self._lengths, strict=True)
                for value in owner.table.raw.get(name) or [None] * length
            ]
        return self._raws[name]

    def texts(self, name: str) -> frozenset[str]:
        """The texts that stand in a column, each once: whether anything is said at all is asked of these."""
        if name not in self._texts:
            self._texts[name] = frozenset(raw for raw in set(self.raws(name)) if isinstance(raw, str))
        return self._texts[name]

    def value(self, position: int, name: str) -> object:
        """What was read of a cell, as its kind reads it; None where nothing could be."""
        owner, index = self.place(position)
        values = owner.table.values.get(name)
        return values[index] if values else None

    def unread(self, name: str) -> set[int]:
        """The positions of the cells of a column that cannot be read or fail a check: they add nothing."""
        return {p for (p, field), problem in self.problems.items() if field == name and not problem.usable}

    @cached_property
    def left_out(self) -> set[int]:
        """The positions of classes that are stopped or put off, and add nothing."""
        column = state_column(self.form.all_columns)
        raws = enumerate(self.raws(column.name)) if column is not None else ()
        return {position for position, raw in raws if raw is not None and left_out(column, raw)}

    def counted(self, name: str, positions: Iterable[int]) -> list[object]:
        """What was read of those cells of a column that count."""
        bad = self.unread(name) | self.left_out
        values = (self.value(p, name) for p in map(int, positions) if p not in bad)
        return [value for value in values if value is not None]

    def cell(self, position: int, name: Need | str) -> str | None:
        """The address of a cell; None where its column is absent."""
        table = self.owner(position).table
        return table.cell(int(self["row"][position]), self.name_of(name))

    def label(self, position: int) -> str:
        """What names the row: the class, or the unit."""
        return self[self.form.label_field][position] or ""

    def key(self, position: int) -> str:
        """What makes a row the same within its unit's return."""
        line = self.owner(position).table.line_of.get(int(self["row"][position]))
        return row_key(self.names[position], self.form.line_names.get(line) or self.label(position))

    def yearly_key(self, position: int) -> tuple:
        """What makes a row the same from year to year."""
        unit = self[Role.UNIT][position] if self.has(Role.UNIT) else ""
        match = self.form_set.catalogue.match(unit) if unit else None
        return yearly_key(self.names[position], match.code if match else unit)

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
    def counts(self) -> np.ndarray:
        """The figures that are added up, a column a field, in the order of the form."""
        return self.data[list(self.form.all_columns.added)].to_numpy(dtype=float)

    def made(self, make: Callable[[Frame], _Made]) -> _Made:
        """What a function makes of this frame, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    # --- findings ---------------------------------------------------------------------------------

    def finding(self, position: int, name: Need | str, message: str, **more) -> Finding:
        """A finding about one cell of a data row; `related` may hold (position, field) pairs, `changes`
        are (position, field, value) of the same table."""
        owner, name = self.owner(position), self.name_of(name)
        related = [
            item if isinstance(item, str) else self.address(item[0], item[1], home=owner)
            for item in more.pop("related", ())
        ]
        raw = self.raw(position, name)
        changes = [Change(self.cell(p, n) or "", value) for p, n, value in more.pop("changes", ())]
        return finding_in(
            owner,
            message,
            cell=self.cell(position, name),
            row=int(self["row"][position]),
            field=name,
            value=more.pop("value", None if raw is None else quote(raw)),
            related=[r for r in related if r],
            key=more.pop("key", f"{fold(self.label(position))}|{name}"),
            changes=changes if all(change.cell for change in changes) else [],
            **more,
        )

    def place_words(self, position: int, home: Owner) -> str:
        """Where a row stands, in words, as seen from `home`: “dòng 9”, with sheet and file, if other."""
        return place_words(self.owner(position), f"dòng {int(self['row'][position])}", home)

    def address(self, position: int, name: Need | str, home: Owner) -> str | None:
        """The address of another cell as seen from `home`: with its sheet, and its file, if other."""
        owner, cell = self.owner(position), self.cell(position, name)
        if cell is None or owner.table is home.table:
            return cell
        place = cell if owner.table.sheet == home.table.sheet else f"{owner.table.sheet}!{cell}"
        return place if owner.file == home.file else f"[{owner.source.name}]{owner.table.sheet}!{cell}"


def _part(part: Part, values: list[object]) -> np.ndarray | pd.Series:
    """The column that a frame holds of a kind's values."""
    if part.of is not itself:
        values = [None if value is None else part.of(value) for value in values]
    if part.numeric:
        return np.array(values, dtype=float)  # None becomes NaN
    if part.blank is not None:
        values = [part.blank if value is None else value for value in values]
    return pd.Series(values, dtype=object)  # by itself pandas would make None a NaN
