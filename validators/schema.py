"""pandera schemas derived from the declaration of each annex: one call for each over all its rows.

pandera sees typed, stacked frames only: text that could not be parsed is already NaN with its reason kept
aside, so one bad cell hides no other. It carries what the declaration says of cells (bounds, whole numbers,
years) and of cells beside each other (sum of, part of, product of); required columns are a matter of the
header, which stands outside of frames, and allowed values of the spelling, which kinds read. Rows that fail
are read from the failing checks' outputs, not from the error text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from workbook_templates.declared.forms import Annex
from workbook_templates.declared.relations import Relation, relations_of
from workbook_templates.expression.nodes import Truth
from workbook_templates.kinds import Problem


@dataclass
class Failures:
    """What fails: problems by (position, field), and for each broken relation the positions."""

    problems: dict[tuple[int, str], Problem] = field(default_factory=dict)
    broken: dict[str, np.ndarray] = field(default_factory=dict)


def load_backends() -> None:
    """Make pandera import what it leaves to its first validation."""
    pa.DataFrameSchema({}).validate(pd.DataFrame())


class _Cells:
    """The reading of a check over one column (expression.nodes.Row)."""

    def __init__(self, values: pd.Series) -> None:
        self.values = values

    def own(self) -> pd.Series:
        return self.values


def sum_of(data: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """The sum of some columns in each row, blank ones as nothing; NaN where none is filled."""
    table = data[list(names)].to_numpy(dtype=float)
    return np.where(np.isnan(table).all(axis=1), np.nan, np.nansum(table, axis=1))


class _Rows:
    """The reading of a relation over columns of a frame (expression.nodes.Row)."""

    def __init__(self, data: pd.DataFrame) -> None:
        self.data = data

    def numbers(self, name: str, part: str) -> np.ndarray:
        return self.data[part_name(name, part)].to_numpy(dtype=float)

    def total(self, names: tuple[str, ...]) -> np.ndarray:
        return sum_of(self.data, names)


@lru_cache(maxsize=64)
def cells_schema(form: Annex, year: int) -> pa.DataFrameSchema:
    """The schema of the cells of a typed frame. Check names are codes of Problem, which rules answer."""
    checks: dict[str, list[pa.Check]] = {}
    for column in form.all_columns:
        for check in column.field.kind.checks(year):
            made = pa.Check(_over_cells(check.truth), name=check.code, ignore_na=True)
            checks.setdefault(part_name(column.name, check.part), []).append(made)
    columns = {name: pa.Column(float, made, nullable=True) for name, made in checks.items()}
    return pa.DataFrameSchema(columns, strict=False)


def part_name(field: str, suffix: str) -> str:
    """The column of a frame that holds a part of a field's values."""
    return f"{field}_{suffix}" if suffix else field


@lru_cache(maxsize=64)
def relations_schema(form: Annex) -> pa.DataFrameSchema:
    """The schema of relations between columns, each a check of the whole frame by its code."""
    checks = [pa.Check(_over_rows(relation), name=relation.code) for relation in relations_of(form)]
    return pa.DataFrameSchema(checks=checks, strict=False)


def _over_cells(truth: Truth):
    return lambda values: truth.over(_Cells(values))


def _over_rows(relation: Relation):
    return lambda data: pd.Series(~relation.broken.over(_Rows(data)), index=data.index)


def failures(form: Annex, year: int, data: pd.DataFrame) -> Failures:
    """What of a typed frame fails its schemas: the cells first, then the relations of what is left."""
    found = Failures()
    if not len(data):
        return found
    field_of = {
        part_name(column.name, part.suffix): column.name
        for column in form.all_columns
        for part in column.field.kind.parts
    }
    for part, positions, code in _failing(cells_schema(form, year), data):
        name, values = field_of[part], data[part].to_numpy(dtype=float)
        kind = form.by_field[name].field.kind
        others = tuple(values[~np.isnan(values)].tolist())
        known: dict[float, Problem] = {}  # a column repeats its slips, and each looks at all others
        for position in positions:
            value = float(values[position])
            if not np.isnan(value):
                if value not in known:
                    known[value] = Problem(code, kind.meant(value, others))
                found.problems.setdefault((position, name), known[value])
    relations = relations_schema(form)
    if relations.checks:
        left = data.copy(deep=False)
        for name in {name for _, name in found.problems}:
            bad = left.index.isin([p for p, n in found.problems if n == name])
            for part in form.by_field[name].field.kind.parts:
                if part.numeric:
                    column = part_name(name, part.suffix)
                    left[column] = left[column].where(~bad)
        found.broken = {
            code: np.array(positions, dtype=int) for _, positions, code in _failing(relations, left)
        }
    return found


def _failing(schema: pa.DataFrameSchema, data: pd.DataFrame):
    """(field, positions, code) of each check that fails. Raises what pandera cannot judge."""
    if not (schema.columns or schema.checks):
        return
    try:
        schema.validate(data, lazy=True)
    except SchemaErrors as failed:
        for error in failed.schema_errors:
            output = error.check_output
            if output is None or not isinstance(error.check, pa.Check):
                raise
            yield error.schema.name, output.index[~output.to_numpy(dtype=bool)].tolist(), error.check.name
