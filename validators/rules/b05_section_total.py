"""B05: a section's subtotal against the sum of its rows."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from validators.rules.b04_total import gap_hits


@rule(
    "B05",
    severity="error",
    scope="table",
    yields_to=("B02", "B08", "D02", "D04", "D05", "D12", "O01", "S01", "T10", "T11"),
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
    found(  # the total off by as much is not told again
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | 135 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 135 |
        """,
        "Biểu 04!D2",
    ),
    silent(  # a section above all its sections
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | 130 |
        | II | LỚP MỞ TẠI ĐỊA PHƯƠNG | | 130 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
    ),
    silent(  # sums of pages
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Cộng trang 1 | | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Cộng trang 2 | | 60 |
        | | Tổng cộng | | 130 |
        """,
    ),
    found(  # the sum of the second page
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Cộng trang 1 | | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Cộng trang 2 | | 130 |
        | | Tổng cộng | | 130 |
        """,
        "Biểu 04!D5",
    ),
    silent(  # what is carried over to the next page, as the sum of all rows above or of its page
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Cộng mang sang | | 70 |
        | | Trang trước chuyển sang | | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Cộng mang sang | | 130 |
        | 3 | Bồi dưỡng CVC | 12 ngày | 50 |
        | | Cộng mang sang | | 50 |
        | | Tổng cộng | | 180 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Cộng mang sang | | 70 |
        | 3 | Bồi dưỡng CVC | 12 ngày | 50 |
        | | Tổng cộng | | 180 |
        """,
        "Biểu 04!D4",
    ),
    found(  # a section's sum that is no number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | !#N/A |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!D2",
    ),
)
