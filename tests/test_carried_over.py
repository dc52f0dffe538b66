"""Blanks in which the classes that last year's biểu leaves open are filled in, to be confirmed."""

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from samples import plan_2027
from tests.office import validate
from validators import examples
from validators.causes.last_year import open_classes
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set, read_form_set
from xl_addin.carried_over import NoAnnex, carried_over
from xl_addin.check import check_files, read_last_year
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

SAMPLES = Path(__file__).parent.parent / "samples"
SHEET = "Lớp chuyển tiếp"


def next_set(folder, year, units=None, source="ke-hoach-2027", **changes):
    """A form set of another year, with units of its own where given, and other texts in its files."""
    own = shutil.copytree(FORM_SETS / source, folder / f"bo-{year}")
    changes = {"form_set.csv": [("year,2027", f"year,{year}"), (source, f"ke-hoach-{year}")], **changes}
    if units:
        changes["form_set.csv"].append(("units,lang-son-2027", "units,nho"))
        (own / "units").mkdir()
        (own / "units" / "nho.csv").write_text(units, encoding="utf-8")
    for file, pairs in changes.items():
        text = (own / file).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (own / file).write_text(text, encoding="utf-8")
    return own


UNITS = """code,name,kind,valid_from,valid_to,predecessors
TCT,Trường Chính trị tỉnh,school,,,
BTC,Ban Tổ chức Tỉnh ủy,party,,,
MTTQ,Ủy ban MTTQ tỉnh,mass,,,
SNV,Sở Nội vụ,state,,,
QS,Đảng ủy Quân sự tỉnh,armed,,,
PY,Đảng ủy phường Phổ Yên,commune,2025-07-01,,TN-TU-PY
TN-TU-PY,Thành ủy Phổ Yên cũ,party,,2025-06-30,
DT,Đảng ủy xã Đại Từ,commune,2025-07-01,,
CNTT,Trường Đại học Công nghệ thông tin và truyền thông,state,,,
"""


@pytest.fixture(scope="module")
def thai_nguyen(tmp_path_factory):
    """What Thái Nguyên's biểu of 2025 leave open for 2026, after the reform."""
    form_set = read_form_set(next_set(tmp_path_factory.mktemp("bo"), 2026, UNITS))
    before = load_form_set("thai-nguyen-2025")
    last = read_last_year(SAMPLES / "thai_nguyen_2025" / "bieu-cong-bo.xlsx", before)
    return carried_over(form_set, last)


def test_classes_of_the_school_s_section_go_to_the_school(thai_nguyen):
    rows = thai_nguyen.rows["TCT"]["lop-chuyen-tiep"]
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    with open(SAMPLES / "thai_nguyen_2025" / "du-lieu" / "bieu-03.csv", encoding="utf-8") as file:
        printed = list(csv.reader(file))
    second = next(n for n, row in enumerate(printed) if row[0] == "II")
    own = {row[1] for row in printed[:second] if row[5].strip() and row[0].isdigit()}
    assert {row[1] for row in rows} == own and len(own) > 0


def test_months_carried_over_become_the_month_of_the_end(thai_nguyen):
    rows = {row[1]: row for row in thai_nguyen.rows["TCT"]["lop-chuyen-tiep"]}
    with open(SAMPLES / "thai_nguyen_2025" / "du-lieu" / "bieu-03.csv", encoding="utf-8") as file:
        printed = {row[1]: row for row in csv.reader(file)}
    for name, row in rows.items():
        months = int(printed[name][5].split()[0])
        assert row[5].lstrip("0") == printed[name][3].lstrip("0")
        assert row[6] == f"{(months - 1) % 12 + 1}/{2026 + (months - 1) // 12}"
        assert row[2] == int(printed[name][2]) and row[3] is row[4] is row[7] is None


# Of the reform: classes at places that are no more, at one that still is, at one that nobody knows.
AFTER_THE_REFORM = """
    # Biểu 02
    | BIỂU SỐ 02 |
    | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
    | I | LỚP MỞ TẠI TRƯỜNG CHÍNH TRỊ | | | |
    | 1 | Lớp Trung cấp LLCT khóa 70 | 50 | 10/2025 | 1/2026 |
    | 2 | Lớp Trung cấp LLCT khóa 69 | 50 | 5/2025 | 12/2025 |
    | II | LỚP MỞ THEO NHU CẦU CỦA CÁC ĐỊA PHƯƠNG, ĐƠN VỊ | | | |
    | 3 | Lớp Trung cấp LLCT khóa 16 tại Đảng bộ huyện Đại Từ | 80 | 12/2024 | 3/2026 |
    | 4 | Lớp Trung cấp LLCT khóa 13 tại Đảng bộ thành phố Phổ Yên | 81 | 10/2024 | 2/2026 |
    | 5 | TCLLCT khóa 2 tại Trường Đại học Công nghệ thông tin và truyền thông | 82 | 2/2025 | 5/2026 |
    | 6 | Lớp Trung cấp LLCT khóa 3 tại Trung tâm chính trị xã Bắc Hà | 83 | 2/2025 | 5/2026 |
    | 7 | Lớp Trung cấp LLCT khóa 5 | 84 | 2/2025 | 5/2026 |
    """


@pytest.fixture(scope="module")
def reformed(tmp_path_factory):
    form_set = read_form_set(next_set(tmp_path_factory.mktemp("bo"), 2026, UNITS))
    made = carried_over(form_set, examples.batch(AFTER_THE_REFORM, load_form_set("thai-nguyen-2025")))
    people = {unit: [row[2] for row in forms["lop-chuyen-tiep"]] for unit, forms in made.rows.items()}
    return people, {one.place: one.why for one in made.unplaced}


def test_a_class_goes_to_the_unit_that_is_told_and_to_no_other(reformed):
    people, unplaced = reformed
    assert people == {"TCT": [50], "CNTT": [82]}
    assert list(unplaced) == ["Biểu 02!B7", "Biểu 02!B8", "Biểu 02!B10", "Biểu 02!B11"]


def test_a_huyện_that_is_no_more_is_no_commune_of_its_name_and_who_took_over_is_asked(reformed):
    _, unplaced = reformed
    assert "kế thừa" not in unplaced["Biểu 02!B7"]
    assert "Đảng ủy phường Phổ Yên" in unplaced["Biểu 02!B8"]


def test_where_one_unit_alone_owes_it_a_class_elsewhere_is_not_its_own(tmp_path):
    every = "lop-chuyen-tiep,party|school|mass|state|armed|commune"
    own = next_set(tmp_path, 2026, UNITS, **{"dues.csv": [(every, "lop-chuyen-tiep,school")]})
    last = examples.batch(AFTER_THE_REFORM, load_form_set("thai-nguyen-2025"))
    made = carried_over(read_form_set(own), last)
    assert [row[2] for row in made.rows["TCT"]["lop-chuyen-tiep"]] == [50, 84]
    assert "Biểu 02!B10" in {one.place for one in made.unplaced}


def test_what_the_unit_says_this_year_is_left_to_it(tmp_path):
    text = """
        % unit_code: LS-TCT
        % form_set: ke-hoach-2027
        # Lớp mở mới
        | PHỤ LỤC 05 |
        | TT | Tên lớp | Số lớp | Tổng số | Khai giảng | Bế giảng | Ghi chú |
        | 1 | Trung cấp lý luận chính trị khóa 45 | 1 | 70 | 4/2027 | 5/2028 | Đã bố trí kinh phí |
        """
    form_set = read_form_set(next_set(tmp_path, 2028))
    made = carried_over(form_set, examples.batch(text, load_form_set("ke-hoach-2027")))
    (row,) = made.rows["LS-TCT"]["lop-chuyen-tiep"]
    assert row == [1, "Trung cấp lý luận chính trị khóa 45", 70, None, None, "4/2027", "5/2028", None, None]


def test_nothing_is_lost(thai_nguyen):
    before = load_form_set("thai-nguyen-2025")
    last = read_last_year(SAMPLES / "thai_nguyen_2025" / "bieu-cong-bo.xlsx", before)
    placed = sum(map(thai_nguyen.classes_of, thai_nguyen.rows))
    assert placed + len(thai_nguyen.unplaced) == len(list(open_classes(last, 2026))) > 4


def test_a_set_without_such_an_annex_is_refused(tmp_path):
    own = next_set(tmp_path, 2028, **{"annexes.csv": [("opened,yes,", "opened,,")]})
    last = examples.batch(AFTER_THE_REFORM, load_form_set("thai-nguyen-2025"))
    with pytest.raises(NoAnnex):
        carried_over(read_form_set(own), last)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The blanks of 2028, with what the working file of 2027 leaves open; and what the command said."""
    folder = tmp_path_factory.mktemp("nam-sau")
    target = folder / "tong-hop.xlsx"
    roll_up(SAMPLES / plan_2027.FOLDER / "don-vi", load_form_set(plan_2027.FORM_SET), target)
    own = next_set(folder, 2028)
    blanks = folder / "mau"
    assert run(["tao-mau", str(own), "-o", str(blanks), "--nam-truoc", str(target)]) == 0
    return read_form_set(own), blanks


def test_the_blank_of_the_unit_holds_its_class(made):
    form_set, blanks = made
    (path,) = blanks.glob("*Trường Chính trị*")
    assert validate(path) == []
    rows = [[c.value for c in row[:8]] for row in openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=10)]
    name = "Trung cấp lý luận chính trị hệ không tập trung khóa 45 tại Trường Chính trị"
    assert rows[0] == [1, name, 70, 30, 35, "4/2027", "5/2028", None] and rows[1][1] is None
    (other,) = blanks.glob("*Sở Tài chính*")
    assert openpyxl.load_workbook(other)[SHEET]["B10"].value is None


def test_until_it_is_confirmed_it_is_asked_about(made, tmp_path):
    form_set, blanks = made
    (path,) = blanks.glob("*Trường Chính trị*")
    told = [(f.rule, f.cell) for f in check_files([path], form_set)[1].findings if f.sheet == SHEET]
    assert told == [("D27", "H10")]
    book = openpyxl.load_workbook(path)
    book[SHEET]["H10"] = "Đúng"
    book.save(tmp_path / path.name)
    _, report = check_files([tmp_path / path.name], form_set)
    assert [f.rule for f in report.findings if f.sheet == SHEET] == []


def test_what_cannot_be_done_is_said(made, tmp_path, capsys):
    form_set, blanks = made
    own = blanks.parent / "bo-2028"
    call = ["tao-mau", str(own), "-o", str(tmp_path / "mau"), "--nam-truoc"]
    assert run([*call, str(tmp_path / "khong-co.xlsx")]) == 2
    openpyxl.Workbook().save(tmp_path / "trong.xlsx")
    assert run([*call, str(tmp_path / "trong.xlsx")]) == 2
    assert not (tmp_path / "mau").exists()
