"""Numbers as clerks write them and as officials print them."""

from __future__ import annotations

import math
import re
from datetime import date

from workbook_templates.words.spelling import fold

LONGEST = 1000  # characters; a longer text is no value, and is not worth the time of a pattern

DASHES = frozenset(("-", "--", "---"))
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([., ])\d{3}(?:\1\d{3}){0,3}(?:(?!\1)[.,]\d{1,9})?")
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")


def folded(raw: str) -> str:
    """The text of a cell, folded, without a full stop or semicolon at its end ('60,' may lack a digit)."""
    if len(raw) > LONGEST:
        raw = " ".join(raw.split())
        raw = raw if len(raw) <= LONGEST else raw[:LONGEST] + "…"
    text = fold(raw)
    return text.rstrip(" .;") or text


def number_of(text: str) -> float | None:
    """The number that folded text writes: 1.360, 1,360 and 1 360 have a thousands mark, 1,5 and 1.5
    a decimal one; nothing counted here has three decimals."""
    if match := _GROUPED.fullmatch(text):
        return float(text.replace(match[1], "").replace(",", "."))
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def finite(raw: float) -> float | None:
    """A stored number; None for one that no cell can show (nan, inf).

    Excel shows 15 digits of the 17 that are stored: 110.00000000000001, which 1.1*100 comes to, is the 110
    that stands on the page.
    """
    try:
        if not math.isfinite(raw):
            return None
        number = float(raw)
    except OverflowError:
        return None
    if number.is_integer():
        return number
    shown = float(f"{number:.15g}")
    return shown if shown.is_integer() else number


def dotted(number: float) -> str:
    """A number as Vietnamese officials print it: 1.360; 1,5."""
    text = f"{int(number):,}" if float(number).is_integer() else f"{number:,.6f}".rstrip("0").rstrip(".")
    return text.translate(_MARKS_SWAPPED)


def number_format(value: float = 0) -> str:
    """The number format that shows a number as officials print it, on a Windows of any language.

    #,##0 and a decimal point follow the language of Windows, so dots are written into the format. A format
    has room for two conditions and so for three sizes: around the value, ten times as large and smaller
    down to a hundredth; what a cell holds later on is never shown wrong, at most without dots. A fraction
    gets its own text as long as it is just this number, else it is shown as Excel would.
    """
    if not float(value).is_integer():
        own = f"{value:.15g}"
        return "General" if "e" in own else f'[={own}]"{dotted(value)}";General'
    groups = 1
    while abs(value) >= LONG * 1000 ** (groups - 1):
        groups += 1
    middle, large = ("0" + r"\.000" * number for number in (groups, groups + 1))
    return f"[<{1000**groups}]0;[<{1000 ** (groups + 1)}]{middle};{large}"


LONG = 100_000_000  # from here on a figure gets a format for its size, with room to grow
_MARKS_SWAPPED = str.maketrans(",.", ".,")


def retyped(raw: object) -> float | str | None:
    """A cell's value as a clerk would type it into another cell: a month that Excel keeps as a date
    becomes 3/2025 again."""
    if isinstance(raw, date):
        return f"{raw.month}/{raw.year}"
    return raw.strip() if isinstance(raw, str) else raw


def range_from_date(raw: object) -> str | None:
    """'5-7' typed in Excel becomes 7 May or 5 July of this year, both parts are given back in order;
    '5-35' becomes 1 May 1935. An older date is a number in a cell with a date format."""
    if not isinstance(raw, date) or raw.year < 1932:
        return None
    if raw.year < 2000:
        return f"{raw.month}-{raw.year - 1900}" if raw.day == 1 else None
    low, high = sorted((raw.month, raw.day))
    return f"{low}-{high}"
