"""L08: a row that names a unit which is not in the catalogue, or not the sender."""

from validators.former_names import told_of
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import quote


@rule(
    "L08",
    severity="warning",
    scope="row",
    since="2025",
    basis="Danh mục đơn vị",
    needs=(Role.UNIT,),
    what="Tên đơn vị trong dòng không có trong danh mục, hoặc là đơn vị khác.",
    why="Tên lạ không ghép được với đơn vị nào; tên đơn vị khác có thể do chép biểu.",
    wrong="“Huyện ủy Đại Tư” thay cho “Huyện ủy Đại Từ”.",
    mend="Ghi đúng tên trong danh mục.",
)
def row_of_unknown_unit(frame: Frame, bounds: dict):
    for (_, name), positions in _rows_by_name(frame).items():
        first, *others = positions
        source = frame.owner(first).source
        unit = frame.form_set.catalogue.match(name)
        related = [(position, Role.UNIT) for position in others]
        if unit is None and source.unit is None and source.level == "province":
            former = told_of(frame.form_set.catalogue, name)
            if former:
                yield frame.finding(
                    first,
                    Role.UNIT,
                    f"“{quote(name)}” là tên trước sắp xếp: {former.message}.",
                    expected=former.expected,
                    suggestion=former.suggestion,
                    related=related,
                )
                continue
            likely = frame.form_set.catalogue.suggest(name)
            yield frame.finding(
                first,
                Role.UNIT,
                f"“{quote(name)}” không có trong danh mục đơn vị.",
                expected=likely.name if likely else None,
                suggestion=f"Có phải “{likely.name}”?" if likely else "Ghi đúng tên trong danh mục đơn vị.",
                related=related,
                changes=[(position, Role.UNIT, likely.name) for position in positions] if likely else [],
            )
        elif unit is not None and source.unit and unit.code != source.unit:
            sender = frame.form_set.catalogue.units[source.unit]
            yield frame.finding(
                first,
                Role.UNIT,
                f"Dòng ghi “{unit.name}”, tệp là của “{sender.name}”.",
                expected=sender.name,
                related=related,
            )


def _rows_by_name(frame: Frame) -> dict[tuple[int, str], list[int]]:
    """The rows of each table that write a unit's name, by the name."""
    found: dict[tuple[int, str], list[int]] = {}
    names = frame.raws(frame.name_of(Role.UNIT))
    for number, (_, span) in enumerate(frame.tables()):
        for position in range(span.start, span.stop):
            name = names[position]
            if isinstance(name, str):
                found.setdefault((number, name), []).append(position)
    return found


EXAMPLES = (
    silent(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Huyện uỷ Đại Từ | 1 | 1 |
        """,
    ),
    found(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        | 2 | Huyện ủy Đại Tư | 1 | 1 |
        """,
        "Biểu 01!B4",
    ),
    found(  # another than the sender
        """
        # Biểu 01
        | HUYỆN ỦY ĐẠI TỪ |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Phú Bình | 1 | 1 |
        """,
        "Biểu 01!B3",
    ),
    silent(  # a part of the sender
        """
        # Biểu 01
        | HUYỆN ỦY ĐẠI TỪ |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Phòng Nội vụ | 1 | 1 |
        """,
    ),
    silent(  # one name alone: L01 asks whose it is
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Tư | 1 | 1 |
        """,
    ),
    found(  # a name on several rows is told once
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y té | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        |  | Sở Y té | Bồi dưỡng văn thư | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        "Biểu!B2",
        form_set="lang-son-2018",
    ),
)
