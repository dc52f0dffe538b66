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
