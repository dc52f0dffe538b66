"""Months and quarters of a year."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from workbook_templates.expression.nodes import Own
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.numbers import DASHES, finite, folded
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need

EPOCH_1900 = datetime(1899, 12, 30)
YEARS_AWAY = 6  # no programme in the plans lasts longer; farther years are slips of the hand


class Period(NamedTuple):
    """A month, a quarter, or several of one year ('Quý I-II/2025'): numbers of the first and last
    month, counted as 12 × year + month − 1."""

    first: int
    last: int


_YEAR = r"(\d{4}|1[3-9]|[2-9]\d)"  # 3/12 may be a day and a month, so '12 and older need four digits
_BEFORE_YEAR = r"(?: ?[/\\-] ?| ?năm ?|(?: ?[.,] ?| )(?=\d{4}))"
ABOUT_WHEN = r"(?:(?:dự kiến|khoảng|đầu|giữa|cuối|trong|từ|đến|hết):? ){0,2}"
_AND = r"(?: ?(?:-|,|và|đến) ?"
_QUARTER_NUMBER = r"(iv|iii|ii|i|[ⅰ-ⅳ]|0?[1-4])"
_MONTH = re.compile(
    rf"{ABOUT_WHEN}(tháng|thg|th|t)?[ .]{{0,2}}(\d{{1,2}}){_AND}(?:tháng |t)?(\d{{1,2}}))?"
    rf"{_BEFORE_YEAR}{_YEAR}(?: \(dự kiến\))?"
)
_QUARTER = re.compile(
    rf"{ABOUT_WHEN}(?:quý|quí|q)[ .]{{0,2}}{_QUARTER_NUMBER}{_AND}(?:quý |quí |q)?{_QUARTER_NUMBER})?"
    rf"(?:{_BEFORE_YEAR}|(?<=[ivⅰ-ⅳ])){_YEAR}(?: \(dự kiến\))?"
)
_YEAR_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})")
_DAY = re.compile(rf"(?:ngày )?(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}")
_DAY_WORDS = re.compile(rf"(?:ngày )?(\d{{1,2}})( )tháng (\d{{1,2}})(?:/| năm ){_YEAR}")
_ISO = re.compile(
    r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?)?"
)
_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(rf"({'|'.join(_ENGLISH_MONTHS)})[a-z]{{0,6}}(?:[/-]| (?=\d{{4}})){_YEAR}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_SERIALS = (36526, 73050)  # 1 January 2000 to 31 December 2099 in Excel's day numbers
_YEARS = (1990, 2100)


def parse_month(raw: object, *, date1904: bool = False) -> tuple[Period | None, Problem | None]:
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
        return _month_of_number(finite(raw), date1904)
    if not isinstance(raw, str):
        return None, Problem(Code.MONTH_UNREADABLE)
    text = folded(raw)
    if not text or text in DASHES or text == "không" or says_no_need(text):
        return None, None
    if match := _DAY.fullmatch(text) or _DAY_WORDS.fullmatch(text):
        return _period_of_day(_year(match[4]), int(match[3]), int(match[1]))
    if match := _MONTH.fullmatch(text):
        if match[3] and not match[1]:  # 3-5/2025 without "tháng": a day or a range
            return None, Problem(Code.MONTH_UNREADABLE)
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
    return None, Problem(Code.MONTH_UNREADABLE)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _period(number: int, year: int, last: int | None = None) -> tuple[Period | None, Problem | None]:
    """The months `number` to `last` of a year."""
    last = last or number
    if not 1 <= number <= last <= 12 or not _YEARS[0] <= year < _YEARS[1]:
        return None, Problem(Code.MONTH_IMPOSSIBLE)
    return Period(year * 12 + number - 1, year * 12 + last - 1), None


def _period_of_day(year: int, number: int, day: int) -> tuple[Period | None, Problem | None]:
    try:
        date(year, number, day)
    except ValueError:
        return None, Problem(Code.MONTH_IMPOSSIBLE)
    return _period(number, year)


def _month_of_date(raw: date) -> tuple[Period | None, Problem | None]:
    period, problem = _period(raw.month, raw.year)
    if problem is None and raw.day != raw.month and 1 < raw.day <= 12:
        return period, Problem(Code.MONTH_DAY_DOUBTFUL, f"{raw.month}/{raw.year}", usable=True)
    return period, problem


def _month_of_number(number: float | None, date1904: bool) -> tuple[Period | None, Problem | None]:
    if number is None:
        return None, Problem(Code.MONTH_UNREADABLE)
    serial = math.floor(number) + (1462 if date1904 else 0)
    if _SERIALS[0] <= serial <= _SERIALS[1]:
        return _month_of_date(EPOCH_1900 + timedelta(days=serial))
    whole, decimals = f"{number:.6f}".split(".")
    # 3.2 is not taken for 3.2000, nor 3.20255 for 3.2026
    if 1 <= number < 13 and "2000" < decimals[:4] < "2100" and decimals[4:] == "00":
        return _period(int(whole), int(decimals[:4]))
    return None, Problem(Code.MONTH_UNREADABLE)


def month_text(index: float) -> str:
    """'3/2025' for the month number 24302."""
    return f"{int(index) % 12 + 1}/{int(index) // 12}"


@dataclass(frozen=True)
class Month(Kind):
    """A month or quarter with its year, such as 3/2025 or Quý I/2025; a date counts as its month."""

    name = "month"
    label = "Tháng/năm"
    tells_time = True
    dated = True
    parts = (Part("", lambda value: value.first), Part("last", lambda value: value.last))
    entry = Entry("Tháng/năm", "Ghi 3/{year} hoặc Quý I/{year}.", "3/{year}")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[Period | None, Problem | None]:
        return parse_month(raw, date1904=date1904)

    def checks(self, year: int) -> Sequence[Check]:
        first, last = (year - YEARS_AWAY) * 12, (year + YEARS_AWAY) * 12 + 11
        return (Check(Code.YEAR_FAR, (Own() >= first) & (Own() <= last)),)

    def fits(self, raw: object, year: int) -> bool:
        value, problem = parse_month(raw)
        return value is not None and problem is None

    def days(self, value: object) -> tuple[date, date] | None:
        (year, month), (last_year, last) = divmod(value.first, 12), divmod(value.last + 1, 12)
        return date(year, month + 1, 1), date(last_year, last + 1, 1) - timedelta(days=1)

    def printed(self, raw: object, value: object) -> str:
        if isinstance(raw, str) or raw is None:
            return super().printed(raw, value)
        return month_text(value.first) if value is not None else super().printed(raw, value)

    def read_formula(self, cell: str) -> dict[str, str]:
        return {"": _formula(cell, (1, 4, 7, 10)), "last": _formula(cell, (3, 6, 9, 12))}


def _formula(cell: str, of_quarters: tuple[int, ...]) -> str:
    """Reads 3/2025, 03/2025, Quý I/2025 and a date; no function that depends on the language of Windows:
    VALUE and TEXT see digits alone."""
    names = [str(n) for n in range(1, 13)] + [f"{n:02d}" for n in range(1, 10)]
    names += [f"QUÝ {roman}" for roman in ("I", "II", "III", "IV")]
    numbers = [*range(1, 13), *range(1, 10), *of_quarters]
    listed = ",".join(f'"{name}"' for name in names)
    text, year = f"TRIM({cell})", f"RIGHT(TRIM({cell}),4)"
    month = f"SUMPRODUCT((UPPER(LEFT({text},LEN({text})-5))={{{listed}}})*{{{','.join(map(str, numbers))}}})"
    fits = (
        f'MID({text},LEN({text})-4,1)="/",TEXT(VALUE({year}),"0000")={year},VALUE({year})>={_YEARS[0]},'
        f"VALUE({year})<{_YEARS[1]},{month}>0"
    )
    typed = f'IFERROR(IF(AND({fits}),VALUE({year})*12+{month}-1,"?"),"?")'
    low, high = _SERIALS
    date_ = f'IF(AND({cell}>={low},{cell}<{high + 1}),YEAR({cell})*12+MONTH({cell})-1,"?")'
    return f'IF(ISNUMBER({cell}),{date_},IF(OR({text}="",{text}="-"),"",{typed}))'
