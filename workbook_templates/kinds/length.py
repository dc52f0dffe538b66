"""How long a class lasts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workbook_templates.expression.nodes import WORDS
from workbook_templates.kinds.base import Entry, Kind, Part
from workbook_templates.kinds.month import ABOUT_WHEN, parse_month
from workbook_templates.kinds.numbers import DASHES, finite, folded, number_of, range_from_date
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need

AS_NEEDED, NO_CLASS, SOME_TIME = "theo thực tế", "không có nhu cầu", "thời điểm"  # “units” without a number


class Length(NamedTuple):
    """How long a class lasts. unit: tháng, tuần, ngày, năm, buổi, tiết, giờ; or a word without a number:
    AS_NEEDED, NO_CLASS, SOME_TIME (a month or quarter stands in its place)."""

    low: float | None
    high: float | None
    unit: str

    @property
    def days(self) -> float | None:
        """The middle of the range in days (30 a month, 7 a week, 12 months a year)."""
        scale = _DAYS.get(self.unit)
        return None if scale is None or self.low is None else (self.low + self.high) / 2 * scale

    @property
    def about_days(self) -> float | None:
        """`days`; of sessions, lessons and hours by the working day (2 buổi, 8 tiết, 8 giờ)."""
        if self.unit not in _A_DAY or self.low is None:
            return self.days
        return (self.low + self.high) / 2 / _A_DAY[self.unit]


_DAYS = {"năm": 360.0, "tháng": 30.0, "tuần": 7.0, "ngày": 1.0}
_A_DAY = {"buổi": 2.0, "tiết": 8.0, "giờ": 8.0}
_NUMERAL = r"(\d{1,5}(?:[.,]\d{1,3})?)"
_UNIT = r"(năm|tháng|tuần|ngày|buổi|tiết|giờ)"
_LENGTH = re.compile(
    rf"(?:(?:thời gian|khoảng|dự kiến|từ):? ){{0,2}}{_NUMERAL}(?: ?{_UNIT}? ?(?:-|÷|~|đến|tới) ?{_NUMERAL})?"
    rf" ?{_UNIT}( rưỡi)?(?:(?:,? | và ){_NUMERAL} ?{_UNIT})?(?: ?/ ?(?:0?1 )?(?:lớp|khóa|đợt))?"
    r"(?: (?:học|thực học|làm việc|liên tục|tập trung|không tập trung))?(?: ?\(.*\))?"
)
_AS_NEEDED = ("theo thực tế", "thực tế", "theo kế hoạch", "theo nhu cầu", "theo quy định")
_SOME_TIME = re.compile(
    r"(?:trong|cả|hằng|hàng) năm\b|0?6 tháng (?:đầu|cuối) năm"
    rf"|{ABOUT_WHEN}(?:các )?(?:năm 20\d\d|(?:quý|quí) ?[iⅰ-ⅳ\d]|tháng \d)"
)
_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?(?: ?(?:-|÷|~|đến) ?\d{1,3})?")


def parse_length(raw: object, *, date1904: bool = False) -> tuple[Length | None, Problem | None]:
    """How long a class lasts: '1,5 tháng', '5-7 ngày', 'Theo thực tế'; '-' is blank; a month or
    quarter in its place (a class opened on demand) is read as 'thời điểm'."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, date):
        if raw.day == 1:
            return Length(None, None, SOME_TIME), None
        typed = range_from_date(raw)
        return None, Problem(Code.LENGTH_BECAME_DATE, typed and f"{typed} ngày")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and finite(raw) is not None:
        return None, Problem(Code.LENGTH_WITHOUT_UNIT)
    if not isinstance(raw, str):
        return None, Problem(Code.LENGTH_UNREADABLE)
    text = folded(raw)
    if not text or text in DASHES:
        return None, None
    if match := _LENGTH.fullmatch(text):
        value = _length(*match.groups())
        return value, None if value else Problem(Code.LENGTH_UNREADABLE)
    if text == "không" or says_no_need(text):
        return Length(None, None, NO_CLASS), None
    if text.startswith(_AS_NEEDED):
        return Length(None, None, AS_NEEDED), None
    if _BARE.fullmatch(text):
        return None, Problem(Code.LENGTH_WITHOUT_UNIT)
    if _SOME_TIME.match(text) or (parse_month(text)[0] and number_of(text) is None):
        return Length(None, None, SOME_TIME), None
    return None, Problem(Code.LENGTH_WITHOUT_UNIT if number_of(text) is not None else Code.LENGTH_UNREADABLE)


def _length(low, low_unit, high, unit, half, rest, rest_unit) -> Length | None:
    """'5-7 ngày', '1 năm rưỡi', '3 tháng 15 ngày' from their parts; None where they do not fit."""
    least, most = number_of(low), number_of(high or low)
    if low_unit not in (None, unit) or least > most or most <= 0 or ((half or rest) and high):
        return None
    if rest:
        if half or _DAYS.get(rest_unit, math.inf) >= _DAYS.get(unit, 0):
            return None
        least = most = least + number_of(rest) * _DAYS[rest_unit] / _DAYS[unit]
    more = 0.5 if half else 0.0
    return Length(least + more, most + more, unit)


@dataclass(frozen=True)
class LengthOfTime(Kind):
    """A length with its unit, such as 12 ngày, 1,5 tháng or 5-7 ngày; or “Theo thực tế”."""

    name = "length"
    label = "Thời gian học"
    tells_time = True
    dated = True
    parts = (
        Part("days", lambda value: value.days),
        Part("unit", lambda value: value.unit, numeric=False, blank=""),
    )
    entry = Entry(
        "Thời gian", "Ghi số kèm đơn vị: 12 ngày, 1,5 tháng, 5-7 ngày; hoặc “Theo thực tế”.", "12 ngày"
    )

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[Length | None, Problem | None]:
        return parse_length(raw, date1904=date1904)

    def fits(self, raw: object, year: int) -> bool:
        value, problem = parse_length(raw)
        return value is not None and problem is None

    def read_steps(self, cell: str) -> dict[str, str]:
        units = {**_DAYS, "buổi": -1, "tiết": -1, "giờ": -1}
        text, lengths = f"LOWER(TRIM({cell}))", _listed(map(len, units))
        ends = f"(RIGHT({text},{lengths})={_listed(units)})"
        bare = f"TRIM(LEFT({text},LEN({text})-SUMPRODUCT({ends}*{lengths})))"
        return {
            "scale": f"SUMPRODUCT({ends}*{_listed(map(int, units.values()))})",
            "number": f'SUBSTITUTE(SUBSTITUTE({bare}," -","-"),"- ","-")',
        }

    def read_formula(self, cell: str) -> dict[str, str]:
        """Reads 12 ngày, 1,5 tháng, 5-7 ngày, and “Theo thực tế”, which has no days, nor has 20 tiết. VALUE
        and TEXT see digits alone: the comma is a division by ten."""
        starts = f"(LEFT(LOWER(TRIM({cell})),{_listed(map(len, _AS_NEEDED))})={_listed(_AS_NEEDED)})"
        fits, value = _number_formula("[number]")
        days = f'IF([scale]<0,"{WORDS}",{value}*[scale])'
        typed = f'IFERROR(IF(AND([scale]<>0,{fits}),{days},"?"),"?")'
        said = f'IF(SUMPRODUCT({starts}*1)>0,"{WORDS}",{typed})'
        return {"days": f'IF(ISNUMBER({cell}),"?",IF(OR(TRIM({cell})="",TRIM({cell})="-"),"",{said}))'}


def _number_formula(number: str) -> tuple[str, str]:
    """Of a cell with 12 or 1,5 or 5-7: a formula whether it is one, and one of its value or middle."""
    digits, both = f'SUBSTITUTE({number},",","")', f'SUBSTITUTE({number},"-","")'
    tenths = f'(LEFT(RIGHT({number},2),1)=",")*1'
    apart = f'SUBSTITUTE({number},"-","//////////")'  # so that ten characters from either end hold one number
    low, high = (f'VALUE(SUBSTITUTE({end}({apart},10),"/",""))' for end in ("LEFT", "RIGHT"))
    one = f"LEN({number})=LEN({both})"
    fits = f'{_are_digits(digits, 5)},LEN({number})-LEN({digits})={tenths},LEFT({number},1)<>","'
    both_fit = f"{_are_digits(both, 6)},LEN({number})-LEN({both})=1,{low}<={high}"
    value = f"IF({one},VALUE({digits})/IF({tenths},10,1),({low}+{high})/2)"
    return f"IF({one},AND({fits}),AND({both_fit}))", value


def _are_digits(text: str, most: int) -> str:
    """Conditions: a text is of digits alone, at most so many, and not of zeros."""
    return f'LEN({text})<={most},VALUE({text})>0,TEXT(VALUE({text}),LEFT("{"0" * most}",LEN({text})))={text}'


def _listed(items: Iterable[object]) -> str:
    return "{" + ",".join(f'"{item}"' if isinstance(item, str) else str(item) for item in items) + "}"


def says_how_long(raw: object) -> bool:
    """Whether a cell of another column reads as a length: of time, and not as a word about it."""
    value, problem = parse_length(raw)
    return value is not None and problem is None and value.unit not in (NO_CLASS, SOME_TIME)
