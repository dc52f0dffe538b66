"""The run: schemas, then rules of cell, row, table, file, last year and all units.

A rule that crashes stops nobody: it is logged and shown as “Không kiểm tra được”.
"""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from validators.findings import (
    CRASHED,
    FINDINGS,
    PASSED,
    SEVERITIES,
    SKIPPED,
    Finding,
    Outcome,
)
from validators.frame import Batch, Frame, Hit
from validators.rule import Rule, all_rules
from validators.schema import apply_schema
from workbook_templates.declared.fields import FIELDS
from workbook_templates.reading.replies import Replies, Reply
from workbook_templates.words.spelling import clean

log = logging.getLogger(__name__)

_ORDER = {severity: position for position, severity in enumerate(SEVERITIES)}
_NOT_SHOWN_BY_XLS = {
    "T09": "Tệp .xls không cho biết ô lỗi nằm ngoài biểu",
    "T10": "Tệp .xls không cho biết dòng, cột bị ẩn",
    "B06": "Tệp .xls không cho đọc công thức",
    "O01": "Tệp .xls không cho biết ô báo lỗi (#REF!, #N/A …)",
}


@dataclass
class Report:
    """The findings of a batch, worst first within each file, and how every rule ended."""

    batch: Batch
    findings: list[Finding]
    rules: dict[str, Rule]
    crashed: dict[str, set[str]] = field(default_factory=dict)  # rule → forms, '' for whole batch
    off: set[str] = field(default_factory=set)
    last_year: bool = False

    def of_file(self, file: int | None) -> list[Finding]:
        if not hasattr(self, "_by_file"):
            self._by_file: dict[int | None, list[Finding]] = {}
            for finding in self.findings:
                self._by_file.setdefault(finding.file, []).append(finding)
        return self._by_file.get(file, [])

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def outcomes(self, file: int) -> Iterator[Outcome]:
        """How each rule ended on each table of one file."""
        source = self.batch.returns[file]
        found = {(f.rule, f.sheet) for f in self.of_file(file)}
        for rule in self.rules.values():
            if rule.scope in ("cell", "row", "table"):
                for table in source.tables:
                    label = f"{table.sheet} ({self.batch.form_set.forms[table.form].name})"
                    yield self._outcome(rule, file, label, table.form, (rule.id, table.sheet) in found)
            else:
                hit = any(name == rule.id for name, _ in found)
                yield self._outcome(rule, file, "", None, hit)

    def overall(self, rule: Rule) -> tuple[str, str | None]:
        """How a rule ended over the whole batch, with the reason where it did not apply."""
        if rule.id in self.crashed:
            return CRASHED, "Quy tắc gặp trục trặc, đã ghi nhật ký"
        if any(finding.rule == rule.id for finding in self.findings):
            return FINDINGS, None
        reasons = []
        for number in self.batch.used:
            tables = self.batch.returns[number].tables
            forms = {t.form for t in tables} if rule.scope in ("cell", "row", "table") else {None}
            for form in forms:
                reason = self._skip_reason(rule, number, form)
                if reason is None:
                    return PASSED, None
                reasons.append(reason)
        return SKIPPED, reasons[0] if reasons else "Không có biểu nào để kiểm tra"

    def _outcome(self, rule: Rule, file: int, label: str, form: str | None, found: bool) -> Outcome:
        if found:
            return Outcome(file, rule.id, label, FINDINGS)
        if form in self.crashed.get(rule.id, ()) or "" in self.crashed.get(rule.id, ()):
            return Outcome(file, rule.id, label, CRASHED, "Quy tắc gặp trục trặc, đã ghi nhật ký")
        reason = self._skip_reason(rule, file, form)
        return Outcome(file, rule.id, label, SKIPPED if reason else PASSED, reason)

    def _skip_reason(self, rule: Rule, file: int, form: str | None) -> str | None:
        source = self.batch.returns[file]
        if rule.id in self.off:
            return "Bộ biểu mẫu không dùng quy tắc này"
        if source.format == "xls" and rule.id in _NOT_SHOWN_BY_XLS:
            return _NOT_SHOWN_BY_XLS[rule.id]
        if source.status != "ok" and rule.id != "T01":
            return "Tệp không đọc được"
        if rule.scope == "last_year" and not self.last_year:
            return "Không có biểu năm trước để so (--nam-truoc)"
        if rule.together and not self.batch.together:
            return "Chỉ so giữa các đơn vị khi kiểm tra cả thư mục"
        if form is None:
            return None
        fields = self.batch.form_set.forms[form].by_field
        lacking = [name for name in rule.needs if name not in fields]
        if lacking:
            return f"Biểu không có cột {', '.join(FIELDS[name].label for name in lacking)}"
        if rule.any_of and not any(name in fields for name in rule.any_of):
            return "Biểu không có cột mà quy tắc này xét"
        return None


def check(batch: Batch, last_year: Batch | None = None) -> Report:
    """Judge a batch by every rule its form set has on.

    `last_year` is a batch of last year's biểu, read by the same reader; without it the rules of
    family N are skipped.
    """
    rules = all_rules()
    settings = batch.form_set.rule_settings
    off = {rule for rule, own in settings.items() if own.get("enabled") == "no"}
    report = Report(batch, [], rules, off=off, last_year=last_year is not None)
    for frame in batch.frames.values():
        apply_schema(frame)
    hits: list[tuple[Rule, Hit]] = []
    for rule in rules.values():
        if rule.id in off or (rule.scope == "last_year" and last_year is None):
            continue
        if rule.together and not batch.together:
            continue
        bounds = {key: float(settings.get(rule.id, {}).get(key, value)) for key, value in rule.bounds.items()}
        hits.extend((rule, hit) for hit in _run(rule, batch, last_year, bounds, report))
    found = [(rule, hit.finding(rule.id, rule.severity)) for rule, hit in hits]
    for rule, finding in found:
        finding.suggestion = finding.suggestion or rule.mend
    report.findings = _settle(found)
    for finding in report.findings:
        reason, _ = reply_to(batch, finding)
        finding.explained = reason or None
    return report


def reply_to(batch: Batch, finding: Finding) -> tuple[str, str]:
    """The unit's reason and the province's decision, written into a list beside this finding; blank where
    none."""
    if finding.file is None:
        return "", ""
    replies = batch.returns[finding.file].replies
    found = _reply_in(replies, finding)
    if found is None and replies.beside and finding.unit:  # without a unit two files have one id
        found = _reply_in(replies.beside, finding)
    return (found.reason, found.decision) if found else ("", "")


def _reply_in(replies: Replies, finding: Finding) -> Reply | None:
    """What lists say of a finding: by its id; by the one it had while it had a twin, or none yet; and where
    the list has no ids, by its cell."""
    if not replies:
        return None
    found = replies.by_id.get(finding.id)
    if found is None and finding.lone_id:
        found = replies.by_id.get(finding.lone_id)
        found = found if found and found.value == clean(finding.value or "") else None
    elif found is None:
        first, second = (_as_twin(finding, number) for number in (1, 2))
        found = None if second.id in replies.ids else replies.by_id.get(first.id)
    place = (finding.rule, finding.sheet or "", finding.cell or "", clean(finding.value or ""))
    return found or replies.by_cell.get(place)


def _run(
    rule: Rule, batch: Batch, last_year: Batch | None, bounds: dict[str, float], report: Report
) -> Iterator[Hit]:
    if rule.scope in ("cell", "row", "table"):
        for form, frame in batch.frames.items():
            if _applies(rule, frame):
                hits = _guarded(rule, form, report, frame, bounds)
                yield from (hit for hit in hits if _has_columns(rule, hit))
    elif rule.scope == "last_year":
        yield from _guarded(rule, "", report, batch, last_year)
    else:
        yield from (hit for hit in _guarded(rule, "", report, batch, bounds) if _has_columns(rule, hit))


def _guarded(rule: Rule, form: str, report: Report, *arguments) -> list[Hit]:
    try:
        return list(rule.function(*arguments))
    except Exception:  # one rule's fault must not hide what the others find
        log.exception("rule %s failed on %s", rule.id, form or "all")
        report.crashed.setdefault(rule.id, set()).add(form)
        return []


def _applies(rule: Rule, frame: Frame) -> bool:
    fields = frame.form.by_field
    return all(name in fields for name in rule.needs) and (
        not rule.any_of or any(name in fields for name in rule.any_of)
    )


def _has_columns(rule: Rule, hit: Hit) -> bool:
    """A missing column is one finding (T05), not one in every row."""
    if hit.owner is None:
        return True
    table = hit.owner.table
    return all(name in table.columns for name in rule.needs) and not set(rule.reads) & set(table.missing)


def _tell_twins_apart(findings: list[Finding]) -> None:
    """The same wording twice in one unit gives one id twice: each of such findings gets what it found into
    its key, and only where that is alike too its place in the order. So when one is mended the other does
    not come to bear its id, and its reason."""
    by_id: dict[str, list[Finding]] = {}
    for finding in findings:
        by_id.setdefault(finding.id, []).append(finding)
    for id_, twins in by_id.items():
        alike = Counter(finding.value or "" for finding in twins)
        seen: Counter[str] = Counter()
        for finding in twins if len(twins) > 1 else ():
            found = finding.value or ""
            seen[found] += 1
            finding.key = _as_twin(finding, seen[found]).key
            finding.lone_id = id_ if alike[found] == 1 else ""


def _as_twin(finding: Finding, number: int) -> Finding:
    """A finding as one of several of the same wording. number: its place among those that found the same."""
    return dataclasses.replace(finding, key=f"{finding.key}|{finding.value or ''}|{number}")


def _settle(found: list[tuple[Rule, Finding]]) -> list[Finding]:
    """One cause, one finding: a finding whose cell a stronger rule has explained is dropped."""
    explained: dict[tuple[int | None, str], list[tuple[str, Finding]]] = {}
    for rule, finding in found:
        for place in finding.places():
            explained.setdefault((finding.file, place), []).append((rule.id, finding))
    kept = []
    for rule, finding in found:
        place = f"{finding.sheet}!{finding.cell}" if finding.cell else None
        stronger = [
            other
            for id_, other in explained.get((finding.file, place), ())
            if id_ in rule.yields_to and other is not finding
        ]
        if not stronger:
            kept.append(finding)
        elif _ORDER[finding.severity] < _ORDER[stronger[0].severity]:
            stronger[0].severity = finding.severity  # it stands for this contradiction too
    _tell_twins_apart(kept)
    none = float("inf")
    return sorted(
        kept,
        key=lambda f: (
            none if f.file is None else f.file,
            f.sheet or "",
            _ORDER[f.severity],
            f.row or 0,
            f.cell or "",
            f.rule,
        ),
    )
