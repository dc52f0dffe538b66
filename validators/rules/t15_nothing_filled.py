"""T15: a return in which nothing is filled in."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T15",
    severity="warning",
    scope="file",
    since="2025",
    basis="Trang “Cách điền”",
    what="Các biểu trong tệp đều để trống.",
    why="Để trống chưa phải là “Không có nhu cầu”; tỉnh không biết đơn vị quên điền hay không đăng ký.",
    wrong="Gửi lại biểu mẫu trắng.",
    mend="Điền số liệu; nếu không đăng ký, ghi “Không có nhu cầu” vào dòng đầu của biểu.",
)
def nothing_filled(batch: Batch, bounds: dict):
    for number in batch.used:
        tables = batch.returns[number].tables
        if not tables or any(table.filled for table in tables):
            continue
        texts = [text for table in tables for _, text in (*table.notes, *table.titles)]
        texts += [value for table in tables for values in table.raw.values() for value in values]
        if any(batch.form_set.says_no_need(text) for text in texts):
            continue
        yield Finding(file=number, key="file", message="Các biểu trong tệp đều chưa điền số liệu.")


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
)
