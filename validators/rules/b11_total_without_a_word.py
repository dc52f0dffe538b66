"""B11: a row that no word calls a total, and whose figures are the sum of the rows above."""

from validators.findings import finding_in
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.reading.row_words import may_be_total_label
from workbook_templates.reading.table import Line


@rule(
    "B11",
    severity="hint",
    scope="table",
    since="2026",
    basis="Cộng các dòng bên trên",
    what="Dòng ghi đúng bằng tổng các dòng bên trên: được hiểu là dòng tổng.",
    why="Nếu đó là một lớp hay một đơn vị thật thì số của nó chưa được tính.",
    wrong="Dòng “Cộng hai lớp trên” ghi 225, bằng tổng của các lớp bên trên.",
    mend="Ghi “Tổng cộng” nếu là dòng tổng; ghi số thứ tự nếu là số liệu thật.",
)
def total_without_a_word(frame: Frame, bounds: dict):
    label = frame.form.label_field
    for owner, span in frame.tables():
        lines = {line.row: line for line in (*owner.table.totals, *owner.table.subtotals)}
        for row in owner.table.silent_totals:
            line = lines[row]
            name = label if label in owner.table.columns else next(iter(line.raw))
            yield finding_in(
                owner,
                f"Dòng {row} ghi đúng bằng tổng các dòng bên trên, nên được hiểu là dòng tổng và không tính"
                f" thêm{_other_reading(frame, span, line)}.",
                key=f"total|{line.label}",
                cell=owner.table.cell(row, name),
                row=row,
                field=name,
                value=line.label or None,
                related=[owner.table.cell(row, field) for field in line.raw],
                severity=None if may_be_total_label(line.label) else "warning",
            )


def _other_reading(frame: Frame, span: slice, line: Line) -> str:
    """What the table's first sum would be if the line were a row like the others."""
    for name, value in line.values.items():
        kind = frame.kind_of(name)
        if not kind.interval:
            total = kind.total([*frame.counted(name, range(span.start, span.stop)), value])
            return f"; nếu là số liệu thật thì “{frame.header_of(name)}” cộng được {kind.told(total)}"
    return ""


EXAMPLES = (
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Cộng hai lớp trên | | 130 |
        """,
        "Biểu 04!B4",
    ),
    found(  # no word says it: a class may be lost
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Bồi dưỡng cấp xã | | 130 |
        """,
        "Biểu 04!B4 warning",
    ),
    silent(  # its words say it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng năm 2025 | | 130 |
        """,
    ),
    silent(  # it has a number of its own
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | 3 | Bồi dưỡng cấp xã | | 130 |
        """,
    ),
    silent(  # it is not the sum
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Bồi dưỡng cấp xã | | 131 |
        """,
    ),
    silent(  # it lasts as long as the others
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Bồi dưỡng cấp xã | 12 ngày | 130 |
        """,
    ),
    silent(  # the table's total counts it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Bồi dưỡng cấp xã | | 130 |
        | | Tổng cộng | | 260 |
        """,
    ),
    silent(  # of one row alone the same figure may be there twice
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Bồi dưỡng cấp xã | | 70 |
        """,
    ),
)
