"""Findings: one thing a rule says about one place, and how a rule ended on a table."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARNING, HINT = "error", "warning", "hint"
SEVERITIES = (ERROR, WARNING, HINT)
SEVERITY_WORDS = {ERROR: "Lỗi, phải sửa", WARNING: "Cần xác minh", HINT: "Lưu ý"}


def counted(numbers: Iterable[int]) -> str:
    """How many of each severity, worst first: “1 lỗi phải sửa, 5 nội dung cần xác minh, 3 lưu ý”."""
    words = ("lỗi phải sửa", "nội dung cần xác minh", "lưu ý")
    return ", ".join(f"{number} {word}" for number, word in zip(numbers, words, strict=True))


PASSED, FINDINGS, SKIPPED, CRASHED = "passed", "findings", "skipped", "crashed"
OUTCOME_WORDS = {
    PASSED: "Đạt",
    FINDINGS: "Cần xem lại",
    SKIPPED: "Không áp dụng",
    CRASHED: "Không kiểm tra được",
}


@dataclass(frozen=True)
class Change:
    """One cell of a suggested correction, in the finding's own sheet. value: the number or text to put
    there; None empties it."""

    cell: str
    value: float | str | None


@dataclass
class Finding:
    """One thing to look at. cell: the address to mend in the submitted file, the others in
    `related` (with `Sheet!` before it where it is another sheet); value and expected: as shown to
    the clerk; difference: found minus expected; key: what the id hangs on besides rule and unit; lone_id:
    of one that is told from its twins by the value found, the id that it would have without them;
    changes: what the suggestion comes to in cells, where it can be said exactly; never applied unasked."""

    rule: str
    severity: str
    message: str
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
    changes: list[Change] = dataclasses.field(default_factory=list)

    @property
    def id(self) -> str:
        """Stable over resubmissions: rule, unit and the row's key, never its number."""
        text = "\x1f".join((self.rule, self.unit or "", self.key))
        return f"{self.rule}-{hashlib.sha1(text.encode()).hexdigest()[:10]}"

    def places(self) -> list[str]:
        """The cell to mend and the related ones, each with its sheet."""
        own = [f"{self.sheet}!{self.cell}"] if self.cell else []
        return own + [r if "!" in r else f"{self.sheet}!{r}" for r in self.related]


@dataclass(frozen=True)
class Outcome:
    """How a rule ended on one table of one file (or on the file, or on all): table is the sheet and
    form, '' for a rule of the whole file."""

    file: int | None
    rule: str
    table: str
    outcome: str
    reason: str | None = None
