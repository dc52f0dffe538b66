"""Text: names, notes, and the running number, which may be 1, 1.1, a or II."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook_templates.kinds.base import Entry, Kind
from workbook_templates.kinds.numbers import finite
from workbook_templates.kinds.problem import Problem
from workbook_templates.words.spelling import visible


def parse_text(raw: object) -> tuple[str | None, Problem | None]:
    """Text as typed, without invisible characters; a whole number has no decimal point."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw)), None
    if isinstance(raw, date):
        return f"{raw.day}/{raw.month}/{raw.year}", None
    return visible(str(raw)).strip() or None, None


def written_in(raw: object) -> str | None:
    """The text of a cell, a whole number without its decimal point; None where it is of another sort."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        number = finite(raw)
        if number is not None and number.is_integer() and abs(number) < 1e15:
            return str(int(number))
    return None


@dataclass(frozen=True)
class Text(Kind):
    """Words that name or explain something."""

    name = "text"
    label = "Chữ"
    names = True
    style = "text"

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[str | None, Problem | None]:
        return parse_text(raw)


@dataclass(frozen=True)
class Note(Text):
    """A remark, in the middle of its narrow column."""

    name = "note"
    label = "Ghi chú"
    style = "center"


@dataclass(frozen=True)
class Ordinal(Text):
    """The running number of a row or unit."""

    name = "ordinal"
    label = "Số thứ tự"
    names = False
    style = "center"
    entry = Entry("", "", "1")
