"""Grids: the raw cells of every sheet, hidden ones too, errors visible.

A workbook in the usual form is read in one pass (one_pass.py), every other in a child process with limits
(apart.py), where python-calamine reads the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from pathlib import Path

import python_calamine
from python_calamine import CalamineWorkbook

from workbook_templates.reading.looks import settled
from workbook_templates.reading.package import APART, PackageFacts, Unreadable
from workbook_templates.reading.sheet_xml import MAX_COLUMNS, MAX_ROWS, SheetFacts
from workbook_templates.words.legacy_fonts import decode


class ErrorValue(str):
    """The text of an error cell (#REF!, #N/A …), which no parser may take for text."""


@dataclass
class Sheet:
    """One sheet. rows[r][c] counts from A1; '' is empty; strays are cells beyond any table's reach;
    cells: of each row those that hold something, as (column, value); others: all sheets of the workbook,
    while one is read whose formulas name them."""

    name: str
    rows: list[list[object]]
    hidden: bool
    facts: SheetFacts
    strays: list[tuple[int, int, object]] = field(default_factory=list)
    others: Sequence[Sheet] = field(default=(), repr=False, compare=False)

    @cached_property
    def cells(self) -> list[list[tuple[int, object]]]:
        return [
            [] if row.count("") == len(row) else [cell for cell in enumerate(row) if cell[1] != ""]
            for row in self.rows
        ]


@dataclass
class Grid:
    """A workbook's sheets. format: xlsx, or xls, xlsb or ods, which show less (validators.report)."""

    sheets: list[Sheet]
    date1904: bool = False
    modified: str | None = None
    own_output: bool = False
    format: str = "xlsx"

    @property
    def names(self) -> list[str]:
        return [sheet.name for sheet in self.sheets]


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Whatever python-calamine raises on a file, as Unreadable(code) or ('encrypted')."""
    try:
        yield
    except Unreadable:
        raise
    except python_calamine.PasswordError:
        raise Unreadable("encrypted") from None
    except MemoryError:
        raise Unreadable("too_large") from None
    except Exception:  # documented errors, and whatever a foreign file makes of them
        raise Unreadable(code) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's, and no Exception
            raise
        raise Unreadable(code) from None


def read_grid(path: Path, facts: PackageFacts, wanted: Callable[[str], bool] = bool) -> Grid:
    """The worksheets of a workbook of our own (settings) that package.examine found safe, those with a wanted
    name; one that was mailed may still end this process. Raises Unreadable."""
    with refused(APART), open(path, "rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        metas = [meta for meta in workbook.sheets_metadata if meta.typ == worksheet]
        known = list(facts.sheets.values())  # by order: names may hold line breaks, read in two ways
        if len(known) != len(metas):
            known = [facts.sheets[meta.name] for meta in metas]  # none is read unguarded
        sheets = [
            make_sheet(meta.name, is_hidden(meta), rows_of(workbook, meta.name), own)
            for meta, own in zip(metas, known, strict=True)
            if wanted(meta.name)
        ]
    return Grid(sheets, facts.date1904, facts.modified)


def rows_of(workbook: CalamineWorkbook, name: str) -> list[list[object]]:
    """A sheet's cells from A1, numbers as floats; 1E+400 and its like, which no cell can show, as text."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [row if all(map(_is_plain, row)) else [_plain(value) for value in row] for row in rows]


def _is_plain(value: object) -> bool:
    return type(value) is not int and (type(value) is not float or isfinite(value))


def _plain(value: object) -> object:
    if _is_plain(value):
        return value
    number = float(value)
    return number if isfinite(number) else str(number).upper().replace("NAN", "NaN")


def is_hidden(meta) -> bool:
    """Whether a sheet is hidden or very hidden."""
    return meta.visible != python_calamine.SheetVisibleEnum.Visible


def make_sheet(name: str, hidden: bool, rows: list[list[object]], facts: SheetFacts) -> Sheet:
    """A sheet from its values and what its XML says: errors shown, legacy fonts decoded, what lies
    beyond any table's reach set apart."""
    for (row, column), text in facts.errors.items():
        if row < MAX_ROWS and column < MAX_COLUMNS:
            put(rows, row, column, ErrorValue(text))
    for (row, column), encoding in facts.encodings.items():
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], str):
            rows[row][column] = decode(rows[row][column], encoding)
    if facts.looks or facts.hiding:
        facts.looks = settled(facts.looks, facts.hiding, rows)
    for (row, column), shown in facts.looks.items():
        if shown.text is not None and row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown.text
    strays = []
    if len(rows) > MAX_ROWS or (rows and len(rows[0]) > MAX_COLUMNS):
        strays = _strays(rows)
        rows = [row[:MAX_COLUMNS] for row in rows[:MAX_ROWS]]
        while rows and _is_empty(rows[-1]):
            rows.pop()
    return Sheet(name, rows, hidden, facts, strays)


def _strays(rows: list[list[object]]) -> list[tuple[int, int, object]]:
    return [
        (r, c, value)
        for r, row in enumerate(rows)
        if not _is_empty(row[0 if r >= MAX_ROWS else MAX_COLUMNS :])
        for c, value in enumerate(row)
        if (r >= MAX_ROWS or c >= MAX_COLUMNS) and says_something(value)
    ]


def _is_empty(row: list[object]) -> bool:
    return row.count("") == len(row)


def says_something(value: object) -> bool:
    """Whether a cell far away is worth a word: not blank, nor spaces alone."""
    return value != "" and not (isinstance(value, str) and value.isspace())


def put(rows: list[list[object]], row: int, column: int, value: object) -> None:
    """Set one cell, growing the grid where needed."""
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([""] * (column + 1 - len(line)))
    line[column] = value
