"""What a working file of this tool says of itself, for those that write it and those that read it again:
a fingerprint of each sheet's cells, by which an edit is known, a seal of its rows, by which a file that
nobody has saved since is known without a look at its cells, and a tag beside each row of a biểu, by which the
row is known wherever it has come to stand.

A fingerprint is made of values and never of looks or times, so that a file saved again by Excel or
LibreOffice without an edit has the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import BinaryIO, NamedTuple
from zlib import crc32

from workbook_templates.words.spelling import fold

RECORD_SHEET = "Dấu bản gốc"  # hidden: what the file says of itself
AUTOMATIC_SHEET = "Số tự động"  # hidden: what the run that wrote the file made of what units say
EDITS_SHEET = "Sửa tay"  # what the clerk changed by hand, and what she is asked
SIGNING_SHEET = "Trình ký"  # where she types number, date and signer of all biểu
CHANGES_SHEET = "Thay đổi so với lần chốt"  # where there is a snapshot
# What stands beside the lines of a biểu, right of its tags.
SOURCE_LINK, CARRIED_LINE, NEW_LINE = "Nguồn", "Chuyển tiếp", "Mở mới"
BY_HAND, IN_CONFLICT = "sửa tay", "xung đột"
ASKED_NEWLY, ASKED_ANEW = "đăng ký mới", "đăng ký lại"
BESIDE_WORDS = frozenset((SOURCE_LINK, CARRIED_LINE, NEW_LINE, BY_HAND, IN_CONFLICT, ASKED_NEWLY, ASKED_ANEW))
VERSION = "1"
BIEU, OTHER = "bieu", "other"  # of its sheets: those with biểu, which no other sheet feeds, and all others
TOTAL, CARRIED_OVER, OPENED_NEW = "total", "carried", "new"  # what a tag calls the rows below the lines
QUOTA, RESERVE = "quota", "reserve"  # the same of what was given to the province, and what is left of it
_SECTION = "section-"
_SOURCES = "nguon"
_EDIT = "sua"
_SIGN = "§"  # no text that somebody types looks like a tag
_TAG = re.compile(rf"([^\s{_SIGN}]+){_SIGN}([a-z0-9-]*)")
_HEAD_OF_SOURCES = re.compile(rf"{_SOURCES}{_SIGN}([a-z0-9_{_SIGN}]*)")
_BUFFERED = 4_096
_PIECE = 2**20
_LEFT_OUT = "=$ "  # of a formula: what programs write in ways of their own


def line_tag(form: str, key: str = "") -> str:
    """What stands beside a row of a biểu: its form's id, and the line's key or what the row is; beside the
    header the id alone."""
    return f"{form}{_SIGN}{key}"


def contained_key(line: str) -> str:
    """What a tag calls a line, by its id, that says what the total contains."""
    return f"{TOTAL}:{line}"


def section_key(number: int, lines: int) -> str:
    """What a tag calls a section row: its number, and how many lines stood in it when it was written."""
    return f"{_SECTION}{number}-{lines}"


def read_section(key: str) -> tuple[int, int] | None:
    """The number of a section and of its lines; None for any other key, and for one of an older version."""
    found = re.fullmatch(rf"{_SECTION}([0-9]+)-([0-9]+)", key)
    return (int(found[1]), int(found[2])) if found else None


def is_section(key: str) -> bool:
    """Whether a tag's key is that of a section row."""
    return key.startswith(_SECTION)


def read_tag(value: object) -> tuple[str, str] | None:
    """The form and the key of a tag; None for any other cell."""
    found = _TAG.fullmatch(value) if isinstance(value, str) else None
    return (found[1], found[2]) if found else None


def sources_head(fields: Sequence[str]) -> str:
    """What stands above the tags of the source rows: the fields that have a column left of it, in order."""
    return _SIGN.join((_SOURCES, *fields, ""))


def read_sources_head(value: object) -> list[str] | None:
    """The fields of such a cell; None for any other."""
    found = _HEAD_OF_SOURCES.fullmatch(value) if isinstance(value, str) else None
    return [name for name in found[1].split(_SIGN) if name] if found else None


def sealed_text(text: str) -> str:
    """What stands among the source rows for a text that tells who somebody is: by it the biểu can be held
    against its sources, and nobody reads there what the biểu alone is to show."""
    return f"#{blake2b(fold(text).encode(), digest_size=5).hexdigest()}"


def edit_tag(form: str, key: str, field: str) -> str:
    """What stands beside an edit that is listed: its place."""
    return _SIGN.join((_EDIT, form, key, field))


def read_edit_tag(value: object) -> tuple[str, str, str] | None:
    """The place of such a cell, blank in the list's header; None for any other cell."""
    parts = value.split(_SIGN) if isinstance(value, str) else []
    return (parts[1], parts[2], parts[3]) if len(parts) == 4 and parts[0] == _EDIT else None


KEPT = "keep"  # of an edit that stands and waits for nobody
WHOLE_LINE = "=line"  # in place of a field: the line itself, put in or taken out
AT_STATE, AT_HAND = 3, 4  # columns right of the place of an edit: how it stands, and what was written


class Print(NamedTuple):
    """A sheet's fingerprint: of what is typed and where formulas stand; of what the formulas give; of the
    formulas themselves."""

    typed: str
    results: str
    formulas: str

    def says_edited(self, now: Print) -> bool:
        """Whether a sheet with this fingerprint was edited since. One program writes formulas in its own way,
        another leaves out what they give: only both together tell of an edit."""
        return self.typed != now.typed or (self.results != now.results and self.formulas != now.formulas)


def seal_of(rows: BinaryIO, size: int) -> str:
    """By what the next `size` bytes of a file are known again: a sheet's rows as this tool wrote them, to the
    byte. No other program writes the same."""
    made, left = 0, size
    while left and (piece := rows.read(min(left, _PIECE))):
        made = crc32(piece, made)
        left -= len(piece)
    return f"{size - left} {made:08x}"


class Fingerprint:
    """Made cell by cell, row by row from left to right."""

    def __init__(self) -> None:
        self._hashes = tuple(blake2b(digest_size=8) for _ in Print._fields)
        self._typed: list[str] = []
        self._results: list[str] = []
        self._formulas: list[str] = []
        self._row = -1

    def add(self, row: int, column: int, value: object, formula: str | None = None) -> None:
        """A cell with its place from 0. value: '' or None where blank; formula: its text, None for none."""
        if formula is None and (value is None or value == ""):
            return
        self._begin(row)
        plain = _plain(value)
        if formula is None:
            self._typed.append(f"{column}{plain}")
        else:
            self._typed.append(f"{column}=")
            self._results.append(plain)
            self._formulas.append(formula)

    def add_row(self, row: int, columns: Iterable[int], cells: Mapping[int, tuple[object, object]]) -> None:
        """A whole row, as `add` takes its cells, in fewer steps. columns: in order; cells: by column, each
        with its look, which does not count; a formula is (text, result)."""
        typed = []
        for column in columns:
            value = cells[column][0]
            if type(value) is str:
                if value:
                    typed.append(f"{column}t{value}")
            elif type(value) is float or type(value) is int:
                typed.append(f"{column}n{value:.12g}")
            elif isinstance(value, tuple):
                typed.append(f"{column}=")
                self._formulas.append(value[0])
                self._results.append(_plain(value[1]))
            elif value is not None:
                typed.append(f"{column}{_plain(value)}")
        if typed:
            self._begin(row)
            self._typed += typed

    def _begin(self, row: int) -> None:
        if row != self._row:
            self._row = row
            if len(self._typed) >= _BUFFERED:
                self._flush()
            self._typed.append(f"r{row}")

    def print(self) -> Print:
        """The fingerprint of all cells that were added."""
        self._flush()
        return Print(*(one.hexdigest() for one in self._hashes))

    def _flush(self) -> None:
        for one, texts in zip(self._hashes, (self._typed, self._results, self._formulas), strict=True):
            if texts:
                joined = "\n".join(texts)
                if texts is self._formulas:
                    for sign in _LEFT_OUT:
                        joined = joined.replace(sign, "")
                elif "\r" in joined:  # no file keeps it
                    joined = joined.replace("\r\n", "\n").replace("\r", "\n")
                one.update(joined.encode("utf-8", "replace") + b"\n")
                texts.clear()


def _plain(value: object) -> str:
    """A value as every program gives it back, numbers told from texts."""
    if isinstance(value, str):
        return f"t{value}"
    if isinstance(value, (int, float)):
        return f"n{value:.12g}"
    return f"d{value.isoformat()}" if isinstance(value, date) else f"t{value or ''}"
