"""B01: STT missing, repeated or skipped in a provincial table."""

import re

from validators.frames import Frame
from validators.rule import rule

_NUMBER = re.compile(r"(\d+)\.?$")


@rule(
    "B01",
    severity="warning",
    scope="table",
    since="2025",
    basis="Thể thức biểu của tỉnh",
    needs=("ordinal",),
    what="Số thứ tự của biểu tỉnh bị thiếu, trùng hoặc nhảy.",
    why="Biểu ký ban hành mà số thứ tự sai thì dễ bị hiểu là sót đơn vị, sót lớp.",
    wrong="20 rồi đến 22; một đơn vị không có số thứ tự.",
    mend="Đánh lại số thứ tự liên tục.",
    good="# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 2 | Bồi dưỡng CVC | 12 ngày | 70 |",
    bad="# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |\n| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 3 | Bồi dưỡng CVC | 12 ngày | 70 |\n| | Bồi dưỡng chuyên viên | 12 ngày | 70 |",
    cells=("Biểu 04!A3", "Biểu 04!A4"),
)
def numbering(frame: Frame, bounds: dict):
    for owner, span in frame.tables():
        if owner.source.level == "province" and "ordinal" in owner.table.columns:
            yield from _table(frame, span)


def _table(frame: Frame, span: slice):
    numbered = [p for p in range(span.start, span.stop) if _starts(frame, p)]
    read = [(p, _NUMBER.match(str(frame["ordinal"][p]).strip())) for p in numbered if frame["ordinal"][p]]
    if len(read) < 2 or sum(match is None for _, match in read) > len(read) // 2:
        return  # 1.1, a … : a numbering of its own
    seen: dict[int, int] = {}
    last = 0
    for position in numbered:
        text = frame["ordinal"][position]
        match = _NUMBER.match(str(text).strip()) if text else None
        if match is None:
            if not text:
                yield frame.hit(
                    position, "ordinal", f"Thiếu số thứ tự (sau số {last}).", expected=str(last + 1)
                )
            continue
        number = int(match[1])
        if number in seen:
            if number == 1 and frame.owner(position).table.sections:
                last, seen = 1, {1: position}  # numbering begins anew in each section
                continue
            yield frame.hit(
                position,
                "ordinal",
                f"Số thứ tự {number} đã có ở dòng {int(frame['row'][seen[number]])}.",
                expected=str(last + 1),
                related=[(seen[number], "ordinal")],
            )
        elif number > last + 1:
            yield frame.hit(
                position,
                "ordinal",
                f"Số thứ tự nhảy từ {last} đến {number}.",
                expected=str(last + 1),
                difference=number - last - 1,
            )
        elif number < last:
            yield frame.hit(
                position, "ordinal", f"Số thứ tự {number} đứng sau số {last}.", expected=str(last + 1)
            )
        seen[number] = position
        last = max(last, number)


def _starts(frame: Frame, position: int) -> bool:
    """Whether a row should carry a number: where units are numbered, the first row of each unit."""
    if frame.form.numbering == "unit":
        return frame.raw(position, "unit_name") is not None or frame["ordinal"][position] is not None
    return frame.label(position) != "" or frame["ordinal"][position] is not None
