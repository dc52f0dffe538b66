"""Which file of a unit counts, as the province chooses in the register; what a resubmission changed."""

import json
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from tests.office import validate
from validators.causes.resent import How
from validators.codes import Progress
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import check_files
from xl_addin.choosing import FileWord
from xl_addin.command_line.command import run
from xl_addin.inbox import open_inbox
from xl_addin.register.columns import FILES, FINDINGS, MARK
from xl_addin.register.events import What
from xl_addin.register.follow import follow
from xl_addin.register.memory import KnownBefore, digest_of, file_key, register_of
from xl_addin.register.reading import read_register
from xl_addin.roll_up import roll_up
from xl_addin.sendings import CHANGES

TN = load_form_set("thai-nguyen-2025")
DT, PY = "TN-HU-DT", "TN-TU-PY"
K12, K13 = ["Bồi dưỡng cấp phòng khóa 12", "12 ngày", 70], ["Bồi dưỡng cấp phòng khóa 13", "12 ngày", 60]
NEED = [1, "Huyện ủy Đại Từ", 1, 2]
DAY = datetime(2024, 11, 1, tzinfo=UTC)


class Folder:
    """Returns with their register beside."""

    def __init__(self, path):
        self.returns, self.at = path / "don-vi", path
        self.returns.mkdir()
        self.checked = None, None
        self.path = register_of(self.returns, TN)

    def sends(self, name, *classes, need=None, day=0, unit=DT, **cover):
        rows = {"bieu-04": [[n, *row] for n, row in enumerate(classes, 1)]} if classes else {}
        if need:
            rows["bieu-01-i"] = [need]
        write_blank(self.returns / name, TN, unit, Filled(rows, cover, DAY + timedelta(days=day)))
        return self

    def follows(self):
        self.made = follow(self.returns, TN)
        self.register = read_register(self.path)
        return self

    def key(self, name, form="", unit=DT):
        return file_key(unit, digest_of(self.returns / name), form)

    def files(self):
        return self.register.pages[FILES.mark]

    def types(self, page, key, column, value):
        """The clerk types into a line of one of the lists."""
        book = openpyxl.load_workbook(self.path)
        lines = self.register.pages[page.mark]
        book[page.name].cell(lines.lines[key].row, lines.columns[column] + 1).value = value
        book.save(self.path)
        return self

    def says(self, name, word, form=""):
        return self.types(FILES, self.key(name, form), "choice", word and word.words)

    def checks(self):
        """Checked anew only where a file has changed since."""
        paths = [*sorted(self.at.glob("*.xlsx")), *sorted(self.returns.iterdir())]
        state = [(path.name, digest_of(path)) for path in paths]
        if self.checked[0] != state:
            self.checked = state, check_files([self.returns], TN)
        return self.checked[1]

    def counts(self):
        """Name of each file that counts, with the annexes that do."""
        inbox, _ = self.checks()
        return {inbox.name(n): "|".join(sorted(inbox.returns[n].answered)) for n in inbox.used}

    def events(self, what):
        return [event for event in self.register.events if event.what == what.value]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


USE, REPLACES, ADDS = FileWord.USE, FileWord.REPLACES, FileWord.ADDS
BOTH = "bieu-01-i|bieu-04"


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({}, {"b.xlsx": BOTH}),  # the later one
        ({"a.xlsx": USE}, {"a.xlsx": BOTH}),
        ({"b.xlsx": ADDS}, {"a.xlsx": BOTH, "b.xlsx": BOTH}),
        ({"b.xlsx": REPLACES}, {"b.xlsx": BOTH}),
        ({"a.xlsx": REPLACES}, {"b.xlsx": BOTH}),  # replaces what came before it
        ({("a.xlsx", "bieu-04"): USE}, {"a.xlsx": "bieu-04", "b.xlsx": "bieu-01-i"}),
        ({"a.xlsx": USE, ("b.xlsx", "bieu-04"): USE}, {"a.xlsx": "bieu-01-i", "b.xlsx": "bieu-04"}),
    ],
)
def test_what_is_said_of_files_counts(folder, said, counts):
    folder.sends("a.xlsx", K12, need=NEED).sends("b.xlsx", K13, need=NEED, day=3)
    known = KnownBefore(folder.path, True)
    for place, word in said.items():
        name, form = (place, "") if isinstance(place, str) else place
        known.choices[DT, digest_of(folder.returns / name), form] = word, name
    inbox = open_inbox([folder.returns], TN, known=known)
    assert {inbox.name(n): "|".join(sorted(inbox.returns[n].answered)) for n in inbox.used} == counts
    assert inbox.gone == []


def test_the_register_says_which_file_counts(folder):
    folder.sends("a.xlsx", K12, need=NEED).sends("b.xlsx", K13, need=NEED, day=3).follows()
    folder.says("a.xlsx", USE).says("b.xlsx", USE, "bieu-04")
    for _ in range(2):
        assert folder.counts() == {"a.xlsx": "bieu-01-i", "b.xlsx": "bieu-04"}
        folder.follows()
    assert [event.after for event in folder.events(What.CHOSEN)] == [USE.words] * 2
    folder.says("b.xlsx", ADDS, "bieu-04")  # of an annex that says nothing, and is told
    assert folder.counts() == {"a.xlsx": BOTH} and folder.checks()[0].known.told


def test_the_cover_says_otherwise_than_the_province(folder):
    cover = {"attempt": "2", "mode": "Thay thế toàn bộ"}
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, **cover).follows()
    assert folder.counts() == {"b.xlsx": "bieu-04"}
    folder.says("b.xlsx", ADDS)
    assert set(folder.counts()) == {"a.xlsx", "b.xlsx"}
    folder.says("b.xlsx", None)
    assert folder.counts() == {"b.xlsx": "bieu-04"}


def test_all_verbs_read_the_choice(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows().says("a.xlsx", USE)
    target = folder.at / "t.xlsx"
    result = roll_up(folder.returns, TN, target)
    [bieu] = [b for b in result.bieu if b.form.id == "bieu-04"]
    assert bieu.total("learners") == 70
    folder.follows()
    key = folder.key("b.xlsx")
    assert "a.xlsx" in folder.files().lines[key].cells["counts"]
    assert folder.made.inbox.used == [0]


def test_two_files_that_are_both_to_be_used_stand_as_usual(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", need=NEED, day=1).sends("c.xlsx", K13, need=NEED, day=2)
    folder.follows().says("a.xlsx", USE).says("b.xlsx", USE)
    assert folder.counts() == {"a.xlsx": "bieu-04", "b.xlsx": "bieu-01-i"}


def test_a_chosen_file_that_is_gone_is_said(folder, capsys):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows().says("a.xlsx", USE)
    assert not [f for f in folder.checks()[1].findings if f.rule == "L13"]
    (folder.returns / "a.xlsx").unlink()
    [told] = [f for f in folder.checks()[1].findings if f.rule == "L13"]
    assert told.value == "a.xlsx" and told.unit == DT
    folder.follows()
    assert any("a.xlsx" in text for text in folder.made.plan.told)
    assert run(["theo-doi", str(folder.returns), "--bo-bieu", TN.id]) == 0
    assert "a.xlsx" in capsys.readouterr().out
    folder.sends("a.xlsx", K12, K13)  # another file of that name
    assert [f.rule for f in folder.checks()[1].findings if f.rule == "L13"] == ["L13"]
    folder.sends("a.xlsx", K12)
    assert folder.counts() == {"a.xlsx": "bieu-04"} and not folder.checks()[0].gone


def test_what_is_typed_and_not_understood_is_said(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows()
    folder.types(FILES, folder.key("a.xlsx"), "choice", "tệp này nhé")
    inbox, _ = folder.checks()
    assert folder.counts() == {"b.xlsx": "bieu-04"} and "tệp này nhé" in inbox.known.told[0]


def test_a_register_that_cannot_be_read_is_said(folder):
    folder.sends("a.xlsx", K12)
    folder.path.write_bytes(b"PK")
    assert folder.checks()[0].known.told
    folder.path.unlink()
    assert not folder.checks()[0].known.told


def test_lists_that_are_gone_come_anew(folder):
    """A register of before had none; and a clerk may delete a sheet."""
    folder.sends("a.xlsx", K12).follows()
    book = openpyxl.load_workbook(folder.path)
    del book[FILES.name], book[FINDINGS.name]
    book.save(folder.path)
    folder.follows()
    assert set(folder.register.pages) == {FILES.mark, FINDINGS.mark} and validate(folder.path) == []


def test_a_list_by_another_name_keeps_what_was_chosen(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows().says("a.xlsx", USE)
    book = openpyxl.load_workbook(folder.path)
    book[FILES.name].title = "Tệp"
    book.create_sheet(FILES.name)  # hers
    book.save(folder.path)
    assert folder.counts() == {"a.xlsx": "bieu-04"}
    folder.follows()
    assert folder.files().sheet == "Tệp" and len(openpyxl.load_workbook(folder.path).sheetnames) == 5


def test_columns_that_are_gone_and_lines_that_are_copied_are_said(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows().says("a.xlsx", USE)
    book = openpyxl.load_workbook(folder.path)
    sheet = book[FILES.name]
    row = folder.files().lines[folder.key("a.xlsx")].row
    for cell in sheet[row]:
        sheet.cell(sheet.max_row + (cell.column == 1), cell.column, cell.value)
    book.save(folder.path)
    assert str(sheet.max_row) in folder.checks()[0].known.told[0]
    sheet.cell(2, folder.files().columns["choice"] + 1).value = "Khác"
    book.save(folder.path)
    assert "Tỉnh chọn" in folder.checks()[0].known.told[0] and folder.counts() == {"b.xlsx": "bieu-04"}
    folder.follows()


# --- what a resubmission changed ----------------------------------------------------------------------


def changed(folder):
    return [(c.how, c.label, c.before, c.after, c.difference) for c in folder.checks()[1].changes]


def test_changes_are_listed_row_by_row(folder):
    anew = ["Bồi dưỡng cấp phòng khóa 12", "12 ngày", 75]
    folder.sends("a.xlsx", K12, K13).sends("b.xlsx", ["Bồi dưỡng CVC", "2 tháng", 40], anew, day=3)
    inbox, report = folder.checks()
    found = {(c.how, c.before, c.after, c.difference) for c in report.changes}
    assert found == {
        (How.CHANGED, "70", "75", 5), (How.ADDED, "", "40", 40), (How.GONE, "60", "", -60),
        (How.TOTAL, "130", "115", -15),
    }  # fmt: skip
    [one] = [c for c in report.changes if c.how is How.CHANGED]
    assert one.old[0] == "a.xlsx" and one.new[0] == "b.xlsx" and one.old[2] != one.new[2]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ([K12, K13], [K13, K12], 0),  # moved rows are no change
        ([K12], [[*K12[:2], "70"]], 0),  # nor is the same figure as a text
        ([K12], [[K12[0], "15 ngày", 70]], 1),  # a length is told, and no total moves
        ([K12], [], 0),  # a blank replaces nothing
    ],
)
def test_what_is_and_is_no_change(folder, first, second, count):
    folder.sends("a.xlsx", *first).sends("b.xlsx", *second, day=3)
    assert len(changed(folder)) == count


def test_rows_of_one_name_stand_against_each_other(folder):
    """Those with the same figures first."""
    folder.sends("a.xlsx", *(["Bồi dưỡng CVC", "20 ngày", n] for n in (50, 60, 70)))
    folder.sends("b.xlsx", *(["Bồi dưỡng CVC", "20 ngày", n] for n in (70, 50, 65)), day=3)
    assert [(before, after) for _, _, before, after, _ in changed(folder)] == [("60", "65"), ("180", "185")]


def test_the_province_chooses_the_former_and_nothing_has_changed(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3).follows()
    assert changed(folder)
    folder.says("a.xlsx", USE)
    assert not changed(folder)
    folder.says("a.xlsx", None).says("b.xlsx", USE)
    assert changed(folder)  # the later one stands against the former still


def test_what_is_added_stands_against_what_counts_too(folder):
    folder.sends("a.xlsx", K12).sends("b.xlsx", K13, day=3, attempt="2", mode="Bổ sung thêm")
    told = [(how, after) for how, _, _, after, _ in changed(folder)]
    assert told == [(How.ADDED, "60"), (How.TOTAL, "130")]


def test_changes_stand_in_the_working_file_and_are_told_once(folder, capsys):
    folder.sends("a.xlsx", K12).follows()
    folder.sends("b.xlsx", [*K12[:2], 75], day=3).follows()
    [event] = folder.events(What.RESENT)
    assert folder.made.plan.told == []
    assert "70 → 75 (+5)" in event.cause and folder.made.plan.resent
    folder.follows()
    assert len(folder.events(What.RESENT)) == 1 and not folder.made.plan.resent
    target = folder.at / "t.xlsx"
    roll_up(folder.returns, TN, target)
    assert validate(target) == []
    sheet = openpyxl.load_workbook(target)[CHANGES]
    rows = [row[3:8] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert (K12[0], "70", "75", 5) in [(row[0], *row[2:]) for row in rows]
    assert run(["kiem-tra", str(target), "--bo-bieu", TN.id]) == 0  # the sheet is no biểu


def test_findings_are_new_or_stand_still_or_are_mended(folder):
    odd = "khoảng 70"
    folder.sends("a.xlsx", [*K12[:2], odd], [*K13[:2], -1]).follows()
    folder.sends("b.xlsx", [*K12[:2], odd], [*K13[:2], 60], ["Bồi dưỡng CVC", "2 tháng", -3], day=3)
    inbox, report = folder.checks()
    progress = {(f.rule, f.value): f.progress for f in report.findings if f.rule in ("O02", "O04")}
    assert progress == {("O02", odd): Progress.STILL, ("O04", "-3"): Progress.NEW}
    assert [(f.rule, f.value, inbox.name(f.file)) for f in report.mended] == [("O04", "-1", "a.xlsx")]
    target = folder.at / "r.json"
    run(["kiem-tra", str(folder.returns), "--bo-bieu", TN.id, "--json", str(target)])
    said = json.loads(target.read_text(encoding="utf-8"))
    assert {f.get("progress") for file in said["files"] for f in file["findings"]} >= {"new", "still"}
    assert [f["value"] for file in said["files"] for f in file.get("mended", ())] == ["-1"]
    folder.follows()
    states = [line.cells["state"] for line in folder.register.pages[FINDINGS.mark].lines.values()]
    assert {Progress.NEW.words, Progress.STILL.words, Progress.MENDED.words} <= set(states)


def test_a_former_file_saved_over_is_known_by_the_register(folder):
    folder.sends("a.xlsx", [*K12[:2], -1], [*K13[:2], "khoảng 60"]).follows()
    folder.sends("a.xlsx", K12, [*K13[:2], "khoảng 60"], ["Bồi dưỡng CVC", "2 tháng", -3]).follows()
    assert any("a.xlsx" in text for text in folder.made.plan.told)  # which rows are others nobody can say
    lines = folder.register.pages[FINDINGS.mark].lines.values()
    states = {(line.cells["rule"], line.written.get("value")): line.cells["state"] for line in lines}
    assert states["O04", "-1"] == Progress.MENDED.words and states["O02", "khoảng 60"] == Progress.STILL.words
    assert states["O04", "-3"] == Progress.NEW.words
    assert MARK not in "".join(states.values())
