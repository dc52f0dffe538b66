"""D05: classes without learners, learners without classes."""

import numpy as np

from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.rule import LEARNERS, found, rule, silent


@rule(
    "D05",
    severity="warning",
    scope="row",
    since="2025",
    basis="So số lớp với số học viên trong cùng dòng",
    needs=("class_name", "classes"),
    reads=LEARNERS,
    yields_to=("D02", "O02", "O03", "O04", "O05"),
    what="Có số lớp mà không có học viên, hoặc có học viên mà không có số lớp.",
    why="Lớp do tỉnh, đơn vị mở phải có cả hai; dòng “Cử đi …” thì không bắt buộc có số lớp.",
    wrong="Bồi dưỡng nghiệp vụ: 2 lớp, để trống số học viên.",
    mend="Bổ sung số còn thiếu; không mở thì ghi 0 lớp và ghi “Không có nhu cầu” ở cột Ghi chú.",
)
def classes_and_learners(frame: Frame, bounds: dict):
    classes, people = np.nan_to_num(frame["classes"]), np.nan_to_num(frame.people)
    counted = [name for name in frame.form.count_fields if name.startswith("learners")]
    for position in np.flatnonzero((classes > 0) != (people > 0)):
        position = int(position)
        name = frame.names[position]
        if name.arrangement == "sent" or any((position, n) in frame.problems for n in (*counted, "classes")):
            continue
        if classes[position] > 0:
            field = "learners_training" if name.kind == "training" else counted[-1]
            broken = totals_off_by(frame, position, field, lambda gap: gap > 0)
            yield frame.hit(
                position,
                field,
                f"Có {int(classes[position])} lớp nhưng không có học viên." + so_totals_are_off(broken),
                related=[(position, "classes"), *broken],
                expected="số học viên",
            )
        else:
            field = next(n for n in counted if frame[n][position] > 0)
            broken = totals_off_by(frame, position, "classes", lambda gap: gap > 0)
            yield frame.hit(
                position,
                "classes",
                f"Có {int(people[position])} học viên nhưng không có số lớp." + so_totals_are_off(broken),
                related=[(position, field), *broken],
                expected="số lớp",
            )


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Cử đi đào tạo thạc sĩ | | 3 | | 20 tháng | |
        | 2 | Sở Y tế | Bồi dưỡng nghiệp vụ | 0 | | | | không có nhu cầu |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 | | | 3 ngày | |
        | 2 | Sở Y tế | Bồi dưỡng văn thư | | | 40 | 3 ngày | |
        """,
        "Biểu!F2",
        "Biểu!D3",
        form_set="lang-son-2018",
    ),
    found(  # an unread figure is no missing one (row 2)
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 | khoảng 60 |  | 3 ngày |  |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 2 |  |  | 3 ngày |  |
        """,
        "Biểu!F3",
        form_set="lang-son-2018",
    ),
    found(  # learners of training, where their class is
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo sơ cấp lý luận | 2 |  |  | 1 tháng |  |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
    found(  # none and none agree (row 2)
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 0 | 0 | 0 | 3 ngày |  |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 0 |  | 5 | 3 ngày |  |
        """,
        "Biểu!D3",
        form_set="lang-son-2018",
    ),
)
