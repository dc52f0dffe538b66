"""Pictures, boxes of text and shapes over a table, and what number formats and conditional formats show."""

import struct
import zlib

import pytest

from tests.bad_files import rewrite
from tests.short_tables import LS, TN, told
from tests.test_looks import FIGURE, in_format, written
from validators.batch import Batch
from validators.judging import judge
from workbook_templates.kinds import Code
from workbook_templates.reading.looks import Shown
from workbook_templates.reading.many_files import read_returns
from workbook_templates.reading.number_formats import number_format
from workbook_templates.reading.open_document import facts_of_sheets


def png(path, size=20):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * size for _ in range(size)))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", lines) + chunk(b"IEND", b""))
    return str(path)


def box(row, column, text="", **look):
    return lambda sheet, book, _: sheet.insert_textbox(row, column, text, {"width": 60, "height": 18, **look})


def over_figure(text="", **look):
    return lambda sheet, book, column: box(4, column, text, **look)(sheet, book, column)


both = pytest.mark.parametrize("form_set", [TN, LS], ids=lambda form_set: form_set.id)


@both
@pytest.mark.parametrize(
    "change, told_at",
    [
        (over_figure("50"), "{}5"),
        (over_figure("tạm tính"), "{}5"),  # hides what is below it
        (over_figure(), "{}5"),  # a white rectangle
        (over_figure(fill={"none": True}), None),  # a frame around the figure
        (box(4, 1, "thêm 2 lớp"), "B5"),
        (box(4, 1, "tạm"), None),
        (box(0, 1, "BIỂU SỐ 04"), None),
        (box(20, 1, "Bổ sung: 02 lớp, 50 học viên"), "B21"),
        (box(20, 1, "Lạng Sơn, ngày 5 tháng 9 năm 2025"), None),
        (box(5, 3, "Người lập biểu", height=120, width=400), None),  # reaches into the last row
    ],
)
def test_a_box_of_text(tmp_path, form_set, change, told_at):
    _, loud = written(tmp_path / "a.xlsx", form_set, change)
    expected = [f"T20 warning {told_at.format(FIGURE[form_set.id][2])}"] if told_at else []
    assert loud == expected


@both
@pytest.mark.parametrize("row, is_told", [(4, True), (0, False), (30, False)])
def test_a_picture(tmp_path, form_set, row, is_told):
    image = png(tmp_path / "a.png")
    values, loud = written(
        tmp_path / "a.xlsx", form_set, lambda sheet, book, column: sheet.insert_image(row, column, image)
    )
    assert loud == ([f"T20 warning {FIGURE[form_set.id][2]}5"] if is_told else [])
    assert values[1] == 45


def test_a_table_that_is_a_picture(tmp_path):
    """Its figures are nowhere in a cell."""
    image = png(tmp_path / "a.png", 300)

    def change(sheet, book, column):
        other = book.add_worksheet("Biểu 02")
        other.write(0, 0, "BIỂU SỐ 02")
        other.insert_image(2, 0, image)

    _, loud = written(tmp_path / "a.xlsx", TN, change)
    assert "T20 warning A3" in loud


def test_a_chart_over_the_figures_hides_them(tmp_path):
    def change(sheet, book, column):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": [sheet.get_name(), 3, column, 5, column]})
        sheet.insert_chart(3, column, chart)

    _, loud = written(tmp_path / "a.xlsx", TN, change)
    assert loud == ["T20 warning D4"]


def test_a_damaged_drawing_costs_no_cell(tmp_path):
    path = tmp_path / "a.xlsx"
    written(path, TN, over_figure("50"))
    rewrite(path, drawing1=lambda data: data[:200])
    [source] = read_returns([path], TN)
    assert source.tables[0].values["learners"] == [60, 45, 120] and not source.coverings


def test_the_general_path_sees_drawings_and_formats_too(tmp_path):
    """A workbook that is not in the usual form is read apart."""

    def change(sheet, book, column):
        over_figure("50")(sheet, book, column)
        sheet.write(3, column, 60, book.add_format({"num_format": '"75"'}))
        white = book.add_format({"font_color": "#FFFFFF"})
        sheet.conditional_format(
            5, column, 5, column, {"type": "cell", "criteria": ">", "value": 0, "format": white}
        )

    path = tmp_path / "a.xlsx"
    _, usual = written(path, TN, change)
    rewrite(path, sheet1=lambda data: data.replace(b"</row>", b"</row> "))
    report = judge(Batch(read_returns([path], TN), TN))
    assert usual == [line for line in told(report) if "hint" not in line and line[0] != "L"]
    assert usual == ["O14 error D4", "O14 warning D6", "T20 warning D5"]


@both
@pytest.mark.parametrize(
    "look, severity",
    [
        ({"num_format": '"75"'}, "error"), ({"num_format": '"không"'}, "error"),
        ({"num_format": '0"0"'}, "error"), ({"num_format": "\\10"}, "error"),
        ({"num_format": "0.000"}, "error"), ({"num_format": "0 0"}, "error"),
        ({"num_format": "(0)"}, "error"), ({"num_format": "0E+0"}, "error"),
        ({"num_format": '[=45]"";0'}, "warning"), ({"num_format": '[<100]"";0'}, "warning"),
        ({"num_format": "[White]0"}, "warning"), ({"num_format": ";;;@"}, "warning"),
        ({"bg_color": "#000000", "font_color": "#000000"}, "warning"), ({"font_color": "#F2F2F2"}, "warning"),
        ({"font_size": 1}, "warning"),
        ({"num_format": '[=0]"";0'}, None), ({"num_format": '[>100]"nhiều";0'}, None),
        ({"num_format": '"SL: "0'}, None), ({"num_format": "00000"}, None), ({"num_format": "# ##0"}, None),
        ({"num_format": '_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-'}, None),
        ({"num_format": "[Red]0"}, None), ({"num_format": "General;-General;"}, None),
        ({"font_color": "#808080"}, None), ({"font_color": "#000000", "bg_color": "#FFFF00"}, None),
    ],
)  # fmt: skip
def test_what_a_look_makes_of_a_figure(tmp_path, form_set, look, severity):
    values, loud = written(tmp_path / "a.xlsx", form_set, in_format(**look))
    assert values[1] == (None if severity == "error" else 45)
    assert loud == ([f"O14 {severity} {FIGURE[form_set.id][2]}5"] if severity else [])


@pytest.mark.parametrize(
    "code, shown",
    [
        ("#,##0", {}), ("#,##0.00", {}), ("0.0", {}), ('0" m2"', {}), ("General", {}), ("@", {}),
        ("dd/mm/yyyy", {}),
        ("0_);[Red]\\(0\\)", {}), ("#,##0_);(#,##0)", {}), ("[<1000]0;[<1000000]0\\.000;0\\.000\\.000", {}),
        ("0,", {45: "scaled", 4567: "scaled"}), ("0%", {45: "percent"}),
        (";;;", {45: "unseen", "chữ": "unseen"}),
        ("[>=1000]0,;0", {45: None, 4567: "scaled"}), ("0.0,,\"tr\"", {45: "scaled"}),
        ("0\\.000", {45: "other", 4567: None}), ('0;0;0;"không"', {45: None, "chữ": "other"}),
        ('[=1.5]"1,5";General', {}), ('[=45]"45";General', {}),
        ('[=45]"46";General', {45: "other", 46: None}),
        ("0.00E+00", {45: None, 4567: "other"}),
    ],
)  # fmt: skip
def test_number_formats(code, shown):
    known = number_format(code)
    assert (known is None) == (not shown)
    for value, look in shown.items():
        found = known.of(float(value) if isinstance(value, int) else value)
        assert (found and found.removeprefix("shown_")) == look


BLACK = "#000000"


def conditional(font="#FFFFFF", more=None, **asks):
    def change(sheet, book, column):
        look = book.add_format({"font_color": font, **(more or {})})
        sheet.conditional_format(3, column, 5, column, {**asks, "format": look})

    return change


@pytest.mark.parametrize(
    "change, rows, severity",
    [
        (conditional(type="cell", criteria=">", value=50), (4, 6), "warning"),
        (conditional(type="cell", criteria="between", minimum=40, maximum=50), (5,), "warning"),
        (conditional(type="cell", criteria="=", value="$D$5"), (5,), "warning"),
        (conditional(type="formula", criteria="=$D4<50"), (5,), "warning"),
        (conditional(type="formula", criteria="=D4=D$6"), (6,), "warning"),
        (conditional(type="formula", criteria="=MOD(D4,2)=1"), (4, 5, 6), "hint"),
        (conditional(BLACK, {"num_format": ";;;"}, type="cell", criteria=">", value=50), (4, 6), "warning"),
        (conditional(BLACK, {"font_strikeout": True}, type="cell", criteria="<", value=50), (5,), "error"),
        (conditional(BLACK, {"num_format": "0%"}, type="cell", criteria="=", value=45), (5,), "error"),
        (conditional(type="cell", criteria="=", value=0), (), None),
        (conditional(type="formula", criteria='=$D4=""'), (), None),
        (conditional(type="formula", criteria="=ISERROR(D4)"), (), None),
        (conditional(type="formula", criteria="=LEN(TRIM(D4))=0"), (), None),
        (conditional(type="blanks"), (), None),
        (conditional("#FF0000", type="cell", criteria=">", value=50), (), None),
        (conditional("#FFFFFF", {"bg_color": "#C00000"}, type="cell", criteria=">", value=50), (), None),
    ],
)
def test_a_conditional_format_that_hides_a_figure(tmp_path, change, rows, severity):
    path = tmp_path / "a.xlsx"
    values, _ = written(path, TN, change)
    [source] = read_returns([path], TN)
    report = judge(Batch([source], TN))
    found = [line for line in told(report) if line.startswith("O14")]
    assert found == ([f"O14 {severity} D{rows[0]}"] if rows else [])
    assert [index + 4 for index, name, problem in source.tables[0].problems] == list(rows)
    assert [value is None for value in values] == [severity == "error" and n in rows for n in (4, 5, 6)]


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "icon_set", "icon_style": "3_arrows", "icons_only": True},
        {"type": "data_bar", "bar_only": True},
    ],
)
def test_an_icon_in_place_of_the_figure(tmp_path, rule):
    _, loud = written(tmp_path / "a.xlsx", TN, lambda s, b, c: s.conditional_format(3, c, 5, c, rule))
    assert loud == ["O14 warning D4"]
    plain = {key: value for key, value in rule.items() if not key.endswith("only")}
    _, loud = written(tmp_path / "b.xlsx", TN, lambda s, b, c: s.conditional_format(3, c, 5, c, plain))
    assert loud == []


def test_a_part_in_white_and_a_lowered_digit(tmp_path):
    def pieces(look, *parts):
        def change(sheet, book, column):
            own = book.add_format(look)
            sheet.write_rich_string(4, column, *(own if part is ... else part for part in parts))

        return change

    white = {"font_color": "#FFFFFF"}
    assert written(tmp_path / "a.xlsx", TN, pieces(white, ..., "60", "45"))[0][1] == 45
    assert written(tmp_path / "b.xlsx", TN, pieces({"font_script": 2}, "45", ..., "1")) == (
        [60, 45, 120], ["O14 warning D5"],
    )  # fmt: skip


def test_a_column_too_narrow_and_a_row_too_flat_are_hidden(tmp_path):
    for number, change in enumerate(
        (lambda s, b, c: s.set_column(c, c, 0.3), lambda s, b, c: s.set_row(4, 1.5))
    ):
        _, loud = written(tmp_path / f"{number}.xlsx", TN, change)
        assert loud == [("T10 warning D3", "T10 warning A5")[number]]
    assert written(tmp_path / "c.xlsx", TN, lambda s, b, c: (s.set_column(c, c, 3), s.set_row(4, 9)))[1] == []


def test_a_percentage_in_an_open_document():
    """100% is held as 1, and is no learner."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "table", "text"))
    cells = "".join(f'<table:table-cell office:value-type="{kind}" office:value="1"/>' for kind in KINDS)
    row = f"<table:table-row>{cells}</table:table-row>"
    content = f'<office:body {spaces}><table:table table:name="A">{row}</table:table></office:body>'
    assert facts_of_sheets(content.encode())["A"].looks == {(0, 1): Shown(Code.SHOWN_PERCENT)}


KINDS = ("float", "percentage")
