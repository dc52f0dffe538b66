"""Write the returns of the sample plans whose form fixes its lines.

du-lieu/<annex>.csv has a row for each line that a unit fills: its `unit`, its `line`, and fields of the annex
by name. From them come don-vi/, one workbook a unit. The same bytes on every run.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.expression.roles import Role
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.make_blanks import blank_name

PLANS = {
    "duc_pho_2023": "duc-pho-2023",
    "binh_thuan_2025": "binh-thuan-2025",
    "quang_ngai_2024": "quang-ngai-2024",
    "btctw_2026": "bieu-10-btctw",
}
_NAMES = ("unit", "line")  # besides the fields


def write_plan(source: Path, target: Path, form_set: FormSet) -> None:
    """Write one plan's unit workbooks under `target`."""
    given = {form.id: _read(source / "du-lieu" / f"{form.id}.csv") for form in form_set.annexes.values()}
    units = target / "don-vi"
    units.mkdir(parents=True, exist_ok=True)
    saved = datetime(form_set.year - 1, 12, 1, tzinfo=UTC)
    for code, owed in form_set.expected_units.items():
        rows = {name: _filled(form_set.annexes[name], given[name], code) for name in owed}
        write_blank(units / blank_name(form_set, code), form_set, code, Filled(rows, saved=saved))


def _read(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _filled(form: Annex, given: list[dict[str, str]], unit: str) -> list[list[object]]:
    """The cells of an annex as a unit fills them: all fixed lines with what it has for each, or its rows."""
    own = [row for row in given if row["unit"] == unit]
    if not form.lines:
        return [[_typed(row.get(column.name, ""), column) for column in form.columns] for row in own]
    by_line = {row["line"]: row for row in own}
    rows = []
    for line in form.lines:
        said = {Role.LINE: line.label, Role.ORDINAL: line.number}
        row = by_line.get(line.id, {})
        rows.append([said.get(c.field.role) or _typed(row.get(c.name, ""), c) or None for c in form.columns])
    return rows


def _typed(text: str, column) -> object:
    """What a unit types: a number where the cell is one, and words else."""
    numeric = column.field.kind.parts[0].numeric and text.isascii() and text.isdecimal()
    return int(text) if numeric else text
