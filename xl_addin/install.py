"""Putting the add-in into the user's Excel, and taking it out again.

Excel loads what lies in XLSTART, a trusted place by default; a file written there by a program has no
Mark of the Web. xlwings' module reads its settings from %USERPROFILE%\\.bieu\\bieu.conf (excel.md 3).
"""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from xl_addin.whole_files import whole_file

ADD_IN = "bieu.xlam"


class CannotInstall(Exception):
    """The add-in cannot be installed here; the text says why and what to do."""


@dataclass(frozen=True)
class Places:
    """Where things go. start: Excel's XLSTART; settings: the file that names our Python."""

    start: Path
    settings: Path

    @property
    def add_in(self) -> Path:
        return self.start / ADD_IN


def places_of_user() -> Places:
    """The places of the user at this machine. Raises CannotInstall where there is no Excel for
    Windows to speak of."""
    if sys.platform != "win32" or not os.environ.get("APPDATA"):
        raise CannotInstall("Nút bấm trong Excel chỉ cài được trên Windows; ở máy này dùng các lệnh “bieu”.")
    start = Path(os.environ["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
    return Places(start, Path.home() / ".bieu" / "bieu.conf")


def install(places: Places, python: Path) -> None:
    """Write the add-in and its settings; again over an earlier installation. python: the interpreter
    that Excel starts. Raises CannotInstall, CannotWrite."""
    if importlib.util.find_spec("xlwings") is None:
        raise CannotInstall(
            'Chưa có thư viện xlwings để nối với Excel. Đề nghị chạy: pip install "bieu-dao-tao[excel]"'
        )
    from xl_addin.ribbon.build import build

    settings = {
        "INTERPRETER_WIN": str(python),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "USE UDF SERVER": "False",
        "SHOW CONSOLE": "False",
    }
    lines = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    with whole_file(places.settings) as path:
        path.write_bytes(lines.encode("utf-8"))
    build(places.add_in)


def uninstall(places: Places) -> bool:
    """Take the add-in and its settings away; whether there was one. Raises CannotInstall while Excel
    holds the file."""
    found = places.add_in.exists()
    try:
        places.add_in.unlink(missing_ok=True)
        places.settings.unlink(missing_ok=True)
    except OSError:
        raise CannotInstall("Excel đang mở nên chưa gỡ được. Đề nghị đóng hết Excel rồi chạy lại.") from None
    return found
