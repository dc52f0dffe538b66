"""What the biểu of a working file say that lies there, as it stands, whoever saved it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Package, Unreadable, opened
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.reading.working_file import is_hidden_record, record_of
from xl_addin.closing.state import Cell, State, closed_bieu, pages_of
from xl_addin.merge.reading import Reading, may_hold, remembered, sheet_of

_BREAKS = re.compile(rb"<(?:\w+:)?rowBreaks\b.*?</(?:\w+:)?rowBreaks>", re.DOTALL)
_BREAK = re.compile(rb"<(?:\w+:)?brk\b[^>]*?\bid=\"(\d+)\"")

NO_RESULT = (
    "“{}” không phải là tệp tổng hợp của công cụ này, hoặc là bản ẩn danh, bản của phiên bản trước. Đề nghị "
    "tổng hợp lại rồi chốt tệp kết quả."
)


class CannotClose(Exception):
    """The figures cannot be closed; the text says in Vietnamese why and what to do."""


def form_set_of(path: Path) -> str:
    """The id of the form set that a working file was made with. Raises CannotClose."""
    try:
        record = record_of(read_grid_of(path, is_hidden_record))
    except Unreadable as error:
        raise CannotClose(f"Không đọc được “{path.name}”: {why_unreadable(error.code).words}") from None
    if record is None:
        raise CannotClose(NO_RESULT.format(path.name))
    return record.form_set


def state_of_file(path: Path, form_set: FormSet | None = None) -> tuple[State, str]:
    """What a working file says, and who saved it. form_set: where it is known, for figures typed as text.
    Raises CannotClose."""
    try:
        grid = read_grid_of(path, may_hold)
        with opened(path) as package:
            breaks, who = _breaks(package), package.modified_by()
    except Unreadable as error:
        raise CannotClose(f"Không đọc được “{path.name}”: {why_unreadable(error.code).words}") from None
    memory = remembered(grid)
    if memory is None:
        raise CannotClose(NO_RESULT.format(path.name))
    state = State(memory.form_set)
    tags: dict[str, int] = {}
    for form in memory.forms:
        sheet = sheet_of(grid, form, memory.forms[form])
        if sheet is None or sheet.strays:
            raise CannotClose(
                f"Không đọc được hết “{memory.forms[form].side.name}” trong “{path.name}” (mất cột ẩn bên "
                "phải biểu, hoặc biểu quá dài). Đề nghị tổng hợp lại rồi chốt."
            )
        known = form_set.bieu.get(form) if form_set else None
        reading = Reading(memory, memory.forms[form], sheet, known.by_field if known else {})
        _must_have_results(reading, sheet, path)
        rows = {one.row: one.key for one in reading.found.rows}
        rows |= {
            row: key for row, key in reading.keys.items() if row not in rows and not reading.is_line(key)
        }
        state.bieu[form] = closed_bieu(
            memory, form, sheet.name, reading.places, sorted(rows.items()), _cells_of(reading)
        )
        tags[sheet.name] = min(reading.tags, tags.get(sheet.name, reading.tags))
    _add_pages(state, grid, tags, breaks)
    return state, who


def _cells_of(reading: Reading) -> Cell:
    """What stands in its cells, figures of its lines as the next roll-up takes them over."""
    taken = {
        (one.row, reading.places[name]): value
        for one in reading.found.rows
        for name, value in one.cells.items()
    }
    return lambda row, column: taken.get((row, column)) or reading.cell(row, column)


def _must_have_results(reading: Reading, sheet: Sheet, path: Path) -> None:
    """A sum without a result, or with an error in its place, is no figure to be closed."""
    for row, column in sheet.facts.formulas:
        value = reading.cell(row + 1, column)
        inside = column < reading.tags and reading.head < row + 1 and row + 1 in reading.keys
        if inside and (value == "" or isinstance(value, ErrorValue)):
            where = f"{sheet.name}!{column_letters(column)}{row + 1}"
            raise CannotClose(
                f"Ô {where} của “{path.name}” là công thức chưa có kết quả hoặc báo lỗi. Đề nghị mở bằng "
                "Excel, xem lại ô ấy, lưu rồi chốt."
            )


def _add_pages(state: State, grid: Grid, tags: Mapping[str, int], breaks: Mapping[str, list[int]]) -> None:
    for sheet in grid.sheets:
        if sheet.name in tags:
            printed = tags[sheet.name]
            rows = {
                number: [cell for cell in cells if cell[0] < printed]
                for number, cells in enumerate(sheet.cells)
            }
            state.pages[sheet.name] = pages_of(rows, breaks.get(sheet.name, ()))


def _breaks(package: Package) -> dict[str, list[int]]:
    """The rows (from 0) that begin a page, by sheet."""
    found = {}
    for name, _, part in package.sheets:
        if may_hold(name) and (block := _BREAKS.search(package.part(part) or b"")):
            found[name] = [int(one) for one in _BREAK.findall(block[0])]
    return found
