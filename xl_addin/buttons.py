"""The ribbon's buttons: one function each, the same engine as the command line behind them.

`press` is what the ribbon calls. A button either does its work or says in Vietnamese why not; no
traceback reaches the clerk.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from validators.findings import SEVERITIES, counted
from workbook_templates.form_set import FormSet, FormSetError, form_set_ids, load_form_set
from workbook_templates.grid import Grid
from workbook_templates.returns import from_grid
from xl_addin.annotated_copy import CannotAnnotate
from xl_addin.check import check_files, check_return, fitting_form_set
from xl_addin.copies import marks_of, write_copy
from xl_addin.dialogs import (
    STOPPED,
    TITLE,
    Dismissed,
    Refused,
    Stopped,
    ask_folder,
    ask_text,
    excel,
    open_book,
    progress,
    say,
)
from xl_addin.folder_buttons import kiem_tra_thu_muc, tong_hop, tra_don_vi
from xl_addin.inbox import Inbox
from xl_addin.live_workbook import CELL, is_hidden, is_own_output, mark, place_of, read_workbook, unmark
from xl_addin.log import log_trouble, start_log
from xl_addin.whole_files import CannotWrite
from xl_addin.work_list import (
    Place,
    ids_of,
    new_table,
    old_list,
    places_of,
    work_listing,
    write_list,
    write_new_list,
)

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
    except Dismissed:
        pass
    except Exception as error:
        message = (
            "Có trục trặc ngoài dự kiến; số liệu trong tệp không bị thay đổi. Đề nghị gửi cho người hỗ trợ "
            f"nhật ký “{log_trouble(error)}” (nhật ký không chứa số liệu)."
        )
    finally:
        app.status_bar = stays or False
    if message:
        app.alert(message, TITLE, "ok", "critical")


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


# --- Chuẩn bị, Khác -------------------------------------------------------------------


def tao_mau(app: xw.App) -> None:
    """Write the blanks of a form set into a folder."""
    from xl_addin.make_blanks import make_blanks

    ids = form_set_ids()
    listed = "\n".join(f"{n}. {load_form_set(name).title}" for n, name in enumerate(ids, start=1))
    answer = ask_text(app, f"Gõ số của bộ biểu mẫu:\n{listed}", "1")
    if not answer.strip().isdecimal() or not 1 <= int(answer) <= len(ids):
        raise Refused(f"Không có bộ biểu mẫu số “{answer}”. Đề nghị gõ một số từ 1 đến {len(ids)}.")
    folder = ask_folder(app, "Chọn thư mục để ghi biểu mẫu")
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
    new_table(app, "Nội dung kiểm tra", "CÁC NỘI DUNG KIỂM TRA", header, rows)


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
    new_table(app, "Hướng dẫn", "HƯỚNG DẪN NHANH", ("Việc", "Cách làm"), list(_GUIDE))


# What a button gives back stays in the status bar.
BUTTONS: dict[str, Callable[[xw.App], str | None]] = {
    function.__name__: function
    for function in (
        tao_mau, kiem_tra, kiem_tra_thu_muc, noi_dung_truoc, noi_dung_ke_tiep, bo_danh_dau, tong_hop,
        xem_so_lieu_goc, tra_don_vi, danh_muc, huong_dan,
    )
}  # fmt: skip
