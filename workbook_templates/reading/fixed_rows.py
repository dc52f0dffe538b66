"""Rows of a form whose lines every unit fills alike: each is known by its label, and what it is to the others
is declared (declared.rows.LineRow), so that nothing is to be weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from workbook_templates.declared.forms import Annex, FixedLine
from workbook_templates.reading.figures import Figures
from workbook_templates.reading.row_roles import settle_totals
from workbook_templates.reading.row_words import is_of_which
from workbook_templates.reading.table import Counts, Family, Table
from workbook_templates.words.spelling import wording, words

_NUMBER = re.compile(r"\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\)?(?=\s)")


def line_key(label: str) -> str:
    """What makes two labels one line: their words, without a number in front (“1. Đào tạo”)."""
    return wording(_NUMBER.sub("", label.strip(), count=1))


class FixedRows:
    """Knows the lines of a form again, from top to bottom of a table. A label that several lines have (“+
    trong nước”) is that of the line below the parent whose rows are being read."""

    def __init__(self, form: Annex) -> None:
        self.form = form
        self.places: dict[str, list[int]] = {}
        for place, line in enumerate(form.lines):
            self.places.setdefault(line_key(line.label), []).append(place)
        self.place_of = {line.id: place for place, line in enumerate(form.lines)}
        self.last = -1
        self.seen: set[int] = set()
        self.labels: set[str] = set()  # those of all rows
        self.of_total = False  # whether the row above is a total, or what it contains
        self.within = False

    def begin(self, labels: Iterable[object]) -> None:
        """Go on to a stretch of rows with these labels."""
        self.labels.update(line_key(label) for label in labels if isinstance(label, str))

    def line_of(self, label: str | None) -> FixedLine | None:
        """The line that a row with this label is; None for a row that is none of them, or one that is there
        already."""
        places = self.places.get(line_key(label)) if label else None
        left = [place for place in places or () if place not in self.seen]
        if not left:
            return None
        place = self._next(left, self._around()) if len(places) > 1 else left[0]
        if place is not None:
            self.last = place
            self.seen.add(place)
        return None if place is None else self.form.lines[place]

    def _around(self) -> list[str]:
        """The lines whose parts may follow, the nearest first: the last line, and those above it."""
        around, at = [], self.last
        while at is not None and at >= 0:
            around.append(self.form.lines[at].id)
            at = self.place_of.get(self.form.lines[at].under)
        return [*around, ""]

    def _next(self, left: list[int], around: list[str]) -> int | None:
        """Which of several lines with one label a row is: a part of what stands above; else the next, where
        the line whose part it is has no row of its own in the table (it was deleted, or renamed)."""
        for parent in around:
            own = [place for place in left if self.form.lines[place].under == parent]
            if own:
                return next((place for place in own if place > self.last), own[0])
        return next((place for place in left if place > self.last and not self._has_row(place)), None)

    def _has_row(self, place: int) -> bool:
        parent = self.place_of.get(self.form.lines[place].under)
        return parent is not None and line_key(self.form.lines[parent].label) in self.labels

    def is_of_total(self, number: str, label: str) -> bool:
        """Whether a row says what the total right above it contains, and is no line of the form."""
        following = self.form.lines[self.last + 1 : self.last + 2]
        if not self.of_total or any(line_key(line.label) == line_key(label) for line in following):
            self.of_total = self.within = False
        else:
            self.of_total = self.within = contained_in_total(number, label, inside=self.within)
        return self.of_total


def contained_key(label: str) -> str:
    """What makes two labels below a total one line: their words, without “Trong đó” and without how many
    cells a biểu says that it lacks."""
    return line_key(_LACKING.sub("", label)).removeprefix("trong đó").strip()


_LACKING = re.compile(r" \(chưa gồm \d+ ô\)$")


def note_contained(table: Table, form: Annex) -> None:
    """Of the declared lines below a total, those that are more than it."""
    if not table.of_total or not table.totals:
        return
    total, kinds = table.totals[-1], Figures(table, form).kinds
    for line in table.parts:
        if line.row in table.of_total:
            gaps = {
                name: (total.values[name], value)
                for name, value in line.values.items()
                if name in kinds and total.values.get(name) is not None
                and kinds[name].gap(value, total.values[name]) > 0
            }  # fmt: skip
            if gaps:
                family = Family(total.row, (line.row,), Counts.PARENT, of_which=True, gaps=gaps)
                table.families.append(family)


def contained_in_total(number: str, label: str, *, inside: bool) -> bool:
    """Whether a row below a total is a “trong đó” of it. inside: whether the row above is one."""
    bare = label.lstrip("-+•* ")
    return is_of_which(bare) or (inside and not number and bool(_SORT_OF_PEOPLE.match(words(bare))))


_SORT_OF_PEOPLE = re.compile(r"(?:nam|nữ|dân tộc|dtts|người dân tộc|đảng viên|tôn giáo|số|dưới|trên|từ)\b")


def settle_fixed(table: Table, form: Annex, formulas: dict[tuple[int, int], str]) -> None:
    """Give every row its role: a line with figures below it does not count, nor does a “trong đó”; where a
    line is not the sum of those that make it up, the family says so. formulas: those of the sheet, by (row,
    column) from 0."""
    lines = _Lines(table, form)
    for line in reversed(form.lines):  # those below a line before it
        lines.weigh(line)
    for indexes, kept in ((lines.parents - lines.parts, table.parents), (lines.parts, table.parts)):
        kept += [table.line(index, lines.figures.kinds, formulas) for index in sorted(indexes)]
    if lines.parents or lines.parts:
        table.take_out(lines.parents | lines.parts)
    settle_totals(table, form)


class _Lines:
    """The lines of a table while it is found out which of them count. parents, parts: those (as indexes into
    its rows) that do not; sums: of each line weighed, by field, what those that make it up come to."""

    def __init__(self, table: Table, form: Annex) -> None:
        self.table = table
        self.figures = Figures(table, form)
        self.index_of = {table.line_of[row]: index for index, row in enumerate(table.rows)}
        self.known = {id: self.figures.of(index) for id, index in self.index_of.items()}
        self.unread = {(index, name) for index, name, problem in table.problems if not problem.usable}
        self.below: dict[str, list[FixedLine]] = {}
        for line in form.lines:
            self.below.setdefault(line.under, []).append(line)
        self.parts = {self.index_of[line.id] for line in form.lines if line.part and line.id in self.index_of}
        self.parents: set[int] = set()
        self.sums: dict[str, dict[str, object]] = {}

    def weigh(self, line: FixedLine) -> None:
        """Find what makes a line up, once that is done of all below it."""
        made_of = [one for one in self.below.get(line.id, ()) if not one.part]
        added = self._added(made_of)
        if added:
            self.sums[line.id] = added
        if added and line.id in self.index_of:
            index = self.index_of[line.id]
            self.parents.add(index)
            rows = tuple(row for one in made_of for row in self._rows(one))
            self.table.made_of[self.table.rows[index]] = rows
            if gaps := self._gaps(line, made_of, added):
                self.table.families.append(Family(self.table.rows[index], rows, Counts.PARTS, gaps=gaps))
        self._note_parts(line)

    def _rows(self, line: FixedLine) -> tuple[int, ...]:
        """The row of a line; of one that is gone those that make it up."""
        if line.id in self.index_of:
            return (self.table.rows[self.index_of[line.id]],)
        return tuple(row for one in self.below.get(line.id, ()) if not one.part for row in self._rows(one))

    def _added(self, made_of: list[FixedLine]) -> dict[str, object]:
        """The sums of these lines, by field, of what stands in them or is the sum of their own; blank where
        nothing does."""
        added: dict[str, object] = {}
        for name, kind in self.figures.kinds.items():
            values = []
            for line in made_of:
                value = self.sums.get(line.id, {}).get(name)
                value = self.known.get(line.id, {}).get(name) if value is None else value
                if value is not None:
                    values.append(value)
            if values:
                added[name] = kind.total(values)
        return added

    def _gaps(self, line: FixedLine, made_of: list[FixedLine], added: Mapping) -> dict[str, tuple]:
        """Where a line is not the sum of those below it; the field where only it holds a figure too. A line
        that may be right once a cell below it is readable is none."""
        gaps = {}
        for name, value in self.known[line.id].items():
            kind = self.figures.kinds[name]
            gap = kind.gap(value, added[name]) if name in added else bool(value)
            if gap and not (gap > 0 and any(self._is_unread(one, name) for one in made_of)):
                gaps[name] = (value, added.get(name, 0.0))
        return gaps

    def _is_unread(self, line: FixedLine, name: str) -> bool:
        """Whether a cell that makes up a line's figure in one column holds no number."""
        if (self.index_of.get(line.id), name) in self.unread:
            return True
        return any(self._is_unread(one, name) for one in self.below.get(line.id, ()) if not one.part)

    def _note_parts(self, line: FixedLine) -> None:
        """“Trong đó” that is more than its line."""
        stated = self.known.get(line.id, {})
        for one in self.below.get(line.id, ()):
            if one.part and line.id in self.index_of:
                gaps = {
                    name: (stated[name], value)
                    for name, value in self.known.get(one.id, {}).items()
                    if stated.get(name) is not None and self.figures.kinds[name].gap(value, stated[name]) > 0
                }
                if gaps:
                    parent, part = (self.table.rows[self.index_of[o.id]] for o in (line, one))
                    family = Family(parent, (part,), Counts.PARENT, of_which=True, gaps=gaps)
                    self.table.families.append(family)
