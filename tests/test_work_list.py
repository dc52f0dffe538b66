"""The list “Nội dung cần xử lý”: what people write into it is never lost, and never passes to another."""

import pytest
from openpyxl.worksheet.filters import FilterColumn

from tests.excel import press
from tests.excel.looking import listed, marked, mend, write_reason
from workbook_templates.reading.replies import WORK_SHEET


def lists(book):
    return [
        page
        for page in book.pages()
        if page["A1"].value and str(page["A1"].value).startswith(WORK_SHEET.upper())
    ]


def everything(book):
    return {str(cell.value) for page in lists(book) for row in page.iter_rows() for cell in row if cell.value}


def place(page, header, line=1):
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    column = next(cell.column for cell in head if cell.value == header)
    return page.cell(head[0].row + line, column)


@pytest.mark.parametrize(
    "where", [lambda page: place(page, "Tình trạng"), lambda page: place(page, "Cách xử lý"),
              lambda page: page["A4"], lambda page: page["P3"]]
)  # fmt: skip
def test_what_is_typed_anywhere_in_the_list_stays(excel, swapped, where):
    press("kiem_tra")
    where(swapped.content[WORK_SHEET]).value = "gọi chị Hoa"
    press("kiem_tra")
    assert "gọi chị Hoa" in everything(swapped)


def test_a_reason_of_a_solved_finding_stays_though_another_says_the_same(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["D10"].value, page["D10"].data_type = "khoảng 60", "s"
    press("kiem_tra")
    listing = swapped.content[WORK_SHEET]
    for line in (1, 2):
        place(listing, "Ý kiến của đơn vị", line).value = "Số liệu đúng"
    mend(swapped)
    press("kiem_tra")
    texts = [cell.value for one in lists(swapped) for row in one.iter_rows() for cell in row]
    kept = texts.count("Số liệu đúng")
    assert kept == 3, "both in the old list, one in the new"


def with_twins(book):
    """Two rows of one wording in Biểu 04, each with a fault of its own, checked once; the sheet."""
    page = book.content["Biểu 04"]
    for row, wrong in ((10, "khoảng 60"), (11, "khoảng 70")):
        page[f"B{row}"].value = "Bồi dưỡng cấp phòng"
        page[f"D{row}"].value, page[f"D{row}"].data_type = wrong, "s"
    press("kiem_tra")
    return page


def test_a_reason_does_not_pass_to_a_twin(excel, swapped):
    """The first of the two is mended."""
    page = with_twins(swapped)
    listing = swapped.content[WORK_SHEET]
    first = next(n for n, value in enumerate(listed(swapped, "Giá trị đang ghi"), 1) if value == "khoảng 60")
    place(listing, "Ý kiến của đơn vị", first).value = "Lớp thứ nhất: đã hỏi"
    page["D10"].value = 60
    press("kiem_tra")
    now = swapped.pages()[-1]
    values = listed(swapped, "Giá trị đang ghi")
    assert place(now, "Ý kiến của đơn vị", values.index("khoảng 70") + 1).value is None
    assert "Lớp thứ nhất: đã hỏi" in everything(swapped)


def test_a_reason_stays_with_its_twin(excel, swapped):
    page = with_twins(swapped)
    second = listed(swapped, "Giá trị đang ghi").index("khoảng 70") + 1
    place(swapped.content[WORK_SHEET], "Ý kiến của đơn vị", second).value = "đã hỏi"
    page["D10"].value = 60
    press("kiem_tra")
    again = dict(zip(listed(swapped, "Giá trị đang ghi"), listed(swapped, "Ý kiến của đơn vị"), strict=True))
    assert again["khoảng 70"] == "đã hỏi"


def test_a_locked_list_is_left_alone_and_one_beside_it_goes_on(excel, swapped):
    press("kiem_tra")
    write_reason(swapped, "Đã rà soát")
    swapped.content[WORK_SHEET].protection.sheet = True
    for _ in range(3):
        press("kiem_tra")
    assert len(lists(swapped)) == 2 and marked(swapped)
    assert listed(swapped, "Ý kiến của đơn vị") == ["Đã rà soát"]
    assert listed(swapped, "Tình trạng") == ["Vẫn còn"]


def test_nothing_of_the_new_list_is_hidden_by_the_filter_of_the_old(excel, swapped):
    press("kiem_tra")
    page = swapped.content[WORK_SHEET]
    page.auto_filter.ref = "A5:N6"
    page.auto_filter.filterColumn.append(FilterColumn(colId=1))
    page.row_dimensions[6].hidden = True
    press("kiem_tra")
    assert not page.row_dimensions[6].hidden and not page.auto_filter.ref
