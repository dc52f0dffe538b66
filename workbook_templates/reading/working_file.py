"""A working file of this tool, read again: which row is which line of which biểu, and what its source rows
say. Nothing here asks where a row stands or what a sheet is called: rows, biểu and the sheet of sources are
known by the tags that were written beside them (declared.record).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbook_templates.declared.record import (
    AT_HAND,
    AT_STATE,
    AUTOMATIC_SHEET,
    BIEU,
    CARRIED_OVER,
    KEPT,
    OPENED_NEW,
    QUOTA,
    RECORD_SHEET,
    RESERVE,
    TOTAL,
    Fingerprint,
    Print,
    read_edit_tag,
    read_sources_head,
    read_tag,
    seal_of,
)
from workbook_templates.declared.states import LEFT_OUT
from workbook_templates.reading.grid import Grid, Sheet
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import Package
from workbook_templates.reading.replies import FINDINGS_SHEET, LOG_SHEET, WORK_SHEET, is_called
from workbook_templates.reading.table import Table, letters

_FIXED = 8  # columns of the sheet of sources before the fields: xl_addin.summary.sources
_TOTAL_LABEL = "Tổng cộng"
_AT_UNIT, _AT_LABEL = 3, 7  # among these: the unit's name, and what names the row
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"
_LONGEST_HEAD = 2**16  # bytes before a sheet's rows
_BESIDES_TOTAL = (CARRIED_OVER, OPENED_NEW, QUOTA, RESERVE, *LEFT_OUT)  # rows below it that are no lines
UNIT, LABEL = "=unit", "=label"  # no field is called so


@dataclass(frozen=True)
class Record:
    """The form set that a working file was made with, the fingerprint of each of its sheets when it was made,
    which of these hold its biểu, and the seal of their rows (not in files of older versions); errors: how
    many there were in the returns, None in files of older versions."""

    form_set: str
    prints: dict[str, Print]
    bieu: frozenset[str]
    seals: dict[str, str]
    errors: int | None = None


@dataclass(frozen=True)
class SourceRow:
    """A row of the sheet of sources: its Excel row, the unit's name, what names it, and what stands there of
    each field."""

    row: int
    unit: str
    label: str
    cells: dict[str, object]


@dataclass
class Sources:
    """The sheet of sources. lines: the rows of each line, by its tag's form and key; columns: where each
    field stands, and the unit and what names a row, by UNIT and LABEL; readable: False where columns were put
    in or taken out, so that none is known for sure; cut: rows beyond what is read."""

    sheet: str
    lines: dict[tuple[str, str], list[SourceRow]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    readable: bool = True
    cut: bool = False

    def cell(self, row: int, name: str) -> str:
        """The address of a field's cell in an Excel row."""
        return f"{letters(self.columns[name])}{row}"


@dataclass
class Traced:
    """What a working file says of its own rows. heads: sheet and Excel row of each biểu's header, by form;
    tags: form and key of Excel rows, by sheet; parts: of the rows that say what of a total is carried over
    and what is new, and what was given to the province: sheet, Excel row and what stands in each column, by
    (form, key); edited: the sheets that are not as they were written; by_hand: of edits that are listed and
    stand, by form, key and field, what was written; others, added: sheets that hold no biểu, written by this
    tool and put in by somebody."""

    form_set: str
    heads: dict[str, tuple[str, int]]
    tags: dict[str, dict[int, tuple[str, str]]]
    parts: dict[tuple[str, str], tuple[str, int, list[object]]] = field(default_factory=dict)
    sources: Sources | None = None
    edited: frozenset[str] = frozenset()
    by_hand: dict[tuple[str, str, str], str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def form_of(self, table: Table) -> str | None:
        """The biểu that a table is; None where nothing beside it says so."""
        tags = self.tags.get(table.sheet, {})
        for row in table.rows:
            if row in tags:
                return tags[row][0]
        below = [(row, form) for form, (sheet, row) in self.heads.items()
                 if sheet == table.sheet and row >= table.header_row]  # fmt: skip
        return min(below)[1] if below else None


def read_traced(grid: Grid) -> tuple[Traced | None, dict[str, Sheet]]:
    """What a grid says of its own rows, and its sheets with biểu, without what stands beside them; None where
    it is no working file, or one of a version that wrote no tags."""
    record = record_of(grid)
    if record is None:
        return None, {}
    prints = record.prints
    traced = Traced(record.form_set, {}, {})
    sheets: dict[str, Sheet] = {}
    edited = set()
    for sheet in grid.sheets:
        if sheet.name in prints and prints[sheet.name].says_edited(fingerprint_of(sheet)):
            edited.add(sheet.name)
        traced.by_hand |= _edits_listed(sheet)
        head = _sources_head(sheet)
        if head is not None:
            traced.sources = _read_sources(sheet, *head)
        elif tags := tags_of(sheet):
            sheets[sheet.name] = _read_bieu(traced, sheet, tags)
        elif not is_hidden_record(sheet.name) and not is_called(
            sheet.name, FINDINGS_SHEET, WORK_SHEET, LOG_SHEET
        ):
            (traced.others if sheet.name in prints else traced.added).append(sheet.name)
    traced.edited = frozenset(edited)
    return traced, sheets


def _read_bieu(traced: Traced, sheet: Sheet, tags: dict[tuple[int, int], tuple[str, str]]) -> Sheet:
    """Note the tags of a sheet; gives it back without what stands beside its biểu, and its totals so that
    every reader knows them."""
    column = min(place for _, place in tags)
    traced.tags[sheet.name] = {row: tag for (row, _), tag in tags.items() if tag[1]}
    traced.heads |= {form: (sheet.name, row) for (row, _), (form, key) in tags.items() if not key}
    rows = [row[:column] for row in sheet.rows]
    for (row, _), (form, key) in tags.items():
        cells = rows[row - 1]
        if key == TOTAL:  # its label may say more: of how many cells it lacks
            label = next((at for at, value in enumerate(cells) if isinstance(value, str) and value), None)
            if label is not None:
                cells[label] = _TOTAL_LABEL
        elif key in _BESIDES_TOTAL:
            traced.parts[form, key] = sheet.name, row, cells
            rows[row - 1] = [""] * len(cells)
    return replace(sheet, rows=rows, strays=[stray for stray in sheet.strays if stray[1] < column])


def is_hidden_record(sheet: str) -> bool:
    """Whether a sheet of this name holds what a working file says of itself."""
    return sheet == RECORD_SHEET or sheet.startswith(AUTOMATIC_SHEET)


def record_of(grid: Grid) -> Record | None:
    """What a working file says of itself; None where the file has no record."""
    sheet = next((one for one in grid.sheets if one.name == RECORD_SHEET), None)
    if sheet is None:
        return None
    lines = [[str(cell) for cell in row] for row in sheet.rows]
    form_set = next((line[1] for line in lines if line[0] == "form_set" and len(line) > 1), "")
    prints = {line[1]: Print(*line[3:6]) for line in lines if line[0] == "sheet" and len(line) >= 6}
    bieu = frozenset(line[1] for line in lines if line[0] == "sheet" and line[2:3] == [BIEU])
    seals = {line[1]: line[6] for line in lines if line[0] == "sheet" and len(line) >= 7}
    errors = next((int(line[1]) for line in lines if line[0] == "errors" and line[1:2] != [""]), None)
    return Record(form_set, prints, bieu, seals, errors) if form_set and prints else None


def is_as_written(package: Package) -> bool:
    """Whether a working file has the sheets with which it was made, and every row of them to the byte. Nobody
    edited such a one, and no cell of it need be read; one that says no may still have been saved again only.
    Raises Unreadable."""
    grid = usual_grid(package, RECORD_SHEET.__eq__, few=True)
    record = record_of(grid) if grid else None
    parts = {name: part for name, _, part in package.sheets if name != RECORD_SHEET}
    return (
        record is not None
        and record.seals.keys() == parts.keys()
        and all(_is_sealed(package, part, record.seals[name]) for name, part in parts.items())
    )


def _is_sealed(package: Package, part: str, seal: str) -> bool:
    size = seal.partition(" ")[0]
    with package.stream(part) as file:
        start = file.read(_LONGEST_HEAD).find(_ROWS)
        if start < 0 or not size.isdigit():
            return False
        file.seek(start + len(_ROWS))
        return seal_of(file, int(size)) == seal and file.read(len(_ROWS_END)) == _ROWS_END


def fingerprint_of(sheet: Sheet) -> Print:
    """That of a sheet's cells as they stand now."""
    made, formulas = Fingerprint(), sheet.facts.formulas
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value != "" or (number, column) in formulas:
                made.add(number, column, value, formulas.get((number, column)))
    return made.print()


def tags_of(sheet: Sheet) -> dict[tuple[int, int], tuple[str, str]]:
    """The tags of a sheet, by (Excel row, column): those of a column where a header of a biểu has its own."""
    found = {
        (number, column): tag
        for number, cells in enumerate(sheet.cells, start=1)
        for column, value in cells
        if (tag := read_tag(value))
    }
    columns = {column for (_, column), (_, key) in found.items() if not key}
    return {place: tag for place, tag in found.items() if place[1] in columns}


def _sources_head(sheet: Sheet) -> tuple[int, int, list[str]] | None:
    """Row and column (from 0) of the cell that says which columns the sheet of sources has, and these."""
    for number, cells in enumerate(sheet.cells[:20]):
        for column, value in cells:
            if (names := read_sources_head(value)) is not None:
                return number, column, names
    return None


def _edits_listed(sheet: Sheet) -> dict[tuple[str, str, str], str]:
    """The edits that a list says to stand, each with what was written."""
    found = {}
    for number, cells in enumerate(sheet.cells):
        for column, value in cells:
            place = read_edit_tag(value)
            row = sheet.rows[number]
            if place is not None and row[column + AT_STATE : column + AT_STATE + 1] == [KEPT]:
                found[place] = str(row[column + AT_HAND]) if len(row) > column + AT_HAND else ""
    return found


def _read_sources(sheet: Sheet, head: int, tags: int, names: Sequence[str]) -> Sources:
    sources = Sources(sheet.name, cut=bool(sheet.strays))
    places = [column for column, _ in sheet.cells[head] if column < tags]
    sources.readable = len(places) == _FIXED + len(names)
    if not sources.readable:
        return sources
    fields = dict(zip(names, places[_FIXED:], strict=True))
    sources.columns = {**fields, UNIT: places[_AT_UNIT], LABEL: places[_AT_LABEL]}
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        tag = read_tag(row[tags]) if len(row) > tags else None
        if tag:
            cells = {name: row[at] for name, at in fields.items() if row[at] != ""}
            unit, label = str(row[places[_AT_UNIT]]), str(row[places[_AT_LABEL]])
            sources.lines.setdefault(tag, []).append(SourceRow(number, unit, label, cells))
    return sources
