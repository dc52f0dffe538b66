"""O02: a count that is no number, or a range."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote

_WHY = {
    Code.COUNT_IS_RANGE: (
        "là một khoảng hoặc số ước chừng, không cộng được",
        "Ghi một số cụ thể; phần dự kiến thêm ghi {aside}.",
    ),
    Code.COUNT_BECAME_DATE: (
        "đã bị Excel đổi thành ngày tháng",
        "Gõ lại bằng số; đặt định dạng ô là Số (Number).",
    ),
    Code.NOT_A_COUNT: ("không phải là số", "Ghi bằng chữ số; nội dung khác ghi {aside}."),
}


@rule(
    "O02",
    severity="error",
    scope="cell",
    since="2025",
    basis="Cột số lớp, số người, số tiền, tỷ lệ",
    yields_to=("D01", "D02"),
    what="Ô số lượng, số tiền, tỷ lệ không phải là một con số.",
    why="Ô không đọc được không cộng vào tổng.",
    wrong="“khoảng 60 - 80”, “sáu mươi”, 5-7 bị đổi thành ngày 05/7.",
    mend="Ghi bằng chữ số.",
)
def count_unreadable(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code in _WHY:
            what, advice = _WHY[problem.code]
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” {what}.",
                expected=problem.expected or frame.kind_of(name).wanted,
                suggestion=advice.replace("{aside}", frame.form.aside),
                related=totals_of_cell(frame, position, name),
            )


EXAMPLES = (
    silent(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
        | 1 | Bồi dưỡng cấp ủy | 03 - 04 lớp | khoảng 60 - 80 | 1,5 tỷ | 36.511.988.780 đ | '50.000 |
        | 2 | Bồi dưỡng chi ủy | từ 3 | theo nhu cầu | - | 1 tỷ 200 triệu | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
        | 1 | Bồi dưỡng cấp ủy | ba bốn lớp | 60 - 80 | 1,5 | khoảng 5 triệu | x |
        | 2 | Bồi dưỡng chi ủy | @2025-04-03 | theo nhu cầu | một tỷ | 1 tỷ | 50.000 đ |
        """,
        "Biểu 1!C3",
        "Biểu 1!F3",
        "Biểu 1!G3",
        "Biểu 1!C4",
        "Biểu 1!E4",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '1.000 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | khoảng 60 - 80 |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | @2025-07-05 |
        """,
        "Biểu 04!D2",
        "Biểu 04!D3",
    ),
    found(  # words, and two numbers in one cell's range
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | sáu mươi |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 60-80 |
        """,
        "Biểu 04!D2",
        "Biểu 04!D3",
    ),
    silent(  # a unit behind the number; no need
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 người |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | Không có nhu cầu |
        """,
    ),
)
