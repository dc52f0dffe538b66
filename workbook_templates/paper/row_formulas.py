"""The reading of an expression as Excel formulas about one row of an annex.

Beside the row stand helper cells, which hold what was read of its cells: a number, or one of
expression.nodes' BLANK, UNREAD and WORDS. A kind gives the formula that reads a cell; where it has checks, a
second helper holds what passed them. The formulas of rules ask the helpers alone, so each stays short.

Every formula is about its own row, in the words of the file format (English names, commas); nothing in it
is volatile or depends on the language of Windows. A formula reads the plain spellings that the blank asks
for; validators reads many more, and what only it can read is UNREAD here, never another number. Not to be
seen by a formula: that a number has the format of a date (the blank fixes the formats of its cells).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbook_templates.declared.forms import Annex
from workbook_templates.expression.nodes import BLANK, UNREAD, WORDS, Truth
from workbook_templates.expression.roles import Need, Role
from workbook_templates.kinds import Kind
from workbook_templates.kinds.base import Check
from workbook_templates.reading.sheet_xml import column_letters

LONGEST = 8192  # characters that Excel takes in a formula
NOTHING = f'"{BLANK}"'  # stands for a cell of a column that the table does not have
# What declared.class_names reads with patterns, in full: of a note, and at the beginning of a class's name.
_CARRY_OVER = ("chuyển tiếp", "chuyển tiep", "chuyen tiếp", "chuyen tiep", "chuyên tiếp", "chuyên tiep",
               "chuyển sang", "chuyen sang")  # fmt: skip
_SENT = ("cử", "chọn cử", "gửi")
_HARD_SPACE = "\u00a0"  # comes along in text copied from Word
_MARKS = f"{_HARD_SPACE}-–+*•:,.(/"  # stand between the words of a class's name


class CellFormula(NamedTuple):
    """True where a cell is in trouble. field: whose cell; code: the problem's, '' where a formula cannot
    read it."""

    field: str
    code: str
    formula: str


class RowFormulas(NamedTuple):
    """What is to be written for one row: helpers as (address, formula), formulas of cells, and those of
    rules as (rule id, formula), true where the rule has something to say. values: by field and part of it,
    the helper that holds what passed the checks."""

    helpers: list[tuple[str, str]]
    values: dict[tuple[str, str], str]
    cells: list[CellFormula]
    rules: list[tuple[str, str]]

    def in_row(self, row: int) -> RowFormulas:
        """The same formulas about another row of the table: much cheaper than to make them anew."""

        def moved(formula: str) -> str:
            return _ROW.sub(rf"\g<1>{row}", formula)

        return RowFormulas(
            [(moved(address), moved(formula)) for address, formula in self.helpers],
            {key: moved(address) for key, address in self.values.items()},
            [CellFormula(field, code, moved(formula)) for field, code, formula in self.cells],
            [(id, moved(formula)) for id, formula in self.rules],
        )


_ROW = re.compile(r"(\$[A-Z]{1,3})\d+")  # no text in a formula holds a $


def row_formulas(
    annex: Annex,
    year: int,
    row: int,
    columns: Mapping[str, str],
    first_helper: int,
    rules: Iterable[tuple[str, Truth]],
) -> RowFormulas:
    """The formulas of an Excel row. columns: the letters of each field's column; first_helper: the first
    column for helpers, from 0; rules: expressions with the ids of the rules that they belong to. Raises
    ValueError for a formula that is too long for Excel."""
    cells = RowCells(annex, year, row, columns, first_helper)
    kinds = {name: annex.by_field[name].field.kind for name in columns}
    values = {
        (name, part): cells.number(name, part)
        for name, kind in kinds.items()
        for part in kind.read_formula("A1")
    }
    of_cells = [made for name, kind in kinds.items() for made in _of_cell(cells, name, kind)]
    of_rules = [(id, _finished(truth.formula(cells))) for id, truth in rules]
    return RowFormulas(list(cells.helpers.items()), values, of_cells, of_rules)


class RowCells:
    """What expression.nodes.Cells asks of a row. helpers: by address the formulas asked for so far."""

    def __init__(
        self, annex: Annex, year: int, row: int, columns: Mapping[str, str], first_helper: int
    ) -> None:
        self.annex = annex
        self.year = annex.year_of(year)
        self.row = row
        self.columns = columns
        self.first_helper = first_helper
        self.helpers: dict[str, str] = {}
        self._addresses: dict[tuple[str, ...], str] = {}

    def number(self, role: Need | str, part: str) -> str:
        """The helper that holds what passed the checks of a field's kind; a kind that no formula reads is
        WORDS or BLANK."""
        name = self._name(role)
        if name is None:
            return NOTHING
        kind = self.annex.by_field[name].field.kind
        read = self.read(name, part)
        checks = [_passes(self, name, check) for check in kind.checks(self.year)]
        if not checks:
            return read
        return self._helper((name, part, "checked"), f'IF({_all(checks)},{read},"{UNREAD}")')

    def read(self, name: str, part: str) -> str:
        """The helper that holds what stands in a field's cell, before it is checked."""
        cell = self._cell(name)
        kind = self.annex.by_field[name].field.kind
        formulas = kind.read_formula(cell)
        if not formulas:
            return self._helper((name, "words"), f'IF(TRIM({cell})="","{BLANK}","{WORDS}")', f'"{WORDS}"')
        part = part if part in formulas else next(iter(formulas))  # of a length, its days
        formula = formulas[part]
        for step, asked in kind.read_steps(cell).items():
            formula = formula.replace(f"[{step}]", self._helper((name, step, "step"), asked))
        return self._helper((name, part, "read"), formula)

    def all_numbers(self, of: Role | tuple[str, ...]) -> list[str]:
        names = self.annex.all_columns.addends(of) if isinstance(of, Role) else of
        return [self.number(name, "") for name in names if name in self.columns]

    def own(self) -> str:
        raise LookupError("no cell is looked at")

    def carried(self) -> str:
        """By the form; or by the note where it says “chuyển tiếp” or “chuyển sang”, in either case, with
        or without its accents, at one space or several. Not seen: words parted by a line break, and letters
        typed apart from their marks (NFD)."""
        note = self._name(Role.NOTE)
        if self.annex.carry_over in ("yes", "no") or note is None:
            return "TRUE" if self.annex.carry_over == "yes" else "FALSE"
        text, listed = self._text(note, _HARD_SPACE), _array(_CARRY_OVER)
        says = f'SUMPRODUCT((SUBSTITUTE({text},{listed},"")<>{text})*1)>0'
        return self._helper((note, "carried"), says, "FALSE")

    def sent(self) -> str:
        """By the first words of the class's name: “Cử”, “Chọn cử” or “Gửi”, in either case, behind dashes
        and the like. Not seen: letters typed apart from their marks (NFD)."""
        name = self._name(Role.CLASS)
        if name is None:
            return "FALSE"
        text = self._text(name, _MARKS)
        counts = ",".join(str(len(word) + 1) for word in _SENT)
        begins = f'SUMPRODUCT((LEFT({text}&" ",{{{counts}}})={_array(f"{word} " for word in _SENT)})*1)>0'
        return self._helper((name, "sent"), begins, "FALSE")

    def _text(self, name: str, marks: str) -> str:
        """The helper with a cell's text in small letters, with spaces for marks."""
        text = self._cell(name)
        for mark in marks:
            text = f'SUBSTITUTE({text},"{mark}"," ")'
        return self._helper((name, "text"), f"LOWER(TRIM({text}))", NOTHING)

    def _cell(self, name: str) -> str:
        return f"${self.columns[name]}{self.row}"

    def _name(self, role: Need | str) -> str | None:
        name = role if isinstance(role, str) else self.annex.all_columns.find(role)
        return name if name in self.columns else None

    def _helper(self, what: tuple[str, ...], formula: str, in_error: str = f'"{UNREAD}"') -> str:
        """The address of the helper that holds this; made when first asked for. in_error: what it holds
        where the cell it reads is an error (#REF!)."""
        if what not in self._addresses:
            address = f"${column_letters(self.first_helper + len(self.helpers))}{self.row}"
            self._addresses[what] = address
            self.helpers[address] = _finished(f"IFERROR({formula},{in_error})")
        return self._addresses[what]


@dataclass(frozen=True)
class _Looked:
    """What a check of a kind asks of a row: the helper of the cell that is looked at."""

    year: int
    address: str

    def own(self) -> str:
        return self.address


def _of_cell(cells: RowCells, name: str, kind: Kind) -> Iterator[CellFormula]:
    """The formulas of one cell: that it cannot be read; and for each check of its kind, that it is the
    first to fail."""
    if not kind.read_formula("A1"):
        return
    yield CellFormula(name, "", _finished(f'{cells.read(name, "")}="{UNREAD}"'))
    passed: list[str] = []
    for check in kind.checks(cells.year):
        passes = _passes(cells, name, check)
        yield CellFormula(name, str(check.code), _finished(_all([*passed, f"NOT({passes})"])))
        passed.append(passes)


def _passes(cells: RowCells, name: str, check: Check) -> str:
    """Whether what was read of a cell passes a check; what is no number does."""
    read = cells.read(name, check.part)
    return f"IF(ISNUMBER({read}),{check.truth.formula(_Looked(cells.year, read))},TRUE)"


def _all(truths: list[str]) -> str:
    return truths[0] if len(truths) == 1 else f"AND({','.join(truths)})"


def _array(texts: Iterable[str]) -> str:
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


def _finished(formula: str) -> str:
    if len(formula) >= LONGEST:
        raise ValueError(f"Excel takes no formula of {len(formula)} characters")
    return f"={formula}"
