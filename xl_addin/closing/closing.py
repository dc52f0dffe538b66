"""Chốt: a snapshot is laid beside the working file, once and for good; and what lies there is found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.package import Unreadable
from workbook_templates.words.spelling import fold
from xl_addin.closing.file_state import CannotClose, state_of_file
from xl_addin.closing.snapshot import Snapshot, read_snapshot, write_snapshot
from xl_addin.files.whole_files import file_name, fresh, whole_file
from xl_addin.inbox import mark_as_results

_PATIENCE = 30  # seconds to wait for somebody else's snapshot
_LONGEST = 100  # characters of a name


@dataclass
class Snapshots:
    """What lies beside a working file. all: from the first to the last; unreadable: names of files there that
    cannot be read."""

    all: list[Snapshot] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def last(self) -> Snapshot | None:
        """The one with which the next roll-up is compared."""
        return self.all[-1] if self.all else None

    def named(self, name: str) -> Snapshot:
        """The one of this name. Raises CannotClose."""
        found = next((one for one in self.all if fold(one.name) == fold(name)), None)
        if found is None:
            known = "”, “".join(one.name for one in self.all)
            there = f"Đang có: “{known}”." if known else "Chưa có lần chốt nào bên cạnh tệp kết quả."
            raise CannotClose(f"Không có lần chốt tên “{name}”. {there}")
        return found

    @property
    def next_version(self) -> int:
        """Which version of the plan is being worked on: 0 until the first was issued."""
        return max((one.issued + 1 for one in self.all if one.issued is not None), default=0)


def folder_of(target: Path, form_set: str) -> Path:
    """Where the snapshots of a working file lie: beside it."""
    return target.resolve().parent / file_name(f"Chot so lieu {form_set}")


def snapshots_of(target: Path, form_set: str) -> Snapshots:
    """Those of a working file's form set that lie beside it."""
    found = Snapshots()
    folder = folder_of(target, form_set)
    for path in sorted(folder.glob("[!.~]*.xlsx")) if folder.is_dir() else ():
        try:
            snapshot = read_snapshot(path)
        except Unreadable:
            snapshot = None
        if snapshot is None or snapshot.state.form_set != form_set:
            found.unreadable.append(path.name)
        else:
            found.all.append(snapshot)
    found.all.sort(key=lambda one: one.when)
    return found


def close(
    working: Path,
    name: str,
    form_set: FormSet | None = None,
    *,
    issued: bool = False,
    beside: Path | None = None,
    now: datetime | None = None,
) -> Snapshot:
    """Keep what a working file says under a name, dated. issued: whether it is a version of the plan that has
    been issued, after which later roll-ups are the next adjustment; beside: where the working file lies,
    where `working` is a copy of it. Raises CannotClose, CannotWrite."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise CannotClose(f"Lần chốt phải có tên, không quá {_LONGEST} ký tự. Ví dụ: Trình Ban Thường vụ.")
    state, who = state_of_file(working, form_set)
    target = beside or working
    folder = folder_of(target, state.form_set)
    mark_as_results(folder)
    lock = FileLock(folder / ".khoa")
    try:
        lock.acquire(timeout=_PATIENCE)
    except (Timeout, OSError):
        raise CannotClose(
            f"Chưa ghi được vào “{folder}” (máy khác đang chốt, hoặc thư mục không cho ghi). Đề nghị chạy "
            "lại sau ít phút."
        ) from None
    try:
        return _close(target, name, Snapshot(name, "", who, target.name, state), folder, issued, now)
    finally:
        lock.release()


def _close(
    target: Path, name: str, snapshot: Snapshot, folder: Path, issued: bool, now: datetime | None
) -> Snapshot:
    known = snapshots_of(target, snapshot.state.form_set)
    _must_be_new(name, known.all)
    moment = now or datetime.now()
    snapshot.when = f"{moment:%Y-%m-%d %H:%M:%S}"
    if issued:
        snapshot.issued = known.next_version
    snapshot.path = fresh(folder / file_name(f"{moment:%Y-%m-%d %H%M} {name}", ".xlsx"))
    with whole_file(snapshot.path) as path:
        write_snapshot(path, snapshot)
    return snapshot


def _must_be_new(name: str, known: Sequence[Snapshot]) -> None:
    for one in known:
        if fold(one.name) == fold(name):
            raise CannotClose(
                f"Đã có lần chốt tên “{one.name}” ({one.day}). Mỗi lần chốt được giữ nguyên, không ghi đè: "
                "đề nghị đặt tên khác."
            )
