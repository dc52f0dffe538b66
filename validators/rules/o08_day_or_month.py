"""O08: a full date whose day and month may have changed places."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code


@rule(
    "O08",
    severity="hint",
    scope="cell",
    since="2025",
    basis="Ngày/tháng kiểu Anh – Mỹ và kiểu Việt Nam",
    what="Ô là ngày đầy đủ, ngày và tháng đều không quá 12.",
    why="Máy đặt theo kiểu Anh – Mỹ đảo ngày với tháng; công cụ đọc đúng như ô đang lưu, không tự đảo.",
    wrong="Gõ 3/10/2024 (3 tháng 10), máy lưu 10 tháng 3.",
    mend="Xác nhận tháng đúng; nên ghi tháng/năm (10/2024).",
)
def day_or_month(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.MONTH_DAY_DOUBTFUL:
            raw = frame.raw(position, name)
            shown = raw.strftime("%d/%m/%Y") if hasattr(raw, "strftime") else str(raw)
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} lưu là ngày {shown}; được hiểu là tháng {problem.expected}.",
                value=shown,
                expected=problem.expected,
                suggestion="Nếu đúng tháng, chỉ cần ghi tháng/năm.",
                changes=[(position, name, problem.expected)],
            )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-01 | @2025-04-20 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-10 | 4/2025 |
        """,
        "Biểu 02!D3",
    ),
    silent(  # the same either way; no month 13
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-03 | @2025-04-13 |
        """,
    ),
    found(  # the 12th
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-12 | 4/2025 |
        """,
        "Biểu 02!D3",
    ),
)
