"""O01: an error cell inside a table."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code


@rule(
    "O01",
    severity="error",
    scope="cell",
    since="2025",
    basis="Giá trị lỗi của Excel",
    what="Ô trong biểu báo lỗi (#REF!, #N/A, #VALUE! …).",
    why="Ô báo lỗi không có số để tính; thường do công thức bị mất liên kết khi chép.",
    wrong="Cột Học viên hiện #REF!.",
    mend="Gõ lại số thay cho công thức hỏng.",
)
def error_cell(frame: Frame, bounds: dict):
    runs: dict[tuple[int, str], list[int]] = {}
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.ERROR_CELL:
            runs.setdefault((id(frame.owner(position)), name), []).append(position)
    for (_, name), positions in runs.items():  # one stray #REF! often fills a whole column
        first, *others = sorted(positions)
        totals = [cell for p in positions for cell in totals_of_cell(frame, p, name)]
        table = frame.owner(first).table
        totals += [table.cell(line.row, name) for line in broken_lines(table, name)]
        more = f" và {len(others)} ô khác cùng cột" if others else ""
        yield frame.finding(
            first,
            name,
            f"Ô này{more} báo lỗi {frame.raw(first, name)}, không có số để tính.",
            related=[*((p, name) for p in others), *dict.fromkeys(totals)],
            suggestion="Gõ lại giá trị thay cho công thức hỏng.",
        )


def broken_lines(table, name: str):
    """The totals, sections and page sums whose cell of this field is an error too."""
    for line in table.sums:
        if any(field == name and problem.code == Code.ERROR_CELL for field, problem in line.problems):
            yield line


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
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | !#REF! |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | !#REF! |
        """,
        "Biểu 04!D2",
    ),
    found(  # each column on its own
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | !#N/A | !#REF! |
        """,
        "Biểu 04!C2",
        "Biểu 04!D2",
    ),
)
