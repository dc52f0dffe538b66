"""A suggested correction in the open workbook: found under the cursor, applied when the clerk has said
yes, written down with the value that stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import xlwings as xw

from validators.findings import Change, Finding
from workbook_templates.looks import COUNT_FORMAT
from workbook_templates.returns import ID_HEADER, LOG_SHEET, WORK_SHEET
from workbook_templates.values import dotted
from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_check import Checked
from xl_addin.excel.live_workbook import area, as_typed, write_block
from xl_addin.excel.walking import standing
from xl_addin.excel.work_list import add_sheet, dress, old_list, value_beside, write_table

_LOG_HEADER = ("Thời gian", "Người sửa", "Quy tắc", "Trang tính", "Ô", "Giá trị cũ", "Giá trị mới", "Lý do")
_LOG_WIDTHS = (20, 20, 9, 20, 9, 28, 28, 60)
_TEXT_FORMAT = "@"

NOTHING_HERE = (
    "Ô đang chọn không có nội dung cần xử lý. Đề nghị chọn một ô được đánh dấu, hoặc một dòng của trang "
    f"“{WORK_SHEET}”, rồi bấm lại."
)


@dataclass(frozen=True)
class Step:
    """One cell of a correction as the clerk is shown it."""

    cell: str
    before: str
    after: str
    change: Change


@dataclass(frozen=True)
class Correction:
    """What would be changed for one finding."""

    finding: Finding
    steps: list[Step]


def correction_at(checked: Checked) -> Correction:
    """The correction of the finding under the cursor: on its cell, or on its line of the list. Raises
    Refused where there is none, with what to do instead."""
    found = list(_under_cursor(checked))
    if not found:
        raise Refused(NOTHING_HERE)
    finding = next((f for f in found if f.changes), found[0])
    if not finding.changes:
        raise Refused(
            f"Nội dung này phải sửa tay, công cụ không sửa thay được. {finding.message} "
            f"{finding.suggestion or checked.report.rules[finding.rule].mend}"
        )
    sheet = checked.sheets[finding.sheet]
    return Correction(finding, [_step(sheet, change) for change in finding.changes])


def _under_cursor(checked: Checked) -> Iterator[Finding]:
    """The findings at the selected cell; those whose cell to mend it is come first."""
    sheet, cell = standing(checked.book)
    listed = old_list(checked.grid)
    if listed is not None and sheet == listed.name:
        wanted = value_beside(listed, checked.book.app.selection.row, ID_HEADER)
        yield from (f for f in checked.findings if f.id == wanted)
        return
    here = f"{sheet}!{cell}"
    at = [finding for finding in checked.findings if here in finding.places()]
    yield from sorted(at, key=lambda finding: (finding.sheet, finding.cell) != (sheet, cell))


def _step(sheet: xw.Sheet, change: Change) -> Step:
    cell = sheet.range(change.cell)
    formula = cell.formula
    before = formula if str(formula).startswith("=") else cell.raw_value
    return Step(change.cell, _quoted(before), _quoted(change.value), change)


def _quoted(value: object) -> str:
    if value in (None, ""):
        return "(trống)"
    return dotted(value) if isinstance(value, (int, float)) else f"“{value}”"


def apply_correction(checked: Checked, correction: Correction) -> None:
    """Write the correction and note it. Raises Refused, with nothing changed, where the sheet is
    protected or the note could not be kept."""
    book, finding = checked.book, correction.finding
    sheet = checked.sheets[finding.sheet]
    if sheet.api.ProtectContents:
        raise Refused(
            f"Trang “{sheet.name}” đang khóa nên chưa sửa được. Đề nghị bỏ khóa (Review > Unprotect Sheet) "
            "rồi bấm lại, hoặc trả đơn vị sửa."
        )
    if book.api.ProtectStructure and LOG_SHEET not in checked.sheets:
        raise Refused(
            "Tệp này không cho thêm trang nên không lập được trang “Nhật ký sửa”; chưa sửa gì. Đề nghị bỏ "
            "khóa (Review > Protect Workbook) rồi bấm lại."
        )
    _note(checked, correction)
    for step in correction.steps:
        cell, value = sheet.range(step.cell), step.change.value
        text_cell = cell.number_format == _TEXT_FORMAT
        if isinstance(value, str):
            cell.raw_value = value if text_cell else as_typed(value)  # a cell of text parses nothing
            continue
        if text_cell and value is not None:
            cell.number_format = COUNT_FORMAT  # else the number would become text again
        cell.raw_value = value


def _note(checked: Checked, correction: Correction) -> None:
    """Lines in the log sheet, which is made where there is none."""
    book, finding = checked.book, correction.finding
    now, who = datetime.now().strftime("%d/%m/%Y %H:%M"), str(book.app.api.UserName)
    lines = [
        (now, who, finding.rule, finding.sheet, step.cell, step.before, step.after, finding.message)
        for step in correction.steps
    ]
    log = checked.sheets.get(LOG_SHEET)
    if log is None:
        log = add_sheet(book, LOG_SHEET, checked.sheets)
        write_table(log, LOG_SHEET.upper(), (), _LOG_HEADER, lines, _LOG_WIDTHS)
        return
    row = len(next(sheet for sheet in checked.grid.sheets if sheet.name == LOG_SHEET).rows) + 1
    write_block(log, row, 1, [list(line) for line in lines])
    dress(log.range(area(row, 1, row + len(lines) - 1, len(_LOG_HEADER))))
