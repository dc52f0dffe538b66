"""Which sending of its unit a return is, and how it stands to the earlier ones, as its cover says.

A number is read where it is the only one that can be meant; digits of a date are never glued to it.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from workbook_templates.words.spelling import fold, words

_DATE = re.compile(
    r"\b\d{1,2} ?(?:h|giờ) ?(?:\d{2})?(?!\d)|\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|(?:ngày )?\d{1,2} tháng \d{1,2}(?: năm \d{2,4})?|tháng \d{1,2}(?: ?[/.-] ?\d{4})?(?!\d)"
    r"|\d{1,2} ?[/.-] ?\d{4}|\d{1,2}/\d{1,2}|ngày \d{1,2}(?![\d/.-])|(?:năm )?(?<!\d)(?:19|20)\d{2}(?!\d)"
)
_WITH_YEAR = re.compile(r"(?:lần |lần thứ )?0?([1-9]) ?[/-] ?20\d{2}")  # of a year, or a month?
_WHOLE = re.compile(r"\b(\d{1,2})[.,]0+\b")
_NUMBERS = {
    "một": 1, "nhất": 1, "đầu": 1, "i": 1, "hai": 2, "nhì": 2, "ii": 2, "ba": 3, "iii": 3, "bốn": 4, "tư": 4,
    "iv": 4, "năm": 5, "v": 5, "sáu": 6, "vi": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
# What may stand beside the number and says nothing of it.
_BESIDE = frozenset(
    re.findall(
        r"\w+",
        "lần thứ gửi số tiên đợt bản lại bổ sung thêm thay thế toàn bộ sau khi đã sửa chữa là nộp báo cáo"
        " ngày tháng chỉnh điều hiệu ký và theo lúc",
    )
)


class Attempt(NamedTuple):
    """What “Lần gửi” says. number: of the sending, None where none can be told; sure: whether the words allow
    no other reading (a blank is no number, and surely so)."""

    number: int | None
    sure: bool = True


class Mode(Enum):
    """What “Loại” says of the earlier files of the unit."""

    FIRST = "first"
    REPLACES = "replaces"
    ADDS = "adds"


def read_attempt(text: str) -> Attempt:
    """'2', '02', 'lần 2', 'Lần thứ hai', '2.', '2 (ngày 15/3/2025)' are 2; '02/2025' is 2 with a doubt, for
    it may be a month; a date, a year and '1, 2' are no number."""
    folded = fold(text)
    if not folded:
        return Attempt(None)
    if match := _WITH_YEAR.fullmatch(folded):
        return Attempt(int(match[1]), sure=False)
    found, strange = set(), False
    for word in words(_DATE.sub(" ", _WHOLE.sub(r"\1", folded))).split():
        if word.isdecimal():
            found.add(int(word))
        elif word in _NUMBERS:
            found.add(_NUMBERS[word])
        elif word not in _BESIDE:
            strange = True
    number = found.pop() if len(found) == 1 and not (strange and "lần" not in folded) else 0
    return Attempt(number, not strange) if 1 <= number <= 99 else Attempt(None, sure=False)


def read_mode(text: str) -> Mode | None:
    """What “Loại” says, in whatever words; None where it says nothing, or two things at once."""
    said = words(text)
    found = [
        mode
        for mode, phrases in (
            (Mode.FIRST, ("lần đầu", "gửi mới")),
            (Mode.REPLACES, ("thay thế", "gửi lại toàn bộ")),
            (Mode.ADDS, ("bổ sung", "gửi thêm")),
        )
        if any(phrase in said for phrase in phrases)
    ]
    return found[0] if len(found) == 1 else None
