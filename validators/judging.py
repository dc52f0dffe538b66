"""The judging of a batch: every rule of cell, row, table, file, last year and all units.

A rule that crashes stops nobody: it is logged and shown as “Không kiểm tra được”.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding, tell_twins_apart
from validators.persons import make_discreet, persons_of
from validators.replies import reply_to
from validators.report import Report
from validators.rule import Rule, all_rules

log = logging.getLogger(__name__)


def judge(batch: Batch, last_year: Batch | None = None) -> Report:
    """Judge a batch by every rule its form set has on.

    `last_year` is a batch of last year's biểu, read by the same reader; without it the rules of
    family N are skipped.
    """
    rules = all_rules()
    settings = batch.form_set.rule_settings
    off = {rule for rule, own in settings.items() if own.get("enabled") == "no"}
    report = Report(batch, rules, off=off, last_year=last_year is not None)
    found = [
        (rule, finding)
        for rule in rules.values()
        if _is_on(rule, report)
        for finding in _run(rule, batch, last_year, _bounds(rule, settings), report)
    ]
    for rule, finding in found:
        finding.rule = rule.id
        finding.severity = Severity(finding.severity or rule.severity)
        finding.suggestion = finding.suggestion or rule.mend
    report.findings = _settled(found)
    make_discreet(batch, report.findings)
    for finding in report.findings:
        reason, _ = reply_to(batch, finding)
        finding.explained = persons_of(batch).said_of(finding.table, reason) if reason else None
    return report


def judge_each(batch: Batch, last_year: Batch | None = None) -> Report:
    """Judge every file of a batch by itself, as if it were the only one."""
    if len(batch.used) < 2:
        return judge(batch, last_year)
    whole: Report | None = None
    for number in batch.used:
        report = judge(Batch([batch.returns[number]], batch.form_set), last_year)
        for finding in report.findings:
            finding.file = number
        if whole is None:
            whole = report
            continue
        whole.findings += report.findings
        for rule, forms in report.crashed.items():
            whole.crashed.setdefault(rule, set()).update(forms)
    whole.batch = batch
    return whole


def _is_on(rule: Rule, report: Report) -> bool:
    if rule.id in report.off or (rule.scope == "last_year" and not report.last_year):
        return False
    return report.batch.together or not rule.together


def _bounds(rule: Rule, settings: dict[str, dict[str, str]]) -> dict[str, float]:
    own = settings.get(rule.id, {})
    return {key: float(own.get(key, value)) for key, value in rule.bounds.items()}


def _run(
    rule: Rule, batch: Batch, last_year: Batch | None, bounds: dict[str, float], report: Report
) -> Iterator[Finding]:
    if rule.of_tables:
        for form, frame in batch.frames.items():
            if rule.skipped_on(frame.form) is None:
                yield from (
                    f for f in _guarded(rule, form, report, frame, bounds) if _has_columns(rule, f, batch)
                )
    elif rule.scope == "last_year":
        yield from _guarded(rule, "", report, batch, last_year)
    else:
        yield from (f for f in _guarded(rule, "", report, batch, bounds) if _has_columns(rule, f, batch))


def _guarded(rule: Rule, form: str, report: Report, *arguments) -> list[Finding]:
    try:
        return list(rule.function(*arguments))
    except Exception:  # one rule's fault must not hide what the others find
        log.exception("rule %s failed on %s", rule.id, form or "all")
        report.crashed.setdefault(rule.id, set()).add(form)
        return []


def _has_columns(rule: Rule, finding: Finding, batch: Batch) -> bool:
    """A missing column is one finding (T05), not one in every row."""
    table = finding.table
    if table is None:
        return True
    columns = batch.form_set.annexes[table.form].all_columns
    needed = [columns.find(need) for need in rule.needs]
    read = {name for role in rule.reads for name in columns.of(role)}
    return all(name in table.columns for name in needed) and not read & set(table.missing)


def _settled(found: list[tuple[Rule, Finding]]) -> list[Finding]:
    """One cause, one finding: a finding gives way to one of a rule it yields to that names its cell and is
    itself shown; that one then stands for the graver of the two."""
    naming: dict[tuple[int | None, str], list[Finding]] = {}
    for _, finding in found:
        for address in finding.addresses():
            naming.setdefault((finding.file, address), []).append(finding)
    stronger: dict[int, list[Finding]] = {}
    for rule, finding in found:
        here = naming.get((finding.file, f"{finding.sheet}!{finding.cell}"), ()) if finding.cell else ()
        stronger[id(finding)] = [f for f in here if f.rule in rule.yields_to and f is not finding]
    shown: dict[int, bool] = {}

    def is_shown(finding: Finding) -> bool:
        if id(finding) not in shown:
            shown[id(finding)] = True  # while it is asked: of two that would each give way, one stays
            shown[id(finding)] = not any(is_shown(other) for other in stronger[id(finding)])
        return shown[id(finding)]

    kept = [finding for _, finding in found if is_shown(finding)]
    for _, finding in found:
        if not is_shown(finding):
            standing = next(other for other in stronger[id(finding)] if is_shown(other))
            if finding.severity.rank < standing.severity.rank:
                standing.severity = finding.severity  # it stands for this contradiction too
    tell_twins_apart(kept)
    none = float("inf")
    return sorted(
        kept,
        key=lambda f: (
            none if f.file is None else f.file,
            f.sheet or "",
            f.severity.rank,
            f.row or 0,
            f.cell or "",
            f.rule,
        ),
    )
