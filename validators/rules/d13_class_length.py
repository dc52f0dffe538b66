"""D13: how long a class lasts, against the norm and against peers."""

import numpy as np

from validators.batch import Batch
from validators.causes.peers import far_from, peers_of, shorter_than_any
from validators.codes import Severity
from validators.measures import months_long, norms
from validators.rule import found, rule, silent
from workbook_templates.declared.class_names import norm_for
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "D13",
    severity="warning",
    scope="all",
    since="2025",
    basis=(
        "Bảng định mức của bộ biểu mẫu; so với ít nhất 5 lớp cùng chương trình, cùng hệ, cùng lịch học (4"
        " lớp: chỉ lưu ý)"
    ),
    yields_to=("D06", "D09", "D10", "D11"),
    what="Thời gian học khác hẳn định mức hoặc các lớp cùng loại.",
    why=(
        "Thường là gõ nhầm tháng, năm hoặc đơn vị ngày – tháng. Chương trình có số tiết cố định: nghỉ Tết,"
        " nghỉ hè làm lớp dài thêm, không làm lớp ngắn đi."
    ),
    wrong="Sơ cấp LLCT 01 tháng, một lớp ghi 10 tháng.",
    mend="Kiểm tra thời gian; nếu đúng, ghi lý do ở cột “Ý kiến của đơn vị”.",
    bounds={"slack": 0.25},
)
def class_length(batch: Batch, bounds: dict):
    told = set()
    slack = 1 + bounds["slack"]
    for frame in batch.frames.values():
        values, (low, high) = months_long(frame), norms(frame, "length")
        off = (values >= 1) & ((values < low / slack) | (values > high * slack))
        for position in np.flatnonzero(off).tolist():
            value = float(values[position])
            norm = norm_for(batch.form_set, frame.names[position], "length")
            told.add((frame.form.id, position))
            usual = dotted(norm.low) if norm.low == norm.high else f"{dotted(norm.low)}–{dotted(norm.high)}"
            yield frame.finding(
                position,
                _field(frame, position),
                f"Lớp học {dotted(round(value, 1))} tháng; định mức {usual} {norm.unit}"
                f" (nguồn: {norm.source}).",
                value=_time(value),
                expected=f"{usual} {norm.unit}",
            )
    for peers in peers_of(batch, months_long, running=True).values():
        for peer, median in far_from(peers):
            if (peer.frame.form.id, peer.position) in told or peer.value <= 0:
                continue
            told.add((peer.frame.form.id, peer.position))
            yield peer.frame.finding(
                peer.position,
                _field(peer.frame, peer.position),
                f"Lớp học {_time(peer.value)}; {len(peers) - 1} lớp cùng loại thường {_time(median)}.",
                value=_time(peer.value),
                expected=f"khoảng {_time(median)}",
            )
        for peer, usual, sharing in shorter_than_any(peers):
            if (peer.frame.form.id, peer.position) not in told and peer.value > 0:
                yield peer.frame.finding(
                    peer.position,
                    _field(peer.frame, peer.position),
                    f"Lớp học {_time(peer.value)}, ít hơn thời gian thường gặp: {sharing} trong"
                    f" {len(peers) - 1} lớp cùng loại khác học {_time(usual)}.",
                    value=_time(peer.value),
                    expected=_time(usual),
                    severity=Severity.HINT,
                )


def _time(months: float) -> str:
    return f"{dotted(round(months, 1))} tháng" if months >= 1 else f"{dotted(round(months * 30))} ngày"


def _field(frame, position: int) -> str:
    for role in (Role.LENGTH, Role.CLOSES, Role.CARRY):
        if frame.has(role) and frame.raw(position, role) is not None:
            return frame.name_of(role)
    return frame.name_of(Role.CLASS)


def _months(*classes: tuple[int, int | str]) -> str:
    """Biểu 03 with classes that open in a month of 2025 and close in a month of it, or carry months over."""
    rows = [
        f"| {n} | Lớp Trung cấp LLCT hệ tập trung khóa {n} | 50 | {opens}/2025 | "
        + (f"{closes}/2025 | |" if isinstance(closes, int) else f"| {closes} |")
        for n, (opens, closes) in enumerate(classes, start=1)
    ]
    head = "| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |"
    return "\n".join(("# Biểu 03", "| BIỂU SỐ 03 |", head, *rows))


def _days(*lengths: str) -> str:
    """Biểu 04 with classes of one programme that has no norm."""
    rows = [
        f"| {n} | Bồi dưỡng ngạch chuyên viên khóa {n} | {length} | 90 |" for n, length in enumerate(lengths)
    ]
    return "\n".join(("# Biểu 04", "| TT | Tên lớp | Thời gian | Học viên |", *rows))


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Huyện ủy Lộc Bình | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 | | 01 tháng | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Huyện ủy Lộc Bình | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 | | 10 tháng | |
        """,
        "Biểu!G2",
        form_set="lang-son-2018",
    ),
    silent(  # a norm of 6 months, a quarter more
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 7,5 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # more
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 7,6 tháng |  |
        """,
        "Biểu!G2",
        form_set="lang-son-2018",
    ),
    silent(  # and a quarter less
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 4,8 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # too short
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 4,7 tháng |  |
        """,
        "Biểu!G2",
        form_set="lang-son-2018",
    ),
    silent(  # days: a part of the programme
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 20 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # with twice the slack
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 9 tháng |  |
        """,
        settings={("D13", "slack"): "0.5"},
        form_set="lang-son-2018",
    ),
    found(  # and beyond
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 9,1 tháng |  |
        """,
        "Biểu!G2",
        settings={("D13", "slack"): "0.5"},
        form_set="lang-son-2018",
    ),
    found(  # another form of study has another norm
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Trung cấp lý luận chính trị hệ tại chức | 1 | 50 |  | 6 tháng |  |
        """,
        "Biểu!G2",
        form_set="lang-son-2018",
    ),
    found(  # weekends have another norm
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung (học Thứ 7, CN) | 70 | 1/2024 | 5/2025 |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung | 70 | 1/2024 | 6/2025 |
        """,
        "Biểu 02!E4",
    ),
    silent(  # from opening to closing, both ends counted: 6 months
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 3/2025 | 8/2025 |  |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 9/2025 |  | 2 |
        """,
    ),
    found(  # 4 months, both ends counted
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 3/2025 | 6/2025 |  |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 11/2025 |  | 2 |
        """,
        "Biểu 03!E3",
        "Biểu 03!F4",
    ),
    silent(  # from a quarter, nobody knows how long
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | Quý I/2025 | 12/2026 |  |
        """,
    ),
    found(  # programmes without a norm: by their peers
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 1 | 20 ngày | 90 |
        | 2 | Bồi dưỡng ngạch chuyên viên khóa 2 | 20 ngày | 90 |
        | 3 | Bồi dưỡng ngạch chuyên viên khóa 3 | 20 ngày | 90 |
        | 4 | Bồi dưỡng ngạch chuyên viên khóa 4 | 20 ngày | 90 |
        | 5 | Bồi dưỡng ngạch chuyên viên khóa 5 | 20 ngày | 90 |
        | 6 | Bồi dưỡng ngạch chuyên viên khóa 6 | 60 ngày | 90 |
        """,
        "Biểu 04!C7",
    ),
    silent(  # nearly as far from 20 days as may be: 6
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 1 | 20 ngày | 90 |
        | 2 | Bồi dưỡng ngạch chuyên viên khóa 2 | 20 ngày | 90 |
        | 3 | Bồi dưỡng ngạch chuyên viên khóa 3 | 20 ngày | 90 |
        | 4 | Bồi dưỡng ngạch chuyên viên khóa 4 | 20 ngày | 90 |
        | 5 | Bồi dưỡng ngạch chuyên viên khóa 5 | 20 ngày | 90 |
        | 6 | Bồi dưỡng ngạch chuyên viên khóa 6 | 26 ngày | 90 |
        """,
    ),
    found(  # by norm and peers, told once
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 1 | 1 | 70 |  | 01 tháng |  |
        | 2 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 2 | 1 | 70 |  | 01 tháng |  |
        | 3 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 3 | 1 | 70 |  | 01 tháng |  |
        | 4 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 4 | 1 | 70 |  | 01 tháng |  |
        | 5 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 5 | 1 | 70 |  | 01 tháng |  |
        | 6 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị khóa 6 | 1 | 70 |  | 10 tháng |  |
        """,
        "Biểu!G7",
        form_set="lang-son-2018",
    ),
    silent(  # months of this year and of the next: 10
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung | 50 | 8/2025 |  | 5 |
        """,
    ),
    # As long as no other class, and shorter than half of the others, which are four at least.
    found(_months((3, 10), (3, 10), (3, 10), (1, 9), (8, "1")), "Biểu 03!F7 hint"),
    found(_months((3, 10), (3, 10), (1, 9), (8, "1"), (11, "5")), "Biểu 03!F6 hint", "Biểu 03!F7 hint"),
    silent(_months((3, 10), (3, 10), (3, 10), (8, "1"))),
    silent(_months((3, 10), (3, 10), (3, 10), (8, "1"), (8, "1"))),
    silent(_months((3, 10), (3, 10), (3, 10), (3, 10), (1, 9))),  # longer by holidays
    silent(_months((3, 10), (3, 10), (1, 9), (4, 10), (8, "1"), (8, "1"))),  # two of five have one length
    # To a tenth: 20 days are not 22, but nearly.
    found(_days("20 ngày", "22 ngày", "24 ngày", "24 ngày", "24 ngày", "17 ngày"), "Biểu 04!C7 hint"),
    silent(_days("20 ngày", "22 ngày", "24 ngày", "24 ngày", "24 ngày", "23 ngày")),
    silent(_days("20 ngày", "20 ngày", "20 ngày", "20 ngày", "20 ngày", "19 ngày")),
    found(_days("20 ngày", "20 ngày", "20 ngày", "20 ngày", "18 ngày"), "Biểu 04!C6 hint"),
    silent(_days("20 ngày", "20 ngày", "20 ngày", "20 ngày", "20 ngày", "18,5 ngày")),
    silent(_days("24 ngày", "24 ngày", "24 ngày", "24 ngày", "20 ngày", "19 ngày")),
    silent(_days("24 ngày", "24 ngày", "20 ngày", "30 ngày", "35 ngày", "40 ngày")),  # two of five others
    # By the norm or by its peers, told once.
    found(_months((3, 10), (3, 10), (3, 10), (3, 10), (9, 11)), "Biểu 03!E7"),
    found(_days("20 ngày", "20 ngày", "20 ngày", "20 ngày", "20 ngày", "10 ngày"), "Biểu 04!C7"),
)
