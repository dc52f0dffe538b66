"""D15: fewer learners than classes: 1.000 that became 1."""

from validators.causes.sums import so_totals_are_off, totals_of_cell
from validators.frame import Frame
from validators.measures import people
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Total, Value
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted

FEWER = (Total(Role.LEARNERS) > 0) & (Total(Role.LEARNERS) < Value(Role.CLASSES))


@rule(
    "D15",
    severity="error",
    scope="row",
    since="2025",
    basis="So số lớp với số học viên trong cùng dòng",
    needs=(Role.CLASSES,),
    reads=(Role.LEARNERS,),
    when=(FEWER,),
    what="Số học viên ít hơn số lớp.",
    why="Gõ 1.000 trên máy đặt theo kiểu Anh – Mỹ thì ô chỉ còn số 1.",
    wrong="30 lớp, 1 học viên.",
    mend="Gõ lại số học viên không có dấu chấm (1000).",
)
def fewer_learners_than_classes(frame: Frame, bounds: dict):
    for position in where(frame, FEWER):
        name, *others = _filled(frame, position)
        value, classes = people(frame)[position], frame[Role.CLASSES][position]
        fewer = f"{dotted(classes)} lớp mà chỉ có {dotted(value)} học viên"
        broken = totals_of_cell(frame, position, name)
        related = [(position, Role.CLASSES), *((position, other) for other in others), *broken]
        if others:  # which of them lost its dot, or whether all did, nothing tells
            message = f"{fewer}; có thể ô học viên bị mất dấu chấm hàng nghìn."
            yield frame.finding(position, name, message, related=related)
            continue
        meant = dotted(value * 1000)
        yield frame.finding(
            position,
            name,
            f"{fewer}; có thể là {meant} bị mất dấu chấm hàng nghìn." + so_totals_are_off(broken),
            expected=meant,
            difference=value - value * 1000,
            related=related,
            suggestion=f"Nếu đúng là {meant}, đề nghị gõ lại {int(value * 1000)}.",
            changes=[(position, name, value * 1000)],
        )


def _filled(frame: Frame, position: int) -> list[str]:
    """The fields that count learners in a row."""
    names = frame.form.all_columns.addends(Role.LEARNERS)
    return [name for name in names if frame[name][position] > 0]


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
    found(  # two columns: which of them lost its dot nothing tells
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | 14 | 15 | 3 ngày | |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | 14 | 16 | 3 ngày | |
        """,
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
