"""Percentages."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_templates.kinds.base import Entry
from workbook_templates.kinds.decimal import Decimal, parse_decimal
from workbook_templates.kinds.numbers import dotted, folded
from workbook_templates.kinds.problem import Code, Problem


def parse_percent(raw: object) -> tuple[float | None, Problem | None]:
    """85 for '85%', '85' and 85. 0.85 may be a cell with a percent format, which shows 85%: read as it
    stands, with a doubt."""
    explicit = isinstance(raw, str) and folded(raw).endswith("%")
    value, problem = parse_decimal(raw, "%")
    if value is None or explicit or problem is not None or not 0 < value <= 1:
        return value, problem
    return value, Problem(Code.NUMBER_DOUBTFUL, f"{dotted(round(value * 100, 6))}%", usable=True)


@dataclass(frozen=True)
class Percent(Decimal):
    """A share of a hundred: 85%. It may be more than 100 (what was done against what was planned)."""

    name = "percent"
    label = "Tỷ lệ phần trăm"
    wanted = "tỷ lệ phần trăm, ví dụ 85%"
    style = "center"
    adds = False
    hundredths = True
    entry = Entry("Tỷ lệ (%)", "Ghi số kèm dấu %, ví dụ 85%.", "85%")

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[float | None, Problem | None]:
        return parse_percent(raw)

    def told(self, value: float) -> str:
        return f"{dotted(round(value, 6))}%"

    def printed(self, raw: object, value: object) -> str:
        stored = isinstance(raw, float) and value is not None
        return self.told(value) if stored else super().printed(raw, value)
