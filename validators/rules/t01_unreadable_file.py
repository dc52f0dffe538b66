"""T01: a file that cannot be read at all."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import rule
from workbook_templates.reading.unreadable import why_unreadable


@rule(
    "T01",
    severity="error",
    scope="file",
    since="2025",
    basis="Không mở được tệp",
    what="Tệp không đọc được: rỗng, hỏng, có mật khẩu, hoặc không phải sổ Excel.",
    why="Số liệu trong tệp này chưa được tính vào biểu nào.",
    wrong="Tệp PDF đổi đuôi thành .xlsx; sổ Excel đặt mật khẩu mở.",
    mend="Đề nghị đơn vị mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi lại.",
)
def unreadable_file(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        if source.status == "unreadable":
            why = why_unreadable(source.reason)
            yield Finding(
                file=number,
                message=why.what,
                value=source.path.name,
                key="file",
                suggestion=why.advice,
            )
