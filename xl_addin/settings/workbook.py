"""The settings' workbook: written for the clerk to fill in, made ready before it is opened. What she has
written in it stays."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import openpyxl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.grid import Grid
from workbook_templates.reading.package import OUTPUT_MARK
from workbook_templates.words.spelling import words
from xl_addin.files.whole_files import fresh, whole_file
from xl_addin.form_sets import form_set_ids, load_form_set
from xl_addin.settings.loading import (
    ADDRESS_HEADER,
    ADDRESS_SHEET,
    HEADER,
    ITEMS,
    SHEET,
    SettingsError,
    lines_of,
    province_of,
    read_cells,
    settings_file,
)

_HOW = "Sửa cột Giá trị và trang “Địa chỉ đơn vị”, rồi lưu tệp này (Ctrl+S). Bỏ trống mục nào cũng được."


def prepare_settings(path: Path | None = None) -> Path:
    """The settings' workbook made ready to be opened: written where there is none, a broken one set aside,
    lines added for units that have come with new form sets. What the clerk wrote stays. Raises
    CannotWrite."""
    path = path or settings_file()
    if path.exists():
        try:
            grid = read_cells(path)
        except SettingsError:
            path.rename(_spare(path))
        else:
            with suppress(SettingsError):  # it is opened for the clerk to mend
                known = {code for code, *_ in lines_of(grid, ADDRESS_SHEET, ADDRESS_HEADER)}
                _add_units(path, [unit for unit in _units(_own_form_set(grid)) if unit[0] not in known])
            return path
    _write_new(path)
    return path


def _spare(path: Path) -> Path:
    return fresh(path.with_name(f"{path.stem} - hong{path.suffix}"))


def _own_form_set(grid: Grid) -> str:
    """The form set that the settings name; "" where it cannot be used."""
    label = next(label for label, name, _ in ITEMS if name == "form_set")
    typed = next(
        (value for item, value, *_ in lines_of(grid, SHEET, HEADER) if words(item) == words(label)), ""
    )
    with suppress(FormSetError):
        return typed if typed and load_form_set(typed) else ""
    return ""


def _units(own: str = "") -> list[tuple[str, str, str, str]]:
    """Every unit of every form set once, those of the province's own folder included: code, name, no
    address yet, form set."""
    units: dict[str, tuple[str, str, str, str]] = {}
    for name in filter(None, (*form_set_ids(), own)):
        form_set: FormSet = load_form_set(name)
        for code in form_set.expected_units:
            units.setdefault(code, (code, form_set.catalogue.units[code].name, "", form_set.id))
    return list(units.values())


def _add_units(path: Path, units: list[tuple[str, str, str, str]]) -> None:
    if not units:
        return
    book = openpyxl.load_workbook(path)
    page = next(page for page in book.worksheets if words(page.title) == words(ADDRESS_SHEET))
    if any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row):
        return  # saved from here, what her formulas show would be gone until Excel has opened it
    for unit in units:
        page.append(unit)
    with whole_file(path) as target:
        book.save(target)


def _write_new(path: Path) -> None:
    with whole_file(path) as target, xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as book:
        book.set_properties({"category": OUTPUT_MARK})
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
        looks = {
            "plain": book.add_format(font),
            "line": book.add_format({**font, "border": 1}),
            "entry": book.add_format({**font, "border": 1, "bg_color": "#FFF2CC", "num_format": "@"}),
            "head": book.add_format({**font, "border": 1, "bold": True, "bg_color": "#D9D9D9"}),
            "title": book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": False}),
        }
        _write_items(book.add_worksheet(SHEET), looks)
        _write_addresses(book.add_worksheet(ADDRESS_SHEET), looks)
        for sheet in book.worksheets():
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.fit_to_pages(1, 0)


def _write_items(sheet: Worksheet, looks: dict[str, Format]) -> None:
    ids = form_set_ids()
    provinces = sorted({province_of(name) for name in ids} - {""})
    sheet.write(0, 0, "CÀI ĐẶT", looks["title"])
    sheet.merge_range(1, 0, 1, 2, _HOW, looks["plain"])
    sheet.set_row(1, 34)
    for column, width in enumerate((28, 46, 60)):
        sheet.set_column(column, column, width)
    sheet.write_row(3, 0, HEADER, looks["head"])
    for row, (label, name, text) in enumerate(ITEMS, start=4):
        if name == "form_set":
            text += " Hiện có: " + "; ".join(f"{n} ({load_form_set(n).title})" for n in ids) + "."
        sheet.write(row, 0, label, looks["line"])
        sheet.write_blank(row, 1, None, looks["entry"])
        sheet.write(row, 2, text, looks["line"])
        sheet.set_row(row, 17 * max(1, -(-len(text) // 55)))
        choice = {"province": provinces, "form_set": ids}.get(name)
        if choice:
            sheet.data_validation(
                row, 1, row, 1,
                {"validate": "list", "source": choice, "error_type": "warning", "error_title": "Cài đặt",
                 "error_message": "Mục này thường chọn trong danh sách. Vẫn giữ giá trị vừa gõ?"},
            )  # fmt: skip


def _write_addresses(sheet: Worksheet, looks: dict[str, Format]) -> None:
    sheet.write_row(0, 0, ADDRESS_HEADER, looks["head"])
    for row, (code, unit, _, form_set) in enumerate(_units(), start=1):
        sheet.write_string(row, 0, code, looks["line"])
        sheet.write_string(row, 1, unit, looks["line"])
        sheet.write_blank(row, 2, None, looks["entry"])
        sheet.write_string(row, 3, form_set, looks["line"])
    for column, width in enumerate((16, 46, 40, 20)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
