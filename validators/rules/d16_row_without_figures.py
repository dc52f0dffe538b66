"""D16: a row that names a class or unit and has no figure at all."""

import numpy as np

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role


@rule(
    "D16",
    severity="hint",
    scope="row",
    since="2025",
    basis="So các ô trong cùng dòng",
    any_of=(Role.CLASS, Role.UNIT, Role.LINE),
    reads=(Role.LEARNERS, Role.CLASSES),
    yields_to=("D02", "O01"),
    what="Dòng có tên nhưng không có số liệu nào.",
    why=(
        "Để trống khác với 0 và “Không có nhu cầu”; có thể là dòng quên điền, hoặc dòng kinh phí đi kèm biểu."
    ),
    wrong="“Chi phục vụ công tác quản lý” không có số lớp, số người.",
    mend="Điền số; không đăng ký thì ghi 0 hoặc “Không có nhu cầu”.",
)
def row_without_figures(frame: Frame, bounds: dict):
    columns, label = frame.form.all_columns, frame.form.label_field
    figures = (*columns.added, *columns.timed)
    if not columns.added:  # a list of people
        return
    lines = bool(frame.form.lines)
    if lines and frame.form_set.learnt:
        return  # nobody said which of its columns the form fills itself
    asked = [c.name for c in columns if c.field.role not in (Role.ORDINAL, Role.LINE, Role.NOTE)]
    telling = [label, *columns.of(Role.NOTE), *columns.of(Role.UNIT)]
    for position in np.flatnonzero(np.isnan(frame.counts).all(axis=1)).tolist():
        if any(frame.raw(position, name) is not None for name in figures):
            continue
        if any(frame.form_set.says_no_need(frame.raw(position, name)) for name in telling):
            continue
        if lines and not any(frame.raw(position, name) is not None for name in asked):
            continue  # a line that the unit left as it was
        if frame.label(position):
            yield frame.finding(position, label, "Dòng này có tên nhưng không có số liệu nào.")


EXAMPLES = (
    found(  # of the form's lines those that the unit filled in
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ | Nơi học |
        | I | Đào tạo | | | |
        | 1 | Cao cấp | | | Học viện |
        | 2 | Trung cấp | từ 5 | | Trường tỉnh |
        | II | Bồi dưỡng | | | |
        | | Trong đó: cán bộ xã | | | |
        """,
        "Biểu 4!B3",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | | Nam |
        """,
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 0 |
        | 2 | Không có nhu cầu | | |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | | |
        """,
        "Biểu 04!B2",
    ),
    silent(  # a length, a month
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày |  |
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT |  | 3/2024 |  |
        """,
    ),
    silent(  # no need, said in the note
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ |  |  |  |  | không có nhu cầu |
        """,
        form_set="lang-son-2018",
    ),
    found(  # a unit
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | | |
        | 2 | Tỉnh đoàn | 1 | 0 |
        """,
        "Biểu 01!B3",
    ),
)
