"""L04: one class claimed by two units."""

from validators.batch import Batch
from validators.identity import claimed_key
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role


@rule(
    "L04",
    severity="warning",
    scope="all",
    since="2025",
    basis="Nơi mở, chương trình, số khóa hoặc mã lớp",
    together=True,
    what="Hai đơn vị cùng báo một lớp.",
    why="Lớp bị tính hai lần trong biểu của tỉnh.",
    wrong="Trường Chính trị và Huyện ủy Đại Từ cùng báo lớp khóa 13 tại Đảng bộ huyện Đại Từ.",
    mend="Thống nhất đơn vị nào báo; đơn vị kia bỏ dòng này.",
)
def class_of_two_units(batch: Batch, bounds: dict):
    seen: dict[tuple, tuple] = {}
    for frame in batch.frames.values():
        for position, name in enumerate(frame.names):
            key = claimed_key(name)
            if key is None:
                continue
            owner = frame.owner(position)
            if owner.source.level == "province":
                continue
            first = seen.setdefault(key, (frame, position))
            other = first[0].owner(first[1])
            if other.file == owner.file or (owner.source.unit and other.source.unit == owner.source.unit):
                continue
            who = batch.unit_name(other.file) or other.source.path.name
            yield frame.finding(
                position,
                Role.CLASS,
                f"Lớp này cũng được {who} báo (tệp"
                f" “{other.source.path.name}”, trang “{other.table.sheet}”,"
                f" ô {first[0].cell(first[1], Role.CLASS)}).",
                related=[first[0].address(first[1], Role.CLASS, owner)],
            )


EXAMPLES = (
    silent(
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Lớp bồi dưỡng ngạch chuyên viên khóa 14 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        """,
    ),
    found(
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Lớp bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        """,
        "Biểu 04!B2",
    ),
    silent(  # lớp 1 and lớp 2
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Lớp 1 Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Lớp 2 Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        """,
    ),
    found(  # by the code
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng K71.B14 | 12 ngày | 70 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Lớp cấp phòng, mã K71.B14 | 12 ngày | 60 |
        """,
        "Biểu 04!B2",
    ),
    silent(  # another programme
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 13 tại Đảng bộ huyện Đại Từ | 12 ngày | 70 |
        """,
    ),
    silent(  # no place
        """
        ## a.xlsx
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 | 20 ngày | 90 |
        """,
    ),
    silent(  # in one workbook: B02 tells it
        """
        % unit_code: TN-TCT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        | 2 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        """,
    ),
    silent(  # one unit's two workbooks: L03 tells it
        """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên khóa 13 tại Đảng bộ huyện Đại Từ | 20 ngày | 90 |
        """,
    ),
)
