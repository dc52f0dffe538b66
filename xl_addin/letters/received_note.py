"""A small file in the folder of returns that keeps, of each file taken out of a letter, who sent it and when;
the register reads it. Lines are appended and never changed."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path

NOTE = ".da-nhan-qua-thu.jsonl"  # begins with a dot: no return


@dataclass(frozen=True)
class Received:
    """mark: what the file's content is known by; file: its path in the folder when it was taken out; when: it
    was received; sender: the address; message: the letter's own id."""

    mark: str
    file: str
    when: str
    sender: str = ""
    message: str = ""

    @property
    def day(self) -> date | None:
        """The day on which it was received."""
        with suppress(ValueError):
            return datetime.fromisoformat(self.when).date()
        return None


def mark_of(content: bytes) -> str:
    """What a file's content is known by, wherever it lies."""
    return blake2b(content, digest_size=8).hexdigest()


def received_in(folder: Path) -> dict[str, Received]:
    """What the note of a folder says, by mark; of one that came twice, the first time. A line that was cut
    off by a crash is left out."""
    names, found = {one.name for one in fields(Received)}, {}
    with suppress(FileNotFoundError), open(folder / NOTE, encoding="utf-8") as file:
        for line in file:
            with suppress(ValueError):
                said = json.loads(line)
                if isinstance(said, dict) and names <= said.keys():
                    found.setdefault(str(said["mark"]), Received(**{name: str(said[name]) for name in names}))
    return found


def note_received(folder: Path, one: Received) -> None:
    """Append a line. Raises OSError."""
    with open(folder / NOTE, "ab") as file:
        if file.tell() and not _ends_whole(folder / NOTE):
            file.write(b"\n")
        file.write(json.dumps(asdict(one), ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(path: Path) -> bool:
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
