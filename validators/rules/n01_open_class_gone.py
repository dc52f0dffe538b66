"""N01: a class left open last year that does not stand here as carry-over."""

from validators.batch import Batch
from validators.causes.last_year import open_classes
from validators.findings import Finding
from validators.identity import yearly_key
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import quote

LAST = """
        # Biểu 03
        | BIỂU SỐ 03 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang |
        | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 | 50 | 10/2024 | | 06 tháng |
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
        yearly_key(frame, position)
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
                    f"Năm trước lớp “{quote(item.frame.label(item.position), 90)}” chưa học xong"
                    f" (“{source.source.path.name}”,"
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
)
