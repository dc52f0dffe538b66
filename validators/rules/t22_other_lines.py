"""T22: in a form that fixes its lines, a line that is not the form's, or one that is gone."""

from collections.abc import Iterator

from validators.batch import Batch
from validators.causes.fixed_lines import lines_lacking
from validators.findings import Finding, finding_in
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.declared.forms import Annex
from workbook_templates.reading.fixed_rows import line_key
from workbook_templates.reading.table import Table
from workbook_templates.words.spelling import quote, words

_MOST = 5  # lines named in a message
_ALIKE = 70  # of 100: how much a label looks like a line's


@rule(
    "T22",
    severity="error",
    scope="file",
    since="2026",
    basis="So với các dòng của biểu mẫu",
    what="Dòng không có trong biểu mẫu, hoặc biểu mẫu có mà tệp thiếu.",
    why="Biểu mà đơn vị nào cũng điền như nhau được cộng theo từng dòng; dòng lạ không biết cộng vào đâu.",
    wrong="Dòng “Cao cấp” sửa thành “Cao cấp lý luận”; đơn vị thêm dòng “Khác” ghi 15 người.",
    mend="Ghi tên dòng đúng như biểu mẫu; nội dung khác ghi ở cột Ghi chú hoặc trong công văn gửi kèm.",
)
def other_lines(batch: Batch, bounds: dict):
    for frame in batch.frames.values():
        for owner in frame.owners if frame.form.lines else ():
            yield from _strange(frame, owner)
    for number in batch.used:
        for table in batch.returns[number].tables:
            form = batch.form_set.annexes[table.form]
            if form.lines:
                yield from _gone(number, table, form)


def _strange(frame: Frame, owner: Owner) -> Iterator[Finding]:
    table, form = owner.table, frame.form
    for row, label in table.strange:
        likely = _likely(row, label, table, form)
        figures = _figures(table, row)
        again = any(line_key(line.label) == line_key(label) for line in form.lines)
        said = "đã có ở trên, hoặc đứng sai chỗ" if again and not likely else "không có trong biểu mẫu"
        yield finding_in(
            owner,
            f"Dòng “{quote(label)}” {said} nên số ở dòng này không được tính.",
            cell=table.cell(row, form.label_field),
            row=row,
            field=form.label_field,
            value=quote(label),
            expected=likely,
            key=f"strange|{words(label)}",
            related=[
                *(table.cell(row, name) for name in figures),
                *lines_lacking(frame, owner, row, figures),
            ],
            suggestion=f"Nếu là dòng “{likely}” thì ghi lại đúng tên ấy." if likely else None,
        )


def _figures(table: Table, row: int) -> dict[str, float]:
    """What stands in a row that does not count, by field."""
    fields = {column: name for name, column in table.columns.items()}
    return {fields[c]: v for r, c, v in table.outside if r == row and c in fields and isinstance(v, float)}


def _likely(row: int, label: str, table: Table, form: Annex) -> str | None:
    """The line of the form that is missing here and looks most like a label; of several the next below the
    line above."""
    from rapidfuzz import fuzz

    above = table.line_of.get(max((other for other in table.line_of if other < row), default=0))
    ids = [line.id for line in form.lines]
    after = ids.index(above) if above in ids else -1
    present = set(table.line_of.values())
    scores = [
        (fuzz.WRatio(line_key(label), line_key(line.label)), place > after, -abs(place - after), line.id)
        for place, line in enumerate(form.lines)
        if line.id not in present
    ]
    best = max(scores, default=(0.0, False, 0, ""))
    return form.line_names[best[-1]] if best[0] >= _ALIKE else None


def _gone(number: int, table: Table, form: Annex) -> Iterator[Finding]:
    present = set(table.line_of.values())
    gone = [form.line_names[line.id] for line in form.lines if line.id not in present]
    if gone and table.filled:
        listed = ", ".join(f"“{quote(label)}”" for label in gone[:_MOST])
        more = f" và {len(gone) - _MOST} dòng khác" if len(gone) > _MOST else ""
        yield Finding(
            file=number,
            sheet=table.sheet,
            cell=table.cell(table.header_row, form.label_field),
            row=table.header_row,
            field=form.label_field,
            severity="warning",
            key=f"{table.form}|gone",
            message=f"Tệp thiếu {len(gone)} dòng của biểu mẫu: {listed}{more}.",
            suggestion="Dòng không có số liệu vẫn để trong biểu và bỏ trống.",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | 5 | 2 |
        | 1 | Cao cấp | 3 | 1 |
        | 2 | TRUNG CẤP | 2 | 1 |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | 4 | |
        | | Tổng cộng | 14 | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | 5 | 2 |
        | 1 | Cao cấp lý luận | 3 | 1 |
        | 2 | Trung cấp | 2 | 1 |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | 4 | |
        """,
        "Biểu 4!B1 warning",
        "Biểu 4!B3",
        form_set=EVERY_KIND,
    ),
    found(  # a line left out is a warning
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | 5 | 2 |
        | 1 | Cao cấp | 3 | 1 |
        | 2 | Trung cấp | 2 | 1 |
        | II | Bồi dưỡng | 9 | |
        """,
        "Biểu 4!B1 warning",
        form_set=EVERY_KIND,
    ),
    silent(  # a note is no line
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | 5 | 2 |
        | 1 | Cao cấp | 3 | 1 |
        | 2 | Trung cấp | 2 | 1 |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | 4 | |
        | | Ghi chú: chưa gồm số học viên tự túc | | |
        """,
        form_set=EVERY_KIND,
    ),
    silent(  # an untouched blank lacks nothing
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | | |
        """,
        form_set=EVERY_KIND,
    ),
)
