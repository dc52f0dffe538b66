"""T19: a file of a format in which not everything can be seen."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import rule

_LOOKS = "chữ gạch ngang, chữ màu trắng, định dạng số và phông cũ"
_MORE = "dòng và cột bị ẩn, công thức, ô báo lỗi (đọc như ô trống), hình và hộp chữ đè lên số liệu, "
_NOT_SHOWN = {"xls": _MORE + _LOOKS, "xlsb": _MORE + _LOOKS, "ods": _LOOKS}


@rule(
    "T19",
    severity="hint",
    scope="file",
    since="2025",
    basis="Dạng tệp .xlsx của biểu mẫu",
    what="Tệp .xls, .xlsb hoặc .ods: công cụ không thấy hết dòng ẩn, công thức, định dạng.",
    why=(
        "Trong các dạng tệp này công cụ đọc được số liệu nhưng không thấy hết những gì hiện trên trang,"
        " nên có chỗ không kiểm tra được."
    ),
    wrong="Tệp .xls có dòng bị ẩn, hoặc có số đã gạch bỏ.",
    mend="Mở bằng Excel, lưu lại dạng .xlsx rồi kiểm tra lại.",
)
def format_shows_less(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        if source.tables and source.format in _NOT_SHOWN:
            yield Finding(
                file=number,
                key="format",
                message=(
                    f"Tệp dạng .{source.format} không cho thấy {_NOT_SHOWN[source.format]};"
                    " những chỗ đó chưa kiểm tra được."
                ),
            )
