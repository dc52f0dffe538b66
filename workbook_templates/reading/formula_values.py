"""What a formula of plain numbers, cells and sums comes to, to say what should stand in its cell.

A file that a program wrote has formulas without results, or with a 0 in their place; Excel works them out
when it opens the file, readers do not. Only + - * / and SUM over cells of the same sheet are worked out, and
a few more functions where all that is asked is whether a 0 can be the result; of any other formula nothing is
said.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable

from workbook_templates.reading.sheet_xml import column_index

_LONGEST = 500  # characters of a formula that is worth the time
_MOST_CELLS = 2_000  # of a SUM
_PERMITTED = re.compile(r"[\d.+\-*/() ,:$A-Za-z]+")
_PERMITTED_MORE = re.compile(r"[\d.+\-*/() ,:$A-Za-z<>=\"]+")
NOTHING = '""'  # what a formula says for a cell that stays blank
_EQUALS = re.compile(r"(?<![<>])=")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CELL = re.compile(r"(?<![A-Za-z_'\d])\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\d('])")
_OTHER_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\d(:])")
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_MORE = {
    "ROUND": lambda number, digits=0.0: math.floor(number * 10**digits + 0.5) / 10**digits,
    "ROUNDUP": lambda number, digits=0.0: math.ceil(number * 10**digits) / 10**digits,
    "ROUNDDOWN": lambda number, digits=0.0: math.trunc(number * 10**digits) / 10**digits,
    "INT": math.floor,
    "ABS": abs,
    "MAX": max,
    "MIN": min,
}
_TOTAL_OF_SUBTOTAL = 9.0  # what SUBTOTAL makes of its cells: their sum
Value = Callable[[int, int], object]  # what stands in a cell, by row and column from 0


def worked_out(formula: str, value: Value) -> float | None:
    """The number that a formula comes to; None where it is of another sort, or a cell that it adds up by
    itself holds text or an error."""
    text = formula.strip().lstrip("=")
    return _worked_out(text, _Reader(value)) if _PERMITTED.fullmatch(text) else None


def may_come_to(formula: str, value: Value) -> float | None:
    """As `worked_out`, for formulas with IF, ROUND, SUBTOTAL and their like too: near enough to say that the
    result is not 0, which is all that is asked of it."""
    text = formula.strip().lstrip("=")
    if not _PERMITTED_MORE.fullmatch(text):
        return None
    return _worked_out(_EQUALS.sub("==", text.replace("<>", "!=")), _MoreFunctions(value))


def stays_blank(formula: str, value: Value) -> bool:
    """Whether a formula such as =IF(COUNT(C4:C6)=0,"",SUM(C4:C6)) comes to an empty text."""
    text = formula.strip().lstrip("=")
    if NOTHING not in text or not _PERMITTED_MORE.fullmatch(text):
        return False
    return _result(_EQUALS.sub("==", text.replace("<>", "!=")), _MoreFunctions(value)) == ""


def with_other_sheets(formula: str, value: Callable[[str, int, int], object]) -> str:
    """A formula with the numbers in place of the cells of other sheets that it names; as it is where one of
    them is no number. value: what stands in a cell of a sheet, '' for a blank."""

    def number(found: re.Match) -> str:
        quoted, plain, letters, row = found.groups()
        held = value(
            quoted.replace("''", "'") if quoted else plain, int(row) - 1, column_index(letters.upper())
        )
        return found[0] if held != "" and not isinstance(held, float) else f"({held or 0.0:f})"

    return formula if len(formula) > _LONGEST else _OTHER_SHEET.sub(number, formula)


def _worked_out(text: str, reader: _Reader) -> float | None:
    found = _result(text, reader)
    return found if isinstance(found, float) else None


def _result(text: str, reader: _Reader) -> object:
    """What a formula comes to; None for one that is not worked out."""
    if not text or len(text) > _LONGEST:
        return None
    text = _RANGE.sub(r"RANGE('\1\2','\3\4')", text)
    text = _CELL.sub(r"CELL('\1\2')", text)
    try:
        return reader.of(ast.parse(re.sub(r"\bIF\(", "IF_(", text.strip(), flags=re.I), mode="eval").body)
    except (SyntaxError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
        return None


class _Reader:
    """Works out the parts of a formula. Raises ValueError for what is not worked out."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def of(self, node: ast.AST) -> float:
        """The number of a part."""
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return float(node.value)
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](self.of(node.left), self.of(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)):
            number = self.of(node.operand)
            return -number if isinstance(node.op, ast.USub) else number
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self.call(node.func.id.upper(), node.args)
        raise ValueError

    def call(self, name: str, arguments: list[ast.AST]) -> float:
        """What a function comes to."""
        if name == "SUM":
            return float(sum(self.summed(argument) for argument in arguments))
        if name == "CELL":
            return _plain(self.value(*_place(arguments[0])))
        raise ValueError

    def summed(self, node: ast.AST) -> float:
        """An argument of SUM, which passes over text and blanks."""
        return float(sum(self.numbers(node))) if _calls(node, "RANGE") else self.of(node)

    def numbers(self, node: ast.AST) -> list[float]:
        """The numbers in a range of cells."""
        (top, left), (bottom, right) = map(_place, node.args)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise ValueError
        cells = (
            self.value(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        )
        return [cell for cell in cells if isinstance(cell, float)]


class _MoreFunctions(_Reader):
    """Works out conditions, roundings and subtotals too."""

    def of(self, node: ast.AST) -> float:
        """The number of a part; of a text in a formula, the empty one, that."""
        if isinstance(node, ast.Constant) and node.value == "":
            return ""
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
            held = self._held_against_nothing(node)
            if held is not None:
                return float(_COMPARED[type(node.ops[0])](held, ""))
            return float(_COMPARED[type(node.ops[0])](self.of(node.left), self.of(node.comparators[0])))
        return super().of(node)

    def call(self, name: str, arguments: list[ast.AST]) -> float:
        """What a function comes to."""
        if name == "IF_":
            condition, *ways = arguments
            return self.of(ways[0] if self.of(condition) else ways[1])
        if name == "COUNT":
            return float(sum(map(self._counted, arguments)))
        if name == "SUBTOTAL" and self.of(arguments[0]) == _TOTAL_OF_SUBTOTAL:
            return float(sum(map(self.summed, arguments[1:])))
        if name in _MORE:
            return float(_MORE[name](*map(self.of, arguments)))
        return super().call(name, arguments)

    def _counted(self, node: ast.AST) -> int:
        """How many numbers an argument of COUNT holds."""
        if _calls(node, "CELL"):
            return isinstance(self.value(*_place(node.args[0])), float)
        return len(self.numbers(node)) if _calls(node, "RANGE") else 1

    def _held_against_nothing(self, node: ast.Compare) -> object:
        """What stands in a cell that is compared with an empty text; None for any other comparison."""
        other = node.comparators[0]
        if _calls(node.left, "CELL") and isinstance(other, ast.Constant) and other.value == "":
            return self.value(*_place(node.left.args[0]))
        return None


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _place(node: ast.AST) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", str(getattr(node, "value", "")).upper()).groups()
    return int(row) - 1, column_index(letters)


def _plain(cell: object) -> float:
    if cell == "":
        return 0.0
    if not isinstance(cell, float):
        raise ValueError
    return cell
