"""What came of judging a batch: its findings, and how every rule ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from validators.batch import Batch
from validators.causes.resent import Changed
from validators.codes import Outcome, Severity, SkipReason
from validators.findings import Finding, RuleOutcome
from validators.rule import Rule

# What the reader of an .xls or .xlsb does not show, by the rule that would ask for it (see T19).
_NOT_SHOWN_BY_XLS = {
    "T09": SkipReason.XLS_ERRORS_OUTSIDE,
    "T10": SkipReason.XLS_HIDDEN,
    "B06": SkipReason.XLS_FORMULAS,
    "O01": SkipReason.XLS_ERRORS,
}


@dataclass
class Report:
    """The findings of a batch, worst first within each file. crashed: rule → annexes on which it did not come
    to an end, '' for the whole batch; off: rules that the form set switches off; mended: what a unit's
    former files were told and the present ones no longer are; changes: what units that sent again changed."""

    batch: Batch
    rules: dict[str, Rule]
    findings: list[Finding] = field(default_factory=list)
    crashed: dict[str, set[str]] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    last_year: bool = False
    mended: list[Finding] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)

    @cached_property
    def _by_file(self) -> dict[int | None, list[Finding]]:
        found: dict[int | None, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.file, []).append(finding)
        return found

    def of_file(self, file: int | None) -> list[Finding]:
        """The findings of one file; of no single file where None."""
        return self._by_file.get(file, [])

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def unsettled(self, severity: Severity) -> int:
        """How many of a severity the province has not decided to leave as they are."""
        return sum(finding.severity == severity and not finding.settled for finding in self.findings)

    def outcomes(self, file: int) -> Iterator[RuleOutcome]:
        """How each rule ended on each table of one file."""
        source = self.batch.returns[file]
        found = {(f.rule, f.sheet) for f in self.of_file(file)}
        for rule in self.rules.values():
            if rule.of_tables:
                for table in source.tables:
                    label = f"{table.sheet} ({self.batch.form_set.annexes[table.form].name})"
                    yield self._outcome(rule, file, label, table.form, (rule.id, table.sheet) in found)
            else:
                yield self._outcome(rule, file, "", None, any(name == rule.id for name, _ in found))

    def overall(self, rule: Rule) -> RuleOutcome:
        """How a rule ended over the whole batch."""
        if rule.id in self.crashed:
            return RuleOutcome(None, rule.id, "", Outcome.CRASHED, SkipReason.CRASHED)
        if any(finding.rule == rule.id for finding in self.findings):
            return RuleOutcome(None, rule.id, "", Outcome.FINDINGS)
        skipped = []
        for number in self.batch.used:
            tables = self.batch.returns[number].tables
            forms = dict.fromkeys(table.form for table in tables) if rule.of_tables else (None,)
            for form in forms:
                outcome = self._outcome(rule, number, "", form, found=False)
                if outcome.outcome is Outcome.PASSED:
                    return RuleOutcome(None, rule.id, "", Outcome.PASSED)
                skipped.append(outcome)
        first = skipped[0] if skipped else None
        why, fields = (first.why, first.fields) if first else (SkipReason.NOTHING, ())
        return RuleOutcome(None, rule.id, "", Outcome.SKIPPED, why, fields)

    def _outcome(self, rule: Rule, file: int, label: str, form: str | None, found: bool) -> RuleOutcome:
        if found:
            return RuleOutcome(file, rule.id, label, Outcome.FINDINGS)
        if {form, ""} & self.crashed.get(rule.id, set()):
            return RuleOutcome(file, rule.id, label, Outcome.CRASHED, SkipReason.CRASHED)
        why = self._skipped(rule, file, form)
        if why is None:
            return RuleOutcome(file, rule.id, label, Outcome.PASSED)
        fields = tuple(rule.lacks(self.batch.form_set.annexes[form])) if form else ()
        return RuleOutcome(file, rule.id, label, Outcome.SKIPPED, why, fields)

    def _skipped(self, rule: Rule, file: int, form: str | None) -> SkipReason | None:
        source = self.batch.returns[file]
        if rule.id in self.off:
            return SkipReason.OFF
        if source.format in ("xls", "xlsb") and rule.id in _NOT_SHOWN_BY_XLS:
            return _NOT_SHOWN_BY_XLS[rule.id]
        if source.status != "ok" and rule.id != "T01":
            return SkipReason.UNREADABLE
        if rule.scope == "last_year" and not self.last_year:
            return SkipReason.NO_LAST_YEAR
        if rule.of_result and source.traced is None:
            return SkipReason.NO_RESULT_FILE
        if rule.together and not self.batch.together:
            return SkipReason.NOT_TOGETHER
        return rule.skipped_on(self.batch.form_set.annexes[form]) if form else None
