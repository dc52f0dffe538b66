"""What the rows of a form prove about its columns: a total, or a line above others, that is the sum of rows
shows that a column adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbook_templates.learning.header import is_ordinal_header
from workbook_templates.learning.lines import level_of, number_text
from workbook_templates.reading.fixed_rows import contained_in_total
from workbook_templates.reading.row_words import is_page_sum, is_total_label, may_be_total_label
from workbook_templates.words.spelling import clean, words

Row = Mapping[int, object]
_FEWEST = 2  # lines above others that must be their sums where no total is


@dataclass(frozen=True)
class Total:
    """A row of totals. label: what it is called; row: its cells; above: how many rows stand above it."""

    label: str
    row: Row
    above: int


@dataclass
class SortedRows:
    """The rows of a table. body: those that are no totals; levels: how deep each of them stands, None where
    nothing says it; totals: the others."""

    body: list[Row] = field(default_factory=list)
    levels: list[int | None] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    last: str = ""  # what the last row of the body is called, where it has no number of its own


def sort_out(rows: Iterator[Row], captions: Mapping[int, str]) -> SortedRows:
    """The rows of a table apart. rows: filled ones, by column; captions: of its columns, the lowest."""
    found = SortedRows()
    ordinal = next((column for column, text in captions.items() if is_ordinal_header(text)), None)
    after = within = False  # whether the row above is a total, or what it contains
    for row in rows:
        texts = [(c, clean(v)) for c, v in sorted(row.items()) if isinstance(v, str) and v.strip()]
        label = texts[0][1] if texts else ""
        name = next((text for column, text in texts if column != ordinal), "")
        number = number_text(row.get(ordinal, ""))
        within = after and contained_in_total(number, name, inside=within)
        after = within
        numbered = row.get(ordinal, "") != "" and name == label
        if is_total_label(label, sure=numbered) or is_page_sum(label):
            found.totals.append(Total(label, row, len(found.body)))
            after = True
        elif within:
            continue
        elif len(row) > 1 or len(captions) < 3 or any(isinstance(v, str) for v in row.values()):
            found.body.append(row)
            found.levels.append(level_of(number, name))
            found.last = "" if number else name
    return found


def take_out_totals(tables: Sequence[SortedRows]) -> None:
    """Make the last row a total where it is called so in words that no list holds (“Tổng thu”), and is one in
    every table that has figures there, or in none has any and stands below numbered rows alone."""
    named = [table for table in tables if may_be_total_label(table.last) and len(table.body) > 2]
    called = {words(table.last) for table in named}
    if len(called) != 1 or any(table.totals for table in named):
        return
    borne_out = [sums for table in named if (sums := _last_is_sum(table)) is not None]
    numbered = all(level is not None for table in named for level in table.levels[:-1])
    if all(borne_out) and (borne_out or numbered):
        for table in named:
            row = table.body.pop()
            table.levels.pop()
            table.totals.append(Total(table.last, row, len(table.body)))


def _last_is_sum(table: SortedRows) -> bool | None:
    """Whether each figure of the last row is the sum of rows above; None where it has none."""
    row = table.body[-1]
    above = SortedRows(table.body[:-1], table.levels[:-1])
    figures = {c: value for c, value in row.items() if isinstance(value, float) and value}
    meant = list(_meant(above, Total(table.last, row, len(above.body))))
    sums = [any(_is_sum(value, column, rows) for rows in meant) for column, value in figures.items()]
    return any(sums) and sum(sums) * 2 > len(sums) if sums else None


def added_places(tables: Sequence[SortedRows]) -> set[int]:
    """The columns that totals of some table add up, or several lines above others and none against it."""
    found: set[int] = set()
    agree: Counter[int] = Counter()
    against: Counter[int] = Counter()
    for table in tables:
        for total in table.totals:
            for rows in _meant(table, total):
                found |= {c for c, value in total.row.items() if _is_sum(value, c, rows)}
        for parent, below in _families(table):
            for column, value in parent.items():
                if sum(isinstance(row.get(column), float) and row[column] != 0 for row in below) >= 2:
                    (agree if _is_sum(value, column, below) else against)[column] += 1
    return found | {column for column, count in agree.items() if count >= _FEWEST and not against[column]}


def _is_sum(value: object, column: int, rows: Sequence[Row]) -> bool:
    """Whether a figure is the sum of what at least two rows have in its column."""
    figures = [row[column] for row in rows if isinstance(row.get(column), float)]
    return isinstance(value, float) and value != 0 and len(figures) >= 2 and abs(sum(figures) - value) < 1e-6


def _meant(table: SortedRows, total: Total) -> Iterator[Sequence[Row]]:
    """The rows that a total may add up: all, those since the last one, those that are part of no other,
    those that have none below them."""
    yield table.body
    before = [other.above for other in table.totals if other.above < total.above]
    if before:
        yield table.body[max(before) : total.above]
    known = [level for level in table.levels if level is not None]
    if len(set(known)) > 1:
        top = min(known)
        pairs = list(zip(table.body, table.levels, strict=True))
        yield [row for row, level in pairs if level == top]
        parents = {id(parent) for parent, _ in _families(table)}
        yield [row for row, level in pairs if level is not None and id(row) not in parents]


def _families(table: SortedRows) -> Iterator[tuple[Row, list[Row]]]:
    """Each line above others with those right below it in rank."""
    for place, (row, level) in enumerate(zip(table.body, table.levels, strict=True)):
        below: list[tuple[int, Row]] = []
        for other, deep in zip(table.body[place + 1 :], table.levels[place + 1 :], strict=True):
            if level is None or deep is None or deep <= level:
                break
            below.append((deep, other))
        if below:
            children = min(deep for deep, _ in below)
            yield row, [other for deep, other in below if deep == children]
