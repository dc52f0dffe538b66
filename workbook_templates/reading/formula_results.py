"""Which formulas of a sheet have no result in the file, or another than their numbers make.

A program that writes formulas leaves their results out, or puts a 0 there; a file that Excel or LibreOffice
has saved has them all (SheetFacts.calculated).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbook_templates.kinds import Code, Problem
from workbook_templates.kinds.numbers import dotted
from workbook_templates.reading.formula_functions import Area
from workbook_templates.reading.formula_values import areas_of, may_come_to, moved, worked_out
from workbook_templates.reading.grid import ErrorValue, Sheet

_MOST_CELLS = 1_000_000  # that the formulas of one table ask for
_DEEPEST = 40  # formulas that rest on one another
_NOTHING = '""'  # in a formula: a text that shows nothing


class FormulaResults:
    """The formulas of one sheet against what is stored in their cells."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._book = _Book(sheet)
        self._cells = _Cells(self._book, sheet)
        self._calculated: bool | None = sheet.facts.calculated or None

    def problem(self, row: int, column: int, *, of_figure: bool) -> Problem | None:
        """What is wrong with the result of a formula. of_figure: its column is one of figures."""
        formula, stored = _formula(self._sheet, row, column), _stored(self._sheet, row, column)
        if isinstance(stored, (str, ErrorValue)) and stored != "":
            return None
        number = worked_out(formula, self._cells.own)
        if number is not None:
            return _compared(number, stored)
        if stored not in ("", 0):
            return None
        near = may_come_to(formula, self._cells)
        if near is not None:
            is_there = near == stored
            return None if is_there else Problem(Code.NO_RESULT, _said(near))
        if stored == "" and _NOTHING in formula and not self._sheet.facts.uncalculated:
            return None  # an empty text is a result, and worked out
        if stored == "" or self._sheet.facts.uncalculated:
            return Problem(Code.NO_RESULT)
        if self._is_calculated() or not self._cells.are_filled(formula, figures=of_figure):
            return None
        return Problem(Code.MAYBE_NO_RESULT)

    def _is_calculated(self) -> bool:
        """Whether somebody has worked out the formulas of the sheet: one that nothing here knows has another
        result than 0."""
        if self._calculated is None:
            self._calculated = any(
                _stored(self._sheet, *place) not in ("", 0) and may_come_to(text, self._cells) is None
                for place, text in self._sheet.facts.formulas.items()
                if text
            )
        return self._calculated


def _compared(number: float, stored: object) -> Problem | None:
    if stored == "":
        return Problem(Code.NO_RESULT, dotted(number))
    if not isinstance(stored, float) or abs(number - stored) < 1e-6 * max(1.0, abs(number)):
        return None
    return Problem(Code.OTHER_RESULT, dotted(number))


def _said(near: float | str) -> str | None:
    return dotted(near) if isinstance(near, float) else near or None


def _stored(sheet: Sheet, row: int, column: int) -> object:
    line = sheet.rows[row] if row < len(sheet.rows) else ()
    return line[column] if column < len(line) else ""


def _formula(sheet: Sheet, row: int, column: int) -> str:
    """The formula of a cell; of one that shares another's, as the cells below that one do, it moved."""
    formulas, above = sheet.facts.formulas, row
    while not (text := formulas.get((above, column), "")).strip() and (above, column) in formulas:
        above -= 1
    return moved(text, row - above, 0) if text and above != row else text


class _Book:
    """What the cells of a workbook hold, where they hold formulas too: one without a result, or with a 0, is
    worked out. Raises ValueError after so many cells that it takes too long: no more formulas are worked
    out."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheets = {other.name.casefold(): other for other in sheet.others}
        self._left = _MOST_CELLS
        self._known: dict[tuple[int, int, int], object] = {}
        self._asked: set[tuple[int, int, int]] = set()  # those that are being worked out

    def sheet(self, name: str) -> Sheet:
        """Another sheet, by name. Raises ValueError where there is none."""
        found = self._sheets.get(name.casefold())
        if found is None:
            raise ValueError
        return found

    def value(self, sheet: Sheet, row: int, column: int) -> object:
        """What stands in a cell, '' for a blank. Raises ValueError where that cannot be told."""
        self._left -= 1
        if self._left < 0:
            raise ValueError
        stored = _stored(sheet, row, column)
        if stored not in ("", 0) or (row, column) not in sheet.facts.formulas or sheet.facts.calculated:
            return stored
        place = (id(sheet), row, column)
        if place not in self._known:
            if place in self._asked or len(self._asked) >= _DEEPEST:
                raise ValueError  # it rests on itself
            self._asked.add(place)
            self._known[place] = may_come_to(_formula(sheet, row, column), _Cells(self, sheet))
            self._asked.remove(place)
        known = self._known[place]
        if known is None:
            raise ValueError
        return known


class _Cells(NamedTuple):
    """The cells of a workbook as the formulas of one sheet name them."""

    book: _Book
    sheet: Sheet

    def own(self, row: int, column: int) -> object:
        """A cell of the formula's own sheet."""
        return self.book.value(self.sheet, row, column)

    def value(self, sheet: str, row: int, column: int) -> object:
        """A cell of a sheet; '' is the formula's own."""
        return self.book.value(self._of(sheet), row, column)

    def height(self, sheet: str) -> int:
        """How many rows a sheet has."""
        return len(self._of(sheet).rows)

    def _of(self, name: str) -> Sheet:
        return self.book.sheet(name) if name else self.sheet

    def are_filled(self, formula: str, *, figures: bool) -> bool:
        """Whether a cell that a formula names holds a figure, or where none is asked for anything; also
        where that cannot be told, or it names no cell."""
        areas = areas_of(formula)
        try:
            return not areas or any(
                _is_filled(cell, figures) for area in areas for cell in self._cells_of(area)
            )
        except ValueError:
            return True

    def _cells_of(self, area: Area) -> Iterator[object]:
        for row in area.laid_out(self):
            yield from row


def _is_filled(cell: object, figures: bool) -> bool:
    if not figures or not isinstance(cell, str):
        return cell not in (None, "", 0)
    return any(map(str.isdecimal, cell))
