"""The buttons of the working file in front that end a stage: its figures are closed, its biểu signed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import xlwings as xw

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FormSet
from xl_addin.closing.closing import close
from xl_addin.closing.file_state import CannotClose, form_set_of
from xl_addin.excel.application import open_book, open_path
from xl_addin.excel.dialogs import Refused, ask, ask_text, say
from xl_addin.excel.live_workbook import is_own_output, path_of
from xl_addin.files.whole_files import fresh
from xl_addin.form_sets import form_set_ids, load_form_set
from xl_addin.settings.loading import load_settings
from xl_addin.signing.export import CannotSign, Unresolved, export_signing, signing_name
from xl_addin.signing.pdf import pdf_beside

_ALL_THE_SAME = "Vẫn xuất? Nếu chọn Có (Yes), trang đầu của tệp ghi rõ còn những nội dung này."


def chot_so_lieu(app: xw.App) -> None:
    """Keep what the open working file says under a name, unsaved changes included."""
    book, target = _working_file(app)
    name = ask_text(app, "Tên lần chốt (ví dụ: Trình Ban Thường vụ):", f"Chốt ngày {date.today():%d-%m-%Y}")
    issued = ask(
        app,
        "Đây có phải là bản đã ban hành không?\n• Có (Yes): các lần tổng hợp sau ghi “Điều chỉnh lần n” dưới "
        "tiêu đề biểu.\n• Không (No): chỉ chốt để theo dõi thay đổi.",
    )
    with _copy_of(book, target) as copy:
        try:
            made = close(copy, name, _form_set(copy), issued=issued, beside=target)
        except CannotClose as error:
            raise Refused(str(error)) from None
    say(app, made.told)


def xuat_trinh_ky(app: xw.App) -> None:
    """Make the file to be signed of the open working file, unsaved changes included, beside it, and open it.
    What waits to be settled is shown first; she may have it all the same, and its first sheet says so."""
    book, target = _working_file(app)
    with _copy_of(book, target) as copy:
        signed_path = fresh(target.with_name(signing_name(target)))
        try:
            form_set = _form_set(copy)
            if form_set is None:
                raise Refused(
                    "Chưa thấy bộ biểu mẫu đã dùng để lập tệp này. Đề nghị chọn bộ biểu mẫu ở nút Cài đặt "
                    "rồi bấm lại."
                )
            try:
                signed = export_signing(copy, form_set, signed_path)
            except Unresolved as waits:
                if not ask(app, f"{waits}\n\n{_ALL_THE_SAME}"):
                    return
                signed = export_signing(copy, form_set, signed_path, anyway=True)
        except (CannotSign, CannotClose) as error:
            raise Refused(str(error)) from None
    lines = [f"Đã ghi “{signed.path.name}” và “{signed.leaders.name}” cạnh tệp tổng hợp."]
    for path in (signed.path, signed.leaders):
        made, why = pdf_beside(path)
        lines.append(f"Đã ghi “{made.name}”." if made else why)
        if not made:
            break
    say(app, "\n".join([*lines, *signed.said]))
    open_path(app, signed.path)


def _working_file(app: xw.App) -> tuple[xw.Book, Path]:
    """The working file in front and where it lies. Raises Refused."""
    book = open_book(app)
    target = path_of(book)
    if not is_own_output(book) or not target.is_absolute():
        raise Refused(
            "Tệp đang mở không phải là tệp tổng hợp do công cụ lập, hoặc nằm trên OneDrive. Đề nghị mở tệp "
            "tổng hợp trong thư mục của máy rồi bấm lại."
        )
    return book, target


@contextmanager
def _copy_of(book: xw.Book, target: Path) -> Iterator[Path]:
    """A copy as the workbook stands now, saved or not, which lasts as long as the context."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / target.name
        book.api.SaveCopyAs(str(copy))
        yield copy


def _form_set(path: Path) -> FormSet | None:
    """The form set of a working file; None where it is not at hand, and figures typed as text stay text."""
    made_with = form_set_of(path)
    for source in dict.fromkeys((*load_settings().form_sets, *form_set_ids())):
        with suppress(FormSetError):
            form_set = load_form_set(source)
            if form_set.id == made_with:
                return form_set
    return None
