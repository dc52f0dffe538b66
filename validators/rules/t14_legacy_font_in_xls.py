"""T14: TCVN3 or VNI text in an .xls, .xlsb or .ods, whose fonts cannot be seen."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import rule


@rule(
    "T14",
    severity="warning",
    scope="file",
    since="2025",
    basis="Bảng mã TCVN3, VNI",
    what="Tệp .xls, .xlsb hoặc .ods có chữ gõ bằng phông cũ (TCVN3, VNI).",
    why=(
        "Trong các tệp này không đọc được tên phông nên chữ không chuyển mã được, tên lớp và đơn vị sẽ hiện"
        " sai."
    ),
    wrong="“§µo t¹o” thay cho “Đào tạo”.",
    mend=(
        "Mở bằng Excel, lưu lại dạng .xlsx (tên phông được giữ, công cụ sẽ tự chuyển mã), hoặc gõ lại bằng"
        " Unicode."
    ),
)
def legacy_font_in_xls(batch: Batch, bounds: dict):
    for number in batch.used:
        for sheet, cell in batch.returns[number].undecoded:
            yield Finding(
                file=number,
                sheet=sheet,
                cell=cell,
                key=sheet,
                message=(
                    f"Chữ ở ô {cell} có vẻ gõ bằng phông cũ (TCVN3 hoặc VNI), không đọc đúng được trong tệp"
                    f" .{batch.returns[number].format}."
                ),
            )
