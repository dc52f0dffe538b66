"""B08: a unit listed twice in a table of units."""

from validators.frames import Frame
from validators.rule import rule
from workbook_templates.text import fold


@rule(
    "B08",
    severity="warning",
    scope="table",
    since="2025",
    basis="Mỗi đơn vị một dòng",
    needs=("unit_name",),
    what="Một đơn vị có hai dòng trong biểu mỗi đơn vị một dòng.",
    why="Số của đơn vị bị tính hai lần.",
    wrong="“Sở Xây dựng” ở dòng 10 và dòng 15.",
    mend="Xóa dòng thừa hoặc gộp hai dòng.",
    good="# Biểu 01\n| NHU CẦU |\n| TT | Tên đơn vị | Tập trung | Không tập trung |\n| 1 | Sở Xây dựng | 1 | 1 |\n| 2 | Tỉnh đoàn | 1 | 1 |",
    bad="# Biểu 01\n| NHU CẦU |\n| TT | Tên đơn vị | Tập trung | Không tập trung |\n| 1 | Sở Xây dựng | 1 | 1 |\n| 2 | Sở xây dựng | 1 | 1 |",
    cells=("Biểu 01!B4",),
)
def unit_twice(frame: Frame, bounds: dict):
    if frame.form.line != "unit":
        return
    seen: dict[tuple, int] = {}
    for position in range(frame.size):
        name = frame["unit_name"][position]
        if not name or frame.raw(position, "unit_name") is None:
            continue
        unit = frame.form_set.catalogue.match(name)
        key = (frame.owner(position).file, unit.code if unit else fold(name))
        first = seen.setdefault(key, position)
        if first != position:
            yield frame.hit(
                position,
                "unit_name",
                f"Đơn vị này đã có ở dòng {int(frame['row'][first])}.",
                related=[(first, "unit_name")],
            )
