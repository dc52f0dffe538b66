"""Tables typed in many ways, with slips: judged in the open workbook as in the file, and each suggested
correction mends what it is for."""

import random
from datetime import datetime

import openpyxl
import pytest
import xlwings as xw

from tests.layouts import LAYOUTS, type_page
from tests.pages import SETS, corrected, with_totals
from tests.slips import SLIPS
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.grid import ErrorValue
from xl_addin.check import check_files
from xl_addin.excel.corrections import apply_correction, correction_at
from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_check import judge_book
from xl_addin.settings.loading import Settings

SERIOUS = ("error", "warning")


def write(typed, path):
    """A typed page as a workbook, its formulas by their results."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = typed.name
    for row, boxes in enumerate(typed.rows, start=1):
        for column, box in enumerate(boxes, start=1):
            if box.value in ("", None):
                continue
            cell = page.cell(row, column)
            cell.value = str(box.value) if isinstance(box.value, ErrorValue) else box.value
            if isinstance(box.value, str):
                cell.data_type = "e" if isinstance(box.value, ErrorValue) else "s"
            if isinstance(box.value, datetime):
                cell.number_format = "dd/mm/yyyy"
    for row in typed.hidden:
        page.row_dimensions[row + 1].hidden = True
    book.save(path)


def cases():
    """Every slip once, on a form and in a layout drawn by lot, the same at each run."""
    lot = random.Random(2025)
    for name, slip in SLIPS.items():
        for _ in range(20):  # not every slip goes with every form
            form, layout = lot.choice(list(SETS)), lot.choice([one for one in LAYOUTS if not one.date1904])
            page = corrected(form)
            page = page if page.total else with_totals(page)
            if slip(page):
                yield pytest.param(form, layout, page, id=f"{name}-{form}-{layout.name}")
                break


def places(findings):
    return sorted((f.rule, f.sheet, f.cell) for f in findings)


@pytest.mark.parametrize(("form", "layout", "page"), list(cases()))
def test_live_like_file_and_corrections_right(excel, tmp_path, form, layout, page):
    path, settings = tmp_path / "biểu.xlsx", Settings(form_set=SETS[form])
    write(type_page(page, layout), path)
    _, report = check_files([path], load_form_set(SETS[form]))
    opened = excel.workbooks.by_hand(str(path))
    [book] = xw.apps.active.books
    live = judge_book(book, settings)
    assert places(live.findings) == places(report.findings)
    finding = next((f for f in live.findings if f.changes), None)
    if finding is None:
        return
    opened.content[finding.sheet].sheet_view.selection[0].sqref = finding.cell
    try:
        apply_correction(live, correction_at(live))
    except Refused:  # a formula, a covered cell: for people
        return
    after = judge_book(book, settings)
    assert (finding.rule, finding.sheet, finding.cell) not in places(after.findings)
    known = {(f.rule, f.cell) for f in live.findings}
    new = [f for f in after.findings if f.severity == "error" and (f.rule, f.cell) not in known]
    assert not new, [(f.rule, f.cell, f.message) for f in new]
