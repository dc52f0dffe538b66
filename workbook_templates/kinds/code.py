"""Codes of letters and digits."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_templates.kinds.base import Entry, Kind, Part
from workbook_templates.kinds.numbers import DASHES, LONGEST
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.kinds.text import written_in
from workbook_templates.words.spelling import clean


@dataclass(frozen=True)
class CodeText(Kind):
    """A code of letters and digits, which keeps its leading zeros and has no spaces."""

    name = "code"
    label = "Mã"
    wanted = "mã gồm chữ và số, không có dấu cách"
    keeps_zeros = True
    parts = (Part("", numeric=False, blank=""),)
    entry = Entry("Mã", "Ghi đủ các chữ số, kể cả số 0 ở đầu; không có dấu cách.", "012345")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[str | None, Problem | None]:
        if raw is None or raw == "":
            return None, None
        written = written_in(raw)
        if written is None or len(written) > LONGEST:
            return None, Problem(Code.CODE_UNREADABLE)
        text = clean(written)
        if not text or text in DASHES:
            return None, None
        if " " in text:
            return text, Problem(Code.CODE_SPACED, text.replace(" ", ""), usable=True)
        return text, None
