"""What was said of a finding before, and what the province decided, as long as the figure stays the same.

What is remembered hangs on the finding's id (identity.finding_id), which inserted rows and resubmissions do
not change. It holds for the figures it was said of: once these are others it has lapsed, and is shown so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from validators.codes import Decided, Progress
from validators.findings import Finding, twin_id
from validators.persons import persons_of
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import words

if TYPE_CHECKING:
    from validators.report import Report

_COUNTED = {
    Decided.ACCEPTED: "tỉnh chấp nhận",
    Decided.TO_MEND: "tỉnh đề nghị sửa",
    Decided.FALSE_ALARM: "báo nhầm, bỏ qua",
}
LAPSED = "nội dung có số liệu đã đổi sau khi xử lý, cần xem lại"
_LOOSELY = {
    Decided.ACCEPTED: ("chấp nhận", "đồng ý", "giữ nguyên"),
    Decided.FALSE_ALARM: ("báo nhầm", "bỏ qua"),
    Decided.TO_MEND: ("đề nghị sửa", "đề nghị đơn vị sửa", "sửa"),
}


@dataclass(frozen=True)
class Decision:
    """What the province decided on a finding. by, when: who and on which day, blank where not known; lapsed:
    whether the figures are others since, so that it no longer holds; value: what was found then."""

    what: Decided
    by: str = ""
    when: str = ""
    lapsed: bool = False
    value: str = ""

    @property
    def words(self) -> str:
        """As it is shown: what, by whom, when, whether it holds."""
        who = ", ".join(filter(None, (self.by, day_words(self.when))))
        told = self.what.words + (f" ({who})" if who else "")
        return f"Số liệu đã đổi, cần xem lại. Trước đây: {told}" if self.lapsed else told


@dataclass(frozen=True)
class Remembered:
    """What is known of a finding from before. figures: those of the last check; reason, decision: with the
    figures they were said of (reason_of, decision_of); by, when: of the decision; value: what was found when
    it was made."""

    figures: str = ""
    reason: str = ""
    reason_of: str = ""
    decision: Decided | None = None
    decision_of: str = ""
    by: str = ""
    when: str = ""
    value: str = ""

    def decide(self, what: Decided | None, figures: str, by: str, when: str, value: str) -> Remembered:
        """With another decision, made on these figures."""
        if what is None:
            return replace(self, decision=None, decision_of="", by="", when="", value="")
        return replace(self, decision=what, decision_of=figures, by=by, when=when, value=value)

    def explain(self, reason: str, figures: str) -> Remembered:
        """With another reason, given for these figures."""
        return replace(self, reason=reason, reason_of=figures if reason else "")


Memory = Mapping[str, Remembered]


def read_decided(text: object) -> Decided | None:
    """A decision as the clerk chose or typed it; None for anything else."""
    said = words(str(text or ""))
    exact = next((one for one in Decided if said == words(one.words)), None)
    return exact or next((one for one, ways in _LOOSELY.items() if said in map(words, ways)), None)


def recall(report: Report, memory: Memory) -> None:
    """Put beside each finding its figures, and what is remembered of it: a decision, and the unit's reason
    where the file brings no other. What was said of other figures has lapsed."""
    persons = persons_of(report.batch)
    for finding in report.findings:
        finding.figures = figures_of(finding)
        known = remembered_of(memory, finding)
        if known is None:
            continue
        if known.decision:
            lapsed = known.decision_of != finding.figures
            finding.decision = Decision(known.decision, known.by, known.when, lapsed, known.value)
        if known.reason and finding.explained in (None, persons.said_of(finding.table, known.reason)):
            holds = known.reason_of == finding.figures
            finding.explained = known.reason if holds else None
            finding.lapsed_reason = None if holds else known.reason


def remembered_of(memory: Memory, finding: Finding) -> Remembered | None:
    """What is remembered of a finding: by its id; by the one it had while it had a twin, or none yet."""
    if (known := memory.get(finding.id)) is not None:
        return known
    if finding.lone_id:
        known = memory.get(finding.lone_id)
        return known if known and known.figures == finding.figures else None
    return None if twin_id(finding, 2) in memory else memory.get(twin_id(finding, 1))


def figures_of(finding: Finding) -> str:
    """By what the figures of a finding are known: what was found, by how much it is off, and what stands in
    its cell and in those of the same cause on the sheet, wherever these stand now."""
    found = finding.value if finding.found is None else finding.found
    difference = "" if finding.difference is None else f"{finding.difference:g}"
    cells = sorted(_raws(finding, [finding.cell or "", *finding.related]))
    return blake2b("\x1f".join((str(found or ""), difference, *cells)).encode(), digest_size=6).hexdigest()


def _raws(finding: Finding, addresses: Iterable[str]) -> Iterator[str]:
    """What stands in those cells that are of data rows of the finding's own table."""
    table = finding.table
    if table is None:
        return
    rows = {str(row): index for index, row in enumerate(table.rows)}
    names = {letters(column): name for name, column in table.columns.items()}
    for address in addresses:
        column = address.rstrip("0123456789")
        index, name = rows.get(address[len(column) :]), names.get(column)
        if index is not None and (cells := table.raw.get(name or "")):
            read = (table.values.get(name) or cells)[index]
            yield str(cells[index] if read is None else read)


def day_words(when: str) -> str:
    """A day as clerks write it; blank for none."""
    return "/".join(reversed(when.split("-"))) if when else ""


def said_counts(report: Report) -> list[tuple[str, int]]:
    """How many findings have been explained and decided, and of how many that no longer holds."""
    findings = report.findings
    holding = [f.decision.what for f in findings if f.decision and not f.decision.lapsed]
    lapsed = sum(bool(f.lapsed_reason or (f.decision and f.decision.lapsed)) for f in findings)
    return [
        ("nội dung đã có ý kiến của đơn vị", sum(bool(f.explained) for f in findings)),
        *((f"nội dung {what}", holding.count(one)) for one, what in _COUNTED.items()),
        (LAPSED, lapsed),
    ]


def said_before(finding: Finding) -> Iterator[str]:
    """Sentences about what is known of a finding from before: what has lapsed, that it stands still."""
    if finding.progress is Progress.STILL:
        yield "(Vẫn còn từ lần gửi trước.)"
    if finding.decision and finding.decision.lapsed:
        yield f"({finding.decision.words}; số cũ: {finding.decision.value or 'không ghi'}.)"
    elif finding.decision:
        yield f"(Tỉnh: {finding.decision.words}.)"
    if finding.lapsed_reason:
        yield f"(Số liệu đã đổi, cần xem lại ý kiến trước đây của đơn vị: “{finding.lapsed_reason}”.)"
