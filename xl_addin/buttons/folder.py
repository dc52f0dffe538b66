"""Buttons that work on folders: blanks out, all returns checked, all returns rolled up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from validators.codes import Severity
from validators.findings import counted
from workbook_templates.declared.form_set import FormSet
from workbook_templates.learning.example import LearntForm
from workbook_templates.reading.unreadable import why_unreadable
from xl_addin.check import check_files, guess_form_set
from xl_addin.copies.answers import to_answer, write_answers
from xl_addin.excel.application import open_path
from xl_addin.excel.dialogs import Refused, ask, ask_folder, ask_text, say
from xl_addin.excel.live_list import new_table
from xl_addin.excel.long_work import progress
from xl_addin.files.whole_files import fresh
from xl_addin.form_sets import load_form_set
from xl_addin.inbox import Inbox, collect, mark_as_results, received_units, relative
from xl_addin.make_blanks import make_blanks
from xl_addin.roll_up import roll_up
from xl_addin.settings.loading import Settings, load_settings


def tao_mau(app: xw.App) -> None:
    """Write the blanks of a form set into a folder."""
    settings = load_settings()
    form_set, _ = chosen_form_set(app, settings)
    folder = ask_folder(app, "Chọn thư mục để ghi biểu mẫu", settings.blanks_folder)
    written, kept = make_blanks(form_set, folder, progress(app, "Đang ghi"))
    text = f"Đã ghi {len(written)} biểu mẫu vào “{folder}”."
    say(app, f"{text} Giữ nguyên {len(kept)} tệp đã có từ trước." if kept else text)


def chosen_form_set(app: xw.App, settings: Settings) -> tuple[FormSet, str]:
    """The one of the settings, or the one whose number the clerk types; and the name it is loaded by. Raises
    Refused."""
    ids = settings.form_sets
    if len(ids) == 1:
        return load_form_set(ids[0]), ids[0]
    return form_set_numbered(ids, ask_form_set(app, ids))


def ask_form_set(app: xw.App, ids: Sequence[str], other: str = "") -> str:
    """What the clerk types where form sets are listed to choose from. other: what may be typed else."""
    listed = "\n".join(
        f"{n}. {one.settings.get('province') or one.id}, năm {one.year}"
        for n, one in enumerate(map(load_form_set, ids), start=1)
    )
    return ask_text(app, f"Gõ số thứ tự của bộ biểu mẫu cần dùng{other}:\n{listed}", "1")


def form_set_numbered(ids: Sequence[str], answer: str) -> tuple[FormSet, str]:
    """The form set of this number in the list, and the name it is loaded by. Raises Refused."""
    if not answer.strip().isdecimal() or not 1 <= int(answer) <= len(ids):
        raise Refused(f"Không có bộ biểu mẫu số “{answer}”. Đề nghị gõ một số từ 1 đến {len(ids)}.")
    name = ids[int(answer) - 1]
    return load_form_set(name), name


def returns_folder(app: xw.App, settings: Settings) -> tuple[Path, str]:
    """The folder of returns that the clerk chooses, and the form set that fits it. Raises Dismissed,
    Refused."""
    folder = ask_folder(app, "Chọn thư mục chứa tệp của các đơn vị", settings.returns_folder)
    if not folder.is_dir() or not collect([folder])[0]:
        raise Refused(f"Không có tệp Excel nào trong “{folder}”. Đề nghị chọn lại thư mục.")
    source = guess_form_set([folder], settings.form_sets)
    if source is None:
        raise Refused(
            f"Không nhận ra biểu nào trong các tệp ở “{folder}”. Đề nghị chọn đúng thư mục tệp đã nhận, và "
            "xem mục “Tỉnh”, “Bộ biểu mẫu” trong Cài đặt có đúng với các tệp này không."
        )
    return folder, source


def result_path(settings: Settings, folder: Path, name: str) -> Path:
    """Where a result called `name` belongs: in the folder that the settings give, else next to the
    folder of returns (in it where that is a whole drive)."""
    folder = folder.resolve()
    return (settings.results_folder or (folder.parent if folder.name else folder)) / name


def kiem_tra_thu_muc(app: xw.App) -> None:
    """Check all returns of a folder: a list of files and what each needs, marked copies beside."""
    settings = load_settings()
    folder, source = returns_folder(app, settings)
    check_folder(app, settings, folder, load_form_set(source), source)


def check_folder(
    app: xw.App, settings: Settings, folder: Path, form_set: FormSet, source: str | Path
) -> None:
    """Check a folder by a form set: a list of its files, and marked copies. Raises Dismissed."""
    inbox, report = check_files([folder], form_set, source, progress=progress(app, "Đang đọc"))
    header = ("STT", "Tệp", "Đơn vị", "Lỗi phải sửa", "Cần xác minh", "Lưu ý", "Cần làm")
    rows = [_file_row(inbox, report, number) for number in range(len(inbox.returns))]
    rows += [(relative(o.path, inbox.root), None, None, None, None, o.reason) for o in inbox.others]
    told = [finding.message for finding in report.of_file(None)]
    told += inbox.known.told if inbox.known else []
    rows += [(None, None, None, None, None, text) for text in told]
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    copies = _kept_or_new(
        app,
        result_path(settings, folder, f"{folder.name} - bản sao đã đánh dấu"),
        "ý kiến ghi trong các bản sao ấy",
    )
    mark_as_results(copies)
    written = write_answers(inbox, report, copies, progress(app, "Đang ghi bản sao"))
    marked = dict(zip(to_answer(inbox, report), written, strict=True))
    links = [str(marked.get(number, item.path)) for number, item in enumerate(inbox.returns)]
    title = f"KẾT QUẢ KIỂM TRA THƯ MỤC {folder.name}"
    notes = ["Bấm vào tên tệp để mở bản sao đã đánh dấu; tệp không tính thì mở tệp của đơn vị."]
    new_table(app, "Kiểm tra thư mục", title, header, numbered, notes, (header.index("Tệp"), links))
    say(app, f"Đã kiểm tra {len(inbox.returns)} tệp Excel. Bản sao đã đánh dấu nằm ở “{copies}”.")


def _file_row(inbox: Inbox, report, number: int) -> tuple:
    item, findings = inbox.returns[number], report.of_file(number)
    unit = report.batch.form_set.catalogue.units.get(item.unit or "")
    counts = [sum(f.severity == severity and not f.settled for f in findings) for severity in Severity]
    if item.status == "unreadable":
        todo = why_unreadable(item.reason).words
    elif number in inbox.superseded:
        by, why = inbox.superseded[number]
        todo = f"Không tính; đã tính “{inbox.name(by)}” ({why.words})."
    elif number in inbox.ignored:
        todo = f"Không tính. {inbox.ignored[number].words}."
    elif any(f.severity == Severity.ERROR and f.open for f in findings):
        todo = "Đề nghị đơn vị sửa."
    elif any(f.severity == Severity.WARNING and f.open for f in findings):
        todo = "Đề nghị đơn vị xác minh."
    else:
        todo = "Đạt."
    return inbox.name(number), unit.name if unit else item.named, *counts, todo


def _kept_or_new(app: xw.App, target: Path, lost: str) -> Path:
    """Where a result is written: beside the one of last time (as Enter says), or over it."""
    if target.exists() and ask(
        app,
        f"Đã có “{target.name}” từ lần trước. Giữ lại?\n• Có (Yes): giữ nguyên, kết quả mới ghi ra một tên "
        f"khác.\n• Không (No): ghi thay, {lost} sẽ mất.",
    ):
        return fresh(target)
    return target


def tong_hop(app: xw.App) -> None:
    """Roll up a folder; the working file opens."""
    settings = load_settings()
    folder, source = returns_folder(app, settings)
    roll_up_folder(app, settings, folder, load_form_set(source), source)


def target_of(app: xw.App, settings: Settings, folder: Path, form_set: FormSet) -> Path:
    """Where the working file of a folder goes. Raises Refused while it is open."""
    target = result_path(settings, folder, f"Tong hop {form_set.id}.xlsx")
    must_be_closed(app, target, "Tổng hợp")
    return target


def must_be_closed(app: xw.App, target: Path, button: str) -> None:
    """Raises Refused where the file that a button writes is open."""
    if any(book.name == target.name for book in app.books):
        raise Refused(f"“{target.name}” đang mở. Đề nghị lưu và đóng tệp đó rồi bấm lại {button}.")


def roll_up_folder(
    app: xw.App,
    settings: Settings,
    folder: Path,
    form_set: FormSet,
    source: str | Path,
    learnt: Sequence[LearntForm] = (),
) -> None:
    """Roll up a folder by a form set; the working file opens. learnt: how the forms of an example were taken.
    Raises Refused, Dismissed."""
    target = target_of(app, settings, folder, form_set)
    if target.exists() and not ask(
        app,
        f"Đã có “{target.name}” từ lần trước. Tổng hợp tiếp vào tệp này?\n• Có (Yes): giữ chỗ đã sửa tay "
        "trong các biểu; bản cũ để bên cạnh; màu, đường kẻ làm bằng tay thì không giữ.\n• Không (No): giữ "
        "nguyên tệp cũ, kết quả ghi ra một tên khác, không có chỗ sửa tay.",
    ):
        target = fresh(target)
    result = roll_up(
        folder, form_set, target, source, learnt=learnt, anonymous=settings.anonymous,
        progress=progress(app, "Đang đọc"),
    )  # fmt: skip
    open_path(app, target)
    expected = result.report.batch.form_set.expected_units
    received = received_units(result.inbox)[0] & set(expected)
    counts = counted(result.report.unsettled(severity) for severity in Severity)
    text = (
        f"Đã tổng hợp {len(received)}/{len(expected)} đơn vị; {counts}. Đề nghị xem trang “Tổng quan” trước."
    )
    told = result.inbox.known.told if result.inbox.known else []
    say(app, "\n".join([text, *([result.kept.words] if result.kept else []), *told]))
