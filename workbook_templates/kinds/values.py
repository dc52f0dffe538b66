"""What one cell says: counts, months, lengths, each with a reason when it cannot be read.

Every parser takes the raw value of a cell (str, float, bool, datetime, None) and returns
`(value, problem)`. `problem` is None or a `Problem`; one bad cell hides nothing (DESIGN decision 5).
The forms met in real plans are listed in domain.md 2.8 and covered in tests/test_values.py.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from workbook_templates.words.spelling import fold, visible

EPOCH_1900 = datetime(1899, 12, 30)
LONGEST = 1000  # characters; a longer text is no value, and is not worth the time of a pattern


class Problem(NamedTuple):
    """Why a cell cannot be read (or only with a doubt).

    code: one of the codes a rule of family O answers; expected: what is probably meant, as a clerk
    would type it, or None; usable: True where the value was read all the same.
    """

    code: str
    expected: str | None = None
    usable: bool = False


class Period(NamedTuple):
    """A month, a quarter, or several of one year ('Quý I-II/2025'): numbers of the first and last
    month, counted as 12 × year + month − 1."""

    first: int
    last: int

    @property
    def is_month(self) -> bool:
        return self.first == self.last


class Length(NamedTuple):
    """How long a class lasts. unit: tháng, tuần, ngày, năm, buổi, tiết, giờ; or a word without a number:
    'theo thực tế', 'không có nhu cầu', 'thời điểm' (a month or quarter stands in its place)."""

    low: float | None
    high: float | None
    unit: str

    @property
    def days(self) -> float | None:
        """The middle of the range in days (30 a month, 7 a week, 12 months a year)."""
        scale = _DAYS.get(self.unit)
        return None if scale is None or self.low is None else (self.low + self.high) / 2 * scale


_DAYS = {"năm": 360.0, "tháng": 30.0, "tuần": 7.0, "ngày": 1.0}

NO_NEED = frozenset(
    (
        "không có nhu cầu",
        "không đăng ký",
        "không nhu cầu",
        "không có",
        "chưa có nhu cầu",
        "không đăng ký nhu cầu",
        "không phát sinh",
    )
)
_DASHES = frozenset(("-", "--", "---"))
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([., ])\d{3}(?:\1\d{3}){0,3}(?:(?!\1)[.,]\d{1,9})?")
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")


def _folded(raw: str) -> str:
    """The text of a cell, folded, without a full stop or semicolon at its end ('60,' may lack a digit)."""
    if len(raw) > LONGEST:
        raw = " ".join(raw.split())
        raw = raw if len(raw) <= LONGEST else raw[:LONGEST] + "…"
    text = fold(raw)
    return text.rstrip(" .;") or text


def _number(text: str) -> float | None:
    """The number that folded text writes: 1.360, 1,360 and 1 360 have a thousands mark, 1,5 and 1.5
    a decimal one; nothing counted here has three decimals."""
    if match := _GROUPED.fullmatch(text):
        return float(text.replace(match[1], "").replace(",", "."))
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _finite(raw: float) -> float | None:
    """A stored number; None for one that no cell can show (nan, inf)."""
    try:
        return float(raw) if math.isfinite(raw) else None
    except OverflowError:
        return None


# --- counts -------------------------------------------------------------------------------------

_COUNT_UNIT = re.compile(
    r"([+-]?\d[\d., ]*) ?(?:lớp|học viên|hv|người|đồng chí|đ/c|đc|cán bộ|cb|công chức|viên chức|cbcc|ccvc"
    r"|cbccvc|đại biểu|chỉ tiêu|suất|lượt|lượt người|lượt học viên)"
)
_ABOUT = re.compile(
    r"(?:\b(?:khoảng|dự kiến|ước|từ|trên|dưới|tối thiểu|tối đa|ít nhất|nhiều nhất|không quá|hơn|gần)"
    r"(?: tính)?:? ?|[~≈<>≤≥±] ?)\d|\btrở (?:lên|xuống)"
)
_RANGE = re.compile(r"\d ?(?:-|÷|~|đến|tới|hoặc) ?\d")


def count(raw: object) -> tuple[float | None, Problem | None]:
    """A number of classes or people; the schema judges whether it is whole and within bounds.

    Blank is None; '-' and "không có nhu cầu" are 0; a dot or comma before three digits is a
    thousands mark, since people are not counted in fractions.
    """
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (int, float)):
        number = None if isinstance(raw, bool) else _finite(raw)
    elif isinstance(raw, (date, time, timedelta)):
        return None, Problem("count_became_date", _range_from_date(raw))
    elif not isinstance(raw, str):
        return None, Problem("not_a_count")
    else:
        text = _folded(raw)
        if not text:
            return None, None
        if text in _DASHES or text == "không" or text in NO_NEED:
            return 0.0, None
        if match := _COUNT_UNIT.fullmatch(text):
            text = match[1].rstrip()
        number = _number(text)
        if number is not None and " " in text and "\n" in raw.strip():
            number = None  # two numbers, one above the other
        if number is None and (_ABOUT.search(text) or _RANGE.search(text)):
            return None, Problem("count_is_range")
    return (None, Problem("not_a_count")) if number is None else (number, None)


def dotted(number: float) -> str:
    """A number as Vietnamese officials print it: 1.360; 1,5."""
    text = f"{int(number):,}" if float(number).is_integer() else f"{number:,.6f}".rstrip("0")
    return text.translate(_MARKS_SWAPPED)


_MARKS_SWAPPED = str.maketrans(",.", ".,")


def retyped(raw: object) -> float | str | None:
    """A cell's value as a clerk would type it into another cell: a month that Excel keeps as a date
    becomes 3/2025 again."""
    if isinstance(raw, date):
        return f"{raw.month}/{raw.year}"
    return raw.strip() if isinstance(raw, str) else raw


def _range_from_date(raw: object) -> str | None:
    """'5-7' typed in Excel becomes 7 May or 5 July of this year, both parts are given back in order;
    '5-35' becomes 1 May 1935. An older date is a number in a cell with a date format."""
    if not isinstance(raw, date) or raw.year < 1932:
        return None
    if raw.year < 2000:
        return f"{raw.month}-{raw.year - 1900}" if raw.day == 1 else None
    low, high = sorted((raw.month, raw.day))
    return f"{low}-{high}"


# --- months -------------------------------------------------------------------------------------

_YEAR = r"(\d{4}|1[3-9]|[2-9]\d)"  # 3/12 may be a day and a month, so '12 and older need four digits
_BEFORE_YEAR = r"(?: ?[/\\-] ?| ?năm ?|(?: ?[.,] ?| )(?=\d{4}))"
_ABOUT_WHEN = r"(?:(?:dự kiến|khoảng|đầu|giữa|cuối|trong|từ|đến|hết):? ){0,2}"
_AND = r"(?: ?(?:-|,|và|đến) ?"
_QUARTER_NUMBER = r"(iv|iii|ii|i|[ⅰ-ⅳ]|0?[1-4])"
_MONTH = re.compile(
    rf"{_ABOUT_WHEN}(tháng|thg|th|t)?[ .]{{0,2}}(\d{{1,2}}){_AND}(?:tháng |t)?(\d{{1,2}}))?"
    rf"{_BEFORE_YEAR}{_YEAR}(?: \(dự kiến\))?"
)
_QUARTER = re.compile(
    rf"{_ABOUT_WHEN}(?:quý|quí|q)[ .]{{0,2}}{_QUARTER_NUMBER}{_AND}(?:quý |quí |q)?{_QUARTER_NUMBER})?"
    rf"(?:{_BEFORE_YEAR}|(?<=[ivⅰ-ⅳ])){_YEAR}(?: \(dự kiến\))?"
)
_YEAR_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})")
_DAY = re.compile(rf"(?:ngày )?(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}")
_DAY_WORDS = re.compile(rf"(?:ngày )?(\d{{1,2}})( )tháng (\d{{1,2}})(?:/| năm ){_YEAR}")
_ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d)?)?")
_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(rf"({'|'.join(_ENGLISH_MONTHS)})[a-z]{{0,6}}(?:[/-]| (?=\d{{4}})){_YEAR}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_SERIALS = (36526, 73050)  # 1 January 2000 to 31 December 2099 in Excel's day numbers
_YEARS = (1990, 2100)


def month(raw: object, *, date1904: bool = False) -> tuple[Period | None, Problem | None]:
    """A month or quarter with its year; a date counts as its month, '-' as blank.

    Numbers are what Excel makes of months: a day serial (45717 is 3/2025), or 3.2025 and 10.202,
    the remains of `3.2025` and `10.2020` in an English Excel. A day and a month that are both 12
    or less are never swapped: a date whose day is not 1 is read as stored, with a doubt.
    """
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, date):
        return _month_of_date(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _month_of_number(_finite(raw), date1904)
    if not isinstance(raw, str):
        return None, Problem("month_unreadable")
    text = _folded(raw)
    if not text or text in _DASHES or text == "không" or text in NO_NEED:
        return None, None
    if match := _DAY.fullmatch(text) or _DAY_WORDS.fullmatch(text):
        return _period_of_day(_year(match[4]), int(match[3]), int(match[1]))
    if match := _MONTH.fullmatch(text):
        if match[3] and not match[1]:  # 3-5/2025 without "tháng": a day or a range
            return None, Problem("month_unreadable")
        return _period(int(match[2]), _year(match[4]), int(match[3] or match[2]))
    if match := _QUARTER.fullmatch(text):
        first, last = (_ROMAN.get(name) or int(name) for name in (match[1], match[2] or match[1]))
        return _period(first * 3 - 2, _year(match[3]), last * 3)
    if match := _YEAR_MONTH.fullmatch(text):
        return _period(int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(text):
        return _period_of_day(int(match[1]), int(match[3]), int(match[4]))
    if match := _ENGLISH.fullmatch(text):
        return _period(_ENGLISH_MONTHS.index(match[1]) + 1, _year(match[2]))
    if text.isdecimal() and len(text) == 5:
        return _month_of_number(float(text), date1904)
    return None, Problem("month_unreadable")


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _period(number: int, year: int, last: int | None = None) -> tuple[Period | None, Problem | None]:
    """The months `number` to `last` of a year."""
    last = last or number
    if not 1 <= number <= last <= 12 or not _YEARS[0] <= year < _YEARS[1]:
        return None, Problem("month_impossible")
    return Period(year * 12 + number - 1, year * 12 + last - 1), None


def _period_of_day(year: int, number: int, day: int) -> tuple[Period | None, Problem | None]:
    try:
        date(year, number, day)
    except ValueError:
        return None, Problem("month_impossible")
    return _period(number, year)


def _month_of_date(raw: date) -> tuple[Period | None, Problem | None]:
    period, problem = _period(raw.month, raw.year)
    if problem is None and raw.day != raw.month and 1 < raw.day <= 12:
        return period, Problem("month_day_doubtful", f"{raw.month}/{raw.year}", usable=True)
    return period, problem


def _month_of_number(number: float | None, date1904: bool) -> tuple[Period | None, Problem | None]:
    if number is None:
        return None, Problem("month_unreadable")
    serial = math.floor(number) + (1462 if date1904 else 0)
    if _SERIALS[0] <= serial <= _SERIALS[1]:
        return _month_of_date(EPOCH_1900 + timedelta(days=serial))
    whole, decimals = f"{number:.6f}".split(".")
    # 3.2 is not taken for 3.2000, nor 3.20255 for 3.2026
    if 1 <= number < 13 and "2000" < decimals[:4] < "2100" and decimals[4:] == "00":
        return _period(int(whole), int(decimals[:4]))
    return None, Problem("month_unreadable")


def month_text(index: float) -> str:
    """'3/2025' for the month number 24302."""
    return f"{int(index) % 12 + 1}/{int(index) // 12}"


# --- lengths ------------------------------------------------------------------------------------

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
    rf"|{_ABOUT_WHEN}(?:các )?(?:năm 20\d\d|(?:quý|quí) ?[iⅰ-ⅳ\d]|tháng \d)"
)
_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?(?: ?(?:-|÷|~|đến) ?\d{1,3})?")


def length(raw: object, *, date1904: bool = False) -> tuple[Length | None, Problem | None]:
    """How long a class lasts: '1,5 tháng', '5-7 ngày', 'Theo thực tế'; '-' is blank; a month or
    quarter in its place (a class opened on demand) is read as 'thời điểm'."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, date):
        if raw.day == 1:
            return Length(None, None, "thời điểm"), None
        typed = _range_from_date(raw)
        return None, Problem("length_became_date", typed and f"{typed} ngày")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and _finite(raw) is not None:
        return None, Problem("length_without_unit")
    if not isinstance(raw, str):
        return None, Problem("length_unreadable")
    text = _folded(raw)
    if not text or text in _DASHES:
        return None, None
    if match := _LENGTH.fullmatch(text):
        value = _length(*match.groups())
        return value, None if value else Problem("length_unreadable")
    if text == "không" or text in NO_NEED:
        return Length(None, None, "không có nhu cầu"), None
    if text.startswith(_AS_NEEDED):
        return Length(None, None, "theo thực tế"), None
    if _BARE.fullmatch(text):
        return None, Problem("length_without_unit")
    if _SOME_TIME.match(text) or (month(text)[0] and _number(text) is None):
        return Length(None, None, "thời điểm"), None
    return None, Problem("length_without_unit" if _number(text) is not None else "length_unreadable")


def _length(low, low_unit, high, unit, half, rest, rest_unit) -> Length | None:
    """'5-7 ngày', '1 năm rưỡi', '3 tháng 15 ngày' from their parts; None where they do not fit."""
    least, most = _number(low), _number(high or low)
    if low_unit not in (None, unit) or least > most or most <= 0 or ((half or rest) and high):
        return None
    if rest:
        if half or _DAYS.get(rest_unit, math.inf) >= _DAYS.get(unit, 0):
            return None
        least = most = least + _number(rest) * _DAYS[rest_unit] / _DAYS[unit]
    more = 0.5 if half else 0.0
    return Length(least + more, most + more, unit)


def months(raw: object) -> tuple[float | None, Problem | None]:
    """A number of months carried into next year: '04 tháng', '4', 4, '1 năm'; 0 and '-' are none."""
    number = None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        number = _finite(raw)
    elif isinstance(raw, str):
        text = _folded(raw)
        if text == "không" or text in NO_NEED or text in ("0 tháng", "00 tháng"):
            return None, None
        number = _number(text)
    if number is not None and number >= 0:
        return number or None, None
    value, problem = length(raw)
    if value is None and problem is None:
        return None, None
    if value and value.unit in ("tháng", "năm") and value.low == value.high:
        return value.days / 30, None
    return None, Problem("length_unreadable")


def text(raw: object) -> tuple[str | None, Problem | None]:
    """Text as typed, without invisible characters; a whole number has no decimal point."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw)), None
    if isinstance(raw, date):
        return f"{raw.day}/{raw.month}/{raw.year}", None
    return visible(str(raw)).strip() or None, None
