"""What a formula of plain numbers, cells and sums comes to, to say what should stand in its cell.

A file that a program wrote has formulas without results, or with a 0 in their place; Excel works them out
when it opens the file, readers do not. Only + - * / and SUM over cells of the same sheet are worked out; of
any other formula nothing is said.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

from workbook_templates.reading.sheet_xml import column_index

_LONGEST = 500  # characters of a formula that is worth the time
_MOST_CELLS = 2_000  # of a SUM
_PERMITTED = re.compile(r"[\d.+\-*/() ,:$A-Za-z]+")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CELL = re.compile(r"(?<![A-Za-z_'\d])\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\d('])")
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
Value = Callable[[int, int], object]  # what stands in a cell, by row and column from 0


def worked_out(formula: str, value: Value) -> float | None:
    """The number that a formula comes to; None where it is of another sort, or a cell that it adds up by
    itself holds text or an error."""
    text = formula.strip().lstrip("=")
    if not text or len(text) > _LONGEST or not _PERMITTED.fullmatch(text):
        return None
    text = _RANGE.sub(r"RANGE('\1\2','\3\4')", text)
    text = _CELL.sub(r"CELL('\1\2')", text)
    try:
        found = _of(ast.parse(text.strip(), mode="eval").body, value)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return None
    return found if isinstance(found, float) else None


def _of(node: ast.AST, value: Value) -> float:
    """The number of a part of a formula. Raises ValueError for what is not worked out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_of(node.left, value), _of(node.right, value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)):
        number = _of(node.operand, value)
        return -number if isinstance(node.op, ast.USub) else number
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        name = node.func.id.upper()
        if name == "SUM":
            return float(sum(_summed(argument, value) for argument in node.args))
        if name == "CELL":
            return _plain(value(*_place(node.args[0])))
    raise ValueError


def _summed(node: ast.AST, value: Value) -> float:
    """An argument of SUM, which passes over text and blanks."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RANGE":
        (top, left), (bottom, right) = map(_place, node.args)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise ValueError
        cells = (value(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return float(sum(cell for cell in cells if isinstance(cell, float)))
    return _of(node, value)


def _place(node: ast.AST) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", str(getattr(node, "value", "")).upper()).groups()
    return int(row) - 1, column_index(letters)


def _plain(cell: object) -> float:
    if cell == "":
        return 0.0
    if not isinstance(cell, float):
        raise ValueError
    return cell
