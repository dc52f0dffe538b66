"""The ribbon's buttons, pressed on the samples through the very function the ribbon calls."""

import shutil

import openpyxl
import pytest
from openpyxl.chart import BarChart

from samples.build import HERE
from tests import excel as excel_engine
from tests.benchmark import six_sheets
from tests.excel import formats, press
from tests.office import validate
from workbook_templates.form_set import load_form_set
from workbook_templates.returns import WORK_SHEET
from xl_addin.buttons import check, walk
from xl_addin.check import check_files
from xl_addin.excel import dialogs, live_check
from xl_addin.excel.marks import MAX_ADDRESS
from xl_addin.findings_sheet import SIGNATURE

SWAPPED = HERE / "thai_nguyen_2025" / "don-vi" / "012 Huyện ủy Đại Từ.xlsx"  # D01 at Biểu 04!D9


@pytest.fixture
def excel(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "log"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cài đặt"))
    return excel_engine.start()


@pytest.fixture
def swapped(excel, tmp_path):
    """A copy of the sample with two cells swapped, open in Excel."""
    path = tmp_path / "Đại Từ = 1; & 2.xlsx"
    shutil.copyfile(SWAPPED, path)
    return excel.books.open(str(path))


def marked(book):
    """Sheet and cells that carry our mark."""
    return sorted(
        (page.title, str(area.sqref))
        for page in book.pages()
        for area in page.conditional_formatting
        for rule in area.rules
        if rule.type == "expression" and SIGNATURE in rule.formula[0]
    )


def listed(book, header):
    page = next(page for page in reversed(book.pages()) if page["A1"].value == WORK_SHEET.upper())
    rows = list(page.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "STT" in row)
    return [row[rows[head].index(header)] for row in rows[head + 1 :]]


def contents(book):
    """Everything a cell of the unit's own sheets holds: value, format, fill, border, note."""
    return {
        (page.title, cell.coordinate): (cell.value, cell.number_format, cell._style, cell.comment)
        for page in book.pages()
        if not page.title.startswith(WORK_SHEET)
        for row in page.iter_rows()
        for cell in row
    }


def mend(book):
    """Exchange the two swapped cells as the clerk would; Excel calculates the total anew."""
    page = book.content["Biểu 04"]
    page["C9"], page["D9"] = page["D9"].value, page["C9"].value
    book.results[page]["D49"] = page["D9"].value


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
            book = excel.books.open(str(path))
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
    assert excel.alerts == ["Đạt: không có nội dung nào phải xử lý."]


def test_a_check_that_finds_nothing_writes_nothing(excel):
    clean = next(
        path
        for path in sorted(SWAPPED.parent.glob("*.xlsx"))
        if not check_files([path], load_form_set("thai-nguyen-2025"))[1].findings
    )
    book = excel.books.open(str(clean))
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
    assert "được giữ ở trang" in excel.alerts[-1]
    notes = [row[0] for row in swapped.pages()[-1].iter_rows(max_row=5, values_only=True)]
    assert any("1 đã xử lý" in str(note) for note in notes)


def write_reason(book, text):
    page = next(page for page in reversed(book.pages()) if page["A1"].value == WORK_SHEET.upper())
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    column = next(cell.column for cell in head if cell.value == "Ý kiến của đơn vị")
    page.cell(head[0].row + 1, column).value = text


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
    assert marked(swapped) == [] and excel.alerts[-1] == check.PASSED


def test_a_sheet_locked_since_keeps_its_marks_and_is_named(excel, swapped):
    press("kiem_tra")
    swapped.content["Biểu 04"].protection.sheet = True
    mend(swapped)
    press("kiem_tra")
    assert "Biểu 04" in excel.alerts[-1] and marked(swapped)


def test_every_cell_of_the_list_is_reached(excel):
    book = excel.books.open(str(HERE / "lang_son_2018" / "bieu-cong-bo.xlsx"))
    book.pages()[0].row_dimensions[51].hidden = True
    press("kiem_tra")
    links = zip(listed(book, "Trang tính"), listed(book, "Ô"), strict=True)
    cells = {(sheet, link.rsplit('"', 2)[1]) for sheet, link in links if link}
    reached = set()
    for _ in cells:
        press("noi_dung_ke_tiep")
        page = book.content.active
        reached.add((page.title, page.sheet_view.selection[0].sqref))
    assert reached == cells


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


def test_new_kinds_of_error_are_errors(excel, swapped, monkeypatch):
    from xl_addin.excel.live_workbook import ERRORS

    assert {(text, code) for code, text in ERRORS.items()} >= set(excel_engine.ERROR_CODES.items())
    monkeypatch.setitem(excel_engine.ERROR_CODES, "#SPILL!", -2146826243)
    cell = swapped.content["Biểu 04"]["D10"]
    cell.value, cell.data_type = "#SPILL!", "e"
    press("kiem_tra")
    assert not {"O02", "O04"} & set(listed(swapped, "Quy tắc"))


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
    rows = {row[1]: row for row in excel.books.active.pages()[0].iter_rows(values_only=True)}
    assert rows[SWAPPED.name][2] == "Huyện ủy Đại Từ"


def test_undo_is_spoken_of_once(excel, swapped):
    press("kiem_tra")
    press("kiem_tra")
    assert [live_check.UNDO in text for text in excel.alerts] == [True, False]


def test_our_list_renamed_or_deleted_between_presses(excel, swapped):
    press("kiem_tra")
    swapped.content[WORK_SHEET].title = "Việc của tôi"
    press("kiem_tra")
    assert WORK_SHEET not in swapped.content.sheetnames
    del swapped.content["Việc của tôi"]
    swapped.wrappers.clear()
    press("kiem_tra")
    assert listed(swapped, "Quy tắc") == ["D01"]


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
    again = excel.books.open(str(path))
    assert marked(again)
    press("bo_danh_dau")
    assert marked(again) == []
    assert [str(a.sqref) for a in again.content["Biểu 04"].conditional_formatting] == ["D2:D20"]
    assert {place: held[0] for place, held in contents(again).items()} == {
        place: held[0] for place, held in before.items()
    }


def test_marks_of_an_annotated_copy_go_too(excel, tmp_path):
    from xl_addin.copies import write_copies

    inbox, report = check_files([SWAPPED], load_form_set("thai-nguyen-2025"))
    [copy] = write_copies(inbox, report, tmp_path)
    book = excel.books.open(str(copy))
    assert marked(book)
    press("bo_danh_dau")
    assert marked(book) == []


def test_a_returned_copy_keeps_its_own_list(excel, tmp_path):
    """The unit's reasons in it are read, the list that holds them is not written over."""
    from workbook_templates.returns import FINDINGS_SHEET
    from xl_addin.copies import write_copies

    inbox, report = check_files([SWAPPED], load_form_set("thai-nguyen-2025"))
    [copy] = write_copies(inbox, report, tmp_path)
    book = excel.books.open(str(copy))
    page = book.content[FINDINGS_SHEET]
    head = next(row for row in page.iter_rows() if row[0].value == "STT")
    reason = next(cell.column for cell in head if cell.value == "Ý kiến của đơn vị")
    page.cell(head[0].row + 1, reason).value = "Đã rà soát"
    before = [row for row in page.iter_rows(values_only=True)]
    press("kiem_tra")
    assert list(page.iter_rows(values_only=True)) == before
    assert listed(book, "Ý kiến của đơn vị") == ["Đã rà soát"]


def test_our_own_result_is_not_checked(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    excel.folders = [str(folder)]
    press("tong_hop")
    sheets = list(excel.books.active.content.sheetnames)
    press("kiem_tra")
    assert excel.alerts[-1] == live_check.OWN_OUTPUT
    assert excel.books.active.content.sheetnames == sheets


def test_next_and_previous_walk_through_the_list(excel):
    book = excel.books.open(
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

    monkeypatch.setattr(live_check, "read_workbook", fail)
    press("kiem_tra")
    [text] = excel.alerts
    assert "Traceback" not in text and private not in text and "nhật ký" in text
    [log] = (tmp_path / "log").rglob("*.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert private not in log.read_text(encoding="utf-8")


def test_a_folder_is_checked(excel, tmp_path):
    folder = tmp_path / "Thư đến & đi"
    folder.mkdir()
    for path in sorted(SWAPPED.parent.glob("*.xlsx"))[-3:]:
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
    (folder / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "thư.docx").write_bytes(b"x")
    excel.folders = [str(folder)]
    press("kiem_tra_thu_muc")
    rows = list(excel.books.active.pages()[0].iter_rows(values_only=True))
    todo = {row[1]: row[6] for row in rows if isinstance(row[0], float)}
    assert todo[SWAPPED.name] == "Trả đơn vị sửa."
    assert "hỏng" in todo["hỏng.xlsx"] and "Word" in todo["thư.docx"]
    copies = folder.with_name(f"{folder.name} - bản sao đã đánh dấu")
    assert (copies / SWAPPED.name).exists()


def test_a_folder_is_rolled_up_and_opened(excel, tmp_path):
    folder = tmp_path / "đơn vị"
    shutil.copytree(SWAPPED.parent, folder)
    excel.folders = [str(folder), str(folder)]
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025.xlsx"
    assert "Tổng quan" in excel.books.active.content.sheetnames
    press("tong_hop")
    assert "đang mở" in excel.alerts[-1]
    del excel.books.open_books[:]
    excel.folders, excel.answers = [str(folder)] * 2, ["no", "yes"]
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025 (2).xlsx"
    press("tong_hop")
    assert excel.books.active.name == "Tong hop thai-nguyen-2025.xlsx"


def test_from_a_line_of_a_bieu_to_its_row(excel, tmp_path):
    from xl_addin.excel import trace

    folder = tmp_path / "đơn vị #1"
    shutil.copytree(SWAPPED.parent, folder)
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
    assert "Không tìm thấy" in excel.alerts[-1]


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


def test_blanks_for_a_form_set(excel, tmp_path):
    excel.inputs, excel.folders = ["9", False, "2"], [str(tmp_path / "mẫu")]
    press("tao_mau")
    assert "9" in excel.alerts[-1]
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


def test_calls_into_excel_stay_few(excel, tmp_path):
    """Six sheets, 2,000 rows, 200 findings of two severities on each sheet; twice the rows cost no call
    more. Asking for an object (a range, its borders) counts like using it."""
    counts = []
    for rows in (333, 666):
        path = tmp_path / f"{rows}.xlsx"
        six_sheets(path, rows)
        book = excel.books.open(str(path))
        excel.calls.reset()
        press("kiem_tra")
        assert len(listed(book, "Quy tắc")) >= 200
        counts.append(excel.calls.count)
    assert counts[0] < 235 and counts[1] == counts[0], (counts, excel.calls.made)


def test_addresses_are_grouped_below_what_a_range_takes():
    from xl_addin.excel.marks import grouped

    groups = list(grouped(f"C{n}" for n in range(1000, 1200)))
    assert all(len(group) <= MAX_ADDRESS for group in groups)
    assert sum(len(group.split(",")) for group in groups) == 200


# What our code asks of xlwings (lower case); what it asks of Excel itself goes through `api`.
USED = {
    "App": {"books", "alert", "status_bar", "selection"},
    "Books": {"active", "add", "open"},
    "Book": {"api", "app", "fullname", "name", "sheets"},
    "Sheets": {"active", "add"},
    "Sheet": {"activate", "api", "cells", "clear", "name", "range", "used_range", "visible"},
    "Range": {
        "address",
        "api",
        "column_width",
        "conditional_formats",
        "font",
        "formula",
        "raw_value",
        "select",
    },
    "Font": {"bold", "name"},
    "ConditionalFormat": {"delete", "formula"},
}


def test_what_we_use_exists_in_xlwings_for_windows():
    """Read as text: its module cannot be imported here."""
    import ast
    import importlib.util
    from pathlib import Path

    folder = Path(importlib.util.find_spec("xlwings").origin).parent
    tree = ast.parse((folder / "_xlwindows.py").read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    for name, wanted in USED.items():
        members = {part.name for part in classes[name].body if isinstance(part, ast.FunctionDef)}
        members |= {
            target.attr
            for part in ast.walk(classes[name])
            if isinstance(part, ast.Assign)
            for target in part.targets
            if isinstance(target, ast.Attribute)
        }
        assert wanted <= members, (name, wanted - members)
