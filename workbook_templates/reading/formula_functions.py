"""The functions with which returns are counted: sums, counts, conditions, roundings, look-ups.

A value is a number, a text, a truth or None for a blank cell; of several cells a list of rows of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from workbook_templates.reading.sheet_xml import MAX_COLUMNS

_MOST_CELLS = 20_000  # of one area
_TOTAL_OF_SUBTOTAL, _COUNT_OF_SUBTOTAL, _COUNTA_OF_SUBTOTAL = 9.0, 2.0, 3.0
_HIDDEN_TOO = 100.0  # SUBTOTAL(109) is SUBTOTAL(9) but for hidden rows
_CRITERION = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.S)

Single = float | str | bool | None
Result = Single | list[list[Single]]


class Error(Exception):
    """An error value, such as #N/A: no result, but one that IFERROR knows."""


class Area(NamedTuple):
    """Cells from top, left to bottom, right (from 0, inclusive). sheet: '' is the formula's own; bottom: None
    for whole columns."""

    sheet: str
    top: int
    left: int
    bottom: int | None
    right: int

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return (self.top, self.left) == (self.bottom, self.right)

    def laid_out(self, cells) -> list[list[Single]]:
        """Its values, row by row. Raises ValueError for more than is worth the time."""
        bottom = cells.height(self.sheet) - 1 if self.bottom is None else self.bottom
        if (bottom - self.top + 1) * (self.right - self.left + 1) > _MOST_CELLS or self.right >= MAX_COLUMNS:
            raise ValueError
        return [
            [_plain(cells.value(self.sheet, row, column)) for column in range(self.left, self.right + 1)]
            for row in range(self.top, bottom + 1)
        ]


def _plain(cell: object) -> Single:
    """A cell as a value; a day is told from a number, which it is not added to."""
    return None if cell == "" else cell


def functions(name: str) -> Callable[..., Result]:
    """What works a function out from `of`, which gives the value of a part, and its parts. Raises ValueError
    for one that is not known."""
    if name in _LAZY:
        return _LAZY[name]
    if name not in _EAGER:
        raise ValueError
    return lambda of, *parts: _EAGER[name](*map(of, parts))


def single(value: Result) -> Single:
    """One value. Raises ValueError for several cells, Error for an error value."""
    if isinstance(value, list):
        if len(value) != 1 or len(value[0]) != 1:
            raise ValueError
        [[value]] = value
    if type(value) not in (float, int, str, bool, type(None)):
        raise Error if isinstance(value, str) else ValueError
    return value


def as_number(value: Single) -> float:
    """A value where a number is asked for. Raises ValueError for a text or a day."""
    value = single(value)
    if isinstance(value, str):
        raise ValueError
    return float(value or 0.0)


def as_truth(value: Result) -> bool:
    """A value where a condition is asked for. Raises ValueError for a text."""
    return bool(as_number(value))


def each(work: Callable[..., Single], *values: Result) -> Result:
    """`work` on values, or on those of several cells one by one; a single one goes with each."""
    several = [value for value in values if isinstance(value, list) and (len(value), len(value[0])) != (1, 1)]
    if not several:
        return work(*map(single, values))
    high, wide = len(several[0]), len(several[0][0])
    if any((len(one), len(one[0])) != (high, wide) for one in several):
        raise ValueError
    rows = [
        value if any(value is one for one in several) else [[single(value)] * wide] * high for value in values
    ]
    return [[work(*cells) for cells in zip(*lines, strict=True)] for lines in zip(*rows, strict=True)]


def _cells(*values: Result) -> Iterator[Single]:
    for value in values:
        for row in value if isinstance(value, list) else [[value]]:
            yield from row


def _numbers(*values: Result) -> Iterator[float]:
    """The numbers among values. What a cell holds as text or a condition is passed over."""
    for value in values:
        if not isinstance(value, list):
            yield as_number(value)
            continue
        for cell in _cells(value):
            if type(cell) is float:
                yield cell
            elif isinstance(cell, str) and type(cell) is not str:
                raise Error
            elif isinstance(cell, (date, datetime)):
                raise ValueError


def _is_number(cell: object) -> bool:
    return type(cell) is float or isinstance(cell, (date, datetime))


def _sum(*values: Result) -> float:
    return float(sum(_numbers(*values)))


def _count(*values: Result) -> float:
    return float(sum(map(_is_number, _cells(*values))))


def _counta(*values: Result) -> float:
    return float(sum(cell is not None for cell in _cells(*values)))


def _average(*values: Result) -> float:
    numbers = [*_numbers(*values)]
    if not numbers:
        raise Error
    return sum(numbers) / len(numbers)


def _subtotal(what: Result, *values: Result) -> float:
    kind = as_number(what) % _HIDDEN_TOO
    known = {_TOTAL_OF_SUBTOTAL: _sum, _COUNT_OF_SUBTOTAL: _count, _COUNTA_OF_SUBTOTAL: _counta}
    return known[kind](*values)


def _sumproduct(*values: Result) -> float:
    """Cells that hold no number are 0 in an area, and not known in what was worked out of areas."""
    rows = [
        [float(cell) if type(cell) in (float, bool) else 0.0 for cell in _cells(value)] for value in values
    ]
    return float(sum(math.prod(line) for line in zip(*rows, strict=True)))


def _meets(criterion: Single, cell: Single) -> bool:
    """Whether a cell meets what SUMIF or COUNTIF asks for."""
    if not isinstance(criterion, str):
        return _is_same(0.0 if criterion is None else criterion, cell)
    sign, wanted = _CRITERION.fullmatch(criterion).groups()
    number = _read(wanted)
    if sign in ("<", "<=", ">", ">="):
        if number is None:
            raise ValueError
        own = cell if type(cell) is float else None
        signs = {"<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__}
        return own is not None and signs[sign](own, number)
    same = _is_same(wanted if number is None else number, cell) if wanted else cell is None
    return same != (sign == "<>")


def _read(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text.strip()) else None


def _is_same(wanted: Single, cell: Single) -> bool:
    """Whether a cell holds what is looked for; * and ? stand for any letters."""
    if isinstance(wanted, str):
        if not isinstance(cell, str):
            return False
        pattern = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in wanted.casefold())
        return bool(re.fullmatch(pattern, cell.casefold(), re.S))
    if isinstance(cell, str):
        return _read(cell) == wanted
    return cell is not None and cell == wanted


def _met(pairs: tuple[Result, ...]) -> list[bool]:
    """Of each cell whether all conditions hold: area, criterion, area, criterion …"""
    found: list[bool] | None = None
    for area, criterion in zip(pairs[::2], pairs[1::2], strict=True):
        own = [_meets(single(criterion), cell) for cell in _cells(area)]
        found = own if found is None else [a and b for a, b in zip(found, own, strict=True)]
    return found or []


def _sum_of_met(added: Result, pairs: tuple[Result, ...]) -> float:
    return float(
        sum(c for c, met in zip(_cells(added), _met(pairs), strict=True) if met and type(c) is float)
    )


def _lookup(across: bool, wanted: Result, table: Result, number: Result, *near: Result) -> Single:
    """VLOOKUP and HLOOKUP of just this value; what is near it is not looked for."""
    if not near or as_truth(near[0]):
        raise ValueError
    lines = [*map(list, zip(*table, strict=True))] if across else table
    for line in lines:
        if _is_same(single(wanted), line[0]):
            return line[int(as_number(number)) - 1]
    raise Error


def _match(wanted: Result, area: Result, *kind: Result) -> float:
    if not kind or as_number(kind[0]):
        raise ValueError
    for place, cell in enumerate(_cells(area), 1):
        if _is_same(single(wanted), cell):
            return float(place)
    raise Error


def _index(area: Result, row: Result, *column: Result) -> Single:
    down, right = int(as_number(row)), int(as_number(column[0])) if column else 1
    if not column and len(area) == 1:
        down, right = 1, down
    if down < 1 or right < 1:
        raise ValueError  # a whole row or column
    return area[down - 1][right - 1]


def _if(of: Callable, condition, *ways) -> Result:
    wanted = 0 if as_truth(of(condition)) else 1
    return of(ways[wanted]) if wanted < len(ways) else False


def _iferror(of: Callable, part, other) -> Result:
    try:
        value = of(part)
        single(value)
    except (Error, ZeroDivisionError):
        return of(other)
    return value


def _rounded(work: Callable[[float], float], number: Result, digits: Result = 0.0) -> float:
    scale = 10.0 ** as_number(digits)
    number = as_number(number) * scale
    return math.copysign(work(abs(number)), number) / scale


_LAZY: dict[str, Callable[..., Result]] = {"IF": _if, "IFERROR": _iferror, "IFNA": _iferror}
_EAGER: dict[str, Callable[..., Result]] = {
    "SUM": _sum,
    "COUNT": _count,
    "COUNTA": _counta,
    "COUNTBLANK": lambda area: float(sum(cell is None for cell in _cells(area))),
    "AVERAGE": _average,
    "MAX": lambda *values: max(_numbers(*values), default=0.0),
    "MIN": lambda *values: min(_numbers(*values), default=0.0),
    "SUBTOTAL": _subtotal,
    "SUMPRODUCT": _sumproduct,
    "COUNTIF": lambda *pair: float(sum(_met(pair))),
    "COUNTIFS": lambda *pairs: float(sum(_met(pairs))),
    "SUMIF": lambda area, criterion, added=None: _sum_of_met(
        area if added is None else added, (area, criterion)
    ),
    "SUMIFS": lambda added, *pairs: _sum_of_met(added, pairs),
    "VLOOKUP": partial(_lookup, False),
    "HLOOKUP": partial(_lookup, True),
    "MATCH": _match,
    "INDEX": _index,
    "ROUND": partial(_rounded, lambda number: math.floor(number + 0.5)),
    "ROUNDUP": partial(_rounded, math.ceil),
    "ROUNDDOWN": partial(_rounded, math.floor),
    "INT": lambda number: float(math.floor(as_number(number))),
    "ABS": lambda number: abs(as_number(number)),
    "AND": lambda *values: all(map(as_truth, values)),
    "OR": lambda *values: any(map(as_truth, values)),
    "NOT": lambda value: not as_truth(value),
    "N": lambda value: as_number(value),
}
