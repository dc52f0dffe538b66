"""Nguồn số liệu: every source row with unit, file, sheet and cell; each line of a biểu begins at its
first row, and each row names its line and leads on to its file."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from validators.batch import Batch
from workbook_templates.expression.roles import Role
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import lines_of, set_list_paper, write_listed, write_row
from workbook_templates.reading.tables import letters
from xl_addin.summary.bieu import Bieu, as_printed
from xl_addin.summary.bieu_sheet import Placed
from xl_addin.summary.links import link_to_file, write_link

FIRST = 4  # Excel row of the first source row
_FIXED = ("Biểu", "Dòng biểu", "Mã đơn vị", "Đơn vị", "Tệp", "Trang tính", "Ô", "Nội dung")
_WIDTHS = (14, 16, 15, 44, 44, 16, 8, 66)


_NAMED_APART = (Role.ORDINAL, Role.UNIT, Role.CLASS)  # have columns of their own


@dataclass(frozen=True)
class SourceLayout:
    """Where source rows stand: for each form the Excel row where each line's sources begin, the first
    and last row of the form, and for each field shown the column and its label."""

    starts: dict[str, list[int]]
    spans: dict[str, tuple[int, int]]
    columns: dict[str, int]
    labels: dict[str, str]


def plan_sources(bieu: list[Bieu]) -> SourceLayout:
    """Give every source row its place before anything is written, so that links can be made."""
    starts: dict[str, list[int]] = {}
    spans: dict[str, tuple[int, int]] = {}
    names: dict[str, str] = {}
    row = FIRST
    for item in bieu:
        first = row
        starts[item.form.id] = []
        for line in item.lines:
            starts[item.form.id].append(row)
            row += len(line.sources)
        spans[item.form.id] = (first, row - 1)
        for column in item.form.columns:
            if column.field.role not in _NAMED_APART and column.filled_by == "unit":
                names.setdefault(column.name, column.field.label)
    columns = {name: len(_FIXED) + index for index, name in enumerate(names)}
    return SourceLayout(starts, spans, columns, names)


def draw_sources(
    sheet: Worksheet,
    looks: Looks,
    batch: Batch,
    bieu: list[Bieu],
    layout: SourceLayout,
    placed: dict[str, Placed],
    file_links: dict[int, str],
) -> None:
    """Write the sheet row by row."""
    labels = [layout.labels[name] for name in layout.columns]
    widths = (*_WIDTHS, *(14 for _ in labels))
    set_list_paper(sheet, widths, FIRST - 2)
    write_row(sheet, 0, {0: ("NGUỒN SỐ LIỆU", looks["heading"])})
    write_row(
        sheet,
        1,
        {0: ("Mỗi dòng là một dòng trong tệp của đơn vị. Bấm cột Tệp để mở đúng ô.", looks["plain"])},
    )
    header = {i: (text, looks["header"]) for i, text in enumerate((*_FIXED, *labels))}
    write_listed(sheet, FIRST - 2, header, [width * 0.8 for width in widths])
    last = max((end for _, end in layout.spans.values()), default=FIRST)
    sheet.autofilter(FIRST - 2, 0, max(last, FIRST) - 1, len(_FIXED) + len(labels) - 1)
    for item in bieu:
        if item.lines:
            _Rows(sheet, looks, batch, item, layout, placed[item.form.id], file_links).write()


class _Rows:
    """Writes the source rows of one biểu."""

    def __init__(self, sheet, looks, batch, bieu, layout, placed, file_links) -> None:
        self.sheet, self.looks, self.bieu, self.layout = sheet, looks, bieu, layout
        self.frame = bieu.frame
        self.units = batch.form_set.catalogue.units
        self.returns, self.placed, self.file_links = batch.returns, placed, file_links
        fields = [c for c in bieu.form.columns if c.name in layout.columns]
        summed = {c.name: c.field.kind for c in fields if c.field.kind.adds and not c.field.kind.interval}
        self.counts = [(name, layout.columns[name], kind) for name, kind in summed.items()]
        self.texts = [(c.name, layout.columns[c.name]) for c in fields if c.name not in summed]

    def write(self) -> None:
        row = self.layout.spans[self.bieu.form.id][0] - 1
        for line, place in zip(self.bieu.lines, self.placed.lines, strict=True):
            for source in line.sources:
                self._row(row, source, place)
                row += 1

    def _row(self, row: int, source, place: int) -> None:
        looks, sheet, form = self.looks, self.sheet, self.bieu.form
        cell, text, link = looks["cell"], looks["cell_center"], looks["grid_link"]
        item = self.returns[source.file]
        columns = self.frame.owner(source.position).table.columns.values()
        address = f"{letters(min(columns))}{source.row}"
        unit = self.units.get(item.unit or "")
        lines = lines_of(self.frame.label(source.position), _WIDTHS[7], 11)
        if lines > 1:
            sheet.set_row(row, 15.0 * lines + 2)
        sheet.write_string(row, 0, form.name, cell)
        sheet.write_string(row, 1, f"{self.placed.sheet}!A{place}", text)
        sheet.write_string(row, 2, unit.code if unit else "", text)
        sheet.write_string(row, 3, unit.name if unit else "", cell)
        write_link(
            sheet,
            row,
            4,
            link_to_file(self.file_links[source.file], source.sheet, address),
            item.path.name,
            link,
        )
        sheet.write_string(row, 5, source.sheet, cell)
        sheet.write_string(row, 6, address, text)
        sheet.write_string(row, 7, str(self.frame.label(source.position)), cell)
        for name, column, kind in self.counts:
            value = self.frame[name][source.position]
            if value == value:
                shown = kind.in_cell(value)
                sheet.write_number(row, column, shown, looks.count("cell_count", shown))
            elif (source.position, name) in self.frame.problems:
                sheet.write_string(
                    row, column, as_printed(self.frame, source.position, name), looks["uncounted"]
                )
        for name, column in self.texts:
            written = as_printed(self.frame, source.position, name)
            if written:
                sheet.write_string(row, column, written, text)
