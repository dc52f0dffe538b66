"""What has happened, one line each, appended and never changed; and what could not be written yet."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from validators.codes import Worded


class What(Worded):
    """What kind of event it is."""

    CAME = "came", "Nhận tệp"
    GONE = "gone", "Tệp không còn trong thư mục"
    WRONG = "wrong", "Gửi sai mẫu"
    SIGNED = "signed", "Nhận bản ký"
    RETURNED = "returned", "Trả hoàn thiện"
    MOVED = "moved", "Chuyển tình trạng"
    CHOSEN = "chosen", "Chọn tệp được tính"
    RESENT = "resent", "Thay đổi khi gửi lại"
    DECIDED = "decided", "Xử lý của tỉnh"
    EXPLAINED = "explained", "Ý kiến của đơn vị"
    LAPSED = "lapsed", "Số liệu đã đổi, cần xem lại"
    TYPED_OVER = "typed_over", "Giữ lại chỗ gõ tay"


# As the clerk reads them, left to right; the last three are hidden.
HEADERS = (
    "Thời gian",
    "Đơn vị",
    "Biểu",
    "Việc",
    "Trước",
    "Sau",
    "Nguyên nhân, tệp",
    "Mã dòng",
    "Mã việc",
    "Dấu",
)


@dataclass(frozen=True)
class Event:
    """One line. key: of the line it is about; unit, form: as the clerk reads them; before, after: of what
    moved; cause: why, or which file; marks: digests of the contents it is about."""

    when: str
    key: str
    unit: str
    form: str
    what: str
    before: str = ""
    after: str = ""
    cause: str = ""
    marks: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: uuid4().hex)

    def row(self) -> list[str]:
        """The cells of its line, in the order of HEADERS."""
        return [self.when, self.unit, self.form, What(self.what).words, self.before, self.after, self.cause,
                self.key, f"{self.what} {self.id}", " ".join(self.marks)]  # fmt: skip


def read_event(cells: Sequence[str]) -> Event | None:
    """An event from its line; None for a line that is none (a note of the clerk's)."""
    if len(cells) < len(HEADERS) or " " not in cells[8]:
        return None
    what, _, identity = cells[8].partition(" ")
    if what not in {kind.value for kind in What}:
        return None
    when, unit, form, _, before, after, cause, key, _, marks = cells[: len(HEADERS)]
    return Event(when, key, unit, form, what, before, after, cause, tuple(marks.split()), identity)


def moment(now: datetime) -> str:
    """A time as it stands in the log: it sorts as it reads."""
    return now.strftime("%Y-%m-%d %H:%M")


def waiting_file(register: Path) -> Path:
    """Where events lie that the register, open in Excel, could not take yet."""
    return register.with_name(f".{register.stem}.cho-ghi.jsonl")


def keep_waiting(register: Path, events: Iterable[Event]) -> None:
    """Lay events beside the register until it can be written. Raises OSError."""
    known = {event.id for event in waiting(register)}
    lines = [json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in events if e.id not in known]
    with open(waiting_file(register), "a", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def waiting(register: Path) -> list[Event]:
    """The events that lie beside the register; a line that was cut off by a crash is left out."""
    names = {f.name for f in fields(Event)}
    found = []
    with suppress(FileNotFoundError), open(waiting_file(register), encoding="utf-8") as file:
        for line in file:
            with suppress(ValueError):
                said = json.loads(line)
                if isinstance(said, dict) and names <= said.keys():
                    found.append(Event(**{**said, "marks": tuple(said["marks"])}))
    return found


def all_written(register: Path) -> None:
    """Take away what lay beside the register, now that it stands there."""
    waiting_file(register).unlink(missing_ok=True)
