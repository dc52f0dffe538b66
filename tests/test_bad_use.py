"""Buttons pressed where they make no sense, twice, on workbooks that are locked, shared, hidden, gone."""

import shutil

import openpyxl
import pytest
from openpyxl.chart import BarChart

from samples.build import HERE
from tests import excel as excel_engine
from tests.excel import formats, press
from tests.excel.looking import SWAPPED, contents, fill, link, listed, marked, mend, write_reason
from workbook_templates.form_set import load_form_set
from workbook_templates.returns import WORK_SHEET
from xl_addin import buttons
from xl_addin.buttons import check, walk
from xl_addin.check import check_files
from xl_addin.excel import dialogs, live_check


def test_a_finding_on_a_hidden_sheet_is_said(excel, swapped):
    swapped.content["Biểu 04"].sheet_state = "hidden"
    excel.answers = ["yes"]
    press("kiem_tra")
    assert "đang ẩn" in excel.alerts[-1]


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
    assert "Không nhận ra biểu nào" in excel.alerts[-1]
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


def test_our_own_result_is_not_checked(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    sheets = list(excel.books.active.content.sheetnames)
    press("kiem_tra")
    assert excel.alerts[-1] == live_check.OWN_OUTPUT
    assert excel.books.active.content.sheetnames == sheets


def test_no_list_yet_is_said(excel, swapped):
    press("noi_dung_ke_tiep")
    assert excel.alerts == [walk.NO_LIST]


@pytest.mark.parametrize("name", ["kiem_tra", "bo_danh_dau", "noi_dung_truoc", "noi_dung_ke_tiep"])
def test_no_workbook_open(excel, name):
    press(name)
    assert excel.alerts == [dialogs.NO_WORKBOOK]


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
    assert "Traceback" not in text and private not in text and "nhật ký" in text
    [log] = (tmp_path / "log").rglob("*.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert private not in log.read_text(encoding="utf-8")


def test_esc_stops_long_work_and_leaves_nothing(excel, tmp_path, monkeypatch):
    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    excel.folders = [str(folder)]
    monkeypatch.setattr(dialogs, "escape_pressed", lambda: True)
    press("tong_hop")
    assert excel.alerts == [dialogs.STOPPED]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == []


@pytest.mark.parametrize("name", ["kiem_tra_thu_muc", "tong_hop"])
def test_a_folder_not_chosen_or_empty(excel, tmp_path, name):
    excel.folders = [None, str(tmp_path)]
    press(name)
    assert excel.alerts == []
    press(name)
    assert "Không có tệp Excel" in excel.alerts[-1]


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
        assert "mở lại" in excel.alerts[-1]
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
    shutil.copytree(SWAPPED.parent, folder)
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
    shutil.copytree(SWAPPED.parent, folder)
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
    assert "cũng tên" in excel.alerts[-1] and SWAPPED.name in excel.alerts[-1]


def test_old_vietnamese_fonts_in_the_open_workbook(excel, tmp_path):
    """TCVN3 by the fonts of the cells, a row of several fonts included: judged as the file is."""
    from openpyxl.styles import Font

    path = tmp_path / "TCVN3.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["BiÓu sè 04"],
        ["TT", "Tªn líp", "Thêi gian", "Häc viªn"],
        [1, "Båi d­ìng ng¹ch chuyªn viªn", 90, "Quý II/2025"],
        [2, "Båi d­ìng cÊp phßng", "12 ngµy", 70],
    ):
        page.append(row)
    for line in page.iter_rows():
        for cell in line:
            cell.font = Font(name=".VnTime")
    page["D3"].font = Font(name="Times New Roman")
    book.save(path)
    _, report = check_files([path], load_form_set("thai-nguyen-2025"))
    live = excel.workbooks.by_hand(str(path))
    press("kiem_tra")
    assert sorted(listed(live, "Quy tắc")) == sorted(f.rule for f in report.findings)
    assert "D01" in listed(live, "Quy tắc")


def test_an_excel_that_takes_borders_by_sides_only(excel, swapped, monkeypatch):
    """Should a conditional format refuse its four lines at once, they are drawn one by one."""
    refused = formats.RuleBorders.__setattr__
    sides = []

    def whole(self, name, value):
        raise excel_engine.ComError(-2146827284)

    class Side:
        def __init__(self, borders):
            object.__setattr__(self, "borders", borders)

        def __setattr__(self, name, value):
            sides.append(name)
            refused(self.borders, name, value)

    monkeypatch.setattr(formats.RuleBorders, "__setattr__", whole)
    monkeypatch.setattr(formats.RuleBorders, "__call__", lambda self, side: Side(self), raising=False)
    press("kiem_tra")
    assert marked(swapped) and len(sides) == 4


def test_a_protected_structure_pressed_twice_keeps_reasons(excel, swapped):
    swapped.content.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    press("kiem_tra")
    [_, apart] = excel.workbooks.open_books
    write_reason(apart, "Đã rà soát")
    swapped.activate()
    press("kiem_tra")
    assert len(excel.workbooks.open_books) == 2
    assert listed(apart, "Ý kiến của đơn vị") == ["Đã rà soát"]
    assert listed(apart, "Tình trạng") == ["Vẫn còn"]
    assert f"“{apart.name}”" in excel.alerts[-1]


@pytest.mark.parametrize("place", ["B20500", "JZ5", "XFD1048576"])
def test_what_stands_far_away_is_seen_as_in_the_file(excel, tmp_path, place):
    path = tmp_path / "xa.xlsx"
    book = openpyxl.load_workbook(SWAPPED)
    book["Biểu 04"][place] = 12
    book.save(path)
    _, report = check_files([path], load_form_set("thai-nguyen-2025"))
    live = excel.workbooks.by_hand(str(path))
    press("kiem_tra")
    assert "T08" in {f.rule for f in report.findings}
    assert sorted(listed(live, "Quy tắc")) == sorted(f.rule for f in report.findings)


def test_a_sheet_that_only_begins_like_ours_is_read(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.load_workbook(SWAPPED)
    book["Biểu 04"].title = "Cách điền biểu 04"
    book.save(path)
    _, report = check_files([path], load_form_set("thai-nguyen-2025"))
    assert "D01" in {f.rule for f in report.findings}


def test_a_picture_selected_in_the_working_file(excel, tmp_path):
    from xl_addin.excel import trace

    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    result = excel.workbooks.open_books[-1]
    result.content.create_chartsheet("Đồ thị")
    result.content.active = len(result.content._sheets) - 1
    press("xem_so_lieu_goc")
    assert excel.alerts[-1] == trace.NO_SOURCE


def test_a_never_saved_workbook_with_a_dot_in_its_name(excel, swapped, monkeypatch):
    swapped.name, swapped.path = "Biểu 2025.v21", None
    swapped.shared = True
    press("kiem_tra")
    assert "nhật ký" not in excel.alerts[-1] and marked(excel.workbooks.open_books[-1])


@pytest.mark.parametrize("online", [False, True])
def test_the_source_is_open_already_behind_the_working_file(excel, tmp_path, online):
    """Also as a workbook of a synchronised folder, of which Excel knows the address alone."""
    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    source = excel.workbooks.by_hand(str(folder / SWAPPED.name))
    if online:
        source.full = "https://d.docs.live.net/4f2a/" + source.name
    excel.folders = [str(folder)]
    press("tong_hop")
    result = excel.workbooks.open_books[-1]
    page = result.content["Biểu 04"]
    row = next(r[0].row for r in page.iter_rows() if any(c.value == "Quý II/2025" for c in r))
    result.content.active = result.content.sheetnames.index("Biểu 04")
    page.sheet_view.selection[0].sqref = f"D{row}"
    press("xem_so_lieu_goc")
    assert excel.workbooks.open_books[-1] is source
    assert source.content.active.title == "Biểu 04"
    assert source.content.active.sheet_view.selection[0].sqref == "A9"


def test_the_excel_whose_button_was_pressed_is_found_by_its_window(excel, monkeypatch):
    """Where the workbook's name was cut short on its way, as one with “=” is."""
    monkeypatch.setattr("sys.argv", ["-c", "--wb=Đại Từ ", "--from_xl=1", "--app=x", f"--hwnd={excel.hwnd}"])
    assert dialogs.excel().hwnd == excel.hwnd


def test_xlwings_kills_nobody_at_the_end_and_asks_not_for_ever(monkeypatch):
    """Its cleanup ends every Excel whose window it does not see, as of an attachment in Protected View."""
    import importlib.util
    from pathlib import Path
    from types import SimpleNamespace

    source = Path(importlib.util.find_spec("xlwings").origin).with_name("_xlwindows.py").read_text("utf-8")
    assert "@atexit.register\ndef cleanup():" in source and "\nN_COM_ATTEMPTS = " in source
    unregistered = []
    monkeypatch.setattr("atexit.unregister", unregistered.append)
    windows = SimpleNamespace(cleanup=lambda: None, N_COM_ATTEMPTS=0)
    monkeypatch.setattr(dialogs.xw, "_xlwindows", windows, raising=False)
    dialogs.calm_xlwings()
    assert unregistered == [windows.cleanup] and windows.N_COM_ATTEMPTS > 0


def test_nothing_of_a_workbook_runs_while_we_write(excel, swapped, monkeypatch):
    during = []
    shown = live_check.show
    monkeypatch.setattr(check, "show", lambda checked: during.append(excel.events) or shown(checked))
    press("kiem_tra")
    assert during == [False] and excel.events is True


def test_several_sheets_selected_give_one_list(excel, swapped):
    for page in swapped.pages():
        page.sheet_view.tabSelected = True
    count = len(swapped.pages())
    press("kiem_tra")
    assert len(swapped.pages()) == count + 1 and listed(swapped, "Quy tắc") == ["D01"]


def test_a_very_hidden_sheet_behind_all_others(excel, swapped):
    swapped.content.create_sheet("Mật").sheet_state = "veryHidden"
    count = len(swapped.pages())
    press("kiem_tra")
    assert len(swapped.pages()) == count + 1 and marked(swapped)
    assert "D01" in [rule for rule in listed(swapped, "Quy tắc")]


def test_a_format_that_cannot_be_sent(excel, swapped, tmp_path):
    swapped.path, swapped.name = tmp_path / "a.xlsb", "a.xlsb"
    excel.answers = ["yes"]
    press("gui_thu")
    assert ".xlsx" in excel.alerts[-1] and "Save As" in excel.alerts[-1]
    assert not list((tmp_path / "documents").iterdir())


def test_walking_past_a_merged_cell(excel):
    """Excel selects the whole of it; the list names one of its cells."""
    book = excel.workbooks.by_hand(str(HERE / "lang_son_2018" / "bieu-cong-bo.xlsx"))
    press("kiem_tra")
    seen = []
    for _ in range(len(set(listed(book, "Ô"))) + 1):
        press("noi_dung_ke_tiep")
        seen.append((book.content.active.title, book.content.active.sheet_view.selection[0].sqref))
    assert seen[0] == seen[-1] and len(set(seen)) == len(seen) - 1
