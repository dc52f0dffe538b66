"""How much shows that columns are each other's sum or product: nothing more is needed where the header says
so; else some rows, and fewer are said to be too few."""

import openpyxl
import pytest

from tests.example_forms import save
from xl_addin.by_example import form_set_by_example
from xl_addin.command_line.command import run
from xl_addin.summary.contents import UNDERSTANDING

HEAD = "STT | Tên lớp | Tổng số | Nam | Nữ"
BEHIND = "STT | Tên lớp | Nam | Nữ | Tổng số"
STATED = HEAD + "\n1 | 2 | 3=4+5 | 4 | 5"
COST = "STT | Tên lớp | Số học viên | Số ngày | Mức chi (đồng) | Thành tiền (đồng)"
ROWS = ["1 | Lớp A | 10 | 4 | 6", "2 | Lớp B | 7 | 3 | 4", "3 | Lớp C | 9 | 5 | 4", "4 | Lớp D | 5 | 1 | 4"]
LAST = ["1 | Lớp A | 4 | 6 | 10", "2 | Lớp B | 3 | 4 | 7"]
PAID = ["1 | Lớp A | 10 | 4 | 50000 | 2000000", "2 | Lớp B | 7 | 3 | 50000 | 1050000",
        "3 | Lớp C | 20 | 5 | 50000 | 5000000"]  # fmt: skip
WRONG = ["1 | Lớp A | 11 | 4 | 6"]


def learnt_of(folder, head, rows):
    """What is learnt of a blank and one return with these rows, by header."""
    title = "DANH SÁCH LỚP NĂM 2027\n" + head
    (folder / "don-vi").mkdir()
    save(folder / "mau.xlsx", [("Biểu", title, "")])
    if rows:
        save(folder / "don-vi" / "Xã Ba Tơ.xlsx", [("Biểu", title, "\n".join(rows))], "Đơn vị: Xã Ba Tơ")
    with form_set_by_example(folder / "mau.xlsx", [folder / "don-vi"]) as learnt:
        (form,) = learnt.forms
        return {" – ".join(c.header): c for c in form.columns}


@pytest.mark.parametrize("rows", [[], ROWS[:1], WRONG, ROWS])
def test_what_the_header_states_needs_no_rows(tmp_path, rows):
    total = learnt_of(tmp_path, STATED, rows)["Tổng số"]
    assert len(total.sum_of) == 2 and not total.unproved


@pytest.mark.parametrize(
    ("head", "rows", "learnt", "told"),
    [
        (HEAD, ROWS, True, False),
        (HEAD, ROWS[:3], True, False),
        (HEAD, ROWS[:2], False, True),
        (HEAD, ROWS[:1], False, True),
        (HEAD, WRONG, False, True),
        (HEAD, [], False, True),
        (BEHIND, LAST, True, False),  # a total behind all that it adds up
        (BEHIND, LAST[:1], False, True),
    ],
)
def test_a_sum_that_rows_must_show(tmp_path, head, rows, learnt, told):
    total = learnt_of(tmp_path, head, rows)["Tổng số"]
    assert bool(total.sum_of) is learnt and bool(total.unproved) is told


@pytest.mark.parametrize(("count", "learnt", "told"), [(3, True, False), (2, False, True), (0, False, False)])
def test_a_product_that_rows_must_show(tmp_path, count, learnt, told):
    cost = learnt_of(tmp_path, COST, PAID[:count])["Thành tiền (đồng)"]
    assert bool(cost.product_of) is learnt and bool(cost.unproved) is told


def test_what_is_not_learnt_stands_on_the_sheet_that_says_how_the_form_was_understood(tmp_path):
    total = learnt_of(tmp_path, HEAD, ROWS[:1])["Tổng số"]
    example, target = tmp_path / "mau.xlsx", tmp_path / "t.xlsx"
    call = ["tong-hop", str(tmp_path / "don-vi"), "--theo-mau", str(example), "-o", str(target)]
    assert run(call) == 0
    sheet = openpyxl.load_workbook(target)[UNDERSTANDING]
    assert total.unproved in {cell.value for row in sheet.iter_rows() for cell in row}
