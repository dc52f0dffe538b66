"""A file's findings as the lines of a list, and as marks on its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from validators.codes import Severity
from validators.decisions import said_before
from validators.findings import Finding, counted
from validators.replies import reply_to
from validators.report import Report
from workbook_templates.declared import finding_list as columns
from workbook_templates.declared.finding_list import OF_ONE_FILE, ListColumn
from workbook_templates.reading.replies import FINDINGS_SHEET
from workbook_templates.reading.unreadable import why_unreadable
from xl_addin.copies.listing import Link, Listing, Value
from xl_addin.copies.marked_copy import Mark
from xl_addin.inbox import Inbox
from xl_addin.sendings import progress_words

_RELATED_SHOWN = 12


_IN_THE_COPY = (
    "Đề nghị đơn vị sửa các nội dung ghi “Lỗi, phải sửa”, xác minh các nội dung ghi “Cần xác minh” (số "
    "đúng thì giữ nguyên và ghi lý do ở cột “Ý kiến của đơn vị”){cover}, rồi gửi lại tệp này. Bấm vào cột "
    "Ô để đến ô cần xem."
)
_IN_ITS_COVER = ", tăng “Lần gửi”, chọn “Thay thế toàn bộ” ở trang “Thông tin”"
_ALONE = (
    "Đề nghị đơn vị sửa trong tệp biểu các nội dung ghi “Lỗi, phải sửa”, xác minh các nội dung ghi “Cần "
    "xác minh” (số đúng thì giữ nguyên và ghi lý do vào danh sách này, ở cột “Ý kiến của đơn vị”), rồi "
    "gửi lại cả tệp biểu và danh sách này."
)


def list_of_file(inbox: Inbox, report: Report, number: int, *, alone: bool = False) -> Listing:
    """The list of one file's findings, one line each. alone: as a workbook of its own, which the unit sends
    back beside its file."""
    source, findings = inbox.returns[number], report.of_file(number)
    unit = report.batch.form_set.catalogue.units.get(source.unit or "")
    counts = counted(sum(f.severity == severity for f in findings) for severity in Severity)
    notes = [
        f"Đơn vị: {unit.name if unit else 'chưa xác định'}. Tệp: {inbox.name(number)}.",
        f"Tổng số: {counts}.",
    ]
    if source.status == "unreadable":
        notes.append(why_unreadable(source.reason).words)
    elif findings:
        notes += _since_before(findings, report, number)
        notes.append(_ALONE if alone else _IN_THE_COPY.format(cover=_IN_ITS_COVER if source.cover else ""))
    else:
        notes.append("Không có nội dung nào phải chỉnh sửa.")
    return Listing(
        sheet_name=FINDINGS_SHEET,
        title=FINDINGS_SHEET.upper(),
        notes=tuple(notes),
        columns=OF_ONE_FILE,
        rows=lines_of(OF_ONE_FILE, findings, report),
        severities=tuple(finding.severity for finding in findings),
    )


def _since_before(findings: Sequence[Finding], report: Report, number: int) -> Iterator[str]:
    """What is settled already; and of a unit that has sent again, how it stands to the time before."""
    settled = sum(finding.settled for finding in findings)
    if settled:
        yield f"Trong đó {settled} nội dung tỉnh đã chấp nhận hoặc bỏ qua: đơn vị không phải sửa."
    unit = report.batch.returns[number].unit
    if unit and (told := progress_words(report, unit)):
        yield f"So với lần gửi trước: {told}."


def lines_of(
    wanted: Sequence[ListColumn],
    findings: Sequence[Finding],
    report: Report,
    more: Sequence[Mapping[ListColumn, Value]] = (),
) -> tuple[tuple[Value, ...], ...]:
    """The lines of a list with these columns. more: for each line what `cells_of` does not know."""
    lines = [cells_of(number, finding, report) for number, finding in enumerate(findings, start=1)]
    for line, cells in zip(lines, more, strict=False):
        line |= cells
    return tuple(tuple(line[column] for column in wanted) for line in lines)


def cells_of(number: int, finding: Finding, report: Report) -> dict[ListColumn, Value]:
    """What each column says of a finding, but for unit, file and state. number: of its line."""
    message = " ".join([finding.told, *said_before(finding)])
    if finding.related:
        shown = ", ".join(finding.related[:_RELATED_SHOWN])
        message += f" (Ô liên quan: {shown}{' …' if len(finding.related) > _RELATED_SHOWN else ''})"
    reason, decision = said_beside(report, finding)
    linked = finding.sheet and finding.cell
    return {
        columns.NUMBER: number,
        columns.SEVERITY: finding.severity.words,
        columns.RULE: finding.rule,
        columns.SHEET: finding.sheet,
        columns.CELL: Link(finding.sheet, finding.cell, finding.cell) if linked else None,
        columns.MESSAGE: message,
        columns.VALUE: finding.value,
        columns.EXPECTED: finding.expected,
        columns.DIFFERENCE: finding.difference,
        columns.MEND: finding.suggestion or report.rules[finding.rule].mend,
        columns.REASON: reason or None,
        columns.DECISION: decision or None,
        columns.ID: finding.id,
    }


def said_beside(report: Report, finding: Finding) -> tuple[str, str]:
    """What stands in the columns for people: the unit's reason, the province's decision, as far as they hold
    for these figures."""
    reason, decision = reply_to(report.batch, finding)
    if finding.decision:
        decision = "" if finding.decision.lapsed else finding.decision.what.words
    return (finding.explained or "" if finding.lapsed_reason else finding.explained or reason), decision


def marks_of(findings: Sequence[Finding]) -> Iterator[Mark]:
    """The cells to mark: of each finding the cell to mend, and those of the same cause in this file; none
    where the province has decided that the figure stays, or that nothing is wrong."""
    for finding in findings:
        for address in finding.addresses() if not finding.settled else ():
            sheet, _, cell = address.rpartition("!")
            if sheet and not sheet.startswith("["):
                yield Mark(sheet, cell, finding.severity)
