"""O07: a year far from the plan's."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.month import YEARS_AWAY
from workbook_templates.words.spelling import quote


@rule(
    "O07",
    severity="warning",
    scope="cell",
    since="2025",
    basis="Năm của kế hoạch",
    what="Năm ghi trong biểu cách xa năm kế hoạch.",
    why="Thường là gõ nhầm chữ số của năm.",
    wrong="3/2052 thay cho 3/2025.",
    mend="Kiểm tra và gõ lại năm.",
)
def year_far(frame: Frame, bounds: dict):
    year = frame.year
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.YEAR_FAR:
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” cách năm kế hoạch {year} hơn"
                f" {YEARS_AWAY} năm.",
                expected=f"năm gần {year}",
            )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2052 |
        """,
        "Biểu 02!E3",
    ),
    silent(  # six years away
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 1/2019 | 12/2031 |
        """,
    ),
    found(  # further away
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 12/2018 | 1/2032 |
        """,
        "Biểu 02!D3",
        "Biểu 02!E3",
    ),
)
