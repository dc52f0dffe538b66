"""The nodes of expressions by themselves: what is not known makes nothing true, in either reading.

Here each is read over small arrays, and its formula over given cells is worked out by a few lines that know
the functions it is written with; LibreOffice does the same with whole rules in tests/test_two_readings.py.
"""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest

from workbook_templates.expression.nodes import (
    BLANK,
    UNREAD,
    WORDS,
    Carried,
    Constant,
    Empty,
    Known,
    PlanMonth,
    Readable,
    Sent,
    Total,
    Truth,
    Value,
    Whole,
)
from workbook_templates.expression.roles import Role

HELD = [BLANK, UNREAD, WORDS, -1.0, 0.0, 0.5, 1.0, 2.0]  # what a helper cell can hold
A, B, BOTH = Value("a"), Value("b"), ("a", "b")


class Arrays:
    """Rows of two fields, as a frame would give them; carried and sent where a is 1, where b is 1."""

    year = 2025

    def __init__(self, rows: list[tuple]) -> None:
        self.held = {name: [row[i] for row in rows] for i, name in enumerate(BOTH)}

    def numbers(self, name: str, part: str) -> np.ndarray:
        return np.array([v if isinstance(v, float) else np.nan for v in self.held.get(name, ())] or np.nan)

    def total(self, names: tuple) -> np.ndarray:
        table = np.array([self.numbers(name, "") for name in names])
        known = self.readable(names) & ~np.isnan(table).all(axis=0)
        return np.where(known, np.nansum(table, axis=0), np.nan)

    def empty(self, name: str) -> np.ndarray:
        return np.array([v == BLANK for v in self.held[name]])

    def readable(self, names: tuple) -> np.ndarray:
        return np.array([[v != UNREAD for v in self.held[name]] for name in names]).all(axis=0)

    def carried(self) -> np.ndarray:
        return self.numbers("a", "") == 1

    def sent(self) -> np.ndarray:
        return self.numbers("b", "") == 1


class OneRow:
    """The cells of one row: those of a and b, and none of a field that the table lacks."""

    year = 2025

    def number(self, name: str, part: str) -> str:
        return f"cell_{name}" if name in BOTH else '""'

    def all_numbers(self, of) -> list[str]:
        return [] if isinstance(of, Role) else [f"cell_{name}" for name in of]

    def carried(self) -> str:
        return "(cell_a=1)"

    def sent(self) -> str:
        return "(cell_b=1)"


FUNCTIONS = {
    "IF": lambda asked, yes, no: yes if asked else no,
    "AND": lambda *truths: all(truths),
    "OR": lambda *truths: any(truths),
    "NOT": lambda truth: not truth,
    "ISNUMBER": lambda cell: isinstance(cell, float),
    "N": lambda cell: cell if isinstance(cell, (int, float)) else 0,
    "INT": math.floor,
    "TRUE": True,
    "FALSE": False,
}


def formula_says(truth: Truth, row: tuple) -> bool:
    """What a formula makes of the cells of a row."""
    python = re.sub(r"(?<![<>])=", "==", truth.formula(OneRow())).replace("<>", "!=")
    cells = {f"cell_{name}": value for name, value in zip(BOTH, row, strict=True)}
    return eval(python, {"__builtins__": {}}, {**FUNCTIONS, **cells})


def frame_says(truth: Truth, rows: list[tuple]) -> list[bool]:
    return np.broadcast_to(truth.over(Arrays(rows)), len(rows)).tolist()


ROWS = list(itertools.product(HELD, HELD))
COMPARED = [
    A < B, A <= B, A > B, A >= B, A.equals(B), A.differs(B), A < 1, A + B > 1, (A - B).equals(0),
    (A * B).differs(0), A - B > -1, Total(BOTH) > 0, Total(BOTH).equals(Total(("b", "a"))),
]  # fmt: skip
TRUTHS = [
    *COMPARED, *(~truth for truth in COMPARED), (A < B) & (B > 0), (A < B) | (B > 0), ~(A < B) & ~(B > 0),
    Whole(A), Whole(A, times=2), Whole(A + B), ~Whole(A), Known(A), ~Known(A), Known(A + B),
    Known(Total(BOTH)), Empty("a"), ~Empty("a"), Readable(BOTH), ~Readable(BOTH), Carried(), ~Carried(),
    Sent() & Carried(), Known(Constant(3)), Constant(3) > 2, ~(Constant(3) > 2), PlanMonth(1) > 24299,
    ~(PlanMonth(1) > 24300),
]  # fmt: skip


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.formula(OneRow()))
def test_both_readings_agree_on_whatever_a_cell_can_hold(truth):
    assert [formula_says(truth, row) for row in ROWS] == frame_says(truth, ROWS)


@pytest.mark.parametrize("truth", [*COMPARED, Whole(A), Whole(A + B), Known(A)])
@pytest.mark.parametrize("held", [BLANK, UNREAD, WORDS])
def test_what_is_not_known_makes_no_comparison_true(truth, held):
    rows = [(held, held)]
    assert frame_says(truth, rows) == [False]
    assert frame_says(~truth, rows) == [True]
    assert formula_says(truth, rows[0]) is False


def test_equal_and_different_are_said_of_known_numbers_alone():
    rows = [(1.0, 1.0), (1.0, 2.0), (1.0, BLANK), (UNREAD, 1.0), (BLANK, BLANK)]
    assert frame_says(A.equals(B), rows) == [True, False, False, False, False]
    assert frame_says(A.differs(B), rows) == [False, True, False, False, False]


def test_a_total_takes_blanks_for_nothing_but_not_what_it_cannot_read():
    total = Total(BOTH)
    rows = [(2.0, BLANK), (2.0, WORDS), (2.0, UNREAD), (BLANK, BLANK), (0.0, BLANK)]
    assert frame_says(Known(total), rows) == [True, True, False, False, True]
    assert frame_says(total.equals(2), rows) == [True, True, False, False, False]
    assert [formula_says(Known(total), row) for row in rows] == [True, True, False, False, True]


def test_a_table_without_the_column_has_nothing_there():
    assert formula_says(Value("c") > -1, ROWS[0]) is False
    assert formula_says(Empty("c"), ROWS[0]) is True
    assert formula_says(Known(Total(Role.LEARNERS)), ROWS[0]) is False
    assert formula_says(Total(Role.LEARNERS).equals(0), ROWS[0]) is False
    assert formula_says(Readable(Role.LEARNERS), ROWS[0]) is True


@pytest.mark.parametrize(("month", "years_later", "number"), [(1, 0, 24300), (12, 0, 24311), (3, 1, 24314)])
def test_months_of_the_plan_are_counted_through_the_years(month, years_later, number):
    plan = PlanMonth(month, years_later)
    assert plan.over(Arrays(ROWS)) == number == int(plan.formula(OneRow()))


def test_whole_in_halves():
    rows = [(0.5, BLANK), (1.0, BLANK), (-1.5, BLANK), (0.25, BLANK)]
    assert frame_says(Whole(A), rows) == [False, True, False, False]
    assert frame_says(Whole(A, times=2), rows) == [True, True, True, False]
    assert [formula_says(Whole(A, times=2), row) for row in rows] == [True, True, True, False]


def test_small_numbers_are_written_as_excel_reads_them():
    assert Constant(1e-6).formula(OneRow()) == "1E-06"
    assert Constant(60).formula(OneRow()) == "60"
