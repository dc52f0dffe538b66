"""Going to a cell, and knowing where the clerk stands."""

from __future__ import annotations

import re

import xlwings as xw

from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_workbook import is_hidden
from xl_addin.excel.work_list import Place

_AGAIN = (
    "Đề nghị bấm nút Kiểm tra một lần nữa để lập lại danh sách (đang xem số liệu gốc thì bấm Tổng hợp để lập "
    "lại tệp tổng hợp)."
)
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(:\$?[A-Z]{1,3}\$?[0-9]{1,7})?")


def standing(book: xw.Book) -> tuple[str, str]:
    """Sheet and cell where the clerk stands; no cell on a chart sheet."""
    sheet = book.sheets.active.name
    try:
        return sheet, book.app.selection.address.replace("$", "").split(":")[0].split(",")[0]
    except Exception:  # a chart, a picture: nothing with an address
        return sheet, ""


def go(book: xw.Book, place: Place) -> str:
    """Go to a cell; what to show there. Raises Refused where Excel cannot go."""
    if place.sheet not in [sheet.name for sheet in book.sheets]:
        raise Refused(f"Không còn trang “{place.sheet}”. {_AGAIN}")
    sheet = book.sheets[place.sheet]
    if is_hidden(sheet):
        raise Refused(
            f"Ô {place.cell} ở trang “{place.sheet}” đang ẩn. Đề nghị bấm chuột phải vào tên một trang, "
            "chọn Unhide để hiện trang rồi bấm lại."
        )
    if not _CELL.fullmatch(place.cell):
        raise Refused(f"Địa chỉ ô “{place.cell}” trong danh sách không đúng. {_AGAIN}")
    sheet.activate()
    sheet.range(place.cell).select()
    return f"{place.sheet}, ô {place.cell}: {place.text}"[:250]
