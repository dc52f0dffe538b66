"""T08: figures, and words beside a row, that belong to no row or column of the table."""

from validators.batch import Batch
from validators.causes.called_off import calls_off
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.kinds.numbers import dotted
from workbook_templates.reading.table import Table, letters
from workbook_templates.words.spelling import quote


@rule(
    "T08",
    severity="warning",
    scope="file",
    since="2025",
    basis="So với bộ biểu mẫu",
    what="Có số nằm ngoài bảng: bên cạnh, bên dưới, hoặc ở rất xa.",
    why="Số ngoài bảng không được tính vào biểu nào.",
    wrong="Số 45 ghi ở cột F, ngoài cột cuối cùng của biểu.",
    mend="Chuyển số vào đúng dòng, cột của biểu, hoặc xóa đi nếu là số tính nháp.",
)
def figures_outside(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        places = [
            (table.sheet, isinstance(value, str), f"{letters(column)}{row}", value)
            for table in source.tables
            for row, column, value in table.outside
            if not _calls_off_its_row(table, row, value) and not _in_strange_line(table, row, column)
        ]
        places += [(sheet, False, cell, value) for sheet, cell, value in source.strays]
        by_sheet: dict[tuple[str, bool], list[tuple[str, object]]] = {}
        for sheet, is_text, cell, value in places:
            by_sheet.setdefault((sheet, is_text), []).append((cell, value))
        for (sheet, is_text), cells in by_sheet.items():
            cell, value = cells[0]
            more = f" và {len(cells) - 1} ô khác" if len(cells) > 1 else ""
            shown = dotted(value) if isinstance(value, float) else quote(value)
            yield Finding(
                file=number,
                sheet=sheet,
                cell=cell,
                value=shown,
                key=f"{sheet}|text" if is_text else sheet,
                severity="hint" if is_text else None,
                related=[other for other, _ in cells[1:50]],
                message=(
                    f"“{shown}” ở ô {cell}{more} nằm ngoài bảng, không thuộc cột nào của biểu."
                    if is_text
                    else f"“{shown}” ở ô {cell}{more} nằm ngoài bảng nên không được tính."
                ),
                suggestion="Chuyển vào cột Ghi chú (nếu có), hoặc xóa." if is_text else None,
            )


def _in_strange_line(table: Table, row: int, column: int) -> bool:
    """Whether a figure stands in a row that is no line of the form, which another rule tells (T22)."""
    return column in table.columns.values() and any(row == strange for strange, _ in table.strange)


def _calls_off_its_row(table: Table, row: int, value: object) -> bool:
    """Whether words beside a row that counts say that it is cancelled, which another rule tells (D23)."""
    if not isinstance(value, str) or row not in table.rows or not calls_off(value):
        return False
    index = table.rows.index(row)
    return any(isinstance(cells[index], float) and cells[index] for cells in table.values.values() if cells)


EXAMPLES = (
    silent(  # it calls the row off, which is told of the row
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | Đã hủy theo CV số 12 |
        """,
    ),
    found(  # nothing is counted that could be called off
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | | Đã hủy theo CV số 12 |
        """,
        "Biểu 04!E2 hint",
    ),
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
        | TT | Tên lớp | Thời gian | Học viên | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | 45 |
        """,
        "Biểu 04!E2",
    ),
    found(  # words are a hint
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | mở tại huyện |
        """,
        "Biểu 04!E2 hint",
    ),
    found(  # below the signature
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Người lập | | |
        | | | | 45 |
        | | | | 46 |
        """,
        "Biểu 04!D4",
    ),
)
