"""Conditional formats that hide a cell's figure or show it otherwise.

They are looked for only where a workbook has such a look among its differential formats, or rules that show
an icon or a bar in place of the figure. What a rule asks is worked out where it is a plain comparison; of any
other it is not known whether it holds, which is said.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from workbook_templates.kinds import Code
from workbook_templates.reading.formula_values import Value, moved, worked_out
from workbook_templates.reading.sheet_xml import Place, column_index
from workbook_templates.reading.style_looks import Look

_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*["']([^"'<>]*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?(?:formula|f)>([^<]*)</")
_SQREF = re.compile(rb"<(?:\w+:)?sqref>([^<]*)<")
_NO_FIGURE = re.compile(rb"""\bshowValue\s*=\s*["'](?:0|false)["']""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?$")
_COMPARED = re.compile(r"=?([^<>=\"]+)(<=|>=|<>|<|>|=)(\"\"|[^<>=\"]+)$")
_OF_BLANKS = re.compile(
    r"=?(?:LEN\((?:TRIM\()?([$A-Z0-9]+)\)?\)=0|IS(?:BLANK|ERROR|ERR|NA|TEXT)\(([$A-Z0-9]+)\))$"
)
_OF_NO_FIGURES = frozenset(("containsBlanks", "containsErrors", "containsText", "beginsWith", "endsWith"))
_SIGNS = {
    "greaterThan": ">", "lessThan": "<", "equal": "=", "notEqual": "<>", "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
}  # fmt: skip
_OPENING, _LONGEST_PREFIX = re.compile(rb"<(?:\w+:)?$"), 20
_MOST_AREAS, _MOST_RULES = 200, 200  # of a sheet; more are dust of copying
_MOST_CELLS, _MOST_NUMBERS = 400_000, 20_000  # of all rules of a sheet: those looked at, those asked


class HidingRule(NamedTuple):
    """A rule that shows cells otherwise. areas: (top, left, bottom, right) from 0; kind, sign, formulas: what
    it asks, as its XML says."""

    areas: tuple[tuple[int, int, int, int], ...]
    look: Look
    kind: str
    sign: str
    formulas: tuple[str, ...]


def hiding_rules(tail: bytes, looks: Mapping[int, Look]) -> tuple[HidingRule, ...]:
    """The rules of a sheet with such a look. tail: its XML behind the rows; looks: of its dxfs."""
    if not (looks or b"showValue" in tail) or b"conditionalFormatting" not in tail:
        return ()
    found = []
    for block in _elements(tail, b"conditionalFormatting"):
        place = dict(_ATTRIBUTE.findall(block, 0, block.find(b">"))).get(b"sqref")
        if place is None and (listed := _SQREF.search(block)):
            place = listed[1]
        areas = tuple(islice(_areas(place or b""), _MOST_AREAS))
        for rule in _elements(block, b"cfRule") if areas else ():
            asked = _ATTRIBUTE.findall(rule, 0, rule.find(b">"))
            asks = {name.decode(): value.decode("utf-8", "replace") for name, value in asked}
            look = looks.get(int(asks["dxfId"])) if asks.get("dxfId", "").isdecimal() else None
            if _NO_FIGURE.search(rule):
                found.append(HidingRule(areas, Code.SHOWN_UNSEEN, "always", "", ()))
            elif look:
                texts = [text.decode("utf-8", "replace") for text in _FORMULA.findall(rule)]
                kind, sign = asks.get("type", ""), asks.get("operator", "")
                found.append(HidingRule(areas, look, kind, sign, tuple(map(html.unescape, texts))))
        if len(found) >= _MOST_RULES:
            break
    return tuple(found)


def _elements(data: bytes, name: bytes) -> Iterator[bytes]:
    """What stands behind each opening of an element up to its end; looked for in one pass, so that no
    damaged XML takes long."""
    for before, piece in pairwise(data.split(name)):
        if _OPENING.search(before[-_LONGEST_PREFIX:]) and piece[:1].strip() in (b"", b">", b"/"):
            yield piece


def _areas(text: bytes) -> Iterator[tuple[int, int, int, int]]:
    for part in text.decode("ascii", "replace").split():
        if found := _AREA.match(part):
            left, top, right, bottom = found.groups()
            first = int(top) - 1, column_index(left)
            yield (*first, int(bottom) - 1, column_index(right)) if right else (*first, *first)


def looks_of_rules(rules: Iterable[HidingRule], rows: list[list[object]]) -> dict[Place, tuple[Look, bool]]:
    """The look of each cell with a number that a rule shows otherwise, and whether that is sure."""

    def value(row: int, column: int) -> object:
        line = rows[row] if row < len(rows) else ()
        return line[column] if column < len(line) else ""

    found: dict[Place, tuple[Look, bool]] = {}
    for rule, row, column in islice(_numbers(rules, rows), _MOST_NUMBERS):
        top = min(area[0] for area in rule.areas)
        left = min(area[1] for area in rule.areas)
        held = _holds(rule, row - top, column - left, rows[row][column], value)
        if held is not False and not found.get((row, column), (None, False))[1]:
            found[row, column] = rule.look, held is True
    return found


def _numbers(rules: Iterable[HidingRule], rows: list[list[object]]) -> Iterator[tuple[HidingRule, int, int]]:
    """The cells with numbers that a rule is for. Whole columns are cut to the rows that there are."""
    cells = 0
    for rule in rules:
        for top, left, bottom, right in rule.areas:
            for row in range(top, min(bottom + 1, len(rows))):
                line = rows[row][left : right + 1]
                cells += 1 + len(line)
                if cells > _MOST_CELLS:
                    return
                for column, cell in enumerate(line, left):
                    if isinstance(cell, float):
                        yield rule, row, column


def _holds(rule: HidingRule, down: int, right: int, own: float, value: Value) -> bool | None:
    """Whether a rule holds for a number, so many rows and columns from where its formulas are written; None
    where that is not known."""
    if rule.kind == "always":
        return True
    if rule.kind in _OF_NO_FIGURES:
        return False
    formulas = [moved(text, down, right) for text in rule.formulas]
    if rule.kind == "cellIs":
        bounds = [worked_out(text, value) for text in formulas]
        if any(bound is None for bound in bounds):
            return False if '"' in "".join(formulas) and rule.sign == "equal" else None
        if rule.sign in ("between", "notBetween") and len(bounds) == 2:
            return (min(bounds) <= own <= max(bounds)) == (rule.sign == "between")
        return _compared(own, _SIGNS[rule.sign], bounds[0]) if rule.sign in _SIGNS and bounds else None
    return _asked(formulas[0], value) if rule.kind == "expression" and len(formulas) == 1 else None


def _asked(formula: str, value: Value) -> bool | None:
    text = formula.replace(" ", "")
    if text.lstrip("=").upper() in ("TRUE", "TRUE()", "1"):
        return True
    if blank := _OF_BLANKS.match(text.upper()):
        cell = _cell(blank[1] or blank[2], value)
        return False if isinstance(cell, float) else True if cell == "" and not blank[2] else None
    sides = _COMPARED.match(text)
    if sides is None:
        return None
    left, sign, right = sides.groups()
    if right == '""':
        cell = _cell(left, value)
        return None if cell is None else (cell == "") == (sign == "=")
    first, second = worked_out(left, value), worked_out(right, value)
    return None if first is None or second is None else _compared(first, sign, second)


def _cell(address: str, value: Value) -> object:
    """What stands in a cell; None where that is the address of none."""
    place = _AREA.match(address)
    return None if place is None else value(int(place[2]) - 1, column_index(place[1]))


def _compared(first: float, sign: str, second: float) -> bool:
    return {
        "<": first < second, ">": first > second, "=": first == second,
        "<=": first <= second, ">=": first >= second, "<>": first != second,
    }[sign]  # fmt: skip
