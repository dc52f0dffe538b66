"""T06: a column that the form does not know."""

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.headers import likely_field
from workbook_templates.reading.table import letters

_ASIDE = "Chuyển nội dung vào cột đúng hoặc ghi {}; nếu là cột của biểu, đề nghị sửa lại tên cột."


@rule(
    "T06",
    severity="hint",
    scope="file",
    since="2025",
    basis="So với bộ biểu mẫu",
    yields_to=("T05",),
    what="Cột không có trong biểu mẫu.",
    why="Số liệu ở cột lạ không được tổng hợp.",
    wrong="Đơn vị tự thêm cột “Nơi học”.",
    mend="Chuyển nội dung vào cột đúng hoặc cột Ghi chú; nếu là cột của biểu, sửa lại tên cột.",
)
def column_unknown(batch: Batch, bounds: dict):
    for number in batch.used:
        for table in batch.returns[number].tables:
            form = batch.form_set.annexes[table.form]
            for column, text in table.unknown:
                likely = likely_field(text, form)
                wanted = " / ".join(form.by_field[likely].header) if likely in table.missing else None
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=f"{letters(column)}{table.header_row}",
                    row=table.header_row,
                    value=text,
                    key=f"{table.form}|{text}",
                    expected=wanted,
                    message=f"Cột “{text}” không có trong {form.name} nên không được tổng hợp.",
                    suggestion=f"Có phải là cột “{wanted}”?" if wanted else _ASIDE.format(form.aside),
                    severity=Severity.WARNING if wanted else None,
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
        | TT | Tên lớp | Nơi học | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | Trường | 12 ngày | 70 |
        """,
        "Biểu 04!C1",
    ),
    found(  # the first that looks like the lacking column is T05's, the next is in doubt
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số hoc viên | Số hoc vien | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 7 | 3/2024 | 4/2025 |
        """,
        "Biểu 02!D2 warning",
    ),
    silent(  # a lacking column is told once, by T05, not by both
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
)
