"""Every rule: words for the clerk, a good example it is silent on, a bad one found at the cell."""

import re
from collections import Counter
from pathlib import Path

import pytest

from validators import examples
from validators.frame import Batch
from validators.judging import check
from validators.rule import all_rules
from workbook_templates.declared.form_set import load_form_set
from workbook_templates.reading.grid import put
from workbook_templates.reading.returns import from_grid
from workbook_templates.reading.sheet_xml import column_index

RULES = list(all_rules().values())
# Their examples are files of another kind, shown in the tests named here.
ELSEWHERE = {"T01": "test_bad_input.py", "T14": "test_reading.py", "L03": "test_inbox.py"}


def found(rule, text):
    form_set = load_form_set(rule.form_set)
    last_year = Batch(examples.returns(rule.last_year, form_set), form_set) if rule.last_year else None
    report = check(examples.batch(text, form_set), last_year)
    assert not report.crashed
    return [f for f in report.findings if f.rule == rule.id], report


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_bad_example_is_found_at_its_cells(rule):
    if rule.id in ELSEWHERE:
        return
    findings, _ = found(rule, rule.bad)
    places = [f"{f.sheet}!{f.cell}" if f.cell else "" for f in findings]
    assert Counter(places) == Counter(rule.cells)
    assert all(f.message and f.message[-1] in ".?" for f in findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_good_example_is_silent(rule):
    if rule.good:
        findings, report = found(rule, rule.good)
        assert findings == []
        if rule.scope != "all":  # a good example of one rule is no error to any other
            assert [f for f in report.findings if f.severity == "error"] == []


# Rules whose finding can be mended in one way only; with an example of their own where the bad one of
# the rule is mended by people.
MENDABLE = {
    **dict.fromkeys(("B01", "B05", "B07", "B09", "D01", "D02", "D03", "D15", "L08", "O03", "O08"), ""),
    "B04": """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 61 |
        | | Tổng cộng | | 137 |""",
    "T05": """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số hoc viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |""",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_suggested_correction_mends_what_it_is_made_for(rule):
    """Applied to the example, it leaves nothing of that finding and brings no error of its own."""
    text = MENDABLE.get(rule.id) or rule.bad
    if not text:
        return
    findings, report = found(rule, text)
    mendable = [finding for finding in findings if finding.changes]
    assert bool(mendable) == (rule.id in MENDABLE)
    errors = {f.id for f in report.findings if f.severity == "error"}
    for finding in mendable:
        form_set = load_form_set(rule.form_set)
        grids = examples.grids(text)
        path = Path(report.batch.returns[finding.file].path)
        sheet = next(s for s in grids[path.name].sheets if s.name == finding.sheet)
        for change in finding.changes:
            row, column = row_and_column(change.cell)
            put(sheet.rows, row, column, "" if change.value is None else change.value)
            sheet.facts.formulas.pop((row, column), None)
        returns = [from_grid(Path(name), grid, form_set) for name, grid in grids.items()]
        after = check(Batch(returns, form_set, together=len(returns) > 1))
        assert finding.id not in {f.id for f in after.findings}
        # The total of a formula is calculated by Excel, not here.
        new = {f.id for f in after.findings if f.severity == "error"} - errors
        assert {i[:3] for i in new} <= {"B04"}


def row_and_column(cell):
    letters, number = re.fullmatch("([A-Z]+)([0-9]+)", cell).groups()
    return int(number) - 1, column_index(letters)


def test_every_rule_has_examples_or_a_test_of_its_own():
    for rule in RULES:
        assert rule.id in ELSEWHERE or rule.bad
        assert rule.id in ELSEWHERE or rule.good or rule.id == "L02"
