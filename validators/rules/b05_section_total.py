"""B05: a section's subtotal against the sum of its rows."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from validators.rules.b04_total import gap_hits


@rule(
    "B05",
    severity="error",
    scope="table",
    yields_to=("B02", "B08", "D02", "D04", "D05", "D12", "O01", "T10", "T11"),
    since="2025",
    basis="Cộng lại từng dòng của mục",
    what="Dòng mục (I, II …) ghi tổng khác với tổng các dòng của mục.",
    why="Tổng của mục sai thì tổng của biểu cũng sai theo.",
    wrong="Mục I ghi 300, các lớp của mục cộng được 302.",
    mend="Sửa tổng của mục; nên để công thức SUM.",
)
def section_total(frame: Frame, bounds: dict):
    yield from gap_hits(frame, section=True)


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | 130 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | 135 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!D2",
    ),
)
