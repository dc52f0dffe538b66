"""The form set of a province made from another as its pattern: the same forms, its own communes and agencies,
its own name in every heading.

The units are a list to be edited afterwards; nothing here knows a row of any form set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from workbook_templates.declared.set_tables import SETTINGS, RawTable, RawTables, setting_of
from workbook_templates.declared.set_words import SETTING_WORDS
from workbook_templates.words.communes import (
    SINCE,
    Agency,
    Commune,
    Province,
    UnknownProvince,
    agencies,
    find_province,
    formers,
    lowered_kind,
    plain,
)
from workbook_templates.words.former_names import level_of, place_of
from workbook_templates.words.spelling import fold

_LAST_YEAR = 2100  # that a form set may have
FIRST_YEAR = int(SINCE[:4]) + 1  # of a plan whose units exist on 1 December of the year before
# What a pattern says of its own province alone.
_ITS_OWN = ("id", "edition", "province", "year", "units", "units_on", "signer", "receiver_email", "deadline",
            "example")  # fmt: skip
# Columns that a clerk reads, in which the pattern's province may be named; sources are papers of others.
_READ = {
    "annexes": ("name", "group_title", "title", "clues"), "bieu": ("name", "group_title", "title"),
    "columns": ("header",), "sections": ("title",), "lines": ("label",), "footnotes": ("text",),
    "headings": ("superior", "head", "motto"), "agreements": ("text",), "programmes": ("label",),
}  # fmt: skip
_PARTY_OFFICE = {"tỉnh": "tỉnh ủy", "thành phố": "thành ủy"}
# What stands before the word for a province where a city has its own.
_OF_THE_PROVINCE = (
    "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "đảng bộ", "trường chính trị", "ngân sách", "cấp", "tại",
)  # fmt: skip
Wording = Callable[[str], str]


def province_tables(pattern: RawTables, province: Province, year: int | None = None) -> RawTables:
    """The tables of a form set for a province. pattern: those of another; year: of the plan, else the
    pattern's. Raises ValueError, in Vietnamese, for a year without today's communes."""
    typed = str(year or setting_of(pattern, "year"))
    if not typed.isdecimal() or not FIRST_YEAR <= int(typed) <= _LAST_YEAR:
        raise ValueError(
            f"Các xã, phường hiện nay có từ 01/7/2025, nên chỉ lập được cho kế hoạch từ năm {FIRST_YEAR} đến "
            f"{_LAST_YEAR}; đang ghi {typed}."
        )
    said = _wording(setting_of(pattern, "province"), province)
    units = _units(pattern, province, said)
    kinds = dict.fromkeys(unit["kind"] for unit in units)
    tables = {table: [dict(row) for row in held] for table, held in pattern.items()}
    for table, columns in _READ.items():
        for row in tables.get(table, ()):
            row |= {column: said(row[column]) for column in columns if column in row}
    for row in tables.get("fields", ()):
        if "allowed" in row:
            row["allowed"] = "|".join(_choice(entry, said) for entry in _listed(row["allowed"]))
    for table, held in tables.items():
        tables[table] = [kept for row in held if (kept := _of_kinds(row, kinds)) is not None]
    tables["units"], tables["dues"] = units, _dues(pattern, kinds)
    tables[SETTINGS] = _settings(pattern, province, typed, said)
    return tables


def _choice(entry: str, said: Wording) -> str:
    """One of a field's allowed values in the province's words; the pattern's stay as another spelling."""
    value, *spellings = entry.split("=")
    new = said(value)
    return "=".join([new, *spellings, *([value] if new != value else [])])


def _settings(pattern: RawTables, province: Province, year: str, said: Wording) -> RawTable:
    name = f"{slug_of(province)}-{year}"
    settings = {"id": name, "edition": "1", "province": province.place, "year": year}
    for row in pattern[SETTINGS]:
        if row["key"] not in _ITS_OWN:
            settings[row["key"]] = said(row["value"])
    settings |= {"units": name, "units_on": "{last_year}-12-01"}
    return [{"key": key, "value": settings[key]} for key in SETTING_WORDS if settings.get(key)]


def slug_of(province: Province) -> str:
    """A province's name in ids and file names: lang-son."""
    return re.sub(r"\W+", "-", plain(province.bare).lower())


# --- units and what they owe ----------------------------------------------------------------------------


def _units(pattern: RawTables, province: Province, said: Wording) -> RawTable:
    """Agencies, then communes; of the kind and sector that the pattern's own have."""
    its = pattern.get("units", [])
    by_name = {fold(said(unit.get("name", ""))): unit for unit in its}
    like = next((unit for unit in its if level_of(place_of(unit.get("name", ""))) == "commune"), {})
    kind, sector = like.get("kind") or "party", like.get("sector") or "Đảng – đoàn thể"
    initials = "".join(word[0] for word in plain(province.bare).split())
    rows = []
    for agency in agencies(province):
        name = _filled(agency.name, province)
        row = _row_of(agency, name, province, f"{initials}-{agency.code}")
        rows.append(
            row | {key: by_name.get(fold(name), {}).get(key) or row[key] for key in ("sector", "kind")}
        )
    for commune in province.communes:
        row = _row_of_commune(commune, f"{initials}-{commune.code}")
        rows.append(row | {"sector": sector, "kind": kind})
    return rows


def _row_of(agency: Agency, name: str, province: Province, code: str) -> dict[str, str]:
    aliases = [_filled(alias, province) for alias in agency.aliases]
    kind = _kind_of(province)
    if province.bare not in name:
        between = " " if name.endswith((f" {kind}", "Tỉnh ủy", "Thành ủy")) else f" {kind} "
        aliases.append(f"{name}{between}{province.bare}")
    predecessors = [_filled(one, province) for one in agency.predecessors]
    said = {"predecessors": "|".join(predecessors), "aliases": "|".join(aliases)}
    own = {"code": code, "name": name, "sector": agency.sector, "kind": agency.kind}
    return own | {key: value for key, value in said.items() if value}


def _row_of_commune(commune: Commune, code: str) -> dict[str, str]:
    name = lowered_kind(commune.name)
    return {
        "code": code,
        "name": f"Đảng ủy {name}",
        "valid_from": SINCE,
        "predecessors": "|".join(former.words for former in formers()[commune.code]),
        "aliases": f"{commune.name}|Đảng bộ {name}|Ban Thường vụ Đảng ủy {name}",
    }


def _filled(text: str, province: Province) -> str:
    kind = _kind_of(province)
    office = _PARTY_OFFICE[kind]
    filled = text.replace("{Tỉnh ủy}", office[0].upper() + office[1:])
    return filled.replace("{tỉnh}", kind).replace("{tên}", province.place)


def _kind_of(province: Province) -> str:
    return "thành phố" if province.city else "tỉnh"


def _of_kinds(row: dict[str, str], kinds: Iterable[str]) -> dict[str, str] | None:
    """A row without kinds of unit that the province does not have; None where it speaks of no other."""
    if not row.get("unit_kinds"):
        return row
    left = [kind for kind in _listed(row["unit_kinds"]) if kind in kinds]
    return row | {"unit_kinds": "|".join(left)} if left else None


def _dues(pattern: RawTables, kinds: Iterable[str]) -> RawTable:
    """Each annex, owed by all units of the kinds of which some owe it in the pattern."""
    kind_of = {unit.get("code"): unit.get("kind", "") for unit in pattern.get("units", ())}
    owed: dict[str, dict[str, None]] = {}
    for row in pattern.get("dues", ()):
        named = [*_listed(row.get("unit_kinds", "")), kind_of.get(row.get("unit"), "")]
        owed.setdefault(row.get("form", ""), {}).update(dict.fromkeys(k for k in named if k in kinds))
    return [{"form": form, "unit_kinds": "|".join(of)} for form, of in owed.items() if of]


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


# --- words ----------------------------------------------------------------------------------------------


def _wording(old: str, province: Province) -> Wording:
    """What puts one province's name in the place of another's, in capitals where that stands in capitals;
    and Thành ủy for Tỉnh ủy where the one is a city and the other none."""
    try:
        was = find_province(old)
    except UnknownProvince:
        was = None
    before, now = _kind_of(was) if was else "tỉnh", _kind_of(province)
    put: dict[str, str] = {}
    bare = was.bare if was else old
    if old:
        put |= {f"{before} {bare}": f"{now} {province.bare}", bare: province.place}
    if before != now:
        for office in _OF_THE_PROVINCE:
            put[f"{office} {before}"] = f"{office} {now}"
            put |= {f"{office} {before} {bare}": f"{office} {now} {province.bare}"} if old else {}
        put |= {_PARTY_OFFICE[before]: _PARTY_OFFICE[now], f"{before} mở": f"{now} mở"}
    if not put:
        return lambda text: text
    new = {fold(words): instead for words, instead in put.items()}
    known = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(put, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )

    def one(found: re.Match[str]) -> str:
        instead, there = new[fold(found[0])], found[0]
        if there.isupper():
            return instead.upper()
        return instead if there[0] == instead[0] else _cased(instead, there)

    return lambda text: known.sub(one, text)


def _cased(instead: str, there: str) -> str:
    """Words whose first letter is large or small as it is there."""
    if there.islower():
        return instead.lower()
    return (instead[0].upper() if there[0].isupper() else instead[0].lower()) + instead[1:]
