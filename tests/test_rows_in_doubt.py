"""Rows that words alone do not tell: parts above their line, parts with numbers of their own, lines that
close or head a single row, marks of every kind, asides, years. Each is counted as a careful reader would, and
what is in doubt is told at the row, also in a unit's own return, where nobody asks after its numbering."""

import pytest

from tests.short_tables import BIEU_01, BIEU_04, LANG_SON, LS, TN, report_of, told
from validators import examples
from workbook_templates.reading.table import Counts

A = "\n| 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |"
B = "\n| 2 | Bồi dưỡng công tác tổ chức | 4 ngày | 120 |"
C = "\n| 3 | Bồi dưỡng công tác dân vận | 3 ngày | 45 |"
POSTGRADUATE = """
    # Sau đại học
    | BIỂU PHÂN BỔ CHỈ TIÊU ĐÀO TẠO SAU ĐẠI HỌC |
    | STT | Tên cơ quan, đơn vị | Tổng số cán bộ công chức, viên chức hiện có | Có trình độ sau đại học | | |\
 | Đăng ký nhu cầu đào tạo sau đại học (trong kế hoạch) |
    | | | | Công chức | | Viên chức | | |
    | | | | Tiến sĩ và tương đương | Thạc sĩ và tương đương | Tiến sĩ và tương đương |\
 Thạc sĩ và tương đương | |"""


def of_unit(text, form_set=TN):
    """The text as a unit's own return."""
    code = {"thai-nguyen-2025": "TN-HU-DT", "lang-son-2018": "LS-SYT"}[form_set.id]
    return f"% unit_code: {code}\n% form_set: {form_set.id}\n" + text


def sums(text, form_set=TN):
    [source] = examples.returns(text, form_set)
    [table] = source.tables
    names = [name for name in form_set.annexes[table.form].all_columns.added if name in table.columns]
    return [sum(value or 0 for value in table.values[name]) for name in names]


def ids(text, form_set=TN):
    """Rule, severity and cell in a unit's return."""
    return told(report_of(of_unit(text, form_set), form_set))


# --- parts above their line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "\n| | - Nam | | 65 |\n| | - Nữ | | 100 |" + A + B,
        "\n| | Nam | | 65 |\n| | Nữ | | 100 |" + A + B,
        "\n| '1.1 | Kiểm tra | | 65 |\n| '1.2 | Dân vận | | 100 |" + A + B,
        "\n| a) | Kiểm tra | | 65 |\n| b) | Dân vận | | 100 |" + A + B,
        "\n| | - Nam | | 65 |\n| | - Nữ | | 100 |" + A + "\n| | - Nam | | 20 |\n| | - Nữ | | 100 |" + B,
        "\n| I | KHỐI ĐẢNG | | |\n| | - Nam | | 65 |\n| | - Nữ | | 100 |" + A + B,
    ],
)
def test_parts_above_their_line_count_once(rows):
    assert sums(BIEU_04 + rows) == [285]
    assert {line[:8] for line in ids(BIEU_04 + rows)} == {"B10 hint"}


def test_parts_above_their_line_in_lang_son_and_of_units():
    rows = "\n| | | Nam | | | 20 | | |\n| | | Nữ | | | 30 | | |"
    rows += "\n| 1 | Sở Y tế | Lớp Z | 1 | | 50 | 5 ngày | |"
    assert sums(LANG_SON + rows, LS) == [1, 0, 50]
    rows = "\n| | Ban Tổ chức | 2 | 1 |\n| | Ban Tuyên giáo | 3 | 2 |\n| 1 | Huyện ủy Đại Từ | 5 | 3 |"
    assert sums(BIEU_01 + rows) == [5, 3]


def test_classes_above_another_class_of_their_size_are_classes():
    rows = "\n| | Lớp kiểm tra | 5 ngày | 65 |\n| | Lớp dân vận | 5 ngày | 100 |" + A
    assert sums(BIEU_04 + rows) == [330]
    assert ids(BIEU_04 + rows) == ["B12 hint A2"]


@pytest.mark.parametrize("line", ["\n| I | KHỐI ĐẢNG | | 285 |", "\n| | Tổng cộng | | 285 |"])
@pytest.mark.parametrize(
    "parts", ["\n| | Trong đó: nữ | | 100 |", "\n| | - Nam | | 185 |\n| | - Nữ | | 100 |"]
)
def test_what_a_heading_or_a_total_above_contains_is_not_added(line, parts):
    assert sums(BIEU_04 + line + parts + A + B) == [285]
    assert {one[:8] for one in ids(BIEU_04 + line + parts + A + B)} == {"B10 hint"}


def test_more_within_a_heading_than_it_has_is_told():
    rows = "\n| I | KHỐI ĐẢNG | | 285 |\n| | Trong đó: nữ | | 300 |" + A + B
    assert sums(BIEU_04 + rows) == [285]
    assert ids(BIEU_04 + rows) == ["B10 warning D2"]


def test_dashed_classes_below_a_heading_are_its_rows():
    rows = "\n| I | KHỐI ĐẢNG | | 165 |\n| | - Lớp A | 5 ngày | 65 |\n| | - Lớp B | 5 ngày | 100 |"
    assert sums(BIEU_04 + rows) == [165]


# --- parts with numbers of their own -----------------------------------------------------------------

DEPARTMENTS = """
    | 1 | Huyện ủy Đại Từ | 50 | |
    | 2 | Phòng Nội vụ | 20 | |
    | 3 | Phòng Y tế | 10 | |
    | 4 | Phòng Tư pháp | 20 | |"""


@pytest.mark.parametrize("total, people", [(None, 50), (50, 50), (100, 100), (70, 50)])
def test_departments_that_continue_the_numbering(total, people):
    text = BIEU_01 + DEPARTMENTS + (f"\n| | Tổng cộng | {total} | |" if total else "")
    assert sums(text)[0] == people
    assert "B10 warning B3" in ids(text)
    assert ("B04 error C7" in ids(text)) is (total == 70)


def test_departments_above_their_unit_and_under_a_name_not_in_the_catalogue():
    rows = "\n| 1 | Phòng Nội vụ | 20 | |\n| 2 | Phòng Y tế | 10 | |\n| 3 | Huyện ủy Đại Từ | 30 | |"
    assert sums(BIEU_01 + rows)[0] == 30 and ids(BIEU_01 + rows) == ["B10 warning B5"]
    rows = DEPARTMENTS.replace("Huyện ủy Đại Từ", "Đảng bộ huyện ta")
    assert sums(BIEU_01 + rows)[0] == 50 and "B10 warning B3" in ids(BIEU_01 + rows)


def test_departments_in_lang_son():
    rows = "".join(
        f"\n| {n} | {name} | 9 | | | | | {people} |"
        for n, (name, people) in enumerate((("Sở Y tế", 6), ("Bệnh viện A", 4), ("Bệnh viện B", 2)), 1)
    )
    assert sums(POSTGRADUATE + rows, LS)[-1] == 12  # nine employees each are no sum
    rows = rows.replace("Sở Y tế | 9", "Sở Y tế | 18")
    assert sums(POSTGRADUATE + rows, LS)[-1] == 6 and "B10 warning B5" in ids(POSTGRADUATE + rows, LS)


def test_units_of_the_catalogue_are_no_departments():
    rows = "\n| 1 | Huyện ủy Đại Từ | 5 | |\n| 2 | Tỉnh đoàn | 2 | |\n| 3 | Sở Xây dựng | 3 | |"
    assert sums(BIEU_01 + rows)[0] == 10
    assert "B10" not in str(told(report_of(BIEU_01 + rows)))


def test_the_first_departments_of_a_unit_are_doubted_and_counted():
    assert sums(BIEU_01 + DEPARTMENTS + "\n| 5 | Phòng Văn hóa | 7 | |")[0] == 107
    text = BIEU_01 + DEPARTMENTS + "\n| 5 | Phòng Văn hóa | 7 | |\n| | Tổng cộng | 57 | |"
    assert sums(text)[0] == 57 and ids(text) == ["B10 warning B3"]


HEADED = """
    | 1 | Bồi dưỡng toàn huyện | | 165 |
    | 2 | Lớp kiểm tra | 5 ngày | 60 |
    | 3 | Lớp dân vận | 5 ngày | 105 |"""


@pytest.mark.parametrize(
    "total, counts, people",
    [(None, Counts.ALL, 330), (165, None, 165), (330, None, 330)],
)
def test_a_line_without_time_that_numbered_classes_make_up(total, counts, people):
    text = BIEU_04 + HEADED + (f"\n| | Tổng cộng | | {total} |" if total else "")
    assert sums(text) == [people]
    [source] = examples.returns(text, TN)
    families = source.tables[0].families
    assert ids(text) == (["B10 warning B2"] if total != 330 else [])
    assert [family.counts for family in families if counts] == ([counts] if counts else [])


def test_a_class_with_a_time_that_two_others_make_up_is_a_class():
    rows = HEADED.replace("toàn huyện | |", "toàn huyện | 5 ngày |")
    assert sums(BIEU_04 + rows) == [330] and ids(BIEU_04 + rows) == []


def test_a_unit_without_figures_heads_its_departments():
    rows = "\n| 1 | Huyện ủy Đại Từ | | |\n| | Ban Tổ chức | 2 | 1 |\n| | Ban Tuyên giáo | 3 | 2 |"
    assert sums(BIEU_01 + rows) == [5, 3] and ids(BIEU_01 + rows) == []


def test_a_single_department_with_its_units_figures():
    rows = "\n| 1 | Huyện ủy Đại Từ | 5 | 3 |\n| | Ban Tổ chức | 5 | 3 |\n| 2 | Tỉnh đoàn | 3 | 1 |"
    assert sums(BIEU_01 + rows) == [8, 4]
    rows = rows.replace("Ban Tổ chức", "Sở Xây dựng")
    assert sums(BIEU_01 + rows) == [13, 7]


# --- marks -------------------------------------------------------------------------------------------

MARKS = (
    "i ii", "i. ii.", "(i) (ii)", "a/ b/", "(a) (b)", "1/1 1/2", "1)a 1)b", "1.1: 1.2:", "1.1/ 1.2/",
    "1(a) 1(b)", "1.A 1.B", "a.1 a.2", "· ·", "→ →", "… …",
)  # fmt: skip


@pytest.mark.parametrize("marks", MARKS)
def test_a_line_and_its_parts_in_any_numbering(marks):
    first, second = marks.split()
    rows = f"\n| '{first} | Lớp kiểm tra | 5 ngày | 60 |\n| '{second} | Lớp dân vận | 5 ngày | 105 |"
    assert sums(BIEU_04 + A + rows + B) == [285]
    short = rows.replace("105", "100")
    assert sums(BIEU_04 + A + short + B) == [285] and "B10 warning D2" in ids(BIEU_04 + A + short + B)
    rows = f"\n| '{first} | | Kiểm tra | | | 10 | 5 ngày | |\n| '{second} | | Dân vận | | | 20 | 5 ngày | |"
    assert sums(LANG_SON + "\n| 1 | Sở Y tế | Lớp A | 1 | | 30 | 5 ngày | |" + rows, LS) == [1, 0, 30]


@pytest.mark.parametrize("marks", ["Đợt 1|Đợt 2", "Lớp 1|Lớp 2", "L1|L2", "1'|1''"])
def test_words_in_the_place_of_a_number(marks):
    first, second = marks.split("|")
    rows = f"\n| '{first} | Lớp kiểm tra | 5 ngày | 60 |\n| '{second} | Lớp dân vận | 5 ngày | 105 |"
    assert sums(BIEU_04 + rows + C) == [210]  # no line above: rows of their own
    if not first.startswith("1"):
        assert sums(BIEU_04 + A + rows + B) == [285]


NAMES = ("(i) Lớp|(ii) Lớp", "a/ Lớp|b/ Lớp", "(a) Lớp|(b) Lớp", "1.1. Lớp|1.2. Lớp", "→ Nam|→ Nữ",
         "▪ Nam|▪ Nữ")  # fmt: skip


@pytest.mark.parametrize("names", NAMES)
def test_names_that_begin_with_a_mark_are_parts(names):
    first, second = names.split("|")
    text = BIEU_04 + A + f"\n| | {first} | | 60 |\n| | {second} | | 100 |" + B
    assert sums(text) == [285] and ids(text) == ["B10 warning D2"]


# --- lines that head or close ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "\n| | Quý I | | 285 |" + A + B + "\n| | Quý II | | 45 |" + C,
        "\n| | Quý I | | 285 |" + A + B + "\n| | Quý II | | 45 |" + C + "\n| | Tổng cộng | | 330 |",
        "\n| | Trực tiếp | | 165 |" + A + "\n| | Trực tuyến | | 120 |" + B + "\n| | Kết hợp | | 45 |" + C,
        A + B + "\n| | Cộng đợt 1 | | 285 |" + C + "\n| | Cộng đợt 2 | | 45 |",
        A + B + "\n| | Tổng quý I | | 285 |" + C + "\n| | Tổng quý II | | 45 |\n| | Cả năm | | 330 |",
    ],
)
def test_lines_that_head_or_close_one_row_as_well_as_many(rows):
    assert sums(BIEU_04 + rows) == [330]
    assert [line for line in ids(BIEU_04 + rows) if "hint" not in line] == []


def test_lines_that_close_groups_of_units():
    rows = "\n| 1 | Tỉnh đoàn | 5 | 3 |\n| | Khối Đảng | 5 | 3 |\n| 2 | Sở Xây dựng | 2 | 1 |"
    rows += "\n| | Khối Nhà nước | 2 | 1 |"
    assert sums(BIEU_01 + rows) == [7, 4]
    assert sums(BIEU_01 + rows + "\n| | Tổng cộng | 7 | 4 |") == [7, 4]
    assert sums(BIEU_01 + rows + "\n| | Tổng cộng | 14 | 8 |") == [14, 8]  # the total counts them


def test_one_row_that_repeats_the_figure_above_is_a_row():
    rows = "\n| 1 | Lớp A | 5 ngày | 60 |\n| | Lớp huyện | | 60 |\n| 2 | Lớp C | 5 ngày | 70 |"
    assert sums(BIEU_04 + rows) == [190] and ids(BIEU_04 + rows) == ["B12 warning A3"]


TOTALS = ("- Tổng cộng", "* Tổng cộng:", "III. Tổng cộng", "Σ", "∑ học viên", "TONG CONG", "Tong so",
          "Số tổng", "Tổng nhu cầu năm 2025", "Cộng khối Đảng, đoàn thể", "Toàn bộ")  # fmt: skip


@pytest.mark.parametrize("label", TOTALS)
def test_totals_in_more_words(label):
    assert sums(BIEU_04 + A + B + f"\n| | {label} | | 285 |") == [285]
    assert sums(BIEU_04 + A + B + f"\n| 3 | {label} | | 285 |") == [285]
    wrong = BIEU_04 + A + B + f"\n| | {label} | | 286 |"
    assert sums(wrong) == [285] and {line[:3] for line in ids(wrong)} <= {"B04", "B05"} and ids(wrong)


@pytest.mark.parametrize("label", ["Kết chuyển trang sau", "Lũy kế từ đầu năm", "Chuyển tiếp trang sau"])
def test_page_sums_in_more_words(label):
    text = BIEU_04 + A + B + f"\n| | {label} | | 285 |" + C
    assert sums(text) == [330] and ids(text) == []


# --- what is no row ----------------------------------------------------------------------------------

ASIDES = ("Kinh phí dự kiến (triệu đồng)", "So với năm 2024", "Tăng/giảm", "Chỉ tiêu tỉnh giao", "Số lớp",
          "Kết quả năm 2024", "Năm 2024 đã thực hiện", "Ghi chú: số nữ", "Điện thoại liên hệ")  # fmt: skip


@pytest.mark.parametrize("label", ASIDES)
@pytest.mark.parametrize("below", [True, False])
def test_figures_that_are_no_people_are_reported_and_not_added(label, below):
    row = f"\n| | {label} | | 150 |"
    text = BIEU_04 + A + B + ("\n| | Tổng cộng | | 285 |" + row if below else row)
    assert sums(text) == [285] and [line[:3] for line in ids(text)] == ["T08"]


@pytest.mark.parametrize("label", ["Tăng cường kỹ năng số", "Giảm nghèo bền vững", "Điện thoại viên 1022"])
def test_classes_that_begin_like_an_aside_are_classes(label):
    assert sums(BIEU_04 + A + B + f"\n| | {label} | 3 ngày | 45 |") == [330]


@pytest.mark.parametrize("row", ["| (1) | (2) | (3) | (4) |", "| 1 | 2 | 3 | 4 |", "| '1 | '2 | '3 | '4 |"])
def test_the_row_of_column_numbers_may_stand_again(row):
    text = BIEU_04 + "\n" + row + A + B + "\n" + row + C
    assert sums(text) == [330] and ids(text) == []


@pytest.mark.parametrize("label", ["Dự phòng", "Số còn lại", "nháp", "Nhu cầu toàn huyện", "Bậc đại học"])
def test_a_row_without_number_and_time_is_told(label):
    text = BIEU_04 + A + B + f"\n| | {label} | | 15 |"
    assert sums(text) == [300] and ids(text) == ["B12 warning A4"]


# --- years -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, two",
    [
        ("| | Năm 2024 | | |", "| | Năm 2025 | | |"),
        ("| I | NĂM 2024 | | |", "| II | NĂM 2025 | | |"),
        ("| I | Năm 2024 | | 285 |", "| II | Năm 2025 | | 45 |"),
        ("| I | KẾT QUẢ NĂM 2024 | | |", "| II | KẾ HOẠCH NĂM 2025 | | |"),
        ("| | LỚP MỞ NĂM 2024 | | |", "| | LỚP MỞ NĂM 2025 | | |"),
    ],
)
def test_rows_of_another_year_are_told(one, two):
    text = BIEU_04 + "\n" + one + A + B + "\n" + two + C
    assert sums(text) == [330]
    assert [line[:3] for line in ids(text) if "hint" not in line] == ["B13"]


def test_a_total_without_the_other_year_is_explained_by_it():
    text = BIEU_04 + "\n| I | NĂM 2024 | | |" + A + "\n| II | NĂM 2025 | | |" + B
    text += "\n| | Tổng cộng | | 120 |"
    assert ids(text) == ["B13 error B2"]


def test_totals_in_words_over_several_columns():
    rows = "\n| 1 | Sở Y tế | Lớp A | 1 | | 50 | 5 ngày | |\n| 2 | Sở Y tế | Lớp B | 1 | 80 | | 5 ngày | |"
    for people, wrong in ((130, False), (150, True)):
        text = LANG_SON + rows + f"\n| | Tổng cộng: 02 lớp, {people} học viên | | | | | | |"
        assert sums(text, LS) == [2, 80, 50]
        assert ("B04 error C4" in ids(text, LS)) is wrong


# --- where units are numbered, not classes -----------------------------------------------------------

CLASSES = """
    | | | Bồi dưỡng kế toán | 2 | | 60 | 5 ngày | |
    | | | Nam | | | 20 | | |
    | | | Nữ | | | 40 | | |
    | | | Đào tạo trung cấp tin học | 1 | 45 | | 12 tháng | |
    | | | + cấp tỉnh | | 20 | | | |
    | | | + cấp huyện | | 25 | | | |
    | | | Bồi dưỡng pháp luật | 1 | | 30 | 5 ngày | |"""


@pytest.mark.parametrize(
    "unit",
    [
        "\n| 1 | Sở Y tế | | | | | | |",
        "\n| 1 | Sở Y tế | | 4 | 45 | 90 | | |",
        "\n| 1 | SỞ Y TẾ | | 4 | 45 | 90 | | |",
        "\n| I | KHỐI NHÀ NƯỚC | | | | | | |",
        "\n| 1 | Sở Y tế | Bồi dưỡng văn thư | 0 | | 0 | 5 ngày | |",
    ],
)
@pytest.mark.parametrize("last", ["", "\n| | TỔNG CỘNG | | 4 | 45 | 90 | | |"])
def test_classes_without_a_number_keep_their_own_parts(unit, last):
    text = LANG_SON + unit + CLASSES + last
    assert sums(text, LS) == [4, 45, 90]
    assert [line for line in ids(text, LS) if line.startswith("B") and "hint" not in line] == []


def test_a_unit_with_the_sums_of_its_one_class():
    rows = "\n| 1 | Sở Y tế | | 3 | | 110 | | |\n| | | Bồi dưỡng A | 1 | | 30 | 5 ngày | |"
    rows += "\n| | | Bồi dưỡng B | 2 | | 80 | 5 ngày | |\n| 2 | Báo Lạng Sơn | | 1 | | 40 | | |"
    rows += "\n| | | Bồi dưỡng C | 1 | | 40 | 5 ngày | |"
    assert sums(LANG_SON + rows, LS) == [4, 0, 150]


def test_a_heading_whose_rows_have_parts_or_stand_on_two_pages():
    rows = "\n| | Quý I | | 285 |" + A + "\n| | - Đợt một | | 65 |\n| | - Đợt hai | | 100 |"
    rows += "\n| | Cộng mang sang | | 165 |\n| | Trang trước chuyển sang | | 165 |" + B
    rows += "\n| | Trong đó: nữ | | 20 |\n| | Quý II | | 45 |" + C + "\n| | Tổng cộng | | 330 |"
    assert sums(BIEU_04 + rows) == [330]
    assert [line for line in ids(BIEU_04 + rows) if "hint" not in line] == []


def test_a_part_is_no_heading_of_the_rows_below_that_happen_to_make_it_up():
    rows = "\n| 1 | Lớp A | 5 ngày | 137 |\n| a) | Đợt một | | 72 |\n| b) | Đợt hai | | 65 |"
    rows += "\n| 2 | Lớp B | 5 ngày | 30 |\n| 3 | Lớp C | 5 ngày | 35 |"
    assert sums(BIEU_04 + rows) == [202] and ids(BIEU_04 + rows) == ["B10 hint B2"]


def test_headings_of_units_with_departments():
    rows = "\n| | Khối Đảng | 15 | 8 |\n| 1 | Tỉnh đoàn | 5 | 3 |\n| | Ban Tổ chức | 2 | 1 |"
    rows += "\n| | Văn phòng | 3 | 2 |\n| 2 | Huyện ủy Đại Từ | 10 | 5 |\n| | Khối Nhà nước | 3 | 4 |"
    rows += "\n| 3 | Sở Xây dựng | 1 | 3 |\n| 4 | Sở Y tế | 2 | 1 |\n| | Tổng cộng | 18 | 12 |"
    assert sums(BIEU_01 + rows) == [18, 12]


@pytest.mark.parametrize("last, found", [(45, []), (46, ["B05 error D9"])])
def test_the_sum_of_the_last_group_below_a_total_above_all(last, found):
    rows = "\n| | Tổng số | | 330 |\n| I | KHỐI ĐẢNG | | |" + A + B + "\n| | Cộng | | 285 |"
    rows += "\n| II | KHỐI NHÀ NƯỚC | | |" + C.replace("| 3 |", "| 1 |") + f"\n| | Cộng | | {last} |"
    assert sums(BIEU_04 + rows) == [330]
    assert ids(BIEU_04 + rows) == found


def test_a_total_at_both_ends_is_compared_at_both():
    rows = "\n| | Tổng cộng | | 285 |" + A + B + "\n| | Tổng cộng | | 286 |"
    assert sums(BIEU_04 + rows) == [285] and ids(BIEU_04 + rows) == ["B04 error D5"]
