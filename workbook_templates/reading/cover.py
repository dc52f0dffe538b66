"""What a return holds beside its annexes: the cover with its labelled values, and a sheet of help."""

from __future__ import annotations

from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import quote, words

COVER_SHEET, HELP_SHEET = "Thông tin", "Cách điền"

# Labels of the cover sheet, in the order the blank shows them, with the key each one fills.
COVER_LABELS = {
    "unit_name": "Tên đơn vị",
    "unit_code": "Mã đơn vị",
    "year": "Năm kế hoạch",
    "form_set": "Bộ biểu mẫu",
    "edition": "Phiên bản biểu mẫu",
    "document": "Số công văn",
    "author": "Người lập",
    "phone": "Điện thoại",
    "deadline": "Hạn gửi",
    "attempt": "Lần gửi",
    "mode": "Loại",
}
MODES = ("lần đầu", "thay thế toàn bộ", "bổ sung thêm")
_KEYS = {words(label): key for key, label in COVER_LABELS.items()}
_ROWS = 60  # of a sheet that are looked at


def read_cover(sheet: Sheet) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The cover's labelled values, wherever they stand (each is right of its label), and the sheet and cell
    of each, by the keys of COVER_LABELS; none of both where the sheet is no cover."""
    found: dict[str, str] = {}
    cells: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(sheet.rows[:_ROWS], start=1):
        for column, cell in enumerate(row):
            key = _KEYS.get(words(cell)) if isinstance(cell, str) and cell else None
            if key is None or key in found:
                continue
            beside = column + 1
            while beside < len(row) and row[beside] == "":
                beside += 1
            value = row[beside] if beside < len(row) else ""
            found[key] = quote(value, 1000)  # a date as the page shows it, 2 for 2.0
            at = column + 1 if value == "" else beside  # where it should stand, where nothing does
            cells[key] = (sheet.name, f"{letters(at)}{number}")
    return (found, cells) if "unit_code" in found and "form_set" in found else ({}, {})
