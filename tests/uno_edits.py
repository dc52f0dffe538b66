"""Run by the Python that LibreOffice comes with: opens a workbook in LibreOffice, edits it as a person would,
and saves it in place. Call: uno_edits.py FILE PROFILE EDITS (as JSON: a list of [name, sheet, ...], rows and
columns from 0)."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def area(sheet, first, left, last, right):
    made = CellRangeAddress()
    made.Sheet = sheet.RangeAddress.Sheet
    made.StartRow, made.StartColumn, made.EndRow, made.EndColumn = first, left, last, right
    return made


def put(sheet, row, column, value):
    cell = sheet.getCellByPosition(column, row)
    if isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def sort(sheet, first, left, last, right, by):
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = by - left, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    cells = sheet.getCellRangeByPosition(left, first, right, last)
    uno.invoke(cells, "sort", ((prop("SortFields", fields), prop("ContainsHeader", False)),))


EDITS = {
    "put": put,
    "insert_row": lambda sheet, row: sheet.Rows.insertByIndex(row, 1),
    "delete_row": lambda sheet, row: sheet.Rows.removeByIndex(row, 1),
    "insert_column": lambda sheet, column: sheet.Columns.insertByIndex(column, 1),
    "delete_column": lambda sheet, column: sheet.Columns.removeByIndex(column, 1),
    "copy_row": lambda sheet, row, to: sheet.copyRange(
        sheet.getCellByPosition(0, to).CellAddress, area(sheet, row, 0, row, 40)
    ),
    "sort": sort,
}


def main():
    path, profile, edits = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    pipe = "bieu" + profile.name.replace("-", "").replace("_", "")
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (prop("Hidden", True),))
        for name, sheet, *where in edits:
            EDITS[name](document.Sheets.getByName(sheet), *where)
        document.calculateAll()
        document.storeToURL(path.as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
        with suppress(Exception):  # it closes while it answers
            desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main()
