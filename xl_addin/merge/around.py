"""What stands above and below a biểu in the clerk's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_templates.reading.working_file import tags_of
from xl_addin.merge.free_texts import FOOT, HEAD, LEFT, RIGHT, FreeText, matched, place_of
from xl_addin.merge.sides import Found, Left, text_of
from xl_addin.merge.three_way import Place, Value

if TYPE_CHECKING:
    from xl_addin.merge.reading import Reading

_NO_ROOM = "Không có chỗ trống tương ứng trong bản mới: đề nghị ghi vào dòng có sẵn hoặc dưới bảng."
_LONGEST_PART = 80  # rows
_PARTS = {HEAD: "phần trên biểu", FOOT: "phần dưới biểu"}
_NEVER = 10**6


def read_around(reading: Reading, found: Found) -> None:
    """Note what the clerk has made of the texts above and below the table of a biểu."""
    form, sheet, head = reading.form, reading.sheet, reading.head
    tagged = tags_of(sheet).items()
    before = {row: tag[0] for (row, _), tag in tagged if row < head and tag[0] != form}
    start = max(before, default=0)
    start += reading.memory.forms[before[start]].footnotes if before else 0
    top = head - reading.written.index_row - reading.written.levels + 1
    _Part(reading, found, HEAD, start + 1).read(top)
    last = max(reading.keys, default=head)
    last_table = not any(row > head and tag[0] != form for (row, _), tag in tagged)
    end = len(sheet.rows) + 1 if last_table else last + 1 + reading.written.footnotes
    _Part(reading, found, FOOT, last + 1).read(end)


class _Part:
    """A part of the sheet, from an Excel row on. The lines that the clerk has put in below the footnotes push
    what stands below them down: `pushed` counts rows with them, `own` without."""

    def __init__(self, reading: Reading, found: Found, part: str, start: int) -> None:
        self.reading, self.found, self.part, self.start = reading, found, part, start
        written = reading.written
        self.notes = written.notes if part == FOOT else []
        self.first_note = written.footnotes if part == FOOT else _NEVER
        self.texts: dict[str, Value] = {}  # as written, by place
        for (key, name), text in reading.side.texts.items():
            if key == part:
                edit = reading.memory.edits.get(Place(reading.form, part, name))
                self.texts[name] = edit.hand if edit is not None and edit.shown else text

    def read(self, end: int) -> None:
        """Read it up to before row `end`."""
        drawn = [FreeText(*place_of(name), str(text)) for name, text in self.texts.items() if text]
        drawn += self.reading.written.more.get(self.part, [])
        drawn = [one._replace(row=self._pushed(one.row)) for one in drawn]
        drawn += [FreeText(self.first_note + n, LEFT, text) for n, text in enumerate(self.notes)]
        signed = [one.row for one in drawn if one.row >= self.first_note + len(self.notes)]
        first = min(signed, default=_NEVER) if self.part == FOOT else 0
        known = matched(sorted(drawn), self._standing(end, drawn), first)
        more: list[FreeText] = []
        notes: list[str] = []
        for name, text in known.texts.items():
            self._take(*place_of(name), text, more, notes)
        for one in known.more:
            self._take_new(one._replace(row=self._own(one.row)), more)
        if self.part == FOOT:
            self.found.notes = notes + [one.text for one in known.above]
        else:
            for one in known.above:
                self._take_new(one, more)
        if more:
            self.found.more[self.part] = sorted(more)

    def _pushed(self, row: int) -> int:
        return row + len(self.notes) * (row >= self.first_note)

    def _own(self, row: int) -> int:
        return row - len(self.notes) * (row >= self.first_note + len(self.notes))

    def _standing(self, end: int, drawn: list[FreeText]) -> list[FreeText]:
        """The texts of the part as they stand."""
        reading = self.reading
        places = [place for name, place in reading.places.items() if name in reading.side.headers]
        there = {one[:2]: one.text for one in drawn}
        found = []
        for row in range(self.start, min(end, self.start + _LONGEST_PART)):
            for column in range(reading.tags):
                half = LEFT if column <= min(places, default=0) else RIGHT
                text = text_of(reading.cell(row, column))
                if not text and (row - 1, column) in reading.formulas:  # a footnote without its result
                    text = there.get((row - self.start, half), "")
                if text:
                    found.append(FreeText(row - self.start, half, text))
        return found

    def _take(self, row: int, half: str, text: Value, more: list[FreeText], notes: list[str]) -> None:
        """What stands where the last run had written something."""
        if half == LEFT and self.first_note <= row < self.first_note + len(self.notes):
            notes += [str(text)] if text else []
            return
        one = FreeText(self._own(row), half, str(text or ""))
        if one.field in self.texts:
            self.found.texts[self.part, one.field] = text
        elif text:
            more.append(one)

    def _take_new(self, one: FreeText, more: list[FreeText]) -> None:
        """What the clerk has written besides."""
        end = max((place_of(name)[0] for name in self.texts), default=0) + 2
        if one.field in self.texts and not self.texts[one.field]:
            self.found.texts[self.part, one.field] = one.text
        elif (
            one.field in self.texts
            or one.row < 0
            or (self.part == HEAD and one.row >= end)
            or any(one[:2] == other[:2] for other in more)
        ):
            where = f"{self.found.sheet}: {_PARTS[self.part]}: {one.text[:40]}"
            self.found.left.append(Left(self.reading.form, where, one.text, _NO_ROOM))
        else:
            more.append(one)
