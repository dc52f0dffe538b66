"""When somebody was born."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.expression.nodes import Own
from workbook_templates.kinds.base import Check, Entry
from workbook_templates.kinds.day import Day, Moment
from workbook_templates.kinds.problem import Code

OLDEST = 100


@dataclass(frozen=True)
class Birth(Day):
    """When somebody was born: not after the year of the plan, and not more than 100 years before it, which
    nobody has sent to a class; what is unlikely only, rule D30 tells."""

    name = "birth"
    label = "Ngày sinh"
    personal = True
    wanted = "ngày/tháng/năm sinh hoặc năm sinh, ví dụ 15/03/1980 hoặc 1980"
    entry = Entry("Ngày sinh", "Ghi ngày/tháng/năm sinh: 15/03/1980; hoặc năm sinh: 1980.", "15/03/1980")

    def checks(self, year: int) -> Sequence[Check]:
        latest, earliest = Moment(year).last, Moment(year - OLDEST).first
        return (Check(Code.AGE_IMPOSSIBLE, (Own() >= earliest) & (Own() <= latest)),)
