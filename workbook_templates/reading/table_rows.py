"""The rows of one table: which are data, sections, totals or notes; their cells typed, with addresses.

A total may stand in any column, below the rows, between them or above them; sections may carry their
sums. What the rows are is told by their words and figures, never by their place alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbook_templates.declared.fields import Field
from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import Code, Problem
from workbook_templates.reading.account import is_figure, take_account
from workbook_templates.reading.cell_looks import note_looks
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.row_roles import Sign, Signs, settle
from workbook_templates.reading.row_words import (
    PART,
    ROMAN,
    ROMAN_DOTTED,
    ROMAN_START,
    Cells,
    depth_of_ordinal,
    is_capitals,
    is_example,
    is_index,
    is_measures,
    is_note,
    is_of_which,
    is_page_sum,
    is_ratio,
    is_second_header,
    is_signature,
    is_sub_line,
    is_total_label,
    may_be_total_label,
    spoken_sums,
    text_of_row,
)
from workbook_templates.reading.table import Line, Place, Table, letters
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
        self.form = form_set.annexes[table.form]
        fields = self.form.by_field
        self.sheet = sheet
        self.date1904 = date1904
        self.places = list(table.columns.items())
        self.columns = [
            (fields[name].field, column, table.values.setdefault(name, []), table.raw.setdefault(name, []))
            for name, column in self.places
        ]
        self.fields = {column: declared for declared, column, _, _ in self.columns}
        # The columns that are added up, and of how many characters a text is still a figure there.
        self.counts = {c: declared.kind.longest for c, declared in self.fields.items() if declared.kind.adds}
        self.timed = frozenset(column for column, declared in self.fields.items() if declared.kind.tells_time)
        self.placed = {*self.fields, *(c for c, _ in table.unknown), *(c for c, _ in table.twice)}
        self.ordinal_column = table.columns.get(table.ordinal_field)
        self.unit_column = table.columns.get(table.unit_field)
        self.class_column = table.columns.get(self.form.all_columns.first(Role.CLASS))
        self.section = -1
        self.label_column = table.columns.get(self.form.label_field)
        self.says_no_need = form_set.says_no_need
        self.arabic = False
        self.last_numbered = -1
        self.continued = False
        self.ended: Place | None = None  # what stood above that ends a table
        self.signs = Signs()
        self.spans: list[tuple[int, int]] = []
        self.passive: set[int] = set()  # rows that hold no figures: numbers of columns, units of measure
        self.unread: list[list[object]] = []  # data rows whose cells are still to be read
        self.units: list[object] = []  # and whose they are

    def read(self, start: int, end: int, continued: bool = False) -> None:
        """Classify and read rows start … end − 1 (from 0). continued: the table goes on below, under its
        header repeated."""
        table = self.table
        rows = self.sheet.rows[start:end]
        cells_of = self.sheet.cells[start:end]
        numbered = {i for i, row in enumerate(rows) if cells_of[i] and self._numbered(row)}
        self.arabic = bool(numbered)
        self.spans.append((start, end))
        self.continued = continued
        self.last_numbered = max((i for i in numbered if len(cells_of[i]) > 2), default=-1)
        self.ended = None
        units = table.values.get(table.unit_field)
        unit = units[-1] if units else None
        for offset, row in enumerate(rows):
            number, cells = start + offset + 1, cells_of[offset]
            if not cells:
                continue
            label = self._label(cells)
            kind = self._kind(row, cells, label, offset in numbered, offset)
            if kind == "section" and not self._leads(rows, cells_of, offset, numbered):
                kind, self.section = "data", -1  # it ends the section above it too
            if kind == "data" and offset > self.last_numbered and self._is_draft(cells, cells_of, offset):
                kind = "note"
            if kind == "data" and self._is_unit_line(cells, cells_of[offset + 1 : offset + 2]):
                unit = clean(str(cells[-1][1]))
            elif kind == "data":
                self._sign(number, row, label, offset in numbered)
                if self.section >= 0 and offset not in numbered and self._is_roman(row):
                    self.section = -1  # a class numbered as the sections are, which ends the one above
                if self.ended:
                    table.late[number] = self.ended
                unit = self._data(number, row, cells, label, unit)
            else:
                self._line_of(kind, number, row, cells, offset)
                unit = None if kind == "section" else unit
        self._read_cells()

    def finish(self) -> None:
        """What the rows are to each other, once all stretches have been read; and the account of their
        numbers."""
        if self.sheet.facts.looks or self.sheet.facts.formulas or self.sheet.facts.merges:
            note_looks(self.table, self.sheet, self.fields)
        settle(self.table, self.signs, self.form, self.sheet.facts.formulas)
        take_account(self.table, self.sheet.cells, self.spans, self.passive, self.counts)

    def _line_of(self, kind: str, number: int, row: list, cells: Cells, offset: int) -> None:
        """Keep a row that is no data row."""
        table = self.table
        if kind == "total":
            table.totals.append(self._spoken(self._line(number, row, cells)))
            if table.rows and offset > self.last_numbered and self.ended is None:
                self.ended = Place.BELOW_TOTAL
        elif kind == "section":
            table.sections.append(self._line(number, row, cells))
            self.section = len(table.sections) - 1
        elif kind == "page_sum":
            table.page_sums.append(self._line(number, row, cells))
        elif kind == "of_which":
            table.parts.append(self._line(number, row, cells))
        elif kind == "passive":
            self.passive.add(number)
        else:
            self._note(number, cells)
            if kind == "signature":
                self.ended = Place.BELOW_SIGNATURE

    def _numbered(self, row: list[object]) -> bool:
        column = self.ordinal_column
        if column is None or column >= len(row) or row[column] == "":
            return False
        value = row[column]
        if isinstance(value, str):
            return (
                value[:1].isdecimal()
                or value[:1] in "IVXABCDEFGH"
                and bool(ROMAN_DOTTED.match(value.strip()))
            )
        return isinstance(value, float)

    def _kind(self, row: list, cells: Cells, label: str | None, numbered: bool, offset: int) -> str:
        if offset < 3 and (offset < 2 and is_index(cells) or is_measures(cells) or is_second_header(cells)):
            return "passive"
        numbers = self._has_numbers(cells)
        if is_total_label(label, sure=numbered or self._timed(cells)) if label else self._is_bare_sum(cells):
            return "total"
        if numbered and numbers and not ROMAN.match(label or ""):
            return "data"  # nearly every row of a table
        if label and numbers and is_page_sum(label) and not self._timed(cells):
            return "page_sum"
        if label and numbers and is_ratio(label):
            return "note"
        if label and self.ended and (is_of_which(label) or is_sub_line(label)):
            return "of_which"
        if numbers and self._timed(cells):
            return "data"
        if not numbers and (kind := self._kind_of_words(cells, numbered, offset)):
            return kind
        if self.ended and not (numbered and (numbers or len(cells) > 2)):
            return "data" if numbers and self._is_named(cells) else "note"
        if self._is_section(row, cells, numbers):
            return "section"
        if all(c not in self.fields for c, _ in cells):
            return "note"
        if len(cells) == 1:
            return self._kind_of_one(cells[0])
        return "data"

    def _kind_of_words(self, cells: Cells, numbered: bool, offset: int) -> str | None:
        """A row without figures: a note in the table, “Không có nhu cầu”, or the signatures below it."""
        if self.says_no_need(text_of_row(cells)):
            return "data" if self._is_named(cells) else "note"
        if is_note(cells) and not numbered:
            return "note"
        if is_signature(cells):
            inside = offset < self.last_numbered and not self.table.totals
            return "data" if numbered or inside else "signature"
        return None

    def _is_named(self, cells: Cells) -> bool:
        """Whether a row has a text in the column that names the table's rows."""
        column = self.table.columns.get(self.form.label_field)
        return any(c == column and isinstance(value, str) for c, value in cells)

    def _is_draft(self, cells: Cells, cells_of: list[Cells], offset: int) -> bool:
        """Figures alone below a blank row, which belong to nothing."""
        return offset > 0 and not cells_of[offset - 1] and self._is_figures(cells)

    def _sign(self, number: int, row: list, label: str | None, numbered: bool) -> None:
        """Note what may make a data row another than one of its own."""
        column = self.ordinal_column
        ordinal = row[column] if column is not None and column < len(row) else ""
        name = row[self.label_column] if self.label_column is not None else ""
        name = name.strip() if isinstance(name, str) and not isinstance(name, ErrorValue) else label
        if depth := depth_of_ordinal(ordinal):
            self.signs.of_rows[number] = Sign.SUB_LINE, depth
        elif numbered or isinstance(ordinal, str) and ordinal.strip():
            if name and is_of_which(name):
                self.signs.of_rows[number] = Sign.OF_WHICH, 10
            elif name and name[:1] in "tTcCsSΣ" and may_be_total_label(name):
                self.signs.of_rows[number] = Sign.NAMED_TOTAL, 0
        else:
            if label and is_of_which(label):
                self.signs.of_rows[number] = Sign.OF_WHICH, 10
            elif label and is_sub_line(label):
                self.signs.of_rows[number] = Sign.SUB_LINE, 9
            else:
                self.signs.of_rows[number] = Sign.UNNUMBERED, 8

    def _is_roman(self, row: list) -> bool:
        column = self.ordinal_column
        ordinal = row[column] if column is not None and column < len(row) else ""
        return isinstance(ordinal, str) and bool(ROMAN.match(ordinal.strip()))

    def _leads(self, rows: list[list], cells_of: list[Cells], offset: int, numbered: set[int]) -> bool:
        """Whether a section row without figures, or with rows of its own: one with figures that no row
        follows is a row like the others."""
        if not self._has_numbers(cells_of[offset]):
            return True
        level = self._level(rows[offset], cells_of[offset])
        for below in range(offset + 1, len(rows)):
            cells = cells_of[below]
            if not cells:
                continue
            label = self._label(cells)
            if label and is_total_label(label):
                return False
            if below not in numbered and self._is_section(rows[below], cells, self._has_numbers(cells)):
                if self._level(rows[below], cells) <= level:
                    return False
            elif self._has_numbers(cells) or below in numbered:
                return True
        return self.continued

    def _level(self, row: list, cells: Cells) -> int:
        """How high a section row stands: A, B before I, II before titles in capitals."""
        first = text_of_row(cells) or ""
        mark = ROMAN.match(first.strip()) or ROMAN_START.match(first.strip())
        if mark is None:
            return 2
        return 1 if first.strip()[:1] in "IVX" else 0

    def _has_numbers(self, cells: Cells) -> bool:
        for column, value in cells:  # noqa: SIM110 – plain loops here: they run for every row
            if column in self.counts and is_figure(value, self.counts[column]):
                return True
        return False

    def _kind_of_one(self, cell: tuple[int, object]) -> str:
        """A row with one cell: data under the column that names rows, or in a count."""
        column, value = cell
        if isinstance(value, str) and column not in (
            self.table.columns.get(self.form.label_field),
            *self.counts,
        ):
            prepared = column == self.ordinal_column and re.match(r"\d", value)
            return "passive" if prepared else "note"
        if column not in self.counts and re.fullmatch(r"[\d.\-–/ ]+", str(value)):
            return "passive"  # the number of a prepared row, or of the page
        return "data"

    def _is_unit_line(self, cells: Cells, following: list[Cells]) -> bool:
        """A unit on a line of its own, above the lines of its classes."""
        unit, name = self.unit_column, self.class_column
        if unit != cells[-1][0] or name is None or not following:
            return False
        alone = all(c in (self.ordinal_column, unit) for c, _ in cells)
        below = [column for column, _ in following[0]]
        return alone and name in below and unit not in below

    def _timed(self, cells: list) -> bool:
        for column, _ in cells:  # noqa: SIM110
            if column in self.timed:
                return True
        return False

    def _is_figures(self, cells: list) -> bool:
        return all(isinstance(value, float) and column in self.counts for column, value in cells)

    def _is_bare_sum(self, cells: list) -> bool:
        """A row of figures alone that are the sums of the rows above: a total without a label."""
        if len(self.table.rows) < 2 or not self._is_figures(cells):
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

    def _label(self, cells: list) -> str | None:
        """The first text of a row outside its count columns."""
        for column, value in cells:
            if isinstance(value, str) and not isinstance(value, ErrorValue) and column not in self.counts:
                return value.strip()
        return None

    def _is_section(self, row: list, cells: list, numbers: bool) -> bool:
        """A numeral or a title in capitals, alone or with its sums, and nothing else of a row."""
        ordinal = self.ordinal_column
        if ordinal is None and cells[0][0] not in self.fields:
            ordinal = cells[0][0]  # numbers under a header that is not known
        first = str(row[ordinal]).strip() if ordinal is not None and ordinal < len(row) else ""
        texts = [v.strip() for c, v in cells if c != ordinal and isinstance(v, str) and c not in self.counts]
        if self._timed(cells):
            return False
        if ROMAN.match(first) and texts:
            return self.arabic or len(cells) == 2 or is_capitals(texts[0])
        if first and not self._numbered(row) and not texts:
            texts, first = [first], ""
        if first or len(texts) != 1:
            return False
        text = texts[0]
        if numbers and self.form.numbering == "unit":
            return bool(ROMAN_START.match(text)) and self.arabic
        if ROMAN_START.match(text):
            return self.arabic
        return is_capitals(text) and (self.arabic or self.form.section_rows)

    def _line(self, number: int, row: list, cells: list) -> Line:
        label = self._label(cells) or ""
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
            elif what == "classes" and not names and self.class_column is not None:
                line.rows_stated = sums.get(what)
        return line

    def _data(self, number: int, row: list, cells: Cells, label: str | None, unit: object) -> object:
        """Note a row of the table, and tell whose it is: its unit's, or that of the rows above."""
        table = self.table
        table.rows.append(number)
        table.section_of.append(self.section)
        if self.unit_column is not None:
            own = row[self.unit_column] if self.unit_column < len(row) else ""
            unit = (
                _parse(self.fields[self.unit_column], own, self.date1904)[0] if own != "" else None
            ) or unit
            self.units.append(unit)
        self.unread.append(row)
        if label and is_example(label):
            table.examples.append(number)
        for column, value in cells:  # what stands under no header of the table
            if column not in self.placed and isinstance(value, (float, str)):
                table.outside.append((number, column, value))
        return unit

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
        if self.unit_column is not None and rows:
            table.values[table.unit_field][first:] = self.units
            self.units = []

    def _note(self, number: int, cells: Cells) -> None:
        """A row that is none of the table's: its texts, and its figures, which are reported."""
        texts = [(c, v) for c, v in cells if isinstance(v, str)]
        table = self.table
        table.notes += [(f"{letters(column)}{number}", clean(value)) for column, value in texts]
        table.outside += [
            (number, c, v) for c, v in cells if isinstance(v, float) and c != self.ordinal_column
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
