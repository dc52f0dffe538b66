"""T17: rows below the total, the signatures or a last note that look like rows of the table."""

from validators.findings import finding_in
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.reading.table import Place

_WHERE = {
    Place.BELOW_TOTAL: "nằm dưới dòng tổng",
    Place.BELOW_SIGNATURE: "nằm dưới phần ký tên",
    Place.BELOW_NOTE: "không có số thứ tự, nằm dưới một dòng ghi chú,",
}


@rule(
    "T17",
    severity="warning",
    scope="row",
    since="2026",
    basis="Vị trí của dòng trong biểu",
    what="Dòng số liệu nằm dưới dòng tổng, dưới ghi chú hoặc dưới phần ký tên.",
    why="Dòng tổng không gồm dòng này; công cụ vẫn tính nó vào biểu tổng hợp.",
    wrong="Dưới dòng “Tổng cộng” còn một dòng “Trung tâm Chính trị” 2 người.",
    mend="Chuyển dòng vào trong bảng (trên dòng tổng) rồi sửa tổng; nếu không phải số liệu thì xóa.",
)
def row_outside_its_table(frame: Frame, bounds: dict):
    label = frame.form.label_field
    for owner, span in frame.tables():
        table = owner.table
        for index, row in enumerate(table.rows):
            place = table.late.get(row)
            if place is None:
                continue
            name = label if label in table.columns else next(iter(table.columns))
            yield finding_in(
                owner,
                f"Dòng {row} {_WHERE[place]} nhưng giống một dòng số liệu nên vẫn được tính"
                f"{_other_reading(frame, span, span.start + index)}.",
                key=f"late|{frame.label(span.start + index)}",
                cell=table.cell(row, name),
                row=row,
                field=name,
                related=[
                    table.cell(row, n)
                    for n in (table.ordinal_field, *frame.form.all_columns.added)
                    if n in table.columns
                ],
            )


def _other_reading(frame: Frame, span: slice, position: int) -> str:
    """What the table's sums are with the row and without."""
    said = []
    for name in frame.form.all_columns.added:
        kind = frame.kind_of(name)
        own = frame.counted(name, [position])
        if own and not kind.interval and any(own):
            total = kind.total(frame.counted(name, range(span.start, span.stop)))
            header = frame.header_of(name)
            said.append(
                f"“{header}” tính cả dòng này là {kind.told(total)},"
                f" không tính là {kind.told(total - own[0])}"
            )
    return f": {'; '.join(said)}" if said else ""


EXAMPLES = (
    found(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | 5 | 3 |
        | | Tổng cộng | 5 | 3 |
        | | Trung tâm Chính trị huyện | 2 | 1 |
        """,
        "Biểu 01!B5",
    ),
    found(  # below the signatures
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Người lập biểu | | |
        | | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!B4",
    ),
    found(  # below a note, with no total to say whether it belongs
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Ghi chú: số liệu theo công văn của huyện | | |
        | | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!B4",
    ),
    found(  # a number goes on below the total
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp sở | 12 ngày | 60 |
        | | Tổng cộng | | 130 |
        | 3 | Bồi dưỡng CVC | 12 ngày | 50 |
        """,
        "Biểu 04!B5",
    ),
    silent(  # totals of pages, and of sections
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp sở | 12 ngày | 60 |
        | | Cộng trang 1 | | 130 |
        | 3 | Bồi dưỡng cấp huyện | 12 ngày | 50 |
        | | Tổng cộng | | 50 |
        | II | LỚP MỞ TẠI ĐỊA PHƯƠNG | | |
        | 1 | Bồi dưỡng CVC | 12 ngày | 50 |
        """,
    ),
    silent(  # a note in the middle
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Bổ sung thêm: | | |
        | | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 130 |
        """,
    ),
    silent(  # what the total consists of
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 130 |
        | | Trong đó: nữ | | 50 |
        """,
    ),
)
