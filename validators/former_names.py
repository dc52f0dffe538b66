"""What is said of a unit's name of before the reorganisation: what became of it, what to write now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from workbook_templates.words.communes import lowered_kind
from workbook_templates.words.former_names import FormerName, Heir, place_of
from workbook_templates.words.units import Catalogue, Unit

_SHOWN, _SHOWN_WITH_CODES = 12, 4  # units in one sentence


class Told(NamedTuple):
    """The sentences of a finding. units: those that the name leads to, each once; expected: the name to
    write, where only one unit can be meant."""

    message: str
    suggestion: str
    units: tuple[Unit, ...]

    @property
    def expected(self) -> str | None:
        return self.units[0].name if len(self.units) == 1 else None


def told_of(catalogue: Catalogue, text: str) -> Told | None:
    """What is said where a text is a name of before, and the name of no unit of today; else None."""
    found = catalogue.former_names.find(text) if catalogue.match(text) is None else None
    return _told(found) if found else None


def told_of_alike(catalogue: Catalogue, text: str) -> Told | None:
    """The same where it looks like such a name: a question."""
    found = catalogue.former_names.alike(text)
    if found is None:
        return None
    told = _told(found)
    return told._replace(suggestion=f"Có phải “{found.name}” cũ? Nếu đúng: {told.message}. {told.suggestion}")


def _told(found: FormerName) -> Told:
    say = _district if found.district else _fate
    groups: dict[str, list[Heir]] = {}
    for heir in found.heirs:
        groups.setdefault(heir.above, []).append(heir)
    name = lowered_kind(found.name) if found.kind else found.name
    said = [say(f"{name} ({lowered_kind(above)})" if above else name, of) for above, of in groups.items()]
    return Told("; ".join(said) + _since(found), _advice(found.units), found.units)


def _fate(name: str, heirs: list[Heir]) -> str:
    """xã Bản Ngoại (huyện Đại Từ) cũ nay thuộc xã Phú Thịnh"""
    if len(heirs) > 1:
        parts = [f"{_short(heir.unit)}{' (một phần)' if heir.part else ''}" for heir in heirs]
        return f"{name} cũ nay chia về {_some(parts)}"
    return f"{name} cũ nay {'có một phần ' if heirs[0].part else ''}thuộc {_short(heirs[0].unit)}"


def _district(name: str, heirs: list[Heir]) -> str:
    """không còn huyện Đại Từ, địa bàn nay thuộc …, xã Đại Từ chỉ là một phần của huyện ấy"""
    units = list({heir.unit.code: heir.unit for heir in heirs}.values())
    text = f"không còn {name}, địa bàn cũ nay thuộc {_some(map(_short, units))}"
    place = place_of(name.partition(" (")[0])
    same = [u for u in units if (of := place_of(u.name)) and place and of.name == place.name]
    if same and len(units) > 1:
        text += f" ({_short(same[0])} chỉ là một phần của địa bàn ấy)"
    return text


def _advice(units: tuple[Unit, ...]) -> str:
    named = [f"“{unit.name}” (mã {unit.code})" for unit in units]
    if len(units) == 1:
        return f"Nếu đơn vị gửi là {named[0]}, đề nghị ghi lại tên và mã như vậy."
    which = f": {', '.join(named)}" if len(units) <= _SHOWN_WITH_CODES else ""
    return f"Đề nghị ghi tên và mã hiện nay của đúng đơn vị gửi{which}."


def _some(names: Iterable[str]) -> str:
    names = list(names)
    left = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" và {left} đơn vị khác" if left > 0 else "")


def _since(found: FormerName) -> str:
    """, sắp xếp từ 01/7/2025"""
    day = date.fromisoformat(found.units[0].valid_from) if found.units[0].valid_from else None
    return f", sắp xếp từ {day:%d}/{day.month if day.month > 2 else f'{day:%m}'}/{day.year}" if day else ""


def _short(unit: Unit) -> str:
    """A commune by its own name, in place of its office's: xã Phú Thịnh."""
    if place_of(unit.name) is None:
        return f"“{unit.name}”"
    return lowered_kind(unit.name.removeprefix("Đảng ủy "))
