"""O11: a value that is not in the list of its column."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote


@rule(
    "O11",
    severity="error",
    scope="cell",
    since="2025",
    basis="Danh sách giá trị khai báo của cột",
    what="Giá trị không có trong danh sách của cột.",
    why="Giá trị ngoài danh sách không tính được vào nhóm nào.",
    wrong="Cột Giới tính ghi “Nan”.",
    mend="Chọn lại một giá trị trong danh sách; nội dung khác ghi ở Ghi chú.",
)
def not_allowed(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.NOT_ALLOWED:
            wanted, raw = frame.kind_of(name).wanted, quote(frame.raw(position, name))
            nearest = f"; có thể là “{problem.expected}”" if problem.expected else ""
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{raw}” không có trong danh sách{nearest}.",
                expected=problem.expected or wanted,
                suggestion=f"Ghi {wanted}.",
            )


EXAMPLES = (
    silent(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | 1980 | NAM |
        | 2 | Trần Thị Bình | 1981 | gái |
        | 3 | Lê Văn Chi | 1982 | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | 1980 | Nan |
        | 2 | Trần Thị Bình | 1981 | x |
        | 3 | Lê Văn Chi | 1982 | 1 |
        """,
        "Biểu 2!D3",
        "Biểu 2!D4",
        "Biểu 2!D5",
        form_set=EVERY_KIND,
    ),
)
