"""The workbook that is open in Excel, through xlwings: read in blocks, written in blocks.

Every use of a property of Excel is a call into another process, so sheets are read in one block each.
Nothing here knows a rule; nothing in the engine knows Excel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlwings as xw

from workbook_templates.reading.cover import COVER_SHEET, HELP_SHEET
from workbook_templates.reading.grid import Grid, Sheet, make_sheet, says_something
from workbook_templates.reading.package import OUTPUT_MARK
from workbook_templates.reading.replies import LOG_SHEET, WORK_SHEET
from workbook_templates.reading.sheet_xml import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetFacts,
    column_index,
    column_letters,
)
from workbook_templates.words.legacy_fonts import encoding_of_font, looks_legacy, may_be_legacy
from xl_addin.excel.dialogs import Refused

_MOST_STRAYS = 1_000_000  # cells
# Sheets of the tool's own: no rule asks for their formulas, nor for what is hidden in them.
_WITHOUT_TABLES = frozenset((COVER_SHEET, HELP_SHEET, WORK_SHEET, LOG_SHEET))
# XlFileFormat: xlOpenXMLWorkbook …
_SUFFIXES = {50: ".xlsb", 51: ".xlsx", 52: ".xlsm", 56: ".xls", 60: ".ods"}
_XL_VISIBLE = -1  # XlSheetVisibility: xlSheetVisible; hidden is 0, very hidden 2
_XL_FORMULAS, _XL_PART = -4123, 2  # XlFindLookIn, XlLookAt
_XL_CELLS_VISIBLE = 12  # XlCellType: xlCellTypeVisible

EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384
_CORNER = re.compile(r"([A-Z]*)([0-9]*)")

# What COM gives for an error cell: 0x800A0000 + the number of the error (XlCVError), as a negative integer.
_FIRST_ERROR = -2146828288
_ERROR_NUMBERS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!",
    2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
    2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
ERRORS = {_FIRST_ERROR + number: text for number, text in _ERROR_NUMBERS.items()}


@dataclass(frozen=True)
class LiveBook:
    """A workbook as it stands now. grid: its cells; sheets and used: the live worksheets and what is in
    use of them, by name."""

    grid: Grid
    sheets: dict[str, xw.Sheet]
    used: dict[str, xw.Range]


def read_workbook(book: xw.Book, names: Sequence[str] | None = None) -> LiveBook:
    """Every worksheet, or those named, unsaved changes included; chart sheets hold no cells."""
    live = LiveBook(Grid([]), {}, {})
    for sheet in book.sheets if names is None else [book.sheets[name] for name in names]:
        used = sheet.used_range
        name, address = _sheet_and_address(used.get_address(external=True))
        live.sheets[name], live.used[name] = sheet, used
        live.grid.sheets.append(_read_sheet(sheet, used, name, address))
    live.grid.date1904 = bool(book.api.Date1904)
    return live


def _read_sheet(sheet: xw.Sheet, used: xw.Range, name: str, address: str) -> Sheet:
    top, left, bottom, right = range_boundaries(address)
    strays: list[tuple[int, int, object]] = []
    if bottom > MAX_ROWS or right > MAX_COLUMNS:  # formatted far beyond any table
        strays = list(_strays(sheet, top, left, bottom, right))
        bottom, right = max(top, min(bottom, MAX_ROWS)), max(left, min(right, MAX_COLUMNS))
        used = sheet.range(area(top, left, bottom, right))
    facts, may_hold_tables = SheetFacts(calculated=True), name not in _WITHOUT_TABLES
    rows = _from_a1(used.raw_value, top, left)
    if may_hold_tables:
        for cell, formula in _cells(_from_a1(used.formula, top, left)):
            if isinstance(formula, str) and formula.startswith("="):
                facts.formulas[cell] = formula[1:]
    for (row, column), value in list(_cells(rows)):
        if type(value) is int:  # COM gives every number as a float
            facts.errors[row, column] = ERRORS.get(value, "#N/A")
            rows[row][column] = ""
        else:
            rows[row][column] = _plain(value)
    facts.encodings = dict(_encodings(sheet, rows))
    if may_hold_tables and not _all_shown(used, (bottom - top + 1) * (right - left + 1)):
        facts.hidden_rows = frozenset(_hidden(sheet, top, bottom, rows=True))
        facts.hidden_columns = frozenset(_hidden(sheet, left, right, rows=False))
    made = make_sheet(name, is_hidden(sheet), rows, facts)
    made.strays += strays
    return made


def _strays(
    sheet: xw.Sheet, top: int, left: int, bottom: int, right: int
) -> Iterator[tuple[int, int, object]]:
    """What stands beyond any table's reach, below and to the right (counted from 0). Excel counts first:
    such areas are mostly formats and nothing else. Of more cells than can be read it finds one."""
    strips = []
    if bottom > MAX_ROWS:
        strips.append((max(top, MAX_ROWS + 1), left, bottom, right))
    if right > MAX_COLUMNS and top <= MAX_ROWS:
        strips.append((top, max(left, MAX_COLUMNS + 1), min(bottom, MAX_ROWS), right))
    for strip in strips:
        cells = sheet.range(area(*strip))
        if not sheet.book.app.api.WorksheetFunction.CountA(cells.api):
            continue
        if (strip[2] - strip[0] + 1) * (strip[3] - strip[1] + 1) > _MOST_STRAYS:
            found = cells.api.Find("*", LookIn=_XL_FORMULAS, LookAt=_XL_PART)  # else as last looked for
            if found is not None:
                yield found.Row - 1, found.Column - 1, _plain(found.Value)
            continue
        for (row, column), value in _cells(_from_a1(cells.raw_value, strip[0], strip[1])):
            if says_something(value):
                yield row, column, ERRORS.get(value, "#N/A") if type(value) is int else _plain(value)


def _sheet_and_address(external: str) -> tuple[str, str]:
    """Biểu 04 and $A$1:$H$75 of '[Đại Từ.xlsx]Biểu 04'!$A$1:$H$75, Excel's own way of saying both in
    one call."""
    sheet, _, address = external.rpartition("!")
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return sheet.rpartition("]")[2], address


def _encodings(sheet: xw.Sheet, rows: list[list[object]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells in an old Vietnamese font. Fonts are asked only where a text of the sheet looks like
    TCVN3 or VNI: row by row, and cell by cell where a row has several."""
    texts = [(cell, value) for cell, value in _cells(rows) if isinstance(value, str)]
    if not any(looks_legacy(text) for _, text in texts):
        return
    by_row: dict[int, list[int]] = {}
    for (row, column), text in texts:
        if may_be_legacy(text):
            by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        font = sheet.range(area(row + 1, columns[0] + 1, row + 1, columns[-1] + 1)).font.name
        for column in columns:
            own = font or sheet.range(area(row + 1, column + 1)).font.name
            if encoding := encoding_of_font(own or ""):
                yield (row, column), encoding


def _all_shown(used: xw.Range, cells: int) -> bool:
    """Whether no row and no column of the used range is hidden; False also where Excel will not say,
    as on a protected sheet. Of one cell alone Excel would count the whole sheet."""
    if cells == 1:
        return False
    with suppress(Exception):
        return used.api.SpecialCells(_XL_CELLS_VISIBLE).CountLarge == cells
    return False


def _from_a1(block: object, top: int, left: int) -> list[list[object]]:
    """A block of values as rows that count from A1; '' is empty."""
    if not isinstance(block, (list, tuple)):
        block = ((block,),)
    elif block and not isinstance(block[0], (list, tuple)):
        block = (block,)
    rows: list[list[object]] = [[] for _ in range(top - 1)]
    rows += [[""] * (left - 1) + ["" if value is None else value for value in row] for row in block]
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    return rows


def _cells(rows: list[list[object]]) -> Iterator[tuple[tuple[int, int], object]]:
    for number, row in enumerate(rows):
        if row.count("") != len(row):
            for column, value in enumerate(row):
                if value != "":
                    yield (number, column), value


def _plain(value: object) -> object:
    """A cell's value as the readers of files give it: float, str, bool, or a datetime without zone."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, (str, bool, float, date)):
        return value
    return float(value)  # a currency comes as Decimal


def _hidden(sheet: xw.Sheet, first: int, last: int, *, rows: bool) -> Iterator[int]:
    """The hidden ones of the rows or columns `first` to `last` (from 1), counted from 0. Halves are
    asked only where they are mixed: the calls grow with the hidden stretches and hardly with the rows."""
    cells = sheet.range(area(first, 1, last, 1) if rows else area(1, first, 1, last)).api
    state = (cells.EntireRow if rows else cells.EntireColumn).Hidden
    if state is True:
        yield from range(first - 1, last)
    elif state is None and first < last:  # some are, some are not
        middle = (first + last) // 2
        for start, end in ((first, middle), (middle + 1, last)):
            yield from _hidden(sheet, start, end, rows=rows)


def area(top: int, left: int, bottom: int | None = None, right: int | None = None) -> str:
    """The address of a cell or an area, counted from 1: one call, where two corners would be three."""
    first = f"{column_letters(left - 1)}{top}"
    return first if bottom is None else f"{first}:{column_letters(right - 1)}{bottom}"


def range_boundaries(address: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right (from 1) of '$A$1:$H$75', 'B2', '$A:$C' or '$1:$9'; the first area only."""
    first, _, last = address.replace("$", "").split(",")[0].partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    columns = [column_index(c[1]) + 1 if c[1] else None for c in corners]
    rows = [int(c[2]) if c[2] else None for c in corners]
    return rows[0] or 1, columns[0] or 1, rows[1] or EXCEL_ROWS, columns[1] or EXCEL_COLUMNS


def is_own_output(book: xw.Book) -> bool:
    """Whether this tool wrote the workbook as a result."""
    try:
        return book.api.BuiltinDocumentProperties("Category").Value == OUTPUT_MARK
    except Exception:  # Excel raises for a property that a file does not have
        return False


def is_hidden(sheet: xw.Sheet) -> bool:
    """Whether a sheet is hidden or very hidden; Excel cannot go to such a one."""
    return sheet.visible != _XL_VISIBLE


def path_of(book: xw.Book) -> Path:
    """The workbook's own path; its name alone for one never saved, or on OneDrive, where it is a URL."""
    name = book.api.FullName  # xlwings' fullname would look for the local file of a URL, and raise
    return Path(book.name if "://" in name else name)


def file_name_of(book: xw.Book) -> str:
    """The name of a copy of the workbook, with the suffix of the format in which Excel will write it: one
    never saved has none. Raises Refused for a format that our readers do not know."""
    suffix = _SUFFIXES.get(book.api.FileFormat)
    if suffix is None:
        raise Refused(
            f"Tệp “{book.name}” không ở dạng .xlsx. Đề nghị lưu lại (File > Save As) dạng Excel Workbook "
            "(.xlsx) rồi bấm lại."
        )
    name = Path(book.name)
    return name.name if name.suffix.lower() == suffix else f"{name.name}{suffix}"


def write_block(sheet: xw.Sheet, row: int, column: int, rows: list[list[object]]) -> None:
    """Write values in one call. Text stays text, whatever it looks like: Excel would make a date of
    3/2025, a number of 01 and a formula of =A1."""
    if rows:
        block = tuple(tuple(as_typed(value) for value in line) for line in rows)
        where = area(row, column, row + len(block) - 1, column + len(block[0]) - 1)
        sheet.range(where).raw_value = block


def as_typed(value: object) -> object:
    """A value as it must be handed to a cell so that text stays text."""
    return f"'{value}" if isinstance(value, str) and value else value
