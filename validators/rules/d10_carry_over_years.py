"""D10: a carry-over class that begins in the plan year, or ended before it."""

from validators.causes.placement import placement_of
from validators.codes import Severity
from validators.frame import Frame
from validators.measures import carried
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Carried, PlanMonth, Value
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.month import month_text

_JANUARY = PlanMonth(1)
BEGINS_NOW = Carried() & (Value(Role.OPENS) >= _JANUARY)
_NEW = "Sửa tháng, năm; nếu đúng là lớp mở mới, đề nghị chuyển sang biểu lớp mở mới."
_NO_NOTE = "Sửa năm; nếu đúng là lớp mở mới, đề nghị bỏ ghi chú “Lớp chuyển tiếp”."
_OVER = "Sửa năm; lớp đã bế giảng thì đưa ra khỏi biểu."
HAS_ENDED = Carried() & (Value(Role.CLOSES, "last") < _JANUARY)


@rule(
    "D10",
    severity="error",
    scope="row",
    since="2025",
    basis="Biểu của các lớp chuyển tiếp",
    any_of=(Role.OPENS, Role.NOTE),
    when=(BEGINS_NOW, HAS_ENDED),
    yields_to=("D06",),
    what="Lớp chuyển tiếp nhưng khai giảng trong năm kế hoạch, hoặc đã bế giảng từ trước.",
    why="Lớp chuyển tiếp phải mở từ năm trước và còn học trong năm kế hoạch.",
    wrong="Lớp trong biểu “chuyển sang” khai giảng 3/2025 của kế hoạch 2025.",
    mend="Sửa tháng, năm; lớp mở mới thì chuyển sang biểu lớp mở mới, lớp đã bế giảng thì đưa ra khỏi biểu.",
)
def carry_over_years(frame: Frame, bounds: dict):
    if frame.has(Role.OPENS):
        yield from _by_months(frame)
    elif frame.has(Role.CLASS):
        yield from _by_school_years(frame)


def _by_months(frame: Frame):
    year, opens = frame.year, frame[Role.OPENS]
    shifted = placement_of(frame).shifted  # D02 speaks of these
    for position in where(frame, BEGINS_NOW):
        if position in shifted:
            continue
        yield frame.finding(
            position,
            Role.OPENS,
            f"Lớp chuyển tiếp nhưng khai giảng {month_text(opens[position])}, trong năm kế hoạch.",
            expected=f"trước 1/{year}",
            suggestion=_NEW if frame.form.carry_over == "yes" else _NO_NOTE,
        )
    for position in where(frame, HAS_ENDED) if frame.has(Role.CLOSES) else ():
        closes = frame[f"{frame.name_of(Role.CLOSES)}_last"][position]
        if closes < opens[position] or position in shifted:
            continue  # of the two contradicting each other D06 speaks
        yield frame.finding(
            position,
            Role.CLOSES,
            f"Lớp đã bế giảng {month_text(closes)}, trước năm kế hoạch, không còn là lớp chuyển tiếp.",
            expected=f"từ 1/{year}",
            suggestion=_OVER,
            related=[(position, Role.OPENS)],
        )


def _by_school_years(frame: Frame):
    year = frame.year
    for position in carried(frame).nonzero()[0].tolist():
        years = frame.names[position].school_years
        first, last = map(int, years.split("-")) if years else (0, 9999)
        if years and (first >= year or last < year):
            yield frame.finding(
                position,
                Role.NOTE,
                f"Ghi chú “lớp chuyển tiếp” nhưng khóa học {years} "
                + ("bắt đầu trong năm kế hoạch." if first >= year else "đã kết thúc."),
                related=[(position, Role.CLASS)],
                severity=Severity.WARNING,
                suggestion=_NO_NOTE if first >= year else _OVER,
            )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2025 | 10/2025 |
        | 2 | Lớp Trung cấp LLCT | 70 | 3/2023 | 4/2024 |
        """,
        "Biểu 02!D3",
        "Biểu 02!E4",
    ),
    silent(  # December before, and January
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 12/2024 | 1/2025 |
        """,
    ),
    found(  # January of the year, and December before it
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 1/2025 | 10/2025 |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2023 | 12/2024 |
        """,
        "Biểu 02!D3",
        "Biểu 02!E4",
    ),
    silent(  # a quarter that ends in the year
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | Quý I/2025 |
        """,
    ),
    silent(  # by the school years: begun before, not ended
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2016-2019) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        """,
        form_set="lang-son-2018",
    ),
    found(  # begun in the year; ended before it
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2018-2019) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2015-2017) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        """,
        "Biểu!H2 warning",
        "Biểu!H3 warning",
        form_set="lang-son-2018",
    ),
)
