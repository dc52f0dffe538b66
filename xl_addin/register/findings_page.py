"""The list of findings in the register: what was found, what the unit says, what the province decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from validators.codes import UNIT_MISSING, Progress
from validators.decisions import Decision, Remembered, day_words, remembered_of
from validators.findings import Finding
from validators.report import Report
from xl_addin.inbox import Inbox
from xl_addin.register.cells import Value
from xl_addin.register.columns import FINDINGS, HIDDEN, line_key
from xl_addin.register.events import Event, What, moment
from xl_addin.register.lines import Changes, set_line, stored_text, text_of, written_of
from xl_addin.register.memory import MEMORY, digest_of, remembered_in, stored_as
from xl_addin.register.planning import Known, Plan, typed_over_words
from xl_addin.register.reading import Register, RegisterLine

_OWN = [column for column in FINDINGS.columns if column.name not in HIDDEN]
_LAPSED = "Số liệu đã đổi, cần xem lại"


def plan_findings(
    inbox: Inbox,
    report: Report,
    register: Register | None,
    memory: Mapping[str, Remembered],
    known: Known,
    made: Plan,
) -> None:
    """Plan the list: a line for each finding, and those of before, which stay. memory: what is known of each,
    with what the clerk has decided since."""
    _Page(inbox, report, register, memory, known, made).plan()


class _Page:
    def __init__(self, inbox, report, register, memory, known: Known, made: Plan) -> None:
        self.inbox, self.report, self.memory, self.known, self.made = inbox, report, memory, known, made
        page = register.pages.get(FINDINGS.mark) if register else None
        self.lines: dict[str, RegisterLine] = page.lines if page else {}
        self.changes: Changes = made.pages.setdefault(FINDINGS.mark, Changes())
        self.sendings = _sendings(inbox, report)
        self.before: dict[str, set[str]] = {}
        for line in self.lines.values():
            self.before.setdefault(line.written.get("of", ""), set()).add(line.written.get("sending", ""))

    def plan(self) -> None:
        found: dict[str, Finding] = {}
        for finding in self.report.findings:
            known = remembered_of(self.memory, finding)
            if finding.rule != UNIT_MISSING or finding.id in self.lines or known:
                found.setdefault(finding.id, finding)
        for key, finding in found.items():
            self._plan_found(key, finding)
        for key, line in self.lines.items():
            if key not in found:
                self._plan_gone(key, line)

    def _plan_found(self, key: str, finding: Finding) -> None:
        line, unit = self.lines.get(key), self._unit(finding)
        one = remembered_of(self.memory, finding) or Remembered()
        one = replace(one, figures=finding.figures)
        if finding.explained:
            one = one.explain(finding.explained, finding.figures)
        sending = self.sendings.get(unit, "")
        stored = {
            "of": unit,
            "value": text_of(finding.value),
            "sending": line.written.get("sending", "") if line else sending,
            MEMORY: stored_as(one),
        }
        values = self._values(finding, one, line, sending)
        if line is None:
            self._tell(key, finding, Remembered(), one)
            made = stored_text({**written_of(_OWN, values), **stored})
            self.changes.added[key] = {**values, "key": key, "written": made}
            return
        was = line.written.get(MEMORY)
        self._tell(key, finding, remembered_in(was if isinstance(was, dict) else {}), one)
        kept = set_line(_OWN, line, values, self.changes, self._typed_over(key, finding))
        self._write(line, {**written_of(_OWN, kept), **stored})

    def _plan_gone(self, key: str, line: RegisterLine) -> None:
        """A finding that is no longer made: it stays, with what was said of it."""
        one = self.memory.get(key, Remembered())
        kept = set_line(_OWN, line, {"state": Progress.MENDED.words}, self.changes, self._typed_over(key))
        self._write(line, {**line.written, **written_of(_OWN, kept), MEMORY: stored_as(one)})

    def _write(self, line: RegisterLine, stored: Mapping[str, object]) -> None:
        written = stored_text(stored)
        if written != line.cells.get("written"):
            self.changes.cells[line.row, "written"] = written

    def _values(self, finding: Finding, one: Remembered, line, sending: str) -> dict[str, Value]:
        decision = finding.decision
        holds = decision is not None and not decision.lapsed
        return {
            "unit": self._unit_name(finding),
            "file": "" if finding.file is None else self.inbox.name(finding.file),
            "place": ", ".join(filter(None, (finding.sheet, finding.cell))),
            "severity": finding.severity.words,
            "rule": finding.rule,
            "message": finding.told,
            "state": self._state(finding, line, sending),
            "reason": finding.explained or "",
            "decision": self._decision_cell(decision, holds, line),
            "decided": ", ".join(filter(None, (one.by, day_words(one.when)))) if holds else "",
        }

    def _decision_cell(self, decision: Decision | None, holds: bool, line) -> str:
        """What stands in the column to choose in; what the clerk typed there and is not understood stays."""
        shown = str(line.cells.get("decision") or "").strip() if line else ""
        if decision is None and shown != (line.written.get("decision", "") if line else ""):
            return shown
        return decision.what.words if holds else ""

    def _state(self, finding: Finding, line: RegisterLine | None, sending: str) -> str:
        """Mới, vẫn còn; and what has lapsed, with what was said."""
        progress = finding.progress
        if progress is None and line is not None and line.written.get("sending", "") != sending:
            progress = Progress.STILL
        if progress is None and line is None and self.before.get(self._unit(finding), set()) - {sending}:
            progress = Progress.NEW
        lapsed = []
        if finding.decision and finding.decision.lapsed:
            lapsed.append(f"{finding.decision.words}; số cũ: {finding.decision.value or '(không ghi)'}")
        if finding.lapsed_reason:
            lead = "" if lapsed else f"{_LAPSED}. "
            lapsed.append(f"{lead}Ý kiến trước đây của đơn vị: {finding.lapsed_reason}")
        return ". ".join([*([progress.words] if progress else []), *lapsed])

    def _tell(self, key: str, finding: Finding, was: Remembered, now: Remembered) -> None:
        """The events of a finding: decided, explained, lapsed, each once."""
        where = " ".join(filter(None, (finding.rule, finding.sheet, finding.cell)))
        if (was.decision, was.decision_of) != (now.decision, now.decision_of):
            who = ", ".join(filter(None, (now.by, day_words(now.when))))
            before, after = (one.decision.words if one.decision else "" for one in (was, now))
            cause = ": ".join(filter(None, (where, who)))
            self._event(key, finding, What.DECIDED, before, after, cause)
        if was.reason != now.reason:
            self._event(key, finding, What.EXPLAINED, was.reason, now.reason, where)
        lapsed = finding.decision is not None and finding.decision.lapsed or finding.lapsed_reason
        if lapsed and was.figures and was.figures != now.figures:
            self._event(key, finding, What.LAPSED, now.value, text_of(finding.value), where)

    def _typed_over(self, key: str, finding: Finding | None = None):
        def tell(column, shown: object, value: Value) -> None:
            self._event(
                key, finding, What.TYPED_OVER, text_of(shown), text_of(value), typed_over_words(column)
            )

        return tell

    def _event(
        self, key: str, finding: Finding | None, what: What, before: str, after: str, cause: str
    ) -> None:
        unit = self._unit(finding) if finding else self.lines[key].written.get("of", "")
        name = self._unit_name(finding) if finding else str(self.lines[key].cells.get("unit") or "")
        self.made.events.append(
            Event(moment(self.known.now), line_key(unit), name, "", what.value, before, after, cause, (key,))
        )

    def _unit(self, finding: Finding) -> str:
        if finding.file is None:
            return finding.unit or ""
        return self.inbox.returns[finding.file].unit or ""

    def _unit_name(self, finding: Finding) -> str:
        unit = self.known.form_set.catalogue.units.get(self._unit(finding) or finding.unit or "")
        return unit.name if unit else finding.unit or ""


def _sendings(inbox: Inbox, report: Report) -> dict[str, str]:
    """By what the files of each unit that count are known together."""
    digests: dict[str, list[str]] = {}
    for number in report.batch.used:
        item = inbox.returns[number]
        if item.unit and item.status == "ok":
            digests.setdefault(item.unit, []).append(digest_of(item.path))
    return {
        unit: blake2b(" ".join(sorted(own)).encode(), digest_size=4).hexdigest()
        for unit, own in digests.items()
    }
