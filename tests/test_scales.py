"""Figures in tens, hundreds or thousands of people: what a header or a line beside the table says of them is
never lost."""

import pytest

from tests.short_tables import LS, TN, report_of, told
from validators import examples
from workbook_templates.declared.fields import Field
from workbook_templates.kinds import KINDS
from workbook_templates.kinds.scales import scale_named
from workbook_templates.learning.measures import measure_named

TITLE = {TN.id: "BIỂU SỐ 04", LS.id: "BIỂU SỐ 01"}
HEAD = {
    TN.id: "| TT | Tên lớp | Thời gian | {head} |",
    LS.id: "| TT | Đơn vị | Nội dung | Số lớp | ĐT | {head} | Thời gian | Ghi chú |",
}
ROWS = {
    TN.id: "| 1 | Bồi dưỡng kiểm tra | 5 ngày | 1.5 |\n| 2 | Bồi dưỡng dân vận | 3 ngày | 2 |",
    LS.id: "| 1 | Sở Y tế | Bồi dưỡng quản lý | 1 | | 1.5 | 5 ngày | |\n"
    "| 2 | Sở Nội vụ | Bồi dưỡng kế toán | 1 | | 2 | 5 ngày | |",
}
NAME = {TN.id: "Học viên", LS.id: "BD"}
FIGURE = {TN.id: ("learners", "D"), LS.id: ("learners_refresher", "F")}
both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)


def sheet(form_set, *above, head=None, below="", under=None):
    lines = ["# Biểu", f"| {TITLE[form_set.id]} |", *(f"| {text} |" for text in above)]
    lines.append(HEAD[form_set.id].format(head=head or NAME[form_set.id]))
    if under:
        lines.append("| " * (3 if form_set is TN else 5) + f"| {under} |")
    lines += [ROWS[form_set.id], f"| | {below} |" if below else ""]
    return "\n".join(lines)


def outcome(form_set, text):
    """The figures counted, and the places of errors."""
    [source] = examples.returns(text, form_set)
    [table] = source.tables
    name, letter = FIGURE[form_set.id]
    loud = [line.split() for line in told(report_of(text, form_set))]
    return table.values[name], [cell for _, severity, cell in loud if severity == "error" and letter in cell]


@both
@pytest.mark.parametrize(
    "head",
    [
        "{} (trăm người)", "{}, chục người", "{} (ĐVT: nghìn người)", "{} (nghìn)", "{}\n(trăm học viên)",
        "{} (x 1000)", "{} (1.000 người)", "{} (Đơn vị tính: vạn người)", "{} - trăm người",
    ],
)  # fmt: skip
def test_a_header_says_so(form_set, head):
    text = sheet(form_set, head=head.format(NAME[form_set.id]).replace("\n", " "))
    assert outcome(form_set, text) == ([None, None], [f"{FIGURE[form_set.id][1]}3"])


@both
@pytest.mark.parametrize(
    "line",
    [
        "ĐVT: trăm người", "Đơn vị tính: nghìn người", "(Đơn vị: chục học viên)", "Đơn vị tính: 1.000 người",
        "(nghìn người)", "Đơn vị tính: triệu đồng, trăm người", "Số liệu tính theo nghìn lượt người",
    ],
)  # fmt: skip
def test_a_line_above_the_table_says_so(form_set, line):
    assert outcome(form_set, sheet(form_set, line)) == ([None, None], [f"{FIGURE[form_set.id][1]}4"])


@both
@pytest.mark.parametrize("under", ["trăm người", "(nghìn người)", "ĐVT: chục người"])
def test_a_row_below_the_header_says_so(form_set, under):
    assert outcome(form_set, sheet(form_set, under=under)) == ([None, None], [f"{FIGURE[form_set.id][1]}4"])


@both
@pytest.mark.parametrize("note", ["Ghi chú: đơn vị tính: trăm người", "(Số liệu tính bằng nghìn người)"])
def test_a_line_below_the_table_says_so(form_set, note):
    assert outcome(form_set, sheet(form_set, below=note)) == ([None, None], [f"{FIGURE[form_set.id][1]}3"])


@both
@pytest.mark.parametrize(
    "above, head",
    [
        ("Đơn vị tính: người", None), ("ĐVT: nghìn đồng", None), ("Đơn vị tính: triệu đồng", "{} (người)"),
        ("", "{} (học viên)"), ("", "{} (lượt người)"), ("Đơn vị: Sở Nội vụ", None), ("ĐVT: nghìn người",
        "{} (người)"),
        ("Kế hoạch bồi dưỡng trăm người", None), ("", "{} (dưới 100 người/lớp)"), ("Đơn vị tính: chục lớp",
        None),
        ("(Kèm theo Kế hoạch số 100-KH/TU)", None), ("", "{} (1)"), ("", "{} (2025)"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_the_kind_is_silent(form_set, above, head):
    text = sheet(form_set, *filter(None, [above]),
    head=(head or "{}").format(NAME[form_set.id])).replace("1.5", "15")
    values, loud = outcome(form_set, text)
    assert values == [15, 2] and loud == []


def test_what_a_unit_is_called():
    assert [scale_named(text) for text in ("trăm người", "người", "nghìn", "x100", "1.000 lớp", "tá",
    "", "(10)", "x10")] == [
        (100, "người"), (1, "người"), (1000, ""), (100, ""), (1000, "lớp"), None, None, None, (10, ""),
    ]  # fmt: skip
    assert measure_named("Nghìn người") == "nghìn người"


def kind(name, measure=""):
    return KINDS[name](measure=measure)


@pytest.mark.parametrize(
    "name, measure, unit, scale",
    [
        ("count", "người", "trăm người", 100), ("count", "", "trăm người", 100), ("count", "lớp",
        "trăm người", None),
        ("count", "nghìn người", "nghìn người", 1), ("decimal", "ha", "trăm người", None),
        ("quantity", "người", "chục hv", 10), ("money", "triệu đồng", "nghìn đồng", 0.001),
        ("money", "nghìn đồng", "1.000 đồng", 1), ("money", "", "tr.đ", 1e6), ("money", "triệu đồng",
        "tỷ đồng", 1000),
        ("money", "triệu đồng", "trăm người", None), ("text", "", "trăm người", None),
    ],
)  # fmt: skip
def test_how_many_of_its_own_a_kind_makes_of_a_unit(name, measure, unit, scale):
    assert kind(name, measure).scale_of(unit, bare=True) == scale


def test_a_bare_word_names_no_unit_above_a_table():
    assert kind("count", "người").scale_of("nghìn", bare=False) is None
    assert kind("count", "người").scale_of("nghìn", bare=True) == 1000
    assert Field
