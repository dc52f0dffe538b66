"""Buttons on the open workbook, pressed on the samples through the very function the ribbon calls."""

import pytest

from samples.build import HERE
from tests import excel as excel_engine
from tests.excel import press
from tests.excel.looking import SWAPPED, contents, listed, marked, mend, write_reason
from tests.office import validate
from tests.swapped import UNITS
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.replies import WORK_SHEET
from xl_addin.buttons import open_workbook
from xl_addin.check import check_files
from xl_addin.excel import live_check


def test_check_marks_the_cells_and_goes_to_the_first(excel, swapped):
    before = contents(swapped)
    excel.answers = ["yes"]
    press("kiem_tra")
    assert marked(swapped) == [("Biểu 04", "C9 D9")]
    assert swapped.content.active.title == "Biểu 04"
    assert swapped.content.active.sheet_view.selection[0].sqref == "D9"
    assert "D9" in excel.bar[-1]
    assert listed(swapped, "Quy tắc") == ["D01"]
    assert contents(swapped) == before


def test_the_live_workbook_is_judged_like_its_file(excel):
    for sample, form_set in (("thai_nguyen_2025", "thai-nguyen-2025"), ("lang_son_2018", "lang-son-2018")):
        for path in sorted((HERE / sample / "don-vi").glob("*.xlsx")):
            _, report = check_files([path], load_form_set(form_set))
            book = excel.workbooks.by_hand(str(path))
            press("kiem_tra")
            found = sorted((f.rule, f.cell) for f in report.findings)
            shown = []
            if WORK_SHEET in book.content.sheetnames:
                links = [link.rsplit('"', 2)[1] if link else None for link in listed(book, "Ô")]
                shown = sorted(zip(listed(book, "Quy tắc"), links, strict=True))
            assert shown == found, path.name


def test_unsaved_changes_count(excel, swapped):
    mend(swapped)
    press("kiem_tra")
    assert WORK_SHEET not in swapped.content.sheetnames
    assert excel.alerts == [open_workbook.PASSED]


def test_a_check_that_finds_nothing_writes_nothing(excel):
    clean = next(
        path
        for path in sorted(UNITS.glob("*.xlsx"))
        if not check_files([path], load_form_set("thai-nguyen-2025"))[1].findings
    )
    book = excel.workbooks.by_hand(str(clean))
    before = contents(book)
    press("kiem_tra")
    assert contents(book) == before
    assert not {"FormatConditions.Add", "Worksheets.Add"} & set(excel.calls.made)


def test_pressed_twice_keeps_reasons_and_tells_what_is_solved(excel, swapped):
    press("kiem_tra")
    page = swapped.content[WORK_SHEET]
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    reason = next(cell.column for cell in head if cell.value == "Ý kiến của đơn vị")
    page.cell(head[0].row + 1, reason).value = "Số liệu đúng"
    sheets = list(swapped.content.sheetnames)
    once = marked(swapped)
    press("kiem_tra")
    assert swapped.content.sheetnames == sheets
    assert marked(swapped) == once
    assert listed(swapped, "Ý kiến của đơn vị") == ["Số liệu đúng"]
    assert listed(swapped, "Tình trạng") == ["Vẫn còn"]
    mend(swapped)
    press("kiem_tra")
    assert marked(swapped) == []
    # What was written about the solved one stays, in the old list.
    assert any("Số liệu đúng" in row for row in page.iter_rows(values_only=True))
    assert f"“{page.title}”" in excel.alerts[-1]
    notes = [row[0] for row in swapped.pages()[-1].iter_rows(max_row=5, values_only=True)]
    assert any("1 đã xử lý" in str(note) for note in notes)


def test_reasons_follow_the_finding_when_its_sheet_is_renamed(excel, swapped):
    press("kiem_tra")
    write_reason(swapped, "Đã rà soát")
    swapped.content["Biểu 04"].title = "Biểu số 04"
    press("kiem_tra")
    assert listed(swapped, "Ý kiến của đơn vị") == ["Đã rà soát"]
    assert sum(page.title.startswith(WORK_SHEET) for page in swapped.pages()) == 1


@pytest.mark.parametrize("where", ["P3", "A20", "P9"])
def test_what_somebody_notes_beside_the_list_is_kept(excel, swapped, where):
    press("kiem_tra")
    page = swapped.content[WORK_SHEET]
    page[where] = "Trình lãnh đạo"
    press("kiem_tra")
    assert page[where].value == "Trình lãnh đạo"
    assert listed(swapped, "Quy tắc") == ["D01"]
    press("noi_dung_ke_tiep")
    assert "D9" in excel.bar[-1]


def test_a_sheet_of_the_users_with_our_title_is_not_ours(excel, swapped):
    page = swapped.content.create_sheet("Sổ tay")
    page["A1"], page["A3"] = WORK_SHEET.upper(), "Trình lãnh đạo"
    press("kiem_tra")
    assert page["A3"].value == "Trình lãnh đạo"
    assert listed(swapped, "Quy tắc") == ["D01"]


def test_what_is_mended_keeps_no_mark(excel, swapped):
    press("kiem_tra")
    del swapped.content[WORK_SHEET]
    mend(swapped)
    press("kiem_tra")
    assert marked(swapped) == [] and excel.alerts[-1] == open_workbook.PASSED


def test_every_cell_of_the_list_is_reached(excel):
    book = excel.workbooks.by_hand(str(HERE / "lang_son_2018" / "bieu-cong-bo.xlsx"))
    book.pages()[0].row_dimensions[51].hidden = True
    press("kiem_tra")
    links = zip(listed(book, "Trang tính"), listed(book, "Ô"), strict=True)
    cells = {(sheet, link.rsplit('"', 2)[1]) for sheet, link in links if link}
    reached = set()
    for _ in cells:
        press("noi_dung_ke_tiep")
        page = book.content.active
        reached.add((page.title, page.sheet_view.selection[0].activeCell))
    assert reached == cells


def test_new_kinds_of_error_are_errors(excel, swapped, monkeypatch):
    from xl_addin.excel.live_workbook import ERRORS

    assert {(text, code) for code, text in ERRORS.items()} >= set(excel_engine.ERROR_CODES.items())
    monkeypatch.setitem(excel_engine.ERROR_CODES, "#SPILL!", -2146826243)
    cell = swapped.content["Biểu 04"]["D10"]
    cell.value, cell.data_type = "#SPILL!", "e"
    press("kiem_tra")
    assert not {"O02", "O04"} & set(listed(swapped, "Quy tắc"))


def test_undo_is_spoken_of_once(excel, swapped):
    press("kiem_tra")
    press("kiem_tra")
    assert [live_check.UNDO in text for text in excel.alerts] == [True, False]


def test_unmark_takes_exactly_our_marks(excel, swapped, tmp_path):
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    own = CellIsRule(operator="greaterThan", formula=["5"], fill=PatternFill(bgColor="FF00FF00"))
    swapped.content["Biểu 04"].conditional_formatting.add("D2:D20", own)
    before = contents(swapped)
    press("kiem_tra")
    path = tmp_path / "lưu rồi mở lại.xlsx"
    swapped.content.save(path)
    assert validate(path) == []
    again = excel.workbooks.by_hand(str(path))
    assert marked(again)
    press("bo_danh_dau")
    assert marked(again) == []
    assert [str(a.sqref) for a in again.content["Biểu 04"].conditional_formatting] == ["D2:D20"]
    assert {place: held[0] for place, held in contents(again).items()} == {
        place: held[0] for place, held in before.items()
    }


def test_marks_of_an_marked_copy_go_too(excel, tmp_path):
    from xl_addin.copies.answers import write_answers

    inbox, report = check_files([SWAPPED], load_form_set("thai-nguyen-2025"))
    [copy] = write_answers(inbox, report, tmp_path)
    book = excel.workbooks.by_hand(str(copy))
    assert marked(book)
    press("bo_danh_dau")
    assert marked(book) == []


def test_a_returned_copy_keeps_its_own_list(excel, tmp_path):
    """The unit's reasons in it are read, the list that holds them is not written over."""
    from workbook_templates.reading.replies import FINDINGS_SHEET
    from xl_addin.copies.answers import write_answers

    inbox, report = check_files([SWAPPED], load_form_set("thai-nguyen-2025"))
    [copy] = write_answers(inbox, report, tmp_path)
    book = excel.workbooks.by_hand(str(copy))
    page = book.content[FINDINGS_SHEET]
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    reason = next(cell.column for cell in head if cell.value == "Ý kiến của đơn vị")
    page.cell(head[0].row + 1, reason).value = "Đã rà soát"
    before = [row for row in page.iter_rows(values_only=True)]
    press("kiem_tra")
    assert list(page.iter_rows(values_only=True)) == before
    assert listed(book, "Ý kiến của đơn vị") == ["Đã rà soát"]


def test_next_and_previous_walk_through_the_list(excel):
    book = excel.workbooks.by_hand(
        str(HERE / "lang_son_2018" / "don-vi" / "010 Trường Chính trị Hoàng Văn Thụ.xlsx")
    )
    press("kiem_tra")
    cells = [link.rsplit('"', 2)[1] for link in listed(book, "Ô")]
    walked = []
    for _ in cells:
        press("noi_dung_ke_tiep")
        walked.append(book.content.active.sheet_view.selection[0].sqref)
    assert walked == cells
    press("noi_dung_ke_tiep")
    assert book.content.active.sheet_view.selection[0].sqref == cells[0]
    press("noi_dung_truoc")
    assert book.content.active.sheet_view.selection[0].sqref == cells[-1]
