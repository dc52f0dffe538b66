"""What a workbook of the test engine shows: marks, the list, everything the unit's own cells hold."""

import openpyxl

from tests.swapped import SWAPPED, UNITS
from workbook_templates.reading.replies import WORK_SHEET
from xl_addin.copies.listing import SIGNATURE
from xl_addin.settings.loading import ADDRESS_SHEET, SHEET
from xl_addin.settings.workbook import prepare_settings

__all__ = ["SWAPPED", "UNITS"]


def marked(book):
    """Sheet and cells that carry our mark."""
    return sorted(
        (page.title, str(area.sqref))
        for page in book.pages()
        for area in page.conditional_formatting
        for rule in area.rules
        if rule.type == "expression" and SIGNATURE in rule.formula[0]
    )


def listed(book, header):
    page = next(page for page in reversed(book.pages()) if page["A1"].value == WORK_SHEET.upper())
    rows = list(page.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "STT" in row)
    return [row[rows[head].index(header)] for row in rows[head + 1 :]]


def contents(book):
    """Everything a cell of the unit's own sheets holds: value, format, fill, border, note."""
    return {
        (page.title, cell.coordinate): (cell.value, cell.number_format, cell._style, cell.comment)
        for page in book.pages()
        if not page.title.startswith(WORK_SHEET)
        for row in page.iter_rows()
        for cell in row
    }


def mend(book):
    """Exchange the two swapped cells as the clerk would; Excel calculates the total anew."""
    page = book.content["Biểu 04"]
    page["C9"], page["D9"] = page["D9"].value, page["C9"].value
    total = next(cell for row in page.iter_rows() for cell in row if "SUM(" in str(cell.value))
    book.results[page][total.coordinate] = page["D9"].value


def write_reason(book, text):
    page = next(page for page in reversed(book.pages()) if page["A1"].value == WORK_SHEET.upper())
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    column = next(cell.column for cell in head if cell.value == "Ý kiến của đơn vị")
    page.cell(head[0].row + 1, column).value = text


def link(value):
    """Target and shown text of a HYPERLINK formula; no target for any other value."""
    if not str(value).startswith("=HYPERLINK("):
        return "", value
    target, _, text = (
        value.replace('"&"', "").removeprefix('=HYPERLINK("').removesuffix('")').rpartition('","')
    )
    return target, text


def fill(**said):
    """Fill in the settings' workbook as the clerk would: values by label, addresses by unit code."""
    path = prepare_settings()
    book = openpyxl.load_workbook(path)
    for row in book[SHEET].iter_rows(min_row=5):
        if row[0].value in said:
            row[1].value = str(said[row[0].value])
    for row in book[ADDRESS_SHEET].iter_rows(min_row=2):
        if row[0].value in said:
            row[2].value = said[row[0].value]
    book.save(path)
    return path
