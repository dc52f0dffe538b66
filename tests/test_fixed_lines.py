"""Fixed lines whose figures are ranges: a line above others is their sum, “trong đó” is part of no sum."""

import pytest

from validators import examples
from validators.judging import judge
from validators.rule import EVERY_KIND
from xl_addin.form_sets import load_form_set
from xl_addin.summary.bieu import roll_up_forms

FORM_SET = load_form_set(EVERY_KIND)


def unit(name, *cells):
    """A return: the total's cells of the five lines of Biểu 4, from top to bottom."""
    labels = ("Đào tạo", "Cao cấp", "Trung cấp", "Bồi dưỡng", "Trong đó: cán bộ xã")
    rows = "".join(f"\n| | {label} | {cell} | |" for label, cell in zip(labels, cells, strict=True))
    cover = f"% unit_code: {name}\n% form_set: moi-loai-cot"
    return f"\n## {name}.xlsx\n{cover}\n# Biểu 4\n| TT | Nội dung cần học | Tổng số người | Nữ |{rows}"


def printed(text):
    (bieu,) = [b for b in roll_up_forms(examples.batch(text, FORM_SET)) if b.form.id == "nhu-cau"]
    lines = [line.numbers.get("everyone", line.texts.get("everyone")) for line in bieu.lines]
    return lines, bieu.range_total("everyone")


RANGES = [
    ([["", "60 - 80", "từ 35", "", ""]], ["từ 95", "60 - 80", "từ 35", None, None], "từ 95"),
    ([["", "60 - 80", "20", "10", ""]], ["80 – 100", "60 - 80", 20, 10, None], "90 – 110"),
    ([["", "60", "20", "từ 10", "không quá 5"]], [80, 60, 20, "từ 10", "không quá 5"], "từ 90"),
    ([["", "khoảng 60", "", "", ""]], ["khoảng 60", "khoảng 60", None, None, None], "khoảng 60"),
    ([["", "theo nhu cầu", "5", "", ""]], ["từ 5", "theo nhu cầu", 5, None, None], "từ 5"),
    ([["60 - 80", "", "", "7", ""]], ["60 - 80", None, None, 7, None], "67 – 87"),
    # of two units one fills the line itself, the other those that make it up
    ([["3 - 4", "", "", "", ""], ["", "1", "2 - 3", "9", "4"]],
     ["6 – 8", 1, "2 - 3", 9, 4], "15 – 17"),
    ([["", "1", "2", "9", "4 - 5"], ["", "1", "2 - 3", "9", "3"]],
     ["6 – 7", 2, "4 – 5", 18, "7 – 8"], "24 – 25"),
]  # fmt: skip


@pytest.mark.parametrize(("units", "lines", "total"), RANGES)
def test_ranges_add_up_as_ranges(units, lines, total):
    text = "".join(unit(name, *cells) for name, cells in zip(("MOT", "HAI"), units, strict=False))
    assert printed(text) == (lines, total)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [("80 - 100", False), ("90", False), ("80 - 90", True), ("70", True), ("từ 80", False)],
)
def test_a_line_must_be_the_sum_of_the_ranges_below_it(stated, wrong):
    batch = examples.batch(unit("MOT", stated, "60 - 80", "20", "", ""), FORM_SET)
    found = {(f.rule, f.cell) for f in judge(batch).findings if f.cell}
    assert found == ({("B10", "C2")} if wrong else set())
