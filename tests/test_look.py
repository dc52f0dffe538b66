"""How a biểu and its lists look on paper: page, heading, footnotes, signatures, black and white."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest

from tests.office import convert, recalculate, validate
from tests.small_form_set import write_form_set
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set, read_form_set
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.paper.page import Page, page_of, pixels_of, set_pages
from workbook_templates.paper.printed_table import lines_of
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

SAMPLES = Path(__file__).parent.parent / "samples"
SETS = {"thai-nguyen-2025": "thai_nguyen_2025", "lang-son-2018": "lang_son_2018"}
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TN = load_form_set("thai-nguyen-2025")
LISTS = ("Theo dõi", "Đối chiếu", "Kiểm tra", "Nguồn số liệu", "Quy tắc")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The working file of each sample."""
    made = {}
    for name, folder in SETS.items():
        made[name] = tmp_path_factory.mktemp(name) / "tong-hop.xlsx"
        roll_up(SAMPLES / folder / "don-vi", load_form_set(name), made[name])
    return made


def changed(folder, source="thai-nguyen-2025", settings=(), **tables):
    """A form set like one of ours with other settings and tables."""
    copy = Path(shutil.copytree(FORM_SETS / source, folder / "khac-2025"))
    lines = (copy / "form_set.csv").read_text(encoding="utf-8").splitlines()
    given = dict(settings)
    lines = [line for line in lines if line.split(",")[0] not in given]
    lines += [f'{key},"{value}"' for key, value in given.items()]
    (copy / "form_set.csv").write_text("\n".join(lines), encoding="utf-8")
    for name, text in tables.items():
        (copy / f"{name}.csv").write_text(text, encoding="utf-8")
    return copy


def rolled(tmp_path, form_set, *returns):
    """The working file of a few returns: (unit, annex, rows)."""
    folder = tmp_path / "don-vi"
    folder.mkdir()
    for unit, annex, rows in returns:
        write_blank(folder / f"{unit}.xlsx", form_set, unit, Filled({annex: rows}))
    roll_up(folder, form_set, tmp_path / "tong-hop.xlsx")
    assert validate(tmp_path / "tong-hop.xlsx") == []
    return tmp_path / "tong-hop.xlsx"


def texts(sheet):
    first, last = re.match(r".*\$A\$(\d+):\$[A-Z]+\$(\d+)", sheet.print_area).groups()
    width = openpyxl.utils.column_index_from_string(re.findall(r"\$([A-Z]+)\$", sheet.print_area)[-1])
    rows = sheet.iter_rows(int(first), int(last), max_col=width, values_only=True)
    return [str(value) for row in rows for value in row if value not in (None, "")]


CLASS = [1, "Lớp Trung cấp LLCT hệ tập trung khóa 60", 50, "3/2024", "10/2025"]


# --- the page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_tables_of_six_columns_or_fewer_stand_upright_and_all_are_black_and_white(files, name):
    book = openpyxl.load_workbook(files[name])
    for bieu in load_form_set(name).bieu.values():
        sheet = book[bieu.sheet]
        widest = max(len(b.columns) for b in load_form_set(name).bieu.values() if b.sheet == bieu.sheet)
        assert sheet.page_setup.orientation == ("portrait" if widest <= 6 else "landscape")
        for row in sheet.iter_rows(max_col=widest):
            for cell in row:
                assert cell.fill.fill_type != "solid", cell.coordinate
                assert cell.font.color is None or cell.font.color.type == "theme", cell.coordinate


@pytest.mark.parametrize("name", SETS)
def test_no_row_is_cut_off_and_no_heading_ends_a_page(files, name):
    book = openpyxl.load_workbook(files[name])
    for title in dict.fromkeys(bieu.sheet for bieu in load_form_set(name).bieu.values()):
        sheet = book[title]
        for line in sheet.row_breaks.brk:  # the break stands below this row
            assert not re.fullmatch("[IVX]+", str(sheet.cell(line.id, 1).value)), (title, line.id)


def test_what_fits_one_page_stays_on_one(files):
    book = openpyxl.load_workbook(files["thai-nguyen-2025"])
    assert [len(book[f"Biểu 0{n}"].row_breaks.brk) for n in (1, 2, 3)] == [0, 0, 0]
    assert openpyxl.load_workbook(files["lang-son-2018"])["Sau đại học"].row_breaks.brk == []
    for n in (1, 2, 3):
        assert book[f"Biểu 0{n}"].page_setup.scale * 12 >= 990  # no text below 10 points, but for rounding


class _Rows:
    """What set_pages asks of a sheet: every row 50 pixels high."""

    def __init__(self, count, height=50):
        self.row_sizes = {row: (height, False) for row in range(count)}
        self.scale, self.breaks = None, []

    def set_print_scale(self, scale):
        self.scale = scale

    def set_h_pagebreaks(self, breaks):
        self.breaks = breaks


@pytest.mark.parametrize(
    "count, scale, broken",
    [(18, 100, False), (20, 95, False), (22, 86, False), (23, None, True), (60, None, True)],
)  # fmt: skip
def test_a_table_is_shrunk_to_ten_points_to_stay_on_one_page_and_no_further(count, scale, broken):
    sheet = _Rows(count)  # a page upright holds 951 pixels
    page = Page([81.0], upright=True)
    set_pages(sheet, page, header=range(0), headings=(), kept=count - 4, last=count - 1)
    assert (sheet.scale, bool(sheet.breaks)) == (scale, broken)


@pytest.mark.parametrize("headings, first", [((), 19), ((18,), 18), ((17, 18), 17), ((17,), 19)])
def test_a_heading_goes_to_the_next_page_with_the_row_below(headings, first):
    sheet = _Rows(60)
    set_pages(sheet, Page([81.0], True), header=range(0), headings=headings, kept=56, last=59)
    assert sheet.breaks[0] == first


def test_a_page_of_headings_alone_is_broken_where_it_is_full():
    sheet = _Rows(40)
    set_pages(sheet, Page([81.0], True), header=range(0), headings=range(40), kept=36, last=39)
    assert sheet.breaks and sheet.breaks == sorted(set(sheet.breaks)) and sheet.breaks[0] > 0


@pytest.mark.parametrize(
    "widths, upright",
    [
        ([8, 66, 22, 22], True), ([8, 54, 14, 14, 14, 14], True), ([6, 54, 9], True), ([30], True),
        ([8, 54, 14, 14, 14, 14, 14], False), ([6, 24, 54, 9, 9, 9, 14, 18], False),
        ([20, 20, 60, 60, 60, 20], False),  # six, but no room for the widest
    ],
)  # fmt: skip
def test_six_columns_or_fewer_stand_upright_where_they_fit(widths, upright):
    page = page_of(widths, 36)
    assert page.upright is upright
    assert sum(map(pixels_of, page.widths)) * page.scale <= page.across + 1
    if upright:
        assert page.scale > 0.99
    else:
        assert page.widths == widths


def test_the_heading_has_room_at_the_right():
    assert sum(page_of([8, 66, 22, 22], 40).widths[2:]) == pytest.approx(40)


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("Bồi dưỡng", 40, 1),
        ("Bồi dưỡng cập nhật kiến thức, kỹ năng công tác của Hội Cựu chiến binh cơ sở.", 38.8, 3),
        ("Ban Bảo vệ CSSK CB tỉnh", 24, 2), ("a\nb", 2, 2), ("x" * 100, 10, 12), ("", 5, 1), (12, 1, 1),
    ],
)  # fmt: skip
def test_lines_of_a_text(text, width, lines):
    assert lines_of(text, width) == lines


def _fonts_without_calibri(folder):
    config = folder / "fonts.conf"
    reject = "".join(
        f'<pattern><patelt name="family"><string>{name}</string></patelt></pattern>'
        for name in ("Calibri", "Carlito")
    )
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<selectfont><rejectfont>{reject}</rejectfont></selectfont></fontconfig>"
    )
    return config


def _pages(path):
    pdf = convert(path, "pdf", Path(tempfile.mkdtemp(prefix="pdf-")))
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


def test_every_sheet_fits_its_width_where_calibri_is_missing(files, tmp_path, monkeypatch):
    usual = _pages(files["lang-son-2018"])
    monkeypatch.setenv("FONTCONFIG_FILE", str(_fonts_without_calibri(tmp_path)))
    assert _pages(files["lang-son-2018"]) == usual


@pytest.mark.parametrize("name", SETS)
def test_widths_go_by_a_font_that_every_office_has(files, name, tmp_path):
    unit = next(iter(load_form_set(name).expected_units))
    write_blank(tmp_path / "a.xlsx", load_form_set(name), unit)
    for path in (files[name], tmp_path / "a.xlsx"):
        book = openpyxl.load_workbook(path)
        assert (book._fonts[0].name, book._fonts[0].sz) == ("Times New Roman", 12)


def points_on_paper(sheet, size, columns, pixels=8):
    """How large a list's text of so many points stands on paper: A4 lengthwise, or A3. pixels: that one
    character of a column's width takes."""
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)
    index = openpyxl.utils.column_index_from_string
    widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
    across = sum(widths[index(c)] * pixels for c in columns)
    paper = {"9": 297, "8": 420}[str(sheet.page_setup.paperSize)]
    page = (paper / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 96
    return size * min(1, page / across)


@pytest.mark.parametrize("name", SETS)
def test_lists_print_legibly(files, name):
    """Their text is no smaller than 10 points on A4 lengthwise; the sources alone may need A3."""
    book = openpyxl.load_workbook(files[name])
    for title in LISTS:
        sheet = book[title]
        widths = [cell.column_letter for cell in sheet[4 if title != "Nguồn số liệu" else 3]]
        if title == "Đối chiếu":
            widths = [cell.column_letter for cell in next(r for r in sheet.rows if r[1].value == "Mã")]
        if sheet.print_area:
            widths = widths[: openpyxl.utils.column_index_from_string(sheet.print_area.split("$")[-2])]
        assert points_on_paper(sheet, 11, widths) >= 10, title
        if title != "Nguồn số liệu":
            assert str(sheet.page_setup.paperSize) == "9"


def test_what_people_write_of_a_finding_is_on_the_printed_page(files):
    sheet = openpyxl.load_workbook(files["thai-nguyen-2025"])["Kiểm tra"]
    last = openpyxl.utils.column_index_from_string(sheet.print_area.split("$")[-2])
    heads = [cell.value for cell in sheet[4]]
    assert {"Nội dung", "Cách xử lý", "Ý kiến của đơn vị", "Xử lý của tỉnh"} <= set(heads[:last])
    assert set(heads[last:]) == {
        "Giá trị đang ghi", "Giá trị đúng / mong đợi", "Chênh lệch", "Mã nội dung", "Mã số liệu"
    }  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_the_list_that_goes_out_prints_legibly(name, tmp_path):
    folder = SAMPLES / SETS[name] / "don-vi"
    paths = [p for p in sorted(folder.glob("*.xlsx")) if p.name[:3] in ("010", "012")]
    run(["kiem-tra", *map(str, paths), "--bo-bieu", name, "--ban-sao", str(tmp_path)])
    for path in tmp_path.glob("*.xlsx"):
        sheet = openpyxl.load_workbook(path).worksheets[-1]
        columns = [d for d in sheet.column_dimensions if not sheet.column_dimensions[d].hidden]
        assert points_on_paper(sheet, 12, columns) >= 10


def test_a_list_without_a_column_for_the_value_says_it_in_words(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Biểu 04"
    name = "Bồi dưỡng cấp phòng khóa 12"
    for line in (("TT", "Tên lớp", "Thời gian", "Học viên"), (1, name, None, None)):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    call = ["kiem-tra", str(tmp_path / "a.xlsx"), "--bo-bieu", "thai-nguyen-2025"]
    run([*call, "--ban-sao", str(tmp_path / "b")])
    listed = openpyxl.load_workbook(tmp_path / "b" / "a.xlsx").worksheets[-1]
    messages = [row[5].value for row in listed.iter_rows() if row[2].value == "D16"]
    assert len(messages) == 1 and name in messages[0]


# --- heading and signatures -----------------------------------------------------------------------------


def test_the_line_below_the_partys_name_is_as_long_as_the_words(files):
    sheet = openpyxl.load_workbook(files["thai-nguyen-2025"])["Biểu 02"]
    cell = next(cell for cell in sheet[1] if cell.value == "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert cell.font.u == "single" and cell.border.bottom.style is None


BLANK = {"party_head": "", "superior": "", "issuer": "", "attached": "", "divider": "", "sign_authority": "",
         "sign_office": "", "signer": ""}  # fmt: skip


def test_what_is_empty_takes_no_room(tmp_path):
    own = load_form_set(changed(tmp_path, settings=BLANK))
    sheet = openpyxl.load_workbook(rolled(tmp_path, own, ("TN-TCT", "bieu-02", [CLASS])))["Biểu 02"]
    assert sheet["A1"].value == "BIỂU SỐ 02"
    shown = texts(sheet)
    assert not any("ngày …" in text or "Ký" in text for text in shown)
    assert sheet.print_area.endswith(f"${sheet.max_row}") and shown[-1] != ""


def test_all_of_heading_and_signature_can_be_said(tmp_path):
    said = {**BLANK, "state_head": STATE, "motto": MOTTO,
            "superior": "ỦY BAN NHÂN DÂN TỈNH", "issuer": "SỞ NỘI VỤ", "attached": "(Kèm theo Tờ trình)",
            "divider": "-----", "sign_office": "GIÁM ĐỐC", "signer": "Nguyễn Văn Bình"}  # fmt: skip
    own = load_form_set(changed(tmp_path, settings=said))
    sheet = openpyxl.load_workbook(rolled(tmp_path, own, ("TN-TCT", "bieu-02", [CLASS])))["Biểu 02"]
    shown = texts(sheet)
    assert shown[:4] == ["ỦY BAN NHÂN DÂN TỈNH", said["state_head"], "SỞ NỘI VỤ", said["motto"]]
    assert shown.index("-----") == shown.index("(Kèm theo Tờ trình)") + 1
    assert shown[-3:] == ["GIÁM ĐỐC", "(Ký tên, đóng dấu)", "Nguyễn Văn Bình"]
    motto = next(cell for row in sheet.iter_rows() for cell in row if cell.value == said["motto"])
    assert motto.font.u == "single"


@pytest.mark.parametrize(
    "form_set, unit, lines",
    [
        ("thai-nguyen-2025", "TN-SXD", ["ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN", STATE,
                                        "SỞ XÂY DỰNG", MOTTO]),
        ("thai-nguyen-2025", "TN-CTK", ["CỤC THỐNG KÊ TỈNH", STATE,
                                        MOTTO]),
        ("thai-nguyen-2025", "TN-HU-DT", ["ĐẢNG BỘ TỈNH THÁI NGUYÊN", "ĐẢNG CỘNG SẢN VIỆT NAM",
                                          "HUYỆN ỦY ĐẠI TỪ"]),
        ("lang-son-2018", "LS-SYT", ["ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", STATE,
                                     "SỞ Y TẾ", MOTTO]),
        ("lang-son-2018", "LS-BTC", ["ĐẢNG BỘ TỈNH LẠNG SƠN", "ĐẢNG CỘNG SẢN VIỆT NAM",
                                     "BAN TỔ CHỨC TỈNH ỦY"]),
        ("lang-son-2018", "LS-TD", ["TỈNH ĐOÀN"]),
    ],
)  # fmt: skip
def test_a_unit_sends_its_own_paper(form_set, unit, lines, tmp_path):
    declared = load_form_set(form_set)
    write_blank(tmp_path / "a.xlsx", declared, unit)
    assert validate(tmp_path / "a.xlsx") == []
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]
    shown = texts(sheet)
    assert shown[: len(lines)] == lines
    assert shown[len(lines)].startswith(("BIỂU SỐ", "ĐÀO TẠO", "CÁC LỚP"))


# --- lines and footnotes --------------------------------------------------------------------------------


def test_a_bieu_begins_at_one(tmp_path):
    """Where nothing stands in section I, the next is I; else both as declared."""
    sheet = openpyxl.load_workbook(rolled(tmp_path, TN, ("TN-HU-DT", "bieu-02", [CLASS])))["Biểu 02"]
    assert _sections(sheet) == [("I", "LỚP MỞ THEO NHU CẦU CỦA CÁC ĐỊA PHƯƠNG, ĐƠN VỊ")]


def test_sections_keep_their_numerals(files):
    sheet = openpyxl.load_workbook(files["thai-nguyen-2025"])["Biểu 03"]
    assert [numeral for numeral, _ in _sections(sheet)] == ["I", "II"]


def _sections(sheet):
    rows = sheet.iter_rows(max_col=2, values_only=True)
    return [(number, title) for number, title in rows if number in ("I", "II")]


def test_footnotes_are_filled_in_and_follow_the_table(files):
    told = [
        "* Tổng số chỉ tiêu và học viên các lớp năm 2018 là: 23.397, trong đó:",
        "- Đào tạo theo kế hoạch năm 2018 là: 1.745 chỉ tiêu; các lớp đào tạo chuyển tiếp từ năm trước "
        "sang là: 950 học viên",
        "- Bồi dưỡng theo kế hoạch năm 2018 là: 20.702 chỉ tiêu",
    ]
    for path in (files["lang-son-2018"], recalculate(files["lang-son-2018"])):
        sheet = openpyxl.load_workbook(path, data_only=True)["Biểu số 01"]
        shown = [row[0] for row in sheet.iter_rows(max_col=1, values_only=True) if row[0]]
        assert [text for text in shown if str(text).startswith(("*", "- "))] == told


def test_a_footnote_says_what_its_figure_lacks(tmp_path):
    note = "form,text\nbieu-02,Tổng số học viên: {learners}.\nbieu-02,Không có số."
    own = load_form_set(changed(tmp_path, footnotes=note))
    rows = [CLASS, [2, "Lớp Trung cấp LLCT khóa 61", "khoảng năm mươi", "3/2024", "10/2025"]]
    path = rolled(tmp_path, own, ("TN-TCT", "bieu-02", rows))
    for book in (path, recalculate(path)):
        shown = texts(openpyxl.load_workbook(book, data_only=True)["Biểu 02"])
        assert "Tổng số học viên: 50 (chưa gồm 1 ô)." in shown and "Không có số." in shown


def test_a_number_where_words_belong_is_printed_without_a_decimal(tmp_path):
    row = [1, "Lớp Trung cấp LLCT hệ tập trung khóa 60", 50, 75, 75.5]
    sheet = openpyxl.load_workbook(rolled(tmp_path, TN, ("TN-TCT", "bieu-02", [row])))["Biểu 02"]
    shown = texts(sheet)
    assert "75" in shown and "75,5" in shown and "75.0" not in shown


# --- what is declared wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file, text, places",
    [
        ("headings.csv", "unit_kinds,superior,head,motto\nschool,A,B,C\nparty,,,", []),
        ("headings.csv", "unit_kinds,superior,head,motto\nlạ,A,B,C", [(2, "unit_kinds")]),
        ("headings.csv", "unit_kinds,superior,head,motto\n,A,B,C", [(2, "unit_kinds")]),
        ("headings.csv", "unit_kinds,head\nschool,B\nparty|school,B", [(3, "unit_kinds")]),
        ("headings.csv", "unit_kinds,superior,head,motto\nschool,A,,C", [(2, "motto")]),
        ("footnotes.csv", "form,text\ntinh,Năm {year}: {learners} và {learners_women+learners_young}", []),
        ("footnotes.csv", "form,text\nbieu-02,Tổng: {learners}", [(2, "form")]),
        ("footnotes.csv", "form,text\ntinh,Tổng: {learner}", [(2, "text")]),
        ("footnotes.csv", "form,text\ntinh,Tổng: {class_name}", [(2, "text")]),
        ("footnotes.csv", "form,text\ntinh,Tổng: {learners:new}", [(2, "text")]),  # no carry-over there
        ("footnotes.csv", "form,text\ntinh,Tổng: {learners", [(2, "text")]),
        ("footnotes.csv", "form,text\ntinh,", [(2, "text")]),
    ],
)  # fmt: skip
def test_mistakes_in_headings_and_footnotes(tmp_path, file, text, places):
    folder = write_form_set(tmp_path)
    (folder / file).write_text(text, encoding="utf-8")
    assert _places(folder) == [(file, *place) for place in places]


@pytest.mark.parametrize(
    "lines, keys",
    [
        ("party_head,A\nstate_head,B", ["value"]), ("motto,C", ["value"]), ("state_head,B\nmotto,C", []),
        ("party_head,A\nmotto,C", ["value"]), ("divider,-----\nsigner,Nguyễn Văn A", []),
    ],
)  # fmt: skip
def test_mistakes_in_the_settings_of_a_heading(tmp_path, lines, keys):
    folder = write_form_set(tmp_path)
    path = folder / "form_set.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + lines, encoding="utf-8")
    assert [column for _, _, column in _places(folder)] == keys


@pytest.mark.parametrize("of, fine", [("new", True), ("carried", True), ("", True), ("old", False)])
def test_lines_of_a_footnote(tmp_path, of, fine):
    note = f"form,text\nbieu-01,Lớp: {{classes{':' + of if of else ''}}}"
    assert (_places(changed(tmp_path, "lang-son-2018", footnotes=note)) == []) is fine


def _places(folder):
    try:
        read_form_set(folder)
    except FormSetError as refused:
        return [(one.file, one.row, one.column) for one in refused.complaints]
    return []
