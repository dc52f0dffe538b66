"""T07: a column or a table that stands twice in one file."""

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.copied_tables import Copy
from workbook_templates.reading.table import Table, letters


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
        yield from map(lambda copy, file=number: _copied(batch, file, copy), batch.returns[number].copies)
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
            corner = _corner(table)
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


def _corner(table: Table) -> str:
    return f"{letters(min(table.columns.values()))}{table.header_row}"


def _copied(batch: Batch, number: int, copy: Copy) -> Finding:
    """A sheet that was copied: a mere copy counts once; of two versions the clerk must say which is right."""
    form = batch.form_set.annexes[copy.table.form]
    both = f"{form.name} có trên cả hai trang “{copy.of.sheet}” và “{copy.table.sheet}”"
    place = {"file": number, "sheet": copy.table.sheet, "cell": _corner(copy.table)}
    place |= {"row": copy.table.header_row, "related": [f"{copy.of.sheet}!{_corner(copy.of)}"]}
    if not copy.others:
        return Finding(
            **place,
            key=f"{form.id}|copy",
            message=f"{both}, các dòng giống hệt nhau; chỉ tính một lần, theo trang “{copy.of.sheet}”.",
            suggestion=f"Xóa trang “{copy.table.sheet}” trước khi gửi.",
        )
    kinds = {name: form.by_field[name].field for name, _, _ in copy.totals}
    sums = "; ".join(
        f"{kinds[name].label}: {kinds[name].kind.told(one)} và {kinds[name].kind.told(other)}"
        for name, one, other in copy.totals
    )
    return Finding(
        **place,
        key=f"{form.id}|version",
        severity=Severity.ERROR,
        message=(
            f"{both}: {copy.same} dòng giống nhau, {copy.others} dòng khác"
            + (f" ({sums})" if sums else "")
            + f". Đang tính theo trang “{copy.of.sheet}”, trang kia chưa được tính."
        ),
        suggestion="Giữ lại trang đúng, xóa trang kia; nếu là hai danh sách khác nhau thì gộp vào một trang.",
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
        # Phòng Tổ chức
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ | 12 ngày | 70 |
        """,
        "Phòng Tổ chức!A1",
    ),
    found(  # a sheet that was copied
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
    found(  # and changed
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        # Biểu 04 (2)
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 75 |
        """,
        "Biểu 04 (2)!A1 error",
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
