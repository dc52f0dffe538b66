"""Which column of the clerk's sheet is which of the biểu: by its header words, wherever it stands; by what
stands below, where she has worded it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from workbook_templates.words.spelling import fold

_ENOUGH = 0.5  # of the cells that had something, still the same


def matched_columns(
    drawn: Mapping[str, str], found: Mapping[int, str], alike: Mapping[tuple[str, int], float | None]
) -> dict[str, int]:
    """The place of each column that is still there. drawn: the header of each column as written, from left
    to right; found: that of each place, blank for none; alike: which share of a column's cells stands at a
    place, None where the column had none that say something."""
    names, places = list(drawn), sorted(found)
    said, there = [fold(drawn[name]) for name in names], [fold(found[place]) for place in places]
    taken: dict[str, int] = {}
    for kind, first, last, start, _ in SequenceMatcher(None, said, there, autojunk=False).get_opcodes():
        for offset in range(last - first if kind == "equal" else 0):
            name, place = names[first + offset], places[start + offset]
            if drawn[name] or (alike.get((name, place)) or 0.0) >= _ENOUGH:
                taken[name] = place
    for name in names:  # moved elsewhere
        same = [p for p in _free(places, taken) if drawn[name] and fold(found[p]) == fold(drawn[name])]
        if name not in taken and same:
            taken[name] = same[0]
    for name in names:  # worded otherwise, with the same cells below
        shares = [((alike.get((name, place)) or 0.0), -place) for place in _free(places, taken)]
        share, place = max(shares, default=(0.0, 0))
        if name not in taken and share >= _ENOUGH:
            taken[name] = -place
    for index, name in enumerate(names):  # worded otherwise, with nothing below: alone between its neighbours
        if name in taken or any(alike.get((name, place)) is not None for place in places):
            continue
        left = taken.get(names[index - 1], -1) if index else -1
        right = taken.get(names[index + 1], -1) if index + 1 < len(names) else len(places)
        between = [place for place in _free(places, taken) if left < place < right and found[place]]
        if (left >= 0 or not index) and len(between) == 1:
            taken[name] = between[0]
    return taken


def _free(places: Sequence[int], taken: Mapping[str, int]) -> list[int]:
    return [place for place in places if place not in taken.values()]
