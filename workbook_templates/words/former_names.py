"""Names of before the reorganisation, and the units of a catalogue that they lead to: a suggestion for a
person to decide, never a match (DESIGN decision 10).

A unit says under `predecessors` what it was made from: codes of units that are no more, or names in words
(Xã Bản Ngoại, huyện Đại Từ). Where it says nothing and its code is that of a commune, the tool's own tables
(`communes`) do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbook_templates.words.communes import Former, formers, lowered_kind, provinces
from workbook_templates.words.spelling import clean, fold
from workbook_templates.words.units import Unit

_BODY = (
    r"(?:(?:ban thường vụ|ban chấp hành|thường trực|btv|bch) )?"
    r"(?:(?:đảng ủy|đảng bộ|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban) )?"
)
_SHORT = r"t[tpx]\.(?! )|t[tpx]\.?(?= )"  # TT., TP., TX.
_NAME = r" ?([^,;()]+?)"
_ABOVE = rf"(?:(?:[,;(] ?| )(huyện|quận|thị xã|thành phố|{_SHORT}){_NAME})?"
_LEVELS = "huyện ủy|quận ủy|thị ủy|thành ủy|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố"
_PLACE = re.compile(rf"{_BODY}({_LEVELS}|{_SHORT}){_NAME}{_ABOVE}(?: ?[,;(] ?tỉnh .*)?[ )]*")
_KINDS = {
    "huyện ủy": "huyện", "quận ủy": "quận", "thị ủy": "thị xã", "thành ủy": "thành phố",
    "tt": "thị trấn", "tp": "thành phố", "tx": "thị xã",
}  # fmt: skip
DISTRICTS = frozenset(("huyện", "quận", "thị xã", "thành phố"))
_OFFICIAL = re.compile(r"(?<!\d)\d{5}$")
_PART = re.compile(r" ?\(một phần\)$")


_LEAST_ALIKE = 75  # of 100 (rapidfuzz)


class Place(NamedTuple):
    """A place as a name says it, folded. above: the district that the name says too."""

    kind: str
    name: str
    above: tuple[str, str] | None = None


class Heir(NamedTuple):
    """A unit that a former one has gone into. above: the district (of a district: the province) that it lay
    in, where it is known; part: whether only a part of it did."""

    unit: Unit
    above: str
    part: bool


class FormerName(NamedTuple):
    """What a name of before leads to. name: as the tables write it; kind: of the place, "" of an agency."""

    name: str
    kind: str
    heirs: tuple[Heir, ...]

    @property
    def district(self) -> bool:
        """Whether it is a place of the level that is no more."""
        return self.kind in DISTRICTS

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that it leads to, each once."""
        return tuple({heir.unit.code: heir.unit for heir in self.heirs}.values())


def place_of(text: str) -> Place | None:
    """The place whose office a name names: “UBND xã Bản Ngoại, huyện Đại Từ”, “Huyện ủy Đại Từ”, “TT. Đu”."""
    found = _PLACE.fullmatch(fold(text))
    if found is None:
        return None
    kind, name, kind_above, above = found.groups()
    return Place(_kind(kind), name.strip(), (_kind(kind_above), above.strip()) if above else None)


def level_of(place: Place | None) -> str:
    """At which level a place is: 'district' (ended in June 2025) or 'commune'; "" of what is no place."""
    return "" if place is None else "district" if place.kind in DISTRICTS else "commune"


def _kind(text: str) -> str:
    bare = text.rstrip(".")
    return _KINDS.get(bare, bare)


def former_of(text: str) -> Former:
    """A predecessor as a catalogue of units writes it; of an agency the name alone."""
    whole = _PART.sub("", clean(text))
    part = whole != clean(text)
    if place_of(whole) is None:
        return Former(whole, "", part=part)
    names = [name.strip() for name in whole.split(",")]
    return Former(*(names + ["", ""])[:3], part=part)


class FormerNames:
    """The names of before of a catalogue's units. gone: units of the catalogue that are no more, by code."""

    def __init__(self, units: Iterable[Unit], gone: Iterable[Unit] = ()) -> None:
        self._gone = {unit.code: unit for unit in gone}
        self._found: dict[tuple[str, str], FormerName] = {}
        self.of_places = False  # whether any unit has come from a commune or a district
        for unit in units:
            for name in self._formers(unit):
                self._add(unit, name)

    def find(self, text: str) -> FormerName | None:
        """What a name of before leads to; None where it is no such name. A district in the name must fit."""
        place = place_of(text)
        found = self._found.get((place.kind, place.name) if place else ("", fold(text)))
        if found is None or place is None or place.above is None:
            return found
        heirs = tuple(heir for heir in found.heirs if _same(heir.above, place.above))
        return found._replace(heirs=heirs) if heirs else None

    def alike(self, text: str) -> FormerName | None:
        """The name of before that looks most like one of the same level, where one alone does; to be asked
        about."""
        from rapidfuzz import fuzz, process

        place = place_of(text)
        kind, name = (place.kind, place.name) if place else ("", fold(text))
        names = {folded: known for (of, folded), known in self._found.items() if of == kind}
        found = process.extract(name, names.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=2)
        one = len(found) == 1 or len(found) == 2 and found[0][1] > found[1][1]
        return names[found[0][0]] if one else None

    def _formers(self, unit: Unit) -> Iterator[Former]:
        for text in unit.predecessors or _of_commune(unit):
            gone = self._gone.get(text)
            if gone is None:
                yield former_of(text)
            else:
                yield from (Former(name, "") for name in (gone.name, *gone.aliases))

    def _add(self, unit: Unit, former: Former) -> None:
        place = place_of(former.commune)
        if place is None:
            self._enter("", fold(former.commune), former.commune, Heir(unit, "", former.part))
            return
        self.of_places = True
        self._enter(place.kind, place.name, former.commune, Heir(unit, former.district, former.part))
        above = place_of(former.district) if former.district else None
        if above:
            heir = Heir(unit, former.province, False)
            self._enter(above.kind, above.name, former.district, heir)

    def _enter(self, kind: str, folded: str, name: str, heir: Heir) -> None:
        known = self._found.get((kind, folded), FormerName(name, kind, ()))
        if heir not in known.heirs:
            self._found[kind, folded] = known._replace(heirs=(*known.heirs, heir))


def _same(above: str, said: tuple[str, str]) -> bool:
    place = place_of(above) if above else None
    return place is not None and (place.kind, place.name) == said


def _of_commune(unit: Unit) -> tuple[str, ...]:
    """What the tool's tables say of a unit whose code ends with that of a commune and whose name with its
    name."""
    code = _OFFICIAL.search(unit.code)
    if code is None:
        return ()
    names = {commune.code: commune.name for province in provinces() for commune in province.communes}
    name = names.get(code[0])
    if name is None or not fold(unit.name).endswith(fold(lowered_kind(name))):
        return ()
    return tuple(former.words for former in formers()[code[0]])
