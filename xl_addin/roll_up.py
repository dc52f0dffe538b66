"""Tổng hợp: a folder of returns in, the working file out, with everything found on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_templates.declared.form_set import FormSet
from workbook_templates.learning.example import LearntForm
from xl_addin.check import judged, known_beside, read_last_year
from xl_addin.files.collector import uncollected
from xl_addin.files.whole_files import whole_file
from xl_addin.hand_edits import Kept, in_hand, keep_edited
from xl_addin.inbox import Inbox, open_inbox
from xl_addin.register.typed_elsewhere import Typed, typed_into

if TYPE_CHECKING:  # pandas and pandera are loaded while the workbooks are read (inbox.open_inbox)
    from validators.report import Report
    from xl_addin.closing.changes import BieuChange
    from xl_addin.closing.snapshot import Snapshot
    from xl_addin.merge.carrying import CarriedOver
    from xl_addin.merge.reading import OldFile
    from xl_addin.summary.bieu import Bieu

_ATTEMPTS = 3  # at a file that somebody saves just now


@dataclass
class RollUp:
    """What came of a roll-up: the files, the findings, the biểu with what the clerk had changed by hand;
    kept: the working file of before, where people had changed it; changes: since the last snapshot."""

    inbox: Inbox
    report: Report
    carried: CarriedOver
    kept: Kept | None = None
    changes: list[BieuChange] = field(default_factory=list)

    @property
    def bieu(self) -> list[Bieu]:
        """The biểu as they are printed."""
        return self.carried.bieu


@uncollected()
def roll_up(
    folder: Path,
    form_set: FormSet,
    target: Path,
    source: str | Path | None = None,
    *,
    last_year: Path | None = None,
    last_year_set: FormSet | None = None,
    learnt: Sequence[LearntForm] = (),
    anonymous: bool = False,
    register: Path | None = None,
    against: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RollUp:
    """Read, check and roll up a folder, and write the working file whole. What people had changed in the one
    that stands there is carried over, and it is kept beside the new one. learnt: how the forms were taken,
    where they were learnt from an example; anonymous: without persons, and then without what was changed by
    hand, which is kept beside alone. register: what the province chose and decided, else that beside the
    folder; what she decided in the working file that stands there is written into it first; against: the name
    of the snapshot to compare with, else the last one. Raises CannotWrite, CannotCompare, CannotClose."""
    before = read_last_year(last_year, last_year_set or form_set)
    typed = Typed() if anonymous else typed_into(target)
    known = known_beside([folder], form_set, register, typed)
    inbox = open_inbox([folder], form_set, source, progress, known=known)
    from xl_addin.closing.closing import snapshots_of
    from xl_addin.merge.carrying import carry_over
    from xl_addin.summary.bieu import roll_up_forms
    from xl_addin.summary.working_file import write_working_file

    snapshots = snapshots_of(target, inbox.form_set.id)
    compared = snapshots.named(against) if against else snapshots.last
    inbox.form_set = inbox.form_set.adjusted(snapshots.next_version)
    report = judged(inbox, inbox.form_set, before)
    if typed.pending:
        _remember(inbox, report, typed)
    said = without_persons(inbox, report) if anonymous else None
    rolled = roll_up_forms(report.batch)
    with whole_file(target) as path:
        for _ in range(_ATTEMPTS):
            seen = _state(target)
            old, edits = in_hand(target, inbox.form_set)
            old = None if anonymous else old
            carried = carry_over(rolled, inbox.form_set, old)
            _mark_what_is_asked_since(carried, old, compared)
            changes = write_working_file(
                path, target.parent, inbox, report, carried, learnt, said, typed.pending, snapshots, compared
            )
            if _state(target) == seen:  # nobody saved it meanwhile
                break
        kept = keep_edited(target, edits, carried if old else None)
    return RollUp(inbox, report, carried, kept, changes)


def _remember(inbox: Inbox, report: Report, typed: Typed) -> None:
    """Write into the register what the clerk decided in the working file; a new one where there is none. What
    it cannot take now waits in the working file for the next run, and that is told."""
    from xl_addin.register.follow import decisions_plan, update
    from xl_addin.register.reading import CannotFollow

    known = inbox.known
    try:
        made, waits = update(
            known.path, inbox.form_set, decisions_plan(known.path, inbox, report, typed), keep=False
        )
    except CannotFollow as error:
        made, waits = None, str(error)
    if waits:
        known.told.append(f"Các xử lý ghi trong tệp tổng hợp chưa chép được vào sổ theo dõi. {waits}")
        return
    if not known.exists:
        known.told.append(f"Đã lập sổ theo dõi “{known.path.name}” để nhớ các xử lý của tỉnh.")
    known.told += [text for text in made.told if text not in known.told]
    typed.pending.clear()


def _mark_what_is_asked_since(carried: CarriedOver, old: OldFile | None, compared: Snapshot | None) -> None:
    """Let lines in which places are allotted say what is asked for since the last snapshot, or, without one,
    since the last roll-up."""
    from xl_addin.summary.allotting import mark_what_is_asked_since

    for bieu in carried.bieu:
        form = bieu.form.id
        if compared is not None and form in compared.state.bieu:
            before = {line.key: line.values for line in compared.state.bieu[form].lines}
        elif old is not None and form in old.memory.forms:
            before = old.memory.forms[form].side.values
        else:
            continue
        mark_what_is_asked_since(bieu.form, bieu.lines, before)


def without_persons(inbox: Inbox, report: Report) -> Callable[[str], str]:
    """Take the persons out of what has been read and judged; gives what takes them out of any other text."""
    from xl_addin.anonymous import Anonymous

    return Anonymous(inbox, report).text


def _state(target: Path) -> tuple[int, int] | None:
    """By what it shows that a file was saved again."""
    try:
        facts = target.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
