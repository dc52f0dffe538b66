"""A form set's workbook: its sheets found by their names or heads, their cells as the rows of its tables.

What a clerk does to such a workbook is either taken as meant or told at its cell; what was left aside or
taken otherwise than by its name stands in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook_templates.declared import rows
from workbook_templates.declared.complaints import Complaint, Complaints, FormSetError
from workbook_templates.declared.form_set import OPEN_UNITS
from workbook_templates.declared.set_cells import CellWords
from workbook_templates.declared.set_complaints import in_words, table_of
from workbook_templates.declared.set_words import CHOICES_SHEET, SETTING_CODES, SHEETS
from workbook_templates.declared.tables import CannotRead, Records, Row, columns_of, records_of
from workbook_templates.reading.grid import Grid, Sheet
from workbook_templates.reading.set_rows import RowReader, Shown, find_head, names_of_heads
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.words.spelling import fold, quote, words
from workbook_templates.words.units import CATALOGUES

_FEWEST_SHEETS = 3  # by which a workbook is known for a form set
_MOST_NAMED = 5  # cells in a note
_CATALOGUE = re.compile(r"[\w.-]{1,60}")
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_SETTINGS = "form_set.csv"
_OWN_COLUMN = "Cột ghi chú riêng thì đặt tên trong ngoặc đơn, ví dụ (Ghi chú)."


class TablesInWorkbook:
    """The tables of a form set that stand in a workbook (tables.Source). notes: what was left aside, and
    what was taken otherwise than as it stands; complaints: what is wrong with cells and heads, for the
    loader to add to. Raises FormSetError where the workbook is no form set."""

    def __init__(self, grid: Grid, name: str) -> None:
        self.name, self.notes = name, []
        self.complaints = Complaints(self._told)
        self.words = CellWords({})
        self._units_file = ""  # of the workbook's own catalogue
        self.shown = self._find_sheets(grid)
        for file in map(self.file_of, SHEETS):  # the order in which mistakes are told
            self.complaints.files.setdefault(file, len(self.complaints.files))
        for shown in self.shown.values():
            find_head(shown)
        if "fields" in self.shown:
            self._read(self.shown["fields"])
        self.words = CellWords(self._own_labels())
        for table, shown in self.shown.items():
            if table != "fields":
                self._read(shown)

    # --- as the loader asks ---------------------------------------------------------------------------

    def records(self, file: str) -> Records | None:
        """A table's rows; None where it has no sheet. Raises CannotRead."""
        table = table_of(file)
        shown = self.shown.get(table)
        if table == "units" and file != self._units_file:
            return records_of(CATALOGUES / file.rpartition("/")[2])
        if shown is None:
            return None
        if shown.head is None:
            text = f"không còn dòng tiêu đề. Đề nghị ghi lại dòng tiêu đề. {_heads_said(table)}"
            raise CannotRead(text)
        return [(shown.head + 1, list(shown.columns)), *shown.records]

    def lacks(self, kind: type[Row]) -> str:
        """What is said of a sheet that must be there and is not."""
        table = next(name for name, (one, _) in rows.TABLES.items() if one is kind)
        text = "không có trang này. Đề nghị đặt lại đúng tên trang, hoặc thêm trang, dù chỉ có dòng tiêu đề."
        return f"{text} {_heads_said(table)}"

    def catalogues(self) -> list[str]:
        """The names of the tool's catalogues of units, and of its own."""
        own = [self._units_file.removeprefix("units/").removesuffix(".csv")] if self._units_file else []
        return sorted({*(path.stem for path in CATALOGUES.glob("*.csv")), *own})

    def file_of(self, table: str) -> str:
        """The file that holds a table in the folder of a form set."""
        return self._units_file or "units" if table == "units" else f"{table}.csv"

    # --- which sheet is which -------------------------------------------------------------------------

    def _find_sheets(self, grid: Grid) -> dict[str, Shown]:
        left, found = {sheet.name: sheet for sheet in grid.sheets}, {}
        for table, said in SHEETS.items():
            if name := next((name for name in left if fold(name) == fold(said.sheet)), None):
                found[table] = Shown(table, left.pop(name))
        for table, said in SHEETS.items():
            alike = [] if table in found else [s.name for s in left.values() if _has_heads(s, table)]
            if len(alike) == 1:
                found[table] = Shown(table, left.pop(alike[0]))
                self.notes.append(
                    f"Trang “{alike[0]}” được đọc là trang “{said.sheet}” (theo các cột của trang)."
                )
            elif alike:
                self.notes.append(f"Không rõ trang nào trong {_quoted(alike)} là trang “{said.sheet}”.")
        if len(found) < _FEWEST_SHEETS:
            raise FormSetError(
                f"“{self.name}” không phải là sổ bộ biểu mẫu: không có các trang "
                f"{_quoted(said.sheet for said in SHEETS.values())}. Đề nghị chọn đúng tệp, hoặc lập sổ "
                "từ một bộ có sẵn bằng lệnh: bieu mau xuat ID -o TỆP.xlsx."
            )
        for table, said in SHEETS.items():
            if table not in found and not rows.TABLES[table][1]:
                self.notes.append(f"Sổ không có trang “{said.sheet}” nên coi như không khai.")
        if "units" not in found:
            self.notes.append(f"Sổ không có trang “{SHEETS['units'].sheet}” nên dùng danh mục đơn vị có sẵn.")
        for sheet in left.values():
            if fold(sheet.name) != fold(CHOICES_SHEET) and any(sheet.cells):
                self.notes.append(f"Trang “{sheet.name}” không thuộc bộ biểu mẫu nên không đọc.")
        return {table: found[table] for table in SHEETS if table in found}

    # --- one sheet ------------------------------------------------------------------------------------

    def _read(self, shown: Shown) -> None:
        if shown.table == "units":
            self._name_catalogue(shown)
        if shown.head is None:
            return
        file = self.file_of(shown.table)
        self._judge_heads(shown, file)
        RowReader(shown, self.words, self.complaints, file).read()
        name, said = shown.sheet.name, SHEETS[shown.table].columns
        for what, places in shown.noted.items():
            self.notes.append(f"Trang “{name}”, {_few(places)}: {what}.")
        fields = rows.TABLES[shown.table][0].model_fields
        lacking = [one.head for key, one in said.items()
                   if key not in shown.columns and not fields[key].is_required()]  # fmt: skip
        if lacking:
            self.notes.append(f"Trang “{name}” không có cột {_quoted(lacking)} nên coi như để trống.")
        for row, column, value in shown.sheet.strays:
            place = f"{column_letters(column)}{row + 1}"
            self.complaints.add(
                file, row + 1, place, f"ô ở rất xa bảng, đang ghi “{quote(value)}”; đề nghị xóa."
            )

    def _judge_heads(self, shown: Shown, file: str) -> None:
        """Complain of columns that are unknown or stand twice, and of what stands in none."""
        own, known = set(shown.columns.values()), names_of_heads(shown.table)
        beside: dict[int, int] = {}
        for row in range(shown.head, len(shown.sheet.rows)):
            for column, _ in shown.sheet.cells[row]:
                if column not in own and shown.text(row, column):
                    beside.setdefault(column, row)
        for column, row in sorted(beside.items()):
            head = shown.text(shown.head, column)
            if head.startswith("(") and head.endswith(")"):
                continue  # the clerk's own
            if not head:
                text = (
                    f"ở ngoài các cột của trang, đang ghi “{quote(shown.text(row, column))}”; đề nghị xóa. "
                )
                text += _OWN_COLUMN
            elif words(head) in known:
                text = f"cột “{quote(head)}” có hai lần; đề nghị bỏ một."
            else:
                text = f"không có cột “{quote(head)}”. {_heads_said(shown.table)} {_OWN_COLUMN}"
            self.complaints.add(file, row + 1, f"{column_letters(column)}{row + 1}", text)

    def _own_labels(self) -> dict[str, str]:
        shown = self.shown.get("fields")
        if shown is None or not {"name", "label"} <= shown.columns.keys():
            return {}
        name, label = (list(shown.columns).index(one) for one in ("name", "label"))
        return {cells[name]: cells[label] for _, cells in shown.records if cells[name]}

    def _name_catalogue(self, shown: Shown) -> None:
        """The workbook's own catalogue bears the name that the settings say; a sheet without rows is none."""
        cells = shown.sheet.cells if shown.head is None else shown.sheet.cells[shown.head + 1 :]
        if not any(cells):
            return
        at, name = self._setting("units")
        if name == OPEN_UNITS:
            self.notes.append(f"Trang “{shown.sheet.name}” không dùng đến: {SETTING_CODES['units'][name]}.")
            return
        if _CATALOGUE.fullmatch(name) and name.strip("."):
            self._units_file = f"units/{name}.csv"
        elif at is not None:
            text = f"đang ghi “{quote(name)}”; tên danh mục chỉ gồm chữ, chữ số, dấu chấm, gạch nối."
            self.complaints.settle(_SETTINGS, at, "value", text)

    def _setting(self, key: str) -> tuple[int | None, str]:
        """Where a setting stands, and what it says."""
        shown = self.shown.get("form_set")
        if shown is None or not {"key", "value"} <= shown.columns.keys():
            return None, ""
        names = list(shown.columns)
        for at, cells in shown.records:
            said = dict(zip(names, cells, strict=True))
            if said["key"] == key:
                return at, said["value"]
        return None, ""

    # --- how mistakes are told ------------------------------------------------------------------------

    def _told(self, complaint: Complaint) -> Complaint:
        """A complaint with the sheet and the cell that it means, in the words of the sheets."""
        file, row, column = complaint.file, complaint.row, complaint.column
        table = table_of(file)
        shown = self.shown.get(table)
        sheet = shown.sheet.name if shown else SHEETS[table].sheet
        text, cell = in_words(complaint.text, file, column, self.words), ""
        if row and column and _CELL.fullmatch(column):
            cell, text = column, complaint.text
        elif row and shown and column in shown.columns:
            cell = f"{column_letters(shown.columns[column])}{row}"
        elif column in SHEETS[table].columns:
            text = f"cột “{SHEETS[table].columns[column].head}”: {text}"
        where = f"{sheet}!{cell}" if cell else f"trang “{sheet}”" + (f", dòng {row}" if row else "")
        return Complaint(file, row, column, text, where)


def _has_heads(sheet: Sheet, table: str) -> bool:
    """Whether a sheet of another name has the heads that a table must have, and half of all."""
    shown = Shown(table, sheet)
    find_head(shown)
    fields = rows.TABLES[table][0].model_fields
    needed = {name for name, info in fields.items() if info.is_required()}
    return needed <= shown.columns.keys() and 2 * len(shown.columns) >= len(columns_of(rows.TABLES[table][0]))


def _heads_said(table: str) -> str:
    return f"Các cột: {', '.join(head.head for head in SHEETS[table].columns.values())}."


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _few(places: list) -> str:
    more = f" và {len(places) - _MOST_NAMED} chỗ nữa" if len(places) > _MOST_NAMED else ""
    return ", ".join(map(str, places[:_MOST_NAMED])) + more
