"""Checks of columns in which the province allots what units ask for: what they start with, what they differ
by, and what of it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_templates.declared import rows
from workbook_templates.expression.roles import Role

if TYPE_CHECKING:
    from workbook_templates.declared.cross_checks import Checks


def check_allotting(checks: Checks) -> None:
    """Complain of what cannot be allotted."""
    for form, columns in checks.columns_of.items():
        inherited = next((row.sources[0] for row in checks.tables.bieu if row.id == form), form)
        near = {row.field: row for row in (*checks.columns_of.get(inherited, ()), *columns)}
        for row in columns:
            if row.allots or row.quota is not None:
                _judge_allotted(checks, row, near)
            if row.difference_of:
                _judge_difference(checks, row, near)
    allotting = {form for form, columns in checks.columns_of.items() if any(row.allots for row in columns)}
    for bieu in checks.tables.bieu:
        if bieu.prints and not allotting & {bieu.id, *bieu.sources}:
            checks.say(checks.tables.bieu, bieu, "prints", "biểu chưa có cột phân bổ nào (allots).")


def _judge_allotted(checks: Checks, row: rows.ColumnRow, near: dict[str, rows.ColumnRow]) -> None:
    table, field = checks.tables.columns, checks.known_fields.get(row.field)
    asked = [name for name, other in near.items() if other.filled_by == "unit" and checks.adds(name)]
    if not row.allots:
        checks.say(table, row, "quota", "chỉ ghi cho cột phân bổ (có allots).")
        return
    checks.must_exist(table, row, "allots", row.allots, asked)
    if field and (field.role is not Role.ALLOTTED or not checks.adds(row.field)):
        checks.say(table, row, "field", "cột phân bổ phải là trường có vai trò allotted, loại số cộng được.")
    if row.filled_by != "province":
        checks.say(table, row, "filled_by", "cột phân bổ do tỉnh ghi; chỉ nhận: province.")
    if row.shown == "both":
        checks.say(table, row, "shown", "cột phân bổ chỉ in ở biểu tổng hợp; chỉ nhận: bieu.")


def _judge_difference(checks: Checks, row: rows.ColumnRow, near: dict[str, rows.ColumnRow]) -> None:
    table = checks.tables.columns
    pairs = {(name, other.allots) for name, other in near.items() if other.allots}
    if row.difference_of not in pairs:
        known = "; ".join("|".join(pair) for pair in sorted(pairs)) or "chưa có cột phân bổ nào (allots)"
        text = f"phải ghi trường phân bổ rồi trường đăng ký của nó: {known}."
        checks.say(table, row, "difference_of", text)
    if row.filled_by != "tool" or row.shown == "both":
        checks.say(table, row, "filled_by", "cột chênh lệch do công cụ ghi (tool), chỉ in ở biểu tổng hợp.")
    if not checks.adds(row.field):
        checks.say(table, row, "field", f"“{row.field}” không phải là cột số cộng được.")
