"""When somebody was born."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.expression.nodes import Own
from workbook_templates.kinds.base import Check, Entry
from workbook_templates.kinds.day import Day, Moment
from workbook_templates.kinds.problem import Code

AGES = (15, 80)


@dataclass(frozen=True)
class Birth(Day):
    """When somebody was born. An age in the year of the plan from 15 (at which Vietnamese law lets one
    work) to 80 (retired village officials still attend) is taken for possible, any other for a slip."""

    name = "birth"
    label = "Ngày sinh"
    wanted = "ngày/tháng/năm sinh hoặc năm sinh, ví dụ 15/03/1980 hoặc 1980"
    entry = Entry("Ngày sinh", "Ghi ngày/tháng/năm sinh: 15/03/1980; hoặc năm sinh: 1980.", "15/03/1980")

    def checks(self, year: int) -> Sequence[Check]:
        youngest, oldest = Moment(year - AGES[0]).last, Moment(year - AGES[1]).first
        return (Check(Code.AGE_IMPLAUSIBLE, (Own() >= oldest) & (Own() <= youngest)),)
