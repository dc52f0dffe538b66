"""D25: parts that exclude one another and are together more than the whole."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.declared.relations import PART, parts_apart
from workbook_templates.kinds.numbers import dotted


@rule(
    "D25",
    severity="warning",
    scope="row",
    since="2026",
    basis="Quan hệ giữa các cột, khai báo trong bộ biểu mẫu",
    relation=PART,
    yields_to=("D01", "D02", "D18", "O02", "O03", "O04", "O05"),
    what="Các phần không trùng nhau (tiến sĩ, thạc sĩ của công chức, viên chức) cộng lại lớn hơn tổng số.",
    why="Mỗi người chỉ ghi ở trình độ cao nhất; cộng lại lớn hơn tổng số thì có ô ghi sai hoặc tính trùng.",
    wrong="Tổng số cán bộ 48, gồm thạc sĩ công chức 30 và thạc sĩ viên chức 25.",
    mend="Kiểm tra tổng số và từng phần; mỗi người chỉ ghi ở trình độ cao nhất.",
)
def parts_together_larger(frame: Frame, bounds: dict):
    for whole, parts in parts_apart(frame.form):
        for _, span in frame.tables():
            for position in range(span.start, span.stop):
                yield from _finding(frame, position, whole, parts)


def _finding(frame: Frame, position: int, whole: str, parts: tuple[str, ...]):
    stated = frame.value(position, whole)
    unread = [name for name in parts if (position, name) in frame.problems]
    figures = {name: frame.value(position, name) for name in parts if name not in unread}
    figures = {name: value for name, value in figures.items() if isinstance(value, float) and value}
    together = sum(figures.values())
    if not isinstance(stated, float) or together <= stated:
        return
    listed = ", ".join(f"{frame.label_of(name)} {dotted(value)}" for name, value in figures.items())
    yield frame.finding(
        position,
        whole,
        f"{listed} cộng lại được {dotted(together)}, lớn hơn {frame.label_of(whole)} {dotted(stated)}.",
        expected=f"không dưới {dotted(together)}",
        difference=stated - together,
        related=[(position, name) for name in figures],
    )


_HEAD = """
        # Sau đại học
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký |
        | | | | Công chức | | Viên chức | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | |
"""
EXAMPLES = (
    silent(  # just as many; a whole or parts that are blank
        _HEAD
        + """
        | 1 | Văn phòng Tỉnh ủy | 48 | 1 | 30 | 0 | 17 | 3 |
        | 2 | Ủy ban Kiểm tra Tỉnh ủy | | 0 | 7 | 0 | 0 | 3 |
        | 3 | Ban Dân vận Tỉnh ủy | 21 | | | | | 3 |
        """,
        form_set="lang-son-2018",
    ),
    found(
        _HEAD
        + """
        | 1 | Văn phòng Tỉnh ủy | 48 | 1 | 30 | 0 | 18 | 3 |
        """,
        "Sau đại học!C5",
        form_set="lang-son-2018",
    ),
)
