"""Printed totals against the recomputed sum, with the cause when the data prove it.

Four cheap explanations proved right on real published tables (domain.md 3): one row equals the gap;
opposite gaps in two columns and one row whose wording fits the other column; the total is right once
two swapped cells are put back; a lost thousands dot. Beside them: a row added twice, sections added
together with their rows, a formula that leaves rows out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from validators.frames import Frame, Owner
from validators.placement import placement_of
from workbook_templates.tables import Line, letters
from workbook_templates.values import count

_SUM_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
_SUM_CELL = re.compile(r"(?<![A-Z:$\d])\$?([A-Z]{1,3})\$?(\d+)(?![\d:])")


@dataclass
class Gap:
    """A total or section row whose figure is not the sum of its rows. rows: positions summed;
    unread: positions whose cell could not be counted."""

    owner: Owner
    line: Line
    field: str
    stated: float
    computed: float
    rows: np.ndarray
    section: bool
    unread: list[int] = field(default_factory=list)

    @property
    def difference(self) -> float:
        return self.stated - self.computed


@dataclass(frozen=True)
class Misplaced:
    """A figure of one row that two opposite gaps show to stand in the wrong column."""

    position: int
    source: str
    target: str
    amount: float
    gaps: tuple[Gap, ...]


@dataclass
class Sums:
    """All gaps of a frame, sorted by what explains them."""

    gaps: list[Gap]
    misplaced: list[Misplaced]
    related: dict[tuple[int, str], list[Gap]]  # a bad cell and the gaps it explains


def sums_of(frame: Frame) -> Sums:
    """The gaps of a frame, made once."""
    if not hasattr(frame, "_sums"):
        frame._sums = _explain(frame, list(_gaps(frame)))
    return frame._sums


def _gaps(frame: Frame) -> Iterator[Gap]:
    names = [name for name in frame.form.count_fields]
    for owner, span in frame.tables():
        table = owner.table
        if not table.totals and not any(line.values for line in table.sections):
            continue
        positions = np.arange(span.start, span.stop)
        section_of = np.array(table.section_of, dtype=int)
        lines = [(line, positions[section_of == i], True) for i, line in enumerate(table.sections)]
        lines += [(line, positions, False) for line in table.totals[:1]]
        for line, rows, section in lines:
            for name in names:
                stated = line.values.get(name)
                if stated is None or name not in table.columns or not len(rows):
                    continue
                if name in line.formulas and stated == 0 and line.raw.get(name) in (None, ""):
                    continue  # a formula that no spreadsheet has calculated yet
                column = frame[name][rows]
                computed = float(np.nansum(column))
                if computed != stated:
                    unread = [int(p) for p in rows if (int(p), name) in frame.problems]
                    yield Gap(owner, line, name, stated, computed, rows, section, unread)


def _explain(frame: Frame, gaps: list[Gap]) -> Sums:
    related: dict[tuple[int, str], list[Gap]] = {}
    left = []
    for gap in gaps:
        causes = _read_otherwise(frame, gap)
        if causes:
            for position in causes:
                related.setdefault((position, gap.field), []).append(gap)
        else:
            left.append(gap)
    misplaced = list(_misplaced(frame, left))
    used = {id(gap) for item in misplaced for gap in item.gaps}
    return Sums([gap for gap in left if id(gap) not in used], misplaced, related)


def _read_otherwise(frame: Frame, gap: Gap) -> list[int]:
    """The unreadable cells that close the gap when read as their finding suggests: a swapped
    number, a lost thousands dot; and a whole number that lost its dot (1 for 1.000)."""
    swapped = {(s.position, s.count_field): s.number for s in placement_of(frame).swaps}
    shifted = {
        (shift.position, target): count(frame.raw(shift.position, source))[0]
        for shift in placement_of(frame).shifts
        for source, target in shift.moves
        if target == gap.field
    }
    added, causes = 0.0, []
    for position in gap.rows:
        key = (int(position), gap.field)
        number = swapped.get(key) or shifted.get(key)
        if number is None and key in frame.problems and frame.problems[key].expected:
            number = count(frame.problems[key].expected)[0]
        if number is not None:
            added += number
            causes.append(int(position))
    if causes and added == gap.difference:
        return causes
    column = frame[gap.field]
    for position in gap.rows:  # 1 for 1.000: a thousand times as much closes the gap
        value = column[position]
        if 0 < value < 1000 and value * 999 == gap.difference:
            return [int(position)]
    return []


def _misplaced(frame: Frame, gaps: list[Gap]) -> Iterator[Misplaced]:
    pair = ("learners_training", "learners_refresher")
    if not all(frame.has(name) for name in pair):
        return
    by_line: dict[tuple[int, int], dict[str, Gap]] = {}
    for gap in gaps:
        if gap.field in pair:
            by_line.setdefault((id(gap.owner), gap.line.row), {})[gap.field] = gap
    for found in by_line.values():
        if len(found) < 2 or found[pair[0]].difference != -found[pair[1]].difference:
            continue
        source, target = pair if found[pair[0]].difference < 0 else pair[::-1]
        amount = abs(found[source].difference)
        wanted = "training" if target == pair[0] else "refresher"
        rows = [
            int(p) for p in found[source].rows if frame[source][p] == amount and frame.names[p].kind == wanted
        ]
        if len(rows) == 1:
            yield Misplaced(rows[0], source, target, amount, (found[source], found[target]))


@dataclass(frozen=True)
class Cause:
    """Why a total is off, in words, with the cells that show it."""

    text: str
    positions: tuple[int, ...] = ()


def cause_of(frame: Frame, gap: Gap) -> Cause | None:
    """What the data prove about a gap that no bad cell explains; None where they prove nothing."""
    missed = _formula_misses(frame, gap)
    column = frame[gap.field]
    amount = abs(gap.difference)
    equal = [int(p) for p in gap.rows if column[p] == amount]
    if missed and float(np.nansum(column[list(missed)])) == -gap.difference:
        rows = _row_list(frame, missed)
        return Cause(f"công thức {gap.line.formulas[gap.field]} bỏ sót {rows}", tuple(missed))
    if len(equal) == 1 and amount:
        row = int(frame["row"][equal[0]])
        verb = "bỏ sót" if gap.difference < 0 else "cộng hai lần"
        return Cause(f"chênh lệch đúng bằng số của dòng {row}: có thể đã {verb} dòng này", tuple(equal))
    sections = [line.values.get(gap.field) for line in gap.owner.table.sections]
    known = [value for value in sections if value]
    if not gap.section and known and gap.difference == sum(known):
        return Cause("các dòng mục (I, II …) đã bị cộng cùng với các dòng của mục")
    other = [
        name
        for name in frame.form.count_fields
        if name != gap.field and np.nansum(frame[name][gap.rows]) == gap.stated and gap.stated
    ]
    if other:
        label = frame.form.by_field[other[0]].header[-1]
        return Cause(f"con số này là tổng của cột “{label}”")
    return None


def _row_list(frame: Frame, positions: list[int]) -> str:
    rows = [int(frame["row"][p]) for p in positions]
    return f"dòng {', '.join(map(str, rows[:5]))}" + (" …" if len(rows) > 5 else "")


def _formula_misses(frame: Frame, gap: Gap) -> list[int]:
    return missed_by_formula(frame, gap.owner, gap.line, gap.field, gap.rows)


def missed_by_formula(frame: Frame, owner: Owner, line: Line, name: str, rows: np.ndarray) -> list[int]:
    """Positions that a plain SUM of this column leaves out; empty where the formula is none or is
    of another kind (it then proves nothing)."""
    formula = line.formulas.get(name, "")
    if not re.fullmatch(r"\s*SUM\([^()]*\)\s*", formula, re.I):
        return []
    column = letters(owner.table.columns[name])
    covered: set[int] = set()
    for first, low, last, high in _SUM_RANGE.findall(formula):
        if first == last == column:
            covered.update(range(int(low), int(high) + 1))
    covered.update(
        int(row) for letter, row in _SUM_CELL.findall(_SUM_RANGE.sub("", formula)) if letter == column
    )
    if not covered:
        return []
    return [
        int(p) for p in rows if int(frame["row"][p]) not in covered and frame.raw(int(p), name) is not None
    ]
