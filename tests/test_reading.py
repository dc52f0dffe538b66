"""What is read from a workbook: values, and what lies behind them, however the file was written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.office import recalculate
from tests.readers import read_in_one_pass
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart as reading_apart
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet, read_grid
from workbook_templates.reading.many_files import read_one
from workbook_templates.reading.package import Unreadable, examine
from workbook_templates.reading.returns import Return
from workbook_templates.words import legacy_fonts

FORM_SET = "thai-nguyen-2025"
SHEET = "xl/worksheets/sheet1.xml"
# Made with XlsxWriter and saved by LibreOffice as .xls: a merged title, dates, a class typed in
# .VnTime, a hidden row with #DIV/0!, a formula, a hidden sheet.
OLD_EXCEL = Path(__file__).parent / "data" / "old_excel.xls"
HEADER = ("TT", "Tên lớp", "Số lượng học viên", "Khai giảng", "Bế giảng")
MARCH, JUNE = datetime.date(2027, 3, 1), datetime.date(2027, 6, 30)


def write(path: Path, fill: Callable, **options) -> Path:
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet("Biểu 02")
        page.write_row(0, 0, HEADER)
        fill(book, page)
    return path


def change(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    path.write_bytes(out.getvalue())
    return path


def grid_of(path: Path) -> Grid:
    """The grid, read here or apart as read_return decides; where it is read here, the other way
    must see the same."""
    apart = reading_apart.read_apart(path)
    try:
        facts = examine(path)
        if any(sheet.oversized for sheet in facts.sheets.values()):
            return apart
        here = read_grid(path, facts)
    except Unreadable:
        return apart
    read_in_one_pass(path)  # which compares
    for one, other in zip(here.sheets, apart.sheets, strict=True):
        assert (one.name, one.hidden, one.facts) == (other.name, other.hidden, other.facts)
        assert cells(one) == cells(other)
    return here


def cells(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {(r, c): v for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if v != ""}


def read(path: Path) -> Return:
    return read_one(path, load_form_set(FORM_SET))


def rules(item: Return) -> set[tuple[str, str | None]]:
    report = judge(Batch([item], load_form_set(FORM_SET)))
    assert not report.crashed
    return {(f.rule, f.cell) for f in report.findings}


def typed(text: str) -> str:
    """Vietnamese as someone with an ABC keyboard and a .Vn font stores it."""
    return text.translate(str.maketrans(legacy_fonts._TCVN3_DRAWN, legacy_fonts._TCVN3_STORED))


# ------------------------------------------------------------------------------------------ .xls


def test_old_excel_values():
    item = read(OLD_EXCEL)
    [table] = item.tables
    assert (item.status, item.format, table.form) == ("ok", "xls", "bieu-02")
    assert table.values["learners"] == [70, 45, None]
    assert [str(value) for value in table.values["class_name"][::2]] == [
        "Bồi dưỡng cấp phòng",
        "Bồi dưỡng CVC",
    ]
    assert table.values["opens"][0].first % 12 == 2  # March
    assert all(isinstance(value, float) for value in table.raw["learners"] if value is not None)


def test_old_excel_shows_what_it_can():
    grid = reading_apart.read_apart(OLD_EXCEL)
    assert [(sheet.name, sheet.hidden) for sheet in grid.sheets] == [("Biểu 02", False), ("Nháp", True)]


def test_old_excel_with_a_legacy_font_is_reported():
    found = rules(read(OLD_EXCEL))
    assert ("T14", "B5") in found
    assert not {rule for rule, _ in found} & {"O01", "T09", "T10", "B06"}  # not to be seen in .xls


def test_old_excel_called_xlsx(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLD_EXCEL.read_bytes())
    item = read(path)
    assert (item.status, item.format, len(item.tables)) == ("ok", "xls", 1)


# ----------------------------------------------------------------------------------- legacy fonts


@pytest.mark.parametrize("font", [".VnTime", ".vnarial"])
def test_legacy_font_is_decoded(tmp_path, font):
    def fill(book, page):
        old = book.add_format({"font_name": font})
        for column, text in enumerate(HEADER):
            page.write_string(0, column, typed(text), old)
        page.write_row(1, 0, [1])
        page.write_string(1, 1, typed("Bồi dưỡng cấp phòng"), old)
        page.write_row(1, 2, [70, "tháng 3", "tháng 6"])

    path = write(tmp_path / "a.xlsx", fill)
    [table] = read(path).tables
    assert table.values["class_name"] == ["Bồi dưỡng cấp phòng"]
    assert table.values["learners"] == [70]
    assert cells(grid_of(path).sheets[0])[0, 1] == "Tên lớp"
    assert "T14" not in {rule for rule, _ in rules(read(path))}


# ------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize("date1904", [False, True])
def test_dates_in_both_systems(tmp_path, date1904):
    epoch = datetime.date(1904, 1, 1) if date1904 else datetime.date(1899, 12, 30)

    def fill(book, page):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(1, 0, [1, "Bồi dưỡng CVC", 70])
        page.write_datetime(1, 3, MARCH, day)
        page.write_datetime(1, 4, JUNE, day)
        page.write_row(2, 0, [2, "Bồi dưỡng CVC", 70, (MARCH - epoch).days, (JUNE - epoch).days])

    path = write(tmp_path / "a.xlsx", fill, date_1904=date1904)
    grid = grid_of(path)
    found = cells(grid.sheets[0])
    assert grid.date1904 == date1904
    assert (found[1, 3], found[1, 4]) == (MARCH, JUNE)
    assert found[2, 3] == (MARCH - epoch).days
    [table] = read(path).tables
    assert table.values["opens"][0] == table.values["opens"][1] is not None
    assert table.values["closes"][0] == table.values["closes"][1] is not None


# ---------------------------------------------------------------------------------- what lies behind


def two_rows(book, page) -> None:
    page.write_row(1, 0, [1, "Bồi dưỡng CVC", 70, "tháng 3", "tháng 6"])
    page.write_row(2, 0, [2, "Bồi dưỡng CV", 45, "tháng 3", "tháng 6"])
    page.write(3, 1, "Tổng cộng")
    page.write_formula(3, 2, "=SUM(C2:C3)", None, 115)


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "#N/A", "#SPILL!", "#GETTING_DATA", "#BUSY!"])
@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" t="e"><v>{}</v></c>',
        '<c t="e" s="0" r="C2"><f>1/0</f><v>{}</v></c>',
        "<c r='C2' t='e'><f t='shared' si='0'/><v>{}</v></c>",
        '<c r="C2" s="0" t="e" cm="1"><f t="array" ref="C2" ca="1">IF(A1&gt;0,1,"x")</f>\n<v>{}</v></c>',
    ],
)
def test_error_cells_are_seen(tmp_path, text, cell):
    path = write(tmp_path / "a.xlsx", two_rows)
    own = cell.format(text).encode()
    change(path, SHEET, lambda data: re.sub(rb'<c r="C2">.*?</c>', own, data))
    value = cells(grid_of(path).sheets[0])[1, 2]
    assert value == text and isinstance(value, ErrorValue)
    found = rules(read(path))
    assert ("O01", "C2") in found
    assert "T01" not in {rule for rule, _ in found}


def test_text_that_looks_like_an_error_is_text(tmp_path):
    path = write(tmp_path / "a.xlsx", lambda book, page: page.write_row(1, 0, ["#REF!", 't="e"']))
    assert not any(isinstance(value, ErrorValue) for value in cells(grid_of(path).sheets[0]).values())


def test_formulas_are_collected(tmp_path):
    def fill(book, page):
        two_rows(book, page)
        page.write_formula("H9", '=IF(A1>0,"a&b","<")', None, "a&b")

    [sheet] = grid_of(write(tmp_path / "a.xlsx", fill)).sheets
    assert sheet.facts.formulas == {(3, 2): "SUM(C2:C3)", (8, 7): 'IF(A1>0,"a&b","<")'}


def test_hidden_rows_columns_and_sheets(tmp_path):
    def fill(book, page):
        two_rows(book, page)
        page.set_row(2, 15, None, {"hidden": True})
        page.set_column("D:E", 9, None, {"hidden": True})
        for state in ("hide", "very_hidden"):
            other = book.add_worksheet(state)
            two_rows(book, other)
            other.write_row(0, 0, HEADER)
            getattr(other, state)()

    path = write(tmp_path / "a.xlsx", fill)
    sheets = grid_of(path).sheets
    assert sheets[0].facts.hidden_rows == {2}
    assert sheets[0].facts.hidden_columns == {3, 4}
    assert [sheet.hidden for sheet in sheets] == [False, True, True]
    assert read(path).hidden_sheets == ["hide", "very_hidden"]
    assert ("T10", "A3") in rules(read(path))


# ------------------------------------------------------------------------------ the same, as others write


def prefixed(data: bytes) -> bytes:
    data = re.sub(rb"<(/?)([A-Za-z]+)(?=[\s/>])", rb"<\1x:\2", data)
    return data.replace(b"xmlns=", b"xmlns:x=")


def without_addresses(data: bytes) -> bytes:
    data = re.sub(rb' spans="[^"]*"', b"", data)
    # a cell without an address stands right of the one before: blanks must be written too
    data = re.sub(rb'(<row r="4">)(<c r="B4")', rb"\1<c/>\2", data)
    return re.sub(rb'(<(?:row|c)) r="[^"]*"', rb"\1", data)


def inline(data: bytes) -> bytes:
    return re.sub(
        rb'<c r="B([23])" t="s"><v>\d+</v></c>',
        '<c r="B\\1" t="inlineStr"><is><r><t>Bồi dưỡng</t></r><r><t> CVC</t></r></is></c>'.encode(),
        data,
    )


def single_quotes(data: bytes) -> bytes:
    return data.replace(b'"', b"'")


def spaced(data: bytes) -> bytes:
    return data.replace(b"<c r=", b"<c\n  r = ").replace(b"<row r=", b"<row\tr= ")


def reordered(data: bytes) -> bytes:
    return re.sub(rb'<c (r="[^"]*") (t="[^"]*")', rb"<c \2 \1", data)


def utf16(data: bytes) -> bytes:
    return data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


@pytest.mark.parametrize(
    "edit", [prefixed, without_addresses, inline, single_quotes, spaced, reordered, utf16]
)
def test_sheets_as_other_programs_write_them(tmp_path, edit):
    def fill(book, page):
        two_rows(book, page)
        page.set_row(2, 15, None, {"hidden": True})

    path = change(write(tmp_path / "a.xlsx", fill), SHEET, edit)
    [sheet] = grid_of(path).sheets
    assert sheet.facts.hidden_rows == {2}
    assert sheet.facts.formulas == {(3, 2): "SUM(C2:C3)"}
    [table] = read(path).tables
    assert table.values["learners"] == [70, 45]
    assert table.totals[0].values["learners"] == 115
    assert table.totals[0].row == 4


def strict(data: bytes) -> bytes:
    for old, new in (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"officeDocument/relationships",
        ),
    ):
        data = data.replace(old, b"http://purl.oclc.org/ooxml/" + new)
    return data


@pytest.mark.parametrize("names", [lambda name: name.replace("/", "\\"), str.upper, lambda name: "/" + name])
def test_packages_as_other_programs_write_them(tmp_path, names):
    path = write(tmp_path / "a.xlsx", two_rows)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo("x")
            info.filename = names(name)
            new.writestr(info, strict(old.read(name)))
    path.write_bytes(out.getvalue())
    [table] = read(path).tables
    assert table.values["learners"] == [70, 45]


@pytest.mark.parametrize(
    "gone", ["xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"]
)
def test_parts_that_may_be_missing(tmp_path, gone):
    path = write(tmp_path / "a.xlsx", two_rows)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != gone:
                target = Path(gone).name.encode()
                line = rb"<Relationship [^>]*%b[^>]*/>" % re.escape(target)
                new.writestr(
                    name, re.sub(line, b"", old.read(name)) if name.endswith(".rels") else old.read(name)
                )
    path.write_bytes(out.getvalue())
    [table] = read(path).tables
    assert table.values["learners"] == [70, 45]


def test_a_workbook_saved_by_libreoffice(tmp_path):
    def fill(book, page):
        two_rows(book, page)
        page.set_row(2, 15, None, {"hidden": True})
        page.write_formula("H3", "=1/0", None, "#DIV/0!")

    saved = recalculate(write(tmp_path / "a.xlsx", fill))
    [sheet] = grid_of(saved).sheets
    assert sheet.facts.hidden_rows == {2}
    assert sheet.facts.errors == {(2, 7): "#DIV/0!"}
    assert read(saved).tables[0].values["learners"] == [70, 45]
