"""An xlwings engine over openpyxl: ordinary xlwings code runs on it without Excel.

It is faithful where COM is peculiar: numbers are floats, empty cells None, error cells negative
integers, typed text is parsed as Excel parses it, and what Excel refuses raises ComError (a protected
sheet, a sheet name over 31 characters, an address over 255). `calls` counts every property and method
that would be a call into Excel. Formulas are not calculated: a cell keeps the result of its file.
"""

from __future__ import annotations

import re
from copy import copy
from datetime import datetime
from pathlib import Path

import openpyxl
import xlwings as xw
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, range_boundaries

ERROR_CODES = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip
_LINE = {1: "thin", -4115: "dashed", -4118: "dotted"}
_PATTERN = {1: "solid", 14: "lightUp"}


class ComError(Exception):
    """Where Excel would raise."""


class Calls:
    """How many calls into Excel were made, and the latest of each kind."""

    def __init__(self) -> None:
        self.count = 0
        self.made: dict[str, int] = {}

    def __call__(self, name: str) -> None:
        self.count += 1
        self.made[name] = self.made.get(name, 0) + 1


class Engine:
    name, type = "excel", "desktop"

    def __init__(self) -> None:
        self.app = App(self)

    @property
    def apps(self):
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value, date_format):
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data, *_):
        return [list(row) for row in data]


class Apps:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keys(self):
        return [1]

    def __iter__(self):
        yield self.engine.app

    def __len__(self):
        return 1

    def __getitem__(self, pid):
        return self.engine.app

    def cleanup(self):
        pass


class App:
    """`answers` are given to alerts that ask, `folders` to folder dialogs, `inputs` to input boxes, in
    their order; `alerts` and `bar` record what the clerk was shown."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.calls = Calls()
        self.books = Books(self)
        self.alerts: list[str] = []
        self.answers: list[str] = []
        self.folders: list[str | None] = []
        self.inputs: list[object] = []
        self.bar: list[object] = []
        self.pid = self.hwnd = 1
        self.version = "16.0"

    @property
    def api(self):
        return self

    def alert(self, prompt, title, buttons, mode, callback):
        self.calls("MsgBox")
        self.alerts.append(prompt)
        return self.answers.pop(0) if buttons != "ok" and self.answers else "no" if "no" in buttons else "ok"

    @property
    def status_bar(self):
        return self.bar[-1] if self.bar else False

    @status_bar.setter
    def status_bar(self, value):
        self.calls("StatusBar")
        self.bar.append(value)

    @property
    def selection(self):
        self.calls("Selection")
        sheet = self.books.active.sheets.active
        if sheet.is_chart:
            raise ComError("no range is selected")
        return Range(sheet, sheet.page.sheet_view.selection[0].sqref)

    def activate(self, steal_focus=False):
        self.calls("Activate")

    def FileDialog(self, kind):
        self.calls("FileDialog")
        return Dialog(self.folders.pop(0))

    def InputBox(self, prompt, title, default, Type):
        self.calls("InputBox")
        return self.inputs.pop(0)


class Dialog:
    Title = ""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def Show(self):
        return 0 if self.folder is None else -1

    @property
    def SelectedItems(self):
        return self

    def Item(self, number):
        return self.folder


class Books:
    def __init__(self, app: App) -> None:
        self.app, self.open_books = app, []

    def __len__(self):
        return len(self.open_books)

    def __iter__(self):
        return iter(self.open_books)

    def __call__(self, key):
        for number, book in enumerate(self.open_books, start=1):
            if key in (number, book.name):
                return book
        raise KeyError(key)

    @property
    def active(self):
        self.app.calls("ActiveWorkbook")
        return self.open_books[-1]

    def add(self):
        self.app.calls("Workbooks.Add")
        self.open_books.append(Book(self.app, openpyxl.Workbook(), None, f"Book{len(self.open_books) + 1}"))
        return self.open_books[-1]

    def open(self, fullname, *_, **__):
        self.app.calls("Workbooks.Open")
        path = Path(fullname)
        keep = path.suffix.lower() == ".xlsm"
        book = Book(self.app, openpyxl.load_workbook(path, keep_vba=keep), path, path.name)
        results = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.pages():
            if sheet.title in results.sheetnames and hasattr(results[sheet.title], "iter_rows"):
                book.results[sheet] = results[sheet.title]
        self.open_books.append(book)
        return book


class Book:
    """path: None for one never saved; `full` stands for its FullName (a URL on OneDrive)."""

    def __init__(self, app: App, content: openpyxl.Workbook, path: Path | None, name: str) -> None:
        self.app, self.content, self.path, self.name = app, content, path, name
        self.full = str(path) if path else name
        self.results: dict = {}
        self.wrappers: dict = {}
        self.MultiUserEditing = False
        self.closed = False

    @property
    def api(self):
        return self

    def pages(self):
        return self.content.worksheets

    @property
    def fullname(self):
        self.app.calls("FullName")
        return self.full

    @property
    def Date1904(self):
        self.app.calls("Date1904")
        return False

    @property
    def ProtectStructure(self):
        self.app.calls("ProtectStructure")
        return bool(self.content.security and self.content.security.lockStructure)

    @property
    def sheets(self):
        return Sheets(self)

    def BuiltinDocumentProperties(self, name):
        self.app.calls("BuiltinDocumentProperties")
        return Property(self.content.properties, name.lower())

    def SaveCopyAs(self, path):
        self.app.calls("SaveCopyAs")
        self.content.save(path)

    def activate(self):
        self.app.calls("Activate")
        self.app.books.open_books.remove(self)
        self.app.books.open_books.append(self)


class Property:
    def __init__(self, properties: object, name: str) -> None:
        self.properties, self.name = properties, name

    @property
    def Value(self):
        return getattr(self.properties, self.name)

    @Value.setter
    def Value(self, value):
        setattr(self.properties, self.name, value)


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    def _wrap(self, page):
        if page not in self.book.wrappers:
            self.book.wrappers[page] = Sheet(self.book, page)
        return self.book.wrappers[page]

    def __len__(self):
        return len(self.book.pages())

    def __iter__(self):
        self.book.app.calls("Worksheets")
        return iter([self._wrap(page) for page in self.book.pages()])

    def __call__(self, key):
        self.book.app.calls("Worksheets.Item")
        for number, page in enumerate(self.book.pages(), start=1):
            if key == number or (isinstance(key, str) and page.title.casefold() == key.casefold()):
                return self._wrap(page)
        raise KeyError(key)

    @property
    def active(self):
        self.book.app.calls("ActiveSheet")
        return self._wrap(self.book.content.active)

    def add(self, before=None, after=None, name=None):
        self.book.app.calls("Worksheets.Add")
        if self.book.content.security and self.book.content.security.lockStructure:
            raise ComError("the structure is protected")
        content = self.book.content
        place = content._sheets.index(after.page) + 1 if after else 0
        page = content.create_sheet(index=place)
        content.active = place
        sheet = self._wrap(page)
        if name:
            sheet.name = name
        return sheet


class Sheet:
    def __init__(self, book: Book, page) -> None:
        self.book, self.page = book, page
        self.is_chart = not hasattr(page, "iter_rows")

    @property
    def api(self):
        return self

    @property
    def ProtectContents(self):
        self.book.app.calls("ProtectContents")
        return bool(self.page.protection.sheet)

    @property
    def name(self):
        self.book.app.calls("Name")
        return self.page.title

    @name.setter
    def name(self, value):
        self.book.app.calls("Name")
        if len(value) > 31 or set(value) & set("[]:*?/\\"):
            raise ComError(f"not a name of a sheet: {value}")
        self.page.title = value

    @property
    def visible(self):
        self.book.app.calls("Visible")
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.page.sheet_state]

    @property
    def used_range(self):
        self.book.app.calls("UsedRange")
        return Range(self, self.page.dimensions)

    @property
    def cells(self):
        return Range(self, "A1:XFD1048576")

    def range(self, first, last=None):
        self.book.app.calls("Range")
        if isinstance(first, str):
            if len(first) > 255:
                raise ComError("an address of more than 255 characters")
            return Range(self, first.replace("$", ""))
        first, last = (
            cell.coords[1:3] if hasattr(cell, "coords") else cell for cell in (first, last or first)
        )
        return Range(self, f"{_address(*first)}:{_address(*last)}")

    def activate(self):
        self.book.app.calls("Activate")
        self.book.content.active = self.book.content._sheets.index(self.page)

    Activate = activate

    def clear(self):
        self.book.app.calls("Clear")
        self.must_be_open()
        for row in self.page.iter_rows():
            for cell in row:
                cell.value = None
                cell.style = "Normal"
        self.page.conditional_formatting = ConditionalFormattingList()

    def must_be_open(self):
        if self.page.protection.sheet:
            raise ComError("the sheet is protected")


def _address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


class Range(xw.base_classes.Range):
    """One or several areas of a sheet, by their address."""

    def __init__(self, sheet: Sheet, address: str) -> None:
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

    def get_address(self, *_):
        return self.address

    def _rows(self):
        top, left, bottom, right = self.box
        return self.sheet.page.iter_rows(top, bottom, left, right)

    @property
    def raw_value(self):
        self.calls("Value")
        return self._shaped([[self._value(cell) for cell in row] for row in self._rows()])

    def _value(self, cell):
        value = cell.value
        if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
            results = self.sheet.book.results.get(self.sheet.page)
            if link := re.fullmatch(r'=HYPERLINK\(.*,"((?:[^"]|"")*)"\)', value):
                return link[1].replace('""', '"')
            value = results[cell.coordinate].value if results is not None else None
        if isinstance(value, str) and value in ERROR_CODES:
            return ERROR_CODES[value]
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
        return self._shaped([["" if c.value is None else str(c.value) for c in row] for row in self._rows()])

    @formula.setter
    def formula(self, data):
        self.calls("Formula")
        self._write(data, lambda value: value)

    Formula = formula

    def _write(self, data, typed):
        self.sheet.must_be_open()
        for line, row in enumerate(self._rows()):
            for place, cell in enumerate(row):
                value = data[line][place] if isinstance(data, (list, tuple)) else data
                formula = isinstance(value, str) and value.startswith("=")
                cell.value = typed(value)
                cell.data_type = "f" if formula else cell.data_type if cell.value is not None else "n"
                if isinstance(cell.value, str) and not formula:
                    cell.data_type = "s"

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
        if self.sheet.page is not self.sheet.book.content.active:
            raise ComError("only cells of the active sheet can be selected")
        view = self.sheet.page.sheet_view.selection[0]
        view.sqref = view.activeCell = self.where

    @property
    def font(self):
        return Font(self)

    @property
    def column_width(self):
        return self.sheet.page.column_dimensions[get_column_letter(self.box[1])].width

    @column_width.setter
    def column_width(self, value):
        self.calls("ColumnWidth")
        self.sheet.must_be_open()
        for area in self.where.split(","):
            self.sheet.page.column_dimensions[re.match("[A-Z]+", area)[0]].width = value

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


class CellBorders:
    def __init__(self, cells: Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name, value):
        self.cells.calls(f"Borders.{name}")
        side = Side(_LINE[value])
        for row in self.cells._rows():
            for cell in row:
                cell.border = Border(side, side, side, side)


class Font:
    def __init__(self, cells: Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name, value):
        self.cells.calls(f"Font.{name}")
        for area in self.cells.where.split(","):
            for row in Range(self.cells.sheet, area)._rows():
                for cell in row:
                    font = copy(cell.font)
                    setattr(font, name, value)
                    cell.font = font


class Lines:
    """EntireRow or EntireColumn: Hidden is None where some are and some are not."""

    def __init__(self, cells: Range, *, rows: bool) -> None:
        self.cells, self.rows = cells, rows

    def AutoFit(self):
        self.cells.calls("AutoFit")

    @property
    def Hidden(self):
        self.cells.calls("Hidden")
        top, left, bottom, right = self.cells.box
        page = self.cells.sheet.page
        if self.rows:
            states = {page.row_dimensions[n].hidden for n in range(top, bottom + 1)}
        else:
            states = {page.column_dimensions[get_column_letter(n)].hidden for n in range(left, right + 1)}
        return states.pop() if len(states) == 1 else None


class Formats:
    """The conditional formats of a range: those of the sheet that touch it."""

    def __init__(self, cells: Range) -> None:
        self.cells = cells

    @property
    def api(self):
        return self

    def _all(self):
        formats = self.cells.sheet.page.conditional_formatting
        return [Format(self.cells, area, rule) for area in formats for rule in area.rules]

    def __len__(self):
        self.cells.calls("FormatConditions.Count")
        return len(self._all())

    def __iter__(self):
        self.cells.calls("FormatConditions.Count")
        return iter(self._all())

    def __call__(self, number):
        return self._all()[number - 1]

    def Add(self, Type, Formula1):
        self.cells.calls("FormatConditions.Add")
        self.cells.sheet.must_be_open()
        rule = Rule("expression", formula=[Formula1.removeprefix("=")], dxf=DifferentialStyle())
        self.cells.sheet.page.conditional_formatting.add(self.cells.where.replace(",", " "), rule)
        return Format(self.cells, None, rule)


class Format:
    def __init__(self, cells: Range, area, rule: Rule) -> None:
        self.cells, self.area, self.rule = cells, area, rule

    @property
    def api(self):
        return self

    @property
    def type(self):
        return "custom" if self.rule.type == "expression" else self.rule.type

    @property
    def formula(self):
        self.cells.calls("Formula1")
        return f"={self.rule.formula[0]}" if self.type == "custom" else None

    def SetFirstPriority(self):
        self.cells.calls("SetFirstPriority")
        for area in self.cells.sheet.page.conditional_formatting:
            for rule in area.rules:
                rule.priority += 1
        self.rule.priority = 1

    def delete(self):
        self.cells.calls("FormatCondition.Delete")
        self.cells.sheet.must_be_open()
        formats = self.cells.sheet.page.conditional_formatting
        kept = ConditionalFormattingList()
        for area in formats:
            for rule in area.rules:
                if rule is not self.rule:
                    priority = rule.priority
                    kept.add(str(area.sqref), rule)
                    rule.priority = priority
        self.cells.sheet.page.conditional_formatting = kept

    @property
    def Interior(self):
        self.cells.calls("Interior")
        return Interior(self)

    @property
    def Borders(self):
        self.cells.calls("Borders")
        return RuleBorders(self)


class Interior:
    def __init__(self, rule: Format) -> None:
        object.__setattr__(self, "of", rule)
        object.__setattr__(self, "fill", {"patternType": "solid"})

    def __setattr__(self, name, value):
        self.of.cells.calls(f"Interior.{name}")
        if name == "Pattern":
            self.fill["patternType"] = _PATTERN[value]
        else:
            self.fill[{"Color": "bgColor", "PatternColor": "fgColor"}[name]] = _rgb(value)
        self.of.rule.dxf.fill = PatternFill(**self.fill)


class RuleBorders:
    def __init__(self, rule: Format) -> None:
        object.__setattr__(self, "of", rule)
        object.__setattr__(self, "line", {})

    def __setattr__(self, name, value):
        self.of.cells.calls(f"Borders.{name}")
        self.line["style" if name == "LineStyle" else "color"] = (
            _LINE[value] if name == "LineStyle" else _rgb(value)
        )
        side = Side(**self.line)
        self.of.rule.dxf.border = Border(side, side, side, side)


def _rgb(number: int) -> str:
    return f"FF{number & 255:02X}{number >> 8 & 255:02X}{number >> 16 & 255:02X}"


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


def start() -> App:
    """A new Excel, made the active engine of xlwings; returns what stands behind its application."""
    engine = Engine()
    wrapped = xw.Engine(impl=engine)
    xw.engines.add(wrapped)
    wrapped.activate()
    return engine.app
