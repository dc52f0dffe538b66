"""The child process that reads one risky file: an .xls, or a workbook with far-flung cells.

    python -m workbook_templates.child FILE MEMORY

Prints a pickle: ('grid', Grid) or ('unreadable', code). Memory is limited where the system can.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from pathlib import Path

from workbook_templates.grid import ErrorValue, Grid, Sheet, put
from workbook_templates.package import (
    MAX_COLUMNS,
    MAX_ROWS,
    PackageFacts,
    SheetFacts,
    Unreadable,
    examine,
)


def read_xls(path: Path) -> Grid:
    """An .xls through python-calamine: values and merges; hidden rows, fonts and errors are not
    shown by this format's reader."""
    import python_calamine

    try:
        with open(path, "rb") as file:
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
        sheets = []
        for meta in workbook.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            facts = SheetFacts(merges=[(*a, *b) for a, b in sheet.merged_cell_ranges or ()])
            rows = [row[:MAX_COLUMNS] for row in sheet.to_python(skip_empty_area=False)[:MAX_ROWS]]
            hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
            sheets.append(Sheet(meta.name, rows, hidden, facts))
    except python_calamine.PasswordError:
        raise Unreadable("encrypted") from None
    except (python_calamine.CalamineError, OSError, ValueError, UnicodeError):
        raise Unreadable("damaged") from None
    return Grid(sheets, format="xls")


def read_sparse(path: Path, facts: PackageFacts) -> Grid:
    """A workbook with far-flung cells through openpyxl, which holds only the cells that exist."""
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(path, data_only=True)
    except Exception:  # openpyxl raises anything on what it does not expect
        raise Unreadable("too_large") from None
    sheets = []
    for source in workbook.worksheets:
        rows: list[list[object]] = []
        strays = []
        for (row, column), cell in source._cells.items():
            if cell.value is None:
                continue
            value = ErrorValue(cell.value) if cell.data_type == "e" else cell.value
            if isinstance(value, int) and not isinstance(value, bool):
                value = float(value)
            if row > MAX_ROWS or column > MAX_COLUMNS:
                strays.append((row - 1, column - 1, value))
            else:
                put(rows, row - 1, column - 1, value)
        known = facts.sheets.get(source.title, SheetFacts())
        sheets.append(Sheet(source.title, rows, source.sheet_state != "visible", known, strays[:50]))
    return Grid(sheets, facts.date1904, facts.modified, facts.own_output)


def _limit_memory(size: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> None:
    path = Path(sys.argv[1])
    _limit_memory(int(sys.argv[2]))
    try:
        try:
            facts = examine(path)
        except Unreadable as error:
            if error.code != "xls":
                raise
            result = ("grid", read_xls(path))
        else:
            result = ("grid", read_sparse(path, facts))
    except Unreadable as error:
        result = ("unreadable", error.code)
    except MemoryError:
        result = ("unreadable", "too_large")
    sys.stdout.buffer.write(pickle.dumps(result))


if __name__ == "__main__":
    main()
