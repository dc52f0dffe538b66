"""Every rule: words for the clerk, a good example it is silent on, a bad one found at the cell."""

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from validators import examples
from validators.batch import Batch
from validators.judging import judge
from validators.rule import Example, all_rules
from workbook_templates.declared.loading import load_form_set
from workbook_templates.expression.roles import Role
from workbook_templates.reading.grid import put
from workbook_templates.reading.returns import from_grid
from workbook_templates.reading.sheet_xml import column_index

RULES = list(all_rules().values())
# Their examples are files of another kind, shown in the tests named here.
ELSEWHERE = {
    "T01": "test_bad_input.py",
    "T14": "test_reading.py",
    "T19": "test_other_formats.py",
    "T20": "test_drawn_over.py",
    "L03": "test_inbox.py",
    "L13": "test_chosen_files.py",
}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, start=1)
]


def form_set_of(example):
    """The form set of an example, with its own settings of rules."""
    form_set = load_form_set(example.form_set)
    settings = {name: dict(own) for name, own in form_set.rule_settings.items()}
    for (name, key), value in example.settings.items():
        settings.setdefault(name, {})[key] = value
    return dataclasses.replace(form_set, rule_settings=settings)


def judged(example):
    form_set = form_set_of(example)
    last_year = examples.batch(example.last_year, form_set) if example.last_year else None
    report = judge(examples.batch(example.text, form_set), last_year)
    assert not report.crashed
    return report


@pytest.mark.parametrize("rule, example", EXAMPLES)
def test_an_example_is_found_at_its_cells_alone(rule, example):
    report = judged(example)
    findings = [f for f in report.findings if f.rule == rule.id]
    places = [f"{f.sheet}!{f.cell}" if f.cell else "" for f in findings]
    own = f" {rule.severity}"
    told = [f"{place} {f.severity}".removesuffix(own) for place, f in zip(places, findings, strict=True)]
    assert Counter(told) == Counter(cell.removesuffix(own) for cell in example.cells)
    assert all(f.message and f.message[-1] in ".?" for f in findings)
    if not example.cells and rule.scope != "all":  # and no error to any other rule
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
    example = next((e for e in rule.examples if e.cells), None)
    if rule.id in MENDABLE and MENDABLE[rule.id]:
        example = Example(MENDABLE[rule.id])
    if example is None:
        return
    report = judged(example)
    findings = [f for f in report.findings if f.rule == rule.id]
    mendable = [finding for finding in findings if finding.changes]
    assert bool(mendable) == (rule.id in MENDABLE)
    errors = {f.id for f in report.findings if f.severity == "error"}
    for finding in mendable:
        form_set = form_set_of(example)
        grids = examples.grids(example.text)
        path = Path(report.batch.returns[finding.file].path)
        sheet = next(s for s in grids[path.name].sheets if s.name == finding.sheet)
        for change in finding.changes:
            row, column = row_and_column(change.cell)
            put(sheet.rows, row, column, "" if change.value is None else change.value)
            sheet.facts.formulas.pop((row, column), None)
        returns = [from_grid(Path(name), grid, form_set) for name, grid in grids.items()]
        after = judge(Batch(returns, form_set, together=len(returns) > 1))
        assert finding.id not in {f.id for f in after.findings}
        # The total of a formula is calculated by Excel, not here.
        new = {f.id for f in after.findings if f.severity == "error"} - errors
        assert {i[:3] for i in new} <= {"B04"}


def row_and_column(cell):
    letters, number = re.fullmatch("([A-Z]+)([0-9]+)", cell).groups()
    return int(number) - 1, column_index(letters)


def test_every_rule_has_examples_or_a_test_of_its_own():
    for rule in RULES:
        assert rule.id in ELSEWHERE or any(example.cells for example in rule.examples)
        assert rule.id in ELSEWHERE or any(not example.cells for example in rule.examples) or rule.id == "L02"


# Columns by the words that advice names them with: none is given for a column that the form lacks.
ADVISED = {"ở cột Ghi chú": Role.NOTE, "chuyển sang năm sau.": Role.CARRY, "04 tháng": Role.CARRY}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_words_hold_no_slip_of_a_machine_and_advise_no_column_that_the_form_lacks(rule):
    for example in rule.examples:
        report = judged(example)
        for finding in report.findings:
            said = f"{finding.message} {finding.suggestion or ''}"
            assert not re.search(r"\b(nan|None|inf|True|False)\b|--|\d\.0\b|\{|_last", said), said
            tables = (table for source in report.batch.returns for table in source.tables)
            forms = {table.form for table in tables if table.sheet == finding.sheet}
            for words, role in ADVISED.items():
                if words in (finding.suggestion or report.rules[finding.rule].mend) and len(forms) == 1:
                    assert report.batch.form_set.annexes[forms.pop()].columns.of(role), (finding.rule, said)
