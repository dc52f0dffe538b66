"""Letters to units: the one that applies, by where each stands; nobody else gets one."""

import re
import shutil
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest

from samples.build import HERE
from tests.office import validate
from workbook_templates.declared.loading import load_form_set
from xl_addin.command_line.command import run
from xl_addin.inbox import collect
from xl_addin.letters.returning import DRAFT, WORDS, free_name
from xl_addin.letters.texts import FIELDS, TEMPLATES, BadTemplate, Letter, filled, templates_in
from xl_addin.letters.writing import MISSING, write_letters
from xl_addin.make_blanks import blank_name
from xl_addin.register.follow import follow
from xl_addin.register.reading import SHEET

TN = load_form_set("thai-nguyen-2025")
RETURNS = HERE / "thai_nguyen_2025" / "don-vi"
MENDS, PASSES, ABSENT = "Huyện ủy Đại Từ", "Huyện ủy Võ Nhai", "Tỉnh đoàn"
DAY = datetime(2026, 12, 1, 9)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "don-vi"
    made.mkdir()
    for path in RETURNS.glob("*.xlsx"):
        if MENDS in path.name or PASSES in path.name:
            shutil.copyfile(path, made / path.name)
    return made


def written(folder, *kinds, blanks=None, templates=TEMPLATES):
    target = folder.with_name(f"thư {len(list(folder.parent.iterdir()))}")
    return write_letters(follow(folder, TN, now=DAY), target, kinds, templates, blanks)


def words(made, unit):
    return (made.folder / unit / WORDS).read_text("utf-8-sig")


def in_register(folder, unit, **days):
    """What the clerk types into a unit's line."""
    path = follow(folder, TN, now=DAY).path
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Tình trạng" for cell in row))
    row = next(r for r in sheet.iter_rows() if any(cell.value == unit for cell in r))
    for head, value in days.items():
        place = next(cell.column for cell in heads if cell.value == head.replace("_", " "))
        row[place - 1].value = value
    book.save(path)


def test_each_unit_gets_the_one_that_applies(folder):
    made = written(folder, Letter.RETURN, Letter.REMIND, Letter.THANK)
    assert made.by_kind[Letter.RETURN] == [MENDS] and made.by_kind[Letter.THANK] == [PASSES]
    assert len(made.by_kind[Letter.REMIND]) == made.number - 2 == len(TN.expected_units) - 2
    assert sorted(path.name for path in made.folder.iterdir() if path.is_dir()) == sorted(
        [name for names in made.by_kind.values() for name in names]
    )
    assert "chưa nhận được" in words(made, ABSENT) and "D9" in words(made, MENDS)
    assert "bản ký" in words(made, PASSES)


def test_a_kind_that_was_not_asked_for_is_not_written(folder):
    made = written(folder, Letter.RETURN)
    assert made.by_kind == {Letter.RETURN: [MENDS]} and not (made.folder / MISSING).exists()


def test_what_was_returned_already_is_not_returned_again(folder):
    in_register(folder, MENDS, Ngày_trả=date(2026, 11, 30))
    follow(folder, TN, now=DAY)
    made = written(folder, Letter.RETURN, Letter.REMIND)
    assert Letter.RETURN not in made.by_kind and MENDS in "".join(made.told)
    assert MENDS not in made.by_kind[Letter.REMIND]


def test_time_and_address_are_those_of_the_register(folder):
    in_register(
        folder, ABSENT, Hạn_nộp=date(2026, 11, 20), **{"Đầu mối,_điện_thoại,_email": "Lan 0912 lan@td.vn"}
    )
    made = written(folder, Letter.REMIND)
    assert "quá hạn 11 ngày" in words(made, ABSENT) and "Hạn gửi: 20/11/2026." in words(made, ABSENT)
    letter = message_from_bytes((made.folder / ABSENT / DRAFT).read_bytes(), policy=default)
    assert letter["To"] == "lan@td.vn" and letter["X-Unsent"] == "1" and not list(letter.iter_attachments())
    in_register(folder, ABSENT, Gia_hạn_đến=datetime(2026, 12, 5))
    made = written(folder, Letter.REMIND)
    assert "quá hạn" not in words(made, ABSENT) and "Hạn gửi: 05/12/2026." in words(made, ABSENT)


def test_blanks_go_along_and_whose_is_missing_is_told(folder, tmp_path):
    blanks = tmp_path / "biểu mẫu"
    blanks.mkdir()
    code = next(code for code in TN.expected_units if TN.catalogue.units[code].name == ABSENT)
    (blanks / blank_name(TN, code)).write_bytes(b"blank")
    made = written(folder, Letter.SEND, blanks=blanks)
    assert made.by_kind == {Letter.SEND: [ABSENT]} and len(made.without_blank) == len(TN.expected_units) - 3
    assert (made.folder / ABSENT / blank_name(TN, code)).read_bytes() == b"blank"
    made = written(folder, Letter.REMIND, blanks=blanks)
    assert not made.without_blank and len(made.by_kind[Letter.REMIND]) == len(TN.expected_units) - 2


def test_who_is_missing_is_listed_for_print(folder):
    made = written(folder, Letter.REMIND)
    assert validate(made.folder / MISSING) == []
    sheet = openpyxl.load_workbook(made.folder / MISSING).active
    names = [row[1].value for row in sheet.iter_rows(min_row=5) if row[1].value]
    due = [TN.catalogue.units[code].name for code in TN.expected_units]
    assert names == [name for name in due if name not in (MENDS, PASSES)]
    assert sheet.page_setup.paperSize == 9 and sheet.print_title_rows


@pytest.mark.parametrize("name", [ABSENT, "010 Sở Xây dựng"])
def test_a_file_that_cannot_be_read_is_returned_and_its_unit_not_reminded(folder, name):
    (folder / f"{name}.xlsx").write_text("rác")
    made = written(folder, Letter.RETURN, Letter.REMIND)
    assert name in made.by_kind[Letter.RETURN] and "chưa đọc được" in words(made, name)
    folders = [path for path in made.folder.iterdir() if path.is_dir()]
    assert len(folders) == made.number == len(TN.expected_units) - 1


def test_a_letter_never_takes_the_folder_of_another(folder):
    (folder / f"{ABSENT} lần hai của xã.xlsx").write_text("rác")
    (folder / "Huyện ủy Phú Bình.xlsx").mkdir()
    (folder / "Huyện ủy Phú Bình.xlsx" / f"{ABSENT}.xlsx").write_text("rác")
    (folder / f"{ABSENT}.xlsx").write_text("rác")
    made = written(folder, Letter.RETURN, Letter.REMIND)
    assert len([path for path in made.folder.iterdir() if path.is_dir()]) == made.number
    assert {ABSENT, f"{ABSENT} (2)"} <= set(made.by_kind[Letter.RETURN])
    assert free_name("Xã A", [made.folder / "xã a"]) == "Xã A (2)" and free_name("Xã A", []) == "Xã A"


def test_letters_are_no_returns(folder):
    inside = folder / "thư"
    write_letters(follow(folder, TN, now=DAY), inside, [Letter.RETURN], TEMPLATES)
    assert len(collect([folder])[0]) == 2


def test_the_province_edits_the_texts(folder, tmp_path):
    templates_in(tmp_path / "mẫu")
    path = tmp_path / "mẫu" / "don-doc.txt"
    path.write_text("Nhắc {don_vi}\n\nNăm {nam}: {noi_dung}\n{han}\n\nHết.", encoding="utf-16")
    made = written(folder, Letter.REMIND, templates=templates_in(tmp_path / "mẫu"))
    said = words(made, ABSENT).splitlines()
    assert said[0] == f"Nhắc {ABSENT}" and said[2].startswith("Năm 2025: ") and said[3:] == ["", "Hết."]
    assert {f"{kind.value}.txt" for kind in Letter} < {path.name for path in (tmp_path / "mẫu").iterdir()}


@pytest.mark.parametrize(
    "content", ["Một dòng".encode(), "Tiêu đề\n\n{ten}".encode(), "Tiêu đề\n\nĐơn vị".encode()[:-2] + b"\xff"]
)
def test_a_text_that_cannot_be_used_is_named(tmp_path, content):
    (tmp_path / "gui-mau.txt").write_bytes(content)
    with pytest.raises(BadTemplate, match=r"gui-mau\.txt"):
        templates_in(tmp_path)


def test_a_line_of_which_nothing_is_left_goes():
    assert filled("A {nam}\n\nB\n{han}\n\nC", {"nam": "1"}) == ("A 1", "B\n\nC")
    assert filled("A\n\nB\n\n{han}\n\nC", {}) == ("A", "B\n\nC")
    assert filled("A\n\nB {han}\n\nC", {"han": "x"}) == ("A", "B x\n\nC")
    assert all(set(FIELDS) >= set(re.findall(r"{(\w+)}", text)) for text in TEMPLATES.values())


def test_the_verb(folder, tmp_path, capsys):
    call = ["thu", str(folder), "-o", str(tmp_path / "ra"), "--bo-bieu", "thai-nguyen-2025"]
    assert run(call) == 0 and MENDS in {path.name for path in (tmp_path / "ra").iterdir()}
    assert run(call) == 0 and (tmp_path / "ra (2)").exists()  # the first stays
    assert run([*call, "--loai", "gui-mau"]) == 2 and "--bieu-mau" in capsys.readouterr().err
    (tmp_path / "trống").mkdir()
    assert run([*call, "--loai", "gui-mau", "--bieu-mau", str(tmp_path / "trống")]) == 1
    assert run(["thu", str(tmp_path / "không có")]) == 2
    assert run([*call, "--so", "sổ.docx"]) == 2 and ".xlsx" in capsys.readouterr().err
    assert run(["thu", str(tmp_path / "trống")]) == 2 and "--bo-bieu" in capsys.readouterr().err
