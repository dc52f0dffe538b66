"""Values and facts of a workbook in one pass over its XML, for workbooks in the usual form.

Usual is what Excel, LibreOffice, WPS, XlsxWriter and openpyxl write. The patterns below account for every
byte of a sheet's head and rows, and of the shared strings; what they do not know (prefixes, comments,
times of the day, far-flung cells …) is left whole to the general path: python-calamine for the values
(grid.py) and a second search for what it does not show (sheet_xml.py). Both read the same; a test compares
them over every kind of workbook, and over damaged ones.

Why patterns: CPU time of a return of eight sheets (146 KiB of XML, 4,900 cells of which 730 are filled),
tenth percentiles of one run on a busy machine, in milliseconds:

    python-calamine, values alone                                               2.8
    two looks, as the general path: guard and facts, then calamine and lists    4.8
    this module, the whole file: pieces met before, as in all but the first
    returns of a blank 3.5; none met 5.6
    its sheets alone: met before 1.4, none met 4.3

    The sheets' XML by expat without any handler 1.7, with handlers for cells in Python 5.9; by xml.etree
    6.0; by lxml 4.0, and its filled cells 4.4, by XPath 7.8, by iterparse 9.1. So no parser that calls
    Python for each element pays, and lxml's tree alone costs more than calamine's whole reading.

Where a new fact goes: of a cell into _BETWEEN or by its style into _Book, of a row beside `hidden` in
_parse, of what stands before or behind the rows into _read_sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from workbook_templates.reading.conditional_looks import hiding_rules
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet, make_sheet
from workbook_templates.reading.looks import BookLooks, looks_of_cells, merges_of
from workbook_templates.reading.package import Package, Unreadable, damaged, of_small
from workbook_templates.reading.sheet_xml import (
    MAX_CELLS,
    SheetFacts,
    column_letters,
    encodings_of_cells,
    hidden_columns,
)
from workbook_templates.reading.strings_and_formats import (
    ATTRIBUTES,
    PROLOG,
    Unusual,
    number_formats,
    plain_text,
    resolved,
    shared_strings,
    trimmed,
)

_COLUMNS = {column_letters(n).encode(): n for n in range(234)}  # to HZ: with 9999 rows never too many cells
_REMEMBERED = 2**14  # pieces of the XML between two values, most of them of 30 to 100 bytes
_LONG = 2**10  # longer pieces are read row by row

_HEAD = re.compile(
    (
        PROLOG + r'(?:<dimension ref="[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?" ?/>'
        rf"|<(?!(?:\w+:)?dimension\b)[A-Za-z][\w:]*{ATTRIBUTES} ?/?>|</[\w:]+>)*"
    ).encode()
)
_VALUE = re.compile(rb"<v>([^<]*)</v></c>")
_BETWEEN = re.compile(  # rows and cells between two values; blank cells only have a look
    (
        r'(?:<c r="[A-H]?[A-Z][1-9][0-9]{0,3}"(?: s="[0-9]+")?(?: t="[a-z]+")?(?: ?/>|></c>))*'
        rf'(?:<row r="([1-9][0-9]{{0,3}})"({ATTRIBUTES}) ?(/?)>|(</row>)|'
        rf'(<c r="[^<>]*">)(<f{ATTRIBUTES}(?: ?/>|>[^<]*</f>))?'
        r'(<v ?/>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?(</c>)?|\Z|(?s:(.+)))'
    ).encode()
)
_FLAT = re.compile(rb' ht="[0-2](?:\.[0-9]*)?"')  # sheet_xml.LEAST_HEIGHT
_TAG = re.compile(rb'<c r="([A-H]?[A-Z])([1-9][0-9]{0,3})"(?: s="([0-9]{1,5})")?(?: t="(\w+)")?>')
_NUMBER = re.compile(rb"-?[0-9]{1,17}(?:\.[0-9]{1,30})?(?:[Ee][+-]?0?[0-9]{1,2})?")
_KINDS = frozenset((b"", b"s", b"b", b"e", b"str", b"inlineStr"))
_ERRORS = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))

_FIRST_DAY, _LAST_DAY = 61, 2_958_465  # serial numbers of 1.3.1900 and 31.12.9999
_DAY_ZERO = date(1899, 12, 30)
_DAYS_1904 = 1462


class _Cell(NamedTuple):
    """Where a cell stands (from 0), its type ('' is a number) and style."""

    row: int
    column: int
    kind: bytes
    style: int | None


class _More(NamedTuple):
    """What stands between two values beside blank cells: texts (row, column, text) of inline strings and
    empty results; formulas and hidden rows as in SheetFacts."""

    texts: tuple[tuple[int, int, str], ...]
    formulas: dict[tuple[int, int], str]
    hidden: frozenset[int]


class _Book(NamedTuple):
    """What the cells of a workbook refer to. dated, unclear: the cell styles that show a number as a
    date, or in a way left to the general path; encodings: the legacy encoding of a style's font;
    looks: the styles and strings that the page shows otherwise."""

    strings: list[str]
    dated: frozenset[int | None]
    unclear: frozenset[int | None]
    encodings: dict[int, str]
    days: int
    uncalculated: bool
    looks: BookLooks


def usual_grid(package: Package, wanted: Callable[[str], bool] = bool, *, few: bool = False) -> Grid | None:
    """The worksheets with a wanted name; None where anything in these is not in the usual form, or the
    package is more than this process should hold. few: of such a one too, since what is wanted is little.
    Raises Unreadable where a part cannot be unpacked."""
    if not package.as_usual or (package.apart and not few):
        return None
    try:
        book = _book(package)
        sheets, held = [], 0
        for name, state, part in package.sheets:
            if wanted(name):
                sheet = _read_sheet(name, state != "visible", package, part, book)
                sheets.append(sheet)
                held += len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0
                if held > MAX_CELLS:
                    raise Unusual  # many sheets, each with a far-flung cell
    except (Unusual, ValueError, IndexError):  # wrong UTF-8, a string that is not there
        return None
    if package.apart and not few:  # one of these parts says so
        return None
    return Grid(sheets, package.date1904, package.modified(), package.own_output)


def _book(package: Package) -> _Book:
    styles, strings = package.part("xl/styles.xml"), package.part("xl/sharedStrings.xml")
    known = shared_strings(strings.decode("utf-8-sig")) if strings else []  # so they are well-formed
    try:
        with damaged():
            dated, unclear = of_small(number_formats, styles)
            looks = package.looks(styles, strings)
    except Unreadable:
        raise Unusual from None
    return _Book(
        strings=known,
        dated=dated,
        unclear=unclear,
        encodings=package.encodings(styles),
        days=_DAYS_1904 if package.date1904 else 0,
        uncalculated=package.uncalculated,
        looks=looks,
    )


def _read_sheet(name: str, hidden: bool, package: Package, part: str, book: _Book) -> Sheet:
    head, cells, tail = _cut(package.part(part) or b"")
    facts = SheetFacts(merges=merges_of(tail), uncalculated=book.uncalculated)
    facts.hiding = hiding_rules(tail, book.looks.conditional)
    facts.drawings = package.drawings(part, tail)
    found = _cells(cells, book, facts)
    facts.calculated = bool(facts.formulas) and package.calculated
    if b"hidden" in head or b'width="0' in head:
        facts.hidden_columns = hidden_columns(head)
    if book.encodings:
        facts.encodings = encodings_of_cells(cells, book.encodings)
    if book.looks.styles or book.looks.strings:
        facts.looks = looks_of_cells(cells, book.looks.styles, book.looks.strings)
    width = max(map(itemgetter(1), found), default=-1) + 1
    rows = [[""] * width for _ in range(found[-1][0] + 1 if found else 0)]
    by_row: list[list[tuple[int, object]]] = [[] for _ in rows]
    last = -1
    for row, column, value in found:
        if (place := row * 1024 + column) <= last:
            raise Unusual
        last = place
        if value != "":
            rows[row][column] = value
            by_row[row].append((column, value))
    sheet = make_sheet(name, hidden, rows, facts)
    if not facts.encodings and not facts.looks:
        sheet.cells = by_row  # no need to look for them again
    return sheet


def _cut(data: bytes) -> tuple[bytes, bytes, bytes]:
    """A sheet's XML before, inside and behind its <sheetData>."""
    start = data.find(b"<sheetData")
    if start < 0 or not _HEAD.fullmatch(data, 0, start):
        raise Unusual
    tag, end = b"<sheetData>", data.find(b"</sheetData>", start)
    if end < 0:
        tag, end = b"<sheetData/>", start
    rest = end + 12
    if not data.startswith(tag, start) or data.find(b"sheetData", rest) >= 0:
        raise Unusual
    data[:start].decode()
    cells = data[start + len(tag) : end]
    if cells and not cells.startswith(b"<row "):
        raise Unusual
    return data[:start], cells, data[rest:]


def _cells(cells: bytes, book: _Book, facts: SheetFacts) -> list[tuple[int, int, object]]:
    """(row, column, value) of each cell that is not blank; '' is a text of no letters. What else the
    cells say goes to the facts."""
    *pieces, end = _VALUE.split(b"</row>" + cells)  # so that the first piece begins in a row, as all do
    found: list[tuple[int, int, object]] = []
    strings, with_care = book.strings, book.dated | book.unclear
    for piece, raw in zip(pieces[::2], pieces[1::2], strict=True):
        cell, more = _between[piece]
        if more is not None:
            _note(more, found, facts)
        if cell is None:
            raise Unusual
        row, column, kind, style = cell
        digits = raw.isdigit()
        if digits and kind == b"s":
            found.append((row, column, strings[int(raw)]))
        elif digits and style not in with_care and kind == b"":
            found.append((row, column, float(raw)))
        elif (value := _value(kind, raw)) is not None:
            if type(value) is float:
                if style in with_care:
                    value = _as_date(value, style, book)
            elif type(value) is ErrorValue:
                facts.errors[row, column] = str(value)
            found.append((row, column, value))
    cell, more = _between[end]
    if cell is not None:
        raise Unusual
    if more is not None:
        _note(more, found, facts)
    return found


def _note(more: _More, found: list[tuple[int, int, object]], facts: SheetFacts) -> None:
    found += more.texts
    facts.formulas |= more.formulas
    facts.hidden_rows |= more.hidden


def _as_date(number: float, style: int | None, book: _Book) -> date:
    whole = number.is_integer() and _FIRST_DAY <= number <= _LAST_DAY - book.days
    if style in book.unclear or not whole:
        raise Unusual
    return _DAY_ZERO + timedelta(days=int(number) + book.days)


class _Memory(dict):
    """What the pieces between two values say: the cell whose value follows (none at the end) and what
    else there is. Workbooks of one blank share most pieces; the memory is emptied when it is full."""

    def __missing__(self, piece: bytes) -> tuple[_Cell | None, _More | None]:
        if len(piece) >= _LONG:
            return _by_rows(piece)
        if len(self) >= _REMEMBERED:
            self.clear()
        known = self[piece] = _parse(piece, inside=True)
        return known


_between = _Memory()


def _by_rows(piece: bytes) -> tuple[_Cell | None, _More | None]:
    """The same of a piece of many rows, most of them blank and met before."""
    first, *rows = piece.split(b"</row>")
    if not rows:
        return _parse(piece, inside=True)
    *rows, end = rows
    pieces = [_parse(first + b"</row>", inside=True), *map(_row, rows), _parse(end, inside=False)]
    noted = [more for _, more in pieces if more is not None]
    if not noted:
        return pieces[-1]
    texts = tuple(text for more in noted for text in more.texts)
    formulas = {place: text for more in noted for place, text in more.formulas.items()}
    return pieces[-1][0], _More(texts, formulas, frozenset().union(*(more.hidden for more in noted)))


def _row(row: bytes) -> tuple[_Cell | None, _More | None]:
    return (_remembered_row if len(row) < 4 * _LONG else _parse)(row + b"</row>", False)


def _parse(piece: bytes, inside: bool) -> tuple[_Cell | None, _More | None]:
    """What a piece says that begins inside a row, behind a cell, or between rows."""
    piece.decode()  # or it is not UTF-8
    cell, texts, formulas, hidden = None, [], {}, set()
    for row, attributes, closed, end, tag, formula, content, shut, unknown in _BETWEEN.findall(piece):
        if not (row or end or tag or unknown):
            continue  # the end of the piece
        if unknown or cell or (inside if row else not inside):
            raise Unusual
        if row:
            inside = not closed
            if b' hidden="1"' in attributes or b' hidden="true"' in attributes or _FLAT.search(attributes):
                hidden.add(int(row) - 1)
        elif end:
            inside = False
        else:
            at = _cell(tag)
            if formula:
                text = formula[formula.find(b">") + 1 : -4].decode()
                resolved(text)  # or it is not well-formed
                formulas[at.row, at.column] = html.unescape(text)
            if not shut:
                if content:
                    raise Unusual
                cell = at
            text = _text_of(at.kind, content)
            if text is not None:
                texts.append((at.row, at.column, text))
    if inside and not cell:
        raise Unusual
    more = _More(tuple(texts), formulas, frozenset(hidden)) if texts or formulas or hidden else None
    return cell, more


_remembered_row = lru_cache(maxsize=_REMEMBERED // 4)(_parse)


def _cell(tag: bytes) -> _Cell:
    found = _TAG.fullmatch(tag)
    if not found:
        raise Unusual
    letters, row, style, kind = found.groups(b"")
    kind = b"" if kind == b"n" else kind
    if kind not in _KINDS:
        raise Unusual
    return _Cell(int(row) - 1, _COLUMNS[letters], kind, int(style) if style else None)


def _text_of(kind: bytes, content: bytes) -> str | None:
    """The text of a cell that holds an inline string or an empty result; None is blank."""
    if content.startswith(b"<is>"):
        if kind != b"inlineStr":
            raise Unusual
        text = content[4:-5]
        return trimmed(plain_text(text[text.find(b">") + 1 : -4].decode()), text.startswith(b"<t xml"))
    return "" if content and kind == b"str" else None


def _value(kind: bytes, raw: bytes) -> object:
    """A cell's value from its type and the text of its <v>; None is blank."""
    if kind == b"":
        if _NUMBER.fullmatch(raw):
            return float(raw)
    elif kind == b"str":
        return plain_text(raw.decode())
    elif kind == b"b":
        if raw in (b"0", b"1"):
            return raw == b"1"
    elif kind == b"e" and raw in _ERRORS:
        return ErrorValue(raw.decode())
    if raw:
        raise Unusual
    return None
