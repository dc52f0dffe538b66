"""Parts that are numbered otherwise than the lines: I.1, 1' or A below 1; and other rows that clerks mark in
ways of their own. What arithmetic and numbering say of them together."""

import pytest

from tests.short_tables import BIEU_01, BIEU_03, BIEU_04, LANG_SON, LS, TN
from tests.test_rows_in_doubt import ids, of_unit, sums
from validators import examples
from workbook_templates.reading.table import Counts

A = "\n| 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |"
B = "\n| 2 | Bồi dưỡng công tác tổ chức | 4 ngày | 120 |"
MARKS = [
    ("I.1", "I.2"), ("I-1", "I-2"), ("A.1", "A.2"), ("1'", "2'"), ("1’", "1’’"), ("1*", "1**"), ("1)", "2)"),
    ("A", "B"), ("I", "II"),
]  # fmt: skip


def parts(marks, numbers=(60, 105), time="5 ngày"):
    names = ("Công tác kiểm tra", "Dân vận")
    rows = zip(marks, names, numbers, strict=True)
    return "".join(f"\n| {mark} | {name} | {time} | {number} |" for mark, name, number in rows)


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("total", ["", "\n| | Tổng cộng | | 285 |"])
def test_parts_numbered_otherwise_count_once(marks, total):
    text = BIEU_04 + A + parts(marks) + B + total
    like_sections = marks in (("A", "B"), ("I", "II"))
    assert sums(text) == [285]
    assert ids(text) == [f"B10 {'warning' if like_sections else 'hint'} B2"]


@pytest.mark.parametrize("marks", [("I.1", "I.2"), ("1'", "2'"), ("A", "B")])
def test_the_total_decides_whether_they_are_parts(marks):
    assert sums(BIEU_04 + A + parts(marks) + B + "\n| | Tổng cộng | | 450 |") == [450]


def test_parts_of_a_heading_without_a_time_are_the_rows():
    rows = "\n| 1 | Lớp Trung cấp LLCT | 130 | | | |\n| I.1 | K5 | 60 | 3/2025 | 9/2025 | |"
    rows += "\n| I.2 | K6 | 70 | 3/2025 | 9/2025 | |"
    [source] = examples.returns(of_unit(BIEU_03 + rows), TN)
    [table] = source.tables
    assert [family.counts for family in table.families] == [Counts.PARTS] and table.rows == [4, 5]


@pytest.mark.parametrize(
    "last, total, people", [(100, None, 285), (100, 285, 285), (110, None, 455), (100, 280, 280)]
)
def test_numbers_that_go_on_behind_them_tell_parts_that_are_not_the_whole(last, total, people):
    text = BIEU_04 + A + parts(("I.1", "I.2"), (60, last)) + B
    text += f"\n| | Tổng cộng | | {total} |" if total else ""
    assert sums(text) == [people] and "B10 warning D2" in ids(text)


@pytest.mark.parametrize(
    "rows",
    [
        "\n| 2* | Dân vận | 3 ngày | 45 |\n| 3 | Tổ chức | 4 ngày | 120 |",  # a mark of a footnote
        "\n| 1' | Lớp bổ sung | 3 ngày | 45 |\n| 2 | Tổ chức | 4 ngày | 120 |",  # one row put between
        "\n| I.1 | Dân vận | 3 ngày | 45 |\n| I.2 | Tổ chức | 4 ngày | 130 |",  # nothing goes on behind them
        "\n| 02 | Dân vận | 3 ngày | 45 |\n| 3. | Tổ chức | 4 ngày | 120 |",
        "\n| 02 | Dân vận | 3 ngày | 45 |\n| 3. | Tổ chức | 4 ngày | 15 |\n| 4 | A | 4 ngày | 105 |",
    ],
)
def test_rows_numbered_otherwise_that_are_rows_of_their_own(rows):
    numbers = [float(row.split("|")[4]) for row in (A + rows).strip().split("\n")]
    assert sums(BIEU_04 + A + rows) == [sum(numbers)] and ids(BIEU_04 + A + rows) == []


def test_rows_numbered_by_their_section_are_rows():
    rows = "\n| I | LỚP MỞ TẠI ĐỊA PHƯƠNG | | |\n| I.1 | A | 5 ngày | 60 |\n| I.2 | B | 3 ngày | 45 |"
    rows += "\n| II | LỚP MỞ TẠI TRƯỜNG | | |\n| II.1 | C | 5 ngày | 105 |"
    assert sums(BIEU_04 + rows) == [210] and ids(BIEU_04 + rows) == []


def test_parts_numbered_otherwise_in_lang_son_and_of_units():
    rows = "\n| 1 | Sở Y tế | Quản lý | 3 | | 90 | 5 ngày | |\n| I.1 | | Tuyến huyện | 1 | | 30 | 5 ngày | |"
    rows += "\n| I.2 | | Tuyến tỉnh | 2 | | {} | 5 ngày | |\n| 2 | | Dược sĩ | 1 | | 40 | 5 ngày | |"
    assert sums(LANG_SON + rows.format(60), LS) == [4, 0, 130]
    assert "B10 warning F2" in ids(LANG_SON + rows.format(50), LS)
    rows = "\n| 1 | Huyện ủy Đại Từ | 5 | 3 |\n| 1' | Ban Tổ chức | 2 | 1 |\n| 1'' | Ban Tuyên giáo | 3 | 2 |"
    assert sums(BIEU_01 + rows) == [5, 3] and ids(BIEU_01 + rows) == ["B10 hint B3"]


@pytest.mark.parametrize("numeral", ["I", "A"])
def test_numbered_rows_below_a_numeral_that_has_a_time_itself(numeral):
    rows = f"\n| {numeral} | Công tác Đảng | 5 ngày | 165 |" + parts((1, 2))
    assert sums(BIEU_04 + rows + "\n| II | Tổ chức | 4 ngày | 120 |") == [285]


# --- “trong đó” that goes on without a mark; men and women -------------------------------------------


@pytest.mark.parametrize("label", ["Trong đó: kiểm tra", "Gồm: kiểm tra", "Chia ra: kiểm tra"])
def test_rows_that_go_on_with_what_trong_do_begins(label):
    rows = f"\n| | {label} | 5 ngày | 60 |\n| | Dân vận | 5 ngày | {{}} |"
    assert sums(BIEU_04 + A + rows.format(105) + B) == [285]
    assert sums(BIEU_04 + A + rows.format(45) + B) == [330]  # a class without a number


@pytest.mark.parametrize("labels", [("Nam", "Nữ"), ("- Nữ", "- Nam"), ("Trong đó: nam", "Nữ")])
def test_men_and_women_make_up_their_line(labels):
    rows = "".join(f"\n| | {label} | | {{}} |" for label in labels)
    assert sums(BIEU_04 + A + rows.format(60, 105) + B) == [285]
    assert [line for line in ids(BIEU_04 + A + rows.format(60, 105) + B) if "hint" not in line] == []
    assert sums(BIEU_04 + A + rows.format(60, 100) + B) == [285]
    assert "B10 warning D2" in ids(BIEU_04 + A + rows.format(60, 100) + B)


def test_women_alone_are_no_whole():
    assert ids(BIEU_04 + A + "\n| | Trong đó: nữ | | 60 |" + B) == ["B10 hint B2"]


@pytest.mark.parametrize(
    "first, second",
    [
        ("Số chuyển sang trang 2", "Số trang 1 chuyển sang"),
        ("Cộng chuyển sang trang 2", "Lũy kế chuyển sang"),
    ],
)
def test_page_sums_that_name_their_page(first, second):
    text = BIEU_04 + A + f"\n| | {first} | | 165 |\n| | {second} | | 165 |" + B + "\n| | Tổng cộng | | 285 |"
    assert sums(text) == [285] and ids(text) == []
