"""Grids: the raw cells of every sheet, hidden ones too, errors visible.

python-calamine reads the values behind the guard of package.py; a sheet too large to be held
densely, and every .xls, is read in a child process with limits (reading.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
from python_calamine import CalamineWorkbook

from workbook_templates.legacy_fonts import decode
from workbook_templates.package import (
    MAX_COLUMNS,
    MAX_ROWS,
    PackageFacts,
    SheetFacts,
    Unreadable,
)


class ErrorValue(str):
    """The text of an error cell (#REF!, #N/A …), which no parser may take for text."""


@dataclass
class Sheet:
    """One sheet. rows[r][c] counts from A1; '' is empty; strays are cells beyond any table's reach."""

    name: str
    rows: list[list[object]]
    hidden: bool
    facts: SheetFacts
    strays: list[tuple[int, int, object]] = field(default_factory=list)


@dataclass
class Grid:
    """A workbook's sheets. limits: what this format cannot show, as reasons for 'Không áp dụng'."""

    sheets: list[Sheet]
    date1904: bool = False
    modified: str | None = None
    own_output: bool = False
    format: str = "xlsx"


def read_grid(path: Path, facts: PackageFacts) -> Grid:
    """Every worksheet of an .xlsx or .xlsm that package.examine found safe. Raises Unreadable."""
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            sheets = [
                _sheet(workbook, meta, facts.sheets.get(meta.name, SheetFacts()))
                for meta in workbook.sheets_metadata
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError:
        raise Unreadable("encrypted") from None
    except (python_calamine.CalamineError, OSError, ValueError, UnicodeError):
        raise Unreadable("damaged") from None
    return Grid(sheets, facts.date1904, facts.modified, facts.own_output)


def _sheet(workbook: CalamineWorkbook, meta, facts: SheetFacts) -> Sheet:
    rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
    for (row, column), text in facts.errors.items():
        if row < MAX_ROWS and column < MAX_COLUMNS:
            put(rows, row, column, ErrorValue(text))
    for (row, column), encoding in facts.encodings.items():
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], str):
            rows[row][column] = decode(rows[row][column], encoding)
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    strays: list[tuple[int, int, object]] = []
    if len(rows) > MAX_ROWS or (rows and len(rows[0]) > MAX_COLUMNS):
        strays = [
            (r, c, value)
            for r, row in enumerate(rows)
            for c, value in enumerate(row)
            if value != "" and (r >= MAX_ROWS or c >= MAX_COLUMNS)
        ]
        rows = [row[:MAX_COLUMNS] for row in rows[:MAX_ROWS]]
    return Sheet(meta.name, rows, hidden, facts, strays)


def put(rows: list[list[object]], row: int, column: int, value: object) -> None:
    """Set one cell, growing the grid where needed."""
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([""] * (column + 1 - len(line)))
    line[column] = value
