"""What the rows of a table are to each other, told by words, numbering and arithmetic together.

A row is first read as its words and form say (table_rows.py); here the rows that might add a figure twice are
weighed: lines with parts below them, totals that no word calls so, lines below the total. Where words and
figures disagree, the table's own total decides if it fits one reading alone. What was decided is kept in the
table (families, silent_totals, late), and rules say it at the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbook_templates.declared.forms import Annex
from workbook_templates.kinds import Kind
from workbook_templates.reading.row_words import PART, may_be_total_label
from workbook_templates.reading.table import Counts, Family, Line, Place, Table
from workbook_templates.words.spelling import words

_FEWEST = 2  # rows of which an unmarked parent or total is the sum: one may be the same by chance


class Sign(StrEnum):
    """By what a data row may be another than one of its own."""

    OF_WHICH = "of_which"  # “Trong đó: nữ”
    SUB_LINE = "sub_line"  # 1.1, a), a dash
    UNNUMBERED = "unnumbered"  # in a table whose rows are numbered
    NAMED_TOTAL = "named_total"  # numbered, and called “Toàn huyện”


@dataclass
class Signs:
    """What stands out in the rows of one table, by Excel row: why a row may be no row of its own, and how
    deep it stands below one; notes: rows that explain others."""

    of_rows: dict[int, tuple[Sign, int]] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)


def settle(table: Table, signs: Signs, form: Annex, formulas: dict[tuple[int, int], str]) -> None:
    """Give every row of a table its role, once all have been read."""
    if (signs.of_rows or table.late) and _may_differ(table, signs, form):
        _Settling(table, signs, form, formulas).settle()
    _settle_totals(table)
    _note_rows_below_total(table)
    if signs.notes and not table.totals:
        for row in table.rows:
            sign = signs.of_rows.get(row)
            if sign and sign[0] is Sign.UNNUMBERED and row > min(signs.notes):
                table.late.setdefault(row, Place.BELOW_NOTE)


def _may_differ(table: Table, signs: Signs, form: Annex) -> bool:
    """Whether any row may be no row of its own; not so in a table without numbers whose rows all say when or
    how long."""
    if table.late or len(signs.of_rows) < len(table.rows):
        return True
    if any(sign is not Sign.UNNUMBERED for sign, _ in signs.of_rows.values()):
        return True
    timed = [table.raw[name] for name in form.all_columns.timed if name in table.raw]
    return not timed or not all(map(any, zip(*timed, strict=True)))


def _settle_totals(table: Table) -> None:
    """A total with rows above and below it, or that names a part, sums the rows right above it."""
    rows = table.rows or [0]
    between = [
        line
        for line in table.totals
        if rows[0] < line.row < rows[-1] or (line.row > rows[-1] and PART.match(words(line.label)))
    ]
    below = [line for line in table.totals if line not in between and line.row > rows[-1]]
    if (
        below
        and (between or table.subtotals or len(below) > 1)
        and _is_of_last_group(table, below[0], between)
    ):
        between.append(below[0])  # “Cộng” of the last group, with the total of all below it, or with none
    table.subtotals += between
    table.totals = [line for line in table.totals if line not in between]


def _is_of_last_group(table: Table, line: Line, between: list[Line]) -> bool:
    """Whether a total is the sum of the rows since the last section or sum above it, and not of all rows."""
    above = [one.row for one in (*between, *table.subtotals, *table.sections) if one.row < line.row]
    start = max(above, default=0)
    group = [index for index, row in enumerate(table.rows) if start < row < line.row]
    figures = {name: value for name, value in line.values.items() if isinstance(value, float)}

    def fits(indexes) -> bool:
        return all(
            abs(sum(v for i in indexes if isinstance(v := table.values[name][i], float)) - value) < 1e-6
            for name, value in figures.items()
        )

    return bool(figures and group) and fits(group) and not fits(range(len(table.rows)))


def _note_rows_below_total(table: Table) -> None:
    """Numbered rows that go on below the last total of all, in its section, stand below it all the same."""
    if table.totals or not table.subtotals:
        return
    last = table.subtotals[-1]
    if PART.match(words(last.label)) or last.row in table.silent_totals:
        return
    sections = dict(zip(table.rows, table.section_of, strict=True))
    own = max((row for row in table.rows if row < last.row), default=None)
    for row in table.rows:
        if row > last.row and own is not None and sections[row] == sections[own]:
            table.late.setdefault(row, Place.BELOW_TOTAL)


class _Settling:
    """The weighing of one table's rows. kinds: of the fields that are added up and have a column here."""

    def __init__(self, table: Table, signs: Signs, form: Annex, formulas: dict[tuple[int, int], str]) -> None:
        self.table = table
        self.signs = signs.of_rows
        self.formulas = formulas
        columns = form.all_columns
        self.kinds: dict[str, Kind] = {
            name: form.by_field[name].field.kind for name in columns.added if name in table.columns
        }
        self.timed = [name for name in columns.timed if name in table.columns]
        self.label = form.label_field
        self.of_units = form.label_field == table.unit_field
        self.parts: set[int] = set()
        self.parents: set[int] = set()
        self.totals: set[int] = set()

    def settle(self) -> None:
        self._leading_sums()
        for head, below in self._stretches():
            if head not in self.parents:
                self._family(head, below)
        self._late_rows()
        self._silent_totals()
        table = self.table
        for gone, lines in (
            (self.parts, table.parts),
            (self.parents, table.parents),
            (self.totals, table.totals),
        ):
            rows = {table.rows[index] for index in gone}
            lines += self._lines(rows)
        gone = self.parts | self.parents | self.totals
        if gone:
            table.take_out(gone)
            table.totals.sort(key=lambda line: line.row)

    def _lines(self, rows: set[int]) -> list[Line]:
        indexes = [index for index, row in enumerate(self.table.rows) if row in rows]
        return [self.table.line(index, self.kinds, self.formulas) for index in indexes]

    # --- figures ------------------------------------------------------------------------------------

    def _figures(self, index: int) -> dict[str, object]:
        """What a row adds, by field."""
        found = {}
        for name in self.kinds:
            value = self.table.values[name][index]
            if value is not None:
                found[name] = value
        return found

    def _sum(self, indexes: Sequence[int]) -> dict[str, object]:
        return {
            name: kind.total([v for i in indexes if (v := self.table.values[name][i]) is not None])
            for name, kind in self.kinds.items()
        }

    def _gaps(self, stated: dict[str, object], summed: dict[str, object]) -> dict[str, tuple[object, object]]:
        return {
            name: (value, summed[name])
            for name, value in stated.items()
            if self.kinds[name].gap(value, summed[name])
        }

    def _exceeds(self, part: dict[str, object], whole: dict[str, object]) -> bool:
        """Whether a part has more than the whole in any column."""
        return any(
            kind.gap(part[name], whole.get(name, kind.total([]))) > 0
            for name, kind in self.kinds.items()
            if name in part
        )

    # --- lines and their parts ----------------------------------------------------------------------

    def _stretches(self) -> Iterator[tuple[int, list[int]]]:
        """Each row with the rows below it that may be its parts; nothing stands between them but notes."""
        table = self.table
        breaks = sorted(line.row for line in (*table.totals, *table.sections, *table.page_sums))
        head, below, last = None, [], 0
        for index, row in enumerate(table.rows):
            parted = any(last < line < row for line in breaks)
            sub = self.signs.get(row, (Sign.NAMED_TOTAL, 0))[0] is not Sign.NAMED_TOTAL
            if (
                sub
                and index not in self.parents
                and row not in table.late
                and head is not None
                and not parted
            ):
                below.append(index)
            else:
                if below:
                    yield head, below
                head, below = index, []
            last = row
        if below:
            yield head, below

    def _leading_sums(self) -> None:
        """Lines that head the rows below them and hold their sum, however they are numbered: “I/ Khối Đảng”,
        “Khối Đảng” without a number, “Toàn tỉnh” above all. The rows are counted, the line is not."""
        table = self.table
        breaks = sorted(line.row for line in (*table.totals, *table.sections, *table.page_sums))
        for index, row in enumerate(table.rows):
            sign, depth = self.signs.get(row, (None, 0))
            if sign is None or sign is Sign.OF_WHICH or index in self.parts or row in table.late:
                continue
            stated = self._figures(index)
            if not any(stated.values()):
                continue
            end = next((line for line in breaks if line > row), float("inf"))
            below = []
            for later in range(index + 1, len(table.rows)):
                own = self.signs.get(table.rows[later], (None, 0))
                if table.rows[later] > end or table.rows[later] in table.late:
                    break
                if own == (sign, depth) or later in self.parents or not below and own[0] is not None:
                    break
                below.append(later)
            if len(below) >= _FEWEST and not self._apart(stated, below):
                parts = tuple(table.rows[i] for i in below)
                table.families.append(Family(row, parts, Counts.PARTS))
                self.parents.add(index)

    def _family(self, head: int, below: list[int]) -> None:
        """Weigh a row and the marked rows below it; the deepest first."""
        depth = min(self._depth(index) for index in below)
        if self.signs.get(self.table.rows[head], (None, 0))[1] >= depth:
            return  # a line like those below it
        sign = self._sign(below[0])
        tops = [index for index in below if self._depth(index) == depth]
        if tops[0] != below[0]:  # a deeper line comes first: nothing to go by
            tops = below
        for top, following in zip(tops, [*tops[1:], below[-1] + 1], strict=True):
            deeper = [index for index in below if top < index < following]
            if deeper:
                self._family(top, deeper)
        if sign is Sign.UNNUMBERED:
            self._unmarked_parts(head, tops)
        else:
            self._weigh(head, tops, of_which=sign is Sign.OF_WHICH)

    def _depth(self, index: int) -> int:
        return self.signs[self.table.rows[index]][1]

    def _sign(self, index: int) -> Sign | None:
        return self.signs.get(self.table.rows[index], (None, 0))[0]

    def _unmarked_parts(self, head: int, below: list[int]) -> None:
        """Rows without a number below one that has it: its departments, where it is their sum."""
        stated = self._figures(head)
        if len(below) >= _FEWEST and any(stated.values()) and not self._apart(stated, below):
            self._note(head, below, self._fuller(stated, below))

    def _weigh(self, head: int, below: list[int], of_which: bool) -> None:
        """Lines that words or numbering put below another."""
        stated = self._figures(head)
        if not any(self._figures(index) for index in below):
            return
        if not stated:
            if not of_which:
                self.parents.add(head)
            return
        gaps = self._apart(stated, below)
        if of_which:
            over = any(self._exceeds(self._figures(index), stated) for index in below)
            self._note(head, below, Counts.PARENT, of_which=True, gaps=gaps if over else {})
        elif not gaps or self._broken_down_again(stated, below):
            own = not gaps and self._parts_are_the_rows(head, below)
            self._note(head, below, Counts.PARTS if own else self._fuller(stated, below))
        else:
            decided = self._by_total(head, below)
            usual = Counts.ALL if self._exceeds(self._sum(below), stated) else Counts.PARENT
            self._note(head, below, decided or usual, gaps=gaps, by_total=decided is not None)

    def _apart(self, stated: dict[str, object], below: list[int]) -> dict[str, tuple[object, object]]:
        """Where a line is not the sum of the lines below it. A column that is blank in the line, or in all
        lines below it, says nothing; but one of the two has all the columns."""
        filled = {name for index in below for name in self._figures(index)}
        both = {name: value for name, value in stated.items() if name in filled}
        strict = self._sign(below[0]) is Sign.UNNUMBERED and not self.of_units
        if strict or not both or not (filled <= stated.keys() or stated.keys() <= filled):
            both = {name: kind.total([]) for name, kind in self.kinds.items()} | stated
        return self._gaps(both, self._sum(below))

    def _fuller(self, stated: dict[str, object], below: list[int]) -> Counts:
        """Which of a line and its parts to count where they agree: the parts, if the line lacks a column."""
        filled = {name for index in below for name in self._figures(index)}
        return Counts.PARENT if filled <= stated.keys() else Counts.PARTS

    def _broken_down_again(self, stated: dict[str, object], below: list[int]) -> bool:
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

    def _note(
        self,
        head: int,
        below: list[int],
        counts: Counts,
        *,
        of_which: bool = False,
        gaps: dict[str, tuple[object, object]] | None = None,
        by_total: bool = False,
    ) -> None:
        rows = self.table.rows
        parts = tuple(rows[index] for index in below)
        self.table.families.append(Family(rows[head], parts, counts, of_which, gaps or {}, by_total))
        if counts is Counts.PARENT:
            self.parts |= {index for index in range(below[0], below[-1] + 1) if rows[index] in self.signs}
            self.parents -= self.parts
        elif counts is Counts.PARTS:
            self.parents.add(head)

    def _by_total(self, head: int, below: list[int]) -> Counts | None:
        """The reading with which the table's total is right, where it is with one alone."""
        line = self.table.totals[-1] if self.table.totals else None
        stated = {n: v for n, v in line.values.items() if n in self.kinds} if line else {}
        if not any(stated.values()):
            return None
        family = {head, *below}
        others = [
            i
            for i in range(len(self.table.rows))
            if i not in family and i not in self.parts and i not in self.parents
        ]
        fitting = [
            counts
            for counts, own in (
                (Counts.PARENT, [head]),
                (Counts.PARTS, below),
                (Counts.ALL, [head, *below]),
            )
            if not self._gaps(stated, self._sum([*others, *own]))
        ]
        return fitting[0] if len(fitting) == 1 else None

    # --- totals -------------------------------------------------------------------------------------

    def _late_rows(self) -> None:
        """Rows below the total that make it up between them are its parts."""
        table = self.table
        late = [i for i, row in enumerate(table.rows) if table.late.get(row) is Place.BELOW_TOTAL]
        if len(late) < _FEWEST or not table.totals:
            return
        total = table.totals[-1]
        if total.values and not self._gaps(total.values, self._sum(late)):
            table.families.append(Family(total.row, tuple(table.rows[i] for i in late), Counts.PARENT))
            self.parts |= set(late)
            for index in late:
                del table.late[table.rows[index]]

    def _silent_totals(self) -> None:
        """Rows without a number that lack what the others have and hold the sum of the rows above."""
        table = self.table
        above: list[int] = []
        stops = sorted(line.row for line in (*table.totals, *table.sections))
        last = 0
        for index, row in enumerate(table.rows):
            if index in self.parts or index in self.parents:
                continue
            if any(last < stop < row for stop in stops):
                above = []
            last = row
            unnumbered = self.signs.get(row, (None,))[0] in (Sign.UNNUMBERED, Sign.NAMED_TOTAL)
            if unnumbered and self._lacks(index, above) and self._is_silent_total(index, above):
                self.totals.add(index)
                table.silent_totals.append(row)
                continue
            above.append(index)

    def _is_silent_total(self, index: int, above: list[int]) -> bool:
        stated = self._figures(index)
        if not any(stated.values()) or self._gaps(stated, self._sum(above)):
            return False
        filled = sum(any(self._figures(i).values()) for i in above)
        return filled >= (1 if self._is_named_total(index) else _FEWEST) and not self._belongs_to_total(index)

    def _is_named_total(self, index: int) -> bool:
        label = self.table.raw[self.label][index] if self.label in self.table.raw else None
        return isinstance(label, str) and may_be_total_label(label)

    def _lacks(self, index: int, above: list[int]) -> bool:
        """Whether a row lacks what the rows above it have: a number, and a time where they say one."""
        raw = self.table.raw
        if any(raw[name][index] is not None for name in self.timed):
            return False
        if any(raw[name][i] is not None for name in self.timed for i in above):
            return True
        ordinal = raw.get(self.table.ordinal_field) or ()
        numbered = bool(ordinal) and bool(above) and all(ordinal[i] is not None for i in above)
        return numbered or self._is_named_total(index)

    def _belongs_to_total(self, index: int) -> bool:
        """Whether the table's own total counts this row as one of the others."""
        stated = self.table.totals[-1].values if self.table.totals else {}
        gone = self.parts | self.parents | self.totals
        rows = [i for i in range(len(self.table.rows)) if i not in gone]
        return bool(stated) and not self._gaps(stated, self._sum(rows))
