"""T18: a table that is there and was not understood."""

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.table import letters
from workbook_templates.reading.unread_tables import UnreadTable
from workbook_templates.words.spelling import quote

_MOST = 6  # headers named in a message


@rule(
    "T18",
    severity="error",
    scope="file",
    since="2026",
    basis="So với bộ biểu mẫu",
    what="Có một bảng số liệu nhưng không nhận ra là biểu nào.",
    why="Bảng không nhận ra thì số liệu trong đó không được tính, dù đơn vị đã điền.",
    wrong="Cột “Tên lớp” đổi thành “Nội dung mở lớp”, cột “Học viên” đổi thành “Quân số”.",
    mend="Đổi tên các cột về đúng như biểu mẫu đã gửi kèm công văn; mỗi lớp, mỗi đơn vị một dòng.",
)
def table_not_understood(batch: Batch, bounds: dict):
    for number in batch.used:
        for table in batch.returns[number].unread_tables:
            yield Finding(
                file=number,
                sheet=table.sheet,
                cell=f"{letters(table.column)}{table.row}",
                row=table.row,
                severity=_severity(table, batch, number),
                key=f"{table.sheet}|unread",
                message=_says(table, batch),
                expected=_expected(table, batch),
            )


def _severity(table: UnreadTable, batch: Batch, number: int) -> Severity | None:
    """A table of which nothing is known, beside those of the form, may be the unit's own."""
    strange = not table.known and not table.annex
    return Severity.HINT if strange and batch.returns[number].tables else None


def _says(table: UnreadTable, batch: Batch) -> str:
    form = batch.form_set.annexes.get(table.annex or "")
    where = f"Trang “{table.sheet}” có một bảng số liệu (dòng {table.row})"
    unknown = f"; không rõ cột {_listed(table.unknown)}" if table.unknown else ""
    if table.headless:
        name = f" (có thể là {form.name})" if form else ""
        return f"{where}{name} không có dòng tên cột nên không đọc được; số liệu chưa được tính."
    name = f"có thể là {form.name} nhưng chưa đọc được" if form else "nhưng không nhận ra là biểu nào"
    if table.sideways:
        return f"{where} ghi theo chiều ngang (tên cột xếp dọc) nên không đọc được; số liệu chưa được tính."
    return f"{where}, {name}{unknown}. Số liệu của bảng này chưa được tính."


def _expected(table: UnreadTable, batch: Batch) -> str | None:
    form = batch.form_set.annexes.get(table.annex or "")
    return _listed([column.header[-1] for column in form.columns if column.required]) if form else None


def _listed(texts) -> str:
    return ", ".join(f"“{quote(text)}”" for text in list(texts)[:_MOST]) + (
        " …" if len(texts) > _MOST else ""
    )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(  # two headers reworded
        """
        # Biểu 04
        | TT | Nội dung mở | Thời gian | Quân số |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!A1",
    ),
    found(  # typed sideways
        """
        # Sheet1
        | Tên lớp | Bồi dưỡng cấp phòng | Bồi dưỡng CVC |
        | Thời gian | 12 ngày | 12 ngày |
        | Học viên | 70 | 60 |
        """,
        "Sheet1!A1",
    ),
    found(  # without a row of headers
        """
        # Biểu 04
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!A1",
    ),
    silent(  # a list of people
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # Danh sách
        | TT | Họ và tên | Năm sinh | Đơn vị | Ghi chú |
        | 1 | Nguyễn Văn A | 1980 | Phòng Tổ chức | |
        | 2 | Trần Thị B | 1985 | Văn phòng | |
        """,
    ),
    found(  # below one of ours, under headers of its own
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | | | |
        | TT | Chuyên đề | Số buổi | Quân số |
        | 1 | Đoàn thanh niên | 2 | 30 |
        """,
        "Biểu 04!A4",
    ),
    found(  # below a table that was
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Tổng cộng | | 70 |
        # Biểu 01
        | TT | Đơn vị cử | Học viên | Ghi |
        | 1 | Sở Xây dựng | 3 | 4 |
        | 2 | Sở Y tế | 3 | 4 |
        """,
        "Biểu 01!A1",
    ),
    silent(  # something else, kept in the same workbook
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # Điện nước
        | TT | Tháng | Chỉ số cũ | Chỉ số mới |
        | 1 | Một | 70 | 80 |
        | 2 | Hai | 80 | 95 |
        """,
    ),
)
