"""Header recognition: which rows are a table's header, and which field each column is.

Words decide, never positions (DESIGN decision 4): one to four header rows, merged or not, a column
moved or added, other wordings of the same header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex, Column
from workbook_templates.expression.roles import Role
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.sub_columns import Path, Split, as_texts, divides, splits
from workbook_templates.words.spelling import fold, words

MAX_LEVELS = 4
_YEAR = re.compile(r"\b(?:năm )?20\d\d\b")
_YEAR_NUMBER = re.compile(r"\b20\d\d\b")
_BRACKETS = re.compile(r"\([^)]*\)")
_OF_SOME = re.compile(  # in brackets: not all of what the header names
    r"\((?:trong đó |số |chỉ |riêng |tính |là )*(?:nam|nữ|đảng viên|quần chúng|dân tộc|dtts|người dân tộc"
    r"|tối đa|tối thiểu|bình quân|trung bình|tb|dự phòng|lũy kế|còn thiếu|(?:mỗi|một|1|/) ?lớp|cũ|năm trước"
    r"|đã (?:học|có|mở|cử))\b"
)
_LANGUAGES = re.compile(r"[/\n\r]+|(?=\()")  # between a header's two languages: “TT/No.”, “Tên lớp (Class)”
_FOOTNOTE_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+|\*+|\(\d\)$")
_UNIT = re.compile(
    r"\s*[,–-]\s*(?:(?:chục|trăm|nghìn|ngàn|1[.,]000)\s+)?(?:người|học viên|hv|ngày|lớp|tháng)\s*$", re.I
)
_NUMBER_BEFORE = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s*(?=[^\W\d])")
_NUMERIC = re.compile(r"[\d.,()/\s-]+$")


class Columns(NamedTuple):
    """What a header means in a form. of: field → column; twice: (column, field) of fields that are there
    again; splits: columns that are divided."""

    of: dict[str, int]
    twice: list[tuple[int, str]]
    splits: list[Split]


@dataclass(frozen=True)
class Header:
    """A header block. top and bottom: first and last row (from 0); fields: the fields that each column can
    mean; columns: field → column, where nothing is known but the header; unknown: (column, text) of
    headers that mean nothing here; texts: of every column; other_years: columns whose header names another
    year than the plan's; paths: the texts of every column from top to bottom; inherited: how many of these
    end in the one that gives a column its meaning, where it is not the last."""

    top: int
    bottom: int
    fields: dict[int, tuple[str, ...]]
    columns: dict[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    texts: dict[int, str] = field(default_factory=dict)
    other_years: frozenset[int] = frozenset()
    paths: dict[int, Path] = field(default_factory=dict)
    inherited: dict[int, int] = field(default_factory=dict)

    def columns_in(self, known: Mapping[str, Column], year: int) -> Columns:
        """The columns for a table with these fields, in a plan of this year."""
        fields = {c: [n for n in names if n in known] for c, names in self.fields.items()}
        divided = []
        if self.inherited:
            added = [name for name, column in known.items() if column.field.kind.adds]
            divided = list(splits(self.paths, fields, self.inherited, added, year))
        for split in divided:
            for column, _ in split.parts:
                fields[column] = [name for name in fields.get(column, ()) if name != split.field]
            if split.total is not None:
                fields[split.total] = [split.field]
        return Columns(*_assigned(fields, self.other_years), divided)


def _assigned(
    fields: dict[int, Sequence[str]], other_years: Container[int]
) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """A column for each field: those that can mean one thing choose first, those of another year than the
    plan's last, then from left to right."""
    columns: dict[str, int] = {}
    twice: list[tuple[int, str]] = []
    order = sorted(fields.items(), key=lambda item: (len(item[1]) > 1, item[0] in other_years, item[0]))
    for column, names in order:
        name = next((name for name in names if name not in columns), None)
        if name is not None:
            columns[name] = column
        elif names:
            twice.append((column, names[0]))
    return columns, twice


@lru_cache(maxsize=8192)
def _variants(text: str) -> tuple[str, ...]:
    """The wordings under which a header cell may be known: whole, without brackets, without years, without
    marks of footnotes, its number or unit of measure, without its second language."""
    found = list(_wordings(text))
    unmarked = _UNIT.sub("", _NUMBER_BEFORE.sub("", _FOOTNOTE_MARKS.sub("", text)))
    if unmarked != text:
        found += _wordings(unmarked)
    parts = [part.strip(" ()") for part in _LANGUAGES.split(text) if part.strip(" ()")]
    parts = [] if _OF_SOME.search(fold(text)) else parts
    for own in parts if len(parts) > 1 else ():
        if all(part.isascii() and any(map(str.isalpha, part)) for part in parts if part is not own):
            found += _wordings(own)
    return tuple(dict.fromkeys(found))


def _wordings(text: str) -> tuple[str, str, str]:
    folded = fold(text)
    bare = words(folded if _OF_SOME.search(folded) else _BRACKETS.sub(" ", folded))
    return words(text), bare, " ".join(_YEAR.sub(" ", bare).split())


_LONGEST = 160  # characters of a header cell
_LONGEST_ORDINAL = 20  # “Số thứ tự” with room to spare
_MOST_FIRSTS = 300  # headers of running numbers on a sheet; pages repeat them
_SLACK = 25  # characters that brackets, years and line breaks may add to a header's wording


@lru_cache(maxsize=8192)
def _first_word(token: str) -> str:
    return words(token).split(" ", 1)[0]


def _may_be_header(text: str, form_set: FormSet) -> bool:
    """Whether a cell begins like a header and is no longer than one; the cheap question before the
    whole wording is compared."""
    if text[:1] in "(0123456789":
        text = _NUMBER_BEFORE.sub("", text)
    for part in _LANGUAGES.split(text) if "/" in text or "\n" in text else (text,):
        token = part.split(None, 1)
        longest = form_set.header_starts.get(_first_word(token[0])) if token else None
        if longest is not None and len(part) <= longest + _SLACK:
            return True
    return False


def fields_of(text: str, form_set: FormSet) -> frozenset[str]:
    """The fields that a header cell with this text can mean, nothing else being known."""
    memory = form_set.memory_of(fields_of)
    fields = memory.get(text)
    if fields is None:
        known = form_set.header_words
        fields = memory[text] = next((known[v] for v in _variants(text) if v in known), frozenset())
    return fields


def _is_ordinal(text: str, form_set: FormSet) -> bool:
    """Whether a header cell heads the running numbers."""
    return any(form_set.fields[name].role is Role.ORDINAL for name in fields_of(text, form_set))


def _is_parent(text: str, form_set: FormSet) -> bool:
    return any(variant in form_set.parent_words for variant in _variants(text))


HeaderCell = tuple[int, int, str]  # row, column, text


def header_like(rows: list[list[tuple[int, object]]], form_set: FormSet) -> list[HeaderCell]:
    """The cells of a sheet that may be headers: one pass for all that look for headers. rows: the
    filled cells of each row."""
    longest = max(form_set.header_starts.values()) + _SLACK  # most class names are longer
    memory = form_set.memory_of(header_like)
    found = []
    for number, cells in enumerate(rows):
        for column, cell in cells:
            if isinstance(cell, str) and len(cell) <= longest:
                like = memory.get(cell)
                if like is None:
                    like = memory[cell] = _may_be_header(cell, form_set)
                if like:
                    found.append((number, column, cell))
    return found


def find_headers(sheet: Sheet, form_set: FormSet, places: list[HeaderCell]) -> list[Header]:
    """Every header block of a sheet, from top to bottom. places: what header_like gives for it."""
    found: list[Header] = []
    like: dict[int, list[str]] = {}
    for row, _, text in places:
        like.setdefault(row, []).append(text)
    for index, texts in like.items():
        if len(texts) < 2 or (found and index <= found[-1].bottom):
            continue
        known = [text for text in texts if fields_of(text, form_set) or _is_parent(text, form_set)]
        if len(known) < 2 or not all(isinstance(value, str) for _, value in sheet.cells[index]):
            continue
        header = _block(sheet.rows, index, form_set)
        if len(header.columns) >= 2:
            found.append(header)
    return found


def foreign_headers(
    sheet: Sheet, form_set: FormSet, places: list[HeaderCell], headers: list[Header]
) -> list[int]:
    """Rows that head a table of which no more than the running numbers is known. headers: those found."""
    within = {row for header in headers for row in range(header.top, header.bottom + 1)}
    found = []
    for row, column, text in places:
        cells = sheet.cells[row]
        if len(text) > _LONGEST_ORDINAL or row in within or column != cells[0][0] or len(cells) < 3:
            continue
        if _is_short_text([value for _, value in cells]) and _is_ordinal(text, form_set):
            found.append(row)
    return found


def column_of_next_table(form_set: FormSet, places: list[HeaderCell]) -> int | None:
    """The column where a table begins right of another: a second STT header, each with its own headers on
    its own side; or, where there is none, the headers of a row that begin anew behind a blank column."""
    short = [place for place in places if len(place[2]) <= _LONGEST_ORDINAL]
    firsts = [(row, column) for row, column, cell in short if _is_ordinal(cell, form_set)]
    if not firsts:
        return _begun_anew(form_set, places)
    if len({column for _, column in firsts}) < 2:
        return None
    firsts = firsts[:_MOST_FIRSTS]
    known: dict[int, list[int]] = {row: [] for row, _ in firsts}
    for row, column, cell in places:
        if row in known and fields_of(cell, form_set):
            known[row].append(column)
    for top, cut in sorted(firsts, key=lambda place: place[1]):
        for left_top, left in firsts:
            if left >= cut:
                continue
            before = [c for c in known[left_top] if c < cut or left_top != top]
            behind = [c for c in known[top] if c >= cut or left_top != top]
            if min(len(before), len(behind)) >= 3 and max(before) < cut <= min(behind):
                return cut
    return None


def _begun_anew(form_set: FormSet, places: list[HeaderCell]) -> int | None:
    """The column behind a blank one from where a row of headers without STT says what it said before."""
    of_rows: dict[int, dict[int, frozenset[str]]] = {}
    wide = {row for row, n in Counter(row for row, _, _ in places).items() if n >= 4}
    for row, column, text in places[:_MOST_FIRSTS] if wide else ():
        if row in wide and (names := fields_of(text, form_set)):
            of_rows.setdefault(row, {})[column] = names
    for known in of_rows.values():
        for cut in sorted(known):
            left = [names for column, names in known.items() if column < cut]
            right = [names for column, names in known.items() if column >= cut]
            if cut - 1 not in known and len(right) > 1 and len(left) > 1 and right[:2] == left[:2]:
                return cut
    return None


def _block(rows: list[list[object]], top: int, form_set: FormSet) -> Header:
    bottom = top
    while bottom + 1 < len(rows) and bottom + 1 - top < MAX_LEVELS:
        row, above = rows[bottom + 1], rows[top : bottom + 1]
        below = as_texts(row)
        if not (_is_short_text(below) or are_years([(0, value) for value in row if value != ""])):
            break
        if not _is_sub_row(below, above, form_set) and not divides(below, above):
            break
        bottom += 1
    levels = tuple(tuple(as_texts(row)) for row in rows[top : bottom + 1])
    memory = form_set.memory_of(_block)
    known = memory.get(levels)
    if known is None:
        known = memory[levels] = _columns(levels, form_set)
    return Header(top, bottom, *known)


def _columns(rows: tuple[tuple[object, ...], ...], form_set: FormSet) -> tuple:
    """What is known of a header whose rows are these, in the order of Header's fields."""
    width = max(len(row) for row in rows)
    levels = [[*row, *[""] * (width - len(row))] for row in rows]
    fields: dict[int, tuple[str, ...]] = {}
    unknown, texts, paths, inherited = [], {}, {}, {}
    for column in range(width):
        path = _path(levels, column)
        if not path:
            continue
        texts[column], paths[column] = " / ".join(path), tuple(path)
        names, depth = _fields_under(path, form_set)
        if names and depth < len(path):
            inherited[column] = depth
        if names:
            fields[column] = names
        elif not _NUMERIC.match(path[-1]):
            unknown.append((column, texts[column]))
    years = {column: set(_YEAR_NUMBER.findall(text)) for column, text in texts.items()}
    other_years = frozenset(c for c, named in years.items() if named and str(form_set.year) not in named)
    columns = _assigned(fields, other_years)[0]
    return fields, columns, tuple(unknown), texts, other_years, paths, inherited


def header_text(cell: object) -> str:
    """A header cell as text: 2026 for the number that Excel makes of a year."""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def are_years(cells: Sequence[tuple[int, object]]) -> bool:
    """Whether a row holds only texts and years, one after another: 2026, 2027, 2028 below “Kinh phí”."""
    years = [value for _, value in cells if isinstance(value, float)]
    if len(years) < 2 or not all(isinstance(value, (str, float)) for _, value in cells):
        return False
    steps = {after - before for before, after in zip(years, years[1:], strict=False)}
    return steps == {1.0} and 2000 <= years[0] <= 2100


def _is_short_text(row: list[object]) -> bool:
    for cell in row:  # noqa: SIM110 – asked of the first row of every table
        if not isinstance(cell, str) or len(cell) > _LONGEST:
            return False
    return True


def _is_sub_row(row: list[object], above: list[list[object]], form_set: FormSet) -> bool:
    """`_heads_columns`, once for all workbooks with these headers."""
    memory, key = form_set.memory_of(_is_sub_row), (tuple(row), *map(tuple, above))
    known = memory.get(key)
    if known is None:
        known = memory[key] = _heads_columns(row, above, form_set)
    return known


def _heads_columns(row: list[object], above: list[list[object]], form_set: FormSet) -> bool:
    """Whether a row of texts is one of sub-headers: half of them known, and none under a finished
    narrow column."""
    cells = [(column, cell) for column, cell in enumerate(row) if cell != ""]
    cells = [(column, header_text(cell)) for column, cell in cells]
    known = sum(
        _may_be_header(c, form_set) and bool(fields_of(c, form_set) or _is_parent(c, form_set))
        for _, c in cells
    )
    if known == 0 or known * 2 < len(cells):
        return False
    for column, cell in cells:
        over = [level[column] for level in above if column < len(level) and level[column] != ""]
        if over and _is_ordinal(str(over[-1]), form_set) and words(cell) != words(str(over[-1])):
            return False  # something stands under STT: a section row or data
    return not all(
        any(column < len(level) and words(str(level[column])) == words(cell) for level in above)
        for column, cell in cells
    )


def _path(levels: list[list[object]], column: int) -> list[str]:
    """Header texts of a column from top to bottom; an upper blank takes its left neighbour's text
    where something stands below it (a merged group, or one that lost its merge)."""
    own = [str(level[column]).strip() for level in levels]
    lowest = max((i for i, text in enumerate(own) if text), default=None)
    if lowest is None:
        return []
    path = []
    for level, text in enumerate(own[: lowest + 1]):
        if not text and level < lowest:
            left = column - 1
            while left >= 0 and not str(levels[level][left]).strip():
                left -= 1
            # The neighbour is a group only if it has something of its own below it.
            if left >= 0 and any(str(below[left]).strip() for below in levels[level + 1 :]):
                text = str(levels[level][left]).strip()
        if text and (not path or words(path[-1]) != words(text)):
            path.append(text)
    return path


def _fields_under(path: list[str], form_set: FormSet) -> tuple[tuple[str, ...], int]:
    """The fields that a column with these header texts can mean, in the order in which they are declared; and
    how many of the texts end in the one that says so."""
    around = " ".join(words(text) for text in path)
    depth = len(path)
    candidates = fields_of(path[-1], form_set) or fields_of(" ".join(path[-2:]), form_set)
    if depth > 1 and not fields_of(path[-1], form_set) and candidates == fields_of(path[-2], form_set):
        depth -= 1  # the last adds no more than a year
    while not candidates and depth > 1:
        depth -= 1
        candidates = fields_of(path[depth - 1], form_set)
    names = tuple(
        name
        for name, declared in (form_set.fields.items() if candidates else ())
        if name in candidates
        and (not declared.parents or any(parent in around for parent in declared.parent_words))
    )
    return names, depth


def likely_field(text: str, form: Annex) -> str | None:
    """The field whose header looks most like `text`, for a message to propose."""
    from rapidfuzz import fuzz, process

    choices = {words(h): c.name for c in form.all_columns for h in (*c.field.headers, c.header[-1])}
    found = process.extractOne(words(text), list(choices), scorer=fuzz.ratio, score_cutoff=70)
    return choices[found[0]] if found else None
