"""What the page shows otherwise than the cell holds (DESIGN decision 18).

A figure that is struck through, small and raised, shown as a percentage, in white or under a merge is not the
plain number that stands in the XML. Styles, strings and merges are read apart from the cells, and most
workbooks have none of these, so that asking costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

from workbook_templates.kinds import Code
from workbook_templates.reading.sheet_xml import Merge, Place, SheetFacts, column_index, split, usual


class Shown(NamedTuple):
    """How the page shows a cell, as a code; text: what can be read of it there, where that is less than it
    holds."""

    code: Code
    text: str | None = None


_CELL = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
_STYLED = re.compile(_CELL + rb"""[^<>]*\bs=["']([0-9]{1,6})["'][^<>/]*>""")
_OF_STRING = re.compile(_CELL + rb"""[^<>]*\bt=["']s["'][^<>]*>\s*(?:<f[^<>]*/>)?<v>([0-9]{1,9})</v>""")
_INLINE = re.compile(_CELL + rb"[^<>]*>\s*<is>((?:(?!</is>).)*)</is>", re.S)
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell [^<>]*?\bref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
_STRING = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.S)
_RUN = re.compile(r"<(?:\w+:)?r\b[^>]*>(.*?)</(?:\w+:)?r>", re.S)
_RUN_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_RUN_STRUCK = re.compile(r"""<(?:\w+:)?(?:strike|dstrike)(?:\s+val\s*=\s*["'](?:1|true)["'])?\s*/>""")
_RUN_RAISED = re.compile(r"""<(?:\w+:)?vertAlign\s+val\s*=\s*["']superscript["']""")
_FOOTNOTE = re.compile(r"\s*\(?(?:\d{1,2}|\*{1,3}|[a-d])\)?\s*")
_MEASURE = re.compile(r"\b[kcdm]?m$")  # m², not a footnote
_LARGEST_MERGE = 5_000  # cells; one of the whole sheet is a slip of a program, and hides nothing
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_WHITE = frozenset(("FFFFFFFF", "00FFFFFF"))
_PERCENT_IDS = frozenset(("9", "10"))


def looks_of_styles(styles: bytes | None) -> dict[int, Code]:
    """The look of each cell style that has one."""
    if not styles:
        return {}
    root = fromstring(styles)
    fonts = [_look_of_font(font) for font in _children(root, "fonts")]
    filled = [_is_filled(fill) for fill in _children(root, "fills")]
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in _children(root, "numFmts")}
    found = {}
    for index, look in enumerate(_children(root, "cellXfs")):
        number = look.get("numFmtId", "0")
        shown = _look_of_format(number, codes.get(number))
        font = _at(fonts, look.get("fontId"))
        if font is Code.SHOWN_UNSEEN and _at(filled, look.get("fillId")):
            font = None  # white on colour, as headings are
        if shown or font:
            found[index] = font or shown
    return found


def _children(root, name: str):
    return next((list(part) for part in root if part.tag.rpartition("}")[2] == name), [])


def _at(known: list, index: str | None):
    return known[int(index)] if index and index.isdigit() and int(index) < len(known) else None


def _look_of_font(font) -> Code | None:
    found = None
    for part in font:
        name, value = part.tag.rpartition("}")[2], part.get("val")
        if name == "strike" and value in (None, "1", "true"):
            return Code.SHOWN_STRUCK
        if name == "vertAlign" and value == "superscript":
            found = Code.SHOWN_RAISED
        elif name == "color" and _is_white(part):
            found = found or Code.SHOWN_UNSEEN
    return found


def _is_white(color) -> bool:
    themed = color.get("theme") == "0" and not color.get("tint")
    return color.get("rgb", "").upper() in _WHITE or color.get("indexed") == "9" or themed


def _is_filled(fill) -> bool:
    """Whether an area has a colour on which white can be read."""
    for pattern in fill:
        if pattern.tag.rpartition("}")[2] != "patternFill":
            return True
        color = next((e for e in pattern if e.tag.rpartition("}")[2] == "fgColor"), None)
        return pattern.get("patternType") not in (None, "none") and not (
            color is not None and _is_white(color)
        )
    return False


def _look_of_format(number: str, code: str | None) -> Code | None:
    """What a number format makes of a positive number."""
    if number in _PERCENT_IDS:
        return Code.SHOWN_PERCENT
    if not code:
        return None
    bare = _QUOTED.sub("", code)
    first = bare.partition(";")[0]
    if not first.strip():
        shows_text = '"' in code.partition(";")[0] or "\\" in code.partition(";")[0]
        return Code.SHOWN_UNSEEN if ";" in bare or not shows_text else None
    if "%" in first:
        return Code.SHOWN_PERCENT
    return Code.SHOWN_SCALED if re.search(r"[0#?],+(?![0#?,])", first) else None


def looks_of_strings(strings: bytes | None) -> dict[int, Shown]:
    """The shared strings of which the page strikes out or raises a part, by number."""
    if not strings or not (b"strike" in strings or b"vertAlign" in strings):
        return {}
    found = {}
    for index, string in enumerate(_STRING.finditer(strings.decode("utf-8", "replace"))):
        if string[1] and (shown := _shown_of_runs(_RUN.findall(string[1]))):
            found[index] = shown
    return found


def _shown_of_runs(runs: list[str]) -> Shown | None:
    """What the page shows of a string of several looks: nothing that is struck out, no mark of a footnote."""
    kept, struck, notes = [], False, False
    for run in runs:
        look = run.partition("<t")[0]
        text = "".join(_RUN_TEXT.findall(run))
        if _RUN_STRUCK.search(look):
            struck = struck or bool(text.strip())
        elif _RUN_RAISED.search(look) and _FOOTNOTE.fullmatch(text) and not _MEASURE.search("".join(kept)):
            notes = True
        else:
            kept.append(text)
    left = _unescaped("".join(kept))
    if struck:
        return Shown(Code.SHOWN_PARTLY_STRUCK, left) if left else Shown(Code.SHOWN_STRUCK)
    return Shown(Code.SHOWN_WITH_FOOTNOTE, left) if notes and left else None


def _unescaped(text: str) -> str:
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text.strip(" \t\r\n")


def looks_of_cells(cells: bytes, styles: dict[int, Code], strings: dict[int, Shown]) -> dict[Place, Shown]:
    """The cells of a sheet with such a style or string. cells: its rows, as sheet_xml.usual writes them."""
    found: dict[Place, Shown] = {}
    if styles:
        for letters, row, style in _STYLED.findall(cells):
            if look := styles.get(int(style)):
                found[int(row) - 1, column_index(letters)] = Shown(look)
    if strings:
        for letters, row, number in _OF_STRING.findall(cells):
            if shown := strings.get(int(number)):
                found.setdefault((int(row) - 1, column_index(letters)), shown)
    return found


@lru_cache(maxsize=256)
def merges_of(tail: bytes) -> tuple[Merge, ...]:
    """The merged areas that stand behind a sheet's rows."""
    return tuple(
        (int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))
        for left, top, right, bottom in _MERGE.findall(tail)
    )


def add_looks(facts: SheetFacts, data: bytes, styles: dict[int, Code], strings: dict[int, Shown]) -> None:
    """Put the looks and merges of a sheet's XML to its facts."""
    inline = b"<is>" in data and (b"strike" in data or b"vertAlign" in data)
    if styles or strings or inline:
        cells = usual(split(data)[1])
        facts.looks = looks_of_cells(cells, styles, strings)
        for letters, row, string in _INLINE.findall(cells) if inline else ():
            if shown := _shown_of_runs(_RUN.findall(string.decode("utf-8", "replace"))):
                facts.looks[int(row) - 1, column_index(letters)] = shown
    facts.merges = merges_of(data[max(data.rfind(b"sheetData"), 0) :])


def looks_of_merges(merges: Iterable[Merge], rows: list[list[object]]) -> dict[Place, Shown]:
    """The cells that hold something under a merge, where the page does not show it."""
    found: dict[Place, Shown] = {}
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_MERGE:
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            under = rows[row][left + (row == top) : right + 1]
            if under.count("") == len(under):
                continue  # nearly all
            for column, value in enumerate(under, left + (row == top)):
                if value != "":
                    found[row, column] = Shown(Code.SHOWN_UNDER_MERGE)
    return found
