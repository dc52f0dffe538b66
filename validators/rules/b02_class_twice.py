"""B02: one class listed twice."""

import numpy as np

from validators.batch import Batch
from validators.causes.sums import so_totals_are_off, totals_without
from validators.codes import Severity
from validators.identity import class_key, worded_key
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import fold


@rule(
    "B02",
    severity="warning",
    scope="all",
    since="2025",
    basis="Nơi mở, chương trình, hệ, khóa, lớp",
    reads=(Role.LEARNERS, Role.CLASSES),
    yields_to=("L04",),
    what="Một lớp ghi hai lần trong cùng đơn vị.",
    why="Lớp bị tính hai lần. Hai dòng giống nhau cũng có thể là hai lớp, khi đó cần ghi rõ lớp 1, lớp 2.",
    wrong="“Lớp trung cấp LLCT khóa 57” ở dòng 5 và dòng 9.",
    mend="Xóa dòng thừa, hoặc ghi rõ lớp 1, lớp 2.",
)
def class_twice(batch: Batch, bounds: dict):
    for frame in batch.frames.values():
        if not frame.has(Role.CLASS):
            continue
        units = frame[Role.UNIT] if frame.has(Role.UNIT) else None
        counts = frame.counts
        blank, files = np.isnan(counts).all(axis=1).tolist(), frame.files
        folded = {unit: fold(unit or "") for unit in set(units.tolist())} if units is not None else {}
        figures = [row.tobytes() for row in np.nan_to_num(counts, nan=-0.5) + 0.0]
        seen: dict[tuple, dict[bytes, int]] = {}  # the first row of each name, and of each of its figures
        for position, name in enumerate(frame.names):
            if not name.wording or blank[position]:
                continue
            unit = folded[units[position]] if units is not None else ""
            key = (files[position], unit, worded_key(name))
            earlier = seen.setdefault(key, {})
            if earlier:
                named = class_key(name) is not None
                equal = figures[position] in earlier
                first = earlier[figures[position]] if equal else next(iter(earlier.values()))
                if not named or name.wording == frame.names[first].wording or _same(frame, first, position):
                    yield _hit(frame, first, position, equal or named)
            earlier.setdefault(figures[position], position)


def _hit(frame, first: int, position: int, sure: bool):
    there = frame.place_words(first, frame.owner(position))
    broken = totals_without(frame, position) if sure else []
    message = f"Lớp này trùng với {there}." if sure else f"Nội dung giống hệt {there}, số liệu khác."
    return frame.finding(
        position,
        Role.CLASS,
        message + so_totals_are_off(broken),
        related=[(first, Role.CLASS), *broken],
        suggestion="Xóa dòng thừa; nếu là hai lớp khác nhau, đề nghị ghi rõ lớp 1, lớp 2.",
        severity=None if sure else Severity.HINT,
    )


def _same(frame, first: int, second: int) -> bool:
    """Same khóa in other words: the same class if dates or sizes agree, else B03's case."""
    names = [c.name for c in frame.form.all_columns if c.field.kind.adds or c.field.kind.tells_time]
    return all(frame.raw(first, n) == frame.raw(second, n) for n in names)


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 13 | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        """,
        "Biểu 04!B3",
    ),
    found(  # the same wording, other figures: only a hint
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ văn phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ văn phòng | 12 ngày | 60 |
        """,
        "Biểu 04!B3 hint",
    ),
    found(  # the same wording and figures
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ văn phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ văn phòng | 12 ngày | 70 |
        """,
        "Biểu 04!B3",
    ),
    found(  # the same khóa in other words
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp lý luận chính trị hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        """,
        "Biểu 03!B4",
    ),
    silent(  # and with another size: B03 tells it
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp lý luận chính trị hệ tập trung khóa 57 | 45 | 3/2025 | 10/2025 |  |
        """,
    ),
    silent(  # lớp 1 and lớp 2 of one khóa
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp 1 Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp 2 Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        """,
    ),
    silent(  # no figures: D16 tells it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng |  |  |
        | 2 | Bồi dưỡng cấp phòng |  |  |
        """,
    ),
    silent(  # two units with the same class
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # why the total is off: it stands for that error too
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        | | Tổng cộng | | 70 |
        """,
        "Biểu 04!B3 error",
    ),
)
