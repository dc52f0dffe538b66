"""T02: a workbook without any table of the form set."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T02",
    severity="error",
    scope="file",
    since="2025",
    basis="So với bộ biểu mẫu",
    what="Trong tệp không có biểu nào của bộ biểu mẫu.",
    why=(
        "Không nhận ra biểu thì không có số liệu để tổng hợp; có thể gửi nhầm tệp hoặc dòng tiêu đề đã bị"
        " sửa."
    ),
    wrong="Sổ theo dõi nghỉ phép gửi nhầm; biểu bị xóa dòng tiêu đề cột.",
    mend="Đề nghị dùng đúng biểu mẫu đã gửi kèm công văn, giữ nguyên dòng tiêu đề cột.",
)
def no_known_table(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        if source.status == "ok" and not source.tables:
            names = ", ".join(f"“{form.name}”" for form in batch.form_set.annexes.values())
            yield Finding(
                file=number,
                key="file",
                value=source.path.name,
                message="Không thấy biểu nào của bộ biểu mẫu trong tệp này.",
                expected=names,
                suggestion="Kiểm tra xem có gửi nhầm tệp, hoặc dòng tiêu đề cột đã bị sửa, bị xóa.",
            )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Nghỉ phép
        | STT | Họ và tên | Số ngày nghỉ |
        | 1 | Nguyễn Văn A | 5 |
        """,
        "",
    ),
    silent(  # one sheet with a table is enough
        """
        # Nháp
        | Kính gửi Ban Tổ chức |
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
)
