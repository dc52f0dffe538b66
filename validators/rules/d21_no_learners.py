"""D21: a class with its time and without learners."""

from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.measures import learners_column
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Known, Readable, Total, Value
from workbook_templates.expression.roles import Role

_TIMED = Known(Value(Role.OPENS)) | Known(Value(Role.CLOSES)) | Known(Value(Role.LENGTH, "days"))
TIMED_WITHOUT_LEARNERS = _TIMED & ~Known(Total(Role.LEARNERS)) & Readable(Role.LEARNERS)


@rule(
    "D21",
    severity="warning",
    scope="row",
    since="2026",
    basis="So các ô trong cùng dòng",
    needs=(Role.LEARNERS,),
    any_of=(Role.OPENS, Role.LENGTH),
    reads=(Role.LEARNERS,),
    when=(TIMED_WITHOUT_LEARNERS,),
    yields_to=("D01", "D02", "D05"),
    what="Dòng có thời gian học nhưng để trống số học viên.",
    why="Lớp có mở thì phải có người học; để trống thì lớp ấy không cộng vào tổng.",
    wrong="Bồi dưỡng nghiệp vụ, 3 ngày, cột Học viên để trống.",
    mend="Ghi số học viên; lớp không mở thì ghi 0 hoặc “Không có nhu cầu”.",
)
def no_learners(frame: Frame, bounds: dict):
    columns = frame.form.all_columns
    telling = [*columns.timed, *columns.of(Role.NOTE)]
    for position in where(frame, TIMED_WITHOUT_LEARNERS):
        if any(frame.form_set.says_no_need(frame.raw(position, name)) for name in telling):
            continue
        field = learners_column(frame, position)
        broken = totals_off_by(frame, position, field, lambda gap: gap > 0)
        timed = [n for n in columns.timed if frame.raw(position, n) is not None]
        yield frame.finding(
            position,
            field,
            "Dòng có thời gian học nhưng để trống số học viên." + so_totals_are_off(broken),
            related=[*((position, name) for name in timed), *broken],
            expected="số học viên",
        )


EXAMPLES = (
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!D2",
    ),
    found(  # months
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | | 3/2024 | 3/2025 |
        """,
        "Biểu 02!C3",
    ),
    silent(  # nought, no need
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 0 |
        | 2 | Bồi dưỡng CVC | Không có nhu cầu | |
        """,
    ),
    silent(  # a name alone is another matter (D16)
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | | |
        """,
    ),
    silent(  # no need, said in the note
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ |  |  |  | 5 ngày | không có nhu cầu |
        """,
        form_set="lang-son-2018",
    ),
)
