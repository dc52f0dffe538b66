"""Values in the wrong column: two cells swapped, or a run of cells one column off.

Both are proved by the cells themselves: what stands there does not fit its column, and fits the
other one. Used by the rules D01 and D02, and by the totals, which a misplaced figure breaks too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from validators.frame import Frame
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import Code
from workbook_templates.kinds.length import says_how_long

_STAND_STILL = (Role.ORDINAL, Role.UNIT, Role.CLASS)  # what names a row is not shifted with its figures


@dataclass(frozen=True)
class Swap:
    """A row in which a count and a time have changed places."""

    position: int
    count_field: str
    time_field: str
    number: float


@dataclass(frozen=True)
class Shift:
    """Cells of a row that all belong `step` columns further (−1 is left); moves: (from, to)."""

    position: int
    step: int
    moves: tuple[tuple[str, str], ...]


class Placement:
    """What stands in a wrong column in one frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        columns = frame.form.all_columns
        self.counts, self.times = columns.added, columns.timed
        facets = columns.facets(Role.LEARNERS)
        # The kind of class whose learners a field counts, where the form counts them apart.
        self.kinds = {facets[f]: f.value for f in (Facet.TRAINING, Facet.REFRESHER) if f in facets}
        self.note = columns.first(Role.NOTE)
        self.length = columns.first(Role.LENGTH)
        self.still = {name for role in _STAND_STILL for name in columns.of(role)}

    def _kind(self, name: str):
        return self.frame.form.by_field[name].field.kind

    def _fits(self, name: str, raw: object) -> bool:
        """Whether a written value is a proper value of this field."""
        return self._kind(name).fits(raw, self.frame.year)

    def _note_is_length(self, position: int, note: object) -> bool:
        """Whether a note reads as a length while the length is blank (“không có nhu cầu” in a note says
        something else)."""
        return bool(self.length) and not self._length_is_read(position) and says_how_long(note)

    def _length_is_read(self, position: int) -> bool:
        return bool(self.frame[f"{self.length}_unit"][position])

    @cached_property
    def misfits(self) -> dict[int, list[str]]:
        """Rows with cells that could not be read in their own column."""
        rows: dict[int, list[str]] = {}
        for (position, name), problem in self.frame.problems.items():
            if not problem.usable and problem.code not in (Code.ERROR_CELL, Code.COUNT_FRACTION):
                rows.setdefault(position, []).append(name)
        return rows

    @cached_property
    def swaps(self) -> list[Swap]:
        return [swap for position in sorted(self.misfits) if (swap := self._swap(position))]

    def _swap(self, position: int) -> Swap | None:
        """A count and a time that each fit the other's column, where one of them fits not its own
        (a month that Excel made the number 45717 would do as a count)."""
        wrong = self.misfits[position]
        for count in self.counts:
            for time in self.times:
                here, there = self.frame.raw(position, count), self.frame.raw(position, time)
                if (
                    (count in wrong or time in wrong)
                    and self._fits(time, here)
                    and self._fits(count, there)
                    and not self._fits(time, there)
                ):
                    return Swap(position, count, time, self._kind(count).number(there))
        return None

    @cached_property
    def shifts(self) -> list[Shift]:
        swapped = {swap.position for swap in self.swaps}
        return [
            shift
            for position in self._suspects()
            if position not in swapped and (shift := self._shift(position))
        ]

    @cached_property
    def shifted(self) -> frozenset[int]:
        """Rows whose cells are said to be one column off: what their other cells mean is not known."""
        return frozenset(shift.position for shift in self.shifts)

    def _suspects(self) -> list[int]:
        """Rows with an unreadable cell, or with a note that reads as a length while the length is blank."""
        rows = set(self.misfits)
        if self.note and self.length:
            notes = enumerate(self.frame[self.note])
            rows |= {position for position, note in notes if note and self._note_is_length(position, note)}
        return sorted(rows)

    def _shift(self, position: int) -> Shift | None:
        order = sorted(self.frame.owner(position).table.columns.items(), key=lambda item: item[1])
        names = [name for name, _ in order if name not in self.still]
        raws = [self.frame.raw(position, name) for name in names]
        for step in (-1, 1):
            moves = self._run(position, names, raws, step)
            if moves:
                return Shift(position, step, moves)
        return None

    def _run(self, position: int, names: list[str], raws: list, step: int) -> tuple | None:
        """The shortest run of neighbouring cells that all fit one column further, ends on a blank
        cell there, and holds every cell that does not fit where it stands."""
        wrong = [i for i, name in enumerate(names) if self._is_wrong(position, name, raws[i])]
        if not wrong:
            return None
        first, last = wrong[0], wrong[-1]
        edge = first if step < 0 else last
        while raws[edge] is not None:
            if not 0 <= edge + step < len(names):
                return None
            edge += step
        low, high = (edge + 1, last) if step < 0 else (first, edge - 1)
        moves = []
        for i in range(low, high + 1):
            if raws[i] is None:
                continue
            target = names[i + step]
            if not self._fits(target, raws[i]) or not self._kind(target).takes_from(self._kind(names[i])):
                return None
            moves.append((names[i], target))
        moves = self._along(position, names, raws, range(low, high + 1), step) + moves
        return tuple(moves) if moves and self._is_sound(position, moves) else None

    def _along(self, position: int, names: list[str], raws: list, run: range, step: int) -> list:
        """Figures that moved with a run and are readable where they stand now: learners in the column
        of the other kind, whose own place is free, and what stands before them."""
        said = self.frame.names[position].kind
        moves: list[tuple[str, str]] = []
        classes = self.frame.names_of(Role.CLASSES)
        free = {i for i, raw in enumerate(raws) if raw is None} | set(run)
        for i in range(len(names))[::-step]:
            place = i + step
            if i in run or raws[i] is None or not 0 <= place < len(names) or not said:
                continue
            if self.kinds.get(names[i]) not in (None, said) and (
                names[place] in self.kinds or names[place] in classes
            ):
                chain = [i] if place in free else [place, i] if place + step in free else []
                moves += [(names[c], names[c + step]) for c in chain if names[c + step] in self.counts]
        return moves

    def _is_sound(self, position: int, moves: list[tuple[str, str]]) -> bool:
        """Whether the row makes sense once moved: learners of one kind only, and of its own."""
        left = {source for source, _ in moves}
        filled = {target for _, target in moves if target in self.kinds}
        filled |= {n for n in self.kinds if self.frame[n][position] > 0 and n not in left}
        said = self.frame.names[position].kind
        return len(filled) < 2 and all(not said or self.kinds[name] == said for name in filled)

    def _is_wrong(self, position: int, name: str, raw: object) -> bool:
        if raw is None:
            return False
        if name == self.note:
            return self._note_is_length(position, raw)
        return name in self.misfits.get(position, ()) and not self._fits(name, raw)


def placement_of(frame: Frame) -> Placement:
    """The placement of a frame, made once."""
    return frame.made(Placement)
