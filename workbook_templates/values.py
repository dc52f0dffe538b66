"""What one cell says: counts, months, lengths, each with a reason when it cannot be read.

Every parser takes the raw value of a cell (str, float, bool, datetime, None) and returns
`(value, problem)`. `problem` is None or a `Problem`; one bad cell hides nothing (DESIGN decision 5).
The forms met in real plans are listed in domain.md 2.8 and covered in tests/test_values.py.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from workbook_templates.text import fold

EPOCH_1900 = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)


class Problem(NamedTuple):
    """Why a cell cannot be read (or only with a doubt).

    code: one of the codes a rule of family O answers; expected: what is probably meant, as a clerk
    would type it, or None; usable: True where the value was read all the same.
    """

    code: str
    expected: str | None = None
    usable: bool = False


class Period(NamedTuple):
    """A month or a quarter: numbers of the first and last month, counted as 12 × year + month − 1."""

    first: int
    last: int

    @property
    def is_month(self) -> bool:
        return self.first == self.last


class Length(NamedTuple):
    """How long a class lasts. unit: tháng, tuần, ngày, năm, buổi, tiết; or a word without a number:
    'theo thực tế', 'không có nhu cầu', 'thời điểm' (a month or quarter stands in its place)."""

    low: float | None
    high: float | None
    unit: str

    @property
    def days(self) -> float | None:
        """The middle of the range in days (30 a month, 7 a week, 365 a year) for comparisons."""
        scale = _DAYS.get(self.unit)
        return None if scale is None or self.low is None else (self.low + self.high) / 2 * scale


_DAYS = {"tháng": 30.0, "tuần": 7.0, "ngày": 1.0, "năm": 365.0}

NO_NEED = frozenset(("không có nhu cầu", "không đăng ký", "không nhu cầu", "không có", "chưa có nhu cầu"))
_ZERO_WORDS = frozenset(("-", "--", "không", "0 lớp", "0 người"))
_COUNT = re.compile(r"(\d+)(?:[.,]0+)?$")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+$|\d{1,3}(?:,\d{3})+$|\d{1,3}(?: \d{3})+$")
_COUNT_UNIT = re.compile(r" ?(?:lớp|học viên|hv|người|đồng chí|đ/c|cán bộ|chỉ tiêu|lượt|lượt người)$")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?$")
_ABOUT = re.compile(r"khoảng|dự kiến|từ|trên|dưới|tối thiểu|ít nhất|hơn|gần")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)(?:-|đến| đến | - )(\d+(?:[.,]\d+)?)")


def count(raw: object) -> tuple[float | None, Problem | None]:
    """A number of classes or people; the schema judges whether it is whole and within bounds.

    Blank is None; '-' and "không có nhu cầu" are 0; a dot or comma before three digits is a
    thousands mark, since people are not counted in fractions.
    """
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, bool):
        return None, Problem("not_a_count")
    if isinstance(raw, (int, float)):
        return float(raw), None
    if not isinstance(raw, str):
        return None, Problem("count_became_date", _range_from_date(raw))
    text = fold(raw)
    if not text:
        return None, None
    if text in _ZERO_WORDS or text in NO_NEED:
        return 0.0, None
    text = _COUNT_UNIT.sub("", text)
    if _THOUSANDS.match(text):
        return float(re.sub(r"[., ]", "", text)), None
    if match := _COUNT.match(text):
        return float(match[1]), None
    if _NUMBER.match(text):
        return float(text.replace(",", ".")), None
    if any(character.isdigit() for character in text) and (_ABOUT.search(text) or _RANGE.search(text)):
        return None, Problem("count_is_range")
    return None, Problem("not_a_count")


def dotted(number: float) -> str:
    """A number as Vietnamese officials print it: 1.360; 1,5."""
    if number != int(number):
        return f"{number:g}".replace(".", ",")
    return f"{int(number):,}".replace(",", ".")


def _range_from_date(raw: object) -> str | None:
    """'5-7' typed in an English Excel becomes 7 May or 5 July; both parts are given back in order."""
    if isinstance(raw, (date, datetime)):
        low, high = sorted((raw.month, raw.day))
        return f"{low}-{high}"
    return None


# --- months -------------------------------------------------------------------------------------

_MONTH = re.compile(r"(?:tháng|thg\.?|th|t)? ?\.?(\d{1,2}) ?(?:[/.\-]|năm| năm ) ?(\d{4}|\d{2})$")
_YEAR_MONTH = re.compile(r"(\d{4})[/.\-](\d{1,2})$")
_DAY = re.compile(r"(?:ngày )?(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$")
_DAY_WORDS = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00:00)?$")
_QUARTER = re.compile(r"(?:quý|q) ?\.?(iv|iii|ii|i|[1-4]) ?(?:[/.\-,]|năm| năm |) ?(\d{4})$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SERIALS = (36526, 73050)  # 1 January 2000 to 31 December 2099 in Excel's day numbers
_YEARS = (1990, 2100)


def month(raw: object, *, date1904: bool = False) -> tuple[Period | None, Problem | None]:
    """A month or quarter with its year; a date counts as its month.

    Numbers are what Excel makes of months: a day serial (45717 is 3/2025), or 3.2025 and 10.202,
    the remains of `3.2025` and `10.2020` in an English Excel. A day and a month that are both 12
    or less are never swapped: a date whose day is not 1 is read as stored, with a doubt.
    """
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, bool) or isinstance(raw, (time, timedelta)):
        return None, Problem("month_unreadable")
    if isinstance(raw, (date, datetime)):
        return _month_of_date(raw)
    if isinstance(raw, (int, float)):
        return _month_of_number(float(raw), date1904)
    text = fold(raw).rstrip(".;,")
    if not text:
        return None, None
    if match := _MONTH.match(text):
        return _period(int(match[1]), _full_year(match[2]))
    if match := _QUARTER.match(text):
        quarter = _ROMAN.get(match[1]) or int(match[1])
        first = int(match[2]) * 12 + quarter * 3 - 3
        return Period(first, first + 2), None
    if match := _YEAR_MONTH.match(text):
        return _period(int(match[2]), int(match[1]))
    if match := _ISO.match(text):
        return _period(int(match[2]), int(match[1]))
    if match := _DAY.match(text) or _DAY_WORDS.match(text):
        if not 1 <= int(match[1]) <= 31:
            return None, Problem("month_impossible")
        return _period(int(match[2]), _full_year(match[3]))
    if _NUMBER.match(text):
        return _month_of_number(float(text.replace(",", ".")), date1904)
    return None, Problem("month_unreadable")


def _full_year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _period(number: int, year: int) -> tuple[Period | None, Problem | None]:
    if not 1 <= number <= 12 or not _YEARS[0] <= year < _YEARS[1]:
        return None, Problem("month_impossible")
    index = year * 12 + number - 1
    return Period(index, index), None


def _month_of_date(raw: date) -> tuple[Period | None, Problem | None]:
    period, problem = _period(raw.month, raw.year)
    if problem is None and raw.day != raw.month and 1 < raw.day <= 12:
        return period, Problem("month_day_doubtful", f"{raw.month}/{raw.year}", usable=True)
    return period, problem


def _month_of_number(number: float, date1904: bool) -> tuple[Period | None, Problem | None]:
    shifted = number + (1462 if date1904 else 0)
    if number == int(number) and _SERIALS[0] <= shifted <= _SERIALS[1]:
        return _month_of_date(EPOCH_1900 + timedelta(days=shifted))
    whole = int(number)
    decimals = f"{number:.4f}"[-4:]
    if 1 <= whole <= 12 and decimals.startswith(("19", "20")):
        return _period(whole, int(decimals))
    return None, Problem("month_unreadable")


def month_text(index: float) -> str:
    """'3/2025' for the month number 24302."""
    return f"{int(index) % 12 + 1}/{int(index) // 12}"


# --- lengths ------------------------------------------------------------------------------------

_LENGTH = re.compile(
    r"(?:khoảng |thời gian )?(\d+(?:[.,]\d+)?)(?: ?(?:-|đến) ?(\d+(?:[.,]\d+)?))?"
    r" ?(tháng|tuần|ngày|năm|buổi|tiết)(?:/ ?(?:lớp|khóa|đợt))?(?: \(.*\))?$"
)
_AS_NEEDED = ("theo thực tế", "thực tế", "theo kế hoạch", "theo nhu cầu", "theo quy định")


def length(raw: object, *, date1904: bool = False) -> tuple[Length | None, Problem | None]:
    """How long a class lasts: '1,5 tháng', '5-7 ngày', 'Theo thực tế'; a month or quarter in its
    place (a class opened on demand) is read as 'thời điểm'."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (date, datetime)):
        if raw.day == 1:
            return Length(None, None, "thời điểm"), None
        return None, Problem("length_became_date", f"{_range_from_date(raw)} ngày")
    if isinstance(raw, (bool, int, float)):
        return None, Problem("length_without_unit")
    if not isinstance(raw, str):
        return None, Problem("length_unreadable")
    text = fold(raw).rstrip(".;")
    if not text:
        return None, None
    if match := _LENGTH.match(text):
        low = float(match[1].replace(",", "."))
        high = float(match[2].replace(",", ".")) if match[2] else low
        if low > high or high <= 0:
            return None, Problem("length_unreadable")
        return Length(low, high, match[3]), None
    if text in NO_NEED:
        return Length(None, None, "không có nhu cầu"), None
    if text.startswith(_AS_NEEDED):
        return Length(None, None, "theo thực tế"), None
    if month(text)[0] is not None and not _NUMBER.match(text):
        return Length(None, None, "thời điểm"), None
    if text.startswith(("trong năm", "cả năm", "năm 20", "quý", "tháng", "các tháng", "từ tháng")):
        return Length(None, None, "thời điểm"), None
    if _NUMBER.match(text):
        return None, Problem("length_without_unit")
    return None, Problem("length_unreadable")


def months(raw: object) -> tuple[float | None, Problem | None]:
    """A number of months carried into next year: '04 tháng', '4', 4."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return (float(raw), None) if raw > 0 else (None, Problem("length_unreadable"))
    if isinstance(raw, str) and _NUMBER.match(fold(raw)):
        return months(float(fold(raw).replace(",", ".")))
    if isinstance(raw, str) and fold(raw) in ("x", "-"):
        return None, Problem("length_unreadable") if fold(raw) == "x" else None
    value, problem = length(raw)
    if value is None or problem:
        return None, problem
    if value.unit != "tháng" or value.low != value.high:
        return None, Problem("length_unreadable")
    return value.low, None


def text(raw: object) -> tuple[str | None, Problem | None]:
    """Text as typed; a whole number is shown without a decimal point."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw)), None
    if isinstance(raw, (date, datetime)):
        return f"{raw.day}/{raw.month}/{raw.year}", None
    stripped = str(raw).strip()
    return (stripped or None), None
