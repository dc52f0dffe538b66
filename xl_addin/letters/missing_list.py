"""Who has sent nothing yet, as a list to be printed and attached to an official letter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.formats import Looks, new_workbook
from workbook_templates.paper.printed_table import PaperSheet, write_listed
from workbook_templates.reading.package import OUTPUT_MARK
from xl_addin.files.whole_files import whole_file
from xl_addin.register.planning import Plan
from xl_addin.summary.list_head import draw_list_head

_HEADER = ("STT", "Đơn vị", "Biểu phải gửi", "Hạn gửi", "Tình trạng", "Ghi chú")
_WIDTHS = (5, 34, 46, 12, 22, 16)
_LOOKS = {0: "cell_center", 3: "cell_center"}


def write_missing(path: Path, plan: Plan, form_set: FormSet, limits: Mapping[str, str]) -> None:
    """Write the list, in the order of the form set. limits: the day until which each has time.
    Raises CannotWrite."""
    due = [code for code in form_set.expected_units
           if code in plan.standings and plan.standings[code].state.waited_for]  # fmt: skip
    title = f"DANH SÁCH ĐƠN VỊ CHƯA GỬI BIỂU NĂM {form_set.year}"
    note = f"{len(due)}/{len(form_set.expected_units)} đơn vị."
    with whole_file(path) as target, new_workbook(target) as book:
        book.set_properties({"title": title, "category": OUTPUT_MARK})
        looks = Looks(book)
        sheet = book.add_worksheet("Chưa gửi", PaperSheet)
        row = draw_list_head(sheet, looks, title, note, _HEADER, _WIDTHS)
        for place, code in enumerate(due, start=1):
            annexes = ", ".join(form_set.annexes[annex].name for annex in form_set.expected_units[code])
            name = form_set.catalogue.units[code].name
            values = (place, name, annexes, limits[code], plan.standings[code].words, "")
            cells = {i: (value, looks[_LOOKS.get(i, "cell")]) for i, value in enumerate(values)}
            write_listed(sheet, row, cells, _WIDTHS)
            row += 1
