"""O06: a month that cannot be read, or cannot be."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote

_A_MONTH = "tháng/năm, ví dụ 3/2025, hoặc Quý I/2025"
_MONTHS = "Ghi số tháng chuyển sang, ví dụ 04 tháng."
_WHY = {
    Code.MONTH_UNREADABLE: ("không đọc được", _A_MONTH, None),
    Code.MONTH_IMPOSSIBLE: ("ghi tháng không có thật", _A_MONTH, None),
    Code.CARRY_UNREADABLE: ("không đọc được", "số tháng, ví dụ 04 tháng", _MONTHS),
}


@rule(
    "O06",
    severity="error",
    scope="cell",
    since="2025",
    basis="Cách ghi tháng trong các kế hoạch",
    yields_to=("D01", "D02"),
    what="Tháng khai giảng, bế giảng không đọc được hoặc không có thật.",
    why="Không biết tháng thì không xác định được lớp mở mới, lớp chuyển tiếp.",
    wrong="“13/2025”, “đầu năm”, “3/20255”.",
    mend="Ghi tháng/năm (3/2025) hoặc quý/năm (Quý I/2025).",
)
def month_unreadable(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code in _WHY:
            what, expected, mend = _WHY[problem.code]
            written = quote(frame.raw(position, name))
            text = f"{frame.label_of(name)} “{written}” {what}."
            yield frame.finding(position, name, text, expected=expected, suggestion=mend)


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | T3/2024 | @2025-04-01 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 13/2024 | đầu năm |
        """,
        "Biểu 02!D3",
        "Biểu 02!E3",
    ),
    found(  # months carried
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | bốn |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 4.3 |
        """,
        "Biểu 03!F3",
        "Biểu 03!F4",
    ),
    silent(  # half a month, and a year
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 1.5 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 1 năm |
        """,
    ),
)
