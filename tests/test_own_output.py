"""What this tool wrote is known by its mark, however large it is; the mark opens no door."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart, grid, package
from workbook_templates.reading.many_files import read_one
from workbook_templates.reading.package import OUTPUT_MARK, Package, examine, is_own_output

FORM_SET = load_form_set("thai-nguyen-2025")
ROWS = (("TT", "Tên lớp", "Thời gian", "Học viên"), (1, "Bồi dưỡng cấp phòng", "12 ngày", 70))


def write(path, **properties):
    with xlsxwriter.Workbook(path) as book:
        book.set_properties(properties)
        page = book.add_worksheet("Biểu 04")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
    return path


def with_part(path, name, data):
    """The package with one part put in or changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def nobody_parses(monkeypatch):
    """No part of a workbook may be unpacked or parsed."""

    def refuse(*_, **__):
        raise AssertionError("parsed")

    monkeypatch.setattr(Package, "part", refuse)
    monkeypatch.setattr(grid, "CalamineWorkbook", refuse)


def test_a_result_larger_than_any_return_is_no_bomb(tmp_path, monkeypatch, nobody_parses):
    path = write(tmp_path / "a.xlsx", category=OUTPUT_MARK)
    monkeypatch.setattr(package, "MAX_TOTAL", 1000)
    assert is_own_output(path)
    assert examine(path).own_output
    item = read_one(path, FORM_SET)
    assert (item.status, item.own_output, item.tables) == ("ok", True, [])
    assert apart.read_apart(path).own_output


def test_a_return_of_that_size_still_is(tmp_path, monkeypatch):
    path = write(tmp_path / "a.xlsx", category="Đào tạo")
    assert read_one(path, FORM_SET).tables
    monkeypatch.setattr(package, "MAX_TOTAL", 1000)
    assert read_one(path, FORM_SET).reason == "bomb"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_the_mark_lets_no_bomb_through_to_a_parser(tmp_path, nobody_parses, part):
    path = with_part(write(tmp_path / "a.xlsx", category=OUTPUT_MARK), part, b" " * 9 * 2**20)
    item = read_one(path, FORM_SET)
    assert item.own_output and not item.tables


def test_properties_that_are_a_bomb_are_not_unpacked(tmp_path, monkeypatch):
    """The mark at their end is not found, since no more is unpacked than properties take."""
    path = write(tmp_path / "a.xlsx", category=OUTPUT_MARK)
    with zipfile.ZipFile(path) as archive:
        core = archive.read("docProps/core.xml")
    blown = core.replace(b"<cp:category>", b" " * 9 * 2**20 + b"<cp:category>")
    path = with_part(path, "docProps/core.xml", blown)
    read = []
    plain = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda file, n=-1: read.append(n) or plain(file, n))
    item = read_one(path, FORM_SET)
    assert (item.reason, item.own_output) == ("bomb", False)
    assert read and all(0 <= size <= 2**16 for size in read)


@pytest.mark.parametrize(
    "properties", [{"title": OUTPUT_MARK}, {"comments": f"<category>{OUTPUT_MARK}<"}, {"category": "x"}]
)
def test_the_words_elsewhere_are_no_mark(tmp_path, properties):
    path = write(tmp_path / "a.xlsx", **properties)
    assert not is_own_output(path)
    assert read_one(path, FORM_SET).tables


def test_no_workbook_is_no_output(tmp_path):
    Path(tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    assert not is_own_output(tmp_path / "a.xlsx")
    assert not is_own_output(tmp_path / "missing.xlsx")
