"""What a clerk is told: the value, what is moved, nothing that the form lacks, nothing for somebody else."""

import shutil
from pathlib import Path

import pytest

from tests.short_tables import report_of
from tests.test_rules import EXAMPLES, judged
from validators.codes import Severity, SkipReason
from workbook_templates.declared.loading import load_form_set
from workbook_templates.expression.roles import Role
from xl_addin.check import check_files
from xl_addin.command_line import terminal

LS = load_form_set("lang-son-2018")
SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def findings():
    """Every finding of every example, with its form set."""
    made = []
    for param in EXAMPLES:
        report = judged(param.values[1])
        made += [(report.batch.form_set, finding) for finding in report.findings]
    return made


def test_nothing_speaks_of_the_command_line(findings):
    for _, finding in findings:
        assert "--" not in finding.message and "--" not in (finding.suggestion or ""), finding.message
    assert all("--" not in reason.value for reason in SkipReason)


def test_a_cell_that_cannot_be_used_is_told_with_its_value(findings):
    said = {"O02", "O04", "O06", "O07", "O09", "O10", "O11", "O12"}
    for _, finding in findings:
        if finding.rule in said and finding.value:
            told = finding.message
            assert finding.value.split()[0] in told or "ở ô này" in told, told


def test_no_advice_names_a_column_that_the_form_lacks(findings):
    for form_set, finding in findings:
        if finding.table is None:
            continue
        form = form_set.annexes[finding.table.form]
        if form.all_columns.first(Role.NOTE) is None:
            assert "Ghi chú" not in (finding.suggestion or ""), (finding.rule, finding.suggestion)


# --- a shifted row is one finding -----------------------------------------------------------------------

TABLES = {
    "Biểu 02": "| BIỂU SỐ 02 |\n| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |",
    "Biểu 03": "| BIỂU SỐ 03 |\n| TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |",
    "Biểu": "| TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |",
}  # fmt: skip
KTT = "1 | Lớp Trung cấp LLCT hệ không tập trung khóa 51"
YTE = "1 | Sở Y tế | Bồi dưỡng nghiệp vụ"


@pytest.mark.parametrize(
    "sheet, row",
    [
        ("Biểu 02", f"| {KTT} | 9/2024 | 10/2025 | |"), ("Biểu 02", f"| {KTT} | | 80 | 9/2024 |"),
        ("Biểu 02", f"| {KTT} | 02/2024 | 5/2025 | |"), ("Biểu 03", f"| {KTT} | 3/2025 | 10/2026 | | |"),
        ("Biểu 03", f"| {KTT} | | 80 | 3/2025 | 10/2025 |"), ("Biểu", f"| {YTE} | | 2 | | 180 | 02 ngày |"),
        ("Biểu", f"| {YTE} | 1 | | | 60 | 3 ngày |"),
    ],
)  # fmt: skip
def test_a_shifted_row_is_one_finding(sheet, row):
    text = f"# {sheet}\n{TABLES[sheet]}\n{row}\n"
    report = report_of(text, LS) if sheet == "Biểu" else report_of(text)
    assert [finding.rule for finding in report.findings] == ["D02"]


@pytest.mark.parametrize(
    "sheet, row, rules",
    [
        ("Biểu 02", f"| {KTT} | 80 | 3/2025 | 10/2025 |", ["D10"]),
        ("Biểu 02", f"| {KTT} | 80 | 3/2023 | 10/2024 |", ["D10"]),
        ("Biểu 03", f"| {KTT} | 80 | 3/2026 | 4/2027 | |", ["D11"]),
    ],
)  # fmt: skip
def test_a_row_that_is_not_shifted_is_judged(sheet, row, rules):
    assert [f.rule for f in report_of(f"# {sheet}\n{TABLES[sheet]}\n{row}\n").findings] == rules


# --- the list of kiem-tra -------------------------------------------------------------------------------


@pytest.fixture
def few(tmp_path):
    folder = tmp_path / "don-vi"
    folder.mkdir()
    for number in ("010", "011", "012"):
        source = next((SAMPLES / "thai_nguyen_2025" / "don-vi").glob(f"{number} *"))
        shutil.copy(source, folder)
    return folder


def test_clean_files_and_missing_units_are_a_line_each(few, capsys):
    terminal.show_report(*check_files([few], load_form_set("thai-nguyen-2025")))
    lines = capsys.readouterr().out.splitlines()
    assert sum("010 Sở Xây dựng.xlsx" in line and "011" in line for line in lines) == 1
    assert sum("Thành ủy Sông Công" in line and "Huyện ủy Định Hóa" in line for line in lines) == 1
    assert sum("Thành ủy Sông Công" in line for line in lines) == 1


def test_what_is_explained_is_shown_as_such(few, capsys):
    inbox, report = check_files([few], load_form_set("thai-nguyen-2025"))
    finding = next(f for f in report.findings if f.severity == Severity.ERROR)
    terminal.show_report(inbox, report)
    before = capsys.readouterr().out
    finding.explained = "Lớp ghép hai khóa"
    terminal.show_report(inbox, report)
    after = capsys.readouterr().out
    assert "Lớp ghép hai khóa" in after and "Lớp ghép hai khóa" not in before
    assert finding.suggestion in before and finding.suggestion not in after
