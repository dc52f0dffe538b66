"""B04: a total row against the recomputed sum, with the cause."""

import numpy as np

from validators.causes.sums import Gap, cause_of, sums_of
from validators.findings import Change, line_finding
from validators.frame import Frame
from validators.measures import people
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.numbers import dotted


@rule(
    "B04",
    severity="error",
    scope="table",
    yields_to=("B02", "B08", "B13", "D02", "D04", "D05", "D12", "O01", "S01", "T10", "T11"),
    since="2025",
    basis="Cộng lại từng dòng của biểu",
    what="Dòng tổng cộng khác với kết quả cộng lại các dòng.",
    why="Tổng sai mà ký ban hành thì cả kế hoạch sai theo.",
    wrong="Tổng ghi 358, cộng lại được 348; chênh lệch bằng đúng số của dòng 12.",
    mend="Sửa dòng tổng, hoặc dòng được chỉ ra là nguyên nhân; nên để công thức SUM.",
)
def total(frame: Frame, bounds: dict):
    yield from gap_hits(frame, section=False)
    yield from _classes_in_words(frame)
    yield from _people_in_words(frame)


def _classes_in_words(frame: Frame):
    """Totals whose words count another number of classes than there are rows."""
    label = frame.form.label_field
    for owner, span in frame.tables():
        for line in owner.table.totals[:1]:
            if line.rows_stated is None or label not in owner.table.columns:
                continue
            named = sum(1 for position in range(span.start, span.stop) if frame.label(position))
            if line.rows_stated != named:
                yield line_finding(
                    owner,
                    line,
                    label,
                    f"Dòng tổng ghi {line.rows_stated:g} lớp, trong biểu có {named} lớp.",
                    value=line.label,
                    expected=str(named),
                    severity="warning",
                    suggestion="Sửa số lớp ở dòng tổng, hoặc bổ sung dòng bị thiếu.",
                )


def _people_in_words(frame: Frame):
    """Totals whose words state how many people there are, over all columns of them."""
    label = frame.form.label_field
    for owner, span in frame.tables():
        for line in owner.table.totals[:1]:
            if line.people_stated is None or label not in owner.table.columns:
                continue
            there = float(np.nansum(people(frame)[span]))
            if there != line.people_stated:
                yield line_finding(
                    owner,
                    line,
                    label,
                    f"Dòng tổng ghi {dotted(line.people_stated)} người, cộng các cột được {dotted(there)}.",
                    value=line.label,
                    expected=dotted(there),
                    difference=line.people_stated - there,
                    suggestion=f"Sửa thành {dotted(there)}, nếu các dòng đều đúng.",
                )


def gap_hits(frame: Frame, *, section: bool):
    """Findings about totals (or section rows) whose figure is not the sum of its rows."""
    for gap in sums_of(frame).gaps:
        if gap.section != section:
            continue
        cause = cause_of(frame, gap)
        shown = [frame.cell(p, cause.field or gap.field) for p in (cause.positions if cause else ())]
        why = f"; {cause.text}." if cause else "."
        yield line_finding(
            gap.owner,
            gap.line,
            gap.field,
            _says(gap) + "".join(f"; ô {other.cell} {_by(other)}" for other in gap.also) + why,
            expected=gap.kind.told(gap.computed),
            difference=gap.kind.in_cell(gap.difference),
            related=[*(other.cell for other in gap.also), *shown],
            suggestion=("Bổ sung dòng bị thiếu; hoặc sửa" if cause and cause.field else "Sửa")
            + f" thành {gap.kind.told(gap.computed)}, nếu các dòng đều đúng.",
            changes=[Change(gap.cell, gap.kind.in_cell(gap.computed))] if _can_be_set(gap, cause) else [],
        )
    yield from _unreadable(frame, section)


def _can_be_set(gap: Gap, cause) -> bool:
    """Whether the total itself is all that is wrong: nothing else explains the gap, no cell is unread, and
    no formula would be lost."""
    return not (cause or gap.unread or gap.also or gap.field in gap.line.formulas)


def _says(gap: Gap) -> str:
    told = gap.kind.told
    is_section = any(gap.line is line for line in gap.owner.table.sections)
    what = f"{'Mục' if is_section else 'Dòng'} “{gap.line.label}”" if gap.section else "Dòng tổng"
    unread = f" (chưa gồm {len(gap.unread)} ô không đọc được)" if gap.unread else ""
    return f"{what} ghi {told(gap.stated)}, cộng lại được {told(gap.computed)}{unread}, {_by(gap)}"


def _by(gap: Gap) -> str:
    return f"{'thừa' if gap.difference > 0 else 'thiếu'} {gap.kind.told(abs(gap.difference))}"


def _unreadable(frame: Frame, section: bool):
    """Total cells that hold no number."""
    for owner, _ in frame.tables():
        table = owner.table
        parts = (*table.sections, *table.subtotals, *table.page_sums)
        for line in parts if section else table.totals[:1]:
            for name, problem in line.problems:
                error = problem.code == Code.ERROR_CELL
                yield line_finding(
                    owner,
                    line,
                    name,
                    "Ô tổng báo lỗi, không có số để so." if error else "Ô tổng không phải là số.",
                    suggestion="Gõ lại công thức SUM hoặc số tổng.",
                )


EXAMPLES = (
    found(  # in words, over two columns of people
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 5 | 3 |
        | 2 | Tỉnh đoàn | 2 | 1 |
        | | Tổng cộng: 12 người | | |
        """,
        "Biểu 01!B5",
    ),
    silent(
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 5 | 3 |
        | 2 | Tỉnh đoàn | 2 | 1 |
        | | Tổng cộng: 11 người | | |
        """,
    ),
    found(  # of a total above the rows and one below them either can be wrong
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | | Tổng số | | 130 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 137 |
        """,
        "Biểu 04!D5",
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 130 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 70 |
        """,
        "Biểu 04!D4",
    ),
    silent(  # in words
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng: 02 lớp, 130 học viên | | |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng: 03 lớp, 150 học viên | | |
        """,
        "Biểu 04!B4 warning",
        "Biểu 04!D4",
    ),
    found(  # of classes counted in a column
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 30 | 5 ngày | |
        | 2 | Sở Nội vụ | Bồi dưỡng quản lý | 2 | | 80 | 5 ngày | |
        | | Tổng cộng: 4 lớp | | | | | | |
        """,
        "Biểu!D4",
        form_set="lang-son-2018",
    ),
    found(  # a total that is no number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | khoảng 130 |
        """,
        "Biểu 04!D4",
    ),
    found(  # an error in the total alone
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | !#REF! |
        """,
        "Biểu 04!D4",
    ),
    silent(  # a formula that nothing has calculated yet
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | =SUM(D2:D3) |
        """,
    ),
    found(  # one that gives 0
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | =SUM(E2:E3) 0 |
        """,
        "Biểu 04!D4",
    ),
    found(  # the sections added with their rows
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | 130 |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 260 |
        """,
        "Biểu 04!D5",
    ),
    found(  # a line added with its parts
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | - Lớp 1: công tác kiểm tra | 5 ngày | 60 |
        | | - Lớp 2: công tác dân vận | 5 ngày | 105 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 70 |
        | | Tổng cộng | | 400 |
        """,
        "Biểu 04!D6",
    ),
    found(  # several columns of one total lack one row
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 3 | 2 |
        | 2 | Tỉnh đoàn | 5 | 4 |
        | 3 | Kho bạc Nhà nước tỉnh | 7 | 8 |
        | | Tổng cộng | 8 | 6 |
        """,
        "Biểu 01!C6",
    ),
    found(  # each column with a cause of its own
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 3 | 2 |
        | 2 | Tỉnh đoàn | 5 | 4 |
        | 3 | Kho bạc Nhà nước tỉnh | 7 | 8 |
        | | Tổng cộng | 12 | 10 |
        """,
        "Biểu 01!C6",
        "Biểu 01!D6",
    ),
)
