"""L13: a file that the province chose to count is no longer there."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import rule


@rule(
    "L13",
    severity="warning",
    scope="all",
    since="2026",
    basis="Trang “Tệp đã nhận” của sổ theo dõi",
    together=True,
    what="Tệp mà tỉnh đã chọn trong sổ theo dõi không còn trong thư mục, hoặc đã đổi nội dung.",
    why="Số liệu đang tính theo tệp khác với tệp đã chọn.",
    wrong="Đã chọn “Dùng tệp này” cho “Dai Tu (sửa).xlsx”, sau đó tệp bị xóa hoặc lưu đè.",
    mend="Đề nghị để lại tệp đã chọn vào thư mục, hoặc xóa lựa chọn ở trang “Tệp đã nhận” của sổ theo dõi.",
)
def chosen_file_gone(batch: Batch, bounds: dict):
    for unit, name in batch.gone:
        known = batch.form_set.catalogue.units.get(unit)
        yield Finding(
            f"{known.name if known else unit}: tỉnh đã chọn tệp “{name}” trong sổ theo dõi, nhưng tệp ấy"
            " không còn trong thư mục hoặc đã đổi nội dung. Đang tính theo các tệp còn lại.",
            unit=unit,
            value=name,
            key=name,
        )
