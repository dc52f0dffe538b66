"""Sổ theo dõi: what has come, where each unit stands, and what the clerk writes herself."""

import os
import shutil
from datetime import date, datetime

import openpyxl
import pytest

from tests.office import edit_in_libreoffice, validate
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.command_line.command import run
from xl_addin.register import events, follow
from xl_addin.register.columns import COLUMNS, HEAD, Noted, line_key
from xl_addin.register.events import What
from xl_addin.register.facts import UnitFacts
from xl_addin.register.follow import follow as update
from xl_addin.register.reading import SHEET, CannotFollow, read_register
from xl_addin.register.states import Said, State, standing_of

TN = load_form_set("thai-nguyen-2025")
PY, DT, SC = "TN-TU-PY", "TN-HU-DT", "TN-TU-SC"
GOOD = [1, "Lớp bồi dưỡng cấp phòng khóa 12", "12 ngày", 70]
BAD = [1, "Lớp bồi dưỡng cấp phòng khóa 12", "12 ngày", -70]
MONDAY, TUESDAY = datetime(2024, 11, 4, 9, 0), datetime(2024, 11, 5, 9, 0)


class Season:
    """A folder of returns with its register."""

    def __init__(self, folder):
        self.returns, self.path = folder / "don-vi", folder / "so.xlsx"
        self.returns.mkdir()

    def sends(self, unit, *rows, name=None, **cover):
        none = {
            form: [[1, "Không có nhu cầu", *[None] * (len(TN.annexes[form].columns) - 2)]]
            for form in TN.expected_units[unit]
        }
        filled = Filled({**none, "bieu-04": list(rows)} if rows else {}, cover)
        write_blank(self.returns / (name or f"{unit}.xlsx"), TN, unit, filled)

    def follows(self, now=MONDAY):
        self.made = update(self.returns, TN, self.path, now=now)
        self.register = read_register(self.path)
        return self

    def state(self, unit):
        return self.made.plan.standings[unit].state

    def line(self, unit, form=""):
        return self.register.lines[line_key(unit, form)]

    def told(self, unit, what):
        return [e for e in self.register.events if e.key == line_key(unit) and e.what == what.value]

    def types(self, unit, column, value):
        """The clerk types into a cell."""
        book = openpyxl.load_workbook(self.path)
        line = self.line(unit)
        book[SHEET].cell(line.row, self.register.columns[column] + 1).value = value
        book.save(self.path)


@pytest.fixture
def season(tmp_path):
    return Season(tmp_path)


# --- where a unit stands ------------------------------------------------------------------------------

CAME = UnitFacts(files=("a.xlsx",), contents=frozenset("a"), sent={"a": "a.xlsx"})
NINTH = date(2024, 11, 9)


def came(**more):
    return UnitFacts(**{**CAME.__dict__, **more})


@pytest.mark.parametrize(
    "facts, said, state, late",
    [
        (UnitFacts(), Said(), State.NOT_SENT, 0),
        (UnitFacts(), Said(deadline=NINTH), State.NOT_SENT, 0),  # the day itself is in time
        (UnitFacts(), Said(deadline=date(2024, 11, 8)), State.OVERDUE, 1),
        (UnitFacts(), Said(deadline=date(2024, 11, 1), extended=NINTH), State.EXTENDED, 0),
        (UnitFacts(), Said(deadline=date(2024, 11, 1), extended=date(2024, 11, 7)), State.OVERDUE, 2),
        (UnitFacts(), Said(noted=Noted.NO_NEED_TOLD, deadline=date(2024, 11, 1)), State.NO_NEED, 0),
        (UnitFacts(), Said(noted=Noted.SIGNED), State.NOT_SENT, 0),
        (UnitFacts(wrong=("a.pdf",)), Said(), State.WRONG_FORM, 0),
        (UnitFacts(wrong=("a.pdf",)), Said(deadline=date(2024, 11, 8)), State.WRONG_FORM, 1),
        (came(blank=True), Said(), State.BLANK, 0),
        (came(blank=True), Said(noted=Noted.NO_NEED_WRITTEN), State.NO_NEED, 0),
        (came(errors=1), Said(), State.RECEIVED, 0),
        (came(warnings=1), Said(deadline=date(2024, 11, 1)), State.RECEIVED, 0),
        (came(errors=1), Said(returned=frozenset("a")), State.RETURNED, 0),
        (came(errors=1), Said(returned=frozenset("b")), State.SENT_AGAIN, 0),
        (came(), Said(returned=frozenset("a")), State.PASSED, 0),
        (came(), Said(noted=Noted.NO_NEED_TOLD), State.PASSED, 0),  # what has come goes before
        (came(declined=True), Said(), State.NO_NEED, 0),
        (came(), Said(signed=NINTH), State.DONE, 0),
        (came(), Said(noted=Noted.SIGNED), State.DONE, 0),
        (came(errors=1), Said(signed=NINTH), State.RECEIVED, 0),
    ],
)
def test_where_a_unit_stands(facts, said, state, late):
    standing = standing_of(facts, said, NINTH)
    assert (standing.state, standing.late) == (state, late)
    assert str(late) in standing.words or not late


# --- a season -----------------------------------------------------------------------------------------


def test_a_first_register(season):
    season.sends(PY, GOOD, author="Nguyễn Văn A", phone="0912 345 678", document="12-CV/TU", attempt="1")
    season.sends(DT)
    season.follows()
    assert validate(season.path) == []
    assert season.state(PY) is State.PASSED and season.state(DT) is State.BLANK
    assert season.state(SC) is State.NOT_SENT
    line = season.line(PY)
    assert line.cells["contact"] == "Nguyễn Văn A, 0912 345 678" and line.cells["document"] == "12-CV/TU"
    assert line.day("received") == date(2024, 11, 4) and line.cells["files"] == f"{PY}.xlsx"
    assert season.line(PY, "bieu-04").cells["files"] == "1 dòng"
    due = len(TN.expected_units)
    assert season.made.plan.top == f"1/{due} đơn vị; còn {due - 1}, quá hạn 0"
    shown = openpyxl.load_workbook(season.path)[SHEET]["A2"].value
    assert shown == season.made.plan.top
    assert len(season.told(PY, What.CAME)) == 1 and season.told(SC, What.MOVED) == []


def test_nothing_new_changes_nothing(season):
    season.sends(PY, BAD)
    season.follows()
    before, events_before = season.register.lines, season.register.events
    season.follows(TUESDAY)
    assert season.register.lines == before and season.register.events == events_before
    assert season.line(PY).day("received") == date(2024, 11, 4)


def test_a_state_moves_by_an_event(season):
    season.follows()
    season.sends(PY, BAD)
    season.follows(TUESDAY)
    assert season.state(PY) is State.RECEIVED and season.line(PY).cells["errors"] == 1
    [moved] = season.told(PY, What.MOVED)
    assert (moved.before, moved.after) == (State.NOT_SENT.words, State.RECEIVED.words)
    assert moved.when == "2024-11-05 09:00" and "PY" in moved.cause


def test_what_was_sent_back_and_came_again(season):
    season.sends(PY, BAD)
    season.follows()
    season.types(PY, "returned", date(2024, 11, 5))
    assert season.follows(TUESDAY).state(PY) is State.RETURNED
    assert season.follows(TUESDAY).state(PY) is State.RETURNED and len(season.told(PY, What.RETURNED)) == 1
    season.sends(PY, BAD, BAD, name="lan 2.xlsx", attempt="2", mode="Thay thế toàn bộ")
    assert season.follows(TUESDAY).state(PY) is State.SENT_AGAIN
    season.sends(PY, GOOD, name="lan 3.xlsx", attempt="3", mode="Thay thế toàn bộ")
    assert season.follows(TUESDAY).state(PY) is State.PASSED
    (season.returns / "lan 3.pdf").write_bytes(b"%PDF-1.4")
    assert season.follows(TUESDAY).state(PY) is State.DONE
    assert season.line(PY).day("signed") == date(2024, 11, 5)


def test_a_file_that_goes_is_said_once(season):
    season.sends(PY, GOOD)
    season.follows()
    (season.returns / f"{PY}.xlsx").unlink()
    season.follows(TUESDAY)
    assert season.state(PY) is State.NOT_SENT and season.line(PY).cells["files"] == ""
    season.follows(TUESDAY)
    assert len(season.told(PY, What.GONE)) == 1


def test_a_paper_in_place_of_a_workbook(season):
    name = TN.catalogue.units[PY].name
    (season.returns / f"{name} (ký số).pdf").write_bytes(b"%PDF-1.4")
    (season.returns / f"{TN.catalogue.units[DT].name}.docx").write_bytes(b"PK")
    season.follows().follows()
    assert season.state(PY) is State.WRONG_FORM and season.state(DT) is State.WRONG_FORM
    assert len(season.told(PY, What.WRONG)) == 1


def test_a_scan_belongs_to_its_own_workbook(season):
    season.sends(PY, GOOD)
    season.sends(DT, GOOD)
    (season.returns / f"{DT} signed.pdf").write_bytes(b"%PDF-1.4")
    season.follows()
    assert season.state(PY) is State.PASSED and season.state(DT) is State.DONE


# --- what is the clerk's ------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["contact", "document", "received"])
def test_what_she_types_over_stays(season, column):
    season.sends(PY, GOOD, author="A", document="1")
    season.follows()
    season.types(PY, column, "10/11/2024" if column == "received" else "của tôi")
    season.sends(PY, GOOD, author="B", document="2")
    season.follows(TUESDAY)
    assert season.line(PY).cells[column] in ("của tôi", "10/11/2024")
    season.types(PY, column, None)
    season.follows(TUESDAY)
    assert season.line(PY).cells[column] not in ("", "của tôi", "10/11/2024")


def test_what_she_types_over_the_tool_is_kept_in_the_log(season):
    season.follows()
    season.types(PY, "state", "Đã gọi điện")
    season.follows(TUESDAY)
    assert season.line(PY).cells["state"] == State.NOT_SENT.words
    [kept] = season.told(PY, What.TYPED_OVER)
    assert kept.before == "Đã gọi điện"


def test_her_columns_order_colours_and_notes_stay(season):
    season.follows()
    book = openpyxl.load_workbook(season.path)
    sheet = book[SHEET]
    lines = {sheet.cell(row, c + 1).value: row for row in range(5, sheet.max_row + 1)
             for c in [season.register.columns["key"]]}  # fmt: skip
    first, second = lines[line_key(PY)], lines[line_key(DT)]
    for column in range(1, len(COLUMNS) + 1):  # two lines change places, as a sort does
        a, b = sheet.cell(first, column), sheet.cell(second, column)
        a.value, b.value = b.value, a.value
    sheet.insert_cols(3)
    sheet.cell(4, 3).value, sheet.cell(second, 3).value = "Của tôi", "gọi lại thứ sáu"
    sheet.cell(second, 3).fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    sheet.cell(second, 2).comment = openpyxl.comments.Comment("hỏi chị Hoa", "tôi")
    book.save(season.path)
    season.sends(PY, GOOD)
    season.follows(TUESDAY)
    assert season.line(PY).row == second and season.state(PY) is State.PASSED
    sheet = openpyxl.load_workbook(season.path)[SHEET]
    assert sheet.cell(second, 3).value == "gọi lại thứ sáu" and sheet.cell(4, 3).value == "Của tôi"
    assert sheet.cell(second, 3).fill.fgColor.rgb == "00FFFF00"
    assert sheet.cell(second, 2).comment.text == "hỏi chị Hoa"
    assert sheet.cell(second, season.register.columns["state"] + 1).value == State.PASSED.words
    assert validate(season.path) == []


def test_a_copied_row_is_hers(season):
    season.follows()
    book = openpyxl.load_workbook(season.path)
    sheet, row = book[SHEET], season.line(PY).row
    sheet.append([cell.value for cell in sheet[row]])
    book.save(season.path)
    season.sends(PY, GOOD)
    season.follows(TUESDAY)
    assert season.register.twice == [sheet.max_row] and season.line(PY).row == row
    last = openpyxl.load_workbook(season.path)[SHEET].max_row
    assert last == sheet.max_row and any(str(last) in text for text in season.made.plan.told)


def test_a_deadline_that_is_no_day_is_said(season):
    season.follows()
    season.types(PY, "extended", "thứ sáu tuần sau")
    season.follows(TUESDAY)
    assert season.state(PY) is State.NOT_SENT
    assert any("thứ sáu tuần sau" in text for text in season.made.plan.told)
    season.types(PY, "extended", "20/11/2024")
    assert season.follows(TUESDAY).state(PY) is State.EXTENDED


def test_saved_by_libreoffice(season):
    season.sends(PY, BAD, author="A")
    season.follows()
    note = season.register.columns["note"]
    edit_in_libreoffice(season.path, ["put", SHEET, season.line(PY).row - 1, note, "đã gọi"])
    season.sends(PY, GOOD, author="A")
    season.follows(TUESDAY)
    assert season.state(PY) is State.PASSED and season.line(PY).cells["note"] == "đã gọi"
    assert season.line(PY).cells["contact"] == "A" and season.told(PY, What.TYPED_OVER) == []


def test_a_column_that_is_gone_is_said(season):
    season.follows()
    book = openpyxl.load_workbook(season.path)
    book[SHEET].cell(4, season.register.columns["errors"] + 1).value = "Sai sót"
    book.save(season.path)
    season.sends(PY, BAD)
    season.follows(TUESDAY)
    assert "errors" not in season.register.columns and any("“Lỗi”" in t for t in season.made.plan.told)


# --- nothing is lost ----------------------------------------------------------------------------------


def test_open_in_excel_what_happened_waits(season):
    season.follows()
    lock = season.path.with_name(f"~${season.path.name}")
    lock.touch()
    season.sends(PY, GOOD)
    made = update(season.returns, TN, season.path, now=MONDAY)
    assert made.waits and season.told(PY, What.CAME) == []
    update(season.returns, TN, season.path, now=MONDAY)  # pressed again
    lock.unlink()
    season.follows(TUESDAY)
    assert [e.when for e in season.told(PY, What.CAME)] == ["2024-11-04 09:00"]
    assert season.line(PY).day("received") == date(2024, 11, 4)
    assert not events.waiting_file(season.path).exists()


def test_a_line_that_a_crash_cut_off_is_left_out(season):
    season.follows()
    file = events.waiting_file(season.path)
    file.write_text('{"when": "2024-11-04 09:00", "ke', encoding="utf-8")
    season.follows(TUESDAY)
    assert not file.exists()


def test_what_somebody_saves_meanwhile_is_read_anew(season, monkeypatch):
    season.follows()
    season.sends(PY, GOOD)
    write, times = follow.write_changes, []

    def saves_too(*args):
        if not times:
            season.types(PY, "note", "người khác ghi")
            os.utime(season.path, ns=(1, 1))
        times.append(1)
        return write(*args)

    monkeypatch.setattr(follow, "write_changes", saves_too)
    season.follows(TUESDAY)
    assert len(times) == 2 and season.line(PY).cells["note"] == "người khác ghi"
    assert season.line(PY).cells["state"] == State.PASSED.words


def test_killed_at_any_point_the_old_register_stands(season, monkeypatch):
    season.follows()
    before = season.path.read_bytes()
    season.sends(PY, GOOD)
    for name in ("read_register", "write_changes", "_stamp"):
        with monkeypatch.context() as patch:
            patch.setattr(follow, name, lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                update(season.returns, TN, season.path)
        assert season.path.read_bytes() == before
    assert season.follows(TUESDAY).state(PY) is State.PASSED


@pytest.mark.parametrize("harm", ["no zip", "no key", "no sheet", "another set"])
def test_a_register_that_cannot_be_read_is_refused(season, harm):
    season.follows()
    if harm == "no zip":
        season.path.write_bytes(b"x")
    elif harm == "another set":
        other = load_form_set("lang-son-2018")
        with pytest.raises(CannotFollow):
            update(season.returns, other, season.path)
        return
    else:
        book = openpyxl.load_workbook(season.path)
        if harm == "no sheet":
            book[SHEET].title = "Khác"
        else:
            cells = [cell for row in book[SHEET] for cell in row if cell.value == HEAD]
            cells[0].value = None
        book.save(season.path)
    before = season.path.read_bytes()
    with pytest.raises(CannotFollow):
        season.follows(TUESDAY)
    assert season.path.read_bytes() == before


# --- the command --------------------------------------------------------------------------------------


def test_the_command(season, capsys):
    season.sends(PY, GOOD)
    call = ["theo-doi", str(season.returns), "--bo-bieu", "thai-nguyen-2025"]
    assert run(call) == 0
    assert (season.returns.parent / "So theo doi thai-nguyen-2025.xlsx").exists()
    capsys.readouterr()
    assert run([*call, "--chua-gui"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(TN.expected_units) - 1
    assert not any(TN.catalogue.units[PY].name in line for line in lines)
    assert run([*call, "--so", "a.xls"]) == 2 and run(["theo-doi", str(season.path)]) == 2


def test_the_register_is_no_return(season):
    season.follows()
    shutil.copyfile(season.path, season.returns / "so.xlsx")
    season.follows(TUESDAY)
    assert all(state.state is State.NOT_SENT for state in season.made.plan.standings.values())
