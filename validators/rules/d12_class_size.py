"""D12: learners per class, against the norm and against peers."""

import numpy as np

from validators.batch import Batch
from validators.causes.peers import far_from, peers_of
from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.measures import carried, first_filled, norms, per_class
from validators.rule import found, rule, silent
from workbook_templates.declared.class_names import norm_for
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "D12",
    severity="warning",
    scope="all",
    since="2025",
    basis="Bảng định mức của bộ biểu mẫu; so với ít nhất 5 lớp cùng chương trình, cùng hệ, cùng lịch học",
    reads=(Role.LEARNERS, Role.CLASSES),
    yields_to=("D15", "O03"),
    what="Số học viên một lớp khác hẳn các lớp cùng loại.",
    why=(
        "Thường là gõ thừa, thiếu một chữ số, hoặc gộp nhiều lớp vào một dòng. Lớp đang học thì không xét"
        " sĩ số."
    ),
    wrong="Các lớp trung cấp không tập trung đều 70, một lớp ghi 7.",
    mend="Kiểm tra số; nếu đúng, ghi lý do ở cột “Ý kiến của đơn vị”.",
)
def class_size(batch: Batch, bounds: dict):
    for peers in peers_of(batch, per_class, running=False).values():
        for peer, median in far_from(peers):
            name = first_filled(peer.frame, peer.position, Role.LEARNERS)
            broken = _broken(peer, name, median)
            yield peer.frame.finding(
                peer.position,
                name,
                f"{dotted(round(peer.value, 1))} học viên một lớp; {len(peers) - 1} lớp cùng loại thường"
                f" {dotted(round(median, 1))}." + so_totals_are_off(broken),
                related=broken,
                expected=f"khoảng {dotted(round(median, 1))}",
                difference=round(peer.value - median, 1),
            )
    for frame in batch.frames.values():
        values, (low, high) = per_class(frame), norms(frame, "learners")
        for position in np.flatnonzero(~carried(frame) & ((values < low) | (values > high))).tolist():
            norm = norm_for(batch.form_set, frame.names[position], "learners")
            yield frame.finding(
                position,
                first_filled(frame, position, Role.LEARNERS),
                f"{dotted(round(values[position], 1))} học viên một lớp; định mức"
                f" {dotted(norm.low)}–{dotted(norm.high)} (nguồn: {norm.source}).",
                expected=f"{dotted(norm.low)}–{dotted(norm.high)}",
            )


def _broken(peer, name: str, median: float) -> list[str]:
    """The totals that would be right if this class were about as large as its peers."""
    frame, position = peer.frame, peer.position
    number = frame[name][position]
    classes = number / peer.value

    def usual(gap: float) -> bool:
        return 0.5 * median <= (number + gap) / classes <= 2 * median

    return totals_off_by(frame, position, name, usual)


EXAMPLES = (
    silent(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 | |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 | |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 | |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 | |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 | |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 44 | 3/2025 | 10/2025 | |
        """,
    ),
    found(
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 | |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 | |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 | |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 | |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 | |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 500 | 3/2025 | 10/2025 | |
        """,
        "Biểu 03!C8",
    ),
    silent(  # four others prove nothing
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 500 | 3/2025 | 10/2025 |  |
        """,
    ),
    silent(  # as far as may be from 50: 17,5
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 67 | 3/2025 | 10/2025 |  |
        """,
    ),
    silent(  # and below
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 33 | 3/2025 | 10/2025 |  |
        """,
    ),
    found(  # farther
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 68 | 3/2025 | 10/2025 |  |
        """,
        "Biểu 03!C8",
    ),
    found(  # farther below
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 32 | 3/2025 | 10/2025 |  |
        """,
        "Biểu 03!C8",
    ),
    found(  # why the total is off: it stands for that error too
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ tập trung khóa 6 | 500 | 3/2025 | 10/2025 |  |
        | | Tổng cộng | 300 | | | |
        """,
        "Biểu 03!C8 error",
    ),
    silent(  # the size of a running class is a fact
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ không tập trung khóa 1 | 70 | 3/2024 | 4/2025 |
        | 2 | Lớp Trung cấp LLCT hệ không tập trung khóa 2 | 70 | 3/2024 | 4/2025 |
        | 3 | Lớp Trung cấp LLCT hệ không tập trung khóa 3 | 70 | 3/2024 | 4/2025 |
        | 4 | Lớp Trung cấp LLCT hệ không tập trung khóa 4 | 70 | 3/2024 | 4/2025 |
        | 5 | Lớp Trung cấp LLCT hệ không tập trung khóa 5 | 70 | 3/2024 | 4/2025 |
        | 6 | Lớp Trung cấp LLCT hệ không tập trung khóa 6 | 7 | 3/2024 | 4/2025 |
        """,
    ),
    silent(  # another form of study
        """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 1 | 50 | 3/2025 | 10/2025 |  |
        | 2 | Lớp Trung cấp LLCT hệ tập trung khóa 2 | 50 | 3/2025 | 10/2025 |  |
        | 3 | Lớp Trung cấp LLCT hệ tập trung khóa 3 | 50 | 3/2025 | 10/2025 |  |
        | 4 | Lớp Trung cấp LLCT hệ tập trung khóa 4 | 50 | 3/2025 | 10/2025 |  |
        | 5 | Lớp Trung cấp LLCT hệ tập trung khóa 5 | 50 | 3/2025 | 10/2025 |  |
        | 6 | Lớp Trung cấp LLCT hệ không tập trung khóa 6 | 500 | 3/2025 | 4/2026 |  |
        """,
    ),
    silent(  # subjects of nghiệp vụ are no peers
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng nghiệp vụ một | 3 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ hai | 3 ngày | 70 |
        | 3 | Bồi dưỡng nghiệp vụ ba | 3 ngày | 70 |
        | 4 | Bồi dưỡng nghiệp vụ bốn | 3 ngày | 70 |
        | 5 | Bồi dưỡng nghiệp vụ năm | 3 ngày | 70 |
        | 6 | Bồi dưỡng nghiệp vụ sáu | 3 ngày | 700 |
        """,
    ),
    silent(  # people of each class, not of each row
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 2 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 3 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 4 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 5 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 6 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 3 | 210 |  | 1 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # and so
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 2 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 3 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 4 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 5 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 6 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 3 | 70 |  | 1 tháng |  |
        """,
        "Biểu!E7",
        form_set="lang-son-2018",
    ),
    silent(  # no classes divide nobody
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 2 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 3 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 4 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 5 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        | 6 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 0 | 70 |  | 1 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
)
