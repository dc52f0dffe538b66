"""The page for the leaders: classes and people by programme and sector, on one A4 lengthwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.formats import Looks, new_workbook
from workbook_templates.paper.page import ROW_POINTS, set_widths
from workbook_templates.paper.printed_table import Cell, PaperSheet, lines_of, merge, spread, write_row
from workbook_templates.reading.package import OUTPUT_MARK
from xl_addin.signing.leaders import CLASSES, PEOPLE, Block, Figures

_SHEET, _FIRST, _NUMBER = "Chương trình và khối", 40, 9.0
_OF_ONE_PAGE = 45  # rows
_NOTE = (
    "Mỗi biểu cộng riêng và khớp với dòng tổng của biểu; không cộng các biểu với nhau, vì một người, một lớp "
    "có thể có ở hai biểu (nhu cầu và lớp mở, số liệu và danh sách)."
)


def write_leaders(path: Path, form_set: FormSet, figures: Figures, *, open_errors: bool) -> None:
    """Write the page. open_errors: whether the biểu still hold what is to be settled."""
    with new_workbook(path, strings_to_formulas=False, strings_to_urls=False) as book:
        book.set_properties(
            {"title": f"Tổng hợp theo chương trình và khối – {form_set.title}", "category": OUTPUT_MARK}
        )
        sheet = book.add_worksheet(_SHEET, PaperSheet)
        _Page(sheet, Looks(book), figures).draw(form_set, open_errors)


class _Page:
    def __init__(self, sheet: PaperSheet, looks: Looks, figures: Figures) -> None:
        self.sheet, self.looks, self.figures = sheet, looks, figures
        self.groups = [*figures.sectors, "Tổng số"]
        self.widths = [_FIRST, *[_NUMBER] * (2 * len(self.groups))]
        self.last = len(self.widths) - 1

    def draw(self, form_set: FormSet, open_errors: bool) -> None:
        sheet, looks = self.sheet, self.looks
        set_widths(sheet, self.widths)
        sheet.set_default_row(ROW_POINTS)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.6)
        spread(sheet, 0, 0, self.last, "TỔNG HỢP THEO CHƯƠNG TRÌNH VÀ KHỐI", looks["title"])
        title = form_set.title
        spread(sheet, 1, 0, self.last, title, looks["attached"], lines_of(title, sum(self.widths), 13))
        row = 2
        if open_errors:
            text = "Các biểu còn nội dung phải xử lý; số liệu dưới đây có thể thay đổi."
            spread(sheet, row, 0, self.last, text, looks["error"])
            row += 1
        row = self._header(row + 1)
        first = row
        for block in self.figures.blocks:
            row = self._block(row, block)
        spread(sheet, row + 1, 0, self.last, _NOTE, looks["wrapped"], lines_of(_NOTE, sum(self.widths)))
        sheet.repeat_rows(first - 2, first - 1)
        sheet.fit_to_pages(1, 1 if row <= _OF_ONE_PAGE else 0)

    def _header(self, row: int) -> int:
        look = self.looks["list_header"]
        upper: dict[int, Cell] = {0: ("Biểu, chương trình", look)}
        lower: dict[int, Cell] = {0: (None, look)}
        for place, group in enumerate(self.groups):
            at = 1 + 2 * place
            upper |= {at: (group, look), at + 1: (None, look)}
            lower |= {at: ("Lớp", look), at + 1: ("Người", look)}
        lines = max(lines_of(group, 2 * _NUMBER * 0.8) for group in self.groups)
        write_row(self.sheet, row, upper, lines)
        write_row(self.sheet, row + 1, lower)
        merge(self.sheet, row, 0, row + 1, 0)
        for place in range(len(self.groups)):
            merge(self.sheet, row, 1 + 2 * place, row, 2 + 2 * place)
        return row + 2

    def _block(self, row: int, block: Block) -> int:
        """The biểu with its sum, below it its programmes."""
        called = f" ({block.people})" if block.people != "người" else ""
        lacking = f" (chưa gồm {block.left} ô không phải là số)" if block.left else ""
        self._line(row, block.name + called + lacking, "section", lambda w, s: block.sum_of(w, s))
        row += 1
        if list(block.rows) == [block.name]:
            return row
        for programme in block.rows:
            self._line(row, programme, "", lambda w, s, p=programme: block.sum_of(w, s, p))
            row += 1
        return row

    def _line(self, row: int, label: str, style: str, number: Callable[[int, str | None], float]) -> None:
        prefix = f"{style}_" if style else ""
        cells: dict[int, Cell] = {0: (label, self.looks[f"{prefix}text"])}
        for place, group in enumerate([*self.figures.sectors, None]):
            for what in (CLASSES, PEOPLE):
                value = number(what, group) or None
                bold = prefix if group else "section_"
                cells[1 + 2 * place + what] = (value, self.looks.count(f"{bold}count", value))
        write_row(self.sheet, row, cells, lines_of(label, _FIRST))
