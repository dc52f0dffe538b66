"""An xlwings engine over openpyxl: ordinary xlwings code runs on it without Excel.

It is faithful where COM is peculiar: numbers are floats, empty cells None, error cells negative
integers, typed text is parsed as Excel parses it, and what Excel refuses raises ComError (a protected
sheet, a sheet name over 31 characters, an address over 255). `calls` counts every property and method
that would be a call into Excel, asking for an object (a range, its borders, a collection, each item of
it) included. Formulas are not calculated: a cell keeps the result of its file.
"""

from __future__ import annotations

import xlwings as xw

from tests.excel.books import Books
from tests.excel.cells import ERROR_CODES, ComError, Range
from xl_addin import buttons
from xl_addin.version import VERSION

__all__ = ["ERROR_CODES", "App", "ComError", "press", "start"]


# Calls that only ask for an object, to ask or tell it something then.
OBJECTS = frozenset(
    ("Borders", "Cells", "DisplayFormat", "EntireColumn", "EntireRow", "Font", "FormatConditions", "Interior",
     "NewEnum", "Next", "Parent", "Range", "UsedRange", "Workbooks", "Worksheets", "WorksheetFunction")
)  # fmt: skip


class Calls:
    """How many calls into Excel were made, by kind. closed_after: the call at which somebody closes Excel:
    from then on every one fails."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.count = 0
        self.made: dict[str, int] = {}
        self.closed_after: int | None = None

    @property
    def objects(self) -> int:
        """How many of them only asked for an object."""
        return sum(number for name, number in self.made.items() if name in OBJECTS)

    def __call__(self, name: str) -> None:
        self.count += 1
        self.made[name] = self.made.get(name, 0) + 1
        if self.closed_after is not None and self.count > self.closed_after:
            raise ComError("the RPC server is unavailable")


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
        self.workbooks = Books(self)
        self.alerts: list[str] = []
        self.answers: list[str] = []
        self.folders: list[str | None] = []
        self.inputs: list[object] = []
        self.bar: list[object] = []
        self.started_in: list[str] = []
        self.pid = self.hwnd = 1
        self.version = self.Version = "16.0"
        self.UserName = "Cán bộ tổng hợp"
        self.DisplayAlerts = self.ScreenUpdating = self.events = True
        self.AutomationSecurity = 1  # msoAutomationSecurityLow, what a program finds
        self.Build, self.OperatingSystem = 17328, "Windows (64-bit) NT 10.00"
        self.DecimalSeparator, self.ThousandsSeparator = ".", ","

    @property
    def api(self):
        return self

    @property
    def ActiveWorkbook(self):
        self.calls("ActiveWorkbook")
        return self.workbooks.open_books[-1] if self.workbooks.open_books else None

    @property
    def EnableEvents(self):
        return self.events

    @EnableEvents.setter
    def EnableEvents(self, value):
        self.calls("EnableEvents")
        self.events = value

    @property
    def books(self):
        self.calls("Workbooks")
        return self.workbooks

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
        sheet = self.workbooks.open_books[-1].sheets.active
        if sheet.is_chart:
            raise ComError("no range is selected")
        return Range(sheet, sheet.page.sheet_view.selection[0].sqref)

    def activate(self, steal_focus=False):
        self.calls("Activate")

    def FileDialog(self, kind):
        self.calls("FileDialog")
        return Dialog(self, self.folders.pop(0))

    @property
    def WorksheetFunction(self):
        self.calls("WorksheetFunction")
        return self

    def CountA(self, cells):
        self.calls("CountA")
        return len(cells.filled())

    def CalculateFull(self):
        self.calls("CalculateFull")

    def InputBox(self, prompt, title, default, Type):
        self.calls("InputBox")
        return self.inputs.pop(0)


class Dialog:
    Title = InitialFileName = ""

    def __init__(self, app: App, folder: str | None) -> None:
        self.app, self.folder = app, folder

    def Show(self):
        self.app.started_in.append(self.InitialFileName)
        return 0 if self.folder is None else -1

    @property
    def SelectedItems(self):
        return self

    def Item(self, number):
        return self.folder


def start() -> App:
    """A new Excel, made the active engine of xlwings; returns what stands behind its application."""
    engine = Engine()
    wrapped = xw.Engine(impl=engine)
    xw.engines.add(wrapped)
    wrapped.activate()
    return engine.app


def press(name: str) -> None:
    """Press a button as the ribbon of this version does."""
    buttons.press(name, VERSION)
