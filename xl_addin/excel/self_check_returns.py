"""The returns that the self-check works on: written by the tool itself, true but for one mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.form_sets import load_form_set
from xl_addin.make_blanks import blank_name

FORM_SET = "thai-nguyen-2025"
# Where the mistake is: a class whose length and learners are exchanged (D01), and what belongs there.
WRONG_UNIT, WRONG_SHEET, WRONG_CELL, RIGHT_VALUE = "TN-HU-DT", "Biểu 04", "D9", 90.0

# Rows by unit and annex, in the order of the annex's columns.
_ROWS: Mapping[str, Mapping[str, Sequence[Sequence[object]]]] = {
    WRONG_UNIT: {
        "bieu-01-i": [[1, "Huyện ủy Đại Từ", 5, 3]],
        "bieu-02": [
            [1, "Lớp Trung cấp lý luận chính trị hệ không tập trung khóa 16 tại Đảng bộ huyện Đại Từ "
             "(học Thứ 7, CN)", 80, "12/2023", "3/2025"],
        ],
        "bieu-03": [
            [1, "Lớp Trung cấp lý luận chính trị hệ không tập trung khóa 17 tại Đảng bộ huyện Đại Từ "
             "(học Thứ 7, CN)", 80, "Quý III/2025", None, None],
        ],
        "bieu-04": [
            [1, "Lớp Bồi dưỡng ngạch chuyên viên và tương đương khóa 13 tại Đảng bộ huyện Đại Từ "
             "(học Thứ 7 và CN)", 90, "Quý II/2025"],
        ],
    },
    "TN-TU-SC": {
        "bieu-01-i": [[1, "Thành ủy Sông Công", 4, 3]],
        "bieu-02": [
            [1, "Lớp Trung cấp lý luận chính trị hệ không tập trung khóa 18 tại Đảng bộ thành phố Sông Công "
             "(học Thứ 7, CN)", 75, "10/2024", "12/2025"],
        ],
    },
    "TN-BHXH": {"bieu-01-i": [[1, "Bảo hiểm xã hội tỉnh", 1, 1360]]},
}  # fmt: skip


def write_returns(folder: Path) -> Path:
    """Write the returns into a new folder; gives back the one with the mistake."""
    form_set = load_form_set(FORM_SET)
    folder.mkdir()
    for code, rows in _ROWS.items():
        write_blank(folder / blank_name(form_set, code), form_set, code, Filled(rows))
    return folder / blank_name(form_set, WRONG_UNIT)
