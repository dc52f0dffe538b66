"""Sheets of tens of thousands of rows, each row turned into XML at once.

XlsxWriter in constant memory keeps a row's cells as objects and asks of each anew what it is: 8 to 10
microseconds a cell, three quarters of the time of a roll-up. Here a row handed over whole becomes text
in one step and goes into the same temporary file, byte for byte as XlsxWriter would have written it;
all else (columns, panes, merged cells, page setup, charts, the package) stays XlsxWriter's. For working
files alone: a blank has validations and protection that are nothing but rows, and needs no speed.

Leans on these names of XlsxWriter that are not documented, all as of the version in constraints.txt:
of Worksheet `fh`, `row_data_filename`, `constant_memory`, `table`, `row_info`, `row_sizes`,
`default_row_height`, `dim_colmin`, `dim_rowmax`, `_write_row`, `_write_single_row`, `_write_cell`,
`_check_dimensions`, `_escape_control_characters`;
`RowInfo` (since 3.3); of Format `_get_xf_index`. tests/test_fast_sheet.py compares with plain XlsxWriter,
part by part.

In one thing it differs on purpose: a text that begins with <r> and ends with </r> XlsxWriter takes for
XML of its own; here what a unit typed stays text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from io import StringIO
from math import isfinite

from xlsxwriter.format import Format
from xlsxwriter.worksheet import RowInfo, Worksheet

from workbook_templates.declared.record import Fingerprint, Print, seal_of
from workbook_templates.paper.printed_table import Cell, Formula, PaperSheet
from workbook_templates.reading.table import letters

_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_MOST_UNITS = 32_767  # UTF-16 code units of a text in a cell
_MOST_REMEMBERED = 2**15
_USUAL_COLUMNS = 40


class FastSheet(PaperSheet):
    """A sheet of a workbook in constant memory whose rows come from top to bottom, each once and whole.
    A row may still be written cell by cell, as long as it is not one that `write_line` has written.

    said: makes of every text of a cell what is written; None where that is the text itself."""

    said: Callable[[str], str] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._last_line = -1
        self._tags: dict[tuple[float | None, float], str] = {}
        self._starts = [f'<c r="{letters(column)}' for column in range(_USUAL_COLUMNS)]
        self._styles = _Styles()
        self._inside = _InlineTexts()
        self._seen = Fingerprint()

    def write_line(self, row: int, cells: Mapping[int, Cell], height: float | None = None) -> None:
        """Write a row: value and format by column. height: in points, None for the sheet's own."""
        if not self.constant_memory or not cells or row in self.row_info or self.table.get(row):
            super().write_line(row, cells, height)
            return
        if self.said:
            cells = {column: (self._say(value), look) for column, (value, look) in cells.items()}
        columns = sorted(cells)
        self._begin(row, columns[0], columns[-1], height)
        starts, styles, inside = self._starts, self._styles, self._inside
        number = row + 1
        self._seen.add_row(row, columns, cells)
        pieces = [f'<row r="{number}"{self._row_tag(height)}']
        for column in columns:
            value, look = cells[column]
            content = inside[value] if type(value) is str else self._content(value)
            pieces.append(f"{starts[column]}{number}{styles[look]}{content}")
        pieces.append("</row>")
        self.fh.write("".join(pieces))
        self._last_line = row

    def _say(self, value: object) -> object:
        """A value as it is to be written; a formula whose text must not be shown becomes what may be."""
        shown = value.result if isinstance(value, Formula) else value
        if not isinstance(shown, str):
            return value
        said = self.said(shown)
        return value if said == shown else said

    def _write_string(self, row: int, col: int, string: str, cell_format=None) -> int:
        return super()._write_string(row, col, self.said(string) if self.said else string, cell_format)

    def fingerprint(self) -> Print:
        """That of the sheet's cells, once all are written."""
        self._finish_rows()
        return self._seen.print()

    def seal(self) -> str:
        """That of the sheet's rows, once all are written, as they will stand in the file."""
        self._finish_rows()
        self.fh.flush()
        with open(self.row_data_filename, "rb") as rows:
            return seal_of(rows, os.fstat(rows.fileno()).st_size)

    def _finish_rows(self) -> None:
        """Write the last row too, as the beginning of another would."""
        if self.dim_rowmax is not None:
            self._write_single_row(self.dim_rowmax + 1)

    def _write_cell(self, row: int, col: int, cell) -> None:
        self._see(row, col, cell)
        super()._write_cell(row, col, cell)

    def _see(self, row: int, column: int, cell) -> None:
        """Take note of a cell as XlsxWriter keeps it."""
        formula = getattr(cell, "formula", None)
        value = cell.value if formula is not None else getattr(cell, "string", getattr(cell, "number", None))
        self._seen.add(row, column, value, formula)

    def _begin(self, row: int, first: int, last: int, height: float | None) -> None:
        """Take note of the row and what columns it has, and write what was begun above it."""
        if height is not None:
            self.row_sizes[row] = _pixels(height), False
            first = 0 if self.dim_colmin is None else first  # as set_row takes it
        for column in (first, last):
            if self._check_dimensions(row, column):
                raise ValueError(f"row {row}, column {column} cannot be written")
        for column in range(len(self._starts), last + 1):
            self._starts.append(f'<c r="{letters(column)}')
        self._write_single_row(row)

    def _check_dimensions(self, row: int, col: int, ignore_row=False, ignore_col=False) -> int:
        if row <= self._last_line and not ignore_row:
            raise ValueError(f"row {row} is written already")
        return super()._check_dimensions(row, col, ignore_row, ignore_col)

    def _row_tag(self, height: float | None) -> str:
        """The tag of a row behind its number, as XlsxWriter writes it."""
        key = height, self.default_row_height
        tag = self._tags.get(key)
        if tag is None:
            info = None if height is None else RowInfo(height=_pixels(height))
            file, self.fh = self.fh, StringIO()
            self._write_row(0, None, info)
            written, self.fh = self.fh.getvalue(), file
            tag = self._tags[key] = written.removeprefix('<row r="1"')
        return tag

    def _content(self, value: object) -> str:
        """A cell, other than a text, from behind its attributes r and s on."""
        if value is None:
            return "/>"
        if isinstance(value, (int, float)):
            if not isfinite(value):
                raise TypeError("NaN and infinity have no form in a file")
            return f"><v>{value:.16G}</v></c>"
        if isinstance(value, Formula):
            return _formula(*value)
        return self._inside[str(value)]


def _pixels(height: float) -> int:
    """A height in points as Worksheet.set_row keeps it."""
    return int(height * 4.0 / 3.0 + 0.5)


class _Styles(dict[Format | None, str]):
    """What stands behind a cell's address, by its format."""

    def __missing__(self, look: Format | None) -> str:
        self[look] = made = f'" s="{look._get_xf_index()}"' if look else '"'
        return made


class _InlineTexts(dict[str, str]):
    """The content of a cell by its text; many texts come again and again."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[text] = made = _inline_text(text)
        return made


def _inline_text(text: str) -> str:
    if not text:
        return "/>"
    if len(text) > _MOST_UNITS // 2:
        text = text.encode("utf-16-le", "surrogatepass")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    if not text.isprintable() or "_x" in text:
        text = Worksheet._escape_control_characters(text)
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f' t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


def _formula(text: str, result: object) -> str:
    kind = ""
    if isinstance(result, bool):
        kind, result = ' t="b"', int(result)
    elif isinstance(result, str) and result:
        kind = ' t="e"' if result in _ERRORS else ' t="str"'
    shown = _escaped(result) if isinstance(result, str) else result
    return f"{kind}><f>{_escaped(text.removeprefix('='))}</f><v>{shown}</v></c>"


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
