"""Lines that a form fixes: which of those above a cell are off because of it, and sums that take lines in
twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from validators.frame import Frame
from validators.owner import Owner
from workbook_templates.reading.table import Counts, Family, Table

_EXACT = 1e-6


def gaps_of(frame: Frame, family: Family) -> dict[str, float]:
    """By how much the figures of a line exceed the sums of those that make it up, by field."""
    return {name: frame.kind_of(name).gap(*pair) for name, pair in family.gaps.items()}


def off_lines(owner: Owner) -> list[Family]:
    """The printed lines of a table that are not the sum of those that make them up."""
    families = owner.table.families if owner.table.line_field else ()
    return [family for family in families if family.gaps and family.counts is Counts.PARTS]


def lines_above(table: Table, row: int) -> Iterator[int]:
    """The rows of the lines that a row helps to make up, the nearest first."""
    above = {part: parent for parent, parts in table.made_of.items() for part in parts}
    while (row := above.get(row)) is not None:
        yield row


def lines_off_by(frame: Frame, position: int, name: str, accept: Callable[[float], bool]) -> list[str]:
    """The cells of one column in lines above a row that are off, in that column alone, by what the caller can
    explain."""
    owner, row = frame.owner(position), int(frame["row"][position])
    above = set(lines_above(owner.table, row))
    found = [family for family in off_lines(owner) if family.parent in above and set(family.gaps) == {name}]
    return [owner.table.cell(f.parent, name) for f in found if accept(gaps_of(frame, f)[name])]


def lines_lacking(frame: Frame, owner: Owner, row: int, figures: Mapping[str, float]) -> list[str]:
    """The cells of lines above a row that is none of the form's, which exceed their sums by its figures."""
    cells = []
    for family in off_lines(owner):
        gaps = gaps_of(frame, family)
        if family.parent < row and all(abs(gap - figures.get(n, 0.0)) < _EXACT for n, gap in gaps.items()):
            cells += [owner.table.cell(family.parent, name) for name in gaps]
    return cells


def cause_below(frame: Frame, owner: Owner) -> dict[int, Family]:
    """By the row of a line that is off: the line below it that is off by as much, so that one and the same
    cell is the cause; of several the lowest."""
    off = {family.parent: family for family in off_lines(owner)}
    found: dict[int, Family] = {}
    for row in sorted(off, reverse=True):  # those below a line come first
        for part in owner.table.made_of.get(row, ()):
            below = found.get(part) or off.get(part)
            if below and _alike(gaps_of(frame, off[row]), gaps_of(frame, below)):
                found[row] = below
                break
    return found


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return one.keys() == other.keys() and all(abs(one[name] - other[name]) < _EXACT for name in one)


def taken_in_twice(frame: Frame, owner: Owner, family: Family, name: str) -> tuple[int, ...]:
    """The rows below a line that its figure adds up, lines together with those that make them up; none where
    it is no such sum."""
    table = owner.table
    rows = tuple(sorted(_below(table, family.parent)))
    if frame.kind_of(name).interval or not any(row in table.made_of for row in rows):
        return ()
    stated = {line.row: line.values.get(name, 0.0) for line in table.parents}
    values = dict(zip(table.rows, table.values[name], strict=True))
    added = sum(stated.get(row) or values.get(row) or 0.0 for row in rows)
    return rows if abs(added - family.gaps[name][0]) < _EXACT else ()


def _below(table: Table, row: int) -> Iterator[int]:
    for part in table.made_of.get(row, ()):
        yield part
        yield from _below(table, part)


def lines_gone(frame: Frame, owner: Owner, family: Family) -> list[str]:
    """The labels of lines of the form that would help to make one up and have no row."""
    identity, present = owner.table.line_of.get(family.parent), set(owner.table.line_of.values())
    lines = [line for line in frame.form.lines if line.under == identity and not line.part]
    return [line.label for line in lines if line.id not in present]
