"""Decisions quoted in titles and notes: “Kế hoạch số 12-KH/TU, ngày 5/11/2024”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

_DECISION = re.compile(
    r"(?:quyết định|kế hoạch|nghị quyết|công văn)?\s*số\s*:?\s*(\d+)\s*[-/]?\s*"
    r"((?:QĐ|KH|NQ|CV|QD)[-/][A-ZĐ]+)"
    r".{0,12}?ngày\s*(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:\s*[/.-]\s*|\s*năm\s*)(\d{4})",
    re.I,
)


@dataclass(frozen=True)
class Decision:
    """A decision quoted in a title or note: where, its number, kind (QĐ/TU) and ISO date."""

    sheet: str
    cell: str
    number: int
    kind: str
    day: str
    text: str


def quoted_decisions(sheet: str, texts: Iterable[tuple[str, str]]) -> Iterator[Decision]:
    """The decisions that texts of a sheet quote; one with a day that no calendar has is none. texts: each
    with its cell before it."""
    for cell, text in texts:
        if "/" not in text and "-" not in text:
            continue  # QĐ/TU, KH-UBND
        lower = text.lower()
        if "ngày" not in lower or "số" not in lower or not (match := _DECISION.search(text)):
            continue
        number, kind, day, month, year = match.groups()
        try:
            iso = datetime(int(year), int(month), int(day)).date().isoformat()
        except ValueError:
            continue
        yield Decision(sheet, cell, int(number), kind.upper().replace("-", "/"), iso, match[0])
