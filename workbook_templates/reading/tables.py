"""Tables: each one recognised by its header words, wherever it stands; rows typed, with addresses.

Input is a grid; output is plain Python (no pandas), small enough to travel between processes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import itemgetter

from workbook_templates.declared.class_names import read_class_name
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.expression.roles import Role
from workbook_templates.reading.fixed_rows import line_key
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.headers import (
    Header,
    HeaderCell,
    column_of_next_table,
    find_headers,
    foreign_headers,
    header_like,
)
from workbook_templates.reading.row_words import ROMAN, Cells
from workbook_templates.reading.scales import note_scales_of_header
from workbook_templates.reading.split_headers import joined
from workbook_templates.reading.table import Table, letters
from workbook_templates.reading.table_rows import RowReader, is_closed, is_total
from workbook_templates.reading.unread_tables import UnreadTable, unread_table
from workbook_templates.words.spelling import clean, words

_CONTINUED = re.compile(r"\(?(?:tiếp theo|tiếp|trang \d+|\d+)\)?$")
_NUMBERED = re.compile(r"\b(biểu|phụ lục|mẫu) (?:số )?0?(\d+)")
_NUMBERED_WORDS = ("biểu", "phụ lục", "mẫu")
_PROGRAMMES_WEIGH = 2.0  # as much as a form's number in the title
_first = itemgetter(0)
_HEADING = re.compile(r"(?:biểu|phụ lục|mẫu)(?: số)? [\divx]{1,3}\b")


@dataclass(frozen=True)
class _Part:
    """A header with the rows above it that are its titles, and where its rows end. header: None where too
    little of it is known; again: the header of the part above repeated, as on a new page."""

    header: Header | None
    start: int
    end: int
    again: bool


def find_tables(
    sheet: Sheet, form_set: FormSet, date1904: bool = False
) -> tuple[list[Table], list[UnreadTable]]:
    """Every table of a sheet that belongs to the form set, and those of which too little is understood."""
    unread: list[UnreadTable] = []
    for cells in sheet.cells:
        for _, value in cells:
            if isinstance(value, str) and (value.isspace() or value[:1] in _DOTS and _is_blank(value)):
                sheet = _without_spaces(sheet)
                break
        else:
            continue
        break
    tables = list(_views(sheet, form_set, date1904, unread))
    if (unread or not tables or any(map(_loses, tables))) and (whole := joined(sheet, form_set)):
        others: list[UnreadTable] = []
        found = list(_views(whole, form_set, date1904, others))
        if found and _losses(found, others) < (_losses(tables, unread) if tables or unread else (1,)):
            sheet, tables, unread = whole, found, others
    if not tables and not unread and (table := unread_table(sheet, form_set)):
        unread.append(table)
    return tables, unread


def _loses(table: Table) -> bool:
    """Whether a column of a table is not there, not known, or there twice."""
    return bool(table.missing or table.unknown or table.twice)


def _losses(tables: list[Table], unread: list[UnreadTable]) -> tuple[int, ...]:
    """How much of a sheet is not understood: tables, then columns that must be there, then others."""
    missing = sum(len(table.missing) for table in tables)
    return len(unread), missing, sum(len(table.unknown) + len(table.twice) for table in tables)


def _is_blank(text: str) -> bool:
    """Whether a text is mere white space, or the dots to write on: “……”."""
    return text.isspace() or text[:1] in _DOTS and len(text) > 2 and not text.strip(_DOTS)


_DOTS = ".…_"


def _without_spaces(sheet: Sheet) -> Sheet:
    """The sheet with cells of mere white space, or of dots to write on, blank."""
    rows = [["" if isinstance(v, str) and _is_blank(v) else v for v in row] for row in sheet.rows]
    return replace(sheet, rows=rows)


def _views(sheet: Sheet, form_set: FormSet, date1904: bool, unread: list[UnreadTable]) -> Iterator[Table]:
    """The tables of a sheet, cut where another table begins right of the first."""
    places = header_like(sheet.cells, form_set)
    cut = column_of_next_table(form_set, places)
    if cut is None:
        yield from _tables(sheet, form_set, date1904, places, unread)
        return
    left = replace(sheet, rows=[row[:cut] for row in sheet.rows])
    yield from _tables(left, form_set, date1904, [place for place in places if place[1] < cut], unread)
    right = replace(sheet, rows=[[""] * cut + row[cut:] for row in sheet.rows])
    yield from _views(right, form_set, date1904, unread)


def _tables(
    sheet: Sheet, form_set: FormSet, date1904: bool, places: list[HeaderCell], unread: list[UnreadTable]
) -> list[Table]:
    readers: list[RowReader] = []
    last: Table | None = None
    parts = _parts(sheet, form_set, places)
    for part, following in zip_longest(parts, parts[1:]):
        header, continued = part.header, bool(following and following.again)
        if part.again and last and not is_closed(last):
            readers[-1].read(header.bottom + 1, part.end, continued)
            continue
        if header is None:
            last = None
            if table := unread_table(sheet, form_set, part.start, part.end, beside_ours=bool(readers)):
                unread.append(table)
            continue
        titles = _titles(sheet.cells, part.start, header.top)
        form = _choose(header, titles, sheet, form_set, part.end)
        last = None
        if form:
            columns, twice, splits = header.columns_in(form.by_field, form_set.year)
            ordinal, unit = map(form.all_columns.first, (Role.ORDINAL, Role.UNIT))
            line = form.label_field if form.lines else None
            last = Table(
                form.id, sheet.name, header.top + 1, columns, ordinal, unit, line, titles, twice=twice
            )
            last.splits = splits
            _note_columns(last, header, form)
            note_scales_of_header(last, header.paths, form)
            readers.append(RowReader(last, form_set, sheet, date1904))
            readers[-1].read(header.bottom + 1, part.end, continued)
        elif table := unread_table(sheet, form_set, part.start, part.end):
            unread.append(table)
    for reader in readers:
        reader.finish()
        table = reader.table
        _note_hidden(table, sheet)
        named = form_set.annexes[table.form].all_columns.first(Role.CLASS)
        table.names = [read_class_name(name, form_set) for name in table.values.get(named, ())]
    return [reader.table for reader in readers]


def _parts(sheet: Sheet, form_set: FormSet, places: list[HeaderCell]) -> list[_Part]:
    headers, rows = find_headers(sheet, form_set, places), sheet.cells
    foreign = foreign_headers(sheet, form_set, places, headers) if headers else []
    starts: list[tuple[int, bool, Header | None]] = []
    above: Header | None = None
    floor = 0
    found = [*((header.top, header) for header in headers), *((row, None) for row in foreign)]
    for top, header in sorted(found, key=_first):
        start = _titles_start(rows, top, floor)
        again = bool(above and header) and _is_again(rows, above, header, start, form_set)
        starts.append((top if again else start, again, header))
        above, floor = header, (header.bottom if header else top) + 1
    ends = [*(start for start, _, _ in starts[1:]), len(rows)]
    return [_Part(header, s, end, again) for (s, again, header), end in zip(starts, ends, strict=False)]


def _is_again(rows: list[Cells], above: Header, header: Header, start: int, form_set: FormSet) -> bool:
    """Whether a header repeats the one above it: the same columns, and between them no titles but
    “(tiếp theo)”, or rows of the table that hold only a name."""
    if any(above.columns.get(name) != column for name, column in header.columns.items()):
        return False
    roles = {column: form_set.fields[name].role for name, column in header.columns.items()}
    names = {column for column, role in roles.items() if role in (Role.CLASS, Role.UNIT)}
    names -= {min(header.columns.values())}
    between = [cell for cells in rows[start : header.top] for cell in cells]
    return all(column in names or _CONTINUED.match(words(str(value))) for column, value in between)


def _titles_start(rows: list[Cells], header_top: int, floor: int) -> int:
    """The first of the text-only rows right above a header; a row of three cells or more ends them,
    and so do rows that follow the header above (or its total) without a blank row."""
    index = header_top
    while index > floor:
        cells = rows[index - 1]
        if len(cells) > 2 or any(not isinstance(v, str) or isinstance(v, ErrorValue) for _, v in cells):
            break
        if len(cells) == 2 and ROMAN.match(str(cells[0][1]).strip()) and floor:
            break
        index -= 1
    if not floor:
        return index
    close = floor
    while close < header_top and (cells := rows[close]):
        if is_total(cells):
            close += 1  # also where its formulas have no results yet
            break
        if _HEADING.match(words(str(cells[0][1]))):
            break
        close += 1
    return max(index, close) if close < header_top else index


def _titles(rows: list[Cells], start: int, end: int) -> list[tuple[str, str]]:
    return [
        (f"{letters(column)}{index + 1}", clean(cell))
        for index in range(start, end)
        for column, cell in rows[index]
        if isinstance(cell, str)
    ]


def _choose(
    header: Header, titles: list[tuple[str, str]], sheet: Sheet, form_set: FormSet, end: int
) -> Annex | None:
    """The form whose columns are all here (one may be missing), by columns first, then by the words
    of titles and sheet name, then by the programmes its rows name."""
    own = " | ".join([*(words(text) for _, text in titles[-8:]), words(sheet.name)])
    all_titles = own if titles else own + " | " + _upper_titles(sheet.cells, header.top)
    padded = f" {all_titles} "
    numbers: dict[str, int] = {}
    for word, number in _NUMBERED.findall(padded):
        numbers.setdefault(word, int(number))
    fitting = _fitting(header, form_set)
    scores = [(score + _clue_score(form, padded, numbers), form) for score, form in fitting]
    least = max((score for score, _ in scores), default=0.0) - _PROGRAMMES_WEIGH
    near = [(score, form) for score, form in scores if score >= least]
    if len(near) > 1 or near and near[0][0] <= 0:  # only then can the rows' programmes decide
        near = [
            (
                s
                + _programme_score(form, header, sheet, form_set, end)
                + _line_score(form, header, sheet, form_set, end),
                form,
            )
            for s, form in near
        ]
    score, best = max(near, key=lambda item: item[0], default=(0.0, None))
    if best and form_set.learnt and _belongs_elsewhere(best, sheet, padded, form_set):
        return None
    return best if score > 0 else None


def _belongs_elsewhere(form: Annex, sheet: Sheet, titles: str, form_set: FormSet) -> bool:
    """Whether a table with a form's header stands on a sheet that is called as another's, and no title speaks
    of the form: of a form that was learnt nothing else tells."""
    name = words(sheet.name)
    others = {words(one.sheet) for one in form_set.annexes.values() if one.sheet != form.sheet}
    return name in others and name != words(form.sheet) and _clue_score(form, titles, {}) <= 0


def _fitting(header: Header, form_set: FormSet) -> list[tuple[float, Annex]]:
    """The annexes that a header can belong to, with what its columns say for each."""
    key = (*header.fields.items(), *header.paths.items()) if header.inherited else (*header.fields.items(),)
    memory = form_set.memory_of(_fitting)
    if key not in memory:
        memory[key] = list(_by_columns(header, form_set))
    return memory[key]


def _by_columns(header: Header, form_set: FormSet) -> Iterator[tuple[float, Annex]]:
    for form in form_set.annexes.values():
        columns = header.columns_in(form.by_field, form_set.year)
        names = columns.of.keys() | {split.field for split in columns.splits}
        required = form.columns.required
        missing = required - names
        if len(missing) > max(1, len(required) // 3) or missing == required:
            continue
        named = form.all_columns.first(Role.CLASS)
        if named and named not in names:
            continue
        foreign = [c for c, known in header.fields.items() if not any(n in form.by_field for n in known)]
        yield 2.0 * (len(required) - len(missing)) - 2.5 * len(missing) - 1.5 * len(foreign), form


def _upper_titles(rows: list[Cells], top: int) -> str:
    return " | ".join(words(text) for _, text in _titles(rows, 0, min(top, 12)))


def _clue_score(form: Annex, titles: str, numbers: Mapping[str, int]) -> float:
    """numbers: those of the biểu, phụ lục or mẫu which the titles name first."""
    score = 0.0
    for clue in form.clues:
        if f" {clue} " in titles:
            score += 2.0 if clue.startswith(_NUMBERED_WORDS) else 1.0
    if form.own_number is not None:
        number = words(form.number)
        named = next((n for word, n in numbers.items() if number.startswith(word)), form.own_number)
        score -= 2.0 * (named != form.own_number)
    return score


def _programme_score(form: Annex, header: Header, sheet: Sheet, form_set: FormSet, end: int) -> float:
    columns = header.columns_in(form.by_field, form_set.year).of
    column = columns.get(form.all_columns.first(Role.CLASS))
    if column is None or not form.programmes:
        return 0.0
    named = [
        read_class_name(row[column], form_set).programme
        for row in sheet.rows[header.bottom + 1 : min(end, header.bottom + 13)]
        if column < len(row) and isinstance(row[column], str) and row[column]
    ]
    named = [name for name in named if name]
    fitting = sum(name in form.programmes for name in named)
    return _PROGRAMMES_WEIGH * fitting / len(named) if named else 0.0


def _line_score(form: Annex, header: Header, sheet: Sheet, form_set: FormSet, end: int) -> float:
    """How many of the rows are lines of a form that fixes them."""
    columns = header.columns_in(form.by_field, form_set.year).of if form.lines else {}
    column = columns.get(form.label_field)
    if column is None:
        return 0.0
    known = {line_key(line.label) for line in form.lines}
    rows = sheet.rows[header.bottom + 1 : min(end, header.bottom + 1 + len(form.lines))]
    named = [line_key(row[column]) for row in rows if column < len(row) and isinstance(row[column], str)]
    return _PROGRAMMES_WEIGH * sum(name in known for name in named) / len(named) if named else 0.0


def _note_columns(table: Table, header: Header, form: Annex) -> None:
    table.missing = [c.name for c in form.columns if c.required and c.name not in table.columns]
    divided = {column for split in table.splits for column, _ in split.parts}
    placed = {*table.columns.values(), *(column for column, _ in table.twice), *divided}
    table.other_year = [
        (column, header.texts[column])
        for name, column in table.columns.items()
        if column in header.other_years
        and form.by_field[name].field.role in (Role.LEARNERS, Role.CLASSES, Role.REGISTERED)
        and not any(map(str.isdigit, "".join(form.by_field[name].header)))
    ]
    foreign = [(column, header.texts[column]) for column in header.fields if column not in placed]
    table.unknown = sorted([*(item for item in header.unknown if item[0] not in divided), *foreign])


def _note_hidden(table: Table, sheet: Sheet) -> None:
    """Places with figures that the clerk does not see: hidden rows of the table, hidden columns."""
    for row in table.rows:
        if row - 1 in sheet.facts.hidden_rows:
            table.hidden.append(f"{letters(min(table.columns.values()))}{row}")
    for column in table.columns.values():
        if column in sheet.facts.hidden_columns:
            table.hidden.append(f"{letters(column)}{table.header_row}")
