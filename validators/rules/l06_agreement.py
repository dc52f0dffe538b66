"""L06: sums that must agree between tables, as the form set declares."""

import numpy as np

from validators.batch import Batch
from validators.causes.sent_again import replaced
from validators.findings import finding_in
from validators.rule import found, rule, silent
from workbook_templates.kinds.numbers import dotted


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
    for item in batch.form_set.agreements:
        left = _sum(batch, item.left_form, item.left_fields, item.left_programmes)
        right = _sum(batch, item.right_form, item.right_fields, item.right_programmes)
        if left is None or right is None or left[0] == right[0]:
            continue
        frame, position = left[1]
        name = item.left_fields[0]
        owner = frame.owner(position)
        line = owner.table.totals[0] if owner.table.totals else None
        row = line.row if line else int(frame["row"][position])
        names = batch.form_set.annexes
        other = right[1][0].owner(right[1][1])
        there = (
            ""
            if other.file == owner.file
            else f" (xem trang “{other.table.sheet}”, tệp “{other.source.name}”)"
        )
        yield finding_in(
            owner,
            cell=owner.table.cell(row, name),
            row=row,
            field=name,
            value=dotted(left[0]),
            expected=dotted(right[0]),
            difference=left[0] - right[0],
            key=item.id,
            severity=item.severity,
            related=[right[1][0].address(right[1][1], item.right_fields[0], owner)],
            message=(
                f"“{names[item.left_form].name}” ghi {dotted(left[0])} {item.text}, "
                f"“{names[item.right_form].name}”{there} ghi {dotted(right[0])}."
            ),
        )


def _sum(batch: Batch, form: str, fields: tuple[str, ...], programmes: tuple[str, ...]):
    frame = batch.frames.get(form)
    if frame is None:
        return None
    chosen = np.array([not programmes or name.programme in programmes for name in frame.names], dtype=bool)
    chosen[list(replaced(frame))] = False
    values = frame.data.loc[chosen, list(fields)].to_numpy(dtype=float)
    if not np.isfinite(values).any():
        return None
    return float(np.nansum(values)), (frame, int(np.flatnonzero(chosen)[0]))


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
