"""Who somebody is stands where the list is wanted and nowhere else; with --an-danh it stands nowhere."""

import logging
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.office import validate
from validators.rule import EVERY_KIND
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import AUTOMATIC_SHEET
from xl_addin.check import check_files
from xl_addin.command_line.command import run
from xl_addin.files import log
from xl_addin.letters.returning import DRAFT, WORDS, send_back
from xl_addin.settings.loading import (
    ADDRESS_HEADER,
    ADDRESS_SHEET,
    HEADER,
    SHEET,
    SettingsError,
    load_settings,
)

SAMPLES = Path(__file__).parent.parent / "samples"

# In the lists; elsewhere in the returns; and in what a file is called.
LISTED = ("Nguyễn Thị Conspicua", "Trần Văn Conspicuo", "Lò Conspicuum", "27/11/1971", "0987654321", "1961")
LISTED += ("Bí thư Conspicuus",)
ASIDE = ("Phạm Văn Obscuro", "0911222333", "Lê Thị Obscura", "Đặng Văn Obscurus", "Bùi Thị Obscurae")
CALLED = ("Hoàng Văn Clarus",)
COVER = {"Tên đơn vị": "Đảng ủy xã {}", "Mã đơn vị": "{}", "Năm kế hoạch": 2025,
         "Bộ biểu mẫu": "moi-loai-cot",
         "Người lập": "Đặng Văn Obscurus", "Điện thoại": "0911222333"}  # fmt: skip


def make_return(path, code, name, people, note=""):
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = "Bùi Thị Obscurae"
    cover = book.active
    cover.title = "Thông tin"
    for label, value in COVER.items():
        cover.append([label, str(value).format(name if label.startswith("Tên") else code)])
    cover["B1"].comment = Comment("Hỏi đ/c Phạm Văn Obscuro", "Bùi Thị Obscurae")
    classes = book.create_sheet("Biểu 1")
    classes.append(["BIỂU SỐ 1"])
    classes.append(["TT", "Tên lớp", "Số học viên", "Khai giảng", "Ghi chú"])
    classes.append([1, "Bồi dưỡng cấp ủy", 20, "3/2025", note])
    classes.append([2, "Bồi dưỡng chi ủy", "Phạm Văn Obscuro", "4/2025", ""])
    listed = book.create_sheet("Biểu 2")
    listed.append(["BIỂU SỐ 2"])
    listed.append(["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Số thẻ", "Ghi chú"])
    for number, (who, born, card) in enumerate(people, start=1):
        listed.append([number, who, born, "Nữ", card, "xem Lê Thị Obscura"])
    book.save(path)


@pytest.fixture
def returns(tmp_path):
    folder = tmp_path / "tra"
    folder.mkdir()
    make_return(
        folder / "Hoàng Văn Clarus.xlsx", "MOT", "Một",
        [("Nguyễn Thị Conspicua", datetime(1971, 11, 27), "0987654321"), ("Lò Conspicuum", 1961, ""),
         ("Trần Văn Conspicuo", "31/02/1980", "12 345")],
        note="thay đ/c Phạm Văn Obscuro, sđt 0911222333; Trần Văn Conspicuo",
    )  # fmt: skip
    make_return(
        folder / "hai.xlsx", "HAI", "Hai",
        [("NGUYỄN THỊ  CONSPICUA", "27/11/1971", ""), ("Trần Văn Conspicuo", 2012, "")],
    )  # fmt: skip
    return folder


def parts_of(archive):
    return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.fixture
def written(tmp_path, monkeypatch, capsys):
    """Runs the command; what it printed, logged and wrote, by what it stands in."""
    monkeypatch.setattr(log, "log_file", lambda: tmp_path / "log" / "bieu.log")

    def written(*arguments):
        before = {path for path in tmp_path.rglob("*") if path.is_file()}
        run(list(map(str, arguments)))
        out = capsys.readouterr()
        texts = {"console": out.out + out.err}
        for path in {path for path in tmp_path.rglob("*") if path.is_file()} - before:
            if path.suffix == ".xlsx":
                assert validate(path) == []
                with zipfile.ZipFile(path) as archive:
                    texts |= parts_of(archive)
            else:
                texts[path.name] = path.read_text(encoding="utf-8")
        return texts

    yield written
    for handler in logging.getLogger().handlers[:]:
        if "bieu.log" in getattr(handler, "baseFilename", ""):
            logging.getLogger().removeHandler(handler)


def said(texts, *wanted):
    """Which of the wanted stand in which texts, in whatever letters; a year only as a word of its own."""
    found = set()
    for name, text in texts.items():
        level = " ".join(text.lower().split())
        for one in wanted:
            if re.search(rf"(?<![\w.]){re.escape(one.lower())}(?!\w)", level):
                found.add((name, one))
    return found


def sheet_parts(texts):
    """The parts of a workbook by the names of their sheets."""
    names = re.findall(r'<sheet name="([^"]*)"', texts["xl/workbook.xml"])
    return {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, start=1)}


def test_a_check_says_nobody(returns, tmp_path, written):
    texts = written("kiem-tra", returns, "--bo-bieu", EVERY_KIND, "--json", tmp_path / "a.json")
    assert "L12" in texts["console"] and "O10" in texts["a.json"] and "O02" in texts["a.json"]
    assert said(texts, *LISTED, *ASIDE) == set()
    assert {name for name, _ in said(texts, *CALLED)} == {"console", "a.json"}  # where the place is


def test_a_roll_up_says_who_where_the_list_is_wanted(returns, tmp_path, written):
    texts = written("tong-hop", returns, "--bo-bieu", EVERY_KIND, "-o", tmp_path / "kq.xlsx")
    parts = sheet_parts(texts)
    people = {name for name, _ in said(texts, *LISTED)}
    assert parts["Biểu 2"] in people
    # A note and a figure that cannot be read are printed as the unit wrote them, with what they say.
    # What the list is compared with at the next roll-up lies in the same file.
    assert people <= {parts[name] for name in ("Biểu 2", "Biểu 1", "Nguồn số liệu", AUTOMATIC_SHEET)}
    assert said({name: texts[parts[name]] for name in ("Biểu 1", "Nguồn số liệu")}, *LISTED) == {
        ("Biểu 1", "Trần Văn Conspicuo"), ("Nguồn số liệu", "Trần Văn Conspicuo")
    }  # fmt: skip
    assert said({"": texts[parts["Nguồn số liệu"]]}, "Nguyễn Thị Conspicua", "27/11/1971", "1961") == set()
    for name in ("Tổng quan", "Theo dõi", "Đối chiếu", "Kiểm tra"):
        assert said({name: texts[parts[name]]}, *ASIDE) == set()
    assert said({"": texts["docProps/core.xml"] + texts["docProps/app.xml"]}, *ASIDE) == set()


@pytest.mark.parametrize("by_example", [False, True])
def test_without_persons_nothing_says_who(returns, tmp_path, written, by_example):
    way = ("--theo-mau", returns / "Hoàng Văn Clarus.xlsx") if by_example else ("--bo-bieu", EVERY_KIND)
    texts = written("kiem-tra", returns, *way, "--json", tmp_path / "a.json", "--an-danh")
    texts |= written("tong-hop", returns, *way, "-o", tmp_path / "kq.xlsx", "--an-danh")
    assert said(texts, *LISTED, *ASIDE, *CALLED) == set()
    assert "Người 001 (" in texts[sheet_parts(texts)["Biểu 2"]]
    assert "Người 001 (" in texts[sheet_parts(texts)["Nguồn số liệu"]]


def test_by_example_columns_of_persons_are_treated_alike(returns, tmp_path, written):
    example = returns / "Hoàng Văn Clarus.xlsx"
    texts = written("tong-hop", returns, "--theo-mau", example, "-o", tmp_path / "kq.xlsx")
    parts = sheet_parts(texts)
    shown = {name for name, part in parts.items() if said({"": texts[part]}, "Nguyễn Thị Conspicua", "1961")}
    assert shown == {"Biểu 2", AUTOMATIC_SHEET}
    assert said({"": texts["console"]}, *LISTED, *ASIDE) == set()


def test_a_working_file_without_persons_agrees_with_its_sources(returns, tmp_path, written):
    both = {}
    for name, more in (("day-du.xlsx", ()), ("an-danh.xlsx", ("--an-danh",))):
        written("tong-hop", returns, "--bo-bieu", EVERY_KIND, "-o", tmp_path / name, *more)
        inbox, report = check_files([tmp_path / name], load_form_set(EVERY_KIND))
        assert not [f for f in report.findings if f.rule in ("S01", "S02", "S03", "S04")]
        sheet = openpyxl.load_workbook(tmp_path / name)["Biểu 2"]
        both[name] = sum(isinstance(row[0], (int, float)) for row in sheet.iter_rows(values_only=True))
    assert both["day-du.xlsx"] == both["an-danh.xlsx"] == 5


def test_a_name_that_is_changed_by_hand_is_still_told_and_not_said(returns, tmp_path, written):
    target = tmp_path / "kq.xlsx"
    written("tong-hop", returns, "--bo-bieu", EVERY_KIND, "-o", target)
    book = openpyxl.load_workbook(target)
    sheet = book["Biểu 2"]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Lò Conspicuum"]
    cell.value = "Lò Mutatum"
    book.save(target)
    _, report = check_files([target], load_form_set(EVERY_KIND))
    [finding] = [f for f in report.findings if f.rule == "S01"]
    assert finding.cell == cell.coordinate
    assert said({"": f"{finding.message} {finding.value} {finding.expected}"}, "Lò Mutatum", *LISTED) == set()


def test_letters_say_nobody(returns, tmp_path):
    inbox, report = check_files([returns], load_form_set(EVERY_KIND))
    folders = send_back(inbox, report, tmp_path / "thu")
    assert len(folders) == 2
    texts = {f"{folder.name}/{WORDS}": (folder / WORDS).read_text("utf-8-sig") for folder in folders}
    assert said(texts, *LISTED, *ASIDE) == set()
    drafts = [(folder / DRAFT).read_bytes().decode("utf-8", "replace") for folder in folders]
    assert said(dict(enumerate(drafts)), *LISTED, *ASIDE) == set()
    other = next(folder for folder in folders if "Hai" in folder.name)
    copy = next(other.glob("*.xlsx"))
    with zipfile.ZipFile(copy) as archive:  # what the other unit alone has
        texts = parts_of(archive)
    assert said(texts, "Lò Conspicuum", "0987654321") == set()


def test_a_marked_copy_cannot_be_without_persons(returns, tmp_path, written):
    texts = written("kiem-tra", returns, "--bo-bieu", EVERY_KIND, "--ban-sao", tmp_path / "bs", "--an-danh")
    assert "--ban-sao" in texts["console"] and not (tmp_path / "bs").exists()


def test_the_log_holds_no_text_of_a_cell(tmp_path, monkeypatch, returns, written):
    cell = " ".join(LISTED)

    def crash(*_):
        raise ValueError(cell)

    monkeypatch.setattr("validators.persons.Persons", crash)  # anywhere on the way
    texts = written("kiem-tra", returns, "--bo-bieu", EVERY_KIND)
    logging.getLogger("another.library").error("cell holds %s", "Nguyễn Thị Conspicua")
    logging.getLogger("validators.judging").warning("rule %s failed on %s", "D01", "bieu-01")
    logged = (tmp_path / "log" / "bieu.log").read_text(encoding="utf-8")
    assert "ValueError" in logged and "another.library" in logged and "D01" in logged
    assert said({"log": logged, **texts}, *LISTED) == set()


def test_a_file_whose_name_says_nobody_keeps_it(returns, tmp_path, written):
    texts = written("kiem-tra", returns, "--bo-bieu", EVERY_KIND, "--json", tmp_path / "a.json", "--an-danh")
    assert '"file": "hai.xlsx"' in texts["a.json"] and '"file": "Tệp 001.xlsx"' in texts["a.json"]


def test_persons_are_numbered_by_unit_and_one_person_has_one_code(tmp_path, written):
    folder = tmp_path / "tra"
    folder.mkdir()
    born = "27/11/1971"
    make_return(folder / "a.xlsx", "MOT", "Một",
                [("Nguyễn Thị Conspicua", born, ""), ("Lò Conspicuum", 1961, "")])  # fmt: skip
    make_return(folder / "b.xlsx", "HAI", "Hai", [("NGUYỄN THỊ CONSPICUA", born, ""), ("Y Conspi", 1990, ""),
                                                   ("đ/c Nguyễn  Thị Conspicua", born, "")])  # fmt: skip
    for name in ("a.xlsx", "b.xlsx"):
        book = openpyxl.load_workbook(folder / name)
        del book["Biểu 1"]
        book.save(folder / name)
    make_return(
        folder / "c.xlsx", "HAI", "Hai", [("Y Conspicuarum", 1991, "KC 778899")], note="thẻ KC-778899"
    )
    book = openpyxl.load_workbook(folder / "c.xlsx")
    book["Thông tin"].append(["Loại", "bổ sung thêm"])
    book["Thông tin"].append(["Lần gửi", 2])
    book.save(folder / "c.xlsx")
    texts = written("tong-hop", folder, "--bo-bieu", EVERY_KIND, "-o", tmp_path / "kq.xlsx", "--an-danh")
    assert not [name for name, text in texts.items() if "778899" in text]
    sheet = openpyxl.load_workbook(tmp_path / "kq.xlsx")["Biểu 2"]
    cells = (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    codes = [cell for cell in cells if cell.startswith("Người")]
    assert sorted(codes) == [
        "Người 001 (HAI)", "Người 001 (HAI)", "Người 001 (MOT)", "Người 002 (HAI)", "Người 002 (MOT)",
        "Người 003 (HAI)",
    ]  # fmt: skip


def test_a_list_of_a_plan_is_without_posts_too(tmp_path, written):
    returns = SAMPLES / "quang_ngai_2024" / "don-vi"
    texts = written("tong-hop", returns, "-o", tmp_path / "kq.xlsx", "--an-danh")
    named = written("tong-hop", returns, "-o", tmp_path / "day-du.xlsx")
    book = openpyxl.load_workbook(tmp_path / "day-du.xlsx")
    rows = book["Phụ lục 3"].iter_rows(values_only=True)
    listed = {row[1] for row in rows if row[0] and row[2]} - {"Họ và tên"}
    assert len(listed) > 30 and said(named, *listed) and not said(texts, *listed)
    assert "(chức vụ, đơn vị)" not in texts[sheet_parts(texts)["Phụ lục 3"]]
    assert "36.511.988.780" in texts["console"]
    assert named["console"].count("dòng") == texts["console"].count("dòng")


def test_who_sends_without_a_catalogue_is_called_by_a_number_where_a_name_says_so(returns, tmp_path, written):
    for path in returns.iterdir():
        book = openpyxl.load_workbook(path)
        del book["Thông tin"]
        book.save(path)
    way = ("--theo-mau", returns / "hai.xlsx")
    texts = written("tong-hop", returns, *way, "-o", tmp_path / "kq.xlsx", "--an-danh")
    assert said(texts, *LISTED, *ASIDE, *CALLED) == set()
    assert "Đơn vị 001" in texts[sheet_parts(texts)["Theo dõi"]] or "Đơn vị 002" in str(texts)


def test_the_ribbon_rolls_up_without_persons_where_the_settings_say_so(tmp_path):
    path = tmp_path / "Cai dat.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append(HEADER)
    book.active.append(["Tổng hợp ẩn danh", "Có"])
    book.create_sheet(ADDRESS_SHEET).append(ADDRESS_HEADER)
    book.save(path)
    assert load_settings(path).anonymous
    book.active["B2"] = "thỉnh thoảng"
    book.save(path)
    with pytest.raises(SettingsError):
        load_settings(path)
