"""What a number format makes of a number: whether the page shows the figure that stands in the cell.

`0" người"` shows the figure, `"75"` shows another, `"không"` none, `0,` a thousandth of it. Which part of a
format speaks depends on the number, so formats that may show it otherwise are kept, and asked cell by cell;
all others are found plain once, when the styles are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbook_templates.kinds import Code

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(General)|([Ee][+-][0#?]+)|(.)', re.S | re.I)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_DATE = re.compile(r"[dmyhs]", re.I)
# A number as a reader sees it: one that a letter or a sign of a plus and minus makes another is none.
_SEEN = re.compile(r"(?<![^\W\d_])([-–(]?)\s?([0-9]+(?:[.,\s][0-9]{3})*(?:[.,][0-9]+)?)")
_TRIED = (1.0, 7.0, 45.0, 345.0, 4567.0, 1234567.0)  # what a count may be
_WHITE = ("white", "color2")
_LONGEST = 255  # letters of a format that Excel keeps


@dataclass(frozen=True)
class NumberFormat:
    """A format that does not show every number as it is."""

    code: str

    def of(self, value: object) -> Code | None:
        """How the page shows a value otherwise; None where it shows it."""
        return _shown(self.code, value) if isinstance(value, (float, str)) else None


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat | None:
    """A format to ask of each cell; None of one that shows all numbers and texts plainly."""
    if len(code) > _LONGEST:
        return None
    bounds = [float(number) for _, number in _CONDITION.findall(code)]
    tried = {*_TRIED, *(abs(n) + more for n in bounds for more in (-1.0, 0.0, 1.0) if abs(n) + more >= 0)}
    if any(_shown(code, number) for number in (*tried, 0.0, "x")):
        return NumberFormat(code)
    return None


@lru_cache(maxsize=4096)
def _shown(code: str, value: float | str) -> Code | None:
    section = _section(code, value)
    if section is None:
        return None
    tokens = list(_TOKEN.finditer(section))
    if any(token[3] and token[3].lower() in _WHITE for token in tokens):
        return Code.SHOWN_UNSEEN
    if isinstance(value, str):
        return None if any(token[6] == "@" for token in tokens) else _of_no_figure(tokens)
    plain = "".join(token[6] or "" for token in tokens)
    if "%" in plain:
        return Code.SHOWN_PERCENT
    if any(token[4] for token in tokens) or "@" in plain or _DATE.search(plain):
        return None  # as it is; or a date, which is read as one
    if not re.search(r"[0#?]", plain):
        return None if not value or _says(_said(tokens), value, code) else _of_no_figure(tokens)
    if re.search(r"[0#?],+(?![0#?,])", plain):
        return Code.SHOWN_SCALED
    text = _written(tokens, abs(value))
    return None if _says(text, value, code) else Code.SHOWN_OTHER


def _of_no_figure(tokens: list[re.Match]) -> Code:
    return Code.SHOWN_OTHER if _said(tokens).strip() else Code.SHOWN_UNSEEN


def _said(tokens: list[re.Match]) -> str:
    """The words of a format."""
    return "".join(token[1] or token[2] or token[6] or "" for token in tokens)


def _section(code: str, value: float | str) -> str | None:
    """The part of a format that speaks of a value; None where there is none and the value stands as it is."""
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token[6] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    if isinstance(value, str):
        return sections[3] if len(sections) > 3 else next((s for s in sections if "@" in s), None)
    conditions = [_CONDITION.search(" ".join(re.findall(r"\[([^\]]*)\]", part))) for part in sections[:3]]
    if not any(conditions):
        place = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2
        return sections[place] if place < len(sections) else sections[0]
    for part, condition in zip(sections, conditions, strict=False):
        if condition is None or _holds(value, condition[1], float(condition[2])):
            return part
    return sections[-1]


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _written(tokens: list[re.Match], value: float) -> str:
    """The number as the page shows it."""
    places = "".join(token[6] if (token[6] or " ") in "0#?." else "" for token in tokens)
    whole, _, fraction = places.partition(".")
    if any(token[5] for token in tokens):
        digits = f"{value:.{len(fraction)}E}"
        return f"{float(digits):.10f}".rstrip("0").rstrip(".")
    integer, _, decimals = f"{value:.{len(fraction)}f}".partition(".")
    integer = integer.rjust(len(whole), " ")
    grouped = any(token[6] == "," for token in tokens)
    said, seen, point = [], 0, False
    for token in tokens:
        sign = token[6] or ""
        if sign and sign in "0#?":
            if point:
                said.append(decimals[seen : seen + 1])
            elif not seen:  # the first place holds all digits that have none of their own
                said.append(integer[: len(integer) - len(whole) + 1])
            else:
                said.append(integer[len(integer) - len(whole) + seen])
            if said[-1] == " " and sign == "0":
                said[-1] = "0"
            seen += 1
        elif sign == "." and not point:
            point, seen = True, 0
            said.append("," if decimals else "")
        elif sign == "," and grouped:
            continue
        else:
            said.append(token[1] or token[2] or sign or (" " if token[0].startswith("_") else ""))
    return "".join(said)


def _says(text: str, value: float, code: str) -> bool:
    """Whether a reader of this text reads the value, and no other number."""
    found = _SEEN.findall(text)
    if len(found) != 1:
        return not found and not value
    sign, digits = found[0]
    if value > 0 and sign and not (sign == "(" and ")" not in text):
        return False
    if value < 0 and not sign and ";" in code:
        return False
    if not digits.startswith("0"):
        digits = re.sub(r"[.,\s](?=[0-9]{3}(?:[.,\s]|$))", "", digits)
    off = abs(float(re.sub(r"[,\s]", ".", digits)) - abs(value))
    return off < (1e-6 if value.is_integer() else 0.5)
