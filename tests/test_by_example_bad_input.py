"""Examples and returns that are not as they should be: a clear sentence, the other files done, and nothing
summed that was not understood."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tests.example_forms import save
from tests.forms_of_many_shapes import FORMS
from xl_addin.command_line.command import run
from xl_addin.summary.contents import UNDERSTANDING
from xl_addin.unit_list import units_in

FIXED, CLASSES, UNITS = FORMS[:3]


@pytest.fixture
def fixed(tmp_path):
    return FIXED.write(tmp_path / "biểu")


def checked(example, returns, tmp_path):
    """The exit code, and the rules of each file and of none."""
    report = tmp_path / "ket-qua.json"
    code = run(["kiem-tra", str(returns), "--theo-mau", str(example), "--json", str(report)])
    read = json.loads(report.read_text(encoding="utf-8"))
    found = {item["file"]: [(f["rule"], f["cell"]) for f in item["findings"]] for item in read["files"]}
    return code, found


@pytest.mark.parametrize(
    "head, rows",
    [
        ("Kính gửi: các đơn vị", "Đề nghị gửi trước ngày 15/12"),
        ("", ""),
        ("STT | Số lượng | Số lượng\n(1) | (2) | (3)", "1 | 5 | 6"),
        ("STT | Số lượng | Số tiền", "1 | 5 | 6"),
    ],
    ids=["a letter", "nothing in its cells", "numbers alone, two of one name", "numbers alone"],
)
def test_what_is_no_form_is_refused_with_its_name(fixed, tmp_path, capsys, head, rows):
    _, returns = fixed
    save(tmp_path / "thư mời.xlsx", [("Trang", head, rows)])
    assert run(["tong-hop", str(returns), "--theo-mau", str(tmp_path / "thư mời.xlsx")]) == 2
    assert "thư mời.xlsx" in capsys.readouterr().err
    assert not list(tmp_path.glob("Tong hop*"))


def test_a_return_of_another_form_is_named_and_the_others_are_done(fixed, tmp_path):
    example, returns = fixed
    save(returns / "09 Xã lạc.xlsx", [("Biểu", CLASSES.head, CLASSES.returns["Đảng ủy xã Đại Từ"])])
    code, found = checked(example, returns, tmp_path)
    assert code == 1 and found.pop("09 Xã lạc.xlsx") and not any(found.values())


def test_a_column_more_is_said_and_not_added_up(fixed, tmp_path):
    example, returns = fixed
    path = next(returns.glob("01*"))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["H3"], sheet["H6"] = "Nam", 5
    book.save(path)
    code, found = checked(example, returns, tmp_path)
    assert ("T06", "H3") in found[path.name] and sum(map(bool, found.values())) == 1


def test_a_column_less_is_an_error(fixed, tmp_path):
    example, returns = fixed
    path = next(returns.glob("01*"))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.unmerge_cells("F3:F4")
    for row in range(3, 15):
        sheet.cell(row, 6).value = None
    book.save(path)
    code, found = checked(example, returns, tmp_path)
    assert code == 1 and [rule for rule, _ in found[path.name]] == ["T05"]


def test_a_line_reworded_is_an_error_at_its_row(fixed, tmp_path):
    example, returns = fixed
    path = next(returns.glob("01*"))
    book = openpyxl.load_workbook(path)
    book.active["B7"] = "Cao cấp lý luận"
    book.save(path)
    code, found = checked(example, returns, tmp_path)
    assert code == 1 and ("T22", "B7") in found[path.name]


def test_a_sheet_with_another_name_is_read(fixed, tmp_path):
    example, returns = fixed
    path = next(returns.glob("01*"))
    book = openpyxl.load_workbook(path)
    book.active.title = "Sheet1"
    book.save(path)
    assert checked(example, returns, tmp_path) == (0, {p.name: [] for p in returns.glob("*.xlsx")})


def test_a_parent_that_is_not_the_sum_of_its_lines_is_told(fixed, tmp_path):
    example, returns = fixed
    path = next(returns.glob("01*"))
    book = openpyxl.load_workbook(path)
    assert book.active["C6"].value == 7
    book.active["C6"] = 9
    book.save(path)
    _, found = checked(example, returns, tmp_path)
    assert ("B10", "C6") in found[path.name]


def test_units_that_are_missing_are_named(fixed, tmp_path, capsys):
    example, returns = fixed
    listed = tmp_path / "danh sách.xlsx"
    names = "\n".join(f"{n} | {name}" for n, name in enumerate([*FIXED.returns, "Xã Chưa Gửi"], start=1))
    save(listed, [("Đơn vị", "STT | Tên đơn vị", names)])
    call = ["kiem-tra", str(returns), "--theo-mau", str(example), "--don-vi", str(listed)]
    assert run(call) == 0
    assert "Xã Chưa Gửi" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, text",
    [
        ("a.txt", "Danh sách đơn vị\nSở Văn hóa, Thể thao và Du lịch\n2. Xã Ba Tơ\n3;Xã Ba Tô\n"),
        ("a.csv", 'STT,Tên đơn vị,Mã\n1,"Sở Văn hóa, Thể thao và Du lịch",\n2,Xã Ba Tơ,B\n3,Xã Ba Tô,C\n'),
        ("a.csv", "STT;Tên đơn vị\n1;Sở Văn hóa, Thể thao và Du lịch\n2;Xã Ba Tơ\n3;Xã Ba Tô\n"),
    ],
)
def test_a_name_with_a_comma_is_one_name(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    names = [unit for _, unit in units_in(path)]
    assert names == ["Sở Văn hóa, Thể thao và Du lịch", "Xã Ba Tơ", "Xã Ba Tô"]


def test_a_list_in_a_workbook_begins_below_its_head(tmp_path):
    path = tmp_path / "danh sách.xlsx"
    rows = "1 | Sở Văn hóa, Thể thao và Du lịch | đã gửi\n2 | Xã Ba Tơ | đã gửi"
    save(path, [("Trang", "_ | DANH SÁCH ĐƠN VỊ PHẢI GỬI\nSTT | Tên đơn vị | Ghi chú", rows)])
    assert [unit for _, unit in units_in(path)] == ["Sở Văn hóa, Thể thao và Du lịch", "Xã Ba Tơ"]


@pytest.mark.parametrize("title", ["Đơn vị: (ghi tên đơn vị)", "Đơn vị: ghi rõ tên cơ quan, đơn vị",
                                   "Tên đơn vị: [điền tên]", "Đơn vị: ........",
                                   "Đơn vị tính: người"])  # fmt: skip
def test_what_asks_for_a_name_is_none(tmp_path, title):
    """Returns whose clerks left it are not one unit's, of which the last would count."""
    returns, target = tmp_path / "đơn vị", tmp_path / "tong-hop.xlsx"
    returns.mkdir()
    save(tmp_path / "mẫu.xlsx", [("Biểu", FIXED.head, FIXED.example)], title)
    for unit, rows in FIXED.returns.items():
        save(returns / f"{unit}.xlsx", [("Biểu", FIXED.head, rows)], title)
    call = ["tong-hop", str(returns), "--theo-mau", str(tmp_path / "mẫu.xlsx"), "-o", str(target)]
    assert run(call) == 0
    sheet = openpyxl.load_workbook(target, data_only=True)["Biểu"]
    row = next(row for row in sheet.iter_rows() if any(cell.value == "Tổng cộng" for cell in row))
    assert [c.value for c in row if isinstance(c.value, (int, float))] == list(FIXED.totals.values())


def test_a_blank_example_among_the_returns_is_no_return(fixed, tmp_path):
    example, returns = fixed
    inside = returns / "mau.xlsx"
    inside.write_bytes(example.read_bytes())
    target = tmp_path / "tong-hop.xlsx"
    assert run(["tong-hop", str(returns), "--theo-mau", str(inside), "-o", str(target)]) == 0
    sheet = openpyxl.load_workbook(target, data_only=True)["Biểu"]
    row = next(row for row in sheet.iter_rows() if any(cell.value == "Tổng cộng" for cell in row))
    assert [c.value for c in row if isinstance(c.value, (int, float))] == list(FIXED.totals.values())


def test_a_list_of_units_without_an_example_is_refused(fixed, tmp_path, capsys):
    example, returns = fixed
    assert run(["kiem-tra", str(returns), "--don-vi", str(example)]) == 2
    assert run(["kiem-tra", str(returns), "--theo-mau", str(example), "--bo-bieu", "thai-nguyen-2025"]) == 2


def test_a_column_that_nothing_tells_from_another_is_named(fixed, tmp_path, capsys):
    """In the words before the check, and on the sheet that says how the form was taken."""
    _, returns = fixed
    example, target = tmp_path / "mẫu.xlsx", tmp_path / "tong-hop.xlsx"
    save(example, [("Biểu", FIXED.head.replace("| DTTS |", "| Nữ |"), FIXED.example)])
    run(["tong-hop", str(returns), "--theo-mau", str(example), "-o", str(target)])
    assert "Trong đó – Nữ" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(target)[UNDERSTANDING]
    assert [row[1].value for row in sheet.iter_rows(min_row=5)].count("Trong đó / Nữ") == 2
