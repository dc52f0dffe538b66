"""Values in the wrong column: two cells swapped, or a run of cells one column off.

Both are proved by the cells themselves: what stands there does not fit its column, and fits the
other one. Used by the rules D01 and D02, and by the totals, which a misplaced figure breaks too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from validators.frames import Frame
from workbook_templates import values
from workbook_templates.fields import FIELDS

_TIMES = ("month", "length", "months")


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
        return isinstance(raw, str) and "tháng" in raw.lower()
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
        found = []
        for position, names in sorted(self.misfits.items()):
            for count in (name for name in names if name in self.counts):
                raw = self.frame.raw(position, count)
                for time in self.times:
                    other = self.frame.raw(position, time)
                    if (
                        other is not None
                        and _fits(time, raw)
                        and _fits(count, other)
                        and not _fits(time, other)
                    ):
                        found.append(Swap(position, count, time, values.count(other)[0]))
                        break
        return found

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
        return (*self._before(position, names, raws, low - 1 if step < 0 else high + 1, step), *moves) or None

    def _before(self, position: int, names: list[str], raws: list, i: int, step: int) -> list:
        """A figure that moved with the run, readable where it stands now: its class is of the other
        kind, and the column it comes from is blank."""
        kinds = {"learners_training": "training", "learners_refresher": "refresher"}
        while 0 <= i < len(names) and raws[i] is None:
            i += step
        if not (0 <= i < len(names) and 0 <= i + step < len(names)):
            return []
        source, target = names[i], names[i + step]
        said = self.frame.names[position].kind
        if source in kinds and target in kinds and kinds[source] != said == kinds[target] and raws[i + step] is None:
            return [(source, target)]
        return []

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
        return name in self.misfits.get(position, ())


def placement_of(frame: Frame) -> Placement:
    """The placement of a frame, made once."""
    if not hasattr(frame, "_placement"):
        frame._placement = Placement(frame)
    return frame._placement
