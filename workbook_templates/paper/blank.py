"""Blank workbooks: one macro-free .xlsx for a unit, with just the annexes it owes.

Cover, annex sheets headed as on paper, input messages, formats that keep `3/2025` text, a short
sheet “Cách điền” with an example, print set-up and signature block. Returns can be written with it
too (samples, tests): rows of cells in the order of the annex's columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex, Column
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.paper.formats import Looks, new_workbook, style_of
from workbook_templates.paper.heading import (
    Signatures,
    draw_measure,
    draw_signatures,
    draw_title,
    heading_of,
    signed_on_left,
    title_lines,
)
from workbook_templates.paper.page import rows_left, set_pages, set_paper, set_widths
from workbook_templates.paper.printed_table import (
    Band,
    Formula,
    PaperSheet,
    draw_header,
    lines_of,
    spread,
    write_listed,
    write_row,
)
from workbook_templates.paper.sums import (
    lines_below,
    sum_of_lines,
    sum_of_rows,
    sum_where_filled,
    top_lines,
)
from workbook_templates.reading.cover import COVER_LABELS, COVER_SHEET, HELP_SHEET, MODES
from workbook_templates.reading.table import letters

_HELP_WIDTHS = (34, 64)  # as wide as A4 upright
_HELP_ROWS = 65
_SIGN = Signatures(("NGƯỜI LẬP BIỂU",), ("THỦ TRƯỞNG ĐƠN VỊ",), "…………")
_OTHER_ANNEX = 3 + 3 + 1  # rows of an annex below another: its title, what it has room for, its total
ROOM, LEAST_ROOM = 40, 10  # rows to fill in an annex of classes: as many as one page holds, between these

# What an example row holds where the kind of its column does not say: by role.
_EXAMPLES = {
    Role.UNIT: "(tên đơn vị)",
    Role.CLASS: "Lớp … khóa 5 tại … (học Thứ 7, CN)",
    Role.CLOSES: "10/{year}",
    Role.CARRY: "",
    Role.NOTE: "",
}


def _example(column: Column, form: Annex) -> str:
    """A cell of the example, as typed."""
    declared = column.field
    if declared.role is Role.LEARNERS and declared.facet is Facet.NONE:
        return "60"
    if declared.role is Role.OPENS and form.carry_over == "yes":
        return "9/{last_year}"
    entry = declared.kind.entry
    return _EXAMPLES.get(declared.role, entry.example if entry else "")


@dataclass(frozen=True)
class Filled:
    """What a return holds: rows of cells for each form (in the order of the annex's columns), the
    cover's values, when it was saved (now where None), and how many rows to fill a table of classes
    has room for (None: as many as one page holds)."""

    rows: Mapping[str, Sequence[Sequence[object]]] = field(default_factory=dict)
    cover: Mapping[str, str] = field(default_factory=dict)
    saved: datetime | None = None
    room: int | None = None


def write_blank(path: Path, form_set: FormSet, unit_code: str, filled: Filled | None = None) -> None:
    """Write one unit's workbook; with `filled`, as a unit would return it."""
    unit = form_set.catalogue.units[unit_code]
    filled = filled or Filled()
    workbook = new_workbook(path)
    properties = {"title": form_set.title, "subject": unit.name}
    if filled.saved:
        properties["created"] = filled.saved
    workbook.set_properties(properties)
    looks = Looks(workbook, heading_of(form_set, unit).layout)
    _cover(workbook, looks, form_set, unit_code, filled.cover)
    by_sheet: dict[str, list[Annex]] = {}
    for name in form_set.expected_units.get(unit_code, ()):
        form = form_set.annexes[name]
        by_sheet.setdefault(form.sheet, []).append(form)
    for sheet, forms in by_sheet.items():
        _annex_sheet(workbook, looks, form_set, sheet, forms, unit_code, filled)
    _help(workbook, looks, form_set, [form for forms in by_sheet.values() for form in forms])
    workbook.close()


def _cover(
    workbook: Workbook, looks: Looks, form_set: FormSet, unit_code: str, given: Mapping[str, str]
) -> None:
    sheet = workbook.add_worksheet(COVER_SHEET, PaperSheet)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    set_widths(sheet, (26, 62))
    settings = form_set.settings
    spread(sheet, 0, 0, 1, "THÔNG TIN ĐƠN VỊ GỬI BIỂU", looks["number"])
    spread(sheet, 1, 0, 1, form_set.title, looks["attached"], lines_of(form_set.title, 80, 13))
    values = {
        "unit_name": form_set.catalogue.units[unit_code].name,
        "unit_code": unit_code,
        "year": str(form_set.year),
        "form_set": form_set.id,
        "edition": form_set.edition,
        "deadline": settings.get("deadline", ""),
        "attempt": "1",
        "mode": "Lần đầu",
        **given,
    }
    to_fill = ("document", "author", "phone", "attempt", "mode")
    for row, (key, label) in enumerate(COVER_LABELS.items(), start=3):
        look = looks["entry_line" if key in to_fill else "fixed"]
        sheet.set_row(row, 22)
        write_row(sheet, row, {0: (label, looks["label"]), 1: (values.get(key, ""), look)})
        if key == "mode":
            choices = [mode.capitalize() for mode in MODES]
            sheet.data_validation(row, 1, row, 1, {
                "validate": "list", "source": choices, "ignore_blank": True, "error_type": "warning",
                "input_title": "Loại",
                "input_message": "Gửi lần đầu, gửi lại toàn bộ, hay gửi thêm biểu còn thiếu.",
            })  # fmt: skip
    notes = (
        f"Nơi nhận: {settings.get('receiver', '')}.",
        "Ô nền vàng là ô đơn vị điền. Không đổi tên, mã đơn vị và không xóa dòng tiêu đề cột của các biểu.",
        f"Xem trang “{HELP_SHEET}” trước khi điền.",
    )
    for offset, text in enumerate(notes):
        spread(sheet, 15 + offset, 0, 1, text, looks["wrapped"], lines_of(text, 80))


def _annex_sheet(
    workbook: Workbook,
    looks: Looks,
    form_set: FormSet,
    name: str,
    forms: list[Annex],
    unit_code: str,
    filled: Filled,
) -> None:
    """One sheet with the annexes that stand on it, one below the other."""
    sheet = workbook.add_worksheet(name, PaperSheet)
    unit = form_set.catalogue.units[unit_code]
    heading = heading_of(form_set, unit)
    grid = max((form.columns for form in forms), key=len)
    headings: set[int] = set()
    row = 0
    for index, form in enumerate(forms):
        band = Band(form, form.columns, grid, max(heading.width, _SIGN.width))
        top = row
        if index == 0:
            row = header = draw_title(sheet, looks, row, band, form, heading, form_set.settings)
        else:
            spread(sheet, row + 1, 0, band.right, form.title, looks["title"], title_lines(form.title, band))
            row += 3
        draw_measure(sheet, looks, row, band, form)
        # What adds up to what is for the unit to see; mere numbers are not.
        first = draw_header(sheet, looks, row, band, index_row="sums" if form.index_row == "sums" else "no")
        if index == 0:
            set_paper(sheet, band.page, (header, first - 1) if len(forms) == 1 else None, heading.layout)
            sheet.freeze_panes(first, 0)
        headings.update(range(top, first))
        headings.update(first + n for n, line in enumerate(form.lines) if line.id in form.lines_above)
        room = len(form.lines) or _room(sheet, band, first, forms[index:], unit.name, filled)
        row = _annex_rows(sheet, looks, form, band, first, unit.name, filled, form_set.year, room)
    repeated = range(header, first) if len(forms) == 1 else range(0)
    last_line = row - 3
    sign = signed_on_left(form_set, _SIGN)
    row = draw_signatures(sheet, looks, row + 1, band, sign)
    set_pages(sheet, band.page, header=repeated, headings=headings, kept=last_line, last=row + sign.room)
    sheet.print_area(0, 0, row, band.right)


def _room(sheet: Worksheet, band: Band, first: int, forms: Sequence[Annex], unit: str, filled: Filled) -> int:
    """How many rows the first of these annexes, which stand below each other, has room for below its header:
    a table of units three, one of classes as many as leave all on one page."""
    form = forms[0]
    rows = filled.rows.get(form.id, ())
    least = len(rows) + 2
    if form.line == "unit":
        return max(3, least)
    if filled.room is not None:
        return max(filled.room, least)
    taken = 1 + 1 + len(_SIGN.right) + 2 + _SIGN.room  # the total, an empty row, the signatures
    taken += sum(_OTHER_ANNEX + form.columns.header_levels for form in forms[1:])
    label = band.columns.index(form.by_field[form.label_field])
    wrapped = sum(lines_of(row[label], band.width(label)) - 1 for row in rows)
    for index in (c for c, column in enumerate(band.columns) if column.field.role is Role.UNIT):
        wrapped += (lines_of(unit, band.width(index)) - 1) * (not rows)
    fits = rows_left(sheet, band.page, first) - taken - wrapped
    shared = fits // sum(other.line != "unit" for other in forms)
    return max(min(shared, ROOM), LEAST_ROOM, least)


def _annex_rows(
    sheet: Worksheet,
    looks: Looks,
    form: Annex,
    band: Band,
    first: int,
    unit: str,
    filled: Filled,
    year: int,
    room: int,
) -> int:
    """Room for data with formats and input messages, prefilled where rows are given, and a live total."""
    rows = filled.rows.get(form.id, ())
    held = [list(rows[at]) if at < len(rows) else [None] * len(band.columns) for at in range(room)]
    made = _Made(form, band, first, held)
    for offset in range(room):
        cells = {}
        for index, column in enumerate(band.columns):
            value = held[offset][index]
            if not rows and offset == 0 and form.columns.of(Role.UNIT):
                value = {Role.UNIT: unit, Role.ORDINAL: 1}.get(column.field.role)
            if form.lines and value is None:
                line = form.lines[offset]
                value = {Role.LINE: line.label, Role.ORDINAL: line.number}.get(column.field.role)
            if value is None and column.name in made.added:
                value = made.formula(offset, index)
            cells[index] = (value, looks[style_of(column, "entry_")])
        band.write(sheet, first + offset, cells)
    for index, column in enumerate(band.columns):
        _input_message(sheet, column, first, first + room - 1, band.first[index], year)
    total = first + room
    if form.total == "no":
        return total
    for index, column in enumerate(band.columns):
        if not column.field.kind.adds or column.field.kind.interval:  # no SUM adds up ranges
            text = form.total_label if column.name == form.label_field else None
            band.write(sheet, total, {index: (text, looks["total_text"])})
            continue
        letter = letters(band.first[index])
        counted = top_lines(form.lines) if form.lines else range(room)
        known = sum(made.number(at, index) or 0 for at in counted)
        formula = f"=SUM({letter}{first + 1}:INDEX({letter}:{letter},ROW()-1))"
        if form.lines:
            formula = sum_of_rows(letter, [first + 1 + at for at in counted])
        look = looks[f"total_{column.field.kind.entry_style}"]
        sheet.write_formula(total, band.first[index], formula, look, known)
    for line in form.of_total:
        total += 1
        said = {Role.ORDINAL: line.number}
        values = [line.label if c.name == form.label_field else said.get(c.field.role) for c in band.columns]
        cells = {i: (v, looks[style_of(band.columns[i], "entry_")]) for i, v in enumerate(values)}
        band.write(sheet, total, cells)
    return total + 1


class _Made:
    """The cells that a blank adds up by itself, until somebody types over them: a line that others make up,
    and a column that is the sum of others. held: what is filled in, by row and column."""

    def __init__(self, form: Annex, band: Band, first: int, held: Sequence[Sequence[object]]) -> None:
        self.form, self.band, self.first, self.held = form, band, first, held
        self.places = {column.name: index for index, column in enumerate(band.columns)}
        self.added = {c.name for c in band.columns if c.field.kind.adds and not c.field.kind.interval}
        below = [lines_below(form.lines, at) for at in range(len(form.lines))]
        self.below = below or [[]] * len(held)

    def _addends(self, row: int, index: int) -> list[tuple[int, int]]:
        """The cells that a cell adds up, as rows and columns of the table."""
        others = self.band.columns[index].sum_of
        if self.below[row]:
            return [(at, index) for at in self.below[row]]
        return [(row, self.places[name]) for name in others if name in self.places]

    def number(self, row: int, index: int) -> float | None:
        """What a cell shows: the number filled in, or what it adds up; None for neither."""
        value = self.held[row][index]
        if isinstance(value, Formula):
            value = value.result
        if value is not None:
            return value if isinstance(value, (int, float)) else None
        shown = [self.number(*cell) for cell in self._addends(row, index)]
        numbers = [one for one in shown if one is not None]
        return sum(numbers) if numbers else None

    def formula(self, row: int, index: int) -> Formula | None:
        """What a cell that is left blank adds up; None where it adds up nothing."""
        cells = self._addends(row, index)
        if not cells:
            return None
        if self.below[row]:
            rows = [self.first + 1 + at for at, _ in cells]
            text = sum_of_lines(letters(self.band.first[index]), rows)
        else:
            columns = (letters(self.band.first[at]) for _, at in cells)
            text = sum_where_filled(",".join(f"{letter}{self.first + row + 1}" for letter in columns))
        number = self.number(row, index)
        return Formula(text, "" if number is None else number)


def _input_message(sheet: Worksheet, column: Column, first: int, last: int, index: int, year: int) -> None:
    told = column.field.kind.entry
    if told and told.advice:
        sheet.data_validation(first, index, last, index, {
            "validate": "any", "input_title": told.title, "input_message": _in_years(told.advice, year),
        })  # fmt: skip


def _in_years(text: str, year: int) -> str:
    """Advice or an example as told to those who plan a year."""
    return text.replace("{year}", str(year)).replace("{last_year}", str(year - 1))


def _help(workbook: Workbook, looks: Looks, form_set: FormSet, forms: list[Annex]) -> None:
    sheet = workbook.add_worksheet(HELP_SHEET, PaperSheet)
    set_widths(sheet, _HELP_WIDTHS)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    row = 0
    write_row(sheet, row, {0: ("CÁCH ĐIỀN", looks["heading"])})
    general = (
        f"1. Điền trang “{COVER_SHEET}”: số công văn, người lập, điện thoại, lần gửi, loại.",
        "2. Mỗi lớp (hoặc mỗi đơn vị) một dòng; có thể chèn thêm dòng phía trên dòng tổng cộng.",
        "3. Số người, số lớp: ghi số nguyên bằng chữ số. Số hàng nghìn gõ liền (1360), ô tự hiện 1.360.",
        "4. Không có nhu cầu: ghi “Không có nhu cầu” vào cột Tên lớp ở dòng đầu; biểu ghi sẵn tên đơn vị "
        "thì giữ tên và ghi 0 vào các ô số người.",
        "5. Không thêm, bớt, đổi tên cột; nội dung khác ghi vào cột Ghi chú (nếu có) hoặc trong công văn.",
        "6. Gửi lại sau khi sửa: tăng “Lần gửi”, chọn “Thay thế toàn bộ” hoặc “Bổ sung thêm”.",
    )
    for text in general:
        row += 1
        spread(sheet, row, 0, 1, text, looks["wrapped"], lines_of(text, sum(_HELP_WIDTHS)))
    for form in forms:
        row += 2
        write_row(sheet, row, {0: (f"Ví dụ – {form.name}", looks["heading"])})
        for column in form.columns:
            row += 1
            entry = column.field.kind.entry
            advice = entry.advice if entry else ""
            text = _in_years(_example(column, form), form_set.year)
            shown = f"Ví dụ: {text}" if text else "(để trống nếu không có)"
            cells = {
                0: (" – ".join(column.header), looks["label"]),
                1: ("    ".join(filter(None, (shown, _in_years(advice, form_set.year)))), looks["cell"]),
            }
            write_listed(sheet, row, cells, (_HELP_WIDTHS[0] * 0.8, _HELP_WIDTHS[1]))  # the first is bold
    sheet.fit_to_pages(1, 1 if row < _HELP_ROWS else 0)  # no example is cut in two
