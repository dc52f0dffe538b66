"""Buttons on the open workbook: check it, mend the finding under the cursor."""

from __future__ import annotations

from contextlib import suppress

import xlwings as xw

from validators.codes import Severity
from validators.findings import counted
from workbook_templates.reading.replies import LOG_SHEET
from xl_addin.excel.application import open_book
from xl_addin.excel.corrections import Correction, apply_correction, correction_at
from xl_addin.excel.dialogs import Dismissed, ask, say
from xl_addin.excel.live_check import Judged, judge_book, open_marked_copy, show
from xl_addin.excel.marks import take_marks_away
from xl_addin.excel.walking import Destination, go
from xl_addin.files.log import log_trouble
from xl_addin.settings.loading import load_settings

_SHOWN = 12  # cells of a correction that a message box shows
PASSED = "Đạt: không có nội dung nào phải xử lý."


def kiem_tra(app: xw.App) -> str | None:
    """Check the open workbook as it stands, mark the cells, write the list."""
    book = open_book(app)
    app.status_bar = "Đang kiểm tra…"
    judged = judge_book(book, load_settings())
    notes = _shown(judged)
    if notes is None:
        return None
    text = "\n".join([_counts(judged), *judged.compared, *notes])
    first = next((f for f in judged.findings if f.sheet and f.cell), None)
    if first is None:
        say(app, text)
    elif ask(app, f"{text}\nĐến nội dung đầu tiên?"):
        return go(book, Destination(first.sheet, first.cell, first.message))
    return None


def _shown(judged: Judged) -> list[str] | None:
    """Show the findings in the workbook; what the clerk must know of it. None where a copy was marked
    instead, of which she has been told."""
    app = judged.book.app
    try:
        return show(judged)
    except Exception as error:
        log_trouble(error)
        with suppress(Exception):  # what stands half-marked
            take_marks_away(judged.sheets)
    shared = judged.book.api.MultiUserEditing  # such a workbook takes no conditional formats
    why = (
        "Tệp đang để chế độ dùng chung (Shared) nên không đánh dấu trực tiếp được."
        if shared
        else "Chưa đánh dấu được trực tiếp vào tệp đang mở."
    )
    copy = open_marked_copy(judged)
    say(
        app,
        f"{why} Bản sao đã đánh dấu được mở riêng: “{copy}”. Muốn giữ, đề nghị dùng File > Save As, chọn thư "
        "mục của mình.",
    )
    return None


def _counts(judged: Judged) -> str:
    if not judged.findings:
        return PASSED
    counts = counted(sum(f.severity == severity for f in judged.findings) for severity in Severity)
    return f"{counts[:1].upper()}{counts[1:]}."


def sua_goi_y(app: xw.App) -> str | None:
    """Apply the suggested correction of the finding under the cursor, once the clerk has seen it and
    said yes; then check again."""
    book = open_book(app)
    app.status_bar = "Đang kiểm tra…"
    settings = load_settings()
    judged = judge_book(book, settings)
    correction = correction_at(judged)
    if not ask(app, _question(correction)):
        raise Dismissed
    apply_correction(judged, correction)
    after = judge_book(book, settings)
    notes = _shown(after)
    if notes is None:
        return None
    mended = correction.finding
    still = any((f.rule, f.sheet, f.cell) == (mended.rule, mended.sheet, mended.cell) for f in after.findings)
    done = "Đã sửa nhưng nội dung này vẫn còn; đề nghị xem lại." if still else "Đã sửa."
    return " ".join([done, _counts(after), *notes])[:250]  # what the status bar holds


def _question(correction: Correction) -> str:
    finding, steps = correction.finding, correction.steps
    lines = [f"• Ô {step.cell}: {step.before} → {step.after}" for step in steps[:_SHOWN]]
    if len(steps) > _SHOWN:
        lines.append(f"• … và {len(steps) - _SHOWN} ô nữa (ghi đủ ở trang “{LOG_SHEET}”)")
    after = f"Sau khi sửa, Excel không hoàn tác (Undo) được; giá trị cũ được ghi ở trang “{LOG_SHEET}”."
    question = [f"{finding.sheet}: {finding.message}", "", "Đồng ý sửa như sau không?", *lines, "", after]
    return "\n".join(question)
