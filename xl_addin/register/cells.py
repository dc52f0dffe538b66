"""Single cells of a sheet changed, rows added below the last one; every other byte of the sheet stays.

The clerk's own columns, colours, notes, filters and drawings are in parts and cells that are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from workbook_templates.kinds.month import EPOCH_1900
from workbook_templates.reading.table import letters
from xl_addin.copies.package_patch import SAVE_AGAIN, Unpatchable

_DATA = re.compile(rb"(<sheetData\b[^>]*>)(.*)(</sheetData>)", re.S)
_ROW = re.compile(rb"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.S)
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>.*?</c>)", re.S)
_NUMBER = re.compile(rb'\br="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_SPANS = re.compile(rb'\s+spans="[^"]*"')
_HIDDEN = re.compile(rb'\s+hidden="[^"]*"')
_HEIGHT = re.compile(rb'\s+ht="([0-9.]+)"')
_OWN_HEIGHT = re.compile(rb'\s+customHeight="[^"]*"')
_DIMENSION = re.compile(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")

Value = str | int | float | date | None


class SheetCells:
    """A worksheet part whose cells are set; the numbers of rows are as Excel shows them, columns from 0."""

    def __init__(self, part: bytes) -> None:
        found = _DATA.search(part)
        if found is None:
            raise Unpatchable(f"Trang tính ghi theo kiểu lạ. {SAVE_AGAIN}")
        self._head, self._tail = part[: found.end(1)], part[found.start(3) :]
        self._rows: dict[int, tuple[bytes, dict[int, bytes]]] = {}
        for match in _ROW.finditer(found[2]):
            number = _NUMBER.search(match[1])
            if number is None:
                raise Unpatchable(f"Trang tính ghi theo kiểu lạ. {SAVE_AGAIN}")
            self._rows[int(number[1])] = match[1], _cells_of(match[2] or b"")
        if not self._rows and found[2].strip():
            raise Unpatchable(f"Trang tính ghi theo kiểu lạ. {SAVE_AGAIN}")

    @property
    def last(self) -> int:
        """The number of the last row that the sheet has."""
        return max(self._rows, default=0)

    def set(self, row: int, column: int, value: Value, style: bytes | None = None) -> None:
        """Give a cell another value; it keeps its look, where none is given."""
        attributes, cells = self._rows[row]
        style = style or self.style(row, column)
        self._rows[row] = _SPANS.sub(b"", attributes), {**cells, column: _cell(row, column, value, style)}

    def heighten(self, row: int, points: float) -> None:
        """Make a row at least so high."""
        attributes, cells = self._rows[row]
        height = _HEIGHT.search(attributes)
        if height is None or float(height[1]) < points:
            plain = _OWN_HEIGHT.sub(b"", _HEIGHT.sub(b"", attributes))
            self._rows[row] = plain + b' ht="%g" customHeight="1"' % points, cells

    def style(self, row: int, column: int) -> bytes | None:
        """The number of a cell's format."""
        style = _STYLE.search(self._rows.get(row, (b"", {}))[1].get(column, b"").split(b">", 1)[0])
        return style[1] if style else None

    def append(
        self,
        values: Mapping[int, Value],
        like: int,
        columns: int,
        styles: Mapping[int, bytes | None] | None = None,
    ) -> int:
        """Add a row below the last one, looking cell by cell like the row `like`; returns its number.
        columns: how many; styles: by column, where a cell looks otherwise."""
        row = self.last + 1
        attributes, models = self._rows.get(like, (b"", {}))
        attributes = _HIDDEN.sub(b"", _SPANS.sub(b"", attributes)) or b' r="0"'
        attributes = _NUMBER.sub(b'r="%d"' % row, attributes)
        cells = {}
        for column in range(columns):
            found = _STYLE.search(models.get(column, b"").split(b">", 1)[0])
            style = (styles or {}).get(column) or (found[1] if found else None)
            if style or column in values:
                cells[column] = _cell(row, column, values.get(column), style)
        self._rows[row] = attributes, cells
        return row

    def result(self) -> bytes:
        """The part as it is now."""
        rows = b"".join(
            b"<row%b>%b</row>" % (attributes, b"".join(cells[c] for c in sorted(cells)))
            for _, (attributes, cells) in sorted(self._rows.items())
        )
        head = _DIMENSION.sub(rb'\g<1>%d"' % max(self.last, 1), self._head)
        return head + rows + self._tail


def _cells_of(row: bytes) -> dict[int, bytes]:
    cells = {}
    for match in _CELL.finditer(row):
        place = _PLACE.search(match[1])
        if place is None:
            raise Unpatchable(f"Trang tính ghi theo kiểu lạ. {SAVE_AGAIN}")
        cells[_column(place[1])] = match[0]
    return cells


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number - 1


def _cell(row: int, column: int, value: Value, style: bytes | None) -> bytes:
    look = b' s="%b"' % style if style else b""
    opening = b'<c r="%b%d"%b' % (letters(column).encode(), row, look)
    if value is None or value == "":
        return opening + b"/>"
    if isinstance(value, date):
        value = value.toordinal() - EPOCH_1900.toordinal()
    if isinstance(value, str):
        text = escape(_CONTROL.sub(" ", value)).encode()
        return opening + b' t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % text
    return opening + b"><v>%b</v></c>" % str(value).encode()


def same(shown: object, value: Value) -> bool:
    """Whether a cell shows a value that was written into it."""
    return _plain(shown) == _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def rows_as_text(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """Cells as text, days as 2026-12-01, whole numbers without a point."""
    return [[_plain(value) for value in row] for row in rows]
