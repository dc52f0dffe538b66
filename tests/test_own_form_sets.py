"""Two provinces that the tool does not know, from flat tables to the biểu: the README's recipes, followed.

ha-tinh-2027 is the least a province must say, saved by a Vietnamese Excel (semicolons, decimal commas);
quang-ngai-2027 has fields of its own, columns that rest on each other, and a biểu made from two annexes.
"""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.office import validate
from workbook_templates.declared.forms import Annex
from xl_addin.check import check_files, guess_form_set
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set
from xl_addin.make_blanks import blank_name, make_blanks
from xl_addin.roll_up import roll_up

FORM_SETS = Path(__file__).parent / "form_sets"
QN, HT = FORM_SETS / "quang-ngai-2027", FORM_SETS / "ha-tinh-2027"
# What each unit types, by annex: cells in the order of its columns.
TYPED = {
    HT: {
        "HT-SYT": {"nhu-cau": [(1, "Sở Y tế", 12, 30, None)]},
        "HT-SGD": {"nhu-cau": [(1, "Sở Giáo dục và Đào tạo", "1.200", "không có", "theo chỉ tiêu")]},
        "HT-TCT": {
            "cac-lop": [
                (1, "Trung cấp lý luận chính trị khóa 5", 60, "3/2027", "9/2027"),
                (2, "Bồi dưỡng nghiệp vụ công tác Đảng", 90, "Quý II/2027", "Quý II/2027"),
            ]
        },
    },
    QN: {
        "QN-TCT": {
            "mo-lop": [
                (1, "Trung cấp LLCT tập trung", "Trường Chính trị tỉnh", 2, 60, 120, 40, "6 tháng"),
                (2, "Bồi dưỡng kỹ năng lãnh đạo", "Trung tâm Chính trị Ba Tơ", 1, 50, 50, 20, "5 ngày"),
            ]
        },
        "QN-SNV": {
            "mo-lop": [(1, "Bồi dưỡng chuyển đổi số", "Trường CT tỉnh", 3, 40, 120, 60, "3 ngày")],
            "cu-di": [(1, "Cao cấp LLCT", "Học viện Chính trị khu vực III", 5, 1, 4, "18 tháng")],
        },
        "QN-BTO": {"cu-di": [(1, "Trung cấp LLCT", "TRƯỜNG CHÍNH TRỊ  TỈNH", 7, 5, 2, "12 tháng")]},
        "QN-BTO2": {"cu-di": [(None, "Không đề xuất", None, None, None, None, None)]},
    },
}


def type_in(path, annexes: list[Annex], typed):
    """Fill a blank as its unit does: cells below the header, the rest of the workbook as it is."""
    book = openpyxl.load_workbook(path)
    for annex in annexes:
        sheet = book[annex.sheet]
        head = next(c for row in sheet.iter_rows() for c in row if c.value == annex.columns[0].header[0])
        first = head.row + annex.columns.header_levels + (annex.index_row == "sums")
        for offset, cells in enumerate(typed[annex.id]):
            for column, value in enumerate(cells, start=head.column):
                if value is not None:
                    sheet.cell(first + offset, column).value = value
    book.save(path)


def returned(folder, source, typed=TYPED):
    """The folder of a province's returns, each written as a blank and filled in."""
    form_set = load_form_set(source)
    make_blanks(form_set, folder)
    for code, forms in typed[source].items():
        annexes = [form_set.annexes[name] for name in form_set.expected_units[code]]
        assert {annex.id for annex in annexes} == set(forms)
        type_in(folder / blank_name(form_set, code), annexes, forms)
    return form_set


@pytest.fixture(scope="module", params=[HT, QN], ids=lambda path: path.name)
def province(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param.name) / "don-vi"
    return returned(folder, request.param), folder, request.param


def test_blanks_are_sound_workbooks_with_the_annexes_owed(tmp_path, province):
    form_set, _, _ = province
    written, _ = make_blanks(form_set, tmp_path)
    assert len(written) == len(form_set.expected_units)
    for code in form_set.expected_units:
        path = tmp_path / blank_name(form_set, code)
        sheets = [form_set.annexes[name].sheet for name in form_set.expected_units[code]]
        assert openpyxl.load_workbook(path).sheetnames[1:-1] == sheets
    for path in written:
        validate(path)


def test_an_untouched_blank_is_empty_and_no_error(tmp_path, province):
    form_set, _, source = province
    make_blanks(form_set, tmp_path)
    inbox, report = check_files([tmp_path], form_set, source)
    assert all(item.tables and item.unit for item in inbox.returns)
    assert {finding.rule for finding in report.findings} <= {"T15", "D16"}


def test_what_units_fill_in_rightly_is_read_whole_and_has_no_error(province):
    form_set, folder, source = province
    inbox, report = check_files([folder], form_set, source)
    assert [f for f in report.findings if f.severity != "hint"] == []
    read = {(item.unit, table.form): len(table.rows) for item in inbox.returns for table in item.tables}
    assert read == {(unit, form): len(rows) for unit, forms in TYPED[source].items()
                    for form, rows in forms.items()}  # fmt: skip
    assert all(not table.missing and not table.unknown for item in inbox.returns for table in item.tables)


def test_the_command_line_takes_the_folder_of_the_set(province, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    _, folder, source = province
    assert run(["mau", "kiem-tra", str(source)]) == 0
    assert run(["tao-mau", str(source), "-o", str(tmp_path / "mau")]) == 0
    assert run(["kiem-tra", str(folder), "--bo-bieu", str(source)]) == 0
    assert run(["tong-hop", str(folder), "--bo-bieu", str(source), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert guess_form_set([folder], [str(source), "thai-nguyen-2025"]) == str(source)
    validate(tmp_path / "a.xlsx")


def test_ha_tinh_rolled_up(tmp_path):
    form_set = returned(tmp_path / "don-vi", HT)
    needs, classes = roll_up(tmp_path / "don-vi", form_set, tmp_path / "tong-hop.xlsx", HT).bieu
    assert [line.unit for line in needs.lines] == ["HT-SYT", "HT-SGD"]
    assert [needs.total(name) for name in ("learners_training", "learners_refresher")] == [1212, 30]
    assert [line.numbers["learners"] for line in classes.lines] == [60, 90]
    assert classes.lines[1].texts["opens"] == "Quý II/2027"


def test_quang_ngai_rolled_up(tmp_path):
    form_set = returned(tmp_path / "don-vi", QN)
    opened, sent, *_ = roll_up(tmp_path / "don-vi", form_set, tmp_path / "tong-hop.xlsx", QN).bieu
    assert [line.unit for line in opened.lines] == ["QN-TCT", "QN-TCT", "QN-SNV"]
    assert [opened.total(name) for name in ("classes", "learners", "learners_women")] == [6, 290, 120]
    assert [column.name for column in opened.form.columns if column.name == "per_class"] == []
    assert [line.unit for line in sent.lines] == ["QN-BTO", "QN-SNV"]
    assert [sent.total(name) for name in ("learners", "learners_party", "learners_state")] == [12, 6, 6]
    assert sent.no_need == ["QN-BTO2"]  # in the words of this province


def test_relations_of_columns_are_held_against_what_is_typed(tmp_path):
    """2 × 60 is not 110; 130 women are more than 110; 3 + 1 is not 5."""
    typed = {
        "QN-TCT": {"mo-lop": [(1, "Trung cấp LLCT", "Trường", 2, 60, 110, 130, "6 tháng")]},
        "QN-SNV": {
            "mo-lop": [(1, "Bồi dưỡng", "Trường", 2, 60, 120, 120, "6 ngày")],
            "cu-di": [(1, "Cao cấp LLCT", "Học viện", 5, 3, 1, "18 tháng")],
        },
    }
    form_set = returned(tmp_path, QN, {QN: typed})
    _, report = check_files([tmp_path], form_set, QN)
    broken = {
        (form, code, *map(int, positions))
        for form, frame in report.batch.frames.items()
        for code, positions in frame.broken.items()
        if len(positions)
    }
    assert broken == {
        ("mo-lop", "product_of:learners:classes+per_class", 0),
        ("mo-lop", "part_of:learners_women:learners", 0),
        ("cu-di", "sum_of:learners:learners_party+learners_state", 0),
    }


def test_the_sets_own_bounds_hold(tmp_path):
    """Its field holds at most 300 people; its D13 is switched to another slack."""
    row = (1, "Bồi dưỡng", "Trường", 1, 301, 301, 0, "6 ngày")
    form_set = returned(tmp_path, QN, {QN: {"QN-TCT": {"mo-lop": [row]}}})
    _, report = check_files([tmp_path], form_set, QN)
    assert [(f.rule, f.field) for f in report.findings if f.severity == "error"] == [("O05", "per_class")]


def test_a_provinces_own_words_for_none_hold_in_every_cell(tmp_path):
    """In place of a class, a figure or a length; a text keeps them."""
    typed = {
        "QN-SNV": {
            "mo-lop": [
                (1, "Bồi dưỡng", "Trường", "KHÔNG ĐỀ XUẤT", None, "không  đề xuất", 0, "Chưa đề nghị")
            ],
            "cu-di": [(1, "Không đề xuất", None, None, None, None, None)],
        }
    }
    own = shutil.copytree(QN, tmp_path / "bo")
    settings = (own / "form_set.csv").read_text("utf-8")
    (own / "form_set.csv").write_text(
        settings.replace("Không đề xuất", "Không đề xuất | chưa đề nghị"), "utf-8"
    )
    form_set = returned(tmp_path / "don-vi", own, {own: typed})
    inbox, report = check_files([tmp_path / "don-vi"], form_set, own)
    mo_lop = next(t for item in inbox.returns for t in item.tables if t.form == "mo-lop" and t.rows)
    assert (mo_lop.values["classes"], mo_lop.values["learners"]) == ([0.0], [0.0])
    assert [value.unit for value in mo_lop.values["length"]] == ["không có nhu cầu"]
    assert {f.rule for f in report.findings} <= {"L02", "T04", "T15"}
    other = load_form_set(HT)
    assert other.fields["learners"].parse("Không đề xuất")[1] is not None
    assert other.fields["learners"].parse("Không có nhu cầu") == (0.0, None)


def test_a_field_is_added_as_the_readme_says(tmp_path):
    """A line in fields.csv, a line in columns.csv: the blank asks for it, the biểu adds it up."""
    own = shutil.copytree(HT, tmp_path / "bo")
    (own / "fields.csv").write_text(
        "name;label;kind;role;headers\nlearners_women;Số học viên nữ;count;other;Nữ|Trong đó nữ\n", "utf-8"
    )
    lines = (own / "columns.csv").read_text("utf-8").splitlines()
    lines = [lines[0] + ";part_of", *lines[1:], "cac-lop;learners_women;Trong đó nữ;10;no;learners"]
    (own / "columns.csv").write_text("\n".join(lines), "utf-8-sig")
    row = (1, "Trung cấp lý luận chính trị", 60, "3/2027", "9/2027", 25)
    form_set = returned(tmp_path / "don-vi", own, {own: {"HT-TCT": {"cac-lop": [row]}}})
    classes = roll_up(tmp_path / "don-vi", form_set, tmp_path / "tong-hop.xlsx", own).bieu[1]
    assert classes.total("learners_women") == 25
    book = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")
    assert any(c.value == "Trong đó nữ" for r in book["Các lớp"].iter_rows() for c in r)


@pytest.mark.parametrize("asked, said", [([], True), (["--bo-bieu", str(HT)], False)])
def test_returns_for_a_form_set_that_was_not_asked_for_are_named(tmp_path, capsys, asked, said):
    folder = tmp_path / "don-vi"
    returned(folder, HT)
    run(["tong-hop", str(folder), *asked, "-o", str(tmp_path / "tong-hop.xlsx")])
    shown = " ".join(capsys.readouterr().out.split())
    assert ("ha-tinh-2027" in shown) is said and ("--bo-bieu" in shown) is said
