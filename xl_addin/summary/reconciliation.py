"""Đối chiếu: sums over sources, units, sections and biểu, as formulas that must agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbook_templates.declared.forms import Column
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, Formula, PaperSheet, write_listed, write_row
from workbook_templates.reading.table import letters
from xl_addin.summary.account import draw_account
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.contents import RECONCILIATION, SOURCES, Contents
from xl_addin.summary.links import sheet_place
from xl_addin.summary.list_head import draw_list_head

_HEADER = (
    "Biểu",
    "Cột",
    "Tổng trong biểu",
    "Cộng dòng nguồn",
    "Cộng các mục",
    "Cộng theo đơn vị",
    "Kết quả",
)
_BY_HAND = "Do sửa tay"  # behind these, where anything was changed by hand
OFF = "LỆCH"
_WIDTHS = (29, 18, 11, 11, 11, 11, 11)
_NEAR = 1e-6
_MORE = 11  # of a column by unit beyond these


def draw_reconciliation(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet: a row for each count column of each biểu, below them a row for each unit, and
    where every number of the files has gone."""
    note = "Bốn cách cộng phải bằng nhau. Sửa số trong biểu mà không sửa nguồn thì hiện LỆCH."
    header = _HEADER
    if contents.edits:
        note = "Bốn cách cộng, bớt phần do sửa tay, phải bằng nhau. Sửa số sau khi tổng hợp thì hiện LỆCH."
        header += (_BY_HAND,)
    by_unit = 2 + sum(len(item.count_columns) for item in contents.rolled)
    widths = (*_WIDTHS, *[_MORE] * (max(by_unit, len(header)) - len(_WIDTHS)))
    row = draw_list_head(sheet, looks, "ĐỐI CHIẾU", note, header, widths, repeated=False, printed=len(widths))
    _Sums(sheet, looks, contents, row).draw()


class _Sums:
    """The block by biểu from a row downwards, and the block by unit below it (rows from 0)."""

    def __init__(self, sheet: PaperSheet, looks: Looks, contents: Contents, row: int) -> None:
        self.sheet, self.looks, self.contents, self.row = sheet, looks, contents, row
        self.items = [(item, column) for item in contents.rolled for column in item.count_columns]
        self.units = list(dict.fromkeys(unit for item in contents.rolled for unit in _units_of(item)))
        self.printed = {item.form.id: item for item in contents.bieu}
        self.block = row + len(self.items) + 3  # header row of the block by unit

    def draw(self) -> None:
        for index, (item, column) in enumerate(self.items):
            self._bieu_row(self.row + index, index, item, column)
        if self.items:
            first, last = self.row + 1, self.row + len(self.items)
            self.contents.reconciled = sheet_place(RECONCILIATION, f"$G${first}:$G${last}")
        self._unit_block()
        draw_account(self.sheet, self.looks, self.contents, self.block + len(self.units) + 2, _WIDTHS)

    def _bieu_row(self, row: int, index: int, item: Bieu, column: Column) -> None:
        """The four ways to add up one column, and whether they agree."""
        looks, place = self.looks, self.contents.placed[item.form.id]
        cells: dict[int, Cell] = {
            0: (item.form.name, looks["cell"]),
            1: (column.field.label, looks["cell"]),
        }
        cells_of_parts = [f"{letters(place.columns[column.name])}{r}" for r in place.sections.values()] or [
            place.total_cell(part.name) for part in item.form.computed if part.adds == (column.name,)
        ]
        sections = "+".join(sheet_place(place.sheet, cell) for cell in cells_of_parts)
        by_unit, first = letters(2 + index), self.block + 2
        formulas = (
            "=" + sheet_place(place.sheet, place.total_cell(column.name)),
            f"=SUM({self._sources(item, column)})" if any(line.sources for line in item.lines) else "=0",
            "=" + (sections or f"C{row + 1}"),
            f"=SUM({by_unit}{first}:{by_unit}{first - 1 + len(self.units)})" if self.units else "=0",
        )
        name, total = column.name, item.total(column.name)
        printed, by_hand = self.printed[item.form.id].total(name), 0.0
        for offset, formula in enumerate(formulas):
            value = total if offset % 2 else printed
            cells[2 + offset] = (Formula(formula, value), looks.count("cell_count", value))
        ways = [f"{letter}{row + 1}" for letter in "CDEF"]
        if edits := self.contents.edits:
            by_hand = self.contents.carried.adds(item.form.id, name)
            formula = Formula(edits.sum_of(item.form.id, name), by_hand)
            cells[7] = (formula, looks.count("cell_count", by_hand))
            ways = [f"{way}-H{row + 1}" if way[0] in "CE" else way for way in ways]
        if not column.field.kind.whole:  # fractions leave a rest that depends on the order of adding up
            ways = [f"ROUND({way},6)" for way in ways]
        agree = ",".join(f"{one}={other}" for one, other in pairwise(ways))
        check = f'=IF(AND({agree}),"Khớp","{OFF}")'
        agrees = abs(printed - by_hand - total) < _NEAR
        cells[6] = (Formula(check, "Khớp" if agrees else OFF), looks["cell_center"])
        write_listed(self.sheet, row, cells, (*_WIDTHS, _MORE))

    def _unit_block(self) -> None:
        sheet, looks, items = self.sheet, self.looks, self.items
        write_row(sheet, self.block - 1, {0: ("Cộng theo đơn vị", looks["heading"])})
        names = ("Đơn vị", "Mã", *(f"{item.form.name}: {column.field.label}" for item, column in items))
        widths = [*_WIDTHS, *[_MORE] * len(items)]
        header = {index: (name, looks["list_header"]) for index, name in enumerate(names)}
        write_listed(sheet, self.block, header, [width * 0.8 for width in widths])
        sums = self._sums_by_unit()
        for offset, code in enumerate(self.units, start=1):
            self._unit_row(self.block + offset, code, sums, widths)

    def _sums_by_unit(self) -> dict[tuple[int, str | None], float]:
        sums: dict[tuple[int, str | None], float] = {}
        for index, (item, column) in enumerate(self.items):
            for unit, value in item.by_unit(column):
                sums[index, unit] = sums.get((index, unit), 0.0) + value
        return sums

    def _unit_row(self, row: int, code: str, sums: dict, widths: list[float]) -> None:
        looks = self.looks
        name = self.contents.form_set.catalogue.units[code].name
        cells: dict[int, Cell] = {0: (name, looks["cell"]), 1: (code, looks["cell_center"])}
        for index, (item, column) in enumerate(self.items):
            value = sums.get((index, code))
            if value is None:
                cells[2 + index] = (None, looks["cell_count"])
                continue
            codes, figures = self._sources(item, letter="C"), self._sources(item, column)
            formula = f"=SUMIF({codes},$B{row + 1},{figures})"
            cells[2 + index] = (Formula(formula, value), looks.count("cell_count", value))
        write_listed(self.sheet, row, cells, widths)

    def _sources(self, item: Bieu, column: Column | None = None, letter: str = "") -> str:
        """The source rows of a biểu in one column of the source sheet."""
        layout = self.contents.layout
        first, last = layout.spans[item.form.id]
        if column is not None:
            letter = letters(layout.columns[column.name])
        return sheet_place(SOURCES, f"${letter}${first}:${letter}${last}")


def _units_of(item: Bieu) -> Iterator[str]:
    """The units whose rows stand in a biểu, in its order."""
    for line in item.lines:
        if line.unit:
            yield line.unit
        elif item.form.lines:
            yield from (item.frame.owner(source.position).source.unit for source in line.sources)
