"""D17: a column that is the sum of others, and is not."""

from validators.causes.fixed_lines import lines_off_by
from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.relations import broken
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.declared.relations import SUM
from workbook_templates.kinds.numbers import dotted


@rule(
    "D17",
    severity="error",
    scope="row",
    since="2026",
    basis="Quan hệ giữa các cột, khai báo trong bộ biểu mẫu",
    relation=SUM,
    yields_to=("D01", "D02", "O02", "O03", "O04", "O05"),
    what="Cột tổng của dòng không bằng tổng các cột thành phần.",
    why="Hai con số của một dòng mâu thuẫn nhau; tổng của biểu cũng lệch theo.",
    wrong="Tổng số 10, trong khi hai cột thành phần là 4 và 5.",
    mend="Kiểm tra các ô thành phần, rồi sửa ô sai.",
)
def sum_of_columns(frame: Frame, bounds: dict):
    for relation, position, stated, expected in broken(frame, SUM):
        heads = [frame.header_of(name) for name in relation.others]
        if len(set(heads)) < len(heads):  # “Tổng số” of each level
            heads = [frame.label_of(name) for name in relation.others]
        names = " + ".join(heads)
        cells = totals_off_by(frame, position, relation.field, lambda gap, off=expected - stated: gap == off)
        cells += lines_off_by(frame, position, relation.field, lambda gap, off=expected - stated: gap == off)
        wrong = {
            name: above
            for name in relation.others
            if (above := lines_off_by(frame, position, name, lambda gap, off=stated - expected: gap == off))
        }
        which = (
            f" Nhiều khả năng sai ở ô {frame.cell(position, next(iter(wrong)))}." if len(wrong) == 1 else ""
        )
        cells += [cell for above in wrong.values() for cell in above]
        yield frame.finding(
            position,
            relation.field,
            f"{frame.label_of(relation.field)} ghi {dotted(stated)}, cộng {names} được {dotted(expected)}."
            + which
            + so_totals_are_off(cells),
            expected=dotted(expected),
            difference=stated - expected,
            related=[*((position, name) for name in relation.others), *cells],
        )


EXAMPLES = (
    silent(  # a blank adds nothing; where nothing stands there is nothing to compare
        """
        # Biểu 3
        | BIỂU SỐ 3 |
        | TT | Tên lớp | Nam | Nữ | Cả hai |
        | 1 | Lớp A | 4 | 6 | 10 |
        | 2 | Lớp B | 4 | | 4 |
        | 3 | Lớp C | | | 7 |
        | 4 | Lớp D | 4 | 6 | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 3
        | BIỂU SỐ 3 |
        | TT | Tên lớp | Nam | Nữ | Cả hai |
        | 1 | Lớp A | 4 | 6 | 11 |
        | 2 | Lớp B | 4 | | 3 |
        """,
        "Biểu 3!E3",
        "Biểu 3!E4",
        form_set=EVERY_KIND,
    ),
)
