"""Tables: each one recognised by its header words, wherever it stands; rows typed, with addresses.

Input is a grid; output is plain Python (no pandas), small enough to travel between processes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from workbook_templates.class_names import read_class_name
from workbook_templates.fields import DATED, FIELDS
from workbook_templates.form_set import Form, FormSet
from workbook_templates.grid import ErrorValue, Sheet
from workbook_templates.headers import Header, find_headers
from workbook_templates.text import clean, fold, words
from workbook_templates.values import Problem

_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]?$")
_ROMAN_START = re.compile(r"(?:[IVX]{1,4}|[A-H])\s*[.\-)/]\s*\S")
_TOTAL = re.compile(
    r"(?:tổng|tổng cộng|tổng số|cộng|tổng toàn tỉnh)(?: (?:cộng|số|chung|toàn tỉnh|mục|phần|khối|các|lớp|học viên|biểu"
    r"|i|ii|iii|iv|v|và|a|b|c|\d+))*$"
)
_OF_WHICH = re.compile(r"\s*(?:[-+*–]|trong đó|gồm)", re.I)
_SIGNATURE = re.compile(
    r"(?:người lập|lập biểu|thủ trưởng|t m |tm |k t |kt |t l |tl |phó bí thư|bí thư$|trưởng ban|hiệu trưởng|"
    r"giám đốc|phó giám đốc|chủ tịch$|phó chủ tịch|nơi nhận|xác nhận|ký ghi rõ|ký tên|ký và ghi|ghi chú |lưu ý|"
    r"người tổng hợp|\S+(?: \S+){0,3} ngày (?:\d+ )?tháng)"
)
_INDEX = re.compile(r"\(?(\d{1,2}|[A-H])\)?$")
_EXAMPLE = re.compile(r"(?:ví dụ|vd|mẫu)\b")


@dataclass
class Line:
    """A total, section or “trong đó” row, kept to be compared: row in Excel, its label, what stands
    in each field. values hold what could be read; formulas the text of the cell's formula."""

    row: int
    label: str
    values: dict[str, object] = field(default_factory=dict)
    raw: dict[str, object] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)


@dataclass
class Table:
    """One table as found. rows: Excel row numbers of its data rows; values and raw: a list for each
    field, one entry a row; problems: (index into rows, field, problem); sections: rows with their
    numeral; titles and notes: (cell, text); section_of: index into sections for each data row, −1 above the first."""

    form: str
    sheet: str
    header_row: int
    columns: dict[str, int]
    titles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    values: dict[str, list] = field(default_factory=dict)
    raw: dict[str, list] = field(default_factory=dict)
    problems: list[tuple[int, str, Problem]] = field(default_factory=list)
    sections: list[Line] = field(default_factory=list)
    section_of: list[int] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    outside: list[tuple[int, int, object]] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def cell(self, row: int, name: str) -> str | None:
        """The address of a field's cell in an Excel row, 'E42'; None where the column is absent."""
        column = self.columns.get(name)
        return None if column is None else f"{letters(column)}{row}"


@lru_cache(maxsize=512)
def letters(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=200_000, typed=True)
def _parse(name: str, raw: object, date1904: bool) -> tuple[object, Problem | None]:
    declared = FIELDS[name]
    if isinstance(raw, ErrorValue):
        return None, Problem("error_cell")
    if declared.kind in DATED:
        return declared.parse(raw, date1904=date1904)
    return declared.parse(raw)


def find_tables(sheet: Sheet, form_set: FormSet, date1904: bool = False) -> list[Table]:
    """Every table of a sheet that belongs to the form set."""
    rows = sheet.rows
    headers = find_headers(rows, form_set)
    tables: list[Table] = []
    previous_end = 0
    for position, header in enumerate(headers):
        start = _titles_start(rows, header.top, previous_end)
        titles = _titles(rows, start, header.top)
        last = tables[-1] if tables else None
        repeated = (
            last is not None
            and not titles
            and all(last.columns.get(name, column) == column for name, column in header.columns.items())
            and set(header.columns) <= set(last.columns)
        )
        end = len(rows)
        if position + 1 < len(headers):
            following = headers[position + 1].top
            end = _titles_start(rows, following, header.bottom + 1)
        if repeated:
            _Reader(last, form_set, sheet, date1904).read(header.bottom + 1, end)
        elif form := _choose(header, titles, sheet, form_set, end):
            table = Table(
                form.id,
                sheet.name,
                header.top + 1,
                {n: c for n, c in header.columns.items() if n in form.by_field},
                titles,
            )
            _note_columns(table, header, form)
            _Reader(table, form_set, sheet, date1904).read(header.bottom + 1, end)
            tables.append(table)
        previous_end = end
    for table in tables:
        _note_hidden(table, sheet)
    return tables


def _titles_start(rows: list[list[object]], header_top: int, floor: int) -> int:
    """The first of the text-only rows right above a header; a row of two cells or more ends them."""
    index = header_top
    while index > floor:
        cells = [cell for cell in rows[index - 1] if cell != ""]
        if len(cells) > 2 or (len(cells) == 2 and not all(isinstance(c, str) for c in cells)):
            break
        if len(cells) == 2 and _ROMAN.match(str(cells[0]).strip()) and floor:
            break
        index -= 1
    return index


def _titles(rows: list[list[object]], start: int, end: int) -> list[tuple[str, str]]:
    return [
        (f"{letters(column)}{index + 1}", clean(cell))
        for index in range(start, end)
        for column, cell in enumerate(rows[index])
        if isinstance(cell, str) and cell.strip()
    ]


def _choose(
    header: Header, titles: list[tuple[str, str]], sheet: Sheet, form_set: FormSet, end: int
) -> Form | None:
    """The form whose columns are all here (one may be missing), by columns first, then by the words
    of titles and sheet name, then by the programmes its rows name."""
    own = " | ".join([*(words(text) for _, text in titles[-8:]), words(sheet.name)])
    all_titles = own if titles else own + " | " + _upper_titles(sheet.rows, header.top)
    best: tuple[float, Form] | None = None
    for form in form_set.forms.values():
        required = [c for c in form.annex_columns if c.required]
        missing = [c for c in required if c.name not in header.columns]
        if (
            len(missing) > max(1, len(required) // 3)
            or form.label_field not in header.columns
            and (form.label_field == "class_name")
        ):
            continue
        if len(missing) == len(required):
            continue
        foreign = [n for n in header.columns if n not in form.by_field]
        score = 2.0 * (len(required) - len(missing)) - 2.5 * len(missing) - 1.5 * len(foreign)
        score += _clue_score(form, all_titles)
        score += _programme_score(form, header, sheet, form_set, end)
        if best is None or score > best[0]:
            best = (score, form)
    return best[1] if best and best[0] > 0 else None


def _upper_titles(rows: list[list[object]], top: int) -> str:
    return " | ".join(words(text) for _, text in _titles(rows, 0, min(top, 12)))


def _clue_score(form: Form, titles: str) -> float:
    score = 0.0
    for clue in form.clues:
        if re.search(rf"\b{re.escape(clue)}\b", titles):
            score += 2.0 if clue.startswith("biểu") else 1.0
    other = re.search(r"\bbiểu (?:số )?0?(\d+)", titles)
    own = re.search(r"\d+", form.number)
    if other and own and int(other[1]) != int(own[0]):
        score -= 2.0
    return score


def _programme_score(form: Form, header: Header, sheet: Sheet, form_set: FormSet, end: int) -> float:
    column = header.columns.get("class_name")
    if column is None or not form.programmes:
        return 0.0
    named = [
        read_class_name(row[column], form_set).programme
        for row in sheet.rows[header.bottom + 1 : min(end, header.bottom + 13)]
        if column < len(row) and isinstance(row[column], str) and row[column]
    ]
    named = [name for name in named if name]
    return 2.0 * sum(name in form.programmes for name in named) / len(named) if named else 0.0


def _note_columns(table: Table, header: Header, form: Form) -> None:
    table.missing = [c.name for c in form.annex_columns if c.required and c.name not in header.columns]
    table.twice = [(column, name) for column, name in header.twice if name in form.by_field]
    foreign = [(c, header.texts[c]) for n, c in header.columns.items() if n not in form.by_field]
    table.unknown = sorted([*header.unknown, *foreign])


def _note_hidden(table: Table, sheet: Sheet) -> None:
    """Places with figures that the clerk does not see: hidden rows of the table, hidden columns."""
    for row in table.rows:
        if row - 1 in sheet.facts.hidden_rows:
            table.hidden.append(f"{letters(min(table.columns.values()))}{row}")
    for column in table.columns.values():
        if column in sheet.facts.hidden_columns:
            table.hidden.append(f"{letters(column)}{table.header_row}")


class _Reader:
    """Reads the rows of one table, of a second stretch too after a repeated header."""

    def __init__(self, table: Table, form_set: FormSet, sheet: Sheet, date1904: bool) -> None:
        self.table = table
        self.form = form_set.forms[table.form]
        self.sheet = sheet
        self.date1904 = date1904
        self.places = list(table.columns.items())
        self.counts = [c for n, c in self.places if FIELDS[n].kind == "count"]
        self.label_columns = [c for n, c in self.places if n in ("ordinal", "unit_name", "class_name")]
        self.first = min(table.columns.values())
        self.width = max(table.columns.values())
        self.arabic = False
        for name, _ in self.places:
            table.values.setdefault(name, [])
            table.raw.setdefault(name, [])

    def read(self, start: int, end: int) -> None:
        """Classify and read rows start … end − 1 (from 0)."""
        rows = self.sheet.rows[start:end]
        self.arabic = any(self._numbered(row) for row in rows)
        ended = bool(self.table.totals)
        unit = self.table.values["unit_name"][-1] if self.table.values.get("unit_name") else None
        for offset, row in enumerate(rows):
            number = start + offset + 1
            cells = [(c, v) for c, v in enumerate(row) if v != "" and v is not None]
            if not cells:
                continue
            kind = self._kind(row, cells, ended, offset)
            if kind == "total":
                self.table.totals.append(self._line(number, row, cells))
                ended = True
            elif kind == "section":
                self.table.sections.append(self._line(number, row, cells))
                unit = None
            elif kind == "data":
                unit = self._data(number, row, cells, unit)
            elif kind == "end":
                self._note(number, cells)
                self._rest(start + offset + 1, end)
                return
            elif kind == "note":
                self._note(number, cells)

    def _numbered(self, row: list[object]) -> bool:
        column = self.table.columns.get("ordinal")
        if column is None or column >= len(row):
            return False
        return bool(re.match(r"\d", str(row[column])))

    def _kind(self, row: list, cells: list, ended: bool, offset: int) -> str:
        if offset < 2 and self._is_index(cells):
            return "index"
        text_cells = [(c, v) for c, v in cells if isinstance(v, str)]
        numbers = any(c in self.counts and self._is_number(v) for c, v in cells)
        label = self._label(cells)
        if label and _TOTAL.match(words(label)):
            return "total"
        if ended and label and _OF_WHICH.match(label):
            return "of_which"
        if not numbers and any(_SIGNATURE.match(words(v) + " ") for _, v in text_cells):
            return "end" if not self._numbered(row) else "data"
        if ended and not (self._numbered(row) and (numbers or len(cells) > 2)):
            return "note"
        if self._is_section(row, cells, numbers):
            return "section"
        if len(cells) == 1 and not self._is_label_only(cells[0]):
            return "note"
        if all(c not in self.table.columns.values() for c, _ in cells):
            return "note"
        if (
            not ended
            and len(cells) == 1
            and "ordinal" in self.table.columns
            and (cells[0][0] == self.table.columns["ordinal"])
        ):
            return "blank"  # a prepared row: its number alone
        return "data"

    @staticmethod
    def _is_index(cells: list) -> bool:
        texts = [str(int(v)) if isinstance(v, float) and v == int(v) else str(v).strip() for _, v in cells]
        if len(texts) < 3 or not all(_INDEX.match(text) for text in texts):
            return False
        numbers = [_INDEX.match(text)[1] for text in texts if _INDEX.match(text)[1].isdigit()]
        return [int(n) for n in numbers] == sorted({int(n) for n in numbers}) and len(numbers) >= 2

    @staticmethod
    def _is_number(value: object) -> bool:
        return isinstance(value, float) or (
            isinstance(value, str) and any(ch.isdigit() for ch in value) and len(value) < 12
        )

    def _label(self, cells: list) -> str | None:
        """The text of the first label column that holds some, or of the row's first cell."""
        for column, value in cells:
            if isinstance(value, str) and not isinstance(value, ErrorValue) and column not in self.counts:
                return value.strip()
        return None

    def _is_section(self, row: list, cells: list, numbers: bool) -> bool:
        ordinal = self.table.columns.get("ordinal")
        first = str(row[ordinal]).strip() if ordinal is not None and ordinal < len(row) else ""
        others = [(c, v) for c, v in cells if c != ordinal]
        named = [v for c, v in others if isinstance(v, str) and c not in self.counts]
        typed = any(
            c == place and FIELDS[n].kind in ("month", "length", "months")
            for c, _ in others
            for n, place in self.places
        )
        if _ROMAN.match(first) and named and not typed:
            return self.arabic or len(others) == 1
        if len(cells) == 1 and isinstance(cells[0][1], str):
            text = cells[0][1].strip()
            return (bool(_ROMAN_START.match(text)) or _is_capitals(text)) and self.arabic
        return bool(
            not first
            and not numbers
            and len(named) == 1
            and len(others) == 1
            and _is_capitals(named[0])
            and self.form.section_rows
        )

    def _is_label_only(self, cell: tuple[int, object]) -> bool:
        """A row with one text: a row of the table if it stands under the column that names rows."""
        column, value = cell
        named = self.table.columns.get(self.form.label_field)
        return column == named or column in self.counts or not isinstance(value, str)

    def _line(self, number: int, row: list, cells: list) -> Line:
        label = self._label(cells) or ""
        texts = [clean(v) for c, v in cells if isinstance(v, str) and c not in self.counts]
        line = Line(number, " ".join(texts) or label)
        for name, column in self.places:
            if column < len(row) and row[column] != "" and FIELDS[name].kind == "count":
                value, problem = _parse(name, row[column], self.date1904)
                line.raw[name] = row[column]
                if problem:
                    line.problems.append((name, problem))
                if value is not None:
                    line.values[name] = value
            formula = self.sheet.facts.formulas.get((number - 1, column))
            if formula is not None:
                line.formulas[name] = formula
        return line

    def _data(self, number: int, row: list, cells: list, unit: object) -> object:
        table = self.table
        index = len(table.rows)
        table.rows.append(number)
        table.section_of.append(len(table.sections) - 1)
        width = len(row)
        for name, column in self.places:
            raw = row[column] if column < width else ""
            value, problem = _parse(name, raw, self.date1904)
            if name == "unit_name":
                unit = value = value if value is not None else unit
            table.values[name].append(value)
            table.raw[name].append(None if raw == "" else raw)
            if problem:
                table.problems.append((index, name, problem))
        label = self._label(cells)
        if label and _EXAMPLE.match(fold(label)):
            table.examples.append(number)
        self._beside(number, cells)
        return unit

    def _beside(self, number: int, cells: list) -> None:
        """Figures in a data row that stand under no header of the table."""
        placed = {column for _, column in self.places} | {column for column, _ in self.table.unknown}
        placed |= {column for column, _ in self.table.twice}
        for column, value in cells:
            if column not in placed and isinstance(value, float):
                self.table.outside.append((number, column, value))

    def _note(self, number: int, cells: list) -> None:
        for column, value in cells:
            if isinstance(value, str):
                self.table.notes.append((f"{letters(column)}{number}", clean(value)))

    def _rest(self, start: int, end: int) -> None:
        """Below the signatures: notes, and figures that belong to no row of the table."""
        for offset, row in enumerate(self.sheet.rows[start:end]):
            cells = [(c, v) for c, v in enumerate(row) if v != "" and v is not None]
            self._note(start + offset + 1, cells)
            self.table.outside.extend(
                (start + offset + 1, c, v) for c, v in cells if isinstance(v, float) and c in self.counts
            )


def _is_capitals(text: str) -> bool:
    return len(text) > 5 and text == text.upper() and any(ch.isalpha() for ch in text)
