"""Which files are returns, and which count for each unit and annex."""

import os
import shutil
from pathlib import Path

import pytest

from validators.batch import Batch
from validators.codes import Ignored
from validators.judging import judge
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.reading import many_files
from xl_addin.check import guess_form_set
from xl_addin.inbox import collect, open_inbox

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
    batch = Batch(inbox.returns, FORM_SET, together=True, used=inbox.used, superseded=inbox.superseded)
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
    assert sent_twice(inbox) == [("hint", "b.xlsx", "a.xlsx")]


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
    assert opened(tmp_path)[1] == {"a.xlsx": ["bieu-02"], "b.xlsx": ["bieu-04"]}


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
        ("e.ods", "wrong_form"),
    ],
)
def test_other_files_are_named(tmp_path, name, kind):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / name).write_bytes(b"x")
    _, others, _ = collect([tmp_path])
    assert [(o.path.name, o.kind) for o in others] == [(name, kind)]


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
    monkeypatch.setattr(many_files, "read_cells", lambda path, **_: reads.append(path) or real(path))
    assert guess_form_set([path]) == name
    assert reads == [path]


def test_no_form_set_fits_what_cannot_be_read(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK rubbish")
    assert guess_form_set([path]) is None
