"""Theo dõi: unit by annex, errors, the file that counts; below, the files that do not count."""

from __future__ import annotations

from validators.codes import Severity
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import PaperSheet, write_listed, write_row
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_to_file
from xl_addin.summary.list_head import draw_list_head
from xl_addin.summary.statuses import (
    UnitStatus,
    annexes_of,
    files_of_units,
    other_files,
    severities_of,
    status_of,
)

_STATUS_LOOK = {UnitStatus.NOT_SENT: "warning", UnitStatus.BLANK: "warning", UnitStatus.TO_MEND: "error"}


def draw_tracking(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet: units that owe a return in the order of the form set, then any others."""
    expected, inbox = contents.form_set.expected_units, contents.inbox
    annexes = contents.form_set.annexes.values()
    names = (annex.name for annex in annexes)
    header = ("STT", "Mã", "Đơn vị", "Tình trạng", *names, "Lỗi", "Cần xác minh", "Tệp được tính")
    widths = (5, 13, 30, 11, *(9 for _ in annexes), 5, 9, 34)
    note = "Số trong ô là số dòng đã nhận của biểu."
    row = draw_list_head(sheet, looks, "THEO DÕI ĐƠN VỊ GỬI BIỂU", note, header, widths)
    files = files_of_units(contents)
    last = len(header) - 1
    for place, code in enumerate([*expected, *(code for code in files if code not in expected)], start=1):
        numbers = files.get(code, [])
        found = severities_of(contents, numbers)
        status = status_of(contents, numbers, found)
        names = "; ".join(inbox.name(n) for n in numbers)
        values = [
            place, code, contents.unit_name(code), status.words,
            *(sent if isinstance(sent, int) else sent.words for sent in annexes_of(contents, numbers, code)),
            found.get(Severity.ERROR, 0), found.get(Severity.WARNING, 0), names,
        ]  # fmt: skip
        looked = {2: "cell", 3: _STATUS_LOOK.get(status, "cell_center"), last: "cell"}
        cells = {i: (value, looks[looked.get(i, "cell_center")]) for i, value in enumerate(values)}
        if numbers:
            target = link_to_file(contents.file_links[numbers[0]])
            cells[last] = (link(target, names), looks["grid_link"])
        write_listed(sheet, row, cells, widths)
        row += 1
    _draw_other_files(sheet, looks, contents, row + 1)


def _draw_other_files(sheet: PaperSheet, looks: Looks, contents: Contents, row: int) -> None:
    listed = other_files(contents)
    if not listed:
        return
    write_row(sheet, row, {2: ("Tệp không tính, hoặc gửi kèm", looks["heading"])})
    for name, reason in listed:
        row += 1
        write_row(sheet, row, {2: (name, looks["plain"]), 3: (reason, looks["plain"])})
