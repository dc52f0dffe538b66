"""L05: two units' files with the same rows and figures."""

from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

import numpy as np

from validators.batch import Batch
from validators.findings import Finding, finding_in
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
    yield from _like_the_example(batch)
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


def _like_the_example(batch: Batch) -> Iterator[Finding]:
    """Filled files that are the one by which the forms are read: last year’s biểu, or a return."""
    example = Path(batch.form_set.settings.get("example") or ".")
    for number in batch.used if example.is_file() else ():
        item = batch.returns[number]
        filled = next((table for table in item.tables if table.filled), None)
        if filled and item.path.is_file() and cmp(item.path, example, shallow=False):
            yield Finding(
                file=number,
                sheet=filled.sheet,
                severity="hint",
                key="example",
                message="Tệp này giống hệt tệp mẫu và có số liệu; số liệu ấy được tính như của một đơn vị.",
                suggestion="Nếu là biểu năm trước thì chuyển tệp ra khỏi thư mục rồi chạy lại.",
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
