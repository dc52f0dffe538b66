"""What the columns of a form have to do with each other: sums, parts and products, as its header states them
or as nearly all rows show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from workbook_templates.expression.roles import Role
from workbook_templates.learning.columns import LearntColumn
from workbook_templates.learning.header import FoundHeader
from workbook_templates.words.spelling import words

FEWEST = 3  # rows that must bear out what no header states
ENOUGH = 0.8  # share of them that agree: the others are slips
_SUM_WORDS = ("tổng số", "tổng", "tổng cộng", "cộng", "ts", "tổng số học viên", "tổng số người")
_OF_WHICH = ("trong đó", "trong tổng số", "bao gồm", "chia ra")
Row = Mapping[int, object]


def relate(columns: Sequence[LearntColumn], header: FoundHeader, rows: Sequence[Row]) -> list[LearntColumn]:
    """The columns with their relations. rows: of the example and the returns, by column of the example."""
    by_place = {column.place: column for column in columns}
    figures = [_figures(row, by_place) for row in rows]
    related = [_related(column, columns, header, figures) for column in columns]
    summed = {one.name: one.sum_of for one in related}
    return [
        replace(one, part_of=tuple(n for n in one.part_of if one.name not in summed.get(n, ())))
        for one in related
    ]


def _figures(row: Row, columns: Mapping[int, LearntColumn]) -> dict[int, float]:
    found = {}
    for place, column in columns.items():
        raw = row.get(place, "")
        if raw != "" and (number := column.kind.number(raw)) is not None:
            found[place] = number
    return found


def _related(
    column: LearntColumn, columns: Sequence[LearntColumn], header: FoundHeader, rows: Sequence[dict]
) -> LearntColumn:
    if not column.numeric:
        return column
    by_place = {one.place: one for one in columns if one.numeric}

    def names(places: Sequence[int]) -> tuple[str, ...]:
        return tuple(by_place[p].name for p in places) if all(p in by_place for p in places) else ()

    if stated := header.sums.get(column.place):
        column = replace(column, sum_of=names(stated))
    if stated := header.products.get(column.place):
        column = replace(column, product_of=names(stated))
    if column.sum_of or column.product_of:
        return column
    if parts := _summed(column, by_place, rows):
        return replace(column, sum_of=names(parts))
    if factors := _multiplied(column, by_place, rows):
        return replace(column, product_of=names(factors))
    if (whole := _whole(column, columns)) and not _contradicted(column.place, whole.place, rows):
        return replace(column, part_of=(whole.name,))
    return column


def _holds(rows: Sequence[dict], places: Sequence[int], agree) -> bool:
    """Whether nearly all rows with these figures agree, and enough do."""
    known = [row for row in rows if all(place in row for place in places)]
    right = sum(bool(agree(row)) for row in known)
    return right >= FEWEST and right >= ENOUGH * len(known)


def _summed(column: LearntColumn, by_place: Mapping[int, LearntColumn], rows: Sequence[dict]) -> tuple:
    """The columns beside a “Tổng số” or “Cộng” of which nearly all rows show it to be the sum."""
    if words(column.header[-1]) not in _SUM_WORDS or not column.adds:
        return ()
    for parts in _neighbours(column, by_place):
        filled = [
            row for row in rows if column.place in row and any(part in row and row[part] for part in parts)
        ]
        right = sum(
            abs(row[column.place] - sum(row.get(part, 0.0) for part in parts)) < 1e-6 for row in filled
        )
        if right >= FEWEST and right >= ENOUGH * len(filled):
            return parts
    return ()


def _neighbours(column: LearntColumn, by_place: Mapping[int, LearntColumn]) -> Iterator[tuple[int, ...]]:
    """Runs of columns beside one that add up like it: right of it, longest first, then left of it."""
    alike = [place for place, one in by_place.items() if one.adds and one.declared == column.declared]
    right = [place for place in alike if place > column.place]
    left = [place for place in alike if place < column.place][::-1]
    for side in (right, left):
        for length in range(len(side), 1, -1):
            yield tuple(sorted(side[:length]))


def _multiplied(column: LearntColumn, by_place: Mapping[int, LearntColumn], rows: Sequence[dict]) -> tuple:
    """The two or three columns of numbers of which an amount of money is the product in nearly all rows."""
    if column.role is not Role.MONEY or not column.adds:
        return ()
    others = [place for place in by_place if place != column.place]
    for count in (2, 3):
        for factors in combinations(others, count):
            if _holds(rows, (column.place, *factors), lambda row, f=factors: _is_product(row, column, f)):
                return factors
    return ()


def _is_product(row: dict, column: LearntColumn, factors: Sequence[int]) -> bool:
    product = 1.0
    for place in factors:
        product *= row[place]
    return product > 0 and abs(product - row[column.place]) <= max(1.0, column.kind.tolerance)


def _whole(column: LearntColumn, columns: Sequence[LearntColumn]) -> LearntColumn | None:
    """The column of which a “Trong đó” says that this one is a part."""
    level = next((i for i, text in enumerate(column.header) if words(text) in _OF_WHICH), None)
    if level is None or not column.adds:
        return None
    group = column.header[: level + 1]
    before = [
        one
        for one in columns
        if one.place < column.place and one.adds and one.header[: level + 1] != group
        and one.header[:level] == column.header[:level] and one.role is column.role
    ]  # fmt: skip
    return before[-1] if before else None


def _contradicted(part: int, whole: int, rows: Sequence[dict]) -> bool:
    """Whether the rows show that the one is no part of the other: more than a few are larger."""
    known = [row for row in rows if part in row and whole in row]
    return sum(row[part] > row[whole] for row in known) > (1 - ENOUGH) * len(known)
