"""Kinds of columns: what stands in a cell of each, and all that follows from it. One class a kind."""

from __future__ import annotations

from workbook_templates.kinds.base import Kind
from workbook_templates.kinds.birth import Birth
from workbook_templates.kinds.carry import CarryMonths
from workbook_templates.kinds.choice import Choice
from workbook_templates.kinds.code import CodeText
from workbook_templates.kinds.count import Count
from workbook_templates.kinds.day import Day
from workbook_templates.kinds.decimal import Decimal
from workbook_templates.kinds.length import LengthOfTime
from workbook_templates.kinds.money import Money
from workbook_templates.kinds.month import Month
from workbook_templates.kinds.percent import Percent
from workbook_templates.kinds.person import Person
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.kinds.quantity import Quantity
from workbook_templates.kinds.text import Note, Ordinal, Text
from workbook_templates.kinds.year import Year

__all__ = ["KINDS", "Code", "Kind", "Problem"]

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        Ordinal, Text, Note, Person, CodeText, Choice, Count, Quantity, Decimal, Percent, Money, Month, Day,
        Birth, Year, LengthOfTime, CarryMonths,
    )
}  # fmt: skip
