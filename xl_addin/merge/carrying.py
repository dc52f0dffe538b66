"""A whole roll-up with what the clerk had made of the last one: the biểu as they are printed, what of hers is
listed, and what the new file remembers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import QUOTA
from workbook_templates.expression.roles import Role
from xl_addin.merge.applying import applied, beside, side_of
from xl_addin.merge.merging import Merged, merge, merge_texts
from xl_addin.merge.reading import OldFile
from xl_addin.merge.sides import Left, Memory, Side, Written, told
from xl_addin.merge.three_way import LINE, Edit, Place, Value
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.free_texts import automatic_texts
from xl_addin.summary.lines import ByHand


class Listed(NamedTuple):
    """An edit as it is listed. now: what the tool would print; adds: by how much it changes the totals, by
    field."""

    place: Place
    edit: Edit
    now: Value
    adds: dict[str, float]


@dataclass
class CarriedOver:
    """bieu: as they are printed; rolled: as units said them; listed: the edits that stand; left: what is not
    carried over; memory: what the new file remembers; forms: the merge of each biểu; signing: number, date
    and signer, where the clerk has typed them."""

    bieu: list[Bieu]
    rolled: list[Bieu]
    memory: Memory
    listed: list[Listed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    forms: dict[str, Merged] = field(default_factory=dict)
    signing: dict[str, str] = field(default_factory=dict)

    @property
    def conflicts(self) -> int:
        """How many edits wait for a choice."""
        return sum(one.edit.open for one in self.listed)

    def adds(self, form: str, name: str) -> float:
        """By how much the edits change the total of a column."""
        return sum(one.adds.get(name, 0.0) for one in self.listed if one.place.form == form)


def carry_over(rolled: Sequence[Bieu], form_set: FormSet, old: OldFile | None = None) -> CarriedOver:
    """Join what units say with what the clerk had made of it. rolled: as units say it; old: the file that she
    had in hand, where there is one."""
    names = {code: unit.name for code, unit in form_set.catalogue.units.items()}
    made = CarriedOver([], list(rolled), Memory(form_set.id), left=list(old.left) if old else [])
    made.signing = old.signing if old else {}
    sides = {bieu.form.id: side_of(bieu, names) for bieu in rolled}
    for bieu in rolled:
        form, printed = bieu.form.id, bieu
        if old is not None and form in old.memory.forms:
            made.forms[form] = merge(old.memory, old.found.get(form), old.choices, sides[form])
            printed = applied(bieu, sides[form], made.forms[form])
        made.bieu.append(printed)
    for sheet in dict.fromkeys(bieu.form.sheet for bieu in rolled):
        tables = [printed for printed in made.bieu if printed.form.sheet == sheet]
        for form, texts in automatic_texts(tables, form_set).items():
            sides[form].texts = texts
    for bieu, printed in zip(rolled, made.bieu, strict=True):
        _finish(made, bieu, printed, sides[bieu.form.id], old)
    made.left = list({one.where: one for one in made.left}.values())
    made.memory.left = made.left
    return made


def _finish(made: CarriedOver, rolled: Bieu, printed: Bieu, side: Side, old: OldFile | None) -> None:
    """Join what stands around the lines of a biểu, once it is known what they come to, and list its edits."""
    form = rolled.form.id
    side.texts |= _labels(printed) | _quotas(rolled)
    merged = made.forms.get(form)
    made.memory.forms[form] = _written(rolled, printed, side, merged)
    if merged is not None:
        merge_texts(old.memory, old.found.get(form), old.choices, side, merged)
        printed.by_hand = _by_hand(merged, side)
        made.memory.edits |= merged.edits
        made.left += merged.left
        made.listed += _listed(rolled, printed, side, merged)


def _labels(bieu: Bieu) -> dict[tuple[str, str], str]:
    return {(key, bieu.form.label_field): text for key, text in bieu.labels().items()}


def _quotas(bieu: Bieu) -> dict[tuple[str, str], str]:
    """What was given to the province, as it is declared; blank where the clerk is to write it."""
    columns = bieu.form.allotted
    return {(QUOTA, c.name): "" if c.quota is None else told(c.quota) for c in columns}


def _by_hand(merged: Merged, side: Side) -> ByHand:
    labels = {key: text for (key, name), text in merged.texts.items() if name == side.label}
    columns = []
    for column in beside(merged):
        values = {key: row[column.name] for key, row in merged.values.items() if column.name in row}
        columns.append((column.header, column.width or 14.0, values))
    texts: dict[str, dict[str, str]] = {}
    for (part, name), text in merged.texts.items():
        if name != side.label:
            texts.setdefault(part, {})[name] = text
    return ByHand(labels, merged.hidden, columns, texts, merged.more, merged.notes)


def _written(rolled: Bieu, printed: Bieu, side: Side, merged: Merged | None) -> Written:
    """What the new file remembers of a biểu."""
    form = rolled.form
    written = Written(side, form.sheet, printed.form.columns.header_levels, form.index_row != "no")
    written.drawn = [line.key for line in printed.lines]
    written.sums = {line.key for line in printed.lines if line.made_of}
    written.footnotes = len(form.footnotes)
    written.shares = rolled.shares()
    if merged is not None:
        written.extras, written.own = merged.extras, merged.own
        written.more, written.notes = merged.more, merged.notes
    return written


def _listed(rolled: Bieu, printed: Bieu, side: Side, merged: Merged) -> Iterator[Listed]:
    """The edits of a biểu in the order of its lines, each with what it does to the totals."""
    before = {line.key: line.adds for line in rolled.lines}
    after = {line.key: line.adds for line in printed.lines}
    names = [c.name for c in rolled.form.columns if c.field.kind.adds and not c.difference_of]
    order = {key: number for number, key in enumerate((*merged.order, *side.values))}
    state = rolled.form.columns.first(Role.STATE)  # a class that is stopped takes all its figures with it
    said: set[tuple[str, str]] = set()
    for place in sorted(merged.edits, key=lambda place: order.get(place.key, len(order))):
        adds = {}
        for name in names if place.field in (LINE, state) else (place.field,):
            changed = after.get(place.key, {}).get(name, 0.0) - before.get(place.key, {}).get(name, 0.0)
            if changed and name in names and (place.key, name) not in said:
                adds[name] = changed
                said.add((place.key, name))
        yield Listed(place, merged.edits[place], merged.now[place], adds)
