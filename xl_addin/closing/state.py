"""What the biểu of a working file say: lines, totals, what each unit adds, what each printed page shows.
Plain data, made alike of a file that lies there and of one that is being written: both can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from workbook_templates.declared.record import is_section, read_section
from xl_addin.merge.sides import Memory, Written, plain_of, text_of
from xl_addin.merge.three_way import Value

Cell = Callable[[int, int], object]  # what stands in an Excel row and a column from 0


@dataclass
class ClosedLine:
    """A line of a biểu. key: of the line, blank for a row that somebody put in since the last roll-up; unit:
    the code of whose it is, blank for none or several; values: by field, as they are printed."""

    key: str
    unit: str
    label: str
    values: dict[str, Value]


@dataclass
class ClosedBieu:
    """A biểu. headers: the lowest header of each column, by field; sums: of sections, the total and what it
    contains, by the row's key: what it is called and its figures; shares: where lines are of all units, what
    each unit adds to the total, by its code and field."""

    form: str
    name: str
    sheet: str
    headers: dict[str, str] = field(default_factory=dict)
    lines: list[ClosedLine] = field(default_factory=list)
    sums: dict[str, tuple[str, dict[str, Value]]] = field(default_factory=dict)
    shares: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass
class State:
    """All biểu, by form, and of each printed sheet a digest of what each of its pages shows."""

    form_set: str
    bieu: dict[str, ClosedBieu] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)


def closed_bieu(
    memory: Memory,
    form: str,
    sheet: str,
    places: Mapping[str, int],
    rows: Iterable[tuple[int, str]],
    cell: Cell,
) -> ClosedBieu:
    """A biểu from its sheet. memory: what the run that wrote it made of it; places: of its columns, from 0;
    rows: Excel rows from top to bottom, each with its key, blank for one put in by hand."""
    written = memory.forms[form]
    side = written.side
    made = ClosedBieu(form, side.name, sheet, dict(side.headers), shares=written.shares)
    known = {name: places[name] for name in side.headers if name in places}
    above = ""
    for row, key in rows:
        values = {name: plain_of(cell(row, at)) for name, at in known.items()}
        label = text_of(values.get(side.label))
        if key and key not in side.values and key not in written.extras:
            figures = {name: value for name, value in values.items() if isinstance(value, float)}
            made.sums[_sum_key(key)] = label, figures
            continue
        above = _unit(written, key) or (above if side.grouped else "")
        if side.grouped:
            values.pop(side.unit, None)  # stands once above the lines of its unit
        made.lines.append(ClosedLine(key, above, label, values))
    return made


def _sum_key(key: str) -> str:
    """What a row of a sum is called, without how many lines stand in it."""
    section = read_section(key) if is_section(key) else None
    return f"section-{section[0]}" if section else key


def _unit(written: Written, key: str) -> str:
    extra = written.extras.get(key)
    return written.side.units.get(key, "") or (extra.unit if extra else "")


def pages_of(rows: Mapping[int, Sequence[tuple[int, object]]], breaks: Iterable[int]) -> list[str]:
    """A digest of each printed page. rows: what stands in the printed columns of each row (from 0), as
    (column, value); breaks: the rows that begin a page."""
    starts = sorted({row for row in breaks if row > 0})
    made = [blake2b(digest_size=8) for _ in range(len(starts) + 1)]
    page = 0
    for row in sorted(rows):
        while page < len(starts) and row >= starts[page]:
            page += 1
        texts = [f"{column}:{text}" for column, value in rows[row] if (text := text_of(value))]
        if texts:
            made[page].update("\t".join(texts).encode("utf-8", "replace") + b"\n")
    return [one.hexdigest() for one in made]
