"""What the rows of a form are: one a unit, classes or persons, or lines that every unit fills alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbook_templates.declared.forms import FixedLine
from workbook_templates.reading.row_words import ROMAN, ROMAN_START, is_of_which
from workbook_templates.words.spelling import clean, words

FEWEST = 3  # lines that stand alike in the returns
_UNNAMED = 0.8  # share of the rows, where the example names no line
ENOUGH = 0.7  # share of the rows, and of the returns, in which they do
_UNNUMBERED, _PART, _BULLET, _PLUS = 5, 9, 7, 8
_ARABIC = re.compile(r"\(?(\d{1,2})((?:[.,]\d{1,2})*)[.)]?(?:\s|$)")
_LETTER = re.compile(r"[a-zđ][.)]?(?:\s|$)")


@dataclass(frozen=True)
class NamedRow:
    """A row with what names it: its number and label; blank: whether no figure stands in it; figures: what
    is added up, by column."""

    number: str
    label: str
    blank: bool
    figures: dict[int, float]


def number_text(value: object) -> str:
    """An STT cell as text: 1 for 1.0."""
    if isinstance(value, float):
        return f"{value:g}"
    return clean(str(value)) if value != "" else ""


def fixed_labels(example: Sequence[NamedRow], returns: Sequence[Sequence[NamedRow]]) -> bool:
    """Whether the rows are lines of the form, which units fill alike: by the returns, where at least two hold
    rows; else by an example whose lines stand there without figures."""
    returned = [rows for rows in returns if rows]
    own = {_key(row) for row in example}
    if _names_lines(example, own, returned):
        return True
    if len(returned) < 2:
        blank = sum(row.blank for row in example)
        known = not returned or sum(_key(row) in own for row in returned[0]) >= ENOUGH * len(returned[0])
        return len(example) >= FEWEST and blank >= ENOUGH * len(example) and known
    counts = Counter(key for rows in returned for key in {_key(row) for row in rows})
    common = {key for key, count in counts.items() if count >= ENOUGH * len(returned)}
    rows = [_key(row) for one in returned for row in one]
    covered = sum(key in common for key in rows) >= (ENOUGH if example else _UNNAMED) * len(rows)
    return len(common) >= FEWEST and covered


def _names_lines(example: Sequence[NamedRow], own: set[str], returned: Sequence[Sequence[NamedRow]]) -> bool:
    """Whether an example names lines without figures, of which most returns hold most."""
    if len(own) < 2 or sum(row.blank for row in example) < ENOUGH * len(example) or not returned:
        return False
    keys = [{_key(row) for row in rows} for rows in returned]
    most = sum(len(own & one) >= len(own) / 2 and len(own & one) >= len(one) / 2 for one in keys)
    return most > len(keys) / 2


def _key(row: NamedRow) -> str:
    return words(row.label)


def level_of(number: str, label: str) -> int | None:
    """How deep a line stands: A 0, I 1, 1 2, 1.1 3, a) 6, - 7, + 8, “Trong đó” 9; None where nothing says."""
    if is_of_which(label.lstrip("-+• ")):
        return _PART
    for text in (number, label):
        text = text.strip()
        if not text:
            continue
        own = text is number.strip() and number
        if (own and ROMAN.match(text)) or ROMAN_START.match(text):
            return 1 if text.lstrip("(")[:1] in "IVX" else 0
        if found := _ARABIC.match(text + " " if own else text):
            return 2 + found[2].count(".") + found[2].count(",")
        if _LETTER.match(text):
            return 6
        if text[0] in "-–—•*":
            return _BULLET
        if text[0] == "+":
            return _PLUS
    return None


def fixed_lines(rows: Sequence[NamedRow], filled: Iterable[Sequence[NamedRow]]) -> tuple[FixedLine, ...]:
    """The lines of a form, from the rows that name them, each with the line above it in rank. filled: the
    rows of the returns, by which a line that is not the sum of those below it is known."""
    lines: list[FixedLine] = []
    stack: list[tuple[int, str]] = []  # levels and ids of the lines above
    within_part = False
    plain: int | None = None  # the level of the last line of which nothing says it
    for row in rows:
        level = level_of(row.number, row.label)
        if level is None and not within_part:
            level = plain = _level_of_plain(row, stack, plain)
        elif level is None:
            level = _PART
        if level < _BULLET:
            within_part = False
        elif level == _PART:
            within_part = True
        elif within_part:
            level = _PART
        while stack and stack[-1][0] >= level:
            stack.pop()
        identity = f"d{len(lines) + 1}"
        under = stack[-1][1] if stack else ""
        lines.append(FixedLine(identity, row.number, row.label, under, part=within_part and bool(under)))
        stack.append((level, identity))
    return _with_parts(lines, filled)


def _level_of_plain(row: NamedRow, stack: Sequence[tuple[int, str]], plain: int | None) -> int:
    """How deep a line stands of which neither number nor label says it: below a numbered one that stands
    above it, else as the last such line."""
    if not row.number and any(level < _BULLET and level != plain for level, _ in stack):
        return _UNNUMBERED
    return plain if plain is not None else 2


def _with_parts(lines: list[FixedLine], filled: Iterable[Sequence[NamedRow]]) -> tuple[FixedLine, ...]:
    """The lines; where most returns show a line to be more than those below it, these are “trong đó”."""
    below: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if line.under and not line.part:
            below.setdefault(line.under, []).append(place)
    agree: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for rows in filled:
        if [words(row.label) for row in rows] != [words(line.label) for line in lines]:
            continue
        place_of = {line.id: place for place, line in enumerate(lines)}
        for parent, places in below.items():
            stated = rows[place_of[parent]].figures
            for column, value in stated.items():
                parts = [rows[p].figures[column] for p in places if column in rows[p].figures]
                if parts and value:
                    difference = value - sum(parts)
                    (agree if abs(difference) < 1e-6 else more)[parent] += difference >= -1e-6
    not_whole = {parent for parent in below if more[parent] > 2 * agree[parent]}
    return tuple(
        FixedLine(line.id, line.number, line.label, line.under, line.part or line.under in not_whole)
        for line in lines
    )
