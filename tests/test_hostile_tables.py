"""Workbooks that would keep the checker busy for minutes: rows alike by the thousand, formulas, formats and
drawings without end. Each comes to an end within seconds."""

import time

import pytest
import xlsxwriter

from tests.bad_files import judge, rewrite, write_form

HEADERS = ("TT", "Tên lớp", "Thời gian", "Học viên")
MANY = 2_000
SECONDS = 15  # on a busy machine; without bounds each takes more than a minute
OPENED = b'<conditionalFormatting sqref="D2">'
RULE = (
    b'<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="0" priority="1">'
    b"<formula>%s</formula>"
)
DEEP = b"<a:x>" * 9_000 + b"</a:x>" * 9_000
ENDS = b"</cfRule></conditionalFormatting>"


def of_rows(row):
    def write(path):
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Biểu 04")
            for number in range(MANY):
                sheet.write_row(number, 0, row(number) if number else HEADERS)

    return write


def of_parts(**parts):
    return lambda path: rewrite(write_form(path), **parts)


def behind(text):
    return lambda data: data.replace(b"</sheetData>", b"</sheetData>" + text)


def white(data):
    look = b'<dxfs count="1"><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'
    return data.replace(b'<dxfs count="0"/>', look)


def drawn(change):
    def write(path):
        write_form(path, more=lambda book, sheet: sheet.insert_textbox(1, 3, "5"))
        rewrite(path, drawing1=change)

    return write


def summed(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu 04")
        sheet.write_row(0, 0, HEADERS)
        for row in range(1, MANY // 2):
            sheet.write(row, 1, "Bồi dưỡng")
            sheet.write_formula(row, 3, "=" + "+".join(["SUM(A1:B1000)"] * 30), None, 1)


@pytest.mark.parametrize(
    "write",
    [
        of_rows(lambda n: (n, "Bồi dưỡng CVC", "12 ngày", 70)),
        of_rows(lambda n: ("-", "- Bồi dưỡng CVC", "12 ngày", 70)),
        of_rows(lambda n: ("I", "Phần", "", 70)),
        of_rows(lambda n: HEADERS * 3),
        summed,
        of_parts(styles=white, sheet1=behind((RULE % (b"A1:XFD1048576", b"D2&gt;1") + ENDS) * 2_000)),
        of_parts(styles=white, sheet1=behind(RULE % (b"D2:D3", b"(" * 400 + b"D2" + b")" * 400) + ENDS)),
        of_parts(styles=white, sheet1=behind(OPENED * 3_000)),
        drawn(lambda data: data.replace(b"<xdr:row>1<", b"<xdr:row>" + b"9" * 5_000 + b"<")),
        drawn(lambda data: data.replace(b"<xdr:txBody>", b"<xdr:txBody>" + DEEP)),
        drawn(lambda data: b'<!DOCTYPE a [<!ENTITY b "c">]>' + data),
    ],
)
def test_it_comes_to_an_end(tmp_path, write):
    write(tmp_path / "a.xlsx")
    start = time.monotonic()
    inbox, _, code = judge(tmp_path / "a.xlsx")
    assert time.monotonic() - start < SECONDS
    assert inbox.returns[0].status == "ok" and code in (0, 1)
