"""Whose rows they are: a table, and the return it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_templates.reading.returns import Return
from workbook_templates.reading.table import Table


@dataclass(frozen=True)
class Owner:
    """A table and the return it stands in. file: the return's index in the batch."""

    file: int
    source: Return
    table: Table


def place_words(there: Owner, place: str, home: Owner) -> str:
    """A place in a table, in words, as seen from `home`: with its sheet and its file, if other."""
    if there.file != home.file:
        return f"{place} trang “{there.table.sheet}”, tệp “{there.source.name}”"
    return place if there.table.sheet == home.table.sheet else f"{place} trang “{there.table.sheet}”"
