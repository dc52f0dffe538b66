"""The hidden sheet by which a working file is known again: its form set, and each sheet's fingerprint and
seal."""

from __future__ import annotations

from collections.abc import Container

from xlsxwriter import Workbook

from workbook_templates.declared.record import BIEU, OTHER, RECORD_SHEET, VERSION


def write_record(workbook: Workbook, form_set: str, *, sheets_of_bieu: Container[str]) -> None:
    """Write it, once all other sheets are written. sheets_of_bieu: the names of those with the biểu."""
    drawn = [sheet for sheet in workbook.worksheets() if sheet.get_name() != RECORD_SHEET]
    record = workbook.add_worksheet(RECORD_SHEET)
    record.very_hidden()
    lines = [("version", VERSION), ("form_set", form_set)]
    for sheet in drawn:
        name = sheet.get_name()
        kind = BIEU if name in sheets_of_bieu else OTHER
        lines.append(("sheet", name, kind, *sheet.fingerprint(), sheet.seal()))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            record.write_string(row, column, text)
