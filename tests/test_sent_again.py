"""“Bổ sung thêm”: a line sent again counts once, as in the later file, and both are named."""

from datetime import UTC, datetime, timedelta

import pytest

from validators.judging import judge
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import batch_of
from xl_addin.inbox import open_inbox
from xl_addin.summary.bieu import roll_up_forms

TN, LS = load_form_set("thai-nguyen-2025"), load_form_set("lang-son-2018")
SYT = next(code for code in LS.dues["bieu-01"] if LS.catalogue.units[code].name == "Sở Y tế")


def sent(tmp_path, form_set, unit, form, first, second):
    """The file that is the later one by “Lần gửi” is the earlier one by name and time."""
    for name, rows, attempt, mode, day in (
        ("b.xlsx", first, "1", "Lần đầu", 9), ("a.xlsx", second, "2", "Bổ sung thêm", 0),
    ):  # fmt: skip
        saved = datetime(2024, 11, 1, tzinfo=UTC) + timedelta(days=day)
        filled = Filled({form: rows}, {"attempt": attempt, "mode": mode}, saved)
        write_blank(tmp_path / name, form_set, unit, filled)
    inbox = open_inbox([tmp_path], form_set)
    batch = batch_of(inbox, form_set)
    bieu = next(b for b in roll_up_forms(batch) if any(annex.id == form for annex in b.form.sources))
    told = [f for f in judge(batch).findings if f.rule == "L09"]
    assert all(f.file == 0 and any("b.xlsx" in other for other in f.related) for f in told)
    return bieu, len(told)


NEED = "learners_full_time", "learners_part_time"


@pytest.mark.parametrize(
    ("second", "totals", "findings"),
    [
        ([[1, "Huyện ủy Đại Từ", 2, 2]], [2, 2], 1),  # corrected, never 3 and 4
        ([[1, "Huyện ủy Đại Từ", 1, 2]], [1, 2], 0),  # L03 tells of two files alike
        ([[3, "Huyện ủy Đại Từ", 1, 2]], [1, 2], 1),
        ([[1, "HUYỆN UỶ ĐẠI TỪ", None, 3]], [0, 3], 1),
        ([[1, None, 5, 4]], [5, 4], 1),
        ([[1, "Huyện ủy Đại Từ", "khoảng 5", 2]], [0, 2], 1),
        ([[1, "Trung tâm Chính trị", 3, 0]], [4, 2], 1),  # added, and said
        ([[1, "Huyện ủy Đại Từ", None, None]], [1, 2], 0),  # the prepared line of a blank
        ([[1, "Huyện ủy Đại Từ", "Không có nhu cầu", None]], [0, 0], 1),
    ],
)  # fmt: skip
def test_one_line_a_unit_is_never_added_up_in_silence(tmp_path, second, totals, findings):
    first = [[1, "Huyện ủy Đại Từ", 1, 2]]
    bieu, told = sent(tmp_path, TN, "TN-HU-DT", "bieu-01-i", first, second)
    assert ([bieu.total(name) for name in NEED], told) == (totals, findings)


K12, K12_ANEW, K13 = (
    ["Bồi dưỡng cấp phòng khóa 12", "12 ngày", 70], ["Lớp bồi dưỡng cấp phòng khóa 12", "12 ngày", 75],
    ["Bồi dưỡng cấp phòng khóa 13", "12 ngày", 60],
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "total", "findings"),
    [
        ([K12], [K13], 130, 0),
        ([K12], [K12_ANEW], 75, 1),
        ([K12, K13], [K13, K12], 130, 1),  # told at once
        ([K12, K13], [K12_ANEW, ["Bồi dưỡng CVC", "20 ngày", 50]], 185, 1),
        ([K12], [["Bồi dưỡng cấp phòng khóa 12", "12 ngày", None]], 70, 0),
        ([["Bồi dưỡng CVC", "20 ngày", n] for n in (50, 60)], [["Bồi dưỡng CVC", "20 ngày", 60]], 110, 1),
        ([["Bồi dưỡng CVC", "20 ngày", n] for n in (50, 60)], [["Bồi dưỡng CVC", "20 ngày", 65]], 125, 1),
    ],
)
def test_a_class_sent_twice_counts_once(tmp_path, first, second, total, findings):
    first, second = ([[i, *row] for i, row in enumerate(rows, 1)] for rows in (first, second))
    bieu, told = sent(tmp_path, TN, "TN-HU-DT", "bieu-04", first, second)
    assert (bieu.total("learners"), told) == (total, findings)


@pytest.mark.parametrize(
    ("second", "totals", "findings"),
    [
        ([1, "Sở Y tế", "Bồi dưỡng nghiệp vụ", 2, None, 90, "3 ngày", None], (2, 90), 1),
        ([1, None, "Bồi dưỡng nghiệp vụ", 2, None, 90, "3 ngày", None], (2, 90), 1),
        ([1, "Sở Y tế", "Bồi dưỡng tin học", 2, None, 90, "3 ngày", None], (3, 150), 0),
    ],
)
def test_in_lang_son_too(tmp_path, second, totals, findings):
    names = [column.name for column in LS.annexes["bieu-01"].columns]
    first = [1, "Sở Y tế", "Bồi dưỡng nghiệp vụ", 1, None, 60, "3 ngày", None]
    rows = [[[*row, *[None] * (len(names) - len(row))]][0][: len(names)] for row in (first, second)]
    bieu, told = sent(tmp_path, LS, SYT, "bieu-01", [rows[0]], [rows[1]])
    counted = [bieu.total(column.name) for column in bieu.count_columns]
    assert (max(counted), min(filter(None, counted)), told) == (totals[1], totals[0], findings)


def test_of_files_saved_at_once_a_second_sending_stands_behind_one_without_a_number(tmp_path):
    saved = datetime(2024, 11, 1, tzinfo=UTC)
    for name, rows, attempt in (("a.xlsx", [[1, *K12], [2, *K13]], ""), ("b.xlsx", [[1, *K12]], "2")):
        write_blank(tmp_path / name, TN, "TN-HU-DT", Filled({"bieu-04": rows}, {"attempt": attempt}, saved))
    batch = batch_of(open_inbox([tmp_path], TN), TN)
    bieu = next(b for b in roll_up_forms(batch) if b.form.id == "bieu-04")
    assert bieu.total("learners") == 70
    assert [f.rule for f in judge(batch).findings if f.rule == "L03"] == ["L03"]
