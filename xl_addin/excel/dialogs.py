"""What passes between a button and the clerk: messages, folders, progress, Esc."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import xlwings as xw

TITLE = "Đào tạo – Bồi dưỡng"
NO_WORKBOOK = (
    "Chưa có tệp Excel nào đang mở để làm việc này. Nếu tệp đang ở chế độ xem được bảo vệ (Protected View), "
    "đề nghị bấm Enable Editing rồi bấm lại nút này."
)
STOPPED = (
    "Đã dừng theo yêu cầu. Tệp nào ghi xong trước khi dừng thì được giữ lại, không tệp nào bị ghi dở. Muốn "
    "làm tiếp, đề nghị bấm lại nút từ đầu."
)
_FOLDER_PICKER, _CHOSEN = 4, -1  # MsoFileDialogType: msoFileDialogFolderPicker; what Show gives for OK
_TEXT = 2  # Application.InputBox, Type: a text
_MACROS_DEAD = 3  # MsoAutomationSecurity: msoAutomationSecurityForceDisable
_ESCAPE = 0x1B  # virtual key code VK_ESCAPE


class Refused(Exception):
    """The button cannot do its work now; the text says why and what to do."""


class Dismissed(Exception):
    """The clerk left a dialog: nothing is to be done, and nothing to be said."""


class Stopped(Exception):
    """The clerk pressed Esc."""


_COM_ATTEMPTS = 1_000  # of a call that Excel turns away, being busy; xlwings' own number is without end


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


def excel() -> xw.App:
    """The Excel whose button was pressed. Raises LookupError where there is none to be reached."""
    with suppress(Exception):  # a name with “=” is cut short on its way here
        return xw.Book.caller().app
    app = next((one for one in xw.apps if one.hwnd == _excel_window()), xw.apps.active)
    if app is None:
        raise LookupError("no Excel")
    return app


def say_without_excel(text: str) -> None:
    """Tell the clerk something where Excel cannot be reached (MessageBoxW of user32, with a warning sign)."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(0, text, TITLE, 0x30)


def say(app: xw.App, text: str) -> None:
    """Tell the clerk something, with nothing to decide."""
    app.alert(text, TITLE, "ok", "info")


def open_book(app: xw.App) -> xw.Book:
    """The workbook in front. Raises Refused where none is open."""
    if app.api.ActiveWorkbook is None:
        raise Refused(NO_WORKBOOK)
    return app.books.active


def progress(app: xw.App, what: str, unit: str = "tệp") -> Callable[[int, int], None]:
    """Shows in the status bar how far work has come, in some twenty steps; Esc ends it."""
    shown = -1
    escape_pressed()  # an Esc from before is not meant for this work

    def advance(done: int, total: int) -> None:
        nonlocal shown
        if escape_pressed():
            raise Stopped
        step = 20 * done // max(1, total)
        if step != shown:
            shown = step
            app.status_bar = f"{what} {done}/{total} {unit}… (Esc để dừng)"

    return advance


def escape_pressed() -> bool:
    """Whether Esc went down in Excel's window since it was last asked; Excel itself hands no key to another
    process, and Esc in another program is not meant for us."""
    if sys.platform != "win32":
        return False
    import ctypes
    from ctypes import wintypes

    pressed = bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & 1)
    process, own = wintypes.DWORD(), wintypes.DWORD()
    ctypes.windll.user32.GetWindowThreadProcessId(
        ctypes.windll.user32.GetForegroundWindow(), ctypes.byref(process)
    )
    ctypes.windll.user32.GetWindowThreadProcessId(_excel_window(), ctypes.byref(own))
    return pressed and process.value == own.value


def _excel_window() -> int:
    """The window of the Excel whose button was pressed, as xlwings' module hands it over."""
    text = next((a.removeprefix("--hwnd=") for a in sys.argv if a.startswith("--hwnd=")), "")
    return int(text) if text.isdecimal() else 0


def press_escape() -> None:
    """Press Esc as the clerk would, to try whether work stops (keybd_event of user32: down, then up)."""
    if sys.platform == "win32":
        import ctypes

        for flags in (0, 2):
            ctypes.windll.user32.keybd_event(_ESCAPE, 0, flags, 0)


def open_path(app: xw.App, path: Path) -> xw.Book:
    """Open a workbook, or bring it to the front where it is open. Raises Refused where Excel has another
    one of that name open: it takes no two."""
    book = next((book for book in app.books if book.name.casefold() == path.name.casefold()), None)
    if book is None:
        return open_quietly(app, path)
    place = book.api.FullName
    if "://" not in place and not _same_file(place, path):  # of a synchronised folder Excel tells no path
        raise Refused(f"Excel đang mở một tệp khác cũng tên “{path.name}”. Đề nghị đóng tệp đó rồi bấm lại.")
    book.activate()
    return book


def _same_file(place: str, path: Path) -> bool:
    try:
        return os.path.samefile(place, path)
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


def ask(app: xw.App, question: str) -> bool:
    """Whether the clerk says yes."""
    return app.alert(question, TITLE, "yes_no", "info") == "yes"


def ask_folder(app: xw.App, title: str, start: Path | None = None) -> Path:
    """The folder that the clerk chooses. start: the one of the settings, shown first. Raises Dismissed."""
    if start and not start.is_dir():
        say(
            app,
            f"Không tìm thấy thư mục “{start}” ghi ở Cài đặt (đã đổi tên, đã chuyển hoặc ghi sai). Đề nghị "
            "chọn thư mục ở cửa sổ hiện ra sau đây, rồi sửa mục đó trong Cài đặt.",
        )
        start = None
    dialog = app.api.FileDialog(_FOLDER_PICKER)
    dialog.Title = title
    if start:
        dialog.InitialFileName = os.path.join(start, "")  # with the sign at its end: within, not beside
    if dialog.Show() != _CHOSEN:
        raise Dismissed
    return Path(dialog.SelectedItems.Item(1))


def open_file(path: Path) -> bool:
    """Open a file with the program that this computer uses for it; whether it did."""
    if sys.platform != "win32":
        return False
    try:
        os.startfile(path)
    except OSError:  # no program is set for such files
        return False
    return True


def ask_text(app: xw.App, prompt: str, default: str) -> str:
    """What the clerk types. Raises Dismissed."""
    answer = app.api.InputBox(prompt, TITLE, default, Type=_TEXT)
    if answer is False:
        raise Dismissed
    return str(answer)
