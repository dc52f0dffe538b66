"""Flat tables of a form set, read with everything that is wrong said at once.

A complaint names the file, the row as a spreadsheet counts it, the column, what stands there, and what is
allowed. Tables are CSV in UTF-8, with or without a byte order mark, separated by commas or semicolons. A
cell is taken without spaces around it, with a line break in it as a space, and its letters composed (NFC).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from workbook_templates.declared.complaints import Complaints
from workbook_templates.words.spelling import clean, quote

Records = Sequence[tuple[int, list[str]]]  # rows that hold anything, each with its number; the header first

SAVE_AS = "Đề nghị mở bằng Excel, lưu lại dạng “CSV UTF-8 (Comma delimited)”."
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Row(BaseModel):
    """A row of a table. at: where it stands, as a spreadsheet counts; filled_later: columns in which more
    stands in braces than years."""

    model_config = {"extra": "forbid", "frozen": True}
    filled_later: ClassVar[frozenset[str]] = frozenset()
    at: int = 0


R = TypeVar("R", bound=Row)


@dataclass
class Table(Generic[R]):
    """A table as read. rows: those that are as they should be; cells: of every row, those with mistakes
    too; readable: whether it could be read at all."""

    file: str
    rows: list[R] = field(default_factory=list)
    cells: list[dict[str, str]] = field(default_factory=list)
    readable: bool = True

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def names(self, column: str) -> list[str] | None:
        """What stands in a column, mistakes elsewhere in a row notwithstanding; None where that is not
        known, so that nothing can be held against it."""
        if not self.readable:
            return None
        return list(dict.fromkeys(cell for cells in self.cells if (cell := cells.get(column))))


class Source(Protocol):
    """Where the tables of a form set stand: a folder of CSV files, or a workbook that shows them."""

    name: str  # what messages call it

    def records(self, file: str) -> Records | None:
        """A table's rows as text, or None where it is not there. Raises CannotRead."""

    def lacks(self, kind: type[Row]) -> str:
        """What is said of a table that must be there and is not."""

    def catalogues(self) -> Sequence[str]:
        """The names of catalogues of units that can be had."""


class CannotRead(Exception):
    """A table whose rows are not to be had; row: where, None where the whole table is meant."""

    def __init__(self, text: str, row: int | None = None) -> None:
        super().__init__(text)
        self.text, self.row = text, row


def read_table(
    source: Source,
    file: str,
    kind: type[R],
    complaints: Complaints,
    years: Mapping[str, str] | None = None,
    *,
    needed: bool = True,
) -> Table[R]:
    """A table, its rows typed; complaints say what is wrong. years: what stands for {year} and the like;
    needed: whether the table must be there."""
    table: Table[R] = Table(file)
    complaints.files.setdefault(file, len(complaints.files))
    try:
        records = source.records(file)
    except CannotRead as error:
        table.readable = False
        complaints.add(file, error.row, None, error.text)
        return table
    if records is None:
        table.readable = not needed
        if needed:
            complaints.add(file, None, None, source.lacks(kind))
        return table
    _Reader(table, kind, complaints, years or {}).read(list(records))
    return table


def records_of(path: Path) -> Records | None:
    """The rows of a CSV file; None where there is none. Raises CannotRead."""
    return list(_records(_text_of(path))) if path.is_file() else None


def fill_years(text: str, years: Mapping[str, str]) -> str:
    """The text with {year} and the like filled in."""
    for key, year in years.items():
        text = text.replace(f"{{{key}}}", year)
    return text


def _text_of(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise CannotRead("không mở được. Đề nghị đóng tệp ở chương trình khác rồi thử lại.") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        raise CannotRead(f"đang lưu ở mã UTF-16 (“Unicode Text”) hoặc không phải là tệp CSV. {SAVE_AS}")
    if data.startswith(b"PK\x03\x04"):
        raise CannotRead(f"là sổ Excel được đổi đuôi, không phải là tệp CSV. {SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "không ở dạng UTF-8 (có thể là Windows-1258 hoặc TCVN3) nên chữ có dấu không đọc được. "
        raise CannotRead(text + SAVE_AS) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number: a row whose cells have line breaks is one row."""
    head = text.lstrip().split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    number = 0
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), start=1
        ):
            cleaned = [clean(cell) for cell in cells]
            if any(cleaned):
                yield number, cleaned
    except csv.Error:
        raise CannotRead(
            "không tách được thành ô: thiếu hoặc thừa dấu ngoặc kép. Dấu ngoặc kép trong ô phải gõ hai lần. "
            "Đề nghị mở bằng Excel, sửa rồi lưu lại.",
            number + 1,
        ) from None


class _Reader(Generic[R]):
    """Types the rows of one table."""

    def __init__(self, table: Table[R], kind: type[R], complaints: Complaints, years: Mapping) -> None:
        self.table, self.kind, self.complaints, self.years = table, kind, complaints, years
        self.fields = {name: info for name, info in kind.model_fields.items() if name != "at"}

    def read(self, records: list[tuple[int, list[str]]]) -> None:
        if not records:
            self.table.readable = False
            self._say(None, None, "tệp rỗng, không có cả dòng tiêu đề. " + columns_said(self.kind))
            return
        (first, heads), *rest = records
        header = [head.lower() for head in heads]
        lacking = self._judge_header(first, header, heads)
        for number, cells in rest:
            padded = [cell.lower() for cell in cells] + [""] * (len(header) - len(cells))
            if padded == header:
                self._say(number, None, "dòng tiêu đề lặp lại; đề nghị xóa dòng này.")
            elif stray := self._outside(header, cells):
                self._say(number, None, f"có ô ngoài các cột của dòng tiêu đề, đang ghi “{quote(stray)}”.")
            else:
                known = {name: cell for name, cell in zip(header, cells, strict=False) if name in self.fields}
                self._type(number, known, lacking)

    def _judge_header(self, row: int, header: list[str], heads: list[str]) -> set[str]:
        """Complain of columns that are unknown, missing or named twice; the missing ones."""
        for place, (name, written) in enumerate(zip(header, heads, strict=True)):
            if name and name not in self.fields:
                self._say(row, written, "không có cột này. " + columns_said(self.kind))
            elif name and name in header[:place]:
                self._say(row, written, "cột này có hai lần; đề nghị bỏ một.")
        needed = {name for name, info in self.fields.items() if info.is_required()}
        lacking = needed - set(header)
        for name in self.fields:
            if name in lacking:
                self._say(row, name, "thiếu cột này. " + columns_said(self.kind))
        self.table.readable = not lacking
        return lacking

    def _outside(self, header: list[str], cells: list[str]) -> str:
        """What stands in a column without a header."""
        beside = [cell for place, cell in enumerate(cells) if place >= len(header) or not header[place]]
        return next(filter(None, beside), "")

    def _type(self, number: int, cells: dict[str, str], lacking: set[str]) -> None:
        filled = {name: self._filled(number, name, cell) for name, cell in cells.items() if cell}
        self.table.cells.append(filled)
        try:
            self.table.rows.append(self.kind(at=number, **filled))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                column = str(one["loc"][0])
                if column not in lacking:
                    self._say(number, column, _says(one, filled.get(column, "")))

    def _filled(self, number: int, column: str, cell: str) -> str:
        """The cell with its years; a placeholder that is none is complained of."""
        text = fill_years(cell, self.years)
        later = column in self.kind.filled_later
        for left in _PLACEHOLDER.findall(text) if self.years and not later else ():
            known = ", ".join(f"{{{name}}}" for name in self.years)
            self._say(number, column, f"không hiểu “{quote(left)}”; chỉ nhận: {known}.")
        return text

    def _say(self, row: int | None, column: str | None, text: str) -> None:
        self.complaints.add(self.table.file, row, column, text)


def _says(error: Mapping, found: str) -> str:
    """A complaint of pydantic in the words of a clerk."""
    shown = f"đang ghi “{quote(found)}”" if found else "đang để trống"
    what, context = error["type"], error.get("ctx") or {}
    if what == "missing":
        return "đang để trống; ô này phải có giá trị."
    if what in ("literal_error", "enum"):
        return f"{shown}; chỉ nhận: {_allowed(context['expected'])}."
    if what in ("greater_than", "greater_than_equal"):
        return f"{shown}; phải từ {context['ge']:g} trở lên." if "ge" in context else (
            f"{shown}; phải lớn hơn {context['gt']:g}."
        )  # fmt: skip
    if what == "less_than_equal":
        return f"{shown}; nhiều nhất là {context['le']:g}."
    if what == "value_error":
        return f"{shown}; {context['error']}"
    return f"{shown}; giá trị không dùng được."


def _allowed(expected: str) -> str:
    """pydantic's list of values: 'a', 'b' or 'c'; the empty one is a cell left blank."""
    values = [value.strip().strip("'") for value in expected.replace(" or ", ", ").split(",")]
    return ", ".join(value or "để trống" for value in values)


def columns_of(kind: type[Row]) -> list[str]:
    """The names of a table's columns."""
    return [name for name in kind.model_fields if name != "at"]


def columns_said(kind: type[Row]) -> str:
    """The columns of a table, for a message."""
    return f"Các cột: {', '.join(columns_of(kind))}."
