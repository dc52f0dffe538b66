"""Putting the add-in into the user's Excel, exchanging it for a newer one, taking it out again.

Excel holds the file of an add-in that it has loaded. A new version is therefore laid beside the old one,
which goes on working, and a small process exchanges the add-in once Excel has been closed: the next
start of Excel has the new version, with no moment in which add-in and engine differ.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from xl_addin.files.whole_files import whole_file
from xl_addin.setup.locations import ADD_IN, PYTHON, CannotInstall, Locations

_PATIENCE = 12 * 3600  # seconds: a working day
_BETWEEN = 2.0
_DETACHED = 0x00000008 | 0x08000000  # DETACHED_PROCESS | CREATE_NO_WINDOW of CreateProcess


def install(locations: Locations, python: Path) -> bool:
    """Write this version's settings and add-in, again over an earlier installation, and exchange the one
    that Excel loads. python: the interpreter that the buttons start. Returns False where Excel is open and
    the exchange is left to `wait_and_switch`. Raises CannotInstall, CannotWrite."""
    if importlib.util.find_spec("xlwings") is None:
        raise CannotInstall(
            "Máy chưa có phần nối với Excel (xlwings) nên chưa cài được. Đề nghị mở cửa sổ lệnh tại thư mục "
            "của công "
            'cụ, gõ: pip install -c constraints.txt ".[excel]" rồi gõ lại: bieu cai-dat'
        )
    from xl_addin.ribbon.build import build

    _must_not_serve_another(locations, python)
    settings = {
        "INTERPRETER_WIN": str(ascii_path(python)),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "USE UDF SERVER": "False",
        "SHOW CONSOLE": "False",
        "TEMP DIR": str(locations.scratch),
    }
    lines = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    locations.scratch.mkdir(parents=True, exist_ok=True)
    _put(locations.settings, lines.encode("ascii"))
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / ADD_IN, locations.variable)
        _put(locations.waiting, (Path(folder) / ADD_IN).read_bytes())
    return switch(locations)


def _must_not_serve_another(locations: Locations, python: Path) -> None:
    """Raise CannotInstall where this version is installed with another Python that is there: the settings
    are those of all users of the computer."""
    if not locations.settings.exists():
        return
    lines = locations.settings.read_text("ascii", errors="replace").splitlines()
    said = dict(line.strip('"').split('","', 1) for line in lines if '","' in line)
    other = Path(said.get("INTERPRETER_WIN", ""))
    if other.is_file() and other != ascii_path(python):
        raise CannotInstall(
            f"Máy này đã cài bản {locations.own.name}, dùng Python ở “{other}”. Đề nghị gõ bieu go-cai-dat "
            "(hoặc chạy “Go cai dat.bat”) trước, hoặc dùng bản đã cài."
        )


def _put(target: Path, content: bytes) -> None:
    """Write a file that does not say so already, since a second user of the computer may only read here; an
    add-in that the office has signed stays."""
    if not target.exists() or (target.read_bytes() != content and not _signed(target)):
        with whole_file(target) as path:
            path.write_bytes(content)


def _signed(add_in: Path) -> bool:
    """Whether Excel has put a signature into an add-in."""
    try:
        with zipfile.ZipFile(add_in) as package:
            return any("vbaProjectSignature" in name for name in package.namelist())
    except zipfile.BadZipFile:
        return False


def ascii_path(path: Path) -> Path:
    """The path as VBA can read it: itself, or Windows' short name of it. Raises CannotInstall."""
    if str(path).isascii():
        return path
    short = _short_name(path)
    if short and short.isascii():
        return Path(short)
    raise CannotInstall(
        f"Đường dẫn “{path}” có chữ tiếng Việt, Excel không khởi động được Python ở đó. Đề nghị để công cụ ở "
        "thư mục không dấu, ví dụ C:\\bieu, rồi cài lại."
    )


def _short_name(path: Path) -> str:
    """What Windows calls a file in eight and three letters; "" where it has no such name."""
    if sys.platform != "win32":
        return ""
    buffer = ctypes.create_unicode_buffer(1024)
    return buffer.value if ctypes.windll.kernel32.GetShortPathNameW(str(path), buffer, 1024) else ""


def switch(locations: Locations, version: Path | None = None) -> bool:
    """Exchange the add-in that Excel loads for that of a version's folder (this one's without); False
    where Excel holds the old one. What is half written never lies in XLSTART: Excel opens all files there."""
    locations.start.mkdir(parents=True, exist_ok=True)
    new = locations.start.parent / f".{ADD_IN}.new"
    shutil.copyfile((version or locations.own) / ADD_IN, new)
    try:
        os.replace(new, locations.add_in)
    except PermissionError:
        new.unlink(missing_ok=True)
        return False
    return True


def wait_and_switch(locations: Locations, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Exchange the add-in as soon as Excel is closed; whether it was. Gives up after a working day: the
    next press of a button starts it again."""
    lock = FileLock(locations.start.parent / ".bieu.cho.lock")  # the user's own: another waits for herself
    locations.start.mkdir(parents=True, exist_ok=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:  # one is waiting already
        return False
    with lock:
        for _ in range(int(_PATIENCE / _BETWEEN)):
            if switch(locations, locations.newer()):  # the newest: several may have come in one day
                return True
            sleep(_BETWEEN)
    return False


def start_waiting(python: Path) -> None:
    """Let a process without a window wait for Excel to be closed. python: of the version to switch to."""
    silent = python.with_name("pythonw.exe")
    command = [str(silent if silent.exists() else python), "-m", "xl_addin.setup", "cho"]
    subprocess.Popen(command, creationflags=_DETACHED, close_fds=True, cwd=python.parent)


def look_for_newer(locations: Locations) -> str:
    """Where a newer version is installed, see to it that it is switched to; what to tell the clerk, or ""."""
    newer = locations.newer()
    if newer is None:
        return ""
    start_waiting(newer / PYTHON / "python.exe")
    return f"Đã cài bản {newer.name}: sẽ dùng từ lần mở Excel sau."


def uninstall(locations: Locations, python: Path | None = None) -> bool:
    """Take out the add-in and the folders of all versions; whether there was anything. The folder of the
    running `python` stays for the caller to remove. Raises CannotInstall while Excel holds the add-in."""
    folders = [folder for folder in (*locations.versions(), locations.scratch) if folder.is_dir()]
    found = locations.add_in.exists() or bool(folders)
    try:
        locations.add_in.unlink(missing_ok=True)
    except OSError:
        raise CannotInstall("Excel đang mở nên chưa gỡ được. Đề nghị đóng hết Excel rồi chạy lại.") from None
    for folder in folders:
        if python is None or not python.is_relative_to(folder):
            shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # something else lies there
        locations.shared.rmdir()
    return found
