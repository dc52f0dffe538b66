"""One place of a biểu, three ways: what the last run made of it, what the clerk made of that, what the units
say now. Knows nothing of sheets and files.

An edit stands until both sides agree. Where the units' side changed too, both values are kept and the clerk's
is shown, until she says which one counts; nothing else settles it, however often the roll-up runs.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from workbook_templates.declared.record import KEPT, WHOLE_LINE

Value = float | str | None  # of a cell; None where it is blank

LINE, SECTION = WHOLE_LINE, "=section"  # fields of a line that are no column of its biểu
ORDER, HEADER = "=order", "=header"  # keys of places that are in no line
_NEAR = 1e-9


class Place(NamedTuple):
    """A place that lasts: the biểu, the key of a line or of what else stands there, the field."""

    form: str
    key: str
    field: str


class Choice(Enum):
    """What the clerk says of an edit: nothing yet, keep what is written by hand, take what the units say."""

    OPEN = ""
    KEEP = KEPT
    TAKE = "take"


@dataclass(frozen=True)
class Edit:
    """An edit that stands. base: what the tool had made when it was edited, or when the clerk last chose to
    keep it; hand: what she wrote; asks: whether she must choose in any case; who, when: by whom and when the
    file was saved in which it was found."""

    base: Value
    hand: Value
    choice: Choice = Choice.OPEN
    asks: bool = False
    who: str = ""
    when: str = ""

    @property
    def open(self) -> bool:
        """Whether the clerk has yet to choose: of what `merged` gives back."""
        return self.choice is Choice.OPEN

    @property
    def shown(self) -> bool:
        """Whether the hand's value stands in the biểu."""
        return self.choice is not Choice.TAKE


def merged(
    edit: Edit | None,
    automatic: Value,
    drawn: Value,
    found: Value,
    now: Value,
    choice: Choice | None = None,
    *,
    asks: bool = False,
    by: tuple[str, str] = ("", ""),
) -> Edit | None:
    """The edit that stands after this run; None where hand and units agree. edit: the one of the last run;
    automatic: what the units said then; drawn: what the last run wrote; found: what stands there; now: what
    the units say; choice: what the clerk chose since, None where she was not asked; asks: of an edit found
    anew; by: who saved the file, and when."""
    if not same(found, drawn):
        if same(found, automatic):
            edit = None  # taken back, or the new value typed in
        else:
            unsettled = edit is not None and edit.shown and not same(edit.base, automatic)
            base = edit.base if unsettled else automatic
            edit = Edit(base, found, asks=asks or (edit is not None and edit.asks), who=by[0], when=by[1])
    if edit is None:
        return None
    if choice is not None:
        edit = replace(edit, choice=choice)
    if edit.choice is Choice.KEEP:
        edit = replace(edit, base=automatic)  # chosen with this value before her eyes
    if same(edit.hand, now):
        return None
    if edit.choice is Choice.TAKE:
        return edit
    settled = same(edit.base, now) and (edit.choice is Choice.KEEP or not edit.asks)
    return replace(edit, choice=Choice.KEEP if settled else Choice.OPEN)


def same(one: Value, other: Value) -> bool:
    """Whether two values are one, however a program saved them."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)
    return plain(one) == plain(other)


def plain(value: Value) -> Value:
    """A value without what programs write in ways of their own; blank is None."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text or None
