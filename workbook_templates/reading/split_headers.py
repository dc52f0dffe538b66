"""Header words that go on in the row below: “Số học” / “viên”, “Khai” / “giảng”.

Two cells, one below the other, are one header where together they are known and the upper one alone says
nothing, or the same. A sheet is only looked at in this way where its headers as they stand leave columns, or
the whole table, unread.
"""

from __future__ import annotations

import re
from dataclasses import replace

from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.headers import fields_of

_LONGEST = 60  # letters of a piece of a header
_FEWEST = 2  # headers of a row that must be known, so that it heads a table
_MOST_ROWS = 3  # over which a header's words go
_FIGURE = re.compile(r"[\d.,()=+\s-]+")


def joined(sheet: Sheet, form_set: FormSet) -> Sheet | None:
    """The sheet with such headers in the upper cell; None where there are none."""
    rows, any_found = list(sheet.rows), False
    for row in range(len(rows) - 1):
        found = _joins(rows, row, form_set) if _is_text(rows[row]) and _is_text(rows[row + 1]) else {}
        for column, (text, high) in found.items():
            any_found = True
            for below in range(row, row + high):
                rows[below] = [*rows[below]]
                rows[below][column] = text if below == row else ""
    return replace(sheet, rows=rows) if any_found else None


def _is_text(row: list[object]) -> bool:
    """Whether a row holds short texts alone, none of them a figure, and any at all."""
    cells = [cell for cell in row if cell != ""]
    return bool(cells) and all(
        isinstance(cell, str)
        and not isinstance(cell, ErrorValue)
        and len(cell) <= _LONGEST
        and not _FIGURE.fullmatch(cell)
        for cell in cells
    )


def _joins(rows: list[list[object]], top: int, form_set: FormSet) -> dict[int, tuple[str, int]]:
    """The headers that begin in a row and go on below: column → (text, over how many rows)."""
    lines = [rows[top]]
    while len(lines) < _MOST_ROWS and top + len(lines) < len(rows) and _is_text(rows[top + len(lines)]):
        lines.append(rows[top + len(lines)])
    found = {}
    for column, upper in enumerate(lines[0]):
        if upper == "" or _is_group(lines, column):
            continue
        text, own = upper.strip(), fields_of(upper, form_set)
        for high, line in enumerate(lines[1:], 2):
            if column >= len(line) or line[column] == "":
                break
            text = f"{text} {line[column].strip()}"
            fields = fields_of(text, form_set)
            if fields and (not own or fields == own):
                found[column] = (text, high)
    known = sum(
        column in found or bool(fields_of(str(cell), form_set)) for column, cell in enumerate(lines[0])
    )
    return found if known >= _FEWEST else {}


def _is_group(lines: list[list[object]], column: int) -> bool:
    """Whether a header has several below it: its neighbour is blank, and what stands below that is not."""
    right = column + 1
    beside = [line[right] if right < len(line) else "" for line in lines[:2]]
    return beside[0] == "" and beside[1] != ""
