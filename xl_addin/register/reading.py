"""The register as it stands: its lines, by their keys, whatever the clerk has sorted, added or coloured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from workbook_templates.kinds.day import Moment, parse_day
from workbook_templates.reading.grid import Sheet, read_grid
from workbook_templates.reading.package import Unreadable, examine
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import words
from xl_addin.register.cells import rows_as_text
from xl_addin.register.columns import BY_NAME, COLUMNS, HEAD, TOP, read_key
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
    written: dict[str, str] = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """The day that a column shows, typed or stored; None where it shows no whole day."""
        said, _ = parse_day(self.cells.get(name))
        return date(*said) if isinstance(said, Moment) and said.day else None

    def unclear_day(self, name: str) -> bool:
        """Whether something stands there that is no day."""
        return self.cells.get(name) not in (None, "") and self.day(name) is None


@dataclass
class Register:
    """What stands in the workbook. columns: where each column stands, by name, from 0; lines: by key; head,
    top: the rows of the header and of the line on top; twice: rows that bear a key a second time (copied by
    the clerk, and hers); events: all that has happened; log_rows: how many rows the log has; form_set: whose
    it is; lost: columns that are gone or renamed."""

    columns: dict[str, int]
    lines: dict[str, RegisterLine]
    head: int
    top: int | None
    twice: list[int]
    events: list[Event]
    form_set: str
    lost: list[str]


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
    register = _lines(sheet, path)
    rows = rows_as_text(log.rows)
    register.events = [event for cells in rows if (event := read_event(cells))]
    marks = next((cells[-1] for cells in rows if cells[: len(HEADERS) - 1] == list(HEADERS[:-1])), "")
    register.form_set = marks.removeprefix(FORM_SET)
    return register


def _lines(sheet: Sheet, path: Path) -> Register:
    found = next(
        ((r, c) for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value == HEAD), None
    )
    if found is None:
        raise CannotFollow(
            f"Trang “{SHEET}” của “{path.name}” không còn cột ẩn “{BY_NAME['key'].header}” nên không nhận ra "
            "các dòng. Đề nghị lấy lại bản trước, hoặc đổi tên tệp để công cụ lập sổ mới."
        )
    head, keys = found
    columns = _columns(sheet.rows[head], keys)
    lines: dict[str, RegisterLine] = {}
    twice, top = [], None
    for number, row in enumerate(sheet.rows, start=1):
        key = row[keys] if keys < len(row) else ""
        if key == TOP:
            top = top or number
        elif read_key(key):
            if key in lines:
                twice.append(number)
            else:
                lines[key] = _line(number, row, columns)
    lost = [c.header for c in COLUMNS if c.name not in columns]
    return Register(columns, lines, head + 1, top, twice, [], "", lost)


def _columns(header: Sequence[object], keys: int) -> dict[str, int]:
    """Where each column stands: the column of keys is known, the others by their headers."""
    named = {words(str(value)): c for c, value in reversed(list(enumerate(header))) if value != ""}
    columns = {c.name: named[words(c.header)] for c in COLUMNS if words(c.header) in named}
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
