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

from workbook_templates.kinds import Code
from workbook_templates.reading.conditional_looks import HidingRule, hiding_rules, looks_of_rules
from workbook_templates.reading.number_formats import NumberFormat
from workbook_templates.reading.sheet_xml import Merge, Place, SheetFacts, column_index, split, usual
from workbook_templates.reading.style_looks import Look


class Shown(NamedTuple):
    """How the page shows a cell, as a code or as a number format that is yet to be asked (`settled`); text:
    what can be read of it there, where that is less than it holds."""

    code: Look
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
_RUN_LOWERED = re.compile(r"""<(?:\w+:)?vertAlign\s+val\s*=\s*["']subscript["']""")
_RUN_UNSEEN = re.compile(
    r"""<(?:\w+:)?color\s+(?:rgb\s*=\s*["'](?:FF|00)FFFFFF|theme\s*=\s*["']0["']\s*/)"""
    r"""|<(?:\w+:)?sz\s+val\s*=\s*["'][12]["']""",
    re.I,
)
_LOOKS_OF_RUNS = (b"strike", b"vertAlign", b"FFFFFF", b'theme="0"', b'sz val="1"', b'sz val="2"')
_FOOTNOTE = re.compile(r"\s*\(?(?:\d{1,2}|\*{1,3}|[a-d])\)?\s*")
_MEASURE = re.compile(r"\b[kcdm]?m$")  # m², not a footnote
_LARGEST_MERGE = 5_000  # cells; one of the whole sheet is a slip of a program, and hides nothing


def looks_of_strings(strings: bytes | None) -> dict[int, Shown]:
    """The shared strings of which the page strikes out, raises or hides a part, by number."""
    if not strings or b"<rPr>" not in strings or not any(look in strings for look in _LOOKS_OF_RUNS):
        return {}
    found = {}
    for index, string in enumerate(_STRING.finditer(strings.decode("utf-8", "replace"))):
        if string[1] and (shown := _shown_of_runs(_RUN.findall(string[1]))):
            found[index] = shown
    return found


def _shown_of_runs(runs: list[str]) -> Shown | None:
    """What the page shows of a string of several looks: nothing that is struck out, no mark of a footnote."""
    kept, struck, unseen, notes = [], False, False, False
    for run in runs:
        look = run.partition("<t")[0]
        text = "".join(_RUN_TEXT.findall(run))
        if _RUN_STRUCK.search(look):
            struck = struck or bool(text.strip())
        elif _RUN_UNSEEN.search(look):
            unseen = unseen or bool(text.strip())
        elif _RUN_RAISED.search(look) and _FOOTNOTE.fullmatch(text) and not _MEASURE.search("".join(kept)):
            notes = True
        elif _RUN_LOWERED.search(look) and _FOOTNOTE.fullmatch(text) and "".join(kept).strip().isdigit():
            notes = True  # not the 2 of CO₂
        else:
            kept.append(text)
    left = _unescaped("".join(kept))
    if struck:
        return Shown(Code.SHOWN_PARTLY_STRUCK, left) if left else Shown(Code.SHOWN_STRUCK)
    if unseen:
        return Shown(Code.SHOWN_PARTLY_UNSEEN, left) if left else Shown(Code.SHOWN_UNSEEN)
    return Shown(Code.SHOWN_WITH_FOOTNOTE, left) if notes and left else None


def _unescaped(text: str) -> str:
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text.strip(" \t\r\n")


def looks_of_cells(cells: bytes, styles: dict[int, Look], strings: dict[int, Shown]) -> dict[Place, Shown]:
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


class BookLooks(NamedTuple):
    """The looks of a workbook's cell styles, conditional formats and shared strings."""

    styles: dict[int, Look]
    conditional: dict[int, Look]
    strings: dict[int, Shown]


def add_looks(facts: SheetFacts, data: bytes, book: BookLooks) -> None:
    """Put the looks and merges of a sheet's XML to its facts."""
    inline = b"<is>" in data and b"<rPr>" in data and any(look in data for look in _LOOKS_OF_RUNS)
    if book.styles or book.strings or inline:
        cells = usual(split(data)[1])
        facts.looks = looks_of_cells(cells, book.styles, book.strings)
        for letters, row, string in _INLINE.findall(cells) if inline else ():
            if shown := _shown_of_runs(_RUN.findall(string.decode("utf-8", "replace"))):
                facts.looks[int(row) - 1, column_index(letters)] = shown
    tail = data[max(data.rfind(b"sheetData"), 0) :]
    facts.merges = merges_of(tail)
    facts.hiding = hiding_rules(tail, book.conditional)


def settled(
    looks: dict[Place, Shown], hiding: Iterable[HidingRule], rows: list[list[object]]
) -> dict[Place, Shown]:
    """The looks of a sheet's cells, now that their values are known: what a number format makes of each, and
    which conditional formats hold."""
    found = {}
    for (row, column), shown in looks.items():
        if isinstance(shown.code, NumberFormat):
            value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
            if value == "" or (code := shown.code.of(value)) is None:
                continue
            shown = Shown(code)
        found[row, column] = shown
    for place, (look, sure) in looks_of_rules(hiding, rows).items() if hiding else ():
        code = look.of(rows[place[0]][place[1]]) if isinstance(look, NumberFormat) else look
        if code and place not in found:
            found[place] = Shown(code if sure else Code.SHOWN_MAYBE_UNSEEN)
    return found


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
