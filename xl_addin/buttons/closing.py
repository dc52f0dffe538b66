"""The button that closes the figures of the working file in front."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import xlwings as xw

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FormSet
from xl_addin.closing.closing import close
from xl_addin.closing.file_state import CannotClose, form_set_of
from xl_addin.excel.application import open_book
from xl_addin.excel.dialogs import Refused, ask, ask_text, say
from xl_addin.excel.live_workbook import is_own_output, path_of
from xl_addin.form_sets import form_set_ids, load_form_set
from xl_addin.settings.loading import load_settings


def chot_so_lieu(app: xw.App) -> None:
    """Keep what the open working file says under a name, unsaved changes included."""
    book = open_book(app)
    target = path_of(book)
    if not is_own_output(book) or not target.is_absolute():
        raise Refused(
            "Tệp đang mở không phải là tệp tổng hợp do công cụ lập, hoặc nằm trên OneDrive. Đề nghị mở tệp "
            "tổng hợp trong thư mục của máy rồi bấm lại."
        )
    name = ask_text(app, "Tên lần chốt (ví dụ: Trình Ban Thường vụ):", f"Chốt ngày {date.today():%d-%m-%Y}")
    issued = ask(
        app,
        "Đây có phải là bản đã ban hành không?\n• Có (Yes): các lần tổng hợp sau ghi “Điều chỉnh lần n” dưới "
        "tiêu đề biểu.\n• Không (No): chỉ chốt để theo dõi thay đổi.",
    )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / target.name
        book.api.SaveCopyAs(str(copy))
        try:
            made = close(copy, name, _form_set(copy), issued=issued, beside=target)
        except CannotClose as error:
            raise Refused(str(error)) from None
    say(app, made.told)


def _form_set(path: Path) -> FormSet | None:
    """The form set of a working file; None where it is not at hand, and figures typed as text stay text."""
    made_with = form_set_of(path)
    for source in dict.fromkeys((*load_settings().form_sets, *form_set_ids())):
        with suppress(FormSetError):
            form_set = load_form_set(source)
            if form_set.id == made_with:
                return form_set
    return None
