"""L07: the decision that the tables belong to, quoted with another number or date."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "L07",
    severity="warning",
    scope="all",
    since="2025",
    basis="Dòng “Kèm theo …” dưới tên biểu",
    what="Các biểu dẫn số hoặc ngày của quyết định, kế hoạch khác nhau.",
    why="Biểu kèm theo một văn bản phải dẫn đúng một số và một ngày.",
    wrong="Biểu 01 dẫn QĐ 1001 ngày 12/12/2017, biểu sau dẫn QĐ 1004 ngày 04/12/2017.",
    mend="Sửa theo số, ngày của văn bản đã ký.",
)
def decision_quoted_differently(batch: Batch, bounds: dict):
    for number in batch.used:
        decisions = batch.returns[number].decisions
        for other in decisions[1:]:
            first = decisions[0]
            if (other.number, other.day) == (first.number, first.day):
                continue
            order = (other.number - first.number) * (1 if other.day >= first.day else -1)
            reversed_dates = (
                " Số lớn hơn lại có ngày sớm hơn." if other.day != first.day and order < 0 else ""
            )
            yield Finding(
                file=number,
                sheet=other.sheet,
                cell=other.cell,
                value=other.text,
                expected=first.text,
                related=[f"{first.sheet}!{first.cell}"],
                key=f"{other.sheet}|decision",
                message=(
                    f"Biểu này dẫn “{other.text}”, trang “{first.sheet}” dẫn “{first.text}”.{reversed_dates}"
                ),
                suggestion="Đối chiếu với văn bản đã ký và sửa cho thống nhất.",
            )


EXAMPLES = (
    silent(
        """
        # A
        | (Kèm theo Quyết định số 12-QĐ/TU ngày 9/12/2024) |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # B
        | (Kèm theo Quyết định số 12/QĐ-TU, ngày 09/12/2024) |
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
    found(
        """
        # A
        | (Kèm theo Quyết định số 12-QĐ/TU ngày 9/12/2024) |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # B
        | (Kèm theo Quyết định số 12-QĐ/TU, ngày 19/12/2024) |
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
        "B!A1",
    ),
    found(  # another number
        """
        # A
        | (Kèm theo Quyết định số 12-QĐ/TU ngày 9/12/2024) |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # B
        | (Kèm theo Quyết định số 14-QĐ/TU ngày 9/12/2024) |
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
        "B!A1",
    ),
    silent(  # no day, no decision
        """
        # A
        | (Kèm theo Quyết định số 12-QĐ/TU ngày 9/12/2024) |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # B
        | (Kèm theo Quyết định số …-QĐ/TU ngày … tháng … năm 2024) |
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
)
