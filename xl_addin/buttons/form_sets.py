"""The button for form sets: one goes out as a workbook to be edited; the open workbook of one is checked."""

from __future__ import annotations

import tempfile
from pathlib import Path

import xlwings as xw

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.set_tables import raw_tables
from workbook_templates.declared.set_words import shows_form_set
from workbook_templates.paper.set_workbook import write_set_workbook
from xl_addin.buttons.folder import ask_form_set, form_set_numbered
from xl_addin.command_line.form_set_verbs import summary_of
from xl_addin.excel.application import open_path
from xl_addin.excel.dialogs import Refused, ask_folder, say
from xl_addin.excel.live_list import new_table
from xl_addin.excel.live_workbook import file_name_of
from xl_addin.files.whole_files import whole_file
from xl_addin.form_sets import form_set_of, read_workbook, rules_to_choose, source_of
from xl_addin.province_set import CannotMake, make_province_set
from xl_addin.settings.loading import load_settings

_OR_A_PROVINCE = ", hoặc gõ tên một tỉnh (ví dụ Lạng Sơn) để tạo bộ biểu cho tỉnh ấy"
_HOW_TO_USE = "Sửa xong, lưu sổ rồi ghi đường dẫn của sổ vào mục “Bộ biểu mẫu” trong Cài đặt để dùng."


def bieu_mau(app: xw.App) -> None:
    """Check the open workbook of a form set; else write one out and open it."""
    book = app.books.active if len(app.books) else None
    if book is not None and shows_form_set([sheet.name for sheet in book.sheets]):
        _check(app, book)
    else:
        _export(app)


def _check(app: xw.App, book: xw.Book) -> None:
    """Say what the form set holds, or show each mistake with its cell; changes that are not saved count."""
    with tempfile.TemporaryDirectory(prefix="bieu-mau-") as folder:
        copy = Path(folder) / file_name_of(book)
        book.api.SaveCopyAs(str(copy))
        source = read_workbook(copy)
        try:
            form_set = form_set_of(source)
        except FormSetError as refused:
            if not refused.complaints:
                raise
            rows = [(n, one.place, one.text) for n, one in enumerate(refused.complaints, start=1)]
            title = f"CÁC CHỖ CẦN SỬA CỦA BỘ BIỂU MẪU “{book.name}”"
            new_table(app, "Cần sửa", title, ("STT", "Ô", "Nội dung"), rows, list(source.notes))
            return
    say(app, "\n".join((*source.notes, "Bộ biểu mẫu dùng được.", *summary_of(form_set))))


def _export(app: xw.App) -> None:
    """Write a form set as a workbook, or open the one that is there: one of the list, or one made for the
    province whose name is typed. Raises Refused, Dismissed."""
    settings = load_settings()
    answer = ask_form_set(app, settings.form_sets, _OR_A_PROVINCE).strip()
    notes: tuple[str, ...] = ()
    if not answer or answer.isdecimal():
        form_set, name = form_set_numbered(settings.form_sets, answer)
        tables = raw_tables(source_of(name))
    else:
        try:
            form_set, tables, notes = make_province_set(answer)
        except CannotMake as error:
            raise Refused(str(error)) from None
    folder = ask_folder(app, "Chọn thư mục để ghi sổ bộ biểu mẫu", settings.blanks_folder)
    target = folder / f"Bo bieu mau {form_set.id}.xlsx"
    if target.exists():
        notes = (f"Đã có “{target.name}” từ trước nên chỉ mở ra, không ghi lại.",) if notes else ()
    else:
        with whole_file(target) as path:
            write_set_workbook(path, tables, rules_to_choose())
    open_path(app, target)
    if notes:
        say(app, "\n".join((*notes, _HOW_TO_USE)))
