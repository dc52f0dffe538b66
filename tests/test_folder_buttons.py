"""The ribbon's buttons that work on folders, and those beside the work."""

import os
import shutil

import pytest

from tests.example_forms import save
from tests.excel import press
from tests.excel.looking import SWAPPED, link
from tests.forms_of_many_shapes import FORMS
from tests.swapped import UNITS, copy_units
from workbook_templates.declared.loading import form_set_ids, load_form_set
from xl_addin.letters.writing import MISSING
from xl_addin.summary.contents import UNDERSTANDING


def test_a_folder_is_checked(excel, tmp_path):
    folder = tmp_path / "Thư đến & đi"
    folder.mkdir()
    for path in sorted(UNITS.glob("*.xlsx"))[-3:]:
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
    (folder / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "thư.docx").write_bytes(b"x")
    excel.folders = [str(folder)]
    press("kiem_tra_thu_muc")
    rows = list(excel.books.active.pages()[0].iter_rows(values_only=True))
    todo = {}
    for row in rows:
        if isinstance(row[0], float):
            target, text = link(row[1])
            assert os.path.exists(target) or not target
            todo[text] = row[6]
    asked = [todo[name] for name in (SWAPPED.name, "hỏng.xlsx", "thư.docx")]
    assert all(asked) and len(set(asked)) == 3
    copies = folder.with_name(f"{folder.name} - bản sao đã đánh dấu")
    assert (copies / SWAPPED.name).exists()


def test_a_folder_is_rolled_up_and_opened(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder), str(folder)]
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025.xlsx"
    assert "Tổng quan" in excel.books.active.content.sheetnames
    press("tong_hop")
    assert "Tong hop thai-nguyen-2025.xlsx" in excel.alerts[-1]
    del excel.books.open_books[:]
    excel.folders, excel.answers = [str(folder)] * 2, ["no", "yes"]
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025 (2).xlsx"
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025.xlsx"


def test_the_register_of_a_folder_opens_and_is_closed_before_the_next(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder)] * 4
    press("theo_doi")
    register = excel.books.active
    assert register.name == "So theo doi thai-nguyen-2025.xlsx" and "22/22" in excel.alerts[-1]
    next(folder.glob("*.xlsx")).unlink()
    press("theo_doi")
    assert register.name in excel.alerts[-1]
    register.close()
    press("theo_doi")
    assert excel.books.active.name == register.name and not list(tmp_path.glob("*đôn đốc*"))
    excel.books.active.close()
    excel.answers = ["yes"]
    press("theo_doi")
    [letters] = tmp_path.glob("*đôn đốc*")
    assert len([path for path in letters.iterdir() if path.is_dir()]) == 1 and (letters / MISSING).exists()


def test_another_file_of_that_name_is_no_register(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    other = tmp_path / "So theo doi thai-nguyen-2025.xlsx"
    shutil.copyfile(SWAPPED, other)
    excel.folders, before = [str(folder)], other.read_bytes()
    press("theo_doi")
    assert other.name in excel.alerts[-1] and other.read_bytes() == before


def test_from_a_line_of_a_bieu_to_its_row(excel, tmp_path):
    from xl_addin.excel import trace

    folder = tmp_path / "đơn vị #1"
    copy_units(folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    result = excel.books.active
    page = result.content["Biểu 04"]
    row = next(r[0].row for r in page.iter_rows() if any(c.value == "Quý II/2025" for c in r))
    result.content.active = result.content.sheetnames.index("Biểu 04")
    page.sheet_view.selection[0].sqref = f"D{row}"
    press("xem_so_lieu_goc")
    opened = excel.books.active
    assert opened.path.resolve() == (folder / SWAPPED.name).resolve()
    assert opened.content.active.title == "Biểu 04"
    assert opened.content.active.sheet_view.selection[0].sqref == "A9"
    result.activate()
    result.content.active = result.content.sheetnames.index("Tổng quan")
    press("xem_so_lieu_goc")
    assert excel.alerts[-1] == trace.NO_SOURCE
    opened.activate()
    press("xem_so_lieu_goc")
    assert excel.alerts[-1] == trace.NOT_A_RESULT
    (folder / SWAPPED.name).unlink()
    result.activate()
    result.content.active = result.content.sheetnames.index("Biểu 04")
    press("xem_so_lieu_goc")
    assert SWAPPED.name in excel.alerts[-1]


def number_of(form_set: str) -> str:
    """What a clerk types to choose a form set."""
    return str(form_set_ids().index(form_set) + 1)


def test_blanks_for_a_form_set(excel, tmp_path):
    excel.inputs = ["99", False, number_of("thai-nguyen-2025")]
    excel.folders = [str(tmp_path / "mẫu")]
    press("tao_mau")
    assert "99" in excel.alerts[-1]
    press("tao_mau")
    press("tao_mau")
    assert len(list((tmp_path / "mẫu").glob("*.xlsx"))) == len(
        load_form_set("thai-nguyen-2025").expected_units
    )


@pytest.mark.parametrize("name", ["danh_muc", "huong_dan"])
def test_catalogue_and_guide_open_as_workbooks(excel, name):
    press(name)
    page = excel.books.active.pages()[0]
    assert page.max_row > 6 and not excel.alerts


def test_a_folder_is_read_by_the_open_workbook(excel, tmp_path):
    """With no form set: checked, rolled up, and what the clerk chose in the working file counts next time."""
    form = FORMS[0]
    example, returns = form.write(tmp_path)
    excel.workbooks.by_hand(str(example))
    excel.folders = [str(tmp_path / "không có"), *[str(returns)] * 3]
    press("tong_hop_theo_mau")
    assert "không có" in excel.alerts[-1]
    press("tong_hop_theo_mau")
    assert excel.books.active.name == "Tong hop mau.xlsx"
    assert UNDERSTANDING in excel.books.active.content.sheetnames
    excel.books.active.close()
    press("kiem_tra_theo_mau")
    assert excel.books.active.pages()[0].title == "Kiểm tra thư mục"


def test_a_workbook_without_a_form_is_no_example(excel, tmp_path):
    form = FORMS[0]
    _, returns = form.write(tmp_path)
    save(tmp_path / "thư.xlsx", [("Thư", "Kính gửi các đơn vị", "Đề nghị gửi trước ngày 15/12")])
    excel.workbooks.by_hand(str(tmp_path / "thư.xlsx"))
    excel.folders = [str(returns)]
    press("kiem_tra_theo_mau")
    assert "thư.xlsx" in excel.alerts[-1]


def test_a_form_set_is_made_for_a_province_whose_name_is_typed(excel, tmp_path):
    excel.inputs, excel.folders = ["lang son", "Lạng Sơn", "Lạng Sơn"], [str(tmp_path)] * 2
    press("bieu_mau")
    assert "Lạng Sơn" in excel.alerts[-1] and not list(tmp_path.glob("*.xlsx"))
    press("bieu_mau")
    book = excel.books.active
    assert book.name == "Bo bieu mau lang-son-2027.xlsx" and "65" in excel.alerts[-1]
    codes = {cell.value for cell in book.content["Đơn vị"]["A"]}
    assert {"LS-BTC", "LS-05977"} <= codes
    book.content["Đơn vị"]["B6"] = "Sở khác"
    path = tmp_path / book.name
    before = path.read_bytes()
    book.close()
    press("bieu_mau")  # what is there is opened as it is
    assert excel.books.active.name == path.name and path.read_bytes() == before


def test_a_form_set_goes_out_and_is_checked_where_it_is_open(excel, tmp_path):
    """Pressed on its workbook the button says what it holds, or shows each mistake at its cell."""
    excel.inputs, excel.folders = [number_of("lang-son-2018")], [str(tmp_path)]
    press("bieu_mau")
    book = excel.books.active
    assert book.name == "Bo bieu mau lang-son-2018.xlsx" and not excel.alerts
    press("bieu_mau")
    assert "lang-son-2018" in excel.alerts[-1]
    page = book.content["Cột"]
    column = next(cell.column for row in page.iter_rows() for cell in row if cell.value == "Độ rộng *")
    row = max(cell.row for cell in page["A"] if cell.value)
    page.cell(row, column).value = "rộng"
    book.activate()
    press("bieu_mau")
    shown = excel.books.active.pages()[0]
    assert shown.title == "Cần sửa"
    assert f"Cột!{page.cell(row, column).coordinate}" in [r[1] for r in shown.iter_rows(values_only=True)]
