"""Units that have sent again: what they changed, and which findings are new, stand still or are mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from validators.codes import Progress
from workbook_templates.kinds.numbers import dotted
from xl_addin.inbox import Inbox

if TYPE_CHECKING:
    from validators.causes.resent import Changed
    from validators.report import Report


CHANGES = "Thay đổi khi gửi lại"  # the sheet of the working file that lists them all


def compare_with_former(inbox: Inbox, report: Report) -> None:
    """Put into a report what stands otherwise than in the files that counted before, of the units whose
    former files still lie in the folder. Rules over all units are not asked again of former files."""
    former = [item for items in inbox.former.values() for item in items]
    if not former:
        return
    from validators.batch import Batch
    from validators.causes.resent import changes
    from validators.judging import judge

    before = judge(Batch(former, report.batch.form_set))
    report.changes = changes(before.batch, report.batch)
    told: dict[str, set[str]] = {unit: set() for unit in inbox.former}
    for finding in before.findings:
        told[former[finding.file].unit] |= {finding.id, finding.lone_id}
    now: dict[str, set[str]] = {unit: {""} for unit in inbox.former}
    for finding in report.findings:
        unit = None if finding.file is None else inbox.returns[finding.file].unit
        if unit in told and not report.rules[finding.rule].together:
            still = {finding.id, finding.lone_id} - {""} & told[unit]
            finding.progress = Progress.STILL if still else Progress.NEW
            now[unit] |= {finding.id, finding.lone_id}
    numbers = {item.path: number for number, item in enumerate(inbox.returns)}
    for finding in before.findings:
        unit = former[finding.file].unit
        if not {finding.id, finding.lone_id} - {""} & now[unit]:
            finding.progress, finding.file = Progress.MENDED, numbers[former[finding.file].path]
            report.mended.append(finding)


def progress_words(report: Report, unit: str | None = None) -> str:
    """“3 đã xử lý, 1 vẫn còn, 2 mới”, of a unit or of all; blank where nothing of before is known."""
    returns = report.batch.returns
    counts = Counter(
        finding.progress
        for finding in (*report.findings, *report.mended)
        if finding.progress and unit in (None, returns[finding.file].unit)
    )
    told = (f"{counts[one]} {one.words.lower()}" for one in (Progress.MENDED, Progress.STILL, Progress.NEW))
    return ", ".join(told) if counts else ""


def changes_of_units(report: Report) -> dict[str, list[Changed]]:
    """What changed, by unit."""
    found: dict[str, list[Changed]] = {}
    for one in report.changes:
        found.setdefault(one.unit, []).append(one)
    return found


def summed_up(changes: Sequence[Changed], report: Report) -> str:
    """What a unit changed, in one sentence: how many places and rows, and its totals."""
    from validators.causes.resent import How

    seen = Counter(one.how for one in changes)
    rows_of = {how: len({(c.form, _row(c)) for c in changes if c.how is how}) for how in How}
    counts = (
        (seen[How.CHANGED], "chỗ sửa"),
        (rows_of[How.ADDED], "dòng thêm"),
        (rows_of[How.GONE], "dòng bỏ"),
    )
    told = [f"{number} {what}" for number, what in counts if number]
    totals = [total_words(one, report) for one in changes if one.how is How.TOTAL]
    if not totals:
        moved = any(one.difference for one in changes)
        totals = ["chênh lệch ghi ở từng dòng" if moved else "các tổng không đổi"]
    return "; ".join([", ".join(told), *totals])


def _row(one: Changed) -> tuple[str, str, str]:
    """Which row a change is of: file, sheet and row number, where it stands now or stood before."""
    name, sheet, cell = one.new if one.new[0] else one.old
    return name, sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def total_words(one: Changed, report: Report) -> str:
    """“Biểu 04, Học viên: 70 → 75 (+5)”."""
    form = report.batch.form_set.annexes[one.form].name
    return f"{form}, {one.field}: {one.before} → {one.after} ({signed(one.difference)})"


def signed(number: float | None) -> str:
    """A difference with its sign; blank for none."""
    if number is None:
        return ""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{dotted(abs(number))}"


def lines_of_changes(changes: Sequence[Changed], report: Report) -> Iterator[str]:
    """Each change in a line of its own, totals left out."""
    from validators.causes.resent import How

    for one in changes:
        if one.how is not How.TOTAL:
            form = report.batch.form_set.annexes[one.form].name
            difference = f" ({signed(one.difference)})" if one.difference else ""
            values = f"“{one.before or '(trống)'}” → “{one.after or '(trống)'}”"
            label = one.label or "dòng không tên"
            yield f"{one.how.words}: {form}, {label}, {one.field}: {values}{difference}"
