"""Kinds of columns: what stands in a cell of each, and all that follows from it. One class a kind."""

from __future__ import annotations

from workbook_templates.kinds.base import Kind
from workbook_templates.kinds.carry import CarryMonths
from workbook_templates.kinds.count import Count
from workbook_templates.kinds.length import LengthOfTime
from workbook_templates.kinds.month import Month
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.kinds.text import Note, Ordinal, Text

__all__ = ["KINDS", "Code", "Kind", "Problem"]

KINDS: dict[str, type[Kind]] = {
    kind.name: kind for kind in (Ordinal, Text, Note, Count, Month, LengthOfTime, CarryMonths)
}
