"""B01: STT missing, repeated or skipped in a provincial table."""

from validators.causes.numbering import Misnumbered, misnumbered
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role


@rule(
    "B01",
    severity="warning",
    scope="table",
    since="2025",
    basis="Thể thức biểu của tỉnh",
    needs=(Role.ORDINAL,),
    yields_to=("B04", "B05", "B10", "T17"),
    what="Số thứ tự của biểu tỉnh bị thiếu, trùng hoặc nhảy số.",
    why="Biểu ký ban hành mà số thứ tự sai thì dễ bị hiểu là sót đơn vị, sót lớp.",
    wrong="20 rồi đến 22; một đơn vị không có số thứ tự.",
    mend="Đánh lại số thứ tự liên tục.",
)
def numbering(frame: Frame, bounds: dict):
    for owner, span in frame.tables():
        if frame.form.lines:
            continue  # each line has the form's own number
        if owner.source.level == "province" and owner.table.ordinal_field in owner.table.columns:
            for item in misnumbered(frame, span):
                yield frame.finding(
                    item.position,
                    Role.ORDINAL,
                    _says(frame, item),
                    expected=str(item.last + 1),
                    difference=item.number - item.last - 1 if item.skips else None,
                    related=[] if item.same_as is None else [(item.same_as, Role.ORDINAL)],
                    suggestion=f"Ghi {item.last + 1}, rồi đánh lại các dòng sau nếu cần.",
                    changes=[(item.position, Role.ORDINAL, float(item.last + 1))] if item.fits else [],
                )


def _says(frame: Frame, item: Misnumbered) -> str:
    number, last = item.number, item.last
    if number is None:
        return f"Thiếu số thứ tự (sau số {last})." if last else "Thiếu số thứ tự."
    if item.same_as is not None:
        return f"Số thứ tự {number} trùng với dòng {int(frame['row'][item.same_as])}."
    if item.skips:
        return f"Số thứ tự nhảy từ {last} đến {number}; có thể sót một dòng hoặc đánh nhầm số."
    return f"Số thứ tự {number} đứng sau số {last}."


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 3 | Bồi dưỡng CVC | 12 ngày | 70 |
        | | Bồi dưỡng chuyên viên | 12 ngày | 70 |
        """,
        "Biểu 04!A3",
        "Biểu 04!A4",
    ),
    silent(  # one unit's numbers are its own
        """
        # Biểu 04
        | HUYỆN ỦY ĐẠI TỪ |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 3 | Bồi dưỡng CVC | 12 ngày | 70 |
        """,
    ),
    found(  # one slip does not make the numbers after it wrong
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 49 | Bồi dưỡng CVC | 12 ngày | 70 |
        | 3 | Bồi dưỡng chuyên viên | 12 ngày | 70 |
        | 4 | Bồi dưỡng kế toán | 12 ngày | 70 |
        """,
        "Biểu 04!A3",
    ),
    silent(  # each section begins again
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | II | LỚP MỞ TẠI ĐỊA PHƯƠNG | | |
        | 1 | Bồi dưỡng kế toán | 12 ngày | 70 |
        """,
    ),
    found(  # but nothing else does
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | 1 | Bồi dưỡng kế toán | 12 ngày | 70 |
        | 4 | Bồi dưỡng văn thư | 12 ngày | 70 |
        """,
        "Biểu 04!A4",
    ),
    silent(  # a numbering of its own
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1.1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 1.2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | a | Bồi dưỡng kế toán | 12 ngày | 70 |
        """,
    ),
    silent(  # an example, and no need, have no number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        |  | Ví dụ: Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | | Không có nhu cầu | | 0 |
        """,
    ),
    silent(  # each unit is numbered, not its classes
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        |  | Sở Y tế | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # a unit without a number
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        |  | Sở Y tế | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        |  | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 3 | Tỉnh đoàn | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        "Biểu!A4",
        form_set="lang-son-2018",
    ),
    silent(  # a numbering of its own, continued from another page
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 5 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 5.1 | Bồi dưỡng CVC | 12 ngày | 70 |
        | 5.2 | Bồi dưỡng kế toán | 12 ngày | 70 |
        """,
    ),
)
