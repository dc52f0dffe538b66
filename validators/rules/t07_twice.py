"""T07: a column or a table that stands twice in one file."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.table import letters


@rule(
    "T07",
    severity="warning",
    scope="file",
    since="2025",
    basis="So với bộ biểu mẫu",
    what="Một cột, hoặc một biểu, có hai lần trong tệp.",
    why="Cột thứ hai không được tính; biểu thứ hai được tính thêm, dễ thành cộng hai lần.",
    wrong="Hai cột “Số học viên”; hai trang tính cùng là Biểu 02.",
    mend="Chỉ giữ một; cột, biểu chép lại để tham khảo đề nghị xóa trước khi gửi.",
)
def twice(batch: Batch, bounds: dict):
    for number in batch.used:
        first: dict[str, str] = {}
        for table in batch.returns[number].tables:
            form = batch.form_set.annexes[table.form]
            for column, name in table.twice:
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=f"{letters(column)}{table.header_row}",
                    row=table.header_row,
                    field=name,
                    key=f"{table.form}|{name}",
                    related=[f"{letters(table.columns[name])}{table.header_row}"],
                    message=(
                        f"Cột “{form.by_field[name].header[-1]}” có hai lần; chỉ cột "
                        f"{letters(table.columns[name])} được tính."
                    ),
                    suggestion="Chỉ giữ cột có số liệu đúng, xóa cột kia.",
                )
            corner = f"{letters(min(table.columns.values()))}{table.header_row}"
            place = f"{table.sheet}!{corner}"
            if table.form in first and table.rows:
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=corner,
                    row=table.header_row,
                    related=[first[table.form]],
                    key=f"{table.form}|table",
                    message=(
                        f"{form.name} có hai lần trong tệp (xem {first[table.form]}); cả hai đều được tính."
                    ),
                    suggestion="Chỉ giữ một biểu; biểu chép lại để tham khảo đề nghị xóa trước khi gửi.",
                )
            elif table.rows:
                first[table.form] = place


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
        | TT | Tên lớp | Thời gian | Học viên | Số học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | 75 |
        """,
        "Biểu 04!E1",
    ),
    found(  # a table that is there twice
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # Chép lại
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Chép lại!A1",
    ),
    silent(  # the blank beside the filled one
        """
        # Mẫu trắng
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | | | |
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    silent(  # the same words under other words above them
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        """,
        form_set="lang-son-2018",
    ),
)
