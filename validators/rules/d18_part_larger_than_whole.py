"""D18: a part that is larger than the whole it belongs to."""

from validators.causes.fixed_lines import lines_off_by
from validators.causes.sums import so_totals_are_off, totals_off_by
from validators.frame import Frame
from validators.relations import broken
from validators.rule import found, rule, silent
from workbook_templates.declared.relations import PART
from workbook_templates.kinds.numbers import dotted


@rule(
    "D18",
    severity="error",
    scope="row",
    since="2026",
    basis="Quan hệ giữa các cột, khai báo trong bộ biểu mẫu",
    relation=PART,
    yields_to=("D01", "D02", "O02", "O03", "O04", "O05"),
    what="Số “trong đó” lớn hơn tổng số.",
    why="Một phần không thể lớn hơn cả; một trong hai ô ghi sai.",
    wrong="Tổng số cán bộ 48, trong đó thạc sĩ 70.",
    mend="Kiểm tra cả hai ô. Phần bằng đúng tổng số là bình thường.",
)
def part_larger_than_whole(frame: Frame, bounds: dict):
    for relation, position, stated, whole in broken(frame, PART):
        name = relation.others[0]
        cells = totals_off_by(frame, position, relation.field, lambda gap, most=whole - stated: gap <= most)
        cells += lines_off_by(frame, position, relation.field, lambda gap, most=whole - stated: gap <= most)
        cells += lines_off_by(frame, position, name, lambda gap, least=stated - whole: gap >= least)
        yield frame.finding(
            position,
            relation.field,
            f"{frame.label_of(relation.field)} {dotted(stated)} lớn hơn {frame.label_of(name)}"
            f" {dotted(whole)}." + so_totals_are_off(cells),
            expected=f"không quá {dotted(whole)}",
            difference=stated - whole,
            related=[(position, name), *cells],
        )


EXAMPLES = (
    silent(
        """
        # Sau đại học
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký |
        | | | | Công chức | | Viên chức | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | |
        | 1 | Văn phòng Tỉnh ủy | 7 | 0 | 7 | | | 3 |
        | 2 | Ủy ban Kiểm tra Tỉnh ủy | | 0 | 7 | 0 | 0 | 3 |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Sau đại học
        | SAU ĐẠI HỌC |
        | STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký |
        | | | | Công chức | | Viên chức | | |
        | | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | |
        | 1 | Văn phòng Tỉnh ủy | 7 | 0 | 8 | 0 | 0 | 3 |
        """,
        "Sau đại học!E5",
        form_set="lang-son-2018",
    ),
)
