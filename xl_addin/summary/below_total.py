"""What stands below the total of a biểu besides what it contains: classes that do not count, what was given
to the province and what of it is left; and what Excel takes in the cells that the clerk fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_templates.declared.record import QUOTA, RESERVE
from workbook_templates.declared.states import LEFT_OUT, word_of
from workbook_templates.paper.printed_table import Formula
from workbook_templates.reading.table import letters
from xl_addin.summary.links import quoted

if TYPE_CHECKING:
    from xl_addin.summary.bieu_sheet import _Table

_STATES_TOLD = "Lớp {} không tính vào tổng; dòng vẫn được in. Trạng thái được giữ qua các lần tổng hợp sau."


def guard_entries(table: _Table, row: int) -> None:
    """Let Excel take whole numbers from 0 on for what is allotted, and the known states of classes."""
    last = row + max(len(table.bieu.lines) + len(table.bieu.sections), 1) - 1
    for column in table.form.allotted:
        at = table.columns[column.name]
        table.sheet.data_validation(row, at, last, at, {
            "validate": "integer", "criteria": ">=", "value": 0, "error_title": "Số phân bổ",
            "error_message": "Số phân bổ là số nguyên từ 0 trở lên.",
        })  # fmt: skip
    if table.state is not None and table.state.filled_by == "province":
        at = table.columns[table.state.name]
        words = ", ".join(f"“{word_of(table.state, code)}”" for code in LEFT_OUT)
        table.sheet.data_validation(row, at, last, at, {
            "validate": "list", "source": list(table.state.field.kind.choices), "input_title": "Trạng thái",
            "input_message": _STATES_TOLD.format(words), "error_title": "Chọn trong danh sách",
            "error_message": "Đề nghị chọn một mục trong danh sách.",
        })  # fmt: skip


def draw_below_total(table: _Table, row: int) -> int:
    """Draw it below row `row` (from 0), where there is any; returns the row below."""
    row = _left_out(table, row)
    return _reserve(table, row) if table.form.allotted else row + 1


def _left_out(table: _Table, row: int) -> int:
    """What the total leaves out, in a row for each state in which there are classes."""
    labels = table.bieu.labels() | table.bieu.by_hand.labels
    for code in LEFT_OUT if table.state is not None else ():
        lines = [line for line in table.bieu.lines if table.bieu.state_of(line) == code]
        if not lines:
            continue
        row += 1
        cells = table.cells(labels[code], "of_which")
        state = letters(table.columns[table.state.name])
        first, last = table.first + 1, table.placed.total - 1
        for name in table.counts:
            letter, value = letters(table.columns[name]), sum(line.numbers.get(name, 0.0) for line in lines)
            word = quoted(word_of(table.state, code))
            formula = f"=SUMIF(${state}${first}:${state}${last},{word},{letter}${first}:{letter}${last})"
            look = table.looks.count("of_which_count", value)
            cells[table.index[name]] = (Formula(formula, value), look)
        table.band.write(table.sheet, row, cells, table.tag(code))
    return row


def _reserve(table: _Table, row: int) -> int:
    """What was given to the province, for the clerk to write, and what of it is not allotted yet."""
    labels = table.bieu.labels() | table.bieu.by_hand.labels
    given, left = (table.cells(labels[key], "of_which") for key in (QUOTA, RESERVE))
    for name in table.counts:
        given[table.index[name]] = left[table.index[name]] = (None, table.looks["of_which_count"])
    for column in table.form.allotted:
        at, letter = table.index[column.name], letters(table.columns[column.name])
        quota = table.bieu.quota(column)
        given[at] = (quota, table.looks.count("quota", quota))
        cell = f"{letter}{row + 2}"
        rest = quota - table.bieu.total(column.name) if isinstance(quota, float) else "…"
        formula = f'=IF(ISNUMBER({cell}),{cell}-{letter}{table.placed.total},"…")'
        left[at] = (Formula(formula, rest), table.looks.count("of_which_count", rest))
    table.band.write(table.sheet, row + 1, given, table.tag(QUOTA))
    table.band.write(table.sheet, row + 2, left, table.tag(RESERVE))
    table.placed.quota = row + 2
    return row + 3
