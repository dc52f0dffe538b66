"""Between a biểu of the roll-up and the merge: what the tool makes of it, and the biểu with what the clerk
made of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbook_templates.declared import forms as declared
from workbook_templates.declared.fields import Field
from workbook_templates.declared.forms import Column, Columns
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import KINDS
from xl_addin.merge.merging import Merged
from xl_addin.merge.sides import BESIDE, OwnColumn, Side
from xl_addin.merge.three_way import Value, same
from xl_addin.summary.allotting import allot_what_is_asked, work_out_differences
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.class_states import leave_out
from xl_addin.summary.fixed_lines import add_up_anew
from xl_addin.summary.lines import BieuLine, print_amount

_WIDTH = 12.0  # of a column of hers, where the file does not say


def side_of(bieu: Bieu, names: dict[str, str]) -> Side:
    """What the tool makes of a biểu. names: of the units, by code."""
    form = bieu.form
    unit = form.columns.first(Role.UNIT) or ""
    grouped = form.numbering == "unit" and bool(unit) and unit != form.label_field
    side = Side(
        form.id, form.name, fixed=bool(form.lines), grouped=grouped, label=form.label_field, unit=unit
    )
    side.headers = {column.name: column.header[-1] for column in form.columns}
    for line in bieu.lines:
        side.values[line.key] = _values(form, line, unit if grouped else "")
        side.sections[line.key], side.units[line.key] = line.section, line.unit or ""
        if line.carried:
            side.carried.add(line.key)
        if grouped and line.unit:
            side.names[line.unit] = names[line.unit]
    return side


def _values(form: declared.Bieu, line: BieuLine, apart: str) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in form.columns:
        name = column.name
        if column.field.role is Role.ORDINAL:
            values[name] = line.number
        elif name == apart:
            values[name] = None
        else:
            number = line.numbers.get(name)
            values[name] = line.texts.get(name) if number is None else float(number)
    return values


def applied(bieu: Bieu, side: Side, merged: Merged) -> Bieu:
    """The biểu as the clerk has it. side: what the tool made of it."""
    of_key = {line.key: line for line in bieu.lines}
    columns = _columns(bieu.form, merged)
    form = replace(bieu.form, columns=Columns(columns)) if columns != tuple(bieu.form.columns) else bieu.form
    made = Bieu(form, bieu.sections, [], bieu.declined, bieu.frame)
    open_rows = _by_hand(merged)
    for key in merged.order:
        line = _copied(of_key[key]) if key in of_key else _extra_line(merged, key)
        line.section = merged.sections.get(key, line.section)
        line.by_hand = open_rows.get(key, {})
        if form.lines and line.counted is None:
            line.counted = dict(line.numbers)
        for name, value in merged.values[key].items():
            if key not in of_key or not same(value, side.values[key].get(name)):
                _put(form, line, name, value)
        made.lines.append(line)
    if form.lines:
        typed = {(line.key, name) for line in made.lines for name in line.by_hand}
        add_up_anew(form, made.lines, typed)
    else:
        allot_what_is_asked(form, made.lines)
        work_out_differences(form, made.lines)
        leave_out(form, made.lines)
    _name_units(made, side, merged)
    return made


def _by_hand(merged: Merged) -> dict[str, dict[str, bool]]:
    """Of each row the fields changed by hand, each with whether it is in conflict."""
    found: dict[str, dict[str, bool]] = {}
    for place, edit in merged.edits.items():
        if edit.shown:
            found.setdefault(place.key, {})[place.field] = edit.open
    return found


def _copied(line: BieuLine) -> BieuLine:
    return replace(
        line,
        numbers=dict(line.numbers),
        texts=dict(line.texts),
        amounts=dict(line.amounts),
        uncounted=dict(line.uncounted),
        counted=None if line.counted is None else dict(line.counted),
    )


def _extra_line(merged: Merged, key: str) -> BieuLine:
    extra = merged.extras[key]
    return BieuLine(extra.unit or None, extra.section, [], carried=extra.carried, key=key)


def _put(form: declared.Bieu, line: BieuLine, name: str, value: Value) -> None:
    """Let a line print a value in one column, and count it where it is a figure."""
    column = form.by_field.get(name)
    if column is None:
        return
    line.uncounted.pop(name, None)
    for held in (line.numbers, line.texts, line.amounts):
        held.pop(name, None)
    line.texts.pop(f"{name}?", None)
    kind = column.field.kind
    if column.field.role is Role.ORDINAL:
        line.number = None if value is None else str(value)
    elif kind.interval and value is not None:
        read, problem = column.field.parse(value)
        if read is not None and problem is None:
            line.amounts[name] = read
            print_amount(line, column, read)
        else:
            line.texts[name] = str(value)
    elif isinstance(value, float):
        line.numbers[name] = value
    elif value is not None:
        line.texts[name] = str(value)
    if line.counted is not None:
        line.counted.pop(name, None)
        if name in line.numbers:
            line.counted[name] = line.numbers[name]


def _columns(form: declared.Bieu, merged: Merged) -> tuple[Column, ...]:
    """The columns of the biểu, worded as the clerk has them, with hers among them."""
    own: dict[str, list[OwnColumn]] = {}
    for column in merged.own:
        own.setdefault(column.after, []).append(column)
    made: list[Column] = [_own_column(column) for column in own.get("", ())]
    for column in form.columns:
        header = merged.headers.get(column.name)
        made.append(replace(column, header=(*column.header[:-1], header)) if header else column)
        made += [_own_column(one) for one in own.get(column.name, ())]
    return tuple(made)


def _own_column(own: OwnColumn) -> Column:
    """A column of the clerk's, as the biểu prints it: nothing of it is added up."""
    field = Field(own.name, own.header, KINDS["text"](), Role.OTHER, Facet.NONE, ())
    return Column(field, (own.header,), own.width or _WIDTH, filled_by="province", shown="bieu")


def beside(merged: Merged) -> Sequence[OwnColumn]:
    """The clerk's columns right of the table."""
    return [column for column in merged.own if column.after == BESIDE]


def _name_units(bieu: Bieu, side: Side, merged: Merged) -> None:
    """Let each unit stand once above its lines, as the clerk calls it."""
    previous: tuple | None = None
    for line in bieu.lines:
        mine = line.section, line.unit
        line.first_of_unit = previous != mine
        previous = mine
        name = merged.names.get(line.unit or "", side.names.get(line.unit or ""))
        if side.grouped and name:
            line.texts[side.unit] = name
