"""The merge of one biểu: the last run, the clerk's file and what the units say now, joined place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbook_templates.words.spelling import fold
from xl_addin.merge.free_texts import FreeText
from xl_addin.merge.order import arranged, filled, joined, merged_order
from xl_addin.merge.sides import (
    HERS,
    Choices,
    Extra,
    Found,
    FoundRow,
    Left,
    Memory,
    OwnColumn,
    Side,
    Written,
    summary,
)
from xl_addin.merge.three_way import (
    HEADER,
    LINE,
    ORDER,
    SECTION,
    Choice,
    Edit,
    Place,
    Value,
    merged,
    plain,
    same,
)


@dataclass
class Merged:
    """A biểu with what the clerk made of it. order: the keys of its rows; values: what stands in each row, by
    column, hers too; sections: of each row; extras: the rows that no unit says, with those not drawn;
    headers, texts, names: those that she changed; hidden: columns that she took away for good; now: of each
    edit, what the tool would print; more, notes: as of Written; left: what is not carried over."""

    order: list[str] = field(default_factory=list)
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    extras: dict[str, Extra] = field(default_factory=dict)
    own: list[OwnColumn] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    edits: dict[Place, Edit] = field(default_factory=dict)
    now: dict[Place, Value] = field(default_factory=dict)
    more: dict[str, list[FreeText]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def merge(memory: Memory, found: Found | None, choices: Choices, now: Side) -> Merged:
    """Join the three. found: None where the clerk's file no longer shows the biểu: what stood then stands."""
    return _Merge(memory, found, choices, now).run()


def merge_texts(memory: Memory, found: Found | None, choices: Choices, now: Side, made: Merged) -> None:
    """Join what is printed besides lines, once it is known what the lines come to."""
    one = _Merge(memory, found, choices, now)
    one.made = made
    one.texts()


class _Merge:
    def __init__(self, memory: Memory, found: Found | None, choices: Choices, now: Side) -> None:
        self.memory, self.choices, self.now = memory, choices, now
        self.written: Written = memory.forms[now.form]
        self.old = self.written.side
        self.found = found if found is not None else _as_drawn(memory, self.written)
        self.rows = {row.key: row for row in self.found.rows if row.key}
        self.made = Merged(
            own=list(self.found.own), more=self.found.more, notes=self.found.notes, left=list(self.found.left)
        )
        self.names = list(now.headers)
        self.hers = [column.name for column in self.made.own]
        self.taken = set(self.written.extras)  # keys of rows of hers

    def run(self) -> Merged:
        for key in self.now.values:
            self._line(key)
        for key in self.old.values:
            if key not in self.now.values:
                self._withdrawn(key)
        for key, extra in self.written.extras.items():
            if key not in self.now.values:
                self._extra(key, extra)
        for row in self.found.rows:
            if not row.key:
                self._put_in(row)
        self._order()
        self._headers()
        self.unit_names()
        return self.made

    def _settle(self, place: Place, automatic: Value, found: Value, now: Value, **more) -> Value:
        """The value of a place after this run; `found` as in the file. drawn: what the last run wrote, where
        that is not the edit of then or what was automatic."""
        before = more.pop("before", self.memory.edits.get(place))
        drawn = more.pop("drawn", before.hand if before is not None and before.shown else automatic)
        choice = self.choices.of.get(place)
        by = (self.choices.who, self.choices.when)
        edit = merged(before, automatic, drawn, found, now, choice, by=by, **more)
        if edit is None:
            return now
        self.made.edits[place], self.made.now[place] = edit, now
        return edit.hand if edit.shown else now

    def _place(self, key: str, name: str) -> Place:
        return Place(self.now.form, key, name)

    def _drawn(self, key: str, name: str) -> Value:
        return self.memory.drawn(self.now.form, key, name)

    # --- lines --------------------------------------------------------------------------------------

    def _line(self, key: str) -> None:
        """A line that units say now."""
        old, now = self.old.values.get(key), self.now.values[key]
        values = dict(now)
        if old is not None or key in self.written.extras:
            automatic = old or {}
            row = self.rows.get(key)
            for name in self.names:
                drawn = self._drawn(key, name) if old is not None else None
                found = row.cells.get(name, drawn) if row else drawn
                values[name] = self._settle(
                    self._place(key, name), automatic.get(name), found, now[name], drawn=drawn
                )
            if self.now.fixed:
                if row is None:
                    why = "Biểu có dòng cố định: dòng đã xóa được in lại."
                    told = summary(now, self.names)
                    self.made.left.append(Left(self.now.form, self.found.sheet, told, why))
            elif old is not None and not self._stays(key, old, now):
                return
            self._section(key)
            self._hers(row, values)
        self.made.values[key] = values
        self.made.sections.setdefault(key, self.now.sections.get(key, -1))

    def _stays(self, key: str, old: dict[str, Value], now: dict[str, Value]) -> bool:
        """Whether a line is printed: the clerk may have deleted it."""
        place = self._place(key, LINE)
        before = self.memory.edits.get(place)
        automatic = summary(old, self.old.headers)
        drawn = before.hand if before is not None and before.shown else automatic
        found = (drawn or automatic) if key in self.rows else None
        return self._settle(place, automatic, found, summary(now, self.names), drawn=drawn) is not None

    def _section(self, key: str) -> None:
        at = self.now.sections.get(key, -1)
        row = self.rows.get(key)
        if at < 0 or key not in self.old.sections:
            return
        automatic = float(self.old.sections[key])
        before = self.memory.edits.get(self._place(key, SECTION))
        drawn = before.hand if before is not None and before.shown else automatic
        found = float(row.section) if row is not None and row.section >= 0 else drawn
        section = self._settle(self._place(key, SECTION), automatic, found, float(at))
        self.made.sections[key] = int(section)

    def _hers(self, row: FoundRow | None, values: dict[str, Value]) -> None:
        """What stands in the clerk's own columns."""
        for name in self.hers if row is not None else ():
            if (value := plain(row.cells.get(name))) is not None:
                values[name] = value

    def _withdrawn(self, key: str) -> None:
        """A line that no unit says any more: gone, unless the clerk had worked on it."""
        old, row = self.old.values[key], self.rows.get(key)
        if row is None:
            return
        values = {name: row.cells.get(name, self._drawn(key, name)) for name in self.old.headers}
        touched = any(not same(values[name], old.get(name)) for name in values)
        self._hers(row, values)
        touched = touched or any(name in values for name in self.hers)
        line = summary(old, self.old.headers)
        hand = summary(values, (*self.old.headers, *self.hers))
        if touched and same(hand, line):
            hand += " (đã đổi cột)"
        extra = Extra(values, row.section, self.old.units.get(key, ""), key in self.old.carried)
        self._keep(key, extra, hand, automatic=line, drawn=line)

    def _extra(self, key: str, extra: Extra) -> None:
        """A row that no unit said at the last run either."""
        place = self._place(key, LINE)
        before, row = self.memory.edits.get(place), self.rows.get(key)
        shown = before is None or before.shown
        if shown and row is None:
            return  # hers, and deleted
        if row is not None:
            values = {
                **extra.values,
                **{name: row.cells.get(name) for name in self.names if name in row.cells},
            }
            for name in self.hers:
                values.pop(name, None)
            self._hers(row, values)
            unit = self._unit_of(row) or extra.unit
            extra = replace(extra, values=values, section=row.section, unit=unit)
        line = summary(extra.values, (*self.names, *self.hers)) if shown else None
        self._keep(key, extra, line, drawn=before.hand if before and shown else None, before=before)

    def _put_in(self, row: FoundRow) -> None:
        """A row that the clerk has put in since."""
        if self.now.fixed:
            self._leave(row, "Biểu có dòng cố định: đề nghị thêm dòng này vào bộ biểu mẫu.")
            return
        values, unit = dict(row.cells), self._unit_of(row)
        row.key = self._new_key()
        carried = bool(self.now.values) and self.now.carried == self.now.values.keys()
        extra = Extra(values, row.section, unit, carried)
        extra.twin = self._twin(extra)
        self._keep(row.key, extra, summary(values, (*self.names, *self.hers)))

    def _keep(
        self,
        key: str,
        extra: Extra,
        found: Value,
        *,
        automatic: Value = None,
        drawn: Value = None,
        before: Edit | None = None,
    ) -> None:
        """Print a row that no unit says, as long as the clerk does not say otherwise."""
        place, now = self._place(key, LINE), None
        if before is not None:
            extra.twin = extra.twin or self._twin(extra)
            if self.choices.of.get(place) is Choice.KEEP and self._told(self.old, extra.twin):
                extra.twin = ""  # both rows are meant
            automatic = self._told(self.old, extra.twin)
            before = replace(before, asks=bool(extra.twin))
        if extra.twin:
            now = self._told(self.now, extra.twin)
        asks = bool(extra.twin)
        value = self._settle(place, automatic, found, now, drawn=drawn, before=before, asks=asks)
        edit = self.made.edits.get(place)
        if edit is not None:
            self.made.extras[key] = extra
            if edit.shown and value is not None:
                self.made.values[key] = extra.values
                self.made.sections[key] = extra.section

    def _told(self, side: Side, key: str) -> Value:
        return summary(side.values[key], side.headers) if key in side.values else None

    def _leave(self, row: FoundRow, why: str) -> None:
        told = summary({name: plain(value) for name, value in row.cells.items()}, row.cells)
        self.made.left.append(Left(self.now.form, f"{self.found.sheet}!A{row.row}", told, why))

    def _unit_of(self, row: FoundRow) -> str:
        """The unit below whose name a row of hers stands."""
        if not self.now.grouped:
            return ""
        above = ""
        for one in self.found.rows:
            if one is row:
                break
            unit = self.old.units.get(one.key) or (
                self.written.extras[one.key].unit if one.key in self.written.extras else ""
            )
            above = unit or above
        own = fold(str(row.cells.get(self.now.unit) or ""))
        named = (
            next((code for code, name in self.now.names.items() if fold(name) == own), "") if own else above
        )
        return named

    def _twin(self, extra: Extra) -> str:
        """The line of the same name as a row of hers that units say since; blank for none."""
        label = fold(str(extra.values.get(self.now.label) or ""))
        for key, values in self.now.values.items() if label else ():
            new = key not in self.old.values and key not in self.written.extras and key in self.made.values
            unit = self.now.units.get(key, "")
            named = fold(str(values.get(self.now.label) or ""))
            if new and named == label and (not extra.unit or extra.unit == unit):
                return key
        return ""

    def _new_key(self) -> str:
        number = 1
        while f"{HERS}{number}" in self.taken:
            number += 1
        self.taken.add(f"{HERS}{number}")
        return f"{HERS}{number}"

    # --- order --------------------------------------------------------------------------------------

    def _order(self) -> None:
        """In what order the rows stand."""
        made, now = self.made, self.now
        common = [k for k in now.values if k in self.old.values and k in self.rows and k in made.values]
        order = list(now.values)
        if not now.fixed:
            place = self._place(ORDER, ORDER)
            found = [row.key for row in self.found.rows]
            before = self.memory.edits.get(place)
            order = merged_order(self._settle, place, before, self.old.values, self.written.drawn, found,
                                 now.values, set(common))  # fmt: skip
        put_in = [row.key for row in self.found.rows if row.key in made.extras]
        shown = [row.key for row in self.found.rows if row.key]
        order = [key for key in order if key in made.values]
        extras = [
            key for key in (*put_in, *(k for k in made.extras if k not in put_in)) if key in made.values
        ]
        units = now.units | {key: made.extras[key].unit for key in extras}
        made.order = arranged(order, extras, shown, made.sections, units if now.grouped else None)
        self._note_order()

    def _note_order(self) -> None:
        """Let the edit of the order, where there is one, know the lines that came in."""
        place = self._place(ORDER, ORDER)
        if edit := self.made.edits.get(place):
            now = [key for key in self.now.values if key in self.made.values]
            base, hand = (filled(str(value or "").split(), now, now) for value in (edit.base, edit.hand))
            if edit.shown:
                hand = [key for key in self.made.order if key in self.now.values]
            self.made.edits[place] = replace(edit, base=joined(base), hand=joined(hand))

    # --- what stands around the lines -----------------------------------------------------------------

    def _headers(self) -> None:
        for name, now in self.now.headers.items():
            automatic = self.old.headers.get(name)
            if automatic is None:
                continue
            place = self._place(HEADER, name)
            before = self.memory.edits.get(place)
            gone = before is not None and before.hand is None
            drawn = automatic if before is None or gone or not before.shown else before.hand
            found = self.found.headers.get(name, drawn)
            if gone and same(found, drawn):
                found = drawn = None if before.shown else drawn
            value = self._settle(place, automatic, found, now, drawn=drawn, asks=True)
            edit = self.made.edits.get(place)
            if edit is not None and edit.hand is None:
                if edit.choice is Choice.KEEP:
                    self.made.hidden.add(name)
            elif value != now:
                self.made.headers[name] = value

    def unit_names(self) -> None:
        """How units are called that stand once above their lines."""
        for code, now in self.now.names.items():
            if code in self.old.names:
                key = f"unit-{code}"
                value = self._text(key, self.now.unit, self.old.names[code], now)
                if not same(value, now):
                    self.made.names[code] = str(value or "")

    def texts(self) -> None:
        """What else is printed."""
        for (key, name), now in self.now.texts.items():
            if (key, name) in self.old.texts:
                value = self._text(key, name, self.old.texts[key, name], now)
                if not same(value, now):
                    self.made.texts[key, name] = str(value or "")

    def _text(self, key: str, name: str, automatic: str, now: str) -> Value:
        place = self._place(key, name)
        before = self.memory.edits.get(place)
        drawn = before.hand if before is not None and before.shown else automatic
        return self._settle(place, automatic, self.found.texts.get((key, name), drawn), now)


def _as_drawn(memory: Memory, written: Written) -> Found:
    """A biểu that nobody touched."""
    form, side = written.side.form, written.side
    rows = []
    for number, key in enumerate(written.drawn):
        edit = memory.edits.get(Place(form, key, SECTION))
        section = edit.hand if edit is not None and edit.shown else side.sections.get(key, -1)
        if key in written.extras:
            section = written.extras[key].section
        names: Sequence[str] = (*side.headers, *(column.name for column in written.own))
        cells = {name: memory.drawn(form, key, name) for name in names}
        rows.append(FoundRow(number, key, int(section), cells))
    return Found(written.sheet, rows, own=list(written.own), more=written.more, notes=written.notes)
