"""D23: a row that words call off and whose figures are counted all the same."""

import numpy as np

from validators.causes.called_off import calls_off
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.reading.table import letters
from workbook_templates.words.spelling import quote


@rule(
    "D23",
    severity="warning",
    scope="row",
    since="2026",
    basis="Chữ ghi trong dòng và bên cạnh dòng",
    any_of=(Role.CLASS, Role.UNIT, Role.PERSON),
    what="Dòng ghi là đã hủy, hoãn, không mở nhưng vẫn có số liệu.",
    why="Công cụ không tự bỏ dòng nào: số của dòng này vẫn được tính.",
    wrong="Bên cạnh dòng 10 ghi “Đã hủy theo CV số 12”, cột Học viên vẫn ghi 45.",
    mend="Nếu đã hủy thì xóa dòng, hoặc ghi 0; nếu vẫn mở thì xóa ghi chú ấy.",
)
def called_off(frame: Frame, bounds: dict):
    columns = frame.form.all_columns
    names = [n for n in (frame.form.label_field, *columns.of(Role.NOTE), *columns.timed) if frame.has(n)]
    counted = (np.nan_to_num(frame.counts) != 0).any(axis=1)
    said_in = {
        position: (name, raw)
        for name in reversed(names)
        if (said := set(filter(calls_off, frame.texts(name))))  # hardly ever
        for position, raw in enumerate(frame.raws(name))
        if raw in said
    }
    for owner, span in frame.tables():
        beside: dict[int, list[tuple[str, object]]] = {}
        for row, column, value in owner.table.outside:
            beside.setdefault(row, []).append((f"{letters(column)}{row}", value))
        own = [p for p in said_in if span.start <= p < span.stop] if said_in else []
        rows = {int(frame["row"][p]): p for p in range(span.start, span.stop)} if beside else {}
        for position in sorted({*own, *(rows[row] for row in beside if row in rows)}):
            told = _said(frame, position, said_in) or _beside(beside.get(int(frame["row"][position]), ()))
            if told is None or not counted[position]:
                continue
            cell, text = told
            yield frame.finding(
                position,
                frame.form.label_field,
                f"{'Bên cạnh dòng' if cell else 'Dòng'} này ghi “{text}” nhưng vẫn có số liệu đang tính.",
                related=[
                    *([cell] if cell else []),
                    *((position, n) for n in columns.added if frame.raw(position, n) is not None),
                ],
            )


def _said(frame: Frame, position: int, said_in: dict[int, tuple[str, str]]) -> tuple[str | None, str] | None:
    """Which cell of a row says it, None for its own name, and what it says."""
    if position not in said_in:
        return None
    name, raw = said_in[position]
    return None if name == frame.form.label_field else frame.cell(position, name), quote(raw)


def _beside(cells) -> tuple[str | None, str] | None:
    """What is written beside a row, outside the table."""
    for cell, text in cells:
        if isinstance(text, str) and calls_off(text):
            return cell, quote(text)
    return None


EXAMPLES = (
    found(  # beside the row
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | Đã hủy theo CV số 12 |
        """,
        "Biểu 04!B2",
    ),
    found(  # in the name, in the length
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng (HUỶ) | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC -  không   mở | 12 ngày | 60 |
        | 3 | (Bỏ) Bồi dưỡng CVCC | 12 ngày | 50 |
        | 4 | (Tạm hoãn) Bồi dưỡng dân vận | 12 ngày | 40 |
        | 5 | Bồi dưỡng tổ chức [HOÃN] | 12 ngày | 30 |
        """,
        "Biểu 04!B2",
        "Biểu 04!B3",
        "Biểu 04!B4",
        "Biểu 04!B5",
        "Biểu 04!B6",
    ),
    found(  # in the note
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 30 | 5 ngày | Tạm hoãn sang năm sau |
        """,
        "Biểu!C2",
        form_set="lang-son-2018",
    ),
    silent(  # a class about it; nothing is counted
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ tiêu hủy tài liệu | 12 ngày | 70 |
        | 3 | Bồi dưỡng về hoãn thi hành án | 12 ngày | 65 |
        | 2 | Bồi dưỡng CVC (hoãn) | | 0 |
        | 4 | Kỹ năng hủy hồ sơ, bỏ phiếu kín | 2 ngày | 45 |
        """,
    ),
)
