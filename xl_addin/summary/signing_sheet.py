"""Trình ký: number, date and signer, typed once for all biểu; what the clerk has typed stays."""

from __future__ import annotations

from workbook_templates.paper.formats import Looks
from workbook_templates.paper.page import set_widths
from workbook_templates.paper.printed_table import Cell, PaperSheet, spread, write_listed, write_row
from xl_addin.signing.title_facts import ITEMS, KEY_HEAD
from xl_addin.summary.contents import Contents

_WIDTHS = (26, 60, 62, 4)
_NOTE = (
    "Ghi một lần ở cột giữa; nút Xuất biểu trình ký (lệnh bieu trinh-ky) đưa vào mọi biểu. Dòng nào đã sửa "
    "ngay trên biểu thì giữ như đã sửa. Nội dung ghi ở đây được giữ qua các lần tổng hợp."
)


def draw_signing(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet: an item a row, with a hidden key behind it."""
    typed, settings = contents.carried.signing, contents.form_set.settings
    set_widths(sheet, _WIDTHS)
    sheet.set_column(3, 3, 4, None, {"hidden": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    write_row(sheet, 0, {0: ("TRÌNH KÝ", looks["heading"])})
    spread(sheet, 1, 0, 2, _NOTE, looks["wrapped"], 2)
    header = ("Mục", "Nội dung", "Giải thích")
    write_listed(sheet, 3, {n: (text, looks["list_header"]) for n, text in enumerate(header)}, _WIDTHS)
    for row, item in enumerate(ITEMS, start=4):
        value = typed.get(item.name, settings.get(item.setting, ""))
        cells: dict[int, Cell] = {
            0: (item.label, looks["label"]),
            1: (value or None, looks["entry_line"]),
            2: (item.told, looks["cell"]),
            3: (KEY_HEAD + item.name, looks["plain"]),
        }
        write_listed(sheet, row, cells, _WIDTHS)
