"""Values in the wrong column: two cells swapped, or a run of cells one column off.

Both are proved by the cells themselves: what stands there does not fit its column, and fits the
other one. Used by the rules D01 and D02, and by the totals, which a misplaced figure breaks too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from validators.frame import Frame
from workbook_templates.declared.fields import FIELDS
from workbook_templates.kinds import values
from workbook_templates.words.spelling import fold

_TIMES = ("month", "length", "months")
_KINDS = {"learners_training": "training", "learners_refresher": "refresher"}


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


def _fits(name: str, raw: object) -> bool:
    """Whether a written value is a proper value of this field."""
    kind = FIELDS[name].kind
    if kind in ("text", "ordinal"):
        return False
    value, problem = FIELDS[name].parse(raw)
    if value is None or problem is not None:
        return False
    if kind == "count":
        return not isinstance(raw, bool) and value == int(value) and 0 <= value <= FIELDS[name].maximum
    if kind == "months":
        return isinstance(raw, str) and "tháng" in fold(raw)
    return True


class Placement:
    """What stands in a wrong column in one frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        columns = frame.form.columns
        self.counts = [c.name for c in columns if c.field.kind == "count"]
        self.times = [c.name for c in columns if c.field.kind in _TIMES]

    @cached_property
    def misfits(self) -> dict[int, list[str]]:
        """Rows with cells that could not be read in their own column."""
        rows: dict[int, list[str]] = {}
        for (position, name), problem in self.frame.problems.items():
            if not problem.usable and problem.code not in ("error_cell", "count_fraction"):
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
                    and _fits(time, here)
                    and _fits(count, there)
                    and not _fits(time, there)
                ):
                    return Swap(position, count, time, values.count(there)[0])
        return None

    @cached_property
    def shifts(self) -> list[Shift]:
        swapped = {swap.position for swap in self.swaps}
        return [
            shift
            for position in self._suspects()
            if position not in swapped and (shift := self._shift(position))
        ]

    def _suspects(self) -> list[int]:
        """Rows with an unreadable cell, or with a note that reads as a length while the length is
        blank (“không có nhu cầu” in a note says something else)."""
        rows = set(self.misfits)
        if self.frame.has("note") and self.frame.has("length"):
            for position, note in enumerate(self.frame["note"]):
                if note and not self.frame["length_unit"][position]:
                    value, problem = values.length(note)
                    if value and not problem and value.unit not in ("không có nhu cầu", "thời điểm"):
                        rows.add(position)
        return sorted(rows)

    def _shift(self, position: int) -> Shift | None:
        order = sorted(self.frame.owner(position).table.columns.items(), key=lambda item: item[1])
        names = [name for name, _ in order if name not in ("ordinal", "unit_name", "class_name")]
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
            if not _fits(target, raws[i]) or FIELDS[target].kind == "months" != FIELDS[names[i]].kind:
                return None
            moves.append((names[i], target))
        moves = self._along(position, names, raws, range(low, high + 1), step) + moves
        return tuple(moves) if moves and self._is_sound(position, moves) else None

    def _along(self, position: int, names: list[str], raws: list, run: range, step: int) -> list:
        """Figures that moved with a run and are readable where they stand now: learners in the column
        of the other kind, whose own place is free, and what stands before them."""
        said = self.frame.names[position].kind
        moves: list[tuple[str, str]] = []
        free = {i for i, raw in enumerate(raws) if raw is None} | set(run)
        for i in range(len(names))[::-step]:
            place = i + step
            if i in run or raws[i] is None or not 0 <= place < len(names) or not said:
                continue
            if _KINDS.get(names[i]) not in (None, said) and names[place] in (*_KINDS, "classes"):
                chain = [i] if place in free else [place, i] if place + step in free else []
                moves += [(names[c], names[c + step]) for c in chain if names[c + step] in self.counts]
        return moves

    def _is_sound(self, position: int, moves: list[tuple[str, str]]) -> bool:
        """Whether the row makes sense once moved: learners of one kind only, and of its own."""
        left = {source for source, _ in moves}
        filled = {target for _, target in moves if target in _KINDS}
        filled |= {n for n in _KINDS if n in self.counts and self.frame[n][position] > 0 and n not in left}
        said = self.frame.names[position].kind
        return len(filled) < 2 and all(not said or _KINDS[name] == said for name in filled)

    def _is_wrong(self, position: int, name: str, raw: object) -> bool:
        if raw is None:
            return False
        if name == "note":
            value, problem = values.length(raw)
            return bool(
                value
                and not problem
                and value.unit not in ("không có nhu cầu", "thời điểm")
                and self.frame.has("length")
                and not self.frame["length_unit"][position]
            )
        return name in self.misfits.get(position, ()) and not _fits(name, raw)


def placement_of(frame: Frame) -> Placement:
    """The placement of a frame, made once."""
    if not hasattr(frame, "_placement"):
        frame._placement = Placement(frame)
    return frame._placement
