"""Buttons pressed where they make no sense, twice, on workbooks that are locked, shared, hidden, gone."""

import shutil

import openpyxl
import pytest
from openpyxl.chart import BarChart

from tests import excel as excel_engine
from tests.excel import formats, press
from tests.excel.looking import SWAPPED, contents, fill, link, listed, marked, mend
from tests.swapped import copy_units
from workbook_templates.declared.record import RECORD_SHEET
from workbook_templates.reading.replies import WORK_SHEET
from xl_addin import buttons
from xl_addin.buttons import walk
from xl_addin.excel import application, dialogs, live_check, long_work


def test_a_finding_on_a_hidden_sheet_is_said(excel, swapped):
    swapped.content["Biểu 04"].sheet_state = "hidden"
    excel.answers = ["yes"]
    press("kiem_tra")
    assert "“Biểu 04”" in excel.alerts[-1]


def test_a_shared_workbook_pressed_twice(excel, swapped):
    swapped.shared = True
    for _ in range(2):
        press("kiem_tra")
        swapped.activate()
    assert len({book.name for book in excel.books}) == 3


def test_unrelated_workbooks_before_the_returns(excel, tmp_path):
    folder = tmp_path / "Thư đến"
    folder.mkdir()
    for number in range(6):
        openpyxl.Workbook().save(folder / f"000 {number}.xlsx")
    excel.folders = [str(folder)] * 2
    press("kiem_tra_thu_muc")
    assert len(excel.alerts) == 1 and not excel.workbooks.open_books
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
    press("kiem_tra_thu_muc")
    rows = {link(row[1])[1]: row for row in excel.books.active.pages()[0].iter_rows(values_only=True)}
    assert rows[SWAPPED.name][2] == "Huyện ủy Đại Từ"


def test_our_list_renamed_or_deleted_between_presses(excel, swapped):
    press("kiem_tra")
    swapped.content[WORK_SHEET].title = "Việc của tôi"
    press("kiem_tra")
    assert WORK_SHEET not in swapped.content.sheetnames
    del swapped.content["Việc của tôi"]
    swapped.wrappers.clear()
    press("kiem_tra")
    assert listed(swapped, "Quy tắc") == ["D01"]


def rolled_up(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    return excel.books.active


def test_our_own_result_is_checked_before_it_is_signed(excel, tmp_path):
    result = rolled_up(excel, tmp_path)
    page = result.content["Biểu 02"]
    row = next(row for row in range(1, 40) if page.cell(row, 3).value == 50)
    page.cell(row, 3).value = 55
    press("kiem_tra")
    where = dict(zip(listed(result, "Quy tắc"), listed(result, "Ô"), strict=True))
    assert link(where["S01"])[1] == f"C{row}" and "D01" in where
    assert "Nguồn số liệu" in excel.alerts[-1] and "Quy tắc" in excel.alerts[-1]  # what was and was not


def test_a_result_that_says_nothing_of_its_rows_is_not_checked(excel, tmp_path):
    result = rolled_up(excel, tmp_path)
    del result.content[RECORD_SHEET]
    result.wrappers.clear()
    sheets = list(result.content.sheetnames)
    press("kiem_tra")
    assert excel.alerts[-1] == live_check.OWN_OUTPUT
    assert result.content.sheetnames == sheets


def test_no_list_yet_is_said(excel, swapped):
    press("noi_dung_ke_tiep")
    assert excel.alerts == [walk.NO_LIST]


@pytest.mark.parametrize("name", ["kiem_tra", "bo_danh_dau", "noi_dung_truoc", "noi_dung_ke_tiep"])
def test_no_workbook_open(excel, name):
    press(name)
    assert excel.alerts == [application.NO_WORKBOOK]


def test_an_empty_new_workbook(excel):
    excel.books.add()
    press("kiem_tra")
    assert excel.alerts == [live_check.NO_TABLE]


def test_a_chart_sheet_in_front(excel, swapped):
    chart = swapped.content.create_chartsheet("Đồ thị")
    chart.add_chart(BarChart())
    swapped.content.active = swapped.content._sheets.index(chart)
    press("kiem_tra")
    assert listed(swapped, "Quy tắc") == ["D01"]
    assert swapped.content.active.title == "Đồ thị"
    press("noi_dung_ke_tiep")
    assert swapped.content.active.title == "Biểu 04"


def test_a_protected_sheet_is_named_and_the_list_written(excel, swapped):
    swapped.content["Biểu 04"].protection.sheet = True
    swapped.content["Biểu 04"].protection.password = "mật khẩu"
    press("kiem_tra")
    assert marked(swapped) == []
    assert "Biểu 04" in excel.alerts[-1]
    assert listed(swapped, "Quy tắc") == ["D01"]


def test_a_protected_structure_gives_a_new_workbook(excel, swapped):
    swapped.content.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    press("kiem_tra")
    assert WORK_SHEET not in swapped.content.sheetnames
    assert excel.books.active is not swapped
    assert listed(excel.books.active, "Quy tắc") == ["D01"]


def test_a_shared_workbook_is_checked_as_a_copy(excel, swapped):
    swapped.shared = True
    before = contents(swapped)
    press("kiem_tra")
    assert contents(swapped) == before and marked(swapped) == []
    assert excel.books.active is not swapped and marked(excel.books.active)


def test_where_marking_fails_a_copy_is_marked(excel, swapped, monkeypatch):
    def refuse(self, Type, Formula1):
        raise excel_engine.ComError("0x800A03EC")

    monkeypatch.setattr(formats.Formats, "Add", refuse)
    press("kiem_tra")
    assert marked(swapped) == []
    assert excel.books.active is not swapped and marked(excel.books.active)


def test_a_workbook_on_onedrive(excel, swapped):
    swapped.full = "https://d.docs.live.net/4f2a/Tài liệu/" + swapped.name
    press("kiem_tra")
    assert listed(swapped, "Quy tắc") == ["D01"]


def test_hidden_rows_are_seen_and_stay_hidden(excel, swapped):
    page = swapped.content["Biểu 04"]
    page.row_dimensions[9].hidden = True
    press("kiem_tra")
    assert {"D01", "T10"} <= set(listed(swapped, "Quy tắc"))
    assert page.row_dimensions[9].hidden


def test_a_selection_of_a_million_rows_stays(excel, swapped):
    view = swapped.content.active.sheet_view.selection[0]
    view.sqref = "A1:B1048576"
    press("kiem_tra")
    assert view.sqref == "A1:B1048576"


def test_unexpected_trouble_is_one_sentence_and_a_log(excel, swapped, monkeypatch, tmp_path):
    private = " ".join(("Nguyễn", "Văn", "A"))  # the log shows lines of code, never what they hold

    def fail(*_):
        raise RuntimeError(private)

    fill(**{"Người hỗ trợ": "chị Hoa, 0208 1234"})
    monkeypatch.setattr(live_check, "read_workbook", fail)
    press("kiem_tra")
    [text] = excel.alerts
    assert "chị Hoa, 0208 1234" in text
    assert "Traceback" not in text and private not in text
    [log] = (tmp_path / "log").rglob("*.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert private not in log.read_text(encoding="utf-8")


def test_esc_stops_long_work_and_leaves_nothing(excel, tmp_path, monkeypatch):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder)]
    monkeypatch.setattr(long_work, "escape_pressed", lambda: True)
    press("tong_hop")
    assert excel.alerts == [long_work.STOPPED]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == []


@pytest.mark.parametrize("name", ["kiem_tra_thu_muc", "tong_hop"])
def test_a_folder_not_chosen_or_empty(excel, tmp_path, name):
    excel.folders = [None, str(tmp_path)]
    press(name)
    assert excel.alerts == []
    press(name)
    assert len(excel.alerts) == 1


def test_a_sheet_locked_since_keeps_its_marks_and_is_named(excel, swapped):
    press("kiem_tra")
    swapped.content["Biểu 04"].protection.sheet = True
    mend(swapped)
    press("kiem_tra")
    assert "Biểu 04" in excel.alerts[-1] and marked(swapped)


def test_an_add_in_of_another_version_does_nothing(excel, swapped):
    before = contents(swapped)
    for version in ("", "0.0.1"):
        buttons.press("kiem_tra", version)
    assert len(excel.alerts) == 2
    assert contents(swapped) == before and WORK_SHEET not in swapped.content.sheetnames


def test_a_read_only_workbook_is_checked_and_marked(excel, tmp_path):
    path = tmp_path / "chỉ đọc.xlsx"
    shutil.copyfile(SWAPPED, path)
    path.chmod(0o444)
    book = excel.workbooks.by_hand(str(path), read_only=True)
    size = path.stat().st_size
    press("kiem_tra")
    assert listed(book, "Quy tắc") == ["D01"] and marked(book)
    assert path.stat().st_size == size


def test_filters_stay_and_hide_nothing_from_the_check(excel, swapped):
    page = swapped.content["Biểu 04"]
    page.auto_filter.ref = "A6:D49"
    page.auto_filter.add_filter_column(1, ["Lớp khác"])
    page.row_dimensions[9].hidden = True
    press("kiem_tra")
    assert "D01" in listed(swapped, "Quy tắc")
    assert page.auto_filter.ref == "A6:D49" and page.auto_filter.filterColumn
    assert page.row_dimensions[9].hidden


@pytest.mark.parametrize("name", ["kiem_tra", "noi_dung_ke_tiep", "sua_goi_y", "bo_danh_dau", "gui_thu"])
def test_excel_closed_half_way(excel, swapped, tmp_path, name):
    """Whichever call finds nobody: no traceback, and what is written to disk is whole or not there."""
    excel.answers = ["yes"] * 3
    swapped.content["Biểu 04"].sheet_view.selection[0].sqref = "D9"
    for after in range(0, 200, 7):
        excel.calls.reset()
        excel.calls.closed_after = after
        press(name)
    excel.calls.closed_after = None
    drafts = list((tmp_path / "user_documents_dir").glob("*"))
    assert not [path for path in drafts if path.suffix != ".eml"]


def test_excel_closed_while_a_folder_is_rolled_up(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder)] * 20
    for after in range(0, 40, 4):
        excel.calls.reset()
        excel.calls.closed_after = after
        press("tong_hop")
    excel.calls.closed_after = None
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".bieu-")]
    for path in tmp_path.glob("*.xlsx"):
        assert openpyxl.load_workbook(path).sheetnames


def test_no_excel_to_speak_to(excel, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "say_without_excel", told.append)
    monkeypatch.setattr(buttons, "excel", lambda: 1 / 0)
    press("kiem_tra")
    assert told == [buttons.NO_EXCEL]


def test_another_workbook_of_the_same_name_is_open(excel, tmp_path):
    """Excel takes no two of one name: the result stays on disk, and it is said."""
    folder = tmp_path / "đơn vị"
    copy_units(folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    result = excel.workbooks.open_books[-1]
    page = result.content["Biểu 04"]
    row = next(r[0].row for r in page.iter_rows() if any(c.value == "Quý II/2025" for c in r))
    other = tmp_path / "khác" / SWAPPED.name
    other.parent.mkdir()
    shutil.copyfile(SWAPPED, other)
    excel.workbooks.by_hand(str(other))
    result.activate()
    result.content.active = result.content.sheetnames.index("Biểu 04")
    page.sheet_view.selection[0].sqref = f"D{row}"
    press("xem_so_lieu_goc")
    assert SWAPPED.name in excel.alerts[-1]
