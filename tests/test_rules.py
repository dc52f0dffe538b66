"""Every rule: words for the clerk, a good example it is silent on, a bad one found at the cell."""

from collections import Counter

import pytest

from validators import examples
from validators.frames import Batch
from validators.rule import all_rules
from validators.run import check
from workbook_templates.form_set import load_form_set

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


def test_every_rule_has_examples_or_a_test_of_its_own():
    for rule in RULES:
        assert rule.id in ELSEWHERE or rule.bad
        assert rule.id in ELSEWHERE or rule.good or rule.id == "L02"
