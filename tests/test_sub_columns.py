"""Columns that a clerk divides (Nam | Nữ | Tổng, quarters, years side by side): understood, or told; never
half of them in silence."""

import pytest

from tests.short_tables import LS, TN, report_of, told
from validators import examples
from workbook_templates.reading.sub_columns import divides

HEAD = "\n# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên | | | | |\n| | | | {} |"
ROWS = "\n| 1 | Bồi dưỡng kiểm tra | 5 ngày | {} |\n| 2 | Bồi dưỡng dân vận | 3 ngày | {} |"
TN_01 = """
# Biểu 01
| NHU CẦU |
| TT | Tên đơn vị | Tập trung | | Không tập trung | |
| | | Tổng số | Nữ | Tổng số | Nữ |
| 1 | Huyện ủy Đại Từ | 3 | 1 | 2 | 1 |"""
LANG_SON = """
# Biểu
| TT | Đơn vị | Nội dung | Số lớp | Học viên | | | | Thời gian | Ghi chú |
| | | | | ĐT | BD | | | | |
| | | | | | Nam | Nữ | Tổng | | |
| 1 | Văn phòng Tỉnh ủy | Bồi dưỡng quản lý | 1 | | 40 | 20 | 60 | 5 ngày | |
| 2 | Ban Tổ chức Tỉnh ủy | Bồi dưỡng kế toán | 1 | | 30 | 15 | {} | 5 ngày | |"""


def of(heads, first, second):
    return HEAD.format(heads) + ROWS.format(first, second)


def figures(text, form_set=TN, name="learners"):
    [source] = examples.returns(text, form_set)
    [table] = source.tables
    return table.values.get(name), table.account


def loud(text, form_set=TN):
    return [line for line in told(report_of(text, form_set)) if "hint" not in line and line[0] != "L"]


@pytest.mark.parametrize(
    "heads, first, second",
    [
        ("Nam | Nữ | Tổng", "40 | 20 | 60", "30 | 15 | 45"),
        ("Tổng số | Nam | Nữ", "60 | 40 | 20", "45 | 30 | 15"),
        ("Tổng số | Trong đó nữ", "60 | 20", "45 | 15"),
        ("Quý I | Quý II | Quý III | Quý IV | Cả năm", "60 | | | | 60", "| 20 | 25 | | 45"),
        ("Quý 1 | Quý 2 | Quý 3 | Quý 4 | Cộng", "60 | | | | 60", "| 20 | 25 | | 45"),
        ("Cấp tỉnh | Cấp huyện | Cấp xã | Tổng cộng", "10 | 20 | 30 | 60", "5 | 15 | 25 | 45"),
    ],
)
def test_the_total_among_them_is_the_figure(heads, first, second):
    text = of(heads, first, second)
    assert figures(text)[0] == [60, 45] and loud(text) == []


def test_two_headers_deep():
    text = """
# Biểu 04
| TT | Tên lớp | Thời gian | Học viên | | |
| | | | Tổng số | Trong đó | |
| | | | | Nam | Nữ |
| 1 | Bồi dưỡng kiểm tra | 5 ngày | 60 | 40 | 20 |"""
    assert figures(text)[0] == [60] and loud(text) == []


def test_other_forms():
    assert figures(TN_01, name="learners_full_time")[0] == [3] and loud(TN_01) == []
    assert figures(LANG_SON.format(45), LS, "learners_refresher")[0] == [60, 45]
    assert loud(LANG_SON.format(45), LS) == []
    assert "D24 error H5" in loud(LANG_SON.format(54), LS)


def test_parts_are_parts_in_the_account():
    _, account = figures(of("Nam | Nữ | Tổng", "40 | 20 | 60", "30 | 15 | 45"))
    assert account == {"counted": 2, "part": 4, "other": 2}


@pytest.mark.parametrize(
    "heads, first, told_at",
    [
        ("Nam | Nữ | Tổng", "40 | 15 | 60", ["D24 error F3"]),
        ("Quý I | Quý II | Quý III | Quý IV | Cả năm", "60 | 5 | | | 60", ["D24 error H3"]),
        ("Tổng số | Trong đó nữ", "60 | 61", ["D24 error D3"]),
        ("Cấp xã | Tổng số", "30 | 60", []),  # not all of them, for all that is known
        ("Nam | Nữ | Tổng", "| | 60", []),
        ("Nam | Nữ | Tổng", "40 | ? | 60", []),
    ],
)
def test_parts_that_do_not_fit_their_total(heads, first, told_at):
    text = of(heads, first, "").rpartition("\n")[0]
    assert [line for line in loud(text) if line[0] != "O"] == told_at


@pytest.mark.parametrize(
    "heads",
    [
        "Nam | Nữ", "Quý I | Quý II | Quý III | Quý IV", "Đăng ký | Dự kiến", "Năm 2023 | Năm 2024",
        "Đợt 1 | Đợt 2", "Tổng số | Nam | Tổng cộng",
    ],
)  # fmt: skip
def test_without_a_total_nothing_is_guessed(heads):
    text = of(heads, "40 | 20", "30 | 15")
    values, account = figures(text)
    assert not values and not account["counted"] and account["reported"] == 4
    assert loud(text) == ["T05 error D1"]


@pytest.mark.parametrize("years", ["2024 | 2025", "Năm 2024 | Năm 2025", "Thực hiện 2024 | KH năm 2025"])
def test_the_year_of_the_plan_is_taken_and_that_is_told(years):
    text = of(years, "50 | 60", "40 | 45")
    assert figures(text)[0] == [60, 45] and loud(text) == ["T07 warning D1"]


def test_a_column_of_another_year_alone():
    text = "\n# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên năm {} |\n| 1 | Bồi dưỡng a | 5 ngày | 60 |"
    assert loud(text.format(2024)) == ["T13 warning D1"] and loud(text.format(2025)) == []


@pytest.mark.parametrize(
    "row, is_one",
    [
        (["", "", "", "Nam", "Nữ"], True),
        (["", "", "(1)", "Nam", "Nữ"], False),  # an index row
        (["", "", "", "60", "45"], False),
        (["", "", "", 60.0, "45"], False),
        (["1", "", "", "Nam", "Nữ"], False),
        (["", "", "(ngày)", "(người)", ""], False),  # each below its own header
        (["", "", "", "2024", "2025"], True),
    ],
)
def test_a_row_that_divides(row, is_one):
    assert divides(row, [["TT", "Tên lớp", "Thời gian", "Học viên", ""]]) is is_one
