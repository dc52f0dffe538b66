"""The catalogue of units: codes, every name a unit has had, validity dates.

A unit is matched by its code or by an exact known name, after levelling spelling (text.fold) only;
anything looser is a suggestion for a person to confirm (DESIGN decision 10).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_templates.text import fold

CATALOGUES = Path(__file__).parent / "units"


@dataclass(frozen=True)
class Unit:
    """One unit. kind: school, party, state, mass (đoàn thể), central, armed; predecessors: codes."""

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
        iso = day.isoformat()
        return (not self.valid_from or self.valid_from <= iso) and (not self.valid_to or iso <= self.valid_to)


class Catalogue:
    """The units of one province that exist on one day."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {}
        self._by_name: dict[str, Unit | None] = {}
        for unit in units:
            self.units[unit.code] = unit
            for name in (unit.name, *unit.aliases):
                key = fold(name)
                known = self._by_name.get(key, unit)
                # A name two units share identifies neither.
                self._by_name[key] = unit if known is unit else None

    @classmethod
    def read(cls, name: str, day: date, folder: Path = CATALOGUES) -> Catalogue:
        """The catalogue file `name`.csv, cut to the units valid on `day`."""
        with open(folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            return cls(u for u in map(_unit, csv.DictReader(file)) if u.valid_on(day))

    def match(self, name: str | None = None, code: str | None = None) -> Unit | None:
        """The unit with this code, or with exactly this name; None where neither is known."""
        if code and (unit := self.units.get(str(code).strip())):
            return unit
        return self._by_name.get(fold(name)) if name else None

    def suggest(self, name: str) -> Unit | None:
        """The unit whose name looks most like `name`, for a message to propose; never to be used
        as a match."""
        from rapidfuzz import fuzz, process

        names = [key for key, unit in self._by_name.items() if unit]
        found = process.extractOne(fold(name), names, scorer=fuzz.ratio, score_cutoff=75)
        return self._by_name[found[0]] if found else None


def _unit(row: dict[str, str]) -> Unit:
    lists = {key: tuple(filter(None, row.pop(key, "").split("|"))) for key in ("predecessors", "aliases")}
    return Unit(**{key: value.strip() for key, value in row.items() if key}, **lists)
