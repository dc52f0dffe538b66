"""D24: sub-columns (nam, nữ; quarters) that do not fit the total column beside them."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds.numbers import dotted


@rule(
    "D24",
    severity="error",
    scope="row",
    since="2026",
    basis="So trong biểu",
    what="Các cột con (nam, nữ; quý I–IV …) không khớp với cột tổng bên cạnh.",
    why="Cột tổng là số được tính; các cột con không khớp thì một trong các ô ghi sai.",
    wrong="Tổng số 60, nam 40, nữ 15.",
    mend="Kiểm tra cột tổng và các cột con.",
)
def parts_of_a_divided_column(frame: Frame, bounds: dict):
    for owner, span in frame.tables():
        for gap in owner.table.split_gaps:
            said = (
                f"Cột con ghi {dotted(gap.parts)}, lớn hơn cột tổng {dotted(gap.total)}"
                if gap.larger
                else f"Các cột con cộng được {dotted(gap.parts)}, cột tổng ghi {dotted(gap.total)}"
            )
            yield frame.finding(
                span.start + gap.index,
                gap.field,
                f"{said} ({frame.label_of(gap.field)}); công cụ tính theo cột tổng.",
                expected=dotted(gap.parts),
                difference=gap.total - gap.parts,
                related=list(gap.cells),
            )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | | |
        | | | | Nam | Nữ | Tổng |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 40 | 30 | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | | | 60 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | | |
        | | | | Nam | Nữ | Tổng |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 40 | 20 | 70 |
        """,
        "Biểu 04!F3",
    ),
    silent(  # what is only a part need not make the whole
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | | | | Tổng số | Trong đó nữ |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | 70 |
        """,
    ),
    found(  # but is no more than it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | | | | Tổng số | Trong đó nữ |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | 71 |
        """,
        "Biểu 04!D3",
    ),
)
