"""T04: a unit that owes an annex which none of its files holds."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T04",
    severity="warning",
    scope="file",
    since="2025",
    basis="Danh sách biểu mỗi đơn vị phải gửi",
    what="Đơn vị còn thiếu biểu phải gửi.",
    why="Thiếu biểu khác với không có nhu cầu; biểu thiếu chưa được tính.",
    wrong="Đơn vị mở lớp gửi Biểu 02, Biểu 03 nhưng bỏ Biểu 04.",
    mend="Đề nghị gửi bổ sung biểu còn thiếu; không có nhu cầu thì ghi rõ “Không có nhu cầu”.",
)
def annex_missing(batch: Batch, bounds: dict):
    files: dict[str, list[int]] = {}
    # Where the forms are learnt from an example, nothing but that says what a unit owes.
    by_example = batch.together and batch.form_set.learnt
    for number in batch.used:
        source = batch.returns[number]
        if source.unit and (source.cover or by_example) and source.tables:
            files.setdefault(source.unit, []).append(number)
    for unit, numbers in files.items():
        have = {table.form for number in numbers for table in batch.returns[number].tables}
        owed = batch.form_set.expected_units.get(unit, ())
        missing = [batch.form_set.annexes[form].name for form in owed if form not in have]
        if missing:
            yield Finding(
                file=numbers[0],
                # Of a form that was learnt nobody said who owes what.
                severity="hint" if batch.form_set.learnt else None,
                key="|".join(missing),
                expected=", ".join(missing),
                message=f"Còn thiếu {', '.join(missing)}.",
                suggestion="Gửi bổ sung, hoặc ghi rõ “Không có nhu cầu”.",
            )


EXAMPLES = (
    silent(
        """
        % unit_code: TN-BHXH
        % form_set: thai-nguyen-2025
        # Biểu 01
        | Nhu cầu đào tạo |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Bảo hiểm xã hội tỉnh | 2 | 2 |
        """,
    ),
    found(
        """
        % unit_code: TN-TU-PY
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "",
    ),
    silent(  # a table known by its title alone: the others may stand in other workbooks
        """
        # Biểu 04
        | THÀNH ỦY PHỔ YÊN |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    silent(  # one unit's annexes in two workbooks
        """
        ## a.xlsx
        % unit_code: TN-TU-PY
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## b.xlsx
        % unit_code: TN-TU-PY
        % form_set: thai-nguyen-2025
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2025 | 10/2025 | |
        """,
    ),
)
