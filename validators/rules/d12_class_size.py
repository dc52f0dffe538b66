"""D12: learners per class, against the norm, against peers, and against what one room holds."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np

from validators.batch import Batch
from validators.causes.odd_sizes import Odd, odd_sizes, with_norm
from validators.causes.peers import SHARE, far_from, peers_of
from validators.causes.sums import so_totals_are_off, totals_closed_by, totals_off_by
from validators.codes import Severity
from validators.findings import Finding
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
    basis=(
        "Bảng định mức của bộ biểu mẫu; so với ít nhất 5 lớp cùng chương trình, cùng hệ, cùng lịch học; không"
        " có thì so với các lớp cùng cách tổ chức, cùng thời gian học (chỉ lưu ý)"
    ),
    reads=(Role.LEARNERS, Role.CLASSES),
    yields_to=("D15", "O03"),
    what="Số học viên một lớp khác hẳn các lớp cùng loại.",
    why=(
        "Thường là gõ thừa, thiếu một chữ số, hoặc gộp nhiều lớp vào một dòng. Lớp đang học chỉ xét khi đông"
        " gấp nhiều lần các lớp khác; hội nghị, nói chuyện không so với lớp học."
    ),
    wrong="Các lớp trung cấp không tập trung đều 70, một lớp ghi 7.",
    mend="Kiểm tra số; nếu đúng, ghi lý do ở cột “Ý kiến của đơn vị”.",
    bounds={"most": 500, "times": 3},
)
def class_size(batch: Batch, bounds: dict):
    """bounds: most: learners that one class without a norm has at the most, by no source: the largest in the
    published plans has 230; times: how many times its peers a running class is too large."""
    odd = {(o.peer.frame.form.id, o.peer.position): o for o in odd_sizes(batch, bounds["times"])}
    told: set[tuple[str, int]] = set()
    graver = chain(_against_peers(batch), _against_norms(batch), _too_many(batch, bounds["most"], odd, told))
    for finding, key in graver:
        told.add(key)
        yield finding
    yield from _oddities([o for key, o in odd.items() if key not in told])


def _against_peers(batch: Batch) -> Iterator[tuple[Finding, tuple[str, int]]]:
    for peers in peers_of(batch, per_class, running=False).values():
        for peer, median in far_from(peers):
            name = first_filled(peer.frame, peer.position, Role.LEARNERS)
            broken = _broken(peer, name, median)
            finding = peer.frame.finding(
                peer.position,
                name,
                f"{dotted(round(peer.value, 1))} học viên một lớp; {len(peers) - 1} lớp cùng loại thường có"
                f" {dotted(round(median, 1))}." + so_totals_are_off(broken),
                related=broken,
                expected=f"khoảng {dotted(round(median, 1))}",
                difference=round(peer.value - median, 1),
            )
            yield finding, (peer.frame.form.id, peer.position)


def _against_norms(batch: Batch) -> Iterator[tuple[Finding, tuple[str, int]]]:
    for frame in batch.frames.values():
        values, (low, high) = per_class(frame), norms(frame, "learners")
        for position in np.flatnonzero(~carried(frame) & ((values < low) | (values > high))).tolist():
            norm = norm_for(batch.form_set, frame.names[position], "learners")
            finding = frame.finding(
                position,
                first_filled(frame, position, Role.LEARNERS),
                f"{dotted(round(values[position], 1))} học viên một lớp; định mức"
                f" {dotted(norm.low)}–{dotted(norm.high)} (nguồn: {norm.source}).",
                expected=f"{dotted(norm.low)}–{dotted(norm.high)}",
            )
            yield finding, (frame.form.id, position)


def _too_many(batch: Batch, most: float, odd: dict, told: set) -> Iterator[tuple[Finding, tuple[str, int]]]:
    """Classes that no room holds, where no norm says otherwise and nothing has been told of them yet."""
    for frame in batch.frames.values():
        values = per_class(frame)
        for position in np.flatnonzero((values > most) & ~with_norm(frame)).tolist():
            key = (frame.form.id, position)
            if key in told or frame.names[position].arrangement == "meeting":
                continue
            name = first_filled(frame, position, Role.LEARNERS)
            broken = _closed_by(odd[key], name) if key in odd else []
            finding = frame.finding(
                position,
                name,
                f"{dotted(round(values[position], 1))} học viên trong một lớp; một lớp thường không quá"
                f" {dotted(most)}." + so_totals_are_off(broken),
                related=broken,
                expected=f"không quá {dotted(most)}",
            )
            yield finding, key


def _oddities(odd: list[Odd]) -> Iterator[Finding]:
    """A hint for each; a total that only one of them would put right names that one."""
    names = [first_filled(o.peer.frame, o.peer.position, Role.LEARNERS) for o in odd]
    closed = [
        [(id(o.peer.frame.owner(o.peer.position)), cell) for cell in _closed_by(o, name)]
        for o, name in zip(odd, names, strict=True)
    ]
    claims = Counter(place for places in closed for place in places)
    for (peer, usual, others, alike), name, places in zip(odd, names, closed, strict=True):
        broken = [cell for owner, cell in places if claims[owner, cell] == 1]
        lasting = "cùng thời gian học" if alike else "thời gian học gần bằng nhau"
        yield peer.frame.finding(
            peer.position,
            name,
            f"{dotted(round(peer.value, 1))} học viên một lớp; {others} lớp khác có cùng cách tổ chức,"
            f" {lasting}, thường có {dotted(round(usual, 1))} học viên." + so_totals_are_off(broken),
            related=broken,
            expected=f"khoảng {dotted(round(usual, 1))}",
            difference=round(peer.value - usual, 1),
            severity=Severity.HINT,
        )


def _closed_by(odd: Odd, name: str) -> list[str]:
    """The totals that are right once this class is as large as the others usually are."""
    frame, position = odd.peer.frame, odd.peer.position
    usual = odd.usual * frame[name][position] / odd.peer.value
    return totals_closed_by(frame, position, name, (1 - SHARE) * usual, (1 + SHARE) * usual)


def _broken(peer, name: str, median: float) -> list[str]:
    """The totals that would be right if this class were about as large as its peers."""
    frame, position = peer.frame, peer.position
    number = frame[name][position]
    classes = number / peer.value

    def usual(gap: float) -> bool:
        return 0.5 * median <= (number + gap) / classes <= 2 * median

    return totals_off_by(frame, position, name, usual)


def _short(*sizes: float, last: str = "3 ngày", total: float | None = None) -> str:
    """Biểu 04 with classes of several subjects, of 3 days each but for the last."""
    subjects = (
        "Đảng",
        "dân vận",
        "Mặt trận",
        "kiểm tra",
        "nội chính",
        "tuyên giáo",
        "văn phòng",
        "công đoàn",
    )
    lengths = ["3 ngày"] * (len(sizes) - 1) + [last]
    rows = [
        f"| {n} | Bồi dưỡng nghiệp vụ {subjects[n % 8]} lớp {n} | {length} | {size:g} |"
        for n, (size, length) in enumerate(zip(sizes, lengths, strict=True), start=1)
    ]
    end = [] if total is None else [f"| | Tổng cộng | | {total:g} |"]
    return "\n".join(("# Biểu 04", "| TT | Tên lớp | Thời gian | Học viên |", *rows, *end))


def _running(*sizes: float) -> str:
    """Biểu 02 with running classes."""
    rows = [
        f"| {n} | Lớp Trung cấp LLCT hệ không tập trung khóa {n} | {size:g} | 3/2024 | 4/2025 |"
        for n, size in enumerate(sizes, start=1)
    ]
    head = "| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |"
    return "\n".join(("# Biểu 02", "| BIỂU SỐ 02 |", head, *rows))


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
    found(  # four others prove little
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
        "Biểu 03!C7 hint",
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
    # Different subjects, one length: five others, and more than a third away (21 of 60).
    found(_short(60, 60, 60, 60, 60, 82), "Biểu 04!D7 hint"),
    silent(_short(60, 60, 60, 60, 60, 81)),
    found(_short(60, 60, 60, 60, 60, 38), "Biểu 04!D7 hint"),
    silent(_short(60, 60, 60, 60, 60, 39)),
    silent(_short(60, 60, 60, 60, 100)),
    silent(_short(60, 60, 60, 60, 60, 100, last="5 ngày")),
    # An ordinary class near it makes it ordinary; so do many like it.
    found(_short(60, 60, 60, 60, 60, 60, 80, 107), "Biểu 04!D9 hint"),
    silent(_short(60, 60, 60, 60, 60, 60, 80, 106)),
    found(_short(60, 60, 60, 60, 60, 60, 60, 100, 100), "Biểu 04!D9 hint", "Biểu 04!D10 hint"),
    silent(_short(60, 60, 60, 60, 60, 60, 60, 60, 100, 100, 100)),
    silent(_short(60, 60, 60, 60, 60, 60, 60, 60, 200, 200, 200)),
    # Of about the same length: many times as much, or a part of it; four others.
    found(_short(60, 60, 60, 60, 180, last="5 ngày"), "Biểu 04!D6 hint"),
    silent(_short(60, 60, 60, 60, 179, last="5 ngày")),
    found(_short(60, 60, 60, 60, 20, last="5 ngày"), "Biểu 04!D6 hint"),
    silent(_short(60, 60, 60, 60, 21, last="5 ngày")),
    silent(_short(60, 60, 60, 180, last="5 ngày")),
    silent(_short(60, 60, 60, 60, 239), settings={("D12", "times"): "4"}),
    found(_short(60, 60, 60, 60, 240), "Biểu 04!D6 hint", settings={("D12", "times"): "4"}),
    # A talk of a day is no course of three; nor is one of fifteen.
    silent(_short(60, 60, 60, 60, 60, 300, last="1 ngày")),
    silent(_short(60, 60, 60, 60, 60, 300, last="2 buổi")),
    found(_short(60, 60, 60, 60, 60, 300, last="3 buổi"), "Biểu 04!D7 hint"),
    found(_short(60, 60, 60, 60, 60, 300, last="14 ngày"), "Biểu 04!D7 hint"),
    silent(_short(60, 60, 60, 60, 60, 300, last="15 ngày")),
    # No room holds them, whatever the others are.
    found(_short(501), "Biểu 04!D2"),
    silent(_short(500)),
    found(_short(800, 800, 800, 800, 800, 800), *(f"Biểu 04!D{row}" for row in range(2, 8))),
    found(  # told once, by its peers
        "# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |"
        + "".join(
            f"\n| {n} | Bồi dưỡng ngạch chuyên viên khóa {n} | 20 ngày | {size} |"
            for n, size in enumerate((90, 90, 90, 90, 90, 900))
        ),
        "Biểu 04!D7",
    ),
    silent(_short(1000), settings={("D12", "most"): "1000"}),
    found(_running(501), "Biểu 02!C3"),
    silent(_running(500)),
    silent(  # a meeting is no class; a row of several classes is not one
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Hội nghị học tập nghị quyết của Trung ương | 1 ngày | 1360 |
        | 2 | Học tập, quán triệt nghị quyết | 3 ngày | 800 |
        | 3 | Mở 10 lớp bồi dưỡng nghiệp vụ công tác Đảng | 3 ngày | 800 |
        | 4 | Các lớp bồi dưỡng nghiệp vụ công tác Đảng | 3 ngày | 800 |
        """,
    ),
    found(  # a meeting is only what begins as one; khóa 9 and đối tượng 4 count no classes
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng kỹ năng tổ chức hội nghị | 3 ngày | 800 |
        | 2 | Bồi dưỡng nghiệp vụ công tác Đảng khóa 9 lớp buổi tối | 3 ngày | 800 |
        | 3 | Bồi dưỡng nghiệp vụ công tác Đảng đối tượng 4, lớp 2 | 3 ngày | 800 |
        """,
        "Biểu 04!D2",
        "Biểu 04!D3",
        "Biểu 04!D4",
    ),
    # Running classes: many times the others only.
    found(_running(70, 70, 70, 70, 210), "Biểu 02!C7 hint"),
    silent(_running(70, 70, 70, 70, 209)),
    silent(_running(70, 70, 70, 210)),
    # Peers of its own programme judge better than other subjects.
    silent(
        _short(60, 60, 60, 60, 60)
        + "\n".join(f"\n| {n} | Bồi dưỡng ngạch chuyên viên khóa {n} | 20 ngày | 100 |" for n in range(6, 11))
        + "\n| 11 | Bồi dưỡng ngạch chuyên viên khóa 11 | 3 ngày | 100 |"
    ),
    # A total that its usual size would put right, to a tenth; not where two would, nor where a row is missed.
    found(_short(60, 60, 60, 60, 60, 100, total=366), "Biểu 04!D7 error"),
    found(_short(60, 60, 60, 60, 60, 100, total=354), "Biểu 04!D7 error"),
    found(_short(60, 60, 60, 60, 60, 100, total=367), "Biểu 04!D7 hint"),
    found(_short(60, 60, 60, 60, 60, 100, total=353), "Biểu 04!D7 hint"),
    found(_short(60, 60, 60, 60, 60, 60, 40, 100, total=460), "Biểu 04!D9 hint"),
    found(_short(60, 60, 60, 60, 60, 60, 60, 100, 100, total=580), "Biểu 04!D9 hint", "Biểu 04!D10 hint"),
    found(_short(60, 60, 60, 60, 60, 600, total=360), "Biểu 04!D7 error"),
    found(_short(60, 60, 60, 60, 60, 600, total=500), "Biểu 04!D7"),
)
