"""The command line: exit codes, files written, refusals in Vietnamese."""

import json
import re
from pathlib import Path

import pytest

from xl_addin.command_line.command import run
from xl_addin.command_line.parser import parser

SAMPLES = Path(__file__).parent.parent / "samples"
TN = SAMPLES / "thai_nguyen_2025"


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_check_writes_the_report_of_the_contract(tmp_path, capsys):
    target = tmp_path / "report.json"
    assert run(["kiem-tra", str(TN / "bieu-cong-bo.xlsx"), "--json", str(target)]) == 1
    report = json.loads(target.read_text(encoding="utf-8"))
    assert list(report) == ["version", "form_set", "files", "findings", "summary"]
    assert report["form_set"] == "thai-nguyen-2025"
    file = report["files"][0]
    assert " ".join(file) == "file status reason form_set unit tables findings rules"
    assert [(t["form"], t["rows"]) for t in file["tables"]] == [
        ("bieu-01-i", 18), ("bieu-01-ii", 1), ("bieu-02", 10), ("bieu-03", 10), ("bieu-04", 15)
    ]  # fmt: skip
    finding = next(f for f in file["findings"] if f["rule"] == "D01")
    assert " ".join(finding) == (
        "id rule severity explained sheet cell row field value expected difference message suggestion related"
    )
    assert (finding["sheet"], finding["cell"], finding["severity"]) == ("Biểu 04", "D6", "error")
    assert {r["outcome"] for r in file["rules"]} <= {"passed", "findings", "skipped", "crashed"}
    assert all(r["reason"] for r in file["rules"] if r["outcome"] == "skipped")
    assert report["summary"]["error"] == 1


def test_lang_son_as_printed(tmp_path):
    target = tmp_path / "report.json"
    assert run(["kiem-tra", str(SAMPLES / "lang_son_2018" / "bieu-cong-bo.xlsx"), "--json", str(target)]) == 1
    found = {
        (f["rule"], f["sheet"], f["cell"]) for f in json.loads(target.read_text())["files"][0]["findings"]
    }
    assert {
        ("B07", "Biểu số 01", "E47"), ("D02", "Biểu số 01", "H14"), ("B01", "Biểu số 01", "A51"),
        ("B01", "Biểu số 01", "A66"), ("B01", "Biểu số 01", "A68"), ("L07", "Sau đại học", "A2"),
    } <= found  # fmt: skip


def test_copies_carry_marks_and_list(tmp_path):
    import openpyxl

    assert run(["kiem-tra", str(TN / "don-vi"), "--ban-sao", str(tmp_path / "tra-lai")]) == 1
    copies = sorted((tmp_path / "tra-lai").glob("*.xlsx"))
    assert len(copies) == 22
    book = openpyxl.load_workbook(next(c for c in copies if "Đại Từ" in c.name))
    sheet = book["Nội dung đề nghị chỉnh sửa"]
    assert any("D01" in [cell.value for cell in row] for row in sheet.iter_rows())
    assert any("D9" in str(area.sqref) for area in book["Biểu 04"].conditional_formatting)


def test_copies_are_no_returns_of_the_folder_above(tmp_path):
    import shutil

    shutil.copytree(TN / "don-vi", tmp_path / "gửi về")
    assert run(["kiem-tra", str(tmp_path / "gửi về"), "--ban-sao", str(tmp_path / "bản sao")]) == 1
    target = tmp_path / "r.json"
    assert run(["kiem-tra", str(tmp_path), "--json", str(target)]) == 1
    files = [file["file"] for file in json.loads(target.read_text(encoding="utf-8"))["files"]]
    assert len(files) == 22 and all(name.startswith("gửi về/") for name in files)
    others = tmp_path / "việc khác"
    others.mkdir()
    (others / "của tôi.xlsx").touch()
    run(["kiem-tra", str(TN / "bieu-cong-bo.xlsx"), "--ban-sao", str(others)])
    assert sorted(path.name for path in others.iterdir()) == ["bieu-cong-bo.xlsx", "của tôi.xlsx"]


def test_replies_in_a_returned_copy_are_kept(tmp_path):
    import openpyxl

    run(["kiem-tra", str(TN / "bieu-cong-bo.xlsx"), "--ban-sao", str(tmp_path / "one")])
    copy = tmp_path / "one" / "bieu-cong-bo.xlsx"
    book = openpyxl.load_workbook(copy)
    sheet = book["Nội dung đề nghị chỉnh sửa"]
    header = next(r for r in sheet.iter_rows() if "Ý kiến của đơn vị" in [c.value for c in r])
    column = next(c.column for c in header if c.value == "Ý kiến của đơn vị")
    row = next(r for r in sheet.iter_rows(min_row=header[0].row + 1) if "D01" in [c.value for c in r])
    sheet.cell(row[0].row, column).value = "Số liệu đúng theo công văn"
    book.save(copy)
    run(["kiem-tra", str(copy), "--json", str(tmp_path / "r.json"), "--ban-sao", str(tmp_path / "two")])
    findings = json.loads((tmp_path / "r.json").read_text())["files"][0]["findings"]
    assert [f["explained"] for f in findings if f["rule"] == "D01"] == ["Số liệu đúng theo công văn"]
    again = openpyxl.load_workbook(tmp_path / "two" / "bieu-cong-bo.xlsx")
    texts = [c.value for r in again["Nội dung đề nghị chỉnh sửa"].iter_rows() for c in r]
    assert "Số liệu đúng theo công văn" in texts


def test_last_years_tables_are_compared(tmp_path):
    """Khóa 55 had one learner more last year; khóa 54, still open then, is in no table now."""
    from workbook_templates.declared.loading import load_form_set
    from workbook_templates.paper.blank import Filled, write_blank

    rows = [
        [1, "Lớp Trung cấp lý luận chính trị hệ tập trung khóa 54", 50, "9/2024", None, "02 tháng"],
        [2, "Lớp Trung cấp lý luận chính trị hệ tập trung khóa 55", 45, "8/2024", None, "03 tháng"],
        [3, "Lớp Trung cấp lý luận chính trị hệ tập trung khóa 56", 50, "10/2024", None, "06 tháng"],
    ]
    last_year, target = tmp_path / "2024.xlsx", tmp_path / "r.json"
    write_blank(last_year, load_form_set("thai-nguyen-2025"), "TN-TCT", Filled({"bieu-03": rows}))
    call = ["kiem-tra", str(TN / "bieu-cong-bo.xlsx"), "--json", str(target)]
    assert run([*call, "--nam-truoc", str(last_year)]) == 1
    findings = json.loads(target.read_text(encoding="utf-8"))["files"][0]["findings"]
    found = {(f["rule"], f["sheet"], f["cell"], f["difference"]) for f in findings if f["rule"][0] == "N"}
    assert found == {("N01", None, None, None), ("N02", "Biểu 02", "C8", -1)}


def test_last_years_tables_that_cannot_be_read_are_no_agreement(tmp_path, capsys):
    import openpyxl

    broken, empty = tmp_path / "hỏng.xlsx", tmp_path / "khác.xlsx"
    broken.write_bytes(b"no workbook")
    openpyxl.Workbook().save(empty)
    for verb, path in (("kiem-tra", TN / "bieu-cong-bo.xlsx"), ("tong-hop", TN / "don-vi")):
        for last_year in (broken, empty, tmp_path):
            assert run([verb, str(path), "--nam-truoc", str(last_year)]) == 2
            said = capsys.readouterr().err
            assert last_year.name in said and "Traceback" not in said


def test_no_result_falls_on_a_file_that_somebody_has_filled_in(tmp_path, capsys):
    import shutil

    folder = tmp_path / "gửi về"
    folder.mkdir()
    unit = Path(shutil.copy(next((TN / "don-vi").glob("*.xlsx")), folder))
    (folder / "công văn.pdf").write_bytes(b"%PDF")
    last_year = Path(shutil.copy(TN / "bieu-cong-bo.xlsx", tmp_path / "2024.xlsx"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    for arguments in (
        ["tong-hop", str(folder), "-o", str(unit)],
        ["tong-hop", str(folder), "-o", str(last_year), "--nam-truoc", str(last_year)],
        ["tong-hop", str(folder), "-o", str(last_year)],
        ["kiem-tra", str(folder), "--json", str(unit)],
        ["kiem-tra", str(folder), "--json", str(folder / "công văn.pdf")],
        ["kiem-tra", str(unit), "--json", str(last_year), "--nam-truoc", str(last_year)],
    ):
        assert run(arguments) == 2
        assert Path(arguments[3]).name in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    target = folder / "tổng hợp.xlsx"
    assert [run(["tong-hop", str(folder), "-o", str(target)]) for _ in range(2)] == [0, 0], "our own: again"


@pytest.mark.parametrize(
    "arguments",
    [
        ["kiem-tra"],
        ["kiem-tra", "khong-co.xlsx"],
        ["kiem-tra", str(TN), "--bo-bieu", "khong-co"],
        ["tong-hop", str(TN / "bieu-cong-bo.xlsx")],
        ["tong-hop", str(TN / "don-vi"), "-o", "ket-qua.docx"],
        ["tao-mau", "khong-co"],
        ["danh-muc", "--quy-tac", "Z99"],
        ["khong-co-lenh"],
        ["kiem-tra", str(TN), "--khong-co"],
    ],
)
def test_a_wrong_call_is_refused_in_vietnamese(arguments, capsys):
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]", said)
    assert "Traceback" not in said and len(said.splitlines()) == 1


def test_unexpected_trouble_is_a_sentence_and_a_log(monkeypatch, capsys, tmp_path):
    import xl_addin.check

    monkeypatch.setattr(xl_addin.check, "check_files", lambda *a, **k: 1 / 0)
    assert run(["kiem-tra", str(TN / "bieu-cong-bo.xlsx")]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "ZeroDivisionError" not in said


def test_every_verb_is_explained_without_english(capsys):
    for verb in ("kiem-tra", "tong-hop", "tao-mau", "danh-muc"):
        with pytest.raises(SystemExit):
            parser().parse_args([verb, "--help"])
        said = capsys.readouterr().out
        assert not re.search(r"\b(usage|options|positional|show this|optional|arguments)\b", said)


def test_the_catalogue_lists_every_form_set_and_rule(capsys):
    from validators.rule import all_rules
    from workbook_templates.declared.loading import form_set_ids

    assert run(["danh-muc"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in [*form_set_ids(), *all_rules()])


def test_a_folder_of_provincial_tables_is_checked_like_any_other(tmp_path):
    import shutil

    for name in ("a", "b"):
        shutil.copy(TN / "bieu-cong-bo.xlsx", tmp_path / f"{name}.xlsx")
    target = tmp_path / "r.json"
    assert run(["kiem-tra", str(tmp_path), "--json", str(target)]) == 1
    report = json.loads(target.read_text(encoding="utf-8"))
    assert [file["status"] for file in report["files"]] == ["ok", "ok"]
    for file in report["files"]:
        assert {f["rule"] for f in file["findings"]} == {"D01", "D08", "D12", "D14"}
    assert report["findings"] == []


def test_copies_never_fall_on_the_originals(tmp_path, capsys):
    import shutil

    folder = tmp_path / "don-vi"
    shutil.copytree(TN / "don-vi", folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for target in (folder, folder / "tra-lai"):
        assert run(["kiem-tra", str(folder), "--ban-sao", str(target)]) == 2
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_without_workbooks_is_refused(tmp_path, capsys):
    folder = tmp_path / "thu"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF")
    for verb in ("kiem-tra", "tong-hop"):
        assert run([verb, str(folder)]) == 2
    assert not list(tmp_path.glob("*.xlsx"))


def test_units_missing_are_one_line_and_counted_as_such(tmp_path, capsys):
    """Clean files are one line, units without a file another; of each warning that is none, how many."""
    for path in sorted((TN / "don-vi").glob("*.xlsx"))[1:4]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    run(["kiem-tra", str(tmp_path), "--bo-bieu", "thai-nguyen-2025", "--json", str(tmp_path / "r.json")])
    lines = capsys.readouterr().out.splitlines()
    missing = [f for f in json.loads((tmp_path / "r.json").read_text())["findings"] if f["rule"] == "L02"]
    assert len(missing) == 19
    assert [sum(f["value"] in line for f in missing[:3]) for line in lines].count(3) == 1
    assert len(lines) == 4  # with the counts, and where the report lies
    assert re.findall(r"\b19\b", lines[2])[1:] == ["19"]


def test_what_stands_in_the_cell_is_told(tmp_path, capsys):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Biểu 04"
    for line in (("TT", "Tên lớp", "Thời gian", "Học viên"), (1, "Bồi dưỡng cấp phòng", "3 ngày", 60)):
        book.active.append(line)
    book.active["D2"].font = openpyxl.styles.Font(strike=True)
    book.save(tmp_path / "a.xlsx")
    run(["kiem-tra", str(tmp_path / "a.xlsx"), "--bo-bieu", "thai-nguyen-2025"])
    [line] = [line for line in capsys.readouterr().out.splitlines() if "O14" in line]
    assert "60" in line
