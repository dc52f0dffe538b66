"""Cài đặt: one workbook that the clerk fills in; what it says is used, what cannot be used is told."""

import os
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from tests.excel import press
from tests.excel.looking import SWAPPED, UNITS, contents, fill, link
from tests.office import validate
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import form_set_ids, load_form_set
from workbook_templates.words.units import CATALOGUES
from xl_addin.excel import dialogs
from xl_addin.settings import loading as settings
from xl_addin.settings import workbook as settings_workbook
from xl_addin.settings.loading import ADDRESS_SHEET, SHEET, SettingsError, load_settings
from xl_addin.settings.workbook import prepare_settings


def test_the_workbook_is_valid_and_lists_every_unit_once(excel):
    path = prepare_settings()
    assert validate(path) == []
    codes = [row[0].value for row in openpyxl.load_workbook(path)[ADDRESS_SHEET].iter_rows(min_row=2)]
    wanted = {code for name in form_set_ids() for code in load_form_set(name).expected_units}
    assert len(codes) == len(set(codes)) and set(codes) == wanted


def test_without_a_file_nothing_is_set(excel):
    assert load_settings() == settings.Settings()


def test_what_is_typed_is_used(excel, tmp_path):
    fill(**{"Tỉnh": "lạng sơn", "Thư mục tệp đơn vị gửi về": tmp_path, "TN-HU-DT": "dai.tu@tn.gov.vn"})
    said = load_settings()
    assert {"ke-hoach-2027", "lang-son-2018"} <= set(said.form_sets)
    assert "thai-nguyen-2025" not in said.form_sets
    assert said.returns_folder == tmp_path and said.results_folder is None
    assert said.addresses == {"TN-HU-DT": "dai.tu@tn.gov.vn"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"Tỉnh": "Cà Mau"}, "Cà Mau"),
        ({"Địa chỉ thư điện tử nhận biểu": "phòng tổ chức"}, "Địa chỉ thư điện tử nhận biểu"),
        ({"TN-HU-DT": "a@b"}, "Huyện ủy Đại Từ"),
        ({"Bộ biểu mẫu": "khác"}, "khác"),
    ],
)
def test_what_cannot_be_used_is_told_by_every_button(excel, tmp_path, said, told):
    fill(**said)
    book = excel.workbooks.by_hand(str(SWAPPED))
    press("kiem_tra")
    assert told in excel.alerts[-1] and not [*(tmp_path / "log").rglob("*.log")]
    assert book.content.sheetnames == openpyxl.load_workbook(SWAPPED).sheetnames


def test_opened_edited_and_pressed_again(excel):
    press("cai_dat")
    [book] = excel.workbooks
    book.content[SHEET]["B5"].value = "Thái Nguyên"
    press("cai_dat")
    assert len(excel.alerts) == 1
    assert load_settings().form_sets == ["thai-nguyen-2025"]
    book.content[SHEET]["B10"].value = "không phải địa chỉ"
    press("cai_dat")
    assert book.content[SHEET]["A10"].value in excel.alerts[-1]
    before = contents(book)
    press("kiem_tra")
    assert len(excel.alerts) == 3 and contents(book) == before


def test_a_broken_file_is_set_aside(excel):
    path = fill()
    path.write_bytes(b"PK\x03\x04 half")
    excel.workbooks.by_hand(str(SWAPPED))
    press("kiem_tra")
    assert settings.NAME in excel.alerts[-1]
    press("cai_dat")
    assert load_settings() == settings.Settings()
    assert sorted(p.name for p in path.parent.iterdir()) == ["Cai dat - hong.xlsx", "Cai dat.xlsx"]


def test_units_of_a_new_form_set_are_added_and_what_was_typed_stays(excel, monkeypatch):
    monkeypatch.setattr(settings_workbook, "form_set_ids", lambda: ["lang-son-2018"])
    path = fill(**{"Tỉnh": "Lạng Sơn", "LS-SYT": "syt@ls.gov.vn"})
    book = openpyxl.load_workbook(path)
    code = book[ADDRESS_SHEET]["A2"].value
    book[ADDRESS_SHEET]["C2"].value, book[ADDRESS_SHEET]["F2"].value = "a@ls.gov.vn", "gọi trước"
    book.save(path)
    monkeypatch.setattr(settings_workbook, "form_set_ids", form_set_ids)
    assert prepare_settings() == path
    page = openpyxl.load_workbook(path)[ADDRESS_SHEET]
    assert "TN-HU-DT" in [row[0].value for row in page.iter_rows()]
    assert page["F2"].value == "gọi trước"
    assert load_settings().addresses[code] == "a@ls.gov.vn"
    assert validate(path) == []


def test_units_of_a_folder_of_ones_own_are_added(excel, tmp_path):
    """The folder has a catalogue of its own: another province's."""
    own = shutil.copytree(FORM_SETS / "lang-son-2018", tmp_path / "Cao Bằng")
    (own / "units").mkdir()
    shutil.copy(CATALOGUES / "lang-son.csv", own / "units")
    for path in own.rglob("*.csv"):
        text = path.read_text("utf-8").replace("LS-", "CB-").replace("lang-son-2018", "cao-bang-2018")
        path.write_text(text, "utf-8")
    prepare_settings()
    path = fill(**{"Bộ biểu mẫu": own})
    for _ in range(2):
        prepare_settings()
    rows = openpyxl.load_workbook(path)[ADDRESS_SHEET].iter_rows(values_only=True)
    added = [(code, name) for code, *_, name in rows if code.startswith("CB-")]
    assert ("CB-SYT", "cao-bang-2018") in added and len(added) == len(set(added)) > 20
    assert load_settings().form_sets == [str(own)]


def test_a_formula_keeps_what_it_shows(excel, monkeypatch):
    """Saved by openpyxl it would show nothing until Excel opens the file again: no unit is added then."""
    monkeypatch.setattr(settings_workbook, "form_set_ids", lambda: ["lang-son-2018"])
    path = fill()
    book = openpyxl.load_workbook(path)
    book[ADDRESS_SHEET]["F2"].value = '="a"&"b"'
    book.save(path)
    before = path.read_bytes()
    monkeypatch.setattr(settings_workbook, "form_set_ids", form_set_ids)
    assert prepare_settings() == path and path.read_bytes() == before


def test_the_folder_of_the_settings_comes_first(excel, tmp_path):
    folder = tmp_path / "Thư đến"
    shutil.copytree(UNITS, folder)
    fill(**{"Thư mục tệp đơn vị gửi về": folder, "Thư mục kết quả": tmp_path / "kết quả"})
    excel.folders = [str(folder)]
    press("tong_hop")
    assert excel.started_in == [str(folder) + os.sep]
    assert (tmp_path / "kết quả" / "Tong hop thai-nguyen-2025.xlsx").exists()


def test_the_folder_of_the_settings_is_gone(excel, tmp_path):
    gone = tmp_path / "đã xóa"
    fill(**{"Thư mục tệp đơn vị gửi về": gone})
    excel.folders = [None]
    press("kiem_tra_thu_muc")
    assert str(gone) in excel.alerts[0]
    assert excel.started_in == [""]


def test_one_form_set_needs_no_question(excel, tmp_path):
    fill(**{"Bộ biểu mẫu": "thai-nguyen-2025"})
    excel.folders = [str(tmp_path / "mẫu")]
    press("tao_mau")
    assert len(list((tmp_path / "mẫu").glob("*.xlsx"))) == 22


# --- letters --------------------------------------------------------------------------------------


def letter(path):
    return message_from_bytes(path.read_bytes(), policy=default)


def test_a_draft_with_the_open_workbook(excel, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(dialogs, "open_file", lambda path: opened.append(path) or True)
    fill(**{"Địa chỉ thư điện tử nhận biểu": "bantochuc@thainguyen.gov.vn"})
    book = excel.workbooks.by_hand(str(SWAPPED))
    book.content["Biểu 04"]["B9"].value = "Sửa chưa lưu"
    excel.answers = ["no", "yes"]
    press("gui_thu")
    assert len(excel.alerts) == 1 and not opened
    press("gui_thu")
    [path] = opened
    draft = letter(path)
    assert draft["To"] == "bantochuc@thainguyen.gov.vn" and draft["X-Unsent"] == "1"
    assert "Huyện ủy Đại Từ" in draft["Subject"] and "2025" in draft["Subject"]
    assert "Ban Tổ chức Tỉnh ủy Thái Nguyên" in draft.get_body().get_content()
    [attached] = draft.iter_attachments()
    assert attached.get_filename() == SWAPPED.name
    copy = tmp_path / "kèm.xlsx"
    copy.write_bytes(attached.get_content())
    assert openpyxl.load_workbook(copy)["Biểu 04"]["B9"].value == "Sửa chưa lưu"
    press("gui_thu")
    assert len(list((tmp_path / "documents").glob("Thu nhap*.eml"))) == 1, (
        "not asked again: no was the default"
    )


def test_a_draft_without_mail_program_or_recipient(excel, tmp_path):
    clean = sorted(UNITS.glob("*.xlsx"))[0]
    excel.workbooks.by_hand(str(clean))
    press("gui_thu")
    [path] = (tmp_path / "documents").glob("Thu nhap*.eml")
    assert letter(path)["To"] is None
    assert str(path) in excel.alerts[-1]


def test_letters_to_units_carry_their_address(excel, tmp_path):
    folder = tmp_path / "Thư đến"
    folder.mkdir()
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
    fill(**{"TN-HU-DT": "dai.tu@tn.gov.vn"})
    excel.folders = [str(folder)]
    press("tra_don_vi")
    [path] = (tmp_path / "Thư đến - trả đơn vị hoàn thiện").rglob("*.eml")
    assert letter(path)["To"] == "dai.tu@tn.gov.vn"


def test_our_own_results_are_no_returns(excel, tmp_path):
    """The folder above both is chosen: letters and copies are passed over, not counted twice."""
    folder = tmp_path / "năm 2025" / "Thư đến"
    folder.mkdir(parents=True)
    shutil.copyfile(SWAPPED, folder / SWAPPED.name)
    excel.folders = [str(folder), str(folder), str(folder.parent)]
    press("tra_don_vi")
    press("kiem_tra_thu_muc")
    press("kiem_tra_thu_muc")
    page = excel.workbooks.open_books[-1].pages()[0]
    names = [str(link(row[1])[1]) for row in page.iter_rows(values_only=True) if row[1]]
    names = [name for name in names if name.endswith((".xlsx", ".eml", ".txt"))]
    assert names == [Path("Thư đến", SWAPPED.name).as_posix()]


def test_addresses_that_would_break_a_letter_are_refused():
    for text in ("a@b.vn\nBcc: x@y.vn", "a b@c.vn", "<a@b.vn>", "a@b.vn,c@d.vn"):
        with pytest.raises(SettingsError):
            settings._address(text, "x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: setattr(book[SHEET]["B4"], "value", "Điền ở đây"), "Giá trị"),
        (lambda book: setattr(book[ADDRESS_SHEET]["C1"], "value", "Email"), "Địa chỉ thư điện tử"),
        (lambda book: setattr(book[ADDRESS_SHEET], "title", "Danh bạ"), ADDRESS_SHEET),
        (lambda book: setattr(book[SHEET]["B7"], "value", "don vi gui"), "Thư mục tệp đơn vị gửi về"),
        (lambda book: setattr(book[SHEET]["B7"], "value", 2025), "“2025”"),
    ],
)
def test_a_changed_head_is_told_and_nothing_grows(excel, change, told):
    path = prepare_settings()
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    rows = [page.max_row for page in book.worksheets]
    with pytest.raises(SettingsError, match=told):
        load_settings()
    for _ in range(3):
        prepare_settings()
    assert [page.max_row for page in openpyxl.load_workbook(path).worksheets] == rows


def test_labels_in_other_letters_and_a_pasted_path(excel, tmp_path):
    path = prepare_settings()
    book = openpyxl.load_workbook(path)
    book[SHEET]["A7"].value = "THƯ MỤC TỆP ĐƠN VỊ GỬI VỀ:"
    book[SHEET]["B7"].value = f'"{tmp_path}"'
    book.save(path)
    assert load_settings().returns_folder == tmp_path


def test_a_strangers_workbook_of_that_name_is_not_saved(excel, tmp_path):
    prepare_settings()
    other = tmp_path / settings.NAME
    openpyxl.Workbook().save(other)
    book = excel.workbooks.by_hand(str(other))
    book.content.active["A1"] = "chưa lưu"
    press("cai_dat")
    assert settings.NAME in excel.alerts[-1]
    assert openpyxl.load_workbook(other).active["A1"].value is None


def test_settings_open_for_reading_alone(excel):
    book = excel.workbooks.by_hand(str(prepare_settings()), read_only=True)
    assert book.ReadOnly
    press("cai_dat")
    assert len(excel.alerts) == 1


def test_a_folder_that_is_gone_is_told_when_saved(excel, tmp_path):
    fill(**{"Thư mục kết quả": tmp_path / "không có"})
    press("cai_dat")
    press("cai_dat")
    assert str(tmp_path / "không có") in excel.alerts[-1] and "Thư mục kết quả" in excel.alerts[-1]
