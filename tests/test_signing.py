"""The file that is signed: biểu alone, as the clerk left them in the working file."""

import re
import shutil
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from tests.excel import press
from tests.excel.books import Book
from tests.hand_work import Season, row_of, tag_column
from tests.office import recalculate, validate
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import CHANGES_SHEET, EDITS_SHEET, SIGNING_SHEET
from xl_addin.command_line.command import run
from xl_addin.sendings import CHANGES
from xl_addin.signing import pdf
from xl_addin.signing.export import CannotSign, Unresolved, export_signing, signing_name
from xl_addin.signing.title_facts import KEY_HEAD, TitleFacts, day_in_words, title_facts
from xl_addin.signing.titles import filled

TN = load_form_set("thai-nguyen-2025")
A = ("", "Lớp Trung cấp lý luận chính trị A khóa 1", 60, "9/2024", "6/2025")
B = ("", "Lớp Trung cấp lý luận chính trị B khóa 2", 70, "10/2024", "7/2025")
C = ("", "Lớp Trung cấp lý luận chính trị C khóa 3", 50, "11/2024", "8/2025")
SECRET = "chỉ người lập được biết"


class Signing(Season):
    def saved(self, *edits):
        """The clerk's edits, in a program that works out formulas."""
        for edit in edits:
            self.edits(edit)
        self.target.write_bytes(recalculate(self.target).read_bytes())
        return self

    def signs(self, **how):
        self.signed = export_signing(self.target, self.form_set, self.target.with_name("ky.xlsx"), **how)
        return openpyxl.load_workbook(self.signed.path)


def types(**items):
    def edit(book):
        for row in book[SIGNING_SHEET].iter_rows():
            for cell in row:
                if str(cell.value).startswith(KEY_HEAD) and cell.value[len(KEY_HEAD) :] in items:
                    row[1].value = items[cell.value[len(KEY_HEAD) :]]

    return edit


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def clerk(book):
    sheet = book["Biểu 02"]
    row = row_of(sheet, "Lớp Trung cấp lý luận chính trị A")
    sheet.cell(row, 2).value = "Lớp A, mở tại huyện"
    sheet.cell(row, 2).font = Font(name="Times New Roman", size=12, italic=True, color="FF123456")
    sheet.cell(row, 3).fill = PatternFill("solid", "FFABCDEF")
    sheet.cell(row, tag_column(sheet) + 6).value = SECRET  # beside the table
    book.create_sheet("Nháp")["A1"] = SECRET
    book.properties.creator = SECRET


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A season whose working file was edited, rolled up again, and saved by LibreOffice."""
    season = Signing(tmp_path_factory.mktemp("ky"))
    season.sends("TN-HU-DT", bieu_02=[A, B]).sends("TN-TU-PY", bieu_02=[C]).rolls_up()
    season.edits(lambda book: book["Biểu 02"].cell(row_of(book["Biểu 02"], B[1]), 3).__setattr__("value", 65))
    season.rolls_up()
    season.saved(types(number="15", day="05/02/2025", signer="Nguyễn Văn An"), clerk)
    season.book_signed = season.signs()
    return season


def test_biểu_alone_with_numbers_as_they_stand(made):
    book = made.book_signed
    assert book.sheetnames == ["Biểu 01", "Biểu 02", "Biểu 03", "Biểu 04"]
    assert not any(isinstance(v, str) and v.startswith("=") for sheet in book for v in texts(sheet))
    sheet = book["Biểu 02"]
    assert sheet.cell(row_of(sheet, "Tổng cộng"), 3).value == 60 + 65 + 50
    assert sheet.cell(row_of(sheet, "LỚP MỞ"), 3).value == 175
    assert validate(made.signed.path) == []


def test_no_part_of_it_says_more(made):
    with zipfile.ZipFile(made.signed.path) as package:
        content = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    everything = "".join(content.values())
    assert not any(re.search("hidden|<f>", content[n]) for n in content if n.startswith(("xl/work", "xl/sh")))
    for word in (SECRET, "§", "Nguồn", "HYPERLINK", "bieu-tong-hop", "TN-HU-DT", "don-vi"):
        assert word not in everything, word
    assert not any(re.search("comments|vml|externalLink|calcChain|sharedStrings|app.xml", n) for n in content)
    assert "creator" not in content["docProps/core.xml"]


def test_her_words_and_looks_stay_the_marks_of_the_tool_go(made):
    sheet = made.book_signed["Biểu 02"]
    row = row_of(sheet, "Lớp A, mở tại huyện")
    assert sheet.cell(row, 2).font.italic and sheet.cell(row, 2).font.color.rgb == "FF123456"
    assert sheet.cell(row, 3).fill.fgColor.rgb == "FFABCDEF"
    marked = openpyxl.load_workbook(made.target)["Biểu 02"]
    edited = sheet.cell(row_of(sheet, B[1]), 3)
    assert marked.cell(edited.row, 3).border.left.style == "dashDot"
    assert edited.value == 65 and edited.border.left.style == "thin"
    assert edited.fill.fill_type is None and edited.number_format == marked.cell(edited.row, 3).number_format


def test_number_day_and_signer_are_said_once_for_all(made):
    for sheet in made.book_signed:
        said = texts(sheet)
        assert "(Kèm theo Kế hoạch số 15-KH/TU ngày 05/02/2025 của Ban Thường vụ Tỉnh ủy)" in said
        assert "Thái Nguyên, ngày 05 tháng 02 năm 2025" in said
        assert said[-1] == "Nguyễn Văn An" and "PHÓ BÍ THƯ THƯỜNG TRỰC" in said
        last = int(re.search(r":\$[A-Z]+\$(\d+)", sheet.print_area)[1])
        assert sheet.cell(last, 1).row == row_of(sheet, "Nguyễn Văn An")
        assert any(str(area).endswith(str(last)) for area in sheet.merged_cells.ranges)


def test_the_page_stays_as_it_was(made):
    before, after = openpyxl.load_workbook(made.target)["Biểu 02"], made.book_signed["Biểu 02"]
    assert after.print_title_rows == before.print_title_rows
    assert after.page_setup.orientation == before.page_setup.orientation
    assert after.page_setup.paperSize == before.page_setup.paperSize
    assert {str(area) for area in before.merged_cells.ranges} < {str(a) for a in after.merged_cells.ranges}
    assert before.column_dimensions["B"].width == pytest.approx(after.column_dimensions["B"].width)
    assert after.freeze_panes == before.freeze_panes


def test_what_stays_behind_is_said(made):
    assert any("Nháp" in text for text in made.signed.said)


def test_sheets_of_the_tool_are_not_called_hers(season):
    def clutter(book):
        for name in (CHANGES, CHANGES_SHEET, "Thay đổi của tôi"):
            book.create_sheet(name)["A1"] = name

    season.saved(clutter)
    season.signs()
    told = [text for text in season.signed.said if "Thay đổi" in text]
    assert [text.endswith(": Thay đổi của tôi.") for text in told] == [True]


def test_what_was_typed_is_kept_through_the_next_roll_up(made, tmp_path):
    copy = Signing(tmp_path)
    copy.returns, copy.target = made.returns, tmp_path / "Tổng hợp.xlsx"
    copy.target.write_bytes(made.target.read_bytes())
    copy.rolls_up()
    values = [row[1].value for row in copy.book()[SIGNING_SHEET].iter_rows(min_row=5)]
    assert values[:2] == ["15", "05/02/2025"] and values[-1] == "Nguyễn Văn An"
    assert not any(SIGNING_SHEET in left.where for left in copy.result.carried.left)


def test_the_leaders_page_agrees_with_the_biểu(made):
    [sheet] = openpyxl.load_workbook(made.signed.leaders).worksheets
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Biểu 02"][-2:] == (3, 175)
    assert rows["Trung cấp LLCT"][-2:] == (3, 175)
    header = [cell.value for cell in sheet[row_of(sheet, "Biểu, chương trình")]]
    party = header.index("Đảng – đoàn thể") - 1
    assert rows["Biểu 02"][party] == 3
    assert validate(made.signed.leaders) == []


# --- refused ------------------------------------------------------------------------------------------


@pytest.fixture
def season(tmp_path):
    made = Signing(tmp_path)
    made.sends("TN-HU-DT", bieu_02=[A, B]).rolls_up()
    return made


def test_an_error_in_a_biểu_refuses_and_the_first_sheet_says_it(season):
    season.saved(lambda book: book["Biểu 02"].cell(row_of(book["Biểu 02"], A[1]), 3).__setattr__("value", -3))
    with pytest.raises(Unresolved) as refused:
        season.signs()
    assert any("Biểu 02" in line and "C" in line for line in refused.value.lines)
    assert not season.target.with_name("ky.xlsx").exists()
    book = season.signs(anyway=True)
    assert book.sheetnames[1:] == ["Biểu 01", "Biểu 02", "Biểu 03", "Biểu 04"]
    assert any("Biểu 02" in str(text) for text in texts(book.worksheets[0]))
    assert validate(season.signed.path) == []


def test_errors_of_the_returns_refuse(tmp_path):
    season = Signing(tmp_path)
    season.sends("TN-HU-DT", bieu_02=[A, ("", "Lớp D khóa 4", "nhiều", "10/2024", "6/2025")]).rolls_up()
    with pytest.raises(Unresolved) as refused:
        season.signs()
    assert any("1 lỗi" in line for line in refused.value.lines)


def test_a_conflict_that_waits_refuses(season):
    season.edits(lambda book: book["Biểu 02"].cell(row_of(book["Biểu 02"], B[1]), 3).__setattr__("value", 65))
    season.sends("TN-HU-DT", bieu_02=[A, (*B[:2], 75, *B[3:])]).rolls_up()
    assert season.result.carried.conflicts == 1
    with pytest.raises(Unresolved) as refused:
        season.signs()
    assert any(EDITS_SHEET in line for line in refused.value.lines)


def test_formulas_without_a_result_are_no_figures(season):
    season.edits(lambda book: None)  # a library that works nothing out
    with pytest.raises(CannotSign, match="Biểu 01!"):
        season.signs()


def test_a_stale_total_is_an_error(season):
    """A program that does not work formulas out leaves the old total beside new lines."""
    with zipfile.ZipFile(season.target) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"].replace(b"<v>60</v>", b"<v>61</v>")
    with zipfile.ZipFile(season.target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(Unresolved):
        season.signs()


def test_what_is_no_working_file_is_refused(season, tmp_path):
    for path in season.returns.iterdir():
        with pytest.raises(CannotSign):
            export_signing(path, TN, tmp_path / "ky.xlsx")
    with pytest.raises(CannotSign):
        export_signing(season.target, load_form_set("lang-son-2018"), tmp_path / "ky.xlsx")


# --- hidden, worded otherwise ---------------------------------------------------------------------------


def test_hidden_rows_show_hidden_columns_go(season):
    def hide(book):
        sheet = book["Biểu 02"]
        sheet.row_dimensions[row_of(sheet, A[1])].hidden = True
        widths = sheet.column_dimensions
        widths["C"].min = widths["C"].max = 3
        widths["D"].width = widths["E"].width = widths["C"].width
        widths["D"].hidden = True

    season.saved(hide)
    sheet = season.signs()["Biểu 02"]
    row = row_of(sheet, A[1])
    assert not sheet.row_dimensions[row].hidden
    assert [cell.value for cell in sheet[row]][:4] == [1, A[1], 60, "6/2025"]
    assert len([t for t in season.signed.said if "Biểu 02" in t and "ẩn" in t]) == 2
    assert validate(season.signed.path) == []


def test_a_title_that_she_worded_herself_stays(season):
    own = "(Kèm theo Tờ trình số 3)"

    def reword(book):
        sheet = book["Biểu 02"]
        sheet.cell(row_of(sheet, "(Kèm theo"), 1).value = own

    season.saved(reword, types(number="15-KH/TU"))
    book = season.signs()
    assert own in texts(book["Biểu 02"])
    assert any("số 15-KH/TU ngày …" in str(t) for t in texts(book["Biểu 03"]))
    assert any("Biểu 02" in text for text in season.signed.said)


def test_the_total_row_that_no_form_prints_is_not_there(tmp_path):
    """Biểu 10 prints no total: the working file hides that row."""
    form_set = load_form_set("bieu-10-btctw-2024")
    season = Signing(tmp_path, form_set)
    unprinted = [form for form in form_set.bieu.values() if form.total == "no"]
    unit = next(iter(form_set.expected_units))
    season.sends(unit).rolls_up()
    season.saved()
    before = openpyxl.load_workbook(season.target)[unprinted[0].sheet]
    hidden = [r for r, said in before.row_dimensions.items() if said.hidden]
    sheet = season.signs(anyway=True)[unprinted[0].sheet]
    assert hidden and sheet.max_row < before.max_row + 1
    assert not any(said.hidden for said in sheet.row_dimensions.values())


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Kế hoạch số … -KH/TU ngày … của BTV)", "15", "Kế hoạch số 15-KH/TU ngày 05/02/2027 của BTV)"),
        ("Kế hoạch số … -KH/TU ngày … của B", "15-CTr/TU", "Kế hoạch số 15-CTr/TU ngày 05/02/2027 của B"),
        ("số ……, ngày … tháng … năm …)", "7/SNV", "số 7/SNV, ngày 05 tháng 02 năm 2027)"),
        ("(Quyết định số: ...../QĐ-UBND)", "7/QĐ-UBND", "(Quyết định số: 7/QĐ-UBND)"),
        ("(Quyết định số  /QĐ-UBND)", "7", "(Quyết định số  7/QĐ-UBND)"),
        ("(Kèm theo Kế hoạch năm 2027)", "15", "(Kèm theo Kế hoạch năm 2027)"),
        ("(Kế hoạch số 12-KH/TU ngày 03/02/2027)", "15", "(Kế hoạch số 12-KH/TU ngày 03/02/2027)"),
    ],
)
def test_number_and_day_go_into_their_places(text, number, expected):
    assert filled(text, TitleFacts(number=number, day=date(2027, 2, 5))) == expected


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 2, 9), "ngày 09 tháng 02 năm 2027"),
        (date(2027, 3, 10), "ngày 10 tháng 3 năm 2027"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_in_words(day, words):
    assert day_in_words(day) == words


def test_what_is_no_day_is_said_and_written_nowhere():
    facts = title_facts({"day": "khoảng Tết"}, {"place": "X"})
    assert facts.day is None and facts.unclear and facts.place == "X"


# --- the command, the PDF ---------------------------------------------------------------------------------


def test_the_command(season, capsys, monkeypatch):
    monkeypatch.setattr(pdf, "soffice", lambda: None)
    season.saved()
    assert run(["trinh-ky", str(season.target)]) == 0
    made = season.target.with_name("Tổng hợp - trinh ky.xlsx")
    assert made.exists() and "LibreOffice" in capsys.readouterr().out
    before = made.read_bytes()
    assert run(["trinh-ky", str(season.target), "--khong-pdf"]) == 0
    assert made.read_bytes() == before and made.with_name("Tổng hợp - trinh ky (2).xlsx").exists()
    assert run(["trinh-ky", str(season.target), "-o", "a.txt"]) == 2
    assert run(["trinh-ky", str(next(season.returns.iterdir()))]) == 2


def test_a_pdf_beside_it(made):
    if pdf.soffice() is None:
        pytest.skip("LibreOffice is not installed")
    path, why = pdf.pdf_beside(made.signed.leaders)
    assert not why and path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("answers", "made"), [(["no"], 0), (["yes"], 1)])
def test_the_button_asks_when_something_waits(season, excel, monkeypatch, answers, made):
    season.saved(lambda book: book["Biểu 02"].cell(row_of(book["Biểu 02"], A[1]), 3).__setattr__("value", -3))
    pressed(season, excel, monkeypatch, answers)
    assert len(list(season.target.parent.glob(f"{signing_name(season.target)}"))) == made
    assert any("Biểu 02" in str(alert) for alert in excel.alerts)


def test_the_button_opens_what_it_made(season, excel, monkeypatch):
    pressed(season, excel, monkeypatch, [])
    assert season.target.with_name(signing_name(season.target)).exists()
    assert any(signing_name(season.target) in str(alert) for alert in excel.alerts)
    pressed(season, excel, monkeypatch, [])  # a second time writes another and leaves the first
    assert season.target.with_name("Tổng hợp - trinh ky (2).xlsx").exists()


def test_the_button_on_a_return(season, excel, monkeypatch):
    excel.workbooks.by_hand(str(season.returns / "TN-HU-DT.xlsx"))
    press("xuat_trinh_ky")
    assert len(excel.alerts) == 1 and not list(season.target.parent.glob(signing_name(season.target)))


def pressed(season, excel, monkeypatch, answers):
    monkeypatch.setattr(Book, "SaveCopyAs", lambda _, path: shutil.copyfile(season.target, path))
    monkeypatch.setattr(pdf, "soffice", lambda: None)
    excel.workbooks.by_hand(str(season.target))
    excel.answers = answers
    press("xuat_trinh_ky")
