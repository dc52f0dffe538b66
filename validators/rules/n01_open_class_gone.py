"""N01: a class left open last year that does not stand here as carry-over."""

from validators.batch import Batch
from validators.causes.last_year import open_classes
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import quote

LAST = """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 | | 06 tháng |
        """
CLOSES_IN_JANUARY = """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2023 | 1/2025 |
        """
CLOSED_IN_DECEMBER = """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2023 | 12/2024 |
        """
BY_CODE = """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung K71.B14 | 50 | 10/2023 | 3/2025 |
        """
BY_YEARS = """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo Đại học chính trị (2017-2018) | 1 | 60 |  | 24 tháng |  |
        | 2 | Sở Y tế | Đào tạo Thạc sĩ (2016-2017) | 1 | 60 |  | 24 tháng |  |
        | 3 | Sở Y tế | Đào tạo Tiến sĩ (2018-2019) | 1 | 60 |  | 24 tháng |  |
        | 4 | Sở Y tế | Cử đi đào tạo Trung cấp lý luận chính trị (2017-2019) | 1 | 60 |  | 24 tháng |  |
        """


@rule(
    "N01",
    severity="warning",
    scope="last_year",
    since="2025",
    basis="Biểu của kế hoạch năm trước",
    what="Lớp năm trước chưa học xong nhưng không có trong biểu chuyển tiếp năm nay.",
    why="Lớp đang học bị bỏ quên thì không có kinh phí.",
    wrong="Năm trước: khóa 56 chuyển sang 06 tháng; năm nay không có khóa 56.",
    mend="Bổ sung lớp vào biểu chuyển tiếp; lớp đã dừng thì ghi lý do.",
)
def open_class_gone(batch: Batch, last_year: Batch):
    here = {
        frame.yearly_key(position)
        for frame in batch.frames.values()
        for position in range(frame.size)
        if frame.names[position].wording
    }
    if not here:
        return
    for item in open_classes(last_year, batch.form_set.year):
        if item.key not in here:
            source = item.frame.owner(item.position)
            yield Finding(
                file=batch.used[0] if len(batch.used) == 1 else None,
                key="|".join(map(str, item.key)),
                value=quote(item.frame.label(item.position), 90),
                expected="có trong biểu chuyển tiếp",
                message=(
                    f"“{quote(item.frame.label(item.position), 90)}” năm trước chưa học xong"
                    f" (“{source.source.name}”,"
                    f" {source.table.sheet}!{item.frame.cell(item.position, Role.CLASS)}) nhưng không có"
                    " trong biểu năm nay."
                ),
            )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 | 6/2025 |
        """,
        last_year=LAST,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 55 | 50 | 10/2024 | 6/2025 |
        """,
        "",
        last_year=LAST,
    ),
    silent(  # a workbook without classes tells of none
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Sở Xây dựng | 1 | 1 |
        """,
        last_year=LAST,
    ),
    found(  # last year's end is this January
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 55 | 50 | 10/2024 | 6/2025 |
        """,
        "",
        last_year=CLOSES_IN_JANUARY,
    ),
    silent(  # last year's end was December
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 55 | 50 | 10/2024 | 6/2025 |
        """,
        last_year=CLOSED_IN_DECEMBER,
    ),
    silent(  # known by its code, in other words
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp TCLLCT tập trung, mã K71.B14 | 50 | 10/2024 | 3/2025 |
        """,
        last_year=BY_CODE,
    ),
    found(  # by the school years: one reaches into this year, others are over, begin now, or send people out
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày |  |
        """,
        "",
        last_year=BY_YEARS,
        form_set="lang-son-2018",
    ),
    silent(  # and it is here again
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đại học chính trị năm thứ hai (2017-2018) | 1 | 60 |  | 24 tháng | Lớp chuyển tiếp |
        """,
        last_year=BY_YEARS,
        form_set="lang-son-2018",
    ),
)
