"""O03: a count with a fraction, most often a lost thousands dot."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.numbers import dotted


@rule(
    "O03",
    severity="error",
    scope="cell",
    since="2025",
    basis="Đếm người, đếm lớp, đếm tiền đồng là số nguyên",
    yields_to=("D01", "D02"),
    what="Số lớp, số người hoặc số đồng có phần lẻ.",
    why=(
        "Máy đặt theo kiểu Anh – Mỹ hiểu dấu chấm của 1.360 là dấu thập phân, thành 1,36; tổng bị hụt hàng"
        " nghìn."
    ),
    wrong="1,36 thay cho 1.360.",
    mend="Ghi lại số nguyên; số hàng nghìn gõ liền (1360), ô tự hiện 1.360.",
)
def not_whole(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code != Code.COUNT_FRACTION:
            continue
        kind, raw, expected = frame.kind_of(name), frame.raw(position, name), problem.expected
        number, meant = kind.number(raw), kind.number(expected)
        shown = kind.told(frame.value(position, name)) if kind.interval else dotted(round(number, 3))
        yield frame.finding(
            position,
            name,
            f"{frame.label_of(name)} {shown} có phần lẻ"
            + (f"; có thể là {expected} bị mất dấu chấm hàng nghìn." if expected else "."),
            value=shown,
            related=totals_of_cell(frame, position, name),
            expected=expected or kind.wanted,
            difference=round(number - meant, 3) if expected else None,
            suggestion=(
                f"Nếu đúng là {expected}, đề nghị gõ lại {expected.replace('.', '')}." if expected else None
            ),
            changes=[(position, name, meant)] if expected else [],
        )


EXAMPLES = (
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
        | 1 | Bồi dưỡng cấp ủy | 1.5 | 1.36 | 1.5 | 36.511 | 50000 |
        | 2 | Bồi dưỡng chi ủy | 1 | '1,5 - 2,5 | 0.5 | 1056706.52 | 50000 |
        """,
        "Biểu 1!C3",
        "Biểu 1!D3",
        "Biểu 1!F3",
        "Biểu 1!D4",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 1360 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 1.36 |
        """,
        "Biểu 04!D2",
    ),
    found(  # half a learner
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70.5 |
        """,
        "Biểu 04!D2",
    ),
)
