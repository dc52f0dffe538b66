"""Counts: classes and people, whole numbers that add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from workbook_templates.expression.nodes import Own, Whole
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.numbers import (
    DASHES,
    dotted,
    finite,
    folded,
    number_of,
    range_from_date,
)
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need

COUNTED = (
    r"(?:lớp|học viên|hv|người|đồng chí|đ/c|đc|cán bộ|cb|công chức|viên chức|cbcc|ccvc|cbccvc|đại biểu"
    r"|chỉ tiêu|suất|lượt|lượt người|lượt học viên)"
)  # what figures are followed by
_COUNT_UNIT = re.compile(rf"([+-]?\d[\d., ]*) ?{COUNTED}")
_ABOUT = re.compile(
    r"(?:\b(?:khoảng|dự kiến|ước|từ|trên|dưới|tối thiểu|tối đa|ít nhất|nhiều nhất|không quá|hơn|gần)"
    r"(?: tính)?:? ?|[~≈<>≤≥±] ?)\d|\btrở (?:lên|xuống)"
)
_RANGE = re.compile(r"\d ?(?:-|÷|~|đến|tới|hoặc) ?\d")


def parse_count(raw: object) -> tuple[float | None, Problem | None]:
    """A number of classes or people; whether it is whole and within bounds is checked afterwards.

    Blank is None; '-' and "không có nhu cầu" are 0; a dot or comma before three digits is a
    thousands mark, since people are not counted in fractions.
    """
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (int, float)):
        number = None if isinstance(raw, bool) else finite(raw)
    elif isinstance(raw, (date, time, timedelta)):
        return None, Problem(Code.COUNT_BECAME_DATE, range_from_date(raw))
    elif not isinstance(raw, str):
        return None, Problem(Code.NOT_A_COUNT)
    else:
        text = folded(raw)
        if not text:
            return None, None
        if text in DASHES or text == "không" or says_no_need(text):
            return 0.0, None
        if match := _COUNT_UNIT.fullmatch(text):
            text = match[1].rstrip()
        number = number_of(text)
        if number is not None and " " in text and "\n" in raw.strip():
            number = None  # two numbers, one above the other
        if number is None:
            return None, not_a_number(text)
    return (None, Problem(Code.NOT_A_COUNT)) if number is None else (number, None)


def not_a_number(text: str) -> Problem:
    """Why folded text is no number: a range or an estimate, or none at all."""
    is_range = _ABOUT.search(text) or _RANGE.search(text)
    return Problem(Code.COUNT_IS_RANGE if is_range else Code.NOT_A_COUNT)


@dataclass(frozen=True)
class Count(Kind):
    """A whole number of people or classes, from 0 to `most` (an order of magnitude above what any
    province has printed). measure: with “/” a rate, which adds up to nothing."""

    name = "count"
    label = "Số đếm"
    wanted = "một số nguyên"
    whole = True
    style = "count"
    parts = (Part(""),)
    entry = Entry("Số lượng", "Ghi số nguyên, không ghi “khoảng”, không gõ dấu chấm hàng nghìn.", "1")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[float | None, Problem | None]:
        return parse_count(raw)

    @property
    def adds(self) -> bool:
        return "/" not in self.measure

    def checks(self, year: int) -> Sequence[Check]:
        least = self.least if self.least is not None and self.least < 0 else 0  # “Tăng, giảm” may be below 0
        low = Check(Code.NUMBER_TOO_SMALL if least else Code.COUNT_NEGATIVE, Own() >= least)
        bounds = (Check(Code.COUNT_FRACTION, Whole(Own())), low)
        return bounds if self.most is None else (*bounds, Check(Code.COUNT_TOO_LARGE, Own() <= self.most))

    def fits(self, raw: object, year: int) -> bool:
        value, problem = parse_count(raw)
        if value is None or problem is not None or isinstance(raw, bool):
            return False
        return value == int(value) and 0 <= value <= (value if self.most is None else self.most)

    def meant(self, value: float, others: Iterable[float]) -> str | None:
        """1.36 is what is left of 1.360 when an English Excel takes the dot for a decimal point; not so
        2.5 in a column where no figure comes near 2.500, nor where 2.500 is more than can be."""
        thousand = value * 1000
        if value.is_integer() or not 0 < value < 1000 or abs(thousand - round(thousand)) > 1e-6:
            return None
        if self.most is not None and thousand > self.most:
            return None
        whole = [other for other in others if other.is_integer()]
        if len(whole) >= 3 and thousand > 10 * max(whole):
            return None
        return dotted(round(thousand))

    def read_formula(self, cell: str) -> dict[str, str]:
        trimmed = f"TRIM({cell})"
        return {"": f'IF(ISNUMBER({cell}),{cell},IF({trimmed}="","",IF({trimmed}="-",0,"?")))'}
