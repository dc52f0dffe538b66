"""T12: another unit's name above the table."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.words.spelling import quote


@rule(
    "T12",
    severity="warning",
    scope="file",
    since="2025",
    basis="Danh mục đơn vị",
    what="Tiêu đề mang tên đơn vị khác với trang “Thông tin”.",
    why="Có thể đã chép biểu của đơn vị khác.",
    wrong="Trang “Thông tin” ghi Huyện ủy Đại Từ, đầu biểu ghi HUYỆN ỦY PHÚ BÌNH.",
    mend="Sửa tên đơn vị cho thống nhất, kiểm tra lại xem số liệu có đúng là của đơn vị mình không.",
)
def other_unit_in_title(batch: Batch, bounds: dict):
    catalogue = batch.form_set.catalogue
    for number in batch.used:
        source = batch.returns[number]
        if not source.unit:
            continue
        for table in source.tables:
            for cell, text in table.titles:
                named = catalogue.match(text.split(":", 1)[-1])
                if named and named.code != source.unit:
                    yield Finding(
                        file=number,
                        sheet=table.sheet,
                        cell=cell,
                        value=quote(text),
                        key=f"{table.form}|{named.code}",
                        expected=catalogue.units[source.unit].name,
                        message=(
                            f"Đầu biểu ghi “{named.name}” nhưng tệp là của"
                            f" “{catalogue.units[source.unit].name}”."
                        ),
                    )


EXAMPLES = (
    silent(
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | HUYỆN ỦY ĐẠI TỪ |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | HUYỆN ỦY PHÚ BÌNH |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    silent(  # a title that names nobody
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | ĐƠN VỊ: |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(  # behind a label
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | Đơn vị: Huyện ủy Phú Bình |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
)
