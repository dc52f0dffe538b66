"""A return: what one mailed workbook says, read whole, with everything needed to judge it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.cover import HELP_SHEET, read_cover
from workbook_templates.reading.decisions import Decision, quoted_decisions
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet, read_grid
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import APART, Unreadable, opened
from workbook_templates.reading.replies import (
    FINDINGS_SHEET,
    LOG_SHEET,
    WORK_SHEET,
    Replies,
    is_called,
    is_list_of_findings,
    replies_of,
)
from workbook_templates.reading.table import Table, letters
from workbook_templates.reading.tables import find_tables
from workbook_templates.reading.working_file import Traced, read_traced
from workbook_templates.words.legacy_fonts import looks_legacy
from workbook_templates.words.spelling import fold, quote


@dataclass
class Return:
    """One workbook as read. path: as given; status: ok or unreadable, with the reason's code;
    unit: the matched unit's code; named: the name by which it calls itself, matched or not;
    level: unit or province; stray: (sheet, cell) outside every table; errors: error cells outside
    the tables; replies: what people wrote into the list of a marked copy; traced: what a working file of
    this tool says of its own rows, where it was read whole."""

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
    replies: Replies = field(default_factory=Replies)
    traced: Traced | None = None


def read_return(path: Path, form_set: FormSet, *, ours: bool = False) -> Return:
    """Read an .xlsx or .xlsm in this process, behind the guard. ours: whether the biểu of a working file of
    this tool are read too, and not only what people wrote into the lists of a result.

    Never raises for what a file may hold: an unreadable file is a Return that says so. Raises
    NeedsChild where the file must be read apart.
    """
    try:
        grid = read_cells(path, ours=ours)
    except Unreadable as error:
        return Return(path, "unreadable", error.code)
    return from_grid(path, grid, form_set)


def read_cells(path: Path, *, ours: bool = False) -> Grid:
    """The sheets of an .xlsx or .xlsm that may matter, read in this process: in one pass where the
    workbook is in the usual form, else by python-calamine. Raises Unreadable; NeedsChild where the file
    must be read apart (an .xls, a sheet too large to hold densely, or what python-calamine refuses). ours:
    as in read_return."""
    try:
        with opened(path) as package:
            if package.too_large:
                return Grid([], own_output=True)
            wanted = _may_hold_replies if package.own_output and not ours else _may_matter
            grid = usual_grid(package, wanted)
            if grid is not None:
                return grid
            facts = package.safe_facts()
        if any(sheet.oversized for sheet in facts.sheets.values()):
            raise NeedsChild
        grid = read_grid(path, facts, wanted)
        grid.own_output = facts.own_output
        return grid
    except Unreadable as error:
        if error.code == APART:
            raise NeedsChild from None
        raise


def _may_matter(sheet: str) -> bool:
    """Whether a sheet of this name says anything of the unit; the help sheet of a blank does not, nor
    does the log of corrections."""
    return not is_called(sheet, HELP_SHEET, LOG_SHEET)


def _may_hold_replies(sheet: str) -> bool:
    """Whether a sheet of a result of ours may be a list that a unit wrote into; its other sheets are ours."""
    return is_called(sheet, FINDINGS_SHEET, WORK_SHEET)


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
    own_sheets: dict[str, Sheet] = {}
    if grid.own_output:
        result.traced, own_sheets = read_traced(grid)
        form_set = form_set.of_bieu
    for sheet in grid.sheets:
        if not _may_matter(sheet.name):
            continue
        if is_list_of_findings(sheet):
            result.replies |= replies_of(sheet)
            continue
        if grid.own_output:
            if sheet.name not in own_sheets:
                continue  # made from the others
            sheet = own_sheets[sheet.name]
        tables = find_tables(sheet, form_set, grid.date1904)
        if not tables and not result.cover:
            result.cover, result.cover_cells = read_cover(sheet)
        result.tables.extend(tables)
        _note_sheet(sheet, tables, result)
    if result.traced:
        result.level = "province"
    else:
        _identify(result, form_set)
    return result


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
