"""Installing from the folder that `bieu dong-goi` makes: what “Cai dat.bat” and “Go cai dat.bat” do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from xl_addin.setup.install import install
from xl_addin.setup.locations import PYTHON, CannotInstall, Locations

_COPYING = ".dang-chep"
_ADMINISTRATORS, _USERS = "*S-1-5-32-544", "*S-1-5-32-545"  # well-known SIDs: names differ by language


def install_folder(source: Path, locations: Locations, say: Callable[[str], None]) -> bool:
    """Lay this version beside others, whole or not at all, and put its add-in into Excel. source: the
    folder brought, with Python in it. Returns what `install` does. Raises CannotInstall, CannotWrite."""
    brought, target = source / PYTHON, locations.own / PYTHON
    if not (brought / "python.exe").is_file():
        raise CannotInstall(f"Thư mục “{source}” thiếu tệp. Đề nghị giải nén lại toàn bộ rồi chạy lại.")
    if brought.resolve() != target.resolve():
        say(f"Đang chép vào “{locations.own}”, khoảng một phút…")
        first = not locations.versions()
        _copy(brought, target)
        _protect(locations, first)
    return install(locations, target / "python.exe")


def _copy(brought: Path, target: Path) -> None:
    """Copy the folder under another name, then rename it: a copy that was stopped is never taken for whole.
    One that is there already is replaced, or kept where a program in it is running."""
    half, old = target.with_name(_COPYING), target.with_name(f"{_COPYING}-cu")
    try:
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
        # Contents alone: a Mark of the Web stays behind, which copy2 would take along since Python 3.12.
        shutil.copytree(brought, half, copy_function=shutil.copyfile)
        if target.exists():
            os.replace(target, old)
        os.replace(half, target)
    except OSError as error:
        if old.exists() and not target.exists():
            os.replace(old, target)
        in_use = isinstance(error, PermissionError) and target.exists()  # the same version, just now
        if not in_use:
            raise CannotInstall(_no_copy(target)) from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _no_copy(target: Path) -> str:
    return (
        f"Chưa chép được vào “{target.parent}”: ổ đĩa đầy, hoặc không được ghi. Đề nghị kiểm tra chỗ trống "
        "(cần khoảng 400 MB); nếu đủ chỗ, nhờ cán bộ công nghệ thông tin cho phép ghi vào đó; rồi chạy lại."
    )


def _protect(locations: Locations, first: bool) -> None:
    """Let only the one who installed and administrators change a version, where everybody may write as a
    rule; others read and run it. With the first version this holds for the folder of all versions, so that
    nobody can lay a program there that others then start; all write into `scratch`. Without icacls it
    stays as Windows made it."""
    user = "\\".join(filter(None, (os.environ.get("USERDOMAIN"), os.environ.get("USERNAME"))))
    program = shutil.which("icacls")
    if not program or not user:
        return
    rights = (f"{user}:(OI)(CI)F", f"{_ADMINISTRATORS}:(OI)(CI)F", f"{_USERS}:(OI)(CI)RX")
    grants = [part for right in rights for part in ("/grant:r", right)]
    commands = [[program, str(locations.shared if first else locations.own), "/inheritance:r", *grants]]
    if first:
        locations.scratch.mkdir(exist_ok=True)
        commands.append([program, str(locations.scratch), "/grant", f"{_USERS}:(OI)(CI)M"])
    for command in commands:
        subprocess.run(command, capture_output=True, timeout=60)
