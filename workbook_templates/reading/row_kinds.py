"""Which rows of a stretch are data, sections, totals or notes, by their words and form.

What the rows are is told by their words and figures, never by their place alone. What arithmetic says of them
comes after (row_roles.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.reading.account import is_figure
from workbook_templates.reading.grid import ErrorValue
from workbook_templates.reading.row_words import (
    ROMAN,
    ROMAN_DOTTED,
    ROMAN_START,
    Cells,
    is_aside,
    is_capitals,
    is_index,
    is_measures,
    is_note,
    is_of_which,
    is_page_sum,
    is_plain,
    is_second_header,
    is_signature,
    is_sub_line,
    is_total_label,
    text_of_row,
)
from workbook_templates.reading.table import Place, Table
from workbook_templates.words.spelling import words

Row = list[object]
_FIRST_INDEX = (1.0, "1", "(1)")


class RowKind(StrEnum):
    """What a row is by its words and form."""

    DATA = "data"
    UNIT = "unit"  # a unit on a line of its own, above the lines of its classes
    SECTION = "section"
    TOTAL = "total"
    PAGE_SUM = "page_sum"
    OF_WHICH = "of_which"  # below the total: what is contained in it
    NOTE = "note"
    SIGNATURE = "signature"
    PASSIVE = "passive"  # no figures: numbers of columns, units of measure, a prepared row


def at(row: Row, column: int | None) -> object:
    """The cell of a row in a column; '' where the row ends before it, or there is no such column."""
    return row[column] if column is not None and column < len(row) else ""


class RowKinds:
    """Tells the rows of one table apart, stretch by stretch.

    counts: the columns that are added up, and of how many characters a text is still a figure there; timed:
    those that say when or how long; declared: all columns of the table; bare_sum: whether figures alone are
    the sums of the rows above; ended: what stood above in the stretch that ends a table; of the row asked
    last, last_label: its label, last_plain: whether that says nothing of what the row is, ends_section:
    whether, if it is data, it looks like a section and so ends the one above it.
    """

    def __init__(
        self, table: Table, form_set: FormSet, counts: dict[int, int], bare_sum: Callable[[Cells], bool]
    ) -> None:
        self.table = table
        self.form = form_set.annexes[table.form]
        self.says_no_need = form_set.says_no_need
        self.bare_sum = bare_sum
        self.counts = counts
        by_field, columns = self.form.by_field, table.columns
        self.declared = frozenset(columns.values())
        self.timed = frozenset(c for name, c in columns.items() if by_field[name].field.kind.tells_time)
        self.ordinal = columns.get(table.ordinal_field)
        self.unit = columns.get(table.unit_field)
        self.name = columns.get(self.form.all_columns.first(Role.CLASS))
        self.naming = columns.get(self.form.label_field)
        label = self.form.total_label
        self.own_total = None if is_total_label(label) else words(label)  # “Tổng thu” of this form

    def begin(self, rows: list[Row], cells_of: list[Cells], continued: bool) -> None:
        """Go on to a stretch of rows. continued: the table goes on below it, under its header repeated."""
        self.rows, self.cells_of, self.continued = rows, cells_of, continued
        self.numbered = {i for i, row in enumerate(rows) if cells_of[i] and self._is_numbered(row)}
        self.last_numbered = max((i for i in self.numbered if len(cells_of[i]) > 2), default=-1)
        self.ended: Place | None = None
        self.last_label: str | None = None
        self.last_plain = False
        self.ends_section = False

    def of(self, offset: int) -> RowKind:
        """What a row of the stretch is that is not blank; they are asked from top to bottom."""
        cells, numbered = self.cells_of[offset], offset in self.numbered
        self.last_label = label = self.label(cells)
        self.last_plain = label is not None and is_plain(label)
        kind = self._kind(offset, self.rows[offset], cells, label)
        self.ends_section = not numbered and self._is_numbered_like_sections(offset)
        if kind is RowKind.SECTION and not self._leads(offset):
            self.ends_section = True
            return RowKind.DATA
        if kind is RowKind.DATA:
            if offset > self.last_numbered and self._is_draft(offset):
                return RowKind.NOTE
            return RowKind.UNIT if self._is_unit_line(cells, offset) else kind
        if kind is RowKind.SIGNATURE:
            self.ended = Place.BELOW_SIGNATURE
        elif kind is RowKind.TOTAL and self.table.rows and offset > self.last_numbered:
            self.ended = self.ended or Place.BELOW_TOTAL
        return kind

    def _is_numbered_like_sections(self, offset: int) -> bool:
        ordinal = at(self.rows[offset], self.ordinal)
        return ordinal != "" and isinstance(ordinal, str) and bool(ROMAN.match(ordinal.strip()))

    def label(self, cells: Cells) -> str | None:
        """The first text of a row outside its count columns."""
        for column, value in cells:
            if isinstance(value, str) and not isinstance(value, ErrorValue) and column not in self.counts:
                return value.strip()
        return None

    def is_figures(self, cells: Cells) -> bool:
        """Whether a row holds figures alone."""
        return all(isinstance(value, float) and column in self.counts for column, value in cells)

    def _is_numbered(self, row: Row) -> bool:
        value = at(row, self.ordinal)
        if not isinstance(value, str) or not value:
            return isinstance(value, float)
        return value[:1].isdecimal() or value[:1] in "IVXABCDEFGH" and bool(ROMAN_DOTTED.match(value.strip()))

    def _kind(self, offset: int, row: Row, cells: Cells, label: str | None) -> RowKind:
        if offset < 3 and (offset < 2 and is_index(cells) or is_measures(cells) or is_second_header(cells)):
            return RowKind.PASSIVE
        if cells[0][1] in _FIRST_INDEX and len(cells) >= max(3, len(self.declared)) and is_index(cells):
            return RowKind.PASSIVE  # once more, as on a new page
        numbers, numbered, timed = self.has_numbers(cells), offset in self.numbered, self._has_time(cells)
        if numbers and (numbered or timed) and self.last_plain:
            return RowKind.DATA  # nearly every row of a table
        if is_total_label(label, sure=numbered or timed) if label else self.bare_sum(cells):
            return RowKind.TOTAL
        if self.own_total and label and not numbered and words(label) == self.own_total:
            return RowKind.TOTAL
        if numbered and numbers and not ROMAN.match(label or ""):
            return RowKind.DATA
        if label and is_page_sum(label) and not timed:
            return RowKind.PAGE_SUM
        if label and numbers and is_aside(label, timed=timed):
            return RowKind.NOTE
        if label and self.ended and (is_of_which(label) or is_sub_line(label)):
            return RowKind.OF_WHICH
        if numbers and timed:
            return RowKind.DATA
        if not numbers and (kind := self._kind_of_words(cells, offset)):
            return kind
        if self.ended and not (numbered and (numbers or len(cells) > 2)):
            return RowKind.DATA if numbers and self._is_named(cells) else RowKind.NOTE
        if self._is_section(row, cells, numbers):
            return RowKind.SECTION
        if all(c not in self.declared for c, _ in cells):
            return RowKind.NOTE
        return self._kind_of_one(*cells[0]) if len(cells) == 1 else RowKind.DATA

    def _kind_of_words(self, cells: Cells, offset: int) -> RowKind | None:
        """A row without figures: a note in the table, “Không có nhu cầu”, or the signatures below it."""
        if self.says_no_need(text_of_row(cells)):
            return RowKind.DATA if self._is_named(cells) else RowKind.NOTE
        if is_note(cells) and offset not in self.numbered:
            return RowKind.NOTE
        if is_signature(cells):
            inside = offset < self.last_numbered and not self.table.totals
            return RowKind.DATA if offset in self.numbered or inside else RowKind.SIGNATURE
        return None

    def _kind_of_one(self, column: int, value: object) -> RowKind:
        """A row with one cell: data under the column that names rows, or in a count."""
        if isinstance(value, str) and column != self.naming and column not in self.counts:
            prepared = column == self.ordinal and re.match(r"\d", value)
            return RowKind.PASSIVE if prepared else RowKind.NOTE
        if column not in self.counts and re.fullmatch(r"[\d.\-–/ ]+", str(value)):
            return RowKind.PASSIVE  # the number of a prepared row, or of the page
        return RowKind.DATA

    def _is_named(self, cells: Cells) -> bool:
        """Whether a row has a text in the column that names the table's rows."""
        return any(column == self.naming and isinstance(value, str) for column, value in cells)

    def _is_draft(self, offset: int) -> bool:
        """Figures alone below a blank row, which belong to nothing."""
        return offset > 0 and not self.cells_of[offset - 1] and self.is_figures(self.cells_of[offset])

    def _is_unit_line(self, cells: Cells, offset: int) -> bool:
        """A unit on a line of its own, above the lines of its classes."""
        if self.unit != cells[-1][0] or self.name is None or offset + 1 == len(self.cells_of):
            return False
        alone = all(column in (self.ordinal, self.unit) for column, _ in cells)
        below = [column for column, _ in self.cells_of[offset + 1]]
        return alone and self.name in below and self.unit not in below

    def has_numbers(self, cells: Cells) -> bool:
        """Whether a row holds a figure in a column that is added up."""
        for column, value in cells:  # plain loops here: they run for every row
            longest = self.counts.get(column)
            if longest is not None and (type(value) is float or is_figure(value, longest)):
                return True
        return False

    def _has_time(self, cells: Cells) -> bool:
        for column, _ in cells:  # noqa: SIM110
            if column in self.timed:
                return True
        return False

    # --- sections -----------------------------------------------------------------------------------

    def _is_section(self, row: Row, cells: Cells, numbers: bool) -> bool:
        """A numeral or a title in capitals, alone or with its sums, and nothing else of a row."""
        ordinal, arabic = self.ordinal, bool(self.numbered)
        if ordinal is None and cells[0][0] not in self.declared:
            ordinal = cells[0][0]  # numbers under a header that is not known
        first = str(at(row, ordinal)).strip()
        texts = [v.strip() for c, v in cells if c != ordinal and isinstance(v, str) and c not in self.counts]
        if self._has_time(cells):
            return False
        if ROMAN.match(first) and texts:
            return arabic or len(cells) == 2 or is_capitals(texts[0])
        if first and not self._is_numbered(row) and not texts:
            texts, first = [first], ""
        if first or len(texts) != 1:
            return False
        text = texts[0]
        if numbers and self.form.numbering == "unit":
            return bool(ROMAN_START.match(text)) and arabic
        if ROMAN_START.match(text):
            return arabic
        return is_capitals(text) and (arabic or self.form.section_rows)

    def _leads(self, offset: int) -> bool:
        """Whether a section row without figures, or with rows of its own: one with figures that no row
        follows is a row like the others."""
        if not self.has_numbers(self.cells_of[offset]):
            return True
        level = _level(self.cells_of[offset])
        for below in range(offset + 1, len(self.rows)):
            cells = self.cells_of[below]
            if not cells:
                continue
            label = self.label(cells)
            if label and is_total_label(label):
                return False
            numbers, numbered = self.has_numbers(cells), below in self.numbered
            if not numbered and self._is_section(self.rows[below], cells, numbers):
                if _level(cells) <= level:
                    return False
            elif numbers or numbered:
                return True
        return self.continued


def _level(cells: Cells) -> int:
    """How high a section row stands: A, B before I, II before titles in capitals."""
    first = (text_of_row(cells) or "").strip()
    if not ROMAN.match(first) and not ROMAN_START.match(first):
        return 2
    return 1 if first[:1] in "IVX" else 0
