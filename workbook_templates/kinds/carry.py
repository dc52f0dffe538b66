"""Months carried into the next year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.expression.nodes import Own, Whole
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.length import parse_length
from workbook_templates.kinds.numbers import dotted, finite, folded, number_of
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need
from workbook_templates.words.spelling import fold

MOST_MONTHS = 60


def parse_carry(raw: object) -> tuple[float | None, Problem | None]:
    """A number of months carried into next year: '04 tháng', '4', 4, '1 năm'; 0 and '-' are none."""
    number = None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        number = finite(raw)
    elif isinstance(raw, str):
        text = folded(raw)
        if text == "không" or says_no_need(text) or text in ("0 tháng", "00 tháng"):
            return None, None
        number = number_of(text)
    if number is not None and number >= 0:
        return number or None, None
    value, problem = parse_length(raw)
    if value is None and problem is None:
        return None, None
    if value and value.unit in ("tháng", "năm") and value.low == value.high:
        return value.days / 30, None
    return None, Problem(Code.CARRY_UNREADABLE)


@dataclass(frozen=True)
class CarryMonths(Kind):
    """A number of months after the plan year, such as 04 tháng; counted in halves at the finest, so that
    10.2025 is seen to be a date that lost its meaning."""

    name = "months"
    label = "Số tháng"
    tells_time = True
    parts = (Part(""),)
    entry = Entry("Số tháng", "Ghi số tháng chuyển sang năm sau, ví dụ 04 tháng.", "")

    @property
    def limit(self) -> float:
        return MOST_MONTHS

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[float | None, Problem | None]:
        return parse_carry(raw)

    def checks(self, year: int) -> Sequence[Check]:
        return (
            Check(Code.CARRY_UNREADABLE, Whole(Own(), times=2)),
            Check(Code.CARRY_TOO_LONG, (Own() >= 0) & (Own() <= MOST_MONTHS)),
        )

    def fits(self, raw: object, year: int) -> bool:
        value, problem = parse_carry(raw)
        return value is not None and problem is None and isinstance(raw, str) and "tháng" in fold(raw)

    def takes_from(self, other: Kind) -> bool:
        return isinstance(other, CarryMonths)

    def printed(self, raw: object, value: object) -> str:
        if isinstance(raw, float) and finite(raw) is not None:
            return f"{int(raw):02d} tháng" if raw == int(raw) else dotted(raw)
        return super().printed(raw, value)

    def read_formula(self, cell: str) -> dict[str, str]:
        text = f"LOWER(TRIM({cell}))"
        bare = f'TRIM(IF(RIGHT({text},5)="tháng",LEFT({text},LEN({text})-5),{text}))'
        whole = f'OR(TEXT(VALUE({bare}),"0")={bare},TEXT(VALUE({bare}),"00")={bare})'
        some = f'IF(VALUE({bare})>0,VALUE({bare}),IF(VALUE({bare})=0,"","?"))'
        typed = f'IFERROR(IF({whole},{some},"?"),"?")'
        stored = f'IF({cell}>0,{cell},IF({cell}=0,"","?"))'
        return {"": f'IF(ISNUMBER({cell}),{stored},IF(OR(TRIM({cell})="",TRIM({cell})="-"),"",{typed}))'}
