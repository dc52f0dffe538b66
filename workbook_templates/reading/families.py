"""Lines and the lines below them that break them down: which of them add to the total.

Told by words, numbering and arithmetic together; where parts are not the whole, the table's own total decides
if it fits one reading alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from workbook_templates.declared.forms import Annex
from workbook_templates.reading.figures import Figures, Gaps, Values, fitting_total
from workbook_templates.reading.row_signs import Sign, Signs
from workbook_templates.reading.row_words import is_group_of_units
from workbook_templates.reading.table import Counts, Family, Line, Table
from workbook_templates.words.spelling import words

_FAR = 200  # rows below a heading among which departments may stand
FEWEST = 2  # rows of which an unmarked parent or total is the sum: one may be the same by chance


class Families:
    """The families of one table, found when it is made. parts, parents: the rows (as indexes) that are
    contained in a row that counts, and those whose figures stand in the rows below them."""

    def __init__(self, table: Table, signs: Signs, form: Annex, figures: Figures) -> None:
        self.table = table
        self.signs = signs
        self.figures = figures
        self.form = form
        self.timed = [name for name in form.all_columns.timed if name in table.columns]
        self.of_units = form.label_field == table.unit_field
        self.parts: set[int] = set()
        self.parents: set[int] = set()
        self._lines = sorted((*table.totals, *table.sections, *table.page_sums), key=lambda line: line.row)
        self._breaks = [line.row for line in self._lines]
        self._ends = sorted(line.row for line in (*table.totals, *table.sections))
        self._placed: set[int] = set()  # rows that belong to a line which is not the one above them
        self._leading_sums()
        self._groups_that_do_not_agree()
        self._parts_of_lines()
        self._parts_above()
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
        free = index not in self.parents and index not in self._placed
        return self._sign(index) not in (None, Sign.NAMED_TOTAL) and free and not late

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
        """Lines that head the rows below them and hold their sum, however numbered: “* Khối Đảng”, “Khối
        Đảng” without a number, “Toàn tỉnh” above all. The rows are counted, the line is not. Of one row it
        holds where every line of that form does so, the first above all rows."""
        rows = self.table.rows
        of_one: dict[tuple[Sign | None, int], dict[int, list[int]]] = {}
        for index, row in enumerate(rows):
            if self._sign(index) in (None, Sign.OF_WHICH) or row in self.table.late:
                continue
            stated = self.figures.of(index)
            below = self._led_by(index, stated) if any(stated.values()) else []
            if not below or self._makes_up(index):
                continue
            if len(below) >= FEWEST or self._names_units(index):
                self._head(index, below)
            else:
                of_one.setdefault(self.signs.of(row), {})[index] = below
        for own, found in of_one.items():
            alike = [i for i, row in enumerate(rows) if self.signs.of(row) == own]
            if len(alike) >= FEWEST and self._opens(alike[0]) and self.parents | found.keys() >= set(alike):
                for index, below in found.items():
                    self._head(index, below)

    def _led_by(self, index: int, stated: Values) -> list[int]:
        """The rows below a line that make it up: all to the next line like it, or all but those that are
        parts of others; where departments look like it, to any of the next such lines."""
        below = list(self._led(index))
        plain = [i for i in below if self._sign(i) in (None, Sign.NAMED_TOTAL)]
        for rows in (below, plain):
            if rows and not self._apart(stated, rows):
                return rows
        if self.of_units and self._sign(index) is Sign.UNNUMBERED and plain:
            return self._led_past(index, stated)
        return []

    def _led_past(self, index: int, stated: Values) -> list[int]:
        """The rows with a number below a line without one, up to where they make it up."""
        rows = self.table.rows
        end = next((line for line in self._ends if line > rows[index]), float("inf"))
        plain: list[int] = []
        for later in range(index + 1, min(len(rows), index + _FAR)):
            if rows[later] > end or rows[later] in self.table.late:
                break
            if self._sign(later) is None:
                plain.append(later)
            elif plain and not self._apart(stated, plain):
                break
        return plain if plain and not self._apart(stated, plain) else []

    def _groups_that_do_not_agree(self) -> None:
        """“Khối Đảng” with other figures than its units have between them: these count, if no total says
        otherwise."""
        for index, row in enumerate(self.table.rows):
            free = index not in self.parents and row not in self.table.late
            if free and self._sign(index) is not None and self._names_units(index):
                below = list(self._led(index))
                self._weigh_group(index, [i for i in below if self._sign(i) is None] or below, below)

    def _weigh_group(self, head: int, tops: list[int], below: list[int]) -> None:
        stated = self.figures.of(head)
        if below and any(stated.values()) and (gaps := self._apart(stated, tops)):
            decided = self._by_total(head, tops)
            by_total = decided is not None
            self._note(head, tops, below, decided or Counts.PARTS, gaps=gaps, by_total=by_total)

    def _names_units(self, index: int) -> bool:
        """Whether a row of a form of units names several: it is no row of its own where others make it up."""
        labels = self.table.raw.get(self.form.label_field)
        return self.of_units and labels is not None and is_group_of_units(labels[index])

    def _makes_up(self, index: int) -> bool:
        """Whether a marked row is the last of those that make up the line above them."""
        head = index
        while head and self._sign(head) is not None and self._line_above(head) is None:
            head -= 1
        stated = self.figures.of(head)
        run = list(range(head + 1, index + 1))
        return (
            self._sign(head) is None and len(run) >= FEWEST and bool(stated) and not self._apart(stated, run)
        )

    def _head(self, index: int, below: list[int]) -> None:
        rows = self.table.rows
        self.table.families.append(Family(rows[index], tuple(rows[i] for i in below), Counts.PARTS))
        self.parents.add(index)

    def _opens(self, index: int) -> bool:
        """Whether no row stands above a row but a total or the heading of a section."""
        return index == 0 or self._line_above(index) is not None

    def _parts_of_lines(self) -> None:
        """Rows right below a total or a section that say what is contained in its figures: “Trong đó: nữ”, or
        men and women above the rows that make it up."""
        for index in range(len(self.table.rows)):
            line = self._line_above(index)
            if line is None or not line.values or not self._may_be_part(index):
                continue
            run = self._run_from(index)
            of_which = self._sign(index) is Sign.OF_WHICH
            if of_which:
                over = self.figures.exceeds(self.figures.of(index), line.values)
            elif len(run) >= FEWEST and not self.figures.gaps(line.values, run):
                others = self._rows_of(line, set(run))
                if not others or self.figures.gaps(line.values, others):
                    continue
                over = False
            else:
                continue
            parts = tuple(self.table.rows[i] for i in run)
            gaps = self.figures.gaps(line.values, run) if over else {}
            self.table.families.append(Family(line.row, parts, Counts.PARENT, of_which, gaps))
            self.parts |= set(run)
            self._placed |= set(run)

    def _line_above(self, index: int) -> Line | None:
        """The total or section that stands right above a row."""
        rows = self.table.rows
        place = bisect_left(self._breaks, rows[index]) - 1
        stands = place >= 0 and self._breaks[place] > (rows[index - 1] if index else 0)
        return self._lines[place] if stands else None

    def _rows_of(self, line: Line, without: set[int]) -> list[int]:
        """The rows of a section, or all rows, but for some."""
        of = next((n for n, section in enumerate(self.table.sections) if section is line), None)
        sections = enumerate(self.table.section_of)
        return [i for i, own in sections if i not in without and (of is None or own == of)]

    def _run_from(self, index: int) -> list[int]:
        """The marked rows from this one on, nothing between them; below “trong đó” no row that is marked by
        nothing but that it has no number."""
        run = [index]
        rows = self.table.rows
        of_which = self._sign(index) is Sign.OF_WHICH
        for later in range(index + 1, len(rows)):
            if self._line_above(later) or not self._may_be_part(later):
                break
            if of_which and self._sign(later) is Sign.UNNUMBERED:
                break
            run.append(later)
        return run

    def _parts_above(self) -> None:
        """Marked rows with no line above them, and the sum of them in the row below: men and women before the
        class, departments before their unit."""
        rows = self.table.rows
        index = 0
        closed = True  # whether the row above has its parts, or there is none
        while index < len(rows):
            if not self._may_be_part(index):
                closed = self._opens(index + 1) if index + 1 < len(rows) else False
                index += 1
                continue
            run = self._run_from(index)
            below = run[-1] + 1
            fits = (closed or self._opens(index)) and below < len(rows) and self._are_parts_of(run, below)
            if fits:
                self._place_above(run, below)
            closed, index = fits, below + 1 if fits else below

    def _are_parts_of(self, run: list[int], below: int) -> bool:
        stated = self.figures.of(below)
        apart = (
            self._line_above(below)
            or self._sign(below) is not None
            or self.table.rows[below] in self.table.late
        )
        if apart or len(run) < FEWEST or not any(stated.values()):
            return False
        timed = any(self.table.raw[name][i] is not None for name in self.timed for i in run)
        if self._sign(run[0]) is Sign.UNNUMBERED and timed and not self._parts_are_the_rows(below, run):
            return False
        return not self._apart(stated, self._tops(run))

    def _place_above(self, run: list[int], below: int) -> None:
        self._placed |= set(run)
        tops = self._tops(run)
        own = self._parts_are_the_rows(below, tops)
        stated = self.figures.of(below)
        self._note(below, tops, run, Counts.PARTS if own else self._fuller(stated, tops))

    def _tops(self, run: list[int]) -> list[int]:
        """Of rows of several depths those of the highest, where such a one comes first."""
        depth = min(map(self._depth, run))
        return [i for i in run if self._depth(i) == depth] if self._depth(run[0]) == depth else run

    def _led(self, index: int) -> Iterator[int]:
        """The rows below a line that it may head: from a row without a sign to the next line like it."""
        rows, own = self.table.rows, self.signs.of(self.table.rows[index])
        end = next((line for line in self._ends if line > rows[index]), float("inf"))
        for later in range(index + 1, len(rows)):
            sign = self.signs.of(rows[later])
            first = later == index + 1
            if rows[later] > end or rows[later] in self.table.late or sign == own:
                return
            if sign[0] is not None and self._names_units(index) and self._names_units(later):
                return
            if later in self.parents or first and sign[0] is not None:
                return
            yield later

    def _family(self, head: int, below: list[int]) -> None:
        """Weigh a row and the marked rows below it; the deepest first."""
        depth = min(map(self._depth, below))
        if self._depth(head) >= depth:  # a line like those below it, each with its own parts
            self._each([head, *(index for index in below if self._depth(index) == depth)], below)
            return
        first = next(place for place, index in enumerate(below) if self._depth(index) == depth)
        if self._sign(below[0]) is Sign.OF_WHICH and self._are_one_list(head, below, first):
            tops = below  # “Chia ra: lớp 1”, “lớp 2”
        else:
            if first:  # deeper lines come first: they are the row's own
                self._family(head, below[:first])
            below = below[first:]
            tops = [index for index in below if self._depth(index) == depth]
        self._each(tops, below)
        sign = self._sign(below[0])
        if sign is Sign.UNNUMBERED:
            self._unmarked_parts(head, tops, below)
        else:
            self._weigh(head, tops, below, of_which=sign is Sign.OF_WHICH)

    def _are_one_list(self, head: int, below: list[int], first: int) -> bool:
        """Whether the rows below “trong đó” go on with what it begins: lines like it, or rows without a mark
        that make up the line above only together with it."""
        if first == 0 or self._sign(below[first]) is not Sign.UNNUMBERED:
            return self._sign(below[first]) is Sign.SUB_LINE
        stated = self.figures.of(head)
        return any(stated.values()) and not self._apart(stated, below)

    def _each(self, tops: list[int], below: list[int]) -> None:
        """Weigh each of several lines of one depth with the rows between it and the next."""
        for top, following in zip(tops, [*tops[1:], below[-1] + 1], strict=True):
            if deeper := [index for index in below if top < index < following]:
                self._family(top, deeper)

    def _unmarked_parts(self, head: int, tops: list[int], below: list[int]) -> None:
        """Rows without a number below one that has it: its departments, where it is their sum."""
        stated = self.figures.of(head)
        own = self._parts_are_the_rows(head, tops) or self._names_units(head)
        if (own or len(tops) >= FEWEST) and any(stated.values()) and not self._apart(stated, tops):
            self._note(head, tops, below, Counts.PARTS if own else self._fuller(stated, tops))
        elif self._names_units(head):
            self._weigh_group(head, tops, below)

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
            if not over and gaps and self._are_men_and_women(tops):
                self._note(head, tops, below, Counts.PARENT, gaps=gaps)
                return
            self._note(head, tops, below, Counts.PARENT, of_which=True, gaps=gaps if over else {})
        elif not gaps or self._broken_down_again(stated, tops):
            own = not gaps and self._parts_are_the_rows(head, tops)
            self._note(head, tops, below, Counts.PARTS if own else self._fuller(stated, tops))
        else:
            decided = self._by_total(head, tops)
            more = self.figures.exceeds(self.figures.sum(tops), stated)
            usual = Counts.ALL if more else Counts.PARENT
            self._note(head, tops, below, decided or usual, gaps=gaps, by_total=decided is not None)

    def _are_men_and_women(self, tops: list[int]) -> bool:
        """Whether the lines are the two halves of the line above them, which they must make up."""
        labels = self.table.raw.get(self.form.label_field) or ()
        said = [words(text) if isinstance(text := labels[index], str) else "" for index in tops]
        return len(tops) == 2 and sorted(text.split(" ")[-1] for text in said) == ["nam", "nữ"]

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
        family = {head, *below}
        others = [index for index in self.counted() if index not in family]
        fitting = fitting_total(self.table, self.figures, head, below, others)
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
