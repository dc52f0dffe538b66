"""What a plan sets for the fixed lines of a biểu, and how what units register stands to it."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_templates.declared import forms as declared
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from xl_addin.summary.lines import BieuLine, print_amount

MET, NOT_SET = "đạt", "không nêu chỉ tiêu"


def put_targets(form: declared.Bieu, lines: Sequence[BieuLine]) -> None:
    """Print each line's target (FixedLine.target) in the column for it, where the form has one."""
    column = form.target_column
    if column is None:
        return
    for one, line in zip(form.lines, lines, strict=True):
        if one.target:
            line.amounts[column.name] = column.field.kind.parse(one.target)[0]
            print_amount(line, column, line.amounts[column.name])


def compare_with_targets(form: declared.Bieu, lines: Sequence[BieuLine]) -> None:
    """Say of each line that no others make up: đạt, thiếu n, vượt n, không nêu chỉ tiêu; of one with a cell
    that could not be counted nothing but that."""
    target, registered = form.target_column, form.columns.first(Role.REGISTERED)
    for name in form.columns.of(Role.MET) if target and registered else ():
        above = {one.under for one in form.lines if not one.part}
        for one, line in zip(form.lines, lines, strict=True):
            if one.id not in above and not one.part:
                line.texts[name] = _standing(line, target.name, registered)


def _standing(line: BieuLine, target: str, registered: str) -> str:
    wanted, there = line.amounts.get(target), line.numbers.get(registered, 0.0)
    if wanted is None or wanted.low is None:
        return NOT_SET
    if registered in line.uncounted:
        return f"chưa rõ (còn {len(line.uncounted[registered])} ô chưa tính)"
    if there < wanted.low:
        return f"thiếu {dotted(wanted.low - there)}"
    if wanted.high is not None and there > wanted.high and not wanted.about:
        return f"vượt {dotted(there - wanted.high)}"
    return MET
