"""B12: a row that lacks what the rows around it have, and is counted like them.

It is shown in the cell of its number, so that a province's own table is told by B01 alone."""

from collections.abc import Iterator

from validators.findings import finding_in
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import found, rule, silent
from workbook_templates.reading.row_words import depth_of_ordinal

_MOST = 8  # rows named in a message


@rule(
    "B12",
    severity="warning",
    scope="table",
    since="2026",
    basis="So với các dòng khác của biểu",
    yields_to=("B01",),
    what="Dòng không có số thứ tự và thời gian như các dòng khác nhưng vẫn được tính như một dòng riêng.",
    why="Có thể là dòng tổng, dòng con hoặc ghi chú; khi đó con số bị cộng hai lần.",
    wrong="Dưới ba lớp có dòng “Dự phòng” 15 học viên, không số thứ tự, không thời gian.",
    mend="Là một lớp, một đơn vị thì ghi đủ số thứ tự, thời gian; nếu không thì xóa số hoặc ghi “Tổng cộng”.",
)
def row_without_number(frame: Frame, bounds: dict):
    form = frame.form
    if form.numbering == "unit" or form.lines or not form.all_columns.added:
        return
    for owner, span in frame.tables():
        table = owner.table
        if any(line.values for line in table.totals):
            continue  # the total says whether it belongs
        ordinals = table.raw.get(table.ordinal_field)
        if not ordinals or not any(map(_is_number, ordinals)) or all(map(_is_number, ordinals)):
            continue
        told = {row for family in table.families for row in (family.parent, *family.parts)}
        told |= table.late.keys() | set(table.examples)
        timed, untimed = [], []
        for index, has_time in _without_number(frame, owner):
            if table.rows[index] not in told and frame.label(span.start + index):
                (timed if has_time else untimed).append(index)
        if untimed:
            yield _finding(frame, owner, span, untimed)
        if timed:
            yield _finding(frame, owner, span, timed, severity="hint")


def _is_number(ordinal: object) -> bool:
    return isinstance(ordinal, float) or isinstance(ordinal, str) and ordinal[:1].isdecimal()


def _without_number(frame: Frame, owner: Owner) -> Iterator[tuple[int, bool]]:
    """The rows (as indexes) with figures and without a number, and whether each has a time, as most others
    do; where no row has one, departments below a row with a number. The parts of a heading are none."""
    table, form = owner.table, frame.form
    ordinals = table.raw[table.ordinal_field]
    added = [table.values[name] for name in form.all_columns.added if name in table.columns]
    times = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
    timed = [any(cells) for cells in zip(*times, strict=True)] if times else []
    names = table.raw.get(form.label_field) or [None] * len(ordinals)
    headings = sorted(line.row for line in table.parents)
    headed, below = False, False
    for index, (row, ordinal) in enumerate(zip(table.rows, ordinals, strict=True)):
        while headings and headings[0] < row:
            headings.pop(0)
            headed = True
        if _is_number(ordinal):
            below, headed = True, False
        elif headed or not (ordinal is None or depth_of_ordinal(ordinal)):
            continue
        elif any(cells[index] for cells in added):
            if timed and (timed[index] or sum(timed) * 2 >= len(timed)):
                yield index, timed[index]
            elif not timed and below and not frame.form_set.catalogue.match(str(names[index] or "")):
                yield index, False


def _finding(frame: Frame, owner: Owner, span: slice, odd: list[int], severity: str | None = None):
    table, label = owner.table, frame.form.label_field
    rows = [table.rows[index] for index in odd]
    name = label if label in table.columns else next(iter(table.columns))
    listed = ", ".join(map(str, rows[:_MOST])) + (" …" if len(rows) > _MOST else "")
    lacks = "số thứ tự" if severity or label == table.unit_field else "số thứ tự và thời gian"
    return finding_in(
        owner,
        f"Dòng {listed} không có {lacks} như các dòng khác, đang được tính như dòng riêng"
        f"{_other_reading(frame, span, odd)}.",
        severity=severity,
        key=f"unnumbered|{frame.label(span.start + odd[0])}",
        cell=table.cell(rows[0], table.ordinal_field),
        row=rows[0],
        field=table.ordinal_field,
        value=frame.label(span.start + odd[0]) or None,
        related=[
            cell
            for row in rows[:50]
            for field in (table.ordinal_field, name, *frame.form.all_columns.added)
            if (cell := table.cell(row, field))
        ],
    )


def _other_reading(frame: Frame, span: slice, odd: list[int]) -> str:
    """What the table's first sum is with these rows and without."""
    for name in frame.form.all_columns.added:
        kind = frame.kind_of(name)
        own = [] if kind.interval else frame.counted(name, [span.start + index for index in odd])
        if any(own):
            total = kind.total(frame.counted(name, range(span.start, span.stop)))
            return (
                f": “{frame.header_of(name)}” cộng được {kind.told(total)}; nếu không tính thì"
                f" {kind.told(total - kind.total(own))}"
            )
    return ""


EXAMPLES = (
    found(
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Dự phòng | | 15 |
        """,
        "Biểu 04!A4",
    ),
    found(  # a total that is none
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Nhu cầu toàn huyện | | 140 |
        """,
        "Biểu 04!A4",
    ),
    found(  # departments that do not make the unit up
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 01
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | 5 | 3 |
        | | Ban Tổ chức | 2 | 1 |
        | | Ban Tuyên giáo | 2 | 1 |
        """,
        "Biểu 01!A3",
    ),
    found(  # a class that only lacks its number
        """
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!A3 hint",
    ),
    silent(  # a heading with its departments
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 5 | 3 |
        | 2 | Huyện ủy Đại Từ | | |
        | | Ban Tổ chức | 2 | 1 |
        | | Ban Tuyên giáo | 3 | 2 |
        """,
    ),
    silent(  # no row has a number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Bồi dưỡng CVC | | 60 |
        """,
    ),
    silent(  # the total counts it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Dự phòng | | 15 |
        | | Tổng cộng | | 85 |
        """,
    ),
    silent(  # nothing is counted
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | | Lớp mở tại huyện | | |
        """,
    ),
)
