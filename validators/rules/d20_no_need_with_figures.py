"""D20: a table that says “Không có nhu cầu” and holds figures."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.reading.no_need import declining_rows, is_of_itself, speaking_rows
from workbook_templates.reading.table import Table


@rule(
    "D20",
    severity="warning",
    scope="row",
    since="2025",
    basis="So các ô trong cùng biểu",
    any_of=(Role.CLASS, Role.UNIT),
    what="Biểu ghi “Không có nhu cầu” mà vẫn có số liệu.",
    why="Không rõ là có đăng ký hay không; số liệu vẫn được tính cho đến khi đơn vị trả lời.",
    wrong="Dòng 1 ghi “Không có nhu cầu”, cùng dòng có 60 học viên.",
    mend="Có đăng ký thì ghi tên lớp thay cho “Không có nhu cầu”; không đăng ký thì xóa số liệu.",
)
def no_need_with_figures(frame: Frame, bounds: dict):
    label, columns = frame.form.label_field, frame.form.all_columns
    named = (label, *columns.of(Role.ORDINAL)[:1], *columns.of(Role.UNIT)[:1])
    if not any(map(frame.form_set.says_no_need, (text for name in named for text in frame.texts(name)))):
        return
    for owner, span in frame.tables():
        speaking = speaking_rows(owner.table, frame.form_set)
        if not speaking:
            continue
        none = declining_rows(owner.table, frame.form_set)
        filled = [
            i for i in range(span.stop - span.start) if i not in speaking and _counts(frame, span.start + i)
        ]
        for index in sorted(speaking):
            position = span.start + index
            if index not in none:
                yield frame.finding(position, label, "Dòng ghi “Không có nhu cầu” mà vẫn có số liệu.")
            elif is_of_itself(owner.table, frame.form_set, index):
                continue
            elif others := [i for i in filled if _speaks_of(owner.table, index, i)]:
                first = int(frame["row"][span.start + others[0]])
                yield frame.finding(
                    position,
                    label,
                    f"Dòng ghi “Không có nhu cầu” mà biểu vẫn có số liệu ở dòng {first}"
                    + (f" và {len(others) - 1} dòng khác." if len(others) > 1 else "."),
                    related=[(span.start + i, label) for i in others[:50]],
                )


def _speaks_of(table: Table, index: int, other: int) -> bool:
    """Whether a row that says so speaks of another: one of the same section, and of the same unit."""
    units = table.values.get(table.unit_field)
    same_unit = not units or units[index] == units[other]
    return table.section_of[index] == table.section_of[other] and same_unit


def _counts(frame: Frame, position: int) -> bool:
    return any(frame.value(position, name) for name in frame.form.all_columns.added)


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Không có nhu cầu. | | 0 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Không có nhu cầu | | 60 |
        """,
        "Biểu 04!B2",
    ),
    found(  # another row of the table counts
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | KHÔNG ĐĂNG KÝ | | |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!B2",
    ),
    silent(  # of one section alone
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | I | LỚP MỞ TẠI TRƯỜNG | | |
        | | Không có nhu cầu | | |
        | II | LỚP MỞ TẠI HUYỆN | | |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    silent(  # of one unit alone
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Không có nhu cầu | | | | | |
        | 2 | Sở Xây dựng | Bồi dưỡng nghiệp vụ | 1 | | 60 | 3 ngày | |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # of one line, and of all others
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng dân vận: không có nhu cầu | | |
        | 3 | Các lớp khác: Không có nhu cầu | | |
        """,
    ),
    silent(  # of one class, in the place of its number
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên | 20 ngày | không có nhu cầu |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
)
