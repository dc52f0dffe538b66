"""Tổng hợp theo chương trình và khối: classes and people of each biểu, by programme and by sector, counted
from the lines of the working file as they stand; held against the totals of the biểu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isclose

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Bieu
from workbook_templates.declared.record import TOTAL
from workbook_templates.declared.states import left_out, state_column
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from workbook_templates.reading.returns import Return
from workbook_templates.reading.table import Table
from xl_addin.merge.sides import Memory

UNKNOWN = "Chưa tách theo khối"
CLASSES, PEOPLE = 0, 1
_PEOPLE = (Role.LEARNERS, Role.ALLOTTED, Role.REGISTERED)


@dataclass
class Block:
    """One biểu. people: what its people are called; rows: of each programme, by sector, [classes, people];
    left: cells with figures that are no plain number; total: its own, as [classes, people], None where it
    states none."""

    name: str
    people: str
    rows: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    left: int = 0
    total: list[float | None] = field(default_factory=lambda: [None, None])

    def add(self, programme: str, sector: str, what: int, number: float) -> None:
        self.rows.setdefault(programme, {}).setdefault(sector, [0.0, 0.0])[what] += number

    def sum_of(self, what: int, sector: str | None = None, programme: str | None = None) -> float:
        """Of one sector and one programme, or of all."""
        return sum(
            numbers[what]
            for row, by_sector in self.rows.items()
            if programme in (None, row)
            for one, numbers in by_sector.items()
            if sector in (None, one)
        )


@dataclass
class Figures:
    """blocks: of each biểu that counts people or classes; sectors: in the order of the catalogue; off: where
    they do not agree with the totals of the biểu, in a clerk's words."""

    blocks: list[Block]
    sectors: list[str]
    off: list[str]


def leaders_of(item: Return, memory: Memory, form_set: FormSet) -> Figures:
    """Count them. item: the working file as a check has read it, by its own tags."""
    blocks, off = [], []
    for table in item.tables:
        if table.form not in form_set.bieu:
            continue
        counted = _Counted(item, table, memory, form_set)
        block = counted.count()
        if block.rows:
            blocks.append(block)
            off += counted.off(block)
    units = form_set.catalogue.units
    order = dict.fromkeys(units[code].sector for code in form_set.expected_units if code in units)
    found = {sector for block in blocks for row in block.rows.values() for sector in row}
    sectors = [sector for sector in order if sector in found]
    sectors += sorted(found - set(sectors) - {UNKNOWN})
    return Figures(blocks, sectors + [UNKNOWN] * (UNKNOWN in found), off)


class _Counted:
    """Counts the lines of one table."""

    def __init__(self, item: Return, table: Table, memory: Memory, form_set: FormSet) -> None:
        self.table, self.form_set, self.form = table, form_set, form_set.bieu[table.form]
        self.tags = item.traced.tags.get(table.sheet, {}) if item.traced else {}
        self.sources = item.traced.sources.lines if item.traced and item.traced.sources else {}
        written = memory.forms.get(table.form)
        self.units: Mapping[str, str] = written.side.units if written else {}
        self.extras = written.extras if written else {}
        self.classes = self.form.columns.addends(Role.CLASSES)
        role = next((role for role in _PEOPLE if self._is_filled(self.form.columns.addends(role))), None)
        self.people = self.form.columns.addends(role) if role else ()
        self.called = {Role.REGISTERED: "đăng ký", Role.ALLOTTED: "phân bổ"}.get(role, "người")

    def _is_filled(self, names: tuple[str, ...]) -> bool:
        return any(value is not None for name in names for value in self.table.values.get(name, ()))

    def count(self) -> Block:
        block = Block(self.form.name, self.called)
        for index, row in enumerate(self.table.rows):
            if not self._counts(index, row):
                continue
            programme = self._programme(index, row)
            for what, names in ((CLASSES, self.classes), (PEOPLE, self.people)):
                for name in names:
                    value = self.table.values.get(name, [None] * (index + 1))[index]
                    if isinstance(value, float):
                        for sector, number in self._split(index, row, name, value):
                            block.add(programme, sector, what, number)
                    elif value is not None or (index, name) in self._unread:
                        block.left += 1
            if not self.classes and self.form.line == "class":
                block.add(programme, self._sector(index, row) or UNKNOWN, CLASSES, 1.0)
        block.total = [self._total(self.classes), self._total(self.people)]
        return block

    @property
    def _unread(self) -> set[tuple[int, str]]:
        return {(index, name) for index, name, _ in self.table.problems}

    def _counts(self, index: int, row: int) -> bool:
        """Whether a row adds to the total: neither the sum of others, nor contained besides, nor a class that
        is stopped."""
        state = state_column(self.form.columns)
        said = self.table.raw.get(state.name) if state is not None else None
        if row in self.table.made_of or (said and left_out(state, said[index])):
            return False
        line = next((one for one in self.form.lines if one.id == self.table.line_of.get(row)), None)
        return line is None or not line.part

    def _programme(self, index: int, row: int) -> str:
        labels = {one.id: one.label for one in self.form_set.programmes}
        if self.form.lines:
            return _top_label(self.form, self.table.line_of.get(row, "")) or self.form.name
        named = self.table.names[index].programme if index < len(self.table.names) else ""
        declared = self.form_set.of_bieu.annexes[self.form.id].programmes
        if not named and len(declared) == 1:
            named = declared[0]
        if named or self.form.line == "class":
            return labels.get(named, "Lớp khác")
        return self.form.name

    def _sector(self, index: int, row: int) -> str:
        """The sector of the one unit whose line it is; blank where there is none."""
        units, (_, key) = self.form_set.catalogue.units, self.tags.get(row, ("", ""))
        code = self.units.get(key) or (self.extras[key].unit if key in self.extras else "")
        if not code and self.table.unit_field:
            named = self.table.values.get(self.table.unit_field, [])
            match = self.form_set.catalogue.match(str(named[index] or "")) if index < len(named) else None
            code = match.code if match else ""
        return units[code].sector if code in units else ""

    def _split(self, index: int, row: int, name: str, value: float) -> Iterator[tuple[str, float]]:
        """A figure by the sectors of those that it comes from; what none of them says is of none."""
        if sector := self._sector(index, row):
            yield sector, value
            return
        left = value
        for source in self.sources.get(self.tags.get(row, ("", "")), ()):
            number, unit = source.cells.get(name), self.form_set.catalogue.match(source.unit)
            if isinstance(number, float) and unit and unit.sector:
                left -= number
                yield unit.sector, number
        if not isclose(left, 0, abs_tol=1e-9):
            yield UNKNOWN, left

    def _total(self, names: tuple[str, ...]) -> float | None:
        """What the biểu's own total says; None where it says none."""
        rows = {row for row, tag in self.tags.items() if tag == (self.form.id, TOTAL)}
        line = next((line for line in self.table.totals if line.row in rows), None)
        values = [line.values.get(name) for name in names] if line else []
        numbers = [value for value in values if isinstance(value, float)]
        return sum(numbers) if numbers and len(numbers) == len(names) else None

    def off(self, block: Block) -> Iterator[str]:
        """Where the sums of the page are not the total of the biểu."""
        for what, total in enumerate(block.total):
            made = block.sum_of(what)
            if total is not None and not isclose(made, total, abs_tol=1e-6):
                called = "số lớp" if what == CLASSES else "số người"
                yield (
                    f"{block.name}: {called} cộng theo chương trình và khối là {dotted(made)}, dòng tổng của "
                    f"biểu là {dotted(total)}"
                )


def _top_label(form: Bieu, line: str) -> str:
    """The label of the line of which all others of its block are parts."""
    of = {one.id: one for one in form.lines}
    while line in of and of[line].under in of:
        line = of[line].under
    return of[line].label if line in of else ""
