"""Ý kiến của đơn vị, Xử lý của tỉnh: they stay with the finding until the figure itself changes."""

import json

import openpyxl
import pytest

from tests.office import recalculate, validate
from tests.test_chosen_files import DT, K12, K13, TN, Folder
from validators import examples
from validators.codes import Decided
from validators.decisions import LAPSED, figures_of, read_decided, said_counts
from validators.findings import Finding
from workbook_templates.declared.finding_list import DECISION, ID, REASON
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.replies import FINDINGS_SHEET
from workbook_templates.reading.working_file import record_of
from xl_addin.command_line.command import run
from xl_addin.command_line.verbs import exit_code
from xl_addin.copies.answers import write_answer
from xl_addin.register import follow as following
from xl_addin.register.columns import FINDINGS
from xl_addin.register.events import What
from xl_addin.roll_up import roll_up
from xl_addin.summary.contents import FINDINGS as LIST
from xl_addin.summary.contents import OVERVIEW
from xl_addin.summary.overview import LAPSED_LABEL

ACCEPTED, TO_MEND, FALSE_ALARM = Decided.ACCEPTED, Decided.TO_MEND, Decided.FALSE_ALARM
ODD, BAD = "khoảng 70", -5


class Season(Folder):
    """Returns, a register, and a working file beside."""

    @property
    def target(self):
        return self.at / f"Tong hop {TN.id}.xlsx"

    def finding(self, rule="O04"):
        [found] = [f for f in self.checks()[1].findings if f.rule == rule]
        return found

    def decides(self, what, rule="O04", column="decision"):
        """In the register."""
        self.types(FINDINGS, self.finding(rule).id, column, what.words if isinstance(what, Decided) else what)
        return self

    def line(self, rule="O04"):
        return self.register.pages[FINDINGS.mark].lines[self.finding(rule).id]

    def code(self):
        return exit_code(*self.checks())

    def rolls_up(self):
        self.result = roll_up(self.returns, TN, self.target)
        return self

    def writes(self, rule, column, text, passed_on=lambda path: path):
        """The clerk writes into the list of the working file."""
        book = openpyxl.load_workbook(self.target)
        sheet = book[LIST]
        header = [cell.value for cell in sheet[4]]
        ids = header.index(ID.header)
        row = next(r for r in sheet.iter_rows(min_row=5) if r[ids].value == self.finding(rule).id)
        row[header.index(column.header)].value = text
        book.properties.lastModifiedBy = "Trần Thị B"
        book.save(self.target)
        passed_on(self.target)
        return self

    def overview(self):
        sheet = openpyxl.load_workbook(self.target)[OVERVIEW]
        return {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}

    def shown(self, rule="O04"):
        """What the list of the working file shows for people."""
        sheet = openpyxl.load_workbook(self.target)[LIST]
        header = [cell.value for cell in sheet[4]]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        row = next(r for r in rows if r[header.index("Quy tắc")] == rule)
        return row[header.index(REASON.header)], row[header.index(DECISION.header)]


@pytest.fixture
def season(tmp_path):
    return Season(tmp_path)


def bad(figure=BAD):
    return [*K12[:2], figure]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Chấp nhận – giữ nguyên số liệu", ACCEPTED), ("chấp nhận, giữ nguyên số liệu", ACCEPTED),
        ("Chấp nhận", ACCEPTED), ("ĐỀ NGHỊ SỬA", TO_MEND), ("Báo nhầm - bỏ qua", FALSE_ALARM),
        ("bỏ qua", FALSE_ALARM), ("không chấp nhận", None), ("", None), (None, None), ("ok", None),
    ],
)  # fmt: skip
def test_what_a_clerk_types_for_a_decision(text, what):
    assert read_decided(text) is what


@pytest.mark.parametrize(("what", "code"), [(ACCEPTED, 0), (FALSE_ALARM, 0), (TO_MEND, 1)])
def test_a_decision_in_the_register_counts_at_the_next_check(season, what, code):
    season.sends("a.xlsx", bad()).follows()
    assert season.code() == 1
    season.decides(what)
    assert season.finding().decision.what is what and season.code() == code
    season.follows()
    assert season.finding().decision.what is what and season.code() == code
    assert season.line().cells["decision"] == what.words
    assert len(season.events(What.DECIDED)) == 1
    assert season.made.plan.standings[DT].state.value == ("received" if code else "passed")


def test_who_decided_and_when(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED)
    book = openpyxl.load_workbook(season.path)
    book.properties.lastModifiedBy = "Nguyễn Văn A"
    book.save(season.path)
    decided = season.finding().decision
    assert decided.by == "Nguyễn Văn A" and decided.when
    assert "Nguyễn Văn A" in season.follows().line().cells["decided"]
    assert season.finding().decision.by == "Nguyễn Văn A"  # once written, whoever saves it next


@pytest.mark.parametrize("again", ["moved", "inserted", "sent again", "in a file of its own"])
def test_a_decision_stays_with_the_finding(season, again):
    season.sends("a.xlsx", bad(), K13).follows().decides(ACCEPTED).follows()
    rows = {"moved": (K13, bad()), "inserted": (["Bồi dưỡng CVC", "2 tháng", 40], bad(), K13)}
    name = "a.xlsx" if again in rows else "b.xlsx"
    season.sends(name, *rows.get(again, (bad(), K13)), day=3, attempt="2")
    assert season.finding().decision.what is ACCEPTED and not season.finding().decision.lapsed
    assert season.code() == 0
    assert season.follows().line().cells["decision"] == ACCEPTED.words


def test_a_decision_lapses_with_the_figure_and_comes_back_with_it(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED).follows()
    season.sends("a.xlsx", bad(-6))
    decision = season.finding().decision
    assert decision.lapsed and decision.value == "-5" and season.code() == 1
    line = season.follows().line()
    assert line.cells["decision"] == "" and "-5" in line.cells["state"]
    assert len(season.events(What.LAPSED)) == 1
    season.follows()
    assert len(season.events(What.LAPSED)) == 1 and season.finding().decision.lapsed
    season.decides(FALSE_ALARM)
    assert season.finding().decision.what is FALSE_ALARM and not season.finding().decision.lapsed
    season.follows().sends("a.xlsx", bad(-6))
    assert season.finding().settled


def test_a_figure_that_changes_before_the_register_is_read_is_not_the_one_decided_on(season):
    """She looked at −5 when she chose; what came meanwhile she has not seen."""
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED).sends("a.xlsx", bad(-6))
    assert season.finding().decision.lapsed
    season.follows()
    assert season.finding().decision.lapsed and season.code() == 1


FOUND = {"value": "412", "cell": "D2", "difference": -3.0, "related": ["D3", "D4"]}


def figures(rows, **more):
    """What the figures of a finding about a table with these counts are known by; rows: Excel row → count."""
    [table] = examples.returns(
        "# Biểu 04\n| TT | Tên lớp | Thời gian | Học viên |\n"
        + "\n".join(f"| {n} | Bồi dưỡng {n} | 12 ngày | {count} |" for n, count in enumerate(rows, 1)), TN
    )[0].tables  # fmt: skip
    return figures_of(Finding("", table=table, sheet=table.sheet, **{**FOUND, **more}))


@pytest.mark.parametrize(
    ("rows", "more", "same"),
    [
        ((70, 60, 50, 40), {}, True),
        ((70, 60, 50, 41), {}, True),  # of another row
        ((60, 70, 50, 40), {"cell": "D3", "related": ["D2", "D4"]}, True),  # moved
        ((70, 50, 60, 40), {}, True),  # so are those of the same cause
        ((70, 60, 50, 40), {"row": 9, "expected": "9"}, True),
        ((70, 60, 51, 40), {}, False),
        ((71, 60, 50, 40), {}, False),
        ((70, 60, 50, 40), {"value": "413"}, False),
        ((70, 60, 50, 40), {"difference": -4.0}, False),
        ((70, 60, 50, 40), {"found": "411"}, False),  # what was found, however it is shown
    ],
)
def test_what_makes_the_figure_another(rows, more, same):
    assert (figures(rows, **more) == figures((70, 60, 50, 40))) is same


def decided(season):
    found = [f for f in season.checks()[1].findings if f.rule == "O04"]
    return {f.value: f.decision and (f.decision.what, f.decision.lapsed) for f in found}


def test_of_two_rows_of_one_name_each_keeps_its_own(season):
    season.sends("a.xlsx", bad(-5)).follows().decides(ACCEPTED).follows()
    season.sends("a.xlsx", bad(-7), bad(-5))
    assert decided(season) == {"-7": None, "-5": (ACCEPTED, False)}
    season.follows().sends("a.xlsx", bad(-5))
    assert decided(season) == {"-5": (ACCEPTED, False)}
    season.sends("a.xlsx", bad(-7))
    assert decided(season)["-7"] in (None, (ACCEPTED, True))  # never takes the other's


def test_a_decision_taken_back(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED).follows().decides(None)
    assert season.finding().decision is None and season.code() == 1
    assert season.follows().line().cells["decision"] == "" and len(season.events(What.DECIDED)) == 2


def test_what_is_not_understood_decides_nothing_and_stays(season):
    season.sends("a.xlsx", bad()).follows().decides("để hỏi lại")
    assert season.finding().decision is None
    assert season.follows().line().cells["decision"] == "để hỏi lại"
    assert any("để hỏi lại" in text for text in season.made.plan.told)


def test_a_finding_that_is_gone_keeps_its_line(season):
    season.sends("a.xlsx", bad()).follows().decides(TO_MEND)
    key = season.finding().id
    season.sends("a.xlsx", K12).follows()
    line = season.register.pages[FINDINGS.mark].lines[key]
    assert line.cells["decision"] == TO_MEND.words and season.code() == 0
    season.sends("a.xlsx", bad()).follows()
    assert season.finding().decision.what is TO_MEND


# --- reasons ------------------------------------------------------------------------------------------


def explains(season, text, name="a.xlsx", rule="O02"):
    """The unit writes its reason into the marked copy and sends that."""
    inbox, report = season.checks()
    path = write_answer(inbox, report, 0, season.at / "copy.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[FINDINGS_SHEET]
    head = next(row for row in sheet.iter_rows() if REASON.header in [cell.value for cell in row])
    header = [cell.value for cell in head]
    lines = sheet.iter_rows(min_row=head[0].row + 1)
    row = next(line for line in lines if line[header.index("Quy tắc")].value == rule)
    row[header.index(REASON.header)].value = text
    book.save(season.returns / name)


def test_a_reason_is_remembered_for_a_file_that_brings_none(season):
    season.sends("a.xlsx", bad(ODD))
    explains(season, "chờ quyết định")
    assert season.finding("O02").explained == "chờ quyết định"
    season.follows().sends("a.xlsx", bad(ODD), K13)
    assert season.finding("O02").explained == "chờ quyết định"
    season.sends("a.xlsx", bad("khoảng 80"))
    assert (season.finding("O02").explained, season.finding("O02").lapsed_reason) == (None, "chờ quyết định")
    assert "chờ quyết định" in season.follows().line("O02").cells["state"]


def test_a_reason_that_comes_back_for_another_figure_has_lapsed(season):
    season.sends("a.xlsx", bad(ODD))
    explains(season, "chờ quyết định")
    season.follows()
    book = openpyxl.load_workbook(season.returns / "a.xlsx")  # the unit changes the figure, not the reason
    cell = next(c for row in book["Biểu 04"].iter_rows() for c in row if c.value == ODD)
    cell.value = "khoảng 80"
    book.save(season.returns / "a.xlsx")
    assert season.finding("O02").lapsed_reason == "chờ quyết định" and not season.finding("O02").explained
    explains(season, "đã có quyết định")
    assert season.finding("O02").explained == "đã có quyết định"


def test_a_reason_told_by_telephone(season):
    season.sends("a.xlsx", bad(ODD)).follows().decides("đã hỏi qua điện thoại", "O02", "reason")
    assert season.finding("O02").explained == "đã hỏi qua điện thoại"
    assert season.follows().line("O02").cells["reason"] == "đã hỏi qua điện thoại"
    season.sends("a.xlsx", bad("khoảng 80")).follows()
    assert season.finding("O02").lapsed_reason and season.line("O02").cells["reason"] == ""


def test_what_the_province_asks_to_mend_stands_though_the_unit_gave_a_reason(season):
    season.sends("a.xlsx", ["Bồi dưỡng CVC", "2 tháng", 2000]).follows()
    found = [f for f in season.checks()[1].findings if f.file == 0 and f.severity == "warning"]
    assert found and all(f.open for f in found)
    for finding in found:
        season.types(FINDINGS, finding.id, "reason", "đúng")
    [first, *_] = [f for f in season.checks()[1].findings if f.id == found[0].id]
    assert not first.open
    season.types(FINDINGS, found[0].id, "decision", TO_MEND.words)
    [first, *_] = [f for f in season.checks()[1].findings if f.id == found[0].id]
    assert first.open and not first.settled


# --- the working file ---------------------------------------------------------------------------------


@pytest.mark.parametrize("passed_on", [lambda path: path, recalculate])
def test_a_decision_in_the_working_file_makes_a_register(season, passed_on):
    """As saved by the clerk, and by LibreOffice after that."""
    season.sends("a.xlsx", bad()).rolls_up().writes("O04", DECISION, ACCEPTED.words)
    if passed_on is recalculate:
        recalculate(season.target).replace(season.target)
    assert season.finding().decision.what is ACCEPTED and season.code() == 0  # kiem-tra reads it there
    assert not season.path.exists()
    season.rolls_up()
    assert season.path.exists() and season.result.inbox.known.told
    assert season.shown()[1] == ACCEPTED.words
    assert passed_on is recalculate or season.finding().decision.by == "Trần Thị B"
    season.target.unlink()
    assert season.code() == 0  # the register remembers
    assert season.rolls_up().shown()[1] == ACCEPTED.words


def test_the_first_sheet_counts_and_nothing_is_in_the_way(season):
    season.sends("a.xlsx", bad(), [*K13[:2], ODD]).follows()
    season.decides(ACCEPTED).decides(FALSE_ALARM, "O02").decides("đúng", "O02", "reason").rolls_up()
    assert dict(said_counts(season.result.report)) == {
        "nội dung đã có ý kiến của đơn vị": 1, "nội dung tỉnh chấp nhận": 1, "nội dung tỉnh đề nghị sửa": 0,
        "nội dung báo nhầm, bỏ qua": 1, LAPSED: 0,
    }  # fmt: skip
    assert validate(season.target) == validate(season.path) == []
    rows = season.overview()
    assert rows["Lỗi phải sửa"] == 0 and rows["Nội dung tỉnh chấp nhận"] == 1
    assert record_of(read_grid_of(season.target, bool)).errors == 0  # nothing stands in the way of signing
    season.sends("a.xlsx", bad(-6), [*K13[:2], ODD]).rolls_up()
    assert record_of(read_grid_of(season.target, bool)).errors == 1
    rows = season.overview()
    assert rows["Lỗi phải sửa"] == 1 and rows[LAPSED_LABEL] == 1
    assert season.shown() == (None, None)


def test_register_and_working_file_say_otherwise(season):
    season.sends("a.xlsx", bad()).follows().rolls_up().writes("O04", DECISION, FALSE_ALARM.words)
    season.decides(ACCEPTED).rolls_up()
    assert season.finding().decision.what is ACCEPTED
    assert any(FALSE_ALARM.words in text for text in season.result.inbox.known.told)
    season.rolls_up()
    assert not season.result.inbox.known.told  # the new file shows what counts


def test_a_later_word_in_the_working_file_counts(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED).rolls_up()
    season.writes("O04", DECISION, TO_MEND.words).rolls_up()
    assert season.finding().decision.what is TO_MEND
    season.writes("O04", DECISION, None).rolls_up()
    assert season.finding().decision is None and season.shown()[1] is None
    assert season.follows().finding().decision is None


def test_a_register_open_elsewhere_loses_no_decision(season, monkeypatch):
    season.sends("a.xlsx", bad()).follows().rolls_up().writes("O04", DECISION, ACCEPTED.words)
    with monkeypatch.context() as patch:
        patch.setattr(following, "write_changes", refuse)
        season.rolls_up()
    assert season.result.inbox.known.told and season.shown()[1] == ACCEPTED.words
    season.rolls_up()
    assert not season.result.inbox.known.told
    season.target.unlink()
    assert season.code() == 0


def refuse(*_):
    raise following.CannotWrite("Sổ đang mở.")


def test_a_reason_in_the_working_file_is_remembered(season):
    season.sends("a.xlsx", bad(ODD)).follows().rolls_up().writes("O02", REASON, "đã hỏi").rolls_up()
    season.target.unlink()
    assert season.finding("O02").explained == "đã hỏi"
    assert len(season.follows().events(What.EXPLAINED)) == 1


def test_the_report_says_what_was_decided(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED)
    target = season.at / "r.json"
    run(["kiem-tra", str(season.returns), "--bo-bieu", TN.id, "--json", str(target)])
    said = json.loads(target.read_text(encoding="utf-8"))
    [decided] = [f["decision"] for file in said["files"] for f in file["findings"] if "decision" in f]
    assert (decided["decision"], decided["lapsed"]) == ("accepted", False)
    assert said["decided"]["accepted"] == 1 and said["summary"]["error"] == 1


def test_a_marked_copy_shows_the_decision_and_marks_nothing_there(season):
    season.sends("a.xlsx", bad()).follows()
    copy = season.at / "copy.xlsx"
    write_answer(*season.checks(), 0, copy)
    marks = len(openpyxl.load_workbook(copy)["Biểu 04"].conditional_formatting)
    season.decides(ACCEPTED)
    write_answer(*season.checks(), 0, copy)
    book = openpyxl.load_workbook(copy)
    assert len(book["Biểu 04"].conditional_formatting) == marks - 1
    texts = [cell.value for row in book[FINDINGS_SHEET].iter_rows() for cell in row]
    assert ACCEPTED.words in texts


def test_results_without_persons_say_nothing_of_who_decided(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED)
    book = openpyxl.load_workbook(season.path)
    book.properties.lastModifiedBy = "Nguyễn Văn A"
    book.save(season.path)
    target = season.at / "r.json"
    run(["kiem-tra", str(season.returns), "--bo-bieu", TN.id, "--an-danh", "--json", str(target)])
    text = target.read_text(encoding="utf-8")
    assert "accepted" in text and "Nguyễn Văn A" not in text


def test_a_register_of_its_own_name(season, capsys):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED)
    other = season.path.rename(season.at / "so.xlsx")
    assert season.code() == 1
    call = [str(season.returns), "--bo-bieu", TN.id, "--so", str(other)]
    assert run(["kiem-tra", *call]) == 0
    assert run(["tong-hop", *call, "-o", str(season.at / "t.xlsx")]) == 0
    assert run(["kiem-tra", str(season.returns / "a.xlsx"), "--so", str(other), "--bo-bieu", TN.id]) == 0
    assert run(["kiem-tra", str(season.returns), "--so", "khong-co.xlsx"]) == 2


def test_single_files_are_decided_on_too(season):
    season.sends("a.xlsx", bad()).follows().decides(ACCEPTED)
    assert run(["kiem-tra", str(season.returns / "a.xlsx"), "--bo-bieu", TN.id]) == 0
