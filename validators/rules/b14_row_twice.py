"""B14: a row of a list a second time, cell for cell."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import clean, fold

_FEWEST = 2  # cells besides the name that must be filled: two short rows may well be alike


@rule(
    "B14",
    severity="warning",
    scope="table",
    since="2026",
    basis="So các dòng trong cùng biểu",
    any_of=(Role.PERSON, Role.LINE),
    yields_to=("L12",),
    what="Hai dòng của danh sách giống hệt nhau.",
    why="Một người, một nội dung ghi hai lần thì được tính hai lần.",
    wrong="Dòng 7 và dòng 19 cùng một người, cùng ngày sinh, cùng chức vụ.",
    mend="Xóa một dòng; nếu là hai người, hai việc khác nhau thì ghi rõ chỗ khác.",
)
def row_twice(frame: Frame, bounds: dict):
    form = frame.form
    if form.line != "class" or form.all_columns.find(Role.CLASS) or not form.label_field:
        return
    kept = {Role.ORDINAL, Role.NOTE}
    for owner, span in frame.tables():
        table = owner.table
        names = [n for n in table.columns if form.by_field[n].field.role not in kept]
        seen: dict[tuple, int] = {}
        for position in range(span.start, span.stop):
            cells = tuple(_level(frame.raw(position, name)) for name in names)
            named = frame.raw(position, form.label_field) is not None
            if not named or sum(cell is not None for cell in cells) <= _FEWEST:
                continue
            first = seen.setdefault(cells, position)
            if first != position:
                row = int(frame["row"][first])
                yield frame.finding(
                    position,
                    form.label_field,
                    f"Dòng này giống hệt dòng {row}; cả hai đều được tính.",
                    related=[(first, form.label_field)],
                )


def _level(raw: object) -> object:
    return fold(clean(raw)) if isinstance(raw, str) else raw


EXAMPLES = (
    found(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Số thẻ |
        | 1 | Nguyễn Văn An | 12/3/1985 | 2010 | A01 |
        | 2 | Trần Thị Bình | 12/3/1985 | 2010 | A02 |
        | 3 | NGUYỄN VĂN AN | 12/3/1985 | 2010 | A01 |
        """,
        "Biểu 2!B5",
        form_set=EVERY_KIND,
        settings={("L12", "enabled"): "no"},
    ),
    silent(  # L12 tells it
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Số thẻ |
        | 1 | Nguyễn Văn An | 12/3/1985 | 2010 | A01 |
        | 2 | Nguyễn Văn An | 12/3/1985 | 2010 | A01 |
        """,
        form_set=EVERY_KIND,
    ),
    silent(  # two of one name; and rows that say next to nothing
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Số thẻ |
        | 1 | Nguyễn Văn An | 12/3/1985 | 2010 | A01 |
        | 2 | Nguyễn Văn An | 12/4/1985 | 2010 | A03 |
        | 3 | Lê Văn Ba | | 2012 | |
        | 4 | Lê Văn Ba | | 2012 | |
        """,
        form_set=EVERY_KIND,
    ),
)
