"""The open workbook checked as it stands, and what was found shown in it: marks and list.

Nothing here speaks to the clerk; a button does, with what it gets back.
"""

from __future__ import annotations

import dataclasses
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from validators.causes.sources import told
from validators.findings import Finding
from validators.report import Report
from workbook_templates.declared.finding_list import OF_OPEN_WORKBOOK, STATE
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.cover import COVER_SHEET
from workbook_templates.reading.grid import Grid, Sheet
from workbook_templates.reading.replies import WORK_SHEET, is_list_of_findings, replies_of
from workbook_templates.reading.returns import from_grid
from workbook_templates.reading.working_file import record_of
from xl_addin.check import check_files, check_return, fitting_form_set
from xl_addin.copies.answers import write_answer
from xl_addin.copies.findings_listed import lines_of, list_of_file, marks_of
from xl_addin.copies.listing import Listing
from xl_addin.excel.application import open_quietly
from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_list import (
    NEW,
    STILL,
    ids_of,
    old_list,
    old_lists,
    write_list,
    write_new_list,
)
from xl_addin.excel.live_workbook import LiveBook, file_name_of, is_own_output, path_of, read_workbook
from xl_addin.excel.marks import mark, unmark
from xl_addin.form_sets import load_form_set
from xl_addin.inbox import Inbox
from xl_addin.settings.loading import Settings

NO_TABLE = (
    "Không nhận ra biểu nào trong tệp này nên chưa kiểm tra được. Đề nghị mở đúng tệp của đơn vị, hoặc xem "
    "lại dòng tiêu đề cột (STT, Tên đơn vị, Tên lớp, Số học viên …), và mục “Tỉnh”, “Bộ biểu mẫu” trong Cài "
    "đặt."
)
OWN_OUTPUT = (
    "Đây là danh sách do công cụ lập, hoặc tệp tổng hợp của phiên bản trước, nên không kiểm tra và không "
    "đánh dấu. Đề nghị mở tệp của đơn vị, hoặc tổng hợp lại rồi mở tệp mới."
)
UNDO = "Sau khi đánh dấu, Excel không hoàn tác (Undo) được các thao tác làm trước đó."
_NO_NEW_SHEET = (
    "Tệp này không cho thêm trang (Review > Protect Workbook) nên danh sách nằm ở một tệp khác: {}. Muốn "
    "giữ, đề nghị lưu tệp đó."
)


@dataclass(frozen=True)
class Judged:
    """An open workbook, its cells at the time of the check, and what was found in them."""

    book: xw.Book
    live: LiveBook
    form_set: FormSet
    inbox: Inbox
    report: Report

    @property
    def grid(self) -> Grid:
        return self.live.grid

    @property
    def sheets(self) -> dict[str, xw.Sheet]:
        return self.live.sheets

    @property
    def findings(self) -> list[Finding]:
        return self.report.of_file(0)

    @property
    def compared(self) -> list[str]:
        """Of a working file: what of it was held against its sources, and what was not and why."""
        return told(self.report.batch, 0)

    @property
    def unit_name(self) -> str | None:
        """Whose workbook it is: the unit's name, or what the workbook calls itself."""
        item = self.inbox.returns[0]
        unit = self.form_set.catalogue.units.get(item.unit or "")
        return unit.name if unit else item.named


def judge_book(book: xw.Book, settings: Settings) -> Judged:
    """Judge the workbook as it stands, unsaved changes included; a working file of this tool too. Raises
    Refused for its other results and where no table is known."""
    live = read_workbook(book)
    if COVER_SHEET not in live.sheets and is_own_output(book):  # a unit's blank has a cover, no result has
        live.grid.own_output = True
        if record_of(live.grid) is None:  # a list, or a working file of an older version
            raise Refused(OWN_OUTPUT)
    path = path_of(book)
    name = fitting_form_set(lambda form_set: from_grid(path, live.grid, form_set), settings.form_sets)
    if name is None:
        raise Refused(NO_TABLE)
    form_set = load_form_set(name)
    inbox, report = check_return(from_grid(path, live.grid, form_set), form_set)
    return Judged(book, live, form_set, inbox, report)


def show(judged: Judged) -> list[str]:
    """Write marks and list; returns what the clerk must know of them. A check that finds nothing, in a
    workbook without a list, writes nothing but takes old marks away."""
    lists, notes = old_lists(judged.grid), []
    old = next((one for one in lists if not judged.sheets[one.name].api.ProtectContents), None)
    # A workbook without a list of ours holds old marks at the most where somebody deleted the list.
    seen_before = any(is_list_of_findings(sheet) for sheet in judged.grid.sheets)
    unmarked = unmark(judged.sheets, None if seen_before else judged.live.used)
    closed = unmarked.closed
    if judged.findings or lists:
        closed = [*closed, *mark(judged.sheets, marks_of(judged.findings), unmarked.others)]
        notes = _write_list(judged, old)
    if closed:
        names = ", ".join(dict.fromkeys(closed))
        notes.insert(
            0,
            f"Trang đang khóa nên không đánh dấu, không gỡ dấu cũ được: {names}. Nội dung của các trang này "
            "vẫn có trong danh sách; muốn đánh dấu, đề nghị bỏ khóa (Review > Unprotect Sheet) rồi bấm Kiểm "
            "tra lần nữa.",
        )
    return notes


def _write_list(judged: Judged, old: Sheet | None) -> list[str]:
    """Write the list, into the workbook or, where its structure is protected, a new one."""
    book, notes = judged.book, [] if old is not None else [UNDO]
    listing = _work_listing(judged.inbox, judged.report, ids_of(old or old_list(judged.grid)))
    try:
        kept = write_list(book, listing, old, judged.sheets)
    except Exception:
        if not book.api.ProtectStructure:  # asked only now: each question is a call
            raise
        return [_NO_NEW_SHEET.format(_list_apart(judged)), *notes]
    if kept:
        notes.insert(
            0,
            f"Danh sách trước có ghi chép riêng nên được giữ ở trang “{old.name}”; danh sách mới ở trang "
            "cuối của tệp.",
        )
    return notes


def _work_listing(inbox: Inbox, report: Report, before: set[str]) -> Listing:
    """The list of the open workbook: that of a marked copy, with what is new and what still
    stands since the check before."""
    listing = list_of_file(inbox, report, 0)
    findings = report.of_file(0)
    notes, states = listing.notes[:2], [None] * len(findings)
    if before:
        now = {finding.id for finding in findings}
        counts = f"{len(now - before)} mới, {len(now & before)} vẫn còn, {len(before - now)} đã xử lý"
        notes = (*notes, f"So với lần kiểm tra trước: {counts}.")
        states = [STILL if finding.id in before else NEW for finding in findings]
    return dataclasses.replace(
        listing,
        sheet_name=WORK_SHEET,
        title=WORK_SHEET.upper(),
        notes=notes,
        columns=OF_OPEN_WORKBOOK,
        rows=lines_of(OF_OPEN_WORKBOOK, findings, report, [{STATE: state} for state in states]),
    )


def _list_apart(judged: Judged) -> str:
    """Write the list into a workbook of its own: the one of an earlier check, where that is still open, so
    that reasons written there go along. What to call it."""
    app = judged.book.app
    mine = f"Tệp: {judged.inbox.name(0)}."
    for other in app.books:
        if other.name == judged.book.name or not is_own_output(other):
            continue
        live = read_workbook(other)
        listed = old_list(live.grid)
        if listed is not None and any(mine in str(cell) for row in listed.rows[:3] for cell in row):
            judged.inbox.returns[0].replies |= replies_of(listed)
            listing = _work_listing(judged.inbox, judged.report, ids_of(listed))
            write_list(other, listing, listed, live.sheets)
            return f"“{other.name}”"
    write_new_list(app, _work_listing(judged.inbox, judged.report, set()))
    return "tệp mới, chưa lưu"


def open_marked_copy(judged: Judged) -> str:
    """Where the open workbook cannot be marked: a copy of it is judged, marked and opened; its name."""
    book, app = judged.book, judged.book.app
    folder = Path(tempfile.mkdtemp(prefix="bieu-"))
    name = Path(file_name_of(book))
    book.api.SaveCopyAs(str(folder / name))
    inbox, report = check_files([folder / name], judged.form_set)
    opened, number, marked = {other.name for other in app.books}, 1, f"{name.stem} - đã đánh dấu{name.suffix}"
    while marked in opened:  # Excel opens no two workbooks of one name
        number += 1
        marked = f"{name.stem} - đã đánh dấu {number}{name.suffix}"
    written = write_answer(inbox, report, 0, folder / marked)
    open_quietly(app, written)
    return written.name
