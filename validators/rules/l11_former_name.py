"""L11: a return that calls its unit by a name of before the reorganisation, but for its code."""

from collections.abc import Iterator

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.former_names import told_of
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.reading.returns import Return
from workbook_templates.words.spelling import fold, quote


@rule(
    "L11",
    severity="warning",
    scope="file",
    since="2025",
    basis="Danh mục đơn vị: mã, đơn vị tiền thân",
    what="Tên đơn vị ghi theo tên trước sắp xếp; tệp được tính theo mã đơn vị.",
    why=(
        "Huyện ủy Đại Từ cũ không phải là Đảng ủy xã Đại Từ: tên cũ còn sót lại có thể do chép biểu của đơn"
        " vị khác hoặc của năm trước."
    ),
    wrong="Mã của Đảng ủy xã Đại Từ, tên ghi “Huyện ủy Đại Từ”.",
    mend="Ghi tên hiện nay của đơn vị; xem lại mã nếu tệp là của đơn vị khác.",
)
def former_name(batch: Batch, bounds: dict):
    catalogue = batch.form_set.catalogue
    for number in batch.used:
        source = batch.returns[number]
        if not source.unit:
            continue
        unit = catalogue.units[source.unit]
        told_already: set[str] = set()
        for text, sheet, cell in _names(source):
            told = None if fold(text) in told_already else told_of(catalogue, text)
            if told is None:
                continue
            told_already.add(fold(text))
            if unit in told.units:
                suggestion, whose = f"Đề nghị ghi “{unit.name}”.", ""
            else:
                suggestion = f"Nếu không phải tệp của “{unit.name}”: {told.suggestion}"
                whose = ", là đơn vị khác"
            yield Finding(
                file=number,
                sheet=sheet,
                cell=cell,
                value=quote(text),
                key=fold(text),
                expected=unit.name,
                message=(
                    f"“{quote(text)}” là tên trước sắp xếp: {told.message}. Tệp được tính cho"
                    f" “{unit.name}” theo mã{whose}."
                ),
                suggestion=suggestion,
                severity=None if whose else Severity.HINT,
            )


def _names(source: Return) -> Iterator[tuple[str, str, str]]:
    """What a file calls its unit: on the cover and above its tables; each with sheet and cell."""
    if source.cover.get("unit_name") and "unit_name" in source.cover_cells:
        yield source.cover["unit_name"], *source.cover_cells["unit_name"]
    for table in source.tables:
        for cell, text in table.titles:
            yield text.split(":", 1)[-1].strip(), table.sheet, cell


_RETURN = """
% unit_name: {name}
% unit_code: {code}
% form_set: moi-loai-cot
# Biểu 1
| {title} |
| BIỂU SỐ 1 |
| TT | Tên lớp | Số học viên |
| 1 | Bồi dưỡng cấp phòng | 70 |
"""


def _example(code: str, name: str, title: str = "ĐẢNG ỦY") -> str:
    return _RETURN.format(name=name, code=code, title=title)


EXAMPLES = (
    silent(_example("MOT", "Đảng ủy xã Một"), form_set=EVERY_KIND),
    silent(_example("MOT", "UBND xã Lạ"), form_set=EVERY_KIND),  # no name of before
    found(_example("MOT", "Xã Mười"), "Thông tin!B1 hint", form_set=EVERY_KIND),
    found(_example("HAI", "Xã Mười"), "Thông tin!B1", form_set=EVERY_KIND),  # of another unit
    found(_example("MOT", "Huyện ủy Một"), "Thông tin!B1 hint", form_set=EVERY_KIND),
    found(_example("MOT", "Đảng ủy xã Chín, huyện Một"), "Thông tin!B1 hint", form_set=EVERY_KIND),
    silent(_example("MOT", "Xã Chín, huyện Hai"), form_set=EVERY_KIND),  # there was none
    found(_example("MOT", "", "HUYỆN ỦY MỘT"), "Biểu 1!A1 hint", form_set=EVERY_KIND),  # above the table
    found(_example("MOT", "Đảng ủy xã Một", "Đơn vị: Xã Tám, huyện Hai"), "Biểu 1!A1", form_set=EVERY_KIND),
    found(_example("MOT", "Huyện ủy Một", "HUYỆN ỦY MỘT"), "Thông tin!B1 hint", form_set=EVERY_KIND),
)
