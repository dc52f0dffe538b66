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
)
