"""What happens to returns on their way: changes that alter no figure, changes that must be said, and faults.

A change is made to one return of a form of the trial, in its first table; each gives None where the table has
no place for it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from workbook_templates.expression.roles import Role
from workbook_templates.learning.columns import LearntColumn
from workbook_templates.learning.example import LearntForm
from workbook_templates.reading.row_words import is_total_label
from workbook_templates.words.spelling import words


@dataclass
class Place:
    """The first table of a return. sheet: openpyxl's; taken: what was learnt of it."""

    workbook: Workbook
    taken: LearntForm

    def __post_init__(self) -> None:
        self.sheet = self.workbook[self.taken.sheet]
        self.top, self.bottom = self.taken.header.top + 1, self.taken.header.bottom + 1
        self.last = max(self.taken.header.paths) + 1
        self.rows = [r for r in range(self.bottom + 1, self.sheet.max_row + 1) if self._filled(r)]
        blank = next((r for r in range(self.bottom + 1, self.sheet.max_row + 2) if not self._filled(r)), 0)
        self.rows = [r for r in self.rows if r < blank]

    def _filled(self, row: int) -> bool:
        return any(self.sheet.cell(row, c).value is not None for c in range(1, self.last + 1))

    def label(self, row: int) -> str:
        """What names a row."""
        texts = [self.sheet.cell(row, c).value for c in range(1, self.last + 1)]
        name = self.sheet.cell(row, self.naming.place + 1).value
        return str(name if isinstance(name, str) else next((t for t in texts if isinstance(t, str)), ""))

    @property
    def naming(self) -> LearntColumn:
        """The column that names the rows."""
        return next(c for c in self.taken.columns if c.name == self.taken.naming)

    @property
    def added(self) -> list[LearntColumn]:
        """The columns that are added up."""
        return [c for c in self.taken.columns if c.adds and not c.kind.interval]

    def column(self, name: str) -> int:
        """The column of a field, from 1."""
        return next(c.place for c in self.taken.columns if c.name == name) + 1

    def number(self, row: int, column: int) -> float | None:
        """A cell's figure."""
        value = self.sheet.cell(row, column).value
        return value if isinstance(value, (int, float)) else None

    def total_row(self) -> int | None:
        """The last row of totals."""
        return next((r for r in reversed(self.rows) if self.is_total(r)), None)

    def is_total(self, row: int) -> bool:
        """Whether a row is a total."""
        texts = [self.sheet.cell(row, c).value for c in range(1, self.last + 1)]
        return any(isinstance(t, str) and is_total_label(t) for t in texts)

    def data(self) -> list[int]:
        """The rows that are no total and hold a figure or a name of their own."""
        return [r for r in self.rows if not self.is_total(r)]

    def cell(self, row: int, column: int) -> str:
        """An address."""
        return f"{get_column_letter(column)}{row}"


def in_capitals(at: Place) -> bool:
    """The header in capitals."""
    for cell in _header_cells(at):
        cell.value = cell.value.upper()
    return True


def with_line_breaks(at: Place) -> bool:
    """Line breaks in the header."""
    for cell in _header_cells(at):
        cell.value = cell.value.replace(" ", "\n", 2)
    return True


def without_merges(at: Place) -> bool:
    """The header's merged cells parted."""
    merges = list(at.sheet.merged_cells.ranges)
    for merge in merges:
        at.sheet.unmerge_cells(str(merge))
    return bool(merges)


def blank_row_between(at: Place) -> bool:
    """A blank row between the first row and the others."""
    if len(at.rows) < 2:
        return False
    at.sheet.insert_rows(at.rows[0] + 1)
    return True


def numbered_otherwise(at: Place) -> bool:
    """Running numbers as text, from 11 on."""
    ordinal = next((c for c in at.taken.columns if c.role is Role.ORDINAL), None)
    if ordinal is None or at.taken.line == "fixed":
        return False
    for row in at.data():
        cell = at.sheet.cell(row, ordinal.place + 1)
        if isinstance(cell.value, (int, float)):
            cell.value = f"{cell.value + 10:g}"
    return True


def sheet_renamed(at: Place) -> bool:
    """The sheet under another name."""
    at.sheet.title = "Sheet1"
    return True


def moved_column(at: Place) -> bool:
    """Two columns of one level change places."""
    alone = [c.place + 1 for c in at.taken.columns if len(c.header) == 1 and c.role is not Role.ORDINAL]
    naming = at.naming.place + 1
    pairs = [(a, b) for a, b in zip(alone, alone[1:], strict=False) if b == a + 1 and a != naming]
    if not pairs or at.taken.header.numbered:
        return False
    one, other = pairs[-1]
    for row in range(at.top, at.rows[-1] + 1 if at.rows else at.bottom + 1):
        left, right = at.sheet.cell(row, one), at.sheet.cell(row, other)
        if type(left).__name__ == type(right).__name__ == "Cell":
            left.value, right.value = right.value, left.value
            left.number_format, right.number_format = right.number_format, left.number_format
    return True


def title_gone(at: Place) -> bool:
    """No title above the table but whose it is."""
    for row in range(2, at.top):
        for cell in at.sheet[row]:
            cell.value = None
    return True


HARMLESS: list[Callable[[Place], bool]] = [
    in_capitals, with_line_breaks, without_merges, blank_row_between, numbered_otherwise, sheet_renamed,
    moved_column, title_gone,
]  # fmt: skip


def column_added(at: Place) -> bool:
    """A column of figures that the form lacks."""
    at.sheet.cell(at.top, at.last + 1, "Số đoàn viên công đoàn")
    for row in at.data():
        at.sheet.cell(row, at.last + 1, 3)
    return bool(at.data())


def column_lacking(at: Place) -> bool:
    """The last column of figures is gone."""
    if len(at.added) < 2 or not at.rows:
        return False
    column, caption = at.added[-1].place + 1, _caption_row(at)
    for row in range(caption or at.top, at.rows[-1] + 1):
        cell = at.sheet.cell(row, column)
        if type(cell).__name__ == "Cell":
            cell.value = None
    return bool(caption)


def header_reworded(at: Place) -> bool:
    """The last column of figures is called otherwise."""
    if not at.added:
        return False
    if row := _caption_row(at):
        at.sheet.cell(row, at.added[-1].place + 1).value = "Kết quả rà soát thực tế"
    return bool(row)


def _caption_row(at: Place) -> int | None:
    """The row where the last column of figures has its own words."""
    column, wanted = at.added[-1].place + 1, words(at.added[-1].header[-1])
    rows = range(at.bottom, at.top - 1, -1)
    return next((r for r in rows if words(str(at.sheet.cell(r, column).value)) == wanted), None)


def figures_elsewhere(at: Place) -> bool:
    """Another table on a sheet of its own."""
    sheet = at.workbook.create_sheet("Phụ biểu thêm")
    rows = (("STT", "Hạng mục sửa chữa", "Số phòng", "Đơn giá"), (1, "Hội trường", 2, 5), (2, "Nhà ăn", 1, 7))
    for row in rows:
        sheet.append(row)
    return True


def reworded_line(at: Place) -> bool:
    """A line of a form whose lines are fixed is called otherwise."""
    rows = [r for r in at.data() if any(at.number(r, c.place + 1) for c in at.added)]
    if at.taken.line != "fixed" or not rows:
        return False
    at.sheet.cell(rows[-1], at.naming.place + 1).value = "Việc khác phát sinh trong kỳ"
    return True


SAID: list[Callable[[Place], bool]] = [
    column_added, column_lacking, header_reworded, figures_elsewhere, reworded_line,
]  # fmt: skip


def wrong_total(at: Place) -> set[str] | None:
    """A total that is 7 too large."""
    row = at.total_row()
    column = next((c.place + 1 for c in at.added if row and at.number(row, c.place + 1)), None)
    if column is None:
        return None
    at.sheet.cell(row, column).value += 7
    return {at.cell(row, column)}


def wrong_sum(at: Place) -> set[str] | None:
    """A column of sums that is 3 too large in one row."""
    return _related(at, "sum_of", lambda whole, parts: whole + 3)


def wrong_product(at: Place) -> set[str] | None:
    """A product that is off by ten."""
    return _related(at, "product_of", lambda whole, parts: whole * 10)


def part_too_large(at: Place) -> set[str] | None:
    """A “trong đó” larger than its whole."""
    return _related(at, "part_of", lambda part, wholes: wholes[0] + 5)


def text_for_figure(at: Place) -> set[str] | None:
    """Words where a figure is due."""
    for row in at.data():
        for column in at.added:
            if at.number(row, column.place + 1):
                at.sheet.cell(row, column.place + 1).value = "chưa thống nhất"
                return {at.cell(row, column.place + 1)}
    return None


def parent_off(at: Place) -> set[str] | None:
    """A line that is 4 more than those below it."""
    under = {line.under for line in at.taken.lines if line.under and not line.part}
    labels = [words(line.label) for line in at.taken.lines if line.id in under]
    for row in at.data():
        if words(at.label(row)) in labels:
            for column in at.added:
                if at.number(row, column.place + 1):
                    at.sheet.cell(row, column.place + 1).value += 4
                    return {at.cell(row, column.place + 1)}
    return None


def line_added(at: Place) -> set[str] | None:
    """A line of its own in a form whose lines are fixed."""
    if at.taken.line != "fixed" or not at.added:
        return None
    row = at.data()[-1] + 1
    at.sheet.insert_rows(row)
    at.sheet.cell(row, at.naming.place + 1).value = "Nội dung đơn vị tự thêm"
    at.sheet.cell(row, at.added[0].place + 1).value = 5
    return {at.cell(row, c + 1) for c in at.taken.header.paths}


def twice(at: Place) -> set[str] | None:
    """The first class or person a second time, as the last row."""
    columns = range(1, at.last + 1)
    rows = [r for r in at.data() if sum(at.sheet.cell(r, c).value is not None for c in columns) > 3]
    if at.taken.line != "class" or not rows:
        return None
    row = rows[-1] + 1
    at.sheet.insert_rows(row)
    for column in range(1, at.last + 1):
        old = at.sheet.cell(rows[0], column)
        new = at.sheet.cell(row, column, old.value)
        new.number_format = copy(old.number_format)
    return {at.cell(r, c + 1) for c in at.taken.header.paths for r in (rows[0], row)}


FAULTS: list[Callable[[Place], set[str] | None]] = [
    wrong_total, wrong_sum, wrong_product, part_too_large, text_for_figure, parent_off, line_added, twice,
]  # fmt: skip


def _related(at: Place, relation: str, make: Callable) -> set[str] | None:
    for column in at.taken.columns:
        others = [at.column(name) for name in getattr(column, relation)]
        for row in at.data() if others else ():
            own = at.number(row, column.place + 1)
            values = [at.number(row, other) for other in others]
            if own and all(value is not None for value in values):
                at.sheet.cell(row, column.place + 1).value = make(own, values)
                return {at.cell(row, c) for c in (column.place + 1, *others)}
    return None


def _header_cells(at: Place) -> list:
    return [
        cell
        for row in at.sheet.iter_rows(min_row=at.top, max_row=at.bottom)
        for cell in row
        if isinstance(cell.value, str) and type(cell).__name__ == "Cell"
    ]
