"""D14: a weekend mark that classes of this length have and this one lacks."""

from validators.batch import Batch
from validators.causes.peers import peers_of
from validators.measures import months_long
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "D14",
    severity="hint",
    scope="all",
    since="2025",
    basis="So với các lớp không tập trung cùng chương trình, cùng độ dài trong kế hoạch",
    what="Lớp dài như các lớp học thứ 7, chủ nhật nhưng không ghi “học Thứ 7, CN”.",
    why="Lớp học cuối tuần kéo dài hơn lớp học trong tuần; thiếu ghi chú thì dễ xếp nhầm lịch.",
    wrong="Lớp 17 tháng không ghi lịch học, các lớp 16–17 tháng khác đều học Thứ 7, CN.",
    mend="Bổ sung “học Thứ 7, CN” nếu đúng.",
)
def weekend_mark(batch: Batch, bounds: dict):
    by_key = peers_of(batch, months_long, running=True)
    for (programme, form, weekend, arrangement), plain in by_key.items():
        marked = by_key.get((programme, form, True, arrangement), [])
        if weekend or form != "part-time" or len(marked) < 3:
            continue
        least = min(peer.value for peer in marked)
        most = max(peer.value for peer in marked)
        span = dotted(least) if least == most else f"{dotted(least)}–{dotted(most)}"
        others = sorted(peer.value for peer in plain)
        for peer in plain:
            # As long as marked classes, and longer than every other unmarked one.
            rest = [value for value in others if value < least]
            if peer.value >= least and len(rest) >= 2:
                yield peer.frame.finding(
                    peer.position,
                    Role.CLASS,
                    f"Lớp dài {dotted(peer.value)} tháng nhưng không ghi lịch học; {len(marked)} lớp “học Thứ"
                    f" 7, CN” cùng loại dài {span} tháng, các lớp học trong tuần dài nhất {dotted(rest[-1])}"
                    " tháng.",
                    suggestion="Bổ sung “học Thứ 7, CN” nếu đúng.",
                )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 | 70 | 3/2024 | 4/2025 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 (học Thứ 7, CN) | 70 | 1/2024 | 4/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 1/2024 | 5/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 1/2024 | 2/2025 |
        | 6 | Lớp Trung cấp LLCT hệ không tập trung khóa 6 | 70 | 1/2024 | 2/2025 |
        """,
        "Biểu 02!B6",
    ),
    silent(  # two marked classes prove nothing
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 (học Thứ 7, CN) | 70 | 1/2024 | 4/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 | 70 | 1/2024 | 5/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 1/2024 | 2/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 1/2024 | 2/2025 |
        """,
    ),
    silent(  # nor does one shorter unmarked class
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 (học Thứ 7, CN) | 70 | 1/2024 | 4/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 1/2024 | 5/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 1/2024 | 2/2025 |
        """,
    ),
    found(  # as long as the shortest of the marked
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 (học Thứ 7, CN) | 70 | 1/2024 | 4/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 1/2024 | 4/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 1/2024 | 2/2025 |
        | 6 | Lớp Trung cấp LLCT hệ không tập trung khóa 6 | 70 | 1/2024 | 2/2025 |
        """,
        "Biểu 02!B6",
    ),
    silent(  # a month shorter
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 (học Thứ 7, CN) | 70 | 1/2024 | 4/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 1/2024 | 3/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 1/2024 | 2/2025 |
        | 6 | Lớp Trung cấp LLCT hệ không tập trung khóa 6 | 70 | 1/2024 | 2/2025 |
        """,
    ),
)
