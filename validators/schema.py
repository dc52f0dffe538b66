"""pandera schemas derived from the declaration of each form: one call for each form over all rows.

pandera sees typed, stacked frames only (DESIGN decision 1): text that could not be parsed is already
NaN with its reason kept aside, so one bad cell hides no other. Rows that fail are read from the
failing checks' outputs, not from the error text.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from validators.frame import Frame
from workbook_templates.declared.fields import FIELDS
from workbook_templates.declared.form_set import Form
from workbook_templates.kinds.values import Problem, dotted

YEARS_AWAY = 6  # no programme in the plans lasts longer; farther years are slips of the hand


def load_backends() -> None:
    """Make pandera import what it leaves to its first validation."""
    pa.DataFrameSchema({}).validate(pd.DataFrame())


@lru_cache(maxsize=64)
def schema_of(form: Form, year: int) -> pa.DataFrameSchema:
    """The schema of a form's typed frame. Check names are codes of Problem, which rules answer."""
    columns = {}
    for column in form.columns:
        if column.field.kind == "count":
            columns[column.name] = pa.Column(
                float,
                [
                    pa.Check(_whole, name="count_fraction", ignore_na=True),
                    pa.Check.ge(0, name="count_negative"),
                    pa.Check.le(column.field.maximum, name="count_too_large"),
                ],
                nullable=True,
            )
        elif column.field.kind == "month":
            low, high = (year - YEARS_AWAY) * 12, (year + YEARS_AWAY) * 12 + 11
            columns[column.name] = pa.Column(
                float, pa.Check.in_range(low, high, name="year_far"), nullable=True
            )
        elif column.field.kind == "months":
            columns[column.name] = pa.Column(
                float,
                [
                    pa.Check(_halves, name="length_unreadable", ignore_na=True),
                    pa.Check.in_range(0, 60, name="carry_too_long"),
                ],
                nullable=True,
            )
    return pa.DataFrameSchema(columns, strict=False)


def _whole(series: pd.Series) -> pd.Series:
    return series == np.floor(series)


def _halves(series: pd.Series) -> pd.Series:
    """Months are counted in halves at the finest: 10.2025 is a date that lost its meaning."""
    return series * 2 == np.floor(series * 2)


def apply_schema(frame: Frame) -> None:
    """Run the form's schema; every failing cell becomes a problem and blank for later rules."""
    schema = schema_of(frame.form, frame.form_set.year)
    if not schema.columns or not frame.size:
        return
    try:
        schema.validate(frame.data, lazy=True)
    except SchemaErrors as failed:
        for error in failed.schema_errors:
            code, output = error.check.name, error.check_output
            name = error.schema.name
            if output is None or name not in schema.columns:
                raise
            for position in output.index[~output.to_numpy(dtype=bool)]:  # blank cells are left out of it
                value = frame.data[name].iat[position]
                if not np.isnan(value):
                    expected = _expected(code, value, frame.data[name], FIELDS[name].maximum)
                    frame.reject(int(position), name, Problem(code, expected))


def _expected(code: str, value: float, column: pd.Series, maximum: float | None) -> str | None:
    """1.36 is what is left of 1.360 when an English Excel takes the dot for a decimal point; not so
    2.5 in a column where no figure comes near 2.500, nor where 2.500 is more than can be."""
    thousand = value * 1000
    if code != "count_fraction" or not 0 < value < 1000 or abs(thousand - round(thousand)) > 1e-6:
        return None
    if maximum is not None and thousand > maximum:
        return None
    others = column[column == np.floor(column)]
    if len(others) >= 3 and thousand > 10 * others.max():
        return None
    return dotted(round(thousand))
