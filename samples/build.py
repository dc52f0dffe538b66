"""Write the sample workbooks from the published tables beside them.

    python -m samples.build [FOLDER]

du-lieu/*.csv are the published tables cell for cell, blank where blank, mistakes included. From them
come don-vi/ (one workbook a unit, its rows as printed) and bieu-cong-bo.xlsx (the published biểu).
The same bytes on every run.
"""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from samples import plan_2027
from samples.plans import PLANS, write_plan
from workbook_templates.declared.class_names import read_class_name
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.paper.formats import Looks, new_workbook
from workbook_templates.paper.heading import title_lines
from workbook_templates.paper.page import set_paper
from workbook_templates.paper.printed_table import Band, PaperSheet, merge, spread
from xl_addin.make_blanks import blank_name

HERE = Path(__file__).parent
SAMPLES = {"thai_nguyen_2025": "thai-nguyen-2025", "lang_son_2018": "lang-son-2018"}
SAVED = {
    "thai-nguyen-2025": datetime(2024, 11, 15, tzinfo=UTC),
    "lang-son-2018": datetime(2017, 11, 15, tzinfo=UTC),
}
_WHOLE = re.compile(r"[1-9]\d*$|0$")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+$")

# Lines printed above the tables, as in the published documents; the year's title comes from the form.
TITLES = {
    "bieu-01-i": ("BIỂU SỐ 01", "ĐÀO TẠO CAO CẤP LÝ LUẬN CHÍNH TRỊ", "I. NHU CẦU ĐÀO TẠO NĂM 2025"),
    "bieu-01-ii": (
        "II. LỚP ĐÀO TẠO CAO CẤP LÝ LUẬN CHÍNH TRỊ MỞ TẠI TRƯỜNG DO HỌC VIỆN CHÍNH TRỊ KHU VỰC I "
        "THỰC HIỆN NĂM 2024 CHUYỂN SANG",
    ),
    "bieu-02": ("BIỂU SỐ 02", "CÁC LỚP ĐÀO TẠO TRUNG CẤP LLCT TỪ NĂM 2023, 2024", "CHUYỂN SANG"),
    "bieu-03": ("BIỂU SỐ 03", "CÁC LỚP ĐÀO TẠO TRUNG CẤP LLCT NĂM 2025"),
    "bieu-04": ("BIỂU SỐ 04", "CÁC LỚP BỒI DƯỠNG, CẬP NHẬT KIẾN THỨC NĂM 2025"),
    "bieu-01": (
        "BIỂU CHỈ TIÊU KẾ HOẠCH",
        "Biểu số 01",
        "Đào tạo, bồi dưỡng cán bộ, công chức, viên chức tỉnh Lạng Sơn năm 2018",
        "(Kèm theo Quyết định số 1001/QĐ/TU, ngày 12/12/2017 của Ban Thường vụ Tỉnh ủy)",
    ),
    "sau-dai-hoc": (
        "BIỂU PHÂN BỐ CHỈ TIÊU ĐÀO TẠO SAU ĐẠI HỌC NĂM HỌC 2018 - 2019",
        "(Kèm theo Quyết định số 1004/QĐ/TU, ngày 4/12/2017 của Ban Thường vụ Tỉnh ủy)",
    ),
}


@dataclass
class Published:
    """One published table: its header rows, all rows below, and its data rows by unit code."""

    form: Annex
    header: list[list[str]]
    body: list[list[str]]
    by_unit: dict[str, list[list[str]]]


def read_published(folder: Path, form_set: FormSet) -> list[Published]:
    """The published tables of one sample."""
    tables = []
    for form in form_set.annexes.values():
        with open(folder / f"{form.id}.csv", encoding="utf-8", newline="") as file:
            rows = [row[: len(form.all_columns)] for row in csv.reader(file)]
        levels = form.all_columns.header_levels
        header, body = rows[:levels], rows[levels:]
        tables.append(Published(form, header, body, _by_unit(form, form_set, header, body)))
    return tables


def _by_unit(form: Annex, form_set: FormSet, header: list, body: list) -> dict[str, list[list[str]]]:
    """The rows each unit must have sent: by the unit's cell, by the place in the class's name, or the
    school for its own section."""
    names = [column.name for column in form.all_columns]
    school = next(unit.code for unit in form_set.catalogue.units.values() if unit.kind == "school")
    found: dict[str, list[list[str]]] = {}
    unit = school
    for row in body:
        cells = dict(zip(names, row, strict=True))
        label = cells[form.label_field]
        if row in header or not label or label.startswith("(") or "tổng" in "".join(row[:2]).lower():
            continue
        if re.fullmatch(r"[IVX]+", cells["ordinal"]):
            continue
        if cells.get("unit_name"):
            unit = form_set.catalogue.match(cells["unit_name"]).code
        elif "unit_name" not in cells:
            place = read_class_name(label, form_set).place
            known = form_set.catalogue.match(place)
            unit = known.code if known else school
        kept = [cells[column.name] for column in form.columns]
        found.setdefault(unit, []).append(kept)
    return found


def _typed(text: str) -> object:
    """What a unit types into a cell that shows 1.000: the number."""
    return int(text.replace(".", "")) if _DOTTED.match(text) else _printed(text)


def _printed(text: str) -> object:
    """The cell as it was printed: 1.000 and 1010 stand side by side in the published table."""
    return int(text) if _WHOLE.match(text) else text or None


def write_sample(source: Path, target: Path, form_set: FormSet) -> None:
    """Write one sample's unit workbooks and published biểu under `target`."""
    tables = read_published(source / "du-lieu", form_set)
    units = target / "don-vi"
    units.mkdir(parents=True, exist_ok=True)
    saved = SAVED[form_set.id]
    for code in form_set.expected_units:
        rows = {
            t.form.id: [[_typed(text) for text in row] for row in t.by_unit[code]]
            for t in tables
            if code in t.by_unit
        }
        write_blank(units / blank_name(form_set, code), form_set, code, Filled(rows, saved=saved))
    _write_published(target / "bieu-cong-bo.xlsx", tables, saved)


def _write_published(path: Path, tables: list[Published], saved: datetime) -> None:
    workbook = new_workbook(path)
    workbook.set_properties({"created": saved})
    looks = Looks(workbook)
    sheets: dict[str, list[Published]] = {}
    for table in tables:
        sheets.setdefault(table.form.sheet, []).append(table)
    for name, group in sheets.items():
        sheet = workbook.add_worksheet(name, PaperSheet)
        grid = max((table.form.all_columns for table in group), key=len)
        row = 0
        for table in group:
            band = Band(table.form, table.form.all_columns, grid)
            for text in TITLES[table.form.id]:
                look = "attached" if text.startswith("(") else "title"
                spread(sheet, row, 0, band.right, text, looks[look], title_lines(text, band))
                row += 1
            row += 1
            set_paper(sheet, band.page, (row, row + len(table.header) - 1) if len(group) == 1 else None)
            row = _write_rows(sheet, looks, table, band, row) + 1
    workbook.close()


def _write_rows(sheet, looks: Looks, table: Published, band: Band, row: int) -> int:
    for cells in [*table.header, *table.body]:
        is_header = cells in table.header
        if cells == table.header[0]:
            _merge_header(sheet, table.header, band, row)
        kinds = [column.field.kind for column in table.form.all_columns]
        names = ["header" if is_header else "text" if kind.names else "center" for kind in kinds]
        band.write(sheet, row, {i: (_printed(text), looks[names[i]]) for i, text in enumerate(cells)})
        row += 1
    return row


def _merge_header(sheet, header: list[list[str]], band: Band, row: int) -> None:
    """Merge header cells down over blanks, and groups across them."""
    for level, cells in enumerate(header):
        for column, text in enumerate(cells):
            if not text:
                continue
            right = column
            while (
                right + 1 < len(cells)
                and not cells[right + 1]
                and not any(header[upper][right + 1] for upper in range(level))
                and any(lower[right + 1] for lower in header[level + 1 :])
            ):
                right += 1
            down = level
            while (
                right == column
                and down + 1 < len(header)
                and not any(lower[column] for lower in header[down + 1 :])
            ):
                down += 1
            if right > column or down > level:
                merge(sheet, row + level, band.first[column], row + down, band.last[right])


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for folder, name in SAMPLES.items():
        write_sample(HERE / folder, target / folder, load_form_set(name))
    for folder, name in PLANS.items():
        write_plan(HERE / folder, target / folder, load_form_set(name))
    plan_2027.write_kept(target / plan_2027.FOLDER, load_form_set(plan_2027.FORM_SET))


if __name__ == "__main__":
    main()
