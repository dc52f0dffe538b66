"""Columns into which a clerk divides one of the form's: Nam | Nữ | Tổng, quarters, two years side by side.

Where one of them is the total, it is the figure and the others are its parts. Where one is of the plan's year
and the others of other years, it is taken, and that is said. Of any other division nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbook_templates.words.spelling import words

_TOTAL = re.compile(r"(?:t|tổng) ?(?:số|cộng)?(?: (?:học viên|hv|người|số))?|cộng|cả năm|chung|ts")
_PARTITIONS = (frozenset(("nam", "nữ")), frozenset(f"quý {n}" for n in ("i", "ii", "iii", "iv")))
_QUARTERS = {"quý 1": "quý i", "quý 2": "quý ii", "quý 3": "quý iii", "quý 4": "quý iv"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST = 40  # letters of a sub-column's header
_FIGURE = re.compile(r"[\d.,()/\s-]+")

Path = tuple[str, ...]  # a column's header texts from top to bottom


class Split(NamedTuple):
    """A field's column that is divided. parts: (column from 0, its own header); total: the column that is the
    figure, None where there is none that is sure; whole: the parts make the total."""

    field: str
    parts: tuple[tuple[int, str], ...]
    total: int | None
    whole: bool


def as_texts(row: Sequence[object]) -> Sequence[object]:
    """A row with the years that stand in it as numbers as text."""
    if float not in set(map(type, row)):
        return row
    return [str(int(v)) if isinstance(v, float) and 1990 <= v <= 2100 and v.is_integer() else v for v in row]


def divides(row: Sequence[object], above: Sequence[Sequence[object]]) -> bool:
    """Whether a row divides columns of the header above it: texts below a header and the blanks right of it,
    and none but there."""
    columns = [column for column, cell in enumerate(row) if cell != ""]
    if len(columns) < 2:
        return False
    heads = []
    for column in columns:
        text = row[column]
        if not isinstance(text, str) or len(text) > _LONGEST:
            return False
        if _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text.strip()):
            return False
        head = _head(above, column)
        if head is None:
            return False
        heads.append(head)
    divided = {head for head in heads if heads.count(head) > 1}
    first = min(column for level in above for column, cell in enumerate(level) if cell != "")
    return bool(divided) and first not in columns


def _head(above: Sequence[Sequence[object]], column: int) -> int | None:
    """The column of the header that a cell stands under: its own, or the nearest left of it."""
    for left in range(column, -1, -1):
        if any(left < len(level) and level[left] != "" for level in above):
            return left
    return None


def splits(
    paths: Mapping[int, Path],
    fields: Mapping[int, Sequence[str]],
    inherited: Mapping[int, int],
    added: Sequence[str],
    year: int,
) -> Iterator[Split]:
    """The divided columns of a header. fields: what each column can mean in a form; inherited: how many of a
    column's header texts are those of the header that gives it its meaning, where it is one above; added: the
    fields that are added up."""
    seen: set[Path] = set()
    for column, depth in inherited.items():
        prefix, names = paths[column][:depth], fields.get(column, ())
        if prefix in seen or not names or names[0] not in added:
            continue
        seen.add(prefix)
        name = names[0]
        members = [
            c
            for c, path in sorted(paths.items())
            if path[:depth] == prefix and (not fields.get(c) or name in fields[c])
        ]
        if len(members) > 1 and (split := _split(name, members, paths, depth, inherited, year)):
            yield split


def _split(
    name: str,
    members: list[int],
    paths: Mapping[int, Path],
    depth: int,
    inherited: Mapping[int, int],
    year: int,
) -> Split | None:
    own = {c: words(paths[c][-1]) if len(paths[c]) > depth else "" for c in members}
    totals = [c for c in members if not own[c] or _TOTAL.fullmatch(own[c])]
    totals = totals or [c for c in members if c not in inherited]
    if len(totals) == 1:
        parts = tuple((c, paths[c][-1]) for c in members if c != totals[0])
        labels = frozenset(_QUARTERS.get(own[c], own[c]) for c, _ in parts)
        return Split(name, parts, totals[0], labels in _PARTITIONS and len(labels) == len(parts))
    years = [set(_YEAR.findall(" ".join(paths[c][depth:]))) for c in members]
    if all(years) and sum(str(year) in named for named in years) == 1:
        return None  # the plan's year is chosen before the others
    return Split(name, tuple((c, paths[c][-1]) for c in members), None, False)
