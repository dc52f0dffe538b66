"""Values and facts of a workbook in one pass over its XML, for workbooks in the usual form.

Usual is what Excel, LibreOffice, WPS, XlsxWriter and openpyxl write. The patterns below account for every
byte of a sheet's <sheetData> and of the shared strings; whatever they do not know (prefixes, comments,
times of the day, far-flung cells …) is left whole to the general path: python-calamine for the values
(grid.py) and a second search for what it does not show (sheet_xml.py). Both give the same; a test
compares them over every kind of workbook there is.

Why patterns: of a return of eight sheets (146 KiB of XML, 4,900 cells of which 730 are filled),
milliseconds of one run on the same machine:

    python-calamine, values alone                                              2.8
    today's two looks: guard and facts 1.7, calamine and its lists 3.2         4.9
    expat without any handler 1.6; with handlers in Python for cells           5.5
    xml.etree's tree, then its cells                                           5.6
    lxml's tree 3.6; then its filled cells 4.2; XPath 7.7; iterparse           7.5
    patterns over every byte                                                   1.3
    the same, rows met before remembered (most rows of a blank stay blank)     0.5

A new fact of a cell is one more group of _CELL, of a row one more look at its attributes; what stands
before and behind the rows is `head` and `tail` in _read_sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

from workbook_templates.reading.grid import ErrorValue, Grid, Sheet, make_sheet
from workbook_templates.reading.package import Package, Unreadable, damaged, of_small
from workbook_templates.reading.sheet_xml import (
    SheetFacts,
    column_letters,
    encodings_of_cells,
    hidden_columns,
)

_COLUMNS = {column_letters(n).encode(): n for n in range(234)}  # to HZ: with 9999 rows never too many cells
_REMEMBERED = 2**14  # pieces of the XML between two values, most of them of 30 to 100 bytes
_LONG = 2**10  # longer pieces are read row by row

_ATTRIBUTES = r'(?: [\w:]+="[^"<>]*")*+'
_PROLOG = (
    r"(?:\xef\xbb\xbf)?(?:<\?xml version=['\"]1\.0['\"] encoding=['\"](?i:utf-8)['\"]"
    r"(?: standalone=['\"](?:yes|no)['\"])? ?\?>)?\s*"
)
_HEAD = re.compile(
    (
        _PROLOG + r'(?:<dimension ref="[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?" ?/>'
        rf"|<(?!(?:\w+:)?dimension\b)[A-Za-z][\w:]*{_ATTRIBUTES} ?/?>|</[\w:]+>)*+"
    ).encode()
)
_VALUE = re.compile(rb"<v>([^<]*)</v></c>")
_BETWEEN = re.compile(  # rows and cells between two values; blank cells only have a look
    (
        r'(?:<c r="[A-H]?[A-Z][1-9][0-9]{0,3}"(?: s="[0-9]+")?(?: t="[a-z]+")?(?: ?/>|></c>))*+'
        rf'(?:<row r="([1-9][0-9]{{0,3}})"({_ATTRIBUTES}) ?(/?)>|(</row>)|'
        rf'(<c r="[^<>]*">)(<f{_ATTRIBUTES}(?: ?/>|>[^<]*</f>))?'
        r'(<v ?/>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?(</c>)?|\Z|(?s:(.+)))'
    ).encode()
)
_TAG = re.compile(rb'<c r="([A-H]?[A-Z])([1-9][0-9]{0,3})"(?: s="([0-9]{1,5})")?(?: t="(\w+)")?>')
_NUMBER = re.compile(rb"-?[0-9]{1,17}(?:\.[0-9]{1,30})?(?:[Ee][+-]?0?[0-9]{1,2})?")
_KINDS = frozenset((b"", b"s", b"b", b"e", b"str", b"inlineStr"))
_ERRORS = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))
_STRINGS = re.compile(rf"{_PROLOG}<sst{_ATTRIBUTES}>(.*)</sst>\s*", re.S)
_TEXT = r'<t(?: xml:space="(preserve)")?>([^<]*)</t>'
_ANY_TEXT = r'<t(?: xml:space="preserve")?>[^<]*</t>'
_PHONETIC = rf"(?:<phoneticPr{_ATTRIBUTES} ?/>)?"
_STRING = re.compile(
    rf"<si>(?:{_TEXT}|<t ?/>|((?:<r>(?:<rPr>(?:<\w+{_ATTRIBUTES} ?/>)*+</rPr>|<rPr/>)?{_ANY_TEXT}</r>)++))"
    rf"{_PHONETIC}</si>|(?s:(.+))"
)
_RUN = re.compile(_TEXT)
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_LITERAL = re.compile(r'"[^"\\_*]*"|[\\_*].|\[(?![hmsHMS]+\])[^\[\]"\\_*;]*\]')
_DATE = re.compile(r'[^A-Za-z"\[\]\\]*[dmyhsDMYHS]')
_PLAIN = re.compile(r'(?: *General *|[^A-DF-Za-z"\[\]\\]*)')
_DATE_IDS = frozenset(map(str, (*range(14, 23), 45, 47)))
_FIRST_DAY, _LAST_DAY = 61, 2_958_465  # serial numbers of 1.3.1900 and 31.12.9999
_DAY_ZERO = date(1899, 12, 30)
_DAYS_1904 = 1462


class _Unusual(Exception):
    """Something that is left to the general path."""


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
    date, or in a way left to the general path; encodings: the legacy encoding of a style's font."""

    strings: list[str]
    dated: frozenset[int | None]
    unclear: frozenset[int | None]
    encodings: dict[int, str]
    days: int


def usual_grid(package: Package, wanted: Callable[[str], bool] = bool) -> Grid | None:
    """The worksheets with a wanted name; None where anything in the workbook is not in the usual form.
    Raises Unreadable where a part cannot be unpacked."""
    if not package.as_usual:
        return None
    try:
        book = _book(package)
        sheets = [
            _read_sheet(name, state != "visible", package.part(part) or b"", book)
            for name, state, part in package.sheets
        ]
    except (_Unusual, ValueError, IndexError):  # wrong UTF-8, a string that is not there
        return None
    if package.apart:
        return None
    kept = [sheet for sheet in sheets if wanted(sheet.name)]
    return Grid(kept, package.date1904, package.modified(), package.own_output)


def _book(package: Package) -> _Book:
    styles, strings = package.part("xl/styles.xml"), package.part("xl/sharedStrings.xml")
    try:
        with damaged():
            dated, unclear = of_small(_number_formats, styles)
    except Unreadable:
        raise _Unusual from None
    return _Book(
        strings=_shared_strings(strings.decode("utf-8-sig")) if strings else [],
        dated=dated,
        unclear=unclear,
        encodings=package.encodings(styles),
        days=_DAYS_1904 if package.date1904 else 0,
    )


def _read_sheet(name: str, hidden: bool, data: bytes, book: _Book) -> Sheet:
    head, cells = _cut(data)
    facts = SheetFacts()
    found = _cells(cells, book, facts)
    if b"hidden" in head:
        facts.hidden_columns = hidden_columns(head)
    if book.encodings:
        facts.encodings = encodings_of_cells(cells, book.encodings)
    width = max((column for _, column, _ in found), default=-1) + 1
    rows = [[""] * width for _ in range(found[-1][0] + 1 if found else 0)]
    by_row: list[list[tuple[int, object]]] = [[] for _ in rows]
    last = -1
    for row, column, value in found:
        if (place := row * 1024 + column) <= last:
            raise _Unusual
        last = place
        if value != "":
            rows[row][column] = value
            by_row[row].append((column, value))
    sheet = make_sheet(name, hidden, rows, facts)
    if not facts.encodings:
        sheet.cells = by_row  # no need to look for them again
    return sheet


def _cut(data: bytes) -> tuple[bytes, bytes]:
    """A sheet's XML before and inside its <sheetData>; of what stands behind nothing is asked yet."""
    start = data.find(b"<sheetData")
    if start < 0 or not _HEAD.fullmatch(data, 0, start):
        raise _Unusual
    tag, end = b"<sheetData>", data.find(b"</sheetData>", start)
    if end < 0:
        tag, end = b"<sheetData/>", start
    rest = end + 12
    if not data.startswith(tag, start) or data.find(b"sheetData", rest) >= 0:
        raise _Unusual
    data[:start].decode()
    cells = data[start + len(tag) : end]
    if cells and not cells.startswith(b"<row "):
        raise _Unusual
    return data[:start], cells


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
            raise _Unusual
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
        raise _Unusual
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
        raise _Unusual
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
            raise _Unusual
        if row:
            inside = not closed
            if b' hidden="1"' in attributes or b' hidden="true"' in attributes:
                hidden.add(int(row) - 1)
        elif end:
            inside = False
        else:
            at = _cell(tag)
            if formula:
                text = formula[formula.find(b">") + 1 : -4].decode()
                _resolved(text)  # or it is not well-formed
                formulas[at.row, at.column] = html.unescape(text)
            if not shut:
                if content:
                    raise _Unusual
                cell = at
            text = _text_of(at.kind, content)
            if text is not None:
                texts.append((at.row, at.column, text))
    if inside and not cell:
        raise _Unusual
    more = _More(tuple(texts), formulas, frozenset(hidden)) if texts or formulas or hidden else None
    return cell, more


_remembered_row = lru_cache(maxsize=_REMEMBERED // 4)(_parse)


def _cell(tag: bytes) -> _Cell:
    found = _TAG.fullmatch(tag)
    if not found:
        raise _Unusual
    letters, row, style, kind = found.groups(b"")
    kind = b"" if kind == b"n" else kind
    if kind not in _KINDS:
        raise _Unusual
    return _Cell(int(row) - 1, _COLUMNS[letters], kind, int(style) if style else None)


def _text_of(kind: bytes, content: bytes) -> str | None:
    """The text of a cell that holds an inline string or an empty result; None is blank."""
    if content.startswith(b"<is>"):
        if kind != b"inlineStr":
            raise _Unusual
        text = content[4:-5]
        return _trimmed(_text(text[text.find(b">") + 1 : -4].decode()), text.startswith(b"<t xml"))
    return "" if content and kind == b"str" else None


def _value(kind: bytes, raw: bytes) -> object:
    """A cell's value from its type and the text of its <v>; None is blank."""
    if kind == b"":
        if _NUMBER.fullmatch(raw):
            return float(raw)
    elif kind == b"str":
        return _text(raw.decode())
    elif kind == b"b":
        if raw in (b"0", b"1"):
            return raw == b"1"
    elif kind == b"e" and raw in _ERRORS:
        return ErrorValue(raw.decode())
    if raw:
        raise _Unusual
    return None


def _text(raw: str) -> str:
    """A text of the XML as a reader sees it."""
    if "\r" in raw or "_x" in raw:  # _x000D_ and its like
        raise _Unusual
    return _resolved(raw)


def _resolved(raw: str) -> str:
    if "&" not in raw:
        return raw
    text, count = _REFERENCE.subn(lambda found: _NAMED.get(found[1]) or chr(int(found[2])), raw)
    if count != raw.count("&"):
        raise _Unusual
    return text


def _trimmed(text: str, preserve: str | bool) -> str:
    return text if preserve else text.strip(" \t\r\n")


def _shared_strings(text: str) -> list[str]:
    whole = _STRINGS.fullmatch(text)
    if whole is None:
        raise _Unusual
    found = []
    for preserve, plain, rich, unknown in _STRING.findall(whole[1]):
        if unknown:
            raise _Unusual
        if rich:
            runs = _RUN.findall(rich)
            if len(runs) != rich.count("<r>"):
                raise _Unusual
            plain = "".join(_trimmed(_text(run), kept) for kept, run in runs)
        else:
            plain = _trimmed(_text(plain), preserve)
        found.append(intern(plain))  # workbooks share most texts: looked up, and sent on, as one
    return found


def _number_formats(styles: bytes | None) -> tuple[frozenset[int], frozenset[int]]:
    """The cell styles that show numbers as dates, and those that are left to the general path."""
    codes: dict[str, str] = {}
    dated, unclear = set(), set()
    for part in fromstring(styles).iter() if styles else ():
        if _is(part, "numFmts"):
            known = [(e.get("numFmtId"), e.get("formatCode")) for e in part.iter() if _is(e, "numFmt")]
            codes |= {number: code for number, code in known if number is not None and code is not None}
        elif _is(part, "cellXfs"):
            for style, look in enumerate(e for e in part.iter() if _is(e, "xf")):
                shows = _shows(look.get("numFmtId", ""), codes)
                if shows != "number":
                    (dated if shows == "date" else unclear).add(style)
    return frozenset(dated), frozenset(unclear)


def _is(element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _shows(number: str, codes: dict[str, str]) -> str:
    """What a number format makes of a number: date, number or, where it is not sure, unclear."""
    if number not in codes:
        return "date" if number in _DATE_IDS else "unclear" if number == "46" else "number"
    code = _LITERAL.sub("", codes[number]).partition(";")[0]
    return "date" if _DATE.match(code) else "number" if _PLAIN.fullmatch(code) else "unclear"
