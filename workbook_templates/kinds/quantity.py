"""Quantities: a number of people or classes that may be a range, or open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from workbook_templates.expression.nodes import Own, Whole
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.count import COUNTED, Count
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
from workbook_templates.words.spelling import clean

NEARLY = 0.05  # “khoảng 8.600” is no contradiction of 8.572


class Amount(NamedTuple):
    """A quantity. low, high: the least and the most it may be, None where that is not said (both None:
    “theo nhu cầu”); about: whether only nearly so; written: as the unit wrote it, '' of a total."""

    low: float | None
    high: float | None
    about: bool = False
    written: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is a number and nothing more."""
        return self.low == self.high and self.low is not None and not self.about


AS_NEEDED = "theo nhu cầu"
_ABOUT = r"khoảng|khoảng chừng|ước|ước tính|chừng|độ|gần|xấp xỉ|~|≈"
_PLANNED = r"dự kiến|đã đăng ký|đăng ký|tổng số|số lượng"  # a figure all the same
_LEAST = r"từ|ít nhất|tối thiểu|trên|hơn|không dưới|không ít hơn|>|≥|>="
_MOST = r"không quá|không vượt quá|không nhiều hơn|tối đa|nhiều nhất|dưới|đến|<|≤|<="
_ASKS = re.compile(rf"({_ABOUT})|({_PLANNED})|({_LEAST})|({_MOST})")
_WORDS = rf"((?:(?:{_ABOUT}|{_PLANNED}|{_LEAST}|{_MOST})(?: là)?:? ?){{0,3}})"
_FIGURE = r"(\d[\d.,]{0,18}(?: \d{3}){0,3})"
_TO = r"(-|÷|~|đến|tới|hoặc|±)"
_MORE = r"(?:,? (?:và|và bổ sung|cộng) )"
_OPEN = r"(?:theo|tùy|tùy theo|tùy thuộc)(?: vào)? (?:nhu cầu|chỉ tiêu|thực tế|phân bổ|kế hoạch|số lượng)"
_QUANTITY = re.compile(
    rf"{_WORDS}{_FIGURE}(?: ?{COUNTED})?(?: ?{_TO} ?{_FIGURE}(?: ?{COUNTED})?)?"
    rf"(?: (trở lên|trở xuống))?({_MORE}{_OPEN}\D{{0,80}})?"
)
_NO_FIGURE = re.compile(rf"{_OPEN}\D{{0,80}}|chưa xác định(?: được)?|chưa rõ|không giới hạn")


def parse_quantity(raw: object) -> tuple[Amount | None, Problem | None]:
    """60, '60 - 80', 'từ 03 đến 04 lớp', 'từ 35', 'khoảng 170', 'không quá 40', '36 và theo nhu cầu',
    'theo nhu cầu'. '-' and “không có nhu cầu” are 0; `trên 60` and `dưới 60` name their bound."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (int, float)):
        number = None if isinstance(raw, bool) else finite(raw)
        if number is None:
            return None, Problem(Code.NOT_A_COUNT)
        return Amount(number, number, written=dotted(number)), None
    if isinstance(raw, (date, time, timedelta)):
        return None, Problem(Code.COUNT_BECAME_DATE, range_from_date(raw))
    if not isinstance(raw, str):
        return None, Problem(Code.NOT_A_COUNT)
    text = folded(raw)
    if not text:
        return None, None
    written = clean(raw)
    if text in DASHES or text == "không" or says_no_need(text):
        return Amount(0.0, 0.0, written=written), None
    if match := _QUANTITY.fullmatch(text):
        if "\n" in raw.strip() and " " in match[2]:
            return None, Problem(Code.NOT_A_COUNT)  # two numbers, one above the other
        return _amount(match, written)
    if _NO_FIGURE.fullmatch(text):
        return Amount(None, None, written=written), None
    number = number_of(text)  # what only it reads: a sign before the figure
    if number is None:
        return None, Problem(Code.NOT_A_COUNT)
    return Amount(number, number, written=written), None


def _amount(match: re.Match[str], written: str) -> tuple[Amount | None, Problem | None]:
    words, first, to, second, beyond, open_end = match.groups()
    low, high = number_of(first), number_of(second or first)
    if low is None or high is None:
        return None, Problem(Code.NOT_A_COUNT)
    said = [asked.lastindex for asked in _ASKS.finditer(words)]
    about, least, most = 1 in said, 3 in said or beyond == "trở lên", 4 in said or beyond == "trở xuống"
    if to == "±":
        low, high = low - high, low + high
    elif to and low > high:
        return None, Problem(Code.NOT_A_COUNT, f"{dotted(high)} - {dotted(low)}")
    elif least and most and not second:  # “từ dưới 60” says nothing
        return None, Problem(Code.NOT_A_COUNT)
    elif not to:
        low, high = (0.0 if most else low), (None if least else high)
    return Amount(low, None if open_end else high, about, written), None


@dataclass(frozen=True)
class Quantity(Kind):
    """A number of people or classes, a range of them (60 - 80), one with an open end (từ 35), or what the
    need will say (theo nhu cầu). It adds up as an interval: what has no end gives its total none, so that
    nothing open counts as 0 in silence."""

    name = "quantity"
    label = "Số lượng (một số hoặc một khoảng)"
    wanted = "một số hoặc một khoảng, ví dụ 60 hoặc 60 - 80"
    adds = True
    interval = True
    style = "count"
    longest = 60
    upper = "most"
    parts = (
        Part("", lambda value: value.low),
        Part("most", lambda value: value.high),
        Part("open", lambda value: float(value.high is None)),
    )
    entry = Entry("Số lượng", "Ghi một số, hoặc một khoảng: 60 - 80; từ 35; không quá 40.", "60 - 80")

    @property
    def entry_style(self) -> str:
        return "center"  # text: Excel would make a date of 5-7

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[Amount | None, Problem | None]:
        return parse_quantity(raw)

    def checks(self, year: int) -> Sequence[Check]:
        bounds = [Check(Code.COUNT_NEGATIVE, Own() >= 0)]
        bounds += [Check(Code.COUNT_FRACTION, Whole(Own()), part) for part in ("", "most")]
        if self.most is not None:
            bounds += [Check(Code.COUNT_TOO_LARGE, Own() <= self.most, part) for part in ("", "most")]
        return bounds

    def fits(self, raw: object, year: int) -> bool:
        value, problem = parse_quantity(raw)
        if value is None or problem is not None:
            return False
        ends = [end for end in (value.low, value.high) if end is not None]
        return bool(ends) and all(
            end == int(end) and 0 <= end <= (end if self.most is None else self.most) for end in ends
        )

    def meant(self, value: float, others: Iterable[float]) -> str | None:
        return Count(self.least, self.most).meant(value, others)

    def total(self, values: Iterable[Amount]) -> Amount:
        """From the sum of the least to the sum of the most; open where one of them is. What has no number
        at all adds none, and leaves the total open."""
        values = list(values)
        known = [value.low for value in values if value.low is not None]
        closed = all(value.high is not None for value in values)
        low = float(sum(known)) if known or not values else None
        high = float(sum(value.high for value in values)) if closed else None
        return Amount(low, high, any(value.about for value in values))

    def gap(self, stated: Amount, computed: Amount) -> float:
        """A range must agree at both ends; a number alone need only lie within what the rows say, and an
        open end or “khoảng” states less than they do."""
        low, high = computed.low or 0.0, computed.high
        if stated.low is None:
            return 0.0
        if stated.about:
            low, high = low * (1 - NEARLY), None if high is None else high * (1 + NEARLY)
        if stated.low == stated.high or stated.about:
            if stated.low < low:
                return stated.low - low
            return 0.0 if high is None or stated.high is None else max(stated.high - high, 0.0)
        if stated.low != low:
            return stated.low - low
        return 0.0 if high is None or stated.high is None else stated.high - high

    def told(self, value: Amount | float) -> str:
        """60; 60 – 80; từ 35; không quá 40; khoảng 170; theo nhu cầu."""
        if not isinstance(value, Amount):
            return dotted(value)
        if value.low is None:
            return AS_NEEDED
        if value.high is None:
            text = f"từ {dotted(value.low)}"
        elif value.low == value.high:
            text = dotted(value.low)
        elif value.low == 0:
            text = f"không quá {dotted(value.high)}"
        else:
            text = f"{dotted(value.low)} – {dotted(value.high)}"
        return f"khoảng {text}" if value.about else text

    def in_cell(self, value: Amount | float) -> float | str:
        if not isinstance(value, Amount):
            return value
        return value.low if value.plain else value.written or self.told(value)

    def read_formula(self, cell: str) -> dict[str, str]:
        plain = Count().read_formula(cell)[""]
        return {"": plain, "most": plain}
