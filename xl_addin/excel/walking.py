"""Going to a cell, and knowing where the clerk stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

import xlwings as xw

from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_workbook import is_hidden, range_boundaries

_AGAIN = (
    "Đề nghị bấm nút Kiểm tra một lần nữa để lập lại danh sách (đang xem số liệu gốc thì bấm Tổng hợp để lập "
    "lại tệp tổng hợp)."
)
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(:\$?[A-Z]{1,3}\$?[0-9]{1,7})?")


@dataclass(frozen=True)
class Destination:
    """A cell to go to, and what to say there."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Standing:
    """Where the clerk stands. area: the first area selected, as of a merged cell; "" on a chart sheet or a
    picture."""

    sheet: str
    area: str

    @property
    def row(self) -> int:
        """The Excel row; 0 where there is none."""
        return range_boundaries(self.area)[0] if self.area else 0

    def is_at(self, sheet: str, cell: str) -> bool:
        """Whether a cell is selected, alone or with others: one covered by a merged cell comes with it."""
        if not self.area or sheet != self.sheet:
            return False
        top, left, bottom, right = range_boundaries(self.area)
        row, column = range_boundaries(cell)[:2]
        return top <= row <= bottom and left <= column <= right


def standing(book: xw.Book) -> Standing:
    """Sheet and cells where the clerk stands."""
    sheet = book.sheets.active.name
    try:
        return Standing(sheet, book.app.selection.address.replace("$", "").split(",")[0])
    except Exception:  # a chart, a picture: nothing with an address
        return Standing(sheet, "")


def go(book: xw.Book, to: Destination) -> str:
    """Go to a cell; what to show there. Raises Refused where Excel cannot go."""
    try:
        sheet = book.sheets[to.sheet]
    except Exception:  # Excel's way of saying that there is none
        raise Refused(f"Không còn trang “{to.sheet}”. {_AGAIN}") from None
    if is_hidden(sheet):
        raise Refused(
            f"Ô {to.cell} ở trang “{to.sheet}” đang ẩn. Đề nghị bấm chuột phải vào tên một trang, "
            "chọn Unhide để hiện trang rồi bấm lại."
        )
    if not _CELL.fullmatch(to.cell):
        raise Refused(f"Địa chỉ ô “{to.cell}” trong danh sách không đúng. {_AGAIN}")
    sheet.activate()
    sheet.range(to.cell).select()
    return f"{to.sheet}, ô {to.cell}: {to.text}"[:250]
