"""A form set as one Excel workbook: what goes out comes back, and each mistake is told at its cell."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import Font

from tests.forms_of_many_shapes import FORMS
from tests.office import recalculate, resave, to_ods, to_xls, validate
from tests.small_form_set import TABLES as SMALL
from tests.small_form_set import write_form_set
from tests.test_form_set_loading import MISTAKES
from workbook_templates.declared import rows
from workbook_templates.declared.complaints import Complaints, FormSetError
from workbook_templates.declared.fields import catalogue
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import SETTINGS
from workbook_templates.declared.set_cells import CellWords, codes_of, column_of
from workbook_templates.declared.set_complaints import table_of
from workbook_templates.declared.set_tables import file_of, raw_tables
from workbook_templates.declared.set_words import CHOICES_SHEET, SETTING_CODES, SETTING_WORDS, SHEETS
from workbook_templates.declared.tables import columns_of, read_table
from workbook_templates.declared.tables_in_folder import TablesInFolder
from workbook_templates.paper.set_workbook import write_set_workbook
from workbook_templates.words.spelling import clean, fold, words
from xl_addin.by_example import learn_into
from xl_addin.form_sets import form_set_of, read_form_set, read_workbook

HERE = Path(__file__).parent
FOLDERS = [
    *sorted(path.parent for path in FORM_SETS.glob("*/form_set.csv")),
    *sorted(path.parent for path in (HERE / "form_sets").glob("*/form_set.csv")),
    HERE.parent / "validators" / "every_kind",
]
FIRST = 5  # the first row of a table


def exported(folder, target):
    """The workbook of a form set's folder, one with mistakes too."""
    write_set_workbook(target, raw_tables(TablesInFolder(folder)))
    return target


def typed(source):
    """What all tables of a source say, where each row stands aside; settings that are blank say nothing."""
    raw = raw_tables(source)
    found = {}
    for table, (kind, _) in rows.TABLES.items():
        said = read_table(source, file_of(table, raw), kind, Complaints(), needed=False)
        assert not said.readable or len(said.rows) == len(said.cells)
        found[table] = [row.model_dump(exclude={"at"}) for row in said]
    found["form_set"] = {row["key"]: row["value"] for row in found["form_set"] if row["value"]}
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = write_form_set(tmp_path_factory.mktemp("nho") / "nho-2027")
    return exported(folder, folder.parent / "nho.xlsx")


def edited(book, target, change):
    """A copy of a workbook with a change made by openpyxl."""
    opened = openpyxl.load_workbook(book)
    change(opened)
    opened.save(target)
    return target


def told(path):
    """The places that are complained of, and the notes."""
    source = read_workbook(path)
    try:
        form_set_of(source)
    except FormSetError as refused:
        return [one.place for one in refused.complaints], source.notes
    return [], source.notes


# --- words --------------------------------------------------------------------------------------------


def test_every_table_column_and_code_has_its_words():
    assert list(SHEETS) == list(rows.TABLES)
    assert list(SETTING_WORDS) == list(SETTINGS)
    for table, (kind, _) in rows.TABLES.items():
        assert list(SHEETS[table].columns) == columns_of(kind), table
        for name in columns_of(kind):
            column, codes = column_of(table, name), codes_of(table, name)
            assert column.open or set(column.codes) == set(codes), f"{table}.{name}"
            assert not column.open or not codes, f"{table}.{name}"
            folded = [fold(word) for word in column.codes.values()]
            assert len(set(folded)) == len(folded), f"{table}.{name}: two codes, one word"


def test_sheets_and_heads_are_told_apart():
    sheets = [SHEETS[table].sheet for table in SHEETS] + [CHOICES_SHEET]
    assert len(set(map(fold, sheets))) == len(sheets)
    for said in SHEETS.values():
        heads = [words(head.head) for head in said.columns.values()]
        assert len(set(heads)) == len(heads)
        assert not any(head.head.startswith("(") for head in said.columns.values())
        assert said.about and all(head.about for head in said.columns.values())
    labels = [words(label) for label, _ in SETTING_WORDS.values()]
    assert len(set(labels)) == len(labels)


def test_a_new_column_without_words_is_found(monkeypatch):
    """What the first test holds can fail: a model with one more column, or one more code."""

    class More(rows.AnnexRow):
        wide: bool = False

    monkeypatch.setitem(rows.TABLES, "annexes", (More, True))
    with pytest.raises(AssertionError):
        test_every_table_column_and_code_has_its_words()


def test_fields_are_called_by_labels_that_name_one_alone():
    called = CellWords({"x": "Nữ", "y": "Nữ", "z": "Số | lớp", "nam": "Năm", "u": "Số lớp"})
    assert called.field("learners") == "Số học viên"
    assert [called.field(name) for name in ("x", "y", "z", "nam", "u", "classes")] == [
        "x", "y", "z", "nam", "u", "classes"
    ]  # fmt: skip
    assert called.field_name("SỐ  HỌC VIÊN".lower()) == "learners"
    assert called.field_name("Nữ") == "Nữ"  # nobody's name
    assert CellWords({"learners": "Người học"}).field("learners") == "Người học"
    assert all(CellWords({}).field_name(CellWords({}).field(name)) == name for name in catalogue())


# --- out and back -------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_goes_out_comes_back(folder, tmp_path):
    book = exported(folder, tmp_path / "bo.xlsx")
    source = read_workbook(book)
    assert typed(source) == typed(TablesInFolder(folder))
    assert source.notes == []
    assert validate(book) == []
    made, own = form_set_of(source), read_form_set(folder)
    assert made.annexes.keys() == own.annexes.keys() and made.dues == own.dues
    assert made.fields.keys() == own.fields.keys() and made.norms == own.norms
    assert made.catalogue.units == own.catalogue.units


def test_other_formats_of_workbooks_are_read_too(small, tmp_path):
    to_ods([small], tmp_path)
    for book in (tmp_path / "nho.ods", to_xls(small)):
        assert typed(read_workbook(book)) == typed(read_workbook(small))


AWKWARD = {
    ("form_set.csv", 4): "title,\"=HYPERLINK(\"\"http://x.vn\"\",\"\"Kế hoạch\"\") {year}\"",
    ("units/nho.csv", 2): "001,=1+1,trường,,,,",
    ("units/nho.csv", 3): "1.10,https://x.vn/?a=b,school,2025-07-01,,,N-CU",
    ("units/nho.csv", 4): "N-CU,+84 912,“lạ”,,2025-06-30,,",
    ("dues.csv", 2): "bieu-01,001",
    ("dues.csv", 3): "bieu-02,001",
    ("dues.csv", 4): "bieu-02,1.10",
    ("sections.csv", 2): "bieu-01,I,-LỚP_x000D_ <b>&amp; \"\"A\"\",trường|school",
    ("norms.csv", 2): "trung-cap,full-time,,length,6,7.1250,tháng,'Quy chế",
    ("programmes.csv", 3): "nghiep-vu,@Nghiệp vụ,refresher,no,1/2|TRUE|2027,yes",
    ("agreements.csv", 2): "1e5,hint,bieu-01,learners,trung-cap,bieu-02,learners,,00:30",
}  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    return write_form_set(tmp_path_factory.mktemp("text") / "nho-2027", AWKWARD)


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory, awkward):
    """The workbooks of all sets as LibreOffice saves them, by the set's folder."""
    out, there = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("again")
    books = {folder: exported(folder, out / f"{folder.name}.xlsx") for folder in (*FOLDERS, awkward)}
    resave(list(books.values()), there)
    return {folder: there / book.name for folder, book in books.items()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_libreoffice_changes_nothing(folder, saved_again):
    source = read_workbook(saved_again[folder])
    assert typed(source) == typed(TablesInFolder(folder))
    assert source.notes == []


@pytest.mark.parametrize("again", [False, True], ids=["as written", "LibreOffice"])
def test_text_stays_text(awkward, again, request, tmp_path):
    """Formulas, links, codes with zeros in front, words of ours that are the province's own."""
    saved = exported(awkward, tmp_path / "a.xlsx")
    if again:
        saved = request.getfixturevalue("saved_again")[awkward]
    source = read_workbook(saved)
    assert typed(source) == typed(TablesInFolder(awkward))
    assert form_set_of(source).catalogue.units["001"].name == "=1+1"
    assert not [cell for sheet in openpyxl.load_workbook(saved) for row in sheet.iter_rows() for cell in row
                if cell.hyperlink or (cell.data_type == "f" and "VLOOKUP" not in cell.value)]  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS[:-1], ids=lambda path: path.name)  # the last names by codes
def test_cells_are_said_in_vietnamese(folder, tmp_path):
    """No code of the tables is shown to the clerk; those that a province makes up are its own."""
    book = openpyxl.load_workbook(exported(folder, tmp_path / "bo.xlsx"))
    del book[CHOICES_SHEET]  # which says the name of each field beside its label
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    codes = {code for table, (kind, _) in rows.TABLES.items() for name in columns_of(kind)
             for code in codes_of(table, name)}  # fmt: skip
    assert not shown & (codes - {"ngày", "tuần", "tháng", "năm", "người", "học viên", "đồng", "0"})
    assert not shown & {*SETTINGS, "enabled", "school", "learners"}
    assert not [text for text in shown if re.search(r"\{(?:last_|next_)?year|:new|:carried", text)]


def test_lists_to_choose_from(small):
    book = openpyxl.load_workbook(small)
    for table, said in SHEETS.items():
        offered = {
            str(area).split(":")[0].rstrip("0123456789"): check
            for check in book[said.sheet].data_validations.dataValidation
            for area in check.sqref.ranges
        }
        for place, name in enumerate(said.columns):
            column = column_of(table, name)
            letter = openpyxl.utils.get_column_letter(place + 1)
            chosen = column.codes or column.names in ("field", "annex", "form", "unit", "programme")
            if (table, name) == ("form_set", "value"):  # a list in the row of each setting that has words
                chosen = SETTING_CODES
            assert (letter in offered) == bool(chosen), f"{table}.{name}"
            if column.codes:  # a stop only where nothing else may stand there
                strict = bool(offered[letter].showErrorMessage)
                assert strict == (not column.open and not column.several)
            words_ = offered[letter].formula1 if letter in offered else ""
            assert len(words_) <= 255 and not any("," in word for word in column.codes.values())
    area = next(c for c in book["Cột"].data_validations.dataValidation if "B5" in str(c.sqref)).formula1
    sheet, cells = area.replace("'", "").split("!")
    chosen = [row[0].value for row in book[sheet][cells.replace("$", "")]]
    assert "Số học viên" in chosen and "Học viên nữ" in chosen


_SIGNS = st.sampled_from("aĐ ơ=+:|{}“”0/.-_'\"")
_TEXTS = st.text(_SIGNS | st.characters(codec="utf-8"), max_size=20).map(clean)
_BARE = _TEXTS.filter(lambda text: not set(text) & set("{}"))
_FIELDS = st.sampled_from(["learners", "classes", "nu", "tre", "x"])


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_text_of_any_column_comes_back(data):
    """What a cell shows says the same again, field and code, whatever a province calls its own."""
    called = CellWords({"nu": "Nữ", "tre": "Nữ", "x": "Số lớp + 1"})
    table = data.draw(st.sampled_from([table for table in SHEETS if table != "form_set"]))
    name = data.draw(st.sampled_from(columns_of(rows.TABLES[table][0])))
    column, codes = column_of(table, name), [*column_of(table, name).codes]
    if column.number:
        number = data.draw(st.decimals(-10**6, 10**6, places=3))
        assert rows.typed_number(called.raw(table, name, float(number))) == float(number)
        return
    texts = _TEXTS | st.sampled_from(codes or [""]).map(str.upper)
    if codes and not column.open:
        texts = st.sampled_from(codes)
    if column.names == "field":
        texts = _FIELDS
    elif column.names == "only":
        texts = st.tuples(_FIELDS, st.sampled_from(["=", " = "]), _TEXTS).map("".join)
    elif column.names == "sums":
        texts = st.tuples(_FIELDS, st.sampled_from(["", " + ", "+"]), _FIELDS, st.sampled_from(["", ":new"]))
        texts = texts.map(lambda parts: f"{parts[0]}{parts[1] and parts[1] + parts[2]}{parts[3]}")
        texts = st.tuples(_BARE, texts).map("{0[0]}{{{0[1]}}}".format)
    raw = clean(data.draw(texts))
    if column.several:
        raw = "|".join(filter(None, (part.strip() for part in raw.split("|"))))
    if any(fold(found) in ("năm", "đơn vị") for found in re.findall(r"\{([^{}]*)\}", raw)):
        return  # a year's place has a name of ours
    shown = called.shown(table, name, raw) if raw else ""
    assert called.raw(table, name, shown) == raw


# --- mistakes -----------------------------------------------------------------------------------------

# In a workbook these are none: the words are Vietnamese there, days are written so, a year's place has a
# name, and a setting has one line.
_NO_MISTAKES = (
    "units_on,1/12/2026", "{năm}", ",no,tỉnh,", "Khác,đào tạo,", "school,1/7/2025", "year,2028", ",2028",
    "registered,có",
)  # fmt: skip
TOLD = [one for one in MISTAKES if one[3] and not any(text in one[2] for text in _NO_MISTAKES)]


@pytest.mark.parametrize("file, row, line, column", TOLD)
def test_a_mistake_is_told_at_its_cell_in_words_of_the_workbook(tmp_path, file, row, line, column):
    folder = write_form_set(tmp_path / "nho", {(file, row): line})
    book = exported(folder, tmp_path / "bo.xlsx")
    with pytest.raises(FormSetError) as refused:
        read_form_set(book)
    (one,) = refused.value.complaints
    table = table_of(file)
    sheet, _, cell = one.place.partition("!")
    assert sheet == SHEETS[table].sheet
    head = openpyxl.load_workbook(book)[sheet].cell(4, openpyxl.utils.cell.coordinate_to_tuple(cell)[1]).value
    assert head.removesuffix(" *") == SHEETS[table].columns[column].head
    if table != "form_set":
        assert cell.lstrip("ABCDEFGHIJKLMNOPQ") == str(row + FIRST - 2)
    said = re.sub("“[^”]*”|bieu-0.|trung-cap|nghiep-vu|tinh|lang-son|thai-nguyen", "", one.text)
    names = {name for kind, _ in rows.TABLES.values() for name in columns_of(kind)}
    names |= {*SETTINGS, *catalogue()}
    assert not re.search("[0-9]{4}-[0-9]{2}-[0-9]{2}", said), one.text
    assert ".csv" not in said and not names & set(re.findall("[a-z_]{2,}", said)) - {"file"}, one.text


def test_mistakes_are_told_all_at_once(small, tmp_path):
    def change(book):
        book["Cột"]["E7"] = "có lẽ"
        book["Nơi gửi"]["B6"] = "N-X"
        book["Thông tin"]["B8"] = "hai nghìn"
        book["Mục"]["A5"] = None

    places, _ = told(edited(small, tmp_path / "a.xlsx", change))
    assert places == ["Thông tin!B8", "Cột!E7", "Mục!A5", "Nơi gửi!B6"]


def fill(sheet, cell, value, **look):
    def change(book):
        book[sheet][cell] = value
        for name, said in look.items():
            setattr(book[sheet][cell], name, said)

    return change


def rename(old, new):
    def change(book):
        book[old].title = new

    return change


def both(*changes):
    def change(book):
        for one in changes:
            one(book)

    return change


def drop(sheet):
    return lambda book: book.remove(book[sheet])


def copy_of(sheet, title):
    def change(book):
        book.copy_worksheet(book[sheet]).title = title

    return change


# What a clerk may do to the workbook, and where it is told; nothing where it works.
DONE = {
    "a note of her own": (fill("Cột", "L4", "(Ghi chú)"), []),
    "a note of her own, filled": (both(fill("Cột", "N4", "(Ghi chú)"), fill("Cột", "N9", "hỏi lại")), []),
    "an unknown column": (fill("Cột", "K4", "Độ cao"), ["Cột!K4"]),
    "a column twice": (fill("Cột", "K4", "Biểu *"), ["Cột!K4"]),
    "text beside the table": (fill("Cột", "N9", "hỏi lại"), ["Cột!N9"]),
    "a head renamed": (fill("Cột", "D4", "Bề rộng"), ["Cột!D4", "trang “Cột”, dòng 4"]),
    "an optional head renamed": (fill("Cột", "H4", "Tổng"), ["Cột!H4"]),
    "heads without marks": (both(fill("Cột", "A4", "  biểu "), fill("Cột", "B4", "TRƯỜNG")), []),
    "no heads": (lambda book: book["Cột"].delete_rows(4), ["trang “Cột”"]),
    "no heads of units": (lambda book: book["Đơn vị"].delete_rows(4), ["trang “Đơn vị”"]),
    "a sheet renamed": (rename("Cột", "Cac cot"), []),
    "a sheet in capitals": (rename("Đơn vị", "ĐƠN  VỊ"), []),
    "a sheet dropped": (drop("Định mức"), ["trang “Định mức”"]),
    "a sheet of one's own fields dropped": (drop("Trường"), ["Cột!B8", "Cột!B9"]),
    "a sheet of no need dropped": (drop("Chú thích"), []),
    "a sheet of her own": (lambda book: book.create_sheet("Nháp").append(["Biểu", "Trường", "x"]), []),
    "a sheet copied": (copy_of("Cột", "Cột (2)"), []),
    "the sheet of choices dropped": (drop(CHOICES_SHEET), []),
    "rows between": (lambda book: book["Cột"].insert_rows(7, 3), []),
    "spaces behind": (both(fill("Cột", "A7", " bieu-01 \n"), fill("Cột", "E7", "Có ")), []),
    "a number as text": (fill("Cột", "D7", "54,5"), []),
    "a number that is two": (fill("Cột", "D7", "1.500"), ["Cột!D7"]),
    "a number in a cell": (fill("Cột", "D7", 12.125), []),
    "a number for a name": (fill("Mục", "C5", 2027), []),
    "a truth": (fill("Cột", "E7", True), []),
    "codes of the tables": (both(fill("Cột", "E7", "yes"), fill("Cột", "F7", "unit"),
                                 fill("Cột", "B7", "learners")), []),
    "a day": (fill("Đơn vị", "F5", datetime(2030, 12, 31)), []),
    "a day as text": (fill("Đơn vị", "F5", "31/12/2030"), []),
    "a day that is none": (fill("Đơn vị", "F5", "31/02/2030"), ["Đơn vị!F5"]),
    "a day for units_on": (fill("Thông tin", "B11", datetime(2026, 12, 1)), []),
    "a day where text was typed": (fill("Mục", "B5", datetime(2027, 1, 2)), ["Mục!B5"]),
    "an error": (fill("Cột", "C7", "#REF!"), ["Cột!C7"]),
    "a formula never calculated": (fill("Cột", "C7", '="Học"&" viên"'), ["Cột!C7"]),
    "one in a cell that may be blank": (fill("Cột", "E7", '=IF(1,"có","không")'), ["Cột!E7"]),
    "merged down": (lambda book: book["Cột"].merge_cells("A5:A9"), []),
    "merged across": (lambda book: book["Mục"].merge_cells("B5:C5"), ["Mục!B5", "Mục!C5"]),
    "struck out": (fill("Cột", "C7", "Học viên", font=Font(strike=True)), ["Cột!C7"]),
    "heads again": (lambda book: book["Quy tắc"].append(["Quy tắc *", "Mục *", "Giá trị *"]),
                    ["trang “Quy tắc”, dòng 19"]),
    "a column moved": (lambda book: book["Cột"].move_range("D4:D40", cols=9), []),
    "a row hidden": (lambda book: book["Cột"].row_dimensions.__getitem__(7).__setattr__("hidden", True), []),
    "a setting of no set": (both(fill("Thông tin", "A30", "Màu"), fill("Thông tin", "B30", "đỏ")),
                            ["Thông tin!A30"]),
    "no year": (fill("Thông tin", "B8", None), ["Thông tin!B8"]),
    "a catalogue with a path": (fill("Thông tin", "B10", "../../x"), ["Thông tin!B10"]),
    "a catalogue of the tool's name": (fill("Thông tin", "B10", "lang-son"), []),
    "items on lines of a cell": (fill("Chương trình", "E6", "nghiệp vụ\nbồi dưỡng"), []),
    "a semicolon": (fill("Chương trình", "E6", "nghiệp vụ; bồi dưỡng"), []),
    "a code as a number": (fill("Mục", "B5", 1), []),
    "a percentage": (fill("Cột", "D7", 0.5, number_format="0%"), ["Cột!D7"]),
    "an optional column dropped": (lambda book: book["Cột"].delete_cols(10), []),
    "a row above the heads": (both(lambda book: book["Mục"].insert_rows(4), fill("Mục", "A4", "bieu-01"),
                                   fill("Mục", "B4", "III")), []),
    "the catalogue dropped": (both(drop("Đơn vị"), fill("Thông tin", "B10", "lang-son")),
                              ["Nơi gửi!B5", "Nơi gửi!B6", "Nơi gửi!B7"]),
    "far below": (fill("Cột", "A1048576", "x"), ["Cột!A1048576"]),
}  # fmt: skip


@pytest.mark.parametrize("name", DONE)
def test_what_a_clerk_does_works_or_is_told(small, tmp_path, name):
    change, expected = DONE[name]
    places, _ = told(edited(small, tmp_path / "a.xlsx", change))
    assert places == expected


LEFT = {
    "a sheet of her own": "Nháp", "a sheet renamed": "Cac cot", "a sheet copied": "Cột (2)",
    "a row hidden": "dòng 7", "a sheet of no need dropped": "Chú thích", "a semicolon": "E6",
    "a code as a number": "B5", "an optional column dropped": "Bằng tích của",
    "a row above the heads": "dòng 4", "the catalogue dropped": "Đơn vị", "a number for a name": "C5",
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_aside_is_said(small, tmp_path, name):
    _, notes = told(edited(small, tmp_path / "a.xlsx", DONE[name][0]))
    assert len(notes) == 1 and LEFT[name] in notes[0]


def test_what_works_says_what_was_meant(small, tmp_path):
    """Values that Excel holds otherwise than as text come out as the tables have them."""
    names = ("a number in a cell", "a day", "a truth", "a number for a name", "spaces behind", "merged down",
             "items on lines of a cell")  # fmt: skip
    source = read_workbook(edited(small, tmp_path / "a.xlsx", both(*(DONE[name][0] for name in names))))
    tables = raw_tables(source)
    assert [row["form"] for row in tables["columns"]][:6] == ["bieu-01"] * 6
    assert tables["columns"][2]["width"] == "12.1250" and tables["columns"][2]["required"] == "yes"
    assert tables["programmes"][1]["phrases"] == "nghiệp vụ|bồi dưỡng"
    assert tables["units"][0]["valid_to"] == "2030-12-31" and tables["sections"][0]["title"] == "2027"


def test_a_formula_is_its_result_as_saved(small, tmp_path):
    """It is not worked out here; what Excel saved beside it counts, and is said."""
    book = recalculate(edited(small, tmp_path / "a.xlsx", fill("Cột", "C7", '="Học"&" viên"')))
    source = read_workbook(book)
    assert raw_tables(source)["columns"][2]["header"] == "Học viên"
    assert len(source.notes) == 1 and "C7" in source.notes[0]


def test_own_unit_kinds_are_no_codes(tmp_path):
    """A province's own word that is also our word for a code stays its own."""
    folder = write_form_set(tmp_path / "nho", {("units/nho.csv", 2): "N-TCT,Trường,trường,,,,",
                                               ("sections.csv", 2): "bieu-01,I,LỚP,trường"})  # fmt: skip
    source = read_workbook(exported(folder, tmp_path / "bo.xlsx"))
    assert {row["kind"] for row in raw_tables(source)["units"]} == {"trường", "party"}


# --- workbooks that are none --------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["return", "damaged", "empty", "text", "missing", "encrypted"])
def test_what_is_no_such_workbook(tmp_path, what, small):
    path = tmp_path / "bo.xlsx"
    if what == "return":
        shutil.copy(next((HERE.parent / "samples/lang_son_2018/don-vi").glob("*.xlsx")), path)
    elif what == "damaged":
        path.write_bytes(small.read_bytes()[:5000])
    elif what == "encrypted":
        with open(small, "rb") as plain, open(path, "wb") as out:
            OOXMLFile(plain).encrypt("mật khẩu", out)
    elif what != "missing":
        path.write_bytes(b"" if what == "empty" else b"form,field\n")
    with pytest.raises(FormSetError) as refused:
        read_form_set(path)
    assert not refused.value.complaints and "bo.xlsx" in str(refused.value)


def test_small_has_all_tables_that_a_set_needs():
    needed = {table for table, (_, needed) in rows.TABLES.items() if needed}
    assert {table_of(file) for file in SMALL} >= needed


# --- what was learnt from an example --------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_learnt_set_goes_out_and_comes_back(form, tmp_path):
    """Fixed lines, sets without a catalogue of units, labels as they stand in any form."""
    example, returns = form.write(tmp_path)
    learnt = learn_into(tmp_path / "bo", example, [returns])
    source = read_workbook(exported(learnt.folder, tmp_path / "bo.xlsx"))
    assert typed(source) == typed(TablesInFolder(learnt.folder))
    assert form_set_of(source).annexes.keys() == learnt.form_set.annexes.keys()
    assert source.notes == []
