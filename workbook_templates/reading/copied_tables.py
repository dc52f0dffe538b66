"""A table that a workbook holds twice, on a sheet and on a copy of it (“Biểu 01 (2)”): it counts once.

The same rows on both are one table. Where most of them are the same, or the sheet is called a copy, the
second is another version of the first: which of them is right the clerk must say, and till then the first
counts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.table import Table
from workbook_templates.words.spelling import clean, fold

_COPY = re.compile(
    r"(?:copy of|bản sao(?: của)?|sao chép)?[ _-]*(.*?)"
    r"(?:[ _-]*(?:\(\d+\)|\(?(?:copy|bản sao|sao|cũ|mới|sửa)\)?))*"
)
_FEWEST = 2  # rows alike, of sheets whose names say nothing: one may be the same by chance


class Copy(NamedTuple):
    """A table that does not count. of: the one on another sheet that does; same: how many rows with figures
    are the same on both; others: how many are not; totals: what the figures of each field come to on both,
    where that differs."""

    table: Table
    of: Table
    same: int
    others: int
    totals: tuple[tuple[str, object, object], ...]


def set_copies_apart(tables: list[Table], form_set: FormSet) -> tuple[list[Table], list[Copy]]:
    """The tables that count, and those that are on another sheet already."""
    kept: list[Table] = []
    copies: list[Copy] = []
    for table in tables:
        earlier = (one for one in kept if one.form == table.form and one.sheet != table.sheet)
        found = next((copy for one in earlier if (copy := _copy_of(table, one, form_set))), None)
        copies.append(found) if found else kept.append(table)
    return kept, copies


def _copy_of(table: Table, first: Table, form_set: FormSet) -> Copy | None:
    form = form_set.annexes[table.form]
    own, others = _rows(table, form), _rows(first, form)
    if not own or not others:
        return None
    same = (own & others).total()
    apart = max(own.total(), others.total()) - same
    if apart == 0:
        is_copy = own.total() >= _FEWEST or _is_called_copy(table, first) or _titles(table) == _titles(first)
    elif _is_called_copy(table, first):
        names = Counter(name for name, _ in own.elements()) & Counter(name for name, _ in others.elements())
        is_copy = names.total() * 2 >= min(own.total(), others.total())
    else:
        is_copy = same >= _FEWEST and same * 2 >= min(own.total(), others.total())
    return Copy(table, first, same, apart, tuple(_totals(table, first, form))) if is_copy else None


def _rows(table: Table, form) -> Counter:
    """The rows that hold figures, each as its name and what stands in its cells."""
    added = [name for name in form.all_columns.added if name in table.raw]
    names = [name for name in (table.unit_field, form.label_field) if name in table.raw]
    rest = [name for name in table.raw if name not in names and name != table.ordinal_field]
    return Counter(
        (tuple(_level(table.raw[n][i]) for n in names), tuple((n, _level(table.raw[n][i])) for n in rest))
        for i in range(len(table.rows))
        if any(table.raw[name][i] for name in added)
    )


def _level(raw: object) -> object:
    return fold(clean(raw)) if isinstance(raw, str) else raw


def _is_called_copy(table: Table, first: Table) -> bool:
    """Whether two sheets have one name but for what marks a copy: “Biểu 01”, “Biểu 01 (2)”."""
    own, other = (_COPY.fullmatch(fold(one.sheet))[1] for one in (table, first))
    return own == other


def _titles(table: Table) -> list[str]:
    return [fold(text) for _, text in table.titles]


def _totals(table: Table, first: Table, form):
    for name in form.all_columns.added:
        kind = form.by_field[name].field.kind
        own, other = (
            kind.total([value for value in one.values.get(name, ()) if value is not None])
            for one in (table, first)
        )
        if own != other:
            yield name, other, own
