"""A province with few units, whose clerk edits the working file between roll-ups."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import openpyxl

from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import AUTOMATIC_SHEET, EDITS_SHEET, read_tag
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.roll_up import roll_up
from xl_addin.summary.contents import OVERVIEW, RECONCILIATION
from xl_addin.summary.reconciliation import OFF

TN = load_form_set("thai-nguyen-2025")
UNITS = ("TN-TU-PY", "TN-HU-DT", "TN-TU-SC")


class Season:
    """A folder of returns, and the working file made of it again and again."""

    def __init__(self, folder: Path, form_set=TN) -> None:
        self.form_set, self.returns = form_set, folder / "don-vi"
        self.target = folder / "Tổng hợp.xlsx"
        self.returns.mkdir()
        self._books = {}

    def of(self, target: Path) -> Season:
        """The same returns with another working file."""
        other = copy(self)
        other.target, other._books = target, {}
        return other

    def sends(self, unit: str, **rows) -> Season:
        """A unit sends its annexes: rows by form, '_' for '-'."""
        filled = {form.replace("_", "-"): [list(row) for row in made] for form, made in rows.items()}
        write_blank(self.returns / f"{unit}.xlsx", self.form_set, unit, Filled(filled))
        return self

    def rolls_up(self):
        self.result = roll_up(self.returns, self.form_set, self.target)
        return self.result

    def edits(self, edit) -> None:
        """The clerk opens the file, edits it and saves it."""
        book = openpyxl.load_workbook(self.target)
        edit(book)
        book.save(self.target)

    def book(self, **how):
        """The working file as it stands, to look at."""
        stat = self.target.stat()
        saved = (stat.st_mtime_ns, stat.st_size, *how.items())
        if saved not in self._books:
            self._books[saved] = openpyxl.load_workbook(self.target, **how)
        return self._books[saved]

    def rows(self, sheet: str) -> list[list]:
        """What stands in the lines of the biểu of a sheet, sections and totals too, each with its key."""
        return [[key, *values] for _, key, values in lines_of(self.book()[sheet])]

    def listed(self) -> list[tuple]:
        """What Sửa tay lists: of each edit the line, the column, base, by hand, now, difference, choice."""
        book = self.book(data_only=True)
        if EDITS_SHEET not in book.sheetnames:
            return []
        rows = book[EDITS_SHEET].iter_rows(min_row=5, values_only=True)
        return [(*row[2:8], row[9]) for row in rows]

    def chooses(self, choice: str, *lines: str) -> None:
        """The clerk chooses on Sửa tay, for the edits of these lines, or all."""

        def choose(book):
            for row in book[EDITS_SHEET].iter_rows(min_row=5):
                name = str(row[2].value)
                if not lines or any(line in name for line in lines):
                    row[9].value = choice

        self.edits(choose)

    def all(self) -> dict:
        """All that the file says but for when it was made."""
        book = self.book()
        return {
            sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
            for sheet in book
            if sheet.title != OVERVIEW and not sheet.title.startswith("Dấu")
        }

    def memory(self) -> list[list]:
        return [[cell.value for cell in row] for row in self.book()[AUTOMATIC_SHEET].iter_rows()]

    def off(self) -> list:
        """What the reconciliation says of each sum, as it was stored."""
        sheet = self.book(data_only=True)[RECONCILIATION]
        words = ("Khớp", OFF)
        return [cell.value for row in sheet.iter_rows() for cell in row if cell.value in words]


def lines_of(sheet):
    """The tagged rows of a sheet: (row, key, values left of the tag)."""
    for row in sheet.iter_rows():
        for cell in row:
            tag = read_tag(cell.value)
            if tag and tag[1]:
                yield cell.row, tag[1], [one.value for one in row[: cell.column - 1]]


def row_of(sheet, text):
    """The Excel row in which a text stands."""
    return next(c.row for row in sheet.iter_rows() for c in row if text in str(c.value))


def tag_column(sheet):
    return next(c.column for row in sheet.iter_rows() for c in row if read_tag(c.value))
