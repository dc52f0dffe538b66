"""Rows of a form whose lines every unit fills alike: each is known by its label, and what it is to the others
is declared (declared.rows.LineRow), so that nothing is to be weighed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbook_templates.declared.forms import Annex, FixedLine
from workbook_templates.reading.figures import Figures
from workbook_templates.reading.row_roles import settle_totals
from workbook_templates.reading.row_words import is_of_which
from workbook_templates.reading.table import Counts, Family, Table
from workbook_templates.words.spelling import words


class FixedRows:
    """Knows the lines of a form again, from top to bottom of a table: of lines with one label the next."""

    def __init__(self, form: Annex) -> None:
        self.form = form
        self.places: dict[str, list[int]] = {}
        for place, line in enumerate(form.lines):
            self.places.setdefault(words(line.label), []).append(place)
        self.last = -1
        self.seen: set[int] = set()
        self.of_total = False  # whether the row above is a total, or what it contains
        self.within = False

    def line_of(self, label: str | None) -> FixedLine | None:
        """The line that a row with this label is; None for a row that is none of them."""
        places = self.places.get(words(label)) if label else None
        if not places:
            return None
        left = [place for place in places if place not in self.seen]
        if not left:
            return None
        place = next((one for one in left if one > self.last), left[0])
        self.last = place
        self.seen.add(place)
        return self.form.lines[place]

    def is_of_total(self, number: str, label: str) -> bool:
        """Whether a row says what the total right above it contains, and is no line of the form."""
        following = self.form.lines[self.last + 1 : self.last + 2]
        if not self.of_total or any(words(line.label) == words(label) for line in following):
            self.of_total = self.within = False
        else:
            self.of_total = self.within = contained_in_total(number, label, inside=self.within)
        return self.of_total


def contained_in_total(number: str, label: str, *, inside: bool) -> bool:
    """Whether a row below a total is a “trong đó” of it. inside: whether the row above is one."""
    bare = label.lstrip("-+•* ")
    return is_of_which(bare) or (inside and not number and bool(_SORT_OF_PEOPLE.match(words(bare))))


_SORT_OF_PEOPLE = re.compile(r"(?:nam|nữ|dân tộc|dtts|người dân tộc|đảng viên|tôn giáo|số|dưới|trên|từ)\b")


def settle_fixed(table: Table, form: Annex, formulas: dict[tuple[int, int], str]) -> None:
    """Give every row its role: a line with figures below it does not count, nor does a “trong đó”; where a
    line is not the sum of those that make it up, the family says so. formulas: those of the sheet, by (row,
    column) from 0."""
    figures = Figures(table, form)
    index_of = {table.line_of[row]: index for index, row in enumerate(table.rows)}
    known = {id: figures.of(index) for id, index in index_of.items()}
    below: dict[str, list[FixedLine]] = {}
    for line in form.lines:
        if line.under and line.id in index_of:
            below.setdefault(line.under, []).append(line)
    parts = {index_of[line.id] for line in form.lines if line.part and line.id in index_of}
    parents: set[int] = set()
    sums: dict[str, dict[str, object]] = {}
    for line in reversed(form.lines):  # those below a line before it
        made_of = [one for one in below.get(line.id, ()) if not one.part]
        stated = known.get(line.id, {})
        added = _added(made_of, known, sums, figures)
        if added:
            sums[line.id] = added
            if line.id in index_of:
                parents.add(index_of[line.id])
                rows = tuple(table.rows[index_of[one.id]] for one in made_of if one.id in index_of)
                table.made_of[table.rows[index_of[line.id]]] = rows
                _note(table, index_of, line, made_of, stated, added, figures)
        _note_parts(table, index_of, line, below.get(line.id, ()), stated, known, figures)
    for indexes, lines in ((parents - parts, table.parents), (parts, table.parts)):
        lines += [table.line(index, figures.kinds, formulas) for index in sorted(indexes)]
    if parents or parts:
        table.take_out(parents | parts)
    settle_totals(table, form)


def _added(
    made_of: list[FixedLine], known: Mapping[str, Mapping], sums: Mapping[str, Mapping], figures: Figures
) -> dict[str, object]:
    """The sums of the lines that make one up, by field, of what stands in them or is the sum of their own;
    blank where nothing does."""
    added: dict[str, object] = {}
    for name, kind in figures.kinds.items():
        values = []
        for line in made_of:
            value = sums.get(line.id, {}).get(name)
            value = known.get(line.id, {}).get(name) if value is None else value
            if value is not None:
                values.append(value)
        if values:
            added[name] = kind.total(values)
    return added


def _note(
    table: Table,
    index_of: Mapping,
    line: FixedLine,
    made_of: list,
    stated: Mapping,
    added: Mapping,
    figures: Figures,
) -> None:
    """A line that is not the sum of those below it; the field where only it holds a figure too."""
    gaps = {
        name: (value, added.get(name, 0.0))
        for name, value in stated.items()
        if value is not None
        and (name not in added or figures.kinds[name].gap(value, added[name]))
        and (name in added or value)
    }
    if gaps:
        rows = tuple(table.rows[index_of[one.id]] for one in made_of if one.id in index_of)
        table.families.append(Family(table.rows[index_of[line.id]], rows, Counts.PARTS, gaps=gaps))


def _note_parts(
    table: Table, index_of: Mapping, line: FixedLine, below, stated: Mapping, known: Mapping, figures: Figures
) -> None:
    """“Trong đó” that is more than its line."""
    for one in below:
        if one.part and line.id in index_of:
            gaps = {
                name: (stated[name], value)
                for name, value in known.get(one.id, {}).items()
                if value is not None and stated.get(name) is not None
                and figures.kinds[name].gap(value, stated[name]) > 0
            }  # fmt: skip
            if gaps:
                rows = (table.rows[index_of[one.id]],)
                table.families.append(
                    Family(table.rows[index_of[line.id]], rows, Counts.PARENT, of_which=True, gaps=gaps)
                )
