"""N02: a carry-over class whose size or end differs from last year's biểu."""

import numpy as np

from validators.batch import Batch
from validators.causes.last_year import open_classes
from validators.measures import carried, first_filled, people
from validators.rule import found, rule, silent
from validators.rules.n01_open_class_gone import LAST
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.month import month_text
from workbook_templates.kinds.numbers import dotted

TWO_OF_ONE_KEY = """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 |  | 06 tháng |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 40 | 10/2024 |  | 04 tháng |
        """


@rule(
    "N02",
    severity="warning",
    scope="last_year",
    since="2025",
    basis="Biểu của kế hoạch năm trước",
    what="Lớp chuyển tiếp có số học viên hoặc tháng bế giảng khác với biểu năm trước.",
    why="Lớp đang học mà khác sĩ số, khác thời gian thì một trong hai biểu sai, hoặc có thay đổi cần ghi rõ.",
    wrong="Năm trước 50 học viên, chuyển sang 06 tháng; năm nay 55 học viên, bế giảng 9/2025.",
    mend="Đối chiếu với quyết định mở lớp; có thay đổi thì ghi lý do.",
)
def carry_over_changed(batch: Batch, last_year: Batch):
    before = {}
    for item in open_classes(last_year, batch.form_set.year):
        before[item.key] = None if item.key in before else item  # two of one key: no telling which
    for frame in batch.frames.values():
        for position in np.flatnonzero(carried(frame)):
            position = int(position)
            item = before.get(frame.yearly_key(position))
            if item is None:
                continue
            now, was = people(frame)[position], people(item.frame)[item.position]
            if not np.isnan(now) and not np.isnan(was) and now != was:
                name = first_filled(frame, position, Role.LEARNERS)
                yield frame.finding(
                    position,
                    name,
                    f"Năm trước lớp này có {dotted(was)} học viên, năm nay ghi {dotted(now)}.",
                    expected=dotted(was),
                    difference=now - was,
                )
            if frame.has(Role.CLOSES) and item.end is not None:
                closes = frame[Role.CLOSES][position]
                if not np.isnan(closes) and closes != item.end:
                    yield frame.finding(
                        position,
                        Role.CLOSES,
                        f"Theo biểu năm trước lớp này học đến {month_text(item.end)}, năm nay ghi"
                        f" {month_text(closes)}.",
                        expected=month_text(item.end),
                        difference=closes - item.end,
                    )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 | 6/2025 |
        """,
        last_year=LAST,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 55 | 10/2024 | 9/2025 |
        """,
        "Biểu 02!C3",
        "Biểu 02!E3",
        last_year=LAST,
    ),
    found(  # a month later
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 | 7/2025 |
        """,
        "Biểu 02!E3",
        last_year=LAST,
    ),
    found(  # one learner less
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 49 | 10/2024 | 6/2025 |
        """,
        "Biểu 02!C3",
        last_year=LAST,
    ),
    silent(  # a new class of the same number
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 45 | 3/2025 | 10/2025 |  |
        """,
        last_year=LAST,
    ),
    silent(  # another class
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 55 | 55 | 10/2024 | 9/2025 |
        """,
        last_year=LAST,
    ),
    silent(  # two of one name: no telling which
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 55 | 10/2024 | 9/2025 |
        """,
        last_year=TWO_OF_ONE_KEY,
    ),
)
