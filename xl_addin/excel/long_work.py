"""Long work: how far it has come, and the Esc that ends it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import xlwings as xw

from xl_addin.excel.application import window_of_excel

STOPPED = (
    "Đã dừng theo yêu cầu. Tệp nào ghi xong trước khi dừng thì được giữ lại, không tệp nào bị ghi dở. Muốn "
    "làm tiếp, đề nghị bấm lại nút từ đầu."
)
_ESCAPE = 0x1B  # virtual key code VK_ESCAPE


class Stopped(Exception):
    """The clerk pressed Esc."""


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
    ctypes.windll.user32.GetWindowThreadProcessId(window_of_excel(), ctypes.byref(own))
    return pressed and process.value == own.value


def press_escape() -> None:
    """Press Esc as the clerk would, to try whether work stops (keybd_event of user32: down, then up)."""
    if sys.platform == "win32":
        import ctypes

        for flags in (0, 2):
            ctypes.windll.user32.keybd_event(_ESCAPE, 0, flags, 0)
