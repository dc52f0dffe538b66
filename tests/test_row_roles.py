"""What the rows of a table are to each other: lines and parts, totals in any words, page sums, late rows."""

from pathlib import Path

import pytest

from tests.accounts import assert_accounted
from tests.layouts import LAYOUTS, read, type_page
from tests.short_tables import BIEU_01, BIEU_04, LANG_SON, LS, TN, report_of, told
from tests.test_layouts import SETS, fits, pages_of
from validators import examples
from validators.rule import EVERY_KIND
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.grid import Grid, Sheet
from workbook_templates.reading.returns import from_grid
from workbook_templates.reading.row_roles import Sign, Signs, settle
from workbook_templates.reading.sheet_xml import SheetFacts
from workbook_templates.reading.table import Counts, NumberRole

EVERY = load_form_set(EVERY_KIND)
A = "\n| 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |"
B = "\n| 2 | Bồi dưỡng công tác tổ chức | 4 ngày | 120 |"


def counted(text, form_set=TN):
    """The first count column's sum over all tables, and the roles of the other numbers."""
    grids = examples.grids(text)
    [source] = examples.returns(text, form_set)
    for grid in grids.values():
        assert_accounted(source, grid.sheets, form_set)
    [table] = source.tables
    name = form_set.annexes[table.form].all_columns.added[0]
    return sum(value or 0 for value in table.values[name])


# --- totals, however worded --------------------------------------------------------------------------

TOTALS = (
    "Tổng cộng năm 2025", "Tổng toàn huyện", "T.cộng", "Total", "TỔNG CỘNG:", "Cộng chung",
    "Tổng số học viên", "Cộng (A+B)", "Tổng cộng toàn Đảng bộ huyện", "Cộng năm 2025", "Toàn Đảng bộ",
    "Cả năm",
)  # fmt: skip


@pytest.mark.parametrize("label", TOTALS)
def test_a_total_in_any_words(label):
    text = BIEU_04 + A + B + f"\n| | {label} | | 285 |"
    assert counted(text) == 285


@pytest.mark.parametrize("place", ["| {} | | | 285 |", "| | | {} | 285 |", "| {} | | | 285 người |"])
def test_a_total_in_any_column(place):
    assert counted(BIEU_04 + A + B + "\n" + place.format("Tổng cộng năm 2025")) == 285


def test_a_total_of_units_in_other_words():
    text = BIEU_01 + "\n| 1 | Sở Xây dựng | 5 | 3 |\n| 2 | Tỉnh đoàn | 2 | 1 |\n| | Toàn tỉnh | 7 | 4 |"
    assert counted(text) == 7


def test_a_total_in_lang_son():
    rows = "\n| 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 30 | 5 ngày | |"
    rows += "\n| 2 | Sở Y tế | Bồi dưỡng quản lý | 2 | | 80 | 5 ngày | |"
    assert counted(LANG_SON + rows + "\n| | Cộng toàn ngành | | 3 | | 110 | | |", LS) == 3


@pytest.mark.parametrize(
    "row",
    [
        "| 3 | Tổng kết công tác xây dựng Đảng | 1 ngày | 285 |",  # a class with a number and a length
        "| | Cộng tác viên dư luận xã hội | 2 ngày | 285 |",
        "| | Tổng hợp, phân tích dư luận | | 90 |",  # not the sum
    ],
)
def test_a_class_that_begins_like_a_total_is_a_class(row):
    assert counted(BIEU_04 + A + B + "\n" + row) == 285 + float(row.split("|")[4])


# --- page sums ---------------------------------------------------------------------------------------

PAGE_SUMS = ("Cộng mang sang", "Mang sang", "Trang trước chuyển sang", "Cộng chuyển sang trang sau", "Lũy kế")


@pytest.mark.parametrize("label", PAGE_SUMS)
def test_page_sums_count_nothing(label):
    text = BIEU_04 + A + f"\n| | {label} | | 165 |" + B + "\n| | Tổng cộng | | 285 |"
    assert counted(text) == 285
    assert told(report_of(text)) == []


def test_a_page_sum_that_is_not_the_sum_is_a_finding():
    text = BIEU_04 + A + "\n| | Cộng mang sang | | 156 |" + B + "\n| | Tổng cộng | | 285 |"
    assert told(report_of(text)) == ["B05 error D3"]


# --- parents and parts -------------------------------------------------------------------------------

FAMILIES = (
    ("| | - Lớp 1 | 5 ngày | {} |", "| | - Lớp 2 | 5 ngày | {} |"),
    ("| | + Lớp 1 | | {} |", "| | + Lớp 2 | | {} |"),
    ("| '1.1 | Lớp 1 | 5 ngày | {} |", "| '1.2 | Lớp 2 | 5 ngày | {} |"),
    ("| 1.1 | Lớp 1 | 5 ngày | {} |", "| 1.2 | Lớp 2 | 5 ngày | {} |"),
    ("| a | Lớp 1 | | {} |", "| b | Lớp 2 | | {} |"),
    ("| a) | Lớp 1 | | {} |", "| b) | Lớp 2 | | {} |"),
    ("| | a) Lớp 1 | | {} |", "| | b) Lớp 2 | | {} |"),
    ("| - | Lớp 1 | | {} |", "| - | Lớp 2 | | {} |"),
    ("| | Ban Tổ chức | | {} |", "| | Ban Tuyên giáo | | {} |"),
    ("| | Nam | | {} |", "| | Nữ | | {} |"),
    ("| | Chia ra: lớp 1 | | {} |", "| | lớp 2 | | {} |"),
)  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0][:20])
def test_a_line_that_is_the_sum_of_its_parts_counts_once(family):
    text = BIEU_04 + A + "".join("\n" + row.format(n) for row, n in zip(family, (60, 105), strict=True)) + B
    assert counted(text) == 285
    assert [line[:8] for line in told(report_of(text))] == ["B10 hint"]


def test_two_levels_below_each_other():
    rows = """
    | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
    | '1.1 | Kiểm tra | 5 ngày | 60 |
    | | - đợt 1 | 5 ngày | 20 |
    | | - đợt 2 | 5 ngày | 40 |
    | '1.2 | Dân vận | 5 ngày | 105 |"""
    assert counted(BIEU_04 + rows + B) == 285


def test_parts_of_a_heading_without_figures_are_the_rows():
    text = BIEU_04 + "\n| 1 | Bồi dưỡng công tác Đảng | | |\n| | - Lớp 1 | 5 ngày | 60 |" + B
    assert counted(text) == 180
    [source] = examples.returns(text, TN)
    assert [line.row for line in source.tables[0].parents] == [2]
    assert told(report_of(text)) == []


@pytest.mark.parametrize(
    "total, counts, people",
    [(None, Counts.PARENT, 285), (285, Counts.PARENT, 285), (280, Counts.PARTS, 280), (445, Counts.ALL, 445)],
)
def test_the_total_decides_where_parts_are_not_the_whole(total, counts, people):
    text = BIEU_04 + A + "\n| | - Lớp 1 | | 60 |\n| | - Lớp 2 | | 100 |" + B
    text += f"\n| | Tổng cộng | | {total} |" if total else ""
    [source] = examples.returns(text, TN)
    [family] = source.tables[0].families
    assert (family.counts, family.settled_by_total) == (counts, total is not None)
    assert counted(text) == people
    assert [line for line in told(report_of(text)) if "hint" not in line] == ["B10 warning D2"]


def test_men_or_women_alone_are_of_which():
    text = BIEU_04 + A + "\n| | Trong đó: nữ | | 60 |" + B + "\n| | Nữ | | 121 |"
    assert counted(text) == 285
    assert told(report_of(text)) == ["B10 hint B2", "B10 warning D4"]


def test_dashed_rows_with_no_line_above_are_rows():
    assert counted(BIEU_04 + "\n| | - Lớp 1 | 5 ngày | 60 |\n| | - Lớp 2 | 5 ngày | 105 |") == 165


# --- sections ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows, people",
    [
        ("\n| I | LỚP MỞ TẠI TRƯỜNG | | 165 |" + A, 165),
        ("\n| | LỚP MỞ TẠI TRƯỜNG | | 165 |" + A, 165),
        (A + "\n| | BỒI DƯỠNG CÔNG TÁC TỔ CHỨC | | 120 |", 285),  # no row follows
        (A + "\n| II | Bồi dưỡng công tác tổ chức | | 120 |\n| | Tổng cộng | | 285 |", 285),
        ("\n| I | LỚP A | | 100 |\n| II | LỚP B | | 50 |\n| III | LỚP C | | 20 |", 170),
        ("\n| A | KHỐI ĐẢNG | | 165 |\n| I | LỚP MỞ TẠI TRƯỜNG | | 165 |" + A, 165),
    ],
)
def test_a_section_has_rows_of_its_own(rows, people):
    assert counted(BIEU_04 + rows) == people


# --- rows in strange places --------------------------------------------------------------------------

LATE = "\n| | Bồi dưỡng công tác dân vận | 3 ngày | 45 |"


@pytest.mark.parametrize(
    "above",
    [
        "\n| | Tổng cộng | | 285 |",
        "\n| | Người lập biểu | | |",
        "\n| | Tổng cộng | | 285 |\n| | Người lập biểu | | |",
        "\n| | Ghi chú: theo công văn của huyện | | |",
        "\n| | Tổng cộng | | 285 |\n| | Bổ sung thêm: | | |",
        "\n| | Tổng cộng | | 285 |\n| | | | |",
    ],
)
def test_a_row_below_the_end_of_a_table_counts_and_is_told(above):
    text = BIEU_04 + A + B + above + LATE
    assert counted(text) == 330
    assert [line[:3] for line in told(report_of(text))] == ["T17"]


@pytest.mark.parametrize("note", ["Ghi chú: các lớp sau mở thêm", "Bổ sung thêm:", "Lưu ý: chưa duyệt"])
@pytest.mark.parametrize("column", [0, 1, 3])
def test_a_note_in_the_middle_ends_nothing(note, column):
    cells = ["", "", "", ""]
    cells[column] = note
    text = BIEU_04 + A + f"\n| {' | '.join(cells)} |" + LATE + "\n| | Tổng cộng | | 210 |"
    assert counted(text) == 210
    assert told(report_of(text)) == []


def test_rows_below_the_total_that_make_it_up_are_its_parts():
    text = BIEU_04 + A + B + "\n| | Tổng cộng | | 285 |\n| | Khối Đảng | | 165 |\n| | Khối Nhà nước | | 120 |"
    assert counted(text) == 285
    assert [line[:8] for line in told(report_of(text))] == ["B10 hint"]


@pytest.mark.parametrize("row", ["| | | (ngày) | (người) |", "| | | ngày | học viên |", "| | | (Ngày) | |"])
def test_a_row_of_units_of_measure_is_no_row(row):
    text = BIEU_04 + "\n" + row + A + B
    assert counted(text) == 285
    assert told(report_of(text)) == []


def test_a_name_that_begins_like_an_example():
    for name, example in (
        ("Mẫu giáo: bồi dưỡng giáo viên", False),
        ("Mẫu nông thôn mới kiểu mẫu", False),
        ("Mẫu: Lớp bồi dưỡng", True),
        ("Ví dụ: Lớp bồi dưỡng", True),
        ("VD: lớp", True),
        ("Mẫu 1", True),
    ):
        [source] = examples.returns(BIEU_04 + f"\n| 1 | {name} | 5 ngày | 60 |", TN)
        assert bool(source.tables[0].examples) is example, name


# --- the account -------------------------------------------------------------------------------------


def test_every_number_has_a_role():
    text = (
        BIEU_04 + "\n| (1) | (2) | (3) | (4) |" + "\n| I | LỚP MỞ TẠI TRƯỜNG | | 285 |" + A
        + "\n| | - Lớp 1 | | 60 |\n| | - Lớp 2 | | 105 |" + B + "\n| | Cộng mang sang | | 285 |"
        + "\n| 3 | Bồi dưỡng dân vận | 3 ngày | sáu 6 |\n| | Tổng cộng | | 285 |\n| | | | |\n| | | | 7 |"
    )  # fmt: skip
    [source] = examples.returns(text, TN)
    assert source.tables[0].account == {
        NumberRole.COUNTED: 2,
        NumberRole.PART: 2,
        NumberRole.PAGE_SUM: 1,
        NumberRole.SECTION: 1,
        NumberRole.TOTAL: 1,
        NumberRole.REPORTED: 2,  # “sáu 6”, and the 7 below
        NumberRole.OTHER: 4,  # running numbers, (4) of the index row
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("form", SETS)
def test_the_account_of_every_layout(form, layout):
    for page in pages_of(form):
        if fits(layout, page):
            typed = type_page(page, layout)
            source = read(SETS[form], typed)
            assert_accounted(source, [typed.sheet()], load_form_set(SETS[form]))


# --- what a hunt for silent doublings found ----------------------------------------------------------

C = "\n| 3 | Bồi dưỡng dân vận | 3 ngày | 45 |"
SECTION_MARKS = ("I", "I.", "I/", "I-", "I:", "(I)", "A/", "A-", "Mục I", "Phần I", "Nhóm 1", "*", "a")


@pytest.mark.parametrize("mark", SECTION_MARKS)
def test_a_section_in_any_numbering_counts_nothing(mark):
    rows = f"\n| {mark} | Khối Đảng | | 285 |" + A + B
    assert counted(BIEU_04 + rows) == 285


@pytest.mark.parametrize("label", ["Khối Đảng", "Khối Đảng:", "Toàn tỉnh", "Năm 2025"])
def test_a_heading_without_a_number_that_holds_the_sum_of_its_rows(label):
    assert counted(BIEU_04 + f"\n| | {label} | | 285 |" + A + B) == 285


def test_rows_numbered_below_a_roman_section():
    rows = """
    | I | Khối Đảng | | 165 |
    | I.1 | Công tác kiểm tra | 5 ngày | 60 |
    | I.2 | Công tác dân vận | 5 ngày | 105 |
    | II | Khối chính quyền | | 120 |
    | II.1 | Công tác tổ chức | 4 ngày | 120 |
    | | Tổng cộng | | 285 |"""
    assert counted(BIEU_04 + rows) == 285
    assert [line for line in told(report_of(BIEU_04 + rows)) if "B0" in line] == []


@pytest.mark.parametrize("label", ["Toàn huyện", "Tất cả", "TC", "Cộng tất cả", "Tông cộng", "Tổng hai mục"])
@pytest.mark.parametrize("ordinal", ["", "3"])
def test_a_total_in_rare_words_even_with_a_number(label, ordinal):
    assert counted(BIEU_04 + A + B + f"\n| {ordinal} | {label} | | 285 |") == 285


@pytest.mark.parametrize("marks", [("1a", "1b"), ("1-1", "1-2"), ("a", "b")])
def test_parts_in_rare_numbering(marks):
    rows = "".join(f"\n| {mark} | Phần {mark} | | {n} |" for mark, n in zip(marks, (60, 105), strict=True))
    assert counted(BIEU_04 + A + rows + B) == 285


def test_of_which_with_a_number_of_its_own():
    rows = "\n| 1 | Lớp A | 5 ngày | 100 |\n| 2 | Trong đó: nữ | | 40 |\n| 3 | Lớp B | 5 ngày | 60 |"
    assert counted(BIEU_04 + rows) == 160


def test_parts_named_alone_that_are_not_the_whole_are_a_finding():
    rows = A + "\n| | Đợt 1 | | 60 |\n| | Đợt 2 | | 100 |" + B
    assert counted(BIEU_04 + rows) == 285
    assert "B10 warning D2" in told(report_of(BIEU_04 + rows))


def test_a_unit_that_lacks_a_column_of_its_departments():
    rows = """
    | 1 | Huyện ủy Đại Từ | 5 | |
    | | Ban Tổ chức | 2 | 1 |
    | | Ban Tuyên giáo | 3 | 2 |
    | 2 | Sở Xây dựng | 2 | 1 |"""
    [source] = examples.returns(BIEU_01 + rows, TN)
    table = source.tables[0]
    sums = [sum(v or 0 for v in table.values[name]) for name in ("learners_full_time", "learners_part_time")]
    assert sums == [7, 4]


def test_two_ways_to_break_a_line_down():
    rows = "\n| 1 | Bồi dưỡng A | 5 ngày | 60 |"
    rows += "".join(f"\n| | - {n} | | {v} |" for n, v in (("Nam", 35), ("Nữ", 25), ("Huyện", 40), ("Xã", 20)))
    assert counted(BIEU_04 + rows) == 60


@pytest.mark.parametrize("last", ["\n| | Tổng cộng | | 330 |", ""])
def test_the_sum_of_the_last_group_is_no_total_of_all(last):
    rows = "\n| I | KHỐI ĐẢNG | | |" + A + B + "\n| | Cộng | | 285 |"
    rows += "\n| II | KHỐI CHÍNH QUYỀN | | |" + C + "\n| | Cộng | | 45 |" + last
    assert told(report_of(BIEU_04 + rows)) == []
    assert counted(BIEU_04 + rows) == 330


def test_a_class_with_a_roman_number_behind_a_section():
    rows = "\n| I | KHỐI ĐẢNG | | 285 |" + A + B + "\n| II | LỚP DÂN VẬN | 5 ngày | 120 |"
    rows += "\n| | Tổng cộng | | 405 |"
    assert counted(BIEU_04 + rows) == 405
    assert [line for line in told(report_of(BIEU_04 + rows)) if "error" in line] == []


def test_shares_and_averages_are_no_people():
    text = BIEU_04 + A + B + "\n| | Bình quân một lớp | | 142 |\n| | Tổng cộng | | 285 |"
    assert counted(text) == 285
    assert [line[:3] for line in told(report_of(text))] == ["T08"]


@pytest.mark.parametrize(
    "row",
    ["| No. | Course | Duration | Learners |", "| A | B | C | D |", "| a | b | c | d |", "| A | B | C | '1 |",
     "| (1) | (2) | (3) | (4)=(5)+(6) |"],
)  # fmt: skip
def test_rows_that_explain_the_header_are_no_rows(row):
    text = BIEU_04 + "\n" + row + A + B
    assert counted(text) == 285 and told(report_of(text)) == []


def test_signatures_between_a_total_and_a_late_row():
    rows = A + B + "\n| | Tổng cộng | | 285 |\n| | Người lập | | Thủ trưởng |" + C
    assert counted(BIEU_04 + rows) == 330
    assert [line[:3] for line in told(report_of(BIEU_04 + rows))] == ["T17"]


def test_a_total_without_results_above_another_table_is_no_title_of_that():
    text = BIEU_01 + "\n| 1 | Sở Xây dựng | 5 | 3 |\n| | Tổng cộng | =SUM(C3:C3) | =SUM(D3:D3) |\n| | | | |"
    text += "\n| | HỌC HOÀN CHỈNH | | |\n| TT | Tên đơn vị | Số lượng | |\n| 1 | Tỉnh đoàn | 7 | |"
    [source] = examples.returns(text, TN)
    assert [line.row for line in source.tables[0].totals] == [4]


def test_a_total_that_fits_two_readings_decides_nothing():
    rows = """
    | 1 | Huyện ủy Đại Từ | 5 | 4 |
    | | - Ban Tổ chức | 2 | 1 |
    | | - Ban Tuyên giáo | 3 | 2 |
    | | Tổng cộng | 5 | |"""
    [source] = examples.returns(BIEU_01 + rows, TN)
    [family] = source.tables[0].families
    assert (family.counts, family.settled_by_total) == (Counts.PARENT, False)


def test_a_heading_of_classes_gives_way_to_them():
    rows = "\n| 1 | Đảng | | 165 |\n| '1.1 | Kiểm tra | 5 ngày | 60 |\n| '1.2 | Dân vận | 5 ngày | 105 |"
    [source] = examples.returns(BIEU_04 + rows, TN)
    assert source.tables[0].rows == [3, 4] and source.tables[0].families[0].counts is Counts.PARTS


def test_parts_of_more_than_the_whole_are_rows_of_their_own():
    text = BIEU_04 + A + "\n| | - Lớp 1 | 5 ngày | 160 |\n| | - Lớp 2 | 5 ngày | 105 |" + B
    assert counted(text) == 550


# --- found on reading the code once more -------------------------------------------------------------


def test_parts_of_parts_go_with_the_line_that_counts():
    rows = """
    | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 60 |
    | '1.1 | Kiểm tra | | 20 |
    | '1.2 | Dân vận | | 40 |
    | | - đợt một năm nay | 3 ngày | 15 |
    | | - đợt hai năm nay | 3 ngày | 25 |"""
    assert counted(BIEU_04 + rows + B) == 180


def test_a_row_that_ends_before_the_column_of_names():
    rows = [["Thời gian", "Học viên", "TT", "Tên lớp"], ["5 ngày", 60.0]]
    sheet = Sheet("Biểu 04", rows, False, SheetFacts())
    source = from_grid(Path("a.xlsx"), Grid([sheet]), TN)
    assert source.tables[0].values["learners"] == [60.0]


def test_the_sum_of_the_last_group_in_ranges():
    rows = """
    | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
    | I | LỚP MỞ TẠI TỈNH | | | | | |
    | 1 | Lớp A | 1 | 60 - 80 | | | |
    | 2 | Lớp B | 1 | 50 | | | |
    | | Cộng | 2 | 110 - 130 | | | |
    | II | LỚP MỞ TẠI XÃ | | | | | |
    | 3 | Lớp C | 1 | 40 | | | |
    | 4 | Lớp D | 1 | từ 30 | | | |
    | | Cộng | 2 | từ 70 | | | |
    | | Tổng cộng | 4 | từ 180 | | | |"""
    [source] = examples.returns("# Biểu 1\n| BIỂU SỐ 1 |" + rows, EVERY)
    [table] = source.tables
    assert [line.row for line in table.subtotals] == [6, 10] and [line.row for line in table.totals] == [11]


def test_ten_thousand_rows_without_number_or_time_are_read_at_once():
    """No clock: how often a cell is asked grows with the rows, not with their square."""
    asked = 0

    class Counting(list):
        def __getitem__(self, index):
            nonlocal asked
            asked += 1
            return super().__getitem__(index)

    text = BIEU_04 + "".join(f"\n| | Nội dung số {n} của huyện | | {n} |" for n in range(1, 300))
    [source] = examples.returns(text, TN)
    table = source.tables[0]
    table.raw = {name: Counting(cells) for name, cells in table.raw.items()}
    signs = Signs({row: (Sign.UNNUMBERED, 8) for row in table.rows})
    settle(table, signs, TN.annexes["bieu-04"], {})
    assert asked < 20 * len(table.rows)


def test_an_error_in_a_page_sum_is_told_once():
    text = BIEU_04 + A + "\n| | Cộng mang sang | | !#REF! |" + B
    assert told(report_of(text)) == ["B05 error D3"]


def test_a_class_in_capitals_behind_a_section_is_none_of_its_rows():
    rows = "\n| I | KHỐI ĐẢNG | | 285 |" + A + B + "\n| | BỒI DƯỠNG DÂN VẬN | | 120 |"
    rows += "\n| | Tổng cộng | | 405 |"
    assert counted(BIEU_04 + rows) == 405
    assert [line for line in told(report_of(BIEU_04 + rows)) if "error" in line] == []


def test_a_table_without_numbers_has_its_silent_total():
    rows = "\n| | Lớp A | 5 ngày | 60 |\n| | Lớp B | 3 ngày | 45 |\n| | Khối xã, phường | | 105 |"
    assert counted(BIEU_04 + rows) == 105
    assert [line for line in told(report_of(BIEU_04 + rows)) if "B11" in line] == ["B11 warning B4"]
