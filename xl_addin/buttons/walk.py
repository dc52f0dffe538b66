"""Buttons that go through what has been found: from cell to cell, to the source, marks away."""

from __future__ import annotations

import xlwings as xw

from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.replies import WORK_SHEET
from xl_addin.excel.application import open_book, open_path
from xl_addin.excel.dialogs import Refused, say
from xl_addin.excel.live_list import destinations_in, old_list
from xl_addin.excel.live_workbook import read_workbook
from xl_addin.excel.marks import take_marks_away
from xl_addin.excel.trace import SOURCES, origin_of_selection
from xl_addin.excel.walking import Destination, go, standing

NO_LIST = "Tệp này chưa có danh sách nội dung cần xử lý. Đề nghị bấm Kiểm tra trước."


def noi_dung_ke_tiep(app: xw.App) -> str:
    """Go to the next cell of the list, from where the clerk stands; after the last to the first."""
    return _step(open_book(app), +1)


def noi_dung_truoc(app: xw.App) -> str:
    """Go to the cell before."""
    return _step(open_book(app), -1)


def _step(book: xw.Book, direction: int) -> str:
    names = [sheet.name for sheet in book.sheets]
    cells = [cell for cell in destinations_in(_list_of(book, names)) if cell.sheet in names]
    if not cells:
        raise Refused(
            "Danh sách không còn nội dung nào dẫn đến ô. Đề nghị bấm Kiểm tra để lập lại danh sách."
        )
    here = standing(book)
    at = next((n for n, to in enumerate(cells) if here.is_at(to.sheet, to.cell)), None)
    target = (0 if direction > 0 else -1) if at is None else (at + direction) % len(cells)
    return go(book, cells[target])


def _list_of(book: xw.Book, names: list[str]) -> Sheet:
    """The list of what is to mend; the whole workbook is read only where somebody has renamed it."""
    listed = old_list(read_workbook(book, [WORK_SHEET]).grid) if WORK_SHEET in names else None
    listed = listed or old_list(read_workbook(book).grid)
    if listed is None:
        raise Refused(NO_LIST)
    return listed


def bo_danh_dau(app: xw.App) -> None:
    """Take away exactly our marks; the list stays, it may hold what people wrote."""
    gone = take_marks_away({sheet.name: sheet for sheet in open_book(app).sheets})
    done = (
        "Đã bỏ hết dấu của công cụ. Trang “Nội dung cần xử lý” (nếu có) được giữ lại vì có thể có ý kiến đã "
        "ghi; không cần nữa thì xóa trang đó."
    )
    say(app, done if gone else "Tệp này không có dấu nào của công cụ.")


def xem_so_lieu_goc(app: xw.App) -> str:
    """From a line of a biểu to the row it came from, its workbook opened."""
    origin = origin_of_selection(app, open_book(app))
    if not origin.path.exists():
        raise Refused(
            f"Không tìm thấy “{origin.path}”. Đề nghị để tệp tổng hợp và thư mục tệp của đơn vị ở đúng chỗ "
            "như khi tổng hợp, hoặc tổng hợp lại."
        )
    source = open_path(app, origin.path)
    more = ""
    if origin.many > 1:
        more = f" Cộng từ {origin.many} dòng, đây là dòng đầu; xem tiếp ở trang “{SOURCES}” của tệp tổng hợp."
    return go(source, Destination(origin.sheet, origin.cell, f"{origin.unit}.{more}"))
