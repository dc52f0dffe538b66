"""B03: a khóa number repeated in one series."""

from validators.batch import Batch
from validators.identity import class_key
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role


@rule(
    "B03",
    severity="warning",
    scope="all",
    since="2025",
    basis="Khóa đánh số liên tục theo nơi mở, chương trình và hệ",
    yields_to=("B02", "L04"),
    what="Số khóa bị lặp giữa các lớp cùng nơi mở, cùng chương trình.",
    why=(
        "Mỗi khóa của một nơi mở, một chương trình chỉ có một lần; số bị lặp thường là quên sửa khi chép"
        " dòng."
    ),
    wrong="Hai lớp trung cấp tập trung khác nhau cùng ghi khóa 57.",
    mend="Sửa lại số khóa; một khóa có nhiều lớp thì ghi rõ lớp 1, lớp 2.",
)
def cohort_repeated(batch: Batch, bounds: dict):
    peers = {p.id for p in batch.form_set.programmes if not p.general}
    seen: dict[tuple, tuple] = {}
    for frame in batch.frames.values():
        for position, name in enumerate(frame.names):
            if name.cohort is None or name.programme not in peers:
                continue
            owner = frame.owner(position)
            unit = owner.source.unit or owner.file
            if owner.source.level == "province" or batch.form_set.catalogue.units.get(unit) is None:
                unit = owner.file
            key = (unit, class_key(name._replace(code="")))
            first = seen.setdefault(key, (frame, position))
            if first != (frame, position):
                other, place = first
                yield frame.finding(
                    position,
                    Role.CLASS,
                    f"Khóa {name.cohort} đã có ở {other.row_told(place, owner)} ({other.form.name}).",
                    related=[other.address(place, Role.CLASS, owner)],
                )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 tại huyện Đại Từ | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 12 tại huyện Phú Bình | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 | |
        | 2 | Lớp Trung cấp lý luận chính trị hệ tập trung khóa 57 | 45 | 8/2025 | | 01 tháng |
        """,
        "Biểu 03!B4",
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
    found(  # one khóa in two biểu
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 70 | 8/2024 | 3/2025 |
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        """,
        "Biểu 03!B3",
    ),
    silent(  # subjects of nghiệp vụ count their own
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ văn phòng khóa 3 | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng khóa 3 | 12 ngày | 70 |
        """,
    ),
    silent(  # another form of study
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 57 | 50 | 3/2025 | 4/2026 |  |
        """,
    ),
    silent(  # told by B02
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        | 2 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
        """,
    ),
)
