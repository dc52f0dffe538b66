"""Workbooks and Excels that are not as usual: old fonts, far cells, pictures, merged cells, other formats."""


import openpyxl
import pytest

from samples.build import HERE
from tests import excel as excel_engine
from tests.excel import formats, press
from tests.excel.looking import SWAPPED, listed, marked, write_reason
from tests.swapped import copy_units
from workbook_templates.declared.loading import load_form_set
from xl_addin.buttons import open_workbook
from xl_addin.check import check_files
from xl_addin.excel import application, live_check


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
    copy_units(folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    result = excel.workbooks.open_books[-1]
    result.content.create_chartsheet("Đồ thị")
    result.content.active = len(result.content._sheets) - 1
    press("xem_so_lieu_goc")
    assert excel.alerts[-1] == trace.NO_SOURCE


def test_a_never_saved_workbook_with_a_dot_in_its_name(excel, swapped):
    swapped.name, swapped.path = "Biểu 2025.v21", None
    swapped.shared = True
    press("kiem_tra")
    assert "nhật ký" not in excel.alerts[-1], excel.alerts[-1]
    assert marked(excel.workbooks.open_books[-1])


@pytest.mark.parametrize("online", [False, True])
def test_the_source_is_open_already_behind_the_working_file(excel, tmp_path, online):
    """Also as a workbook of a synchronised folder, of which Excel knows the address alone."""
    folder = tmp_path / "đơn vị"
    copy_units(folder)
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
    assert application.excel().hwnd == excel.hwnd


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
    monkeypatch.setattr(application.xw, "_xlwindows", windows, raising=False)
    application.calm_xlwings()
    assert unregistered == [windows.cleanup] and windows.N_COM_ATTEMPTS > 0


def test_nothing_of_a_workbook_runs_while_we_write(excel, swapped, monkeypatch):
    during = []
    shown = live_check.show
    monkeypatch.setattr(open_workbook, "show", lambda judged: during.append(excel.events) or shown(judged))
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
    swapped.path, swapped.name = tmp_path / "a.csv", "a.csv"
    excel.answers = ["yes"]
    press("gui_thu")
    assert ".xlsx" in excel.alerts[-1]
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
