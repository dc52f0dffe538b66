"""Lines that name several units (“Khối Đảng”) with the sums of these, also where each has a single unit: they
never count a second time."""

import pytest

from tests.short_tables import BIEU_01, LS, TN, report_of
from validators import examples
from workbook_templates.reading.row_words import is_group_of_units, may_be_total_label

HEAD = {
    TN.id: BIEU_01,
    LS.id: "# Sau đại học\n| SAU ĐẠI HỌC |\n| STT | Tên đơn vị | Tổng số CBCCVC | Công chức tiến sĩ"
    " | Công chức thạc sĩ | Viên chức tiến sĩ | Viên chức thạc sĩ | Đăng ký |",
}
ROW = {TN.id: "| {} | {} | {} | {} |", LS.id: "| {} | {} | {} | | | | | {} |"}
FIGURES = {TN.id: ("learners_full_time", "learners_part_time"), LS.id: ("staff_total", "registered")}
GROUPS = ("Khối Đảng", "Các sở, ban, ngành", "Cấp huyện")
UNITS = (
    "Huyện ủy Đại Từ", "Công an tỉnh", "Sở Y tế", "Tỉnh đoàn", "Tổng công ty Điện lực", "Hội Nông dân tỉnh",
)  # fmt: skip
COUNTS = ((5, 9), (3, 2), (7, 4), (2, 8), (6, 1), (4, 3))
STYLES = {
    "roman": ("I", "II", "III"), "letters": ("A", "B", "C"), "none": ("", "", ""), "dash": ("-", "-", "-"),
    "star": ("*", "*", "*"), "numbers": ("1", "2", "3"),
}  # fmt: skip


def table(form_set, style, sizes, *, below=False, total="", capitals=False, off=0):
    """Groups of so many units. below: the sums stand below their units; off: by how much the first is off."""
    rows, number = [], 0
    for mark, group, size in zip(STYLES[style], GROUPS, sizes, strict=False):
        own = range(number, number + size)
        number += size
        sums = [sum(COUNTS[n][side] for n in own) for side in (0, 1)]
        sums[0] += off if not rows else 0
        units = [("" if style == "numbers" else n + 1, UNITS[n], *COUNTS[n]) for n in own]
        line = (mark, group.upper() if capitals else group, *sums)
        rows += [*units, line] if below else [line, *units]
    whole = [sum(count[side] for count in COUNTS[:number]) for side in (0, 1)]
    if total:
        rows.insert(0 if total == "above" else len(rows), ("", "Tổng cộng", *whole))
    lines = [ROW[form_set.id].format(*row) for row in rows]
    return "\n".join([HEAD[form_set.id], *lines]), whole


def counted(form_set, text):
    [source] = examples.returns(text, form_set)
    [found] = source.tables
    return [sum(value or 0 for value in found.values[name]) for name in FIGURES[form_set.id]]


both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
sizes = pytest.mark.parametrize("sizes", [(1, 1, 1), (1, 2, 1), (2, 1), (1, 1), (3, 1, 2)], ids=str)


@both
@sizes
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("total", ["", "below", "above"])
def test_groups_above_their_units(form_set, sizes, style, total):
    text, whole = table(form_set, style, sizes, total=total)
    assert counted(form_set, text) == whole


@both
@sizes
@pytest.mark.parametrize("total", ["", "below"])
def test_groups_below_their_units(form_set, sizes, total):
    text, whole = table(form_set, "none", sizes, below=True, total=total)
    assert counted(form_set, text) == whole


@both
@sizes
def test_groups_in_capitals(form_set, sizes):
    text, whole = table(form_set, "none", sizes, capitals=True)
    assert counted(form_set, text) == whole


@both
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("total", ["", "below"])
def test_a_group_that_is_not_the_sum_of_its_units_is_told(form_set, style, total):
    text, whole = table(form_set, style, (1, 2, 1), total=total, off=4)
    assert whole
    loud = [f for f in report_of(text, form_set).findings if f.severity != "hint"]
    told = {f.rule for f in loud if f.row == 3 or any(cell.endswith("3") for cell in f.related)}
    assert told & {"B04", "B05", "B10", "B12"}, [(f.rule, f.cell) for f in loud]


def test_the_words():
    for text in ("Khối Đảng", "KHỐI NHÀ NƯỚC", "Các sở, ban", "Cấp tỉnh", "- Khối đoàn thể", "Cụm thi đua"):
        assert is_group_of_units(text)
    for text in ("Đảng ủy Khối các cơ quan tỉnh", "Sở Y tế", "Cấp nước Thái Nguyên", "", None, 5.0):
        assert not is_group_of_units(text)
    units = ("Công an tỉnh", "Công đoàn Viên chức", "Tổng công ty Điện", "Tổng cục Thuế", "Công ty Điện")
    assert not any(map(may_be_total_label, units))
    assert all(map(may_be_total_label, ("Công", "Công khối Đảng", "Tổng", "Toàn Đảng bộ", "Tổng khối")))
