"""Figures in tens, hundreds, thousands: what a header, or a line above or below a table, says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbook_templates.words.spelling import fold

_POWERS = {"chục": 10.0, "trăm": 100.0, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6}
_PEOPLE = (
    r"(?:lượt )?(?:người|học viên|hv|cán bộ|công chức|viên chức|cbccvc|cb, ?cc, ?vc|đại biểu|đảng viên"
    r"|nhân sự|lao động|đồng chí|chỉ tiêu|suất)|lượt"
)
_CLASSES = r"lớp|khóa"
_SCALE = re.compile(
    rf"(?:tính )?(?:x|×|\*|nhân)? ?({'|'.join(_POWERS)}|10{{1,6}}|1(?:[., ]000){{1,2}})"
    rf"(?: ?(?:({_PEOPLE})|({_CLASSES})))?"
)
_NOUN = re.compile(rf"({_PEOPLE})|({_CLASSES})")
_UNIT_SAID = re.compile(r"(?:đvt|đơn vị(?: tính)?|tính (?:bằng|theo|ra))\b ?:? ?\(?([^();]{1,40})")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_BEHIND = re.compile(r"[^,;:–\n-]*[,;:–\n-] ?([^,;:–\n-]{1,40})$")


@lru_cache(maxsize=1024)
def scale_named(text: str) -> tuple[float, str] | None:
    """How many people or classes one of a unit of measure is, and its noun: (100, 'người') of “trăm người”,
    '' where none stands there; None for what is no such unit."""
    text = text.strip(" .:;()")
    found = _SCALE.fullmatch(text) or _NOUN.fullmatch(text)
    if not found or text == "10":  # the number of a column
        return None
    *power, people, classes = found.groups()
    number = (_POWERS.get(power[0]) or float(re.sub(r"\D", "", power[0]))) if power else 1.0
    return number, "người" if people else "lớp" if classes else ""


@lru_cache(maxsize=4096)
def units_in_header(text: str) -> tuple[str, ...]:
    """What a header cell may say of its figures' unit of measure: in brackets, behind “ĐVT:”, behind a comma,
    or all of it."""
    text = fold(text)
    found = [*_BRACKETS.findall(text), *_UNIT_SAID.findall(text)]
    if _SCALE.fullmatch(text):
        found.append(text)
    if behind := _BEHIND.fullmatch(text):
        found.append(behind[1])
    return tuple(found)


@lru_cache(maxsize=4096)
def units_in_line(text: str) -> tuple[str, ...]:
    """What a line above or below a table says of its unit of measure: “ĐVT: nghìn người, triệu đồng”."""
    return tuple(_pieces(fold(text)))


def _pieces(text: str) -> Iterator[str]:
    said = [*_UNIT_SAID.findall(text), *_BRACKETS.findall(text), text]
    for one in said:
        yield one
        yield from re.split(r"[,;/+](?!\d)| và ", one)
