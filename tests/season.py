"""A province's season, lived through by its commands, with every figure of every stage accounted for.

    python -m tests.season [--units 91] [--kill EVERY]

writes the blanks of ke-hoach-2027, has units send, checks, follows, rolls up, edits, and signs, and prints
what each stage counted. --kill: each stage is also run in copies that are ended at every EVERYth write;
whatever that left must open, and the stage, run again, must give what an undisturbed run gives.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from samples import plan_2027
from tests.office import edit_in_libreoffice
from workbook_templates.declared.form_set import FORM_SETS, FormSet
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.record import CHANGES_SHEET, EDITS_SHEET, read_tag
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.command_line.command import run
from xl_addin.letters.texts import Letter
from xl_addin.summary.contents import OVERVIEW, RECONCILIATION
from xl_addin.summary.reconciliation import OFF

CLASSES = "Lớp mở mới"  # the biểu in which the clerk edits
_KILLED = 9


def few_units(folder: Path, count: int) -> Path:
    """The form set with its first units of each kind, so many in all, as a folder."""
    target = folder / "bo-bieu"
    shutil.copytree(FORM_SETS / plan_2027.FORM_SET, target)
    units = load_form_set(plan_2027.FORM_SET).catalogue.units
    place: Counter[str] = Counter()
    order = {}
    for code, unit in units.items():
        place[unit.kind] += 1
        order[code] = place[unit.kind]
    kept = set(sorted(units, key=order.__getitem__)[:count])
    (target / "units").mkdir()
    with open(FORM_SETS.parent / "units" / "lang-son-2027.csv", encoding="utf-8", newline="") as source:
        rows = [row for row in csv.reader(source) if row[0] in kept | {"code"}]
    with open(target / "units" / "lang-son-2027.csv", "w", encoding="utf-8", newline="") as made:
        csv.writer(made).writerows(rows)
    return target


@dataclass
class Season:
    """A province: its form set, its folder, and what its units have sent of which the figures count."""

    form_set: FormSet
    source: Path
    folder: Path
    counted: dict[str, dict[str, list[dict]]] = field(default_factory=dict)
    by_hand: Counter = field(default_factory=Counter)  # by biểu and column, what the clerk added

    @property
    def returns(self) -> Path:
        return self.folder / "don-vi"

    @property
    def register(self) -> Path:
        return self.folder / "So theo doi ke-hoach-2027.xlsx"

    @property
    def working(self) -> Path:
        return self.folder / "tong-hop.xlsx"

    def bieu(self, verb: str, *words: object, may: Collection[int] = (0,)) -> argparse.Namespace:
        """Run a command; what it has made. may: exit codes that are right."""
        call, told = argparse.Namespace(made=None), io.StringIO()
        words = (verb, *words, *(() if verb == "tao-mau" else ("--bo-bieu", self.source)))
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            code = run([*map(str, words)], call)
        assert code in may, f"bieu {' '.join(map(str, words))}: {code}\n{told.getvalue()[-2000:]}"
        call.told = told.getvalue()
        return call

    def sends(self, code: str, rows: dict[str, list[dict]] | None = None, name: str = "", **cover) -> Path:
        """A unit fills in its blank and mails it. rows: by annex; None: what the plan has it send."""
        rows = plan_2027.returns(self.form_set)[code] if rows is None else rows
        cells = {n: plan_2027.cells_of(form, rows.get(n, [])) for n, form in self.form_set.annexes.items()}
        path = self.returns / (name or f"{code}.xlsx")
        path.parent.mkdir(exist_ok=True)
        write_blank(path, self.form_set, code, Filled(cells, cover))
        self.counted[code] = rows
        return path

    def copied(self, folder: Path) -> Season:
        """The same in a copy of its folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Season(self.form_set, self.source, folder, dict(self.counted), Counter(self.by_hand))

    def accounted(self, result) -> int:
        """Every figure of every biểu is what was sent and what the clerk added. How many figures that are."""
        figures = 0
        for bieu in result.bieu[1:]:
            rows = [row for forms in self.counted.values() for row in forms.get(bieu.form.id, ())]
            asked = {column.name: column.allots or column.name for column in bieu.form.columns}
            for column in (*bieu.form.added, *bieu.form.allotted):
                sent = sum(row.get(asked[column.name]) or 0 for row in rows)
                expected = sent + self.by_hand[bieu.form.id, column.name]
                found = bieu.total(column.name)
                assert found == expected, f"{bieu.form.id} {column.name}: {found} for {expected}"
                figures += sum(bool(row.get(column.name)) for row in rows)
        return figures

    def snapshot(self) -> dict[str, object]:
        """All that register and working file say but for when it was said."""
        said: dict[str, object] = {}
        for path in (self.register, self.working):
            if path.exists():
                for sheet in openpyxl.load_workbook(path):
                    if sheet.title not in (OVERVIEW, EDITS_SHEET, "Nhật ký"):
                        said[f"{path.name} {sheet.title}"] = _cells(sheet)
        if self.register.exists():
            log = openpyxl.load_workbook(self.register)["Nhật ký"]  # its last columns number each event
            said["events"] = sorted(map(str, log.iter_rows(min_col=2, max_col=8, values_only=True)))
        return said


def _cells(sheet) -> list[list[object]]:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    if sheet.sheet_state != "visible":  # the record of the file holds its time
        return []
    return rows


# --- the stages -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """What people do, and what the tool then does, which says what it counted."""

    name: str
    people: Callable[[Season], object]
    tool: Callable[[Season], str]


def _waves(season: Season) -> tuple[list[str], list[str], list[str]]:
    """Units that send in time, later, and last of all."""
    codes = list(season.form_set.expected_units)
    first, second = len(codes) * 2 // 3, len(codes) * 5 // 6
    return codes[:first], codes[first:second], codes[second:]


def _wave(number: int) -> Callable[[Season], object]:
    return lambda season: [season.sends(code) for code in _waves(season)[number]]


def _writes_blanks(season: Season) -> str:
    blanks = season.folder / "bieu-mau"
    season.bieu("tao-mau", season.source, "-o", blanks)
    written = list(blanks.rglob("[!.]*.xlsx"))  # what an ended run left begins with a dot
    assert len(written) == len(season.form_set.expected_units)
    return f"{len(written)} blanks"


def _checks_and_follows(season: Season) -> str:
    season.bieu("kiem-tra", season.returns, may=(0, 1))
    made = season.bieu("theo-doi", season.returns).made
    due = len(season.form_set.expected_units)
    assert made.plan.top.startswith(f"{len(season.counted)}/{due} "), made.plan.top
    return made.plan.top


def _writes_letters(season: Season) -> str:
    kinds = [word for kind in (Letter.RETURN, Letter.REMIND, Letter.THANK) for word in ("--loai", kind.value)]
    made = season.bieu("thu", season.returns, "-o", season.folder / "thu", *kinds).made
    due, reminded = season.form_set.expected_units, made.by_kind.get(Letter.REMIND, [])
    assert len(reminded) == len(due) - len(season.counted), reminded
    folders = [path for path in made.folder.iterdir() if path.is_dir()]
    assert len(folders) == made.number == len(due), "each unit one letter"
    return f"{made.number} letters, {len(reminded)} of them reminders"


def _rolls_up(season: Season) -> str:
    made = season.bieu("tong-hop", season.returns, "-o", season.working, may=(0, 1)).made
    figures = season.accounted(made)
    off = [row for row in _cells(openpyxl.load_workbook(season.working, data_only=True)[RECONCILIATION])
           if OFF in row]  # fmt: skip
    assert not off, off
    return f"{len(season.counted)} units, {figures} figures, each in its biểu"


def _resent(season: Season) -> None:
    """One unit sends again and says so; another sends a corrected file without a word."""
    saying, silent = _waves(season)[0][:2]
    for code, cover, name in ((saying, {"mode": "Thay thế", "sending": 2}, "gửi lại.xlsx"), (silent, {}, "")):
        rows = plan_2027.returns(season.form_set)[code]
        first = dict(rows["nhu-cau-dao-tao"][0])
        first |= {"learners": first["learners"] + 1, "officials": first.get("officials", 0) + 1}
        changed = rows | {"nhu-cau-dao-tao": [first, *rows["nhu-cau-dao-tao"][1:]]}
        season.sends(code, changed, f"{code} {name}" if name else "", **cover)


def _edits(season: Season) -> None:
    """The clerk changes the wording and two figures of a class."""
    class_ = _Class(season)
    class_.puts("class_name", f"{class_.cells['class_name']} (đợt 1)")
    for name in ("learners", "officials"):
        class_.adds(name, 5)
    class_.saves()
    season.by_hand["lop-mo-moi", "allotted"] += 5  # which starts as what is asked for


def _allots(season: Season) -> None:
    """The office allots fewer places than were asked for."""
    class_ = _Class(season)
    class_.adds("allotted", -7)
    class_.saves()


class _Class:
    """The first class that a unit asks for with officials, as the clerk edits it in LibreOffice."""

    def __init__(self, season: Season) -> None:
        self.season, self.edits = season, []
        columns = season.form_set.bieu["lop-mo-moi"].columns
        self.place = {column.name: index for index, column in enumerate(columns)}
        lines = _lines(openpyxl.load_workbook(season.working, data_only=True)[CLASSES])
        for self.row, values in lines:
            self.cells = {name: values[place] for name, place in self.place.items()}
            if isinstance(self.cells["ordinal"], int) and self.cells["officials"]:
                break

    def puts(self, name: str, value: object) -> None:
        self.edits.append(["put", CLASSES, self.row - 1, self.place[name], value])

    def adds(self, name: str, number: int) -> None:
        self.puts(name, self.cells[name] + number)
        self.season.by_hand["lop-mo-moi", name] += number

    def saves(self) -> None:
        edit_in_libreoffice(self.season.working, *self.edits)


def _lines(sheet) -> Iterator[tuple[int, list[object]]]:
    """The rows of a biểu that are lines: Excel row, and what stands there."""
    for row in sheet.iter_rows():
        tags = [read_tag(cell.value) for cell in row]
        if any(tag and tag[1] and tag[1] != "total" for tag in tags):
            yield row[0].row, [cell.value for cell in row]


def _closes(season: Season) -> str:
    season.bieu("chot", season.working, "--ten", "Lần 1")
    return "closed"


def _rolls_up_and_tells(season: Season) -> str:
    told = _rolls_up(season)
    changes = _cells(openpyxl.load_workbook(season.working)[CHANGES_SHEET])
    names = [season.form_set.catalogue.units[code].name for code in _waves(season)[2]]
    text = str(changes)
    assert all(name in text for name in names), text
    return f"{told}; {len(names)} units are told as new since"


def _signs(season: Season) -> str:
    season.bieu("trinh-ky", season.working, "-o", season.folder / "ky.xlsx", "--khong-pdf", may=(0, 1))
    book = openpyxl.load_workbook(season.folder / "ky.xlsx")
    assert all(sheet.sheet_state == "visible" for sheet in book)
    return f"{len(book.worksheets)} sheets to be signed"


def _nothing(season: Season) -> None:
    """Nobody does anything."""


STAGES = (
    Stage("blanks go out", _nothing, _writes_blanks),
    Stage("the first returns", _wave(0), _checks_and_follows),
    Stage("letters", _nothing, _writes_letters),
    Stage("the first roll-up", _nothing, _rolls_up),
    Stage("sent again", _resent, _checks_and_follows),
    Stage("later returns", _wave(1), _rolls_up),
    Stage("edits by hand", _edits, _rolls_up),
    Stage("allotment", _allots, _rolls_up),
    Stage("closing", _nothing, _closes),
    Stage("the last returns", _wave(2), _checks_and_follows),
    Stage("the last roll-up", _nothing, _rolls_up_and_tells),
    Stage("signing", _nothing, _signs),
)


# --- killed ------------------------------------------------------------------------------------------------


def writes_of(season: Season, stage: Stage, at: int = 0) -> int:
    """Run what the tool does in a process of its own, which ends itself at its write number `at` (0: never).
    How many writes there were; a write: a file opened for it, moved or removed in the season's folder."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        seen = 0
        place = str(season.folder)

        def watch(event: str, words: tuple) -> None:
            nonlocal seen
            opened = event == "open" and words[2] & (os.O_WRONLY | os.O_RDWR)
            written = opened or event in ("os.rename", "os.remove", "os.mkdir")
            if written and str(words[0]).startswith(place):
                seen += 1
                if seen == at:
                    os._exit(_KILLED)

        try:
            sys.addaudithook(watch)
            stage.tool(season)
            os.write(writing, str(seen).encode())
            os._exit(0)
        except BaseException as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, _KILLED), said
    return int(said or at)


def kill(season: Season, stage: Stage, folder: Path, every: int) -> int:
    """Run a stage in copies that end at every so many writes. What each leaves opens, and run again the stage
    gives what an undisturbed one gives. How many were ended."""
    undisturbed = season.copied(folder / "whole" / season.folder.name)
    number = writes_of(undisturbed, stage)
    expected, ended = undisturbed.snapshot(), range(1, number + 1, every)
    for at in ended:
        one = season.copied(folder / str(at) / season.folder.name)
        writes_of(one, stage, at)
        one.snapshot()
        stage.tool(one)
        assert one.snapshot() == expected, f"{stage.name}: ended at write {at} of {number}"
        shutil.rmtree(one.folder)
    return len(ended)


def live(folder: Path, units: int, every: int = 0, only: Collection[str] = ()) -> Iterator[str]:
    """Live through the season in a folder; what each stage counted. every: as `kill`; 0: nothing is ended;
    only: the stages that are, all where none is named."""
    source = few_units(folder, units)
    season = Season(load_form_set(source), source, folder / "mua")
    season.returns.mkdir(parents=True)
    for number, stage in enumerate(STAGES):
        stage.people(season)
        killed = every and (not only or stage.name in only)
        ended = kill(season, stage, folder / f"ended-{number}", every) if killed else 0
        told = f"; ended {ended} times, nothing lost" if ended else ""
        yield f"{stage.name}: {stage.tool(season)}{told}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=91)
    parser.add_argument("--kill", type=int, default=0, metavar="EVERY")
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for told in live(Path(folder), call.units, call.kill):
            print(told, flush=True)


if __name__ == "__main__":
    main()
