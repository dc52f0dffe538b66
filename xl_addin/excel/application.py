"""The Excel whose button was pressed: reached, kept calm, its workbooks opened."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import xlwings as xw

from xl_addin.excel.dialogs import Refused

NO_WORKBOOK = (
    "Chưa có tệp Excel nào đang mở để làm việc này. Nếu tệp đang ở chế độ xem được bảo vệ (Protected View), "
    "đề nghị bấm Enable Editing rồi bấm lại nút này."
)
_MACROS_DEAD = 3  # MsoAutomationSecurity: msoAutomationSecurityForceDisable
_COM_ATTEMPTS = 1_000  # of a call that Excel turns away, being busy; xlwings' own number is without end


def excel() -> xw.App:
    """The Excel whose button was pressed. Raises LookupError where there is none to be reached."""
    with suppress(Exception):  # a name with “=” is cut short on its way here
        return xw.Book.caller().app
    app = next((one for one in xw.apps if one.hwnd == window_of_excel()), xw.apps.active)
    if app is None:
        raise LookupError("no Excel")
    return app


def window_of_excel() -> int:
    """The window of the Excel whose button was pressed, as xlwings' module hands it over."""
    text = next((a.removeprefix("--hwnd=") for a in sys.argv if a.startswith("--hwnd=")), "")
    return int(text) if text.isdecimal() else 0


def calm_xlwings() -> None:
    """Two things that xlwings does in a process like ours and that must not be: at its end it kills every
    Excel of which it sees no window (a mail attachment in Protected View is such a one), and a property
    that Excel does not know it asks for without end."""
    windows = getattr(xw, "_xlwindows", None)
    if windows is not None and hasattr(windows, "cleanup"):
        atexit.unregister(windows.cleanup)
        windows.N_COM_ATTEMPTS = _COM_ATTEMPTS


@contextmanager
def without_events(app: xw.App) -> Iterator[None]:
    """Nothing that stands in a workbook runs because we write into it."""
    app.api.EnableEvents = False
    try:
        yield
    finally:
        with suppress(Exception):  # Excel may have been closed meanwhile
            app.api.EnableEvents = True


def open_book(app: xw.App) -> xw.Book:
    """The workbook in front. Raises Refused where none is open."""
    if app.api.ActiveWorkbook is None:
        raise Refused(NO_WORKBOOK)
    return app.books.active


def open_path(app: xw.App, path: Path) -> xw.Book:
    """Open a workbook, or bring it to the front where it is open. Raises Refused where Excel has another
    one of that name open: it takes no two."""
    book = next((book for book in app.books if book.name.casefold() == path.name.casefold()), None)
    if book is None:
        return open_quietly(app, path)
    full_name = book.api.FullName  # of a workbook in a synchronised folder a URL
    if "://" not in full_name and not _same_file(full_name, path):
        raise Refused(f"Excel đang mở một tệp khác cũng tên “{path.name}”. Đề nghị đóng tệp đó rồi bấm lại.")
    book.activate()
    return book


def _same_file(full_name: str, path: Path) -> bool:
    try:
        return os.path.samefile(full_name, path)
    except OSError:
        return False


def open_quietly(app: xw.App, path: Path, **how) -> xw.Book:
    """Open a workbook with its macros dead and its links not followed, whatever this Excel is set to: files
    opened by a program would run them unasked."""
    before = app.api.AutomationSecurity
    app.api.AutomationSecurity = _MACROS_DEAD
    try:
        return app.books.open(str(path), update_links=False, **how)
    finally:
        app.api.AutomationSecurity = before
