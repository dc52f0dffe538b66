"""Lớp chuyển tiếp: the classes that last year's biểu leaves open, as rows of the annexes for such classes,
filled in for the units to confirm.

A form set says by `carry_over` which annexes hold them, and by a column of role `confirmed` where a unit says
that a row is right. A class goes to the unit that its row or its name tells, by a name that is known exactly;
where none is told, to the only unit that can be meant. Whatever cannot be placed so is named, and filled in
nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex, Column
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.month import month_text
from workbook_templates.words.spelling import fold, quote

if TYPE_CHECKING:  # pandas is loaded while the workbooks are read
    from validators.batch import Batch
    from validators.causes.last_year import OpenClass
    from validators.frame import Frame

CARRIED_NOTE = "Lớp chuyển tiếp"


class NoAnnex(Exception):
    """The form set has no annex for such classes; the text says so in Vietnamese."""


@dataclass(frozen=True)
class Unplaced:
    """A class that no unit is known for. place: its cell in last year's file; why: in words for the clerk."""

    name: str
    place: str
    why: str


@dataclass
class CarriedOver:
    """rows: by unit and annex the rows that are filled in, as cells in the order of the annex's columns."""

    rows: dict[str, dict[str, list[list[object]]]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)

    def classes_of(self, unit: str) -> int:
        """How many classes are filled in for a unit."""
        return sum(map(len, self.rows.get(unit, {}).values()))


def carried_over(form_set: FormSet, last_year: Batch) -> CarriedOver:
    """The classes that still run in the year of the form set. Raises NoAnnex."""
    from validators.causes.last_year import open_classes

    annexes = _annexes(form_set)
    if not annexes:
        raise NoAnnex(
            f"Bộ biểu mẫu “{form_set.id}” không có biểu nào cho lớp chuyển tiếp (carry_over là yes hoặc "
            "mixed) nên không điền sẵn được lớp của năm trước."
        )
    made = CarriedOver()
    for item in open_classes(last_year, form_set.year):
        annex = _annex_for(item, annexes)
        unit, why = _unit_of(item, form_set, annex) if annex else ("", "chưa rõ ghi vào biểu nào")
        if not unit:
            owner = item.frame.owner(item.position)
            place = f"{owner.table.sheet}!{item.frame.cell(item.position, Role.CLASS)}"
            made.unplaced.append(Unplaced(quote(item.frame.label(item.position), 90), place, why))
            continue
        rows = made.rows.setdefault(unit, {}).setdefault(annex.id, [])
        rows.append([_cell(item, annex, column, len(rows) + 1) for column in annex.columns])
    return made


def _annexes(form_set: FormSet) -> list[Annex]:
    """Those for classes of earlier years alone; else those that hold them too and say so in a note."""
    of_classes = [form for form in form_set.annexes.values() if form.columns.first(Role.CLASS)]
    alone = [form for form in of_classes if form.carry_over == "yes"]
    return alone or [f for f in of_classes if f.carry_over == "mixed" and f.columns.first(Role.NOTE)]


def _annex_for(item: OpenClass, annexes: list[Annex]) -> Annex | None:
    """The annex for the class's programme; else the only one for any; None where that is not clear."""
    programme = item.frame.names[item.position].programme
    own = [form for form in annexes if programme and programme in form.programmes]
    fitting = own or [form for form in annexes if not form.programmes]
    return fitting[0] if len(fitting) == 1 else None


# --- whose class it is ------------------------------------------------------------------------------------


def _unit_of(item: OpenClass, form_set: FormSet, annex: Annex) -> tuple[str, str]:
    """The code of the unit that owes the annex for a class, and, where none is known, why."""
    owing = form_set.dues.get(annex.id, ())
    told, place = _told(item), item.frame.names[item.position].place
    if not told:
        likely = _of_section(item, form_set, owing) or (() if place else owing)
        why = (
            f"biểu năm trước chỉ ghi nơi học “{place}”"
            if place
            else "biểu năm trước không ghi của đơn vị nào"
        )
        return (likely[0], "") if len(likely) == 1 else ("", why)
    unit = form_set.catalogue.match(told)
    if unit is None:
        why = f"“{quote(told)}” không có trong danh mục đơn vị năm {form_set.year}"
        return "", why + _heirs(item, told, form_set)
    return (unit.code, "") if unit.code in owing else ("", f"“{unit.name}” không phải gửi {annex.name}")


def _told(item: OpenClass) -> str:
    """The name of the unit that last year's biểu tells: in the row, else by who sent it, else by the place in
    the class's name, where that is a unit of last year's; blank where it tells none."""
    frame, position = item.frame, item.position
    if frame.has(Role.UNIT) and (named := frame[Role.UNIT][position]):
        return str(named)
    units = frame.form_set.catalogue
    sender = units.units.get(frame.owner(position).source.unit or "")
    place = frame.names[position].place
    unit = sender or (units.match(place) if place else None)
    return unit.name if unit else ""


def _heirs(item: OpenClass, told: str, form_set: FormSet) -> str:
    """Which units took over from one that is no more: to be asked, never taken."""
    former = item.frame.form_set.catalogue.match(told)
    heirs = [u.name for u in form_set.catalogue.units.values() if former and former.code in u.predecessors]
    return f"; đơn vị kế thừa có thể là {', '.join(heirs[:5])}" if heirs else ""


def _of_section(item: OpenClass, form_set: FormSet, owing: tuple[str, ...]) -> tuple[str, ...]:
    """The owing units of the kinds whose rows stand in the section that the class stands in; none where no
    section says it."""
    owner, index = item.frame.place(item.position)
    place = owner.table.section_of[index] if owner.table.section_of else -1
    if place < 0:
        return ()
    label = fold(owner.table.sections[place].label)
    own = [section for section in item.frame.form.sections if fold(section.title) in label]
    kinds = {kind for section in own for kind in section.unit_kinds}
    return tuple(code for code in owing if form_set.catalogue.units[code].kind in kinds)


# --- what stands in its cells -----------------------------------------------------------------------------


def _cell(item: OpenClass, annex: Annex, column: Column, number: int) -> object:
    """What last year's biểu says in a column; blank where the unit must say it."""
    frame, position, role = item.frame, item.position, column.field.role
    if role is Role.ORDINAL:
        return number
    if role is Role.NOTE and annex.carry_over == "mixed":
        return CARRIED_NOTE
    if role in _ASKED:
        return None
    if role is Role.CLOSES and item.end is not None:
        return month_text(item.end)
    if column.name in frame.form.by_field:
        return _as_typed(frame, position, column.name)
    if role is Role.LEARNERS and annex.columns.addends(Role.LEARNERS) == (column.name,):
        from validators.measures import people

        number = people(frame)[position]
        return None if number != number else float(number)
    return None


_ASKED = (Role.NOTE, Role.CONFIRMED, Role.CARRY)  # what the unit says this year


def _as_typed(frame: Frame, position: int, name: str) -> object:
    """A cell as it would be typed again: a number, or what the page shows; blank where it cannot be read."""
    raw, value, kind = frame.raw(position, name), frame.value(position, name), frame.kind_of(name)
    if raw is None or value is None:
        return None
    number = kind.in_cell(value) if kind.adds else None
    return number if isinstance(number, (int, float)) else kind.printed(raw, value)
