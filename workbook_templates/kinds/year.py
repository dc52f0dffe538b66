"""Years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbook_templates.expression.nodes import Own
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.day import ISO, YEARS, parse_day, year_shown_as_day
from workbook_templates.kinds.numbers import folded
from workbook_templates.kinds.problem import Code, Problem

_PERIOD = re.compile(r"\D*\d{4} ?(?:-|÷|~|/|đến|tới|và|,) ?(?:năm )?(?:\d{4}|\d\d)\D*")


def parse_year(raw: object, *, date1904: bool = False) -> tuple[int | None, Problem | None]:
    """2024, 'năm 2024', or the year of a day; '2020-2025' is a period and no year. '-' is blank."""
    if isinstance(raw, str) and _PERIOD.fullmatch(folded(raw)) and not ISO.fullmatch(folded(raw)):
        return None, Problem(Code.YEAR_IS_PERIOD)
    if isinstance(raw, date) and raw.year == 1905 and (year := year_shown_as_day(raw)):
        return None, Problem(Code.YEAR_UNREADABLE, str(year))
    number = float(raw) if isinstance(raw, str) and raw.strip().isdecimal() and len(raw) < 20 else raw
    if isinstance(number, (int, float)) and not YEARS[0] <= number < YEARS[1]:
        return None, Problem(Code.YEAR_UNREADABLE)  # a day as Excel counts them does not look like a year
    value, problem = parse_day(raw, date1904=date1904)
    if value is not None:
        return value.year, None
    return None, problem and Problem(Code.YEAR_UNREADABLE, problem.expected)


@dataclass(frozen=True)
class Year(Kind):
    """A year, such as 2024."""

    name = "year"
    label = "Năm"
    wanted = "năm, ví dụ 2024"
    tells_time = True
    dated = True
    parts = (Part(""),)
    entry = Entry("Năm", "Ghi bốn chữ số của năm.", "{year}")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[int | None, Problem | None]:
        return parse_year(raw, date1904=date1904)

    def checks(self, year: int) -> Sequence[Check]:
        bounds = []
        if self.least is not None:
            bounds.append(Check(Code.NUMBER_TOO_SMALL, Own() >= self.least))
        if self.most is not None:
            bounds.append(Check(Code.COUNT_TOO_LARGE, Own() <= self.most))
        return bounds

    def told(self, value: object) -> str:
        return f"{value:.0f}"

    def printed(self, raw: object, value: object) -> str:
        return str(value) if isinstance(raw, float) and value is not None else super().printed(raw, value)

    def read_formula(self, cell: str) -> dict[str, str]:
        text = f"TRIM({cell})"
        low, high = YEARS
        whole = f"AND({cell}=INT({cell}),{cell}>={low},{cell}<{high})"
        right = f'TEXT(VALUE({text}),"0000")={text},VALUE({text})>={low},VALUE({text})<{high}'
        typed = f'IFERROR(IF(AND({right}),VALUE({text}),"?"),"?")'
        empty = f'OR({text}="",{text}="-")'
        return {"": f'IF(ISNUMBER({cell}),IF({whole},{cell},"?"),IF({empty},"",{typed}))'}
