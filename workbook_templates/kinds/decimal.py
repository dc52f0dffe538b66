"""Numbers with a fraction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from workbook_templates.expression.nodes import Own
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.count import not_a_number
from workbook_templates.kinds.numbers import DASHES, finite, folded, number_of
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.spelling import fold

_TWO_READINGS = re.compile(r"([+-]?[1-9]\d{0,2})([.,])(\d{3})")


def parse_decimal(raw: object, unit: str = "") -> tuple[float | None, Problem | None]:
    """1,5 and 1.5; 1.500 and 1,500 can be 1500 or one and a half: a dot is then taken for a thousands mark
    and a comma for a decimal one, as Vietnamese is written, with a doubt. unit: what may stand behind it;
    '-' is blank."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (int, float)):
        number = None if isinstance(raw, bool) else finite(raw)
        return (None, Problem(Code.NOT_A_COUNT)) if number is None else (number, None)
    if isinstance(raw, (date, time, timedelta)):
        return None, Problem(Code.COUNT_BECAME_DATE)
    if not isinstance(raw, str):
        return None, Problem(Code.NOT_A_COUNT)
    text = folded(raw)
    if not text or text in DASHES:
        return None, None
    if unit:
        text = text.removesuffix(unit).rstrip() or text
    if match := _TWO_READINGS.fullmatch(text):
        whole, mark, rest = match.groups()
        thousands, fraction = float(whole + rest), float(f"{whole}.{rest}")
        read, other = (thousands, fraction) if mark == "." else (fraction, thousands)
        # The other reading in a spelling that has only one: “1,5”, “1500”.
        return read, Problem(Code.NUMBER_DOUBTFUL, f"{other:.15g}".replace(".", ","), usable=True)
    number = number_of(text)
    if number is None or ("\n" in raw.strip() and " " in text):
        return None, not_a_number(text)
    return number, None


@dataclass(frozen=True)
class Decimal(Kind):
    """A number that may have a fraction. measure: its unit; with “/” a rate, which adds up to nothing."""

    name = "decimal"
    label = "Số có phần lẻ"
    wanted = "một số, ví dụ 1,5"
    style = "count"
    parts = (Part(""),)
    entry = Entry("Số", "Ghi một số; phần lẻ ghi sau dấu phẩy, ví dụ 1,5.", "1,5")

    @property
    def adds(self) -> bool:
        return "/" not in self.measure

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[float | None, Problem | None]:
        return parse_decimal(raw, fold(self.measure.split("/")[0]))

    def checks(self, year: int) -> Sequence[Check]:
        least = 0 if self.least is None else self.least
        low = Check(Code.COUNT_NEGATIVE if least == 0 else Code.NUMBER_TOO_SMALL, Own() >= least)
        return (low,) if self.most is None else (low, Check(Code.COUNT_TOO_LARGE, Own() <= self.most))

    def fits(self, raw: object, year: int) -> bool:
        value, problem = self.parse(raw)
        if value is None or problem is not None:
            return False
        return (self.least or 0) <= value <= (value if self.most is None else self.most)

    def read_formula(self, cell: str) -> dict[str, str]:
        trimmed = f"TRIM({cell})"
        return {"": f'IF(ISNUMBER({cell}),{cell},IF(OR({trimmed}="",{trimmed}="-"),"","?"))'}
