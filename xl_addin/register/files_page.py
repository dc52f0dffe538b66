"""The list of files in the register: what each unit has sent, what of it counts, what the clerk chooses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workbook_templates.words.spelling import clean
from xl_addin.choosing import FileWord
from xl_addin.inbox import Inbox
from xl_addin.register.cells import Value
from xl_addin.register.columns import FILES, HIDDEN, MARK, line_key
from xl_addin.register.events import Event, What, moment
from xl_addin.register.lines import Changes, set_line, stored_text, text_of, written_of
from xl_addin.register.memory import digest_of, file_key, read_word
from xl_addin.register.planning import Known, Plan, typed_over_words
from xl_addin.register.reading import Register, RegisterLine

_COUNTS, _GONE = "Đang tính", "Không còn trong thư mục"
_OWN = [column for column in FILES.columns if column.name not in HIDDEN]


def plan_files(inbox: Inbox, register: Register | None, known: Known, made: Plan) -> None:
    """Plan the list: a line for each file of a unit, and for each annex of it that another of its unit's
    files holds too. A file that is gone keeps its line and what was said of it."""
    page = register.pages.get(FILES.mark) if register else None
    lines = page.lines if page else {}
    changes = made.pages.setdefault(FILES.mark, Changes())
    wanted = _wanted(inbox, _days(register, made))
    for key, values in wanted.items():
        _plan_line(key, values, lines.get(key), changes, known, made)
    for key, line in lines.items():
        if key not in wanted:
            _plan_line(key, {"counts": _GONE}, line, changes, known, made)


def _plan_line(key, values, line: RegisterLine | None, changes: Changes, known: Known, made: Plan) -> None:
    unit, digest, form = key.split(MARK)
    name = values.get("file", "").strip() or (line.written.get("name", "") if line else "")
    if line is None:
        stored = {**written_of(_OWN, values), "name": name}
        changes.added[key] = {**values, "key": key, "written": stored_text(stored)}
        return

    def event(what: What, before: str, after: str, cause: str) -> None:
        of = known.form_set.catalogue.units.get(unit)
        label = known.form_set.annexes[form].name if form in known.form_set.annexes else ""
        made.events.append(Event(
            moment(known.now), line_key(unit, form), of.name if of else unit, label, what.value,
            before, after, cause, (digest,),
        ))  # fmt: skip

    def typed_over(column, shown: object, value: Value) -> None:
        event(What.TYPED_OVER, text_of(shown), text_of(value), typed_over_words(column))

    kept = set_line(_OWN, line, values, changes, typed_over)
    word = read_word(line.cells.get("choice"), form)
    told = word.value if word else ""
    if told != line.written.get("word", ""):
        was = next((one.words for one in FileWord if one.value == line.written.get("word")), "")
        event(What.CHOSEN, was, word.words if word else "", name)
    if word and values["counts"] == _GONE:
        made.told.append(
            f"Tệp “{name}” đã được chọn “{word.words}” nhưng không còn trong thư mục hoặc đã đổi nội dung: "
            f"đang tính theo tệp khác (trang “{FILES.name}”, dòng {line.row})."
        )
    stored = {**line.written, **written_of(_OWN, kept), "name": name, "word": told}
    written = stored_text(stored)
    if written != line.cells.get("written"):
        changes.cells[line.row, "written"] = written


def _days(register: Register | None, made: Plan) -> dict[str, date]:
    """On which day each content was first seen."""
    days: dict[str, date] = {}
    for event in (*(register.events if register else ()), *made.events):
        if event.what == What.CAME.value:
            for mark in event.marks:
                days.setdefault(mark, date.fromisoformat(event.when[:10]))
    return days


def _wanted(inbox: Inbox, days: Mapping[str, date]) -> dict[str, dict[str, Value]]:
    """The lines by their keys, unit by unit, the earliest file first."""
    of_units: dict[str, list[int]] = {}
    for number, item in enumerate(inbox.returns):
        if item.unit and item.status == "ok" and number not in inbox.ignored:
            of_units.setdefault(item.unit, []).append(number)
    order = [*inbox.form_set.expected_units, *of_units]
    lines: dict[str, dict[str, Value]] = {}
    for unit in dict.fromkeys(code for code in order if code in of_units):
        numbers = sorted(of_units[unit], key=lambda n: inbox.returns[n].turn)
        forms = {n: _answered(inbox, n) for n in numbers}
        for number in numbers:
            digest = digest_of(inbox.returns[number].path)
            _add(lines, file_key(unit, digest), _of_file(inbox, number, days.get(digest)))
            for form, annex in inbox.form_set.annexes.items():
                if form in forms[number] and sum(form in forms[n] for n in numbers) > 1:
                    values = {"unit": _name(inbox, unit), "file": f"    {annex.name}",
                              "counts": _counts(inbox, number, form)}  # fmt: skip
                    _add(lines, file_key(unit, digest, form), values)
    return lines


def _add(lines: dict[str, dict[str, Value]], key: str, values: dict[str, Value]) -> None:
    """Add a line; of two files of one content the one that counts goes before."""
    if key not in lines or values["counts"] == _COUNTS:
        lines[key] = values


def _name(inbox: Inbox, unit: str) -> str:
    return inbox.form_set.catalogue.units[unit].name


def _answered(inbox: Inbox, number: int) -> set[str]:
    """The annexes that a file holds an answer to, whether they count or not."""
    return inbox.returns[number].answered | {form for n, form in inbox.dropped if n == number}


def _of_file(inbox: Inbox, number: int, day: date | None) -> dict[str, Value]:
    item = inbox.returns[number]
    sending = ", ".join(filter(None, (clean(item.cover.get(k, "")) for k in ("attempt", "mode"))))
    return {
        "unit": _name(inbox, item.unit),
        "file": inbox.name(number),
        "sending": sending,
        "received": day,
        "counts": _counts(inbox, number),
    }


def _counts(inbox: Inbox, number: int, form: str = "") -> str:
    """Whether a file counts, or one of its annexes, and if not, what does and why."""
    left = inbox.superseded.get(number) or inbox.dropped.get((number, form))
    if left:
        by, why = left
        return f"Không tính; tính “{inbox.name(by)}”: {why.words}"
    parts = [inbox.form_set.annexes[f].name for n, f in inbox.dropped if n == number and not form]
    return f"{_COUNTS}, trừ {', '.join(parts)}" if parts else _COUNTS
