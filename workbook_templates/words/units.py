"""The catalogue of units: codes, every name a unit has had, validity dates.

A unit is matched by its code or by an exact known name, after levelling spelling (text.fold) only;
anything looser is a suggestion for a person to confirm (DESIGN decision 10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_templates.words.spelling import fold

CATALOGUES = Path(__file__).parent.parent / "units"


@dataclass(frozen=True)
class Unit:
    """One unit. kind: school, party, state, mass (đoàn thể), central, armed, commune; predecessors: codes."""

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
    """The units of one province that exist on one day. Raises ValueError on a code given twice."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {}
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
        if code and (unit := self._by_code.get(fold(str(code)))):
            return unit
        return self._by_name.get(fold(name)) if name else None

    def suggest(self, name: str) -> Unit | None:
        """The unit whose name looks most like `name`, for a message to propose; never to be used
        as a match. None where two units look equally like it."""
        from rapidfuzz import fuzz, process

        key = fold(name)
        if key in self._by_name:
            return self._by_name[key]
        names = [known for known, unit in self._by_name.items() if unit]
        found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=75, limit=None)
        best = {self._by_name[known].code for known, score, _ in found if score == found[0][1]}
        return self.units[best.pop()] if len(best) == 1 else None
