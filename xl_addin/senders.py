"""Who sent each file, where the form set has no catalogue of units: as the file says, else by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.returns import Return
from workbook_templates.words.spelling import clean, fold, words
from workbook_templates.words.units import Catalogue, Unit

# What stands around a unit's name in the name of a file: its number, the form's, the time it was sent.
_BEFORE = re.compile(
    r"^(?:(?:stt )?\d{1,4}[\s._)\-]+|(?:phụ lục|pl|biểu|mẫu)(?: số)? ?\d{0,2}[a-z]?[\s._\-]+)+", re.I
)
_BEHIND = re.compile(
    r"(?:[\s._-]*(?:\(\d{1,2}\)|lần \d{1,2}|bản \d{1,2}|copy|sửa|v\d|ngày [\d.-]+|20\d\d))+$", re.I
)

_ASKS = re.compile(
    r"(?:(?:ghi|điền|nhập) )?(?:rõ |đầy đủ )*tên(?: (?:đơn vị|cơ quan|xã|phường|sở))*$|(?:ghi|điền) rõ\b"
)


def with_senders(form_set: FormSet, returns: Sequence[Return]) -> FormSet:
    """The form set with those that sent these files as its units, and the files as theirs; the form set as it
    is where it has a catalogue."""
    if not form_set.open_units:
        return form_set
    units: dict[str, Unit] = {}
    for item in returns:
        if item.status != "ok" or item.own_output or not (item.tables or item.declined):
            continue
        name = sender_of(item)
        unit = units.setdefault(fold(name), Unit(name, name))
        item.unit, item.named, item.level = unit.code, name, "unit"
    codes = tuple(sorted((unit.code for unit in units.values()), key=fold))
    return replace(form_set, catalogue=Catalogue(units.values()), dues=dict.fromkeys(form_set.annexes, codes))


def sender_of(item: Return) -> str:
    """The name by which a file's unit is known: its own, else the file's."""
    named = clean(item.named or "")
    return name_in(item.path.stem) if _asks_for_name(named) else named


def _asks_for_name(text: str) -> bool:
    """Whether a text is no name, but what a blank has in its place: dots, “(ghi tên đơn vị)”, “[…]”."""
    return text[:1] in tuple("([<{") or not any(map(str.isalnum, text)) or bool(_ASKS.match(words(text)))


def name_in(stem: str) -> str:
    """The name of a unit in the name of a file: `01 Xã Ba Tơ (2)` → `Xã Ba Tơ`."""
    name = clean(stem.replace("_", " "))
    bare = _BEHIND.sub("", _BEFORE.sub("", name)).strip(" .-")
    return bare or name
