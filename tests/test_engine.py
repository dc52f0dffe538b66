"""What all rules share: severities, what is switched off, what gives way, ids, related cells, norms."""

import dataclasses
from pathlib import Path

import pytest

from tests.short_tables import BIEU_01, BIEU_02, BIEU_03, BIEU_04, LANG_SON, LS, TN, of_units, report_of, told
from validators import examples, judging
from validators.batch import Batch
from validators.codes import Outcome
from validators.findings import Change
from validators.judging import judge
from validators.rule import all_rules
from workbook_templates.declared.form_set import Norm
from workbook_templates.reading.returns import from_grid

ERRORS = (
    "B04 B05 B07 B09 B20 D01 D02 D06 D07 D10 D11 D15 D17 D18 D19 D24 L01 O01 O02 O03 O04 O05 O06 O10 O11 O14"
    " S01 S02 S03 S05 T01 T02 T03 T05 T18 T22"
)
HINTS = "B11 D14 D16 L10 O08 T06 T09 T19"


def the(report, rule):
    [finding] = [f for f in report.findings if f.rule == rule]
    return finding


def with_settings(rule, **own):
    return dataclasses.replace(TN, rule_settings={rule: own})


def test_only_contradictions_and_what_cannot_be_counted_are_errors():
    """Whatever rests on a norm, on peers, on wording or on habit is a warning at the most."""
    for severity, wanted in (("error", ERRORS), ("hint", HINTS)):
        assert " ".join(sorted(r.id for r in all_rules().values() if r.severity == severity)) == wanted


# --- which rules run ------------------------------------------------------------------------------

CLOSED_FIRST = """
    | 1 | Lớp Trung cấp LLCT | 70 | 5/2025 | 4/2025 | |
    | 2 | Lớp Trung cấp LLCT khóa 7 | 60 | 8/2026 | 12/2026 | |"""


def test_a_rule_switched_off_does_not_run():
    report = report_of(BIEU_03 + CLOSED_FIRST, with_settings("D06", enabled="no"))
    assert {f.rule for f in report.findings} == {"D11"}
    assert report.overall(report.rules["D06"]).outcome is Outcome.SKIPPED
    assert {o.outcome for o in report.outcomes(0) if o.rule == "D06"} == {Outcome.SKIPPED}
    assert {f.rule for f in report_of(BIEU_03 + CLOSED_FIRST).findings} == {"D06", "D11"}


def test_a_rule_that_crashes_stops_no_other(monkeypatch):
    def crash(frame, bounds):
        raise ZeroDivisionError

    rules = {**all_rules(), "D06": dataclasses.replace(all_rules()["D06"], function=crash)}
    monkeypatch.setattr(judging, "all_rules", lambda: rules)
    report = judge(examples.batch(BIEU_03 + CLOSED_FIRST, TN))
    assert {f.rule for f in report.findings} == {"D11"}
    assert set(report.crashed) == {"D06"} and report.overall(rules["D06"]).outcome is Outcome.CRASHED
    assert {o.outcome for o in report.outcomes(0) if o.rule == "D06"} == {Outcome.CRASHED}
    assert report.overall(rules["D07"]).outcome is Outcome.PASSED


def test_what_needs_a_folder_or_last_year_is_skipped_without():
    report = report_of(BIEU_03 + CLOSED_FIRST)
    assert {name: report.overall(report.rules[name]).outcome for name in ("L04", "N01", "D15", "D08")} == {
        "L04": Outcome.SKIPPED,
        "N01": Outcome.SKIPPED,
        "D15": Outcome.SKIPPED,  # the form has no column of classes
        "D08": Outcome.PASSED,
    }


def test_a_file_that_cannot_be_read_has_sent_nothing():
    batch = examples.batch(of_units(BIEU_04, BIEU_04), TN)
    batch.returns[0].status = "unreadable"
    missing = {f.key for f in judge(batch).findings if f.rule == "L02"}
    assert "TN-TCT" in missing and "TN-HU-DT" not in missing


# --- what gives way -------------------------------------------------------------------------------

NUMBERED = "".join(
    f"\n| {49 if number == 9 else number} | Lớp Trung cấp LLCT hệ tập trung khóa {number}"
    f" | {size} | 3/2025 | 10/2025 | |"
    for number, size in enumerate((50, 50, 5, 50, 50, 50, 50, 50, 50, 50), start=1)
)


# Fails as long as a finding gives way to one that is itself not shown (validators.judging._settle).
@pytest.mark.parametrize(
    "table, wanted",
    [
        (f"{NUMBERED}\n| | Tổng cộng | 500 | | | |", ["B01 warning A11", "D12 error C5"]),
        (f"\n| I | LỚP MỞ TẠI TRƯỜNG | 500 | | | |{NUMBERED}", ["B01 warning A12", "D12 error C6"]),
    ],
    ids=["total", "section"],
)
def test_a_finding_gives_way_only_to_one_that_is_shown(table, wanted):
    """8, 49, 10: the total's finding names the number too (a row may be gone), but the total is off because
    of a class of 5, and its finding gives way to that one."""
    assert told(report_of(BIEU_03 + table)) == wanted


def test_no_rules_give_way_to_each_other_in_a_circle():
    """Else no finding of theirs would have one that stands for it."""
    left = {rule.id: set(rule.yields_to) for rule in all_rules().values()}
    while free := [rule for rule, others in left.items() if not others & left.keys()]:
        for rule in free:
            del left[rule]
    assert not left


def test_the_worst_stands_first_in_a_sheet():
    report = report_of(
        BIEU_04
        + """
    | 1 | Bồi dưỡng cấp phòng | | |
    | 3 | Bồi dưỡng CVC | 12 ngày | -5 |"""
    )
    assert [(f.rule, f.severity) for f in report.findings] == [
        ("O04", "error"),
        ("B01", "warning"),
        ("D16", "hint"),
    ]


# --- ids and cells --------------------------------------------------------------------------------

DOUBTS = """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | -5 |
    | 2 | Bồi dưỡng cấp phòng | 12 ngày | -6 |
    | 3 | Bồi dưỡng CVC | 12 ngày | -7 |"""


def ids(text):
    """The ids of negative figures, by the figure."""
    findings = [f for f in report_of(text).findings if f.rule == "O04"]
    assert len({f.id for f in findings}) == len(findings)
    return {f.value: f.id for f in findings}


def test_an_id_hangs_on_the_rows_words_not_on_its_place():
    moved = BIEU_04.replace("    | TT", "    | KẾ HOẠCH |\n    | TT")
    moved += "\n| 0 | Bồi dưỡng chuyên viên | 20 ngày | 9 |"
    assert ids(BIEU_04 + DOUBTS) == ids(moved + DOUBTS)


def test_two_units_share_no_id():
    first, second = (f"% unit_code: {unit}\n% form_set: thai-nguyen-2025" for unit in ("TN-TCT", "TN-HU-DT"))
    found = [set(ids(head + BIEU_04 + DOUBTS).values()) for head in (first, second)]
    assert len(found[0]) == 3 and not found[0] & found[1]


def test_when_a_twin_is_mended_the_other_does_not_come_to_bear_its_id():
    before, after = ids(BIEU_04 + DOUBTS), ids(BIEU_04 + DOUBTS.replace("-5", "5"))
    assert before["-7"] == after["-7"]
    assert after["-6"] != before["-5"]


def test_a_cell_of_another_workbook_is_named_with_it():
    one = "\n| 1 | Bồi dưỡng cấp phòng khóa 13 tại huyện Đại Từ | 12 ngày | 90 |"
    finding = the(report_of(of_units(BIEU_04 + one, BIEU_04 + one)), "L04")
    assert finding.related == ["[TN-TCT.xlsx]Biểu 04!B2"]


RELATED = {
    "T08": (BIEU_04.replace("viên |", "viên | |") + "\n| 1 | Bồi dưỡng CVC | 9 ngày | 7 | 4 |" * 2,
            "E2", ["E3"]),
    "T09": (BIEU_04.replace("    | TT", "    | !#REF! | !#N/A |\n    | TT")
            + "\n| 1 | Bồi dưỡng CVC | 9 ngày | 7 |", "A1", ["B1"]),
    "O01": (BIEU_04 + "\n| 1 | Bồi dưỡng CVC | 9 ngày | !#REF! |" * 3, "D2", ["D3", "D4"]),
    "O04": (BIEU_04 + "\n| 1 | Bồi dưỡng CVC | 9 ngày | -5 |\n| | Tổng cộng | | 5 |", "D2", ["D3"]),
    "B04": (BIEU_04 + """
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 70 |""", "D4", ["D3"]),
    "B09": (BIEU_04 + """
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '1.000 |
        | 2 | Bồi dưỡng CVC | 12 ngày | '2.000 |
        | | Tổng cộng | | =SUM(D2:D3) 0 |""", "D2", ["D3", "D4"]),
}  # fmt: skip


@pytest.mark.parametrize("rule", RELATED)
def test_the_other_cells_of_a_finding_are_named(rule):
    text, cell, related = RELATED[rule]
    finding = the(report_of(text), rule)
    assert (finding.cell, finding.related) == (cell, related)


def test_one_row_that_several_columns_of_a_total_lack():
    finding = the(report_of(BIEU_01 + """
        | 1 | Sở Xây dựng | 3 | 2 |
        | 2 | Tỉnh đoàn | 5 | 4 |
        | 3 | Kho bạc Nhà nước tỉnh | 7 | 8 |
        | | Tổng cộng | 8 | 6 |"""), "B04")  # fmt: skip
    assert (finding.cell, finding.related) == ("C6", ["D6", "C5"])


# --- what is offered ------------------------------------------------------------------------------

TOTAL = """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | {} |"""


def test_a_total_is_offered_anew_where_nothing_else_explains_it():
    assert the(report_of(BIEU_04 + TOTAL.format(137)), "B04").changes == [Change("D4", 130.0)]
    assert the(report_of(BIEU_04 + TOTAL.format(70)), "B04").changes == []  # row 3 is left out
    assert the(report_of(BIEU_04 + TOTAL.format("=SUM(D2:D3) 137")), "B04").changes == []


def test_a_total_may_have_lost_its_thousands_dot():
    text = BIEU_04 + TOTAL.replace("70 |\n", "1300 |\n").format(1.36)
    assert the(report_of(text), "B04").changes == []


def test_a_figure_is_moved_only_to_an_empty_cell():
    rows = """
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 50 | {} | 3 ngày | |
        | TỔNG CỘNG | | | 1 | 0 | 50 | | |"""
    assert the(report_of(LANG_SON + rows.format(""), LS), "B07").changes == [
        Change("F2", 50.0),
        Change("E2", None),
    ]
    assert the(report_of(LANG_SON + rows.format(0), LS), "B07").changes == []


def test_two_cells_change_places():
    text = BIEU_04 + "\n| 1 | Bồi dưỡng CVC | 90 | Quý II/2025 |"
    assert the(report_of(text), "D01").changes == [Change("D2", 90.0), Change("C2", "Quý II/2025")]


@pytest.mark.parametrize(
    "value, others, offered",
    [
        (1.36, (), 1360),
        (2.5, (60, 70, 80), None),  # a class of 2.500 beside these
        (2.5, (60, 70, 250), 2500),
        (2.5, (60, 70), 2500),  # too few to tell
        (60.5, (), None),  # 60.500 is more than a column can hold
        (1.3605, (), None),  # not a thousand of anything
    ],
)
def test_a_lost_thousands_dot_is_offered_where_it_can_be(value, others, offered):
    rows = "".join(f"\n| 1 | Bồi dưỡng CVC | 9 ngày | {number} |" for number in (value, *others))
    finding = the(report_of(BIEU_04 + rows), "O03")
    assert finding.changes == ([Change("D2", offered)] if offered else [])


# --- norms ----------------------------------------------------------------------------------------


def norm(low, high, study_form="", day=""):
    return Norm("trung-cap", study_form, day, "learners", low, high, "học viên", "Công văn 12")


def sizes(*numbers, name="hệ tập trung", norms, header=BIEU_03, dates="3/2025 | 10/2025 | "):
    """Where D12 tells something of classes of these sizes, by a form set with these norms."""
    rows = "".join(
        f"\n| {i} | Lớp Trung cấp LLCT {name} khóa {i} | {n} | {dates}|"
        for i, n in enumerate(numbers, start=1)
    )
    report = report_of(header + rows, dataclasses.replace(TN, norms=norms))
    return [f.cell for f in report.findings if f.rule == "D12"]


def test_a_norm_of_class_size_holds_at_both_ends():
    assert sizes(29, 30, 60, 61, norms=(norm(30, 60),)) == ["C3", "C6"]
    assert sizes(29, 61, norms=()) == []


def test_the_size_of_a_running_class_is_a_fact():
    assert sizes(29, 61, norms=(norm(30, 60),), header=BIEU_02, dates="3/2024 | 10/2025 ") == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_narrowest_norm_counts(turned):
    norms = (norm(20, 100), norm(30, 60, "full-time"), norm(10, 20, "full-time", "weekend"))
    norms = norms[::-1] if turned else norms
    assert sizes(25, 30, 70, norms=norms) == ["C3", "C5"]
    assert sizes(19, 25, 70, name="hệ không tập trung", norms=norms) == ["C3"]
    assert sizes(15, 25, name="hệ tập trung (học Thứ 7, CN)", norms=norms) == ["C4"]


# --- hidden places --------------------------------------------------------------------------------


def test_figures_in_hidden_sheets_and_columns():
    grids = examples.grids(BIEU_04 + "\n| 1 | Bồi dưỡng CVC | 9 ngày | 70 |")
    [(name, grid)] = grids.items()
    grid.sheets[0].hidden = True
    grid.sheets[0].facts.hidden_columns = {3}
    batch = Batch([from_grid(Path(name), grid, TN)], TN)
    assert [(f.rule, f.cell) for f in judge(batch).findings] == [("T10", "A1"), ("T10", "D1")]


@pytest.mark.parametrize("training, offered", [("", [1000.0]), (4, [])])
def test_no_figure_is_offered_where_either_of_two_may_have_lost_its_dot(training, offered):
    rows = f"""
    | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 30 | {training} | 1 | 3 ngày | |"""
    finding = the(report_of(LANG_SON + rows, LS), "D15")
    assert [change.value for change in finding.changes] == offered
    assert ("F2" in finding.related) is bool(training)
