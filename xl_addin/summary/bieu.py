"""The biểu of a province: every row of every counted return enters its biểu, with its sources.

Pure data, no Excel: lines in the order they are printed, what could not be counted named, totals
recomputed from rows and never taken from a unit's formulas (DESIGN decision 11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from validators.batch import Batch
from validators.identity import line_keys
from workbook_templates.declared import forms as declared
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Footnote, Section, Sum
from workbook_templates.declared.record import CARRIED_OVER, OPENED_NEW, QUOTA, RESERVE, TOTAL
from workbook_templates.declared.states import LEFT_OUT, state_column, word_of
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import fold
from xl_addin.summary.allotting import allot_what_is_asked, work_out_differences
from xl_addin.summary.class_states import begin_states, leave_out
from xl_addin.summary.contained import contained_lines
from xl_addin.summary.fixed_lines import fixed_lines, unfilled_lines
from xl_addin.summary.lines import (
    BieuLine,
    ByHand,
    Source,
    as_printed,
    fill_computed,
    fill_counts,
    fill_ranges,
)
from xl_addin.summary.source_rows import SourceRows


@dataclass
class Bieu:
    """A rolled-up table. sections: those of the form, in order, lines carry their index; declined: annexes
    and units that wrote “Không có nhu cầu” there; frame: the rows its lines' sources point into, of all its
    annexes; by_hand: what the clerk made of it besides its lines."""

    form: declared.Bieu
    sections: tuple[Section, ...]
    lines: list[BieuLine]
    declined: list[tuple[str, str]] = field(default_factory=list)
    frame: SourceRows | None = None
    by_hand: ByHand = field(default_factory=ByHand)

    @cached_property
    def contained(self) -> list[BieuLine]:
        """What stands below the total: the lines that say what it contains."""
        return contained_lines(self.form, self.frame)

    @property
    def no_need(self) -> list[str]:
        """The units that wrote “Không có nhu cầu”."""
        return [unit for _, unit in self.declined]

    def total(self, name: str, *, section: int | None = None, carried: bool | None = None) -> float:
        """The sum of one count field, of one section or of carry-over or new lines where asked."""
        return sum(sums[0] for sums in self._chosen(name, section, carried))

    def uncounted(self, name: str, *, section: int | None = None, carried: bool | None = None) -> int:
        """How many cells of one count field its total lacks, of those lines that `total` would add up."""
        return sum(sums[1] for sums in self._chosen(name, section, carried))

    def range_total(
        self, name: str, *, section: int | None = None, carried: bool | None = None
    ) -> float | str:
        """The sum of one field that may hold ranges, as it is printed: a number where all of them are."""
        kind = self.form.by_field[name].field.kind
        amounts = (
            line.amounts[name]
            for line in self.lines
            if name in line.amounts and section in (None, line.section) and carried in (None, line.carried)
        )
        return kind.in_cell(kind.total(amounts))

    def by_unit(self, column: declared.Column) -> Iterator[tuple[str | None, float]]:
        """What each line adds in one column, by unit; where lines are of all units, what each row of theirs
        does."""
        if not self.form.lines:
            yield from ((line.unit, line.adds.get(column.name, 0.0)) for line in self.lines)
            return
        if self.frame is None:
            return
        values, kind = self.frame[column.name].tolist(), column.field.kind
        for line in self.lines:
            for source in line.sources:
                value = values[source.position]
                unit = self.frame.owner(source.position).source.unit
                yield unit, kind.in_cell(value) if value == value else 0.0

    def shares(self) -> dict[str, dict[str, float]]:
        """Where lines are of all units: what each unit adds to the totals, by its code and field."""
        made: dict[str, dict[str, float]] = {}
        for column in self.count_columns if self.form.lines else ():
            for unit, value in self.by_unit(column):
                if unit and value:
                    own = made.setdefault(unit, {})
                    own[column.name] = own.get(column.name, 0.0) + value
        return made

    def shortfall(self, *, section: int | None = None, carried: bool | None = None) -> str:
        """What the totals of those lines lack, in words to stand behind a label; blank for nothing."""
        lacking = [
            f"{missing} ô cột “{' – '.join(column.header)}”"
            for column in self.form.added
            if (missing := self.uncounted(column.name, section=section, carried=carried))
        ]
        return f" (chưa gồm {', '.join(lacking)})" if lacking else ""

    def told_note(self, note: Footnote) -> str:
        """A footnote with its figures, in words."""
        return "".join(part if isinstance(part, str) else self.told_sum(part)[1] for part in note.parts)

    def told_sum(self, part: Sum) -> tuple[float, str]:
        """A figure of a footnote, and in words, with what it lacks."""
        carried = {declared.CARRIED: True, declared.NEW: False}.get(part.of)
        number = sum(self.total(name, carried=carried) for name in part.fields)
        lacking = sum(self.uncounted(name, carried=carried) for name in part.fields)
        return number, dotted(round(number, 6)) + (f" (chưa gồm {lacking} ô)" if lacking else "")

    def quota(self, column: declared.Column) -> float | str | None:
        """How much was given to the province of what a column allots: as the clerk has it, else as declared;
        words where she wrote no number, None where nothing is known."""
        typed = self.by_hand.texts.get(QUOTA, {}).get(column.name)
        if typed is None:
            return column.quota
        number, problem = column.field.parse(typed)
        return (typed or None) if number is None or problem is not None else number

    def state_of(self, line: BieuLine) -> str:
        """The code of a class's state among those that do not count; blank for any other."""
        column = state_column(self.form.columns) if line.left_out else None
        text = column.field.kind.parse(line.texts.get(column.name))[0] if column else None
        return next((code for code in LEFT_OUT if column and word_of(column, code) == text), "")

    def labels(self) -> dict[str, str]:
        """What its sections and its total are called, by the key of the row, before anybody changed it."""
        sections = dict.fromkeys(line.section for line in self.lines if line.section >= 0)
        found = {section_name(n): self.sections[n].title + self.shortfall(section=n) for n in sections}
        found[TOTAL] = self.form.total_label + self.shortfall()
        column = state_column(self.form.columns)
        for code in LEFT_OUT if column is not None else ():
            found[code] = f"{word_of(column, code)} (không tính vào tổng)"
        if self.form.allotted:
            found |= {QUOTA: "Chỉ tiêu được giao", RESERVE: "Dự phòng, chưa phân bổ"}
        if self.form.carry_over == "mixed" and self.lines:
            parts = ((CARRIED_OVER, "Trong đó: – lớp chuyển tiếp", True), (OPENED_NEW, "– lớp mở mới", False))
            found |= {key: text + self.shortfall(carried=carried) for key, text, carried in parts}
        return found

    def _chosen(self, name: str, section: int | None, carried: bool | None) -> Iterator[list[float]]:
        for (of_section, of_carried), sums in self._sums.get(name, {}).items():
            if section in (None, of_section) and carried in (None, of_carried):
                yield sums

    @cached_property
    def _sums(self) -> dict[str, dict[tuple[int, bool], list[float]]]:
        """By field, and then by section and carried or not: the sum of the lines, and how many cells it
        lacks. Made once, when the lines stand."""
        groups: dict[tuple[int, bool], list[BieuLine]] = {}
        for line in self.lines:
            groups.setdefault((line.section, line.carried), []).append(line)
        return {
            column.name: {
                key: [
                    sum(line.adds.get(column.name, 0.0) for line in lines),
                    sum(len(line.uncounted.get(column.name, ())) for line in lines if line.uncounted),
                ]
                for key, lines in groups.items()
            }
            for column in self.form.columns
            if column.field.kind.adds
        }

    @property
    def keys(self) -> list[str]:
        """The key of each line."""
        return [line.key for line in self.lines]

    @cached_property
    def keys_above(self) -> frozenset[str]:
        """The keys of the fixed lines that others are below, wherever they have been moved."""
        keys = line_keys((None, line.id) for line in self.form.lines)
        return frozenset(
            key for line, key in zip(self.form.lines, keys, strict=True) if line.id in self.form.lines_above
        )

    def give_keys(self) -> Bieu:
        """Let each line know its key: of its unit and class, not of its place, so that it stays the same when
        units send late, rows move, or a class with a code or cohort is worded otherwise."""
        if self.form.lines:
            keys = line_keys((None, line.id) for line in self.form.lines)
        else:
            whole_units = self.form.line == "unit"
            keys = line_keys(
                (line.unit, "" if whole_units else self.frame.key(line.sources[0].position))
                for line in self.lines
            )
        for line, key in zip(self.lines, keys, strict=True):
            line.key = key
        return self

    @property
    def count_columns(self) -> tuple[declared.Column, ...]:
        """The columns whose numbers a SUM adds up."""
        return tuple(c for c in self.form.added if not c.field.kind.interval)

    @property
    def range_columns(self) -> tuple[declared.Column, ...]:
        """The columns that are added up and may hold ranges."""
        return tuple(c for c in self.form.added if c.field.kind.interval)

    def total_texts(self) -> list[tuple[str, str]]:
        """The totals in words: (label, '1.360' or '1.360 (chưa gồm 2 ô)')."""
        texts = []
        for column in self.form.added:
            missing = self.uncounted(column.name)
            ranged = column.field.kind.interval
            total = self.range_total(column.name) if ranged else self.total(column.name)
            text = total if isinstance(total, str) else dotted(round(total, 6))
            text += f" (chưa gồm {missing} ô)" if missing else ""
            texts.append((column.field.label, text))
        return texts


def section_name(number: int) -> str:
    """The key under which the label of a section is kept."""
    return f"section-{number}"


def roll_up_forms(batch: Batch) -> list[Bieu]:
    """Every biểu of the form set, empty ones too, in its order. Only rows of a known unit are added up; an
    unknown unit's file is named by rule L01."""
    made = []
    for form in batch.form_set.bieu.values():
        frames = [batch.frames[annex.id] for annex in form.sources if annex.id in batch.frames]
        rows = SourceRows(frames, several=len(form.sources) > 1)
        none = Bieu(form, form.sections, unfilled_lines(form))
        made.append((_bieu(form, rows, batch.form_set) if frames else none).give_keys())
    return made


def _bieu(form: declared.Bieu, frame: SourceRows, form_set: FormSet) -> Bieu:
    if form.lines:
        return Bieu(form, form.sections, fixed_lines(form, frame, form_set), frame.declined(), frame)
    owing = dict.fromkeys(code for annex in form.sources for code in form_set.dues.get(annex.id, ()))
    order = {code: index for index, code in enumerate(owing)}
    last = len(order)
    rows: dict[tuple, list[int]] = {}
    none, counts = frame.declining(form_set) | frame.replaced(), [frame.raws(c.name) for c in form.added]
    for position in range(frame.size):
        owner = frame.owner(position)
        unit = owner.source.unit
        if unit is None:
            continue
        if position in none or (form.line == "unit" and all(raws[position] is None for raws in counts)):
            continue  # no need, sent anew, or the prepared line of a blank: neither zero nor a row
        if form.only and not _enters(form, frame, position):
            continue
        section = _section(form, frame, position, form_set)
        rank = order.get(unit, last)
        key = (section, rank, unit, 0 if form.line == "unit" else position)
        rows.setdefault(key, []).append(position)
    lines = list(_lines(frame, rows))
    fill_computed(lines, form, frame, form_set.catalogue)
    for column in form.columns:
        if column.adds or column.allots or column.difference_of:
            continue
        if column.field.kind.interval:
            fill_ranges(lines, frame, column, form.zero == "0")
        elif column.field.kind.adds:
            fill_counts(lines, frame, column, form.zero == "0")
        elif column.field.role is not Role.ORDINAL:
            _fill_texts(lines, frame, column.name)
    allot_what_is_asked(form, lines)
    work_out_differences(form, lines)
    begin_states(form, lines)
    leave_out(form, lines)
    for name in form.columns.of(Role.UNIT):
        for line in lines:
            if line.unit:
                line.texts[name] = form_set.catalogue.units[line.unit].name
    return Bieu(form, form.sections, lines, frame.declined(), frame)


def _enters(form: declared.Bieu, frame: SourceRows, position: int) -> bool:
    """Whether a row meets the conditions of its biểu: of one field any of its values, of all fields one."""
    wanted: dict[str, set[str]] = {}
    for name, text in form.only:
        wanted.setdefault(name, set()).add(fold(text))
    return all(fold(as_printed(frame, position, name)) in texts for name, texts in wanted.items())


def _lines(frame: SourceRows, rows: dict[tuple, list[int]]) -> Iterator[BieuLine]:
    """A line for each group of rows, in the order of their keys."""
    numbers = frame["row"].astype(int).tolist()
    carried = frame.carried()
    previous: tuple | None = None
    for key in sorted(rows):
        section, _, unit, _ = key
        sources = []
        for position in rows[key]:
            owner = frame.owner(position)
            table = owner.table
            sources.append(Source(position, owner.file, table.sheet, numbers[position], table.form))
        line = BieuLine(unit or None, section, sources, carried=carried[rows[key][0]])
        line.first_of_unit = previous != (section, unit)
        previous = (section, unit)
        yield line


def _section(form: declared.Bieu, frame: SourceRows, position: int, form_set: FormSet) -> int:
    """The section a row stands under in the return, where its title is one of ours; else by the kind
    of its unit."""
    sections = form.sections
    if not sections:
        return -1
    owner, index = frame.place(position)
    place = owner.table.section_of[index]
    if place >= 0:
        label = fold(owner.table.sections[place].label)
        for number, section in enumerate(sections):
            if fold(section.title) in label:
                return number
    unit = form_set.catalogue.units.get(owner.source.unit or "")
    kind = unit.kind if unit else ""
    own = [i for i, section in enumerate(sections) if kind in section.unit_kinds]
    other = [i for i, section in enumerate(sections) if not section.unit_kinds]
    return (own or other or [0])[0]


def _fill_texts(lines: list[BieuLine], frame: SourceRows, name: str) -> None:
    """What each line prints in a column that is not counted: as its first row has it."""
    raws = frame.raws(name)
    for line in lines:
        position = line.sources[0].position
        raw = raws[position]
        if raw is None:
            continue
        if text := raw.strip() if type(raw) is str else as_printed(frame, position, name):
            line.texts[name] = text
