"""Nhận: the attachments of saved letters into the folder of returns. Nothing that lies there is written over,
and the letters stay as they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from xl_addin.files.whole_files import CannotWrite, file_name, fresh, told_as_cannot_write, whole_file
from xl_addin.inbox import relative
from xl_addin.letters.mail_file import Attached, Letter, read_letter, shown
from xl_addin.letters.received_note import NOTE, Received, mark_of, note_received, received_in

_PATIENCE = 30  # seconds to wait for somebody else's
_LATE = datetime.max
_LETTERS, _OTHER_LETTERS = frozenset((".eml",)), frozenset((".msg", ".mbox", ".pst", ".oft"))


@dataclass
class Taken:
    """What came of it. saved: new files; again: what was there already, in words; left: what was not taken
    out, by letter; other: files of the folder that are letters of another kind."""

    folder: Path
    letters: int = 0
    saved: list[Path] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def told(self) -> list[str]:
        """What the clerk must know, a line each: what was not taken, is called otherwise, was there."""
        lines = [f"! {letter}: {why}" for letter, why in self.left]
        lines += [f"“{shown(old)}” đã có tệp khác cùng tên, ghi thành “{new}”" for old, new in self.renamed]
        return lines + self.again

    @property
    def outcome(self) -> str:
        """All of it in a sentence."""
        text = f"Đã đọc {self.letters} thư; lấy {len(self.saved)} tệp vào “{self.folder}”"
        return text + (f"; {len(self.again)} tệp đã nhận từ trước." if self.again else ".")


def receive(
    mails: Path, returns: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> Taken:
    """Take the attachments out of all letters under `mails`. Raises CannotWrite."""
    taken = Taken(returns)
    files = sorted(path for path in mails.rglob("*") if path.is_file() and not path.name.startswith("."))
    letters: list[Letter] = []
    for path in files:
        if path.suffix.lower() in _LETTERS:
            try:
                letters.append(read_letter(path))
            except OSError:
                taken.left.append(
                    (path.name, "không mở được thư (đang mở ở chương trình khác, hoặc không có quyền)")
                )
        elif path.suffix.lower() in _OTHER_LETTERS:
            why = "thư dạng khác; đề nghị kéo tệp đính kèm ra, hoặc lưu thư dạng .eml"
            taken.left.append((path.name, why))
    letters.sort(key=lambda letter: min((one.when for one in letter.attached), default=_LATE))
    taken.letters = len(letters)
    with told_as_cannot_write(returns):
        returns.mkdir(parents=True, exist_ok=True)
    with _alone(returns):
        _save(letters, taken, progress)
    return taken


def _save(letters: list[Letter], taken: Taken, progress: Callable[[int, int], None]) -> None:
    known, here = received_in(taken.folder), _contents(taken.folder)
    for done, letter in enumerate(letters, start=1):
        name = letter.path.name
        taken.left += [(name, why) for why in letter.left]
        folder = _folder_of(letter, taken.folder)
        for one in letter.attached:
            mark = mark_of(one.content)
            if mark in known or mark in here:
                taken.again.append(_told_again(one, known.get(mark), here.get(mark)))
                if mark in here and mark not in known:  # laid there by hand, or a run was killed
                    known[mark] = _note(taken.folder, here[mark], one, mark)
                continue
            path = _write(folder, one)
            taken.saved.append(path)
            if path.name != one.name:
                taken.renamed.append((one.name, path.name))
            here[mark] = path
            known[mark] = _note(taken.folder, path, one, mark)
            if letter.unclear_day:
                taken.left.append(
                    (name, f"“{one.name}”: thư không ghi rõ ngày; lấy ngày lưu thư {one.when:%d/%m/%Y}")
                )
        progress(done, len(letters))


def _told_again(one: Attached, before: Received | None, path: Path | None) -> str:
    when = f" ngày {before.day:%d/%m/%Y}" if before and before.day else ""
    if path is None:
        return f"“{one.name}”: đã nhận{when}, sau đó đã bỏ khỏi thư mục nên không lấy lại"
    same = "" if path.name == one.name else f" (tên “{path.name}”)"
    return f"“{one.name}”: đã nhận{when}{same}"


def _folder_of(letter: Letter, returns: Path) -> Path:
    """Where what is attached to a letter goes: a workbook with its signed scan into a folder of their own, so
    that it is plain whose scan it is; else straight into the folder of returns."""
    scans = sum(one.is_scan for one in letter.attached)
    if not scans or scans == len(letter.attached):
        return returns
    first = letter.attached[0]
    who = first.sender.partition("@")[0] or letter.path.stem
    return returns / file_name(f"{first.when:%Y-%m-%d %H%M} {who}")


def _write(folder: Path, one: Attached) -> Path:
    target = fresh(folder / one.name)
    with whole_file(target) as path:
        path.write_bytes(one.content)
    with suppress(OSError):
        os.utime(target, (one.when.timestamp(),) * 2)
    return target


def _note(returns: Path, path: Path, one: Attached, mark: str) -> Received:
    said = Received(
        mark, relative(path, returns), one.when.isoformat("T", "minutes"), one.sender, one.message
    )
    with told_as_cannot_write(returns / NOTE):
        note_received(returns, said)
    return said


def _contents(folder: Path) -> dict[str, Path]:
    """The files of a folder by their content."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith((".", "~$")):
            with suppress(OSError):
                found.setdefault(mark_of(path.read_bytes()), path)
    return found


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else takes letters into the same folder meanwhile."""
    lock = FileLock(folder / ".da-nhan-qua-thu.khoa")
    with told_as_cannot_write(folder):
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            told = f"Máy khác đang nhận thư vào “{folder}”. Đề nghị chạy lại sau ít phút."
            raise CannotWrite(told) from None
    try:
        yield
    finally:
        lock.release()
