"""One cause, one finding: each table is told by the finding that names its cause, and by no other."""

import pytest

from tests.short_tables import BIEU_02, BIEU_03, BIEU_04, LANG_SON, LS, TN, of_units, report_of, told

TWICE_13 = """
    | 1 | Bồi dưỡng cấp phòng khóa 13 tại huyện Đại Từ | 12 ngày | 90 |"""

GIVES_WAY = {
    "an error in every cell of a column, total too": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | !#REF! |
    | 2 | Bồi dưỡng CVC | 12 ngày | !#REF! |
    | | Tổng cộng | | !#REF! |""",
        BIEU_04,
        "O01 error D2",
    ),
    "two cells swapped, unreadable where they stand, and their total": (
        """
    | 1 | Bồi dưỡng cấp phòng | 90 | Quý II/2025 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 150 |""",
        BIEU_04,
        "D01 error D2",
    ),
    "a month and a figure swapped": (
        """
    | 1 | Lớp Trung cấp LLCT | 4/2025 | 3/2024 | 70 |""",
        BIEU_02,
        "D01 error C3",
    ),
    "months and a figure swapped, which is more months than can be": (
        """
    | 1 | Lớp Trung cấp LLCT | 04 tháng | 3/2025 | | 70 |""",
        BIEU_03,
        "D01 error C3",
    ),
    "months one column to the right, so that no end stands where one is due": (
        """
    | 1 | Lớp Trung cấp LLCT | 3/2025 | 10/2025 | | |""",
        BIEU_03,
        "D02 error C3",
    ),
    "a fraction below zero": (
        """
    | 1 | Bồi dưỡng CVC | 12 ngày | -1.5 |""",
        BIEU_04,
        "O03 error D2",
    ),
    "no swap where the figure is more than a class can have": (
        """
    | 1 | Bồi dưỡng CVC | 60000 | Quý II/2025 |""",
        BIEU_04,
        "O02 error D2",
        "O09 warning C2",
    ),
    "figures typed as text that do not make the formula's total right": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | '100 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | =SUM(D2:D3) 50 |""",
        BIEU_04,
        "B04 error D4",
    ),
    "no shift that leaves learners of the wrong kind": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 | | | 3 ngày |""",
        LANG_SON,
        "D03 warning E2",
    ),
    "cells one column off, and their total": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | | 60 | 3 ngày |
    | TỔNG CỘNG | | | 1 | | 60 | | |""",
        LANG_SON,
        "D02 error G2",
    ),
    "cells one column too far to the left": (
        """
    | 1 | Lớp Trung cấp LLCT | 3/2025 | Quý IV/2025 | | |""",
        BIEU_03,
        "D02 error C3",
    ),
    "cells one column too far to the right": (
        """
    | 1 | Lớp Trung cấp LLCT | 70 | | 3/2025 | 10/2025 |""",
        BIEU_03,
        "D02 error E3",
    ),
    "closed before it opened: neither its length nor its year are told": (
        """
    | 1 | Lớp Trung cấp LLCT hệ tập trung | 70 | 5/2024 | 4/2024 |""",
        BIEU_02,
        "D06 error E3",
    ),
    "months carried that make the class too long": (
        """
    | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 58 | 50 | 8/2025 | | 15 |""",
        BIEU_03,
        "D09 warning F3",
    ),
    "a class of last year in the table of new ones": (
        """
    | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 58 | 50 | 10/2024 | 4/2027 | |""",
        BIEU_03,
        "D11 error D3",
    ),
    "learners of both kinds, in the wrong column too, and their total": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 | 60 | 3 ngày | |
    | TỔNG CỘNG | | | 1 | 0 | 60 | | |""",
        LANG_SON,
        "D04 error E2",
    ),
    "a lost thousands dot, and the total": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 1.36 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 1420 |""",
        BIEU_04,
        "O03 error D2",
    ),
    "1 for 1.000, and the total": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | | 1 | 3 ngày | |
    | TỔNG CỘNG | | | 30 | | 1000 | | |""",
        LANG_SON,
        "D15 error F2",
    ),
    "an unread figure, and a total that may be right": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | khoảng 80 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 220 |""",
        BIEU_04,
        "O02 error D2",
    ),
    "but not a total that it cannot explain": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | khoảng 80 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 221 |""",
        BIEU_04,
        "B04 error D4",
        "O02 error D2",
    ),
    "classes without learners, and the total": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 | | | 3 ngày | |
    | 2 | Ban Tổ chức Tỉnh ủy | Bồi dưỡng văn thư | 1 | | 40 | 3 ngày | |
    | TỔNG CỘNG | | | 3 | | 100 | | |""",
        LANG_SON,
        "D05 error F2",
    ),
    "a section's sum and the total off by as much": (
        """
    | I | LỚP MỞ TẠI TRƯỜNG | | 135 |
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 135 |""",
        BIEU_04,
        "B05 error D2",
    ),
    "a total with a row that is gone, and the number that is gone with it": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | 4 | Bồi dưỡng chuyên viên | 12 ngày | 50 |
    | | Tổng cộng | | 200 |""",
        BIEU_04,
        "B04 error D5",
    ),
    "a formula that leaves a row out": (
        """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | =SUM(D2:D2) 70 |""",
        BIEU_04,
        "B04 error D4",
    ),
    "a figure in the wrong column, and both totals": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 50 | | 3 ngày | |
    | TỔNG CỘNG | | | 1 | 0 | 50 | | |""",
        LANG_SON,
        "B07 error E2",
    ),
    "one class of two units, twice": (
        of_units(BIEU_04 + TWICE_13, BIEU_04 + TWICE_13 + TWICE_13.replace("| 1 |", "| 2 |")),
        "",
        "L04 warning B2",
        "L04 warning B3",
    ),
    "an empty row, with an error in it": (
        """
    | 1 | Bồi dưỡng cấp phòng | | !#REF! |""",
        BIEU_04,
        "O01 error D2",
    ),
    "a lacking column, not the cells that are not there": (
        """
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 | | 3 ngày | |""",
        LANG_SON.replace("| BD |", "|"),
        "T05 error A1",
    ),
    "a lacking end, not every class without one": (
        """
    | 1 | Lớp Trung cấp LLCT | 70 | 9/2025 | |""",
        BIEU_03.replace(" Chuyển sang 2026 |", ""),
        "T05 error A2",
    ),
}


@pytest.mark.parametrize("case", GIVES_WAY.values(), ids=GIVES_WAY)
def test_one_cause_is_one_finding(case):
    rows, header, *wanted = case
    assert told(report_of(header + rows, LS if "Đơn vị" in header else TN)) == wanted
