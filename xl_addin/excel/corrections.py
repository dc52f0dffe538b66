"""A suggested correction in the open workbook: found under the cursor, applied when the clerk has said
yes, written down with the value that stood there before. It is applied whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import xlwings as xw

from validators.findings import Change, Finding
from workbook_templates.kinds.numbers import dotted
from workbook_templates.paper.formats import COUNT_FORMAT
from workbook_templates.reading.replies import LOG_SHEET, WORK_SHEET
from workbook_templates.words.spelling import quote
from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_check import Judged
from xl_addin.excel.live_list import add_sheet, dress, id_beside, old_list, write_table
from xl_addin.excel.live_workbook import ERRORS, area, as_typed, write_block
from xl_addin.excel.walking import standing

_LOG_HEADER = ("Thời gian", "Người sửa", "Quy tắc", "Trang tính", "Ô", "Giá trị cũ", "Giá trị mới", "Lý do")
_LOG_WIDTHS = (20, 20, 9, 20, 9, 28, 28, 60)
_TEXT_FORMAT = "@"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?")  # as Formula gives one, in any language
_OF_NUMBERS = re.compile(r"General|[#0?.,_;<>=\[\]\\ 0-9()-]+")  # a format that shows a number as a number

NOTHING_HERE = (
    "Ô đang chọn không có nội dung cần xử lý. Đề nghị chọn một ô được đánh dấu, hoặc một dòng của trang "
    f"“{WORK_SHEET}”, rồi bấm lại."
)
_BY_HAND = "Nội dung này phải sửa tay, công cụ không sửa thay được"
_LOCKED = "Đề nghị bỏ khóa (Review > Unprotect Sheet) rồi bấm lại, hoặc trả đơn vị sửa."


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


def correction_at(judged: Judged) -> Correction:
    """The correction of the finding under the cursor: on its cell, or on its line of the list. Raises
    Refused where there is none, with what to do instead."""
    found = list(_under_cursor(judged))
    if not found:
        raise Refused(NOTHING_HERE)
    finding = next((f for f in found if f.changes), found[0])
    mend = finding.suggestion or judged.report.rules[finding.rule].mend
    if not finding.changes:
        raise Refused(f"{_BY_HAND}. {finding.message} {mend}")
    sheet = judged.sheets[finding.sheet]
    return Correction(finding, [_step(sheet, change, mend) for change in finding.changes])


def _under_cursor(judged: Judged) -> Iterator[Finding]:
    """The findings at the selected cell; those whose cell to mend it is come first."""
    here = standing(judged.book)
    listed = old_list(judged.grid)
    if listed is not None and here.sheet == listed.name:
        wanted = id_beside(listed, here.row)
        yield from (f for f in judged.findings if f.id == wanted)
        return
    at = [f for f in judged.findings if any(here.is_at(*address.rsplit("!", 1)) for address in f.addresses())]
    yield from sorted(at, key=lambda f: not (f.cell and here.is_at(f.sheet, f.cell)))


def _step(sheet: xw.Sheet, change: Change, mend: str) -> Step:
    """What becomes of one cell. Raises Refused where a formula would be lost, or the cell is covered by a
    merged one, into which Excel writes nothing."""
    cell = sheet.range(change.cell)
    if str(cell.formula).startswith("="):
        raise Refused(f"{_BY_HAND} vì ô {change.cell} là công thức. {mend}")
    if cell.api.MergeCells:
        first = cell.api.MergeArea.Address.replace("$", "").split(":")[0]
        if first != change.cell:
            raise Refused(f"{_BY_HAND} vì ô {change.cell} nằm trong ô gộp. {mend}")
    return Step(change.cell, _quoted(cell.raw_value), _quoted(change.value), change)


def _quoted(value: object) -> str:
    """A value as the clerk sees it in the cell."""
    if value in (None, ""):
        return "(trống)"
    if type(value) is int:  # COM gives numbers as floats, errors as integers
        return ERRORS.get(value, "#N/A")
    if isinstance(value, float):
        return dotted(value)
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime) else f"“{quote(value)}”"


def apply_correction(judged: Judged, correction: Correction) -> None:
    """Write the correction and note it, both or neither. Raises Refused, with nothing changed, where that
    cannot be."""
    book, sheet = judged.book, judged.sheets[correction.finding.sheet]
    log = next((one for name, one in judged.sheets.items() if name.casefold() == LOG_SHEET.casefold()), None)
    for page in filter(None, (sheet, log)):
        if page.api.ProtectContents:
            raise Refused(f"Trang “{page.name}” đang khóa nên chưa sửa được. {_LOCKED}")
    if log is None and book.api.ProtectStructure:
        raise Refused(
            f"Tệp này không cho thêm trang nên không lập được trang “{LOG_SHEET}”; chưa sửa gì. Đề nghị bỏ "
            "khóa (Review > Protect Workbook) rồi bấm lại."
        )
    done: list[tuple[xw.Range, str, str]] = []
    try:
        # What moves arrives first: a cell is emptied when its value stands elsewhere already.
        for step in sorted(correction.steps, key=lambda step: step.change.value is None):
            cell = sheet.range(step.cell)
            done.append((cell, cell.formula, cell.number_format))
            _put(cell, step.change.value, done[-1][2])
        _note(judged, correction, log)
    except Exception:
        for cell, text, look in reversed(done):
            with suppress(Exception):
                _give_back(cell, text, look)
        raise Refused(
            f"Excel không cho sửa ô {correction.steps[len(done) - 1].cell} hoặc ghi trang “{LOG_SHEET}”; các "
            "ô đã được trả lại như cũ. Đề nghị sửa tay."
        ) from None


def _put(cell: xw.Range, value: float | str | None, look: str) -> None:
    """Put a value into a cell so that it is and shows what it is meant to be. look: its number format."""
    if isinstance(value, str):
        cell.raw_value = value if look == _TEXT_FORMAT else as_typed(value)  # a cell of text parses nothing
        return
    if value is not None and not _OF_NUMBERS.fullmatch(look):
        cell.number_format = COUNT_FORMAT  # as a date, or in a cell of text, it would be no number
    cell.raw_value = value


def _give_back(cell: xw.Range, text: str, look: str) -> None:
    """Make a cell what it was, by its formula, in which errors and numbers have their own way of writing; a
    number may have stood in a cell of text."""
    number = _NUMBER.fullmatch(str(text))
    cell.number_format = "General" if number else look
    cell.formula = text if number or str(text).startswith("#") else as_typed(text)
    cell.number_format = look


def _note(judged: Judged, correction: Correction, log: xw.Sheet | None) -> None:
    """Lines in the log sheet, which is made where there is none."""
    book, finding = judged.book, correction.finding
    now, who = datetime.now().strftime("%d/%m/%Y %H:%M"), str(book.app.api.UserName)
    lines = [
        (now, who, finding.rule, finding.sheet, step.cell, step.before, step.after, finding.message)
        for step in correction.steps
    ]
    if log is None:
        log = add_sheet(book, LOG_SHEET, judged.sheets)
        write_table(log, LOG_SHEET.upper(), (), _LOG_HEADER, lines, _LOG_WIDTHS)
        return
    held = next(sheet for sheet in judged.grid.sheets if sheet.name.casefold() == LOG_SHEET.casefold())
    row = len(held.rows) + 1
    write_block(log, row, 1, [list(line) for line in lines])
    dress(log.range(area(row, 1, row + len(lines) - 1, len(_LOG_HEADER))))
