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
    yields_to=("B04", "B05"),
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
            for wrong in _wrong(frame, span):
                yield _hit(frame, *wrong)


def _wrong(frame: Frame, span: slice):
    """(row, its number, the last right one, the row of that, the next row of the same number)."""
    numbered = [p for p in range(span.start, span.stop) if _starts(frame, p)]
    numbers = [_number(frame["ordinal"][p]) for p in numbered]
    written = [p for p in numbered if frame["ordinal"][p]]
    if sum(number is not None for number in numbers) < max(2, len(written) / 2):
        return  # 1.1, a … : a numbering of its own
    sections = bool(frame.owner(span.start).table.sections)
    last, before = 0, None
    for index, (position, number) in enumerate(zip(numbered, numbers, strict=True)):
        if number == last + 1 or (number == 1 and sections and index):
            last, before = number, position
            continue
        if number is None and frame["ordinal"][position]:
            continue
        # One number alone is wrong where the next one goes on as if it were right.
        rest = [(p, n) for p, n in zip(numbered, numbers, strict=True) if p > position and n is not None]
        after, following = rest[0] if rest else (None, None)
        slip = following == last + 2
        yield position, number, last, before, after if number == following else None
        last, before = (last + 1 if slip else number or last), position


def skips(frame: Frame, span: slice) -> list[int]:
    """The rows before which numbers are left out."""
    return [p for p, number, last, _, after in _wrong(frame, span) if after is None and (number or 0) > last + 1]


def _hit(frame: Frame, position: int, number: int | None, last: int, before: int | None, after: int | None):
    related, difference = [], None
    if number is None:
        message = f"Thiếu số thứ tự (sau số {last})." if last else "Thiếu số thứ tự."
    elif number == last and before is not None:
        message = f"Số thứ tự {number} đã có ở dòng {int(frame['row'][before])}."
        related = [(before, "ordinal")]
    elif after is not None:
        message = f"Số thứ tự {number} trùng với dòng {int(frame['row'][after])} ngay sau."
        related = [(after, "ordinal")]
    elif number > last:
        difference = number - last - 1
        message = f"Số thứ tự nhảy từ {last} đến {number}; có thể sót một dòng hoặc đánh nhầm số."
    else:
        message = f"Số thứ tự {number} đứng sau số {last}."
    return frame.hit(
        position,
        "ordinal",
        message,
        expected=str(last + 1),
        difference=difference,
        related=related,
        suggestion="Đánh lại số thứ tự liên tục từ dòng này.",
    )


def _number(text: object) -> int | None:
    match = _NUMBER.match(str(text).strip()) if text else None
    return int(match[1]) if match else None


def _starts(frame: Frame, position: int) -> bool:
    """Whether a row should carry a number: where units are numbered, the first row of each unit."""
    owner, index = frame.place(position)
    if owner.table.rows[index] in owner.table.examples:
        return False
    if frame["ordinal"][position] is not None:
        return True
    if frame.form.numbering == "unit":
        unit = frame.raw(position, "unit_name")
        return unit is not None and not (index and unit == frame["unit_name"][position - 1])
    return frame.label(position) != ""
