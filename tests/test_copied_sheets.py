"""A sheet that a clerk copied within the workbook counts once; of two versions of it the clerk is asked."""

import pytest

from tests.short_tables import BIEU_04, LANG_SON, LS, TN
from validators import examples
from validators.batch import Batch
from validators.judging import judge

HEAD = {
    TN.id: BIEU_04.strip().partition("\n")[2],
    LS.id: LANG_SON.strip().partition("\n")[2],
}
FIGURE = {TN.id: "learners", LS.id: "learners_refresher"}
both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
A, B, C, D = (("Bồi dưỡng kiểm tra", 60), ("Bồi dưỡng dân vận", 45), ("Bồi dưỡng tổ chức", 120),
("Bồi dưỡng kế toán", 30))


def sheet(form_set, name, *rows, above=(), total=False):
    lines = [f"# {name}", *(f"| {text} |" for text in above), HEAD[form_set.id]]
    for number, (label, figure) in enumerate(rows, 1):
        if form_set is TN:
            lines.append(f"| {number} | {label} | 5 ngày | {figure} |")
        else:
            lines.append(f"| {number} | Sở Y tế | {label} | 1 | | {figure} | 5 ngày | |")
    if total:
        figure = sum(figure for _, figure in rows)
        of_ls = f"| | | Tổng cộng | {len(rows)} | | {figure} | | |"
        lines.append(f"| | Tổng cộng | | {figure} |" if form_set is TN else of_ls)
    return "\n".join(lines)


def outcome(form_set, *sheets):
    """The people counted, and what is told of a table that is there twice."""
    [source] = examples.returns("\n".join(sheets), form_set)
    batch = Batch([source], form_set)
    report = judge(batch)
    assert not report.crashed
    name = FIGURE[form_set.id]
    counted = sum(value or 0 for table in source.tables for value in table.values[name])
    return counted, [(f"{f.sheet}!{f.cell}", str(f.severity),
    *f.related) for f in report.findings if f.rule == "T07"]


@both
@pytest.mark.parametrize(
    "name, rows, more",
    [
        ("Biểu (2)", (A, B, C), {}), ("Sheet1", (A, B, C), {}), ("Biểu - Copy", (A, B, C), {"total": True}),
        ("Bản sao của Biểu", (C, B, A), {}), ("Biểu (3)", (A, B, C), {"above": ("Bản lưu", "")}),
        ("x", (A, B, C), {"total": True}),
    ],
)  # fmt: skip
def test_a_copy_counts_once(form_set, name, rows, more):
    counted, told = outcome(form_set, sheet(form_set, "Biểu", A, B, C), sheet(form_set, name, *rows, **more))
    corner = f"{name}!A{1 + len(more.get('above', ()))}"
    assert counted == 225 and told == [(corner, "warning", "Biểu!A1")]


@both
def test_a_copy_of_one_row(form_set):
    counted, [(_, severity, _)] = outcome(form_set, sheet(form_set, "Biểu", A), sheet(form_set, "Biểu (2)",
    A))
    assert counted == 60 and severity == "warning"
    other = sheet(form_set, "Phòng Tài vụ", A, above=("Phòng Tài vụ",))
    counted, [(_, severity, _)] = outcome(form_set, sheet(form_set, "Biểu", A), other)
    assert counted == 120 and severity == "warning"  # two departments may well ask for the same


@both
@pytest.mark.parametrize(
    "name, rows",
    [
        ("Biểu (2)", (A, B, (C[0], 130))), ("Biểu (2)", (A, B)), ("Biểu (2)", ((A[0], 1), (B[0], 2), (C[0],
        3))),
        ("Sheet1", (A, B, (C[0], 130))), ("Biểu sửa", (A, B, C, D)), ("Sheet1", (A, B)),
    ],
)  # fmt: skip
def test_of_two_versions_the_clerk_is_asked(form_set, name, rows):
    counted, told = outcome(form_set, sheet(form_set, "Biểu", A, B, C), sheet(form_set, name, *rows))
    assert counted == 225 and told == [(f"{name}!A1", "error", "Biểu!A1")]


@both
@pytest.mark.parametrize(
    "name, rows",
    [
        ("Phòng Tài vụ", (D,)), ("Biểu (2)", (D,)), ("Phòng Tài vụ", ((A[0], 20), (B[0], 10), (C[0], 7))),
        ("Phòng Tài vụ", (A, D, ("Bồi dưỡng tin học", 20))),
    ],
)  # fmt: skip
def test_two_lists_count_both(form_set, name, rows):
    counted, told = outcome(form_set, sheet(form_set, "Biểu", A, B, C), sheet(form_set, name, *rows))
    assert counted == 225 + sum(figure for _, figure in rows)
    assert told == [(f"{name}!A1", "warning", "Biểu!A1")]


@both
def test_a_blank_copy_says_nothing(form_set):
    counted, told = outcome(form_set, sheet(form_set, "Biểu", A, B, C), sheet(form_set, "Biểu (2)"))
    assert (counted, told) == (225, [])
    counted, told = outcome(form_set, sheet(form_set, "Biểu (2)"), sheet(form_set, "Biểu", A, B, C))
    assert (counted, told) == (225, [])
