"""Degrees of officials and employees beside the number of all: together never more than it in silence."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.short_tables import LS, report_of
from workbook_templates.declared.forms import Columns
from workbook_templates.declared.relations import parts_apart
from workbook_templates.expression.roles import Role

LAYOUTS = {
    "as the form has it": """
| STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký |
| | | | Công chức | | Viên chức | | |
| | | | Tiến sĩ | Thạc sĩ | Tiến sĩ | Thạc sĩ | |
| 1 | Văn phòng Tỉnh ủy | {} | {} | {} | {} | {} | 3 |""",
    "one row of headers": """
| STT | Tên đơn vị | Tổng số CBCCVC | OF_EACH | Đăng ký |
| 1 | Văn phòng Tỉnh ủy | {} | {} | {} | {} | {} | 3 |""",
    "the total behind": """
| STT | Đăng ký | Tên đơn vị | OF_EACH | Tổng số CBCCVC |
| 1 | 3 | Văn phòng Tỉnh ủy | {1} | {2} | {3} | {4} | {0} |""",
    "employees first": """
| STT | Tên đơn vị | Tổng số CBCCVC | Có trình độ sau đại học | | | | Đăng ký |
| | | | Viên chức | | Công chức | | |
| | | | Thạc sĩ | Tiến sĩ | Thạc sĩ | Tiến sĩ | |
| 1 | Văn phòng Tỉnh ủy | {} | {} | {} | {} | {} | 3 |""",
    "a blank column, and a total": """
| STT | Tên đơn vị | Tổng số CBCCVC | | OF_EACH | Đăng ký |
| 1 | Văn phòng Tỉnh ủy | {0} | | {1} | {2} | {3} | {4} | 3 |
| 2 | Ban Dân vận Tỉnh ủy | 9 | | 0 | 1 | 0 | 0 | 3 |
| | Tổng | | | | | | | 6 |""",
}  # fmt: skip


OF_EACH = "Công chức tiến sĩ | Công chức thạc sĩ | Viên chức tiến sĩ | Viên chức thạc sĩ"


def findings(layout, *figures):
    text = "# Sau đại học\n| SAU ĐẠI HỌC |" + LAYOUTS[layout].replace("OF_EACH", OF_EACH).format(*figures)
    return [(f.rule, f.row) for f in report_of(text, LS).findings if f.rule in ("D18", "D25")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_together_more_than_all(layout):
    [(rule, _)] = findings(layout, 48, 1, 30, 0, 18)
    assert rule == "D25"
    assert findings(layout, 48, 1, 30, 0, 17) == []
    assert findings(layout, "", 1, 30, 0, 18) == [] == findings(layout, 48, "", "", "", "")
    assert [rule for rule, _ in findings(layout, 48, 1, 49, 0, 18)] == ["D18"]


def form(*headers):
    """A form whose first column is all, and whose others are parts of it."""
    annex = LS.annexes["sau-dai-hoc"]
    fields = [column for column in annex.columns if column.field.role is Role.STAFF]
    columns = [
        replace(fields[min(n, 4)], field=replace(fields[0].field, name=f"f{n}"),
        header=tuple(header.split("/")),
                part_of=("f0",) if n else ())
        for n, header in enumerate(("Tổng số", *headers))
    ]  # fmt: skip
    return SimpleNamespace(columns=Columns(columns))


@pytest.mark.parametrize(
    "headers, groups",
    [
        (("Trình độ/Đại học", "Trình độ/Cao đẳng"), 1),
        (("Trong đó/Nữ", "Trong đó/DTTS"), 0),
        (("Đại học", "Cao đẳng"), 0),
        (("Chia ra/Học vấn/Đại học", "Chia ra/Học vấn/Trung cấp", "Chia ra/Lý luận/Cao cấp",
        "Chia ra/Lý luận/Trung cấp"), 0),
        (("Chia ra/Công chức/Thạc sĩ", "Chia ra/Viên chức/Thạc sĩ"), 1),
        (("Học vấn/Đại học", "Học vấn/Trung cấp", "Lý luận/Cao cấp", "Lý luận/Trung cấp"), 2),
        (("Trình độ/Đại học", "Trình độ/Tin học"), 0),
    ],
)  # fmt: skip
def test_which_parts_exclude_one_another(headers, groups):
    assert len([*parts_apart(form(*headers))]) == groups
