"""Ranges of the test engine: values, formulas, looks."""

from __future__ import annotations

import re
from datetime import datetime

import xlwings as xw
from openpyxl.styles import Alignment
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel

from tests.excel.formats import ComError, Formats, colour_number
from tests.excel.looks import CellBorders, Count, Displayed, Font, Lines, Shown

ERROR_CODES = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip


def address_of(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


class Range(xw.base_classes.Range):
    """One or several areas of a sheet, by their address."""

    def __init__(self, sheet, address: str) -> None:
        self.sheet, self.where = sheet, address.replace("$", "")
        self.calls = sheet.book.app.calls
        left, top, right, bottom = range_boundaries(self.where.split(",")[0].split(" ")[0])
        self.box = (top or 1, left or 1, bottom or 1_048_576, right or 16_384)

    @property
    def api(self):
        return self

    @property
    def coords(self):
        top, left, bottom, right = self.box
        return self.sheet, top, left, bottom - top + 1, right - left + 1

    @property
    def row(self):
        self.calls("Row")
        return self.box[0]

    @property
    def column(self):
        self.calls("Column")
        return self.box[1]

    @property
    def shape(self):
        self.calls("Rows.Count")
        return self.coords[3:]

    def __len__(self):
        return self.coords[3] * self.coords[4]

    @property
    def address(self):
        self.calls("Address")
        return self.where

    def get_address(self, row_absolute, col_absolute, external):
        self.calls("GetAddress")
        if not external:
            return self.where
        absolute = re.sub("([A-Z]+)([0-9]+)", r"$\1$\2", self.where)
        place = f"[{self.sheet.book.name}]{self.sheet.page.title}"
        if not re.fullmatch(r"[A-Za-z0-9_.\[\]]+", place):
            place = "'" + place.replace("'", "''") + "'"
        return f"{place}!{absolute}"

    def filled(self):
        """The cells that hold something, by rows: an area may be far larger than what stands in it."""
        top, left, bottom, right = self.box
        held = sorted(self.sheet.page._cells.items())
        return [
            cell
            for (row, column), cell in held
            if top <= row <= bottom and left <= column <= right and cell.value is not None
        ]

    def _rows(self):
        top, left, bottom, right = self.box
        return self.sheet.page.iter_rows(top, bottom, left, right)

    def _held(self):
        """The rows, None for a cell that was never made: asking openpyxl for one makes it."""
        top, left, bottom, right = self.box
        held = self.sheet.page._cells
        return ([held.get((row, c)) for c in range(left, right + 1)] for row in range(top, bottom + 1))

    @property
    def raw_value(self):
        self.calls("Value")
        return self._shaped([[cell and self._value(cell) for cell in row] for row in self._held()])

    def _value(self, cell):
        value = cell.value
        if isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
            results = self.sheet.book.results.get(self.sheet.page)
            if link := re.fullmatch(r'=HYPERLINK\(.*,"((?:[^"]|"")*)"\)', value):
                return link[1].replace('""', '"')
            value = results[cell.coordinate].value if results is not None else None
        if isinstance(value, str) and value in ERROR_CODES:
            return ERROR_CODES[value]
        if isinstance(value, float) and is_date_format(cell.number_format):
            return from_excel(value)  # COM gives what the format makes of a number
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @staticmethod
    def _shaped(rows):
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))

    @raw_value.setter
    def raw_value(self, data):
        self.calls("Value")
        self._write(data, _typed)

    @property
    def formula(self):
        self.calls("Formula")
        held = self._held()
        return self._shaped([["" if not c or c.value is None else str(c.value) for c in row] for row in held])

    @formula.setter
    def formula(self, data):
        self.calls("Formula")
        self._write(data, _typed)

    Formula = formula

    def _write(self, data, typed):
        self.sheet.must_be_open()
        for line, row in enumerate(self._rows()):
            for place, cell in enumerate(row):
                value = data[line][place] if isinstance(data, (list, tuple)) else data
                formula = isinstance(value, str) and value.startswith("=")
                # A cell of text keeps what it is given, an apostrophe and the look of a number included.
                text_cell = cell.number_format == "@" and not formula and value is not None
                cell.value = str(value) if text_cell else typed(value)
                cell.data_type = "f" if formula else cell.data_type if cell.value is not None else "n"
                if isinstance(cell.value, str) and not formula:
                    cell.data_type = "s"

    def Find(self, what, LookIn, LookAt):
        self.calls("Find")
        assert (what, LookIn, LookAt) == ("*", -4123, 2), "else Excel looks as it was last told to"
        return Range(self.sheet, self.filled()[0].coordinate)

    @property
    def Row(self):
        return self.row

    @property
    def Column(self):
        return self.column

    @property
    def Value(self):
        return self.raw_value

    @property
    def MergeCells(self):
        self.calls("MergeCells")
        return any(self._corner().coordinate in merged for merged in self.sheet.page.merged_cells.ranges)

    @property
    def MergeArea(self):
        self.calls("MergeArea")
        cell = self._corner().coordinate
        merged = next(one for one in self.sheet.page.merged_cells.ranges if cell in one)
        return Range(self.sheet, merged.coord)

    @property
    def Address(self):
        return self.address

    def SpecialCells(self, kind):
        self.calls("SpecialCells")
        assert kind == 12, "only the visible cells are asked for"
        self.sheet.must_be_open()
        top, left, bottom, right = self.box
        page = self.sheet.page
        rows = sum(not page.row_dimensions[n].hidden for n in range(top, bottom + 1))
        columns = sum(not page.column_dimensions[get_column_letter(n)].hidden for n in range(left, right + 1))
        if not rows * columns:
            raise ComError("no cells were found")
        return Count(self, rows * columns)

    @property
    def number_format(self):
        self.calls("NumberFormat")
        return self._corner().number_format

    @number_format.setter
    def number_format(self, value):
        self.calls("NumberFormat")
        self.sheet.must_be_open()
        for row in self._rows():
            for cell in row:
                cell.number_format = value

    @property
    def NumberFormat(self):
        return self.number_format

    @NumberFormat.setter
    def NumberFormat(self, value):
        self.number_format = value

    @property
    def Text(self):
        """As Excel shows a whole number in our format of counts; other formats show the plain value."""
        self.calls("Text")
        cell = self._corner()
        if cell.number_format == r"[<1000]0;[<1000000]0\.000;0\.000\.000":
            return f"{int(cell.value):,}".replace(",", ".")
        return str(cell.value)

    def _corner(self):
        return self.sheet.page.cell(self.box[0], self.box[1])

    @property
    def Interior(self):
        self.calls("Interior")
        return Shown(self, colour_number(self._own_colour()))

    def _own_colour(self):
        fill = self._corner().fill
        return fill.fgColor.rgb if fill.patternType == "solid" else None

    @property
    def DisplayFormat(self):
        self.calls("DisplayFormat")
        return Displayed(self)

    @property
    def EntireRow(self):
        self.calls("EntireRow")
        return Lines(self, rows=True)

    @property
    def EntireColumn(self):
        self.calls("EntireColumn")
        return Lines(self, rows=False)

    @property
    def conditional_formats(self):
        self.calls("FormatConditions")
        return Formats(self)

    FormatConditions = conditional_formats

    def select(self):
        self.calls("Select")
        in_front = self.sheet.book is self.sheet.book.app.workbooks.open_books[-1]
        if not in_front or self.sheet.page is not self.sheet.book.content.active:
            raise ComError("only cells of the active sheet can be selected")
        areas = self.sheet.page.merged_cells.ranges if ":" not in self.where else ()
        merged = [one.coord for one in areas if self.where in one]
        view = self.sheet.page.sheet_view.selection[0]
        view.activeCell = self.where
        view.sqref = merged[0] if merged else self.where  # a merged cell is selected whole

    @property
    def font(self):
        self.calls("Font")
        return Font(self)

    @property
    def column_width(self):
        return self.sheet.page.column_dimensions[get_column_letter(self.box[1])].width

    @column_width.setter
    def column_width(self, value):
        self.calls("ColumnWidth")
        self.sheet.must_be_open()
        for area in self.where.split(","):
            column = self.sheet.page.column_dimensions[re.match("[A-Z]+", area)[0]]
            column.width, column.hidden = value, value == 0

    def __setattr__(self, name, value):
        if name not in ("WrapText", "VerticalAlignment"):
            object.__setattr__(self, name, value)
            return
        self.calls(name)
        for row in self._rows():
            for cell in row:
                old = cell.alignment
                wrapped = True if name == "WrapText" else old.wrap_text
                cell.alignment = Alignment(wrap_text=wrapped, vertical="top")

    @property
    def Borders(self):
        self.calls("Borders")
        return CellBorders(self)


def _typed(value):
    """What Excel makes of a value that is handed to Range.Value."""
    if not isinstance(value, str) or value.startswith("="):
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if value.startswith("'"):
        return value[1:]
    if re.fullmatch(r"-?\d+([.,]\d+)?", value):
        return float(value.replace(",", "."))
    if month := re.fullmatch(r"(\d{1,2})/(\d{4})", value):
        return datetime(int(month[2]), int(month[1]), 1)
    return value or None
