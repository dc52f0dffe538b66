"""The provinces and communes since 1 July 2025, and the communes and districts that they were made from.

`units/since_2025` holds the tables and says where they come from. They are read when first asked for.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbook_templates.words.spelling import fold

TABLES = Path(__file__).parent.parent / "units" / "since_2025"
SINCE = "2025-07-01"  # the day from which there are two levels, province and commune (NQ 202/2025/QH15)
_KIND = re.compile(r"(tỉnh|t\. ?p\.?|tp\.?|thành phố) ?(?=\S)")
_PLACE_KIND = re.compile(r"^(xã|phường|đặc khu) ")
_SHORT = {"hcm": "hồ chí minh"}  # a short form that everybody writes
_RENAMED = {"Thừa Thiên Huế": "Huế", "Thừa Thiên - Huế": "Huế"}  # on 1 January 2025, so that no table has it
_LEAST_ALIKE, _WITHIN = 60, 20  # of 100 (rapidfuzz), for a name to be proposed, and beside the best
_MOST_PROPOSED = 3


class Former(NamedTuple):
    """A commune of before that went into one of today, whole or in part. province: its own of that time,
    where that had another name."""

    commune: str
    district: str
    province: str = ""
    part: bool = False

    @property
    def words(self) -> str:
        """As a catalogue of units writes it: Xã Bản Ngoại, huyện Đại Từ (một phần)."""
        above = [lowered_kind(name) for name in (self.district, self.province) if name]
        return ", ".join([self.commune, *above]) + (" (một phần)" if self.part else "")


class Commune(NamedTuple):
    """A commune of today by its official code. kind: xã, phường or đặc khu, with which the name begins."""

    code: str
    name: str
    kind: str
    province: str


class Province(NamedTuple):
    """A province of today: its official code, its name in full, its communes in the order of their codes."""

    code: str
    name: str
    communes: tuple[Commune, ...] = ()

    @property
    def bare(self) -> str:
        """The name alone: Lạng Sơn, Huế."""
        return _bare(self.name)

    @property
    def place(self) -> str:
        """The name as it stands before a date: a city named after a person is written in full."""
        return self.name if self.bare == "Hồ Chí Minh" else self.bare

    @property
    def city(self) -> bool:
        """Whether it is a city under the Government."""
        return self.name.startswith("Thành phố ")


class UnknownProvince(LookupError):
    """No province of today has this name. now: the one that a former province has gone into; likely: the
    names that look most like it."""

    def __init__(self, typed: str, now: Province | None, likely: tuple[str, ...]) -> None:
        super().__init__(typed)
        self.typed, self.now, self.likely = typed, now, likely


@cache
def provinces() -> tuple[Province, ...]:
    """The 34 provinces in the order of their codes."""
    found: dict[tuple[str, str], list[Commune]] = {}
    for code, name, kind, province_code, province in _rows("communes.csv"):
        found.setdefault((province_code, province), []).append(Commune(code, name, kind, province))
    return tuple(Province(*key, tuple(communes)) for key, communes in found.items())


class Agency(NamedTuple):
    """An agency that a province is likely to have; names in braces are not filled in yet."""

    code: str
    province: str
    name: str
    sector: str
    kind: str
    aliases: tuple[str, ...]
    predecessors: tuple[str, ...]


def agencies(province: Province) -> list[Agency]:
    """The agencies to begin a province's list with, its own name for one in place of the usual."""
    found: dict[str, Agency] = {}
    for code, only_of, name, sector, kind, aliases, predecessors, _ in _rows("agencies.csv"):
        if only_of in ("", province.bare):
            several = (tuple(filter(None, names.split("|"))) for names in (aliases, predecessors))
            found[code] = Agency(code, only_of, name, sector, kind, *several)
    return list(found.values())


@cache
def formers() -> dict[str, tuple[Former, ...]]:
    """What each commune of today was made from, by its code. The five island districts that had no communes
    became one commune of their name each, which no row says; they are a district alone."""
    found: dict[str, list[Former]] = {}
    for code, commune, district, province, part in _rows("former_communes.csv"):
        found.setdefault(code, []).append(Former(commune, district, province, part == "part"))
    for province in provinces():
        for commune in province.communes:
            if commune.code not in found:
                found[commune.code] = [Former(f"Huyện {commune.name.removeprefix('Đặc khu ')}", "")]
    return {code: tuple(those) for code, those in found.items()}


def find_province(typed: str) -> Province:
    """The province that somebody names, with or without tỉnh, thành phố, TP. before it. Accents are never
    stripped to match. Raises UnknownProvince."""
    kind, name = _parted(typed)
    for province in provinces():
        if fold(province.bare) == name and (kind is None or kind == province.city):
            return province
    _, now = _successors().get(name, ("", None)) if kind is not True else ("", None)
    raise UnknownProvince(typed, now, _alike(name))


def plain(text: str) -> str:
    """A name without its accents, for codes, names of files and for comparing how alike two are; never to
    match by."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def names_alike(names: list[str]) -> list[tuple[str, ...]]:
    """Those names of several communes that differ in nothing but accents or kind: Xã Ba Tơ and Xã Ba Tô,
    Xã Đồng Tiến and Phường Đông Tiến."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(plain(_PLACE_KIND.sub("", fold(name))), []).append(name)
    return [tuple(those) for those in found.values() if len(those) > 1]


def lowered_kind(name: str) -> str:
    """A place's name within a sentence: xã Bản Ngoại."""
    return name[:1].lower() + name[1:]


def _parted(typed: str) -> tuple[bool | None, str]:
    """Whether the kind before a name is that of a city (None without one), and the name, folded."""
    name = fold(typed).strip(" .,;\"'“”")
    found = _KIND.match(name)
    kind = None if found is None else found[1] != "tỉnh"
    bare = name[found.end() :] if found else name
    return kind, _SHORT.get(bare, bare)


@cache
def _successors() -> dict[str, tuple[str, Province]]:
    """Where the provinces of before that are no more have gone, by their folded names; with the name."""
    today = {fold(province.bare): province for province in provinces()}
    by_code = {commune.code: province for province in provinces() for commune in province.communes}
    found = {old: today[fold(new)] for old, new in _RENAMED.items()}
    for code, those in formers().items():
        found |= {_bare(former.province): by_code[code] for former in those if former.province}
    return {fold(old): (old, province) for old, province in found.items() if fold(old) not in today}


def _alike(name: str) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    known = {fold(province.bare): province.name for province in provinces()}
    for folded, (old, now) in _successors().items():
        known[folded] = f"{old} (nay thuộc {lowered_kind(now.name)})"
    found = process.extract(
        plain(name), known.keys(), scorer=fuzz.ratio, processor=plain, score_cutoff=_LEAST_ALIKE
    )
    return tuple(known[one] for one, score, _ in found[:_MOST_PROPOSED] if score >= found[0][1] - _WITHIN)


def _bare(name: str) -> str:
    return re.sub(r"^(Tỉnh|Thành phố) ", "", name)


def _rows(file: str) -> list[list[str]]:
    with (TABLES / file).open(encoding="utf-8", newline="") as table:
        _, *rows = csv.reader(table)
    return rows
