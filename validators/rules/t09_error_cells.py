"""T09: error cells outside the tables."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "T09",
    severity="hint",
    scope="file",
    since="2025",
    basis="Giá trị lỗi của Excel",
    what="Ô báo lỗi (#REF!, #N/A …) nằm ngoài bảng.",
    why="Thường là công thức bị mất liên kết khi chép từ tệp khác; không ảnh hưởng số liệu của biểu.",
    wrong="Ô H1 hiện #REF!.",
    mend="Xóa công thức hỏng trước khi gửi.",
)
def error_cells(batch: Batch, bounds: dict):
    for number in batch.used:
        by_sheet: dict[str, list[tuple[str, str]]] = {}
        for sheet, cell, text in batch.returns[number].errors:
            by_sheet.setdefault(sheet, []).append((cell, text))
        for sheet, cells in by_sheet.items():
            cell, text = cells[0]
            more = f" và {len(cells) - 1} ô khác" if len(cells) > 1 else ""
            yield Finding(
                file=number,
                sheet=sheet,
                cell=cell,
                value=text,
                key=sheet,
                related=[other for other, _ in cells[1:50]],
                message=f"Ô {cell}{more} báo lỗi {text}; không thuộc bảng số liệu.",
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
        | !#REF! |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
    found(  # many errors of one sheet are told once
        """
        # Biểu 04
        | !#REF! | !#N/A |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A1",
    ),
)
