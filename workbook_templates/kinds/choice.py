"""Choices among allowed values."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from workbook_templates.kinds.base import Entry, Kind, Part
from workbook_templates.kinds.numbers import DASHES, LONGEST, folded
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.kinds.text import written_in
from workbook_templates.words.spelling import fold, words

_LIKE = 60  # of 100: a value this like is probably meant


@dataclass(frozen=True)
class Choice(Kind):
    """One of the allowed values, in any of its spellings. Each of `allowed` is a value with its other
    spellings behind '='; case, spaces and the place of tones do not matter."""

    name = "choice"
    label = "Chọn trong danh sách"
    parts = (Part("", numeric=False, blank=""),)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in self.allowed:
            value, *others = (part.strip() for part in entry.split("="))
            for spelling in (value, *others):
                found.setdefault(words(spelling) or fold(spelling), value)
        return found

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(entry.split("=")[0].strip() for entry in self.allowed)

    @property
    def wanted(self) -> str:
        return "một trong: " + ", ".join(self.choices)

    @property
    def entry(self) -> Entry:
        return Entry("Chọn", f"Ghi {self.wanted}.", self.choices[0] if self.allowed else "")

    def unfit(self) -> tuple[str, str] | None:
        return None if self.allowed else ("allowed", "đang để trống; cột chọn phải có các giá trị được ghi.")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[str | None, Problem | None]:
        if raw is None or raw == "":
            return None, None
        written = written_in(raw)
        text = folded(written) if written is not None else None
        if text == "":
            return None, None
        found = self._spelled.get(words(text) or text) if text is not None else None
        if found is not None:
            return found, None
        if text in DASHES:
            return None, None
        return None, Problem(Code.NOT_ALLOWED, self._nearest(text or ""))

    def _nearest(self, text: str) -> str | None:
        """The allowed value that a text is most like, where it is at all."""
        from rapidfuzz import fuzz, process

        bare = {_bare(spelling): value for spelling, value in self._spelled.items()}
        best = process.extractOne(_bare(text), list(bare), scorer=fuzz.ratio, score_cutoff=_LIKE)
        return bare[best[0]] if best else None

    def fits(self, raw: object, year: int) -> bool:
        value, problem = self.parse(raw)
        return value is not None and problem is None


def _bare(text: str) -> str:
    """The text without accents: a suggestion may be loose, a match never is."""
    return "".join(ch for ch in unicodedata.normalize("NFD", text[:LONGEST]) if not unicodedata.combining(ch))
