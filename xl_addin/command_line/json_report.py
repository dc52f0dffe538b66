"""The JSON report, as DESIGN section 5 fixes it."""

from __future__ import annotations

import json
from pathlib import Path

from validators.causes.resent import Changed
from validators.causes.sources import told
from validators.codes import Decided, Severity
from validators.decisions import said_counts
from validators.findings import Finding, RuleOutcome
from validators.report import Report
from workbook_templates.reading.table import NumberRole, Table
from workbook_templates.reading.unreadable import why_unreadable
from xl_addin.files.whole_files import whole_file
from xl_addin.inbox import Inbox


def report_data(inbox: Inbox, report: Report) -> dict:
    """The report as plain data, in the order of the files."""
    return {
        "version": 1,
        "form_set": report.batch.form_set.id,
        "files": [_file(inbox, report, number) for number in range(len(inbox.returns))],
        "findings": [_finding(finding) for finding in report.of_file(None)],
        "summary": {severity.value: report.count(severity) for severity in Severity},
        **_of_register(inbox, report),
    }


def write_json(target: Path, inbox: Inbox, report: Report) -> None:
    """Write the report as UTF-8. Raises CannotWrite."""
    text = json.dumps(report_data(inbox, report), ensure_ascii=False, indent=1)
    with whole_file(target) as path:
        path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _file(inbox: Inbox, report: Report, number: int) -> dict:
    source = inbox.returns[number]
    status, reason = source.status, None
    if source.status == "unreadable":
        reason = why_unreadable(source.reason).words
    elif number in inbox.superseded:
        by, why = inbox.superseded[number]
        status, reason = "superseded", f"Tính tệp “{inbox.name(by)}”: {why.words}"
    elif number in inbox.ignored:
        status, reason = "ignored", inbox.ignored[number].words
    form_set = report.batch.form_set
    unit = form_set.catalogue.units.get(source.unit or "")
    judged = number in report.batch.used
    mended = [finding for finding in report.mended if finding.file == number]
    notes = {"notes": told(report.batch, number)} if source.traced else {}
    return {
        "file": inbox.name(number),
        "status": status,
        "reason": reason,
        "form_set": source.cover.get("form_set") or form_set.id,
        "unit": {"code": unit.code, "name": unit.name} if unit else None,
        "tables": [
            {
                "sheet": table.sheet,
                "form": table.form,
                "rows": len(table.rows),
                "account": {"numbers": sum(table.account.values()), **_account(table)},
            }
            for table in source.tables
        ],
        "findings": [_finding(finding) for finding in report.of_file(number)],
        "rules": [_outcome(outcome) for outcome in report.outcomes(number)] if judged else [],
        **({"mended": [_finding(finding) for finding in mended]} if mended else {}),
        **notes,
    }


def _account(table: Table) -> dict[str, int]:
    return {role.value: table.account[role] for role in NumberRole}


def _finding(finding: Finding) -> dict:
    difference = finding.difference
    if difference is not None and difference == int(difference):
        difference = int(difference)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "explained": finding.explained,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row": finding.row,
        "field": finding.field,
        "value": finding.value,
        "expected": finding.expected,
        "difference": difference,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "related": finding.related,
        **_since_before(finding),
    }


def _since_before(finding: Finding) -> dict:
    """What the province decided on a finding, and how it stands to what the unit had sent before, where there
    is anything to say."""
    decided, said = finding.decision, {}
    if finding.progress:
        said["progress"] = finding.progress.value
    if decided:
        said["decision"] = {
            "decision": decided.what.value,
            "by": decided.by or None,
            "when": decided.when or None,
            "lapsed": decided.lapsed,
        }
    if finding.lapsed_reason:
        said["lapsed_reason"] = finding.lapsed_reason
    return said


def _of_register(inbox: Inbox, report: Report) -> dict:
    """What units that have sent again changed; how many findings are explained and decided; what the clerk
    must know of the register. Only where there is any."""
    said = {}
    if report.changes:
        said["changes"] = [_changed(one) for one in report.changes]
    if any(number for _, number in said_counts(report)):
        keys = ("explained", *(one.value for one in Decided), "lapsed")
        counts = (number for _, number in said_counts(report))
        said["decided"] = dict(zip(keys, counts, strict=True))
    if inbox.known and inbox.known.told:
        said["notes"] = inbox.known.told
    return said


def _changed(one: Changed) -> dict:
    return {
        "unit": one.unit,
        "form": one.form,
        "how": one.how.value,
        "row": one.label or None,
        "field": one.field,
        "before": one.before or None,
        "after": one.after or None,
        "difference": one.difference,
        "old": dict(zip(("file", "sheet", "cell"), one.old, strict=True)) if one.old[0] else None,
        "new": dict(zip(("file", "sheet", "cell"), one.new, strict=True)) if one.new[0] else None,
    }


def _outcome(outcome: RuleOutcome) -> dict:
    return {
        "rule": outcome.rule,
        "table": outcome.table,
        "outcome": outcome.outcome.value,
        "reason": outcome.reason,
    }
