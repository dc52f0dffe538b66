"""D13: how long a class lasts, against the norm and against peers."""

import numpy as np

from validators.batch import Batch
from validators.causes.peers import far_from, peers_of
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
    basis="Bảng định mức của bộ biểu mẫu; so với ít nhất 5 lớp cùng chương trình, cùng hệ, cùng lịch học",
    yields_to=("D06", "D09", "D10", "D11"),
    what="Thời gian học khác hẳn định mức hoặc các lớp cùng loại.",
    why="Thường là gõ nhầm tháng, năm hoặc đơn vị ngày – tháng.",
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
            least, most = norm.bounds
            usual = dotted(norm.low) if norm.low == norm.high else f"{dotted(norm.low)}–{dotted(norm.high)}"
            yield frame.finding(
                position,
                _field(frame, position),
                f"Lớp học {dotted(round(value, 1))} tháng; thường {usual} {norm.unit}"
                f" (nguồn: {norm.source}).",
                expected=f"{usual} {norm.unit}",
                difference=round(value - most if value > most else value - least, 1),
            )
    for peers in peers_of(batch, months_long, running=True).values():
        for peer, median in far_from(peers):
            if (peer.frame.form.id, peer.position) in told or peer.value <= 0:
                continue
            yield peer.frame.finding(
                peer.position,
                _field(peer.frame, peer.position),
                f"Lớp học {_time(peer.value)}; {len(peers) - 1} lớp cùng loại thường {_time(median)}.",
                expected=f"khoảng {_time(median)}",
            )


def _time(months: float) -> str:
    return f"{dotted(round(months, 1))} tháng" if months >= 1 else f"{dotted(round(months * 30))} ngày"


def _field(frame, position: int) -> str:
    for role in (Role.LENGTH, Role.CLOSES, Role.CARRY):
        if frame.has(role) and frame.raw(position, role) is not None:
            return frame.name_of(role)
    return frame.name_of(Role.CLASS)


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
)
