"""Chốt số liệu: a snapshot is kept for good, and later roll-ups say what has changed since."""

import shutil
from dataclasses import replace
from datetime import datetime

import pytest

from tests.excel import press
from tests.excel.books import Book
from tests.hand_work import Season, row_of
from tests.office import edit_in_libreoffice, validate
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import CHANGES_SHEET
from xl_addin.closing.changes import changes
from xl_addin.closing.closing import close, folder_of, snapshots_of
from xl_addin.closing.file_state import CannotClose, state_of_file
from xl_addin.closing.snapshot import rows_of, snapshot_of
from xl_addin.closing.state import pages_of
from xl_addin.command_line.command import run
from xl_addin.merge.memory import memory_of
from xl_addin.merge.memory import rows_of as rows_of_memory
from xl_addin.roll_up import roll_up
from xl_addin.summary.contents import OVERVIEW

A = ("", "Lớp A khóa 1", 60, "3/2025", "9/2025")
B = ("", "Lớp B khóa 2", 70, "4/2025", "10/2025")
C = ("", "Lớp C khóa 3", 50, "5/2025", "11/2025")
NAME = "Trình Ban Thường vụ"


@pytest.fixture
def season(tmp_path):
    made = Season(tmp_path)
    made.sends("TN-HU-DT", bieu_02=[A, B]).sends("TN-TU-PY", bieu_02=[C]).rolls_up()
    return made


def closes(season, name=NAME, **how):
    return close(season.target, name, season.form_set, **how)


def change(season, form="bieu-02"):
    return next(one for one in season.result.changes if one.form == form)


def text_of(season, sheet):
    rows = season.book()[sheet].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value)


def test_nothing_changed_nothing_said(season):
    closes(season)
    season.rolls_up()
    assert not any(season.result.changes) and len(season.result.changes) == 5
    assert NAME in text_of(season, CHANGES_SHEET) and NAME in text_of(season, OVERVIEW)


def test_without_a_snapshot_there_is_no_such_sheet(season):
    assert CHANGES_SHEET not in season.book().sheetnames and season.result.changes == []


def test_units_lines_totals_and_pages(season):
    snapshot = closes(season)
    season.sends("TN-HU-DT", bieu_02=[A, ("", "Lớp B khóa 2", 73, "4/2025", "10/2025")])
    season.sends("TN-TU-SC", bieu_02=[("", "Lớp D", 40, "5/2025", "11/2025")])
    (season.returns / "TN-TU-PY.xlsx").unlink()
    season.rolls_up()
    found = change(season)
    [column] = found.columns
    assert column.total == (180, 173)
    assert column.units == {"Huyện ủy Đại Từ": 3, "Thành ủy Sông Công": 40, "Thành ủy Phổ Yên": -50}
    assert (found.added, found.gone, found.pages, found.pages_gone) == (1, 1, [1], [])
    by_line = {(one.line, one.column): (one.before, one.after, one.difference) for one in found.cells}
    assert by_line["Lớp B khóa 2", "Số lượng học viên"] == (70, 73, 3)
    assert by_line["Tổng cộng", "Số lượng học viên"] == (180, 173, -7)
    assert [one.form for one in season.result.changes if one] == ["bieu-02"]
    assert found.words in text_of(season, CHANGES_SHEET) and found.words in text_of(season, OVERVIEW)
    assert "+3" in found.words and "180 → 173" in found.words and "in lại trang 1" in found.words
    assert validate(season.target) == validate(snapshot.path) == []


def test_a_name_is_given_once(season):
    first = closes(season, now=datetime(2026, 12, 1, 6, 8))
    kept = first.path.read_bytes()
    season.sends("TN-TU-SC", bieu_02=[("", "Lớp D", 40, "5/2025", "11/2025")]).rolls_up()
    for again in (NAME, NAME.upper(), f"  {NAME.replace(' ', '  ')} "):
        with pytest.raises(CannotClose):
            closes(season, again)
    for bad in ("", "  ", "x" * 101):
        with pytest.raises(CannotClose):
            closes(season, bad)
    closes(season, "Lần 2: sau họp", now=datetime(2026, 12, 2, 6, 8))
    assert first.path.read_bytes() == kept
    found = snapshots_of(season.target, "thai-nguyen-2025")
    assert [one.name for one in found.all] == [NAME, "Lần 2: sau họp"]
    assert found.last.day == "06:08 ngày 02/12/2026"
    season.rolls_up()
    assert not any(season.result.changes)
    assert text_of(season, CHANGES_SHEET).count(NAME) >= 1
    season.result = roll_up(season.returns, season.form_set, season.target, against=NAME.lower())
    assert change(season).added == 1
    with pytest.raises(CannotClose):
        roll_up(season.returns, season.form_set, season.target, against="khác")


def test_what_was_edited_by_hand_is_closed_as_it_stands(season):
    """Saved by LibreOffice, a row put in and not yet rolled up: the next roll-up has changed nothing."""

    season.edits(lambda book: None)
    with pytest.raises(CannotClose):  # formulas without results
        closes(season)
    row = row_of(season.book()["Biểu 02"], "Lớp B") - 1
    put = [["put", "Biểu 02", *one] for one in ((row, 1, "Lớp chỉ đạo thêm"), (row, 2, 30))]
    edit_in_libreoffice(
        season.target, ["put", "Biểu 02", row, 1, "Lớp B tại huyện"], ["put", "Biểu 02", row, 2, 66],
        ["insert_row", "Biểu 02", row], *put,
    )  # fmt: skip
    snapshot = closes(season)
    lines = {line.label: line.values["learners"] for line in snapshot.state.bieu["bieu-02"].lines}
    assert lines == {"Lớp A khóa 1": 60, "Lớp B tại huyện": 66, "Lớp chỉ đạo thêm": 30, "Lớp C khóa 3": 50}
    assert snapshot.state.bieu["bieu-02"].sums["total"][1]["learners"] == 206
    season.rolls_up()
    found = change(season)
    assert not found.columns and not found.cells and (found.added, found.gone) == (0, 0)
    season.sends("TN-HU-DT", bieu_02=[A, B, ("", "Lớp mới", 5, "4/2025", "10/2025")]).rolls_up()
    assert change(season).columns[0].units == {"Huyện ủy Đại Từ": 5}
    assert change(season).columns[0].total == (206, 211)


def test_an_issued_version_makes_the_next_an_adjustment(season):
    assert "Điều chỉnh lần" not in text_of(season, "Biểu 02")
    assert closes(season, "Trình").issued is None
    season.rolls_up()
    assert "Điều chỉnh lần" not in text_of(season, "Biểu 02")
    assert closes(season, "Ban hành", issued=True).issued == 0
    for _ in range(2):
        season.rolls_up()
        assert text_of(season, "Biểu 02").count("(Điều chỉnh lần 1)") == 1
        assert change(season).pages == [1] and not change(season).columns
    assert closes(season, "Ban hành điều chỉnh", issued=True).issued == 1
    season.rolls_up()
    assert "(Điều chỉnh lần 2)" in text_of(season, "Biểu 02")


def test_lines_of_all_units_say_whose_figures_changed(tmp_path):
    form_set = load_form_set("ke-hoach-2027")
    season = Season(tmp_path, form_set)
    line = ["", "Sơ cấp lý luận chính trị"]
    units = [code for code, unit in form_set.catalogue.units.items() if unit.kind == "commune"][:2]
    at = next(n for n, one in enumerate(form_set.annexes["nhu-cau-dao-tao"].lines) if one.id == "so-cap")
    rows = [[None] * 9 for _ in form_set.annexes["nhu-cau-dao-tao"].lines]

    def sends(unit, number):
        rows[at] = [*line, number, number, None, None, None, None, None]
        season.sends(unit, nhu_cau_dao_tao=rows)

    for unit in units:
        sends(unit, 10)
    season.rolls_up()
    closes(season)
    sends(units[0], 13)
    season.rolls_up()
    [first, *_] = change(season, "nhu-cau-dao-tao").columns
    assert first.units == {form_set.catalogue.units[units[0]].name: 3} and first.total == (20, 23)
    memory = season.result.carried.memory
    again = memory_of(rows_of_memory(memory))
    assert again.forms["nhu-cau-dao-tao"].shares == memory.forms["nhu-cau-dao-tao"].shares


def test_the_page_that_changed_is_named(tmp_path):
    season = Season(tmp_path)
    many = [("", f"Lớp bồi dưỡng số {n}", 40, "3/2025", "9/2025") for n in range(60)]
    season.sends("TN-HU-DT", bieu_02=many).rolls_up()
    closes(season)
    many[55] = ("", "Lớp bồi dưỡng số 55", 40, "4/2025", "9/2025")
    season.sends("TN-HU-DT", bieu_02=many).rolls_up()
    pages = len(snapshots_of(season.target, "thai-nguyen-2025").last.state.pages["Biểu 02"])
    assert pages > 1 and change(season).pages == [pages] and not change(season).columns
    del many[25:]
    season.sends("TN-HU-DT", bieu_02=many).rolls_up()
    assert change(season).pages_gone == [pages] and change(season).gone == 35


def test_pages_are_cut_at_breaks():
    rows = {0: [(0, "a")], 1: [(0, "b")], 2: [(0, "c"), (1, 2.0)]}
    one, two = pages_of(rows, [2]), pages_of(rows, [0, 1, 2])
    assert (len(one), len(two)) == (2, 3) and one[1] == two[2] and one[0] != two[0]
    assert pages_of(rows | {2: [(0, "c"), (1, 2)]}, [2]) == one
    assert pages_of(rows | {2: [(0, "c"), (2, 2.0)]}, [2]) != one


def test_a_row_at_a_break_begins_its_page():
    rows = {0: [(0, "a")], 1: [(0, "b")], 2: [(0, "c")]}
    assert pages_of(rows, [1]) == [*pages_of({0: rows[0]}, []), *pages_of({1: rows[1], 2: rows[2]}, [])]


def test_each_page_is_compared_with_that_of_its_number(season):
    state = state_of_file(season.target, season.form_set)[0]
    both = (["a", "b", "c", "d"], ["b", "a", "c"])
    then, now = (replace(state, pages={"Biểu 02": pages}) for pages in both)
    found = next(one for one in changes(then, now, season.form_set) if one.form == "bieu-02")
    assert (found.pages, found.pages_gone) == ([1, 2], [4]) and "trang 1–2" in found.words


def test_a_snapshot_is_read_as_it_was_written(season):
    snapshot = closes(season, issued=True)
    again = snapshots_of(season.target, "thai-nguyen-2025").last
    assert again == snapshot and snapshot_of(rows_of(snapshot)).state == snapshot.state
    assert again.state == state_of_file(season.target, season.form_set)[0]


def test_what_is_no_working_file_is_refused(season, tmp_path):
    for path in (season.returns / "TN-HU-DT.xlsx", closes(season).path):
        with pytest.raises(CannotClose):
            close(path, "Tên", season.form_set)
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotClose):
        close(broken, "Tên", season.form_set)


def test_a_snapshot_that_cannot_be_read_is_told(season):
    snapshot = closes(season)
    broken = snapshot.path.with_name("hỏng.xlsx")
    broken.write_bytes(snapshot.path.read_bytes()[:500])
    season.rolls_up()
    assert "hỏng.xlsx" in text_of(season, CHANGES_SHEET) and season.result.changes


def test_snapshots_are_no_returns(season):
    closes(season)
    snapshots = folder_of(season.target, "thai-nguyen-2025")
    result = roll_up(snapshots.parent, season.form_set, season.target)
    assert not [one for one in result.inbox.returns if snapshots in one.path.parents]


def test_without_persons_nothing_is_compared(season):
    closes(season)
    result = roll_up(season.returns, season.form_set, season.target, anonymous=True)
    assert result.changes == [] and CHANGES_SHEET not in season.book().sheetnames
    with pytest.raises(CannotClose):
        closes(season, "Lần 2")


def test_the_verb(season, capsys):
    assert run(["chot", str(season.target)]) == 0
    assert run(["chot", str(season.target), "--ten", NAME]) == 0
    assert run(["chot", str(season.target), "--ten", NAME]) == 2
    assert run(["chot", str(season.returns / "khác.xlsx"), "--ten", "x"]) == 2
    assert run(["chot", str(season.returns / "TN-HU-DT.xlsx"), "--ten", "x"]) == 2
    capsys.readouterr()
    assert run(["chot", str(season.target)]) == 0 and NAME in capsys.readouterr().out
    call = ["tong-hop", str(season.returns), "-o", str(season.target), "--so-voi"]
    assert run([*call, "không có"]) == 2 and run([*call, NAME]) in (0, 1)


def test_the_button(season, excel, monkeypatch):
    monkeypatch.setattr(Book, "SaveCopyAs", lambda _, path: shutil.copyfile(season.target, path))
    excel.workbooks.by_hand(str(season.target))
    excel.inputs, excel.answers = [NAME], ["no"]
    press("chot_so_lieu")
    assert [one.issued for one in snapshots_of(season.target, "thai-nguyen-2025").all] == [None]
    excel.workbooks.by_hand(str(season.returns / "TN-HU-DT.xlsx"))
    excel.inputs, excel.answers = ["Lần 2"], ["yes"]
    press("chot_so_lieu")
    assert len(snapshots_of(season.target, "thai-nguyen-2025").all) == 1 and len(excel.alerts) >= 2
