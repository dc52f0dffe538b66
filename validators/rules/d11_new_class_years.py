"""D11: a new class that opens outside the plan year."""

from validators.causes.placement import placement_of
from validators.codes import Severity
from validators.frame import Frame
from validators.measures import carried
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Carried, PlanMonth, Value
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.month import month_text

_TOO_EARLY = Value(Role.OPENS) < PlanMonth(1)
_TOO_LATE = Value(Role.OPENS, "last") > PlanMonth(12)
OTHER_YEAR = ~Carried() & (_TOO_EARLY | _TOO_LATE)


@rule(
    "D11",
    severity="error",
    scope="row",
    since="2025",
    basis="Biểu của các lớp mở trong năm",
    any_of=(Role.OPENS, Role.NOTE),
    when=(OTHER_YEAR,),
    yields_to=("D06",),
    what="Lớp mở mới nhưng khai giảng ngoài năm kế hoạch.",
    why="Lớp mở từ năm trước là lớp chuyển tiếp; lớp của năm sau thuộc kế hoạch sau.",
    wrong="Biểu các lớp năm 2025 có lớp khai giảng 10/2024.",
    mend="Sửa năm, hoặc chuyển lớp sang biểu chuyển tiếp.",
)
def new_class_years(frame: Frame, bounds: dict):
    if frame.has(Role.OPENS):
        year, opens = frame.year, frame[Role.OPENS]
        new = frame.form.carry_over == "no"  # else a carry-over class whose note does not say so is as likely
        shifted = placement_of(frame).shifted  # D02 speaks of these
        for position in where(frame, OTHER_YEAR):
            if position in shifted:
                continue
            yield frame.finding(
                position,
                Role.OPENS,
                f"Lớp mở mới của năm {year} nhưng khai giảng {month_text(opens[position])}.",
                expected=f"trong năm {year}",
                severity=None if new else Severity.WARNING,
                suggestion=None if new else f"Sửa năm; lớp chuyển tiếp thì ghi rõ {frame.form.aside}.",
            )
    elif frame.has(Role.NOTE, Role.CLASS):
        yield from _by_school_years(frame)


def _by_school_years(frame: Frame):
    year = frame.year
    for position in (~carried(frame)).nonzero()[0].tolist():
        name = frame.names[position]
        if name.school_years and int(name.school_years[:4]) < year and name.arrangement == "opened":
            yield frame.finding(
                position,
                Role.NOTE,
                f"Khóa học {name.school_years} bắt đầu trước năm {year} nhưng chưa ghi “Lớp chuyển tiếp”.",
                related=[(position, Role.CLASS)],
                expected="Lớp chuyển tiếp",
                suggestion=f"Lớp chuyển tiếp thì ghi rõ {frame.form.aside}; lớp mở mới thì sửa khóa học.",
                severity=Severity.WARNING,
            )


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | Quý I/2025 | | |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 10/2024 | 6/2025 | |
        """,
        "Biểu 03!D3",
    ),
    silent(  # January and December
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 1/2025 | 6/2025 |  |
        | 1 | Lớp Trung cấp LLCT | 50 | 12/2025 |  | 4 |
        | 1 | Lớp Trung cấp LLCT | 50 | Quý IV/2025 |  |  |
        """,
    ),
    found(  # the year after
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 1/2026 | 6/2026 |  |
        """,
        "Biểu 03!D3",
    ),
    found(  # by the school years, where the note does not say so
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng |  |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2018-2019) | 1 | 60 |  | 24 tháng |  |
        """,
        "Biểu!H2 warning",
        form_set="lang-son-2018",
    ),
    silent(  # with the note; those who are sent
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        | 1 | Sở Y tế | Cử đi học Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # a table of what came of the year before
        """
        # Lớp ngoài kế hoạch
        | PHỤ LỤC 07 |
        | TT | Tên lớp | Số lớp | Tổng số | Khai giảng | Bế giảng | Lý do, căn cứ mở lớp |
        | 1 | Bồi dưỡng nghiệp vụ | 1 | 50 | 1/2026 | 2/2026 | Bộ yêu cầu |
        | 2 | Bồi dưỡng nghiệp vụ thống kê | 1 | 50 | 12/2026 | 12/2026 | Bộ yêu cầu |
        """,
        form_set="ke-hoach-2027",
    ),
    found(  # and classes of none
        """
        # Lớp ngoài kế hoạch
        | PHỤ LỤC 07 |
        | TT | Tên lớp | Số lớp | Tổng số | Khai giảng | Bế giảng | Lý do, căn cứ mở lớp |
        | 1 | Bồi dưỡng nghiệp vụ | 1 | 50 | 12/2025 | 2/2026 | Bộ yêu cầu |
        | 2 | Bồi dưỡng nghiệp vụ thống kê | 1 | 50 | 1/2027 | 2/2027 | Bộ yêu cầu |
        """,
        "Lớp ngoài kế hoạch!E3 warning",
        "Lớp ngoài kế hoạch!E4 warning",
        form_set="ke-hoach-2027",
    ),
)
