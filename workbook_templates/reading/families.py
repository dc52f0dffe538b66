"""Lines and the lines below them that break them down: which of them add to the total.

Told by words, numbering and arithmetic together; where parts are not the whole, the table's own total decides
if it fits one reading alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbook_templates.declared.forms import Annex
from workbook_templates.reading.figures import Figures, Gaps, Values
from workbook_templates.reading.row_signs import Sign, Signs
from workbook_templates.reading.table import Counts, Family, Table

FEWEST = 2  # rows of which an unmarked parent or total is the sum: one may be the same by chance


class Families:
    """The families of one table, found when it is made. parts, parents: the rows (as indexes) that are
    contained in a row that counts, and those whose figures stand in the rows below them."""

    def __init__(self, table: Table, signs: Signs, form: Annex, figures: Figures) -> None:
        self.table = table
        self.signs = signs
        self.figures = figures
        self.timed = [name for name in form.all_columns.timed if name in table.columns]
        self.of_units = form.label_field == table.unit_field
        self.parts: set[int] = set()
        self.parents: set[int] = set()
        self._breaks = sorted(line.row for line in (*table.totals, *table.sections, *table.page_sums))
        self._leading_sums()
        for head, below in self._stretches():
            if head not in self.parents:
                self._family(head, below)

    def counted(self) -> list[int]:
        """The rows that count."""
        return [i for i in range(len(self.table.rows)) if i not in self.parts and i not in self.parents]

    def _sign(self, index: int) -> Sign | None:
        return self.signs.of(self.table.rows[index])[0]

    def _depth(self, index: int) -> int:
        return self.signs.of(self.table.rows[index])[1]

    def _may_be_part(self, index: int) -> bool:
        late = self.table.rows[index] in self.table.late
        return self._sign(index) not in (None, Sign.NAMED_TOTAL) and index not in self.parents and not late

    def _stretches(self) -> Iterator[tuple[int, list[int]]]:
        """Each row with the rows below it that may be its parts; nothing stands between them but notes."""
        head, below, last = None, [], 0
        for index, row in enumerate(self.table.rows):
            parted = any(last < line < row for line in self._breaks)
            if head is not None and not parted and self._may_be_part(index):
                below.append(index)
            else:
                if below:
                    yield head, below
                head, below = index, []
            last = row
        if below:
            yield head, below

    def _leading_sums(self) -> None:
        """Lines that head the rows below them and hold their sum, however they are numbered: “* Khối Đảng”,
        “Khối Đảng” without a number, “Toàn tỉnh” above all. The rows are counted, the line is not."""
        rows = self.table.rows
        for index, row in enumerate(rows):
            if self._sign(index) in (None, Sign.OF_WHICH) or row in self.table.late:
                continue
            stated = self.figures.of(index)
            below = list(self._led(index)) if any(stated.values()) else []
            if len(below) >= FEWEST and not self._apart(stated, below):
                self.table.families.append(Family(row, tuple(rows[i] for i in below), Counts.PARTS))
                self.parents.add(index)

    def _led(self, index: int) -> Iterator[int]:
        """The rows below a line that it may head: from a row without a sign to the next line like it."""
        rows, own = self.table.rows, self.signs.of(self.table.rows[index])
        end = next((line for line in self._breaks if line > rows[index]), float("inf"))
        for later in range(index + 1, len(rows)):
            sign = self.signs.of(rows[later])
            first = later == index + 1
            if rows[later] > end or rows[later] in self.table.late or sign == own:
                return
            if later in self.parents or first and sign[0] is not None:
                return
            yield later

    def _family(self, head: int, below: list[int]) -> None:
        """Weigh a row and the marked rows below it; the deepest first."""
        depth = min(map(self._depth, below))
        if self._depth(head) >= depth:
            return  # a line like those below it
        tops = [index for index in below if self._depth(index) == depth]
        if tops[0] != below[0]:  # a deeper line comes first: nothing to go by
            tops = below
        for top, following in zip(tops, [*tops[1:], below[-1] + 1], strict=True):
            if deeper := [index for index in below if top < index < following]:
                self._family(top, deeper)
        sign = self._sign(below[0])
        if sign is Sign.UNNUMBERED:
            self._unmarked_parts(head, tops, below)
        else:
            self._weigh(head, tops, below, of_which=sign is Sign.OF_WHICH)

    def _unmarked_parts(self, head: int, tops: list[int], below: list[int]) -> None:
        """Rows without a number below one that has it: its departments, where it is their sum."""
        stated = self.figures.of(head)
        if len(tops) >= FEWEST and any(stated.values()) and not self._apart(stated, tops):
            self._note(head, tops, below, self._fuller(stated, tops))

    def _weigh(self, head: int, tops: list[int], below: list[int], of_which: bool) -> None:
        """Lines that words or numbering put below another. below: those below them too."""
        stated = self.figures.of(head)
        if not self.figures.filled(tops):
            return
        if not stated:
            if not of_which:
                self.parents.add(head)
            return
        gaps = self._apart(stated, tops)
        if of_which:
            over = any(self.figures.exceeds(self.figures.of(index), stated) for index in tops)
            self._note(head, tops, below, Counts.PARENT, of_which=True, gaps=gaps if over else {})
        elif not gaps or self._broken_down_again(stated, tops):
            own = not gaps and self._parts_are_the_rows(head, tops)
            self._note(head, tops, below, Counts.PARTS if own else self._fuller(stated, tops))
        else:
            decided = self._by_total(head, tops)
            more = self.figures.exceeds(self.figures.sum(tops), stated)
            usual = Counts.ALL if more else Counts.PARENT
            self._note(head, tops, below, decided or usual, gaps=gaps, by_total=decided is not None)

    def _apart(self, stated: Values, below: list[int]) -> Gaps:
        """Where a line is not the sum of the lines below it. A column that is blank in the line, or in all
        lines below it, says nothing; but one of the two has all the columns."""
        filled = self.figures.filled(below)
        both = {name: value for name, value in stated.items() if name in filled}
        strict = self._sign(below[0]) is Sign.UNNUMBERED and not self.of_units
        if strict or not both or not (filled <= stated.keys() or stated.keys() <= filled):
            both = self.figures.nothing() | stated
        return self.figures.gaps(both, below)

    def _fuller(self, stated: Values, below: list[int]) -> Counts:
        """Which of a line and its parts to count where they agree: the parts, if the line lacks a column."""
        return Counts.PARENT if self.figures.filled(below) <= stated.keys() else Counts.PARTS

    def _broken_down_again(self, stated: Values, below: list[int]) -> bool:
        """Whether the lines below break a line down in several ways, each of which makes it up: men and
        women, then levels."""
        run: list[int] = []
        ways = 0
        for index in below:
            run.append(index)
            if not self._apart(stated, run):
                run, ways = [], ways + 1
        return ways > 1 and not run

    def _parts_are_the_rows(self, head: int, below: list[int]) -> bool:
        """Whether the parts say when and how long, and the line above them does not: they are the classes,
        it is their heading."""
        raw = self.table.raw
        times = [name for name in self.timed if any(raw[name][index] is not None for index in below)]
        return bool(times) and all(raw[name][head] is None for name in self.timed)

    def _by_total(self, head: int, below: list[int]) -> Counts | None:
        """The reading with which the table's total is right, where it is with one alone."""
        stated = self.table.totals[-1].values if self.table.totals else {}
        if not any(stated.values()):
            return None
        family = {head, *below}
        others = [index for index in self.counted() if index not in family]
        readings = ((Counts.PARENT, [head]), (Counts.PARTS, below), (Counts.ALL, [head, *below]))
        fitting = [counts for counts, own in readings if not self.figures.gaps(stated, [*others, *own])]
        return fitting[0] if len(fitting) == 1 else None

    def _note(
        self,
        head: int,
        tops: list[int],
        below: list[int],
        counts: Counts,
        *,
        of_which: bool = False,
        gaps: Gaps | None = None,
        by_total: bool = False,
    ) -> None:
        rows = self.table.rows
        parts = tuple(rows[index] for index in tops)
        self.table.families.append(Family(rows[head], parts, counts, of_which, gaps or {}, by_total))
        if counts is Counts.PARENT:
            self.parts |= set(below)  # those below the parts too, whatever was found of them
            self.parents -= self.parts
        elif counts is Counts.PARTS:
            self.parents.add(head)
