"""Workbooks and sheets of the test engine, over openpyxl."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlwings as xw
from openpyxl.formatting.formatting import ConditionalFormattingList

from tests.excel.cells import ComError, Range, address_of


class Books:
    def __init__(self, app) -> None:
        self.app, self.open_books = app, []

    def __len__(self):
        self.app.calls("Workbooks.Count")
        return len(self.open_books)

    def __iter__(self):
        self.app.calls("NewEnum")
        for book in list(self.open_books):
            self.app.calls("Next")
            yield book
        self.app.calls("Next")

    def __call__(self, key):
        self.app.calls("Workbooks.Item")
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

    def open(self, fullname, update_links=None, read_only=None, *_, **__):
        self.app.calls("Workbooks.Open")
        assert self.app.AutomationSecurity == 3 and update_links is False, "macros and links would run"
        return self.by_hand(fullname, read_only)

    def by_hand(self, fullname, read_only=False):
        """Open a workbook as the clerk does."""
        path = Path(fullname)
        keep = path.suffix.lower() == ".xlsm"
        book = Book(self.app, openpyxl.load_workbook(path, keep_vba=keep), path, path.name)
        results = openpyxl.load_workbook(path, data_only=True)
        for sheet in book.pages():
            if sheet.title in results.sheetnames and hasattr(results[sheet.title], "iter_rows"):
                book.results[sheet] = results[sheet.title]
        book.ReadOnly = bool(read_only)
        self.open_books.append(book)
        return book


class Book:
    """path: None for one never saved; `full` stands for its FullName (a URL on OneDrive)."""

    def __init__(self, app, content: openpyxl.Workbook, path: Path | None, name: str) -> None:
        self.app, self.content, self.path, self.name = app, content, path, name
        self.full = str(path) if path else name
        self.results: dict = {}
        self.wrappers: dict = {}
        self.shared = self.ReadOnly = False

    @property
    def api(self):
        return self

    def pages(self):
        return self.content.worksheets

    @property
    def MultiUserEditing(self):
        self.app.calls("MultiUserEditing")
        return self.shared

    @property
    def FullName(self):
        self.app.calls("FullName")
        return self.full

    @property
    def fullname(self):
        """xlwings looks for the local file of a URL, and here there is none."""
        if "://" in self.FullName:
            raise xw.XlwingsError("Couldn't find your local OneDrive file")
        return self.full

    @property
    def Date1904(self):
        self.app.calls("Date1904")
        return False

    @property
    def FileFormat(self):
        self.app.calls("FileFormat")
        return {".xlsm": 52, ".xls": 56, ".xlsb": 50, ".csv": 6}.get(Path(self.path or "").suffix.lower(), 51)

    @property
    def ProtectStructure(self):
        self.app.calls("ProtectStructure")
        return bool(self.content.security and self.content.security.lockStructure)

    @property
    def sheets(self):
        self.app.calls("Worksheets")
        return Sheets(self)

    def save(self, path=None, password=None):
        self.app.calls("Save")
        if path is None and self.ReadOnly:
            raise ComError("the workbook is read-only")
        if path is not None:
            self.path, self.name = Path(path), Path(path).name
            self.full = str(path)
        self.content.save(self.path)

    def close(self):
        self.app.calls("Close")
        self.app.workbooks.open_books.remove(self)

    def BuiltinDocumentProperties(self, name):
        self.app.calls("BuiltinDocumentProperties")
        return Property(self.app, self.content.properties, name.lower())

    def SaveCopyAs(self, path):
        self.app.calls("SaveCopyAs")
        self.content.save(path)

    def activate(self):
        self.app.calls("Activate")
        self.app.workbooks.open_books.remove(self)
        self.app.workbooks.open_books.append(self)


class Property:
    def __init__(self, app, properties: object, name: str) -> None:
        self.app, self.properties, self.name = app, properties, name

    @property
    def Value(self):
        self.app.calls("Property.Value")
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
        self.book.app.calls("NewEnum")
        for page in list(self.book.pages()):
            self.book.app.calls("Next")
            yield self._wrap(page)
        self.book.app.calls("Next")

    def __call__(self, key):
        self.book.app.calls("Worksheets.Item")
        for number, page in enumerate(self.book.pages(), start=1):
            if key == number or (isinstance(key, str) and page.title.casefold() == key.casefold()):
                return self._wrap(page)
        raise KeyError(key)

    @property
    def active(self):
        self.book.app.calls("Parent")
        self.book.app.calls("ActiveSheet")
        return self._wrap(self.book.content.active)

    def add(self, before=None, after=None, name=None):
        """As many sheets as are selected, since xlwings says no number."""
        self.book.app.calls("Worksheets.Add")
        assert after is None, "Add(After=…) fails in some installations"
        selected = sum(page.sheet_view.tabSelected or False for page in self.book.pages())
        for _ in range(max(1, selected)):
            page = self._add(before)
        return self._wrap(page)

    def _add(self, before):
        if self.book.content.security and self.book.content.security.lockStructure:
            raise ComError("the structure is protected")
        content = self.book.content
        place = content._sheets.index(before.page)
        page = content.create_sheet(index=place)
        content.active = place
        return page


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

    def Select(self):
        self.book.app.calls("Select")
        for page in self.book.pages():
            page.sheet_view.tabSelected = page is self.page

    def Move(self, Before):
        self.book.app.calls("Move")
        if self.page.sheet_state == "veryHidden":
            raise ComError("a very hidden sheet cannot be moved")
        sheets = self.book.content._sheets
        sheets.remove(self.page)
        sheets.insert(sheets.index(Before.page), self.page)
        self.book.content.active = sheets.index(self.page)

    def Protect(self, password=None):
        self.book.app.calls("Protect")
        self.page.protection.sheet = True

    def Unprotect(self, password=None):
        self.book.app.calls("Unprotect")
        self.page.protection.sheet = False

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
        self.book.app.calls("Cells")
        return Range(self, "A1:XFD1048576")

    def range(self, first, last=None):
        self.book.app.calls("Range")
        if not isinstance(first, str):  # xlwings asks for both corners too
            self.book.app.calls("Cells")
            self.book.app.calls("Cells")
        if isinstance(first, str):
            if len(first) > 255:
                raise ComError("an address of more than 255 characters")
            return Range(self, first.replace("$", ""))
        first, last = (
            cell.coords[1:3] if hasattr(cell, "coords") else cell for cell in (first, last or first)
        )
        return Range(self, f"{address_of(*first)}:{address_of(*last)}")

    def activate(self):
        self.book.app.calls("Activate")
        self.book.content.active = self.book.content._sheets.index(self.page)

    Activate = activate

    @property
    def AutoFilterMode(self):
        return bool(self.page.auto_filter.ref)

    @AutoFilterMode.setter
    def AutoFilterMode(self, value):
        self.book.app.calls("AutoFilterMode")
        self.page.auto_filter.ref = None

    def clear(self):
        self.book.app.calls("Clear")
        self.must_be_open()
        for row in self.page.iter_rows():
            for cell in row:
                if not (self.page.auto_filter.ref and self.page.row_dimensions[cell.row].hidden):
                    cell.value = None
                    cell.style = "Normal"
        self.page.conditional_formatting = ConditionalFormattingList()

    def must_be_open(self):
        if self.page.protection.sheet:
            raise ComError("the sheet is protected")
