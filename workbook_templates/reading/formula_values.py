"""What a formula comes to, to say what should stand in its cell.

A file that a program wrote has formulas without results, or with a 0 in their place; Excel works them out
when it opens the file, readers do not. A plain formula (+ - * / and SUM over cells of one sheet) is worked
out for certain; of any other the question is whether a 0 can be its result, and the functions that returns
are made with are known (formula_functions.py). Of what is not known nothing is said here.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from workbook_templates.reading.formula_functions import (
    Area,
    Error,
    Result,
    as_number,
    as_truth,
    each,
    functions,
    single,
)
from workbook_templates.reading.sheet_xml import column_index, column_letters

_LONGEST = 1_000  # characters of a formula that is worth the time
_SHEET = r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!"
_CELL_AT = r"\$?([A-Za-z]{1,3})(?:\$?(\d{1,7}))?"
_REFERENCE = rf"(?:{_SHEET})?{_CELL_AT}(?::{_CELL_AT})?"
_TOKEN = re.compile(
    rf"""\s*(?:(?P<number>\d+\.?\d*(?:[Ee][+-]?\d+)?|\.\d+)|(?P<text>"(?:[^"]|"")*")"""
    rf"""|(?P<truth>TRUE|FALSE)(?:\(\))?(?![\w.])|(?P<name>[A-Za-z_][\w.]*)\(|(?P<cells>{_REFERENCE})(?![\w.(!:])"""
    r"""|(?P<sign><>|<=|>=|[-+*/^&=<>%(),]))\s*""",
    re.I,
)
_PARTS = re.compile(_REFERENCE)
_NAMED = re.compile(rf"(?<![\w.]){_REFERENCE}(?![\w.(])")
_CELL = re.compile(r"(?<![A-Za-z0-9_.'])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![0-9(A-Za-z_!])")
_TEXT = re.compile(r'"[^"]*"')
_ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_COMPARED = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip
_LEVELS = (frozenset(_COMPARED), frozenset("&"), frozenset("+-"), frozenset("*/"), frozenset("^"))
Value = Callable[[int, int], object]  # what stands in a cell, by row and column from 0


class Cells(Protocol):
    """What stands in the cells of a workbook; sheet '' is the formula's own. Raises ValueError for a sheet
    that is not there, and where it cannot be told."""

    def value(self, sheet: str, row: int, column: int) -> object: ...

    def height(self, sheet: str) -> int: ...


class _OneSheet(NamedTuple):
    """The cells of one sheet, asked through a function."""

    of: Value

    def value(self, sheet: str, row: int, column: int) -> object:
        return self.of(row, column)

    def height(self, sheet: str) -> int:
        raise ValueError  # not known: a whole column is not worked out


class Node(NamedTuple):
    """A part of a formula. kind: number, text, truth, cells, call, or the sign of an operation."""

    kind: str
    value: object
    parts: tuple[Node, ...] = ()


def worked_out(formula: str, value: Value) -> float | None:
    """The number that a plain formula comes to; None where it is of another sort, or a cell that it adds up
    by itself holds text or an error."""
    tree = parsed(formula)
    if tree is None or not _is_plain(tree):
        return None
    found = _result(tree, _OneSheet(value))
    return found if type(found) is float else None


def may_come_to(formula: str, cells: Cells) -> float | str | None:
    """As `worked_out`, for all formulas that are known: near enough to say whether the result can be 0, which
    is all that is asked of it. A text is a result too."""
    tree = parsed(formula)
    found = None if tree is None else _result(tree, cells)
    return float(found) if isinstance(found, bool) else found


def areas_of(formula: str) -> list[Area]:
    """The cells that a formula names, also one that is not understood."""
    named = _NAMED.finditer(_TEXT.sub('""', formula))
    return [_area(found[0]) for found in named if found[4] or found[5] and not found[6]]


def moved(formula: str, down: int, right: int) -> str:
    """A formula as it reads so many rows below and columns right of where it is written."""

    def reference(found: re.Match) -> str:
        fixed_column, letters, fixed_row, row = found.groups()
        column = column_index(letters.upper()) + (0 if fixed_column else right)
        return f"{column_letters(column)}{int(row) + (0 if fixed_row else down)}"

    return _CELL.sub(reference, formula)


def parsed(formula: str) -> Node | None:
    """The parts of a formula; None where it is not understood."""
    text = formula.strip().lstrip("=")
    if not text or len(text) > _LONGEST:
        return None
    try:
        tokens = [*_tokens(text)]
        tree, end = _level(tokens, 0, 0)
    except (ValueError, IndexError, RecursionError):
        return None
    return tree if end == len(tokens) - 1 else None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise ValueError
        yield found.lastgroup, found[found.lastgroup]
        place = found.end()
    yield "end", ""


def _level(tokens: list[tuple[str, str]], place: int, level: int) -> tuple[Node, int]:
    """What stands from a token on, joined by the signs of a level and of those that bind closer."""
    if level == len(_LEVELS):
        return _factor(tokens, place)
    left, place = _level(tokens, place, level + 1)
    while tokens[place][0] == "sign" and (sign := tokens[place][1]) in _LEVELS[level]:
        right, place = _level(tokens, place + 1, level + 1)
        left = Node(sign, None, (left, right))
    return left, place


def _factor(tokens: list[tuple[str, str]], place: int) -> tuple[Node, int]:
    kind, text = tokens[place]
    place += 1
    if kind == "sign" and text in "+-":
        inner, place = _factor(tokens, place)
        return (inner if text == "+" else Node("minus", None, (inner,))), place
    if kind == "number":
        node = Node("number", float(text))
    elif kind == "text":
        node = Node("text", text[1:-1].replace('""', '"'))
    elif kind == "truth":
        node = Node("truth", text.upper().startswith("TRUE"))
    elif kind == "cells":
        node = Node("cells", _area(text))
    elif kind == "name":
        arguments, place = _arguments(tokens, place)
        node = Node("call", text.upper().removeprefix("_XLFN."), arguments)
    elif (kind, text) == ("sign", "("):
        node, place = _level(tokens, place, 0)
        place = _past(tokens, place, ")")
    else:
        raise ValueError
    while tokens[place] == ("sign", "%"):
        node, place = Node("/", None, (node, Node("number", 100.0))), place + 1
    return node, place


def _arguments(tokens: list[tuple[str, str]], place: int) -> tuple[tuple[Node, ...], int]:
    found: list[Node] = []
    while tokens[place] != ("sign", ")"):
        if found:
            place = _past(tokens, place, ",")
        node, place = _level(tokens, place, 0)
        found.append(node)
    return tuple(found), place + 1


def _past(tokens: list[tuple[str, str]], place: int, sign: str) -> int:
    if tokens[place] != ("sign", sign):
        raise ValueError
    return place + 1


def _area(text: str) -> Area:
    """The cells of D5, D5:D9, D:D or of such ones on another sheet."""
    quoted, plain, left, top, right, bottom = _PARTS.match(text).groups()
    if not top and (not right or bottom):
        raise ValueError  # a name, or half an address
    first = column_index(left.upper())
    return Area(
        quoted.replace("''", "'") if quoted else plain or "",
        int(top) - 1 if top else 0,
        first,
        (int(bottom or top) - 1) if top else None,
        column_index(right.upper()) if right else first,
    )


def _is_plain(tree: Node) -> bool:
    """Whether a formula holds numbers, cells of its own sheet, + - * / and SUM alone."""
    if tree.kind == "cells":
        area: Area = tree.value
        return not area.sheet and area.is_one
    if tree.kind == "call":
        areas = [part for part in tree.parts if part.kind == "cells"]
        others = (part for part in tree.parts if part.kind != "cells")
        own = all(not part.value.sheet and part.value.bottom is not None for part in areas)
        return tree.value == "SUM" and own and all(map(_is_plain, others))
    plain = tree.kind == "number" or tree.kind == "minus" or tree.kind in _ARITHMETIC
    return plain and all(map(_is_plain, tree.parts))


def _result(tree: Node, cells: Cells) -> float | str | bool | None:
    try:
        found = single(_Worker(cells).of(tree))
    except (ValueError, TypeError, ArithmeticError, RecursionError, IndexError, KeyError, Error):
        return None
    return 0.0 if found is None else found


class _Worker:
    """Works out the parts of a formula. Raises Error for an error value, ValueError for what is not known."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def of(self, node: Node) -> Result:
        """What a part comes to."""
        if node.kind in ("number", "text", "truth"):
            return node.value
        if node.kind == "cells":
            return node.value.laid_out(self.cells)
        if node.kind == "call":
            return functions(node.value)(self.of, *node.parts)
        if node.kind == "minus":
            return each(lambda value: -as_number(value), self.of(node.parts[0]))
        left, right = map(self.of, node.parts)
        if node.kind in _COMPARED:
            return each(lambda a, b: _compared(node.kind, a, b), left, right)
        if node.kind == "&":
            return each(_joined, left, right)
        return each(lambda a, b: _calculated(node.kind, as_number(a), as_number(b)), left, right)


def _calculated(sign: str, left: float, right: float) -> float:
    if sign == "/" and right == 0:
        raise Error
    return float(left**right if sign == "^" else _ARITHMETIC[sign](left, right))


def _compared(sign: str, left: object, right: object) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        left, right = ("" if side is None else side for side in (left, right))
        if not (isinstance(left, str) and isinstance(right, str)):
            if sign in ("=", "<>"):
                return sign == "<>"
            raise ValueError
        return _COMPARED[sign](left.casefold(), right.casefold())
    if isinstance(left, bool) != isinstance(right, bool):
        left, right = as_truth(left), as_truth(right)
    return _COMPARED[sign](left or 0.0, right or 0.0)


def _joined(left: object, right: object) -> str:
    return "".join(f"{side:g}" if isinstance(side, float) else str(side or "") for side in (left, right))
