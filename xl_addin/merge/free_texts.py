"""The texts above and below the tables of a sheet: heading, title, footnotes, who signs. Each is known by how
far below the last table it stands, and in which half of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xl_addin.merge.three_way import Value, same

HEAD, FOOT = "=head", "=foot"  # above a table, up to the one before; below the last one
LEFT, RIGHT = "L", "R"


class FreeText(NamedTuple):
    """row: rows below the beginning of its part of the sheet; half: of the page."""

    row: int
    half: str
    text: str

    @property
    def field(self) -> str:
        """By what its place is called."""
        return f"{self.row},{self.half}"


def place_of(field: str) -> tuple[int, str]:
    """Row and half of such a name."""
    row, half = field.split(",")
    return int(row), half


class Matched(NamedTuple):
    """texts: what stands where the tool had written, None where that is gone; more: what the clerk wrote
    besides, where it would stand had no rows been put in; above: of these, what stands above all that the
    tool wrote from row `first` on."""

    texts: dict[str, Value]
    more: list[FreeText]
    above: list[FreeText]


def matched(drawn: Sequence[FreeText], found: Sequence[FreeText], first: int) -> Matched:
    """Which text is which, where rows may have been put in or taken out. first: from which row on what is
    drawn belongs together at the end of its part (who signs)."""
    of: dict[int, int] = {}
    _pair(of, drawn, found, lambda one, other: one[:2] == other[:2] and same(one.text, other.text))
    _pair(of, drawn, found, lambda one, other: one.half == other.half and same(one.text, other.text))
    for index, one in enumerate(drawn):  # worded otherwise: as far from its neighbours as before
        if index not in of:
            row = one.row + _shift(of, drawn, found, one.row)
            there = [n for n, other in enumerate(found) if other[:2] == (row, one.half)]
            if there and there[0] not in of.values():
                of[index] = there[0]
    texts = {one.field: found[of[n]].text if n in of else None for n, one in enumerate(drawn)}
    ends = [found[of[n]].row for n, one in enumerate(drawn) if n in of and one.row >= first]
    more, above = [], []
    back = {place: index for index, place in of.items()}
    for place, one in enumerate(found):
        if place in back:
            continue
        if not ends or one.row < min(ends):
            above.append(one)
        else:
            shifts = [(found[p].row, found[p].row - drawn[n].row) for p, n in back.items()
                      if found[p].row <= one.row]  # fmt: skip
            more.append(one._replace(row=one.row - max(shifts)[1]))
    return Matched(texts, more, above)


def _pair(of: dict[int, int], drawn: Sequence[FreeText], found: Sequence[FreeText], fits) -> None:
    for index, one in enumerate(drawn):
        if index not in of:
            free = (place for place in range(len(found)) if place not in of.values())
            place = next((place for place in free if fits(one, found[place])), None)
            if place is not None:
                of[index] = place


def _shift(of: dict[int, int], drawn: Sequence[FreeText], found: Sequence[FreeText], row: int) -> int:
    """By how many rows the nearest text that is known has moved."""
    known = [(abs(drawn[n].row - row), n) for n in of]
    if not known:
        return 0
    nearest = min(known)[1]
    return found[of[nearest]].row - drawn[nearest].row
