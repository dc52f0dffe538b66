"""A return: what one mailed workbook says, read whole, with everything needed to judge it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.set_words import shows_form_set
from workbook_templates.reading.copied_tables import Copy, set_copies_apart
from workbook_templates.reading.cover import read_cover
from workbook_templates.reading.covered import Covering, coverings
from workbook_templates.reading.decisions import Decision, quoted_decisions
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.reading.no_need import declines
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import APART, Unreadable, opened
from workbook_templates.reading.replies import Replies, is_list_of_findings, may_matter, replies_of
from workbook_templates.reading.table import Table, letters
from workbook_templates.reading.tables import find_tables
from workbook_templates.reading.unread_tables import UnreadTable
from workbook_templates.reading.working_file import Traced, read_traced
from workbook_templates.words.legacy_fonts import looks_legacy
from workbook_templates.words.spelling import fold, quote


@dataclass
class Return:
    """One workbook as read. path: as given; status: ok or unreadable, with the reason's code;
    unit: the matched unit's code; named: the name by which it calls itself, matched or not;
    level: unit or province; stray: (sheet, cell) outside every table; errors: error cells outside
    the tables; copies: those on another sheet already, which do not count; replies: what people wrote into
    the list of a marked copy; declined: annexes in which only “Không có nhu cầu” stands; others: units that
    its titles or rows name in place of its own, each with
    (sheet, cell); coverings: drawings that hold or hide figures; claims: the units it may be of, where that
    is why it counts for none; turn: its place among its unit's files, the earliest first; called: its path
    where another file has the same name; traced: what a working file of this tool says of its own rows, where
    it was read whole; form_set_workbook: whether it is the workbook of a form set."""

    path: Path
    status: str = "ok"
    reason: str | None = None
    format: str = "xlsx"
    tables: list[Table] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    unread_tables: list[UnreadTable] = field(default_factory=list)
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
    replies: Replies = field(default_factory=Replies)
    declined: set[str] = field(default_factory=set)
    others: dict[str, tuple[str, str]] = field(default_factory=dict)
    coverings: list[Covering] = field(default_factory=list)
    claims: tuple[str, ...] = ()
    turn: int = 0
    called: str = ""
    traced: Traced | None = None
    form_set_workbook: bool = False

    @property
    def name(self) -> str:
        """What messages call the file."""
        return self.called or self.path.name

    @property
    def answered(self) -> set[str]:
        """The annexes that hold an answer: rows, or the word that there is no need."""
        return self.declined | {table.form for table in self.tables if table.filled}


def untouched(files: Iterable[Return]) -> bool:
    """Whether a unit has sent its blanks as it got them: biểu, and nothing in any of them."""
    files = list(files)
    return any(item.tables for item in files) and not any(item.answered for item in files)


def read_return(
    path: Path, form_set: FormSet, wanted: Callable[[str], bool] | None = None, *, ours: bool = False
) -> Return:
    """Read an .xlsx or .xlsm of the usual form in this process, behind the guard. wanted: see `read_cells`;
    ours: whether the biểu of a working file of this tool are read as such, and not only what people wrote
    into the lists of a result.

    Never raises for what a file may hold: an unreadable file is a Return that says so. Raises
    NeedsChild where the file must be read apart.
    """
    try:
        grid = read_cells(path, may_matter if ours else wanted)
    except Unreadable as error:
        return Return(path, "unreadable", error.code)
    return from_grid(path, grid, form_set, ours=ours or wanted is None)


def read_cells(path: Path, wanted: Callable[[str], bool] | None = None) -> Grid:
    """The sheets of an .xlsx or .xlsm that may matter, read in one pass. Raises Unreadable; NeedsChild
    where anything in the file is not in the usual form: python-calamine may die of it, or fill the memory,
    so that it never sees a file of others in this process. wanted: the sheets to read, by name, in place of
    those that matter."""
    try:
        with opened(path) as package:
            if package.too_large:
                return Grid([], own_output=True)
            wanted = wanted or partial(may_matter, own_output=package.own_output)
            grid = usual_grid(package, wanted)
    except Unreadable as error:
        if error.code == APART:
            raise NeedsChild from None
        raise
    if grid is None:
        raise NeedsChild
    return grid


class NeedsChild(Exception):
    """The file must be read in a child process with limits."""


def from_grid(path: Path, grid: Grid, form_set: FormSet, *, ours: bool = True) -> Return:
    """A return from a workbook's raw cells, from a file or from an open Excel. ours: whether a working file
    of this tool is read as such; else as if a unit had sent its biểu."""
    result = Return(
        path,
        format=grid.format,
        modified=grid.modified,
        own_output=grid.own_output,
    )
    own_sheets: dict[str, Sheet] = {}
    if grid.own_output and ours:
        result.traced, own_sheets = read_traced(grid)
        form_set = form_set.of_bieu
    for sheet in grid.sheets:
        if not may_matter(sheet.name):
            continue
        if is_list_of_findings(sheet):
            result.replies |= replies_of(sheet)
            continue
        if result.traced:
            if sheet.name not in own_sheets:
                continue  # made from the others
            sheet = own_sheets[sheet.name]
        sheet.others = grid.sheets if any("!" in text for text in sheet.facts.formulas.values()) else ()
        tables, unread = find_tables(sheet, form_set, grid.date1904)
        sheet.others = ()
        if not tables and not result.cover:
            result.cover, result.cover_cells = read_cover(sheet)
            unread = [] if result.cover else unread
        result.unread_tables += unread
        result.tables.extend(tables)
        _note_sheet(sheet, tables, result)
        if sheet.facts.drawings and not result.traced:
            added = [_added(table, form_set) for table in tables]
            result.coverings += coverings(sheet, tables, added)
    result.form_set_workbook = not result.tables and shows_form_set(grid.names)
    if result.traced:
        result.level = "province"
        return result
    result.tables, result.copies = set_copies_apart(result.tables, form_set)
    result.declined = _declined(result.tables, form_set)
    _identify(result, form_set)
    if result.unit:
        result.others = dict(_others(result, form_set))
    return result


def _added(table: Table, form_set: FormSet) -> set[int]:
    """The columns of a table whose figures are added up."""
    added = form_set.annexes[table.form].all_columns.added
    return {column for name, column in table.columns.items() if name in added}


def _declined(tables: list[Table], form_set: FormSet) -> set[str]:
    """The annexes in which only “Không có nhu cầu” stands."""
    said = [declines(table, form_set) for table in tables]
    forms = {table.form for table, none in zip(tables, said, strict=True) if none}
    return forms - {t.form for t, none in zip(tables, said, strict=True) if t.filled and not none}


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
        result.decisions += quoted_decisions(sheet.name, (*table.titles, *table.notes))
    if result.format != "xlsx":
        result.undecoded += [
            (sheet.name, f"{letters(c)}{r + 1}")
            for r, row in enumerate(sheet.rows)
            for c, value in enumerate(row)
            if isinstance(value, str) and not isinstance(value, ErrorValue) and looks_legacy(value)
        ][:1]


def _cells_of(table: Table) -> Iterator[tuple[int, int]]:
    """Where the table's own cells stand, counted from 0."""
    for row in (*table.rows, *(line.row for line in table.sums)):
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
            name = re.sub(r"^(?:tên )?(?:đơn vị(?! tính| đo)|cơ quan)[^:]*:\s*", "", text, flags=re.I)
            if name != text:
                result.named = result.named or name
            if unit := catalogue.match(name):
                result.unit, result.named = unit.code, name
                return
            if result.named is None and catalogue.former_names.find(name):
                result.named = name  # it is a unit's file, of a name of before
    if form_set.open_units and result.named:
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


def _others(result: Return, form_set: FormSet) -> Iterator[tuple[str, tuple[str, str]]]:
    """Units that stand in the place of the return's own: above a table that does not name its own too, or as
    the only one that the rows name; each with (sheet, cell)."""
    match = form_set.catalogue.match
    for table in result.tables:
        titles = ((match(text.split(":", 1)[-1]), cell) for cell, text in table.titles)
        named = {unit.code: (table.sheet, cell) for unit, cell in titles if unit}
        if result.unit not in named:
            yield from named.items()
    in_rows: dict[str, tuple[str, str]] = {}
    for table in result.tables:
        for row, name in zip(table.rows, table.raw.get(table.unit_field, ()), strict=False):
            if isinstance(name, str) and (unit := match(name)):
                in_rows.setdefault(unit.code, (table.sheet, table.cell(row, table.unit_field)))
    if len(in_rows) == 1 and result.unit not in in_rows:
        yield from in_rows.items()
