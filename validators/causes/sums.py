"""Printed totals against the recomputed sum, with the cause when the data prove it.

Four cheap explanations proved right on real published tables (domain.md 3): one row equals the gap;
opposite gaps in two columns and one row whose wording fits the other column; the total is right once
two swapped cells are put back; a lost thousands dot. Beside them: a row added twice, sections added
together with their rows, a formula that leaves rows out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from validators.causes.formulas import missed_by_formula
from validators.causes.numbering import skipped
from validators.causes.placement import placement_of
from validators.frame import Frame
from validators.owner import Owner
from validators.schema import part_name
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import Kind
from workbook_templates.reading.table import Line, Table
from workbook_templates.words.spelling import words


@dataclass(eq=False)
class Gap:
    """A total or section row whose figure is not the sum of its rows. stated, computed: as the column's
    kind reads and adds them; off: by how much; column: of the frame, the figures that do not fit (of a
    range, its least or its most); rows: positions summed; unread: positions whose cell could not be
    counted; also: gaps that have the same cause."""

    owner: Owner
    line: Line
    field: str
    kind: Kind
    stated: object
    computed: object
    difference: float
    column: str
    rows: np.ndarray
    section: bool
    unread: list[int] = field(default_factory=list)
    also: list[Gap] = field(default_factory=list)

    @property
    def cell(self) -> str:
        return self.owner.table.cell(self.line.row, self.field)


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
    """All gaps of a frame, sorted by what explains them; each of `gaps` has a cause of its own."""

    gaps: list[Gap]
    misplaced: list[Misplaced]
    related: dict[tuple[int, str], list[Gap]]  # a bad cell and the gaps it explains
    uncalculated: dict[Gap, list[int]] = field(default_factory=dict)  # rows a formula takes for text


def sums_of(frame: Frame) -> Sums:
    """The gaps of a frame, made once."""
    return frame.made(_sums)


def _sums(frame: Frame) -> Sums:
    return _explain(frame, list(_gaps(frame)))


def totals_of_cell(frame: Frame, position: int, *names: str) -> list[str]:
    """The total cells that are off only because these cells of a row are bad."""
    related = sums_of(frame).related
    return list(dict.fromkeys(gap.cell for name in names for gap in related.get((position, name), ())))


def totals_off_by(frame: Frame, position: int, name: str, accept: Callable[[float], bool]) -> list[str]:
    """The total cells over a row whose difference (stated minus computed) the caller can explain."""
    gaps = [g for first in sums_of(frame).gaps for g in (first, *first.also)]
    return [g.cell for g in gaps if g.field == name and position in g.rows and accept(g.difference)]


def totals_closed_by(frame: Frame, position: int, name: str, least: float, most: float) -> list[str]:
    """The total cells over a row that no sure cause explains and that are right once its figure is another
    one, from `least` to `most`."""
    number = frame[name][position]
    gaps = [g for first in sums_of(frame).gaps for g in (first, *first.also) if g.field == name]
    return [
        g.cell
        for g in gaps
        if position in g.rows and least <= number + g.difference <= most and not _is_sure(frame, g)
    ]


def _is_sure(frame: Frame, gap: Gap) -> bool:
    cause = cause_of(frame, gap)
    return cause is not None and cause.sure


def totals_without(frame: Frame, position: int) -> list[str]:
    """The total cells that are right once this row is left out."""
    values = {name: frame[name][position] for name in frame.form.all_columns.added}
    return [
        cell
        for name, value in values.items()
        if value > 0
        for cell in totals_off_by(frame, position, name, lambda gap, value=value: gap == -value)
    ]


def so_totals_are_off(cells: list[str]) -> str:
    """The sentence that ends a message whose cause also breaks totals."""
    return f" Vì vậy tổng ở ô {', '.join(cells)} cũng lệch." if cells else ""


def _gaps(frame: Frame) -> Iterator[Gap]:
    kinds = {name: frame.form.by_field[name].field.kind for name in frame.form.all_columns.added}
    counted = {name: np.nan_to_num(frame[name]) for name in kinds}
    for name in kinds if frame.left_out else ():
        counted[name][list(frame.left_out)] = 0.0
    for owner, span in frame.tables():
        for line, rows, section in _lines(owner, np.arange(span.start, span.stop), frame):
            for name, kind in kinds.items():
                stated = line.values.get(name)
                if stated is None or name not in owner.table.columns or (section and not len(rows)):
                    continue
                if name in line.formulas and stated == 0 and line.raw.get(name) in (None, ""):
                    continue  # a formula that no spreadsheet has calculated yet
                if kind.interval:
                    computed = kind.total(frame.counted(name, rows))
                else:
                    computed = float(counted[name][rows].sum())
                if off := kind.gap(stated, computed):
                    unread = sorted(frame.unread(name) & {int(p) for p in rows})
                    column = name
                    if kind.interval and stated.low == computed.low:
                        column = part_name(name, kind.upper)
                    yield Gap(owner, line, name, kind, stated, computed, off, column, rows, section, unread)


def _lines(owner: Owner, positions: np.ndarray, frame: Frame) -> Iterator[tuple[Line, np.ndarray, bool]]:
    """The total rows of a table with the positions each sums; whether it is a part's."""
    table = owner.table
    for number, line in enumerate(table.sections):
        if line.values:
            yield line, positions[np.array(table.section_of, dtype=int) == number], True
    above = 0
    for line in table.subtotals:
        rows = frame["row"][positions]
        start = max([above, *(s.row for s in table.sections if s.row < line.row)])
        yield line, positions[(rows > start) & (rows < line.row)], True
        above = line.row
    yield from _page_sums(frame, table, positions)
    for line in _totals(table):
        yield line, positions, False


def _totals(table: Table) -> list[Line]:
    """The total of all rows, and the same once more at the other end, or under the same name."""
    if not table.totals:
        return []
    first, *others = table.totals
    above = table.rows and first.row < table.rows[0]
    again = [
        line
        for line in others
        if words(line.label) == words(first.label)
        or (above and line is others[-1] and line.row > table.rows[-1])
    ]
    return [first, *again]


def _page_sums(frame: Frame, table: Table, positions: np.ndarray) -> Iterator[tuple[Line, np.ndarray, bool]]:
    """What is carried over to the next page: the sum of all rows above it, or of those of its own page."""
    rows, above = frame["row"][positions], 0
    for line in table.page_sums:
        all_rows = positions[rows < line.row]
        own_page = positions[(rows > above) & (rows < line.row)]
        fits = len(own_page) and all(
            not frame.kind_of(name).gap(value, frame.kind_of(name).total(frame.counted(name, own_page)))
            for name, value in line.values.items()
        )
        yield line, own_page if fits else all_rows, True
        above = line.row


def _explain(frame: Frame, gaps: list[Gap]) -> Sums:
    related: dict[tuple[int, str], list[Gap]] = {}
    left = []
    meant = {name: _meant(frame, name) for name in {gap.field for gap in gaps}}
    for gap in gaps:
        causes = _read_otherwise(frame, gap, meant[gap.field])
        for position in causes:
            related.setdefault((position, gap.field), []).append(gap)
        if not causes:
            left.append(gap)
    uncalculated = {gap: typed for gap in left if (typed := _typed_as_text(frame, gap))}
    left = [gap for gap in left if gap not in uncalculated]
    misplaced = list(_misplaced(frame, left))
    used = {gap for item in misplaced for gap in item.gaps}
    left = [gap for gap in left if gap not in used]
    return Sums(list(_grouped(frame, left)), misplaced, related, uncalculated)


def _typed_as_text(frame: Frame, gap: Gap) -> list[int]:
    """The rows whose figure is text, if they are just what a formula leaves out: SUM passes over text
    that looks like a number."""
    if gap.field not in gap.line.formulas:
        return []
    column = frame[gap.column]
    typed = [
        int(p)
        for p in gap.rows
        if isinstance(frame.raw(int(p), gap.field), str)
        and column[p] == column[p]
        and isinstance(gap.kind.in_cell(frame.value(int(p), gap.field)), float)
    ]
    return typed if sum(column[p] for p in typed) == -gap.difference else []


def _grouped(frame: Frame, gaps: list[Gap]) -> Iterator[Gap]:
    """Gaps with one cause as one: a total off by what its sections are off; the columns of one row
    that all lack, or all hold, one row of the table too much."""
    joined: set[Gap] = set()
    of_parts: dict[tuple[int, str], list[Gap]] = {}
    for gap in gaps:
        if gap.section:
            of_parts.setdefault((id(gap.owner), gap.field), []).append(gap)
    for gap in gaps:
        parts = [] if gap.section else of_parts.get((id(gap.owner), gap.field), [])
        if parts and sum(part.difference for part in parts) == gap.difference:
            parts[0].also.append(gap)
            joined.add(gap)
    by_line: dict[tuple[int, int], list[Gap]] = {}
    for gap in gaps:
        if gap not in joined:
            by_line.setdefault((id(gap.owner), gap.line.row), []).append(gap)
    for first, *others in by_line.values():
        same = others and len({g.difference > 0 for g in (first, *others)}) == 1
        if same and _is_one_cause(frame, [first, *others]):
            first.also += [gap for other in others for gap in (other, *other.also)]
            others = []
        yield first
        yield from others


def _shared_rows(frame: Frame, gaps: list[Gap]) -> list[int]:
    """The rows whose figures are the differences of all these gaps, column by column."""
    amounts = [(frame[gap.column], abs(gap.difference)) for gap in gaps]
    return [int(p) for p in gaps[0].rows if all(column[p] == amount for column, amount in amounts)]


def _is_one_cause(frame: Frame, gaps: list[Gap]) -> bool:
    """Whether the columns of a total lack, or hold, the same row: one such row is found, or not each
    column has an explanation of its own."""
    if len(_shared_rows(frame, gaps)) == 1:
        return True
    causes = [cause_of(frame, gap) for gap in gaps]
    return any(
        cause is None or not cause.sure or cause.field == gaps[0].owner.table.ordinal_field
        for cause in causes
    )


def _skip(frame: Frame, gap: Gap) -> int | None:
    """The row before which the numbering lacks a number, where it does so once: a deleted row."""
    if gap.owner.table.ordinal_field not in gap.owner.table.columns:
        return None
    first = int(frame.starts[next(i for i, o in enumerate(frame.owners) if o is gap.owner)])
    found = skipped(frame, slice(first, first + len(gap.owner.table.rows)))
    return found[0] if len(found) == 1 else None


def _read_otherwise(frame: Frame, gap: Gap, meant: dict[int, float]) -> list[int]:
    """The bad cells that close the gap: when read as their finding suggests (a swapped or shifted
    number, a lost thousands dot, 1 for 1.000), or by some figure that could stand in them."""
    causes = [int(p) for p in gap.rows if int(p) in meant]
    if causes and sum(meant[p] for p in causes) == gap.difference:
        return causes
    column = frame[gap.column]
    for position in gap.rows:
        value = column[position]
        if 0 < value < 1000 and value * 999 == gap.difference:
            return [int(position)]
    raws = [frame.raw(p, gap.field) for p in gap.unread]
    as_written = sum(raw for raw in raws if isinstance(raw, float))
    possible = 0 < gap.difference <= sum(_most(raw, column[gap.rows]) for raw in raws)
    return gap.unread if possible or (raws and as_written == gap.difference) else []


def _most(raw: object, column: np.ndarray) -> float:
    """The largest figure that an unreadable cell can reasonably stand for: twice what it names
    (“khoảng 80”, −80), else ten times the largest of its column."""
    named = [float(digits) for digits in re.findall(r"\d+", str(raw).replace(".", ""))]
    if named and not hasattr(raw, "year"):
        return 2 * max(named)
    largest = float(np.nan_to_num(column).max(initial=0.0))
    return 10 * largest if largest else np.inf


def _meant(frame: Frame, name: str) -> dict[int, float]:
    """What bad cells of a column would add to its sum, if written as was probably meant."""
    placement, kind = placement_of(frame), frame.form.by_field[name].field.kind
    found: dict[int, float] = {}
    for (position, field_name), problem in frame.problems.items():
        number = kind.number(problem.expected) if field_name == name and problem.expected else None
        if number is not None:  # instead of what is counted, where the cell was read
            found[position] = number - np.nan_to_num(frame[name][position])
    for swap in placement.swaps:
        if swap.count_field == name:
            counted = frame[name][swap.position]
            found[swap.position] = swap.number - (0.0 if np.isnan(counted) else counted)
    for shift in placement.shifts:
        for source, target in shift.moves:
            if target == name:
                number = kind.number(frame.raw(shift.position, source)) or 0.0
                found[shift.position] = found.get(shift.position, 0.0) + number
            if source == name and not np.isnan(frame[name][shift.position]):
                found[shift.position] = found.get(shift.position, 0.0) - frame[name][shift.position]
    return found


def _misplaced(frame: Frame, gaps: list[Gap]) -> Iterator[Misplaced]:
    facets = frame.form.all_columns.facets(Role.LEARNERS)
    pair = tuple(facets[f] for f in (Facet.TRAINING, Facet.REFRESHER) if f in facets)
    if len(pair) < 2:
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
    """Why a total is off, in words, with the cells that show it (of the total's field, or `field`)."""

    text: str
    positions: tuple[int, ...] = ()
    field: str | None = None
    sure: bool = True


def cause_of(frame: Frame, gap: Gap) -> Cause | None:
    """What the data prove about a gap that no bad cell explains; None where they prove nothing."""
    missed = _formula_misses(frame, gap)
    if missed and float(np.nansum(frame[gap.column][missed])) == -gap.difference:
        rows = _row_list(frame, missed)
        return Cause(f"công thức {gap.line.formulas[gap.field]} bỏ sót {rows}", tuple(missed))
    stated = gap.kind.figure(gap.stated)
    if stated is not None and stated != int(stated) and gap.difference == stated - stated * 1000:
        return Cause("có thể bị mất dấu chấm hàng nghìn")
    if gap.difference > 0 and (skip := _skip(frame, gap)) is not None:
        row = int(frame["row"][skip])
        return Cause(
            f"số thứ tự nhảy ở dòng {row}: có thể đã xóa mất một dòng", (skip,), gap.owner.table.ordinal_field
        )
    same_line = [other for other in gap.also if other.line is gap.line]
    equal = _shared_rows(frame, [gap, *same_line])
    verb = "bỏ sót" if gap.difference < 0 else "cộng hai lần"
    if len(equal) == 1:
        row = int(frame["row"][equal[0]])
        return Cause(f"chênh lệch đúng bằng số của dòng {row}: có thể đã {verb} dòng này", tuple(equal))
    other = _other_sum(frame, gap)
    if other is None and 1 < len(equal) <= 3:
        rows = " hoặc ".join(str(int(frame["row"][p])) for p in equal)
        return Cause(
            f"chênh lệch bằng số của dòng {rows}: có thể đã {verb} một dòng", tuple(equal), sure=False
        )
    return other


def _other_sum(frame: Frame, gap: Gap) -> Cause | None:
    """A figure that is the sum of something else: sections with their rows, another column."""
    table = gap.owner.table
    for lines, told in (
        ((*table.sections, *table.subtotals), "các dòng mục (I, II …) đã bị cộng cùng với các dòng của mục"),
        ((*table.parts, *table.parents), "đã cộng cả dòng mẹ lẫn các dòng con (dòng {rows})"),
        (table.page_sums, "đã cộng cả các dòng cộng trang, mang sang (dòng {rows})"),
    ):
        values = [(line.row, line.values.get(gap.field)) for line in lines]
        known = [(row, figure) for row, v in values if v is not None and (figure := gap.kind.figure(v))]
        if not gap.section and known and gap.difference == sum(figure for _, figure in known):
            return Cause(told.format(rows=", ".join(str(row) for row, _ in known[:8])))
    stated = gap.kind.figure(gap.stated)
    for name in frame.form.all_columns.added:
        if name != gap.field and stated and np.nansum(frame[name][gap.rows]) == stated:
            return Cause(f"con số này là tổng của cột “{frame.header_of(name)}”")
    return None


def _row_list(frame: Frame, positions: list[int]) -> str:
    rows = [int(frame["row"][p]) for p in positions]
    return f"dòng {', '.join(map(str, rows[:5]))}" + (" …" if len(rows) > 5 else "")


def _formula_misses(frame: Frame, gap: Gap) -> list[int]:
    return missed_by_formula(frame, gap.owner, gap.line, gap.field, gap.rows)
