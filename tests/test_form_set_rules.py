"""What a form set says of rules: what does not exist is refused, wherever a form set is used."""

import json

import pytest

from tests.small_form_set import write_form_set
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import load_form_set as load_plainly
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set, read_form_set
from xl_addin.settings.loading import SettingsError, load_settings
from xl_addin.settings.workbook import prepare_settings


@pytest.fixture(autouse=True)
def own_log(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def complaints(folder):
    with pytest.raises(FormSetError) as refused:
        read_form_set(folder)
    return [(one.file, one.row, one.column) for one in refused.value.complaints]


@pytest.mark.parametrize(
    "line, column",
    [
        ("D99,enabled,no", "rule"),
        ("d13,enabled,no", "rule"),
        ("D13,slak,0.5", "key"),
        ("D16,slack,0.5", "key"),  # a bound of another rule
        ("D15,enabled,không", "value"),
        ("D15,enabled,0", "value"),
        ("D09,slack_months,một nửa", "value"),
        ("D09,slack_months,1.500", "value"),
    ],
)
def test_what_is_no_rule_bound_or_value(tmp_path, line, column):
    assert complaints(write_form_set(tmp_path, {("rules.csv", 4): line})) == [("rules.csv", 4, column)]


def test_rules_are_told_with_all_other_mistakes(tmp_path):
    mistakes = {
        ("rules.csv", 4): "D99,enabled,no",
        ("dues.csv", 2): "bieu-01,N-X",
        ("rules.csv", 5): "D15,x,1",
    }
    assert complaints(write_form_set(tmp_path, mistakes)) == [
        ("dues.csv", 2, "unit"), ("rules.csv", 4, "rule"), ("rules.csv", 5, "key")
    ]  # fmt: skip


def test_values_as_rules_read_them(tmp_path):
    lines = {("rules.csv", 2): 'D13,slack,"0,5"', ("rules.csv", 3): "D16,enabled,No"}
    made = read_form_set(write_form_set(tmp_path, lines))
    assert made.rule_settings == {"D13": {"slack": "0.5"}, "D16": {"enabled": "no"}}


def test_the_verb_says_all_or_what_the_set_holds(tmp_path, capsys):
    good = write_form_set(tmp_path / "đúng")
    assert run(["mau", "kiem-tra", str(good)]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("nho-2027", "Biểu 01", "D16", "D13 slack = 0.5"))
    without = {("bieu.csv", 3): "", ("columns.csv", 10): ""}  # Biểu 02 enters no biểu: worth a line
    lonely = write_form_set(tmp_path / "lẻ", without)
    assert run(["mau", "kiem-tra", str(lonely)]) == 0
    assert capsys.readouterr().out.count("Biểu 02") == told.count("Biểu 02") + 1
    mistakes = {("dues.csv", row): f"bieu-01,N-{row}" for row in range(5, 30)}
    bad = write_form_set(tmp_path / "sai", mistakes | {("rules.csv", 4): "D99,enabled,no"})
    assert run(["mau", "kiem-tra", str(bad)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in told[:26]] == ["dues.csv"] * 25 + ["rules.csv"]
    assert run(["mau", "kiem-tra", "thai-nguyen-2025"]) == 0


def test_the_verb_called_wrongly(tmp_path, capsys):
    assert run(["mau", "kiem-tra", str(tmp_path / "không có")]) == 2
    assert run(["mau", "kiem-tra", str(tmp_path)]) == 2  # no form set in it
    assert run(["mau", "kiem-tra"]) == 2
    assert run(["mau"]) == 2
    assert run(["mau", "kiem-tr", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def test_the_verb_reads_the_files_as_they_stand(tmp_path):
    """Mended and looked at again, in one process."""
    bad = write_form_set(tmp_path, {("rules.csv", 4): "D99,enabled,no"})
    assert run(["mau", "kiem-tra", str(bad)]) == 1
    write_form_set(tmp_path)
    assert run(["mau", "kiem-tra", str(bad)]) == 0
    write_form_set(tmp_path, {("rules.csv", 4): "D99,enabled,no"})
    assert run(["mau", "kiem-tra", str(bad)]) == 1


@pytest.mark.parametrize("verb", ["kiem-tra", "tong-hop", "tao-mau"])
def test_no_verb_works_with_such_a_set(tmp_path, verb, capsys):
    bad = str(write_form_set(tmp_path / "bo", {("rules.csv", 4): "D99,enabled,no"}))
    assert load_plainly(bad).id == "nho-2027"  # as processes that read workbooks load it
    (tmp_path / "don-vi").mkdir()
    (tmp_path / "don-vi" / "a.xlsx").write_bytes(b"x")
    call = [bad] if verb == "tao-mau" else [str(tmp_path / "don-vi"), "--bo-bieu", bad]
    assert run([verb, *call]) == 2
    assert "D99" in capsys.readouterr().err


def test_no_button_works_with_such_a_set(tmp_path):
    """All buttons begin with the settings."""
    import openpyxl

    bad = write_form_set(tmp_path / "bo", {("rules.csv", 4): "D99,enabled,no"})
    path = prepare_settings(tmp_path / "Cai dat.xlsx")
    book = openpyxl.load_workbook(path)
    row = next(r for r in book["Cài đặt"].iter_rows() if r[0].value == "Bộ biểu mẫu")
    row[1].value = str(bad)
    book.save(path)
    with pytest.raises(SettingsError):
        load_settings(path)
    write_form_set(bad)
    assert load_settings(path).form_set == str(bad)


def test_a_rule_switched_off_and_a_bound_changed_in_a_file_have_their_effect(tmp_path):
    """From the file to the report of the command line."""
    import shutil
    from pathlib import Path

    from workbook_templates.declared.form_set import FORM_SETS

    samples = Path(__file__).parent.parent / "samples" / "thai_nguyen_2025" / "bieu-cong-bo.xlsx"
    own = shutil.copytree(FORM_SETS / "thai-nguyen-2025", tmp_path / "bo")
    (own / "rules.csv").write_text("rule;key;value\nD01;enabled;No\n", encoding="utf-8-sig")

    def outcomes(form_set):
        target = tmp_path / "report.json"
        run(["kiem-tra", str(samples), "--bo-bieu", form_set, "--json", str(target)])
        return {found["rule"] for found in json.loads(target.read_text("utf-8"))["files"][0]["findings"]}

    assert "D01" in outcomes("thai-nguyen-2025")
    assert "D01" not in outcomes(str(own))
    assert load_form_set(own).rule_settings["D01"] == {"enabled": "no"}
