"""The JSON report, as DESIGN section 5 fixes it."""

from __future__ import annotations

import json
from pathlib import Path

from validators.causes.sources import told
from validators.codes import Severity
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
    }


def _outcome(outcome: RuleOutcome) -> dict:
    return {
        "rule": outcome.rule,
        "table": outcome.table,
        "outcome": outcome.outcome.value,
        "reason": outcome.reason,
    }
