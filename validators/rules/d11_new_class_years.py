"""D11: a new class that opens outside the plan year."""

import numpy as np

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds.values import month_text


@rule(
    "D11",
    severity="error",
    scope="row",
    since="2025",
    basis="Biểu của các lớp mở trong năm",
    any_of=("opens", "note"),
    yields_to=("D06",),
    what="Lớp mở mới nhưng khai giảng ngoài năm kế hoạch.",
    why="Lớp mở từ năm trước là lớp chuyển tiếp; lớp của năm sau thuộc kế hoạch sau.",
    wrong="Biểu các lớp năm 2025 có lớp khai giảng 10/2024.",
    mend="Sửa năm, hoặc chuyển lớp sang biểu chuyển tiếp.",
)
def new_class_years(frame: Frame, bounds: dict):
    year = frame.form_set.year
    if frame.has("opens") and frame.form.carry_over == "no":
        opens = frame["opens"]
        outside = (opens < year * 12) | (frame["opens_last"] > year * 12 + 11)
        for position in np.flatnonzero(outside):
            yield frame.hit(
                int(position),
                "opens",
                f"Lớp mở mới của kế hoạch {year} nhưng khai giảng {month_text(opens[position])}.",
                expected=f"trong năm {year}",
            )
    elif frame.has("note") and frame.has("class_name"):
        for position in np.flatnonzero(~frame.carried):
            years = frame.names[position].school_years
            if years and int(years[:4]) < year and frame.names[position].arrangement == "opened":
                yield frame.hit(
                    int(position),
                    "note",
                    f"Khóa học {years} bắt đầu trước năm {year} nhưng chưa ghi “Lớp chuyển tiếp”.",
                    related=[(int(position), "class_name")],
                    expected="Lớp chuyển tiếp",
                    severity="warning",
                )


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | Quý I/2025 | | |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 10/2024 | 6/2025 | |
        """,
        "Biểu 03!D3",
    ),
    silent(  # January and December
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 1/2025 | 6/2025 |  |
        | 1 | Lớp Trung cấp LLCT | 50 | 12/2025 |  | 4 |
        | 1 | Lớp Trung cấp LLCT | 50 | Quý IV/2025 |  |  |
        """,
    ),
    found(  # the year after
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 1/2026 | 6/2026 |  |
        """,
        "Biểu 03!D3",
    ),
    found(  # by the school years, where the note does not say so
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng |  |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2018-2019) | 1 | 60 |  | 24 tháng |  |
        """,
        "Biểu!H2 warning",
        form_set="lang-son-2018",
    ),
    silent(  # with the note; those who are sent
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        | 1 | Sở Y tế | Cử đi học Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
)
