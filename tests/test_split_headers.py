"""Header words that go on in the row below are read; what only looks like it is not."""

import pytest

from tests.short_tables import LS, TN, report_of
from validators import examples
from workbook_templates.reading.split_headers import joined

TN_ROWS = """
| 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
| 2 | Lớp Trung cấp hành chính | 60 | 4/2024 | 5/2025 |"""
LS_ROWS = """
| 1 | Sở Y tế | Bồi dưỡng quản lý | 1 | | 60 | 5 ngày | |
| 2 | Sở Nội vụ | Bồi dưỡng kế toán | 1 | | 45 | 5 ngày | |"""
OF_TN = [
    "| TT | Tên lớp | Số học | Khai | Bế |\n| | | viên | giảng | giảng |",
    "| Số | Tên lớp | Số học | Thời gian | |\n| TT | | viên | Khai | Bế |\n| | | | giảng | giảng |",
    "| Số | Tên lớp | Số | Tháng | Tháng |\n| thứ | | học | khai | bế |\n| tự | | viên | giảng | giảng |",
    "| TT | Tên lớp | Số lượng học | Thời gian khai | Thời gian bế |\n| | | viên | giảng | giảng |",
    "| Thứ | Tên | Tổng số | Khai giảng | Bế |\n| tự | lớp | học viên | | giảng |",
]
OF_LS = [
    "| TT | Đơn | Nội | Số | ĐT | BD | Thời | Ghi |\n| | vị | dung | lớp | | | gian | chú |",
    "| Số | Đơn vị chủ | Nội dung đào | Số | Học viên | Học viên | Thời gian | Ghi |\n"
    "| TT | trì thực hiện | tạo, bồi dưỡng | lớp | ĐT | BD | ĐT, BD | chú |",
    "| TT | Đơn vị | Nội dung | Số lớp | Học viên đào | Học viên bồi | Thời gian | Ghi chú |\n"
    "| | | | | tạo | dưỡng | | |",
    "| TT | Đơn vị | Nội dung đào tạo, | Số | Số học viên | | Thời gian đào | Ghi chú |\n"
    "| | | bồi dưỡng | lớp | ĐT | BD | tạo, bồi dưỡng | |",
    "| TT | Đơn vị | Nội dung | Số lượng | Đào | Bồi | Thời gian | Ghi chú |\n"
    "| | | | lớp | tạo | dưỡng | | |",
]


@pytest.mark.parametrize(
    "form_set, sheet, rows, head, figures",
    [(TN, "Biểu 02", TN_ROWS, head, {"learners": [70, 60]}) for head in OF_TN]
    + [
        (LS, "Biểu", LS_ROWS, head, {"classes": [1, 1], "learners_refresher": [60, 45]}) for head in OF_LS
    ],
)  # fmt: skip
def test_words_that_go_on_below(form_set, sheet, rows, head, figures):
    text = f"# {sheet}\n| BIỂU SỐ {sheet[-1] if form_set is TN else 1} |\n{head}{rows}"
    [source] = examples.returns(text, form_set)
    [table] = source.tables
    assert {name: table.values[name] for name in figures} == figures
    assert not table.missing and not table.unknown and not table.twice and not source.unread_tables
    told = {f.rule for f in report_of(text, form_set).findings}
    assert not told & {"T05", "T06", "T07", "T08", "T18"}


@pytest.mark.parametrize(
    "head",
    [
        "| TT | Tên lớp | Sĩ tử | Khai mạc | Bế |\n| | | Mới | đầu | cuối |",
        "| TT | Tên lớp | Số học | Khai | Bế |",
    ],
)
def test_what_is_not_sure_is_told(head):
    text = f"# Biểu 02\n| BIỂU SỐ 02 |\n{head}{TN_ROWS}"
    assert "T18" in [f.rule for f in report_of(text, TN).findings]


@pytest.mark.parametrize(
    "text",
    [
        "| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |\n| 1 | Lớp | 5 | | |",
        "| TT | Tên lớp | Học viên | |\n| | | Nam | Nữ |",
        "| Số | Tên |\n| 1 | lớp |",
        "| Kế hoạch mở lớp |\n| đào tạo |",
        "| | Số | x |\n| | 5 | học viên |",
        "| Số lượng | | TT |\n| Lớp | Học viên | |",
    ],
)
def test_what_is_no_header_is_left(text):
    assert joined(examples.grids("# x\n" + text)["vi-du.xlsx"].sheets[0], TN) is None
