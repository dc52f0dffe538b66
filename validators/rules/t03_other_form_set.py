"""T03: a blank of another form set or edition."""

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T03",
    severity="error",
    scope="file",
    since="2025",
    basis="Trang “Thông tin” của biểu mẫu",
    what="Biểu mẫu của tỉnh khác, năm khác hoặc phiên bản khác.",
    why="Mẫu cũ có thể thiếu cột hoặc khác năm, số liệu dễ vào nhầm kế hoạch.",
    wrong="Gửi lại tệp của kế hoạch năm trước (bộ biểu mẫu thai-nguyen-2024).",
    mend="Đề nghị chép số liệu sang biểu mẫu mới nhất của kế hoạch này.",
)
def other_form_set(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        for key, wanted, what in (
            ("form_set", batch.form_set.id, "bộ biểu mẫu"),
            ("edition", batch.form_set.edition, "phiên bản biểu mẫu"),
            ("year", str(batch.form_set.year), "năm kế hoạch"),
        ):
            found = source.cover.get(key)
            if batch.form_set.learnt and key != "year":
                continue  # what a cover says was never learnt
            if found and found != wanted:
                sheet, cell = source.cover_cells[key]
                yield Finding(
                    file=number,
                    sheet=sheet,
                    cell=cell,
                    value=found,
                    expected=wanted,
                    key=key,
                    message=f"Tệp ghi {what} là “{found}”, của kế hoạch này là “{wanted}”.",
                    severity=Severity.WARNING if key == "edition" else None,
                )
                break


EXAMPLES = (
    silent(
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        % edition: 1
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2024
        % edition: 1
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B2",
    ),
    found(  # another edition of the right form set may still fit
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        % edition: 2
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B3 warning",
    ),
    found(  # another year
        """
        % unit_code: TN-TCT
        % year: 2024
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B2",
    ),
    found(  # what follows from the other form set is not told again
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2024
        % edition: 3
        % year: 2024
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Thông tin!B2",
    ),
)
