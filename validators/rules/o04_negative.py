"""O04: a negative count."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote


@rule(
    "O04",
    severity="error",
    scope="cell",
    since="2025",
    basis="Đếm người, đếm lớp, số tiền không thể âm",
    what="Số lớp, số người hoặc số tiền là số âm.",
    why="Số âm làm tổng bị hụt.",
    wrong="-30 học viên.",
    mend="Ghi lại số đúng; điều chỉnh giảm ghi ở Ghi chú.",
)
def negative(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.COUNT_NEGATIVE:
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” là số âm.",
                expected="số từ 0 trở lên",
                suggestion=f"Ghi lại số đúng; điều chỉnh giảm ghi {frame.form.aside}.",
                related=totals_of_cell(frame, position, name),
            )


EXAMPLES = (
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
        | 1 | Bồi dưỡng cấp ủy | -1 | -60 | -1.5 | -5000 | 50000 |
        | 2 | Bồi dưỡng chi ủy | 0 | không quá 40 | 0 | 0 | 50000 |
        """,
        "Biểu 1!C3",
        "Biểu 1!D3",
        "Biểu 1!E3",
        "Biểu 1!F3",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 0 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | -30 |
        """,
        "Biểu 04!D2",
    ),
    found(  # typed as text
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '-1 |
        """,
        "Biểu 04!D2",
    ),
)
