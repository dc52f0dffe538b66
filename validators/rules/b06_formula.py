"""B06: a total formula that leaves rows out, though the figure is right today."""

import numpy as np

from validators.causes.formulas import missed_by_formula
from validators.findings import line_finding
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent


@rule(
    "B06",
    severity="warning",
    scope="table",
    since="2025",
    basis="Công thức của dòng tổng",
    yields_to=("B04", "B05"),
    what="Công thức tổng bỏ sót dòng.",
    why="Hôm nay tổng còn đúng vì dòng bị sót bằng 0; sửa số ở dòng ấy thì tổng sai mà không ai biết.",
    wrong="SUM(D6:D20) trong khi biểu có đến dòng 21.",
    mend="Sửa lại vùng của công thức cho đủ các dòng.",
)
def formula(frame: Frame, bounds: dict):
    for owner, span in frame.tables():
        rows = np.arange(span.start, span.stop)
        for line in owner.table.totals[:1]:
            for name, text in line.formulas.items():
                missed = missed_by_formula(frame, owner, line, name, rows)
                if missed:
                    numbers = ", ".join(str(int(frame["row"][p])) for p in missed[:5])
                    yield line_finding(
                        owner,
                        line,
                        name,
                        f"Công thức ={text} bỏ sót dòng {numbers}.",
                        related=[frame.cell(p, name) for p in missed[:20]],
                    )


EXAMPLES = (
    silent(  # lines that are the sums of others hold these
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | =SUM(C3:C4) 5 | |
        | 1 | Cao cấp | 3 | |
        | 2 | Trung cấp | 2 | |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | 4 | |
        | | Tổng cộng | =SUM(C2,C5) 14 | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | =SUM(C3:C4) 5 | |
        | 1 | Cao cấp | 3 | |
        | 2 | Trung cấp | 2 | |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | 4 | |
        | | Tổng cộng | =SUM(C2) 14 | |
        """,
        "Biểu 4!C7",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 0 |
        | | Tổng cộng | | =SUM(D2:D3) 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 0 |
        | | Tổng cộng | | =SUM(D2:D2) 70 |
        """,
        "Biểu 04!D4",
    ),
    silent(  # a blank row
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày |  |
        | | Tổng cộng | | =SUM(D2:D2) 70 |
        """,
    ),
    found(  # a range of another column takes nothing in
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 0 |
        | | Tổng cộng | | =SUM(D2:D2,C3:C3) 70 |
        """,
        "Biểu 04!D4",
    ),
    silent(  # cell by cell; another kind of formula
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 0 |
        | | Tổng cộng | | =SUM(D2,D3) 70 |
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        | | Tổng cộng | =C4*1 70 | | |
        """,
    ),
)
