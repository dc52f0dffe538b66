"""Annotated copies: what a unit gets back, its own file with marks and the list of what to mend.

The unit's replies in an annotated copy that it has sent back are kept: they are read from the old
list and written into the new one beside the same finding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

from validators.codes import Severity
from validators.findings import Finding, counted
from validators.judging import reply_to
from validators.report import Report
from workbook_templates.reading.many_files import REASONS
from workbook_templates.reading.returns import FINDINGS_SHEET
from xl_addin.copies.marked_copy import (
    CannotAnnotate,
    Link,
    Listing,
    Mark,
    write_annotated_copy,
    write_listing,
)
from xl_addin.inbox import Inbox, mark_as_results

HEADER = (
    "STT", "Mức độ", "Quy tắc", "Trang tính", "Ô", "Nội dung", "Giá trị đang ghi", "Giá trị đúng / mong đợi",
    "Chênh lệch", "Cách xử lý", "Ý kiến của đơn vị", "Xử lý của tỉnh",
)  # fmt: skip
_WIDTHS = (6, 16, 9, 16, 8, 56, 18, 22, 11, 44, 28, 28)
_RELATED_SHOWN = 12


def write_copies(
    inbox: Inbox,
    report: Report,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Path]:
    """Write a copy of every checked file into `folder`, in the same sub-folders. A file that cannot be
    patched (an .xls, a signed or unreadable one) gives a workbook with the list alone. A folder that is
    new or empty is marked as results, which are not read as returns where the folder above is chosen.

    Raises CannotWrite where the folder cannot be written; files already written stay.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        mark_as_results(folder)
    written = []
    numbers = to_copy(inbox, report)
    for done, number in enumerate(numbers, start=1):
        target = folder / inbox.name(number).replace("../", "")
        written.append(write_copy(inbox, report, number, target))
        progress(done, len(numbers))
    return written


def to_copy(inbox: Inbox, report: Report) -> list[int]:
    """The files that get a copy, in the order in which `write_copies` writes them."""
    return [number for number in report.batch.used if inbox.returns[number].path.exists()]


def write_copy(inbox: Inbox, report: Report, number: int, target: Path) -> Path:
    """Write one file's annotated copy; returns the path written (an .xlsx beside it for an .xls)."""
    source = inbox.returns[number]
    findings = report.of_file(number)
    listing = make_listing(inbox, report, number)
    if source.status == "ok" and source.format != "xls":
        try:
            write_annotated_copy(source.path, target, list(marks_of(findings)), listing)
            return target
        except CannotAnnotate as refused:
            listing = dataclasses.replace(
                listing, notes=(*listing.notes, f"Chưa đánh dấu được tệp: {refused}")
            )
    target = target.with_name(f"{target.stem} - nội dung đề nghị chỉnh sửa.xlsx")
    write_listing(target, listing)
    return target


def make_listing(inbox: Inbox, report: Report, number: int) -> Listing:
    """The list of one file's findings, one line each."""
    source, findings = inbox.returns[number], report.of_file(number)
    unit = report.batch.form_set.catalogue.units.get(source.unit or "")
    counts = counted(sum(f.severity == severity for f in findings) for severity in Severity)
    notes = [
        f"Đơn vị: {unit.name if unit else 'chưa xác định'}. Tệp: {inbox.name(number)}.",
        f"Tổng số: {counts}.",
    ]
    if source.status == "unreadable":
        notes.append(REASONS.get(source.reason or "", REASONS["damaged"]))
    elif findings:
        notes.append(
            "Đề nghị đơn vị sửa các nội dung ghi “Lỗi, phải sửa”, xác minh các nội dung ghi “Cần xác minh” "
            "(số đúng thì giữ nguyên và ghi lý do ở cột “Ý kiến của đơn vị”), tăng “Lần gửi”, chọn “Thay thế "
            "toàn bộ” ở trang “Thông tin”, rồi gửi lại tệp này. Bấm vào cột Ô để đến ô cần xem."
        )
    else:
        notes.append("Không có nội dung nào phải chỉnh sửa.")
    return Listing(
        sheet_name=FINDINGS_SHEET,
        title="NỘI DUNG ĐỀ NGHỊ CHỈNH SỬA",
        notes=tuple(notes),
        header=HEADER,
        widths=_WIDTHS,
        rows=tuple(_row(place, finding, report) for place, finding in enumerate(findings, start=1)),
        severities=tuple(finding.severity for finding in findings),
        entry_columns=(10, 11),
        severity_column=1,
    )


def _row(place: int, finding: Finding, report: Report) -> tuple:
    message = finding.message
    if finding.related:
        shown = ", ".join(finding.related[:_RELATED_SHOWN])
        message += f" (Ô liên quan: {shown}{' …' if len(finding.related) > _RELATED_SHOWN else ''})"
    cell = Link(finding.sheet, finding.cell, finding.cell) if finding.sheet and finding.cell else None
    return (
        place, finding.severity.words, finding.rule, finding.sheet, cell, message, finding.value,
        finding.expected, finding.difference, finding.suggestion or report.rules[finding.rule].mend,
        *(text or None for text in reply_to(report.batch, finding)),
    )  # fmt: skip


def marks_of(findings: list[Finding]) -> Iterator[Mark]:
    """The cells to mark: of each finding the cell to mend, and those of the same cause in this file."""
    for finding in findings:
        for place in finding.addresses():
            sheet, _, cell = place.rpartition("!")
            if sheet and not sheet.startswith("["):
                yield Mark(sheet, cell, finding.severity)
