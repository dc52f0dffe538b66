"""B08: a unit listed twice in a table of units."""

from validators.causes.sums import so_totals_are_off, totals_without
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import fold


@rule(
    "B08",
    severity="warning",
    scope="table",
    since="2025",
    basis="Mỗi đơn vị đứng ở một chỗ",
    needs=(Role.UNIT,),
    what="Một đơn vị đứng ở hai chỗ trong cùng một biểu.",
    why="Số của đơn vị có thể bị tính hai lần, hoặc dòng của đơn vị khác mang nhầm tên.",
    wrong="“Sở Xây dựng” ở dòng 10 và dòng 15.",
    mend="Xóa dòng thừa, gộp các dòng về một chỗ, hoặc sửa lại tên đơn vị.",
)
def unit_twice(frame: Frame, bounds: dict):
    seen: dict[tuple, int] = {}
    for position in range(frame.size):
        name = frame[Role.UNIT][position]
        if not name or frame.raw(position, Role.UNIT) is None or not _begins(frame, position):
            continue
        unit = frame.form_set.catalogue.match(name)
        key = (frame.owner(position).file, unit.code if unit else fold(name))
        first = seen.setdefault(key, position)
        if first != position:
            broken = totals_without(frame, position) if frame.form.line == "unit" else []
            yield frame.finding(
                position,
                Role.UNIT,
                f"Đơn vị này đã có ở {frame.row_told(first, frame.owner(position))}."
                + so_totals_are_off(broken),
                related=[(first, Role.UNIT), *broken],
            )


def _begins(frame: Frame, position: int) -> bool:
    """Whether a unit's rows begin here: in a biểu of classes the name may stand on each of them, and
    only a biểu of several units can hold one in two places."""
    if frame.form.line == "unit":
        return True
    owner, index = frame.place(position)
    return (
        owner.source.level == "province"
        and not owner.table.sections
        and not (index and frame[Role.UNIT][position - 1] == frame[Role.UNIT][position])
    )


EXAMPLES = (
    silent(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Tỉnh đoàn | 1 | 1 |
        """,
    ),
    found(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Sở xây dựng | 1 | 1 |
        """,
        "Biểu 01!B4",
    ),
    silent(  # one unit in two sections
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | I | ĐÀO TẠO TRONG TỈNH | | | | | | |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | II | ĐÀO TẠO NGOÀI TỈNH | | | | | | |
        | 1 | Sở Y tế | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # a unit's rows one below the other
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        |  | Sở Y tế | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # in two places
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 3 | Sở Y tế | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        """,
        "Biểu!B4",
        form_set="lang-son-2018",
    ),
    found(  # by another of its names
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Liên đoàn Lao động tỉnh | 1 | 1 |
        | 2 | Tỉnh đoàn | 1 | 1 |
        | 3 | LĐLĐ tỉnh | 2 | 1 |
        """,
        "Biểu 01!B5",
    ),
    found(  # why the total is off: it stands for that error too
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 2 |
        | 2 | Tỉnh đoàn | 4 | 3 |
        | 3 | Sở Xây dựng | 1 | 2 |
        | | Tổng cộng | 5 | 5 |
        """,
        "Biểu 01!B5 error",
    ),
)
