"""An .ods: python-calamine reads its values, from a copy of its content alone; what it does not show of them
(hidden rows and columns, error cells, formulas) is noted here.

The same pass makes sure that the content is whole and claims no more than a sheet may hold: a cell of 100
bytes may say that it is repeated 16,384 times, and of content that breaks off python-calamine never sees
the end.
Only a child process comes here (apart.py).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Container
from io import BytesIO

from defusedxml.ElementTree import iterparse

from workbook_templates.kinds import Code
from workbook_templates.reading.grid import Grid, is_hidden, make_sheet, refused, rows_of
from workbook_templates.reading.looks import Shown
from workbook_templates.reading.open_drawings import (
    MOST_DRAWINGS,
    drawings_in,
    hides_nothing,
    without_drawings,
)
from workbook_templates.reading.package import Package, Unreadable, damaged
from workbook_templates.reading.sheet_xml import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, SheetFacts

_LONGEST_TEXT = 32_767  # letters in a cell
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_TABLE, _ROW, _COLUMN, _CELL, _COVERED = (
    _SPACE % ("table", name)
    for name in ("table", "table-row", "table-column", "table-cell", "covered-table-cell")
)
_STYLE, _SHAPES = _SPACE % ("style", "style"), _SPACE % ("table", "shapes")
_NAME, _VISIBLE, _FORMULA, _ROWS, _COLUMNS = (
    _SPACE % ("table", name)
    for name in ("name", "visibility", "formula", "number-rows-repeated", "number-columns-repeated")
)
_VALUE_TYPE, _TEXT_COUNT, _SPACES = (
    _SPACE % ("office", "value-type"),
    _SPACE % ("text", "c"),
    _SPACE % ("text", "s"),
)
_PARAGRAPH, _NOTE = _SPACE % ("text", "p"), _SPACE % ("office", "annotation")
_EXTENDED_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(?:Err|Lỗi):[0-9]{3}")
_REFERENCE = re.compile(r"\[\$?'?([^\[\]']*?)'?\.([$A-Z0-9]+)(?::\.?([$A-Z0-9]+))?\]")
_MODIFIED = re.compile(rb"<dc:date>([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8})")
_OFFICE = re.compile(rb"<meta:generator>[^<]*(?:LibreOffice|OpenOffice|Excel)")
_BREAK, _TAB = re.compile(rb"<text:line-break\s*/>"), re.compile(rb"<text:tab\b[^<>]*/>")
_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def read_open_document(package: Package, wanted: Callable[[str], bool]) -> Grid:
    """The sheets of an .ods that have a wanted name. Raises Unreadable."""
    from python_calamine import CalamineWorkbook

    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise Unreadable("encrypted")
    content = package.part("content.xml")
    if content is None:
        raise Unreadable("damaged")
    with damaged():
        facts = facts_of_sheets(content)
    about = package.part("meta.xml") or b""
    for own in facts.values():
        own.calculated = bool(own.formulas) and _OFFICE.search(about) is not None
    content = without_drawings(content)
    content = _TAB.sub(b" ", _BREAK.sub(b"\n", content))
    with refused("damaged"):
        workbook = CalamineWorkbook.from_filelike(_copy(content))
        sheets = [
            make_sheet(meta.name, is_hidden(meta), rows_of(workbook, meta.name), facts[meta.name])
            for meta in workbook.sheets_metadata
            if wanted(meta.name)
        ]
    modified = _MODIFIED.search(about)
    return Grid(sheets, modified=modified[1].decode() + "Z" if modified else None, format="ods")


def _copy(content: bytes) -> BytesIO:
    """A document of these sheets and nothing else."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        copy.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        copy.writestr("META-INF/manifest.xml", _MANIFEST)
        copy.writestr("content.xml", content)
    target.seek(0)
    return target


def facts_of_sheets(content: bytes) -> dict[str, SheetFacts]:
    """What the content says of each sheet beside the values. Raises Unreadable('too_large') where the sheets
    claim more cells than may be held, ('damaged') where two have one name."""
    sheets: dict[str, SheetFacts] = {}
    bare: set[str] = set()  # styles of shapes that are mere frames
    depth, held = 0, 0
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        if element.tag == _TABLE:
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                if element.get(_NAME) in sheets:
                    raise Unreadable("damaged")
                sheet = _Sheet(bare)
                sheets[element.get(_NAME)] = sheet.facts
            elif event == "end" and depth == 0:
                held += sheet.held
                element.clear()
        elif event == "end":
            if element.tag == _SPACES and int(element.get(_TEXT_COUNT, "1")) > _LONGEST_TEXT:
                raise Unreadable("too_large")
            if element.tag == _STYLE and depth == 0 and (name := hides_nothing(element)):
                bare.add(name)
            if depth == 1 and element.tag == _SHAPES:
                sheet.draw(element, 0, 0)
            elif depth == 1 and element.tag == _COLUMN:
                sheet.add_column(element)
            elif depth == 1 and element.tag == _ROW:
                sheet.add_row(element)
                element.clear()
                if held + sheet.held > MAX_CELLS:
                    raise Unreadable("too_large")
    return sheets


class _Sheet:
    """One sheet as its rows come in. held: cells that are laid out for it, from A1 to its last value."""

    def __init__(self, bare: Container[str]) -> None:
        self.facts = SheetFacts()
        self._bare = bare
        self.held = 0
        self._rows = self._columns = self._width = 0

    def draw(self, element, row: int, column: int) -> None:
        """Note what is drawn in a cell, or on the page."""
        if len(self.facts.drawings) < MOST_DRAWINGS:
            self.facts.drawings += tuple(drawings_in(element, row, column, self._bare))

    def add_column(self, column) -> None:
        first = self._columns
        self._columns += _repeats(column, _COLUMNS)
        if column.get(_VISIBLE) in ("collapse", "filter"):
            hidden = range(first, min(self._columns, MAX_COLUMNS))
            self.facts.hidden_columns = self.facts.hidden_columns.union(hidden)

    def add_row(self, row) -> None:
        first = self._rows
        self._rows += _repeats(row, _ROWS)
        column = width = 0
        for cell in row:
            if cell.tag not in (_CELL, _COVERED):
                continue
            start, column = column, column + _repeats(cell, _COLUMNS)
            if len(cell) and first < MAX_ROWS and start < MAX_COLUMNS:
                self.draw(cell, first, start)
            if _VALUE_TYPE in cell.attrib or _FORMULA in cell.attrib:
                width = column
                self._note(
                    cell, range(first, min(self._rows, MAX_ROWS)), range(start, min(column, MAX_COLUMNS))
                )
        if width:
            self._width = max(self._width, width)
            self.held = self._rows * self._width
        if row.get(_VISIBLE) in ("collapse", "filter"):
            hidden = range(first, min(self._rows, MAX_ROWS))
            self.facts.hidden_rows = self.facts.hidden_rows.union(hidden)

    def _note(self, cell, rows: range, columns: range) -> None:
        if cell.get(_VALUE_TYPE) == "percentage":
            shown = Shown(Code.SHOWN_PERCENT)
            self.facts.looks |= {(row, column): shown for row in rows for column in columns}
        formula = cell.get(_FORMULA)
        error = cell.get(_EXTENDED_TYPE) == "error"
        if not (error or formula is not None):
            return
        text = "\n".join("".join(part.itertext()) for part in cell if part.tag == _PARAGRAPH)
        places = [(row, column) for row in rows for column in columns]
        if error or _ERROR.fullmatch(text):
            self.facts.errors |= dict.fromkeys(places, text or "#N/A")
        if formula is not None:
            self.facts.formulas |= dict.fromkeys(places, plain_formula(formula))


def _repeats(element, attribute: str) -> int:
    """How often a row, column or cell stands there. Raises ValueError for what is no such number."""
    count = int(element.get(attribute, "1"))
    if count < 0:
        raise ValueError
    return count


def plain_formula(formula: str) -> str:
    """of:=SUM([.D2:.D3];[.D5]) as Excel would say it: SUM(D2:D3,D5)."""
    text = formula.partition("=")[2] if "=" in formula else formula

    def reference(found: re.Match) -> str:
        sheet, first, last = found.groups()
        return (f"'{sheet}'!" if sheet else "") + first + (f":{last}" if last else "")

    return _REFERENCE.sub(reference, text).replace(";", ",")
