"""Which files count: of one unit's files, in the order in which they were sent.

Different annexes in two files are joined; identical content is one; “thay thế” and “bổ sung” do what they
say; where nothing is stated the later file counts. The order is that of “Lần gửi”, then of the document's
own time, then of the file's. A file that names another unit too takes no part in it. What the province says
in the register goes before all this. Nothing is left out without a word: what does not count stands in
`superseded` and `dropped`, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from validators.codes import Superseded, Worded
from workbook_templates.reading.returns import Return
from workbook_templates.reading.sending import Mode, read_attempt, read_mode


class FileWord(Worded):
    """What the province says of a file that a unit has sent."""

    USE = "use", "Dùng tệp này"
    REPLACES = "replaces", "Thay thế các tệp trước"
    ADDS = "adds", "Bổ sung thêm"


_MODES = {FileWord.REPLACES: Mode.REPLACES, FileWord.ADDS: Mode.ADDS}
Words = Mapping[int, Mapping[str, FileWord]]  # file → annex, "" for the whole file → what was said


@dataclass
class Chosen:
    """What does not count. superseded: file → (the file that counts, why); dropped: (file, annex) → the
    same, where only some of its annexes are replaced; former: unit → its files that counted before the
    latest of those that count now, as they stood then."""

    superseded: dict[int, tuple[int, Superseded]] = field(default_factory=dict)
    dropped: dict[tuple[int, str], tuple[int, Superseded]] = field(default_factory=dict)
    former: dict[str, list[Return]] = field(default_factory=dict)


def choose(returns: Sequence[Return], among: Iterable[int], said: Words | None = None) -> Chosen:
    """Choose for every unit. among: the files that are returns of units; said: what the province has said of
    some. A file that names another unit and stands against one that does not is nobody's from here on
    (`claims` of Return; rule L01 tells it)."""
    units: dict[str, list[int]] = {}
    for number in among:
        item = returns[number]
        if item.unit and item.status == "ok":
            units.setdefault(item.unit, []).append(number)
    chosen = Chosen()
    said = said or {}
    for unit, numbers in units.items():
        if len(numbers) > 1:
            of_unit = _OfUnit(returns, chosen, said)
            of_unit.choose(_in_order(returns, _undoubted(returns, numbers, said)))
            if former := of_unit.former():
                chosen.former[unit] = former
    for left_out in (chosen.superseded, chosen.dropped):
        for key, (by, why) in left_out.items():
            left_out[key] = _last(chosen, by), why
    return chosen


def _last(chosen: Chosen, number: int) -> int:
    """The file that counts in the end in place of one."""
    while number in chosen.superseded:
        number = chosen.superseded[number][0]
    return number


def _undoubted(returns: Sequence[Return], numbers: list[int], said: Words) -> list[int]:
    """Those of a unit's files that are surely its own; all of them where all name the same other unit. One of
    which the province has said something is."""
    if len({tuple(sorted(returns[n].others)) for n in numbers}) == 1:
        return numbers
    rivals = [n for n in numbers if not returns[n].others] or numbers
    doubtful = [
        n for n in numbers if returns[n].others and n not in said and _stands_against(returns, n, rivals)
    ]
    for number in doubtful:
        item = returns[number]
        item.claims = (item.unit, *item.others)
        item.unit = None
    return [n for n in numbers if n not in doubtful]


def _stands_against(returns: Sequence[Return], number: int, rivals: list[int]) -> bool:
    """Whether two of a unit's files would replace or join each other's figures."""
    item = returns[number]
    return any(
        item.answered & returns[n].answered
        or _mode(item) is Mode.REPLACES
        or _mode(returns[n]) is Mode.REPLACES
        for n in rivals
        if n != number
    )


def _mode(item: Return) -> Mode | None:
    return read_mode(item.cover.get("mode", ""))


def _attempt(item: Return) -> int | None:
    return read_attempt(item.cover.get("attempt", "")).number


def _when(item: Return) -> str:
    """The document's own time; else the file's."""
    moment = datetime.fromtimestamp(0, UTC)
    if not item.modified:
        with suppress(OSError):
            moment = datetime.fromtimestamp(item.path.stat().st_mtime, UTC)
    return item.modified or moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_order(returns: Sequence[Return], numbers: list[int]) -> list[int]:
    """The earliest first, as each return's `turn` says from here on. A file without a number of its sending
    stands behind those that were saved before it; of files saved at once, before a second sending."""
    times = {n: _when(returns[n]) for n in numbers}
    attempts = {n: _attempt(returns[n]) for n in numbers}
    ordered = sorted((n for n in numbers if attempts[n] is not None), key=lambda n: (attempts[n], times[n]))
    for number in sorted((n for n in numbers if attempts[n] is None), key=times.get):
        own = times[number]
        earlier = [
            place
            for place, n in enumerate(ordered, start=1)
            if times[n] < own or times[n] == own and (attempts[n] or 1) < 2
        ]
        ordered.insert(max(earlier, default=0), number)
    for turn, number in enumerate(ordered):
        returns[number].turn = turn
    return ordered


def _copy(item: Return) -> Return:
    """A return whose annexes may be taken out of it."""
    return replace(item, declined=set(item.declined))


class _OfUnit:
    """Goes through one unit's files, the earliest first; standing: those that count so far; whole: all of
    them as they came."""

    def __init__(self, returns: Sequence[Return] | dict[int, Return], chosen: Chosen, said: Words) -> None:
        self.returns, self.chosen, self.said = returns, chosen, said
        self.standing: list[int] = []
        self.whole: dict[int, Return] = {}

    def choose(self, numbers: list[int]) -> None:
        self.whole = {n: _copy(self.returns[n]) for n in numbers}
        used = [n for n in numbers if self.said.get(n, {}).get("") is FileWord.USE] or numbers
        for number in used:
            self._take_in(number)
        for number in numbers:
            if number not in used:
                self.chosen.superseded[number] = (used[-1], Superseded.CHOSEN)
        self._take_annexes(numbers)

    def former(self) -> list[Return]:
        """The files that counted before the latest of those that count now came, as they stood then."""
        latest = max(self.returns[n].turn for n in self.standing)
        earlier = {n: _copy(item) for n, item in self.whole.items() if item.turn < latest}
        modes = {n: {"": w} for n in earlier if (w := self.said.get(n, {}).get("")) in _MODES}
        then = _OfUnit(earlier, Chosen(), modes)
        then.choose(list(earlier))
        return [earlier[n] for n in then.standing]

    def _take_in(self, number: int) -> None:
        mode = self._mode(number)
        if not self.returns[number].answered:
            self.standing.append(number)  # a blank replaces nothing
        elif mode is Mode.REPLACES:
            self._replace_all(number)
        elif not self._twin(number):
            if mode is not Mode.ADDS:
                self._replace_alike(number)
            self.standing.append(number)

    def _mode(self, number: int) -> Mode | None:
        """How a file stands to the earlier ones: as the province says, else as its cover does."""
        word = self.said.get(number, {}).get("")
        return _MODES.get(word) or _mode(self.returns[number])

    def _take_annexes(self, numbers: list[int]) -> None:
        """Single annexes that the province takes from a file of its choice, whatever else of it counts."""
        taken = {
            form: number
            for number in numbers
            for form, word in self.said.get(number, {}).items()
            if word is FileWord.USE and form in self.whole[number].answered
        }
        for form, number in taken.items():
            if number in self.chosen.superseded:
                by, why = self.chosen.superseded.pop(number)
                others = self.whole[number].answered - {form}
                self.chosen.dropped |= {(number, other): (by, why) for other in sorted(others)}
                self.returns[number].tables = []
                self.returns[number].declined = set()
                self.standing.append(number)
            self.chosen.dropped.pop((number, form), None)
            item, own = self.returns[number], self.whole[number]
            kept = {id(table) for table in item.tables}
            item.tables = [t for t in own.tables if t.form == form or id(t) in kept]
            item.declined |= own.declined & {form}
            for old in [n for n in self.standing if n != number and form in self.returns[n].answered]:
                self._drop(old, {form}, number, Superseded.CHOSEN)

    def _drop(self, old: int, forms: set[str], number: int, why: Superseded) -> None:
        """Annexes of a file that counts no longer do; without any other it does not count at all."""
        item = self.returns[old]
        alike = item.answered & forms
        if alike and item.answered <= forms:
            self.chosen.superseded[old] = (number, why)
            self.standing.remove(old)
        elif alike:
            item.tables = [table for table in item.tables if table.form not in forms]
            item.declined -= forms
            self.chosen.dropped |= {(old, form): (number, why) for form in sorted(alike)}

    def _replace_all(self, number: int) -> None:
        for old in self.standing:
            if self._content(old) == self._content(number):
                why = Superseded.TWIN
            else:
                why = self._why(old, number)
                if why is Superseded.LATER_SENDING or self._first_and_later(old, why):
                    why = Superseded.REPLACED
            self.chosen.superseded[old] = (number, why)
        self.standing = [number]

    def _first_and_later(self, old: int, why: Superseded) -> bool:
        """Whether “thay thế” was saved after a file that does not say so itself."""
        return why is Superseded.LATER and self._mode(old) is not Mode.REPLACES

    def _twin(self, number: int) -> bool:
        """Whether a file is like one that counts: the first of them counts, unless the second brings the
        unit's reasons."""
        twin = next((old for old in self.standing if self._content(old) == self._content(number)), None)
        if twin is None:
            return False
        kept, other = (number, twin) if self.returns[number].replies else (twin, number)
        self.chosen.superseded[other] = (kept, Superseded.TWIN)
        self.standing = [kept if n == twin else n for n in self.standing]
        return True

    def _replace_alike(self, number: int) -> None:
        """A later file takes the place of those annexes that it brings anew."""
        forms = self.returns[number].answered
        for old in list(self.standing):
            self._drop(old, forms, number, self._why(old, number))

    def _why(self, old: int, new: int) -> Superseded:
        """By what the new file is the later one."""
        first, second = self.returns[old], self.returns[new]
        attempts = _attempt(first), _attempt(second)
        if None not in attempts and attempts[0] != attempts[1]:
            return Superseded.LATER_SENDING
        return Superseded.TIE if _when(first) == _when(second) else Superseded.LATER

    def _content(self, number: int) -> tuple:
        item = self.returns[number]
        rows = (
            (table.form, tuple(tuple(map(str, values)) for values in table.values.values()))
            for table in item.tables
            if table.filled
        )
        return sorted(item.declined), *rows
