"""D05: classes without learners, learners without classes."""

from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.measures import first_filled, learners_column, people
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Readable, Sent, Total, Value
from workbook_templates.expression.roles import Role

_CLASSES, _PEOPLE = Value(Role.CLASSES) > 0, Total(Role.LEARNERS) > 0
_OPENED = Readable(Role.CLASSES) & Readable(Role.LEARNERS) & ~Sent()  # what cannot be read is not nothing
NO_LEARNERS = _CLASSES & ~_PEOPLE & _OPENED
NO_CLASSES = _PEOPLE & ~_CLASSES & _OPENED


@rule(
    "D05",
    severity="warning",
    scope="row",
    since="2025",
    basis="So số lớp với số học viên trong cùng dòng",
    needs=(Role.CLASS, Role.CLASSES, Role.LEARNERS),
    reads=(Role.LEARNERS,),
    when=(NO_LEARNERS, NO_CLASSES),
    yields_to=("D02", "O02", "O03", "O04", "O05"),
    what="Có số lớp mà không có học viên, hoặc có học viên mà không có số lớp.",
    why="Lớp do tỉnh, đơn vị mở phải có cả hai; dòng “Cử đi …” thì không bắt buộc có số lớp.",
    wrong="Bồi dưỡng nghiệp vụ: 2 lớp, để trống số học viên.",
    mend="Bổ sung số còn thiếu; không mở thì ghi 0 lớp và ghi “Không có nhu cầu” ở cột Ghi chú.",
)
def classes_and_learners(frame: Frame, bounds: dict):
    for position in where(frame, NO_LEARNERS):
        field = learners_column(frame, position)
        broken = totals_off_by(frame, position, field, lambda gap: gap > 0)
        yield frame.finding(
            position,
            field,
            f"Có {int(frame[Role.CLASSES][position])} lớp nhưng không có học viên."
            + so_totals_are_off(broken),
            related=[(position, Role.CLASSES), *broken],
            expected="số học viên",
            suggestion=(
                f"Bổ sung số học viên; không mở thì ghi 0 lớp và “Không có nhu cầu” {frame.form.aside}."
            ),
        )
    for position in where(frame, NO_CLASSES):
        field = first_filled(frame, position, Role.LEARNERS)
        broken = totals_off_by(frame, position, frame.name_of(Role.CLASSES), lambda gap: gap > 0)
        yield frame.finding(
            position,
            Role.CLASSES,
            f"Có {int(people(frame)[position])} học viên nhưng không có số lớp." + so_totals_are_off(broken),
            related=[(position, field), *broken],
            expected="số lớp",
            suggestion="Bổ sung số lớp.",
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
