"""Theo dõi: the register brought up to date with the folder of returns, under a lock, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from workbook_templates.declared.form_set import FormSet
from xl_addin.check import judged, known_beside
from xl_addin.files.collector import uncollected
from xl_addin.files.whole_files import CannotWrite, whole_file
from xl_addin.inbox import Inbox, open_inbox
from xl_addin.register.events import Event, all_written, keep_waiting, waiting
from xl_addin.register.files_page import plan_files
from xl_addin.register.memory import KnownBefore, known_of, register_of
from xl_addin.register.planning import Known, Plan, plan
from xl_addin.register.reading import CannotFollow, Register, read_register
from xl_addin.register.typed_elsewhere import Typed, take_over, typed_beside
from xl_addin.register.writing import write_changes, write_new

if TYPE_CHECKING:
    from validators.report import Report

_PATIENCE = 30  # seconds to wait for somebody else's update
_AGAIN = 3  # times that a register saved meanwhile is read anew


@dataclass
class Followed:
    """What came of it. waits: why the events of this run lie beside the register until the next; None where
    they stand in it."""

    path: Path
    inbox: Inbox
    report: Report
    plan: Plan
    waits: str | None = None

    @property
    def outcome(self) -> str:
        """Whether it stands in the register now, in a sentence."""
        if self.waits:
            number = len(self.plan.events)
            return f"{self.waits} {number} việc được giữ cạnh sổ, sẽ ghi vào sổ ở lần cập nhật sau."
        return f"Đã cập nhật “{self.path}”."


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
    path = path or register_of(folder, form_set)
    typed = typed_beside(folder, form_set)
    before = known_beside([folder], form_set, path, typed)
    inbox = open_inbox([folder], form_set, source, progress, known=before)
    report = judged(inbox, inbox.form_set)
    planned = whole_plan(path, inbox, report, typed, addresses or {}, now)
    made, waits = update(path, inbox.form_set, planned)
    return Followed(path, inbox, report, made, waits)


Planned = Callable[[Register | None, list[Event]], Plan]


def whole_plan(
    path: Path,
    inbox: Inbox,
    report: Report,
    typed: Typed,
    addresses: Mapping[str, str],
    now: datetime | None = None,
) -> Planned:
    """What plans a register by what has been read and checked. typed: what the clerk decided in a working
    file; addresses: by unit."""
    from xl_addin.register.facts import facts_of_units
    from xl_addin.register.resent_events import plan_resent
    from xl_addin.summary.contents import Contents

    facts = facts_of_units(Contents(path.parent, inbox, report, [], None))

    def planned(register: Register | None, waited: list[Event]) -> Plan:
        known = Known(inbox.form_set, addresses, tuple(waited), now or datetime.now())
        made = plan(facts, register, known)
        plan_files(inbox, register, known, made)
        plan_resent(inbox, report, register, known, made)
        _plan_findings(path, inbox, report, register, typed, known, made)
        return made

    return planned


def decisions_plan(
    path: Path, inbox: Inbox, report: Report, typed: Typed, now: datetime | None = None
) -> Planned:
    """What plans the list of findings of a register alone; all of it where there is none yet."""

    def planned(register: Register | None, waited: list[Event]) -> Plan:
        if register is None:
            return whole_plan(path, inbox, report, typed, {}, now)(register, waited)
        made = Plan(events=list(waited))
        known = Known(inbox.form_set, {}, tuple(waited), now or datetime.now())
        _plan_findings(path, inbox, report, register, typed, known, made)
        return made

    return planned


def _plan_findings(path, inbox, report, register: Register | None, typed: Typed, known: Known, made) -> None:
    """By what the register says now, which may be more than it said before the check."""
    from xl_addin.register.findings_page import plan_findings

    now = known_of(register, path) if register else KnownBefore(path)
    take_over(typed, now)
    made.told += now.told
    plan_findings(inbox, report, register, now.findings, known, made)


def update(path: Path, form_set: FormSet, planned: Planned, *, keep: bool = True) -> tuple[Plan, str | None]:
    """Read a register, plan, and write it, alone; planned anew where somebody has saved it meanwhile. Gives
    back why it could not be written, if so; keep: whether its events then lie beside it until it can. Raises
    CannotFollow."""
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
                if keep:
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
