"""The setting `layout`: heading, signature and page number as papers of the Party or the State have them."""

import openpyxl
import pytest

from samples import plan_2027
from tests.office import validate
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import form_set_folder, read_form_set
from workbook_templates.declared.set_words import SETTING_CODES
from workbook_templates.paper.blank import write_blank
from workbook_templates.paper.layouts import LAYOUTS
from xl_addin.check import check_files
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

PARTY_HEAD, STATE_HEAD = "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def form_set_with(folder, *settings, head="party"):
    """ke-hoach-2027 with more settings; head: whose paper the biểu are."""
    pattern = form_set_folder("ke-hoach-2027")
    folder.mkdir()
    for file in pattern.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    rows = (folder / "form_set.csv").read_text(encoding="utf-8-sig").splitlines()
    own = {row.split(",", 1)[0]: row for row in rows}
    own |= {row.split(",", 1)[0]: row for row in settings}
    if head == "state":
        own |= {"party_head": "party_head,", "state_head": f"state_head,{STATE_HEAD}"}
        own |= {"motto": f"motto,{MOTTO}"}
    (folder / "form_set.csv").write_text("\n".join(own.values()), encoding="utf-8")
    return read_form_set(folder)


def fonts(sheet, *texts):
    """Size, bold and italic of the cells that hold these texts."""
    found = {}
    for row in sheet.iter_rows(max_row=80):
        for cell in row:
            for text in texts:
                if isinstance(cell.value, str) and cell.value.startswith(text):
                    found.setdefault(text, (cell.font.sz, bool(cell.font.b), bool(cell.font.i)))
    return found


def blank(folder, form_set, unit):
    write_blank(folder / "a.xlsx", form_set, unit)
    assert validate(folder / "a.xlsx") == []
    return openpyxl.load_workbook(folder / "a.xlsx")["Nhu cầu QPAN"]


PARTY_FONTS = {
    "ĐẢNG BỘ TỈNH LẠNG SƠN": (14, False, False), "BAN TỔ CHỨC TỈNH ỦY": (14, True, False),
    PARTY_HEAD: (15, True, False), "*": (14, False, False),
    "…………, ngày": (14, False, True), "THỦ TRƯỞNG ĐƠN VỊ": (14, False, False),
}  # fmt: skip
STATE_FONTS = {
    "ỦY BAN NHÂN DÂN TỈNH": (13, False, False), "SỞ NỘI VỤ": (13, True, False), STATE_HEAD: (13, True, False),
    MOTTO: (14, True, False), "…………, ngày": (14, False, True), "THỦ TRƯỞNG ĐƠN VỊ": (14, True, False),
}  # fmt: skip
USUAL_FONTS = {
    "ĐẢNG BỘ TỈNH LẠNG SƠN": (13, False, False), "BAN TỔ CHỨC TỈNH ỦY": (13, True, False),
    PARTY_HEAD: (13, True, False), "…………, ngày": (12, False, True), "THỦ TRƯỞNG ĐƠN VỊ": (13, True, False),
}  # fmt: skip


@pytest.mark.parametrize(
    "said, unit, expected, number",
    [
        ("party-2026", "LS-BTC", PARTY_FONTS, 14),
        ("party-2026", "LS-SNV", STATE_FONTS, 13),  # a State office's paper
        ("state-2020", "LS-SNV", STATE_FONTS, 13),
        ("", "LS-BTC", USUAL_FONTS, 13),
    ],
)
def test_a_blank_in_its_layout(tmp_path, said, unit, expected, number):
    sheet = blank(tmp_path, form_set_with(tmp_path / "bo", f"layout,{said}"), unit)
    assert fonts(sheet, *expected) == expected
    assert ("*" in fonts(sheet, "*")) == ("*" in expected)
    assert sheet.oddHeader.center.size == number
    assert sheet.page_margins.left * 25.4 == pytest.approx(30)


def test_a_bieu_in_its_layout(tmp_path):
    form_set = form_set_with(
        tmp_path / "bo", "layout,party-2026", "sign_authority,T/M BAN THƯỜNG VỤ", "sign_office,PHÓ BÍ THƯ",
        "signer,Nguyễn Văn A",
    )  # fmt: skip
    plan_2027.write_returns(tmp_path / "don-vi", form_set, ["LS-BTC"])
    roll_up(tmp_path / "don-vi", form_set, tmp_path / "ra.xlsx", str(tmp_path / "bo"))
    sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx")["Tổng hợp nhu cầu"]
    expected = {
        PARTY_HEAD: (15, True, False), "*": (14, False, False), "T/M BAN THƯỜNG VỤ": (14, True, False),
        "PHÓ BÍ THƯ": (14, False, False), "Nguyễn Văn A": (14, True, False),
    }  # fmt: skip
    assert fonts(sheet, *expected) == expected and sheet.oddHeader.center.size == 14
    assert validate(tmp_path / "ra.xlsx") == []


def test_a_bieu_of_a_state_office_follows_the_decree(tmp_path):
    form_set = form_set_with(tmp_path / "bo", "layout,party-2026", head="state")
    plan_2027.write_returns(tmp_path / "don-vi", form_set, ["LS-BTC"])
    roll_up(tmp_path / "don-vi", form_set, tmp_path / "ra.xlsx", str(tmp_path / "bo"))
    sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx")["Tổng hợp nhu cầu"]
    assert fonts(sheet, STATE_HEAD, MOTTO) == {STATE_HEAD: (13, True, False), MOTTO: (14, True, False)}
    assert not fonts(sheet, "*")


@pytest.mark.parametrize("said", ["party-2026", "state-2020"])
def test_a_blank_is_known_again(tmp_path, said):
    form_set = form_set_with(tmp_path / "bo", f"layout,{said}")
    blank(tmp_path, form_set, "LS-BTC")
    _, report = check_files([tmp_path / "a.xlsx"], form_set, str(tmp_path / "bo"))
    assert {finding.rule for finding in report.findings} == {"T15"}


def test_every_word_of_the_setting_has_a_layout():
    assert set(SETTING_CODES["layout"]) == set(LAYOUTS)


def test_an_unknown_layout_is_refused(tmp_path):
    with pytest.raises(FormSetError) as refused:
        form_set_with(tmp_path / "bo", "layout,party-2018")
    assert [(one.file, one.column) for one in refused.value.complaints] == [("form_set.csv", "value")]


def test_the_workbook_offers_the_layouts_and_names_them_where_a_word_is_wrong(tmp_path, capsys):
    form_set_with(tmp_path / "bo", "layout,party-2026")
    assert run(["mau", "xuat", str(tmp_path / "bo"), "-o", str(tmp_path / "bo.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "bo.xlsx")
    sheet = book["Thông tin"]
    cell = next(row[1] for row in sheet.iter_rows(max_row=40) if row[0].value == "Thể thức")
    words = list(SETTING_CODES["layout"].values())
    assert cell.value == words[0]
    offered = [one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref]
    assert all(word in offered[0].formula1 for word in words)
    cell.value = words[1]
    book.save(tmp_path / "bo.xlsx")
    assert run(["mau", "nhap", str(tmp_path / "bo.xlsx"), "-o", str(tmp_path / "ra")]) == 0
    assert read_form_set(tmp_path / "ra").settings["layout"] == "state-2020"
    cell.value = "kiểu khác"
    book.save(tmp_path / "bo.xlsx")
    capsys.readouterr()
    assert run(["mau", "kiem-tra", str(tmp_path / "bo.xlsx")]) == 1
    assert words[0] in capsys.readouterr().out
