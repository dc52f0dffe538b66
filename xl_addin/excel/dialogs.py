"""What is said to the clerk, asked, and shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import xlwings as xw

TITLE = "Đào tạo – Bồi dưỡng"
_FOLDER_PICKER, _CHOSEN = 4, -1  # MsoFileDialogType: msoFileDialogFolderPicker; what Show gives for OK
_TEXT = 2  # Application.InputBox, Type: a text


class Refused(Exception):
    """The button cannot do its work now; the text says why and what to do."""


class Dismissed(Exception):
    """The clerk left a dialog: nothing is to be done, and nothing to be said."""


def say(app: xw.App, text: str) -> None:
    """Tell the clerk something, with nothing to decide."""
    app.alert(text, TITLE, "ok", "info")


def say_without_excel(text: str) -> None:
    """Tell the clerk something where Excel cannot be reached (MessageBoxW of user32, with a warning sign)."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(0, text, TITLE, 0x30)


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


def ask_text(app: xw.App, prompt: str, default: str) -> str:
    """What the clerk types. Raises Dismissed."""
    answer = app.api.InputBox(prompt, TITLE, default, Type=_TEXT)
    if answer is False:
        raise Dismissed
    return str(answer)


def open_file(path: Path) -> bool:
    """Open a file with the program that this computer uses for it; whether it did."""
    if sys.platform != "win32":
        return False
    try:
        os.startfile(path)
    except OSError:  # no program is set for such files
        return False
    return True
