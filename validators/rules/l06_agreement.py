"""L06: sums that must agree between tables, as the form set declares."""

from math import inf
from typing import NamedTuple

from validators.batch import Batch
from validators.causes.sent_again import replaced
from validators.findings import Finding, finding_in
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import found, rule, silent
from workbook_templates.declared.form_set import Agreement
from workbook_templates.declared.forms import Annex
from workbook_templates.kinds.numbers import dotted
from workbook_templates.kinds.quantity import NEARLY, Amount

_EXACT = 1e-6


@rule(
    "L06",
    severity="warning",
    scope="all",
    since="2025",
    basis="Các con số phải khớp giữa hai biểu, khai báo trong bộ biểu mẫu",
    what="Cùng một con số nhưng hai biểu ghi khác nhau.",
    why="Người đọc kế hoạch không biết số nào đúng.",
    wrong="Biểu sau đại học phân bổ 18, Biểu số 01 ghi tiến sĩ 2 và thạc sĩ 18, cộng 20.",
    mend="Đối chiếu hai biểu và sửa cho thống nhất.",
)
def agreement(batch: Batch, bounds: dict):
    told: list[tuple[frozenset, float]] = []
    for item in batch.form_set.agreements:
        left = _side(batch, item.left_form, item.left_fields, item.left_programmes, item.left_lines)
        right = _side(batch, item.right_form, item.right_fields, item.right_programmes, item.right_lines)
        if left is None or right is None or not (gap := _gap(left, right)):
            continue
        rows = frozenset((item.left_form, position) for position in left.positions)
        within = [gap for other, gap in told if other < rows]
        if within and abs(sum(within) - gap) < _EXACT:
            continue  # what lines below it were told of is the whole difference
        told.append((rows, gap))
        yield _finding(batch, item, left, right, gap)


class _Side(NamedTuple):
    """What one side of an agreement comes to. low, high: of a range its ends, high None where it is open;
    about: whether only nearly so; shown: in words; positions: the rows counted; cell: of which table, which
    row and which field stands for them."""

    low: float
    high: float | None
    about: bool
    shown: str
    frame: Frame
    positions: list[int]
    owner: Owner
    row: int
    field: str


def _finding(batch: Batch, item: Agreement, left: _Side, right: _Side, gap: float) -> Finding:
    names = batch.form_set.annexes
    elsewhere = f" (xem trang “{right.owner.table.sheet}”, tệp “{right.owner.source.name}”)"
    there = "" if right.owner.file == left.owner.file else elsewhere
    related = right.frame.address(right.positions[0], right.field, left.owner)
    return finding_in(
        left.owner,
        cell=left.owner.table.cell(left.row, left.field),
        row=left.row,
        field=left.field,
        value=left.shown,
        expected=right.shown,
        difference=gap,
        key=item.id,
        severity=item.severity,
        related=[related],
        message=(
            f"“{names[item.left_form].name}” ghi {left.shown} {item.text}, "
            f"“{names[item.right_form].name}”{there} ghi {right.shown}."
        ),
    )


def _gap(left: _Side, right: _Side) -> float:
    """By how much one side is beyond the other; 0 where a figure may lie in both."""
    slack = NEARLY if left.about or right.about else 0.0
    over = left.low - (inf if right.high is None else right.high)
    under = right.low - (inf if left.high is None else left.high)
    if over > slack * left.low:
        return over
    return -under if under > slack * right.low else 0.0


def _side(
    batch: Batch, form: str, fields: tuple[str, ...], programmes: tuple[str, ...], lines: tuple[str, ...]
) -> _Side | None:
    """None where nothing is filled in that could be compared."""
    frame = batch.frames.get(form)
    if frame is None:
        return None
    gone, wanted = replaced(frame), _with_those_below(frame.form, lines)
    chosen = [
        position
        for position, name in enumerate(frame.names)
        if position not in gone
        and (not programmes or name.programme in programmes)
        and (not lines or _line_of(frame, position) in wanted)
    ]
    low, high, about, filled = 0.0, 0.0, False, []
    for name in fields:
        kind = frame.kind_of(name)
        bad = frame.unread(name)
        held = [p for p in chosen if p not in bad and frame.value(p, name) is not None]
        if not held:
            continue
        filled += held
        total = kind.total(frame.counted(name, held)) if kind.adds else float(len(held))
        if kind.interval:
            low, about = low + (total.low or 0.0), about or total.about
            high = None if high is None or total.high is None else high + total.high
        else:
            low, high = low + total, None if high is None else high + total
    if not filled:
        return None
    field = frame.kind_of(fields[0])
    shown = field.told(Amount(low, high, about)) if field.interval else dotted(low)
    owner = frame.owner(filled[0])
    return _Side(
        low, high, about, shown, frame, filled, owner, _row(frame, owner, filled[0], lines), fields[0]
    )


def _with_those_below(form: Annex, lines: tuple[str, ...]) -> set[str]:
    wanted = set(lines)
    for line in form.lines:  # those below a line after it
        if line.under in wanted and not line.part:
            wanted.add(line.id)
    return wanted


def _line_of(frame: Frame, position: int) -> str | None:
    return frame.owner(position).table.line_of.get(int(frame["row"][position]))


def _row(frame: Frame, owner: Owner, position: int, lines: tuple[str, ...]) -> int:
    """The row that stands for a side: of the line named, else the total, else the first counted."""
    of_line = {line: row for row, line in owner.table.line_of.items()}
    if lines and lines[0] in of_line:
        return of_line[lines[0]]
    return owner.table.totals[0].row if owner.table.totals and not lines else int(frame["row"][position])


EXAMPLES = (
    silent(
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        # B
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Ban Tổ chức Tỉnh ủy | Cử đi đào tạo thạc sĩ | | 3 | | 20 tháng | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        # B
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Ban Tổ chức Tỉnh ủy | Cử đi đào tạo thạc sĩ | | 5 | | 20 tháng | |
        """,
        "A!I5 hint",
        form_set="lang-son-2018",
    ),
    silent(  # of the programmes named alone
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        # B
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Ban Tổ chức Tỉnh ủy | Cử đi đào tạo thạc sĩ |  | 3 |  | 20 tháng |  |
        | 2 | Sở Y tế | Đào tạo Sơ cấp lý luận chính trị | 1 | 70 |  | 1 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # one of the two is not here
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        """,
        form_set="lang-son-2018",
    ),
    found(  # the sum of both programmes, at the total
        """
        # A
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký | Phân bổ |
        | | | | Công chức | | Viên chức | | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | | |
        | 1 | Văn phòng Tỉnh ủy | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        | | Tổng | 48 | 0 | 7 | 0 | 0 | 3 | 3 |
        # B
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Ban Tổ chức Tỉnh ủy | Cử đi đào tạo thạc sĩ |  | 3 |  | 20 tháng |  |
        | 2 | Ban Tổ chức Tỉnh ủy | Cử đi đào tạo tiến sĩ |  | 1 |  | 36 tháng |  |
        """,
        "A!I6 hint",
        form_set="lang-son-2018",
    ),
)
