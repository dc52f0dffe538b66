"""O13: a number that can be read in two ways."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code


@rule(
    "O13",
    severity="warning",
    scope="cell",
    since="2025",
    basis="Dấu chấm, dấu phẩy kiểu Anh – Mỹ và kiểu Việt Nam",
    yields_to=("D01", "D02"),
    what="Con số có thể hiểu theo hai cách.",
    why=(
        "1.500 có thể là một nghìn năm trăm hoặc một phẩy năm; 0,85 ở cột tỷ lệ có thể là 85%. Công cụ đọc"
        " theo cách viết của Việt Nam và không tự đổi."
    ),
    wrong="12,500 ở cột triệu đồng; 1.500 ở cột có phần lẻ; 0,85 ở cột tỷ lệ phần trăm.",
    mend="Xác nhận số đúng; gõ lại để chỉ hiểu được một cách (1500 hoặc 1,5; 85%).",
)
def two_readings(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code != Code.NUMBER_DOUBTFUL:
            continue
        kind, totals = frame.kind_of(name), totals_of_cell(frame, position, name)
        read = kind.told(frame.value(position, name))
        proof = f" Dòng tổng ở ô {', '.join(totals)} chỉ đúng theo cách thứ hai." if totals else ""
        yield frame.finding(
            position,
            name,
            f"{frame.label_of(name)} được hiểu là {read}; cũng có thể là {problem.expected}.{proof}",
            expected=problem.expected,
            related=totals,
            severity="error" if totals else None,
        )


EXAMPLES = (
    silent(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số buổi | Kinh phí (triệu) | Tỷ lệ (%) | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | '1,5 | '12.500 | 85% | |
        | 2 | Bồi dưỡng chi ủy | '1500 | '12,5 | 0,5% | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số buổi | Kinh phí (triệu) | Tỷ lệ (%) | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | '1.500 | '12,500 | 0.85 | |
        """,
        "Biểu 1!C3",
        "Biểu 1!D3",
        "Biểu 1!E3",
        form_set=EVERY_KIND,
    ),
    found(  # the total tells which reading is right
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số buổi | Kinh phí (triệu) | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | 2 | '12,500 | |
        | 2 | Bồi dưỡng chi ủy | 2 | '500 | |
        | | Tổng cộng | 4 | 13000 | |
        """,
        "Biểu 1!D3 error",
        form_set=EVERY_KIND,
    ),
)
