"""Files that are broken, hostile or merely odd: each is said to be so, and none costs another file."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import struct
import tracemalloc
import zipfile
from functools import partial
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from tests.bad_files import CODES, FORM_SET, SHEET, add_cells, judge, reason, rewrite, table_of, write_form
from validators.batch import Batch
from validators.judging import judge as judge_batch
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart, many_files, package
from workbook_templates.reading.returns import Return
from xl_addin.check import check_files
from xl_addin.command_line import verbs
from xl_addin.command_line.json_report import report_data
from xl_addin.files.whole_files import PREFIX

# ------------------------------------------------------------------ unreadable, each with its reason


def test_empty_file(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    assert reason(path) == "empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("biểu.xlsx", b"%PDF-1.7\n" + b"0" * 3000),
        ("biểu.xls", "<html><table><tr><td>Tên lớp</td></tr></table></html>".encode("utf-16")),
        ("biểu.xls", b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>"),
        ("biểu.xlsx", b"\0" * 4096),
        ("biểu.xlsx", b"PK"),
        ("biểu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000),
    ],
)
def test_other_files_under_the_name_of_a_workbook(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert reason(path) in ("not_a_workbook", "damaged")


def test_other_packages_are_no_workbook(tmp_path):
    form = write_form(tmp_path / "a.xlsx")
    word = rewrite(tmp_path / "a.xlsx", workbook=lambda data: b'<document xmlns="w"><body/></document>')
    assert reason(word) == "not_a_workbook"
    form.unlink()
    with zipfile.ZipFile(form, "w") as archive:
        archive.writestr("biểu.txt", "12")
    assert reason(form) == "not_a_workbook"
    with zipfile.ZipFile(form, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert reason(form) == "damaged"


def test_truncated_download(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-400])
    assert reason(path) == "damaged"


def test_bad_checksum(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        sum_ = struct.pack("<I", archive.getinfo(SHEET).CRC)
    path.write_bytes(path.read_bytes().replace(sum_, b"\1\2\3\4"))
    assert reason(path) == "damaged"


def test_workbook_with_a_password(tmp_path):
    plain = write_form(tmp_path / "plain.xlsx")
    path = tmp_path / "a.xlsx"
    with open(plain, "rb") as file, open(path, "wb") as out:
        OOXMLFile(file).encrypt("mật khẩu", out)
    assert reason(path) == "encrypted"
    shutil.copy(path, tmp_path / "a.xls")
    assert reason(tmp_path / "a.xls") == "encrypted"


def test_excels_own_password_opens(tmp_path):
    """Excel asks for no password where a workbook's structure is protected in this way."""
    plain = write_form(tmp_path / "plain.xlsx")
    path = tmp_path / "a.xlsx"
    with open(plain, "rb") as file, open(path, "wb") as out:
        OOXMLFile(file).encrypt(apart.NO_PASSWORD, out)
    assert msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).is_encrypted()
    assert table_of(path) == [70, 45]


@pytest.mark.parametrize("what", [b" ", b"<row/>", b'<c r="A9"><v>1</v></c>'])
def test_bomb(tmp_path, what):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sheet1=add_cells(what * (9 * 2**20 // len(what))))
    assert reason(path) == "bomb"


def test_bomb_of_shared_strings(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sharedStrings=lambda data: data.replace(b"</sst>", b" " * 9 * 2**20 + b"</sst>"))
    assert reason(path) == "bomb"


def test_bomb_that_lies_about_its_size(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sharedStrings=lambda data: data.replace(b"</sst>", b" " * 80 * 2**20 + b"</sst>"))
    with zipfile.ZipFile(path) as archive:
        size = struct.pack("<I", archive.getinfo("xl/sharedStrings.xml").file_size)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 900)))
    assert reason(path) == "damaged"


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="A1" ' * 390_000 + b't="e"',
        b"<f>" * 1_300_000,
        b"<x:c " * 800_000,
        b'<row r="9" hidden ' * 200_000,
        b'<row r="9"><c r="AB9">' * 150_000,
        b'<c r="A9" t="e"><v>' * 200_000,
    ],
)
def test_tags_that_never_end(tmp_path, cells):
    path = rewrite(write_form(tmp_path / "a.xlsx"), sheet1=add_cells(cells))
    judge(path)  # a pattern that goes back over what it has read would not come to an end


def test_too_many_entries(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(package.MAX_ENTRIES):
            archive.writestr(f"x{number}", "")
    assert reason(path) == "bomb"


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "z1z9"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("workbook", b"<workbook", LAUGHS + b"<workbook"),
        ("sheet1", b"</sheetData>", b'<row r="9"><c r="A9"><v>&b;</v></c></row></sheetData>'),
        ("sharedStrings", b"</sst>", b"<si><t>&c;</t></si></sst>"),
        ("styles", b"<fonts", b"&b;<fonts"),
    ],
)
def test_entities(tmp_path, part, old, new):
    path = write_form(tmp_path / "a.xlsx")
    declared = LAUGHS if part != "workbook" else b""
    rewrite(path, **{part: lambda data: data.replace(b"?>", b"?>" + declared, 1).replace(old, new, 1)})
    assert reason(path) in ("damaged", None)  # nothing is expanded, and nothing is hung on
    assert "z1z9" not in json.dumps(report_data(*judge(path)[:2]))


def test_sheet_part_gone(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sheet1=lambda data: None)
    assert reason(path) == "damaged"


def test_folder_with_the_name_of_a_workbook(tmp_path):
    folder = tmp_path / "x.xlsx"
    folder.mkdir()
    write_form(folder / "a.xlsx")
    inbox, _, code = judge(tmp_path)
    assert [item.path.name for item in inbox.returns] == ["a.xlsx"]
    assert code != 2
    assert many_files.read_one(folder, load_form_set(FORM_SET)).reason in ("not_a_workbook", "no_access")


def test_no_right_to_read(tmp_path, monkeypatch):
    path = write_form(tmp_path / "a.xlsx")
    real = open

    def refuse(name, *rest, **more):
        if str(name) == str(path):
            raise PermissionError(errno.EACCES, "locked")
        return real(name, *rest, **more)

    monkeypatch.setattr("builtins.open", refuse)
    assert reason(path) == "no_access"


def test_file_gone_between_listing_and_reading(tmp_path):
    first, second = write_form(tmp_path / "a.xlsx"), write_form(tmp_path / "b.xlsx")
    inbox, report = check_files(
        [tmp_path], load_form_set(FORM_SET), progress=lambda done, total: second.unlink(missing_ok=True)
    )
    assert [item.reason for item in inbox.returns] == [None, "missing"]
    assert verbs.exit_code(inbox, report) == 2
    assert first.exists()


# ----------------------------------------------------------------------- odd, and read all the same


def test_stray_cell_at_the_end_of_the_sheet(tmp_path):
    path = write_form(tmp_path / "a.xlsx", more=lambda book, page: page.write("XFD1048576", 7))
    assert table_of(path) == [70, 45]
    _, report, _ = judge(path)
    assert [f.cell for f in report.findings if f.rule == "T08"] == ["XFD1048576"]


@pytest.mark.parametrize("text", ["", "  "])
def test_stray_blank_at_the_end_of_the_sheet(tmp_path, text):
    path = write_form(tmp_path / "a.xlsx")
    cell = f'<row r="1048576"><c r="K1048576" t="inlineStr"><is><t>{text}</t></is></c></row>'
    rewrite(path, sheet1=add_cells(cell.encode()))
    assert table_of(path) == [70, 45]
    assert not [f for f in judge(path)[1].findings if f.rule == "T08"]


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="5"><c r="AB5"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>',
        b"<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576">'
        b'<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        b'<row r="1048576">' + b"<c/>" * 300 + b"<c><v>1</v></c></row>",
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b'<row r="30000"><c r="xfd30000"><v>1</v></c></row>',
    ],
)
def test_far_cells_however_written(tmp_path, cells):
    path = rewrite(write_form(tmp_path / "a.xlsx"), sheet1=add_cells(cells))
    assert table_of(path) == [70, 45]
    assert [f for f in judge(path)[1].findings if f.rule == "T08"]


def test_text_and_dates_far_away_keep_their_values(tmp_path):
    def far(book, page):
        page.write("A1000000", "xa")
        page.write("IW3", 12)

    path = write_form(tmp_path / "a.xlsx", more=far)
    [item] = judge(path)[0].returns
    assert {(cell, text) for _, cell, text in item.strays} == {("A1000000", "xa"), ("IW3", "12")}


def test_many_styled_blank_rows(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    blank = b'<row r="%d"><c r="A%d" s="0"/><c r="Z%d" s="0"/></row>'
    rewrite(path, sheet1=add_cells(b"".join(blank % (n, n, n) for n in range(9, 200_009))))
    assert table_of(path) == [70, 45]


def test_merge_of_the_whole_sheet(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rewrite(path, sheet1=lambda data: data.replace(b"</sheetData>", b"</sheetData>" + merge))
    assert table_of(path) == [70, 45]


@pytest.mark.parametrize("merge", [b"A:A", b"1:3", b""])
def test_what_the_reader_refuses_is_read_from_a_tidy_copy(tmp_path, merge):
    path = write_form(tmp_path / "a.xlsx")
    merges = b'<mergeCells count="1"><mergeCell ref="%b"/></mergeCells>' % merge
    rewrite(path, sheet1=lambda data: data.replace(b"</sheetData>", b"</sheetData>" + merges))
    assert table_of(path) == [70, 45]


@pytest.mark.parametrize("relation", ['r:id=""', 'r:id="rIdMacro"'])
def test_macro_sheets_do_not_hide_the_others(tmp_path, relation):
    """Old workbooks drag hidden macro sheets and modules along."""
    path = write_form(tmp_path / "a.xlsx")
    extra = f'<sheet name="Macro1" sheetId="9" state="veryHidden" {relation}/></sheets>'.encode()
    rewrite(path, workbook=lambda data: data.replace(b"</sheets>", extra))
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
            line = f'<Relationship Id="rIdMacro" Type="{kind}" Target="macrosheets/sheet1.xml"/></R'
            data = old.read(name)
            new.writestr(name, data.replace(b"</R", line.encode()) if "workbook.xml.rels" in name else data)
        new.writestr("xl/macrosheets/sheet1.xml", "<x/>")
    path.write_bytes(out.getvalue())
    assert table_of(path) == [70, 45]


def test_workbook_without_sheets(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, workbook=lambda data: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", data))
    inbox, _, code = judge(path)
    assert inbox.returns[0].tables == []
    assert code in (1, 2)


@pytest.mark.filterwarnings("ignore:Unknown worksheet reference")
def test_chart_sheet_alone(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Biểu!$A$1:$A$2"})
        book.add_chartsheet("Đồ thị").set_chart(chart)
    inbox, _, code = judge(path)
    assert inbox.returns[0].tables == []
    assert code in (1, 2)


@pytest.mark.parametrize(
    "name", ["Biểu 04 😀", "Biểu 04 'ngắn'", "Biểu 04 &amp; 05", "Biểu&#10;04", "Biểu\n04"]
)
def test_sheet_names(tmp_path, name):
    path = write_form(tmp_path / "a.xlsx", more=lambda book, page: page.set_row(1, 15, None, {"hidden": 1}))
    rewrite(path, workbook=lambda data: data.replace("Biểu 04".encode(), name.encode()))
    assert table_of(path) == [70, 45]
    assert [f.cell for f in judge(path)[1].findings if f.rule == "T10"] == ["A2"]


NUMBERS_WITHOUT_BOUNDS = ["1E+400", "INF", "-1e999", "NaN"]


def put_number(path: Path, cell: str, number: str) -> Path:
    pattern = f'<c r="{cell}"([^<>]*?)(?: t="\\w+")?(?:/>|>.*?</c>)'.encode()
    new = rb'<c r="%b"\1><v>%b</v></c>' % (cell.encode(), number.encode())
    return rewrite(path, sheet1=lambda data: re.sub(pattern, new, data))


@pytest.mark.parametrize("number", NUMBERS_WITHOUT_BOUNDS)
@pytest.mark.parametrize(("column", "rule"), [("A", None), ("B", None), ("C", "O09"), ("D", "O02")])
def test_a_number_without_bounds_is_one_unreadable_cell(tmp_path, number, column, rule):
    path = put_number(write_form(tmp_path / "a.xlsx"), f"{column}3", number)
    inbox, report, _ = judge(path)
    assert len(inbox.returns[0].tables) == 1
    assert [f.rule for f in report.findings if f.cell == f"{column}3"] == [rule] * (rule is not None)
    if rule == "O02":
        [said] = [f for f in report.findings if f.rule == "O02"]
        assert re.search("“-?(INF|NaN)” không phải là số", said.message) and said.severity == "error"


@pytest.mark.parametrize("number", ["1E+400", "NaN"])
@pytest.mark.parametrize("form_set", [FORM_SET, "lang-son-2018"])
def test_a_number_without_bounds_in_any_figure_of_a_return(tmp_path, number, form_set):
    folder = Path(__file__).parent.parent / "samples" / form_set.replace("-", "_") / "don-vi"
    declared, tried = load_form_set(form_set), 0
    for source in sorted(folder.glob("*.xlsx"))[:1]:
        for table in many_files.read_one(source, declared).tables:
            for name, values in table.values.items():
                if not values or not isinstance(values[0], float):
                    continue
                cell, path = table.cell(table.rows[0], name), tmp_path / f"{tried}.xlsx"
                shutil.copy(source, path)
                sheet = f"sheet{[s.name for s in apart.read_apart(source).sheets].index(table.sheet) + 1}"
                change = re.compile(f'<c r="{cell}"([^<>]*?)(?: t="\\w+")?>.*?</c>'.encode())
                new = rb'<c r="%b"\1><v>%b</v></c>' % (cell.encode(), number.encode())
                rewrite(path, **{sheet: partial(change.sub, new)})
                inbox, report = check_files((path,), declared, form_set)
                assert (inbox.returns[0].status, report.crashed) == ("ok", {})
                assert "O02" in {f.rule for f in report.findings if (f.sheet, f.cell) == (table.sheet, cell)}
                tried += 1
    assert tried


def put_text(cell: str, text: str, book, page) -> None:
    page.write_string(cell, text)


@pytest.mark.parametrize("text", ["9" * 400, "9" * 5000, "1e999", "INF", "²", "9" * 5000 + ".1"])
def test_figures_longer_than_any_number_crash_no_rule(tmp_path, text):
    for cell in ("A3", "B3", "C3", "D3", "A4"):
        path = write_form(tmp_path / f"{cell}.xlsx", more=partial(put_text, cell, text))
        inbox, _, _ = judge(path)
        assert inbox.returns[0].status == "ok"


@pytest.mark.parametrize("end", ["99999999999", "9" * 5000, "9999999"])
def test_a_sum_over_more_rows_than_there_are(tmp_path, end):
    """Nothing is laid out for the rows that a formula names."""

    def total(book, page):
        page.write("B4", "Tổng cộng")
        page.write_formula("D4", "=SUM(D2:D2)", value=115)

    path = write_form(tmp_path / "a.xlsx", more=total)
    rewrite(path, sheet1=lambda data: data.replace(b"SUM(D2:D2)", f"SUM(D2:D2,D3:D{end})".encode()))
    tracemalloc.start()
    judge(path)
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


def test_an_ordinary_workbook_needs_no_child(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "_start", lambda: pytest.fail("a child was started"))
    assert table_of(write_form(tmp_path / "a.xlsx")) == [70, 45]


def test_an_xlsx_called_xls_is_read(tmp_path):
    path = write_form(tmp_path / "a.xlsx")
    path = path.rename(tmp_path / "a.xls")
    [item] = judge(path)[0].returns
    assert (item.status, item.format, len(item.tables)) == ("ok", "xlsx", 1)


def test_lock_files_are_no_returns(tmp_path):
    write_form(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Trang" + b" " * 159)
    (tmp_path / f"{PREFIX}k2j.xlsx").write_bytes(b"half")
    inbox, _, code = judge(tmp_path)
    assert [item.path.name for item in inbox.returns] == ["a.xlsx"]
    assert code != 2


def test_every_reason_has_words():
    batch = Batch(
        [Return(Path("a.xlsx"), "unreadable", code) for code in CODES], load_form_set(FORM_SET)
    )
    report = judge_batch(batch)
    told = {(f.message, f.suggestion) for f in report.findings if f.rule == "T01"}
    assert len(told) == len(CODES) and all(message for message, _ in told)


def test_a_name_that_is_no_unicode(tmp_path):
    name = os.fsdecode(b"bi\xffu.xls")
    try:
        (tmp_path / name).write_bytes((Path(__file__).parent / "data" / "old_excel.xls").read_bytes())
    except OSError:
        pytest.skip("this file system takes no such name")
    item = many_files.read_one(tmp_path / name, load_form_set(FORM_SET))
    assert (item.status, len(item.tables)) == ("ok", 1)
