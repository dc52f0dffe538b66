r"""Where things lie on a Windows computer.

    %PUBLIC%\bieu\0.2.0\bieu.conf      names the Python of that version; the add-in of that version reads it
    %PUBLIC%\bieu\0.2.0\bieu.xlam      that version's add-in, waiting for Excel to be closed
    %PUBLIC%\bieu\0.2.0\python\        Python and all libraries, where installed from the folder
    %PUBLIC%\bieu\tam\                 what xlwings' module writes while a button runs
    %APPDATA%\Microsoft\Excel\XLSTART\bieu.xlam   the add-in that Excel loads

All but the last has ASCII letters alone: VBA reads files and environment variables in the ANSI code page,
which holds no “ễ”, so that with a Vietnamese user name nothing of the user's own folders can be named in
settings (read in xlwings' module: Environ, Open, GetAttr). Excel itself finds XLSTART in any case, and
trusts it by default (excel.md, section 3).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xl_addin.version import VERSION

ADD_IN, SETTINGS = "bieu.xlam", "bieu.conf"
PYTHON = "python"  # the folder of Python and all libraries, in that of a version
SHARED = ("PUBLIC", "PROGRAMDATA")  # variables of folders that need no administrator, in this order
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")


class CannotInstall(Exception):
    """The tool cannot be installed or taken out here; the text says why and what to do."""


@dataclass(frozen=True)
class Locations:
    """start: Excel's XLSTART; shared: the folder of all versions; variable: the environment variable by
    which the add-in finds that folder."""

    start: Path
    shared: Path
    variable: str = SHARED[0]

    @property
    def add_in(self) -> Path:
        return self.start / ADD_IN

    @property
    def own(self) -> Path:
        """The folder of this version."""
        return self.shared / VERSION

    @property
    def settings(self) -> Path:
        return self.own / SETTINGS

    @property
    def waiting(self) -> Path:
        return self.own / ADD_IN

    @property
    def scratch(self) -> Path:
        return self.shared / "tam"

    def versions(self) -> list[Path]:
        """The folders of all versions laid down here; other folders are somebody else's."""
        if not self.shared.is_dir():
            return []
        return [folder for folder in self.shared.iterdir() if _NUMBER.fullmatch(folder.name)]

    def newer(self) -> Path | None:
        """The folder of the newest version that was installed after this one, or None."""
        found = [
            folder
            for folder in self.versions()
            if (folder / SETTINGS).is_file() and (folder / ADD_IN).is_file()
        ]
        newest = max(found, key=lambda folder: _numbers(folder.name), default=None)
        return newest if newest and _numbers(newest.name) > _numbers(VERSION) else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def locations_of_user(environment: Mapping[str, str] = os.environ) -> Locations:
    """Where it lies for the user at this computer. Raises CannotInstall where there is no Excel for Windows
    to speak of, or no folder for the tool."""
    if sys.platform != "win32" or not environment.get("APPDATA"):
        raise CannotInstall("Nút bấm trong Excel chỉ cài được trên Windows; ở máy này dùng các lệnh “bieu”.")
    start = Path(environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
    named = {name: environment.get(name, "") for name in SHARED}
    folders = [(Path(path) / "bieu", name) for name, path in named.items() if path and path.isascii()]
    found = next((one for one in folders if (one[0] / VERSION / SETTINGS).is_file()), None)  # installed there
    found = found or next((one for one in folders if _writable(one[0])), None)
    if found:
        return Locations(start, *found)
    raise CannotInstall(
        "Không ghi được vào thư mục chung của máy (C:\\Users\\Public hoặc C:\\ProgramData). Đề nghị nhờ cán "
        "bộ công nghệ thông tin cho phép ghi vào một trong hai thư mục ấy rồi chạy lại."
    )


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".thu-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True
