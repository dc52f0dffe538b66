"""Nguồn số liệu: every source row with unit, file, sheet and cell; each line of a biểu begins at its
first row, and each row names its line and leads on to its file."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.fields import FIELDS
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import lines_of
from workbook_templates.reading.tables import letters
from xl_addin.summary.bieu import Bieu, as_printed
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link_to_file, write_link
from xl_addin.summary.list_head import draw_list_head

FIRST = 4  # Excel row of the first source row
_FIXED = ("Biểu", "Dòng biểu", "Mã đơn vị", "Đơn vị", "Tệp", "Trang tính", "Ô", "Nội dung")
_WIDTHS = (14, 16, 15, 44, 44, 16, 8, 66)


@dataclass(frozen=True)
class SourceLayout:
    """Where source rows stand: for each form the Excel row where each line's sources begin, the first
    and last row of the form, and the column letter of each count field."""

    starts: dict[str, list[int]]
    spans: dict[str, tuple[int, int]]
    columns: dict[str, int]


def plan_sources(bieu: list[Bieu]) -> SourceLayout:
    """Give every source row its place before anything is written, so that links can be made."""
    starts: dict[str, list[int]] = {}
    spans: dict[str, tuple[int, int]] = {}
    names: dict[str, None] = {}
    row = FIRST
    for item in bieu:
        first = row
        starts[item.form.id] = []
        for line in item.lines:
            starts[item.form.id].append(row)
            row += len(line.sources)
        spans[item.form.id] = (first, row - 1)
        for column in item.form.columns:
            if column.name not in ("ordinal", "unit_name", "class_name") and column.filled_by == "unit":
                names.setdefault(column.name)
    columns = {name: len(_FIXED) + index for index, name in enumerate(names)}
    return SourceLayout(starts, spans, columns)


def draw_sources(sheet: Worksheet, looks: Looks, contents: Contents) -> None:
    """Write the sheet row by row."""
    layout = contents.layout
    labels = [FIELDS[name].label for name in layout.columns]
    widths = (*_WIDTHS, *(14 for _ in labels))
    note = "Mỗi dòng là một dòng trong tệp của đơn vị. Bấm cột Tệp để mở đúng ô."
    draw_list_head(sheet, looks, "NGUỒN SỐ LIỆU", note, (*_FIXED, *labels), widths, FIRST - 2)
    last = max((end for _, end in layout.spans.values()), default=FIRST)
    sheet.autofilter(FIRST - 2, 0, max(last, FIRST) - 1, len(_FIXED) + len(labels) - 1)
    for item in contents.bieu:
        if item.lines:
            _Rows(sheet, looks, contents, item).write()


class _Rows:
    """Writes the source rows of one biểu."""

    def __init__(self, sheet: Worksheet, looks: Looks, contents: Contents, bieu: Bieu) -> None:
        self.sheet, self.looks, self.bieu, self.layout = sheet, looks, bieu, contents.layout
        self.frame = bieu.frame
        self.units = contents.form_set.catalogue.units
        self.returns, self.file_links = contents.inbox.returns, contents.file_links
        self.placed = contents.placed[bieu.form.id]
        fields = [c for c in bieu.form.columns if c.name in self.layout.columns]
        self.counts = [(c.name, self.layout.columns[c.name]) for c in fields if c.field.kind == "count"]
        self.texts = [(c.name, self.layout.columns[c.name]) for c in fields if c.field.kind != "count"]

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
        for name, column in self.counts:
            value = self.frame[name][source.position]
            if value == value:
                sheet.write_number(row, column, value, looks.count("cell_count", value))
            elif (source.position, name) in self.frame.problems:
                sheet.write_string(
                    row, column, as_printed(self.frame, source.position, name), looks["uncounted"]
                )
        for name, column in self.texts:
            written = as_printed(self.frame, source.position, name)
            if written:
                sheet.write_string(row, column, written, text)
