"""One sheet's XML, searched as bytes: what python-calamine does not show, and how far it reaches.

Programs write cells as `<c r="B7" …>`; the searches below rely on it, and a sheet written in any
other way the standard allows (prefixes, no addresses, single quotes) is first put into that form.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

MAX_CELLS = 4_000_000  # rows × columns that a dense reader would hold for one sheet
MAX_ROWS, MAX_COLUMNS = 20_000, 256  # beyond these nothing belongs to a table of ours
_LONGEST_TAG = 400
LEAST_HEIGHT, _LEAST_WIDTH = 3.0, 1.0

# Attributes hold no "<": so no search runs on beyond a tag that is never closed.
_BEYOND_Z9999 = re.compile(rb'<c(?! r="[A-Z][0-9]{1,4}")')
_PREFIXED = re.compile(rb":(?:c|row)\b")
_UNUSUAL = re.compile(
    rb'<(?:\w+:|c(?=[\s/>])(?! r="[A-Z]{1,3}[0-9]{1,7}"[\s/>])|row(?=[\s/>])(?! r="[0-9]{1,7}"[\s/>]))'
)
_TAG = re.compile(rb"<(/?)(?:\w+:)?(row|c|f|v|is|t)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*("[^"]*"|'[^']*')""")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})$")
_FAR = re.compile(rb'<c r="([A-Z]{2,3}|[A-Z](?=[0-9]{5}))([0-9]+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_ERROR = re.compile(
    rb"""<c r="([A-Z]+)([0-9]+)"[^<>]*\bt=["']e["'][^<>]*>\s*"""
    rb"""(?:<f\b[^<>]*/>\s*|<f\b[^<>]*>[^<]*</f>\s*)?<v[^<>]*>([^<]*)<"""
)
_FORMULA = re.compile(rb"<f(?:\s[^<>]*?)?(?:/>|>([^<]*)<)")
_STYLED = re.compile(rb"""<c r="([A-Z]+)([0-9]+)"[^<>]*\bs=["']([0-9]+)["']""")
_ROW = re.compile(rb"<row\b([^<>]*)>")
_WIDTH = re.compile(rb"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_COL = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_ROW_NUMBER = re.compile(rb'<row r="([0-9]+)"')
_ERROR_MARK = re.compile(rb"""\bt=["']e["']""")


Place = tuple[int, int]  # row, column from 0
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column from 0


@dataclass
class SheetFacts:
    """What one sheet's XML says beside its values. Rows and columns count from 0.

    looks: how the page shows cells that it does not show as they are (looks.Shown); hiding: conditional
    formats that do so (conditional_looks.HidingRule); drawings: what lies over the cells (drawings.Drawing);
    merges: merged areas;
    uncalculated: its formulas have no results (Package.uncalculated); calculated: all of them have (the
    same); oversized: held densely, its cells would fill the memory, so a child process reads it."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    encodings: dict[tuple[int, int], str] = field(default_factory=dict)
    looks: dict[Place, tuple] = field(default_factory=dict)
    hiding: tuple[tuple, ...] = ()
    drawings: tuple = ()
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    oversized: bool = False
    uncalculated: bool = False
    calculated: bool = False


def column_index(letters: str | bytes) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    index = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode():
        index = index * 26 + letter - 64
    return index - 1


def column_letters(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def scan(data: bytes, encodings: dict[int, str]) -> SheetFacts:
    """The facts of a sheet. `encodings`: the legacy encoding of each cell style that has one.

    Each detailed search runs only where its mark occurs at all.
    """
    head, cells = split(data)
    facts = SheetFacts()
    if _BEYOND_Z9999.search(cells) or _PREFIXED.search(cells):
        cells = usual(cells)
        facts.oversized = _oversized(cells)
    if b't="e"' in cells or (b"'" in cells and b"t='e'" in cells):
        facts.errors = {
            (int(row) - 1, column_index(letters)): html.unescape(text.decode("utf-8", "replace"))
            for letters, row, text in _ERROR.findall(cells)
        }
    if (first := cells.find(b"f")) > 0:  # one byte is looked for many times faster than two
        facts.formulas = _formulas(cells, first - 1)
    if b"hidden" in cells or b"ht=" in cells:
        facts.hidden_rows = _hidden_rows(cells)
    if b"hidden" in head or b'width="0' in head:
        facts.hidden_columns = hidden_columns(head)
    if encodings:
        facts.encodings = encodings_of_cells(cells, encodings)
    return facts


def encodings_of_cells(cells: bytes, encodings: dict[int, str]) -> dict[tuple[int, int], str]:
    """The legacy encoding of each cell whose style has one."""
    return {
        (int(row) - 1, column_index(letters)): encodings[int(style)]
        for letters, row, style in _STYLED.findall(cells)
        if int(style) in encodings
    }


def split(data: bytes) -> tuple[bytes, bytes]:
    """A sheet's XML before and inside its <sheetData>."""
    start, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    return (data, b"") if start < 0 else (data[:start], data[start:end])


def usual(cells: bytes) -> bytes:
    """The same rows and cells without prefixes, each with its address first (optional in the
    standard, where a cell without one stands right of the cell before)."""
    if not _UNUSUAL.search(cells):
        return cells
    row = column = 0

    def write(tag: re.Match) -> bytes:
        nonlocal row, column
        closing, name, rest = tag.groups()
        if closing or name not in (b"row", b"c"):
            return b"<%b%b%b>" % (closing, name, rest)
        attributes = dict(_ATTRIBUTE.findall(rest))
        address = attributes.pop(b"r", b"")[1:-1].strip().upper()
        if name == b"row":
            row, column = int(address) if address.isdigit() else row + 1, 0
            address = b"%d" % row
        else:
            if known := _ADDRESS.match(address):
                column, row = column_index(known[1]) + 1, int(known[2])
            else:
                column += 1
            address = b"%b%d" % (column_letters(column - 1).encode(), row)
        others = b"".join(b" %b=%b" % pair for pair in attributes.items())
        return b'<%b r="%b"%b%b>' % (name, address, others, b"/" if rest.endswith(b"/") else b"")

    return _TAG.sub(write, cells)


def _oversized(cells: bytes) -> bool:
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    for cell in _CELL.finditer(cells):
        columns.add(cell[1])
        rows.add(cell[2])
    return max(map(int, rows), default=0) * (max(map(column_index, columns), default=0) + 1) > MAX_CELLS


def _formulas(cells: bytes, start: int) -> dict[tuple[int, int], str]:
    found = {}
    for formula in _FORMULA.finditer(cells, start):
        cell = _CELL.match(
            cells, cells.rfind(b"<c ", max(0, formula.start() - _LONGEST_TAG), formula.start())
        )
        if cell:
            text = (formula[1] or b"").decode("utf-8", "replace")
            found[int(cell[2]) - 1, column_index(cell[1])] = html.unescape(text)
    return found


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: value[1:-1] for name, value in _ATTRIBUTE.findall(text)}


def _hidden_rows(cells: bytes) -> frozenset[int]:
    rows = set()
    position = -1
    for row in _ROW.finditer(cells):
        attributes = _attributes(row[1])
        number = attributes.get(b"r", b"")
        position = int(number) - 1 if number.isdigit() else position + 1
        if attributes.get(b"hidden") in (b"1", b"true") or _is_slight(attributes.get(b"ht"), LEAST_HEIGHT):
            rows.add(position)
    return frozenset(rows)


def _is_slight(size: bytes | None, least: float) -> bool:
    """Whether a height (in points) or width (in letters) is given, and is too small for a letter."""
    try:
        return size is not None and float(size) < least
    except ValueError:
        return False


def hidden_columns(head: bytes) -> frozenset[int]:
    """The columns hidden by what stands before a sheet's <sheetData>."""
    columns: set[int] = set()
    for column in _COL.finditer(head):
        attributes = _attributes(column[1])
        first, last = attributes.get(b"min", b""), attributes.get(b"max", b"")
        unseen = attributes.get(b"hidden") in (b"1", b"true") or _is_slight(
            attributes.get(b"width"), _LEAST_WIDTH
        )
        if unseen and first.isdigit() and last.isdigit():
            columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))
    return frozenset(columns)


def column_widths(head: bytes) -> dict[int, float]:
    """The widths, in characters, that what stands before a sheet's <sheetData> gives to its columns."""
    widths: dict[int, float] = {}
    for column in _COL.finditer(head):
        attributes = _attributes(column[1])
        first, last, width = (attributes.get(name, b"") for name in (b"min", b"max", b"width"))
        if first.isdigit() and last.isdigit() and _WIDTH.fullmatch(width):
            for place in range(int(first) - 1, min(int(last), MAX_COLUMNS)):
                widths[place] = float(width)
    return widths


def tidy(data: bytes) -> tuple[bytes, list[tuple[int, int, bytes]]]:
    """A sheet's <sheetData> without far-flung and error cells; and the far cells that hold
    something, each (row, column, XML)."""
    cells = usual(split(data)[1])
    far: list[tuple[int, int, bytes]] = []
    _, *rows = cells[: cells.rfind(b">") + 1].split(b"<row ")
    return b"<sheetData>%b</sheetData>" % b"".join(_tidy_row(b"<row " + row, far) for row in rows), far


def _tidy_row(row: bytes, far: list[tuple[int, int, bytes]]) -> bytes:
    number = _ROW_NUMBER.match(row)
    near = number is None or int(number[1]) <= MAX_ROWS
    if near and not _FAR.search(row) and not _ERROR_MARK.search(row):
        return row
    start, *pieces = row.split(b"<c ")
    kept = [start]
    for piece in pieces:
        cell, rest = _cut(b"<c " + piece)
        place = _CELL.match(cell)
        error = place and _ERROR_MARK.search(cell, 0, cell.find(b">"))
        if place is None or (int(place[2]) <= MAX_ROWS and column_index(place[1]) < MAX_COLUMNS):
            kept.append(place[0] + b"/>" if error else cell)
        elif not error and (b"<v" in cell or b"<is" in cell):
            far.append((int(place[2]) - 1, column_index(place[1]), cell))
        kept.append(rest)
    return b"".join(kept) if near else b""


def _cut(piece: bytes) -> tuple[bytes, bytes]:
    """A cell's XML, and what follows it."""
    tag = piece.find(b">") + 1
    end = tag if piece[:tag].endswith(b"/>") else piece.find(b"</c>") + 4
    return piece[:end], piece[end:]
