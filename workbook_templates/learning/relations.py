"""What the columns of a form have to do with each other: sums, parts and products, as its header states them
or as nearly all rows show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from workbook_templates.expression.roles import Role
from workbook_templates.learning.columns import LearntColumn
from workbook_templates.learning.header import FoundHeader
from workbook_templates.words.spelling import words

FEWEST = 3  # rows that must bear out what no header states
_SLIPS = 0.6  # share of them where several have more than one part: that is no chance
ENOUGH = 0.8  # share of them that agree: the others are slips
_SUM_WORDS = re.compile(r"(?:tổng|cộng|ts|cả năm|toàn)\b")
_OF_WHICH = re.compile(r"(?:trong đó|trong số đó|trong tổng số|bao gồm|chia ra)\b")
_PEOPLE = re.compile(r"\b(?:học viên|hv|người|lượt|cán bộ|cb|công chức|viên chức|đảng viên|hộ|học sinh)\b")
Row = Mapping[int, object]


def summed_places(header: FoundHeader, rows: Sequence[Row]) -> set[int]:
    """The columns that a column of totals adds up in nearly all rows, and that column: they count."""
    figures = [{c: v for c, v in row.items() if isinstance(v, float)} for row in rows]
    known = [place for place in header.paths if any(place in row for row in figures)]
    found: set[int] = set()
    for place in known:
        if _SUM_WORDS.match(words(header.paths[place][-1])):
            parts = _parts_of(place, known, figures)
            found.update((place, *parts) if parts else ())
        for group in _groups(header, known):
            if place not in group and _is_sum(place, group, figures):
                found.update(group)
    return found


def _groups(header: FoundHeader, known: Sequence[int]) -> list[tuple[int, ...]]:
    """The columns that stand below one caption."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place in known:
        if len(header.paths[place]) > 1:
            groups.setdefault(header.paths[place][:-1], []).append(place)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _is_sum(place: int, parts: Sequence[int], rows: Sequence[Mapping[int, float]]) -> bool:
    """Whether a column is the sum of others in nearly all rows, and in some of several."""
    filled = [row for row in rows if place in row and any(row.get(part) for part in parts)]
    right = [row for row in filled if abs(row[place] - sum(row.get(part, 0.0) for part in parts)) < 1e-6]
    several = any(sum(bool(row.get(part)) for part in parts) > 1 for row in right)
    return len(right) >= FEWEST and len(right) >= ENOUGH * len(filled) and several


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
    return replace(column, unproved=_unproved(column, by_place, rows))


def _unproved(column: LearntColumn, by_place: Mapping[int, LearntColumn], rows: Sequence[dict]) -> str:
    """What a column may be the sum or product of, where no header says so and too few rows can show it."""
    known = [row for row in rows if column.place in row]
    if not column.adds or len(known) >= FEWEST:
        return ""
    if _SUM_WORDS.match(words(column.header[-1])):
        alike = [place for place, one in by_place.items() if one.adds and _are_alike(one, column)]
        runs = list(_neighbours(column.place, alike))
        shown = (parts for parts in runs if known and all(_adds_up(row, column, parts) for row in known))
        return _too_few("tổng", next(shown, ()), by_place, len(known)) if runs else ""
    others = [place for place in by_place if place != column.place]
    for factors in (one for count in (2, 3) for one in combinations(others, count)):
        if column.role is Role.MONEY and known and all(_is_made(row, column, factors) for row in known):
            return _too_few("tích", factors, by_place, len(known))
    return ""


def _is_made(row: dict, column: LearntColumn, factors: Sequence[int]) -> bool:
    return all(place in row for place in factors) and _is_product(row, column, factors)


def _adds_up(row: dict, column: LearntColumn, parts: Sequence[int]) -> bool:
    filled = [row[part] for part in parts if row.get(part)]
    return len(filled) > 1 and abs(row[column.place] - sum(filled)) < 1e-6


def _too_few(what: str, places: Sequence[int], columns: Mapping[int, LearntColumn], rows: int) -> str:
    named = " và ".join(f"“{' – '.join(columns[place].header)}”" for place in places)
    of = f"có thể bằng {what} của {named}" if named else f"có thể là {what} của các cột bên cạnh"
    return (
        f"{of}, nhưng mới có {rows} dòng đủ số để so (cần {FEWEST}) nên chưa kiểm tra; nếu đúng, đề nghị ghi "
        "ở dòng số cột của tệp mẫu, ví dụ 3=4+5"
    )


def _holds(rows: Sequence[dict], places: Sequence[int], agree) -> bool:
    """Whether nearly all rows with these figures agree, and enough do."""
    known = [row for row in rows if all(place in row for place in places)]
    right = sum(bool(agree(row)) for row in known)
    return right >= FEWEST and right >= ENOUGH * len(known)


def _summed(column: LearntColumn, by_place: Mapping[int, LearntColumn], rows: Sequence[dict]) -> tuple:
    """The columns beside a “Tổng số” or “Cộng” of which nearly all rows show it to be the sum."""
    if not _SUM_WORDS.match(words(column.header[-1])) or not column.adds:
        return ()
    alike = [place for place, one in by_place.items() if one.adds and _are_alike(one, column)]
    return _parts_of(column.place, alike, rows)


def _are_alike(one: LearntColumn, other: LearntColumn) -> bool:
    money = {one.role, other.role} & {Role.MONEY}
    return one.kind.measure == other.kind.measure if money else one.role is not Role.CLASSES or one is other


def _parts_of(place: int, alike: Sequence[int], rows: Sequence[Mapping[int, float]]) -> tuple[int, ...]:
    """The run of columns beside one of which nearly all rows show it to be the sum; of a column behind all
    that are like it fewer rows do."""
    for parts in _neighbours(place, alike):
        filled = [row for row in rows if place in row and any(row.get(part) for part in parts)]
        right = [row for row in filled if abs(row[place] - sum(row.get(part, 0.0) for part in parts)) < 1e-6]
        several = sum(sum(bool(row.get(part)) for part in parts) > 1 for row in right)
        behind = len(parts) == sum(one < place for one in alike) and parts[0] < place
        share = ENOUGH if several < FEWEST and not behind else _SLIPS
        if len(right) >= FEWEST - behind and len(right) >= share * len(filled) and several:
            return parts
    return ()


def _neighbours(place: int, alike: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Runs of columns beside one: right of it, longest first, then left of it."""
    right = [one for one in alike if one > place]
    left = [one for one in alike if one < place][::-1]
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
    """The column of which a “Trong đó” says that this one is a part; none where it may be one of two."""
    level = next((i for i, text in enumerate(column.header) if _OF_WHICH.match(words(text))), None)
    if level is None or not column.adds:
        return None
    own = level == len(column.header) - 1  # “Trong đó: nữ” in one cell
    group = column.header[: level + 1]
    before = [
        one
        for one in columns
        if one.place < column.place and one.adds and (own or one.header[: level + 1] != group)
        and one.header[:level] == column.header[:level] and one.role is column.role
        and not _OF_WHICH.match(words(one.header[min(level, len(one.header) - 1)]))
    ]  # fmt: skip
    if own and len(before) > 1 and all(_PEOPLE.search(words(" ".join(one.header))) for one in before[-2:]):
        return None
    return before[-1] if before else None


def _contradicted(part: int, whole: int, rows: Sequence[dict]) -> bool:
    """Whether the rows show that the one is no part of the other: most are larger."""
    known = [row for row in rows if part in row and whole in row]
    return sum(row[part] > row[whole] for row in known) > len(known) / 2
