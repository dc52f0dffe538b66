"""The lists of the register as sheets of its workbook: made where missing, else changed cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, count
from xml.sax.saxutils import escape, quoteattr

from workbook_templates.reading.table import letters
from xl_addin.copies.marked_copy import add_sheet, workbook_part
from xl_addin.copies.package_patch import MAIN, Package
from xl_addin.register.cells import SheetCells
from xl_addin.register.columns import COLUMNS, HIDDEN, PAGES, Page
from xl_addin.register.layout import FIRST_ROW, HEAD_ROW, height_of
from xl_addin.register.lines import Changes
from xl_addin.register.planning import Plan
from xl_addin.register.reading import SHEET, Register

_HEAD = 2  # the row of the header, as Excel counts
_LAST = 20_000  # the row down to which one chooses from a list
_FILTER = re.compile(rb'(<autoFilter ref="[A-Z]+\d+:[A-Z]+)\d+"')
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<dimension ref="A1:{end}2"/><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A3" sqref="A3"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    '<row r="1" ht="30" customHeight="1"/><row r="2" ht="30" customHeight="1"/></sheetData>'
    '<autoFilter ref="A2:{last}2"/><mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>'
    '<dataValidations count="{count}">{offered}</dataValidations>'
    '<pageMargins left="0.3" right="0.3" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
)


def write_pages(package: Package, parts: Mapping[str, str], register: Register | None, made: Plan) -> None:
    """Write what was planned for the lists. parts: of the sheets that are there, by name; a list that is not
    there, or no longer bears its mark, is added as a new sheet."""
    looks = _Looks(SheetCells(package.read(parts[SHEET])), register)
    for page in PAGES:
        changes = made.pages.get(page.mark)
        known = register.pages.get(page.mark) if register else None
        if changes is None:
            continue
        if known:
            cells, columns = SheetCells(package.read(parts[known.sheet])), known.columns
        else:
            cells, columns = _new(page, looks), {c.name: n for n, c in enumerate(page.columns)}
        shown = {line.row: line.cells for line in known.lines.values()} if known else {}
        _change(cells, columns, page, changes, shown, looks)
        content = _FILTER.sub(rb'\g<1>%d"' % max(cells.last, _HEAD), cells.result())
        if known:
            package.put(parts[known.sheet], content)
        else:
            add_sheet(package, workbook_part(package), content, _free(page.name, parts))
            package.settle()


def _free(name: str, taken: Mapping[str, str]) -> str:
    """The name of a list; another where a sheet that is no list of ours has it."""
    known = {one.casefold() for one in taken}
    names = chain([name], (f"{name} ({number})" for number in count(2)))
    return next(one for one in names if one.casefold() not in known)


class _Looks:
    """The formats that the sheet of the units has, for the same kinds of cells."""

    def __init__(self, cells: SheetCells, register: Register | None) -> None:
        place = register.columns if register else {c.name: n for n, c in enumerate(COLUMNS)}
        head = register.head if register else HEAD_ROW + 1
        rows = [line.row for line in register.lines.values()] if register else [FIRST_ROW + 1]
        row = min(rows, default=head)
        self.head = cells.style(head, place.get("unit", 0))
        self.kinds = {
            kind: cells.style(row, place[name])
            for kind, name in (("text", "note"), ("date", "received"), ("count", "errors"))
            if name in place
        }


def _new(page: Page, looks: _Looks) -> SheetCells:
    """A list with nothing but its header."""
    shown = [n for n, c in enumerate(page.columns) if c.name not in HIDDEN]
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{c.width + 0.83:g}" customWidth="1"'
        + (' hidden="1"/>' if c.name in HIDDEN else "/>")
        for n, c in enumerate(page.columns, start=1)
    )
    offered = "".join(_offered(page, name) for name in page.offered)
    content = _SHEET.format(
        end=letters(len(page.columns) - 1), last=letters(shown[-1]), columns=columns,
        count=len(page.offered), offered=offered,
    )  # fmt: skip
    cells = SheetCells(content.encode())
    cells.set(1, 0, page.how, looks.kinds.get("text"))
    for place, column in enumerate(page.columns):
        cells.set(_HEAD, place, page.mark if column.name == "key" else column.header, looks.head)
    return cells


def _offered(page: Page, name: str) -> str:
    """What is to be chosen in a column. In a list of words a comma parts them."""
    place = letters([c.name for c in page.columns].index(name))
    column = next(c for c in page.columns if c.name == name)
    words = ",".join(one.words for one in page.offered[name])
    error = "Đề nghị chọn trong danh sách. Nội dung khác thì ghi ở cột “Ghi chú”."
    return (
        '<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        f'errorTitle={quoteattr(column.header)} error={quoteattr(error)} sqref="{place}3:{place}{_LAST}">'
        f'<formula1>"{escape(words)}"</formula1></dataValidation>'
    )


def _change(cells: SheetCells, columns, page: Page, changes: Changes, shown, looks: _Looks) -> None:
    rows: dict[int, dict[str, object]] = {}
    for (row, name), value in changes.cells.items():
        if name in columns:
            cells.set(row, columns[name], value)
            rows.setdefault(row, dict(shown[row]))[name] = value
    for row, values in rows.items():
        cells.heighten(row, height_of(page.columns, values))
    styles = {columns[c.name]: looks.kinds.get(c.kind) for c in page.columns if c.name in columns}
    for values in changes.added.values():
        placed = {columns[name]: value for name, value in values.items() if name in columns}
        row = cells.append(placed, 0, max(columns.values()) + 1, styles)
        cells.heighten(row, height_of(page.columns, values))
