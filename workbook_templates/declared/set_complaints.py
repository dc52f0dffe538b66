"""What is wrong with a form set that stands in a workbook, in the words of its sheets.

The loader speaks of files, columns and codes as the tables have them; here each of these is called as the
clerk reads it in the workbook (`set_words`).
"""

from __future__ import annotations

import re

from workbook_templates.declared import rows
from workbook_templates.declared.set_cells import CellWords, column_of
from workbook_templates.declared.set_words import PLACEHOLDERS, SETTING_CODES, SETTING_WORDS, SHEETS, YES_NO
from workbook_templates.declared.tables import columns_of

_NAMED = re.compile(
    r"“(?P<quoted>[^“”]*)”"
    r"|\{(?P<braced>[^{}]*)\}"
    r"|(?P<file>[\w./-]+\.csv)"
    r"|(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<name>(?<![\w-])[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z]+)*)"
)
_BETWEEN = re.compile(r"([|=])")


def table_of(file: str) -> str:
    """The table that a file of a form set holds."""
    name = file.partition("/")[0].removesuffix(".csv")
    return name if name in rows.TABLES else "units"


def in_words(text: str, file: str, column: str | None, words: CellWords) -> str:
    """The text of a complaint about a column, its names called as the workbook has them."""
    table = table_of(file)
    codes, heads = _codes(table, column, words), _heads(table)
    quotable = _quotable(table, column) | codes

    def called(found: re.Match) -> str:
        quoted, braced, file, day, name = found.group("quoted", "braced", "file", "day", "name")
        if quoted is not None:
            parts = (quotable.get(part.strip(), part) for part in _BETWEEN.split(quoted))
            return f"“{''.join(parts)}”"
        if braced is not None:
            return "{" + PLACEHOLDERS.get(braced, braced) + "}"
        if file is not None:
            return f"trang “{SHEETS[table_of(file)].sheet}”"
        if day is not None:
            return "/".join(reversed(day.split("-")))
        return codes.get(name) or (f"“{heads[name]}”" if name in heads else name)

    return _NAMED.sub(called, text)


_SETTINGS = {key: label for key, (label, _) in SETTING_WORDS.items()}


def _codes(table: str, column: str | None, words: CellWords) -> dict[str, str]:
    """What a column's codes, and the fields that it names, are called."""
    if column not in columns_of(rows.TABLES[table][0]):
        return dict(YES_NO)
    of = column_of(table, column)
    fields = words.labels if of.names in ("field", "only", "sums") else {}
    return {**fields, **(YES_NO if of.open or not of.codes else {}), **of.codes}


def _quotable(table: str, column: str | None) -> dict[str, str]:
    """What else a complaint about a column of codes may quote: the codes of those beside it."""
    names = columns_of(rows.TABLES[table][0])
    if column == "key":
        return _SETTINGS if table == "form_set" else {}
    if table == "form_set":
        return dict(SETTING_CODES["layout"])
    if column not in names or not column_of(table, column).codes:
        return {}
    return {code: word for name in names for code, word in column_of(table, name).codes.items()}


def _heads(table: str) -> dict[str, str]:
    """What columns and settings are called, those of this table first."""
    found = {name: head.head for other in SHEETS.values() for name, head in other.columns.items()}
    return found | _SETTINGS | {name: head.head for name, head in SHEETS[table].columns.items()}
