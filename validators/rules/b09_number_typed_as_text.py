"""B09: figures typed as text, which the total's formula passes over."""

from validators.causes.sums import sums_of
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.words.spelling import quote


@rule(
    "B09",
    severity="error",
    scope="table",
    since="2025",
    basis="Hàm SUM của Excel bỏ qua ô chữ",
    what="Số gõ dạng chữ nên công thức tổng không cộng.",
    why=(
        "Ô trông như số nhưng là chữ (gõ có dấu chấm hàng nghìn, hoặc dán từ Word); công thức SUM bỏ qua nên"
        " tổng bị hụt."
    ),
    wrong="Ô ghi chữ “1.000”, dòng tổng =SUM(…) thiếu đúng 1.000.",
    mend="Gõ lại bằng số, không có dấu chấm (1000); ô tự hiện 1.000.",
)
def number_typed_as_text(frame: Frame, bounds: dict):
    for gap, typed in sums_of(frame).uncalculated.items():
        first, *others = typed
        more = f" và {len(others)} ô khác cùng cột" if others else ""
        told, values = gap.kind.told, {p: gap.kind.in_cell(frame[gap.field][p]) for p in typed}
        yield frame.finding(
            first,
            gap.field,
            f"Ô này{more} là chữ “{quote(frame.raw(first, gap.field))}”, không phải số, nên công thức ở ô"
            f" {gap.cell} không cộng: ghi {told(gap.stated)}, đúng ra là {told(gap.computed)}.",
            expected=told(frame[gap.field][first]),
            related=[*((p, gap.field) for p in others), gap.cell],
            suggestion=f"Gõ lại số {values[first]:.15g}, không có dấu chấm.",
            changes=[(position, gap.field, value) for position, value in values.items()],
        )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 1000 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | =SUM(D2:D3) 1060 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '1.000 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | =SUM(D2:D3) 60 |
        """,
        "Biểu 04!D2",
    ),
    found(  # several of them
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '1.000 |
        | 2 | Bồi dưỡng CVC | 12 ngày | '2.000 |
        | 3 | Bồi dưỡng chuyên viên | 12 ngày | 60 |
        | | Tổng cộng | | =SUM(D2:D4) 60 |
        """,
        "Biểu 04!D2",
    ),
    silent(  # text that the total takes in
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '1.000 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | =D2+D3 1060 |
        """,
    ),
)
