"""Sửa theo gợi ý, pressed on the samples: shown first, applied when the clerk says yes, written down."""

from types import SimpleNamespace

import openpyxl
import pytest

from tests import excel as excel_engine
from tests.excel import cells, press
from tests.excel.looking import listed
from tests.office import validate
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.replies import LOG_SHEET, WORK_SHEET
from xl_addin.check import check_files
from xl_addin.excel import corrections


def stand(book, sheet, cell):
    book.content.active = book.content.sheetnames.index(sheet)
    book.content[sheet].sheet_view.selection[0].sqref = cell


def accept(excel, book, cell):
    """Press Sửa theo gợi ý on a cell of Biểu 04, and say yes."""
    stand(book, "Biểu 04", cell)
    excel.answers = ["yes"]
    press("sua_goi_y")


def figures(book):
    return {
        (page.title, cell.coordinate): cell.value
        for page in book.pages()
        if page.title not in (WORK_SHEET, LOG_SHEET)
        for row in page.iter_rows()
        for cell in row
    }


@pytest.mark.parametrize("cell", ["D9", "C9"])
def test_shown_applied_and_written_down(excel, swapped, cell):
    """On the cell to mend or on a related one: the same correction."""
    before = figures(swapped)
    accept(excel, swapped, cell)
    question = excel.alerts[0]
    assert all(part in question for part in ("D9", "90", "C9", "Quý II/2025"))
    page = swapped.content["Biểu 04"]
    assert (page["D9"].value, page["C9"].value) == (90.0, "Quý II/2025")
    changed = {place for place, value in figures(swapped).items() if before[place] != value}
    assert changed == {("Biểu 04", "D9"), ("Biểu 04", "C9")}
    rows = list(swapped.content[LOG_SHEET].iter_rows(min_row=4, values_only=True))
    assert [(row[1], row[2], row[4], row[5], row[6]) for row in rows] == [
        (excel.UserName, "D01", "D9", "“Quý II/2025”", "90"),
        (excel.UserName, "D01", "C9", "90", "“Quý II/2025”"),
    ]
    assert swapped.content.active.title == "Biểu 04"
    assert excel.bar[-1]


def test_no_means_no(excel, swapped):
    before = figures(swapped)
    stand(swapped, "Biểu 04", "D9")
    excel.answers = ["no"]
    press("sua_goi_y")
    assert figures(swapped) == before and LOG_SHEET not in swapped.content.sheetnames
    assert len(excel.alerts) == 1


def test_from_its_line_of_the_list(excel, swapped):
    press("kiem_tra")
    page = swapped.content[WORK_SHEET]
    row = next(r[0].row for r in page.iter_rows() if r[2].value == "D01")
    stand(swapped, WORK_SHEET, f"F{row}")
    excel.answers = ["yes"]
    press("sua_goi_y")
    assert swapped.content["Biểu 04"]["D9"].value == 90.0
    stand(swapped, WORK_SHEET, "A1")
    press("sua_goi_y")
    assert excel.alerts[-1] == corrections.NOTHING_HERE


def test_where_there_is_nothing_or_only_people_can_mend(excel, swapped):
    stand(swapped, "Biểu 04", "B3")
    press("sua_goi_y")
    assert excel.alerts[-1] == corrections.NOTHING_HERE
    page = swapped.content["Biểu 04"]
    page["D10"].value, page["D10"].data_type = "khoảng 60 - 80", "s"
    stand(swapped, "Biểu 04", "D10")
    press("sua_goi_y")
    assert "khoảng 60 - 80" in excel.alerts[-1]
    assert LOG_SHEET not in swapped.content.sheetnames


def test_a_number_in_a_cell_of_text_becomes_a_number(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["D9"].number_format = "@"
    accept(excel, swapped, "D9")
    assert page["D9"].value == 90.0


def test_a_locked_sheet_or_structure_changes_nothing(excel, swapped):
    before = figures(swapped)
    stand(swapped, "Biểu 04", "D9")
    swapped.content["Biểu 04"].protection.sheet = True
    excel.answers = ["yes", "yes"]
    press("sua_goi_y")
    assert "“Biểu 04”" in excel.alerts[-1]
    swapped.content["Biểu 04"].protection.sheet = False
    swapped.content.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    told = len(excel.alerts)
    press("sua_goi_y")
    assert len(excel.alerts) > told
    assert figures(swapped) == before


def test_the_log_grows_and_is_no_annex(excel, swapped, tmp_path):
    """Two corrections, one log; the file is read as before by the command line."""
    page = swapped.content["Biểu 04"]
    page["D10"].value = 1.36
    for cell in ("D9", "D10"):
        accept(excel, swapped, cell)
    rows = list(swapped.content[LOG_SHEET].iter_rows(min_row=4, values_only=True))
    assert [row[4] for row in rows] == ["D9", "C9", "D10"]
    saved = tmp_path / "đã sửa.xlsx"
    swapped.content.save(saved)
    assert validate(saved) == []
    _, report = check_files([saved], load_form_set("thai-nguyen-2025"))
    assert not {"T02", "T06", "T08", "D01"} & {f.rule for f in report.findings}


def test_a_text_in_a_cell_of_text_gets_no_apostrophe(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["C9"].number_format = "@"
    accept(excel, swapped, "D9")
    assert page["C9"].value == "Quý II/2025"


def refuse(*_):
    raise excel_engine.ComError(-2146827284)


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_correction_is_whole_or_not_at_all(excel, swapped, monkeypatch, fails_at):
    """The second cell refused, or the log: the first is given back, and nothing is noted."""
    before = figures(swapped)
    written = cells.Range.raw_value.fset
    counted = []

    def sometimes(self, data):
        counted.append(self.where)
        if len(counted) == fails_at + 1:
            refuse()
        written(self, data)

    monkeypatch.setattr(cells.Range, "raw_value", cells.Range.raw_value.setter(sometimes))
    accept(excel, swapped, "D9")
    assert figures(swapped) == before
    assert len(excel.alerts) == 2
    page = swapped.content[LOG_SHEET] if LOG_SHEET in swapped.content.sheetnames else None
    assert page is None or page["A4"].value is None


def test_a_covered_cell_and_a_formula_are_left_to_people(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["D9"].value, page["D9"].data_type = "=80+10", "f"
    swapped.results[page]["D9"] = "Quý II/2025"
    before = figures(swapped)
    stand(swapped, "Biểu 04", "D9")
    press("sua_goi_y")
    assert "D9" in excel.alerts[-1]
    page["D9"].value, page["D9"].data_type = "Quý II/2025", "s"
    page.merged_cells.add("C8:C9")
    press("sua_goi_y")
    assert "C9" in excel.alerts[-1]
    assert LOG_SHEET not in swapped.content.sheetnames
    assert {k: v for k, v in figures(swapped).items() if k[1] != "D9"} == {
        k: v for k, v in before.items() if k[1] != "D9"
    }


def test_a_number_in_a_cell_of_dates_shows_as_a_number(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["D9"].number_format = "dd/mm/yyyy"
    accept(excel, swapped, "D9")
    assert cells.Range(swapped.sheets("Biểu 04"), "D9").raw_value == 90.0
    press("kiem_tra")
    assert "D01" not in listed(swapped, "Quy tắc")


def test_a_locked_log_changes_nothing(excel, swapped):
    before = figures(swapped)
    swapped.content.create_sheet(LOG_SHEET.lower()).protection.sheet = True
    accept(excel, swapped, "D9")
    assert LOG_SHEET.lower() in excel.alerts[-1]
    assert {k: v for k, v in figures(swapped).items() if k in before} == before


def test_the_log_is_found_in_small_letters(excel, swapped):
    page = swapped.content["Biểu 04"]
    page["D10"].value = 1.36
    for cell in ("D9", "D10"):
        accept(excel, swapped, cell)
        if cell == "D9":
            swapped.content[LOG_SHEET].title = "tạm"
            swapped.content["tạm"].title = LOG_SHEET.lower()
    names = [name for name in swapped.content.sheetnames if name.casefold() == LOG_SHEET.casefold()]
    assert names == [LOG_SHEET.lower()]
    assert swapped.content[LOG_SHEET.lower()]["E6"].value == "D10"


def test_with_a_chart_selected_there_is_nothing_to_mend(excel, swapped):
    press("kiem_tra")
    swapped.content.create_chartsheet("Đồ thị")
    swapped.content.active = len(swapped.content._sheets) - 1
    press("sua_goi_y")
    assert excel.alerts[-1] == corrections.NOTHING_HERE


def test_a_question_fits_into_a_message_box(excel, swapped):
    from xl_addin.buttons import open_workbook

    step = corrections.Step("D9", "1", "2", None)
    finding = SimpleNamespace(sheet="Biểu 04", message="Sai.")
    question = open_workbook._question(corrections.Correction(finding, [step] * 80))
    assert len(question.splitlines()) < 20 and "68" in question


def test_what_may_not_be_so_great_is_not_offered_by_the_thousand():
    """57,5 is no lost 57.500 where that is more than a biểu may count."""
    from validators import examples
    from validators.judging import judge

    text = """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 57.5 |"""
    report = judge(examples.batch(text, load_form_set("thai-nguyen-2025")))
    [finding] = [f for f in report.findings if f.rule == "O03"]
    assert not finding.changes and finding.difference is None
