"""D09: more months carried into next year than the programme can need."""

import numpy as np

from validators.frame import Frame
from validators.measures import months_long, norms
from validators.rule import found, rule, silent
from workbook_templates.declared.class_names import norm_for
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "D09",
    severity="warning",
    scope="row",
    since="2025",
    basis="Định mức thời gian học (bảng định mức của bộ biểu mẫu)",
    needs=(Role.CLASS, Role.OPENS, Role.CARRY),
    yields_to=("D01", "D02", "D11"),
    what="Số tháng chuyển sang năm sau dài hơn cả chương trình, hoặc không khớp với tháng khai giảng.",
    why="Lớp khai giảng trong năm đã học một phần, phần còn lại phải ngắn hơn cả chương trình.",
    wrong="Lớp trung cấp tập trung khai giảng 8/2025 chuyển sang 15 tháng.",
    mend="Kiểm tra tháng khai giảng và số tháng chuyển sang.",
    bounds={"slack_months": 2},
)
def carry_too_long(frame: Frame, bounds: dict):
    carried, months = frame[Role.CARRY], months_long(frame)
    longest = norms(frame, "length")[1] + bounds["slack_months"]
    for position in np.flatnonzero((carried >= longest) | ((carried > 0) & (months > longest))).tolist():
        least, most = norm_for(frame.form_set, frame.names[position], "length").bounds
        total, over = months[position], carried[position]
        yield frame.finding(
            position,
            Role.CARRY,
            f"Chuyển sang {dotted(over)} tháng thì cả lớp dài"
            f" {dotted(total) if not np.isnan(total) else 'hơn ' + dotted(over)} tháng, chương trình này"
            f" thường {dotted(round(least, 1))}–{dotted(round(most, 1))} tháng.",
            related=[(position, Role.OPENS)],
            expected=f"cả lớp không quá {dotted(round(most, 1))} tháng",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 58 | 50 | 8/2025 | | 01 tháng |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 58 | 50 | 8/2025 | | 15 tháng |
        """,
        "Biểu 03!F3",
    ),
    silent(  # 8/2025 and 6 months: 11 in all, as the norm of 9 and 2 more
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 8/2025 |  | 6 |
        """,
    ),
    found(  # 8/2025 and 7 months
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 8/2025 |  | 7 |
        """,
        "Biểu 03!F3",
    ),
    silent(  # opened in a quarter: its own months alone tell nothing yet
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | Quý III/2025 |  | 10 |
        """,
    ),
    found(  # opened in a quarter: as long as the bound
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | Quý III/2025 |  | 11 |
        """,
        "Biểu 03!F3",
    ),
    silent(  # with more slack
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 8/2025 |  | 7 |
        """,
        settings={("D09", "slack_months"): "3"},
    ),
    found(  # with none
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 8/2025 |  | 5 |
        """,
        "Biểu 03!F3",
        settings={("D09", "slack_months"): "0"},
    ),
    silent(  # a programme without a norm
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 15 |
        """,
    ),
)
