"""Which files are returns, and which count for each unit and annex."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from validators.batch import Batch
from validators.codes import Ignored, Superseded
from validators.judging import judge
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.reading import many_files
from workbook_templates.reading.cover import read_cover
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.package import SheetFacts
from workbook_templates.reading.sending import read_attempt
from xl_addin.check import batch_of, guess_form_set
from xl_addin.inbox import collect, open_inbox
from xl_addin.summary.bieu import roll_up_forms

ROOT = Path(__file__).parent.parent
FORM_SET = load_form_set("thai-nguyen-2025")
CLASS = [1, "Bồi dưỡng cán bộ lãnh đạo, quản lý cấp phòng khóa 12", "12 ngày", 70]
OTHER = [1, "Bồi dưỡng cán bộ lãnh đạo, quản lý cấp phòng khóa 13", "12 ngày", 65]
CARRIED = [1, "Lớp Trung cấp LLCT hệ tập trung khóa 55", 44, "8/2024", "3/2025"]


def put(folder, name, rows, unit="TN-HU-DT", saved=None, **cover):
    path = folder / name
    folder.mkdir(exist_ok=True)
    write_blank(path, FORM_SET, unit, Filled(rows, cover, saved))
    return path


def opened(folder):
    inbox = open_inbox([folder], FORM_SET)
    counted = {inbox.name(n): [t.form for t in inbox.returns[n].tables if t.filled] for n in inbox.used}
    return inbox, counted


def later(days):
    from datetime import UTC, datetime, timedelta

    return datetime(2024, 11, 1, tzinfo=UTC) + timedelta(days=days)


def sent_twice(inbox):
    """Severity, the file that counts and the one that does not, of each finding of L03."""
    batch = batch_of(inbox, FORM_SET)
    findings = [f for f in judge(batch).findings if f.rule == "L03"]
    return [(f.severity, inbox.name(f.file), f.key.split("|")[-1]) for f in findings]


def test_different_annexes_in_two_files_are_joined(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-02": [CARRIED]}, saved=later(1))
    inbox, counted = opened(tmp_path)
    assert counted == {"a.xlsx": ["bieu-04"], "b.xlsx": ["bieu-02"]}
    assert not inbox.superseded


def test_identical_content_is_one(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "a (1).xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    inbox, counted = opened(tmp_path)
    assert len(counted) == 1
    assert sent_twice(inbox) == [("hint", "a (1).xlsx", "a.xlsx")]


def test_where_nothing_is_stated_the_later_counts_and_both_are_named(tmp_path):
    put(tmp_path, "z-old.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "a-new.xlsx", {"bieu-04": [OTHER]}, saved=later(1))
    inbox, counted = opened(tmp_path)
    assert list(counted) == ["a-new.xlsx"]
    assert sent_twice(inbox) == [("warning", "a-new.xlsx", "z-old.xlsx")]


def test_the_documents_own_time_goes_before_the_files(tmp_path):
    old = put(tmp_path, "old.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "new.xlsx", {"bieu-04": [OTHER]}, saved=later(1))
    os.utime(old, (2_000_000_000, 2_000_000_000))
    assert list(opened(tmp_path)[1]) == ["new.xlsx"]


def test_replacing_takes_everything_out(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS], "bieu-02": [CARRIED]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(1), mode="Thay thế toàn bộ", attempt="2")
    inbox, counted = opened(tmp_path)
    assert counted == {"b.xlsx": ["bieu-04"]}
    assert sent_twice(inbox) == [("warning", "b.xlsx", "a.xlsx")]  # what only the first holds is named


def test_replacing_all_that_was_sent_is_a_hint(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(1), mode="Thay thế toàn bộ", attempt="2")
    assert sent_twice(opened(tmp_path)[0]) == [("hint", "b.xlsx", "a.xlsx")]


@pytest.mark.parametrize(
    ("earlier", "later_one"),
    [
        ("2 (ngày 15/3/2025)", "3"), ("02/2025", "3"), ("lần 2", "Lần thứ ba"), ("1", "2."),
        ("Lần đầu", "II"), ("2 năm 2025", "03"), ("2 (14h30, 20/11/2024)", "3 (ngày 1 tháng 12)"),
    ],
)  # fmt: skip
def test_a_number_of_a_sending_is_never_glued_from_a_date(tmp_path, earlier, later_one):
    """Saved the other way round: only the number says which is the last."""
    put(tmp_path, "a.xlsx", {"bieu-04": [OTHER]}, saved=later(0), attempt=later_one, mode="Thay thế toàn bộ")
    put(tmp_path, "b.xlsx", {"bieu-04": [CLASS]}, saved=later(9), attempt=earlier, mode="Thay thế toàn bộ")
    assert opened(tmp_path)[1] == {"a.xlsx": ["bieu-04"]}


@pytest.mark.parametrize("attempt", ["15/3/2025", "2025", "CV số 15", "1, 2", "", "0"])
def test_where_no_number_can_be_told_the_time_decides(tmp_path, attempt):
    third = [[1, "Bồi dưỡng khóa 9", "2 ngày", 5]]
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(2), attempt="3")
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(3), attempt=attempt)
    put(tmp_path, "c.xlsx", {"bieu-04": third}, saved=later(9), attempt="2")
    inbox, counted = opened(tmp_path)
    assert list(counted) == ["b.xlsx"]
    assert inbox.superseded == {2: (1, Superseded.LATER_SENDING), 0: (1, Superseded.LATER)}


@pytest.mark.parametrize("mode", ["Lần đầu", "Thay thế toàn bộ"])
def test_ties_are_named_as_ties(tmp_path, mode):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0), attempt="2", mode=mode)
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(0), attempt="2", mode=mode)
    inbox, counted = opened(tmp_path)
    assert len(counted) == 1 and [why for _, why in inbox.superseded.values()] == [Superseded.TIE]
    assert sent_twice(inbox) == [("warning", "b.xlsx", "a.xlsx")]


def test_two_that_replace_with_one_number_are_a_question(tmp_path):
    for name, rows, day in (("a.xlsx", [CLASS], 0), ("b.xlsx", [OTHER], 1)):
        put(tmp_path, name, {"bieu-04": rows}, saved=later(day), attempt="2", mode="Thay thế toàn bộ")
    assert sent_twice(opened(tmp_path)[0]) == [("warning", "b.xlsx", "a.xlsx")]


def test_a_blank_that_says_it_replaces_replaces_nothing(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "b.xlsx", {}, saved=later(1), attempt="2", mode="Thay thế toàn bộ")
    assert opened(tmp_path)[1] == {"a.xlsx": ["bieu-04"], "b.xlsx": []}


def with_title(path, sheet, cell, text):
    import openpyxl

    book = openpyxl.load_workbook(path)
    book[sheet][cell] = text
    book.properties.modified = None
    book.save(path)


OWN, FOREIGN = {"bieu-04": [CLASS], "bieu-01-i": [[1, "Huyện ủy Đại Từ", 1, 2]]}, {"bieu-04": [OTHER]}


@pytest.mark.parametrize("place", ["title", "label", "rows"])
@pytest.mark.parametrize("mode", ["Thay thế toàn bộ", "Lần đầu", "Bổ sung thêm"])
@pytest.mark.parametrize("foreign_is_later", [True, False])
def test_a_file_that_names_another_unit_neither_replaces_nor_is_replaced(
    tmp_path, place, mode, foreign_is_later
):
    """Phú Bình filled in the blank of Đại Từ."""
    rows = {"bieu-01-i": [[1, "Huyện ủy Phú Bình", 7, 7]]} if place == "rows" else FOREIGN
    attempts = ("1", "2") if foreign_is_later else ("2", "1")
    put(tmp_path, "own.xlsx", OWN, attempt=attempts[0], mode="Thay thế toàn bộ")
    path = put(tmp_path, "foreign.xlsx", rows, attempt=attempts[1], mode=mode)
    if place == "title":
        with_title(path, "Biểu 04", "A2", "HUYỆN ỦY PHÚ BÌNH")
    elif place == "label":
        with_title(path, "Biểu 04", "A2", "Đơn vị: Huyện ủy Phú Bình")
    inbox, _ = opened(tmp_path)
    assert not inbox.superseded and not inbox.dropped
    batch = batch_of(inbox, FORM_SET)
    learners = {b.form.id: sum(map(b.total, b.form.by_field.keys() & COUNTS)) for b in roll_up_forms(batch)}
    assert (learners["bieu-04"], learners["bieu-01-i"]) == (70, 3)
    findings = [f for f in judge(batch).findings if f.rule == "L01"]
    sheet, cell = ("Biểu 01", "B10") if place == "rows" else ("Biểu 04", "A2")
    assert [(inbox.name(f.file), f.sheet, f.cell) for f in findings] == [("foreign.xlsx", sheet, cell)]


COUNTS = {"learners", "learners_full_time", "learners_part_time"}


def test_two_sendings_with_the_same_strange_heading_are_chosen_from(tmp_path):
    for name, rows, day in (("a.xlsx", [CLASS], "1"), ("b.xlsx", [OTHER], "2")):
        path = put(tmp_path, name, {"bieu-04": rows}, attempt=day)
        with_title(path, "Biểu 04", "A2", "HUYỆN ỦY PHÚ BÌNH")
    inbox, counted = opened(tmp_path)
    assert counted == {"b.xlsx": ["bieu-04"]} and inbox.returns[1].unit == "TN-HU-DT"


def test_a_strange_heading_in_a_file_that_stands_against_none_is_left_to_t12(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-02": [CARRIED]})
    with_title(put(tmp_path, "b.xlsx", FOREIGN), "Biểu 04", "A2", "HUYỆN ỦY PHÚ BÌNH")
    inbox, counted = opened(tmp_path)
    assert counted == {"a.xlsx": ["bieu-02"], "b.xlsx": ["bieu-04"]} and inbox.returns[1].unit
    report = judge(batch_of(inbox, FORM_SET))
    assert [f.rule for f in report.findings if f.rule in ("L01", "T12")] == ["T12"]


def test_files_of_one_name_are_told_apart(tmp_path):
    put(tmp_path / "x", "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path / "y", "a.xlsx", {"bieu-04": [OTHER]}, saved=later(1))
    assert sent_twice(opened(tmp_path)[0]) == [("warning", "y/a.xlsx", "x/a.xlsx")]


def test_a_date_in_the_cover_is_read_as_the_page_shows_it():
    rows = [["Mã đơn vị", "TN-HU-DT"], ["Bộ biểu mẫu", "x"], ["Lần gửi", datetime(2025, 3, 2)], ["Loại", 2.0]]
    cover, cells = read_cover(Sheet("Thông tin", rows, False, SheetFacts()))
    assert (cover["attempt"], cells["attempt"], cover["mode"]) == ("02/03/2025", ("Thông tin", "B3"), "2")
    assert read_attempt(cover["attempt"]) == (None, False)


def test_the_number_of_the_sending_goes_before_all_times(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(9), attempt="1")
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(0), attempt="Lần 2")
    assert list(opened(tmp_path)[1]) == ["b.xlsx"]


def test_an_annex_left_empty_takes_the_place_of_none(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-02": [CARRIED], "bieu-04": []}, saved=later(1))
    assert opened(tmp_path)[1] == {"a.xlsx": ["bieu-04"], "b.xlsx": ["bieu-02"]}


def test_a_bieu_of_many_units_is_no_return(tmp_path):
    published = Path(__file__).parent.parent / "samples" / "thai_nguyen_2025" / "bieu-cong-bo.xlsx"
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]})
    shutil.copyfile(published, tmp_path / "tinh.xlsx")
    inbox, counted = opened(tmp_path)
    assert counted == {"a.xlsx": ["bieu-04"]} and len(inbox.ignored) == 1


def test_adding_leaves_what_was_there(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(1), mode="Bổ sung thêm", attempt="2")
    assert opened(tmp_path)[1] == {"a.xlsx": ["bieu-04"], "b.xlsx": ["bieu-04"]}


def test_a_later_file_with_some_annexes_leaves_the_others(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS], "bieu-02": [CARRIED]}, saved=later(0))
    put(tmp_path, "b.xlsx", {"bieu-04": [OTHER]}, saved=later(1))
    inbox, counted = opened(tmp_path)
    assert counted == {"a.xlsx": ["bieu-02"], "b.xlsx": ["bieu-04"]}
    assert sent_twice(inbox) == [("warning", "b.xlsx", "a.xlsx")]  # what is left out is said


def test_our_own_output_is_never_input(tmp_path):
    from xl_addin.roll_up import roll_up

    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]})
    first = roll_up(tmp_path, FORM_SET, tmp_path / "Tong hop.xlsx")
    again = roll_up(tmp_path, FORM_SET, tmp_path / "Tong hop 2.xlsx")
    total = [
        sum(b.total("learners") for b in r.bieu if "learners" in b.form.by_field) for r in (first, again)
    ]
    assert total == [70, 70]
    assert list(again.inbox.ignored.values()) == [Ignored.OWN_OUTPUT]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "signed"),
        ("b.pdf", "wrong_form"),
        ("c.docx", "wrong_form"),
        ("d.zip", "wrong_form"),
        ("e.et", "wrong_form"),
    ],
)
def test_other_files_are_named(tmp_path, name, kind):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / name).write_bytes(b"x")
    _, others, _ = collect([tmp_path])
    assert [(o.path.name, o.kind) for o in others] == [(name, kind)]


SCANS = """
    Huyện ủy Đại Từ.pdf|Huyện ủy Đại Từ.signed.pdf|Huyện ủy Đại Từ ban ky so.pdf|Huyện ủy Đại Từ_signed (1).pdf
    Huyện ủy Đại Từ (đã ký).pdf|Huyện ủy Đại Từ - bản ký số.pdf|Signed - Huyện ủy Đại Từ.pdf|HUYỆN UỶ ĐẠI TỪ_DA KY.pdf
    Bản scan Huyện ủy Đại Từ.pdf|Huyện ủy Đại Từ.xlsx.pdf|Huyện ủy Đại Từ có dấu.pdf|Huyện ủy Đại Từ-scan.pdf
    Sở Y tế bản cuối đã ký, đóng dấu.pdf|Bieu so 04.signed.signed.pdf|Huyện ủy Đại Từ bản đỏ.pdf|Xã Tam Kỳ.signed.PDF
    Huyện ủy Đại Từ_kyso.pdf|Huyện ủy Đại Từ (1).pdf|Huyện ủy Đại Từ.pdf.signed.pdf|Huyện ủy Đại Từ signed 20241120.pdf
    """  # noqa: E501
NO_SCANS = """
    Ba Tô.pdf|Bieu.pdf|Công văn.pdf|Huyện ủy Đại Từ 2 phụ lục.pdf|Huyện ủy Phú Bình signed.pdf|Ba Tô.signed.pdf|Tam Kỳ.pdf
    """  # noqa: E501


def test_a_signed_scan_is_known_by_its_marks(tmp_path):
    for name in ("Huyện ủy Đại Từ", "Bieu so 04", "Ba Tơ", "Sở Y tế bản cuối", "Xã Tam Kỳ", "Tam"):
        (tmp_path / f"{name}.xlsx").write_bytes(b"x")
    scans, no_scans = (
        {name.strip() for line in text.strip().splitlines() for name in line.split("|")}
        for text in (SCANS, NO_SCANS)
    )
    for name in scans | no_scans:
        (tmp_path / name).write_bytes(b"x")
    _, others, _ = collect([tmp_path])
    assert {o.path.name for o in others if o.kind == "signed"} == scans
    assert {o.path.name for o in others if o.kind == "wrong_form"} == no_scans


def test_a_signed_scan_of_any_name_beside_the_only_workbook(tmp_path):
    for name in ("x/a.xlsx", "x/CV 12 đã ký.pdf", "x/CV 12.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    _, others, _ = collect([tmp_path])
    assert [(o.path.name, o.kind) for o in others] == [
        ("CV 12 đã ký.pdf", "signed"),
        ("CV 12.pdf", "wrong_form"),
    ]


def test_lock_files_and_hidden_files_are_passed_over(tmp_path):
    for name in ("~$a.xlsx", ".bieu-x.xlsx", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    assert collect([tmp_path])[:2] == ([], [])


def test_a_returned_copy_with_reasons_is_kept_before_its_twin(tmp_path):
    import openpyxl

    from xl_addin.check import check_files
    from xl_addin.copies.answers import write_answers

    swapped = [1, "Bồi dưỡng ngạch chuyên viên khóa 13", 90, "Quý II/2025"]
    put(tmp_path / "in", "a.xlsx", {"bieu-04": [swapped]}, saved=later(0))
    inbox, report = check_files([tmp_path / "in"], FORM_SET)
    [copy] = write_answers(inbox, report, tmp_path / "out")
    book = openpyxl.load_workbook(copy)
    sheet = book["Nội dung đề nghị chỉnh sửa"]
    header = next(r for r in sheet.iter_rows() if "Ý kiến của đơn vị" in [c.value for c in r])
    place = next(c for c in header if c.value == "Ý kiến của đơn vị")
    sheet.cell(place.row + 1, place.column).value = "Đúng theo công văn"
    book.save(tmp_path / "in" / "a tra loi.xlsx")
    inbox, counted = opened(tmp_path / "in")
    assert list(counted) == ["a tra loi.xlsx"]


def test_a_code_and_a_name_that_contradict_identify_nobody(tmp_path):
    put(tmp_path, "a.xlsx", {"bieu-04": [CLASS]}, unit_name="Huyện ủy Phú Bình")
    inbox, _ = opened(tmp_path)
    assert inbox.returns[0].unit is None
    report = judge(Batch(inbox.returns, FORM_SET, together=True, used=inbox.used))
    assert [(f.rule, f.severity) for f in report.findings if f.rule == "L01"] == [("L01", "error")]


@pytest.mark.parametrize("name", ["thai-nguyen-2025", "lang-son-2018"])
def test_a_workbook_that_names_no_form_set_is_read_once_for_all(monkeypatch, name):
    path = ROOT / "samples" / name.replace("-", "_") / "bieu-cong-bo.xlsx"
    real, reads = many_files.read_cells, []
    monkeypatch.setattr(many_files, "read_cells", lambda path, *_, **__: reads.append(path) or real(path))
    assert guess_form_set([path]) == name
    assert reads == [path]


def test_no_form_set_fits_what_cannot_be_read(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK rubbish")
    assert guess_form_set([path]) is None
