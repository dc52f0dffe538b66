"""What the page shows otherwise than the cell holds: never a plain figure in silence (DESIGN decision 18)."""

import pytest
import xlsxwriter

from tests.bad_files import rewrite
from tests.short_tables import LS, TN, told
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.reading.formula_values import worked_out
from workbook_templates.reading.returns import read_return
from xl_addin.summary.bieu import roll_up_forms

HEADERS = {
    TN.id: ("TT", "Tên lớp", "Thời gian", "Học viên"),
    LS.id: ("TT", "Đơn vị", "Nội dung", "Số lớp", "ĐT", "BD", "Thời gian", "Ghi chú"),
}
ROWS = {
    TN.id: ((1, "Bồi dưỡng kiểm tra", "5 ngày", 60), (2, "Bồi dưỡng dân vận", "3 ngày", 45),
            (3, "Bồi dưỡng tổ chức", "4 ngày", 120)),
    LS.id: ((1, "Sở Y tế", "Bồi dưỡng quản lý", 1, "", 60, "5 ngày"),
            (2, "Sở Nội vụ", "Bồi dưỡng kế toán", 1, "", 45, "5 ngày"),
            (3, "Sở Xây dựng", "Bồi dưỡng nghiệp vụ", 1, "", 50, "5 ngày")),
}  # fmt: skip
FIGURE = {TN.id: (3, "learners", "D"), LS.id: (5, "learners_refresher", "F")}


def written(path, form_set, change=lambda sheet, book, column: None, total=None):
    """A sheet as a clerk would type it, its header in row 3, and what `change` makes of it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu 04" if form_set is TN else "Biểu")
        sheet.write_row(2, 0, HEADERS[form_set.id])
        for index, row in enumerate(ROWS[form_set.id]):
            sheet.write_row(3 + index, 0, row)
        column = FIGURE[form_set.id][0]
        if total:
            sheet.write_row(7, 1, ["Tổng cộng"])
            sheet.write(7, column, total)
        change(sheet, book, column)
    source = read_return(path, form_set)
    [table] = source.tables
    report = judge(Batch([source], form_set))
    assert not report.crashed
    loud = [line for line in told(report) if "hint" not in line and not line.startswith("L")]
    return table.values[FIGURE[form_set.id][1]], loud


def in_format(**look):
    def change(sheet, book, column):
        sheet.write(4, column, 45, book.add_format(look))

    return change


def whole_row_struck(sheet, book, column):
    struck = book.add_format({"font_strikeout": True})
    for index, value in enumerate(sheet_row(column)):
        sheet.write(4, index, value, struck)


def sheet_row(column):
    return ROWS[TN.id if column == 3 else LS.id][1]


def rich(*pieces):
    """A text of several looks: 's' before a piece strikes it out, '^' raises it."""

    def change(sheet, book, column):
        looks = {"s": {"font_strikeout": True}, "^": {"font_script": 1}}
        parts = []
        for piece in pieces:
            if piece[0] in looks:
                parts += [book.add_format(looks[piece[0]]), piece[1:]]
            else:
                parts.append(piece)
        sheet.write_rich_string(4, column, *parts)

    return change


def under_merge(sheet, book, column):
    sheet.merge_range(3, column, 4, column, 60)
    sheet.write(4, column, 45)


LOOKS = {
    "a row struck out": (whole_row_struck, None, "error"),
    "a figure struck out": (in_format(font_strikeout=True), None, "error"),
    "a part struck out": (rich("s60", "45"), 45, "warning"),
    "the end struck out": (rich("45", "s60"), 45, "warning"),
    "a footnote": (rich("45", "^1"), 45, "warning"),
    "a footnote in brackets": (rich("45", "^(1)"), 45, "warning"),
    "a star": (rich("45", "^*"), 45, "warning"),
    "all of it raised": (in_format(font_script=1), 45, "warning"),
    "a percentage": (in_format(num_format="0%"), None, "error"),
    "a percentage with decimals": (in_format(num_format=10), None, "error"),
    "in thousands": (in_format(num_format="#,##0,"), None, "error"),
    "in millions, with a unit": (in_format(num_format='0.0,,"tr"'), None, "error"),
    "white": (in_format(font_color="#FFFFFF"), 45, "warning"),
    "no format at all": (in_format(num_format=";;;"), 45, "warning"),
    "under a merge": (under_merge, None, "error"),
}


@pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
@pytest.mark.parametrize("what", LOOKS)
def test_a_figure_that_the_page_shows_otherwise(tmp_path, form_set, what):
    change, value, severity = LOOKS[what]
    values, loud = written(tmp_path / "a.xlsx", form_set, change)
    assert values[1] == value
    first = "D" if what == "a row struck out" else FIGURE[form_set.id][2]
    assert f"O14 {severity} {first}5" in loud


@pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
@pytest.mark.parametrize(
    "look",
    [
        {"num_format": "#,##0"}, {"num_format": '0" người"'}, {"num_format": "0;-0;;@"}, {"bold": True},
        {"num_format": "[<1000]0;[<1000000]0\\.000;0\\.000\\.000"}, {"num_format": '#,##0_);(#,##0)'},
        {"font_color": "#FFFFFF", "bg_color": "#1F4E78"}, {"font_color": "#000000"}, {"num_format": "@"},
        {"num_format": '0"%"'}, {"num_format": "#,##0.00"},
    ],
)  # fmt: skip
def test_a_plain_look_is_no_finding(tmp_path, form_set, look):
    values, loud = written(tmp_path / "a.xlsx", form_set, in_format(**look))
    assert values[1] == 45 and loud == []


def test_a_row_of_no_height_and_a_column_of_no_width_are_hidden(tmp_path):
    _, loud = written(tmp_path / "a.xlsx", TN, lambda sheet, book, column: sheet.set_row(4, 0))
    assert loud == ["T10 warning A5"]
    _, loud = written(tmp_path / "b.xlsx", TN, lambda sheet, book, column: sheet.set_column(3, 3, 0))
    assert loud == ["T10 warning D3"]


def test_a_name_over_several_rows_names_them_all(tmp_path):
    def change(sheet, book, column):
        sheet.merge_range(3, 1, 4, 1, "Bồi dưỡng kiểm tra")
        sheet.write_blank(4, 1, None, book.add_format({"bold": True}))

    values, loud = written(tmp_path / "a.xlsx", TN, change)
    assert values == [60, 45, 120] and "D22 warning B5" not in loud
    [table] = read_return(tmp_path / "a.xlsx", TN).tables
    assert table.values["class_name"][:2] == ["Bồi dưỡng kiểm tra"] * 2


def test_a_length_over_several_rows_is_printed_with_each(tmp_path):
    def change(sheet, book, column):
        for at, text in ((1, "Bồi dưỡng kiểm tra"), (2, "5 ngày")):
            sheet.merge_range(3, at, 4, at, text)
            sheet.write_blank(4, at, None, book.add_format({"bold": True}))

    written(tmp_path / "a.xlsx", TN, change)
    [bieu] = [one for one in rolled_up(tmp_path / "a.xlsx") if one.lines]
    assert [(line.texts["class_name"], line.texts["length"]) for line in bieu.lines][:2] == [
        ("Bồi dưỡng kiểm tra", "5 ngày")
    ] * 2


def rolled_up(path):
    source = read_return(path, TN)
    source.unit = "TN-HU-DT"
    return roll_up_forms(Batch([source], TN))


def test_a_figure_over_several_rows_counts_once_and_is_told(tmp_path):
    def change(sheet, book, column):
        sheet.merge_range(3, column, 4, column, 60)

    values, loud = written(tmp_path / "a.xlsx", TN, change)
    assert values == [60, None, 120] and "O14 warning D4" in loud


@pytest.mark.parametrize(
    "formula, stored, value, finding",
    [
        ("=40+5", 45, 45, None),
        ("=25*2", "", None, "O14 error D5"),
        ("=25*2", 0, None, "O14 error D5"),
        ("=D4-15", 45, 45, None),
        ("=SUM(D4,D6)/4", 0, None, "O14 error D5"),
        ("=ROUND(45.2,0)", 45, 45, None),
        ("=ROUND(45.2,0)", 46, 46, None),  # taken as stored, unless that is a placeholder
        ("=ROUND(44.5,0)", 0, None, "O14 error D5"),
        ("=IF(D4>=60,45,0)", 0, None, "O14 error D5"),
        ("=IF(D4<60,45,0)", 0, 0, None),
        ("=SUBTOTAL(9,D4:D4)", 0, None, "O14 error D5"),
        ("=SUBTOTAL(3,B4:B4)", 3, 3, None),
        ("=1.1*100", 110.00000000000001, 110, None),
        ('=IF(D9="","",5)', "", None, "D21 warning D5"),  # an empty text is a result: a cell left blank
        ('=IF(COUNT(D8:D9)=0,"",SUM(D8:D9))', "", None, "D21 warning D5"),
        ('=IF(COUNT(D8,D9)=0,"",9)', "", None, "D21 warning D5"),
        ('=IF(COUNT(D4,D6)=0,"",SUM(D4,D6))', "", None, "O14 error D5"),
        ('=IF(COUNT(D4:D6)=0,"",SUM(D4,D6))', "", None, "O14 error D5"),
        ('=IF(D4="","",45)', "", None, "O14 error D5"),
        ('=IF(COUNTA(D9)=0,"",45)', "", None, "D21 warning D5"),
        ('=IF(CELL("type",D9)="b","",45)', "", None, "O14 error D5"),  # nobody has worked it out
    ],
)
def test_a_formula_without_its_result(tmp_path, formula, stored, value, finding):
    def change(sheet, book, column):
        sheet.write_formula(4, column, formula, None, stored)

    values, loud = written(tmp_path / "a.xlsx", TN, change)
    assert values[1] == value and loud == ([finding] if finding else [])


@pytest.mark.parametrize("asked", [True, False])
def test_an_empty_text_that_its_writer_did_not_work_out(tmp_path, asked):
    def change(sheet, book, column):
        sheet.write_formula(4, column, '=IF(CELL("type",D9)="b","",45)', None, "")

    path = tmp_path / "a.xlsx"
    written(path, TN, change)
    if not asked:
        rewrite(path, workbook=lambda data: data.replace(b' fullCalcOnLoad="1"', b""))
    assert bool(read_return(path, TN).tables[0].problems) == asked


@pytest.mark.parametrize(
    "formula, number",
    [
        ("25*2", 50), ("=(20+25)/3", 15), ("-5+10", 5), ("SUM(A1:B2)", 10), ("SUM(A1,B2)*2", 10),
        ("A1+B1", 3),
        ("SUM(A1:A4)", 4), ("$A$1+B$2", 5), ("A4+1", None), ("A1&B1", None),
        ("IF(A1>0,1,2)", None),
        ("Sheet2!A1", None), ("1/0", None), ("", None), ("((((", None), ("2^3", None), ("A9", 0),
    ],
)  # fmt: skip
def test_what_a_formula_comes_to(formula, number):
    cells = {(0, 0): 1.0, (0, 1): 2.0, (1, 0): 3.0, (1, 1): 4.0, (3, 0): "chữ"}
    assert worked_out(formula, lambda row, column: cells.get((row, column), "")) == number
