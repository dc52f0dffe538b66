"""A return: what one mailed workbook says, read whole, with everything needed to judge it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet, read_grid
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import APART, Unreadable, opened
from workbook_templates.reading.tables import Table, find_tables, letters
from workbook_templates.words.legacy_fonts import looks_legacy
from workbook_templates.words.spelling import clean, fold, quote, words

HELP_SHEET = "Cách điền"
COVER_SHEET = "Thông tin"
FINDINGS_SHEET = "Nội dung đề nghị chỉnh sửa"  # in the copy that a unit gets back
WORK_SHEET = "Nội dung cần xử lý"  # in the workbook that the province checks in Excel
LOG_SHEET = "Nhật ký sửa"  # beside it: what was corrected there, and what stood there before
ENTRY_HEADERS = ("Ý kiến của đơn vị", "Xử lý của tỉnh")  # columns of a list for people to write in
ID_HEADER = "Mã nội dung"
_FINDINGS_TITLES = (FINDINGS_SHEET.upper(), WORK_SHEET.upper())

# Labels of the cover sheet, in the order the blank shows them, with the key each one fills.
COVER_LABELS = {
    "unit_name": "Tên đơn vị",
    "unit_code": "Mã đơn vị",
    "year": "Năm kế hoạch",
    "form_set": "Bộ biểu mẫu",
    "edition": "Phiên bản biểu mẫu",
    "document": "Số công văn",
    "author": "Người lập",
    "phone": "Điện thoại",
    "deadline": "Hạn gửi",
    "attempt": "Lần gửi",
    "mode": "Loại",
}
MODES = ("lần đầu", "thay thế toàn bộ", "bổ sung thêm")
_COVER_KEYS = {words(label): key for key, label in COVER_LABELS.items()}

_DECISION = re.compile(
    r"(?:quyết định|kế hoạch|nghị quyết|công văn)?\s*số\s*:?\s*(\d+)\s*[-/]?\s*"
    r"((?:QĐ|KH|NQ|CV|QD)[-/][A-ZĐ]+)"
    r".{0,12}?ngày\s*(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:\s*[/.-]\s*|\s*năm\s*)(\d{4})",
    re.I,
)


@dataclass(frozen=True)
class Decision:
    """A decision quoted in a title or note: where, its number, kind (QĐ/TU) and ISO date."""

    sheet: str
    cell: str
    number: int
    kind: str
    day: str
    text: str


@dataclass
class Return:
    """One workbook as read. path: as given; status: ok or unreadable, with the reason's code;
    unit: the matched unit's code; named: the name by which it calls itself, matched or not;
    level: unit or province; stray: (sheet, cell) outside every table; errors: error cells outside
    the tables; replies: what people wrote into the list of an annotated copy."""

    path: Path
    status: str = "ok"
    reason: str | None = None
    format: str = "xlsx"
    tables: list[Table] = field(default_factory=list)
    cover: dict[str, str] = field(default_factory=dict)
    cover_cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    unit: str | None = None
    named: str | None = None
    level: str = "unit"
    modified: str | None = None
    hidden_sheets: list[str] = field(default_factory=list)
    strays: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    undecoded: list[tuple[str, str]] = field(default_factory=list)
    own_output: bool = False
    replies: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)


def read_return(path: Path, form_set: FormSet) -> Return:
    """Read an .xlsx or .xlsm in this process, behind the guard.

    Never raises for what a file may hold: an unreadable file is a Return that says so. Raises
    NeedsChild where the file must be read apart.
    """
    try:
        grid = read_cells(path)
    except Unreadable as error:
        return Return(path, "unreadable", error.code)
    return from_grid(path, grid, form_set)


def read_cells(path: Path) -> Grid:
    """The sheets of an .xlsx or .xlsm that may matter, read in this process: in one pass where the
    workbook is in the usual form, else by python-calamine. Raises Unreadable; NeedsChild where the file
    must be read apart (an .xls, a sheet too large to hold densely, or what python-calamine refuses)."""
    try:
        with opened(path) as package:
            if package.own_output:  # whatever is said of it is said by its mark
                return Grid([], own_output=True)
            grid = usual_grid(package, _may_matter)
            if grid is not None:
                return grid
            facts = package.safe_facts()
        if any(sheet.oversized for sheet in facts.sheets.values()):
            raise NeedsChild
        return read_grid(path, facts, _may_matter)
    except Unreadable as error:
        if error.code == APART:
            raise NeedsChild from None
        raise


def _may_matter(sheet: str) -> bool:
    """Whether a sheet of this name says anything of the unit; the help sheet of a blank does not, nor
    does the log of corrections."""
    return not _is_called(sheet, HELP_SHEET, LOG_SHEET)


def _is_called(sheet: str, *names: str) -> bool:
    """Whether a sheet bears one of our names, or one that Excel made of it for a copy: “name (2)”."""
    return re.sub(r" \([0-9]+\)$", "", fold(sheet)) in {fold(name) for name in names}


def is_list_of_findings(sheet: Sheet) -> bool:
    """Whether a sheet is our list, by its name or, where somebody renamed it, by its title."""
    if _is_called(sheet.name, FINDINGS_SHEET, WORK_SHEET):
        return True
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] in _FINDINGS_TITLES


class NeedsChild(Exception):
    """The file must be read in a child process with limits."""


def from_grid(path: Path, grid: Grid, form_set: FormSet) -> Return:
    """A return from a workbook's raw cells, from a file or from an open Excel."""
    result = Return(
        path,
        format=grid.format,
        modified=grid.modified,
        own_output=grid.own_output,
    )
    for sheet in grid.sheets:
        if not _may_matter(sheet.name):
            continue
        if is_list_of_findings(sheet):
            result.replies |= replies_of(sheet)
            continue
        tables = find_tables(sheet, form_set, grid.date1904)
        if not tables and not result.cover:
            _read_cover(sheet, result)
        result.tables.extend(tables)
        _note_sheet(sheet, tables, result)
    _identify(result, form_set)
    return result


def replies_of(sheet: Sheet) -> dict[tuple[str, ...], tuple[str, str]]:
    """What people wrote into a list of findings: (reason, decision) by the finding's id where the list has
    it; and by rule, sheet, cell and the value found there, so that no reason passes to another figure
    that has come to stand in that cell."""
    header: dict[str, int] = {}
    found = {}
    for row in sheet.rows:
        if not header and any(name in row for name in ENTRY_HEADERS):
            header = {str(text): column for column, text in enumerate(row) if text != ""}
            continue
        if not header:
            continue
        number, rule, place, cell, value, reason, decision = (
            clean(str(row[header[name]])) if name in header and header[name] < len(row) else ""
            for name in (ID_HEADER, "Quy tắc", "Trang tính", "Ô", "Giá trị đang ghi", *ENTRY_HEADERS)
        )
        if (number or rule) and (reason or decision):
            if number:
                found[(number,)] = (reason, decision)
            found[(rule, place, cell, value)] = (reason, decision)
    return found


def _read_cover(sheet: Sheet, result: Return) -> None:
    """The cover's labelled values, wherever they stand: each is right of its label."""
    found: dict[str, str] = {}
    cells: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(sheet.rows[:60], start=1):
        for column, cell in enumerate(row):
            key = _COVER_KEYS.get(words(cell)) if isinstance(cell, str) and cell else None
            if key is None or key in found:
                continue
            place = column + 1
            while place < len(row) and row[place] == "":
                place += 1
            value = row[place] if place < len(row) else ""
            if isinstance(value, float) and value == int(value):
                value = int(value)
            found[key] = clean(str(value)) if value != "" else ""
            cells[key] = (sheet.name, f"{letters(min(place, len(row)))}{number}")
    if "unit_code" in found and "form_set" in found:
        result.cover, result.cover_cells = found, cells


def _note_sheet(sheet: Sheet, tables: list[Table], result: Return) -> None:
    if sheet.facts.errors:
        inside = {place for table in tables for place in _cells_of(table)}
        result.errors += [
            (sheet.name, f"{letters(c)}{r + 1}", text)
            for (r, c), text in sheet.facts.errors.items()
            if (r, c) not in inside
        ]
    result.strays += [(sheet.name, f"{letters(c)}{r + 1}", quote(value)) for r, c, value in sheet.strays]
    if sheet.hidden and any(table.rows for table in tables):
        result.hidden_sheets.append(sheet.name)
    for table in tables:
        for cell, text in (*table.titles, *table.notes):
            if match := "ngày" in (lower := text.lower()) and "số" in lower and _DECISION.search(text):
                number, kind, day, month, year = match.groups()
                try:
                    iso = datetime(int(year), int(month), int(day)).date().isoformat()
                except ValueError:
                    continue
                result.decisions.append(
                    Decision(sheet.name, cell, int(number), kind.upper().replace("-", "/"), iso, match[0])
                )
    if result.format == "xls":
        result.undecoded += [
            (sheet.name, f"{letters(c)}{r + 1}")
            for r, row in enumerate(sheet.rows)
            for c, value in enumerate(row)
            if isinstance(value, str) and not isinstance(value, ErrorValue) and looks_legacy(value)
        ][:1]


def _cells_of(table: Table) -> Iterator[tuple[int, int]]:
    """Where the table's own cells stand, counted from 0."""
    lines = (*table.totals, *table.sections, *table.subtotals)
    for row in (*table.rows, *(line.row for line in lines)):
        for column in table.columns.values():
            yield row - 1, column


def _identify(result: Return, form_set: FormSet) -> None:
    """Whose return this is: by the cover, an exact name in a title, or the only unit it names."""
    catalogue = form_set.catalogue
    cover = result.cover
    if cover:
        by_code, by_name = (
            catalogue.match(code=cover.get("unit_code")),
            catalogue.match(cover.get("unit_name")),
        )
        unit = by_code or by_name
        if by_code and by_name and by_code is not by_name:
            unit = None  # the code of one unit and the name of another: no telling whose it is
        result.unit = unit.code if unit else None
        result.named = cover.get("unit_name") or cover.get("unit_code") or None
        return
    for table in result.tables:
        for _, text in table.titles:
            name = re.sub(r"^(?:tên )?(?:đơn vị|cơ quan)[^:]*:\s*", "", text, flags=re.I)
            if name != text:
                result.named = result.named or name
            if unit := catalogue.match(name):
                result.unit, result.named = unit.code, name
                return
    names = {
        fold(name): name
        for table in result.tables
        for name in table.values.get(table.unit_field, ())
        if isinstance(name, str)
    }
    if len(names) == 1 and not any(table.sections or len(table.rows) > 12 for table in result.tables):
        result.named = next(iter(names.values()))
        unit = catalogue.match(result.named)
        result.unit = unit.code if unit else None
        return
    if result.named is None and (
        len(names) > 1 or any(table.sections or len(table.rows) > 1 for table in result.tables)
    ):
        result.level = "province"
