"""L08: a row that names a unit which is not in the catalogue, or not the sender."""

from validators.frames import Frame
from validators.rule import rule
from workbook_templates.text import quote


@rule(
    "L08",
    severity="warning",
    scope="row",
    since="2025",
    basis="Danh mục đơn vị",
    needs=("unit_name",),
    what="Tên đơn vị trong dòng không có trong danh mục, hoặc là đơn vị khác.",
    why="Tên lạ không ghép được với đơn vị nào; tên đơn vị khác có thể do chép biểu.",
    wrong="“Huyện ủy Đại Tư” thay cho “Huyện ủy Đại Từ”.",
    mend="Ghi đúng tên trong danh mục.",
    good="# Biểu 01\n| NHU CẦU |\n| TT | Tên đơn vị | Tập trung | Không tập trung |\n| 1 | Sở Xây dựng | 1 | 1 |\n| 2 | Huyện uỷ Đại Từ | 1 | 1 |",
    bad="# Biểu 01\n| NHU CẦU |\n| TT | Tên đơn vị | Tập trung | Không tập trung |\n| 1 | Sở Xây dựng | 1 | 1 |\n| 2 | Huyện ủy Đại Tư | 1 | 1 |",
    cells=("Biểu 01!B4",),
)
def row_of_unknown_unit(frame: Frame, bounds: dict):
    catalogue = frame.form_set.catalogue
    for position in range(frame.size):
        name = frame.raw(position, "unit_name")
        if not isinstance(name, str):
            continue
        source = frame.owner(position).source
        unit = catalogue.match(name)
        if source.unit is None and source.level == "province" and unit is None:
            likely = catalogue.suggest(name)
            yield frame.hit(
                position,
                "unit_name",
                f"“{quote(name)}” không có trong danh mục đơn vị.",
                expected=likely.name if likely else None,
                suggestion=f"Có phải “{likely.name}”?" if likely else None,
            )
        elif unit is not None and source.unit and unit.code != source.unit:
            yield frame.hit(
                position,
                "unit_name",
                f"Dòng ghi “{unit.name}”, tệp là của “{catalogue.units[source.unit].name}”.",
                expected=catalogue.units[source.unit].name,
            )
