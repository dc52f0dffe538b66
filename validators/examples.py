"""Example workbooks written as tables of text, for rules and tests.

    ## Huyện ủy Đại Từ.xlsx          a file (one file needs no such line)
    % unit_code: TN-HU-DT            a line of its cover
    # Biểu 03                        a sheet
    | TT | Tên lớp | Học viên |      a row of cells, from column A, from row 1

A cell of digits is a number; `'80` is the text 80; `@2025-03-10` a date; `!#REF!` an error cell;
`=SUM(C2:C3) 5` a formula with its stored result. `~` before a row hides it.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from validators.batch import Batch
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import RECORD_SHEET
from workbook_templates.reading.cover import COVER_LABELS, COVER_SHEET
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.reading.package import SheetFacts
from workbook_templates.reading.returns import Return, from_grid

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")
_FORMULA = re.compile(r"=(.*?)(?: (-?\d+(?:\.\d+)?))?$")


_WORKING_FILE = """
    # Biểu 04
    | TT | Tên lớp | Thời gian | Học viên | bieu-04§ |
    {lines}
    # Nguồn số liệu
    | Biểu | Dòng | Mã | Đơn vị | Tệp | Trang | Ô | Nội dung | Thời gian | Học viên | nguon§length§learners§ |
    | Biểu 04 | | | Tỉnh đoàn | a.xlsx | Biểu 04 | A2 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
    | Biểu 04 | | | Tỉnh đoàn | a.xlsx | Biểu 04 | A3 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
    {more}
    # Dấu bản gốc
    | form_set | thai-nguyen-2025 |
    | sheet | Biểu 04 | bieu | typed | results | formulas |
    {record}
    """


_ALLOTTING_FILE = """
    # Lớp mở mới
    | TT | Đơn vị | Tên lớp | Số lớp | Học viên | Thời gian | | Phân bổ chỉ tiêu | | Ghi chú | |
    | | | | | Tổng số | Khai giảng | Bế giảng | Số phân bổ | Chênh lệch | | lop-mo-moi§ |
    {lines}
    # Dấu bản gốc
    | form_set | ke-hoach-2027 |
    | sheet | Lớp mở mới | bieu | typed | results | formulas |
    """


def allotting_file(lines: str) -> str:
    """A working file of ke-hoach-2027 as a table of text, its biểu of new classes with these lines below the
    header (from row 3): TT, unit, class, classes, asked for, opens, closes, allotted, difference, note,
    tag."""
    return _ALLOTTING_FILE.format(lines=lines)


def working_file(lines: str, more: str = "", record: str = "") -> str:
    """A working file as a table of text, its biểu 04 with these lines below the header (from row 2). more:
    rows below the two of its sheet of sources, or a sheet of its own; record: what else it says of itself."""
    return _WORKING_FILE.format(lines=lines, more=more, record=record)


def grids(text: str) -> dict[str, Grid]:
    """The workbooks that an example describes, by file name."""
    files: dict[str, Grid] = {}
    current: Grid | None = None
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("## "):
            current = files[line[3:].strip()] = Grid([])
            continue
        if current is None:
            current = files["vi-du.xlsx"] = Grid([])
        if line.startswith("% "):
            key, value = line[2:].split(":", 1)
            if not current.sheets:
                current.sheets.append(Sheet(COVER_SHEET, [], False, SheetFacts()))
            current.sheets[0].rows.append([COVER_LABELS[key.strip()], value.strip()])
        elif line.startswith("# "):
            current.sheets.append(Sheet(line[2:].strip(), [], False, SheetFacts()))
            current.own_output |= current.sheets[-1].name == RECORD_SHEET  # a working file, read again
        else:
            _add_row(current.sheets[-1], line)
    return files


def _add_row(sheet: Sheet, line: str) -> None:
    row = len(sheet.rows)
    if line.startswith("~"):
        sheet.facts.hidden_rows |= {row}
        line = line[1:].strip()
    sheet.rows.append([])
    for column, cell in enumerate(line.strip("|").split("|")):
        sheet.rows[row].append(_value(cell.strip(), sheet.facts, row, column))


def _value(cell: str, facts: SheetFacts, row: int, column: int) -> object:
    if cell.startswith("="):
        formula, result = _FORMULA.match(cell).groups()
        facts.formulas[row, column] = formula
        return float(result) if result else ""
    if cell.startswith("!"):
        facts.errors[row, column] = cell[1:]
        return ErrorValue(cell[1:])
    if cell.startswith("@"):
        return datetime.fromisoformat(cell[1:])
    if cell.startswith("'"):
        return cell[1:]
    return float(cell) if _NUMBER.match(cell) else cell


def returns(text: str, form_set: FormSet) -> list[Return]:
    """The example's workbooks, read as returns."""
    return [from_grid(Path(name), grid, form_set) for name, grid in grids(text).items()]


def batch(text: str, form_set: FormSet) -> Batch:
    """The example as a batch; several files are one collection."""
    read = returns(text, form_set)
    return Batch(read, form_set, together=len(read) > 1)
