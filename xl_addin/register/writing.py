"""The register as a workbook: written new where there is none, else changed cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.formats import new_workbook
from workbook_templates.paper.page import pixels_of
from workbook_templates.paper.palette import LIST_HEADER_BACK
from workbook_templates.reading.package import OUTPUT_MARK
from workbook_templates.words.spelling import words
from xl_addin.copies.package_patch import DOCUMENT_RELATIONS, Package, Unpatchable
from xl_addin.register.cells import SheetCells, Value
from xl_addin.register.columns import COLUMNS, HEAD, HIDDEN, TOP, Noted, RegisterColumn, read_key
from xl_addin.register.events import HEADERS
from xl_addin.register.layout import FIRST_ROW, HEAD_ROW, LINE, SIZE, height_of
from xl_addin.register.pages_writing import write_pages
from xl_addin.register.planning import Plan
from xl_addin.register.reading import FORM_SET, LOG, SHEET, CannotFollow, Register

_LOG_WIDTHS = (16, 34, 18, 22, 22, 26, 50, 10, 10, 10)
_LOG_SHOWN = 7  # columns; the rest is the tool's
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False}
_HOW = (
    "Công cụ ghi các cột Lần, loại; Bản mềm; Tình trạng; Lỗi; Cần xác minh, và điền sẵn những cột có trong "
    "tệp của đơn vị. Các cột khác, cột thêm, màu và ghi chú là của người dùng; có thể sắp xếp, lọc."
)


def write_new(path: Path, made: Plan, form_set: FormSet) -> None:
    """Write a first register."""
    with new_workbook(path, **_PLAIN) as book:
        book.set_properties({"title": f"Sổ theo dõi {form_set.title}", "category": OUTPUT_MARK})
        looks = _Looks(book)
        _write_lines(book.add_worksheet(SHEET), looks, made, form_set)
        _write_log(book.add_worksheet(LOG), looks, made, form_set)
    package = Package(path.read_bytes())
    write_pages(package, _parts(package), None, made)
    package.write(path)


class _Looks:
    """The formats of a new register."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": SIZE, "valign": "vcenter"}
        grid = {**base, "border": 1, "text_wrap": True}
        self.title = book.add_format({**base, "font_size": 14, "bold": True})
        self.top = book.add_format({**base, "font_size": 12, "bold": True})
        self.how = book.add_format({**base, "italic": True, "text_wrap": True})
        self.head = book.add_format(
            {**grid, "bold": True, "align": "center", "bg_color": f"#{LIST_HEADER_BACK}"}
        )
        kinds = {"text": {}, "date": {"num_format": "dd/mm", "align": "center"}, "count": {"align": "center"}}
        self.of_unit = {
            k: book.add_format({**grid, **more, "bold": k == "text"}) for k, more in kinds.items()
        }
        self.plain = {k: book.add_format({**grid, **more}) for k, more in kinds.items()}

    def cell(self, column: RegisterColumn, form: str) -> Format:
        """A unit's name and state are bold, all else is not."""
        bold = not form and column.name in ("unit", "state")
        return (self.of_unit if bold else self.plain)[column.kind]


def _write_lines(sheet: Worksheet, looks: _Looks, made: Plan, form_set: FormSet) -> None:
    keys = [c.name for c in COLUMNS].index("key")
    for place, column in enumerate(COLUMNS):
        hidden = {"hidden": True} if column.name in HIDDEN else {}
        sheet.set_column_pixels(place, place, pixels_of(column.width), None, hidden)
        sheet.write_string(HEAD_ROW, place, HEAD if column.name == "key" else column.header, looks.head)
    sheet.write_string(0, 0, f"SỔ THEO DÕI: {form_set.title}", looks.title)
    sheet.write_string(1, 0, made.top, looks.top)
    sheet.write_string(1, keys, TOP)
    last = keys - 1
    sheet.merge_range(2, 0, 2, last, _HOW, looks.how)
    sheet.set_row(2, 2 * LINE)
    sheet.set_row(HEAD_ROW, 4 * LINE)
    number = 0
    for row, (key, values) in enumerate(made.added.items(), start=FIRST_ROW):
        _, form = read_key(key)
        number += not form
        values = values if form else {"number": number, **values}
        sheet.set_row(row, height_of(COLUMNS, values))
        for place, column in enumerate(COLUMNS):
            _write(sheet, row, place, values.get(column.name), looks.cell(column, form))
    rows = FIRST_ROW + len(made.added)
    noted = [c.name for c in COLUMNS].index("noted")
    sheet.data_validation(FIRST_ROW, noted, max(rows + 200, 400), noted, {
        "validate": "list", "source": [n.words for n in Noted], "error_type": "warning",
        "error_title": "Tỉnh ghi nhận", "error_message": "Nên chọn trong danh sách. Vẫn giữ nội dung vừa gõ?",
    })  # fmt: skip
    sheet.autofilter(HEAD_ROW, 0, max(rows - 1, FIRST_ROW), last)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P/&N")


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_datetime(row, column, value, look)


def _write_log(sheet: Worksheet, looks: _Looks, made: Plan, form_set: FormSet) -> None:
    for place, (header, width) in enumerate(zip(HEADERS, _LOG_WIDTHS, strict=True)):
        hidden = {"hidden": True} if place >= _LOG_SHOWN else {}
        sheet.set_column_pixels(place, place, pixels_of(width), None, hidden)
        sheet.write_string(0, place, header, looks.head)
    sheet.write_string(0, len(HEADERS) - 1, f"{FORM_SET}{form_set.id}", looks.head)
    for row, event in enumerate(made.events, start=1):
        for place, text in enumerate(event.row()):
            _write(sheet, row, place, text, looks.plain["text"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_changes(source: bytes, target: Path, register: Register, made: Plan) -> None:
    """Write a register of before with what has changed; whatever else stands in it stays. Raises
    CannotFollow."""
    try:
        package = Package(source)
        parts = _parts(package)
        package.put(parts[SHEET], _changed(package.read(parts[SHEET]), register, made))
        package.put(parts[LOG], _longer(package.read(parts[LOG]), made))
        write_pages(package, parts, register, made)
        _recalculate(package)
        package.write(target)
    except Unpatchable as error:
        raise CannotFollow(f"Chưa ghi được vào sổ theo dõi. {error}") from error


def _changed(part: bytes, register: Register, made: Plan) -> bytes:
    cells, columns = SheetCells(part), register.columns
    shown = {line.row: line.cells for line in register.lines.values()}
    for (row, name), value in made.cells.items():
        if name in columns:
            cells.set(row, columns[name], value)
            cells.heighten(row, height_of(COLUMNS, {**shown[row], name: value}))
    if made.top and register.top and "number" in columns:
        cells.set(register.top, columns["number"], made.top)
    models = {bool(read_key(key)[1]): line.row for key, line in register.lines.items()}
    for key, values in made.added.items():
        placed = {columns[name]: value for name, value in values.items() if name in columns}
        like = models.get(bool(read_key(key)[1]), register.head)
        form = read_key(key)[1]
        models[bool(form)] = row = cells.append(placed, like, max(columns.values()) + 1)
        cells.heighten(row, height_of(COLUMNS, values))
    return cells.result()


def _longer(part: bytes, made: Plan) -> bytes:
    cells = SheetCells(part)
    like = cells.last
    for event in made.events:
        cells.append(dict(enumerate(event.row())), like, len(HEADERS))
    return cells.result()


def _parts(package: Package) -> Mapping[str, str]:
    """The parts of the sheets, by name; those of the units and the log however these are spelt now."""
    workbook = next(r.part for r in package.relationships("") if r.type.endswith("/officeDocument"))
    by_id = {relation.id: relation.part for relation in package.relationships(workbook)}
    sheets = package.xml(workbook).root.child("sheets")
    names = {
        e.attributes.get("name", ""): e.attributes.get(f"{DOCUMENT_RELATIONS} id", "")
        for e in sheets.children
    }
    parts = {name: by_id[own] for name, own in names.items()}
    return parts | {
        wanted: part
        for wanted in (SHEET, LOG)
        for name, part in parts.items()
        if words(name) == words(wanted)
    }


def _recalculate(package: Package) -> None:
    """Have Excel work out the clerk's own formulas when it opens the register."""
    workbook = next(r.part for r in package.relationships("") if r.type.endswith("/officeDocument"))
    xml = package.xml(workbook)
    properties = xml.root.child("calcPr")
    if properties is not None:
        xml.set_attribute(properties, "fullCalcOnLoad", "1")
