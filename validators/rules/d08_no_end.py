"""D08: a class that opens in a month and has no end; or in a quarter, and must last beyond the year."""

from collections.abc import Iterator

import numpy as np

from validators.causes.peers import LEAST_FOR_A_HINT
from validators.codes import Severity
from validators.findings import Finding
from validators.frame import Frame
from validators.measures import groups, months_long, norms
from validators.row_reading import where
from validators.rule import found, rule, silent
from workbook_templates.expression.nodes import Empty, Value
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import quote

IN_ONE_MONTH = Value(Role.OPENS).equals(Value(Role.OPENS, "last"))  # a quarter: opened on demand
WITHOUT_END = Empty(Role.CLOSES) & Empty(Role.CARRY)
_CLOSING = "Ghi tháng bế giảng."  # where the form has no column for months carried
NO_END = IN_ONE_MONTH & WITHOUT_END
IN_A_QUARTER = (Value(Role.OPENS) < Value(Role.OPENS, "last")) & WITHOUT_END


@rule(
    "D08",
    severity="warning",
    scope="row",
    since="2025",
    basis="So các ô trong cùng dòng; lớp chỉ ghi quý: định mức thời gian, hoặc các lớp cùng loại",
    needs=(Role.OPENS, Role.CLOSES),
    reads=(Role.CARRY,),
    when=(NO_END,),
    yields_to=("D02",),
    what="Có tháng khai giảng nhưng không có bế giảng (hoặc số tháng chuyển sang).",
    why=(
        "Không biết lớp học xong trong năm hay chuyển sang năm sau. Lớp mở theo nhu cầu, chỉ ghi quý, thì"
        " không cần; nếu chương trình dài đến mức chắc chắn học sang năm sau thì có lưu ý."
    ),
    wrong="Khai giảng 9/2025, hai cột sau để trống.",
    mend="Ghi tháng bế giảng, hoặc số tháng chuyển sang năm sau.",
)
def no_end(frame: Frame, bounds: dict):
    carry = frame.names_of(Role.CARRY)
    for position in where(frame, NO_END):
        yield frame.finding(
            position,
            Role.CLOSES,
            "Có tháng khai giảng nhưng chưa ghi bế giảng" + (" hoặc số tháng chuyển sang." if carry else "."),
            related=[(position, Role.OPENS), *((position, name) for name in carry[:1])],
            expected="tháng/năm bế giảng",
            suggestion=None if carry else _CLOSING,
        )
    yield from _must_run_on(frame)


def _must_run_on(frame: Frame) -> Iterator[Finding]:
    """Classes opened in a quarter that cannot end in the year even when they open in its first month: a
    table's are one finding."""
    rows = where(frame, IN_A_QUARTER)
    if not len(rows):
        return
    least, opens, year = _least_months(frame), frame[Role.OPENS], frame.year
    of_table: dict[int, list[int]] = {}
    for position in rows:
        if opens[position] + least[position] - 1 > year * 12 + 11:
            of_table.setdefault(id(frame.owner(position)), []).append(int(position))
    end = (frame.names_of(Role.CARRY) or frame.names_of(Role.CLOSES))[0]
    for first, *others in of_table.values():
        also = f" Dòng {', '.join(str(int(frame['row'][p])) for p in others)} cũng vậy." if others else ""
        yield frame.finding(
            first,
            end,
            f"Khai giảng {quote(frame.raw(first, Role.OPENS))}, lớp loại này học ít nhất"
            f" {dotted(round(least[first], 1))} tháng nên chắc chắn kéo dài sang năm {year + 1},"
            " nhưng chưa ghi bế giảng"
            f"{'' if end == frame.name_of(Role.CLOSES) else ' hoặc số tháng chuyển sang'}.{also}",
            related=[(first, Role.OPENS), *((position, end) for position in others)],
            severity=Severity.HINT,
            suggestion=_CLOSING if end == frame.name_of(Role.CLOSES) else None,
        )


def _least_months(frame: Frame) -> np.ndarray:
    """The least that each class lasts: by its norm, else as the shortest of four or more of its kind in the
    same biểu; NaN where neither says."""
    least, (of_row, shown) = norms(frame, "length")[0].copy(), groups(frame)
    lengths = months_long(frame)
    for number in range(len(shown)):
        rows = of_row == number
        known = lengths[rows & ~np.isnan(lengths)]
        if len(known) >= LEAST_FOR_A_HINT:
            least[rows & np.isnan(least)] = known.min()
    return least


def _quarters(*opened: str, name: str = "hệ không tập trung (học Thứ 7, CN)", dated: int = 0) -> str:
    """Biểu 03 with classes that have no end, below others of 15 months."""
    rows = [f"| {n} | Lớp Trung cấp LLCT {name} khóa {n} | 80 | 1/2025 | | 3 |" for n in range(dated)]
    rows += [
        f"| {n} | Lớp Trung cấp LLCT {name} khóa 5{n} | 80 | {text} | | |" for n, text in enumerate(opened)
    ]
    head = "| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |"
    return "\n".join(("# Biểu 03", "| BIỂU SỐ 03 |", head, *rows))


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | Quý I/2025 | | |
        | 2 | Lớp Trung cấp LLCT | 70 | 9/2025 | | 04 tháng |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 70 | 9/2025 | | |
        """,
        "Biểu 03!E3",
    ),
    found(  # an unread end is another's (row 3)
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 | cuối năm |  |
        | 1 | Lớp Trung cấp LLCT | 50 | 9/2025 |  |  |
        """,
        "Biểu 03!E4",
    ),
    found(  # in a table without months carried
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 9/2024 |  |
        """,
        "Biểu 02!E3",
    ),
    # 15 to 17 months at weekends, 13 or 14 in the week, 6 to 9 full-time: from the quarter's first month.
    found(_quarters("Quý I/2025"), "Biểu 03!F3 hint"),
    found(_quarters("Quý I/2025", "Quý III/2025"), "Biểu 03!F3 hint"),  # told once a table
    found(_quarters("Quý I/2025", name="hệ không tập trung"), "Biểu 03!F3 hint"),
    silent(_quarters("Quý III/2025", name="hệ tập trung")),  # 7/2025 to 12/2025
    found(_quarters("Quý IV/2025", name="hệ tập trung"), "Biểu 03!F3 hint"),
    silent(_quarters("Quý I/2025", name="")),  # of no form of study: no norm
    # Without a norm, by the shortest of four of its kind.
    found(_quarters("Quý I/2025", name="", dated=4), "Biểu 03!F7 hint"),
    silent(_quarters("Quý I/2025", name="", dated=3)),
    silent(  # an end of either sort is one
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung | 80 | Quý I/2025 | 4/2026 |  |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung | 80 | Quý I/2025 |  | 4 |
        """,
    ),
    found(  # in a table without months carried
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung (học Thứ 7, CN) | 70 | Quý IV/2024 |  |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung (học Thứ 7, CN) | 70 | Quý IV/2025 |  |
        """,
        "Biểu 02!E4 hint",
    ),
)
