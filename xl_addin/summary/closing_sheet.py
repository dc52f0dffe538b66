"""Thay đổi so với lần chốt: what differs since the last snapshot, in sentences and cell by cell; and which
snapshots there are."""

from __future__ import annotations

from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import (
    Cell,
    PaperSheet,
    lines_of,
    set_list_paper,
    spread,
    write_listed,
    write_row,
)
from xl_addin.closing.changes import BieuChange, CellChange, signed
from xl_addin.closing.closing import Snapshots
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_here, link_to_file

_HEADER = ("STT", "Biểu", "Đơn vị", "Dòng", "Cột", "Khi chốt", "Nay", "Chênh lệch")
_WIDTHS = (5, 14, 26, 38, 20, 20, 20, 11)
_SNAPSHOTS = (
    "STT",
    "Tên lần chốt",
    "Thời điểm",
    "Người lưu tệp",
    "Phiên bản kế hoạch",
    "Tệp chốt",
    "So sánh",
)
_LAST = len(_WIDTHS) - 1
_MOST = 5_000  # differences listed
PAGES_TOLD = (
    "Số trang đếm từ đầu mỗi trang tính của biểu, theo ngắt trang mà công cụ đặt sẵn; trang có ô in ra khác "
    "lần chốt thì in lại. Nếu đã đổi lề, tỷ lệ in hoặc chiều cao dòng thì đề nghị xem lại số trang."
)
UNREADABLE = "Không đọc được tệp chốt “{}” nên không so sánh với lần ấy."


def draw_since_closing(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet, after the biểu that it leads to."""
    _Changes(sheet, looks, contents).draw()


class _Changes:
    def __init__(self, sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
        self.sheet, self.looks, self.contents = sheet, looks, contents
        self.snapshots: Snapshots = contents.snapshots

    def draw(self) -> None:
        set_list_paper(self.sheet, _WIDTHS, None, len(_WIDTHS))
        row = self._text(0, closing_title(self.contents), "heading")
        for change in self.contents.changes:
            row = self._told(row, change.words)
        row = self._told(row, PAGES_TOLD)
        for name in self.snapshots.unreadable:
            row = self._told(row, UNREADABLE.format(name))
        row = self._listed(row + 1)
        self._all(row + 1)

    def _text(self, row: int, text: str, look: str) -> int:
        write_row(self.sheet, row, {0: (text, self.looks[look])})
        return row + 1

    def _told(self, row: int, text: str) -> int:
        spread(self.sheet, row, 0, _LAST, text, self.looks["wrapped"], lines_of(text, sum(_WIDTHS)))
        return row + 1

    def _listed(self, row: int) -> int:
        """Each thing that differs."""
        cells = [(change, cell) for change in self.contents.changes for cell in change.cells]
        if not cells:
            return row
        row = self._text(row, "Từng chỗ thay đổi", "heading")
        row = self._head(row, _HEADER)
        for number, (change, cell) in enumerate(cells[:_MOST], start=1):
            self._cell(row, number, change, cell)
            row += 1
        if len(cells) > _MOST:
            row = self._told(row, f"… còn {len(cells) - _MOST} chỗ nữa, không liệt kê.")
        return row

    def _head(self, row: int, header: tuple[str, ...]) -> int:
        cells = {at: (text, self.looks["list_header"]) for at, text in enumerate(header)}
        write_listed(self.sheet, row, cells, [width * 0.8 for width in _WIDTHS])
        return row + 1

    def _cell(self, row: int, number: int, change: BieuChange, cell: CellChange) -> None:
        looks = self.looks
        placed = self.contents.placed[change.form]
        at = placed.of_key.get(cell.key)
        said: list[object] = [change.name, cell.unit, cell.line, cell.column]
        cells: dict[int, Cell] = {0: (number, looks["cell_center"])}
        cells |= {place: (value, looks["cell"]) for place, value in enumerate(said, start=1)}
        if at and cell.line:
            cells[3] = (link(link_here(placed.sheet, f"A{at}"), cell.line), looks["grid_link"])
        for place, value, gone in ((5, cell.before, "(chưa có)"), (6, cell.after, "(không còn)")):
            shown = value if value is not None else "(để trống)" if cell.column else gone
            figure = isinstance(shown, float)
            cells[place] = (shown, looks.count("cell_count", shown) if figure else looks["cell"])
        by = cell.difference
        cells[7] = (signed(by) if by else None, looks["cell_center"])
        write_listed(self.sheet, row, cells, _WIDTHS)

    def _all(self, row: int) -> None:
        """The snapshots that there are, the last first."""
        row = self._text(row, "Các lần chốt", "heading")
        row = self._head(row, _SNAPSHOTS)
        compared = self.contents.compared
        for number, one in enumerate(reversed(self.snapshots.all), start=1):
            target = link_to_file(f"{one.path.parent.name}/{one.path.name}")
            mark = "Đang so sánh" if one is compared else ""
            said = (number, one.name, one.day, one.who, one.version or "Chưa ban hành", None, mark)
            looked = {0: "cell_center"}
            cells = {at: (value, self.looks[looked.get(at, "cell")]) for at, value in enumerate(said)}
            cells[5] = (link(target, one.path.name), self.looks["grid_link"])
            write_listed(self.sheet, row, cells, _WIDTHS)
            row += 1


def closing_title(contents: Contents) -> str:
    """With what is compared."""
    compared = contents.compared
    if compared is None:
        return "THAY ĐỔI SO VỚI LẦN CHỐT"
    version = f", {compared.version.lower()}" if compared.version else ""
    return f"THAY ĐỔI SO VỚI LẦN CHỐT “{compared.name}” ({compared.day}{version})"
