"""The marked copy keeps all of the sender's file and adds marks and list, once."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from lxml import etree

from tests.office import recalculate, validate
from workbook_templates.declared.finding_list import ID, MESSAGE, REASON, SEVERITY, ListColumn
from xl_addin.copies.listing import Link, Listing, write_listing
from xl_addin.copies.marked_copy import FORMULA, CannotMark, Mark, write_marked_copy

# What openpyxl says it cannot read is what the copy must keep.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LIST = "Nội dung đề nghị chỉnh sửa"
FORM = "Biểu 2 - ĐT&BD 'ngắn' hạn"
MARKS = (
    Mark(FORM, "B3", "error"),
    Mark(FORM, "C4:C6", "warning"),
    Mark(FORM, "B8", "error"),
    Mark(FORM, "D2", "hint"),
    Mark("Ẩn", "A1", "error"),
    Mark("Đồ thị", "A1", "error"),
    Mark("Không có", "A1", "error"),
)
TOUCHED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
}


COLUMNS = (SEVERITY, ListColumn("Vị trí"), MESSAGE, REASON, ID)


def listing(*rows: tuple, severity: str = "error") -> Listing:
    rows = rows or ((1, Link(FORM, "B3", "Biểu 2, ô B3"), "Số nữ lớn hơn tổng số", None),)
    return Listing(
        LIST,
        "NỘI DUNG ĐỀ NGHỊ CHỈNH SỬA",
        ("Tệp: biểu.xlsx", "Viền liền: sai; viền nét đứt: cần xem lại."),
        COLUMNS,
        tuple((*row, f"D01-{number}") for number, row in enumerate(rows)),
        (severity,) * len(rows),
    )


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with what a load and save by openpyxl would lose, and more."""
    path = tmp_path_factory.mktemp("rich") / "biểu.xlsx"
    with xlsxwriter.Workbook(path) as book:
        form, hidden = book.add_worksheet(FORM), book.add_worksheet("Ẩn")
        red = book.add_format({"bg_color": "#FF0000"})
        for row in range(1, 9):
            form.write_row(row, 0, [f"Nguyễn Thị {row}", row, row * 2.5])
        form.write_formula("D9", "=SUM(B2:B9)", None, 36)
        form.write_formula("E9", '=IF(D9>0,"đủ","thiếu")', None, "đủ")
        form.merge_range("A11:C11", "Tổng hợp", red)
        form.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 5, "format": red})
        form.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
        form.data_validation("D2:D9", {"validate": "list", "source": ["Có", "Không"]})
        form.data_validation("E2", {"validate": "list", "source": "='Ẩn'!$A$1:$A$3"})
        form.add_sparkline("F2", {"range": "B2:B9"})
        form.insert_textbox("G2", "Hộp văn bản")
        form.insert_image("G9", "dot.png", {"image_data": io.BytesIO(_png())})
        form.write_comment("A2", "Ghi chú của đơn vị")
        form.write_url("A13", "https://example.org/")
        form.protect("", {"format_cells": True})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": [FORM, 1, 1, 8, 1]})
        form.insert_chart("G15", chart)
        hidden.write_column("A1", ["Có", "Không", "Khác"])
        hidden.hide()
        sheet_chart = book.add_chart({"type": "line"})
        sheet_chart.add_series({"values": [FORM, 1, 1, 8, 1]})
        book.add_chartsheet("Đồ thị").set_chart(sheet_chart)
        book.define_name("Danh_mục", "='Ẩn'!$A$1:$A$3")
        form.print_area("A1:F13")
    return path


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data) for kind, data in [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    )


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(path: Path, target: Path, **changes: bytes | None) -> Path:
    """The workbook with parts (keyed by file name) changed, or left out for None."""
    with zipfile.ZipFile(target, "w") as out:
        for name, data in parts(path).items():
            data = changes.pop(name.rpartition("/")[2], data)
            if data is not None:
                out.writestr(name, data)
    assert not changes
    return target


def our_rules(sheet: bytes) -> dict[str, list[str]]:
    """The number of the format of our marks -> the cells of each such rule."""
    root = etree.fromstring(sheet)
    found: dict[str, list[str]] = {}
    for rule in root.iterfind(".//m:conditionalFormatting/m:cfRule", NS):
        if rule.findtext("m:formula", namespaces=NS) == FORMULA:
            found.setdefault(rule.get("dxfId"), []).append(rule.getparent().get("sqref"))
    return found


def list_sheet(path: Path):
    return openpyxl.load_workbook(path)[LIST]


@pytest.fixture(scope="module")
def marked(rich: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("marked") / "biểu.xlsx"
    write_marked_copy(rich, target, MARKS, listing())
    return target


def test_untouched_parts_are_the_same_bytes_in_the_same_order(rich: Path, marked: Path):
    before, after = parts(rich), parts(marked)
    assert list(after) == [*before, "xl/worksheets/sheet3.xml"]
    assert {name for name, data in before.items() if after[name] != data} == TOUCHED
    with zipfile.ZipFile(rich) as old, zipfile.ZipFile(marked) as new:
        for info in old.infolist():
            assert new.getinfo(info.filename).compress_type == info.compress_type


def test_a_touched_sheet_only_gains_our_marks(rich: Path, marked: Path):
    name = "xl/worksheets/sheet1.xml"
    group = rb'<conditionalFormatting sqref="[^"]*"><cfRule [^>]*><formula>OR\(TRUE,.*?'
    rest = re.sub(group + rb"</conditionalFormatting>", b"", parts(marked)[name])
    assert rest == parts(rich)[name].replace(b' tabSelected="1"', b"")


def test_values_formulas_and_their_results_stay(rich: Path, marked: Path):
    for data_only in (False, True):
        old = openpyxl.load_workbook(rich, data_only=data_only)
        new = openpyxl.load_workbook(marked, data_only=data_only)
        assert new.sheetnames == [*old.sheetnames, LIST]
        for sheet in (FORM, "Ẩn"):
            assert list(new[sheet].values) == list(old[sheet].values)
    book = python_calamine.CalamineWorkbook.from_path(str(marked))
    assert book.get_sheet_by_name(FORM).to_python()[-5][3:5] == [36, "đủ"]


def test_marks_stand_on_their_cells_with_priorities_of_their_own(marked: Path):
    sheet = parts(marked)["xl/worksheets/sheet1.xml"]
    assert sorted(our_rules(sheet).values()) == [["B3 B8"], ["C4:C6"], ["D2"]]
    assert list(our_rules(parts(marked)["xl/worksheets/sheet2.xml"]).values()) == [["A1"]]
    priorities = re.findall(rb'priority="(\d+)"', sheet)
    assert len(priorities) == len(set(priorities))


def test_marks_look_different_without_colour(marked: Path):
    rules = our_rules(parts(marked)["xl/worksheets/sheet1.xml"])
    formats = etree.fromstring(parts(marked)["xl/styles.xml"]).findall(".//m:dxf", NS)
    seen = {}
    for number, (sqref,) in rules.items():
        look = formats[int(number)]
        seen[sqref] = (
            {side.get("style") for side in look.find("m:border", NS)},
            look.find(".//m:patternFill", NS).get("patternType"),
            look.find("m:font/m:b", NS) is not None,
        )
    assert seen == {
        "B3 B8": ({"thin"}, "solid", True),
        "C4:C6": ({"dashed"}, "lightUp", False),
        "D2": ({"dotted"}, "solid", False),
    }


def test_the_list_says_what_was_found_and_leads_there(marked: Path):
    sheet = list_sheet(marked)
    table = list(sheet.iter_rows(min_row=5, values_only=True))
    assert sheet["A1"].value == "NỘI DUNG ĐỀ NGHỊ CHỈNH SỬA"
    assert sheet["A2"].value == "Tệp: biểu.xlsx"
    assert table == [
        ("Mức độ", "Vị trí", "Nội dung", "Ý kiến của đơn vị", "Mã nội dung"),
        (1, "Biểu 2, ô B3", "Số nữ lớn hơn tổng số", None, "D01-0"),
    ]
    assert [sheet.column_dimensions[letter].hidden for letter in "ABCDE"] == [False] * 4 + [True]
    assert "A1:D1" in sheet.merged_cells and not sheet["E6"].alignment.wrap_text
    assert sheet["B6"].hyperlink.location == "'Biểu 2 - ĐT&BD ''ngắn'' hạn'!B3"
    assert sheet["A6"].fill.patternType == "solid" and sheet["A6"].border.top.style == "thin"
    assert sheet["D6"].border.top.style == "hair" and not sheet["D6"].protection.locked
    assert sheet["C6"].alignment.wrap_text and sheet["C6"].font.name == "Times New Roman"
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("A6", "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_the_list_alone_is_shown_on_opening(marked: Path):
    book = openpyxl.load_workbook(marked)
    assert book.active.title == LIST
    selected = [name for name, data in parts(marked).items() if b'tabSelected="1"' in data]
    assert selected == ["xl/worksheets/sheet3.xml"]
    assert book["Ẩn"].sheet_state == "hidden"
    assert book[FORM].print_area == "'" + FORM.replace("'", "''") + "'!$A$1:$F$13"


def test_nothing_new_for_the_open_xml_validator(rich: Path, marked: Path, tmp_path: Path):
    assert set(validate(marked)) <= set(validate(rich))
    alone = tmp_path / "danh sách.xlsx"
    write_listing(alone, listing())
    assert validate(alone) == []


def test_a_copy_of_a_copy_is_the_copy(marked: Path, tmp_path: Path):
    again = tmp_path / "lần 2.xlsx"
    write_marked_copy(marked, again, MARKS, listing())
    assert parts(again) == parts(marked)


def test_new_findings_replace_the_old_ones(marked: Path, tmp_path: Path):
    again = tmp_path / "lần 2.xlsx"
    row = (1, Link(FORM, "E9", "ô E9"), "Khác", "đã sửa")
    write_marked_copy(marked, again, [Mark(FORM, "E9", "hint")], listing(row, severity="hint"))
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == [FORM, "Ẩn", "Đồ thị", LIST]
    assert [cell.value for cell in book[LIST][6]] == [1, "ô E9", "Khác", "đã sửa", "D01-0"]
    assert list(our_rules(parts(again)["xl/worksheets/sheet1.xml"]).values()) == [["E9"]]
    assert our_rules(parts(again)["xl/worksheets/sheet2.xml"]) == {}
    assert b"dataBar" in parts(again)["xl/worksheets/sheet1.xml"]


def test_marks_and_list_are_known_again_after_another_program_saved(marked: Path, tmp_path: Path):
    saved, again = recalculate(marked), tmp_path / "lần 2.xlsx"
    write_marked_copy(saved, again, [Mark(FORM, "E9", "hint")], listing())
    book = openpyxl.load_workbook(again)
    assert [name for name in book.sheetnames if name.startswith(LIST)] == [LIST]
    assert list(our_rules(parts(again)["xl/worksheets/sheet1.xml"]).values()) == [["E9"]]
    assert book[FORM]["D9"].value == "=SUM(B2:B9)"


def test_our_rule_leaves_a_group_and_theirs_stays(marked: Path, tmp_path: Path):
    """Excel saves rules of the same cells as one group."""
    sheet = parts(marked)["xl/worksheets/sheet1.xml"]
    theirs = b'<cfRule type="expression" dxfId="0" priority="77"><formula>$A$1=1</formula></cfRule>'
    start = sheet.index(b"<cfRule", sheet.index(b'sqref="D2"'))
    grouped = repacked(
        marked,
        tmp_path / "a.xlsx",
        **{"sheet1.xml": sheet[:start] + theirs + sheet[start:]},
    )
    write_marked_copy(grouped, tmp_path / "b.xlsx", [], listing())
    result = parts(tmp_path / "b.xlsx")["xl/worksheets/sheet1.xml"]
    assert our_rules(result) == {}
    assert b'<conditionalFormatting sqref="D2">' + theirs + b"</conditionalFormatting>" in result


def test_a_hidden_list_is_shown_again(marked: Path, tmp_path: Path):
    workbook = parts(marked)["xl/workbook.xml"]
    workbook = workbook.replace(f'name="{LIST}"'.encode(), f'name="{LIST}" state="hidden"'.encode())
    hidden = repacked(marked, tmp_path / "a.xlsx", **{"workbook.xml": workbook})
    assert list_sheet(hidden).sheet_state == "hidden"
    write_marked_copy(hidden, tmp_path / "b.xlsx", MARKS, listing())
    assert list_sheet(tmp_path / "b.xlsx").sheet_state == "visible"


def test_a_sheet_of_theirs_with_the_name_of_the_list_stays(tmp_path: Path):
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(source) as book:
        book.add_worksheet(LIST).write("A1", "của đơn vị")
    write_marked_copy(source, target, [], listing())
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [LIST, f"{LIST} (2)"]
    assert book[LIST]["A1"].value == "của đơn vị"
    write_marked_copy(target, target, [], listing())
    assert openpyxl.load_workbook(target).sheetnames == [LIST, f"{LIST} (2)"]


@pytest.mark.parametrize(
    "text",
    ["<b> & \"x\" 'y'", "=1+1", "dòng 1\ndòng 2", "  lề  ", "_x0041_", "]]>", "123", "<r><t>& 5</r>"],
)
def test_text_stays_text(rich: Path, tmp_path: Path, text: str):
    target, alone = tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    write_marked_copy(rich, target, [], listing((text, Link(FORM, "A1", text), None, None)))
    write_listing(alone, listing((text, None, None, None)))
    for path in (target, alone):
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(LIST)
        read = sheet.to_python()[5][0]
        assert read == text or (read.rstrip() == text and text.endswith("</r>"))
    assert list_sheet(target)["A6"].data_type != "f"


def test_control_characters_and_strange_numbers_do_not_break_the_file(rich: Path, tmp_path: Path):
    target = tmp_path / "b.xlsx"
    row = ("a\x00\x0b\ud800b\uffff", float("nan"), 1e300, "x" * 40_000)
    for write in (
        lambda: write_marked_copy(rich, target, [], listing(row)),
        lambda: write_listing(target, listing(row)),
    ):
        write()
        cells = [cell.value for cell in list_sheet(target)[6]]
        assert cells[:3] == ["ab", "nan", 1e300] and len(cells[3]) == 32_767


def test_the_list_alone_names_the_cell(tmp_path: Path):
    write_listing(tmp_path / "c.xlsx", listing())
    sheet = list_sheet(tmp_path / "c.xlsx")
    assert sheet["B6"].value == f"{FORM}!B3" and sheet["B6"].hyperlink is None
    assert sheet["A6"].fill.patternType == "solid" and sheet.freeze_panes == "A6"


def test_many_marks_are_split_over_several_rules(rich: Path, tmp_path: Path):
    cells = [f"B{row}" for row in range(1, 6001)]
    marks = [Mark(FORM, cell, "error") for cell in cells + cells]
    write_marked_copy(rich, tmp_path / "b.xlsx", marks, listing())
    (groups,) = our_rules(parts(tmp_path / "b.xlsx")["xl/worksheets/sheet1.xml"]).values()
    assert max(map(len, groups)) <= 8_000
    assert " ".join(groups).split() == cells


# --- how other programs write XML ---------------------------------------------------------------


def minimal(path: Path, sheet: bytes, workbook: bytes | None = None) -> Path:
    """A workbook of the fewest parts: one sheet, no styles, no bookViews."""
    main, rels = NS["m"], "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    written = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/book/b.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/book/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="a" Type="{rels}/officeDocument" Target="/book/b.xml"/></Relationships>',
        "book/_rels/b.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="a" Type="{rels}/worksheet" Target="s.xml"/></Relationships>',
        "book/b.xml": workbook
        or f'<x:workbook xmlns:x="{main}"><x:sheets><x:sheet xmlns:r="{rels}" name="{FORM}" '
        'sheetId="7" r:id="a"/></x:sheets></x:workbook>'.replace("&", "&amp;"),
        "book/s.xml": sheet,
    }
    with zipfile.ZipFile(path, "w") as out:
        for name, data in written.items():
            out.writestr(name, data)
    return path


SHEETS = {
    "prefixed": '<x:worksheet xmlns:x="{}"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>',
    "empty": '<worksheet xmlns="{}"><sheetData/></worksheet>',
    "bom": '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<worksheet xmlns="{}">'
    "<!-- chữ --><sheetData></sheetData ></worksheet>",
    "order": '<worksheet xmlns="{}"><sheetData/><sheetProtection/><mergeCells count="1"><mergeCell '
    'ref="A5:B5"/></mergeCells><pageMargins left="1" right="1" top="1" bottom="1" header="0" '
    'footer="0"/></worksheet>',
    "alternate": '<worksheet xmlns="{}" xmlns:mc="http://schemas.openxmlformats.org/markup-'
    'compatibility/2006" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<sheetData/><mc:AlternateContent><mc:Choice Requires="x14"/></mc:AlternateContent>'
    "</worksheet>",
}


@pytest.mark.parametrize("form", SHEETS)
def test_any_way_to_write_a_sheet(tmp_path: Path, form: str):
    sheet = SHEETS[form].format(NS["m"]).encode()
    source, target = minimal(tmp_path / "a.xlsx", sheet), tmp_path / "b.xlsx"
    write_marked_copy(source, target, [Mark(FORM, "B3", "error")], listing())
    after = parts(target)
    assert list(our_rules(after["book/s.xml"]).values()) == [["B3"]]
    prefix = b"x:" if form == "prefixed" else b""
    mark = re.search(
        rb"<%sconditionalFormatting.*</%sconditionalFormatting>" % (prefix, prefix),
        after["book/s.xml"],
    )
    assert after["book/s.xml"].replace(mark[0], b"") == sheet
    write_marked_copy(target, tmp_path / "c.xlsx", [Mark(FORM, "B3", "error")], listing())
    assert parts(tmp_path / "c.xlsx") == after
    assert set(validate(target)) <= set(validate(source))


def test_without_book_views_the_list_is_not_selected(tmp_path: Path):
    source = minimal(tmp_path / "a.xlsx", SHEETS["empty"].format(NS["m"]).encode())
    write_marked_copy(source, tmp_path / "b.xlsx", [], listing())
    after = parts(tmp_path / "b.xlsx")
    assert b"tabSelected" not in after["book/worksheets/sheet1.xml"]
    assert b'sheetId="8"' in after["book/b.xml"]
    assert b"Times New Roman" in after["book/styles.xml"]


# --- what is refused ----------------------------------------------------------------------------


def refused(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "kết quả.xlsx"
    with pytest.raises(CannotMark) as error:
        write_marked_copy(source, target, MARKS, listing())
    assert not target.exists()
    assert source.name in str(error.value)


def test_strict_open_xml_is_refused(rich: Path, tmp_path: Path):
    workbook = parts(rich)["xl/workbook.xml"].replace(
        NS["m"].encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    source = repacked(rich, tmp_path / "a.xlsx", **{"workbook.xml": workbook})
    refused(source, tmp_path)


def test_a_signed_package_is_refused(rich: Path, tmp_path: Path):
    source = tmp_path / "a.xlsx"
    source.write_bytes(rich.read_bytes())
    with zipfile.ZipFile(source, "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
    refused(source, tmp_path)


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet xmlns="x">&a;</worksheet>',
        '<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?><worksheet/>',
        b"<worksheet><sheetData>",
        b"",
        b'<worksheet xmlns="x"><sheetData/></worksheet>',
    ],
    ids=["entity", "utf-16", "latin-1", "cut off", "nothing", "foreign"],
)
def test_strange_xml_is_refused(tmp_path: Path, sheet: bytes):
    refused(minimal(tmp_path / "a.xlsx", sheet), tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100])
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "a.xlsx").write_bytes(content)
    refused(tmp_path / "a.xlsx", tmp_path)


def test_a_damaged_part_is_refused_and_the_earlier_result_stays(rich: Path, tmp_path: Path):
    content = bytearray(rich.read_bytes())
    with zipfile.ZipFile(rich) as package:
        info = package.getinfo("xl/drawings/drawing1.xml")
    content[info.header_offset + 60] ^= 0xFF
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(content)
    target.write_bytes(b"earlier")
    with pytest.raises(CannotMark):
        write_marked_copy(source, target, MARKS, listing())
    assert target.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize("cell", ["", "e42", "E0", "E42 E43", "'S'!A1", "E:E"])
def test_a_mark_needs_a_cell(cell: str):
    with pytest.raises(ValueError):
        Mark(FORM, cell, "error")
