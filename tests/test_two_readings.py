"""The two readings of rules agree: over a frame, and as formulas that LibreOffice calculates.

One workbook holds generated rows of every annex (tests.spelt_rows); beside each row stand its formulas.
LibreOffice calculates them once; the same file is read by the reader into frames. Plain spellings must be
read alike; of loose ones, which the reader alone knows, a formula may only say that it cannot read them.
What a formula cannot know is left out: that a number is shown as a date (5-7 in a count; a day before 2000).
Run with -s to see how many were compared.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.office import recalculate
from tests.spelt_rows import ERROR, annexes, header, rows_of, truths_of
from validators.batch import Batch
from validators.frame import Frame
from validators.row_reading import RowReading, where
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.expression.nodes import BLANK, UNREAD, WORDS, Truth
from workbook_templates.kinds.month import EPOCH_1900
from workbook_templates.paper.row_formulas import LONGEST, RowFormulas, row_formulas
from workbook_templates.reading.grid import Grid, read_grid
from workbook_templates.reading.package import examine
from workbook_templates.reading.returns import from_grid
from workbook_templates.reading.sheet_xml import column_letters

IN_A_FILE = 8  # annexes: more would be too large to be read in this process
FIRST = 4  # Excel row of the first data row, under two titles and the header
SHARED = {
    "IF", "AND", "OR", "NOT", "ISNUMBER", "N", "INT", "TRIM", "UPPER", "LOWER", "LEFT", "RIGHT", "MID", "LEN",
    "SUBSTITUTE", "VALUE", "TEXT", "SUMPRODUCT", "IFERROR", "YEAR", "MONTH",
    "DATE", "DAY", "ROUND",
}  # fmt: skip


@dataclass
class Rows:
    """The rows of one annex. loose: for each row the field with a loose spelling, or ''; formulas: of each
    row; frame: as the reader reads them; answers: by row what LibreOffice made of the formulas."""

    form_set: FormSet
    annex: Annex
    truths: list[tuple[str, Truth]]
    cells: list[dict[str, object]]
    loose: list[str]
    formulas: list[RowFormulas]
    frame: Frame | None = None
    answers: list[list[object]] | None = None

    def says(self, position: int) -> Iterator[object]:
        """What LibreOffice made of a row's formulas, in the order of `written`."""
        return iter(self.answers[position][len(self.annex.columns) + 1 :])

    def values(self, position: int) -> dict[tuple[str, str], object]:
        """What the formulas read, by field and part."""
        formulas, said = self.formulas[position], self.says(position)
        helpers = {address: _number(next(said)) for address, _ in formulas.helpers}
        return {key: helpers[address] for key, address in formulas.values.items()}

    def of_cells(self, position: int) -> list[object]:
        start = len(self.formulas[position].helpers)
        return list(self.says(position))[start : start + len(self.formulas[position].cells)]

    def of_rules(self, position: int) -> list[object]:
        said = list(self.says(position))
        start = len(self.formulas[position].helpers) + len(self.formulas[position].cells)
        return said[start : start + len(self.truths)]


def _number(said: object) -> object:
    """LibreOffice shows what DATE makes as a day."""
    if isinstance(said, date):
        return float(said.toordinal() - EPOCH_1900.toordinal())
    return said


def written(formulas: RowFormulas) -> list[str]:
    """All formulas of a row."""
    return [f for found in (formulas.helpers, formulas.cells, formulas.rules) for *_, f in found]


def generated() -> list[Rows]:
    rng, spelt = random.Random(8), set()
    found = []
    for form_set, annex in annexes():
        cells, loose = rows_of(form_set, annex, rng, spelt)
        first = formulas_of(form_set, annex)
        formulas = [first, *(first.in_row(FIRST + i) for i in range(1, len(cells)))]
        found.append(Rows(form_set, annex, truths_of(annex), cells, loose, formulas))
    return found


def formulas_of(form_set: FormSet, annex: Annex) -> RowFormulas:
    """The formulas of the first row, helpers one column right of the table."""
    columns = {c.name: column_letters(i) for i, c in enumerate(annex.columns)}
    return row_formulas(annex, form_set.year, FIRST, columns, len(columns) + 1, truths_of(annex))


class _Sheet(Worksheet):
    """Takes formulas as they are: looking for Excel's newest functions costs half a minute."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def write(path: Path, found: list[Rows]) -> None:
    """A sheet an annex: titles, one header row, the rows, and right of them their formulas."""
    workbook = Workbook(str(path))
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for rows in found:
        sheet, names = workbook.add_worksheet(None, _Sheet), [c.name for c in rows.annex.columns]
        sheet.write_string(0, 0, rows.annex.number)
        sheet.write_string(1, 0, rows.annex.title)
        sheet.write_row(FIRST - 2, 0, [header(name, rows.form_set) for name in names])
        for offset, (cells, formulas) in enumerate(zip(rows.cells, rows.formulas, strict=True)):
            for column, value in enumerate(map(cells.get, names)):
                place = (FIRST - 1 + offset, column)
                if value == ERROR:
                    sheet.write_formula(*place, "=1/0", None, ERROR)
                elif isinstance(value, datetime):
                    sheet.write_datetime(*place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(*place, value)
                elif value is not None:
                    sheet.write_number(*place, value)
            for column, formula in enumerate(written(formulas), start=len(names) + 1):
                sheet.write_formula(FIRST - 1 + offset, column, formula)
    workbook.close()


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> list[Rows]:
    """The rows of every annex, read both ways."""
    found, folder = generated(), tmp_path_factory.mktemp("rows")
    for first in range(0, len(found), IN_A_FILE):
        _read_both(folder / f"rows-{first}.xlsx", found[first : first + IN_A_FILE])
    return found


def _read_both(path: Path, found: list[Rows]) -> None:
    write(path, found)
    calculated = CalamineWorkbook.from_path(str(recalculate(path)))
    sheets = read_grid(path, examine(path)).sheets
    for rows, sheet in zip(found, sheets, strict=True):
        sheet.rows[:] = [row[: len(rows.annex.columns)] for row in sheet.rows]
        source = from_grid(path, Grid([sheet]), rows.form_set)
        assert [table.form for table in source.tables] == [rows.annex.id]
        rows.frame = Batch([source], rows.form_set).frames[rows.annex.id]
        assert rows.frame["row"].tolist() == list(range(FIRST, FIRST + len(rows.cells)))
        answers = calculated.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        rows.answers = answers[FIRST - 1 :]


def as_read(frame: Frame, reading: RowReading, position: int, name: str, part: str) -> object:
    """What the frame holds of a cell, as a helper would say it."""
    number = frame[f"{name}_{part}" if part else name][position]
    if not np.isnan(number):
        return float(number)
    problem = frame.problems.get((position, name))
    if problem and not problem.usable:
        return UNREAD
    return BLANK if reading.empty(name)[position] else WORDS


def test_every_cell_is_read_alike(both):
    """And a loose spelling is what a formula cannot read, never another number."""
    compared = allowed = 0
    for rows in both:
        reading = RowReading(rows.frame)
        for position, cells in enumerate(rows.cells):
            for (name, part), value in rows.values(position).items():
                expected = as_read(rows.frame, reading, position, name, part)
                where = f"{rows.annex.id} {name} {part} {cells[name]!r}: {value!r} for {expected!r}"
                if rows.loose[position] == name:
                    assert value == UNREAD != expected, where
                    allowed += 1
                elif isinstance(expected, float):
                    assert value == pytest.approx(expected), where
                else:
                    assert value == expected, where
                compared += 1
    print(f"\n{compared} cells of {sum(len(r.cells) for r in both)} rows; {allowed} loose ones not read")


def test_every_check_of_a_cell_finds_alike(both):
    compared = 0
    for rows in both:
        for position, cells in enumerate(rows.cells):
            said: dict[tuple[str, str], bool] = {}
            for formula, true in zip(rows.formulas[position].cells, rows.of_cells(position), strict=True):
                asked = (formula.field, formula.code)  # a range is checked at both ends
                said[asked] = said.get(asked, False) | true
            for (name, code), answer in said.items():
                if rows.loose[position] == name:
                    continue
                problem = rows.frame.problems.get((position, name))
                unread = rows.frame.value(position, name) is None
                found = bool(problem) and not problem.usable
                found = found and (not unread and problem.code == code if code else unread)
                assert answer is found, f"{rows.annex.id} {name} {cells[name]!r} {code}: {answer!r}"
                compared += 1
    print(f"\n{compared} checks of cells")


def test_every_rule_finds_alike(both):
    """In rows that are spelt plainly; beside a loose spelling a formula is silent rather than wrong."""
    counts: dict[str, tuple[int, int]] = {}
    quieter = 0
    for rows in both:
        answers = [rows.of_rules(position) for position in range(len(rows.cells))]
        for index, (id, truth) in enumerate(rows.truths):
            found = set(where(rows.frame, truth))
            for position, cells in enumerate(rows.cells):
                answer, expected = answers[position][index], position in found
                told = f"{rows.annex.id} {id}: {answer!r} of {cells}"
                if rows.loose[position]:
                    assert answer is False or answer is expected, told
                    quieter += answer is not expected
                else:
                    assert answer is expected, told
            true, all_ = counts.get(id, (0, 0))
            counts[id] = (true + len(found), all_ + len(rows.cells))
    assert all(0 < true < all_ for true, all_ in counts.values()), counts
    print("", *(f"{id}: true of {true} in {all_} rows" for id, (true, all_) in counts.items()), sep="\n")
    print(f"{quieter} times a loose spelling kept a formula silent")


def test_formulas_are_what_excel_takes():
    """Shared functions alone, about their own row, not too long, not too deep."""
    for form_set, annex in annexes():
        for formula in written(formulas_of(form_set, annex).in_row(117)):
            bare = re.sub(r'"[^"]*"', '""', formula)
            assert set(re.findall(r"([A-Z.]+)\(", bare)) <= SHARED
            assert {int(row) for row in re.findall(r"\$?\b[A-Z]{1,3}\$?(\d+)\b", bare)} <= {117}
            depths = list(accumulate((c == "(") - (c == ")") for c in bare))
            assert len(formula) < LONGEST and max(depths, default=0) <= 64 and depths[-1] == 0
