"""Findings: one thing a rule says about one place, and how a rule ended on a table."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validators.codes import Outcome, Progress, Severity, SkipReason
from validators.identity import finding_id, twin_key
from validators.owner import Owner
from workbook_templates.reading.table import Line, Table
from workbook_templates.words.spelling import fold, quote

if TYPE_CHECKING:
    from validators.decisions import Decision


@dataclass(frozen=True)
class Change:
    """One cell of a suggested correction, in the finding's own sheet. value: the number or text to put
    there; None empties it."""

    cell: str
    value: float | str | None


@dataclass
class Finding:
    """One thing to look at: a rule yields it, the engine puts the rule's id and severity to it.

    cell: the address to mend in the submitted file, the others in `related` (with `Sheet!` before it where
    it is another sheet); value and expected: as shown to the clerk; difference: found minus expected; key:
    what the id hangs on besides rule and unit; lone_id: of one that is told from its twins by the value
    found, the id that it would have without them; found: the value before it was made discreet
    (validators.persons), for ids alone; figures, decision, lapsed_reason: by what its figures are known,
    what the province decided, and the unit's reason for figures that are others now (validators.decisions);
    progress: how it stands to what the unit had sent before; table: the one it stands in, None where the
    whole file or all files are meant; severity: given by a rule only where it softens its own; changes: what
    the suggestion comes to in cells, where it can be said exactly; never applied unasked."""

    message: str
    rule: str = ""
    severity: Severity | None = None
    file: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    field: str | None = None
    value: str | None = None
    expected: str | None = None
    difference: float | None = None
    suggestion: str | None = None
    related: list[str] = dataclasses.field(default_factory=list)
    unit: str | None = None
    key: str = ""
    lone_id: str = ""
    explained: str | None = None
    found: str | None = None
    figures: str = ""
    decision: Decision | None = None
    lapsed_reason: str | None = None
    progress: Progress | None = None
    changes: list[Change] = dataclasses.field(default_factory=list)
    table: Table | None = None

    @property
    def id(self) -> str:
        """Stable over resubmissions: rule, unit and the row's key, never its number."""
        return finding_id(self.rule, self.unit, self.key)

    @property
    def settled(self) -> bool:
        """Whether the province has decided that nothing more is to be done."""
        return self.decision is not None and not self.decision.lapsed and self.decision.what.settles

    @property
    def open(self) -> bool:
        """Whether the unit still has to mend or to explain it: not what is settled, nor a figure that it has
        given a reason for, where that may stand and the province asks for no mending."""
        if self.settled:
            return False
        to_mend = self.decision is not None and not self.decision.lapsed
        return to_mend or not self.explained or self.severity == Severity.ERROR

    @property
    def told(self) -> str:
        """The message; where it does not say what stands in the cell, with that."""
        value = "" if self.value is None else str(self.value)
        if not value or not self.cell or _level(value) in _level(self.message):
            return self.message
        return f"{self.message} Ô này đang ghi “{value}”."

    def addresses(self) -> list[str]:
        """The cell to mend and the related ones, each with its sheet."""
        own = [f"{self.sheet}!{self.cell}"] if self.cell else []
        return own + [r if "!" in r else f"{self.sheet}!{r}" for r in self.related]


def _level(text: str) -> str:
    """A text without what is written now so, now otherwise: 1.360 and 1360, capitals."""
    return text.replace(".", "").casefold()


def finding_in(owner: Owner, message: str, *, key: str, **more) -> Finding:
    """A finding about a table."""
    return Finding(
        message,
        file=owner.file,
        sheet=owner.table.sheet,
        unit=owner.source.unit or owner.source.named,
        key=f"{owner.table.form}|{key}",
        table=owner.table,
        **more,
    )


def line_finding(owner: Owner, line: Line, name: str, message: str, **more) -> Finding:
    """A finding about one cell of a total or section row."""
    return finding_in(
        owner,
        message,
        cell=owner.table.cell(line.row, name),
        row=line.row,
        field=name,
        value=more.pop("value", quote(line.raw[name]) if name in line.raw else None),
        key=f"{fold(line.label)}|{name}",
        **more,
    )


def counted(numbers: Iterable[int], *, none: bool = True) -> str:
    """How many of each severity, worst first: “1 lỗi phải sửa, 5 nội dung cần xác minh, 3 lưu ý”. none:
    whether those are told of which there are none."""
    told = zip(numbers, Severity, strict=True)
    return ", ".join(f"{number} {severity.counted}" for number, severity in told if number or none)


@dataclass(frozen=True)
class RuleOutcome:
    """How a rule ended on one table of one file (or on the file): table is the sheet and form, '' for a
    rule of the whole file; why: where it did not apply; fields: labels of the columns that it lacks."""

    file: int | None
    rule: str
    table: str
    outcome: Outcome
    why: SkipReason | None = None
    fields: tuple[str, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why, in the words of a clerk."""
        return self.why.told(self.fields) if self.why else None


def tell_twins_apart(findings: list[Finding]) -> None:
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
            finding.key = twin_key(finding.key, found, seen[found])
            finding.lone_id = id_ if alike[found] == 1 else ""


def twin_id(finding: Finding, number: int) -> str:
    """The id of a finding if it were one of several of the same wording: its place among those that found
    the same."""
    found = finding.value if finding.found is None else finding.found
    return finding_id(finding.rule, finding.unit, twin_key(finding.key, found, number))
