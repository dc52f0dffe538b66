"""Names of people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbook_templates.kinds.base import Entry, Kind, Part
from workbook_templates.kinds.numbers import DASHES, LONGEST
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.spelling import clean, fold

_TITLES = re.compile(r"\A(?:(?:đ/c|đ c|đc|đồng chí|ông|bà|anh|chị)[.:]? )+(?=\S+ \S)")


@dataclass(frozen=True)
class Person(Kind):
    """The name of a person, as it is written; its `key` compares: without case, spaces and đ/c, ông, bà."""

    name = "person"
    label = "Họ và tên"
    wanted = "họ và tên, không kèm số"
    names = True
    personal = True
    style = "text"
    parts = (
        Part("", numeric=False),
        Part("key", lambda value: name_key(value), numeric=False, blank=""),
    )
    entry = Entry("Họ và tên", "Ghi đủ họ và tên, mỗi người một dòng.", "Nguyễn Văn An")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[str | None, Problem | None]:
        if raw is None or raw == "":
            return None, None
        if not isinstance(raw, str) or len(raw) > LONGEST:
            blank = isinstance(raw, str) and not clean(raw)
            return None, None if blank else Problem(Code.NOT_A_NAME)
        text = clean(raw)
        if not text or fold(text) in DASHES:
            return None, None
        if not any(ch.isalpha() for ch in text):
            return None, Problem(Code.NOT_A_NAME)
        if any(ch.isdigit() for ch in text):
            return text, Problem(Code.NOT_A_NAME, usable=True)
        return text, None


def name_key(name: str) -> str:
    """What two spellings of one person's name have in common."""
    return _TITLES.sub("", fold(name))
