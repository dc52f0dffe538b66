"""O05: a number larger than any plan has ever held."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import quote


@rule(
    "O05",
    severity="error",
    scope="cell",
    since="2025",
    basis="Giới hạn khai báo của cột",
    yields_to=("D01", "D02"),
    what="Con số vượt giới hạn của cột.",
    why="Thường do gõ dính hai số hoặc thừa số 0; một ô như vậy làm sai cả tổng.",
    wrong="600.060 học viên trong một lớp; chuyển sang 120 tháng.",
    mend="Kiểm tra và gõ lại.",
)
def out_of_bounds(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code not in (Code.COUNT_TOO_LARGE, Code.CARRY_TOO_LONG, Code.NUMBER_TOO_SMALL):
            continue
        kind, small = frame.kind_of(name), problem.code == Code.NUMBER_TOO_SMALL
        bound = dotted(kind.least if small else kind.limit) + (f" {kind.measure}" if kind.measure else "")
        raw = frame.raw(position, name)
        shown = quote(dotted(raw)) if isinstance(raw, (int, float)) else f"“{quote(raw)}”"
        probably = f"; có thể là {problem.expected}" if problem.expected else ""
        yield frame.finding(
            position,
            name,
            f"{frame.label_of(name)} {shown} {'dưới' if small else 'vượt'} giới hạn của cột"
            f" ({bound}){probably}.",
            expected=problem.expected or f"{'từ' if small else 'không quá'} {bound}",
            related=totals_of_cell(frame, position, name),
        )


EXAMPLES = (
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi | Mức chi |
        | 1 | Bồi dưỡng cấp ủy | 1001 | 40000 - 60000 | 10000001 | 1000000000000000 | 999 |
        | 2 | Bồi dưỡng chi ủy | 1000 | 40000 - 50000 | 10000000 | 999999999999999 | 1000 |
        """,
        "Biểu 1!C3",
        "Biểu 1!D3",
        "Biểu 1!E3",
        "Biểu 1!F3",
        "Biểu 1!G3",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 600 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 600060 |
        """,
        "Biểu 04!D2",
    ),
    silent(  # the most that a column can hold
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 50000 |
        """,
    ),
    found(  # one more
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 50001 |
        """,
        "Biểu 04!D2",
    ),
    silent(  # 60 months carried
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 60 |
        """,
    ),
    found(  # 61 months carried
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 8/2025 |  | 61 |
        """,
        "Biểu 03!F3",
    ),
)
