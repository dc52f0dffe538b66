"""What the rows of a table are to each other, told by words, numbering and arithmetic together.

A row is first read as its words and form say (row_kinds.py); here the rows that might add a figure twice are
weighed: lines with parts below them (families.py), totals that no word calls so, lines below the total. What
was decided is kept in the table (families, silent_totals, late), and rules say it at the row.
"""

from __future__ import annotations

from collections.abc import Callable

from workbook_templates.declared.forms import Annex
from workbook_templates.reading.families import FEWEST, Families
from workbook_templates.reading.figures import Figures
from workbook_templates.reading.numbered_parts import NumberedParts, heads_of, numbered_otherwise
from workbook_templates.reading.row_signs import Sign, Signs
from workbook_templates.reading.row_words import PART, is_group_of_units, may_be_total_label
from workbook_templates.reading.table import Counts, Family, Line, Place, Table
from workbook_templates.words.spelling import words


def settle(
    table: Table,
    signs: Signs,
    form: Annex,
    formulas: dict[tuple[int, int], str],
    is_unit: Callable[[str], object] = bool,
) -> None:
    """Give every row of a table its role, once all have been read. formulas: those of the sheet, by (row,
    column) from 0; is_unit: whether a name is that of a unit."""
    if (signs.of_rows or table.late) and _may_differ(table, signs, form):
        figures = Figures(table, form)
        found = Families(table, signs, form, figures)
        parts = found.parts | _parts_of_total(table, figures)
        totals = _SilentTotals(table, signs, form, figures, parts | found.parents).totals
        _take_out(table, figures, formulas, parts, found.parents, totals)
    for heads in numbered_otherwise(table):
        if len(heads) != len(table.rows):
            break  # rows have been taken out
        numbered = NumberedParts(table, signs, form, heads, is_unit, marked=True)
        _take_out(table, numbered.figures, formulas, numbered.parts, numbered.parents, set())
    if heads := heads_of(table, form, is_unit):
        numbered = NumberedParts(table, signs, form, heads, is_unit)
        _take_out(table, numbered.figures, formulas, numbered.parts, numbered.parents, set())
    settle_totals(table, form)
    _note_rows_below_total(table)
    _note_rows_below_note(table, signs)


def _take_out(
    table: Table,
    figures: Figures,
    formulas: dict[tuple[int, int], str],
    parts: set[int],
    parents: set[int],
    totals: set[int],
) -> None:
    """Make lines of rows (as indexes) that are no data rows."""
    gone = ((parts, table.parts), (parents, table.parents), (totals, table.totals))
    for indexes, lines in gone:
        lines += [table.line(index, figures.kinds, formulas) for index in sorted(indexes)]
    if any(indexes for indexes, _ in gone):
        table.take_out(parts | parents | totals)
        table.totals.sort(key=lambda line: line.row)


def _may_differ(table: Table, signs: Signs, form: Annex) -> bool:
    """Whether any row may be no row of its own; not so in a table without numbers whose rows all say when or
    how long."""
    if table.late or len(signs.of_rows) < len(table.rows):
        return True
    if any(sign is not Sign.UNNUMBERED for sign, _ in signs.of_rows.values()):
        return True
    timed = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
    return not timed or not all(map(any, zip(*timed, strict=True)))


def _parts_of_total(table: Table, figures: Figures) -> set[int]:
    """The rows below the total (as indexes) that make it up between them."""
    late = [i for i, row in enumerate(table.rows) if table.late.get(row) is Place.BELOW_TOTAL]
    if len(late) < FEWEST or not table.totals:
        return set()
    total = table.totals[-1]
    if not total.values or figures.gaps(total.values, late):
        return set()
    rows = tuple(table.rows[i] for i in late)
    table.families.append(Family(total.row, rows, Counts.PARENT))
    for row in rows:
        del table.late[row]
    return set(late)


class _SilentTotals:
    """Rows that lack what the others have and hold the sum of the rows above, found when it is made. totals:
    as indexes; gone: rows that do not count."""

    def __init__(self, table: Table, signs: Signs, form: Annex, figures: Figures, gone: set[int]) -> None:
        self.table = table
        self.figures = figures
        self.gone = gone
        self.label = table.raw.get(form.label_field)
        self.timed = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
        self.ordinals = table.raw.get(table.ordinal_field)
        self.totals: set[int] = set()
        self._find(signs)
        self._close_groups(signs)
        if form.label_field == table.unit_field:
            self._close_groups_of_units(signs)

    def _find(self, signs: Signs) -> None:
        table = self.table
        stops = sorted(line.row for line in (*table.totals, *table.sections))
        above: list[int] = []
        timed = numbered = False  # whether any row above has a time, whether all have a number
        last = 0
        for index, row in enumerate(table.rows):
            if index in self.gone:
                continue
            if any(last < stop < row for stop in stops):
                above = []
            if not above:
                timed, numbered = False, True
            last = row
            own_time = any(raw[index] is not None for raw in self.timed)
            may_be = signs.of(row)[0] in (Sign.UNNUMBERED, Sign.NAMED_TOTAL) and above and not own_time
            if may_be and (timed or numbered or self._is_named(index)) and self._is_total(index, above):
                self.totals.add(index)
                table.silent_totals.append(row)
                continue
            above.append(index)
            timed = timed or own_time
            numbered = numbered and self.ordinals is not None and self.ordinals[index] is not None

    def _close_groups(self, signs: Signs) -> None:
        """Lines that each close the rows above them, of a single row too, where all of that form do so and no
        row is left below the last."""
        table, found = self.table, []
        above: list[int] = []
        stops = sorted(line.row for line in (*table.totals, *table.sections))
        last = 0
        for index, row in enumerate(table.rows):
            if above and any(last < stop < row for stop in stops):
                return
            last = row
            if index in self.totals:
                above = []
            elif signs.of(row)[0] is not Sign.UNNUMBERED or any(raw[index] is not None for raw in self.timed):
                if index not in self.gone:
                    above.append(index)
            elif above and any(self.figures.of(index).values()) and not self._gaps(index, above):
                found.append(index)
                above = []
            else:
                return
        if not above and len(found) + len(self.totals) >= FEWEST and not self._is_counted_by_total():
            self.totals |= set(found)
            table.silent_totals += [table.rows[index] for index in found]

    def _close_groups_of_units(self, signs: Signs) -> None:
        """Lines that name several units, “Khối Đảng”, and hold the sum of those since the last such line."""
        table, above = self.table, []
        if self._is_counted_by_total():
            return
        for index, row in enumerate(table.rows):
            named = self.label and is_group_of_units(self.label[index])
            if index in self.gone or index in self.totals:
                above = []
            elif not named or signs.of(row)[0] not in (Sign.UNNUMBERED, Sign.SUB_LINE):
                above.append(index)
            elif above and any(self.figures.of(index).values()) and not self._gaps(index, above):
                self.totals.add(index)
                table.silent_totals.append(row)
                above = []

    def _gaps(self, index: int, above: list[int]) -> bool:
        return bool(self.figures.gaps(self.figures.nothing() | self.figures.of(index), above))

    def _is_named(self, index: int) -> bool:
        label = self.label[index] if self.label else None
        return isinstance(label, str) and may_be_total_label(label)

    def _is_total(self, index: int, above: list[int]) -> bool:
        stated = self.figures.of(index)
        if not any(stated.values()) or self.figures.gaps(stated, above):
            return False
        filled = sum(any(self.figures.of(i).values()) for i in above)
        return filled >= (1 if self._is_named(index) else FEWEST) and not self._is_counted_by_total()

    def _is_counted_by_total(self) -> bool:
        """Whether the table's own total counts such a row as one of the others."""
        stated = self.table.totals[-1].values if self.table.totals else {}
        rows = [i for i in range(len(self.table.rows)) if i not in self.gone and i not in self.totals]
        return bool(stated) and not self.figures.gaps(stated, rows)


def settle_totals(table: Table, form: Annex) -> None:
    """A total with rows above and below it, or that names a part, sums the rows right above it; so does the
    “Cộng” of the last group, with the total of all below it or with none."""
    rows = table.rows or [0]
    between, others = [], []
    for line in table.totals:
        below = line.row > rows[-1]
        inside = rows[0] < line.row < rows[-1] or below and PART.match(words(line.label))
        (between if inside else others).append(line)
    last = next((line for line in others if line.row > rows[-1]), None)
    grouped = between or table.subtotals or len(others) > 1
    alike = last and any(words(line.label) == words(last.label) for line in between)
    if last and grouped and (_is_of_last_group(table, form, last, between) or alike and len(others) > 1):
        between.append(last)
    table.subtotals += between
    table.totals = [line for line in table.totals if line not in between]


def _is_of_last_group(table: Table, form: Annex, line: Line, between: list[Line]) -> bool:
    """Whether a total is the sum of the rows since the last section or sum above it, and not of all rows."""
    above = (one.row for one in (*between, *table.subtotals, *table.sections) if one.row < line.row)
    start = max(above, default=0)
    group = [index for index, row in enumerate(table.rows) if start < row < line.row]
    if not group or not line.values:
        return False
    figures = Figures(table, form)
    return not figures.gaps(line.values, group) and bool(figures.gaps(line.values, range(len(table.rows))))


def _note_rows_below_total(table: Table) -> None:
    """Numbered rows that go on below the last total of all, in its section, stand below it all the same."""
    if table.totals or not table.subtotals:
        return
    last = table.subtotals[-1]
    if PART.match(words(last.label)) or last.row in table.silent_totals:
        return
    sections = dict(zip(table.rows, table.section_of, strict=True))
    own = max((row for row in table.rows if row < last.row), default=None)
    for row in table.rows:
        if row > last.row and own is not None and sections[row] == sections[own]:
            table.late.setdefault(row, Place.BELOW_TOTAL)


def _note_rows_below_note(table: Table, signs: Signs) -> None:
    """Rows without a number below a note, where no total says that they belong."""
    if not signs.notes or table.totals:
        return
    for row in table.rows:
        if row > min(signs.notes) and signs.of(row)[0] is Sign.UNNUMBERED:
            table.late.setdefault(row, Place.BELOW_NOTE)
