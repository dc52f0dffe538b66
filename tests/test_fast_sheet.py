"""A sheet whose rows are turned into XML at once is, byte for byte, the one that XlsxWriter makes."""

import zipfile
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.office import validate
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Formula, PaperSheet, merge, set_list_paper
from xl_addin.summary.fast_sheet import FastSheet
from xl_addin.summary.links import link

STYLES = ("cell", "cell_center", "cell_count", "grid_link", "total_text")
NASTY = (
    " đầu và cuối ", "\ttab", "hai\ndòng", "\r\n", "\x00\x01\x08\x0b\x1f", "\x7f\x85\u200b\ufeff",
    "\ufffe\uffff",
    "_x0041_", "_x005F_x0041_", "_x", "__x00e9__", "=1+1", "{=1+1}", "+1", "@x", "http://a.org", "#REF!",
    '"nháy" & <thẻ> \'', "]]>", "<!-- -->", "&amp;", "<r>", "</r>", "😀 cờ 🇻🇳", "e\u0323\u0302", "\xa0",
    "\u2028", "'", "0", "01",
    "Đào tạo Trung cấp lý luận chính trị - hành chính hệ tập trung khóa 12",
)  # fmt: skip
LONG = ("ộ" * 32_767, "ộ" * 32_768, "😀" * 16_383, "😀" * 16_384, "a" * 32_766 + "😀", "_x0041_" * 5_000)
plain_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
text = st.sampled_from(NASTY) | plain_text
number = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
formula = st.builds(
    Formula,
    st.sampled_from(["=SUM(A1:A9)", '="a"&"<b>"', "=1/0", "A1"]),
    number | text | st.sampled_from(["#DIV/0!", ""]),
)
value = st.none() | st.just("") | text | number | formula | st.builds(link, text, text)
line = st.tuples(
    st.dictionaries(st.integers(0, 30), st.tuples(value, st.sampled_from(STYLES)), max_size=6),
    st.none() | st.sampled_from([15.0, 18.5, 34, 409.5]),
)


def write(path, sheet_class, lines, before=lambda sheet: None, after=lambda sheet, looks: None):
    """A workbook with the lines on one sheet, every other of them one row further down."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    book.set_properties({"created": datetime(2026, 9, 1)})
    looks = Looks(book)
    sheet = book.add_worksheet("Nguồn", sheet_class)
    before(sheet)
    for number, (cells, height) in enumerate(lines):
        row = number + number // 2
        sheet.write_line(row, {c: (v, looks[name]) for c, (v, name) in cells.items()}, height)
    after(sheet, looks)
    book.close()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def compare(folder, lines, **more):
    """Both ways to write lead to the same package; gives back the parts."""
    fast = write(folder / "fast.xlsx", FastSheet, lines, **more)
    plain = write(folder / "plain.xlsx", PaperSheet, lines, **more)
    assert fast.keys() == plain.keys()
    for name in fast:
        assert fast[name] == plain[name], name
    return fast


@settings(max_examples=150, deadline=None)
@given(st.lists(line, max_size=8))
@example([({i: (t, "cell") for i, t in enumerate(NASTY)}, None)])
@example([({i: (link(t, t), "grid_link") for i, t in enumerate(NASTY)}, 15.0)])
@example([({0: (t, "cell")}, 30) for t in LONG])
@example([({}, 30), ({1: (None, "cell")}, None), ({}, None), ({1: (1e300, "cell"), 0: (-0.0, "cell")}, None)])
def test_every_part_is_what_xlsxwriter_writes(tmp_path_factory, lines):
    compare(tmp_path_factory.mktemp("fast"), lines)


def test_with_all_that_a_list_has_around_its_rows(tmp_path):
    """Widths, panes, merged cells, a filter, page breaks, a default height, and rows begun cell by cell."""

    def before(sheet):
        set_list_paper(sheet, (20, 30, 9), 0)
        sheet.set_column(2, 2, 9, None, {"hidden": True})
        sheet.set_default_row(17)

    def after(sheet, looks):
        last = max(sheet.row_sizes)
        assert sheet.row_sizes[0][0] == 27
        sheet.write_string(last + 2, 0, "từng ô", looks["cell"])
        sheet.write_number(last + 2, 2, 5, looks["cell"])
        sheet.set_row(last + 4, 40)
        sheet.write_line(last + 4, {0: ("cao sẵn", looks["cell"])})
        sheet.write_line(last + 5, {0: ("cuối", looks["cell"]), 4: (7, looks["cell"])}, 20)
        merge(sheet, last + 5, 0, last + 5, 1)
        sheet.autofilter(0, 0, last, 2)
        sheet.set_h_pagebreaks([3])

    lines = [({0: ("đầu", "cell"), 1: (3, "cell_count"), 2: (link("#'a'!A1", "a"), "grid_link")}, 20)] * 5
    compare(tmp_path, lines, before=before, after=after)
    assert validate(tmp_path / "fast.xlsx") == []


def test_what_is_read_again_is_what_was_written(tmp_path):
    """Text is text, even what XlsxWriter would put into the sheet as XML of its own."""
    texts = ["<r><t>đậm</t></r>", "<r>&</r>", "<r></r>", '=HYPERLINK("x","y")', "_x0041_", " a ", "FILTER(1)"]
    shown = ["a" if "_x" in text else text for text in texts]
    lines = [({0: (text, "cell"), 1: (link(f"#'{text}'!A1", told), "grid_link")}, None)
             for text, told in zip(texts, shown, strict=True)]  # fmt: skip
    write(tmp_path / "a.xlsx", FastSheet, lines)
    assert validate(tmp_path / "a.xlsx") == []
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [row[0].data_type for row in sheet.iter_rows() if row[0].value] == ["s"] * len(texts)
    with CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    assert [row for row in rows if row[0]] == list(map(list, zip(texts, shown, strict=True)))


def test_a_link_holds_nothing_that_xml_cannot(tmp_path):
    cells = {0: (link("a\x01b\ufffe.xlsx", "a\x0bb"), "cell")}
    parts = write(tmp_path / "a.xlsx", FastSheet, [(cells, None)])
    assert b'HYPERLINK("ab.xlsx","ab")' in parts["xl/worksheets/sheet1.xml"]
    assert validate(tmp_path / "a.xlsx") == []


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("sheet_class", [PaperSheet, FastSheet])
def test_a_number_that_is_none_is_refused(tmp_path, sheet_class, bad):
    with pytest.raises(TypeError):
        write(tmp_path / "a.xlsx", sheet_class, [({0: (bad, "cell")}, None)])


@pytest.mark.parametrize(
    "again",
    [
        lambda sheet, looks: sheet.write_line(1, {3: ("b", looks["cell"])}),
        lambda sheet, looks: sheet.write_string(1, 3, "b"),
        lambda sheet, looks: sheet.write_formula(0, 3, "=1"),
        lambda sheet, looks: sheet.set_row(1, 30),
    ],
)
def test_a_row_is_written_once(tmp_path, again):
    """A second element for the same row would make a file that Excel repairs."""
    with pytest.raises(ValueError):
        write(tmp_path / "a.xlsx", FastSheet, [({0: ("a", "cell")}, None)] * 2, after=again)


def test_beyond_the_sheet_nothing_is_lost_in_silence(tmp_path):
    def beyond(sheet, looks):
        sheet.write_line(1_048_576, {0: ("a", looks["cell"])})

    with pytest.raises(ValueError):
        write(tmp_path / "a.xlsx", FastSheet, [], after=beyond)


def test_without_constant_memory_it_is_an_ordinary_sheet(tmp_path):
    for name, sheet_class in (("fast", FastSheet), ("plain", PaperSheet)):
        with xlsxwriter.Workbook(tmp_path / f"{name}.xlsx") as book:
            look = Looks(book)["cell"]
            sheet = book.add_worksheet("a", sheet_class)
            sheet.write_line(1, {0: ("a", look), 1: (2, look)}, 20)
            sheet.write_line(0, {0: ("b", look)})
    parts = [zipfile.ZipFile(tmp_path / f"{name}.xlsx").read("xl/worksheets/sheet1.xml")
             for name in ("fast", "plain")]  # fmt: skip
    assert parts[0] == parts[1]
