"""D04: learners of both kinds in one row."""

from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Value
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds.numbers import dotted

_TRAINING, _REFRESHER = (Role.LEARNERS, Facet.TRAINING), (Role.LEARNERS, Facet.REFRESHER)
BOTH = (Value(_TRAINING) > 0) & (Value(_REFRESHER) > 0)


@rule(
    "D04",
    severity="warning",
    scope="row",
    since="2025",
    basis="Mỗi dòng là một loại lớp",
    needs=(Role.CLASS, _TRAINING, _REFRESHER),  # a unit may well need both
    when=(BOTH,),
    yields_to=("D02",),
    what="Một dòng có cả học viên đào tạo và học viên bồi dưỡng.",
    why="Một lớp chỉ thuộc một loại; thường là ghi một số hai lần.",
    wrong="ĐT 60, BD 60 trên cùng một dòng.",
    mend="Giữ số ở cột đúng; nếu là hai lớp, tách thành hai dòng.",
)
def both_kinds(frame: Frame, bounds: dict):
    training, refresher = frame.name_of(_TRAINING), frame.name_of(_REFRESHER)
    for position in where(frame, BOTH):
        wrong, right = training, refresher
        if frame.names[position].kind == "training":
            wrong, right = right, wrong
        amounts = {name: frame[name][position] for name in (wrong, right)}
        broken = [
            cell
            for name, amount in amounts.items()
            for cell in totals_off_by(frame, position, name, lambda gap, amount=amount: gap == -amount)
        ]
        yield frame.finding(
            position,
            wrong,
            f"Dòng có cả {dotted(frame[training][position])} học viên đào tạo (ĐT) và"
            f" {dotted(frame[refresher][position])} học viên bồi dưỡng (BD)." + so_totals_are_off(broken),
            related=[(position, right), *broken],
            suggestion="Giữ số ở một cột; nếu là hai lớp thì tách thành hai dòng.",
        )


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 0 | 60 | 3 ngày | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 | 60 | 3 ngày | |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
    found(  # learners of a class of training
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo sơ cấp lý luận | 1 | 70 | 70 | 1 tháng |  |
        """,
        "Biểu!F2",
        form_set="lang-son-2018",
    ),
    silent(  # none is nobody
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo sơ cấp lý luận | 1 | 70 | 0 | 1 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
)
