"""Formulas whose stored result is none, or a 0 that a program put there: told at the cell, and never where 0
is right (DESIGN decision 18)."""

import zipfile

import pytest
import xlsxwriter

from tests.bad_files import rewrite
from tests.short_tables import LS, TN, told
from tests.test_looks import FIGURE, written
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.reading.formula_values import areas_of, may_come_to, moved, parsed
from workbook_templates.reading.returns import read_return

both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)


def unasked(data):
    """A workbook that does not ask to be calculated: only Excel itself saves one rightly."""
    return data.replace(b' fullCalcOnLoad="1"', b"")


def helper_sheets(book):
    """Lists that formulas ask: names and figures, and formulas of their own."""
    names = book.add_worksheet("Danh sách")
    rows = [("Nguyễn An", "Dân vận", 20), ("Trần Bình", "Dân vận", 25), ("Lê Cường", "Kiểm tra", 7), ("",
    "", "")]
    for index, row in enumerate(rows):
        names.write_row(index, 0, [value for value in row if value != ""])
    book.add_worksheet("Số liệu").write_formula("B2", "=COUNTA('Danh sách'!A1:A4)*15", None, 0)


def told_of(path, form_set, formula, stored=0, more=lambda sheet, book, column: None, **parts):
    """What is told of a figure in row 5 that is a formula, and the figure that is counted."""

    def change(sheet, book, column):
        helper_sheets(book)
        sheet.write_formula(4, column, formula.format(f=FIGURE[form_set.id][2]), None, stored)
        more(sheet, book, column)

    values, _ = written(path, form_set, change)
    rewrite(path, workbook=unasked, **parts)
    source = read_return(path, form_set)
    report = judge(Batch([source], form_set))
    assert not report.crashed
    cell = FIGURE[form_set.id][2] + "5"
    loud = [line for line in told(report) if line.startswith("O14")]
    assert all(line.endswith(f" {cell}") for line in loud)
    table = next(table for table in source.tables if table.sheet.startswith("Biểu"))
    return [line.split()[1] for line in loud], table.values[FIGURE[form_set.id][1]][1]


@both
@pytest.mark.parametrize(
    "formula",
    [
        "=COUNTA('Danh sách'!A1:A9)", "=COUNTA('Danh sách'!A:A)", "=COUNT('Danh sách'!C1:C9)*15",
        "=COUNTIF('Danh sách'!B1:B9,\"Dân vận\")",
        "=COUNTIFS('Danh sách'!B1:B9,\"dân*\",'Danh sách'!C1:C9,\">20\")",
        "=SUMIF('Danh sách'!B:B,\"Dân vận\",'Danh sách'!C:C)",
        "=SUMIFS('Danh sách'!C1:C9,'Danh sách'!B1:B9,\"<>\")",
        "=SUMPRODUCT('Danh sách'!C1:C3)", "=SUMPRODUCT(('Danh sách'!B1:B3=\"Dân vận\")*'Danh sách'!C1:C3)",
        "=SUM('Danh sách'!C1:C9)-7", "=VLOOKUP(\"Lê Cường\",'Danh sách'!A1:C9,3,FALSE)",
        "=IFERROR(VLOOKUP(\"Lê Cường\",'Danh sách'!$A$1:$C$9,3,0),0)",
        "=INDEX('Danh sách'!C1:C9,MATCH(\"Trần Bình\",'Danh sách'!A1:A9,0))",
        "=ROUND('Số liệu'!B2,0)", "='Số liệu'!B2", "={f}4-15", "={f}6*50%", "=SUBTOTAL(109,{f}4)",
        "=AVERAGE({f}4,{f}6)", "=MAX({f}4:{f}4)", "=IF(AND({f}4>0,'Danh sách'!C1>1),45,0)", "=25*2",
    ],
)  # fmt: skip
def test_a_zero_where_the_formula_makes_more(tmp_path, form_set, formula):
    assert told_of(tmp_path / "a.xlsx", form_set, formula) == (["error"], None)


@both
@pytest.mark.parametrize(
    "formula",
    [
        "=COUNTA('Danh sách'!D1:D9)", "=COUNT('Danh sách'!A1:A9)", "=COUNTIF('Danh sách'!B1:B9,\"Tổ chức\")",
        "=SUMIF('Danh sách'!B1:B9,\"Tổ chức\",'Danh sách'!C1:C9)", "=SUM('Danh sách'!D1:D4)",
        "=IFERROR(VLOOKUP(\"Không ai\",'Danh sách'!A1:C9,3,FALSE),0)",
        "=VLOOKUP(\"Lê Cường\",'Danh sách'!A1:D9,4,0)",
        "={f}4-{f}4", "=IF({f}4>1000,{f}4,0)", "=ROUND(0.4,0)", "=SUMPRODUCT(('Danh sách'!B1:B3=\"x\")*1)",
        "='Danh sách'!D1", "=IF('Danh sách'!A4=\"\",0,9)", "=COUNTIFS('Danh sách'!C1:C9,\">=26\")",
        "=FIND(\"x\",'Danh sách'!B4)", "=DAYS360('Danh sách'!D1,'Danh sách'!D2)",
    ],
)  # fmt: skip
def test_a_zero_that_is_right_is_silent(tmp_path, form_set, formula):
    assert told_of(tmp_path / "a.xlsx", form_set, formula) == ([], 0)


UNKNOWN = ["=MMULT({f}4,{f}6)", "=VLOOKUP(7,'Danh sách'!C1:D9,2)", "=DSUM('Danh sách'!A1:C9,3,A1:A2)",
           "=Tổng_số_người", "=SUM(Bảng1[Học viên])", "='[1]Tệp khác'!A1"]  # fmt: skip


@both
@pytest.mark.parametrize("formula", UNKNOWN)
def test_a_zero_of_a_formula_that_is_not_known_is_told_where_its_cells_hold_figures(tmp_path, form_set,
formula):
    assert told_of(tmp_path / "a.xlsx", form_set, formula) == (["warning"], 0)


@both
@pytest.mark.parametrize("formula", UNKNOWN)
def test_it_is_silent_in_a_file_that_somebody_has_calculated(tmp_path, form_set, formula):
    """One that Excel or LibreOffice has saved, or where such a formula has another result than 0."""
    chain = b'<Relationship Id="rId99" Target="calcChain.xml" Type="http://schemas.openxmlformats.org/'
    chain += b'officeDocument/2006/relationships/calcChain"/></Relationships>'
    path = tmp_path / "a.xlsx"

    def other(sheet, book, column):
        sheet.write_formula(4, 20, "=MMULT(A4,A4)", None, 1)

    assert told_of(path, form_set, formula, more=other) == ([], 0)
    app = {"app": lambda data: data.replace(b"Microsoft Excel", b"LibreOffice/24.2$Linux")}
    assert told_of(path, form_set, formula, **app) == ([], 0)
    assert told_of(path, form_set, formula) == (["warning"], 0)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", chain)
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    report = judge(Batch([read_return(path, form_set)], form_set))
    assert not [line for line in told(report) if line.startswith("O14")]


@both
def test_a_formula_that_asks_to_be_calculated_and_is_not_known_is_not_counted(tmp_path, form_set):
    def change(sheet, book, column):
        sheet.write_formula(4, column, "=MMULT(A4,A4)", None, 0)

    values, loud = written(tmp_path / "a.xlsx", form_set, change)
    assert values[1] is None and f"O14 error {FIGURE[form_set.id][2]}5" in loud


@both
def test_a_formula_shared_from_the_cell_above(tmp_path, form_set):
    """Its own text stands in the first cell alone."""
    letter = FIGURE[form_set.id][2]

    def change(sheet, book, column):
        sheet.write_formula(3, column, "=A4*10", None, 10)
        sheet.write_formula(4, column, "=SHARED", None, 0)

    def share(data):
        return data.replace(b"<f>SHARED</f>", b'<f t="shared" si="0"/>')

    path = tmp_path / "a.xlsx"
    written(path, form_set, change)
    rewrite(path, workbook=unasked, sheet1=share)
    report = judge(Batch([read_return(path, form_set)], form_set))
    assert f"O14 error {letter}5" in told(report)


@both
@pytest.mark.parametrize("stored, loud", [("", []), (0, ["error"])])
def test_a_formula_that_says_nothing(tmp_path, form_set, stored, loud):
    """IF(…;"";…) shows a blank cell; a 0 in its place was not worked out."""
    found, _ = told_of(tmp_path / "a.xlsx", form_set, "=IF('Danh sách'!A4=\"\",\"\",5)", stored)
    assert found == loud


def test_a_name_that_a_formula_looks_up(tmp_path):
    def change(sheet, book, column):
        helper_sheets(book)
        sheet.write_formula(4, 1, "=VLOOKUP(\"Lê Cường\",'Danh sách'!A1:C9,2,FALSE)", None, 0)

    path = tmp_path / "a.xlsx"
    written(path, TN, change)
    rewrite(path, workbook=unasked)
    report = judge(Batch([read_return(path, TN)], TN))
    assert any(line.startswith("O14 ") and line.endswith(" B5") for line in told(report))


class Grid:
    """Two sheets of cells, by name."""

    def __init__(self, **cells):
        self.cells = cells

    def value(self, sheet, row, column):
        return self.cells.get(f"{sheet}{'ABC'[column]}{row + 1}", "")

    def height(self, sheet):
        return 3


@pytest.mark.parametrize(
    "formula, result",
    [
        ("1+2*3^2", 19), ("-2^2", 4), ("(1+2)*3%", 0.09), ('"a"&1&"b"', "a1b"), ("1=1", 1), ('"A"="a"', 1),
        ("A1+A2", 3), ("SUM(A1:A3)", 3), ("SUM(A:A)", 3), ("SUM(A1:A3,10)", 13), ("B1", "chữ"), ("C3", 0),
        ("B1+1", None), ("1/0", None), ("IFERROR(1/0,7)", 7), ("COUNTA(A1:B3)", 3), ("COUNT(A1:B3)", 2),
        ("COUNTBLANK(A1:A3)", 1), ("IF(A1>A2,1)", 0), ("MIN(A1:A3)", 1), ("ROUND(-2.5,0)", -3),
        ("ROUNDUP(1.1,0)", 2), ("ROUNDDOWN(-1.9,0)", -1), ("INT(-1.5)", -2), ("ABS(-1)", 1),
        ("OR(A1=5,A2=2)", 1),
        ("NOT(A1=5)", 1), ("HLOOKUP(1,A1:B2,2,0)", 2), ("MATCH(2,A1:A3,0)", 2), ("INDEX(A1:A3,2)", 2),
        ("INDEX(A1:B1,2)", "chữ"), ("SUMIF(A1:A3,\">1\")", 2), ("COUNTIF(A1:B3,\"ch?\")", 1),
        ("COUNTIF(A1:A3,\"\")", 1),
        ("SUBTOTAL(3,A1:B3)", 3), ("SUBTOTAL(2,A1:B3)", 2), ("SUBTOTAL(1,A1:A3)", None), ("N(A1)", 1),
        ("x!A1*2", 10), ("'x'!A1", 5), ("y!A1", 0), ("SUM(A1:A3", None), ("A1:A2", None), ("TODAY()", None),
        ("1 2", None), ("_xlfn.IFNA(MATCH(9,A1:A3,0),4)", 4), ("TRUE", 1), ("5:5", None),
        ("VLOOKUP(1,A1:B1,5,0)", None),
        ("SUMPRODUCT(A1:A2,A1:A2)", 5), ("SUMPRODUCT(A1:A2,A1:A3)", None), ("SUM(A1:A9999999)", None),
    ],
)  # fmt: skip
def test_what_a_formula_may_come_to(formula, result):
    cells = {"A1": 1.0, "A2": 2.0, "B1": "chữ", "xA1": 5.0}
    found = may_come_to(formula, Grid(**cells))
    assert found == result if result is not None else found is None
    assert found is None or type(found) in (float, str)


def test_what_a_formula_names():
    names = [(area.sheet, area.top, area.left, area.bottom,
    area.right) for area in areas_of('MMULT(A1,x!B:C)&"Z9"')]
    assert names == [("", 0, 0, 0, 0), ("x", 0, 1, None, 2)]
    assert moved("SUM($A$1:A2)+x!B3", 2, 1) == "SUM(A1:B4)+x!C5"
    assert parsed("(" * 400 + "1" + ")" * 400) is None  # too deep to be worth it


def test_formulas_that_rest_on_one_another_in_a_ring(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Biểu 04")
        sheet.write_row(0, 0, ("TT", "Tên lớp", "Thời gian", "Học viên"))
        for row in range(1, 60):
            sheet.write_row(row, 0, (row, f"Lớp {row}", "5 ngày"))
            sheet.write_formula(row, 3, f"=D{row % 59 + 2}+1", None, 0)
    rewrite(tmp_path / "a.xlsx", workbook=unasked)
    report = judge(Batch([read_return(tmp_path / "a.xlsx", TN)], TN))
    assert any(line.startswith("O14") for line in told(report))
