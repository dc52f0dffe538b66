"""Theo dõi: the register brought up to date with the folder of returns, under a lock, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from workbook_templates.declared.form_set import FormSet
from xl_addin.check import batch_of
from xl_addin.files.collector import uncollected
from xl_addin.files.whole_files import CannotWrite, whole_file
from xl_addin.inbox import Inbox, open_inbox
from xl_addin.register.events import Event, all_written, keep_waiting, waiting
from xl_addin.register.planning import Known, Plan, plan
from xl_addin.register.reading import CannotFollow, Register, read_register
from xl_addin.register.writing import write_changes, write_new

_PATIENCE = 30  # seconds to wait for somebody else's update
_AGAIN = 3  # times that a register saved meanwhile is read anew


@dataclass
class Followed:
    """What came of it. waits: why the events of this run lie beside the register until the next; None where
    they stand in it."""

    path: Path
    inbox: Inbox
    plan: Plan
    waits: str | None = None

    @property
    def outcome(self) -> str:
        """Whether it stands in the register now, in a sentence."""
        if self.waits:
            number = len(self.plan.events)
            return f"{self.waits} {number} việc được giữ cạnh sổ, sẽ ghi vào sổ ở lần cập nhật sau."
        return f"Đã cập nhật “{self.path}”."


def register_of(folder: Path, form_set: FormSet) -> Path:
    """Where the register of a folder of returns lies: beside it."""
    return folder.resolve().parent / f"So theo doi {form_set.id}.xlsx"


@uncollected()
def follow(
    folder: Path,
    form_set: FormSet,
    path: Path | None = None,
    source: str | Path | None = None,
    *,
    addresses: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    now: datetime | None = None,
) -> Followed:
    """Read and check a folder and bring its register up to date. path: the register, else that beside the
    folder; addresses: by unit. Raises CannotFollow; where the register cannot be written now, what happened
    is laid beside it and told."""
    inbox = open_inbox([folder], form_set, source, progress)
    from validators.judging import judge
    from xl_addin.register.facts import facts_of_units
    from xl_addin.summary.contents import Contents

    form_set = inbox.form_set
    path = path or register_of(folder, form_set)
    report = judge(batch_of(inbox, form_set))
    facts = facts_of_units(Contents(path.parent, inbox, report, [], None))

    def planned(register: Register | None, waited: list[Event]) -> Plan:
        known = Known(form_set, addresses or {}, tuple(waited), now or datetime.now())
        return plan(facts, register, known)

    made, waits = update(path, form_set, planned)
    return Followed(path, inbox, made, waits)


def update(
    path: Path, form_set: FormSet, planned: Callable[[Register | None, list[Event]], Plan]
) -> tuple[Plan, str | None]:
    """Read a register, plan, and write it, alone; planned anew where somebody has saved it meanwhile. Gives
    back why it could not be written, if so. Raises CannotFollow."""
    with _alone(path):
        for _ in range(_AGAIN):
            before = _stamp(path)
            content = path.read_bytes() if before else b""
            register = read_register(path) if before else None
            if register and register.form_set not in ("", form_set.id):
                raise CannotFollow(
                    f"“{path.name}” là sổ theo dõi của bộ biểu mẫu “{register.form_set}”, không phải "
                    f"“{form_set.id}”. Đề nghị chọn tệp khác (--so) hoặc đúng bộ biểu mẫu."
                )
            made = planned(register, waiting(path))
            try:
                if _write(path, before, content, register, made, form_set):
                    all_written(path)
                    return made, None
            except CannotWrite as error:
                keep_waiting(path, made.events)
                return made, str(error)
    raise CannotFollow(f"“{path.name}” đang được người khác lưu liên tục. Đề nghị chạy lại sau ít phút.")


def _write(path, before, content: bytes, register: Register | None, made: Plan, form_set: FormSet) -> bool:
    """Whether the register was written; not where somebody has saved it since it was read."""
    with suppress(_SavedMeanwhile), whole_file(path) as target:
        if register is None:
            write_new(target, made, form_set)
        else:
            write_changes(content, target, register, made)
        if _stamp(path) != before:
            raise _SavedMeanwhile
        return True
    return False


class _SavedMeanwhile(Exception):
    """Somebody has saved the register since it was read."""


def _stamp(path: Path) -> tuple[int, int] | None:
    """By what a saved file is known from the one of before."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else's update of the same register goes on meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.stem}.khoa"))
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise CannotFollow(
            f"Máy khác đang cập nhật sổ theo dõi “{path.name}”. Đề nghị chạy lại sau ít phút."
        ) from None
    try:
        yield
    finally:
        lock.release()
