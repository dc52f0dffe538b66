"""The ribbon's buttons: one function each, the same engine as the command line behind them.

`press` is what the ribbon calls. A button either does its work or says in Vietnamese why not; no
traceback reaches the clerk.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from validators.findings import ERROR, SEVERITIES, WARNING, counted
from workbook_templates.form_set import FormSet, FormSetError, form_set_ids, load_form_set
from workbook_templates.grid import Grid
from workbook_templates.reading import REASONS
from workbook_templates.returns import from_grid
from xl_addin.annotated_copy import CannotAnnotate
from xl_addin.check import check_files, check_return, fitting_form_set, guess_form_set
from xl_addin.copies import marks_of, write_copies, write_copy
from xl_addin.dialogs import (
    STOPPED,
    TITLE,
    Refused,
    Stopped,
    ask_folder,
    ask_text,
    excel,
    open_book,
    progress,
    say,
)
from xl_addin.inbox import Inbox, collect, relative
from xl_addin.live_workbook import CELL, is_hidden, is_own_output, mark, place_of, read_workbook, unmark
from xl_addin.log import log_trouble, start_log
from xl_addin.whole_files import CannotWrite, fresh
from xl_addin.work_list import Place, ids_of, old_list, places_of, work_listing, write_list, write_new_list

NO_TABLE = (
    "Không nhận ra biểu nào trong tệp này nên chưa kiểm tra được. Đề nghị mở đúng tệp của đơn vị, hoặc xem "
    "lại dòng tiêu đề cột (STT, Tên đơn vị, Tên lớp, Số học viên …)."
)
OWN_OUTPUT = (
    "Đây là tệp kết quả do công cụ lập, không phải biểu của đơn vị, nên không kiểm tra và không đánh dấu. "
    "Đề nghị mở tệp của đơn vị."
)
NO_LIST = "Tệp này chưa có danh sách nội dung cần xử lý. Đề nghị bấm Kiểm tra trước."
PASSED = "Đạt: không có nội dung nào phải xử lý."
UNDO = "Lưu ý: sau khi đánh dấu, Excel không hoàn tác (Undo) được các thao tác làm trước đó."


def press(name: str) -> None:
    """Do what the button with this id does; whatever goes wrong ends in one sentence."""
    start_log()
    app = excel()
    message = stays = None
    try:
        stays = BUTTONS[name](app)
    except (Refused, FormSetError, CannotWrite, CannotAnnotate) as refused:
        message = str(refused)
    except Stopped:
        message = STOPPED
    except Exception as error:
        message = (
            "Có trục trặc ngoài dự kiến; số liệu trong tệp không bị thay đổi. Đề nghị gửi cho người hỗ trợ "
            f"nhật ký “{log_trouble(error)}” (nhật ký không chứa số liệu)."
        )
    finally:
        app.status_bar = stays or False
    if message:
        app.alert(message, TITLE, "ok", "critical")


def _returns_folder(app: xw.App) -> tuple[Path, str] | None:
    """The folder of returns that the clerk chooses, and the form set that fits it."""
    folder = ask_folder(app, "Chọn thư mục chứa tệp của các đơn vị")
    if folder is None:
        return None
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


# --- Kiểm tra -----------------------------------------------------------------------------------


def kiem_tra(app: xw.App) -> str | None:
    """Check the open workbook as it stands, mark the cells, write the list."""
    book = open_book(app)
    if is_own_output(book):
        raise Refused(OWN_OUTPUT)
    app.status_bar = "Đang kiểm tra…"
    grid = read_workbook(book)
    place = place_of(book)
    name = fitting_form_set(lambda form_set: from_grid(place, grid, form_set))
    if name is None:
        raise Refused(NO_TABLE)
    form_set = load_form_set(name)
    inbox, report = check_return(from_grid(place, grid, form_set), form_set)
    findings = report.of_file(0)
    if not findings and old_list(grid) is None:
        _unmark_all(book)  # what an earlier check or an annotated copy left
        say(app, PASSED)
        return None
    if book.api.MultiUserEditing:  # a shared workbook takes no conditional formats
        _check_a_copy(app, book, form_set, "Sổ tính đang dùng chung nên không đánh dấu trực tiếp được.")
        return None
    try:
        notes = _show(book, grid, inbox, report)
    except Exception as error:
        log_trouble(error)
        with suppress(Exception):  # what stands half-marked
            _unmark_all(book)
        _check_a_copy(app, book, form_set, "Chưa đánh dấu được trực tiếp vào tệp đang mở.")
        return None
    return _tell(app, book, report, notes)


def _show(book: xw.Book, grid: Grid, inbox: Inbox, report) -> list[str]:
    """Marks and list; returns what the clerk must know of them."""
    old, notes = old_list(grid), []
    listing = work_listing(inbox, report, ids_of(old))
    sheets = dict(zip(grid.names, book.sheets, strict=True))
    unmarked = unmark(sheets)
    closed = [*unmarked.closed, *mark(sheets, marks_of(report.of_file(0)), unmarked.others)]
    if closed:
        names = ", ".join(dict.fromkeys(closed))
        notes.append(f"Trang đang khóa nên không đánh dấu, không gỡ dấu cũ được: {names}.")
    if book.api.ProtectStructure:
        write_new_list(book.app, listing)
        notes.append("Sổ tính khóa cấu trúc nên danh sách nằm ở một sổ tính mới.")
    elif write_list(book, listing, old, grid.names):
        notes.append(f"Danh sách trước có ghi chép riêng nên được giữ ở trang “{old.name}”.")
    return notes if old else [*notes, UNDO]


def _tell(app: xw.App, book: xw.Book, report, notes: list[str]) -> str | None:
    findings = report.of_file(0)
    counts = counted(sum(f.severity == severity for f in findings) for severity in SEVERITIES)
    text = "\n".join([f"{counts[:1].upper()}{counts[1:]}." if findings else PASSED, *notes])
    first = next((f for f in findings if f.sheet and f.cell), None)
    if first is None:
        say(app, text)
    elif app.alert(f"{text}\nĐến nội dung đầu tiên?", TITLE, "yes_no", "info") == "yes":
        return _go(book, Place(first.sheet, first.cell, first.message))
    return None


def _check_a_copy(app: xw.App, book: xw.Book, form_set: FormSet, why: str) -> None:
    """Where the open workbook cannot be marked: a copy of it is checked, marked and opened."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="bieu-"))
    name = Path(book.name if "." in book.name else f"{book.name}.xlsx")
    book.api.SaveCopyAs(str(folder / name))
    inbox, report = check_files([folder / name], form_set)
    opened, number, marked = {other.name for other in app.books}, 1, f"{name.stem} - đã đánh dấu{name.suffix}"
    while marked in opened:  # Excel opens no two workbooks of one name
        number += 1
        marked = f"{name.stem} - đã đánh dấu {number}{name.suffix}"
    app.books.open(str(write_copy(inbox, report, 0, folder / marked)))
    say(app, f"{why} Bản sao đã đánh dấu được mở riêng: “{marked}”; đề nghị lưu lại nếu cần.")


def bo_danh_dau(app: xw.App) -> None:
    """Take away exactly our marks; the list stays, it may hold what people wrote."""
    gone = _unmark_all(open_book(app))
    say(app, "Đã bỏ hết dấu của công cụ." if gone else "Tệp này không có dấu nào của công cụ.")


def _unmark_all(book: xw.Book) -> int:
    """How many marks went. Raises Refused where some stay."""
    gone, closed, _ = unmark({sheet.name: sheet for sheet in book.sheets})
    if closed:
        raise Refused(
            f"Trang đang khóa nên còn dấu: {', '.join(closed)}. Đề nghị bỏ khóa (Review > Unprotect Sheet) "
            "rồi bấm lại."
        )
    return gone


def noi_dung_ke_tiep(app: xw.App) -> str:
    """Go to the next cell of the list, from where the clerk stands; after the last to the first."""
    return _step(app, +1)


def noi_dung_truoc(app: xw.App) -> str:
    """Go to the cell before."""
    return _step(app, -1)


def _step(app: xw.App, direction: int) -> str:
    book = open_book(app)
    grid = read_workbook(book)
    listed = old_list(grid)
    if listed is None:
        raise Refused(NO_LIST)
    places = [place for place in places_of(listed) if place.sheet in grid.names]
    if not places:
        raise Refused(
            "Danh sách không còn nội dung nào dẫn đến ô. Đề nghị bấm Kiểm tra để lập lại danh sách."
        )
    here = _standing(app, book)
    at = next((n for n, place in enumerate(places) if (place.sheet, place.cell) == here), None)
    target = (0 if direction > 0 else -1) if at is None else (at + direction) % len(places)
    return _go(book, places[target])


def _standing(app: xw.App, book: xw.Book) -> tuple[str, str]:
    """Sheet and cell where the clerk stands; no cell on a chart sheet."""
    sheet = book.sheets.active.name
    try:
        return sheet, app.selection.address.replace("$", "").split(":")[0].split(",")[0]
    except Exception:
        return sheet, ""


def _go(book: xw.Book, place: Place) -> str:
    """Go to a cell; what to show there."""
    if place.sheet not in [sheet.name for sheet in book.sheets]:
        raise Refused(f"Không còn trang “{place.sheet}”. Đề nghị bấm Kiểm tra lại.")
    sheet = book.sheets[place.sheet]
    if is_hidden(sheet):
        raise Refused(
            f"Ô {place.cell} ở trang “{place.sheet}” đang ẩn. Đề nghị bấm chuột phải vào tên một trang, "
            "chọn Unhide để hiện trang rồi bấm lại."
        )
    if not CELL.fullmatch(place.cell):
        raise Refused(f"Địa chỉ ô “{place.cell}” trong danh sách không đúng. Đề nghị bấm Kiểm tra lại.")
    sheet.activate()
    sheet.range(place.cell).select()
    return f"{place.sheet}, ô {place.cell}: {place.text}"[:250]


def kiem_tra_thu_muc(app: xw.App) -> None:
    """Check all returns of a folder: a list of files and what each needs, annotated copies beside."""
    chosen = _returns_folder(app)
    if chosen is None:
        return
    folder, source = chosen
    form_set = load_form_set(source)
    inbox, report = check_files([folder], form_set, source, progress=progress(app, "Đang đọc"))
    header = ("STT", "Tệp", "Đơn vị", "Lỗi phải sửa", "Cần xác minh", "Lưu ý", "Cần làm")
    rows = [_file_row(inbox, report, number) for number in range(len(inbox.returns))]
    rows += [(relative(o.path, inbox.root), None, None, None, None, o.reason) for o in inbox.others]
    rows += [(None, None, None, None, None, finding.message) for finding in report.of_file(None)]
    numbered = [(place, *row) for place, row in enumerate(rows, start=1)]
    _new_table(app, "Kiểm tra thư mục", f"KẾT QUẢ KIỂM TRA THƯ MỤC {folder.name}", header, numbered)
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


def xem_so_lieu_goc(app: xw.App) -> str:
    """From a line of a biểu to the row it came from, its workbook opened."""
    from xl_addin.trace import origin_of_selection

    origin = origin_of_selection(app, open_book(app))
    if not origin.path.exists():
        raise Refused(
            f"Không tìm thấy “{origin.path}”. Đề nghị để tệp tổng hợp và thư mục tệp của đơn vị ở đúng chỗ "
            "như khi tổng hợp, hoặc tổng hợp lại."
        )
    source = app.books.open(str(origin.path))
    more = f" Dòng của biểu cộng từ {origin.many} dòng." if origin.many > 1 else ""
    return _go(source, Place(origin.sheet, origin.cell, f"{origin.unit}.{more}"))


def tra_don_vi(app: xw.App) -> None:
    """For every unit with something to mend a folder: its annotated copy, the words, a mail draft."""
    from xl_addin.send_back import DRAFT, WORDS, send_back

    chosen = _returns_folder(app)
    if chosen is None:
        return
    folder, source = chosen
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


# --- Chuẩn bị, Tổng hợp, Khác -------------------------------------------------------------------


def tong_hop(app: xw.App) -> None:
    """Roll up a folder; the working file opens."""
    from xl_addin.roll_up import roll_up

    chosen = _returns_folder(app)
    if chosen is None:
        return
    folder, source = chosen
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


def tao_mau(app: xw.App) -> None:
    """Write the blanks of a form set into a folder."""
    from xl_addin.make_blanks import make_blanks

    ids = form_set_ids()
    listed = "\n".join(f"{n}. {load_form_set(name).title}" for n, name in enumerate(ids, start=1))
    answer = ask_text(app, f"Gõ số của bộ biểu mẫu:\n{listed}", "1")
    if answer is None:
        return
    if not answer.strip().isdecimal() or not 1 <= int(answer) <= len(ids):
        raise Refused(f"Không có bộ biểu mẫu số “{answer}”. Đề nghị gõ một số từ 1 đến {len(ids)}.")
    folder = ask_folder(app, "Chọn thư mục để ghi biểu mẫu")
    if folder is None:
        return
    written, kept = make_blanks(load_form_set(ids[int(answer) - 1]), folder, progress(app, "Đang ghi"))
    text = f"Đã ghi {len(written)} biểu mẫu vào “{folder}”."
    say(app, f"{text} Giữ nguyên {len(kept)} tệp đã có từ trước." if kept else text)


def danh_muc(app: xw.App) -> None:
    """The catalogue of rules as a new workbook."""
    from validators.findings import SEVERITY_WORDS
    from validators.rule import all_rules

    header = ("Mã", "Mức độ", "Nội dung", "Vì sao", "Ví dụ sai", "Cách sửa", "Căn cứ")
    rows = [
        (rule.id, SEVERITY_WORDS[rule.severity], rule.what, rule.why, rule.wrong, rule.mend, rule.basis)
        for rule in all_rules().values()
    ]
    _new_table(app, "Nội dung kiểm tra", "CÁC NỘI DUNG KIỂM TRA", header, rows)


_GUIDE = (
    ("Chuẩn bị", "Tạo biểu mẫu: ghi cho mỗi đơn vị một tệp Excel trắng, gửi kèm công văn."),
    ("Kiểm tra một tệp", "Mở tệp của đơn vị rồi bấm Kiểm tra. Ô cần xem được đánh dấu; danh sách ở trang "
     "“Nội dung cần xử lý”. Nội dung trước, Nội dung kế tiếp đưa đến từng ô. Bỏ đánh dấu gỡ hết dấu."),
    ("Kiểm tra cả thư mục", "Bấm Kiểm tra thư mục, chọn thư mục tệp đã nhận: có danh sách từng tệp cần "
     "làm gì, và bản sao đã đánh dấu để gửi lại đơn vị."),
    ("Tổng hợp", "Bấm Tổng hợp, chọn thư mục: tệp làm việc mở ra, xem trang “Tổng quan” trước."),
    ("Mức độ", "Lỗi, phải sửa: không cộng được hoặc biểu tự mâu thuẫn. Cần xác minh: khác thường, nếu đúng "
     "thì ghi lý do. Lưu ý: điều nhỏ."),
    ("Giữ số liệu", "Công cụ không sửa số liệu của đơn vị; ý kiến ghi ở cột “Ý kiến của đơn vị”, “Xử lý của "
     "tỉnh” được giữ lại khi kiểm tra lần sau."),
)  # fmt: skip


def huong_dan(app: xw.App) -> None:
    """A short guide as a new workbook."""
    _new_table(app, "Hướng dẫn", "HƯỚNG DẪN NHANH", ("Việc", "Cách làm"), list(_GUIDE))


def _new_table(app: xw.App, name: str, title: str, header: tuple[str, ...], rows: list[tuple]) -> None:
    from xl_addin.work_list import new_sheet, write_table

    write_table(new_sheet(app, name), title, (), header, rows)


# What a button gives back stays in the status bar.
BUTTONS: dict[str, Callable[[xw.App], str | None]] = {
    function.__name__: function
    for function in (
        tao_mau, kiem_tra, kiem_tra_thu_muc, noi_dung_truoc, noi_dung_ke_tiep, bo_danh_dau, tong_hop,
        xem_so_lieu_goc, tra_don_vi, danh_muc, huong_dan,
    )
}  # fmt: skip
