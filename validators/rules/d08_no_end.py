"""D08: a class that opens in a month and has no end."""

from validators.frame import Frame
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Empty, Value
from workbook_templates.expression.roles import Role

IN_ONE_MONTH = Value(Role.OPENS).equals(Value(Role.OPENS, "last"))  # a quarter: opened on demand
NO_END = IN_ONE_MONTH & Empty(Role.CLOSES) & Empty(Role.CARRY)


@rule(
    "D08",
    severity="warning",
    scope="row",
    since="2025",
    basis="So các ô trong cùng dòng",
    needs=(Role.OPENS, Role.CLOSES),
    reads=(Role.CARRY,),
    when=(NO_END,),
    yields_to=("D02",),
    what="Có tháng khai giảng nhưng không có bế giảng (hoặc số tháng chuyển sang).",
    why=(
        "Không biết lớp học xong trong năm hay chuyển sang năm sau. Lớp mở theo nhu cầu, chỉ ghi quý, thì"
        " không cần."
    ),
    wrong="Khai giảng 9/2025, hai cột sau để trống.",
    mend="Ghi tháng bế giảng, hoặc số tháng chuyển sang năm sau.",
)
def no_end(frame: Frame, bounds: dict):
    carry = frame.names_of(Role.CARRY)
    for position in where(frame, NO_END):
        yield frame.finding(
            position,
            Role.CLOSES,
            "Có tháng khai giảng nhưng chưa ghi bế giảng" + (" hoặc số tháng chuyển sang." if carry else "."),
            related=[(position, Role.OPENS), *((position, name) for name in carry[:1])],
            expected="tháng/năm bế giảng",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | Quý I/2025 | | |
        | 2 | Lớp Trung cấp LLCT | 70 | 9/2025 | | 04 tháng |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 9/2025 | | |
        """,
        "Biểu 03!E3",
    ),
    found(  # an unread end is another's (row 3)
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 | cuối năm |  |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 |  |  |
        """,
        "Biểu 03!E4",
    ),
    found(  # in a table without months carried
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 9/2024 |  |
        """,
        "Biểu 02!E3",
    ),
)
