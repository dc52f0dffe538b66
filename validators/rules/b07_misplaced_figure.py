"""B07: a figure in the wrong of two columns, proved by two opposite gaps."""

from validators.causes.sums import sums_of
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "B07",
    severity="error",
    scope="table",
    since="2025",
    basis="Hai chênh lệch đối nhau và nội dung của dòng",
    needs=((Role.LEARNERS, Facet.TRAINING), (Role.LEARNERS, Facet.REFRESHER)),
    yields_to=("D02",),
    what="Số của một dòng ghi nhầm cột, làm hai dòng tổng lệch đối nhau.",
    why="Tổng ĐT thừa đúng bằng tổng BD thiếu, và nội dung của dòng thuộc cột kia.",
    wrong="Lớp bồi dưỡng 50 học viên ghi ở cột ĐT; tổng ĐT, BD lệch nhau 50.",
    mend="Chuyển số của dòng sang cột đúng.",
)
def misplaced_figure(frame: Frame, bounds: dict):
    for item in sums_of(frame).misplaced:
        source, target = (frame.header_of(n) for n in (item.source, item.target))
        totals = [gap.owner.table.cell(gap.line.row, gap.field) for gap in item.gaps]
        stated = ", ".join(
            f"{frame.header_of(g.field)} ghi {dotted(g.stated)}, cộng được {dotted(g.computed)}"
            for g in item.gaps
        )
        yield frame.finding(
            item.position,
            item.source,
            f"{dotted(item.amount)} học viên ghi ở cột {source}, nội dung của dòng thuộc cột {target}; "
            f"vì vậy dòng tổng lệch ({stated}).",
            expected=f"{dotted(item.amount)} ở cột {target}",
            related=[(item.position, item.target), *totals],
            suggestion=f"Chuyển {dotted(item.amount)} sang cột {target}; dòng tổng khi đó đúng.",
            changes=(
                [(item.position, item.target, item.amount), (item.position, item.source, None)]
                if frame.raw(item.position, item.target) is None
                else []
            ),
        )


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 50 | 3 ngày | |
        | 2 | Sở Y tế | Đào tạo sơ cấp lý luận | 1 | 70 | | 1 tháng | |
        | TỔNG CỘNG | | | 2 | 70 | 50 | | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 50 | | 3 ngày | |
        | 2 | Sở Y tế | Đào tạo sơ cấp lý luận | 1 | 70 | | 1 tháng | |
        | TỔNG CỘNG | | | 2 | 70 | 50 | | |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
    found(  # of two figures alike, the one whose words fit the other column
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 50 |  | 3 ngày |  |
        | 2 | Sở Y tế | Đào tạo sơ cấp lý luận | 1 | 50 |  | 1 tháng |  |
        | TỔNG CỘNG | | | 2 | 50 | 50 | | |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
)
