"""Blank workbooks: read back as the right tables, valid, and silent until something is filled in."""

from pathlib import Path

import openpyxl
import pytest

from samples.build import SAMPLES
from tests.office import validate
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.declared.loading import form_set_ids, load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.reading.many_files import read_one
from xl_addin.make_blanks import make_blanks


def units_owing(form_set):
    """For each choice of annexes, and kind of unit, the last unit that owes them, with the annexes."""
    units = form_set.catalogue.units
    last = {(owed, units[code].kind): (code, owed) for code, owed in form_set.expected_units.items()}
    return list(last.values())


@pytest.mark.parametrize("name", form_set_ids())
def test_every_units_blank_holds_just_what_it_owes(name, tmp_path):
    form_set = load_form_set(name)
    for code, forms in units_owing(form_set):
        path = tmp_path / f"{code}.xlsx"
        write_blank(path, form_set, code)
        item = read_one(path, form_set)
        assert item.unit == code
        assert [table.form for table in item.tables] == list(forms)
        assert not any(table.unknown or table.missing or table.twice for table in item.tables)
        assert item.cover["form_set"] == name
        assert item.cover["mode"] == "Lần đầu"


def test_every_unit_gets_its_blank(tmp_path):
    form_set = load_form_set("thai-nguyen-2025")
    files, kept = make_blanks(form_set, tmp_path)
    units = [read_one(path, form_set).unit for path in files]
    assert (units, kept) == (list(form_set.expected_units), [])


@pytest.mark.parametrize("name", form_set_ids())
def test_a_blank_is_valid_and_raises_no_error(name, tmp_path):
    form_set = load_form_set(name)
    code = list(form_set.expected_units)[-1]
    path = tmp_path / "blank.xlsx"
    write_blank(path, form_set, code)
    assert validate(path) == []
    report = judge(Batch([read_one(path, form_set)], form_set))
    assert {f.rule for f in report.findings} <= {"T15", "D16"}


def test_cells_for_months_keep_text(tmp_path):
    form_set = load_form_set("thai-nguyen-2025")
    path = tmp_path / "blank.xlsx"
    write_blank(path, form_set, "TN-TCT", Filled({"bieu-03": [[1, "Lớp A", 50, "3/2025", "10/2025", None]]}))
    sheet = openpyxl.load_workbook(path)["Biểu 03"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "3/2025")
    assert cell.number_format == "@"
    assert cell.offset(5, 0).number_format == "@"
    assert not cell.offset(5, 0).protection.locked


@pytest.mark.parametrize("folder", sorted(SAMPLES))
def test_samples_are_what_the_script_writes(folder, tmp_path):
    from samples.build import HERE, write_sample

    write_sample(HERE / folder, tmp_path, load_form_set(SAMPLES[folder]))
    for written in sorted(tmp_path.rglob("*.xlsx")):
        kept = HERE / folder / written.relative_to(tmp_path)
        assert kept.read_bytes() == written.read_bytes(), kept.name


def test_next_years_edition_needs_no_code(tmp_path):
    """Thái Nguyên 2026: the folder copied, four settings and the units' day changed."""
    import shutil

    from workbook_templates.declared.form_set import FORM_SETS

    folder = Path(shutil.copytree(FORM_SETS / "thai-nguyen-2025", tmp_path / "thai-nguyen-2026"))
    settings = (folder / "form_set.csv").read_text(encoding="utf-8")
    settings = settings.replace("id,thai-nguyen-2025", "id,thai-nguyen-2026").replace(
        "year,2025", "year,2026"
    )
    settings = settings.replace("units_on,{last_year}-12-01", "units_on,2024-12-01")
    (folder / "form_set.csv").write_text(settings, encoding="utf-8")
    form_set = load_form_set(folder)
    assert form_set.annexes["bieu-03"].columns[-1].header[-1] == "Chuyển sang 2027"
    path = tmp_path / "2026.xlsx"
    rows = [
        [1, "Lớp Trung cấp LLCT hệ tập trung khóa 60", 50, "3/2026", "10/2026", None],
        [2, "Lớp Trung cấp LLCT hệ tập trung khóa 61", 50, "3/2025", "10/2025", None],
    ]
    write_blank(path, form_set, "TN-TCT", Filled({"bieu-03": rows}))
    item = read_one(path, form_set)
    assert [table.form for table in item.tables if table.rows] == ["bieu-03"]
    found = [(f.rule, f.cell) for f in judge(Batch([item], form_set)).findings if f.severity == "error"]
    assert [rule for rule, _ in found] == ["D11"]


def annex_sheets(path):
    book = openpyxl.load_workbook(path)
    return [sheet for sheet in book.worksheets if sheet.title not in ("Thông tin", "Cách điền")]


def pages_of(sheet):
    """How many pages a sheet takes: its rows against what A4 holds between the margins."""
    upright = sheet.page_setup.orientation == "portrait"
    down = ((297 if upright else 210) / 25.4 - sheet.page_margins.top - sheet.page_margins.bottom) * 72
    points = sum(sheet.row_dimensions[row].height or 16.5 for row in range(1, sheet.max_row + 1))
    return points * (sheet.page_setup.scale or 100) / 100 / down


# Pages of forms with more lines than one page holds.
LONG = {"ke-hoach-2027": 2, "bieu-10-btctw": 2, "bieu-10-btctw-2024": 2}


@pytest.mark.parametrize("name", form_set_ids())
def test_an_empty_blank_prints_one_page_an_annex_and_has_rows_enough(name, tmp_path):
    form_set = load_form_set(name)
    for code, owed in units_owing(form_set):
        write_blank(tmp_path / f"{code}.xlsx", form_set, code)
        for sheet in annex_sheets(tmp_path / f"{code}.xlsx"):
            assert len(sheet.row_breaks.brk) < LONG.get(name, 1), (code, sheet.title)
            assert pages_of(sheet) <= LONG.get(name, 1), (code, sheet.title)
            assert (sheet.page_setup.scale or 100) * 12 >= 990
            forms = [form for form in map(form_set.annexes.get, owed) if form.sheet == sheet.title]
            if any(form.line == "class" for form in forms):
                assert sheet.max_row >= 25, "rows to fill in, besides the heading and the signatures"


def test_a_return_of_four_classes_prints_a_page_an_annex(tmp_path):
    form_set = load_form_set("thai-nguyen-2025")
    name = "Lớp bồi dưỡng cập nhật kiến thức dành cho cán bộ khóa"
    rows = [[n, f"{name} {n}", "5 ngày", 60] for n in range(1, 5)]
    write_blank(tmp_path / "a.xlsx", form_set, "TN-TCT", Filled({"bieu-04": rows}))
    assert [sheet.row_breaks.brk for sheet in annex_sheets(tmp_path / "a.xlsx")] == [[]] * 4


@pytest.mark.parametrize("name, unit, annex, row", [
    ("thai-nguyen-2025", "TN-TCT", "bieu-04", lambda n: [n, f"Bồi dưỡng khóa {n}", "5 ngày", 60]),
    ("lang-son-2018", "LS-TCT", "bieu-01",
     lambda n: [n, "Trường Chính trị Hoàng Văn Thụ", f"Bồi dưỡng khóa {n}", 1, None, 60, "5 ngày", None]),
])  # fmt: skip
def test_more_classes_than_a_blank_has_rows_for_are_all_counted(name, unit, annex, row, tmp_path):
    """Pasted over the total and the signatures, as whoever copies from a list of their own does."""
    form_set = load_form_set(name)
    path = tmp_path / "a.xlsx"
    write_blank(path, form_set, unit)
    book = openpyxl.load_workbook(path)
    sheet = book[form_set.annexes[annex].sheet]
    total = next(line[0].row for line in sheet.iter_rows() if "SUM(" in str([cell.value for cell in line]))
    start = max(line for line in range(1, total) if sheet.cell(line, 1).value and line < total) + 1
    start -= sheet.cell(start - 1, 1).value == 1  # the row with the unit's name
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row >= total]:
        sheet.unmerge_cells(str(merged))
    for number in range(60):
        for column, value in enumerate(row(number + 1), start=1):
            sheet.cell(start + number, column).value = value
    book.save(path)
    report = judge(Batch([read_one(path, form_set)], form_set))
    table = next(table for table in report.batch.returns[0].tables if table.form == annex)
    assert len(table.rows) == 60
    assert {f.severity for f in report.findings} <= {"hint", "warning"}
