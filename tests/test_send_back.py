"""What goes back to the units, on the samples and on broken files."""

import re
import shutil
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest

from samples.build import HERE
from tests import excel as excel_engine
from tests.excel import press
from tests.office import validate
from tests.swapped import SWAPPED, UNITS
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import check_files
from xl_addin.copies.findings_listed import list_of_file
from xl_addin.letters.returning import DRAFT, WORDS, send_back, words_for


@pytest.fixture
def returns(tmp_path):
    folder = tmp_path / "Thư đến"
    folder.mkdir()
    for path in (SWAPPED, sorted(UNITS.glob("*.xlsx"))[0]):
        shutil.copyfile(path, folder / path.name)
    return folder


def sent_back(folder, target):
    inbox, report = check_files([folder], load_form_set("thai-nguyen-2025"))
    return report, send_back(inbox, report, target)


def test_a_folder_for_the_unit_that_must_mend_and_none_for_the_others(returns, tmp_path):
    report, [folder] = sent_back(returns, tmp_path / "trả")
    assert folder.name == "Huyện ủy Đại Từ"
    assert sorted(path.name for path in folder.iterdir()) == sorted([SWAPPED.name, WORDS, DRAFT])
    words = (folder / WORDS).read_text(encoding="utf-8-sig")
    assert all(part in words for part in ("Huyện ủy Đại Từ", "Biểu 04", "D9"))
    assert validate(folder / SWAPPED.name) == []


def test_the_draft_is_a_letter_with_the_copy(returns, tmp_path):
    _, [folder] = sent_back(returns, tmp_path / "trả")
    letter = message_from_bytes((folder / DRAFT).read_bytes(), policy=default)
    assert letter["X-Unsent"] == "1" and letter["To"] is None and not letter.defects
    assert "2025" in letter["Subject"]
    assert all(part in letter.get_body().get_content() for part in ("Biểu 04", "D9"))
    [attached] = letter.iter_attachments()
    assert attached.get_filename() == SWAPPED.name
    assert attached.get_content() == (folder / SWAPPED.name).read_bytes()


def test_a_doubt_that_the_unit_has_explained_asks_for_nothing_more_an_error_does(returns, tmp_path):
    inbox, report = check_files([returns], load_form_set("thai-nguyen-2025"))
    for finding in report.findings:
        finding.explained = "Số liệu đúng"
    assert len(send_back(inbox, report, tmp_path / "trả")) == 1
    for finding in report.findings:
        finding.severity = "warning"
    assert send_back(inbox, report, tmp_path / "trả (2)") == []


def test_what_is_not_for_the_unit_to_mend_asks_it_for_nothing(returns, tmp_path):
    """A file that this computer may not read gets no letter; a broken one is asked for in its own words."""
    for name, content in (("rỗng.xlsx", b""), ("hỏng.xlsx", b"PK\x03\x04")):
        (returns / name).write_bytes(content)
    inbox, report = check_files([returns], load_form_set("thai-nguyen-2025"))
    letters = {
        path.name: (path / WORDS).read_text("utf-8-sig") for path in send_back(inbox, report, tmp_path / "a")
    }
    assert letters["rỗng"].replace("rỗng", "hỏng") != letters["hỏng"]
    for item in inbox.returns:
        if item.status == "unreadable":
            item.reason = "no_access"
    assert {path.name for path in send_back(inbox, report, tmp_path / "b")} == {"Huyện ủy Đại Từ"}


def test_what_is_explained_is_not_asked_again(returns):
    path = returns / "010.xlsx"
    shutil.copyfile(HERE / "lang_son_2018" / "don-vi" / "010 Trường Chính trị Hoàng Văn Thụ.xlsx", path)
    inbox, report = check_files([path], load_form_set("lang-son-2018"))
    asked, explained = report.findings
    explained.explained = "Số liệu đúng"
    _, words = words_for(inbox, report, 0)
    assert re.search(rf"\b{asked.cell}\b", words)
    assert not re.search(rf"\b{explained.cell}\b", words)


def test_a_file_without_any_table_gets_no_letter(returns, tmp_path):
    openpyxl.Workbook().save(returns / "x.xlsx")
    shutil.copyfile(HERE / "thai_nguyen_2025" / "bieu-cong-bo.xlsx", returns / "biểu của tỉnh.xlsx")
    _, folders = sent_back(returns, tmp_path / "trả")
    assert [folder.name for folder in folders] == ["Huyện ủy Đại Từ"]


def test_a_file_that_cannot_be_read_and_two_of_one_name(returns, tmp_path):
    for name in ("a", "b"):
        (returns / name).mkdir()
        (returns / name / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    _, folders = sent_back(returns, tmp_path / "trả")
    assert [folder.name for folder in folders[1:]] == ["hỏng", "hỏng (2)"]
    words = (folders[1] / WORDS).read_text(encoding="utf-8-sig")
    assert "“a/hỏng.xlsx”" in words


def test_the_button_twice(returns, monkeypatch, tmp_path):

    excel = excel_engine.start()
    excel.folders = [str(returns)] * 2 + [None]
    press("tra_don_vi")
    press("tra_don_vi")
    press("tra_don_vi")
    assert len(excel.alerts) == 2
    name = f"{returns.name} - trả đơn vị hoàn thiện"
    for target in (returns.with_name(name), returns.with_name(f"{name} (2)")):
        assert [path.name for path in target.iterdir() if path.is_dir()] == ["Huyện ủy Đại Từ"]


def test_nothing_to_mend_is_said(returns, monkeypatch, tmp_path):

    (returns / SWAPPED.name).unlink()
    excel = excel_engine.start()
    excel.folders = [str(returns)]
    press("tra_don_vi")
    assert len(excel.alerts) == 1
    assert not list(tmp_path.glob("*trả đơn vị*"))


@pytest.mark.parametrize("cover", [True, False])
def test_the_list_asks_for_nothing_on_a_cover_that_the_file_lacks(tmp_path, cover):
    form_set = load_form_set("thai-nguyen-2025")
    rows = {"bieu-04": [[1, "Bồi dưỡng cấp phòng", "3 ngày", "sáu mươi"]]}
    write_blank(tmp_path / "a.xlsx", form_set, "TN-TCT", Filled(rows))
    if not cover:
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        del book["Thông tin"]
        book.save(tmp_path / "a.xlsx")
    inbox, report = check_files([tmp_path / "a.xlsx"], form_set)
    notes = " ".join(list_of_file(inbox, report, 0).notes)
    assert ("“Thông tin”" in notes) is cover and report.of_file(0)
