"""The rows of one table: kept by what they are, their cells typed, with addresses.

A total may stand in any column, below the rows, between them or above them; sections may carry their
sums (row_kinds.py, row_roles.py).
"""

from __future__ import annotations

from functools import lru_cache

from workbook_templates.declared.fields import Field
from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import Code, Problem
from workbook_templates.reading.account import take_account
from workbook_templates.reading.cell_looks import note_looks
from workbook_templates.reading.fixed_rows import FixedRows, contained_key, note_contained, settle_fixed
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.row_kinds import RowKind, RowKinds, at
from workbook_templates.reading.row_roles import settle
from workbook_templates.reading.row_signs import Signs, sign_of
from workbook_templates.reading.row_words import (
    PART,
    Cells,
    is_example,
    is_note,
    is_total_label,
    spoken_sums,
    text_of_row,
)
from workbook_templates.reading.scales import note_scales_of_cells, note_scales_of_lines
from workbook_templates.reading.split_gaps import note_gaps
from workbook_templates.reading.table import Line, Table, letters
from workbook_templates.words.spelling import clean, words


@lru_cache(maxsize=200_000, typed=True)
def _parse(declared: Field, raw: object, date1904: bool) -> tuple[object, Problem | None]:
    if isinstance(raw, ErrorValue):
        return None, Problem(Code.ERROR_CELL)
    return declared.parse(raw, date1904)


class RowReader:
    """Reads the rows of one table, of a second stretch too after a repeated header."""

    def __init__(self, table: Table, form_set: FormSet, sheet: Sheet, date1904: bool) -> None:
        self.table = table
        self.form_set = form_set
        self.form = form_set.annexes[table.form]
        fields = self.form.by_field
        self.is_unit = form_set.catalogue.match
        self.sheet = sheet
        self.date1904 = date1904
        self.places = list(table.columns.items())
        self.columns = [
            (fields[name].field, column, table.values.setdefault(name, []), table.raw.setdefault(name, []))
            for name, column in self.places
        ]
        self.fields = {column: declared for declared, column, _, _ in self.columns}
        self.counts = {c: declared.kind.longest for c, declared in self.fields.items() if declared.kind.adds}
        self.kinds = RowKinds(table, form_set, self.counts, self._is_bare_sum)
        parts = [part for split in table.splits for part in split.parts]
        self.placed = {*self.fields, *(c for c, _ in (*table.unknown, *table.twice, *parts))}
        self.section = -1  # the index of the section that rows now belong to
        self.signs = Signs()
        self.fixed = FixedRows(self.form) if self.form.lines else None
        self.spans: list[tuple[int, int]] = []
        self.passive: set[int] = set()  # rows that hold no figures
        self.unread: list[list[object]] = []  # data rows whose cells are still to be read
        self.units: list[object] = []  # and whose they are

    def read(self, start: int, end: int, continued: bool = False) -> None:
        """Read rows start … end − 1 (from 0). continued: the table goes on below, under its header
        repeated."""
        rows, cells_of = self.sheet.rows[start:end], self.sheet.cells[start:end]
        self.spans.append((start, end))
        self.kinds.begin(rows, cells_of, continued)
        if self.fixed:
            self.fixed.begin(at(row, self.kinds.naming) for row in rows)
        units = self.table.values.get(self.table.unit_field)
        unit = units[-1] if units else None
        for offset, cells in enumerate(cells_of):
            if not cells:
                continue
            kind = self._contained(start, offset)
            kind = kind or (self._kind_of_fixed(start, offset) if self.fixed else self.kinds.of(offset))
            if kind is RowKind.DATA:
                unit = self._data(start, offset, unit)
            elif kind is RowKind.UNIT:
                unit = clean(str(cells[-1][1]))
            else:
                self._keep(kind, start + offset + 1, rows[offset], cells)
                unit = None if kind is RowKind.SECTION else unit
        self._read_cells()

    def finish(self) -> None:
        """What the rows are to each other, once all stretches have been read; and the account of their
        numbers."""
        facts = self.sheet.facts
        if self._is_scaled() or facts.looks or facts.formulas or facts.merges:
            note_looks(self.table, self.sheet, self.fields)
        if self.table.splits:
            note_gaps(self.table, self.sheet.rows, self.form)
        if self.fixed:
            settle_fixed(self.table, self.form, facts.formulas)
        else:
            settle(self.table, self.signs, self.form, facts.formulas, self.is_unit)
        note_contained(self.table, self.form)
        take_account(self.table, self.sheet.cells, self.spans, self.passive, self.counts)

    def _is_scaled(self) -> bool:
        """Whether figures stand in tens, hundreds or thousands, all texts of the table being known."""
        note_scales_of_lines(self.table, (text for _, text in self.table.notes), self.form)
        return any(scale != 1.0 for scale in self.table.scales.values())

    def _contained(self, start: int, offset: int) -> RowKind | None:
        """Whether a row below the total is one of those that the form declares there."""
        totals, number = self.table.totals, start + offset + 1
        if not self.form.of_total or not totals or number < totals[-1].row:
            return None
        label = self.kinds.label(self.kinds.cells_of[offset]) or ""
        line = next(
            (one for one in self.form.of_total if contained_key(one.label) == contained_key(label)), None
        )
        if line is None or line.id in self.table.of_total.values():
            return None
        self.table.of_total[number] = line.id
        return RowKind.OF_WHICH

    def _kind_of_fixed(self, start: int, offset: int) -> RowKind:
        """What a row is in a form whose lines are declared; one that is none of them is reported."""
        kinds, number = self.kinds, start + offset + 1
        label = at(kinds.rows[offset], kinds.naming)
        first = at(kinds.rows[offset], kinds.ordinal) if kinds.ordinal is not None else ""
        if isinstance(label, str) and label and self.fixed.is_of_total(str(first).strip(), label):
            return RowKind.OF_WHICH
        line = self.fixed.line_of(label) if isinstance(label, str) else None
        if line:
            self.table.line_of[number] = line.id
            return RowKind.DATA
        kind, cells = kinds.of(offset), kinds.cells_of[offset]
        self.fixed.of_total = kind is RowKind.TOTAL
        if isinstance(label, str) and self.form_set.says_no_need(label):
            return RowKind.NOTE
        if kind in (RowKind.DATA, RowKind.UNIT, RowKind.SECTION, RowKind.OF_WHICH):
            if not kinds.ended or kinds.has_numbers(cells):  # below the table stand date, names, receivers
                self.table.strange.append((number, kinds.label(cells) or ""))
            return RowKind.NOTE
        return kind

    def _keep(self, kind: RowKind, number: int, row: list, cells: Cells) -> None:
        """Keep a row that is no data row."""
        table = self.table
        if kind is RowKind.TOTAL:
            table.totals.append(self._spoken(self._line(number, row, cells)))
        elif kind is RowKind.SECTION:
            table.sections.append(self._line(number, row, cells))
            self.section = len(table.sections) - 1
        elif kind is RowKind.PAGE_SUM:
            table.page_sums.append(self._line(number, row, cells))
        elif kind is RowKind.OF_WHICH:
            table.parts.append(self._line(number, row, cells))
        elif kind is RowKind.PASSIVE:
            self.passive.add(number)
            note_scales_of_cells(table, cells, self.form)
        else:
            self._note(number, cells)

    def _is_bare_sum(self, cells: Cells) -> bool:
        """A row of figures alone that are the sums of the rows above: a total without a label."""
        if len(self.table.rows) < 2 or not self.kinds.is_figures(cells):
            return False
        self._read_cells()
        columns = {column: name for name, column in self.places}
        for column, value in cells:
            kind = self.fields[column].kind
            known = [v for v in self.table.values[columns[column]] if v is not None]
            stated, _ = kind.parse(value)
            if stated is None or kind.gap(stated, kind.total(known)):
                return False
        return True

    def _line(self, number: int, row: list, cells: list) -> Line:
        label = self.kinds.label(cells) or ""
        texts = [clean(v) for c, v in cells if isinstance(v, str) and c not in self.counts]
        line = Line(number, " ".join(texts) or label)
        for name, column in self.places:
            if column < len(row) and row[column] != "" and column in self.counts:
                value, problem = _parse(self.fields[column], row[column], self.date1904)
                line.raw[name] = row[column]
                if problem:
                    line.problems.append((name, problem))
                if value is not None:
                    line.values[name] = value
            formula = self.sheet.facts.formulas.get((number - 1, column))
            if formula is not None:
                line.formulas[name] = formula
        return line

    def _spoken(self, line: Line) -> Line:
        """A total with the sums that its words state."""
        sums = spoken_sums(line.label) if any(map(str.isdigit, line.label)) else {}
        for what, role in (("classes", Role.CLASSES), ("people", Role.LEARNERS)):
            names = [name for name in self.form.all_columns.of(role) if name in self.table.columns]
            if what in sums and len(names) == 1 and not line.raw.get(names[0]):
                line.values[names[0]], line.raw[names[0]] = sums[what], line.label
            elif what == "classes" and not names and self.kinds.name is not None:
                line.rows_stated = sums.get(what)
            elif what == "people" and len(names) > 1 and not any(map(line.raw.get, names)):
                line.people_stated = sums.get(what)
        return line

    def _data(self, start: int, offset: int, unit: object) -> object:
        """Note a row of the table, and tell whose it is: its unit's, or that of the rows above."""
        table, kinds = self.table, self.kinds
        number, row, cells = start + offset + 1, kinds.rows[offset], kinds.cells_of[offset]
        label = kinds.label(cells) if self.fixed else kinds.last_label
        if not self.fixed:
            if kinds.ends_section:
                self.section = -1
            if kinds.ended:
                table.late[number] = kinds.ended
            self._sign(number, row, label, offset in kinds.numbered)
        table.rows.append(number)
        table.section_of.append(self.section)
        if kinds.unit is not None:
            own = at(row, kinds.unit)
            own = _parse(self.fields[kinds.unit], own, self.date1904)[0] if own != "" else None
            unit = own or unit
            self.units.append(unit)
        self.unread.append(row)
        if label and is_example(label):
            table.examples.append(number)
        for column, value in cells:  # what stands under no header of the table
            if column not in self.placed and isinstance(value, (float, str)):
                table.outside.append((number, column, value))
        return unit

    def _sign(self, number: int, row: list, label: str | None, numbered: bool) -> None:
        """Note what may make a data row another than one of its own."""
        label = None if self.kinds.last_plain else label
        name = at(row, self.kinds.naming)
        name = name.strip() if isinstance(name, str) and not isinstance(name, ErrorValue) else label
        if sign := sign_of(at(row, self.kinds.ordinal), numbered, label, name):
            self.signs.of_rows[number] = sign

    def _read_cells(self) -> None:
        """Read the noted rows, column by column."""
        table, rows, self.unread = self.table, self.unread, []
        first = len(table.rows) - len(rows)
        blank = [None] * len(rows)
        for declared, column, values, raws in self.columns:
            cells = [row[column] if column < len(row) else "" for row in rows]
            if cells.count("") == len(cells):  # as nearly half of all columns
                values += blank
                raws += blank
                continue
            for index, raw in enumerate(cells, first):
                value, problem = (None, None) if raw == "" else _parse(declared, raw, self.date1904)
                values.append(value)
                raws.append(None if raw == "" else raw)
                if problem:
                    table.problems.append((index, declared.name, problem))
        if self.kinds.unit is not None and rows:
            table.values[table.unit_field][first:] = self.units
            self.units = []

    def _note(self, number: int, cells: Cells) -> None:
        """A row that is none of the table's: its texts, and its figures, which are reported."""
        texts = [(c, v) for c, v in cells if isinstance(v, str)]
        table = self.table
        table.notes += [(f"{letters(column)}{number}", clean(value)) for column, value in texts]
        table.outside += [
            (number, c, v) for c, v in cells if isinstance(v, float) and c != self.kinds.ordinal
        ]
        if table.rows and is_note(cells):
            self.signs.notes.append(number)


def is_closed(table: Table) -> bool:
    """Whether the rows of a table end in its total, so that a header below begins another."""
    last = table.totals[-1] if table.totals and table.rows else None
    return last is not None and last.row > table.rows[-1] and not PART.match(words(last.label))


def is_total(cells: Cells) -> bool:
    """Whether the first text of a row calls it a total."""
    label = text_of_row(cells)
    return label is not None and is_total_label(label)
