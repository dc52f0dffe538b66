"""What units register against the targets of fixed lines."""

import shutil

import pytest

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set, read_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.roll_up import roll_up

SOURCE = FORM_SETS / "binh-thuan-2025"


def changed(folder, line, target):
    """The form set with another target of one line."""
    own = shutil.copytree(SOURCE, folder / "bo")
    text = (own / "lines.csv").read_text(encoding="utf-8").splitlines()
    text = [row[: row.rindex(",")] + f',"{target}"' if f",{line}," in row[:30] else row for row in text]
    (own / "lines.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    return read_form_set(own)


def standing(form_set, folder, *registered):
    """What is said of the line of post-graduates when units have registered so many."""
    returns = folder / "don-vi"
    returns.mkdir()
    for code, number in zip(("BTH-BTC", "BTH-SNV"), registered, strict=False):
        rows = [[line.number, line.label, None, None] for line in form_set.annexes["dang-ky"].lines]
        rows[4][2] = number
        write_blank(returns / f"{code}.xlsx", form_set, code, Filled({"dang-ky": rows}))
    return roll_up(returns, form_set, folder / "tong-hop.xlsx").bieu[0].lines[4].texts.get("target_met")


@pytest.mark.parametrize(
    ("target", "registered", "said"),
    [
        ("từ 04", [1, 3], "đạt"),
        ("từ 04", [1, 2], "thiếu 1"),
        ("từ 04", [9, 20], "đạt"),
        ("từ 04", [0], "thiếu 4"),
        ("", [5], "không nêu chỉ tiêu"),
        ("theo nhu cầu", [5], "không nêu chỉ tiêu"),
        ("4", [4], "đạt"),
        ("4", [6], "vượt 2"),
        ("3 - 5", [4], "đạt"),
        ("3 - 5", [7], "vượt 2"),
        ("3 - 5", [2], "thiếu 1"),
        ("không quá 5", [6], "vượt 1"),
        ("khoảng 5", [6], "đạt"),
        ("từ 1.000", [10], "thiếu 990"),
        ("từ 04", [3, "năm người"], "chưa rõ (còn 1 ô chưa tính)"),
    ],
)
def test_how_what_is_registered_stands_to_the_target(tmp_path, target, registered, said):
    assert standing(changed(tmp_path, "sau-dai-hoc", target), tmp_path, *registered) == said


def test_targets_are_printed_where_no_unit_has_sent(tmp_path):
    (tmp_path / "don-vi").mkdir()
    (bieu,) = roll_up(tmp_path / "don-vi", load_form_set("binh-thuan-2025"), tmp_path / "t.xlsx").bieu
    assert bieu.range_total("target_range") == "từ 143" and bieu.lines[0].texts["target_range"] == "từ 81"
    assert bieu.lines[2].texts["target_met"] == "thiếu 35"


@pytest.mark.parametrize("target", ["nhiều", "4 người/đơn vị", "80 - 60"])
def test_a_target_that_is_no_number_is_a_mistake_of_the_set(tmp_path, target):
    with pytest.raises(FormSetError) as error:
        changed(tmp_path, "sau-dai-hoc", target)
    assert [(c.file, c.row, c.column) for c in error.value.complaints] == [("lines.csv", 6, "target")]


def test_a_target_needs_a_column(tmp_path):
    own = shutil.copytree(SOURCE, tmp_path / "bo")
    text = (own / "columns.csv").read_text(encoding="utf-8")
    (own / "columns.csv").write_text(text.replace("no,province,bieu", "no,unit,both", 1), encoding="utf-8")
    with pytest.raises(FormSetError) as error:
        read_form_set(own)
    assert {(c.file, c.column) for c in error.value.complaints} == {("lines.csv", "target")}
