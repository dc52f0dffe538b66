"""L05: two units' files with the same rows and figures."""

import numpy as np

from validators.batch import Batch
from validators.findings import finding_in
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import found, rule, silent


@rule(
    "L05",
    severity="warning",
    scope="all",
    since="2025",
    basis="So các tệp với nhau",
    together=True,
    what="Hai đơn vị có biểu giống hệt nhau.",
    why="Có thể một đơn vị đã chép tệp của đơn vị khác và quên sửa.",
    wrong="Huyện ủy A và Huyện ủy B gửi biểu giống nhau từng con số.",
    mend="Hỏi lại hai đơn vị.",
)
def identical_figures(batch: Batch, bounds: dict):
    seen: dict[tuple, tuple] = {}
    for frame in batch.frames.values():
        counts = frame.counts
        for owner, span in frame.tables():
            if span.stop - span.start < 3 or owner.source.level == "province":
                continue
            if frame.form.line != "class" and not np.nan_to_num(counts[span]).any():
                continue  # nothing that could be copied
            labels = tuple(
                frame.names[p].wording if frame.form.line == "class" else ""
                for p in range(span.start, span.stop)
            )
            key = (frame.form.id, labels, counts[span].tobytes())
            first = seen.setdefault(key, owner)
            if first.file == owner.file or (owner.source.unit and first.source.unit == owner.source.unit):
                continue
            row = owner.table.rows[0]
            yield finding_in(
                owner,
                cell=owner.table.cell(row, frame.form.label_field),
                row=row,
                key=f"{frame.form.id}|identical",
                field=frame.form.label_field,
                message=(
                    f"{frame.form.name} giống hệt trang “{first.table.sheet}” của tệp “{first.source.name}”"
                    f" ({span.stop - span.start} dòng)."
                ),
                related=[f"[{first.source.name}]{first.table.sheet}!{_corner(first, frame)}"],
                suggestion="Kiểm tra xem có chép nhầm biểu của đơn vị khác không.",
            )


def _corner(owner: Owner, frame: Frame) -> str | None:
    return owner.table.cell(owner.table.rows[0], frame.form.label_field)


EXAMPLES = (
    silent(
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 75 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        """,
    ),
    found(
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        """,
        "Biểu 04!B2",
    ),
    silent(  # two rows may be alike
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        """,
    ),
    silent(  # one unit's two workbooks: L03 tells it
        """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng nghiệp vụ công tác đảng | 3 ngày | 65 |
        | 3 | Bồi dưỡng nghiệp vụ văn phòng | 2 ngày | 82 |
        """,
    ),
)
