"""O09: a length that cannot be read."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote

_WHY = {
    Code.LENGTH_BECAME_DATE: "đã bị Excel đổi thành ngày tháng",
    Code.LENGTH_WITHOUT_UNIT: "không có đơn vị (ngày, tháng)",
    Code.LENGTH_UNREADABLE: "không đọc được",
}


@rule(
    "O09",
    severity="warning",
    scope="cell",
    since="2025",
    basis="Cách ghi thời gian trong các kế hoạch",
    yields_to=("D01", "D02"),
    what="Thời gian học không đọc được.",
    why="Không so được với định mức và các lớp cùng loại.",
    wrong="5-7 ngày bị Excel đổi thành 05/7; ghi 12 mà không ghi ngày hay tháng.",
    mend="Ghi số và đơn vị: 12 ngày, 1,5 tháng, 5-7 ngày; hoặc “Theo thực tế”.",
)
def length_unreadable(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code in _WHY:
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” {_WHY[problem.code]}.",
                expected=problem.expected or "số kèm đơn vị, ví dụ 12 ngày",
            )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 5-7 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ | Theo thực tế | 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | @2025-07-05 | 70 |
        | 2 | Bồi dưỡng nghiệp vụ | 12 | 70 |
        """,
        "Biểu 04!C2",
        "Biểu 04!C3",
    ),
    found(  # words, a fraction of nothing, a range turned round
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | lâu | 70 |
        | 1 | Bồi dưỡng cấp phòng | 1.5 | 70 |
        | 1 | Bồi dưỡng cấp phòng | 7-5 ngày | 70 |
        """,
        "Biểu 04!C2",
        "Biểu 04!C3",
        "Biểu 04!C4",
    ),
    silent(  # a month in its place
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | Quý II/2025 | 70 |
        | 1 | Bồi dưỡng cấp phòng | @2025-03-01 | 70 |
        """,
    ),
)
