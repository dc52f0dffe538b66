"""D01: a number and a time swapped between two cells."""

from validators.causes.placement import placement_of
from validators.causes.sums import so_totals_are_off, totals_of_cell
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import retyped
from workbook_templates.words.spelling import quote


@rule(
    "D01",
    severity="error",
    scope="row",
    since="2025",
    basis="So hai ô trong cùng dòng",
    any_of=(Role.OPENS, Role.CLOSES, Role.CARRY, Role.LENGTH),
    what="Số người và thời gian ghi đảo chỗ cho nhau.",
    why="Số người nằm ở cột thời gian nên không được cộng vào tổng.",
    wrong="Thời gian: 90; Học viên: Quý II/2025.",
    mend="Đổi lại hai ô.",
)
def swapped(frame: Frame, bounds: dict):
    for swap in placement_of(frame).swaps:
        count, when = frame.label_of(swap.count_field), frame.label_of(swap.time_field)
        time = quote(frame.raw(swap.position, swap.count_field))
        kind = frame.kind_of(swap.count_field)
        meant = kind.parse(frame.raw(swap.position, swap.time_field))[0]
        number = kind.told(meant)
        broken = totals_of_cell(frame, swap.position, swap.count_field)
        yield frame.finding(
            swap.position,
            swap.count_field,
            f"{count} ghi “{time}”, còn {when.lower()} ghi {number}: hai ô bị đảo chỗ."
            + so_totals_are_off(broken),
            expected=number,
            related=[(swap.position, swap.time_field), *broken],
            suggestion=(f"Đổi lại: {count} {number}, {when.lower()} {time}."),
            changes=[
                (swap.position, swap.count_field, kind.in_cell(meant)),
                (swap.position, swap.time_field, retyped(frame.raw(swap.position, swap.count_field))),
            ],
        )


EXAMPLES = (
    found(
        """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Khai giảng | Kinh phí (triệu) | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | 12500 | 3/2025 | |
        """,
        "Biểu 1!D3",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên | Quý II/2025 | 90 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng ngạch chuyên viên | 90 | Quý II/2025 |
        """,
        "Biểu 04!D2",
    ),
    found(  # a month
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 3/2024 | 70 | 4/2025 |
        """,
        "Biểu 02!C3",
    ),
    silent(  # two cells that are sound where they stand
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 45383 | 45352 | 4/2025 |
        """,
    ),
)
