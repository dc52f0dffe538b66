"""The catalogue of units: codes, every name a unit has had, validity dates.

A unit is matched by its code or by an exact known name, after levelling spelling (text.fold) only;
anything looser is a suggestion for a person to confirm (DESIGN decision 10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_templates.words.spelling import fold

if TYPE_CHECKING:
    from workbook_templates.words.former_names import FormerNames

CATALOGUES = Path(__file__).parent.parent / "units"


@dataclass(frozen=True)
class Unit:
    """One unit. kind: school, party, state, mass (đoàn thể), central, armed, commune; predecessors: codes,
    or names in words (former_names)."""

    code: str
    name: str
    sector: str = ""
    kind: str = ""
    valid_from: str = ""
    valid_to: str = ""
    parent: str = ""
    predecessors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on this day; both dates are included. Raises ValueError on a date
        not written as 2025-07-01."""
        return (not self.valid_from or date.fromisoformat(self.valid_from) <= day) and (
            not self.valid_to or day <= date.fromisoformat(self.valid_to)
        )


class Catalogue:
    """The units of one province that exist on one day; gone: those of the same list that do not. Raises
    ValueError on a code given twice."""

    def __init__(self, units: Iterable[Unit], gone: Iterable[Unit] = ()) -> None:
        self.units: dict[str, Unit] = {}
        self._gone = tuple(gone)
        self._by_code: dict[str, Unit] = {}
        self._by_name: dict[str, Unit | None] = {}
        for unit in units:
            if self._by_code.setdefault(fold(unit.code), unit) is not unit:
                raise ValueError(f"unit code {unit.code} is given twice")
            self.units[unit.code] = unit
            for key in filter(None, map(fold, (unit.name, *unit.aliases))):
                known = self._by_name.get(key, unit)
                # A name two units share identifies neither.
                self._by_name[key] = unit if known is unit else None

    def match(self, name: str | None = None, code: str | None = None) -> Unit | None:
        """The unit with this code, or with exactly this name; None where neither is known."""
        if code and (unit := self._by_code.get(fold(str(code))) or self._by_number.get(_number(code))):
            return unit
        return self._by_name.get(fold(name)) if name else None

    @cached_property
    def former_names(self) -> FormerNames:
        """The names of before that lead to these units; made when first asked for."""
        from workbook_templates.words.former_names import FormerNames

        return FormerNames(self.units.values(), self._gone)

    @cached_property
    def _by_number(self) -> dict[int, Unit]:
        """Codes of digits as the numbers that Excel makes of them (00004 becomes 4), where these differ."""
        found: dict[int, Unit | None] = {}
        for unit in self.units.values():
            if (number := _number(unit.code)) is not None:
                found[number] = None if number in found else unit
        return {number: unit for number, unit in found.items() if unit}

    def suggest(self, name: str) -> Unit | None:
        """The unit whose name looks most like `name`, for a message to propose; never to be used
        as a match. None where two units look equally like it. An office of a commune is like another of that
        commune, and a district like no commune."""
        from rapidfuzz import fuzz, process

        from workbook_templates.words.former_names import level_of, place_of

        key = fold(name)
        if key in self._by_name:
            return self._by_name[key]
        place = place_of(name)
        there = [unit for unit in self.units.values() if place and place_of(unit.name) == place]
        if len(there) == 1:
            return there[0]
        names: dict[str, set[str]] = {}
        for known, unit in self._by_name.items():
            other = place_of(known) if unit else None
            if unit and level_of(other) == level_of(place):  # of places their own names alone are compared
                names.setdefault(other.name if other else known, set()).add(unit.code)
        said = place.name if place else key
        found = process.extract(said, names.keys(), scorer=fuzz.ratio, score_cutoff=75, limit=None)
        best = {code for known, score, _ in found if score == found[0][1] for code in names[known]}
        return self.units[best.pop()] if len(best) == 1 else None


def _number(code: str) -> int | None:
    """A code of digits as a number."""
    text = str(code).strip()
    return int(text) if text.isascii() and text.isdecimal() else None
