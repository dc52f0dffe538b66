"""The working file that the clerk had in hand, read for what she made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Column
from workbook_templates.declared.record import (
    AUTOMATIC_SHEET,
    BESIDE_WORDS,
    CHANGES_SHEET,
    TOTAL,
    is_section,
    read_edit_tag,
    read_section,
)
from workbook_templates.expression.roles import Role
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import opened
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.reading.working_file import record_of, tags_of
from workbook_templates.words.spelling import fold
from xl_addin.merge.around import read_around
from xl_addin.merge.columns import matched_columns
from xl_addin.merge.memory import memory_of
from xl_addin.merge.sides import (
    BESIDE,
    HERS,
    Choices,
    Found,
    FoundRow,
    Left,
    Memory,
    OwnColumn,
    Written,
    plain_of,
    text_of,
    told,
)
from xl_addin.merge.three_way import HEADER, Choice, Place, Value, same
from xl_addin.signing.title_facts import typed_in

KEEP, TAKE, SEEN = "Giữ sửa tay", "Lấy số mới", "Đã xem"  # to choose from on Sửa tay
CHOOSE = "Chọn"  # the header above
NOT_CARRIED = "=left"  # in place of a form: of what was not carried over
_CHOICES = {fold(KEEP): Choice.KEEP, fold(TAKE): Choice.TAKE, fold(SEEN): Choice.TAKE, "": Choice.OPEN}
_TOO_LONG = "Biểu dài quá phần đọc được nên chưa mang sang được chỗ sửa nào; các chỗ sửa cũ được giữ nguyên."
_NOT_FOUND = "Không nhận ra biểu này trong tệp cũ (mất cột ẩn bên phải biểu); các chỗ sửa cũ được giữ nguyên."
_FORMULA = "Là công thức: bản mới giữ kết quả, không giữ công thức."
_NO_RESULT = "Là công thức chưa có kết quả: đề nghị mở bằng Excel, lưu lại rồi tổng hợp lại."
_ERROR = "Ô báo lỗi của Excel."
_GROUP = "Tiêu đề chung của nhiều cột: đề nghị sửa trong bộ biểu mẫu."
_DIFFERENCE_TYPED = "Cột chênh lệch do công cụ tính: bản mới ghi lại công thức."
_TOTAL_TYPED = "Ô tổng luôn là công thức: bản mới ghi lại công thức."


@dataclass
class OldFile:
    """memory: what the run wrote that made it; found: its biểu as they stand, by form; choices: what the
    clerk chose; left: what cannot be carried over; signing: number, date and signer, as she typed them."""

    memory: Memory
    found: dict[str, Found]
    choices: Choices
    left: list[Left] = field(default_factory=list)
    signing: dict[str, str] = field(default_factory=dict)


def read_old(path: Path, form_set: FormSet) -> OldFile | None:
    """What stands in a working file; None where it does not say what it was made of, or was made of another
    form set. Raises Unreadable."""
    grid = read_grid_of(path, may_hold)
    record = record_of(grid)
    memory = remembered(grid)
    if record is None or memory is None or memory.form_set != form_set.id:
        return None
    with opened(path) as package:
        choices = Choices(_choices(grid), package.modified_by(), package.modified() or "")
    seen = {
        place.key
        for place, choice in choices.of.items()
        if place.form == NOT_CARRIED and choice is Choice.TAKE
    }
    old = OldFile(memory, {}, choices, [one for one in memory.left if left_key(one) not in seen])
    old.signing = typed_in((sheet.name, sheet.rows) for sheet in grid.sheets)
    for form, written in memory.forms.items():
        bieu = form_set.bieu.get(form)
        sheet = sheet_of(grid, form, written)
        if bieu is None or sheet is None or sheet.strays:
            why = _TOO_LONG if sheet is not None and sheet.strays else _NOT_FOUND
            old.left.append(Left(form, written.sheet, written.side.name, why))
        else:
            old.found[form] = Reading(memory, written, sheet, bieu.by_field).found
    return old


def left_key(left: Left) -> str:
    """By what something that was not carried over is known again."""
    return left.where.replace("§", " ")


def may_hold(name: str) -> bool:
    """Whether a sheet of this name may hold a biểu or what is remembered."""
    from xl_addin.summary import contents as sheets

    large = (sheets.SOURCES, sheets.FINDINGS, sheets.RULES, sheets.TRACKING, sheets.RECONCILIATION,
             CHANGES_SHEET)  # fmt: skip
    return name not in large


def remembered(grid: Grid) -> Memory | None:
    """What a working file remembers of the run that wrote it; None where it does not."""
    sheets = (sheet for sheet in grid.sheets if sheet.name.startswith(AUTOMATIC_SHEET))
    return memory_of(row for sheet in sheets for row in sheet.rows)


def sheet_of(grid: Grid, form: str, written: Written) -> Sheet | None:
    """The sheet of a biểu, whatever it is called now; of several (she copied it) the one of its old name."""
    having = [one for one in grid.sheets if any(tag == (form, "") for tag in tags_of(one).values())]
    return min(having, key=lambda one: one.name != written.sheet, default=None)


def _choices(grid: Grid) -> dict[Place, Choice]:
    found: dict[Place, Choice] = {}
    for sheet in grid.sheets:
        at = None
        for row in sheet.rows:
            tag = next((tag for cell in row if (tag := read_edit_tag(cell)) is not None), None)
            if tag == ("", "", ""):
                at = next((n for n, cell in enumerate(row) if fold(str(cell)) == fold(CHOOSE)), None)
            elif tag is not None and at is not None:
                said = fold(str(row[at])) if at < len(row) else ""
                if said in _CHOICES:
                    found.setdefault(Place(*tag), _CHOICES[said])
    return found


class Reading:
    """Reads one biểu from its sheet. Rows count as in Excel, columns from 0."""

    def __init__(self, memory: Memory, written: Written, sheet: Sheet, columns: Mapping[str, Column]) -> None:
        self.memory, self.written, self.sheet, self.columns = memory, written, sheet, columns
        self.side, self.form = written.side, written.side.form
        self.formulas = sheet.facts.formulas
        self.found = Found(sheet.name)
        tags = {place: tag for place, tag in tags_of(sheet).items() if tag[0] == self.form}
        self.head, self.tags = min(place for place, tag in tags.items() if not tag[1])
        self.keys = {row: key for (row, column), (_, key) in tags.items() if column == self.tags and key}
        lines = [row for row, key in self.keys.items() if self.is_line(key)]
        totals = [row for row, key in self.keys.items() if key == TOTAL]
        self.end = min((row for row in totals if row > self.head), default=max(lines, default=self.head) + 1)
        self.places = self._place_columns()
        self._read_rows()
        self._read_labels()
        read_around(self, self.found)

    def is_line(self, key: str) -> bool:
        """Whether a tag's key is that of a line."""
        return key in self.side.values or key in self.written.extras

    def cell(self, row: int, column: int) -> object:
        """What stands in an Excel row and a column from 0; '' for nothing."""
        rows = self.sheet.rows
        return rows[row - 1][column] if row <= len(rows) and column < len(rows[row - 1]) else ""

    def _address(self, row: int, column: int) -> str:
        return f"{self.sheet.name}!{column_letters(column)}{row}"

    def _leave(self, row: int, column: int, why: str) -> None:
        what = self.cell(row, column) if why != _NO_RESULT else self.formulas.get((row - 1, column), "")
        self.found.left.append(Left(self.form, self._address(row, column), text_of(what), why))

    # --- columns ------------------------------------------------------------------------------------

    def _place_columns(self) -> dict[str, int]:
        """Where each column stands, those of hers too; notes headers that are worded otherwise or gone."""
        written = self._headers_written()
        bottom = self.head - self.written.index_row
        rows = range(bottom, bottom - self.written.levels, -1)
        found = {
            column: next((text for row in rows if (text := text_of(self.cell(row, column)))), "")
            for column in range(self.tags)
        }
        self._check_groups(rows, found)
        inside = {name: text for name, text in written.items() if name not in self._hers_beside()}
        places = matched_columns(inside, found, self._alike(inside, found))
        for name in self.side.headers:
            self.found.headers[name] = found[places[name]] if name in places else None
        self._own_columns(places, found)
        return places

    def _check_groups(self, rows: range, found: Mapping[int, str]) -> None:
        """Notice headers over several columns that are worded otherwise."""
        groups = {fold(text) for column in self.columns.values() for text in column.header[:-1]}
        for row in rows:
            for column, lowest in found.items():
                text = text_of(self.cell(row, column))
                if text and text != lowest and fold(text) not in groups:
                    self._leave(row, column, _GROUP)

    def _headers_written(self) -> dict[str, str]:
        """The header of each column as the last run wrote it, from left to right."""
        written: dict[str, str] = {}
        own = {column.after: [] for column in self.written.own}
        for column in self.written.own:
            own[column.after].append(column)
        for name in ("", *self.side.headers):
            if name:
                edit = self.memory.edits.get(Place(self.form, HEADER, name))
                by_hand = edit is not None and edit.shown and edit.hand
                written[name] = str(edit.hand) if by_hand else self.side.headers[name]
            written |= {column.name: column.header for column in own.get(name, ())}
        return written

    def _hers_beside(self) -> list[OwnColumn]:
        return [column for column in self.written.own if column.after == BESIDE]

    def _alike(self, names: Mapping[str, str], found: Mapping[int, str]) -> dict:
        """Which share of the cells of each column stands at each place that no header words settle."""
        texts = [fold(text) for text in found.values() if text]
        unsure = [n for n, text in names.items() if not text or texts.count(fold(text)) != 1]
        shares: dict[tuple[str, int], float | None] = {}
        for name in unsure:
            drawn = {row: self.memory.drawn(self.form, key, name) for row, key in self.keys.items()
                     if self.is_line(key)}  # fmt: skip
            said = {row: value for row, value in drawn.items() if value is not None}
            for place in found:
                alike = sum(same(plain_of(self.cell(row, place)), value) for row, value in said.items())
                shares[name, place] = alike / len(said) if said else None
        return shares

    def _own_columns(self, places: dict[str, int], found: Mapping[int, str]) -> None:
        """The columns that the clerk has put in, now or before."""
        of_place = {place: name for name, place in places.items()}
        known = {column.name: column for column in self.written.own}
        after, taken = "", {*known}
        for place in range(self.tags):
            name = of_place.get(place, "")
            if name in self.side.headers:
                after = name
            elif name in known or found[place] or self._has_cells(place):
                name = name or _new_name(taken)
                taken.add(name)
                places[name] = place
                self.found.own.append(OwnColumn(name, found[place], after))
        beside = [column.name for column in self._hers_beside()]
        width = max((len(row) for row in self.sheet.rows), default=0)
        for place in range(self.tags + 1, width):
            if self._is_hers(place):
                name = beside.pop(0) if beside else _new_name(taken)
                taken.add(name)
                places[name] = place
                self.found.own.append(OwnColumn(name, text_of(self.cell(self.head, place)), BESIDE))

    def _has_cells(self, place: int) -> bool:
        return any(text_of(self.cell(row, place)) for row in range(self.head + 1, self.end))

    def _is_hers(self, place: int) -> bool:
        """Whether a column right of the tags holds what she wrote."""
        for row in range(self.head, self.end):
            link = self.formulas.get((row - 1, place), "").lstrip("=").upper().startswith("HYPERLINK(")
            text = text_of(self.cell(row, place))
            if text and not link and text not in BESIDE_WORDS:
                return True
        return False

    # --- rows ---------------------------------------------------------------------------------------

    def _read_rows(self) -> None:
        section = -1
        rows = sorted(
            {*range(self.head + 1, self.end), *(r for r, k in self.keys.items() if self.is_line(k))}
        )
        read = []
        for row in rows:
            key = self.keys.get(row, "")
            if is_section(key):
                known = read_section(key)
                section = known[0] if known else section
            elif self.is_line(key) or (not key and self._says_something(row)):
                read.append((row, key, section))
        keys = self._believed(read)
        for row, _, section in read:
            key = keys.get(row, "")
            self.found.rows.append(FoundRow(row, key, section, self._cells(row, key)))

    def _says_something(self, row: int) -> bool:
        names = [name for name in self.places if name in self.side.headers]
        return any(text_of(self.cell(row, self.places[name])) for name in names)

    def _believed(self, rows: list[tuple[int, str, int]]) -> dict[int, str]:
        """Which line each row is: the one whose tag it bears, where its name agrees; else the one whose name
        it bears; else that of its tag. No tag is believed twice."""
        believed: dict[int, str] = {}
        left = {key for key in (*self.side.values, *self.written.extras) if key in self.written.places}
        label = self.side.label
        bearing: dict[str, list[int]] = {}
        for row, key, _ in rows:
            if key in left and self._agrees(row, key, label):
                bearing.setdefault(key, []).append(row)
        for key, among in bearing.items():
            best = max(among, key=lambda row, key=key: self._score(row, key))
            believed[best] = key
            left.discard(key)
        named: dict[str, list[str]] = {}
        for key in left:
            named.setdefault(fold(told(self.memory.drawn(self.form, key, label))), []).append(key)
        for row, key, _ in rows:
            name = fold(text_of(self.cell(row, self.places[label]))) if label in self.places else ""
            among = [one for one in named.get(name, ()) if one in left] if name else []
            if row not in believed and among and (key or len(among) == 1):
                believed[row] = max(among, key=lambda one, row=row: self._score(row, one))
                left.discard(believed[row])
        for row, key, _ in rows:
            if row not in believed and key in left:
                believed[row] = key
                left.discard(key)
        return believed

    def _agrees(self, row: int, key: str, name: str) -> bool:
        drawn = self.memory.drawn(self.form, key, name)
        return name in self.places and fold(text_of(self.cell(row, self.places[name]))) == fold(told(drawn))

    def _score(self, row: int, key: str) -> int:
        return sum(
            same(plain_of(self.cell(row, self.places[name])), self.memory.drawn(self.form, key, name))
            for name in self.side.headers
            if name in self.places
        )

    def _cells(self, row: int, key: str) -> dict[str, Value]:
        cells = {}
        for name, place in self.places.items():
            raw, formula = self.cell(row, place), (row - 1, place) in self.formulas
            drawn = self.memory.drawn(self.form, key, name) if key else None
            if self.side.grouped and name == self.side.unit and key in self.side.values:
                continue  # stands once above the lines of its unit
            if formula and key in self.written.sums and name in self.side.headers:
                continue  # a line that others make up
            if self._is_worked_out(name, row, place, formula):
                continue
            if formula and raw == "":
                self._leave(row, place, _NO_RESULT)
                continue
            if isinstance(raw, ErrorValue):
                self._leave(row, place, _ERROR)
                continue
            value = self._value(name, raw, drawn)
            if formula and not same(value, drawn):
                self._leave(row, place, _FORMULA)
            cells[name] = value
        return cells

    def _is_worked_out(self, name: str, row: int, place: int, formula: bool) -> bool:
        """Whether the next run works a cell out: what is allotted where nobody has typed a figure, and how it
        differs from what is asked for."""
        column = self.columns.get(name)
        if column is None or not (column.allots or column.difference_of):
            return False
        if column.difference_of and not formula and text_of(self.cell(row, place)):
            self._leave(row, place, _DIFFERENCE_TYPED)
        return formula or bool(column.difference_of)

    def _value(self, name: str, raw: object, drawn: Value) -> Value:
        """What a cell says, as its column is printed."""
        raw = plain_of(raw)
        column = self.columns.get(name)
        if raw is None or column is None or same(raw, drawn):
            return drawn if same(raw, drawn) else raw
        if column.field.role is Role.ORDINAL and (isinstance(raw, float) or str(raw).strip(" .").isdigit()):
            return drawn  # counted anew
        kind = column.field.kind
        read, problem = column.field.parse(raw)
        if not kind.adds:
            return kind.printed(raw, read) or None
        if isinstance(raw, str) and read is not None and problem is None:
            raw = kind.in_cell(read)
        return float(raw) if isinstance(raw, int) else raw

    # --- labels -------------------------------------------------------------------------------------

    def _read_labels(self) -> None:
        """What sections, the total and units are called, and totals that were typed over."""
        label = self.places.get(self.side.label)
        for row, key in self.keys.items():
            if self.is_line(key) or (row, self.tags) == (self.head, self.tags):
                continue
            section = read_section(key)
            name = f"section-{section[0]}" if section else key
            if label is not None and (name, self.side.label) in self.side.texts:
                self.found.texts.setdefault((name, self.side.label), plain_of(self.cell(row, label)))
            for column, place in self.places.items():
                if (key, column) in self.side.texts and column != self.side.label:  # given to the province
                    text = told(plain_of(self.cell(row, place)))
                    self.found.texts.setdefault((key, column), text)
                    continue
                typed = isinstance(self.cell(row, place), float) and (row - 1, place) not in self.formulas
                known = self.columns.get(column)
                if typed and known is not None and not known.field.kind.interval and known.field.kind.adds:
                    self._leave(row, place, _TOTAL_TYPED)
        if self.side.grouped and self.side.unit in self.places:
            for row in self.found.rows:
                text = plain_of(self.cell(row.row, self.places[self.side.unit]))
                unit = self.side.units.get(row.key)
                if text is not None and unit in self.side.names:
                    at = (f"unit-{unit}", self.side.unit)
                    self.found.texts.setdefault(at, text)


def _new_name(taken: set[str]) -> str:
    number = 1
    while f"{HERS}cot-{number}" in taken:
        number += 1
    return f"{HERS}cot-{number}"
