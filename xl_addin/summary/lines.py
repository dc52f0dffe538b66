"""A line of a biểu, and what stands in it: the figures of its rows added up, or what cannot be counted as it
was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from workbook_templates.declared import forms as declared
from workbook_templates.words.units import Catalogue
from xl_addin.merge.free_texts import FreeText
from xl_addin.summary.source_rows import SourceRows


class Source(NamedTuple):
    """One row of one return: its position among the rows of its biểu, file and Excel row, and the id of the
    annex that it stands in."""

    position: int
    file: int
    sheet: str
    row: int
    annex: str


@dataclass(slots=True)
class BieuLine:
    """One printed line. numbers: what counts, by field, in the unit of measure that its column prints;
    texts: what is printed as written, by field (a figure that cannot be counted is such a text, and so is a
    range); amounts: what counts in columns that may hold ranges, as their kind adds it; uncounted: the rows
    whose cell could not be counted, by field; carried: chuyển tiếp or not; number: what stands under STT,
    None where lines are numbered on; made_of: the lines (as indexes) whose sum it is; counted: what it adds
    to the totals, by field, where that is not all that it prints; key: what it is, however it moves; by_hand:
    the fields that the clerk has changed, each with whether she has yet to choose; asked: what stands beside
    a line of which more or less is asked for since; left_out: whether it adds nothing, since the class is
    stopped or put off."""

    unit: str | None
    section: int
    sources: list[Source]
    numbers: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, object] = field(default_factory=dict)
    uncounted: dict[str, list[Source]] = field(default_factory=dict)
    carried: bool = False
    first_of_unit: bool = True
    number: str | None = None
    made_of: tuple[int, ...] = ()
    counted: dict[str, float] | None = None
    key: str = ""
    by_hand: dict[str, bool] = field(default_factory=dict)
    asked: str = ""
    left_out: bool = False

    @property
    def adds(self) -> dict[str, float]:
        """What it adds to the totals, by field."""
        return self.numbers if self.counted is None else self.counted


@dataclass
class ByHand:
    """What the clerk made of a biểu besides its lines. labels: what stands in the name column of sections and
    totals, by the row's key; hidden: columns that she took away; beside: columns of hers right of the table,
    each with its header, its width and what stands in each line, by key; texts: what stands in place of the
    tool's words above and below the table, by part and place; more: what stands there besides, by part;
    notes: lines between the footnotes and who signs."""

    labels: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    beside: list[tuple[str, float, dict[str, object]]] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    more: dict[str, list[FreeText]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def fill_counts(lines: list[BieuLine], frame: SourceRows, column: declared.Column, zero: bool) -> None:
    """What each line counts in one column, and what it prints where a cell could not be counted. zero:
    whether a blank counts as one."""
    name, kind = column.name, column.field.kind
    values, unread = frame[name].tolist(), frame.unread(name)
    for line in lines:
        if len(line.sources) == 1:  # a class
            value = values[line.sources[0][0]]
            known = [value] if value == value else []
        else:
            known = [value for source in line.sources if (value := values[source[0]]) == value]
        bad = [source for source in line.sources if source[0] in unread] if unread else ()
        if known or (zero and not bad):
            line.numbers[name] = kind.in_cell(kind.total(known))
        if bad:
            _say_uncounted(line, frame, name, bad, beside=bool(known))


def fill_ranges(lines: list[BieuLine], frame: SourceRows, column: declared.Column, zero: bool) -> None:
    """What each line counts and prints in a column that may hold ranges: one row's as it was written."""
    name, kind = column.name, column.field.kind
    unread = frame.unread(name)
    for line in lines:
        bad = [source for source in line.sources if source.position in unread]
        read = [frame.value(s.position, name) for s in line.sources if s.position not in unread]
        known = [value for value in read if value is not None]
        if known or (zero and not bad):
            line.amounts[name] = known[0] if len(known) == 1 else kind.total(known)
            print_amount(line, column, line.amounts[name])
        if bad:
            _say_uncounted(line, frame, name, bad, beside=bool(known))


def fill_computed(
    lines: list[BieuLine], form: declared.Bieu, frame: SourceRows, catalogue: Catalogue
) -> None:
    """What each line counts in the columns that the tool adds up, of the units of some kinds. catalogue: of
    the units."""
    kinds = {code: unit.kind for code, unit in catalogue.units.items()}
    zero = form.zero == "0" and form.line != "fixed"
    for column in form.computed:
        read = [(name, frame[name].tolist(), frame.unread(name)) for name in column.adds]
        meant = {unit for unit, kind in kinds.items() if form.computes_of(column, kind)}
        for line in lines:
            own = [s for s in line.sources if frame.owner(s.position).source.unit in meant]
            _compute(line, column, own, read, frame, zero)


def _compute(
    line: BieuLine, column: declared.Column, own: list[Source], read: list, frame: SourceRows, zero: bool
) -> None:
    """What a line counts in one such column. own: the rows of its units; read: of each field added its name,
    its values and where these cannot be read."""
    kind = column.field.kind
    known = [value for _, values, _ in read for s in own if (value := values[s.position]) == value]
    bad = [(s, name) for name, _, unread in read for s in own if s.position in unread]
    if known or (zero and not bad):
        line.numbers[column.name] = kind.in_cell(kind.total(known))
    if bad:
        place = f"{column.name}?" if known else column.name
        line.uncounted[column.name] = [source for source, _ in bad]
        line.texts[place] = ", ".join(as_printed(frame, s.position, name) for s, name in bad)


def print_amount(line: BieuLine, column: declared.Column, value: object) -> None:
    """Let a line print an amount in one column, in place of what it had there: a number, or words."""
    shown = column.field.kind.in_cell(value)
    if column.name in line.uncounted and column.name in line.texts:
        line.texts[f"{column.name}?"] = line.texts[column.name]
    taken, other = (line.texts, line.numbers) if isinstance(shown, str) else (line.numbers, line.texts)
    taken[column.name] = shown
    other.pop(column.name, None)


def _say_uncounted(line: BieuLine, frame: SourceRows, name: str, bad: list[Source], *, beside: bool) -> None:
    """What a line lacks in one column, printed as written: in the figure's place, or beside what counts."""
    line.uncounted[name] = bad
    line.texts[f"{name}?" if beside else name] = ", ".join(as_printed(frame, s.position, name) for s in bad)


def as_printed(frame: SourceRows, position: int, name: str) -> str:
    """A cell as the unit wrote it; a date or serial in a month column as 3/2025."""
    return frame.printed(position, name)
