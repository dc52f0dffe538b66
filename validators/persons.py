"""The persons whom the tables of a batch name, and how what is said of them keeps them out.

A finding says where, never who: the cell and the line are enough for those who have the file, and a report, a
letter or a log goes further than the list does. What a column of persons holds is known, and is hidden
wherever it turns up; what only looks like somebody's name or number is hidden where it is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbook_templates.kinds.person import name_key
from workbook_templates.words.personal import bare, is_full_name, without_persons
from workbook_templates.words.spelling import clean, fold, quote, words_of_folded

if TYPE_CHECKING:
    from validators.batch import Batch
    from validators.findings import Finding
    from workbook_templates.declared.forms import Annex, Column
    from workbook_templates.reading.table import Table

HIDDEN = "…"
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s./_+-]*")
_BIRTH = re.compile(r"(?:\d{1,2}[/.-]){0,2}(?:19|20)\d\d")
_QUOTED = re.compile("“([^“”]*)”")
_LOOKED_AT = 8  # cells of a column, before all of it is asked
_MOSTLY = 0.7  # of the cells of a column of texts: names, so that it is one of persons


def personal_columns(annex: Annex, table: Table) -> list[Column]:
    """The columns of a table that tell who somebody is: as declared, or since names stand in them."""
    return [
        column
        for column in annex.all_columns
        if column.name in table.columns and (column.personal or _holds_names(column, table))
    ]


def _holds_names(column: Column, table: Table) -> bool:
    """Whether a column of texts, whatever its header, is one of full names, mostly each once."""
    kind = column.field.kind
    if kind.parts[0].numeric or not kind.names or column.name in table.given:
        return False
    texts = [raw for raw in table.raw.get(column.name, ()) if isinstance(raw, str) and raw.strip()]
    if not any(map(is_full_name, texts[:_LOOKED_AT])):
        return False
    named = sum(map(is_full_name, texts[:200]))
    return bool(named) and named >= _MOSTLY * len(texts[:200]) and len(set(texts)) > len(texts) / 2


class Hidden:
    """Texts that must not be shown, each with what stands in its place: looked for as whole words, whatever
    stands between these, their capitals, and how their tones are set."""

    def __init__(self) -> None:
        self._instead: dict[str, str] = {}
        self._lengths: dict[str, set[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._instead)

    def add(self, text: str, instead: str = HIDDEN) -> None:
        """Hide a text from now on; one of a single short word is nobody's."""
        parts = _WORD.findall(fold(text))
        if len(parts) < 2 and len("".join(parts)) < 8:
            return
        for known in {" ".join(parts), bare(" ".join(parts)) if len(parts) > 2 else " ".join(parts)}:
            self._instead.setdefault(known, instead)
            self._lengths.setdefault(known.split(" ", 1)[0], set()).add(known.count(" ") + 1)

    def out_of(self, text: str) -> str:
        """The text without them: the same object where it holds none."""
        if not self._instead:
            return text
        plain = clean(text)
        found = list(_WORD.finditer(plain))
        parts = [fold(one[0]) for one in found]
        pieces, done, at = [], 0, 0
        while at < len(parts):
            length, instead = self._at(parts, at, found, plain)
            if length:
                pieces += [plain[done : found[at].start()], instead]
                done = found[at + length - 1].end()
            at += length or 1
        return "".join([*pieces, plain[done:]]) if pieces else text

    def _at(self, parts: list[str], at: int, found: list[re.Match], plain: str) -> tuple[int, str]:
        for length in sorted(self._lengths.get(parts[at], ()), reverse=True):
            instead = self._instead.get(" ".join(parts[at : at + length]))
            together = found[at : at + length]
            if instead is not None and all(
                _BETWEEN.fullmatch(plain, one.end(), other.start())
                for one, other in zip(together, together[1:], strict=False)
            ):
                return length, instead
        return 0, ""


class Persons:
    """What the tables of a batch hold of persons. hidden: everything of more than a word, wherever it may
    turn up; alone: by table, what is hidden only where it is all that is quoted, such as a year of birth."""

    def __init__(self, batch: Batch) -> None:
        self.hidden = Hidden()
        self.alone: dict[int, set[str]] = {}
        self.columns: dict[int, set[str]] = {}
        for table in (table for item in batch.returns for table in item.tables):
            annex = batch.form_set.annexes.get(table.form)
            columns = personal_columns(annex, table) if annex else []
            if not columns:
                continue
            self.columns[id(table)] = {column.name for column in columns}
            alone = self.alone.setdefault(id(table), set())
            for text in (text for column in columns for text in texts_of(column, table)):
                self.hidden.add(text)
                alone.add(_level(text))

        self._unit = batch.form_set.catalogue.match
        self._places = {_level(item.name) for item in batch.returns}
        self._places |= {_level(table.sheet) for item in batch.returns for table in item.tables}

    def told_of(self, table: Table | None, text: str) -> str:
        """A sentence about a table without persons: what is quoted in it is looked at closely."""
        pieces, done = [], 0
        for found in _QUOTED.finditer(text):
            before = self.hidden.out_of(text[done : found.start()])
            pieces += [before, f"“{self.said_of(table, found[1])}”"]
            done = found.end()
        return "".join([*pieces, self.hidden.out_of(text[done:])])

    def said_of(self, table: Table | None, text: str) -> str:
        """What stands in a cell of a table, or should, without persons. In a list of persons, what may be a
        birth is one, in whatever column; names of files, sheets and units stay."""
        level, alone = _level(text), self.alone.get(id(table), ())
        if level in alone or (alone and _BIRTH.fullmatch(text)):
            return HIDDEN
        if level in self._places or self._unit(text):
            return text
        return without_persons(self.hidden.out_of(text), lambda _: HIDDEN)

    def are_of(self, table: Table | None, name: str | None) -> bool:
        """Whether a field of a table tells who somebody is."""
        return name in self.columns.get(id(table), ())


def texts_of(column: Column, table: Table) -> Iterator[str]:
    """Everything that a column says of persons, in each way in which a message could say it."""
    name = column.name
    for raw, value in zip(table.raw.get(name, ()), table.values.get(name, ()), strict=False):
        yield from _ways(column, raw, value)
    for _, field, problem in table.problems:
        if field == name and problem.expected:
            yield problem.expected


def _ways(column: Column, raw: object, value: object) -> Iterator[str]:
    if raw is None:
        return
    yield quote(raw, 1000)
    if isinstance(raw, str):
        yield name_key(raw)
    if isinstance(value, str):
        yield value
    elif value is not None:
        yield column.field.kind.told(value)


def _level(text: str) -> str:
    return words_of_folded(fold(text))


def persons_of(batch: Batch) -> Persons:
    """Those of a batch; made once."""
    made = batch.peers.get((persons_of,))
    if made is None:
        made = batch.peers[persons_of,] = Persons(batch)
    return made


def make_discreet(batch: Batch, findings: Iterable[Finding]) -> None:
    """Take out of findings whatever tells who somebody is; cells, rows and names of files and sheets stay,
    for without them nobody finds the place."""
    persons = persons_of(batch)
    for finding in findings:
        table = finding.table
        finding.found = finding.value
        finding.message = persons.told_of(table, finding.message)
        finding.suggestion = finding.suggestion and persons.told_of(table, finding.suggestion)
        finding.value = finding.value and persons.said_of(table, str(finding.value))
        finding.expected = finding.expected and persons.said_of(table, str(finding.expected))
        if persons.are_of(table, finding.field):
            finding.value = None
