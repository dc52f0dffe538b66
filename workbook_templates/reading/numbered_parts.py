"""Lines with numbers of their own whose figures other such lines make up: departments that continue the
numbering below their unit, classes below the line that announces them, rows numbered I.1 or 1' below 1.

No word and no number says it; it is told by the sums, and by what the rows are: departments are no units of
the catalogue, a line that announces classes says neither when nor how long, parts are numbered otherwise than
the lines. What is found is told at the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workbook_templates.declared.forms import Annex
from workbook_templates.reading.families import FEWEST
from workbook_templates.reading.figures import Figures, fitting_total
from workbook_templates.reading.row_signs import Sign, Signs
from workbook_templates.reading.row_words import ROMAN
from workbook_templates.reading.table import Counts, Family, Table

_PLAIN = re.compile(r"\d{1,4}\.?$")
_FAR = 60  # rows below a line of which some first ones may make it up; beyond, only all up to the next


def heads_of(table: Table, form: Annex, is_unit: Callable[[str], object]) -> list[bool]:
    """Which rows of a table others may make up: those that name a unit (of none the first, which may be
    written otherwise than in the catalogue), or that say neither when nor how long. Empty where all rows are
    alike. is_unit: whether a name is one of the catalogue."""
    if form.label_field == table.unit_field:
        names = table.raw.get(table.unit_field) or ()
        heads = [isinstance(name, str) and bool(is_unit(name)) for name in names]
        if True not in heads:
            heads = [index == 0 for index in range(len(heads))]
    else:
        raws = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
        heads = [not any(cells) for cells in zip(*raws, strict=True)]
    return heads if True in heads and False in heads else []


def numbered_otherwise(table: Table) -> list[list[bool]]:
    """Which rows of a table others may make up that are numbered otherwise: those with a plain number, where
    others have I.1, 1' or A; those with a numeral, where others have 1, 2. Nothing where all are alike."""
    ordinals = table.raw.get(table.ordinal_field) or ()
    if str not in set(map(type, ordinals)):
        return []  # nearly all tables
    plain = [not isinstance(own, str) or bool(_PLAIN.match(own.strip())) for own in ordinals]
    roman = [isinstance(own, str) and bool(ROMAN.match(own.strip())) for own in ordinals]
    return [heads for heads in (plain, roman) if True in heads and False in heads]


class NumberedParts:
    """The families of one table in which every row has a number, found when it is made. parts, parents: rows
    (as indexes) that do not count. marked: whether the rows that are no heads are numbered otherwise, which
    bears their sums out."""

    def __init__(
        self,
        table: Table,
        signs: Signs,
        form: Annex,
        heads: list[bool],
        is_unit: Callable[[str], object],
        *,
        marked: bool = False,
    ) -> None:
        self.table = table
        self._signs = signs
        self.figures = Figures(table, form)
        self.parts: set[int] = set()
        self.parents: set[int] = set()
        own = (None, Sign.NAMED_TOTAL)  # “Công tác dân vận” is no total
        self._free = [signs.of(row)[0] in own and row not in table.late for row in table.rows]
        self._breaks = {line.row for line in (*table.totals, *table.sections, *table.page_sums)}
        self.of_units = form.label_field == table.unit_field
        self.marked = marked
        self._timed = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
        first = table.raw[form.label_field][heads.index(True)] if self.of_units else None
        self._of_known = isinstance(first, str) and bool(is_unit(first))
        self._find(heads)

    def _find(self, heads: list[bool]) -> None:
        """Weigh each line with the rows below it, and of units with those above it, up to the next line."""
        for head, run in self._runs(heads):
            if not self._free[head] or not any(self.figures.of(head).values()):
                continue
            below = self._making_up(head, run)
            if below and not self.parts & {head, *below}:
                self._note(head, below, whole=len(below) == len(run))
            elif not below and self.marked and self._is_interlude(head, run):
                self._note_apart(head, run)
        if self._of_known and not self.marked:
            self._unnumbered(heads)

    def _unnumbered(self, heads: list[bool]) -> None:
        """Departments without a number: below a unit that has no figures, which is their heading, or the only
        one, with the unit's own figures."""
        rows = self.table.rows
        for head in range(len(rows) - 1):
            below = head + 1
            if not (heads[head] and self._free[head]) or heads[below]:
                continue
            if self._signs.of(rows[below])[0] is not Sign.UNNUMBERED or rows[below] in self.table.late:
                continue
            stated, alone = self.figures.of(head), below + 1 == len(rows) or heads[below + 1]
            if not stated and self.figures.of(below):
                self.parents.add(head)
            elif alone and any(stated.values()) and stated == self.figures.of(below):
                if Counts.ALL in self._fitting(head, [below]):
                    continue
                self.table.families.append(Family(rows[head], (rows[below],), Counts.PARENT))
                self.parts.add(below)

    def _runs(self, heads: list[bool]) -> Iterator[tuple[int, list[int]]]:
        for group in self._groups():
            marks = [index for index in group if heads[index]]
            if not marks:
                continue
            for head, following in zip(marks, [*marks[1:], group[-1] + 1], strict=True):
                yield head, list(range(head + 1, following))
            if self.of_units and len(marks) == 1 and marks[0] == group[-1]:
                yield marks[0], group[:-1]

    def _groups(self) -> list[list[int]]:
        """The rows between totals and sections."""
        groups: list[list[int]] = [[]]
        lines, last = sorted(self._breaks), 0
        for index, row in enumerate(self.table.rows):
            while last < len(lines) and lines[last] < row:
                last += 1
                if groups[-1]:
                    groups.append([])
            groups[-1].append(index)
        return [group for group in groups if group]

    def _making_up(self, head: int, run: list[int]) -> list[int]:
        """The rows of a run that make a line up: all; of departments also the first three of them or more."""
        run = [index for index in run if self._free[index]]
        stated = self.figures.nothing() | self.figures.of(head)
        if len(run) >= FEWEST and not self.figures.gaps(stated, run):
            return run
        if self.of_units and self._of_known:
            for end in range(FEWEST + 1, min(len(run), _FAR)):
                if not self.figures.gaps(stated, run[:end]):
                    return run[:end]
        return []

    def _fitting(self, head: int, below: list[int]) -> list[Counts]:
        gone = self.parts | self.parents | {head, *below}
        others = [index for index in range(len(self.table.rows)) if index not in gone]
        return fitting_total(self.table, self.figures, head, below, others)

    def _note(self, head: int, below: list[int], *, whole: bool) -> None:
        """Note a line and the rows that make it up. Departments are parts of their unit; others count like
        the line, unless the total says otherwise. whole: whether no row of the kind is left over."""
        fitting = self._fitting(head, below)
        if Counts.ALL in fitting and not self.of_units:
            return  # the total bears the rows out
        sure = self.marked or self.of_units and whole and (self._of_known or len(below) > FEWEST)
        counts = Counts.PARENT if sure else Counts.ALL
        if self.marked and self._timed and not any(cells[head] for cells in self._timed):
            counts = Counts.PARTS  # a heading; the rows say when and how long
        if len(fitting) == 1:
            counts = fitting[0]
        elif fitting and counts not in fitting:
            counts = Counts.PARENT if self.of_units else Counts.PARTS  # both are right
        rows = self.table.rows
        self.table.families.append(
            Family(
                rows[head],
                tuple(rows[i] for i in below),
                counts,
                settled_by_total=bool(fitting),
                numbered=not self.marked or self._may_be_sections(below),
            )
        )
        self._take(head, below, counts)

    def _may_be_sections(self, below: list[int]) -> bool:
        """Whether rows are numbered like sections: A, B, II."""
        return bool(ROMAN.match(str(self.table.raw[self.table.ordinal_field][below[0]]).strip()))

    def _is_interlude(self, head: int, run: list[int]) -> bool:
        """Whether the numbering goes on behind rows that are numbered otherwise: 1, I.1, I.2, 2."""
        ordinals = self.table.raw[self.table.ordinal_field]
        if len(run) < FEWEST or run[-1] + 1 >= len(ordinals) or not all(self._free[i] for i in run):
            return False
        numbers = [str(ordinals[i] or "").strip().split(".")[0] for i in (head, run[-1] + 1)]
        goes_on = all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1
        return goes_on and not self._may_be_sections(run) and any(map(self.figures.of, run))

    def _note_apart(self, head: int, run: list[int]) -> None:
        """Rows that their numbers put below a line which is not their sum: the total decides."""
        stated, fitting = self.figures.of(head), self._fitting(head, run)
        more = self.figures.exceeds(self.figures.sum(run), stated)
        counts = fitting[0] if len(fitting) == 1 else Counts.ALL if more else Counts.PARENT
        gaps = self.figures.gaps(stated, run)
        rows = self.table.rows
        parts = tuple(rows[i] for i in run)
        self.table.families.append(
            Family(rows[head], parts, counts, gaps=gaps, settled_by_total=len(fitting) == 1)
        )
        self._take(head, run, counts)

    def _take(self, head: int, below: list[int], counts: Counts) -> None:
        if counts is Counts.PARENT:
            self.parts |= set(below)
        elif counts is Counts.PARTS:
            self.parents.add(head)
