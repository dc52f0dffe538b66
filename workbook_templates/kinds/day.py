"""Days, and months or years where no more is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from workbook_templates.kinds.base import Entry, Kind, Part
from workbook_templates.kinds.month import EPOCH_1900
from workbook_templates.kinds.numbers import DASHES, finite, folded
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need

YEARS = (1900, 2100)
_TWO_DIGITS = 30  # Excel's own rule: 00–29 are 2000–2029, 30–99 are 1930–1999
_SERIALS = (3000, 73050)  # 18 March 1908 to 31 December 2099 in Excel's day numbers; smaller are years
_SAID = r"(?:sinh ?|sn ?)?(?:ngày |năm |tháng )?(?:sinh )?"
_DAY = re.compile(rf"{_SAID}(\d{{1,2}}) ?([/.\\-]) ?(\d{{1,2}}) ?\2 ?(\d{{4}}|\d\d)")
_DAY_WORDS = re.compile(rf"{_SAID}(\d{{1,2}})( )tháng (\d{{1,2}})(?: ?[/,] ?| ) ?(?:năm )?(\d{{4}})")
ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d)?)?")
# 3/98 is a month, for no month has a day 98; 3/12 may be a day and a month.
_MONTH = re.compile(rf"{_SAID}(\d{{1,2}})(?: ?[/.\\-] ?| năm )(\d{{4}}|3[2-9]|[4-9]\d)")
_YEAR = re.compile(rf"{_SAID}(\d{{4}})")


class Moment(NamedTuple):
    """A day, or a month or year where no more is said (day, month: None)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> int:
        """Its first day, counted as Excel does (datetime's ordinal less the epoch's)."""
        return date(self.year, self.month or 1, self.day or 1).toordinal() - EPOCH_1900.toordinal()

    @property
    def last(self) -> int:
        """Its last day, counted likewise."""
        if self.day:
            return self.first
        after = Moment(self.year, self.month + 1) if self.month and self.month < 12 else Moment(self.year + 1)
        return after.first - 1

    @property
    def text(self) -> str:
        """As officials write it: 05/03/1975, 3/1975, 1975."""
        if self.day:
            return f"{self.day:02d}/{self.month:02d}/{self.year}"
        return f"{self.month}/{self.year}" if self.month else str(self.year)


def parse_day(raw: object, *, date1904: bool = False) -> tuple[Moment | None, Problem | None]:
    """15/3/1975, 'ngày 15 tháng 3 năm 1975', 3/1975, 1975, and days as Excel stores them. Day and month are
    never swapped: a stored date in which both are 12 or less is read as stored, with a doubt; 03/25/1975 is
    not read. '-' is blank."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, date):
        return _stored(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _of_number(finite(raw), date1904)
    if not isinstance(raw, str):
        return None, Problem(Code.DATE_UNREADABLE)
    text = folded(raw)
    if not text or text in DASHES or text == "không" or says_no_need(text):
        return None, None
    if match := _DAY.fullmatch(text) or _DAY_WORDS.fullmatch(text):
        return _moment(_year(match[4]), int(match[3]), int(match[1]))
    if match := ISO.fullmatch(text):
        return _moment(int(match[1]), int(match[3]), int(match[4]))
    if match := _MONTH.fullmatch(text):
        return _moment(_year(match[2]), int(match[1]))
    if match := _YEAR.fullmatch(text):
        return _moment(int(match[1]))
    if text.isdecimal() and len(text) == 5:
        return _of_number(float(text), date1904)
    return None, Problem(Code.DATE_UNREADABLE)


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _TWO_DIGITS else 1900)


def _moment(
    year: int, month: int | None = None, day: int | None = None
) -> tuple[Moment | None, Problem | None]:
    found = Moment(year, month, day)
    if YEARS[0] <= year < YEARS[1]:
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            swapped = day is not None and day <= 12 < month <= 31
            return None, Problem(Code.DATE_IMPOSSIBLE, Moment(year, day, month).text if swapped else None)
        return found, None
    return None, Problem(Code.DATE_IMPOSSIBLE)


def _stored(raw: date) -> tuple[Moment | None, Problem | None]:
    if raw.year == 1905 and (year := year_shown_as_day(raw)):  # 1975 typed into a cell with a date format
        return None, Problem(Code.DATE_UNREADABLE, str(year))
    found, problem = _moment(raw.year, raw.month, raw.day)
    if found and raw.day != raw.month and raw.day <= 12:
        other = Moment(raw.year, raw.day, raw.month)
        return found, Problem(Code.DATE_DAY_DOUBTFUL, other.text, usable=True)
    return found, problem


def year_shown_as_day(raw: date) -> int | None:
    """The year that a cell with a date format shows as a day of 1905."""
    serial = raw.toordinal() - EPOCH_1900.toordinal()
    return serial if YEARS[0] <= serial < YEARS[1] else None


def _of_number(number: float | None, date1904: bool) -> tuple[Moment | None, Problem | None]:
    if number is None:
        return None, Problem(Code.DATE_UNREADABLE)
    if number.is_integer() and YEARS[0] <= number < YEARS[1]:
        return _moment(int(number))
    serial = int(number) + (1462 if date1904 else 0) if abs(number) < 1e6 else 0
    if _SERIALS[0] <= serial <= _SERIALS[1]:
        return _stored(EPOCH_1900 + timedelta(days=serial))
    whole, decimals = f"{number:.6f}".split(".") if abs(number) < 100 else ("0", "000000")
    if 1 <= number < 13 and "1900" <= decimals[:4] < "2100" and decimals[4:] == "00":
        return _moment(int(decimals[:4]), int(whole))  # 3.1975 in an English Excel
    return None, Problem(Code.DATE_UNREADABLE)


@dataclass(frozen=True)
class Day(Kind):
    """A day, such as 15/03/2024; or a month or a year alone, where no more is known."""

    name = "date"
    label = "Ngày tháng"
    wanted = "ngày/tháng/năm, ví dụ 15/03/2024"
    tells_time = True
    dated = True
    parts = (Part("", lambda value: value.first), Part("last", lambda value: value.last))
    entry = Entry("Ngày/tháng/năm", "Ghi ngày/tháng/năm: 15/03/2024.", "15/03/{year}")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[Moment | None, Problem | None]:
        return parse_day(raw, date1904=date1904)

    def fits(self, raw: object, year: int) -> bool:
        value, problem = self.parse(raw)
        # A year alone may be any number.
        return value is not None and (problem is None or problem.usable) and value.month is not None

    def days(self, value: object) -> tuple[date, date] | None:
        first, last = (EPOCH_1900 + timedelta(days=day) for day in (value.first, value.last))
        return first.date(), last.date()

    def told(self, value: object) -> str:
        return value.text if isinstance(value, Moment) else str(value)

    def printed(self, raw: object, value: object) -> str:
        if isinstance(raw, str) or raw is None:
            return super().printed(raw, value)
        return value.text if value is not None else super().printed(raw, value)

    def read_formula(self, cell: str) -> dict[str, str]:
        """15/03/2024 and a stored date; a year alone is for people to read."""
        text = f"TRIM({cell})"
        day, month, year = f"VALUE(LEFT({text},2))", f"VALUE(MID({text},4,2))", f"VALUE(RIGHT({text},4))"
        made = f"DATE({year},{month},{day})"
        marks = f'MID({text},3,1)&MID({text},6,1)="//"'
        right = f"LEN({text})=10,{marks},DAY({made})={day},MONTH({made})={month},{year}>={YEARS[0]}"
        typed = f'IFERROR(IF(AND({right},{year}<{YEARS[1]}),{made},"?"),"?")'
        low, high = _SERIALS
        stored = f'IF(AND({cell}>={low},{cell}<={high}),INT({cell}),"?")'
        read = f'IF(ISNUMBER({cell}),{stored},IF(OR({text}="",{text}="-"),"",{typed}))'
        return {"": read, "last": read}
