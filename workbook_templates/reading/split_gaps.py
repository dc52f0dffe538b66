"""Rows of a divided column whose parts do not fit the total beside them."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_templates.declared.forms import Annex
from workbook_templates.reading.sub_columns import Split
from workbook_templates.reading.table import SplitGap, Table, letters


def note_gaps(table: Table, rows: list[list[object]], form: Annex) -> None:
    """Note the rows of a table at odds with their parts. rows: the sheet's, from A1."""
    for split in table.splits:
        if split.total is not None and split.field in table.values:
            table.split_gaps += _gaps(table, split, rows, form)


def _gaps(table: Table, split: Split, rows: list[list[object]], form: Annex) -> Iterator[SplitGap]:
    kind = form.by_field[split.field].field.kind
    for index, number in enumerate(table.rows):
        total, row = table.values[split.field][index], rows[number - 1]
        if not isinstance(total, float):
            continue
        cells = {column: row[column] for column, _ in split.parts if column < len(row)}
        read = {column: kind.parse(raw)[0] for column, raw in cells.items() if raw != ""}
        parts = {column: value for column, value in read.items() if isinstance(value, float)}
        more = {column: value for column, value in parts.items() if value > total}
        wrong = parts if split.whole and parts and sum(parts.values()) != total else more
        if wrong and len(parts) == len(read):
            places = tuple(f"{letters(column)}{number}" for column in wrong)
            larger = wrong is more
            found = max(more.values()) if larger else sum(parts.values())
            yield SplitGap(index, split.field, total, found, places, larger)
