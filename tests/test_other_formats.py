"""Returns that are an .ods or .xlsb: read as the same .xlsx would be, what they do not show is said once, and
none that claims more than it holds ends anything but itself."""

from __future__ import annotations

import shutil
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.bad_files import FORM_SET, OLD_EXCEL, ROWS, judge, reason, table_of, write_form
from tests.office import to_ods
from tests.xlsb import Error, record, sheet_of, wide, write_xlsb
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart, many_files, open_document
from workbook_templates.reading.package import Unreadable, damaged
from xl_addin.check import check_files
from xl_addin.command_line import command
from xl_addin.copies.answers import write_answers
from xl_addin.inbox import collect

SAMPLES = Path(__file__).parent.parent / "samples"
FORMS = load_form_set(FORM_SET)

# ------------------------------------------------------------------------------------ .ods by hand

_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def row(values, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(map(cell, values))}</table:table-row>"


def write_ods(path: Path, rows=ROWS, more: str = "", before: str = "", **parts: str) -> Path:
    """A document of one sheet. more: rows behind the others; before: columns; parts: others by name."""
    lines = before + "".join(map(row, rows)) + more
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="Biểu 04">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    given = {"mimetype": MIMETYPE, "META-INF/manifest.xml": manifest, "content.xml": content} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in given.items():
            archive.writestr(name, data)
    return path


def error(text: str, formula: str = "of:=1/0") -> str:
    return (
        f'<table:table-cell table:formula="{formula}" office:value-type="string" office:string-value=""'
        f' calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'
    )


def test_what_an_ods_shows(tmp_path):
    total = (
        '<table:table-cell table:formula="of:=SUM([.D2:.D2])" office:value-type="float" office:value="115"/>'
    )
    path = write_ods(
        tmp_path / "a.ods",
        before='<table:table-column table:number-columns-repeated="5"/><table:table-column'
        ' table:number-columns-repeated="2" table:visibility="collapse"/>',
        more=row([3, "Lớp nữa", "5 ngày", 10], 'table:visibility="filter"')
        + row([4, "Lớp lỗi", "5 ngày", error("#DIV/0!")])
        + row(["", "Tổng cộng", "", total])
        + row([""] * 3, 'table:number-rows-repeated="1048000"'),
    )
    [sheet] = apart.read_apart(path).sheets
    assert sheet.facts.hidden_rows == {3} and sheet.facts.hidden_columns == {5, 6}
    assert sheet.facts.errors == {(4, 3): "#DIV/0!"}
    assert sheet.facts.formulas[5, 3] == "SUM(D2:D2)"
    _, report, code = judge(path)
    assert {("T10", "A4"), ("O01", "D5")} <= {(f.rule, f.cell) for f in report.findings}
    assert code == 1
    [outcome] = [o for o in report.outcomes(0) if o.rule == "B06"]
    assert outcome.outcome != "skipped"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("of:=SUM([.D2:.D3];[.$D$5])", "SUM(D2:D3,$D$5)"),
        ("of:=[$'Biểu 02'.A1]*2", "'Biểu 02'!A1*2"),
        ("msoxl:=SUM(A1:A2)", "SUM(A1:A2)"),
        ("of:=1/0", "1/0"),
    ],
)
def test_formulas_of_an_ods(said, plain):
    assert open_document.plain_formula(said) == plain


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "Err:502", "#VALUE!"])
def test_error_cells_of_an_ods_are_no_blanks(tmp_path, text):
    plain = error(text).replace(' office:string-value=""', "").replace(' calcext:value-type="error"', "")
    for number, value in enumerate((error(text), plain)):
        path = write_ods(tmp_path / f"{number}.ods", [*ROWS[:2], (2, "Bồi dưỡng CVC", "12 ngày", value)])
        assert [f.cell for f in judge(path)[1].findings if f.rule == "O01"] == ["D3"]


@pytest.mark.parametrize("value", ["INF", "-INF", "NaN", "1E+400"])
def test_a_number_without_bounds(tmp_path, value):
    bad = f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    path = write_ods(tmp_path / "a.ods", [*ROWS[:2], (2, "Bồi dưỡng CVC", "12 ngày", bad)])
    assert [f.cell for f in judge(path)[1].findings if f.rule == "O02"] == ["D3"]


def test_lines_and_tabs_within_a_text_part_its_words(tmp_path):
    path = write_ods(
        tmp_path / "a.ods", [*ROWS[:2], (2, "Bồi dưỡng<text:line-break/>CVC<text:tab/>lớp", "12 ngày", 45)]
    )
    assert apart.read_apart(path).sheets[0].rows[2][1] == "Bồi dưỡng\nCVC lớp"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float"'
         ' office:value="1" table:number-columns-repeated="16384"/></table:table-row>', "too_large"),
        ('<table:table-row><table:table-cell office:value-type="float" office:value="1"'
         ' table:number-columns-repeated="16384"/></table:table-row>' * 900, "too_large"),
        ('<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell'
         ' office:value-type="float" office:value="1"/></table:table-row>' * 900, "too_large"),
        ('<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
         + row([""] * 9 + [1]), "too_large"),
        (row([""], 'table:number-rows-repeated="18446744073709551615"') + row([1]), "too_large"),
        (row(['a<text:s text:c="2147483647"/>']), "too_large"),
        (row([""], 'table:number-rows-repeated="1e9"'), "damaged"),
        (row([""], 'table:number-rows-repeated="-5"'), "damaged"),
        ("<table:table-row>", "damaged"),
        ("<office:annotation>", "damaged"),
        ('</table:table><table:table table:name="Biểu 04">' + row([1]), "damaged"),
    ],
)  # fmt: skip
def test_claims_of_an_ods(tmp_path, more, why):
    path = write_ods(tmp_path / "a.ods", more=more)
    assert path.stat().st_size < 20_000
    good = write_form(tmp_path / "b.xlsx")
    bad, other = many_files.read_returns([path, good], FORMS)
    assert bad.reason == why and other.status == "ok"
    assert reason(path) == why
    with zipfile.ZipFile(path) as archive:  # the library is not asked at all
        content = archive.read("content.xml")
    with pytest.raises(Unreadable, match=why), damaged():
        open_document.facts_of_sheets(content)


def test_content_that_breaks_off(tmp_path):
    """python-calamine would look for the end of a table for ever."""
    whole = write_ods(tmp_path / "a.ods")
    with zipfile.ZipFile(whole) as archive:
        content = archive.read("content.xml").decode()
    for end in (len(content) - 90, content.index("</table:table-row>"), content.index("<text:p>") + 3):
        assert reason(write_ods(tmp_path / "b.ods", **{"content.xml": content[:end]})) == "damaged"


def test_an_ods_with_a_password(tmp_path):
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    assert reason(write_ods(tmp_path / "a.ods", **{"META-INF/manifest.xml": manifest})) == "encrypted"


# ----------------------------------------------------------------------------------- .xlsb by hand


def test_values_of_an_xlsb(tmp_path):
    path = write_xlsb(tmp_path / "a.xlsb", ROWS)
    assert table_of(path) == [70, 45]
    [sheet] = apart.read_apart(path).sheets
    assert type(sheet.rows[1][3]) is float


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_without_bounds_in_an_xlsb(tmp_path, value):
    path = write_xlsb(tmp_path / "a.xlsb", [*ROWS[:2], (2, "Bồi dưỡng CVC", "12 ngày", value)])
    assert [f.cell for f in judge(path)[1].findings if f.rule == "O02"] == ["D3"]


FAR = record(0x0000, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"strings": 2**32 - 1}, "damaged"),
        ({"strings": 0}, "damaged"),
        ({"dimension": (0, 2**32 - 1, 0, 2**32 - 1)}, None),
        ({"dimension": (9, 0, 9, 0)}, None),
        ({"more": record(0x0002, struct.pack("<IIi", 2**32 - 2, 0, 6))}, "too_large"),
        ({"more": FAR + record(0x0002, struct.pack("<IIi", 16_383, 0, 6))}, "too_large"),
        ({"more": record(0x0007, struct.pack("<III", 5, 0, 2**32 - 1))}, "damaged"),
        ({"more": record(0x0006, struct.pack("<III", 5, 0, 2**32 - 1))}, "damaged"),
        ({"more": record(0x0001, b"", length=2**28 - 1)}, "damaged"),
        ({"parts": {"xl/styles.bin": record(0x0267, struct.pack("<I", 2**32 - 1))}}, "damaged"),
        ({"parts": {"xl/styles.bin": record(0x0269, struct.pack("<I", 2**32 - 1))}}, "damaged"),
        (
            {"parts": {"xl/workbook.bin": record(0x009C, struct.pack("<III", 0, 1, 2**31) + wide("x"))}},
            "damaged",
        ),
        ({"parts": {"xl/worksheets/sheet1.bin": b""}}, "damaged"),
        ({"parts": {"xl/worksheets/sheet1.bin": sheet_of(ROWS, [])[:-30]}}, "damaged"),
    ],
)
def test_claims_of_an_xlsb(tmp_path, claims, why):
    path = write_xlsb(tmp_path / "a.xlsb", ROWS, **claims)
    assert path.stat().st_size < 20_000
    bad, other = many_files.read_returns([path, write_form(tmp_path / "b.xlsx")], FORMS)
    assert bad.reason == why and other.status == "ok"
    if why is None:
        assert table_of(path)[:2] == [70, 45]


# -------------------------------------------------------------------------------- known by content


@pytest.mark.parametrize("name", ["a.ods", "a.xlsx", "a.xls", "a.XLSB", "a.ODS"])
@pytest.mark.parametrize("kind", ["ods", "xlsb", "xls", "xlsx"])
def test_a_format_is_known_by_the_content(tmp_path, kind, name):
    path = tmp_path / name
    if kind == "ods":
        write_ods(path)
    elif kind == "xlsb":
        write_xlsb(path, ROWS)
    elif kind == "xlsx":
        write_form(tmp_path / "x.xlsx").rename(path)
    else:
        path.write_bytes(OLD_EXCEL.read_bytes())
    [found], others, _ = collect([tmp_path])
    item = many_files.read_one(found, FORMS)
    assert (item.status, item.format, len(item.tables), others) == ("ok", kind, 1, [])


@pytest.mark.parametrize(
    "content",
    [
        "STT,Tên lớp,Học viên\n1,Lớp,70\n".encode(),
        b"%PDF-1.7\n" + b"0" * 3000,
        b"{\\rtf1 x}",
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("word/document.xml", "<w/>"),
    ],
)
@pytest.mark.parametrize("name", ["a.ods", "a.xlsb", "a.xlsx"])
def test_other_files_by_these_names(tmp_path, content, name):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(*content)
    assert reason(path) == "not_a_workbook"
    [said] = [f.message for f in judge(path)[1].findings if f.rule == "T01"]
    assert "không phải là sổ Excel" in said


def test_a_csv_stays_a_file_of_another_form(tmp_path):
    (tmp_path / "a.csv").write_text("1,2")
    _, [other], _ = collect([tmp_path])
    assert other.kind == "wrong_form" and ".csv" in other.reason


# ------------------------------------------------------------------------------- what is said of it


@pytest.mark.parametrize("kind", ["ods", "xlsb", "xls", "xlsx"])
def test_what_a_format_does_not_show_is_said_once(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "ods":
        write_ods(path)
    elif kind == "xlsb":
        write_xlsb(path, [*ROWS[:2], (2, "Bồi dưỡng CVC", "12 ngày", Error(0x17))])
    elif kind == "xls":
        path.write_bytes(OLD_EXCEL.read_bytes())
    else:
        write_form(path)
    _, report, _ = judge(path)
    said = [f for f in report.findings if f.rule == "T19"]
    assert len(said) == (kind != "xlsx")
    for finding in said:
        assert finding.severity == "hint" and f".{kind} " in finding.message
        assert ("ô báo lỗi" in finding.message) == (kind != "ods")
    skipped = {o.rule for o in report.outcomes(0) if o.outcome == "skipped"} & {"T09", "T10", "B06", "O01"}
    assert skipped == ({"T09", "T10", "B06", "O01"} if kind in ("xls", "xlsb") else set())


@pytest.mark.parametrize("kind", ["ods", "xlsb"])
def test_the_answer_is_a_list_beside_it(tmp_path, kind):
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [*ROWS[:2], (2, "Bồi dưỡng CVC", "12 ngày", "bốn lăm")]
    path = folder / f"a.{kind}"
    write_ods(path, rows) if kind == "ods" else write_xlsb(path, rows)
    inbox, report, _ = judge(folder)
    [answer] = write_answers(inbox, report, tmp_path / "out")
    assert answer.name == "a - nội dung đề nghị chỉnh sửa.xlsx"
    texts = [str(c.value) for line in load_workbook(answer).active for c in line]
    assert any("bốn lăm" in text for text in texts)


# --------------------------------------------------------------------------- as LibreOffice saves it


@pytest.mark.parametrize(
    ("sample", "form_set"), [("thai_nguyen_2025", FORM_SET), ("lang_son_2018", "lang-son-2018")]
)
def test_a_return_saved_as_ods_says_the_same(tmp_path, sample, form_set):
    declared = load_form_set(form_set)
    plain, open_ = tmp_path / "xlsx", tmp_path / "ods"
    plain.mkdir()
    sources = sorted((SAMPLES / sample / "don-vi").glob("*.xlsx"))
    for source in sources[:: max(1, len(sources) // 4)]:
        shutil.copy(source, plain)
    to_ods(sorted(plain.iterdir()), open_)
    told = []
    for folder in (plain, open_):
        inbox, report = check_files([folder], declared, form_set)
        assert all(item.status == "ok" and item.tables for item in inbox.returns)
        read = [
            (
                item.path.stem,
                item.unit,
                item.cover,
                [(t.sheet, t.form, t.values, t.rows) for t in item.tables],
            )
            for item in inbox.returns
        ]
        findings = [
            (f.file, f.rule, f.severity, f.sheet, f.cell, f.value, f.message) for f in report.findings
        ]
        told.append((read, [f for f in findings if f[1] != "T19"]))
        assert sum(f[1] == "T19" for f in findings) == (len(inbox.returns) if folder == open_ else 0)
    assert told[0] == told[1]
    results = []
    for folder in (plain, open_):
        target = tmp_path / f"{folder.name}.xlsx"
        command.run(["tong-hop", str(folder), "-o", str(target), "--bo-bieu", form_set])
        book = load_workbook(target)
        results.append(
            {
                sheet.title: [[c.value for c in line] for line in sheet]
                for sheet in book
                if sheet.title.startswith("Biểu")
            }
        )
    assert results[0] == results[1] and results[0]
