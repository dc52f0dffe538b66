"""Sheets with the biểu as they are signed: header, lines, live totals, “trong đó” lines.

Beside each table, outside the printed area: whether a line is carried over, and a link to its source
rows. Totals are formulas with their values stored beside them; they take in a row inserted right
above them, and a grand total adds section rows by name (DESIGN decision 13).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.paper.formats import Looks, style_of
from workbook_templates.paper.printed_table import (
    ROW_POINTS,
    Band,
    PaperSheet,
    draw_header,
    draw_signatures,
    draw_title,
    set_page_breaks,
    set_paper,
    spread,
    title_lines,
    write_row,
)
from workbook_templates.reading.tables import letters
from xl_addin.summary.bieu import Bieu, BieuLine
from xl_addin.summary.links import link_here, write_link

CARRIED, NEW = "Chuyển tiếp", "Mở mới"
SOURCES = "Nguồn số liệu"


@dataclass
class Placed:
    """Where a biểu stands: sheet, Excel rows of its lines, sections and total, column of each field."""

    sheet: str
    columns: dict[str, int]
    lines: list[int] = field(default_factory=list)
    sections: dict[int, int] = field(default_factory=dict)
    total: int = 0

    def total_cell(self, name: str) -> str:
        return f"${letters(self.columns[name])}${self.total}"


def add_bieu_sheets(workbook: Workbook, bieu: list[Bieu]) -> dict[str, Worksheet]:
    """An empty sheet for each printed sheet of the form set, in its order."""
    names = dict.fromkeys(item.form.sheet for item in bieu)
    return {name: workbook.add_worksheet(name, PaperSheet) for name in names}


def draw_bieu_sheet(
    sheet: Worksheet, looks: Looks, form_set: FormSet, tables: list[Bieu], source_rows: dict[str, list[int]]
) -> dict[str, Placed]:
    """Draw the tables of one printed sheet, one below the other. source_rows: for each form, the
    Excel row in the source sheet where each line's sources begin."""
    sheet.set_default_row(ROW_POINTS)  # the same everywhere, so that page breaks fall as planned
    grid = max((item.form.columns for item in tables), key=len)
    placed: dict[str, Placed] = {}
    row = 0
    for index, item in enumerate(tables):
        band = Band(item.form, item.form.columns, grid)
        if index == 0:
            row = header = draw_title(sheet, looks, row, band, item.form, form_set.settings)
        else:
            title = item.form.title
            spread(sheet, row + 1, 0, band.right, title, looks["title"], title_lines(title, band))
            row += 3
        first = draw_header(sheet, looks, row, band, index_row=item.form.index_row)
        if index == 0:
            set_paper(sheet, band, (header, first - 1) if len(tables) == 1 else None)
            sheet.freeze_panes(first, 0)
        drawer = _Table(sheet, looks, item, band, source_rows[item.form.id])
        row = drawer.draw(first)
        placed[item.form.id] = drawer.placed
    settings = form_set.settings
    offices = [settings.get("sign_authority", ""), settings.get("sign_office", "")]
    repeated = range(header, first) if len(tables) == 1 else range(0)
    # The signatures stay with the last rows; a short last table stays with the one above it too.
    short = len(tables) > 1 and len(tables[-1].lines) < 3
    last_line = max(placed[tables[-2 if short else -1].form.id].total - 3, 0)
    row = draw_signatures(sheet, looks, row + 1, band, [], offices, settings.get("place", ""))
    set_page_breaks(sheet, band, repeated, last_line, row)
    sheet.print_area(0, 0, row, band.right)
    sheet.set_column(band.right + 2, band.right + 3, 14)
    return placed


class _Table:
    """Draws one biểu's lines, sections and totals from a row downwards (rows from 0)."""

    def __init__(self, sheet: Worksheet, looks: Looks, bieu: Bieu, band: Band, sources: list[int]) -> None:
        self.sheet, self.looks, self.bieu, self.band, self.sources = sheet, looks, bieu, band, sources
        self.side = band.right + 2  # beside the printed table
        self.form = bieu.form
        self.ordinals = self.form.columns.of(Role.ORDINAL)
        self.units = self.form.columns.of(Role.UNIT)
        self.index = {column.name: index for index, column in enumerate(self.form.columns)}
        self.columns = {name: band.first[index] for name, index in self.index.items()}
        self.placed = Placed(sheet.get_name(), self.columns)
        self.ranges = [c.name for c in self.form.columns if c.field.kind.interval]
        self.counts = [name for name in self.form.columns.added if name not in self.ranges]
        self.mixed = self.form.carry_over == "mixed"

    def draw(self, row: int) -> int:
        write_row(self.sheet, row - 1, {self.side: ("Nguồn", self.looks["index"])})
        number, section = 0, -1
        self.first = row
        for line, source in zip(self.bieu.lines, self.sources, strict=True):
            if line.section != section:
                section = line.section
                self._section_row(row, section)
                row += 1
            number += self.form.numbering != "unit" or line.first_of_unit
            self._line(row, line, number, source)
            self.placed.lines.append(row + 1)
            row += 1
        if not self.bieu.lines:  # a total needs a row above it
            self._cells(row, "", "")
            row += 1
        return self._totals(row)

    def _cells(self, row: int, text: str, style: str, numeral: str | None = None) -> None:
        """A row without figures yet: its label, and empty cells but for the counts."""
        prefix = f"{style}_" if style else ""
        cells = {}
        for name, index in self.index.items():
            if name == self.form.label_field:
                cells[index] = (text, self.looks[f"{prefix}text"])
            elif name not in self.counts or not style:
                look = self.looks[f"{prefix}center" if style in ("", "section") else f"{prefix}text"]
                cells[index] = (numeral if name in self.ordinals else None, look)
        self.band.write(self.sheet, row, cells)

    def _section_row(self, row: int, section: int) -> None:
        entry = self.bieu.sections[section]
        lines = sum(line.section == section for line in self.bieu.lines)
        self._cells(row, entry.title, "section", entry.numeral)
        for name in self.counts:
            letter = letters(self.columns[name])
            # The end is found from the row below the section, so that a line inserted there counts.
            formula = f"=SUM({letter}{row + 2}:INDEX({letter}:{letter},ROW({letter}{row + lines + 2})-1))"
            value = self.bieu.total(name, section=section)
            look = self.looks.count("section_count", value)
            self.sheet.write_formula(row, self.columns[name], formula, look, value)
        self._write_ranges(row, "section", section=section)
        self.placed.sections[section] = row + 1

    def _line(self, row: int, line: BieuLine, number: int, source: int) -> None:
        cells = {}
        for column in self.form.columns:
            style = style_of(column, "entry_" if column.filled_by == "province" else "")
            if column.name in line.uncounted:
                style = "uncounted"
            shown = self._shown(line, column.name, number)
            look = self.looks.count(style, shown) if style == "count" else self.looks[style]
            cells[self.index[column.name]] = (shown, look)
        if self.mixed:
            write_row(
                self.sheet, row, {self.side + 1: (CARRIED if line.carried else NEW, self.looks["index"])}
            )
        self.band.write(self.sheet, row, cells)
        target = link_here(SOURCES, f"A{source}")
        write_link(self.sheet, row, self.side, target, f"dòng {source}", self.looks["link"])

    def _shown(self, line: BieuLine, name: str, number: int) -> object:
        """What a line shows in one column; a figure that cannot be counted as it was written."""
        repeated = self.form.numbering == "unit" and not line.first_of_unit
        if name in self.ordinals:
            return None if repeated else number
        if name in self.units and repeated:
            return None
        return line.numbers.get(name, line.texts.get(name))

    def _totals(self, row: int) -> int:
        missing = max((self.bieu.uncounted(name) for name in self.form.columns.added), default=0)
        label = self.form.total_label + (f" (chưa gồm {missing} ô)" if missing else "")
        self._sum_row(row, label, "total", None)
        self.placed.total = row + 1
        if self.mixed and self.bieu.lines:
            for carried, text in ((True, "Trong đó: – lớp chuyển tiếp"), (False, "– lớp mở mới")):
                row += 1
                self._sum_row(row, text, "of_which", carried)
        return row + 1

    def _sum_row(self, row: int, label: str, style: str, carried: bool | None) -> None:
        self._cells(row, label, style)
        for name in self.counts:
            value = self.bieu.total(name, carried=carried)
            formula = self._formula(name, carried)
            look = self.looks.count(f"{style}_count", value)
            self.sheet.write_formula(row, self.columns[name], formula, look, value)
        self._write_ranges(row, style, carried=carried)

    def _write_ranges(self, row: int, style: str, **of: object) -> None:
        """The totals of columns that may hold ranges, which no SUM adds up: as numbers or text."""
        for name in self.ranges:
            total = self.bieu.range_total(name, **of)
            look = self.looks.count(f"{style}_count", total)
            self.band.write(self.sheet, row, {self.index[name]: (total, look)})

    def _formula(self, name: str, carried: bool | None) -> str:
        letter = letters(self.columns[name])
        if carried is not None:
            kind = letters(self.side + 1)
            last = self.placed.total - 1
            wanted = CARRIED if carried else NEW
            return (
                f'=SUMIF(${kind}${self.first + 1}:${kind}${last},"{wanted}",'
                f"{letter}${self.first + 1}:{letter}${last})"
            )
        if self.placed.sections:
            return "=" + "+".join(f"{letter}{r}" for r in self.placed.sections.values())
        return f"=SUM({letter}{self.first + 1}:INDEX({letter}:{letter},ROW()-1))"
