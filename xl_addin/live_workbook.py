"""The workbook that is open in Excel, through xlwings: read in blocks, marked, unmarked.

Every use of a property of Excel is a call into another process, so sheets are read in one block each
and cells are marked in groups. Nothing here knows a rule; nothing in the engine knows Excel.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import xlwings as xw

from workbook_templates.grid import Grid, Sheet, make_sheet
from workbook_templates.package import OUTPUT_MARK
from workbook_templates.sheet_xml import MAX_COLUMNS, MAX_ROWS, SheetFacts, column_index
from xl_addin.annotated_copy import Mark
from xl_addin.cell_looks import SEVERITY
from xl_addin.findings_sheet import SIGNATURE

# No function and no separator: Excel takes a rule's formula in the language of the user.
MARK_FORMULA = f'="{SIGNATURE}"<>""'
MAX_ADDRESS = 255  # Range(address) of a longer text fails (documented limit of a string argument)
_XL_EXPRESSION = 2  # XlFormatConditionType: xlExpression
_XL_VISIBLE = -1  # XlSheetVisibility: xlSheetVisible; hidden is 0, very hidden 2
_LINES = {"thin": 1, "dashed": -4115, "dotted": -4118}  # XlLineStyle: xlContinuous, xlDash, xlDot
_PATTERNS = {"solid": 1, "lightUp": 14}  # XlPattern: xlPatternSolid, xlPatternLightUp

EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384
CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(:\$?[A-Z]{1,3}\$?[0-9]{1,7})?")  # an address we go to
_CORNER = re.compile(r"([A-Z]*)([0-9]*)")

# What COM gives for an error cell: 0x800A0000 + the number of the error (XlCVError), as a negative integer.
_FIRST_ERROR = -2146828288
_ERROR_NUMBERS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!",
    2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
    2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
ERRORS = {_FIRST_ERROR + number: text for number, text in _ERROR_NUMBERS.items()}


def read_workbook(book: xw.Book) -> Grid:
    """Every worksheet as it stands now, unsaved changes included; chart sheets hold no cells."""
    return Grid([_read_sheet(sheet) for sheet in book.sheets], bool(book.api.Date1904))


def _read_sheet(sheet: xw.Sheet) -> Sheet:
    used = sheet.used_range
    top, left, bottom, right = range_boundaries(used.address)
    if bottom > MAX_ROWS or right > MAX_COLUMNS:  # formatted far beyond any table
        bottom, right = min(bottom, MAX_ROWS), min(right, MAX_COLUMNS)
        used = sheet.range((top, left), (max(top, bottom), max(left, right)))
    facts = SheetFacts()
    rows = _placed(used.raw_value, top, left)
    for place, formula in _cells(_placed(used.formula, top, left)):
        if isinstance(formula, str) and formula.startswith("="):
            facts.formulas[place] = formula[1:]
    for (row, column), value in list(_cells(rows)):
        if type(value) is int:  # COM gives every number as a float
            facts.errors[row, column] = ERRORS.get(value, "#N/A")
            rows[row][column] = ""
        else:
            rows[row][column] = _plain(value)
    facts.hidden_rows = frozenset(_hidden(sheet, used, top, bottom, rows=True))
    facts.hidden_columns = frozenset(_hidden(sheet, used, left, right, rows=False))
    return make_sheet(sheet.name, is_hidden(sheet), rows, facts)


def _placed(block: object, top: int, left: int) -> list[list[object]]:
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


def _hidden(sheet: xw.Sheet, cells: xw.Range, first: int, last: int, *, rows: bool) -> Iterator[int]:
    """The hidden rows or columns of `cells`, which span `first` to `last` (from 1), counted from 0.
    Halves are asked only where they are mixed: the calls grow with the hidden stretches and hardly with
    the rows."""
    state = (cells.api.EntireRow if rows else cells.api.EntireColumn).Hidden
    if state is True:
        yield from range(first - 1, last)
    elif state is None and first < last:  # some are, some are not
        middle = (first + last) // 2
        for start, end in ((first, middle), (middle + 1, last)):
            half = sheet.range((start, 1), (end, 1)) if rows else sheet.range((1, start), (1, end))
            yield from _hidden(sheet, half, start, end, rows=rows)


def range_boundaries(address: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right (from 1) of '$A$1:$H$75', 'B2', '$A:$C' or '$1:$9'; the first area only."""
    first, _, last = address.replace("$", "").split(",")[0].partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    columns = [column_index(c[1]) + 1 if c[1] else None for c in corners]
    rows = [int(c[2]) if c[2] else None for c in corners]
    return rows[0] or 1, columns[0] or 1, rows[1] or EXCEL_ROWS, columns[1] or EXCEL_COLUMNS


def mark(sheets: Mapping[str, xw.Sheet], marks: Iterable[Mark], others: Container[str] = ()) -> list[str]:
    """Put marks into the sheets as conditional formats, before those of `others`, the sheets that have
    some; returns the names of sheets that are protected and so cannot be marked. No cell's own format
    is touched."""
    wanted: dict[str, dict[str, list[str]]] = {}
    for item in marks:
        wanted.setdefault(item.sheet, {}).setdefault(item.severity, []).append(item.cell)
    closed = []
    for name, groups in wanted.items():
        sheet = sheets[name]
        if sheet.api.ProtectContents:
            closed.append(name)
            continue
        # Of two marks on a cell the worse must win: the first one made, or the last one put first.
        for severity in reversed(SEVERITY) if name in others else SEVERITY:
            for address in _grouped(dict.fromkeys(groups.get(severity, ()))):
                _put(sheet.range(address), severity, first=name in others)
    return closed


def _put(cells: xw.Range, severity: str, *, first: bool) -> None:
    look = SEVERITY[severity]
    rule = cells.api.FormatConditions.Add(Type=_XL_EXPRESSION, Formula1=MARK_FORMULA)
    if first:
        rule.SetFirstPriority()
    inside, lines = rule.Interior, rule.Borders  # each name asked for is a call of its own
    inside.Color = _bgr(look.back)
    if look.pattern != "solid":
        inside.Pattern = _PATTERNS[look.pattern]
        inside.PatternColor = _bgr(look.front)
    lines.LineStyle = _LINES[look.border]


def _bgr(colour: str) -> int:
    """RRGGBB as the number Excel wants, which counts red lowest."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return red + green * 256 + blue * 65536


def _grouped(cells: Iterable[str]) -> Iterator[str]:
    """The addresses joined, as many at a time as one Range takes."""
    group = ""
    for cell in cells:
        if group and len(group) + 1 + len(cell) > MAX_ADDRESS:
            yield group
            group = ""
        group = f"{group},{cell}" if group else cell
    if group:
        yield group


class Unmarked(NamedTuple):
    """What came of taking marks away. gone: how many rules; closed: protected sheets where some stay;
    others: sheets with conditional formats that are not ours."""

    gone: int
    closed: list[str]
    others: set[str]


def unmark(sheets: Mapping[str, xw.Sheet]) -> Unmarked:
    """Take away exactly our marks, of this session, an earlier one or an annotated copy."""
    result = Unmarked(0, [], set())
    for name, sheet in sheets.items():
        rules = list(sheet.cells.conditional_formats)
        ours = [rule for rule in rules if SIGNATURE in (rule.formula or "")]
        if len(ours) < len(rules):
            result.others.add(name)
        if ours and sheet.api.ProtectContents:
            result.closed.append(name)
            continue
        for rule in reversed(ours):
            rule.delete()
        result = result._replace(gone=result.gone + len(ours))
    return result


def is_own_output(book: xw.Book) -> bool:
    """Whether this tool wrote the workbook as a result."""
    try:
        return book.api.BuiltinDocumentProperties("Category").Value == OUTPUT_MARK
    except Exception:  # Excel raises for a property that a file does not have
        return False


def is_hidden(sheet: xw.Sheet) -> bool:
    """Whether a sheet is hidden or very hidden; Excel cannot go to such a one."""
    return sheet.visible != _XL_VISIBLE


def place_of(book: xw.Book) -> Path:
    """The workbook's own path; its name alone for one never saved, or on OneDrive, where it is a URL."""
    name = book.fullname
    return Path(book.name if "://" in name else name)


def write_block(sheet: xw.Sheet, row: int, column: int, rows: list[list[object]]) -> None:
    """Write values in one call. Text stays text, whatever it looks like: Excel would make a date of
    3/2025, a number of 01 and a formula of =A1."""
    if rows:
        block = tuple(tuple(_typed(value) for value in line) for line in rows)
        last = (row + len(block) - 1, column + len(block[0]) - 1)
        sheet.range((row, column), last).raw_value = block


def _typed(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value else value
