"""Pictures, boxes of text and shapes over a table in an .ods, as those of an .xlsx are told."""

import zipfile

import pytest

from tests.short_tables import LS, TN, told
from tests.test_looks import HEADERS, ROWS
from tests.test_other_formats import MIMETYPE
from tests.test_other_formats import cell as plain_cell
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.reading.drawings import Drawn
from workbook_templates.reading.many_files import read_returns
from workbook_templates.reading.open_document import facts_of_sheets
from workbook_templates.reading.open_drawings import without_drawings

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"), ("style", "style"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
STYLES = (
    '<office:automatic-styles><style:style style:name="frame" style:family="graphic">'
    '<style:graphic-properties draw:fill="none"/></style:style><style:style style:name="white"'
    ' style:family="graphic"><style:graphic-properties draw:fill="solid"/></style:style>'
    "</office:automatic-styles>"
)
both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)
END = 'table:end-cell-address="Biểu 04.{}" table:end-x="0.6in" table:end-y="0.1in"'


def content(form_set, drawn, row, page=""):
    """A sheet with its header in row 1, and a drawing in a cell of a row: in the column of figures."""
    column = HEADERS[form_set.id].index("Học viên" if form_set is TN else "BD")
    lines = [list(HEADERS[form_set.id]), *map(list, ROWS[form_set.id])]
    lines += [[""] * 8 for _ in range(30)]
    rows = []
    for number, values in enumerate(lines, 1):
        cells = [plain_cell(value) for value in (*values, *[""] * (column + 1 - len(values)))]
        if number == row:
            end = "</table:table-cell>"
            cells[column] = cells[column].replace("/>", f">{drawn}{end}",
            1) if end not in cells[column] else (
                cells[column].replace(end, drawn + end)
            )  # fmt: skip
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>{STYLES}<office:body>'
        f'<office:spreadsheet><table:table table:name="Biểu 04">{page}{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def loud(path, form_set, drawn, row=3, page=""):
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content(form_set, drawn, row, page))
    [source] = read_returns([path], form_set)
    name = "learners" if form_set is TN else "learners_refresher"
    assert source.tables[0].values[name] == [row[-1 if form_set is TN else 5] for row in ROWS[form_set.id]]
    found = told(judge(Batch([source], form_set)))
    return [line.split()[2] for line in found if line.startswith("T20")]


def shape(tag="custom-shape", text="", more="", style="white"):
    paragraph = f"<text:p>{text}</text:p>" if text else "<text:p/>"
    return f'<draw:{tag} draw:style-name="{style}" {more}>{paragraph}</draw:{tag}>'


PICTURE = '<draw:frame svg:width="2cm" svg:height="0.4cm"><draw:image/></draw:frame>'
BOX = '<draw:frame svg:width="2cm"><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>'


@both
@pytest.mark.parametrize(
    "drawn, is_told",
    [
        (BOX.format("50"), True), (BOX.format("tạm tính"), True), (PICTURE, True), (shape(), True),
        (shape(text="50"), True), (shape("rect"), True), (f"<draw:g>{shape('ellipse')}</draw:g>", True),
        ('<draw:frame><draw:object/><draw:image/></draw:frame>', True),
        (shape(style="frame"), False), ('<draw:line svg:x1="0cm"/>', False), (shape("connector"), False),
        ("<office:annotation><text:p>50</text:p></office:annotation>", False),
    ],
)  # fmt: skip
def test_what_is_drawn_over_a_figure(tmp_path, form_set, drawn, is_told):
    letter = "D" if form_set is TN else "F"
    assert loud(tmp_path / "a.ods", form_set, drawn) == ([f"{letter}3"] if is_told else [])


@both
@pytest.mark.parametrize(
    "drawn, row, cell",
    [
        (shape(more=END.format("{}4")), 2, "{}2"), (shape(text="thêm"), 1, None), (shape(text="Ghi chú"),
        12, None),
        (BOX.format("Bổ sung: 02 lớp, 50 học viên"), 12, "{}12"), (PICTURE, 20, None),
    ],
)  # fmt: skip
def test_where_it_stands(tmp_path, form_set, drawn, row, cell):
    letter = "D" if form_set is TN else "F"
    cells = loud(tmp_path / "a.ods", form_set, drawn.replace("{}", letter), row)
    assert cells == ([cell.format(letter)] if cell else [])


@both
@pytest.mark.parametrize("far, count", [("0.4in", 1), ("8in", 0)])
def test_what_is_tied_to_the_page(tmp_path, form_set, far, count):
    right = "2.7in" if form_set is TN else "4.5in"
    more = f'svg:x="{right}" svg:y="{far}" svg:width="0.5in" svg:height="0.1in"'
    page = f"<table:shapes>{shape(more=more)}</table:shapes>"
    assert len(loud(tmp_path / "a.ods", form_set, "", page=page)) == count


def test_where_drawings_end():
    ends = shape(more=END.format("E5").replace("0.6in", "0in").replace("0.1in", "0mm"))
    [sheet] = facts_of_sheets(content(TN, ends, 3).encode()).values()
    [drawing] = sheet.drawings
    assert drawing == (Drawn.SHAPE, 2, 3, 3, 3, "")
    many = facts_of_sheets(content(TN, shape() * 500, 3).encode())["Biểu 04"]
    assert len(many.drawings) <= 500


def test_words_drawn_over_a_cell_are_none_of_its_own():
    inner = shape(text="a") + '<draw:g><draw:frame/><draw:g></draw:g></draw:g>'
    assert without_drawings(f"<x>1{inner}2{inner}3</x>".encode()) == b"<x>123</x>"
    assert without_drawings(b"<x></draw:g><draw:g></x>") == b"<x></draw:g><draw:g></x>"
    assert without_drawings(b"<x><draw:g></x>") == b"<x><draw:g></x>"
