"""D22: figures without a name."""

import numpy as np

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role


@rule(
    "D22",
    severity="warning",
    scope="row",
    since="2026",
    basis="So các ô trong cùng dòng",
    any_of=(Role.CLASS, Role.UNIT, Role.PERSON, Role.LINE),
    yields_to=("D02",),
    what="Dòng có số liệu nhưng không có tên lớp, tên đơn vị.",
    why="Số này vẫn cộng vào tổng nhưng không rõ là của lớp, đơn vị nào.",
    wrong="Dòng 12 có 60 học viên, cột Tên lớp để trống.",
    mend="Ghi tên; nếu là số thừa thì xóa.",
)
def no_name(frame: Frame, bounds: dict):
    added = frame.form.all_columns.added
    counts = np.nan_to_num(frame.counts)
    for position in np.flatnonzero((counts != 0).any(axis=1)).tolist():
        if frame.label(position) or frame.raw(position, frame.form.label_field) is not None:
            continue
        figures = [(position, name) for name in added if frame.raw(position, name) is not None]
        yield frame.finding(
            position,
            frame.form.label_field,
            f"Dòng {int(frame['row'][position])} có số liệu nhưng không có tên; số liệu vẫn được tính.",
            related=figures,
            expected="tên",
        )


EXAMPLES = (
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | | 12 ngày | 60 |
        """,
        "Biểu 04!B3",
    ),
    silent(  # nought is no figure
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | | | 0 |
        """,
    ),
)
