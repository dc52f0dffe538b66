"""One pass over a sheet's XML reads what the general path reads, or leaves the workbook to it."""

from __future__ import annotations

import datetime
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.office import recalculate
from tests.readers import read_in_one_pass
from workbook_templates.kinds import Code
from workbook_templates.reading.apart import read_apart
from workbook_templates.reading.grid import ErrorValue
from workbook_templates.reading.package import Unreadable

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").rglob("*.xlsx"))
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
DAY = datetime.datetime(2025, 3, 1)


def with_everything(path: Path, **options) -> Path:
    """What returns hold: texts of every kind, figures, days, formulas, errors, hidden rows and columns."""
    with xlsxwriter.Workbook(path, options) as book:
        page, blank, hidden = (book.add_worksheet(name) for name in ("Biểu 01", "Trống", "Nháp"))
        hidden.hide()
        day, month, percent, dotted, old = (
            book.add_format(look)
            for look in (
                {"num_format": "dd/mm/yyyy", "font_strikeout": True},
                {"num_format": 17},
                {"num_format": "0%"},
                {"num_format": r"[<1000]0;[<1000000]0\.000;0\.000\.000"},
                {"font_name": ".VnTime"},
            )
        )
        page.write_row(0, 0, ["TT", "Tên “lớp” & <khóa>", " lề \n hai dòng ", 1, 2.5, -3e-7, True, False])
        page.write_datetime(1, 0, DAY, day)
        page.write_datetime(1, 1, DAY, month)
        page.write_row(1, 2, [0.25, 1360], percent)
        page.write_number(1, 4, 1360, dotted)
        page.write_formula(2, 0, "=D1*2", None, 2)
        page.write_formula(2, 1, '=B1&"<"', None, "Tên & <")
        page.write_formula(2, 2, '=""', None, "")
        page.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        page.write_array_formula("E3:E3", "{=SUM(D1:E1)}", None, 3.5)
        page.write_rich_string(4, 0, "60", day, "1", percent, " và 45 ")
        page.write_string(4, 1, "µo t¹o", old)
        page.write_blank(4, 2, None, old)
        page.merge_range(6, 0, 6, 3, "Tổng cộng", day)
        page.set_row(4, None, None, {"hidden": True})
        page.set_row(9, 30, None, {"hidden": True})
        page.set_column(2, 3, None, None, {"hidden": True})
        blank.set_column(0, 5, 20)
        hidden.write_row(3, 2, ["#REF!", "_x000A_" if options.get("escapes") else "thường"])
    return path


def change(path: Path, part: str, *edits: tuple[bytes, bytes]) -> Path:
    """Change a part of a package in place; each edit must find something to change."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for before, after in edits if name == part else ():
                assert before in data
                data = data.replace(before, after, 1)
            new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


# ------------------------------------------------------------------------ what is read in one pass


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path):
    assert read_in_one_pass(path) is not None


def test_xlsxwriter(tmp_path):
    grid = read_in_one_pass(with_everything(tmp_path / "a.xlsx"))
    page, blank, hidden = grid.sheets
    assert page.rows[0][1:3] == ["Tên “lớp” & <khóa>", " lề \n hai dòng "]
    assert page.rows[1][:2] == [DAY.date()] * 2
    assert page.rows[2][:5] == [2.0, "Tên & <", "", ErrorValue("#DIV/0!"), 3.5]
    assert page.rows[4][:2] == ["60 và 45", "ào tạo"]
    assert sorted(page.facts.formulas) == [(2, 0), (2, 1), (2, 2), (2, 3), (2, 4)]
    assert page.facts.errors == {(2, 3): "#DIV/0!"}
    assert page.facts.hidden_rows == {4, 9} and page.facts.hidden_columns == {2, 3}
    assert (blank.rows, hidden.hidden) == ([], True)


def test_dates_since_1904(tmp_path):
    grid = read_in_one_pass(with_everything(tmp_path / "a.xlsx", date_1904=True))
    assert grid.date1904 and grid.sheets[0].rows[1][0] == DAY.date()


def test_openpyxl(tmp_path):
    """Its strings stand in the cells; a formula has no result."""
    book = openpyxl.load_workbook(with_everything(tmp_path / "a.xlsx"))
    book["Nháp"].append(["x", 7, DAY, "=1+1", "#N/A", True, None, " lề "])
    book["Nháp"].append([CellRichText("60", TextBlock(InlineFont(strike=True), "45"))])
    book["Nháp"]["A9"] = '=IF(1=1,"","")'
    path = tmp_path / "b.xlsx"
    book.save(path)
    assert read_in_one_pass(path) is None  # text of several looks inside a cell
    [page] = [sheet for sheet in read_apart(path).sheets if sheet.name == "Nháp"]
    assert page.rows[5][0] == "60" and page.facts.looks[5, 0].code == Code.SHOWN_PARTLY_STRUCK
    del book["Nháp"]["A6"]
    book["Nháp"].delete_rows(6)
    book.save(path)
    grid = read_in_one_pass(path)
    assert grid.sheets[2].rows[4] == ["x", 7.0, DAY.date(), "", ErrorValue("#N/A"), True, "", " lề "]


def test_libreoffice(tmp_path):
    saved = recalculate(with_everything(tmp_path / "a.xlsx"))
    grid = read_in_one_pass(saved)
    assert grid.sheets[0].rows[4][0] == "60 và 45"
    assert grid.sheets[0].facts.hidden_rows >= {4}


def test_shared_formulas_as_excel_writes_them(tmp_path):
    path = change(
        with_everything(tmp_path / "a.xlsx"),
        SHEET,
        (b"<f>D1*2</f>", b'<f t="shared" ref="A3:B3" si="0">D1*2</f>'),
        (b'<f>B1&amp;"&lt;"</f>', b'<f t="shared" si="0"/>'),
    )
    facts = read_in_one_pass(path).sheets[0].facts
    assert (facts.formulas[2, 0], facts.formulas[2, 1]) == ("D1*2", "")


def test_rows_that_only_have_a_look(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, look = book.add_worksheet(), book.add_format({"border": 1})
        for row in range(300):
            page.write_row(row, 0, [""] * 12, look)
        page.set_row(200, None, None, {"hidden": True})
        page.write(250, 3, "cuối")
    page = read_in_one_pass(path).sheets[0]
    assert len(page.rows) == 251 and page.rows[250] == ["", "", "", "cuối"]
    assert page.facts.hidden_rows == {200}


# ------------------------------------------------------------------ what is left to the general path

UNUSUAL = {
    "comment": (SHEET, (b"</row>", b"<!-- x --></row>")),
    "CDATA": (STRINGS, (b"<t>TT</t>", b"<t><![CDATA[TT]]></t>")),
    "space between cells": (SHEET, (b"</row>", b"\n</row>")),
    "no address": (SHEET, (b'<c r="A1" t="s">', b'<c t="s">')),
    "attributes in another order": (SHEET, (b'<c r="A1" t="s">', b'<c t="s" r="A1">')),
    "single quotes": (SHEET, (b'<c r="A1" t="s">', b"<c r='A1' t=\"s\">")),
    "the same cell twice": (SHEET, (b'<c r="B1"', b'<c r="A1"')),
    "cells out of order": (SHEET, (b'<c r="A1"', b'<c r="J1"')),
    "rows out of order": (SHEET, (b'<row r="3"', b'<row r="1"'), (b'<c r="A3"', b'<c r="A1"')),
    "a time of the day": (SHEET, (b"<v>45717</v>", b"<v>45717.5</v>")),
    "a day before March 1900": (SHEET, (b"<v>45717</v>", b"<v>59</v>")),
    "an ISO date": (SHEET, (b'<c r="D1"><v>1</v>', b'<c r="D1" t="d"><v>2025-03-01</v>')),
    "a number that is none": (SHEET, (b"<v>2.5</v>", b"<v>hai</v>")),
    "an infinite number": (SHEET, (b"<v>2.5</v>", b"<v>1E400</v>")),
    "a string that is not there": (SHEET, (b'<c r="A1" t="s"><v>0', b'<c r="A1" t="s"><v>99')),
    "an error of today": (SHEET, (b"<v>#DIV/0!</v>", b"<v>#SPILL!</v>")),
    "a reference that is none": (SHEET, (b'<f>B1&amp;"', b'<f>B1&"')),
    "a cell far away": (
        SHEET,
        (b"</sheetData>", b'<row r="10000"><c r="A10000"><v>1</v></c></row></sheetData>'),
    ),
    "an escaped character": (STRINGS, (b"<t>TT</t>", b"<t>T_x000D_T</t>")),
    "phonetic reading": (STRINGS, (b"<t>TT</t>", b"<t>TT</t><rPh><t>x</t></rPh>")),
    "hours beyond a day": (STYLES, (b"dd/mm/yyyy", b"[h]:mm")),
    "no extent": (SHEET, (b"<dimension ref", b"<dimension x")),
    "another encoding": (SHEET, (b'encoding="UTF-8"', b'encoding="windows-1258"')),
    "wrong UTF-8": (SHEET, (b"<row ", b'<row q="\xff" ')),
    "a row not closed": (SHEET, (b"</row><row", b"<row")),
    "a cell outside rows": (SHEET, (b"</sheetData>", b'<c r="A99"><v>1</v></c></sheetData>')),
    "two tables of rows": (SHEET, (b"</sheetData>", b"</sheetData><sheetData/>")),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_anything_unusual_is_left_to_the_general_path(tmp_path, what):
    part, *edits = UNUSUAL[what]
    path = change(with_everything(tmp_path / "a.xlsx"), part, *edits)
    assert read_in_one_pass(path) is None


@pytest.mark.parametrize(
    "edit",
    [(b'name="Nh\xc3\xa1p"', b'name="Bi\xe1\xbb\x83u 01"'), (b'name="Nh\xc3\xa1p"', b'name="Nh&#225;p"')],
    ids=["twice", "with a reference"],
)
def test_names_of_sheets_that_readers_tell_apart_in_their_own_ways(tmp_path, edit):
    assert read_in_one_pass(change(with_everything(tmp_path / "a.xlsx"), "xl/workbook.xml", edit)) is None


# -------------------------------------------------------------------------------- by the hundred


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("one-pass")


@settings(max_examples=200, deadline=None)
@given(code=st.text('0#?.,% -/dmyhsaApPGeneralE[]"\\_*;:@€đ(Red)+', max_size=12))
def test_number_formats_are_understood_as_calamine_does(place, code):
    """Codes that nobody would write, too: a day is a day for both, or is left to the general path."""
    path = place / "format.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_number(0, 0, 45717, book.add_format({"num_format": code or "General"}))
    read_in_one_pass(path)


@pytest.mark.parametrize("code, value", [("0.0%", 45717.0), ("#,##0 [$₫-42A]", 45717.0), ("d-m", DAY.date())])
def test_number_formats_of_every_day_are_read_in_one_pass(tmp_path, code, value):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_number(0, 0, 45717, book.add_format({"num_format": code}))
    assert read_in_one_pass(path).sheets[0].rows == [[value]]


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(st.text("ab &<>\"'\t\n\r\x0bộđ_x0DF\xa0", max_size=12), min_size=1, max_size=9))
def test_texts(place, texts):
    path = place / "texts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for column, text in enumerate(texts):
            page.write_string(0, column, text)
    grid = read_in_one_pass(path)
    if not any("\r" in text or "_x" in text or "\x0b" in text for text in texts):
        assert grid is not None


FRAGMENTS = (
    *(
        b"<",
        b">",
        b"/",
        b'"',
        b"'",
        b" ",
        b"&",
        b"&amp;",
        b"&#10;",
        b"&#0;",
        b"\r\n",
        b"\xff",
        b"0",
        b"99999999",
    ),
    *(
        b"<v>",
        b"</v>",
        b"</c>",
        b"<v/>",
        b"<f>1</f>",
        b"<f/>",
        b'<c r="B2">',
        b'<row r="3">',
        b"</row>",
        b"XFD",
    ),
    *(
        b't="s"',
        b't="e"',
        b't="str"',
        b't="d"',
        b't="inlineStr"',
        b"<is><t>q</t></is>",
        b'hidden="1"',
        b's="3"',
    ),
    *(
        b"</sheetData>",
        b"<si><t>k</t></si>",
        b"<r>",
        b"</r>",
        b"_x000D_",
        b"<!--x-->",
        b"<?pi?>",
        b"1E400",
        b"-5",
    ),
)
DAMAGE = st.tuples(
    st.sampled_from((SHEET, SHEET, SHEET, STRINGS, STYLES, "xl/workbook.xml")),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from((0, 0, 1, 2, 5, 20)),
    st.sampled_from((b"", *FRAGMENTS)),
)


@settings(max_examples=300, deadline=None)
@given(damages=st.lists(DAMAGE, min_size=1, max_size=2))
def test_damaged_parts_are_read_as_the_general_path_reads_them(place, damages):
    whole, path = place / "whole.xlsx", place / "damaged.xlsx"
    if not whole.exists():
        with_everything(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for part, where, cut, fragment in damages:
            data = parts[part]
            at = int(where * len(data))
            parts[part] = data[:at] + fragment + data[at + cut :]
        for name, data in parts.items():
            new.writestr(name, data)
    with suppress(Unreadable):  # refused by the guard that both stand behind
        read_in_one_pass(path)
