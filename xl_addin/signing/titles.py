"""Number, date and signer put into the title block and below a biểu, where nobody has worded it otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.heading import ROOM_TO_SIGN, signatures_of
from workbook_templates.words.spelling import fold
from xl_addin.signing.sheet_part import Row, SheetPart
from xl_addin.signing.title_facts import TitleFacts, day_in_words

SIGN_NOTE = "(Ký tên, đóng dấu)"
_BLANK = r"(?:…+|\.{3,}|_{2,})"
_KIND = r"[-/][^\s,)]+"  # of a paper, behind its number
_NUMBER = re.compile(rf"(\bsố:? *)(?:{_BLANK} *({_KIND}|[^\W\d_]+[-/][^\s,)]*)?|({_KIND}))", re.I)
_DAY_PARTS = re.compile(rf"ngày *{_BLANK}? *tháng *{_BLANK}? *năm *{_BLANK}?", re.I)
_DAY = re.compile(rf"ngày *{_BLANK}", re.I)
_LEFT = re.compile(_BLANK)


def filled(text: str, facts: TitleFacts) -> str:
    """A line “Kèm theo” with number and date: `số … -KH/TU ngày …` → `số 15-KH/TU ngày 05/12/2026`."""
    if facts.number and (found := _NUMBER.search(text)):
        kind, number = found[2] or found[3] or "", facts.number
        if kind and number.isdecimal():  # before the kind of paper that the line names
            number += kind if kind[0] in "-/" else f"-{kind}"
        text = text[: found.start()] + found[1] + number + text[found.end() :]
    if facts.day:
        text, parts = _DAY_PARTS.subn(day_in_words(facts.day), text, count=1)
        if not parts:
            text = _DAY.sub(f"ngày {facts.day:%d/%m/%Y}", text, count=1)
    return text


def unfilled(text: str) -> bool:
    """Whether a place for a number or a day stands open."""
    return bool(_LEFT.search(text))


class Titles:
    """The words that the form set has for title and signature, each with what takes its place."""

    def __init__(self, form_set: FormSet, facts: TitleFacts) -> None:
        self.facts, said = facts, form_set.settings.get
        blocks = signatures_of(form_set)
        place = blocks._replace(place=facts.place)
        day = f"{facts.place}, {day_in_words(facts.day)}" if facts.place and facts.day else place.date
        if facts.day and not facts.place:
            day = day_in_words(facts.day).capitalize()
        self.attached = said("attached", "")
        pairs = [
            (self.attached, filled(facts.attached, facts)),
            (blocks.date, day),
            (said("sign_authority", ""), facts.sign_authority),
            (said("sign_office", ""), facts.sign_office),
            (said("signer", ""), facts.signer),
        ]
        self.words = {fold(old): new for old, new in pairs if old}
        self.adds_signer = bool(facts.signer) and not said("signer", "")

    def put(self, sheet: SheetPart) -> Iterator[str]:
        """Put them into a sheet; yields what remains open, for the clerk."""
        found, note = set(), None
        for number, row in sheet.rows.items():
            for column, (_, content) in list(row.cells.items()):
                text = fold(content.text) if content and content.text else ""
                if text in self.words:
                    found.add(text)
                    sheet.put(number, column, self.words[text])
                elif text == fold(SIGN_NOTE):
                    note = number, column
        if self.adds_signer and note:
            self._sign(sheet, *note)
        elif self.adds_signer:
            yield "biểu không có phần chữ ký nên không ghi họ tên người ký"
        told = self.facts.number or self.facts.day
        if self.attached and told and fold(self.attached) not in found:
            yield "dòng “Kèm theo” đã được sửa ngay trên biểu nên giữ như đã sửa"
        line = self.words.get(fold(self.attached), "") if self.attached else ""
        if fold(self.attached) in found and unfilled(line):
            yield f"dòng “{line}” còn chỗ chưa ghi số hoặc ngày (ghi ở trang “Trình ký”)"

    def _sign(self, sheet: SheetPart, row: int, column: int) -> None:
        """The name of who signs, below the room to sign in, in the look of the office."""
        place = row + ROOM_TO_SIGN
        if any(content for n in range(row + 1, place + 1) if n in sheet.rows
               for _, content in sheet.rows[n].cells.values()):  # fmt: skip
            return  # the clerk has written it there herself
        area = next((m for m in sheet.merges if m[:2] == (row, column)), None)
        right = area[3] if area else column
        above = sheet.rows.get(row - 1, Row()).cells
        look = {c: above.get(c, sheet.rows[row].cells.get(c, (0, None)))[0] for c in range(column, right + 1)}
        sheet.rows.setdefault(place, Row()).cells.update({c: (style, None) for c, style in look.items()})
        sheet.put(place, column, self.facts.signer)
        if right > column:
            sheet.merges.append((place, column, place, right))
