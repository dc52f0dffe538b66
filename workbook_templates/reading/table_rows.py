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
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.table import Line, Table, letters
from workbook_templates.words.spelling import clean, fold, words

ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?$")
_ROMAN_START = re.compile(r"(?:[IVX]{1,4}|[A-H])\s*[.\-)/]\s*\S")
_TOTAL = re.compile(
    r"(?:tổng|tổng cộng|tổng số|cộng|tổng toàn tỉnh)(?: (?:cộng|số|chung|toàn tỉnh|toàn biểu|mục|phần|khối"
    r"|trang|các|lớp|học viên|biểu|i|ii|iii|iv|v|và|a|b|c|\d+))*$"
)
_PART = re.compile(r".*\b(?:mục|phần|khối|trang)\b|(?:tổng|cộng|tổng cộng|tổng số) [ivxa-h]+$")
_OF_WHICH = re.compile(r"\s*(?:[-+*–]|trong đó|gồm)", re.I)
_SIGNATURE = re.compile(
    r"(?:người lập|lập biểu|thủ trưởng|t m |tm |k t |kt |t l |tl |phó bí thư|bí thư$|trưởng ban|hiệu trưởng|"
    r"giám đốc|phó giám đốc|chủ tịch$|phó chủ tịch|nơi nhận|xác nhận|ký ghi rõ|ký tên|ký và ghi|ghi chú |"
    r"lưu ý|người tổng hợp|(?:\S+(?: \S+){0,3} )?ngày (?:\d+ )?tháng)"
)
_INDEX = re.compile(r"\(?(\d{1,2}|[A-H])\)?$")
Cells = list[tuple[int, object]]  # the filled cells of one row: column, value
EXAMPLE = re.compile(r"(?:ví dụ|vd|mẫu)\b")


@lru_cache(maxsize=200_000, typed=True)
def _parse(declared: Field, raw: object, date1904: bool) -> tuple[object, Problem | None]:
    if isinstance(raw, ErrorValue):
        return None, Problem(Code.ERROR_CELL)
    return declared.parse(raw, date1904)


def is_total(cells: Cells) -> bool:
    """Whether the first text of a row calls it a total."""
    label = next((v for _, v in cells if isinstance(v, str) and not isinstance(v, ErrorValue)), None)
    return label is not None and _is_total_label(label)


def _is_total_label(label: str) -> bool:
    return label[:1] in "tTcC" and len(label) < 80 and bool(_TOTAL.match(words(label)))


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
        self.arabic = False
        self.unread: list[list[object]] = []  # data rows whose cells are still to be read
        self.units: list[object] = []  # and whose they are

    def read(self, start: int, end: int) -> None:
        """Classify and read rows start … end − 1 (from 0)."""
        table = self.table
        rows = self.sheet.rows[start:end]
        cells_of = self.sheet.cells[start:end]
        numbered = {i for i, row in enumerate(rows) if cells_of[i] and self._numbered(row)}
        self.arabic = bool(numbered)
        last_numbered = max((i for i in numbered if len(cells_of[i]) > 2), default=-1)
        ended = False
        units = table.values.get(table.unit_field)
        unit = units[-1] if units else None
        for offset, row in enumerate(rows):
            number, cells = start + offset + 1, cells_of[offset]
            if not cells:
                continue
            apart = offset > 0 and not cells_of[offset - 1]
            label = self._label(cells)
            kind = self._kind(row, cells, label, offset in numbered, ended, offset)
            if kind == "data" and apart and offset > last_numbered and self._is_figures(cells):
                kind = "note"
            if kind == "end" and offset < last_numbered:
                kind = "data"  # rows of the table still follow: no signature
            if kind == "total":
                table.totals.append(self._line(number, row, cells))
                ended = bool(table.rows) and offset > last_numbered
            elif kind == "section":
                table.sections.append(self._line(number, row, cells))
                unit = None
            elif kind == "data" and self._is_unit_line(cells, cells_of[offset + 1 : offset + 2]):
                unit = clean(str(cells[-1][1]))
            elif kind == "data":
                unit = self._data(number, row, cells, label, unit)
            elif kind == "note":
                self._note(number, cells)
            elif kind == "end":
                self._note(number, cells)
                self._rest(start + offset + 1, end)
                break
        self._read_cells()

    def _numbered(self, row: list[object]) -> bool:
        column = self.ordinal_column
        if column is None or column >= len(row) or row[column] == "":
            return False
        value = row[column]
        return value[:1].isdecimal() if isinstance(value, str) else isinstance(value, float)

    def _kind(
        self, row: list, cells: Cells, label: str | None, numbered: bool, ended: bool, offset: int
    ) -> str:
        if offset < 2 and _is_index(cells):
            return "index"
        numbers = self._has_numbers(cells)
        if _is_total_label(label) if label else self._is_bare_sum(cells):
            return "total"
        if numbered and numbers and not ROMAN.match(label or ""):
            return "data"  # nearly every row of a table
        if ended and label and _OF_WHICH.match(label):
            return "of_which"
        if numbers and self._timed(cells):
            return "data"
        if not numbers and any(isinstance(v, str) and _SIGNATURE.match(words(v) + " ") for _, v in cells):
            return "data" if numbered else "end"
        if ended and not (numbered and (numbers or len(cells) > 2)):
            return "note"
        if self._is_section(row, cells, numbers):
            return "section"
        if all(c not in self.fields for c, _ in cells):
            return "note"
        if len(cells) == 1:
            return self._kind_of_one(cells[0], ended)
        return "data"

    def _has_numbers(self, cells: Cells) -> bool:
        for column, value in cells:  # plain loops here: they run for every row
            if column in self.counts and _is_number(value, self.counts[column]):
                return True
        return False

    def _kind_of_one(self, cell: tuple[int, object], ended: bool) -> str:
        """A row with one cell: data under the column that names rows, or in a count."""
        column, value = cell
        if isinstance(value, str) and column not in (
            self.table.columns.get(self.form.label_field),
            *self.counts,
        ):
            prepared = column == self.ordinal_column and re.match(r"\d", value)
            return "blank" if prepared else "note"
        if column not in self.counts and re.fullmatch(r"[\d.\-–/ ]+", str(value)):
            return "blank"  # the number of a prepared row, or of the page
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
            return self.arabic or len(cells) == 2 or _is_capitals(texts[0])
        if first and not self._numbered(row) and not texts:
            texts, first = [first], ""
        if first or len(texts) != 1:
            return False
        text = texts[0]
        if numbers and self.form.numbering == "unit":
            return bool(_ROMAN_START.match(text)) and self.arabic
        if _ROMAN_START.match(text):
            return self.arabic
        return _is_capitals(text) and (self.arabic or self.form.section_rows)

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

    def _data(self, number: int, row: list, cells: Cells, label: str | None, unit: object) -> object:
        """Note a row of the table, and tell whose it is: its unit's, or that of the rows above."""
        table = self.table
        table.rows.append(number)
        table.section_of.append(len(table.sections) - 1)
        if self.unit_column is not None:
            own = row[self.unit_column] if self.unit_column < len(row) else ""
            unit = (
                _parse(self.fields[self.unit_column], own, self.date1904)[0] if own != "" else None
            ) or unit
            self.units.append(unit)
        self.unread.append(row)
        if label and label[:1] in "vVmM" and EXAMPLE.match(fold(label)):
            table.examples.append(number)
        for column, value in cells:  # figures under no header of the table
            if column not in self.placed and isinstance(value, float):
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

    def _note(self, number: int, cells: list) -> None:
        """A row that is none of the table's: its texts, or its figures where no text explains them."""
        texts = [(c, v) for c, v in cells if isinstance(v, str)]
        self.table.notes += [(f"{letters(column)}{number}", clean(value)) for column, value in texts]
        if not texts:
            self.table.outside += [(number, c, v) for c, v in cells if isinstance(v, float)]

    def _rest(self, start: int, end: int) -> None:
        """Below the signatures: notes, and figures that belong to no row of the table."""
        for offset, cells in enumerate(self.sheet.cells[start:end]):
            number = start + offset + 1
            texts = [(c, v) for c, v in cells if isinstance(v, str)]
            self.table.notes += [(f"{letters(column)}{number}", clean(value)) for column, value in texts]
            self.table.outside += [
                (number, c, v) for c, v in cells if isinstance(v, float) and (c in self.counts or not texts)
            ]


def is_closed(table: Table) -> bool:
    """Whether the rows of a table end in its total, so that a header below begins another."""
    last = table.totals[-1] if table.totals and table.rows else None
    return last is not None and last.row > table.rows[-1] and not _PART.match(words(last.label))


def settle_totals(table: Table) -> None:
    """A total with rows above and below it, or that names a part, sums the rows right above it."""
    rows = table.rows or [0]
    between = [
        line
        for line in table.totals
        if rows[0] < line.row < rows[-1] or (line.row > rows[-1] and _PART.match(words(line.label)))
    ]
    table.subtotals += between
    table.totals = [line for line in table.totals if line not in between]


def _is_index(cells: list) -> bool:
    """The row (1) (2) (3) … under a header."""
    texts = [str(int(v)) if isinstance(v, float) and v == int(v) else str(v).strip() for _, v in cells]
    if len(texts) < 3 or not all(_INDEX.match(text) for text in texts):
        return False
    numbers = [int(m[1]) for m in map(_INDEX.match, texts) if m[1].isdigit()]
    return numbers == sorted(set(numbers)) and len(numbers) >= 2


def _is_number(value: object, longest: int) -> bool:
    return isinstance(value, float) or (
        isinstance(value, str) and any(ch.isdigit() for ch in value) and len(value) <= longest
    )


def _is_capitals(text: str) -> bool:
    return len(text) > 5 and text == text.upper() and any(ch.isalpha() for ch in text)
