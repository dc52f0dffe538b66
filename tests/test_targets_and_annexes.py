"""The targets of Quảng Ngãi's plan against its annexes, which list them: agreements of lines, and of lists of
persons."""

import csv
import shutil
from pathlib import Path

import pytest

from samples.plans import write_plan
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from xl_addin.check import check_files
from xl_addin.form_sets import load_form_set, read_form_set

SAMPLE = Path(__file__).parent.parent / "samples" / "quang_ngai_2024"
FORM_SET = load_form_set("quang-ngai-2024")


def returns(folder, edit, name):
    """The sample's returns, with the rows of one table edited."""
    data = shutil.copytree(SAMPLE / "du-lieu", folder / "du-lieu")
    path = data / f"{name}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = list(rows[0])
    edit(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head)
        writer.writeheader()
        writer.writerows(rows)
    write_plan(folder, folder, FORM_SET)
    return folder / "don-vi"


def ranges(**figures):
    def edit(rows):
        for row in rows:
            if (line := row["line"].replace("-", "_")) in figures:
                row["learner_range"] = figures[line]

    return edit


def drop(rows):
    del rows[-1]


def one_more(rows):
    rows.append(rows[-1] | {"full_name": "Người thêm vào", "born": "01/01/1990"})


def as_a_whole(rows):
    """The line above in place of those that make it up."""
    kept = next(row for row in rows if row["line"] == "cc-hv")
    kept |= {"line": "cc-tt", "learner_range": "55"}
    rows[:] = [row for row in rows if row["line"] != "cc-kv3"]


CASES = [
    ("phu-luc-1", ranges(cc_kv3="48"), {"cc-kv3"}),
    ("phu-luc-1", ranges(cc_hv="45", cc_kv3="05"), {"cc-hv", "cc-kv3"}),  # what they come to agrees
    ("phu-luc-1", as_a_whole, {"cc-tt"}),
    ("phu-luc-1", ranges(hoan_chinh="từ 3"), set()),
    ("phu-luc-2", drop, {"dai-hoc"}),
    ("phu-luc-2", one_more, set()),  # “06 đồng chí và bổ sung theo nhu cầu”
    ("phu-luc-3", drop, {"sau-dai-hoc"}),
    ("phu-luc-4", ranges(qp_2="50"), {"qp-2"}),
    ("phu-luc-4", ranges(qp_3="khoảng 810"), set()),
    ("phu-luc-5", drop, set()),  # none of a list of one is no list
    ("phu-luc-7", drop, {"cap-uy"}),
]


@pytest.mark.parametrize(("name", "edit", "lines"), CASES)
def test_what_an_annex_lists_otherwise_is_told_at_its_target(tmp_path, name, edit, lines):
    _, report = check_files([returns(tmp_path, edit, name)], FORM_SET)
    told = [finding for finding in report.findings if finding.rule == "L06"]
    assert {line_of(report, finding) for finding in told} == lines and len(told) == len(lines)
    assert all(finding.related for finding in told) and not report.crashed


def line_of(report, finding):
    tables = report.batch.returns[finding.file].tables
    table = next(table for table in tables if table.sheet == finding.sheet)
    return table.line_of[finding.row]


def test_lines_that_are_not_there_and_fields_that_count_nothing_are_mistakes(tmp_path):
    own = shutil.copytree(FORM_SETS / "quang-ngai-2024", tmp_path / "bo")
    text = (own / "agreements.csv").read_text(encoding="utf-8")
    text = text.replace(",cc-hv,phu-luc-1", ",cc-khac,phu-luc-1")
    text = text.replace("phu-luc-2,full_name", "phu-luc-2,post")
    (own / "agreements.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FormSetError) as error:
        read_form_set(own)
    assert {c.column for c in error.value.complaints} == {"left_lines", "right_fields"}
