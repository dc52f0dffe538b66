"""D07: a class that both closes this year and is carried into the next."""

from validators.codes import Severity
from validators.frame import Frame
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Known, PlanMonth, Value
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import quote

BOTH = Known(Value(Role.CLOSES)) & (Value(Role.CARRY) > 0)
AGREE = (Value(Role.CLOSES) - PlanMonth(12)).equals(Value(Role.CARRY))


@rule(
    "D07",
    severity="error",
    scope="row",
    since="2025",
    basis="So hai ô trong cùng dòng",
    needs=(Role.CLOSES, Role.CARRY),
    when=(BOTH,),
    what="Ghi cả Bế giảng và Chuyển sang năm sau.",
    why="Lớp bế giảng trong năm thì không chuyển sang; hai ô mâu thuẫn nhau.",
    wrong="Bế giảng 10/2025 và chuyển sang 04 tháng.",
    mend="Giữ một trong hai: học xong trong năm ghi Bế giảng, chưa xong ghi số tháng chuyển sang.",
)
def closes_and_carried(frame: Frame, bounds: dict):
    agreeing = set(where(frame, BOTH & AGREE))
    for position in where(frame, BOTH):
        agree = position in agreeing
        yield frame.finding(
            position,
            Role.CARRY,
            f"Dòng ghi cả Bế giảng {quote(frame.raw(position, Role.CLOSES))} và chuyển sang năm sau"
            f" {quote(frame.raw(position, Role.CARRY))}"
            + ("; hai ô khớp nhau nhưng biểu chỉ ghi một." if agree else ", hai ô mâu thuẫn."),
            related=[(position, Role.CLOSES)],
            severity=Severity.WARNING if agree else None,
            suggestion="Lớp học xong trong năm chỉ ghi Bế giảng; lớp chưa xong chỉ ghi Chuyển sang.",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2025 | 10/2025 | |
        | 2 | Lớp Trung cấp LLCT | 70 | 9/2025 | | 04 tháng |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2025 | 10/2025 | 04 tháng |
        """,
        "Biểu 03!F3",
    ),
    found(  # both cells say the same
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 | 4/2026 | 4 |
        """,
        "Biểu 03!F3 warning",
    ),
    found(  # a month too many
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 | 4/2026 | 5 |
        """,
        "Biểu 03!F3",
    ),
    silent(  # none carried
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 3/2025 | 10/2025 | 0 |
        """,
    ),
)
