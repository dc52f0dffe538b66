"""Results are new files, whole or not at all (DESIGN decision 9)."""

from __future__ import annotations

import errno
import functools
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".bieu-"  # of temporary files; the inbox never reads names that begin with a dot
_STALE = 24 * 3600  # seconds after which one is left over from a run that was killed


class CannotWrite(Exception):
    """The result could not be written; the text says in Vietnamese why and what to do."""


def _reason(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Ổ đĩa đã đầy, chưa ghi được “{target.name}”. Đề nghị giải phóng chỗ rồi chạy lại."
    if error.errno == errno.EROFS:
        return f"Thư mục “{target.parent}” chỉ đọc. Đề nghị chọn nơi lưu khác."
    if isinstance(error, PermissionError):
        return (
            f"Không ghi được “{target}”: tệp đang mở trong Excel hoặc thư mục không cho ghi. "
            "Đề nghị đóng tệp đó, hoặc chọn nơi lưu khác."
        )
    return f"Không ghi được “{target}” (đường dẫn không dùng được). Đề nghị chọn nơi lưu khác."


_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


def file_name(text: str, suffix: str = "") -> str:
    """A text as the name of a file or folder: what Windows forbids becomes a hyphen, not too long."""
    name = _FORBIDDEN.sub("-", text)[:_LONGEST_NAME].strip(" .")
    return (name or "Khong ten") + suffix


def fresh(target: Path) -> Path:
    """`target`, or the first of “name (2)”, “name (3)” … that does not exist yet."""
    number, path = 1, target
    while path.exists():
        number += 1
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return path


@contextmanager
def told_as_cannot_write(target: Path) -> Iterator[None]:
    """The system's refusals to write, as CannotWrite."""
    try:
        yield
    except Exception as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        raise CannotWrite(_reason(refusal, target)) from error


@contextmanager
def whole_file(target: Path, *, attempts: int = 4) -> Iterator[Path]:
    """Give a temporary path beside `target`; on leaving without an error it becomes `target`.

    A reader sees the old file or the new one, never a part. On any error the temporary file is
    removed and `target` stays as it was. An open workbook on Windows refuses the exchange: it is
    tried `attempts` times over about a second, then `CannotWrite` says so.
    """
    target = Path(target)
    temporary: Path | None = None
    with told_as_cannot_write(target):
        try:
            _must_be_closed(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            _sweep(target.parent)
            handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=target.suffix, dir=target.parent)
            os.close(handle)
            temporary = Path(name)
            yield temporary
            with open(temporary, "rb+") as written:
                os.fsync(written.fileno())
            with suppress(OSError):  # some network folders know no modes
                os.chmod(temporary, 0o666 & ~_umask())
            _exchange(temporary, target, attempts)
            temporary = None
        finally:
            if temporary is not None:
                with suppress(OSError):
                    temporary.unlink()


def _exchange(temporary: Path, target: Path, attempts: int) -> None:
    """Put a file in the place of another, which somebody may be closing just now."""
    for attempt in range(attempts):
        try:
            os.replace(temporary, target)
            return
        except PermissionError:
            if attempt == attempts - 1:
                raise
            time.sleep(0.1 * 2**attempt)


def _must_be_closed(target: Path) -> None:
    """Raise PermissionError where Excel's or LibreOffice's lock file lies beside the target."""
    if any((target.parent / lock).exists() for lock in (f"~${target.name}", f".~lock.{target.name}#")):
        raise PermissionError(errno.EACCES, "open in Excel or LibreOffice")


def _refusal(error: Exception) -> OSError | None:
    """The system's refusal that an error is or tells of: XlsxWriter wraps it in one of its own."""
    told = (error, *error.args, error.__cause__)
    return next((one for one in told if isinstance(one, OSError)), None)


@functools.cache
def _sweep(folder: Path) -> None:
    """Remove what killed runs left in a folder; once a run, for folders may be large."""
    with suppress(OSError):
        for left in folder.glob(f"{PREFIX}*"):
            with suppress(OSError):
                if left.is_file() and time.time() - left.stat().st_mtime > _STALE:
                    left.unlink()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
