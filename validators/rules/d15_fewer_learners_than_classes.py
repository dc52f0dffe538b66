"""D15: fewer learners than classes: 1.000 that became 1."""

import numpy as np

from validators.causes.sums import so_totals_are_off, totals_of_cell
from validators.frame import Frame
from validators.rule import LEARNERS, found, rule, silent
from workbook_templates.kinds.values import dotted


@rule(
    "D15",
    severity="error",
    scope="row",
    since="2025",
    basis="So số lớp với số học viên trong cùng dòng",
    needs=("classes",),
    reads=LEARNERS,
    what="Số học viên ít hơn số lớp.",
    why="Gõ 1.000 trên máy đặt theo kiểu Anh – Mỹ thì ô chỉ còn số 1.",
    wrong="30 lớp, 1 học viên.",
    mend="Gõ lại số học viên không có dấu chấm (1000).",
)
def fewer_learners_than_classes(frame: Frame, bounds: dict):
    classes, people = frame["classes"], frame.people
    for position in np.flatnonzero((people > 0) & (people < classes)):
        position = int(position)
        names = [n for n in frame.form.count_fields if n.startswith("learners") and frame[n][position] > 0]
        value = frame[names[0]][position]
        broken = totals_of_cell(frame, position, names[0])
        yield frame.hit(
            position,
            names[0],
            f"{dotted(value)} học viên ít hơn {dotted(classes[position])} lớp; "
            f"có thể là {dotted(value * 1000)} bị mất dấu chấm hàng nghìn." + so_totals_are_off(broken),
            expected=dotted(value * 1000),
            difference=value - value * 1000,
            related=[(position, "classes"), *broken],
            suggestion=f"Nếu đúng là {dotted(value * 1000)}, đề nghị gõ lại {int(value * 1000)}.",
            changes=[(position, names[0], value * 1000)],
        )


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | | 1000 | 3 ngày | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | | 1 | 3 ngày | |
        """,
        "Biểu!F2",
        form_set="lang-son-2018",
    ),
    silent(  # one of each class; none at all
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 |  | 30 | 3 ngày |  |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 |  | 0 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # one less
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 |  | 29 | 3 ngày |  |
        """,
        "Biểu!F2",
        form_set="lang-son-2018",
    ),
)
