"""Run by the Python that LibreOffice comes with: one LibreOffice that opens workbooks as long as it is asked.

Call: libreoffice.py PROFILE, a folder for its settings. Each line read is a request as JSON: {"path": FILE,
"edits": [[name, sheet, ...], ...], "to": [[FILE, filter, options], ...]}: the file is opened, edited as a
person would (rows and columns from 0), calculated where edited, and stored as each of `to`. Each line written
answers one: {} or {"error": text}. It ends when its input does.
"""

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


def answer(desktop, request):
    hidden = (prop("Hidden", True),)
    document = desktop.loadComponentFromURL(Path(request["path"]).as_uri(), "_blank", 0, hidden)
    if document is None:
        raise ValueError("LibreOffice cannot open it")
    try:
        for name, sheet, *where in request["edits"]:
            EDITS[name](document.Sheets.getByName(sheet), *where)
        if request["edits"]:
            document.calculateAll()
        for path, kind, options in request["to"]:
            how = (prop("FilterName", kind), prop("FilterOptions", options), prop("Overwrite", True))
            document.storeToURL(Path(path).as_uri(), how)
    finally:
        document.close(True)


def main():
    profile = Path(sys.argv[1])
    pipe = "bieu" + profile.name.replace("-", "").replace("_", "")
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        for line in sys.stdin:
            try:
                answer(desktop, json.loads(line))
            except Exception as error:
                print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
                if office.poll() is not None:
                    raise SystemExit("LibreOffice has ended") from error
            else:
                print("{}", flush=True)
        with suppress(Exception):  # it closes while it answers
            desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main()
