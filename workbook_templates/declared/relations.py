"""Relations between the columns of a table, as expressions: sum of, part of, product of.

A blank adds nothing; where nothing is filled in there is nothing to compare. A part may equal the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_templates.declared.forms import Column, Form
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
            yield _equals(SUM, column, column.sum_of, Total(column.sum_of))
        if column.product_of:
            yield _equals(PRODUCT, column, column.product_of, _product(column.product_of))
        for whole in column.part_of:
            more = Value(column.name) > Value(whole)
            yield Relation(PART, column.name, (whole,), Value(whole), more)


def _equals(kind: str, column: Column, others: tuple[str, ...], expected: Number) -> Relation:
    slack = column.field.kind.tolerance
    gap = Value(column.name) - expected
    return Relation(kind, column.name, others, expected, (gap > slack) | (gap < -slack))


def _product(names: tuple[str, ...]) -> Number:
    product: Number = Value(names[0])
    for name in names[1:]:
        product = product * Value(name)
    return product
