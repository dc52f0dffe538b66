"""The register as it stands: its lines, by their keys, whatever the clerk has sorted, added or coloured."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from workbook_templates.kinds.day import Moment, parse_day
from workbook_templates.reading.grid import Sheet, read_grid
from workbook_templates.reading.package import Unreadable, examine, opened
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import words
from xl_addin.register.cells import rows_as_text
from xl_addin.register.columns import BY_NAME, COLUMNS, HEAD, PAGES, TOP, RegisterColumn, read_key
from xl_addin.register.events import HEADERS, Event, read_event

SHEET, LOG = "Sổ theo dõi", "Nhật ký"
FORM_SET = "§bo-bieu "  # in the log's hidden column of marks, beside its header: whose register it is


class CannotFollow(Exception):
    """The register cannot be kept up; the text says in Vietnamese why and what to do."""


@dataclass
class RegisterLine:
    """A line of the register. row: its number in Excel; cells: what its columns show, by name; written: what
    the tool wrote into them last, and codes of its own beside."""

    row: int
    cells: dict[str, object] = field(default_factory=dict)
    written: dict = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """The day that a column shows, typed or stored; None where it shows no whole day."""
        said, _ = parse_day(self.cells.get(name))
        return date(*said) if isinstance(said, Moment) and said.day else None

    def unclear_day(self, name: str) -> bool:
        """Whether something stands there that is no day."""
        return self.cells.get(name) not in (None, "") and self.day(name) is None


@dataclass
class Lines:
    """A sheet whose lines have keys. columns: where each column stands, by name, from 0; lines: by key; head:
    the row of the header; twice: rows that bear a key a second time (copied by the clerk, and hers); lost:
    columns that are gone or renamed; sheet: what it is called."""

    columns: dict[str, int]
    lines: dict[str, RegisterLine]
    head: int
    twice: list[int]
    lost: list[str]
    sheet: str = ""


@dataclass
class Register(Lines):
    """What stands in the workbook: the lines of the units, and: top: the row of the line on top; events: all
    that has happened; form_set: whose it is; pages: its lists by their marks, those that are there; saved:
    who saved it last, and on which day."""

    top: int | None = None
    events: list[Event] = field(default_factory=list)
    form_set: str = ""
    pages: dict[str, Lines] = field(default_factory=dict)
    saved: tuple[str, str] = "", ""


def read_register(path: Path) -> Register:
    """Read a register, saved by whatever program. Raises CannotFollow."""
    try:
        grid = read_grid(path, examine(path))
    except Unreadable:
        raise CannotFollow(
            f"Không đọc được sổ theo dõi “{path.name}”. Đề nghị mở bằng Excel rồi lưu lại dạng .xlsx; nếu "
            "tệp hỏng thì đổi tên để giữ lại, công cụ sẽ lập sổ mới."
        ) from None
    sheets = {words(sheet.name): sheet for sheet in grid.sheets}
    sheet, log = sheets.get(words(SHEET)), sheets.get(words(LOG))
    missing = [name for name, found in ((SHEET, sheet), (LOG, log)) if found is None]
    if missing:
        raise CannotFollow(
            f"Tệp “{path.name}” không có trang “{missing[0]}” nên không phải sổ theo dõi, hoặc trang ấy đã "
            "bị đổi tên. Đề nghị đặt lại đúng tên trang."
        )
    register = _units(sheet, path)
    rows = rows_as_text(log.rows)
    register.events = [event for cells in rows if (event := read_event(cells))]
    marks = next((cells[-1] for cells in rows if cells[: len(HEADERS) - 1] == list(HEADERS[:-1])), "")
    register.form_set = marks.removeprefix(FORM_SET)
    for page in PAGES:
        is_key = re.compile(page.key).fullmatch
        found = (lines_of(own, page.columns, page.mark, is_key) for own in grid.sheets)
        if one := next(filter(None, found), None):  # whatever it is called now
            register.pages[page.mark] = one
    register.saved = saved_by(path)
    return register


def saved_by(path: Path) -> tuple[str, str]:
    """Who saved a workbook last, as their Excel is called, and on which day; blank where it does not say."""
    with opened(path) as package:
        return package.modified_by(), (package.modified() or "")[:10]


def _units(sheet: Sheet, path: Path) -> Register:
    found = lines_of(sheet, COLUMNS, HEAD, read_key)
    if found is None:
        raise CannotFollow(
            f"Trang “{SHEET}” của “{path.name}” không còn cột ẩn “{BY_NAME['key'].header}” nên không nhận ra "
            "các dòng. Đề nghị lấy lại bản trước, hoặc đổi tên tệp để công cụ lập sổ mới."
        )
    keys = found.columns["key"]
    tops = (n for n, row in enumerate(sheet.rows, start=1) if keys < len(row) and row[keys] == TOP)
    return Register(**vars(found), top=next(tops, None))


def lines_of(
    sheet: Sheet, wanted: Sequence[RegisterColumn], mark: str, is_key: Callable[[object], object]
) -> Lines | None:
    """The lines of a sheet with these columns. mark: what stands in the column of keys beside the header;
    None where it does not."""
    found = next(
        ((r, c) for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value == mark), None
    )
    if found is None:
        return None
    head, keys = found
    columns = _columns(sheet.rows[head], keys, wanted)
    lines: dict[str, RegisterLine] = {}
    twice = []
    for number, row in enumerate(sheet.rows, start=1):
        key = row[keys] if keys < len(row) else ""
        if isinstance(key, str) and is_key(key):
            if key in lines:
                twice.append(number)
            else:
                lines[key] = _line(number, row, columns)
    return Lines(
        columns, lines, head + 1, twice, [c.header for c in wanted if c.name not in columns], sheet.name
    )


def _columns(header: Sequence[object], keys: int, wanted: Sequence[RegisterColumn]) -> dict[str, int]:
    """Where each column stands: the column of keys is known, the others by their headers."""
    named = {words(str(value)): c for c, value in reversed(list(enumerate(header))) if value != ""}
    columns = {c.name: named[words(c.header)] for c in wanted if words(c.header) in named}
    return columns | {"key": keys}


def _line(number: int, row: Sequence[object], columns: dict[str, int]) -> RegisterLine:
    cells = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
    try:
        written = json.loads(str(cells.get("written") or "{}"))
    except ValueError:
        written = {}
    return RegisterLine(number, cells, written if isinstance(written, dict) else {})


def cell_name(row: int, column: int) -> str:
    """A cell as Excel shows it."""
    return f"{letters(column)}{row}"
