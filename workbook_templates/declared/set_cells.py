"""Cells of the workbook that shows a form set, and what its tables hold, each made from the other.

What a cell says follows from the row models: numbers and days are such in Excel, a code has its word
(`set_words`), a field is called by its label where that names it alone. What is not known stays as it is
written, for the loader to complain of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from workbook_templates.declared import rows
from workbook_templates.declared.fields import catalogue
from workbook_templates.declared.set_words import (
    CODES,
    LINES_OF_A_SUM,
    OPEN_CODES,
    PLACEHOLDERS,
    SETTING_CODES,
    SETTING_DAYS,
    SETTING_WORDS,
    SHEETS,
    YES_NO,
)
from workbook_templates.words.spelling import clean, fold

Value = str | float | date
_BRACES = re.compile(r"\{([^{}]*)\}")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_SEVERAL = {one.__metadata__[0] for one in (rows.Names, rows.SomeNames, rows.Related)}
_TOKEN = re.compile(r"[^\s+:=](?:[^+:=]*[^\s+:=])?")  # a name, which may hold spaces
_PARTS = re.compile(r"[|=+:{}“”]")  # what parts names from each other in a cell
BECAME_DAY = (
    "Excel đã đổi ô này thành ngày tháng ({:%d/%m/%Y}); đề nghị định dạng ô là Text rồi gõ lại như muốn ghi."
)


class Column(NamedTuple):
    """What a column's cells are. codes: the words of its codes; open: whether it holds others too."""

    number: bool
    day: bool
    several: bool
    codes: Mapping[str, str]
    open: bool
    names: str
    required: bool


@lru_cache(maxsize=512)
def column_of(table: str, name: str) -> Column:
    """What the cells of a table's column are, by its row model and its words."""
    info = rows.TABLES[table][0].model_fields[name]
    told = set(_inside(info.annotation, info.metadata))
    yes_no = YES_NO if bool in told else {}
    codes = CODES.get(f"{table}.{name}", CODES.get(name, yes_no)) if codes_of(table, name) else {}
    own = OPEN_CODES.get(f"{table}.{name}", OPEN_CODES.get(name, {}))
    return Column(
        number=float in told,
        day=rows.Day.__metadata__[0] in told,
        several=bool(_SEVERAL & told),
        codes=codes or own,
        open=bool(own) and not codes,
        names=SHEETS[table].columns[name].names,
        required=info.is_required(),
    )


def codes_of(table: str, name: str) -> tuple[str, ...]:
    """The values that a column may hold, where these are codes; a blank cell is none."""
    info = rows.TABLES[table][0].model_fields[name]
    told = list(_inside(info.annotation, info.metadata))
    if bool in told:
        return tuple(YES_NO)
    if rows.KindName.__metadata__[0] in told:
        return tuple(rows.KINDS)
    enums = [one for one in told if isinstance(one, type) and hasattr(one, "__members__")]
    found = [member.value for enum in enums for member in enum]
    return tuple(code for code in (*found, *(one for one in told if isinstance(one, str))) if code)


def _inside(annotation: Any, metadata: list) -> Iterator[Any]:
    """The types, literal values and validators that an annotation is made of."""
    yield from metadata
    if isinstance(annotation, str):
        yield annotation
    elif get_origin(annotation) is Annotated:
        kind, *more = get_args(annotation)
        yield from _inside(kind, more)
    elif get_args(annotation):
        yield get_origin(annotation)
        for part in get_args(annotation):
            yield from _inside(part, [])
    else:
        yield annotation


class CellWords:
    """The words of one form set. own: the labels of its own fields, by name."""

    def __init__(self, own: Mapping[str, str]) -> None:
        labels = {name: field.label for name, field in catalogue().items()} | dict(own)
        times = Counter(map(fold, labels.values()))
        taken = {*map(fold, PLACEHOLDERS.values()), *PLACEHOLDERS, *labels}
        self.labels = {
            name: clean(label)
            for name, label in labels.items()
            if label and times[fold(label)] == 1 and fold(label) not in taken and not _PARTS.search(label)
        }
        self._names = {fold(label): name for name, label in self.labels.items()}

    # --- from the tables to cells ---------------------------------------------------------------------

    def shown(self, table: str, name: str, raw: str) -> Value:
        """What a cell shows of what a table holds."""
        column = column_of(table, name)
        if column.number:
            try:
                return rows.typed_number(raw)
            except ValueError:
                return raw
        if column.day:
            return _day_of(raw) or raw
        if column.names == "sums":
            return _BRACES.sub(lambda found: "{" + self._sum(found[1], self.field, LINES_OF_A_SUM) + "}", raw)
        if column.several:
            return " | ".join(self._shown_name(column, part.strip()) for part in raw.split("|"))
        return self._shown_name(column, raw)

    def setting(self, key: str, value: str) -> Value:
        """The same of a setting's value."""
        if word := SETTING_CODES.get(key, {}).get(value):
            return word
        return (_day_of(value) if key in SETTING_DAYS else None) or _braced(value, PLACEHOLDERS)

    def field(self, name: str) -> str:
        """What a field is called in a cell."""
        return self.labels.get(name, name)

    def _shown_name(self, column: Column, raw: str) -> str:
        if column.names == "field":
            return self.field(raw)
        if column.names == "only" and "=" in raw:
            return _TOKEN.sub(lambda found: self.field(found[0]), raw, count=1)
        if column.open and (_is_quoted(raw) or fold(raw) in map(fold, column.codes.values())):
            return f"“{raw}”"  # its own word, and not the code's
        if word := column.codes.get(raw if column.open else raw.lower()) or column.codes.get(raw):
            return word
        return _braced(raw, PLACEHOLDERS)

    # --- from cells to the tables ---------------------------------------------------------------------

    def raw(self, table: str, name: str, value: object) -> str:
        """What a table holds where a cell says this. Raises ValueError, in Vietnamese, where the cell does
        not say what was typed."""
        column = column_of(table, name)
        if isinstance(value, bool) and set(column.codes) >= set(YES_NO):
            return "yes" if value else "no"
        if isinstance(value, date) and not column.day:
            raise ValueError(BECAME_DAY.format(value))
        if column.several and isinstance(value, str):
            value = value.replace("\n", "|")
        text = text_of(value, column.number)
        if column.day:
            return _iso(text)
        if column.names == "sums":
            return _BRACES.sub(self._sum_in_code, text)
        if column.several:
            return "|".join(filter(None, (self._raw_name(column, part.strip()) for part in text.split("|"))))
        return self._raw_name(column, text)

    def raw_setting(self, key: str, value: object) -> str:
        """The same of a setting."""
        if isinstance(value, date) and key not in SETTING_DAYS:
            return f"{value:%d/%m/%Y}"
        text = text_of(value, number=False)
        for code, word in SETTING_CODES.get(key, {}).items():
            if fold(word) == fold(text):
                return code
        return _braced(_iso(text) if key in SETTING_DAYS else text, _PLACES)

    def field_name(self, text: str) -> str:
        """The field that is called so, or the text where none is."""
        return text if text in self.labels else self._names.get(fold(text), text)

    def _raw_name(self, column: Column, text: str) -> str:
        if column.names == "field":
            return self.field_name(text)
        if column.names == "only" and "=" in text:
            return _TOKEN.sub(lambda found: self.field_name(found[0]), text, count=1)
        if column.open and _is_quoted(text):
            return text[1:-1].strip()
        if column.codes:
            return {fold(word): code for code, word in column.codes.items()}.get(fold(text), text)
        return _braced(text, _PLACES)

    def _sum_in_code(self, found: re.Match) -> str:
        place = _PLACES.get(fold(found[1]))
        codes = {fold(word): code for code, word in LINES_OF_A_SUM.items()}
        return "{" + (place or self._sum(found[1], self.field_name, codes)) + "}"

    def _sum(self, inside: str, field: Callable[[str], str], of: Mapping[str, str]) -> str:
        """What stands in the braces of a footnote, its fields and lines called otherwise."""
        if inside in PLACEHOLDERS:
            return PLACEHOLDERS[inside]
        fields, colon, lines = inside.partition(":")
        named = _TOKEN.sub(lambda found: field(found[0]), fields)
        return named + colon + _TOKEN.sub(lambda found: of.get(fold(found[0]), found[0]), lines)


_PLACES = {fold(word): name for name, word in PLACEHOLDERS.items()}
SETTING_KEYS = {fold(label): key for key, (label, _) in SETTING_WORDS.items()}


def _is_quoted(text: str) -> bool:
    return len(text) > 2 and text[0] + text[-1] == "“”"


def _braced(text: str, names: Mapping[str, str]) -> str:
    """The text with what stands in braces called otherwise."""
    return _BRACES.sub(lambda found: "{" + names.get(fold(found[1]), found[1]) + "}", text)


def text_of(value: object, number: bool) -> str:
    """A cell as text. number: of a column of numbers, where three decimals must not look like thousands."""
    if isinstance(value, float):
        if not number:
            return f"{value:.15g}"
        text = f"{value:.9f}".rstrip("0").removesuffix(".")
        thousands = re.fullmatch(r"[+-]?[0-9]{1,3}\.[0-9]{3}", text)
        return text + "0" if thousands else text
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return clean(str(value))


def _day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 1900 and day.isoformat() == text else None


def _iso(text: str) -> str:
    """A day as the tables have it, where it is written as 31/12/2026."""
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return text
    return text
