"""A header whose brackets name a part, an average or a bound is not the header without them."""

import pytest

from tests.short_tables import LS, TN, report_of, told
from validators import examples

HEAD = {
    TN.id: "# Biểu 04\n| TT | Tên lớp | Thời gian | {} |\n| 1 | Bồi dưỡng kiểm tra | 5 ngày | 60 |",
    LS.id: "# Biểu\n| TT | Đơn vị | Nội dung | Số lớp | ĐT | {} | Thời gian | Ghi chú |\n"
    "| 1 | Sở Y tế | Bồi dưỡng quản lý | 1 | | 60 | 5 ngày | |",
}
FIGURE = {TN.id: ("learners", "Học viên"), LS.id: ("learners_refresher", "BD")}
both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)


def figures(form_set, brackets):
    name, header = FIGURE[form_set.id]
    text = HEAD[form_set.id].format(f"{header} {brackets}".strip())
    [source] = examples.returns(text, form_set)
    loud = [line for line in told(report_of(text, form_set)) if line[:3] in ("T05", "T06")]
    return [table.values.get(name) for table in source.tables], loud


@both
@pytest.mark.parametrize(
    "brackets",
    [
        "(nam)", "(Nữ)", "(trong đó nữ)", "(tối đa)", "(bình quân)", "(TB)", "(một lớp)", "(dự phòng)",
        "(số đảng viên)",
    ],
)  # fmt: skip
def test_a_part_is_not_the_whole(form_set, brackets):
    values, loud = figures(form_set, brackets)
    assert values in ([None], []) and loud


@both
@pytest.mark.parametrize(
    "brackets", ["", "(người)", "(dự kiến)", "(năm 2025)", "(học viên)", "(Learners)", "(1)"]
)
def test_other_brackets_change_nothing(form_set, brackets):
    if form_set is LS:
        brackets = brackets.replace("2025", "2018")
    assert figures(form_set, brackets)[0] == [[60]]
