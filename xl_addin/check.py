"""Kiểm tra: files in, a report out; the same function serves the command line and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import CHANGES_SHEET, EDITS_SHEET, SIGNING_SHEET
from workbook_templates.reading.cover import HELP_SHEET
from workbook_templates.reading.many_files import read_for_any, read_one
from workbook_templates.reading.replies import LOG_SHEET, is_called
from workbook_templates.reading.returns import Return
from workbook_templates.reading.table import Table
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.reading.working_file import is_hidden_record
from xl_addin.files.collector import uncollected
from xl_addin.form_sets import form_set_ids, load_form_set
from xl_addin.inbox import Inbox, open_inbox

if TYPE_CHECKING:  # pandas and pandera are loaded while the workbooks are read (inbox.open_inbox)
    from validators.batch import Batch
    from validators.report import Report
    from xl_addin.register.memory import KnownBefore
    from xl_addin.register.typed_elsewhere import Typed


_MOST_LOOKED_AT = 60  # workbooks, for one of a known province


class CannotCompare(Exception):
    """Last year's biểu are not to be had; the text says in Vietnamese why and what to do."""


def check_return(item: Return, form_set: FormSet) -> tuple[Inbox, Report]:
    """Check one workbook that has been read already, for itself alone."""
    form_set = form_set.of_bieu if item.traced else form_set
    from validators.batch import Batch
    from validators.judging import judge

    return Inbox(item.path.parent, form_set, [item]), judge(Batch([item], form_set))


@uncollected()
def check_files(
    paths: Sequence[Path],
    form_set: FormSet,
    source: str | Path | None = None,
    *,
    last_year: Path | None = None,
    last_year_set: FormSet | None = None,
    register: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Inbox, Report]:
    """Check workbooks, or every workbook of folders. A folder is one collection of returns, so that
    rules over all units apply; files named one by one are judged each by itself. register: what the province
    chose and decided, else that beside the folder of returns, where there is one. Raises CannotCompare."""
    together = any(path.is_dir() for path in paths)
    before = read_last_year(last_year, last_year_set or form_set)
    known = known_beside(paths, form_set, register)
    inbox = open_inbox(paths, form_set, source, progress, choose=together, known=known)
    form_set = inbox.form_set
    if inbox.returns and not together and all(item.own_output for item in inbox.returns):
        # Named by itself: a working file before it is signed.
        inbox.returns = [read_one(item.path, form_set, ours=True) for item in inbox.returns]
        form_set = form_set.of_bieu
    # A biểu of many units is no return to be added up, but it can be checked like any other.
    inbox.ignored = {
        n: why
        for n, why in inbox.ignored.items()
        if inbox.returns[n].form_set_workbook or (inbox.returns[n].own_output and not inbox.returns[n].traced)
    }
    return inbox, judged(inbox, form_set, before, together=together)


def judged(inbox: Inbox, form_set: FormSet, before: Batch | None = None, *, together: bool = True) -> Report:
    """Judge all files that count, with what is remembered of their findings, and with what units that sent
    again changed. before: last year's biểu; together: as for `batch_of`."""
    from validators.decisions import recall
    from validators.judging import judge, judge_each
    from xl_addin.sendings import compare_with_former

    batch = batch_of(inbox, form_set, together=together)
    report = judge(batch, before) if together else judge_each(batch, before)
    recall(report, inbox.known.findings if inbox.known else {})
    compare_with_former(inbox, report)
    return report


def known_beside(
    paths: Sequence[Path], form_set: FormSet, register: Path | None = None, typed: Typed | None = None
) -> KnownBefore:
    """What the register says that lies beside the folder of these returns, or that is named, with what the
    clerk decided since in a working file. typed: that file's; None for the one beside the folder."""
    from xl_addin.register.memory import read_known, register_of
    from xl_addin.register.typed_elsewhere import take_over, typed_beside

    first = paths[0] if paths else Path()
    folder = first if first.is_dir() else first.parent
    known = read_known(register or register_of(folder, form_set), form_set)
    take_over(typed_beside(folder, form_set) if typed is None else typed, known)
    return known


def batch_of(inbox: Inbox, form_set: FormSet, *, together: bool = True) -> Batch:
    """The batch of all files that count. together: whether they are one collection of a province's."""
    from validators.batch import Batch

    return Batch(
        inbox.returns,
        form_set,
        together=together,
        used=inbox.used,
        superseded=inbox.superseded,
        dropped=inbox.dropped,
        gone=inbox.gone,
    )


def read_last_year(path: Path | None, form_set: FormSet) -> Batch | None:
    """Last year's biểu by the same reader; None where no file is given. Raises CannotCompare where the
    file is given and holds none: nothing compared must not look like nothing found."""
    if path is None:
        return None
    from validators.batch import Batch

    item = read_one(path, form_set, is_no_list)
    item.tables = _each_once(item.tables)
    if item.status == "unreadable":
        raise CannotCompare(f"Biểu năm trước “{path}”: {why_unreadable(item.reason).words}")
    if not item.tables:
        raise CannotCompare(
            f"Tệp “{path}” không có biểu nào của bộ biểu mẫu “{form_set.id}” nên không đối chiếu được "
            "với năm trước. Đề nghị chọn đúng tệp; nếu năm trước dùng bộ biểu mẫu khác thì chọn thêm bộ ấy."
        )
    return Batch([item], form_set)


def is_no_list(sheet: str) -> bool:
    """Whether a sheet may hold a biểu, in a working file of ours too: its other sheets are lists, and what
    stands in them stands in its biểu already."""
    from xl_addin.sendings import CHANGES
    from xl_addin.summary import contents

    lists = (contents.OVERVIEW, contents.TRACKING, contents.RECONCILIATION, contents.FINDINGS)
    lists += (contents.SOURCES, contents.RULES, contents.UNDERSTANDING, CHANGES)
    lists += (CHANGES_SHEET, SIGNING_SHEET)
    return not is_called(sheet, *lists, EDITS_SHEET, HELP_SHEET, LOG_SHEET) and not is_hidden_record(sheet)


def _each_once(tables: list[Table]) -> list[Table]:
    """Of each biểu the tables on the sheet where it stands first: a copied sheet is no second one."""
    sheets: dict[str, str] = {}
    return [table for table in tables if sheets.setdefault(table.form, table.sheet) == table.sheet]


def guess_form_set(paths: Sequence[Path], among: Sequence[str] | None = None) -> str | None:
    """The form set that fits the first workbook with a table best: its cover says, or the number of
    tables recognised; None where none of the first workbooks holds a table that is known. among: the
    ids or folders of those in question; without it those that come with the tool."""
    from xl_addin.inbox import collect

    workbooks, _, _ = collect([path for path in paths if path.exists()])
    for path in workbooks[:_MOST_LOOKED_AT]:
        best = fitting_form_set(read_for_any(path, ours=path in paths), among)
        if best:
            return best
    return None


def fitting_form_set(read: Callable[[FormSet], Return], among: Sequence[str] | None = None) -> str | None:
    """The form set that fits one workbook best, or None where none knows a table of it. read: gives
    the workbook as a form set sees it."""
    ids = among or form_set_ids()
    by_own_id = {load_form_set(name).id: name for name in ids}  # what a cover says; a name may be a folder
    scores = {}
    for name in ids:
        item = read(load_form_set(name))
        named = item.traced.form_set if item.traced else item.cover.get("form_set", "")
        if said := by_own_id.get(named):
            return said
        known_set = load_form_set(name)
        # Fixed lines are known by their labels, or it is another table; a working file holds biểu.
        annexes = {**known_set.of_bieu.annexes, **known_set.annexes}
        tables = [t for t in item.tables if t.line_of or not annexes[t.form].lines]
        rows = sum(len(table.rows) for table in tables)
        missing = sum(len(table.missing) for table in tables)
        known = bool(item.unit) or _knows_units(item, load_form_set(name))
        scores[name] = (bool(tables), known, -missing, rows)
    best = max(ids, key=lambda name: scores[name])
    return best if scores[best][0] else None


def _knows_units(item, form_set: FormSet) -> bool:
    names = [n for t in item.tables for n in t.raw.get(t.unit_field, ()) if isinstance(n, str)]
    return bool(names) and sum(form_set.catalogue.match(n) is not None for n in names) * 2 >= len(names)
