"""Relations between the columns of a table, as expressions: sum of, part of, product of.

A blank adds nothing; where nothing is filled in there is nothing to compare. A part may equal the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add, mul

from workbook_templates.declared.forms import Column, Columns, Form
from workbook_templates.expression.nodes import Number, Total, Truth, Value
from workbook_templates.words.spelling import words

_APART = re.compile(
    r"(?:tiến sĩ|thạc sĩ|ts|ths|sau đại học|đại học|cao đẳng|sơ cấp|trung cấp|cao cấp|cử nhân|cán bộ"
    r"|công chức|viên chức|nam|cấp (?:tỉnh|huyện|xã))\b"
)
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


def parts_apart(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each whole with parts of it in none of which the same person stands twice, told by their headers: the
    degrees under one heading, also those of several groups of people side by side. What else is part of a
    whole may overlap: women, and members of the Party."""
    columns = getattr(form, "all_columns", form.columns)
    groups: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        if len(column.header) > 1 and _APART.match(words(column.header[-1])):
            for whole in column.part_of:
                groups.setdefault((whole, words(column.header[0])), []).append(column)
    for (whole, _), parts in groups.items():
        of_groups: dict[tuple[str, ...], list[str]] = {}
        for part in parts:
            of_groups.setdefault(tuple(map(words, part.header[1:-1])), []).append(words(part.header[-1]))
        alike = len({tuple(sorted(leaves)) for leaves in of_groups.values()}) == 1
        once = all(len(set(leaves)) == len(leaves) for leaves in of_groups.values())
        if alike and once and len(parts) > 1:
            yield whole, tuple(part.name for part in parts)
