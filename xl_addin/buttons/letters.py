"""Buttons that prepare letters; the tool sends none."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import platformdirs
import xlwings as xw

from validators.codes import Severity
from validators.findings import counted
from xl_addin.buttons.folder import result_path, returns_folder
from xl_addin.check import check_files
from xl_addin.excel import dialogs
from xl_addin.excel.application import open_book
from xl_addin.excel.dialogs import Dismissed, ask, say
from xl_addin.excel.live_check import Judged, judge_book
from xl_addin.excel.live_workbook import file_name_of
from xl_addin.excel.long_work import progress
from xl_addin.files.whole_files import file_name, fresh, whole_file
from xl_addin.form_sets import load_form_set
from xl_addin.inbox import mark_as_results
from xl_addin.letters.draft import draft
from xl_addin.letters.returning import DRAFT, WORDS, send_back, to_mend
from xl_addin.settings.loading import Settings, load_settings


def gui_thu(app: xw.App) -> None:
    """A mail draft with the open workbook, checked first; it opens in the mail program."""
    settings = load_settings()
    judged = judge_book(open_book(app), settings)
    counts = [sum(f.severity == severity for f in judged.findings) for severity in Severity]
    if any(f.severity == Severity.ERROR for f in judged.findings) and not ask(
        app,
        f"Tệp này còn {counted(counts)}. Vẫn soạn thư?\nChọn Không (No) để dừng, rồi bấm Kiểm tra để xem "
        "từng nội dung.",
    ):
        raise Dismissed
    form_set = judged.form_set.settings
    to = settings.receiver or form_set.get("receiver_email", "")
    path = _write_draft(judged, settings, to)
    who = f"Người nhận: {to}. " if to else "Đề nghị điền người nhận. "
    if dialogs.open_file(path):
        done = f"Thư nháp đã mở trong phần mềm thư điện tử (lưu ở “{path}”). {who}Xem lại rồi bấm gửi."
    else:
        done = (
            f"Đã soạn thư nháp “{path}” nhưng máy chưa mở được. Đề nghị mở tệp này bằng phần mềm thư điện "
            f"tử, hoặc gửi tệp biểu theo cách thường dùng. {who}"
        )
    say(app, f"{done.strip()} Công cụ không tự gửi thư.")


def _write_draft(judged: Judged, settings: Settings, to: str) -> Path:
    """The draft as a file in the folder of drafts; the workbook goes along as it stands, unsaved changes
    included."""
    book, form_set = judged.book, judged.form_set
    unit = judged.unit_name or Path(book.name).stem
    subject = (
        form_set.settings.get("mail_subject") or f"Biểu đào tạo, bồi dưỡng năm {form_set.year} - {{unit}}"
    )
    subject = subject.replace("{unit}", unit)
    receiver = form_set.settings.get("receiver") or "Cơ quan tổng hợp của tỉnh"
    words = (
        f"Kính gửi: {receiver}\n\n{unit} gửi biểu đăng ký đào tạo, bồi dưỡng năm {form_set.year} "
        f"(tệp kèm theo).\n\nTrân trọng."
    )
    folder = settings.results_folder or Path(platformdirs.user_documents_dir())
    target = fresh(folder / file_name(f"Thu nhap {unit} {date.today():%d-%m-%Y}", ".eml"))
    with tempfile.TemporaryDirectory(prefix="bieu-") as scratch:
        copy = Path(scratch) / file_name_of(book)
        book.api.SaveCopyAs(str(copy))
        content = draft(subject, words, copy, to)
    with whole_file(target) as path:
        path.write_bytes(content)
    return target


def tra_don_vi(app: xw.App) -> None:
    """For every unit with something to mend a folder: its marked copy, the words, a mail draft."""
    settings = load_settings()
    folder, source = returns_folder(app, settings)
    inbox, report = check_files([folder], load_form_set(source), source, progress=progress(app, "Đang đọc"))
    target = fresh(result_path(settings, folder, f"{folder.name} - trả đơn vị hoàn thiện"))
    if to_mend(inbox, report):
        mark_as_results(target)
    written = send_back(inbox, report, target, progress(app, "Đang soạn thư"), settings.addresses)
    if not written:
        say(app, "Không có đơn vị nào phải hoàn thiện.")
        return
    say(
        app,
        f"Đã soạn {len(written)} thư, mỗi thư một thư mục trong “{target}”: bản sao đã đánh dấu, nội dung để "
        f"dán ({WORDS}) và thư nháp ({DRAFT}). Đề nghị xem lại trước khi gửi; công cụ không tự gửi thư.",
    )
