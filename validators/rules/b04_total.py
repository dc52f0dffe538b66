"""B04: a total row against the recomputed sum, with the cause."""

from validators.frames import Frame, line_hit
from validators.rule import rule
from validators.sums import cause_of, sums_of
from workbook_templates.values import dotted


@rule(
    "B04",
    severity="error",
    scope="table",
    since="2025",
    basis="Cộng lại từng dòng của biểu",
    what="Dòng tổng cộng khác với tổng cộng lại.",
    why="Tổng sai mà ký ban hành thì cả kế hoạch sai theo.",
    wrong="Tổng ghi 358, cộng lại được 348; chênh lệch bằng đúng số của dòng 12.",
    mend="Sửa dòng tổng, hoặc dòng được chỉ ra là nguyên nhân; nên để công thức SUM.",
    good="# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 2 | Bồi dưỡng CVC | 12 ngày | 60 |\n| | Tổng cộng | | 130 |",
    bad="# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 2 | Bồi dưỡng CVC | 12 ngày | 60 |\n| | Tổng cộng | | 70 |",
    cells=("Biểu 04!D4",),
)
def total(frame: Frame, bounds: dict):
    yield from gap_hits(frame, section=False)


def gap_hits(frame: Frame, *, section: bool):
    """Findings about totals (or section rows) whose figure is not the sum of its rows."""
    for gap in sums_of(frame).gaps:
        if gap.section != section:
            continue
        cause = cause_of(frame, gap)
        unread = f" (chưa gồm {len(gap.unread)} ô không đọc được)" if gap.unread else ""
        what = f"Mục “{gap.line.label}”" if section else "Dòng tổng"
        yield line_hit(
            gap.owner,
            gap.line,
            gap.field,
            f"{what} ghi {dotted(gap.stated)}, cộng lại được {dotted(gap.computed)}{unread}, "
            f"{'thừa' if gap.difference > 0 else 'thiếu'} {dotted(abs(gap.difference))}"
            + (f"; {cause.text}." if cause else "."),
            expected=dotted(gap.computed),
            difference=gap.difference,
            related=[frame.cell(p, gap.field) for p in (cause.positions if cause else ())],
            suggestion=f"Sửa thành {dotted(gap.computed)}, nếu các dòng đều đúng.",
        )
    for line, name, problem in _unreadable(frame, section):
        owner, row = line
        yield line_hit(
            owner,
            row,
            name,
            "Ô tổng báo lỗi." if problem.code == "error_cell" else "Ô tổng không phải là số.",
        )


def _unreadable(frame: Frame, section: bool):
    for owner, _ in frame.tables():
        for line in owner.table.sections if section else owner.table.totals[:1]:
            for name, problem in line.problems:
                yield (owner, line), name, problem
