"""What stands above and below a printed table: whose paper it is, the title, footnotes, signatures.

Each part is a setting of the form set; what is empty takes no room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Form
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.layouts import USUAL, Layout, layout_of
from workbook_templates.paper.printed_table import (
    Band,
    Formula,
    PaperSheet,
    lines_of,
    merge,
    spread,
    write_row,
)
from workbook_templates.words.units import Unit

ROOM_TO_SIGN = 4  # rows
# How many characters of a column a letter of the heading takes: capitals in bold, the rest.
_CAPITAL, _SMALL = 1.65, 1.1


class Heading(NamedTuple):
    """Whose paper it is. Left: the body above and the issuing body; right: the Party's name or the
    State's, and the State's motto below. layout: of the paper."""

    superior: str = ""
    issuer: str = ""
    head: str = ""
    motto: str = ""
    party: bool = True
    layout: Layout = USUAL

    @property
    def width(self) -> float:
        """How many characters of columns the right half takes."""
        head = self.layout.size("party", 13) if self.party else self.layout.size("state", 12)
        motto = self.layout.size("motto", 13)
        return max(len(self.head) * _CAPITAL * head / 13, len(self.motto) * _SMALL * motto / 13)


class Signatures(NamedTuple):
    """Two blocks side by side; the right one stands under place and date, its last line the office of who
    signs. name: of who signs there; note: what the left one is to write."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    place: str = ""
    name: str = ""
    note: str = "(Ký, ghi rõ họ tên)"

    @property
    def room(self) -> int:
        """Rows that stay blank below, to sign in: with the margin, paper enough is left."""
        return ROOM_TO_SIGN - 1 if (self.left or self.right) and not self.name else 0

    @property
    def date(self) -> str:
        """The line for place and date."""
        return f"{self.place}, ngày … tháng … năm …" if self.place else "Ngày … tháng … năm …"

    @property
    def width(self) -> float:
        """How many characters of columns the right half takes."""
        return max(len(self.date) * _SMALL, *(len(text) * _CAPITAL for text in self.right), 0)


def heading_of(form_set: FormSet, unit: Unit | None = None) -> Heading:
    """The heading of a biểu; or, with a unit, of what that unit sends, by its kind."""
    said = form_set.settings.get
    party, state = said("party_head", ""), said("state_head", "")
    layout = layout_of(form_set, not state)
    own = Heading(
        said("superior", ""), said("issuer", ""), party or state, said("motto", ""), bool(party), layout
    )
    if unit is None:
        return own
    declared = form_set.headings.get(unit.kind)
    if declared is None:
        return own._replace(issuer=unit.name.upper())
    party = not declared.motto
    layout = layout_of(form_set, party)
    return Heading(declared.superior, unit.name.upper(), declared.head, declared.motto, party, layout)


def signatures_of(form_set: FormSet) -> Signatures:
    """Who signs a biểu."""
    said = form_set.settings.get
    offices = tuple(filter(None, (said("sign_authority", ""), said("sign_office", ""))))
    blocks = Signatures((), offices, said("place", ""), said("signer", ""))
    return signed_on_left(form_set, blocks)


def signed_on_left(form_set: FormSet, blocks: Signatures) -> Signatures:
    """The blocks, the left one as the form set has it."""
    said = form_set.settings.get
    left, note = said("sign_left", ""), said("sign_left_note", "")
    return blocks._replace(left=(left,), note=note or blocks.note) if left else blocks


def draw_title(
    sheet: Worksheet, looks: Looks, row: int, band: Band, form: Form, heading: Heading, below: Mapping
) -> int:
    """The block above a table: bodies left and right, BIỂU SỐ, title, (Kèm theo …), -----. Returns the row
    below. below: the settings `adjustment`, `attached` and `divider`."""
    star = "*" if heading.layout.star and heading.issuer else ""
    left = [(heading.superior, "superior"), (heading.issuer, "issuer"), (star, "superior")]
    right = [(heading.head, "party" if heading.party else "state"), (heading.motto, "motto")]
    left, right = ([one for one in side if one[0]] for side in (left, right))
    for place in range(max(len(left), len(right))):
        pair = [side[place] if place < len(side) else ("", "superior") for side in (left, right)]
        _side_by_side(sheet, looks, row, band, *pair)
        row += 1
    row += bool(left or right) and not star  # a star alone in its row leaves room enough
    lines = [(form.number, "number"), (form.group_title, "title"), (form.title.upper(), "title")]
    number = int(below.get("adjustment") or 0)
    lines += [(f"(Điều chỉnh lần {number})" if number else "", "attached")]
    lines += [(below.get("attached", ""), "attached"), (below.get("divider", ""), "divider")]
    for text, look in lines:
        if text:
            spread(sheet, row, 0, band.right, text, looks[look], title_lines(text, band))
            row += 1
    return row + 1


def draw_measure(sheet: PaperSheet, looks: Looks, row: int, band: Band, form: Form) -> None:
    """The unit of measure of a form's figures, in the blank row above its header."""
    if form.measure:
        spread(sheet, row - 1, 0, band.right, f"Đơn vị tính: {form.measure}", looks["measure"])


def title_lines(text: str, band: Band) -> int:
    """Lines of a title over the whole table."""
    return lines_of(text, sum(band.widths), 14)


def draw_note(sheet: PaperSheet, looks: Looks, row: int, band: Band, note: Formula | str) -> int:
    """A footnote over the whole table. Returns the row below."""
    cells = {c: (note if c == 0 else None, looks["footnote"]) for c in range(band.right + 1)}
    text = note.result if isinstance(note, Formula) else note
    write_row(sheet, row, cells, lines_of(text, sum(band.widths)))
    merge(sheet, row, 0, row, band.right)
    return row + 1


def draw_signatures(sheet: Worksheet, looks: Looks, row: int, band: Band, who: Signatures) -> int:
    """Draw the blocks, with room to sign; nothing where nobody signs. Returns the last row with a text."""
    left, right, name = who.left, who.right, who.name
    if not left and not right and not name:
        return row - 1
    lines = [("", who.date, "place")]
    lines += [
        (left[i] if i < len(left) else "", right[i] if i < len(right) else "", _look(i, right))
        for i in range(max(len(left), len(right)))
    ]
    lines.append((who.note if left else "", "(Ký tên, đóng dấu)", "sign_note"))
    for offset, (first, second, look) in enumerate(lines):
        _side_by_side(sheet, looks, row + offset, band, (first, look), (second, look))
    row += len(lines)
    if not name:
        return row - 1
    _side_by_side(sheet, looks, row + ROOM_TO_SIGN, band, ("", "sign"), (name, "sign"))
    return row + ROOM_TO_SIGN


def _look(place: int, right: tuple[str, ...]) -> str:
    """The office is the last line of those who sign."""
    return "office" if place == len(right) - 1 else "sign"


def _side_by_side(
    sheet: Worksheet, looks: Looks, row: int, band: Band, left: tuple[str, str], right: tuple[str, str]
) -> None:
    """Two texts with their looks, each merged over its half of the table."""
    halves = [(0, band.middle, *left), (band.middle + 1, band.right, *right)]
    cells = {
        c: (text if c == first else None, looks[look])
        for first, last, text, look in halves
        for c in range(first, last + 1)
    }
    sizes = [max(looks[look].font_size, 13) for *_, look in halves]
    lines = max(
        lines_of(text, sum(band.widths[first : last + 1]), size)
        for (first, last, text, _), size in zip(halves, sizes, strict=True)
    )
    write_row(sheet, row, cells, lines, max(sizes))
    for first, last, _, _ in halves:
        merge(sheet, row, first, row, last)
