"""T11: the example row left in."""

from validators.batch import Batch
from validators.causes.sums import so_totals_are_off, totals_without
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T11",
    severity="warning",
    scope="file",
    since="2025",
    basis="Trang “Cách điền”",
    what="Dòng ví dụ chưa xóa.",
    why="Dòng ví dụ bị tính như một lớp thật.",
    wrong="Dòng “Ví dụ: Lớp bồi dưỡng … 60”.",
    mend="Xóa dòng ví dụ trước khi gửi.",
)
def example_row(batch: Batch, bounds: dict):
    for number in batch.used:
        for table in batch.returns[number].tables:
            name = batch.form_set.annexes[table.form].label_field
            for row in table.examples:
                frame = batch.frames[table.form]
                broken = totals_without(frame, frame.position(table, row))
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=table.cell(row, name) or f"A{row}",
                    row=row,
                    field=name,
                    key=f"{table.form}|example",
                    message=f"Dòng {row} là dòng ví dụ, đang bị tính như số liệu thật."
                    + so_totals_are_off(broken),
                    related=broken,
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
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Ví dụ: Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!B2",
    ),
    found(  # why the total is off: it stands for that error too
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Ví dụ: Bồi dưỡng cấp phòng | 12 ngày | 60 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | | Tổng cộng | | 70 |
        """,
        "Biểu 04!B2 error",
    ),
)
