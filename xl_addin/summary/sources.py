"""Nguồn số liệu: every source row with unit, file, sheet and cell; each line of a biểu begins at its
first row, and each row names its line and leads on to its file."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_templates.declared.record import line_tag, sealed_text, sources_head
from workbook_templates.expression.roles import Role
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, PaperSheet, lines_of
from workbook_templates.reading.table import letters
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.contents import Contents
from xl_addin.summary.lines import Source, as_printed
from xl_addin.summary.links import link, link_to_file
from xl_addin.summary.list_head import draw_list_head

FIRST = 4  # Excel row of the first source row
_FIXED = ("Biểu", "Dòng biểu", "Mã đơn vị", "Đơn vị", "Tệp", "Trang tính", "Ô", "Nội dung")
_WIDTHS = (9, 12, 11, 20, 19, 10, 6, 34)

_SEALED = "Họ tên, ngày sinh không chép lại ở đây: thay bằng mã (#…), chỉ để so với biểu."
_GONE = "(xóa tay)"  # of a line that the clerk has deleted: what units said stays here

_NAMED_APART = (Role.ORDINAL, Role.UNIT, Role.CLASS)  # have columns of their own


@dataclass(frozen=True)
class SourceLayout:
    """Where source rows stand: for each form the Excel row where each line's sources begin, by the line's
    key, the first and last row of the form, and for each field that is shown its column and label."""

    starts: dict[str, dict[str, int]]
    spans: dict[str, tuple[int, int]]
    columns: dict[str, int]
    labels: dict[str, str]


def plan_sources(bieu: list[Bieu]) -> SourceLayout:
    """Give every source row its place before anything is written, so that links can be made."""
    starts: dict[str, dict[str, int]] = {}
    spans: dict[str, tuple[int, int]] = {}
    labels: dict[str, str] = {}
    row = FIRST
    for item in bieu:
        first = row
        starts[item.form.id] = {}
        for line in item.lines:
            starts[item.form.id][line.key] = row
            row += len(line.sources)
        spans[item.form.id] = (first, row - 1)
        for column in item.form.columns:
            if column.field.role not in _NAMED_APART and column.filled_by == "unit":
                labels.setdefault(column.name, column.field.label)
    columns = {name: len(_FIXED) + index for index, name in enumerate(labels)}
    return SourceLayout(starts, spans, columns, labels)


def draw_sources(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Write the sheet row by row."""
    layout = contents.layout
    labels = [layout.labels[name] for name in layout.columns]
    widths = (*_WIDTHS, *(8 for _ in labels), 2)
    header = (*_FIXED, *labels, sources_head(list(layout.columns)))
    note = "Mỗi dòng là một dòng trong tệp của đơn vị. Bấm cột Tệp để mở đúng ô."
    if contents.sealed:
        note += f" {_SEALED}"
    draw_list_head(sheet, looks, "NGUỒN SỐ LIỆU", note, header, widths, FIRST - 2, hidden=1)
    sheet.set_column(len(header) - 1, len(header) - 1, 2, None, {"hidden": True})  # the tags of the lines
    last = max((end for _, end in layout.spans.values()), default=FIRST)
    sheet.autofilter(FIRST - 2, 0, max(last, FIRST) - 1, len(header) - 1)
    for item in contents.rolled:
        if item.lines and item.frame is not None:
            _Rows(sheet, looks, contents, item).write()


class _Rows:
    """Writes the source rows of one biểu. What is the same in every row of a file, or of a line, is made
    once: there may be hundreds of thousands of rows."""

    def __init__(self, sheet: PaperSheet, looks: Looks, contents: Contents, bieu: Bieu) -> None:
        self.sheet, self.looks, self.contents, self.bieu = sheet, looks, contents, bieu
        self.frame = frame = bieu.frame
        layout = contents.layout
        self.first = layout.spans[bieu.form.id][0] - 1
        self.tags = len(_FIXED) + len(layout.columns)
        fields = [(c.name, layout.columns[c.name], c.field.kind) for c in bieu.form.columns
                  if c.name in layout.columns]  # fmt: skip
        summed = {name for name, _, kind in fields if kind.adds and not kind.interval}
        self.counts = [(name, at, frame[name].tolist(), kind) for name, at, kind in fields if name in summed]
        self.texts = [(name, at, frame.raws(name)) for name, at, _ in fields if name not in summed]
        self.labels = [frame.label(position) for position in range(frame.size)]
        self.sealed = contents.sealed
        self.named_by = bieu.form.label_field
        self.first_columns: dict[int, str] = {}
        self.of_tables: dict[tuple[int, str], tuple[dict[int, Cell], str, str, int]] = {}

    def write(self) -> None:
        placed, row = self.contents.placed[self.bieu.form.id], self.first
        text = self.looks["cell_center"]
        for line in self.bieu.lines:
            place = placed.of_key.get(line.key)
            of_line: dict[int, Cell] = {
                1: (f"{placed.sheet}!A{place}" if place else _GONE, text),
                self.tags: (line_tag(self.bieu.form.id, line.key), text),
            }
            for source in line.sources:
                self._row(row, source, of_line)
                row += 1

    def _row(self, row: int, source: Source, of_line: dict[int, Cell]) -> None:
        looks, position = self.looks, source.position
        alike, target, name, needed = self._of_table(source)
        label, sealed = self.labels[position], ()
        if self.sealed and (sealed := self.sealed.get(id(self.frame.owner(position).table), ())):
            label = sealed_text(label) if label and self.named_by in sealed else label
        address = f"{self._first_column(position)}{source.row}"
        cells = (
            alike
            | of_line
            | {
                4: (link(target and f"{target}{address}", name), looks["grid_link"]),
                6: (address, looks["cell_center"]),
                7: (label, looks["cell"]),
            }
        )
        for field, column, values, kind in self.counts:
            value = values[position]
            if value == value:
                value = kind.in_cell(value)
                cells[column] = (value, looks.count("cell_count", value))
            elif (position, field) in self.frame.problems:
                cells[column] = (as_printed(self.frame, position, field), looks["uncounted"])
        for field, column, raws in self.texts:
            raw = raws[position]
            if raw is not None:
                written = raw.strip() if type(raw) is str else as_printed(self.frame, position, field)
                if written:
                    written = sealed_text(written) if field in sealed else written
                    cells[column] = (written, looks["cell_center"])
        lines = max(lines_of(label, _WIDTHS[7], 11), needed)
        self.sheet.write_line(row, cells, 15.0 * lines + 1 if lines > 1 else None)

    def _first_column(self, position: int) -> str:
        """The letter of the first column of the table that a row stands in."""
        owner = self.frame.owner(position)
        letter = self.first_columns.get(id(owner))
        if letter is None:
            letter = self.first_columns[id(owner)] = letters(min(owner.table.columns.values()))
        return letter

    def _of_table(self, source: Source) -> tuple[dict[int, Cell], str, str, int]:
        """What all rows of one sheet of a file have: their cells, where their links go up to the cell's
        address, the file's name, and how many lines they take."""
        key = source.file, source.sheet
        if key not in self.of_tables:
            item = self.contents.inbox.returns[source.file]
            unit = self.contents.form_set.catalogue.units.get(item.unit or "")
            cell, text = self.looks["cell"], self.looks["cell_center"]
            alike: dict[int, Cell] = {
                0: (self.bieu.form.name, cell),
                2: (unit.code if unit else "", text),
                3: (unit.name if unit else "", cell),
                5: (source.sheet, cell),
            }
            target = link_to_file(self.contents.file_links[source.file], source.sheet, "A1")
            texts = {at: str(value) for at, (value, _) in alike.items()} | {4: item.path.name}
            needed = max(lines_of(text, _WIDTHS[at], 11) for at, text in texts.items())
            self.of_tables[key] = alike, target.removesuffix("A1"), item.path.name, needed
        return self.of_tables[key]
