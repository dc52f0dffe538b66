"""“Không có nhu cầu” in whatever words and wherever in a table: understood, printed nowhere, told as such."""

import unicodedata

import pytest

from tests.short_tables import BIEU_01, BIEU_03, BIEU_04, LANG_SON, LS, TN
from validators import examples
from validators.judging import judge
from workbook_templates.words.no_need import is_of_a_line, says_no_need
from xl_addin.summary.bieu import roll_up_forms

HEAD = "% unit_code: {}\n% form_set: {}"
TOLD = """
    Không có nhu cầu|KHÔNG CÓ NHU CẦU.|không đăng ký|Không có|Không phát sinh|0 nhu cầu|(Không có nhu cầu)|- Không có nhu cầu -
    Đơn vị không có nhu cầu đào tạo, bồi dưỡng năm 2025|chưa có nhu cầu|Không đăng ký nhu cầu|ko có nhu cầu|Không có lớp nào
    Không mở lớp|Không có nhu cầu cử cán bộ đi học|Nhu cầu: không|Nhu cầu: 0|không nhu cầu|Không cử cán bộ đi học
    Năm 2025 đơn vị không đăng ký|Sở Y tế: không có nhu cầu|Huyện ủy Đại Từ - không đăng ký|“Không có nhu cầu”
    Không có nhu cầu mở lớp trong năm 2025!|không phát sinh nhu cầu|không tổ chức lớp|Không có học viên
    0 có nhu cầu|Huyện ủy Đại Từ không có nhu cầu|Sở Y tế chưa đăng ký năm 2025|Đảng ủy xã Ba Tơ không đăng ký
    """  # noqa: E501
NOT_TOLD = """
    Không tập trung|không|Không gian mạng|12 ngày - không có nhu cầu|5, không có nhu cầu|Bồi dưỡng cán bộ|chưa có kế hoạch
    Không có số liệu|60|theo nhu cầu|Lớp mở theo nhu cầu|Có nhu cầu|Nhu cầu đào tạo|NHU CẦU ĐÀO TẠO NĂM 2025|K57|không quá 40
    Khoa không|không rõ|Không chuyên trách|Cán bộ không có bằng|Lớp mở cho cán bộ chưa có chứng chỉ|0|Nhu cầu 05
    Cán bộ xã chưa đăng ký|Bồi dưỡng cán bộ không có nhu cầu|Sở có nhu cầu|Hội nông dân không mở
    """  # noqa: E501


def listed(text):
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|")]


def test_the_words():
    assert [text for text in listed(TOLD) if not says_no_need(text)] == []
    assert [text for text in listed(NOT_TOLD) if says_no_need(text)] == []


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("h", "h\u200b").replace("c", "c\u00ad"),
        lambda text: unicodedata.normalize("NFD", text.upper()),
        lambda text: text.replace("đ", "ð"),
    ],
)
def test_the_words_in_other_letters(typed):
    assert [text for text in listed(TOLD) if not says_no_need(typed(text))] == []


OF_FORMS = (
    (TN, "TN-HU-DT", "bieu-04", BIEU_04, """
        | KHÔNG CÓ NHU CẦU | | | |
        | Không đăng ký. | | | |
        | 1 | Không phát sinh. | | |
        | | KHÔNG ĐĂNG KÝ | | |
        | 1 | | | Không có nhu cầu |
        | | | | 0 nhu cầu |
        | | | Không có | |
        | 1 | Không có | - | 0 |
        | 1 | Không | | |
        | | KHÔNG. | | 0 |
        | 1 | Bồi dưỡng cấp phòng | | không đăng ký |"""),
    (TN, "TN-HU-DT", "bieu-01-i", BIEU_01, """
        | 1 | Huyện ủy Đại Từ | Không có nhu cầu | Không có nhu cầu |
        | 1 | Huyện ủy Đại Từ | không đăng ký | |
        | 1 | KHÔNG CÓ NHU CẦU | | |
        | Không có nhu cầu. | | | |
        | 1 | Huyện ủy Đại Từ | 0 nhu cầu | 0 |"""),
    (TN, "TN-TCT", "bieu-03", BIEU_03, """
        | 1 | Không mở lớp | | | | |
        | | | | KHÔNG CÓ NHU CẦU | | |
        | 1 | | không phát sinh | | | |"""),
    (LS, "LS-SYT", "bieu-01", LANG_SON, """
        | 1 | Sở Y tế | Không có nhu cầu. | | | | | |
        | 1 | Sở Y tế | | không đăng ký | | | | |
        | KHÔNG CÓ NHU CẦU | | | | | | | |
        | 1 | Sở Y tế | | | | | | Không phát sinh |
        | 1 | Sở Y tế | ĐƠN VỊ KHÔNG CÓ NHU CẦU NĂM 2018 | 0 | | | | |"""),
)  # fmt: skip
CASES = [(*form, row.strip()) for *form, rows in OF_FORMS for row in rows.strip().splitlines()]


@pytest.mark.parametrize("form_set, unit, form, header, row", CASES, ids=[c[4] for c in CASES])
def test_it_is_understood_and_printed_nowhere(form_set, unit, form, header, row):
    if unit not in form_set.catalogue.units:
        unit = next(u.code for u in form_set.catalogue.units.values() if u.name == "Sở Y tế")
    report = judge(examples.batch(f"{HEAD.format(unit, form_set.id)}{header}\n    {row}", form_set))
    [item] = report.batch.returns
    assert item.declined == item.answered == {form}
    bieu = next(b for b in roll_up_forms(report.batch) if any(a.id == form for a in b.form.sources))
    assert (bieu.lines, bieu.no_need) == ([], [unit])
    assert [f"{f.rule} {f.cell}" for f in report.findings if f.severity != "hint" and f.rule != "T04"] == []


def test_a_class_that_nobody_asks_for_leaves_the_others():
    rows = "\n| 1 | Bồi dưỡng CVC | 20 ngày | không đăng ký |\n| 2 | Bồi dưỡng cấp phòng | 12 ngày | 70 |"
    batch = judge(examples.batch(HEAD.format("TN-HU-DT", TN.id) + BIEU_04 + rows, TN)).batch
    bieu = next(b for b in roll_up_forms(batch) if b.form.id == "bieu-04")
    assert (len(bieu.lines), bieu.total("learners"), bieu.no_need) == (1, 70, [])


def test_a_zero_with_the_words_in_its_length_is_printed_as_in_lang_son():
    rows = "\n| 3 | Sở Y tế | Bồi dưỡng nghiệp vụ | 0 | | | không có nhu cầu | |"
    unit = next(u.code for u in LS.catalogue.units.values() if u.name == "Sở Y tế")
    batch = judge(examples.batch(HEAD.format(unit, LS.id) + LANG_SON + rows, LS)).batch
    assert len(next(b for b in roll_up_forms(batch) if b.form.id == "bieu-01").lines) == 1


OF_A_LINE = """
    Các lớp khác: Không có nhu cầu|Bồi dưỡng dân vận: không có nhu cầu|Các lớp khác không đăng ký|Còn lại không có nhu cầu
    Không có nhu cầu các lớp khác|Ngoài ra, đơn vị không có nhu cầu|Những nội dung còn lại thì không đăng ký
    """  # noqa: E501
OF_ALL = """
    Không có nhu cầu|Sở Y tế: không có nhu cầu|Đơn vị: không có nhu cầu|Nhu cầu: không|Huyện ủy Đại Từ - không đăng ký
    UBND huyện Bắc Sơn: chưa có nhu cầu|Năm 2025: không có nhu cầu|Ghi chú: không có nhu cầu
    """  # noqa: E501


def test_of_what_it_is_said():
    assert [text for text in listed(OF_A_LINE) if not (says_no_need(text) and is_of_a_line(text))] == []
    assert [text for text in listed(OF_ALL) if is_of_a_line(text) or not says_no_need(text)] == []


@pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("text", listed(OF_A_LINE)[:5] + ["Không có nhu cầu"])
def test_said_of_one_line_it_speaks_against_no_other(form_set, place, text):
    rows = [("Bồi dưỡng kiểm tra", 60), ("Bồi dưỡng tổ chức", 40)]
    rows.insert(place, (text, ""))
    of_ls = "| {0} | Sở Y tế | {1} | {4} | | {3} | {2} | |"
    head, line = (BIEU_04, "| {} | {} | {} | {} |") if form_set is TN else (LANG_SON, of_ls)
    lines = [
        line.format(n, name, "5 ngày" if count else "", count, 1 if count else "")
        for n, (name, count) in enumerate(rows, 1)
    ]
    found = judge(examples.batch("\n".join([head, *lines]), form_set)).findings
    told = [f.rule for f in found if f.rule in ("D20", "D16", "D21", "D22")]
    assert told == (["D20"] if text == "Không có nhu cầu" else [])


def test_said_of_one_line_beside_a_figure_of_its_own():
    text = BIEU_04 + "\n| 1 | Bồi dưỡng dân vận: không có nhu cầu | 5 ngày | 40 |"
    assert "D20" in [f.rule for f in judge(examples.batch(text, TN)).findings]
