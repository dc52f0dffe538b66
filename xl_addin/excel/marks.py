"""Marks in the live workbook: conditional formats that carry our signature, so that they can be taken
away again, in a later session too, and no cell's own format is touched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

import xlwings as xw

from xl_addin.copies.listing import SIGNATURE
from xl_addin.copies.marked_copy import Mark
from xl_addin.copies.styles import SEVERITY
from xl_addin.excel.dialogs import Refused

# No function and no separator: Excel takes a rule's formula in the language of the user.
MARK_FORMULA = f'="{SIGNATURE}"<>""'
MAX_ADDRESS = 255  # Range(address) of a longer text fails (documented limit of a string argument)
_XL_EXPRESSION = 2  # XlFormatConditionType: xlExpression
_LINES = {"thin": 1, "dashed": -4115, "dotted": -4118}  # XlLineStyle: xlContinuous, xlDash, xlDot
_SIDES = (-4131, -4160, -4107, -4152)  # xlLeft, xlTop, xlBottom, xlRight: those of a conditional format
_PATTERNS = {"solid": 1, "lightUp": 14}  # XlPattern: xlPatternSolid, xlPatternLightUp


def mark(sheets: Mapping[str, xw.Sheet], marks: Iterable[Mark], others: Container[str] = ()) -> list[str]:
    """Put marks into the sheets, before the conditional formats of `others`, the sheets that have some;
    returns the names of sheets that are protected and so cannot be marked."""
    wanted: dict[str, dict[str, list[str]]] = {}
    for item in marks:
        wanted.setdefault(item.sheet, {}).setdefault(item.severity, []).append(item.cell)
    closed = []
    for name, groups in wanted.items():
        try:
            _mark_sheet(sheets[name], groups, first=name in others)
        except Exception:
            if not sheets[name].api.ProtectContents:  # asked only now: each question is a call
                raise
            closed.append(name)
    return closed


def _mark_sheet(sheet: xw.Sheet, groups: dict[str, list[str]], *, first: bool) -> None:
    # Of two marks on a cell the worse must win: the first one made, or the last one put first.
    for severity in reversed(SEVERITY) if first else SEVERITY:
        for address in grouped(dict.fromkeys(groups.get(severity, ()))):
            _put(sheet.range(address), severity, first=first)


def _put(cells: xw.Range, severity: str, *, first: bool) -> None:
    look = SEVERITY[severity]
    rule = cells.api.FormatConditions.Add(Type=_XL_EXPRESSION, Formula1=MARK_FORMULA)
    if first:
        rule.SetFirstPriority()
    inside, lines = rule.Interior, rule.Borders  # each name asked for is a call of its own
    inside.Color = colour_number(look.back)
    if look.pattern != "solid":
        inside.Pattern = _PATTERNS[look.pattern]
        inside.PatternColor = colour_number(look.front)
    try:
        lines.LineStyle = _LINES[look.border]
    except Exception:  # Excel's documentation shows the sides one by one only
        for side in _SIDES:
            lines(side).LineStyle = _LINES[look.border]


def colour_number(colour: str) -> int:
    """RRGGBB as the number Excel wants, which counts red lowest."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return red + green * 256 + blue * 65536


def grouped(cells: Iterable[str]) -> Iterator[str]:
    """The addresses joined, as many at a time as one Range takes."""
    group = ""
    for cell in cells:
        if group and len(group) + 1 + len(cell) > MAX_ADDRESS:
            yield group
            group = ""
        group = f"{group},{cell}" if group else cell
    if group:
        yield group


class Unmarked(NamedTuple):
    """What came of taking marks away. gone: how many rules; closed: protected sheets where some stay;
    others: sheets with conditional formats that are not ours."""

    gone: int
    closed: list[str]
    others: set[str]


def unmark(sheets: Mapping[str, xw.Sheet], within: Mapping[str, xw.Range] | None = None) -> Unmarked:
    """Take away exactly our marks, of this session, an earlier one or a marked copy. within: where to
    look for them, in each sheet; without it in all its cells."""
    result = Unmarked(0, [], set())
    for name, sheet in sheets.items():
        formats = (within[name] if within else sheet.cells).conditional_formats
        if not len(formats):  # nearly always; going through none would cost one call more
            continue
        rules = list(formats)
        ours = [rule for rule in rules if SIGNATURE in (rule.formula or "")]
        if len(ours) < len(rules):
            result.others.add(name)
        if ours and sheet.api.ProtectContents:
            result.closed.append(name)
            continue
        for rule in reversed(ours):
            rule.delete()
        result = result._replace(gone=result.gone + len(ours))
    return result


def take_marks_away(sheets: Mapping[str, xw.Sheet]) -> int:
    """How many marks went. Raises Refused where some stay."""
    gone, closed, _ = unmark(sheets)
    if closed:
        raise Refused(
            f"Trang đang khóa nên còn dấu: {', '.join(closed)}. Đề nghị bỏ khóa (Review > Unprotect Sheet) "
            "rồi bấm lại."
        )
    return gone
