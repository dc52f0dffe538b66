"""The lines of a biểu: in which section, in what order, and what counts."""

import pytest

from tests.short_tables import BIEU_01, BIEU_04, TN
from validators import examples
from validators.judging import judge
from xl_addin.summary.bieu import roll_up_forms

HEAD = "% unit_code: {}\n% form_set: thai-nguyen-2025"
AT_HOME, AT_SCHOOL = "LỚP MỞ TẠI ĐỊA PHƯƠNG", "LỚP MỞ TẠI TRƯỜNG CHÍNH TRỊ"
CLASS = """
    | {} | Bồi dưỡng cấp phòng khóa {} | 12 ngày | {} |"""


def rolled_up(text, form):
    batch = judge(examples.batch(text, TN)).batch
    return next(bieu for bieu in roll_up_forms(batch) if bieu.form.id == form)


def of_unit(unit, *rows, title=""):
    return HEAD.format(unit) + BIEU_04 + title + "".join(CLASS.format(i, i, n) for i, n in enumerate(rows, 1))


@pytest.mark.parametrize(
    "unit, title, section",
    [
        ("TN-HU-DT", "", AT_HOME),
        ("TN-TCT", "", AT_SCHOOL),
        ("TN-HU-DT", AT_SCHOOL, AT_SCHOOL),  # the title says more than the kind of unit
        ("TN-TCT", AT_HOME, AT_HOME),
        ("TN-TCT", "LỚP MỞ TẠI HÀ NỘI", AT_SCHOOL),  # no title of ours
    ],
)
def test_the_section_of_a_row(unit, title, section):
    bieu = rolled_up(of_unit(unit, 70, 60, title=title and f"\n| I | {title} | | |"), "bieu-04")
    assert [bieu.sections[line.section].title for line in bieu.lines] == [section] * 2


def test_units_stand_in_the_order_of_the_form_set():
    text = "".join(f"\n## {unit}.xlsx\n{of_unit(unit, 70)}" for unit in ("TN-HU-DT", "TN-TU-SC", "TN-TU-PY"))
    bieu = rolled_up(text, "bieu-04")
    assert [line.unit for line in bieu.lines] == ["TN-TU-PY", "TN-HU-DT", "TN-TU-SC"]


def test_no_need_is_no_line():
    text = HEAD.format("TN-HU-DT") + BIEU_04 + "\n| 1 | Không có nhu cầu | | |"
    bieu = rolled_up(text, "bieu-04")
    assert (bieu.lines, bieu.no_need) == ([], ["TN-HU-DT"])


def test_what_cannot_be_read_adds_nothing_and_is_counted():
    bieu = rolled_up(of_unit("TN-HU-DT", 70, "khoảng 60", 50), "bieu-04")
    assert bieu.total("learners") == 120 and bieu.uncounted("learners") == 1
    assert bieu.lines[1].texts["learners"] == "khoảng 60"


def test_blank_is_zero_where_the_form_says_so_but_not_what_is_unread():
    row = "\n| 1 | Huyện ủy Đại Từ | {} | 3 |"
    for written, numbers in (("", {"learners_full_time": 0.0, "learners_part_time": 3.0}),
                             ("vài", {"learners_part_time": 3.0})):  # fmt: skip
        [line] = rolled_up(HEAD.format("TN-HU-DT") + BIEU_01 + row.format(written), "bieu-01-i").lines
        assert line.numbers == numbers
