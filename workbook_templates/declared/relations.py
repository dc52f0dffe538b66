"""Relations between the columns of a table, as expressions: sum of, part of, product of.

A blank adds nothing; where nothing is filled in there is nothing to compare. A part may equal the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add, mul

from workbook_templates.declared.forms import Column, Columns, Form
from workbook_templates.expression.nodes import Number, Total, Truth, Value

SUM, PART, PRODUCT = "sum_of", "part_of", "product_of"


@dataclass(frozen=True)
class Relation:
    """kind: SUM, PART or PRODUCT; field: the one that states; others: the fields it is held against;
    expected: what it should be; broken: true of a row that breaks it; code: its name in a frame."""

    kind: str
    field: str
    others: tuple[str, ...]
    expected: Number
    broken: Truth

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.field}:{'+'.join(self.others)}"


def relations_of(form: Form) -> Iterator[Relation]:
    """The relations of a form's columns, each part with each whole by itself."""
    columns = getattr(form, "all_columns", form.columns)
    for column in columns:
        if column.sum_of:
            others = column.sum_of
            # A range with an open end, and one that is blank, has no most: then only the least is held.
            most = reduce(add, (_most(columns, n) for n in others)) if _ranged(columns, others) else None
            yield _equals(SUM, columns, column, others, Total(others), most)
        if column.product_of:
            others = column.product_of
            most = reduce(mul, (_most(columns, n) for n in others)) if _ranged(columns, others) else None
            yield _equals(PRODUCT, columns, column, others, reduce(mul, map(Value, others)), most)
        for whole in column.part_of:
            more = Value(column.name) > _most(columns, whole)
            yield Relation(PART, column.name, (whole,), _most(columns, whole), more)


def _equals(
    kind: str, columns: Columns, column: Column, others: tuple[str, ...], least: Number, most: Number | None
) -> Relation:
    """least, most: what the others come to; most: None where it is the same."""
    slack = column.field.kind.tolerance
    above = Value(column.name) - (least if most is None else most)
    below = _most(columns, column.name) - least
    return Relation(kind, column.name, others, least, (above > slack) | (below < -slack))


def _most(columns: Columns, name: str) -> Number:
    """The most that stands in a field: of a range its upper end, else the number."""
    return Value(name, columns.by_name[name].field.kind.upper)


def _ranged(columns: Columns, names: tuple[str, ...]) -> bool:
    return any(columns.by_name[name].field.kind.interval for name in names)
