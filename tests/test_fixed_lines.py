"""Fixed lines whose figures are ranges: a line above others is their sum, “trong đó” is part of no sum."""

import pytest

from validators import examples
from validators.judging import judge
from validators.rule import EVERY_KIND
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import check_files
from xl_addin.form_sets import load_form_set
from xl_addin.roll_up import roll_up
from xl_addin.summary.bieu import roll_up_forms

FORM_SET = load_form_set(EVERY_KIND)


def unit(name, *cells):
    """A return: the total's cells of the five lines of Biểu 4, from top to bottom."""
    labels = ("Đào tạo", "Cao cấp", "Trung cấp", "Bồi dưỡng", "Trong đó: cán bộ xã")
    rows = "".join(f"\n| | {label} | {cell} | |" for label, cell in zip(labels, cells, strict=True))
    cover = f"% unit_code: {name}\n% form_set: moi-loai-cot"
    header = "| TT | Nội dung cần học | Tổng số người | Nữ |"
    return f"\n## {name}.xlsx\n{cover}\n# Biểu 4\n{header}{rows}"


TOTAL = "| | Tổng cộng | 14 |"
WHOLE = unit("MOT", "5", "3", "2", "9", "4")
BELOW = [
    ["| | …………, ngày … tháng … năm … | |", "| NGƯỜI LẬP BIỂU | | THỦ TRƯỞNG |"],
    [TOTAL, "| | | …, ngày 5 tháng 12 năm 2024 |", "| | Nơi nhận: | |", "| | - Như trên; | |"],
    [TOTAL, "| | ..........., ngày      tháng     năm 2025 | |", "| | T/M BAN THƯỜNG VỤ | |"],
    [TOTAL, "| | Nơi nhận: | |", "| - Ban Tổ chức Tỉnh ủy (báo cáo), | | |", "| - Lưu VT. | | |"],
    [TOTAL, "| | + Phòng Nội vụ (tổng hợp) | |", "| | a) Lưu hồ sơ | |"],
]  # fmt: skip


@pytest.mark.parametrize("rows", BELOW)
def test_what_stands_below_the_lines_is_no_line(rows):
    batch = examples.batch("\n".join([WHOLE, *rows]), FORM_SET)
    assert [(f.rule, f.cell) for f in judge(batch).findings if f.cell] == []


def test_a_figure_below_the_total_is_told():
    batch = examples.batch(f"{WHOLE}\n{TOTAL}\n| | - Dự phòng | 6 |", FORM_SET)
    assert ("T22", "B8") in [(f.rule, f.cell) for f in judge(batch).findings]


def test_a_line_without_a_number_needs_none():
    text = WHOLE.replace("| | Cao cấp", "| 1 | Cao cấp").replace("| | Bồi dưỡng", "| 2 | Bồi dưỡng")
    assert [f.rule for f in judge(examples.batch(text, FORM_SET)).findings if f.cell] == []


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


def test_what_units_write_otherwise_is_printed_of_none_and_the_working_file_agrees(tmp_path):
    """Two units fill one line, with the same deadline and with different notes."""
    form_set = load_form_set("duc-pho-2023")
    for code, note in (("DP-TCNV", "Đợt 1"), ("DP-TCT", "Đợt 2")):
        rows = [[line.number, line.label, *[None] * 8] for line in form_set.annexes["chi-tieu"].lines]
        rows[1][3:5], rows[1][8:] = ["01 lớp", "30 - 40"], ["Quý II", note]
        write_blank(tmp_path / f"{code}.xlsx", form_set, code, Filled({"chi-tieu": rows}))
    target = tmp_path.parent / "tong-hop.xlsx"
    line = roll_up(tmp_path, form_set, target).bieu[0].lines[1]
    assert (line.numbers["class_range"], line.texts["learner_range"]) == (2, "60 – 80")
    assert line.texts["done_by"] == "Quý II" and "note" not in line.texts
    assert {f.rule for f in check_files([target], form_set)[1].findings} == {"T15"}  # Kinh phí is empty
