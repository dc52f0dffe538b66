"""L02: a unit that owes a return and has sent none."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import found, rule, silent


@rule(
    "L02",
    severity="warning",
    scope="all",
    since="2025",
    basis="Danh sách đơn vị phải gửi",
    together=True,
    what="Đơn vị chưa gửi biểu.",
    why="Chưa gửi khác với không có nhu cầu; tổng của tỉnh còn thiếu đơn vị này.",
    wrong="Đến hạn mà Sở Xây dựng chưa gửi.",
    mend="Đôn đốc đơn vị; đơn vị không có nhu cầu thì gửi biểu ghi “Không có nhu cầu”.",
)
def unit_missing(batch: Batch, bounds: dict):
    expected = batch.form_set.expected_units
    received = {source.unit for source in batch.returns if source.unit and source.status == "ok"}
    if not received.intersection(expected):
        return
    for code, forms in expected.items():
        if code not in received:
            unit = batch.form_set.catalogue.units[code]
            names = ", ".join(batch.form_set.annexes[form].name for form in forms)
            yield Finding(message=f"{unit.name} chưa gửi ({names}).", value=unit.name, key=code)


EXAMPLES = (
    found(
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        *[""] * 20,
    ),
    silent(  # a folder without any unit is no collection of returns
        """
        ## a.xlsx
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ## b.xlsx
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    silent(  # one workbook alone
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
)
