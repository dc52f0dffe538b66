"""The buttons that work on a folder of returns: check them all, roll them up, send them back."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from validators.findings import ERROR, SEVERITIES, WARNING, counted
from workbook_templates.form_set import load_form_set
from workbook_templates.reading import REASONS
from xl_addin.check import check_files, guess_form_set
from xl_addin.copies import write_copies
from xl_addin.dialogs import TITLE, Refused, ask_folder, progress, say
from xl_addin.inbox import Inbox, collect, relative
from xl_addin.whole_files import fresh
from xl_addin.work_list import new_table


def _returns_folder(app: xw.App) -> tuple[Path, str]:
    """The folder of returns that the clerk chooses, and the form set that fits it. Raises Dismissed,
    Refused."""
    folder = ask_folder(app, "Chọn thư mục chứa tệp của các đơn vị")
    if not folder.is_dir() or not collect([folder])[0]:
        raise Refused(f"Không có tệp Excel nào trong “{folder}”. Đề nghị chọn lại thư mục.")
    source = guess_form_set([folder])
    if source is None:
        raise Refused(
            f"Không nhận ra biểu nào trong các tệp ở “{folder}”. Đề nghị chọn đúng thư mục tệp đã nhận."
        )
    return folder, source


def _beside(folder: Path, what: str) -> Path:
    """A folder for results next to `folder`, or in it where it is a whole drive."""
    folder = folder.resolve()
    return folder.with_name(f"{folder.name} - {what}") if folder.name else folder / what


def kiem_tra_thu_muc(app: xw.App) -> None:
    """Check all returns of a folder: a list of files and what each needs, annotated copies beside."""
    folder, source = _returns_folder(app)
    form_set = load_form_set(source)
    inbox, report = check_files([folder], form_set, source, progress=progress(app, "Đang đọc"))
    header = ("STT", "Tệp", "Đơn vị", "Lỗi phải sửa", "Cần xác minh", "Lưu ý", "Cần làm")
    rows = [_file_row(inbox, report, number) for number in range(len(inbox.returns))]
    rows += [(relative(o.path, inbox.root), None, None, None, None, o.reason) for o in inbox.others]
    rows += [(None, None, None, None, None, finding.message) for finding in report.of_file(None)]
    numbered = [(place, *row) for place, row in enumerate(rows, start=1)]
    new_table(app, "Kiểm tra thư mục", f"KẾT QUẢ KIỂM TRA THƯ MỤC {folder.name}", header, numbered)
    copies = _beside(folder, "bản sao đã đánh dấu")
    write_copies(inbox, report, copies, progress(app, "Đang ghi bản sao"))
    say(app, f"Đã xem {len(inbox.returns)} tệp Excel. Bản sao đã đánh dấu nằm ở “{copies}”.")


def _file_row(inbox: Inbox, report, number: int) -> tuple:
    item, findings = inbox.returns[number], report.of_file(number)
    unit = report.batch.form_set.catalogue.units.get(item.unit or "")
    counts = [sum(f.severity == severity for f in findings) for severity in SEVERITIES]
    if item.status == "unreadable":
        todo = REASONS.get(item.reason or "", REASONS["damaged"])
    elif number in inbox.superseded:
        by, why = inbox.superseded[number]
        todo = f"Không tính; đã tính “{inbox.name(by)}” ({why})."
    elif number in inbox.ignored:
        todo = f"Không tính. {inbox.ignored[number]}."
    elif any(f.severity == ERROR for f in findings):
        todo = "Trả đơn vị sửa."
    elif any(f.severity == WARNING and not f.explained for f in findings):
        todo = "Đề nghị đơn vị xác minh."
    else:
        todo = "Đạt."
    return inbox.name(number), unit.name if unit else item.named, *counts, todo


def tra_don_vi(app: xw.App) -> None:
    """For every unit with something to mend a folder: its annotated copy, the words, a mail draft."""
    from xl_addin.send_back import DRAFT, WORDS, send_back

    folder, source = _returns_folder(app)
    inbox, report = check_files([folder], load_form_set(source), source, progress=progress(app, "Đang đọc"))
    target = fresh(_beside(folder, "trả đơn vị hoàn thiện"))
    written = send_back(inbox, report, target, progress(app, "Đang soạn thư"))
    if not written:
        say(app, "Không có đơn vị nào phải hoàn thiện.")
        return
    say(
        app,
        f"Đã soạn cho {len(written)} đơn vị, mỗi đơn vị một thư mục trong “{target}”: bản sao đã đánh dấu, "
        f"nội dung để dán ({WORDS}) và thư nháp ({DRAFT}). Công cụ không tự gửi thư.",
    )


def tong_hop(app: xw.App) -> None:
    """Roll up a folder; the working file opens."""
    from xl_addin.roll_up import roll_up

    folder, source = _returns_folder(app)
    form_set = load_form_set(source)
    target = folder.parent / f"Tong hop {form_set.id}.xlsx"
    if any(book.name == target.name for book in app.books):
        raise Refused(f"“{target.name}” đang mở. Đề nghị lưu và đóng tệp đó rồi bấm lại Tổng hợp.")
    if target.exists() and not _may_replace(app, target):
        target = fresh(target)
    result = roll_up(folder, form_set, target, source, progress=progress(app, "Đang đọc"))
    app.books.open(str(target))
    expected = form_set.expected_units
    received = {item.unit for item in result.inbox.returns if item.unit} & set(expected)
    counts = counted(result.report.count(severity) for severity in SEVERITIES)
    say(
        app,
        f"Đã tổng hợp {len(received)}/{len(expected)} đơn vị; {counts}. Đề nghị xem trang “Tổng quan” trước.",
    )


def _may_replace(app: xw.App, target: Path) -> bool:
    question = (
        f"Đã có “{target.name}”. Ghi thay tệp đó? Những gì ghi tay trong tệp cũ sẽ mất. Chọn No để giữ "
        "tệp cũ và ghi ra một tệp mới."
    )
    return app.alert(question, TITLE, "yes_no", "info") == "yes"
