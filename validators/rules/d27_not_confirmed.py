"""D27: a class that was filled in for the unit, which has not said that it is right."""

from validators.frame import Frame
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Empty
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import quote

NOT_CONFIRMED = Empty(Role.CONFIRMED) & ~Empty(Role.LEARNERS)


@rule(
    "D27",
    severity="warning",
    scope="row",
    since="2027",
    basis="Cột “Đơn vị xác nhận” của biểu",
    needs=(Role.CONFIRMED, Role.LEARNERS),
    when=(NOT_CONFIRMED,),
    what="Lớp chuyển tiếp chưa được đơn vị xác nhận.",
    why="Các lớp này có thể được điền sẵn từ biểu năm trước; sĩ số, ngày bế giảng có thể đã đổi.",
    wrong="Lớp khóa 56 điền sẵn 50 học viên, cột “Đơn vị xác nhận” để trống.",
    mend="Xem lại từng lớp, sửa nếu cần, rồi chọn ở cột “Đơn vị xác nhận”; lớp đã học xong thì xóa dòng.",
)
def not_confirmed(frame: Frame, bounds: dict):
    for position in where(frame, NOT_CONFIRMED):
        yield frame.finding(
            position,
            Role.CONFIRMED,
            f"“{quote(frame.label(position), 90)}” chưa được đơn vị xác nhận.",
            expected="đã xác nhận",
        )


EXAMPLES = (
    found(
        """
        # Lớp chuyển tiếp
        | PHỤ LỤC 04 |
        | TT | Tên lớp | Tổng số | Khai giảng | Bế giảng | Đơn vị xác nhận | Ghi chú |
        | 1 | Trung cấp lý luận chính trị khóa 41 | 68 | 3/2026 | 4/2027 | | |
        | 2 | Trung cấp lý luận chính trị khóa 42 | 72 | 5/2026 | 6/2027 | Đúng | |
        | 3 | Trung cấp lý luận chính trị khóa 43 | 70 | 5/2026 | 6/2027 | đã sửa | |
        """,
        "Lớp chuyển tiếp!F3",
        form_set="ke-hoach-2027",
    ),
    silent(  # nothing to confirm
        """
        # Lớp chuyển tiếp
        | PHỤ LỤC 04 |
        | TT | Tên lớp | Tổng số | Khai giảng | Bế giảng | Đơn vị xác nhận | Ghi chú |
        | 1 | Không có nhu cầu | | | | | |
        """,
        form_set="ke-hoach-2027",
    ),
    silent(  # a biểu of the province has no such column
        """
        # Lớp chuyển tiếp
        | BIỂU SỐ 05 |
        | TT | Tên lớp | Tổng số | Khai giảng | Bế giảng | Ghi chú |
        | 1 | Trung cấp lý luận chính trị khóa 41 | 68 | 3/2026 | 4/2027 | |
        """,
        form_set="ke-hoach-2027",
    ),
)
