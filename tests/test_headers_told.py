"""Headers in other words and places: the table is read right, or an error names its sheet and row."""

import pytest

from tests.short_tables import BIEU_04, TN, report_of, told
from validators import examples

ROWS = "\n| 1 | Bồi dưỡng kiểm tra | 5 ngày | 60 |\n| 2 | Bồi dưỡng dân vận | 3 ngày | 45 |"
WITHOUT_STT = "\n| Bồi dưỡng kiểm tra | 5 ngày | 60 {} |\n| Bồi dưỡng dân vận | 3 ngày | 45 {} |"


def figures(text):
    [source] = examples.returns(text, TN)
    return [table.values.get("learners") for table in source.tables]


def errors(text):
    return [line for line in told(report_of(text)) if " error " in line]


@pytest.mark.parametrize(
    "headers",
    [
        "TT | Tên lớp | T.gian | SL HV", "Stt | Tên Lớp | T/gian | Số hv", "STT | TÊN LỚP BD | TG | SLHV",
        "TT | Tên\u00a0lớp | Thời\u00ad gian | Học\u200b viên", "TT: | Tên lớp: | Thời gian: | Học viên:",
        "(1) TT | (2) Tên lớp | (3) Thời gian | (4) Học viên", "1. TT | 2. Tên lớp | 3. Thời gian | 4. Số HV",
        "No./TT | Class/Tên lớp | Duration/Thời gian | Learners/Học viên",
        "TT (No.) | Tên lớp (Class name) | Thời gian (Duration) | Học viên (Learners)",
        "TT | Tên lớp | Thời gian, ngày | Số lượng, người",
        "TT | Tên lớp | Thời gian - ngày | Số học viên – người",
        "TT | Tên lớp dự kiến mở | Thời gian học | Số học viên đăng ký",
        "TT | Tên lớp mở | Số ngày bồi dưỡng | Số lượng học viên tham gia",
    ],
)  # fmt: skip
def test_wordings_of_headers(headers):
    text = f"\n# Sheet1\n| BIỂU SỐ 04 |\n| {headers} |" + ROWS
    assert figures(text) == [[60, 45]] and errors(text) == []


@pytest.mark.parametrize(
    "text, told_at",
    [
        ("\n# Biểu 04" + ROWS, "A1"),  # no header at all
        ("\n# Sheet1\n| BIỂU SỐ 04 |" + ROWS[: ROWS.index("\n| 2")], "A2"),
        ("\n# Sheet1" + ROWS.replace("kiểm tra", "cấp phòng").replace("dân vận", "CVC"), "A1"),
        ("\n# Biểu 04\n| TT | Chuyên đề | Số buổi | Quân số |\n| 1 | Kiểm tra | 5 | 60 |", "A1"),  # one row
        ("\n# Sheet1\n| BIỂU SỐ 04 |\n| TT | Tên lớp | Thời | Học |\n| | | đoạn | phần |" + ROWS, "A2"),
        ("\n# Biểu 04\n| TT | 1 |\n| Tên lớp | Kiểm tra |\n| Thời gian | 5 |\n| Học viên | 6 |", "A1"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_understood_is_named(text, told_at):
    assert figures(text) == [] and errors(text) == [f"T18 error {told_at}"]


@pytest.mark.parametrize("total", ["", "\n| | Tổng cộng | | 105 |"])
@pytest.mark.parametrize("gap", ["", "\n| | | | |"])
def test_a_table_of_other_headers_below_one_of_ours(total, gap):
    text = BIEU_04 + ROWS + total + gap + "\n| TT | Chuyên đề | Số buổi | Quân số |\n| 1 | Đoàn | 2 | 30 |"
    assert figures(text) == [[60, 45]]
    [error] = errors(text)
    assert error.startswith("T18 error A")


def test_a_list_of_people_is_no_table_of_ours():
    people = """
    # Danh sách
    | TT | Họ và tên | Năm sinh | Đơn vị | Ghi chú |
    | 1 | Nguyễn Văn A | 1980 | Phòng Tổ chức | |
    | 2 | Trần Thị B | 1985 | Văn phòng | |"""
    assert errors(BIEU_04 + ROWS + people) == []


@pytest.mark.parametrize("offset", [0, 1, 9])
def test_two_tables_side_by_side(offset):
    left = "| TT | Tên lớp | Thời gian | Học viên |" + ROWS + "\n| | Tổng | | 105 |"
    left = left.strip().split("\n") + ["| | | | |"] * 9
    right = "TT | Tên lớp | Thời gian | Học viên |\n1 | BD đoàn | 2 ngày | 30 |\n2 | BD hội | 2 ngày | 35 |"
    lines = [line + " |" for line in left]
    for number, line in enumerate(right.split("\n"), offset):
        lines[number] = left[number] + " | " + line
    text = "\n# Biểu 04\n" + "\n".join(lines)
    assert figures(text) == [[60, 45], [30, 35]] and errors(text) == []


def test_two_tables_side_by_side_without_running_numbers():
    more = "| | Bồi dưỡng đoàn | 2 ngày | 30", "| | Bồi dưỡng hội | 2 ngày | 35"
    head = "\n# Biểu 04\n| Tên lớp | Thời gian | Học viên | | Tên lớp | Thời gian | Học viên |"
    assert figures(head + WITHOUT_STT.format(*more)) == [[60, 45], [30, 35]]


def test_a_table_that_begins_far_from_the_left_edge():
    text = "\n# Biểu 04\n| | | | TT | Tên lớp | Thời gian | Học viên |" + ROWS.replace("\n| ", "\n| | | | ")
    assert figures(text) == [[60, 45]] and errors(text) == []
