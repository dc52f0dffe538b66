"""The hidden sheet by which a working file is known again: its form set, and each sheet's fingerprint and
seal."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from xlsxwriter import Workbook

from workbook_templates.declared.record import AUTOMATIC_SHEET, BIEU, OTHER, RECORD_SHEET, VERSION
from xl_addin.merge.memory import rows_of
from xl_addin.merge.sides import Memory
from xl_addin.summary.fast_sheet import FastSheet

_MOST_ROWS = 15_000  # of one sheet: longer ones are not read whole


def write_memory(workbook: Workbook, memory: Memory) -> None:
    """Write what the next run must know of this one, on as many hidden sheets as it takes."""
    for sheet in write_rows(workbook, rows_of(memory), AUTOMATIC_SHEET):
        sheet.very_hidden()


def write_rows(workbook: Workbook, rows: Iterable[Sequence[object]], name: str) -> list[FastSheet]:
    """Write plain rows on as many sheets as it takes; name: of the first, the others have a number behind."""
    sheets: list[FastSheet] = []
    row = _MOST_ROWS
    for values in rows:
        if row == _MOST_ROWS:
            own = f"{name} {len(sheets) + 1}" if sheets else name
            sheets.append(workbook.add_worksheet(own, FastSheet))
            row = 0
        cells = {at: (value, None) for at, value in enumerate(values) if value is not None and value != ""}
        sheets[-1].write_line(row, cells)
        row += 1
    return sheets


def write_record(
    workbook: Workbook, form_set: str, *, sheets_of_bieu: Container[str], errors: int = 0
) -> None:
    """Write it, once all other sheets are written. sheets_of_bieu: the names of those with the biểu; errors:
    how many there were in the returns."""
    drawn = [sheet for sheet in workbook.worksheets() if sheet.get_name() != RECORD_SHEET]
    record = workbook.add_worksheet(RECORD_SHEET)
    record.very_hidden()
    lines = [("version", VERSION), ("form_set", form_set), ("errors", str(errors))]
    for sheet in drawn:
        name = sheet.get_name()
        kind = BIEU if name in sheets_of_bieu else OTHER
        lines.append(("sheet", name, kind, *sheet.fingerprint(), sheet.seal()))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            record.write_string(row, column, text)
