"""In what order the rows of a biểu stand: as the clerk has put them, with what is new at the place that the
tool would give it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from xl_addin.merge.three_way import Edit, Place


def merged_order(
    settle: Callable,
    place: Place,
    before: Edit | None,
    old: Iterable[str],
    drawn: Sequence[str],
    found: Sequence[str],
    now: Iterable[str],
    common: Collection[str],
) -> list[str]:
    """The order of the lines that units say. before: the edit of the last run; old, drawn, found, now: the
    keys as the tool ordered them then, as they were written, as they stand, as the tool orders them; common:
    of those that all of these have."""
    old, drawn, found = ([key for key in keys if key in common] for keys in (old, drawn, found))
    now = list(now)
    if before is not None:  # with the lines that have come in since
        base, hand = (filled(str(value or "").split(), old, common) for value in (before.base, before.hand))
        before = replace(before, base=joined(base), hand=joined(drawn if before.shown else hand))
    among = [key for key in now if key in common]
    value = settle(place, joined(old), joined(found), joined(among), drawn=joined(drawn), before=before)
    return filled(str(value or "").split(), now, set(now))


def joined(keys: Iterable[str]) -> str | None:
    return " ".join(keys) or None


def filled(order: Sequence[str], whole: Sequence[str], wanted: Collection[str]) -> list[str]:
    """Some keys in their order, with those of the whole that they lack: each behind the one that it follows
    there."""
    made = [key for key in order if key in wanted]
    there, last = set(made), None
    for key in whole:
        if key not in there:
            made.insert(made.index(last) + 1 if last else 0, key)
            there.add(key)
        last = key
    return made


def arranged(
    order: Sequence[str],
    extras: Sequence[str],
    found: Sequence[str],
    sections: Mapping[str, int],
    units: Mapping[str, str] | None,
) -> list[str]:
    """All rows, each in its section and, where a unit stands once above its lines, with those of its unit.
    extras: the rows that no unit says; they stay behind the row that they follow; found: the rows as they
    stand in the clerk's file."""
    rows = list(order)
    place = {key: number for number, key in enumerate(found)}
    for key in extras:
        above = _beside(rows, found[: place.get(key, 0)][::-1], key, sections)
        below = _beside(rows, found[place.get(key, len(found)) + 1 :], key, sections)
        if above is not None:
            rows.insert(rows.index(above) + 1, key)
        elif below is not None:
            rows.insert(rows.index(below), key)
        else:
            rows.append(key)
    first = {}
    for number, key in enumerate(rows if units is not None else ()):
        first.setdefault((sections.get(key, -1), units.get(key) or key), number)
    return sorted(
        rows,
        key=lambda key: (
            sections.get(key, -1),
            first[sections.get(key, -1), units.get(key) or key] if units is not None else 0,
        ),
    )


def _beside(rows: Sequence[str], found: Iterable[str], key: str, sections: Mapping[str, int]) -> str | None:
    section = sections.get(key, -1)
    return next((one for one in found if one in rows and sections.get(one, -1) == section), None)
