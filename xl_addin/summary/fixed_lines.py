"""The lines of a biểu whose form fixes them: every unit's cells are added up line by line, and a line that is
made up of others is their sum, and what units wrote for it alone."""

from __future__ import annotations

from collections.abc import Container, Iterator

from workbook_templates.declared import forms as declared
from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.reading.table import Table
from xl_addin.summary.allotting import allot_what_is_asked, work_out_differences
from xl_addin.summary.lines import (
    BieuLine,
    Source,
    as_printed,
    fill_computed,
    fill_counts,
    fill_ranges,
    print_amount,
)
from xl_addin.summary.source_rows import SourceRows
from xl_addin.summary.targets import compare_with_targets, put_targets


def fixed_lines(form: declared.Bieu, frame: SourceRows, form_set: FormSet) -> list[BieuLine]:
    """The lines in the order of the form; each has as sources the rows that count in it by themselves."""
    place = {line.id: index for index, line in enumerate(form.lines)}
    lines = _lines(form)
    for identity, source in _sources(form, frame, form_set):
        lines[place[identity]].sources.append(source)
    for column in form.columns:
        if column.filled_by != "unit":
            continue
        fill = fill_ranges if column.field.kind.interval else fill_counts
        if column.field.kind.adds:
            fill(lines, frame, column, zero=False)
        elif column.field.role not in (Role.ORDINAL, Role.LINE):
            _fill_where_alike(lines, frame, column.name)
    fill_computed(lines, form, frame, form_set.catalogue)
    allot_what_is_asked(form, lines)
    for line in lines:
        line.counted = dict(line.numbers)
    _add_up(form, lines, place)
    work_out_differences(form, lines)
    _fill_parts(form, frame, lines, place)
    compare_with_targets(form, lines)
    return lines


def add_up_anew(form: declared.Bieu, lines: list[BieuLine], typed: Container[tuple[str, str]]) -> None:
    """Let the lines that others make up follow figures changed by hand. typed: the cells, as (key, field),
    that hold what somebody wrote, be it in place of a sum."""
    names = _summed(form)
    allot_what_is_asked(form, lines)
    for one, line in zip(form.lines, lines, strict=True):
        if one.part:
            line.counted = {}
            continue
        for name in names:
            if name in line.counted:
                line.numbers[name] = line.counted[name]
            elif name not in line.texts:
                line.numbers.pop(name, None)
    _add_up(form, lines, {line.id: index for index, line in enumerate(form.lines)}, typed)
    work_out_differences(form, lines)
    compare_with_targets(form, lines)


def unfilled_lines(form: declared.Bieu) -> list[BieuLine]:
    """The lines of a biểu that no unit sent, with their targets; none of a form that fixes none."""
    lines = _lines(form)
    _add_up(form, lines, {line.id: index for index, line in enumerate(form.lines)})
    compare_with_targets(form, lines)
    return lines


def _lines(form: declared.Bieu) -> list[BieuLine]:
    name = form.label_field
    lines = [BieuLine(None, -1, [], number=line.number, texts={name: line.label}) for line in form.lines]
    put_targets(form, lines)
    return lines


def _sources(form: declared.Bieu, frame: SourceRows, form_set: FormSet) -> Iterator[tuple[str, Source]]:
    """The rows that hold something, with the lines that they are, or in which the biểu takes them; prepared
    rows are none."""
    named = (Role.ORDINAL, Role.LINE)
    gone = frame.replaced() | (frame.declining(form_set) if form.own_lines else set())
    filled = [c for c in form.columns if c.filled_by == "unit" and c.field.role not in named]
    cells = [frame.raws(column.name) for column in filled]
    numbers = frame["row"].astype(int).tolist()
    for position in range(frame.size):
        owner = frame.owner(position)
        identity = owner.table.line_of.get(numbers[position])
        if form.own_lines:
            identity = form.taken.get((owner.table.form, identity or ""))
        blank = all(raws[position] is None for raws in cells)
        if identity is None or owner.source.unit is None or position in gone or blank:
            continue
        source = Source(position, owner.file, owner.table.sheet, numbers[position], owner.table.form)
        yield identity, source


def _fill_where_alike(lines: list[BieuLine], frame: SourceRows, name: str) -> None:
    """What is not added up is printed where all units wrote the same."""
    for line in lines:
        texts = {as_printed(frame, source.position, name) for source in line.sources}
        if len(texts) == 1 and (text := texts.pop()):
            line.texts[name] = text


def _add_up(
    form: declared.Bieu,
    lines: list[BieuLine],
    place: dict[str, int],
    typed: Container[tuple[str, str]] = frozenset(),
) -> None:
    """Put into each line that others make up their sum, from the lowest upwards. typed: cells, as
    (key, field), that count as they stand, in place of the lines below."""
    names = _summed(form)
    shown = [dict(line.amounts) for line in lines]  # of ranges, with what the lines below make
    for index in reversed(range(len(lines))):
        one, line = form.lines[index], lines[index]
        below = [place[o.id] for o in form.lines if o.under == one.id and not o.part]
        line.made_of = tuple(n for n in below if lines[n].numbers or shown[n])
        for name in names if line.made_of else ():
            values = [lines[n].numbers[name] for n in line.made_of if name in lines[n].numbers]
            if (line.key, name) in typed:
                line.counted[name] = line.numbers.get(name, 0.0) - sum(values)
            elif values:
                line.numbers[name] = line.numbers.get(name, 0.0) + sum(values)
        for column in _ranges(form) if line.made_of else ():
            name = column.name
            amounts = [shown[n][name] for n in (index, *line.made_of) if name in shown[n]]
            if amounts and (line.key, name) not in typed:
                shown[index][name] = column.field.kind.total(amounts)
                print_amount(line, column, shown[index][name])


def _summed(form: declared.Bieu) -> list[str]:
    """The columns whose numbers lines above take from those below."""
    return [c.name for c in (*form.added, *form.computed, *form.allotted) if not c.field.kind.interval]


def _ranges(form: declared.Bieu) -> list[declared.Column]:
    return [column for column in form.columns if column.field.kind.interval]


def _fill_parts(form: declared.Bieu, frame: SourceRows, lines: list[BieuLine], place: dict[str, int]) -> None:
    """The lines “trong đó”: added up over the units, and no part of any sum."""
    parts = {line.id for line in form.lines if line.part}
    amounts: dict[tuple[str, str], list] = {}
    for table in tables_of(frame) if parts else ():
        for kept in table.parts:
            identity = table.line_of.get(kept.row)
            for column in form.added if identity in parts else ():
                if (value := kept.values.get(column.name)) is not None:
                    amounts.setdefault((identity, column.name), []).append(value)
    for (identity, name), values in amounts.items():
        column = form.by_field[name]
        print_amount(lines[place[identity]], column, column.field.kind.total(values))
    for identity in parts:
        lines[place[identity]].counted = {}


def tables_of(frame: SourceRows) -> Iterator[Table]:
    """The tables of known units."""
    for one in frame.frames:
        for owner in one.owners:
            if owner.source.unit is not None:
                yield owner.table
