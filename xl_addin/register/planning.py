"""What the register must say now, beside what it says: cells to set, lines to add, events to append. Pure:
nothing is read or written here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workbook_templates.declared.form_set import FormSet
from workbook_templates.kinds.day import Moment, parse_day
from xl_addin.register.cells import Value
from xl_addin.register.columns import BY_NAME, COLUMNS, HIDDEN, RegisterColumn, line_key
from xl_addin.register.events import Event, What, moment
from xl_addin.register.facts import AnnexFacts, UnitFacts, noted_of
from xl_addin.register.lines import Changes, set_line, text_of, written_of
from xl_addin.register.reading import Register, RegisterLine
from xl_addin.register.states import Said, Standing, State, standing_of

STATE, RETURNED_DAY, SCANS = "§state", "§returned", "§scans"  # beside the columns in what was written


@dataclass
class Plan(Changes):
    """What to write. cells, added: on the sheet of the units; pages: on the lists, by their marks; events: to
    append; top: the line on top, blank where it stays; standings: by unit; told: what the clerk must know;
    resent: what units that have sent again changed."""

    pages: dict[str, Changes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    top: str = ""
    standings: dict[str, Standing] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    resent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What goes into a plan beside the folder and the register. addresses: by unit; events: those that wait
    to be written; now: the time."""

    form_set: FormSet
    addresses: Mapping[str, str]
    waiting: tuple[Event, ...]
    now: datetime


def plan(facts: dict[str, UnitFacts], register: Register | None, known: Known) -> Plan:
    """Plan one run. register: None where there is none yet."""
    made = Plan()
    lines = register.lines if register else {}
    history = [*(register.events if register else ()), *known.waiting]
    made.events += known.waiting
    for code, came in facts.items():
        _Unit(code, came, lines, [e for e in history if e.key.startswith(line_key(code))], known, made).plan()
    made.top = _top(made.standings, known.form_set)
    made.told += _told(register)
    return made


class _Unit:
    """The lines of one unit: its own, and one for each annex."""

    def __init__(self, code, facts, lines, history, known: Known, made: Plan) -> None:
        self.code, self.facts, self.known, self.made = code, facts, known, made
        self.lines: dict[str, RegisterLine] = lines
        self.history: list[Event] = history
        self.name = known.form_set.catalogue.units[code].name
        self.line = self.lines.get(line_key(code), RegisterLine(0))

    def plan(self) -> None:
        self._tell_what_came()
        returned = self._returned()
        said = Said(
            self.line.day("deadline") or self._deadline(),
            self.line.day("extended"),
            self._signed(),
            noted_of(self.line.cells.get("noted")),
            frozenset(returned.marks) if returned else None,
        )
        standing = standing_of(self.facts, said, self.known.now.date())
        self.made.standings[self.code] = standing
        self._moved("", standing.state, standing.words)
        values = self._values(standing, returned)
        _Line(self, "", values, standing.state.value).plan()
        for form, annex in self.facts.annexes.items():
            label = self.known.form_set.annexes[form].name
            self._annex_moved(form, label, annex)
            _Line(self, form, {
                "unit": f"    {label}", "files": annex.came,
                "errors": annex.errors or None, "warnings": annex.warnings or None,
            }, annex.came).plan()  # fmt: skip

    def _values(self, standing: Standing, returned: Event | None) -> dict[str, Value]:
        facts = self.facts
        return {
            "unit": self.name,
            "contact": ", ".join(filter(None, (facts.contact, self._address()))),
            "document": facts.document,
            "deadline": self._deadline(),
            "received": self._received(),
            "sending": facts.sending,
            "files": "; ".join(facts.files or facts.wrong),
            "signed": self._scanned(),
            "state": standing.words + (f". So lần trước: {facts.progress}" if facts.progress else ""),
            "errors": facts.errors or None,
            "warnings": facts.warnings or None,
            "returned": _day_of(returned) if returned else None,
        }

    def _address(self) -> str:
        """The unit's address: of the settings, else that from which its file came."""
        return self.known.addresses.get(self.code) or self.facts.sender

    def event(self, what: What, *, form: str = "", label: str = "", **more) -> Event:
        """A new event of this unit, planned."""
        event = Event(moment(self.known.now), line_key(self.code, form), self.name, label, what.value, **more)
        self.made.events.append(event)
        self.history.append(event)
        return event

    def _of(self, what: What) -> list[Event]:
        return [e for e in self.history if e.what == what.value]

    def _tell_what_came(self) -> None:
        """Files that are new, files that are gone, wrong ones and signed copies, each once."""
        here = {mark for e in self._of(What.CAME) for mark in e.marks}
        for mark, name in self.facts.sent.items():
            if mark not in here:
                self.event(What.CAME, cause=name, marks=(mark,))
        gone = {mark for e in self._of(What.GONE) for mark in e.marks}
        for event in self._of(What.CAME):
            if not set(event.marks) & (self.facts.sent.keys() | gone):
                self.event(What.GONE, cause=event.cause, marks=event.marks)
        for what, names in ((What.WRONG, self.facts.wrong), (What.SIGNED, self.facts.scans)):
            told = {e.cause for e in self._of(what)}
            for name in names:
                if name not in told:
                    self.event(what, cause=name)

    def _returned(self) -> Event | None:
        """The last time that something went back; a day that the clerk has typed herself is such a time."""
        events = self._of(What.RETURNED)
        typed = self.line.day("returned")
        if typed and typed.isoformat() not in {e.after for e in events}:
            return self.event(
                What.RETURNED,
                after=typed.isoformat(),
                cause="tỉnh ghi Ngày trả",
                marks=tuple(sorted(self.facts.contents)),
            )
        return events[-1] if events else None

    def _received(self) -> date | None:
        """When the newest of the files that count came by letter, else when it was first seen."""
        days = []
        for event in self._of(What.CAME):
            if counting := set(event.marks) & self.facts.contents:
                days.append(max(self.facts.arrived.get(mark, _day_of(event)) for mark in counting))
        return max(days, default=None)

    def _scanned(self) -> date | None:
        events = self._of(What.SIGNED)
        return _day_of(events[0]) if events else None

    def _signed(self) -> date | None:
        return self.line.day("signed") or self._scanned()

    def _deadline(self) -> date | None:
        said, _ = parse_day(self.known.form_set.settings.get("deadline", ""))
        return date(*said) if isinstance(said, Moment) and said.day else None

    def _moved(self, form: str, state: State, words: str) -> None:
        before = self.line.written.get(STATE)
        if before != state.value and (before or state is not State.NOT_SENT):
            was = State(before).words if before in {s.value for s in State} else ""
            self.event(What.MOVED, before=was, after=words, cause=self._cause(state))

    def _cause(self, state: State) -> str:
        facts = self.facts
        if state in (State.RECEIVED, State.RETURNED, State.SENT_AGAIN):
            return f"{'; '.join(facts.files)}: {facts.errors} lỗi, {facts.warnings} cần xác minh"
        return "; ".join(facts.files or facts.wrong)

    def _annex_moved(self, form: str, label: str, annex: AnnexFacts) -> None:
        line = self.lines.get(line_key(self.code, form))
        before = line.written.get(STATE, "") if line else ""
        if before != annex.came:
            self.event(What.MOVED, form=form, label=label, before=before, after=annex.came)


class _Line:
    """One line of the register: its values now, beside what it shows and what was written last."""

    def __init__(self, unit: _Unit, form: str, values: Mapping[str, Value], state: str) -> None:
        self.unit, self.form, self.values, self.state = unit, form, values, state
        self.key = line_key(unit.code, form)
        self.line = unit.lines.get(self.key)

    def plan(self) -> None:
        made = self.unit.made
        if self.line is None:
            own = {name: value for name, value in self.values.items() if value not in (None, "")}
            made.added[self.key] = {**own, "key": self.key, "written": self._written(own)}
            return
        written = self._written(set_line(COLUMNS, self.line, self.values, made, self._typed_over))
        if written != self.line.cells.get("written"):
            made.cells[self.line.row, "written"] = written

    def _typed_over(self, column: RegisterColumn, shown: object, value: Value) -> None:
        self.unit.event(
            What.TYPED_OVER, form=self.form, before=text_of(shown), after=text_of(value),
            cause=typed_over_words(column),
        )  # fmt: skip

    def _written(self, values: Mapping[str, object]) -> str:
        own = [column for column in COLUMNS if column.name not in HIDDEN]
        return json.dumps({STATE: self.state} | written_of(own, values), ensure_ascii=False)


def typed_over_words(column: RegisterColumn) -> str:
    """Why what somebody typed stands in the log and no longer in its cell."""
    return f"cột “{column.header}” do công cụ ghi; nội dung gõ tay giữ ở đây"


def _day_of(event: Event) -> date:
    return date.fromisoformat(
        event.after if event.what == What.RETURNED.value and event.after else event.when[:10]
    )


def _top(standings: Mapping[str, Standing], form_set: FormSet) -> str:
    """“61/95 đơn vị; còn 34, quá hạn 12”."""
    due = [standings[code] for code in form_set.expected_units if code in standings]
    waited = [s for s in due if s.state.waited_for]
    late = sum(s.late > 0 for s in waited)
    return f"{len(due) - len(waited)}/{len(due)} đơn vị; còn {len(waited)}, quá hạn {late}"


def _told(register: Register | None) -> list[str]:
    """What of the register the clerk must look at."""
    if register is None:
        return []
    told = [
        f"Sổ không còn cột “{name}” (bị xóa hoặc đổi tên): cột này chưa được cập nhật."
        for name in register.lost
    ]
    if register.twice:
        rows = ", ".join(map(str, register.twice))
        told.append(f"Dòng {rows} là dòng chép lại (trùng mã ẩn): công cụ không ghi vào các dòng này.")
    for line in register.lines.values():
        for name in ("deadline", "extended", "signed", "returned", "again"):
            if line.unclear_day(name):
                told.append(
                    f"Dòng {line.row}, cột “{BY_NAME[name].header}”: “{line.cells[name]}” không phải là ngày "
                    "nên không tính. Đề nghị gõ dạng 15/11/2026."
                )
    return told


def missing_units(made: Plan, form_set: FormSet) -> list[tuple[str, Standing]]:
    """The units that still owe, with where they stand, in the order of the form set."""
    return [
        (form_set.catalogue.units[code].name, made.standings[code])
        for code in form_set.expected_units
        if code in made.standings and made.standings[code].state.waited_for
    ]
