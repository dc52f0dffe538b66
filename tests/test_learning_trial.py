"""The trial of learning by example (tests/learning_trial.py): what is right of each form, and what becomes of
returns that were changed."""

from __future__ import annotations

import pytest

from tests.example_forms import save
from tests.learning_trial import FORMS, after, rolled_up, score_of, sums_of, write
from tests.trial_changes import FAULTS, HARMLESS, SAID
from validators.judging import judge
from xl_addin.by_example import form_set_by_example
from xl_addin.check import batch_of
from xl_addin.inbox import open_inbox
from xl_addin.summary.bieu import roll_up_forms

BY_NAME = {form.name: form for form in FORMS}


@pytest.fixture(scope="module", params=FORMS, ids=BY_NAME)
def tried(request, tmp_path_factory):
    """A form with what was learnt of it, and how much of that is right."""
    form, folder = request.param, tmp_path_factory.mktemp("mau")
    with rolled_up(form, folder) as (learnt, result):
        taken, sums = learnt.forms[0], sums_of(learnt, result.bieu)
        clean = {(f.rule, f.cell) for f in result.report.findings}
        score = score_of(form, learnt, result)
    (folder / "tong-hop.xlsx").unlink()
    return folder, taken, sums, clean, score


def test_what_is_learnt_is_right_and_clean_returns_are_silent(tried):
    *_, score = tried
    assert (score.wrong, score.sums, score.noise) == ([], 0, [])


# Each form takes a harmless change, one that must be said and a fault; over all forms every one is met often.
def test_a_harmless_change_alters_nothing(tried, request):
    folder, taken, sums, clean, _ = tried
    got = after(folder, _turn(HARMLESS, taken), taken)
    if got:
        assert got[1] == sums
        assert {(f.rule, f.cell) for f in got[2]} <= _about(clean, got[2])


def test_what_is_not_understood_is_said(tried):
    folder, taken, _, clean, _ = tried
    if got := after(folder, _turn(SAID, taken), taken):
        assert {(f.rule, f.cell) for f in got[2]} - clean


@pytest.mark.parametrize("turn", (0, 3))
def test_a_fault_is_found_at_its_cell(tried, turn):
    folder, taken, *_ = tried
    if got := after(folder, _turn(FAULTS, taken, turn), taken):
        cells = got[0][1]
        assert [f for f in got[2] if cells & {f.cell, *f.related}]
        assert all(f.difference is None or f.difference == f.difference for f in got[2])  # none is NaN


def _turn(changes: list, taken, turn: int = 0):
    """One of several changes, another for each form."""
    return changes[(len(taken.header.paths) + len(taken.title) + turn) % len(changes)]


def _about(clean: set, findings: list) -> set:
    """Findings that were there before, wherever their cell is now: only a date stored as such is doubted."""
    return clean | {(f.rule, f.cell) for f in findings if f.rule in {rule for rule, _ in clean}}


def _checked(folder, example: str, returns: dict[str, list[tuple[str, str]]]):
    """What comes of returns by an example, each a list of sheets: the forms, their totals, the findings."""
    (folder / "don-vi").mkdir()
    sheets = [("Biểu", example)] if isinstance(example, str) else example
    save(folder / "mau.xlsx", [(name, text, "") for name, text in sheets])
    for name, sheets in returns.items():
        save(folder / "don-vi" / f"{name}.xlsx", [(sheet, text, "") for sheet, text in sheets])
    with form_set_by_example(folder / "mau.xlsx", [folder / "don-vi"]) as learnt:
        inbox = open_inbox([folder / "don-vi"], learnt.form_set, learnt.folder)
        batch = batch_of(inbox, inbox.form_set)
        totals = list(sums_of(learnt, roll_up_forms(batch)).values())
        return learnt.forms, totals, [(f.rule, f.sheet, f.cell) for f in judge(batch).findings]


LINES = "BIỂU 1\nSTT | Nội dung | Số người | Kinh phí (triệu đồng)\n"
BLANK = LINES + "1 | Cao cấp\n2 | Trung cấp\n3 | Sơ cấp"


def _rows(*figures: str) -> str:
    names = ("Cao cấp", "Trung cấp", "Sơ cấp")
    rows = enumerate(zip(names, figures, strict=True), start=1)
    return LINES + "\n".join(f"{number} | {name} | {own}" for number, (name, own) in rows)


def test_years_that_are_numbers_are_captions(tmp_path):
    head = "KẾ HOẠCH\nSTT | Nội dung | Kinh phí (triệu đồng) | < | <\n^ | ^ | 2026 | 2027 | 2028\n"
    sent = {
        "Xã A": [("Biểu", head + "1 | Đào tạo | 5 | 6 | 7\n2 | Bồi dưỡng | 1 | 2 | 3")],
        "Xã B": [("Biểu", head + "1 | Đào tạo | 1 | 1 | 1\n2 | Bồi dưỡng | 1 | 1 | 0")],
    }
    _, totals, found = _checked(tmp_path, head + "1 | Đào tạo\n2 | Bồi dưỡng", sent)
    assert (totals, found) == ([8, 10, 11], [])


def test_a_header_that_stands_twice_is_counted_once_and_said(tmp_path):
    head = "KẾ HOẠCH\nSTT | Nội dung | Số người | Số người | Ghi chú\n"
    sent = {"Xã A": [("Biểu", head + "1 | Đào tạo | 5 | 6\n2 | Bồi dưỡng | 1 | 2")]}
    _, totals, found = _checked(tmp_path, head + "1 | Đào tạo\n2 | Bồi dưỡng\n3 | Khác", sent)
    assert totals == [6]
    assert ("T07", "Biểu", "D2") in found


def test_forms_with_one_header_are_told_apart_by_their_lines(tmp_path):
    other = _rows("1 | 1", "1 | 1", "1 | 2").replace("Sơ cấp", "Bồi dưỡng")
    example = [("PL1", BLANK), ("PL2", BLANK.replace("Sơ cấp", "Bồi dưỡng").replace("BIỂU 1", "BIỂU 2"))]
    sent = {"Xã A": [("Trang 1", _rows("1 | 2", "3 | 4", "5 | 6")), ("Trang 2", other.replace("BIỂU 1", ""))]}
    _, totals, found = _checked(tmp_path, example, sent)
    assert (totals, found) == ([9, 12, 3, 4], [])


def test_a_form_that_a_return_lacks_is_said(tmp_path):
    example = [("PL1", BLANK), ("PL2", "BIỂU 2\nSTT | Họ và tên | Năm sinh | Chức vụ")]
    *_, found = _checked(tmp_path, example, {"Xã A": [("PL1", _rows("1 | 2", "3 | 4", "5 | 6"))]})
    assert found == [("T04", None, None)]


def test_a_sheet_copied_for_units_below_is_counted_and_said(tmp_path):
    sheets = [("Trường 1", _rows("1 | 2", "3 | 4", "5 | 6")), ("Trường 2", _rows("1 | 1", "1 | 1", "1 | 1"))]
    sent = {"Xã A": sheets}
    _, totals, found = _checked(tmp_path, BLANK, sent)
    assert (totals, found) == ([12, 15], [("T07", "Trường 2", "A2")])


def test_no_need_in_fixed_lines_is_an_answer(tmp_path):
    declined = BLANK + "\n_ | Không có nhu cầu"
    sent = {"Xã A": [("Biểu", _rows("1 | 2", "3 | 4", "5 | 6"))], "Xã B": [("Biểu", declined)]}
    assert _checked(tmp_path, BLANK, sent)[1:] == ([9, 12], [])


def test_another_form_among_the_returns_is_said_and_the_others_are_done(tmp_path):
    other = "BÁO CÁO\nSTT | Cây trồng | Diện tích | Sản lượng\n1 | Lúa | 5 | 6\n2 | Ngô | 3 | 3"
    sent = {"Xã A": [("Biểu", _rows("1 | 2", "3 | 4", "5 | 6"))], "Xã B": [("Biểu", other)]}
    _, totals, found = _checked(tmp_path, BLANK, sent)
    assert (totals, {rule for rule, *_ in found}) == ([9, 12], {"T02", "T18"})


def test_an_untouched_blank_is_said_also_where_it_prints_words(tmp_path):
    head = "DỰ TOÁN\nSTT | Nội dung | ĐVT | Số lượng | Thành tiền (đồng)\n"
    blank = head + "1 | Tài liệu | bộ\n2 | Nước uống | người\n_ | Tổng cộng"
    filled = "1 | Tài liệu | bộ | 5 | 50000\n2 | Nước uống | người | 5 | 20000\n_ | Tổng cộng | _ | _ | 70000"
    sent = {"Xã A": [("Biểu", head + filled)], "Xã B": [("Biểu", blank)]}
    _, totals, found = _checked(tmp_path, blank, sent)
    assert (totals, [rule for rule, *_ in found]) == ([70000], ["T15"])


def test_a_filled_example_among_the_returns_is_said(tmp_path):
    form = BY_NAME["mẫu là biểu năm trước đã điền"]
    example, returns = write(form, tmp_path)
    (returns / "Biểu năm 2025.xlsx").write_bytes(example.read_bytes())
    with form_set_by_example(example, [returns]) as learnt:
        inbox = open_inbox([returns], learnt.form_set, learnt.folder)
        found = judge(batch_of(inbox, inbox.form_set)).findings
    assert [(f.rule, f.severity) for f in found] == [("L05", "hint")]


def test_an_example_of_last_year_is_taken_as_of_this_year(tmp_path):
    head = "KẾ HOẠCH NĂM {1}\nSTT | Nội dung | Thực hiện năm {0} | Kế hoạch năm {1}\n"
    blank = head.format(2025, 2026) + "1 | Đào tạo\n2 | Bồi dưỡng\n3 | Khác"
    filled = head.format(2026, 2027) + "1 | Đào tạo | 5 | 50\n2 | Bồi dưỡng | 3 | 30\n3 | Khác | 2 | 20"
    forms, totals, found = _checked(tmp_path, blank, {"Xã A": [("Biểu", filled)]})
    assert (totals, found) == ([10, 100], [])
    assert forms[0].title == "KẾ HOẠCH NĂM 2027"


def _under(form) -> dict[str, str]:
    label = {line.id: line.label for line in form.lines}
    return {line.label: label[line.under] for line in form.lines if line.under}


def test_groups_without_numbers_hold_the_lines_with_a_dash(tmp_path):
    head = "BIỂU\nNội dung | Số người | Nữ\n"
    blank = head + "Nhóm A\n- Việc một\n- Việc hai\nNhóm B\n- Việc ba\nCộng"
    first = "Nhóm A | 5 | 2\n- Việc một | 2 | 1\n- Việc hai | 3 | 1"
    filled = f"{head}{first}\nNhóm B | 1 | 1\n- Việc ba | 1 | 1\nCộng | 6 | 3"
    (form,), totals, found = _checked(tmp_path, blank, {"Xã A": [("Biểu", filled)]})
    assert _under(form) == {"- Việc một": "Nhóm A", "- Việc hai": "Nhóm A", "- Việc ba": "Nhóm B"}
    assert (totals, found) == ([6, 3], [])


def test_lines_without_a_number_stand_below_the_numbered_one(tmp_path):
    head = "BIỂU\nSTT | Nội dung | Số người\n"
    blank = head + "1 | Cao cấp\n_ | Hệ tập trung\n_ | Hệ tại chức\n2 | Trung cấp\n_ | Cộng"
    first = "1 | Cao cấp | 5\n_ | Hệ tập trung | 2\n_ | Hệ tại chức | 3"
    filled = f"{head}{first}\n2 | Trung cấp | 4\n_ | Cộng | 9"
    (form,), totals, found = _checked(tmp_path, blank, {"Xã A": [("Biểu", filled)]})
    assert _under(form) == {"Hệ tập trung": "Cao cấp", "Hệ tại chức": "Cao cấp"}
    assert (totals, found) == ([9], [])


def test_units_below_under_the_word_for_units_are_rows_of_their_own(tmp_path):
    head = "_ | STT | Đơn vị | Số hộ | Nữ chủ hộ\n"
    filled = head + "_ | 1 | Thôn A | 5 | 1\n_ | 2 | Thôn B | 7 | 2\n_ | _ | Cộng | 12 | 3"
    _, totals, found = _checked(tmp_path, head, {"Xã A": [("Biểu", filled)]})
    assert (totals, found) == ([12, 3], [])


def test_a_long_caption_in_the_second_row_is_one(tmp_path):
    long = "Số cán bộ, công chức được cử đi đào tạo, bồi dưỡng về {} trong năm kế hoạch của đơn vị"
    columns = f"{long.format('chính trị')} | {long.format('quốc phòng')}"
    head = f"BIỂU\nSTT | Nội dung | Số lượng | <\n^ | ^ | {columns}\n"
    blank = head + "1 | Đào tạo\n2 | Bồi dưỡng\n3 | Khác"
    filled = head + "1 | Đào tạo | 5 | 4\n2 | Bồi dưỡng | 3 | 3\n3 | Khác | 2 | 2"
    assert _checked(tmp_path, blank, {"Xã A": [("Biểu", filled)]})[1:] == ([10, 9], [])
