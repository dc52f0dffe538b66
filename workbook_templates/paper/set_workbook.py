"""A form set as one workbook for a clerk to work in: a sheet a table, an explanation above each column, lists
to choose from. `reading.set_workbook` reads it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_range_abs

from workbook_templates.declared import rows
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.fields import catalogue
from workbook_templates.declared.set_cells import CellWords, Column, Value, column_of
from workbook_templates.declared.set_tables import SETTINGS, RawTable, RawTables
from workbook_templates.declared.set_words import CHOICES_SHEET, SETTING_CODES, SETTING_WORDS, SHEETS, Head
from workbook_templates.declared.tables import columns_of
from workbook_templates.paper import palette
from workbook_templates.paper.formats import FONT, new_workbook
from workbook_templates.paper.printed_table import (
    MOST_CHARACTERS,
    Formula,
    PaperSheet,
    lines_of,
    set_list_paper,
    write_row,
)

_ABOUT, _HEAD, _FIRST = 2, 3, 4  # rows from 0: the explanations, the heads, the first of the table
_ROOM = 12  # blank rows with borders below a table
_LAST = 1_999  # the last row with lists to choose from
_INLINE = 8  # words of a list that stands in the validation itself, of which Excel takes 255 characters
_NARROW, _WIDE = 13, 46
_SIZE, _SMALL = 11, 10
# What a column names of other sheets: the table and the column that it chooses from.
_CHOSEN = {"annex": ("annexes", "id"), "form": ("annexes", "id"), "unit": ("units", "code"),
           "programme": ("programmes", "id")}  # fmt: skip
_REQUIRED = "Cột có dấu * phải ghi. Cột ghi chú riêng thì đặt tên trong ngoặc đơn, ví dụ (Ghi chú)."
_HOW = (
    "Sửa ở các trang rồi lưu; xem đúng chưa bằng lệnh: bieu mau kiem-tra TỆP.xlsx; dùng thẳng tệp này "
    "sau --bo-bieu, hoặc ghi thành thư mục bằng lệnh: bieu mau nhap TỆP.xlsx -o THƯ MỤC."
)


def write_set_workbook(path: Path, tables: RawTables, rules: Sequence[tuple[str, str, str]] = ()) -> None:
    """Write the workbook of a form set's tables. rules: those that it may speak of: id, what it says,
    its bounds. Raises FormSetError where a cell is longer than Excel's may be."""
    book = new_workbook(path, strings_to_formulas=False, strings_to_urls=False, strings_to_numbers=False)
    _SetWorkbook(book, tables, rules).write()
    book.close()


class _SetWorkbook:
    def __init__(self, book: Workbook, tables: RawTables, rules: Sequence[tuple[str, str, str]]) -> None:
        self.book, self.tables = book, tables
        own = [row for row in tables.get("fields", ()) if row.get("name")]
        self.words = CellWords({row["name"]: row.get("label", "") for row in own})
        base = {"font_name": FONT, "font_size": _SIZE, "valign": "top"}
        grid = {**base, "border": 1, "border_color": f"#{palette.LIST_LINE}", "text_wrap": True}
        head = {**grid, "bold": True, "align": "center", "valign": "vcenter"}
        self.looks: dict[str, Format] = {
            name: book.add_format(form)
            for name, form in {
                "title": {**base, "bold": True, "font_size": 14},
                "note": {**base, "italic": True},
                "about": {**grid, "italic": True, "font_size": _SMALL, "bg_color": f"#{palette.LABEL_BACK}"},
                "head": {**head, "bg_color": f"#{palette.LIST_HEADER_BACK}"},
                "text": {**grid, "num_format": "@"},
                "code": {**grid, "num_format": "@", "align": "center"},
                "number": {**grid, "align": "center"},
                "day": {**grid, "align": "center", "num_format": "dd/mm/yyyy"},
                "label": {**grid, "bold": True, "bg_color": f"#{palette.LABEL_BACK}"},
                "seen": {**grid, "font_color": "#595959", "bg_color": f"#{palette.LABEL_BACK}"},
                "blank_text": {**base, "num_format": "@"},
            }.items()
        }
        self.choices = _choices(self.words, own, rules)

    def write(self) -> None:
        for table in SHEETS:
            sheet = self.book.add_worksheet(SHEETS[table].sheet, PaperSheet)
            if table == SETTINGS:
                self._write_settings(sheet)
            else:
                self._write_table(sheet, table, self.tables.get(table, []))
        self._write_choices(self.book.add_worksheet(CHOICES_SHEET, PaperSheet))

    def _begin(self, sheet: PaperSheet, title: str, about: Sequence[str], widths: Sequence[float]) -> None:
        """Title and explanation; the head is to be written below."""
        set_list_paper(sheet, widths, _HEAD)
        write_row(sheet, 0, {0: (title, self.looks["title"])})
        write_row(sheet, 1, {0: (" ".join(about), self.looks["note"])})

    # --- the settings ---------------------------------------------------------------------------------

    def _write_settings(self, sheet: PaperSheet) -> None:
        said, widths = SHEETS[SETTINGS], (30, 66, 70)
        self._begin(sheet, "BỘ BIỂU MẪU", [said.about], widths)
        write_row(sheet, _ABOUT, {0: (_HOW, self.looks["note"])})
        heads = [said.columns["key"].head, said.columns["value"].head, "(Giải thích)"]
        write_row(sheet, _HEAD, {place: (head, self.looks["head"]) for place, head in enumerate(heads)})
        typed = {row["key"]: row.get("value", "") for row in self.tables.get(SETTINGS, ()) if row.get("key")}
        labels = {key: label for key, (label, _) in SETTING_WORDS.items()}
        for row, key in enumerate(dict.fromkeys((*labels, *typed)), start=_FIRST):
            value = self.words.setting(key, typed[key]) if key in typed else ""
            about = SETTING_WORDS[key][1] if key in labels else ""
            cells = {
                0: (labels.get(key, key), self.looks["label"]),
                1: (value, self.looks["day" if isinstance(value, date) else "text"]),
                2: (about, self.looks["seen"]),
            }
            self._write_row(sheet, row, cells, widths)
            if key in SETTING_CODES:
                offered = {
                    "validate": "list",
                    "source": list(SETTING_CODES[key].values()),
                    "show_error": False,
                }
                sheet.data_validation(row, 1, row, 1, offered)

    # --- a table --------------------------------------------------------------------------------------

    def _write_table(self, sheet: PaperSheet, table: str, held: RawTable) -> None:
        names, said = columns_of(rows.TABLES[table][0]), SHEETS[table]
        columns = [column_of(table, name) for name in names]
        cells = [[self._shown(table, name, row.get(name, "")) for name in names] for row in held]
        heads = [_head(said.columns[name], column) for name, column in zip(names, columns, strict=True)]
        shown = list(zip(*cells, strict=True)) if cells else [()] * len(names)
        widths = [_width(head, of, column) for head, of, column in zip(heads, shown, columns, strict=True)]
        beside = self._unit_names(table, held)
        if beside:
            widths.append(_WIDE)
        self._begin(sheet, said.sheet.upper(), [said.about, _REQUIRED], widths)
        about = {place: (said.columns[name].about, self.looks["about"]) for place, name in enumerate(names)}
        self._write_row(sheet, _ABOUT, about, widths, _SMALL)
        top = {place: (head, self.looks["head"]) for place, head in enumerate(heads)}
        if beside:
            top[len(names)] = ("(Tên đơn vị)", self.looks["head"])
        self._write_row(sheet, _HEAD, top, [width * 0.85 for width in widths])
        looks = [self.looks[_look(column)] for column in columns]
        for place, row in enumerate(cells):
            line = {i: (value, looks[i]) for i, value in enumerate(row)}
            if beside:
                line[len(names)] = (beside[place], self.looks["seen"])
            self._write_row(sheet, _FIRST + place, line, widths)
        for row in range(_FIRST + len(cells), _FIRST + len(cells) + _ROOM):
            write_row(sheet, row, {i: (None, look) for i, look in enumerate(looks)})
        sheet.freeze_panes(_FIRST, 1 if len(names) > 3 else 0)
        sheet.autofilter(_HEAD, 0, max(_FIRST, _FIRST + len(cells) - 1), len(names) - 1)
        sheet.ignore_errors({"number_stored_as_text": xl_range(_FIRST, 0, _LAST, len(names) - 1)})
        for place, (name, column) in enumerate(zip(names, columns, strict=True)):
            self._offer(sheet, place, f"{table}.{name}", column)

    def _shown(self, table: str, name: str, raw: str) -> Value:
        shown = self.words.shown(table, name, raw) if raw else ""
        if isinstance(shown, str) and len(shown) > MOST_CHARACTERS:
            place = f"bảng “{SHEETS[table].sheet}”, cột “{SHEETS[table].columns[name].head}”"
            raise FormSetError(f"Có ô dài quá {MOST_CHARACTERS} ký tự ({place}), Excel không giữ được.")
        return shown

    def _unit_names(self, table: str, held: RawTable) -> list[Formula]:
        """Beside the codes of units in dues, their names, for the eye alone."""
        names = {row.get("code"): row.get("name", "") for row in self.tables.get("units", ())}
        if table != "dues" or not held:
            return []
        area = f"'{SHEETS['units'].sheet}'!{xl_range_abs(_FIRST, 0, _LAST, 1)}"
        return [
            Formula(f'=IFERROR(VLOOKUP(B{row},{area},2,FALSE),"")', names.get(due.get("unit"), ""))
            for row, due in enumerate(held, start=_FIRST + 1)
        ]

    def _write_row(
        self, sheet: PaperSheet, row: int, cells: dict, widths: Sequence[float], size: float = _SIZE
    ) -> None:
        """A row as high as its longest text; days are written as Excel's."""
        texts = {place: value for place, (value, _) in cells.items() if isinstance(value, str)}
        lines = max((lines_of(text, widths[place], size) for place, text in texts.items()), default=1)
        days = {place: cell for place, cell in cells.items() if isinstance(cell[0], date)}
        write_row(
            sheet,
            row,
            {place: (None if place in days else v, look) for place, (v, look) in cells.items()},
            lines,
        )
        for place, (day, look) in days.items():
            sheet.write_datetime(row, place, day, look)

    # --- lists to choose from -------------------------------------------------------------------------

    def _offer(self, sheet: PaperSheet, place: int, name: str, column: Column) -> None:
        source: str | list[str] | None = None
        listed = "field" if column.names == "field" else name
        if listed in self.choices:
            at, lines = self._choice_column(listed), self.choices[listed][1]
            source = f"='{CHOICES_SHEET}'!{xl_range_abs(_FIRST, at, _HEAD + len(lines), at)}"
        elif column.codes:
            source = list(column.codes.values())
        elif column.names in _CHOSEN:
            table, other = _CHOSEN[column.names]
            at = columns_of(rows.TABLES[table][0]).index(other)
            area = f"'{SHEETS[table].sheet}'!{xl_range_abs(_FIRST, at, _LAST, at)}"
            first = f"'{SHEETS[table].sheet}'!{xl_range_abs(_FIRST, at, _FIRST, at).split(':')[0]}"
            source = f"=OFFSET({first},0,0,MAX(1,COUNTA({area})),1)"
        if source:
            strict = bool(column.codes) and not column.open and not column.several
            sheet.data_validation(
                _FIRST, place, _LAST, place,
                {"validate": "list", "source": source, "show_error": strict,
                 "error_title": "Bộ biểu mẫu", "error_message": "Đề nghị chọn trong danh sách của ô."},
            )  # fmt: skip

    def _choice_column(self, listed: str) -> int:
        before = list(self.choices)[: list(self.choices).index(listed)]
        return sum(len(self.choices[name][0]) + 1 for name in before)

    def _write_choices(self, sheet: PaperSheet) -> None:
        widths: list[float] = []
        for heads, lines in self.choices.values():
            widths += [_width(head, [line[i] for line in lines], None) for i, head in enumerate(heads)]
            widths.append(2)
        about = "Các chữ được chọn ở các trang khác. Trang này chỉ để xem; sửa ở đây không có tác dụng."
        self._begin(sheet, CHOICES_SHEET.upper(), [about], widths)
        lists = [(self._choice_column(name), *one) for name, one in self.choices.items()]
        heads = {at + i: (head, self.looks["head"]) for at, heads, _ in lists for i, head in enumerate(heads)}
        self._write_row(sheet, _HEAD, heads, [width * 0.85 for width in widths])
        for number in range(max(len(lines) for *_, lines in lists)):
            cells = {
                at + i: (text, self.looks["text"])
                for at, _, lines in lists
                if number < len(lines)
                for i, text in enumerate(lines[number])
            }
            self._write_row(sheet, _FIRST + number, cells, widths)


Choices = dict[str, tuple[list[str], list[tuple[str, ...]]]]  # heads, and lines whose first cell is chosen


def _choices(words: CellWords, own: RawTable, rules: Sequence[tuple[str, str, str]]) -> Choices:
    """The longer lists to choose from: fields, codes by column, rules."""
    kinds = column_of("fields", "kind").codes
    fields = {name: (field.label, field.kind.label) for name, field in catalogue().items()}
    fields |= {row["name"]: (row.get("label", ""), kinds.get(row.get("kind", ""), "")) for row in own}
    found: Choices = {
        "field": (
            ["Trường", "Mã trường", "Loại"],
            [(words.field(name), name, kind) for name, (_, kind) in fields.items()],
        )
    }
    for table, said in SHEETS.items():
        for name, head in said.columns.items():
            codes = list(column_of(table, name).codes.values())
            if len(codes) > _INLINE:
                found[f"{table}.{name}"] = ([f"{head.head} ({said.sheet})"], [(word,) for word in codes])
    if rules:
        found["rules.rule"] = (["Quy tắc", "Nội dung", "Ngưỡng"], list(rules))
    return found


def _head(said: Head, column: Column) -> str:
    return f"{said.head} *" if column.required else said.head


def _look(column: Column) -> str:
    if column.day:
        return "day"
    return "number" if column.number else "code" if column.codes and not column.several else "text"


def _width(head: str, cells: Sequence[Value], column: Column | None) -> float:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max((len(word) for word in head.split()), default=0) + 5
    own = 16 if column is not None and column.codes else _NARROW
    return min(max(own, words, longest * 1.05 + 2), _WIDE)
