"""T15: a return in which nothing is filled in."""

from collections.abc import Collection

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T15",
    severity="warning",
    scope="file",
    since="2025",
    basis="Trang “Cách điền”",
    what="Biểu trong tệp để trống: cả tệp (cần xác minh), hoặc một số biểu (lưu ý).",
    why="Để trống chưa phải là “Không có nhu cầu”; tỉnh không biết đơn vị quên điền hay không đăng ký.",
    wrong="Gửi lại biểu mẫu trắng.",
    mend="Điền số liệu; nếu không đăng ký, ghi “Không có nhu cầu” vào dòng đầu của biểu.",
)
def nothing_filled(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        if not source.tables:
            continue
        if not source.answered:
            yield Finding(file=number, key="file", message="Các biểu trong tệp đều chưa điền số liệu.")
        elif blank := _blank(batch, number):
            filled = ", ".join(_names(batch, source.answered))
            yield Finding(
                file=number,
                key="|".join(blank),
                message=f"Chưa điền {', '.join(_names(batch, blank))}; đã điền {filled}.",
                suggestion="Điền số liệu; nếu không đăng ký, ghi “Không có nhu cầu” vào dòng đầu của biểu.",
                severity=Severity.HINT,
            )


def _blank(batch: Batch, number: int) -> list[str]:
    """The annexes that stand untouched in a unit's files, where this is the first of those with an answer."""
    files = batch.files_of_unit(batch.returns[number].unit) or [number]
    if number != next(n for n in files if batch.returns[n].answered):
        return []
    returns = [batch.returns[n] for n in files]
    answered = {form for item in returns for form in item.answered}
    return [
        form
        for form in dict.fromkeys(table.form for item in returns for table in item.tables)
        if form not in answered
    ]


def _names(batch: Batch, forms: Collection[str]) -> list[str]:
    """What clerks call annexes, in the order of the form set."""
    return [annex.name for form, annex in batch.form_set.annexes.items() if form in forms]


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
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | | | |
        """,
        "",
    ),
    silent(  # said in place of a unit
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Không có nhu cầu | | |
        """,
    ),
    silent(  # said above the table
        """
        # Biểu 04
        | Không có nhu cầu |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | | | |
        """,
    ),
    found(  # a unit's name comes with the blank
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | | |
        """,
        "",
    ),
    *(
        silent(  # said in whatever words, wherever in the table
            f"""
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        {row}
        """,
        )
        for row in (
            "| KHÔNG CÓ NHU CẦU. | | | |",
            "| 1 | | | không đăng ký |",
            "| 1 | Không phát sinh | | 0 |",
            "| | | Không có | |",
        )
    ),
    found(  # of two biểu one
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | | |
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        " hint",
    ),
    silent(  # filled in another file of the unit
        """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | | |
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | 2 | |
        """,
    ),
)
