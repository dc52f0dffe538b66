"""D06: a class that closes before it opens."""

from validators.frame import Frame
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Value
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.month import month_text

CLOSES_FIRST = Value(Role.CLOSES, "last") < Value(Role.OPENS)


@rule(
    "D06",
    severity="error",
    scope="row",
    since="2025",
    basis="So hai ô trong cùng dòng",
    needs=(Role.OPENS, Role.CLOSES),
    when=(CLOSES_FIRST,),
    what="Bế giảng trước khai giảng.",
    why="Hai thời điểm mâu thuẫn nhau, không xác định được lớp học trong năm nào.",
    wrong="Khai giảng 10/2025, bế giảng 3/2025.",
    mend="Kiểm tra tháng, năm của cả hai ô.",
)
def closes_before_opens(frame: Frame, bounds: dict):
    opens, closes = frame[Role.OPENS], frame[f"{frame.name_of(Role.CLOSES)}_last"]
    for position in where(frame, CLOSES_FIRST):
        yield frame.finding(
            position,
            Role.CLOSES,
            f"Bế giảng {month_text(closes[position])} trước khai giảng {month_text(opens[position])}.",
            expected=f"từ {month_text(opens[position])} trở đi",
            related=[(position, Role.OPENS)],
            suggestion="Kiểm tra lại năm của tháng bế giảng hoặc khai giảng.",
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
        | 1 | Lớp Trung cấp LLCT | 70 | 10/2024 | 3/2024 |
        """,
        "Biểu 02!E3",
    ),
    silent(  # in the same month, or the last of the quarter
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 3/2025 | 3/2025 |  |
        | 1 | Lớp Trung cấp LLCT | 50 | 3/2025 | Quý I/2025 |  |
        """,
    ),
    found(  # one month before
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 3/2025 | 2/2025 |  |
        """,
        "Biểu 03!E3",
    ),
    found(  # a year far away is no end (row 3)
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2017 |
        | 1 | Lớp Trung cấp LLCT | 70 | 5/2024 | 4/2024 |
        """,
        "Biểu 02!E4",
    ),
)
