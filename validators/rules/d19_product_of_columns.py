"""D19: a column that is the product of others, and is not."""

from validators.frame import Frame
from validators.relations import broken
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.declared.relations import PRODUCT
from workbook_templates.kinds.numbers import dotted


@rule(
    "D19",
    severity="error",
    scope="row",
    since="2026",
    basis="Quan hệ giữa các cột, khai báo trong bộ biểu mẫu",
    relation=PRODUCT,
    yields_to=("D01", "D02", "O02", "O03", "O04", "O05"),
    what="Thành tiền không bằng tích các cột của dòng.",
    why="Kinh phí của dòng và tổng kinh phí của biểu đều sai.",
    wrong="40 học viên × 5 ngày × 100.000 đồng mà ghi 2.000.000 đồng.",
    mend="Tính lại, sửa ô sai; số làm tròn thì ghi rõ ở cột Ghi chú.",
)
def product_of_columns(frame: Frame, bounds: dict):
    for relation, position, stated, expected in broken(frame, PRODUCT):
        names = " × ".join(frame.header_of(name) for name in relation.others)
        yield frame.finding(
            position,
            relation.field,
            f"{frame.label_of(relation.field)} ghi {dotted(stated)}; {names} là {dotted(expected)}.",
            expected=dotted(expected),
            difference=stated - expected,
            related=[(position, name) for name in relation.others],
            suggestion=f"Tính lại, sửa ô sai; số làm tròn thì ghi rõ {frame.form.aside}.",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên | Mức chi | Thành tiền |
        | 1 | Lớp A | 40 | 100000 | 4000000 |
        | 2 | Lớp B | 40 | | 4000000 |
        | 3 | Lớp C | 40 | 100000 | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên | Mức chi | Thành tiền |
        | 1 | Lớp A | 40 | 100000 | 400000 |
        | 2 | Lớp B | 40 | 100000 | 4000001 |
        """,
        "Biểu 1!E3",
        "Biểu 1!E4",
        form_set=EVERY_KIND,
    ),
)
