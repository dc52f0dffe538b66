"""What the reader takes for a header, a row, a total or a note: small tables of text."""

import pytest

from tests.short_tables import BIEU_04, LS, TN
from validators import examples
from workbook_templates.reading.cover import read_cover
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.sheet_xml import SheetFacts

ROWS = """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |"""
OF_CLASSES = """
    # Trang 1
    {}
    | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
    | 1 | Lớp {} khóa 7 | 70 | 3/2024 | 4/2025 |"""


def tables(text, form_set=TN):
    [source] = examples.returns(text, form_set)
    return source.tables


@pytest.mark.parametrize(
    "more, rows",
    [
        ("\n| (1) | (2) | (3) | (4) |" + ROWS, [3, 4]),
        (ROWS + "\n| | Tổng cộng | | 130 |\n| | Trong đó: lớp ngắn ngày | 3 ngày | 40 |", [2, 3]),
        (ROWS + "\n| | Người lập biểu | | |" + ROWS.replace("| 1 |", "| 3 |"), [2, 3, 4, 5, 6]),
        (ROWS + BIEU_04.split("# Biểu 04")[1] + ROWS, [2, 3, 5, 6]),  # the header again, on a new page
    ],
    ids=["index row", "trong đó", "signature", "new page"],
)
def test_the_rows_of_a_table(more, rows):
    [table] = tables(BIEU_04 + more)
    assert table.rows == rows


def test_a_section_below_the_header_is_none_of_its_levels():
    [table] = tables(BIEU_04 + "\n| I | Lớp | | |" + ROWS)
    assert ([line.row for line in table.sections], table.rows) == ([2], [3, 4])


def test_the_words_above_tell_which_of_two_columns():
    [table] = tables(
        """
    # A
    | SAU ĐẠI HỌC |
    | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
    | | | | Viên chức | | Công chức | | | |
    | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
    | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |""",
        LS,
    )
    assert (table.columns["public_doctors"], table.columns["civil_doctors"]) == (3, 5)


@pytest.mark.parametrize(
    "title, programme, form",
    [
        ("", "Cao cấp lý luận chính trị", "bieu-01-ii"),
        ("", "Trung cấp LLCT", "bieu-02"),
        ("| BIỂU SỐ 02 |", "Cao cấp lý luận chính trị", "bieu-02"),  # the number says more than the rows
    ],
)
def test_tables_with_the_same_columns(title, programme, form):
    assert [table.form for table in tables(OF_CLASSES.format(title, programme))] == [form]


def test_too_few_of_its_columns_are_no_table():
    assert not tables(
        """
    # Biểu 04
    | BIỂU SỐ 04: BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC |
    | TT | Tên lớp | Nơi học |
    | 1 | Bồi dưỡng cấp phòng | Hà Nội |"""
    )


@pytest.mark.parametrize("beside, cell", [(["", ""], "B2"), (["", 2025.0], "C2"), ([2025.0, ""], "B2")])
def test_a_cover_says_where_each_value_stands_or_should(beside, cell):
    rows = [["Mã đơn vị", "TN-SNV", ""], ["Năm kế hoạch", *beside], ["Bộ biểu mẫu", "thai-nguyen-2025", ""]]
    found, cells = read_cover(Sheet("Thông tin", rows, False, SheetFacts()))
    assert found["year"] == ("2025" if 2025.0 in beside else "")
    assert cells["year"] == ("Thông tin", cell)
