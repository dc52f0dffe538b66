"""T05: a column that the table needs and does not have."""

from validators.batch import Batch
from validators.findings import Change, Finding
from validators.rule import found, rule, silent
from workbook_templates.declared.forms import Column
from workbook_templates.reading.headers import likely_field
from workbook_templates.reading.sub_columns import Split
from workbook_templates.reading.table import Table, letters
from workbook_templates.words.spelling import quote


@rule(
    "T05",
    severity="error",
    scope="file",
    since="2025",
    basis="So với bộ biểu mẫu",
    what="Biểu thiếu một cột bắt buộc.",
    why="Thiếu cột thì số liệu của cột ấy không được tính.",
    wrong="Biểu 04 không có cột “Học viên”.",
    mend="Thêm lại cột, hoặc sửa tên cột cho đúng biểu mẫu.",
)
def column_missing(batch: Batch, bounds: dict):
    for number in batch.used:
        for table in batch.returns[number].tables:
            form = batch.form_set.annexes[table.form]
            divided = {split.field: split for split in table.splits if split.total is None}
            for name, split in divided.items():
                yield _divided(number, table, form.by_field[name], split)
            for name in table.missing:
                if name in divided:
                    continue
                header = " / ".join(form.by_field[name].header)
                likely = [(c, text) for c, text in table.unknown if likely_field(text, form) == name]
                column = likely[0][0] if likely else min(table.columns.values())
                cell = f"{letters(column)}{table.header_row}"
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=cell,
                    row=table.header_row,
                    field=name,
                    expected=header,
                    key=f"{table.form}|{name}",
                    message=f"{form.name} không có cột “{header}” ({form.by_field[name].field.label}).",
                    suggestion=(
                        f"Có phải cột “{likely[0][1]}”? Nếu đúng, đề nghị sửa lại tên cột."
                        if likely
                        else "Thêm lại cột này như trong biểu mẫu."
                    ),
                    changes=[Change(cell, form.by_field[name].header[-1])] if likely else [],
                )


def _divided(number: int, table: Table, column: Column, split: Split) -> Finding:
    """A column that stands in parts, without one that is sure to be the figure."""
    cells = [f"{letters(place)}{table.header_row}" for place, _ in split.parts]
    parts = ", ".join(f"“{quote(text)}”" for _, text in split.parts)
    return Finding(
        file=number,
        sheet=table.sheet,
        cell=cells[0],
        row=table.header_row,
        field=split.field,
        expected=" / ".join(column.header),
        related=cells[1:],
        key=f"{table.form}|{split.field}",
        message=(
            f"Cột “{column.header[-1]}” chia thành {parts} mà không rõ cột nào là tổng số của năm kế hoạch;"
            " số liệu ở các cột này chưa được tính."
        ),
        suggestion="Thêm một cột con “Tổng số” bên cạnh, hoặc chỉ để một cột như trong biểu mẫu.",
    )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Kết cục |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
        "Biểu 02!A2",
    ),
    found(  # in parts, none of which is the whole
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | | | | Nam | Nữ |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 40 | 30 |
        """,
        "Biểu 04!D1",
    ),
    found(  # at the column that looks like it
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số hoc viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
        """,
        "Biểu 02!C2",
    ),
)
