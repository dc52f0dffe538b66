"""A form set is loaded whole, or refused with all its mistakes, each with file, row and column."""

import csv
import io
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_form_set import TABLES, write_form_set
from workbook_templates.declared import rows
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import SETTINGS, form_set_ids, load_form_set, read_form_set
from workbook_templates.expression.roles import Role


def places(folder):
    """Where complaints point; nothing where the set is right."""
    try:
        read_form_set(folder)
    except FormSetError as refused:
        assert all(str(complaint) in str(refused) for complaint in refused.complaints[:10])
        return [(one.file, one.row, one.column) for one in refused.complaints]
    return []


def lines(file):
    return [line.strip() for line in TABLES[file].strip().splitlines()]


def test_the_small_set_is_right(tmp_path):
    made = read_form_set(write_form_set(tmp_path))
    assert [c.name for c in made.bieu["tinh"].columns] == [
        "ordinal", "class_name", "learners", "learners_women", "learners_young", "length", "allotted"
    ]  # fmt: skip
    assert made.bieu["tinh"].only == (("learners", "5"),)
    assert list(made.catalogue.units) == ["N-TCT", "N-MOI"]
    assert made.settings["title"] == "Kế hoạch năm 2027"
    assert [norm.bounds for norm in made.norms] == [(6, 7.5), (40, 80)]
    assert made.programmes[1].general and not made.programmes[0].general


@pytest.mark.parametrize("name", form_set_ids())
def test_those_that_come_with_the_tool_are_right(name):
    assert load_form_set(name).annexes


# Each line stands in place of a row, or behind the last; the complaint's column.
MISTAKES = [
    # form_set.csv
    ("form_set.csv", 3, "year,hai nghìn", "value"),
    ("form_set.csv", 3, "year,27", "value"),
    ("form_set.csv", 3, "year,", "value"),
    ("form_set.csv", 2, "id,nhỏ/2027", "value"),
    ("form_set.csv", 4, "title,Kế hoạch năm {yaer}", "value"),
    ("form_set.csv", 4, "title,Kế hoạch của {unit}", "value"),
    ("form_set.csv", 5, "units,khong-co", "value"),
    ("form_set.csv", 6, "units_on,1/12/2026", "value"),
    ("form_set.csv", 6, "units_on,{last_year}-13-01", "value"),
    ("form_set.csv", 8, "yaer,2027", "key"),
    ("form_set.csv", 8, "year,2028", "key"),
    ("form_set.csv", 8, ",2028", "key"),
    # fields.csv
    ("fields.csv", 4, "learners_x,,count,learners,,,,", "label"),
    ("fields.csv", 4, "Nữ,Nữ,count,learners,,,,", "name"),
    ("fields.csv", 4, "row,Dòng,count,learners,,,,", "name"),
    ("fields.csv", 4, "opens_last,Dòng,count,learners,,,,", "name"),
    ("fields.csv", 4, "learners_women,Nữ,count,learners,,,,", "name"),
    ("fields.csv", 4, "x,X,number,learners,,,,", "kind"),
    ("fields.csv", 4, "x,X,count,people,,,,", "role"),
    ("fields.csv", 4, "x,X,count,learners,women,,,", "facet"),
    ("fields.csv", 4, "x,X,count,learners,,,một,", "least"),
    ("fields.csv", 4, "x,X,count,learners,,,,1.500", "most"),
    ("fields.csv", 4, "x,X,count,learners,,,10,5", "least"),
    # annexes.csv
    ("annexes.csv", 4, "bieu-02,Biểu,Biểu,,NHU CẦU,unit,,registered,no", "id"),
    ("annexes.csv", 4, "bieu-03,Biểu,Biểu,,NHU CẦU,unit,,registered,no", "id"),  # without columns
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,,unit,,registered,no", "title"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,person,,registered,no", "line"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,class,,registered,no", "line"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,unit,,needed,no", "arrangement"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,unit,so-cap,registered,no", "programmes"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,unit,,registered,có", "section_rows"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU,unit,,registered,yes", "section_rows"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 1/2,,NHU CẦU,unit,,registered,no", "sheet"),
    ("annexes.csv", 3, "bieu-02,Biểu 02,Biểu 02,,NHU CẦU {năm},unit,,registered,no", "title"),
    # bieu.csv
    ("bieu.csv", 4, "tinh,bieu-02,,", "id"),
    ("bieu.csv", 4, "bieu-02,bieu-01,,", "id"),
    ("bieu.csv", 4, "moi,,,", "sources"),
    ("bieu.csv", 4, "moi,|,,", "sources"),
    ("bieu.csv", 4, "moi,bieu-02|bieu-02,,", "sources"),
    ("bieu.csv", 4, "moi,bieu-02|bieu-09,,", "sources"),
    ("bieu.csv", 3, "tinh,bieu-01|bieu-02,TỔNG HỢP,class_name=x", "only"),  # bieu-02 has none
    ("bieu.csv", 3, "tinh,bieu-01|bieu-02,TỔNG HỢP,learners", "only"),
    ("bieu.csv", 3, "tinh,bieu-01|bieu-02,TỔNG HỢP,learners=", "only"),
    # columns.csv
    ("columns.csv", 11, "bieu-09,learners,Số,9,no,unit,,,", "form"),
    ("columns.csv", 11, "bieu-02,learner,Số,9,no,unit,,,", "field"),
    ("columns.csv", 11, "bieu-02,learners,Số,9,no,unit,,,", "field"),
    ("columns.csv", 11, "bieu-02,staff_total, NHU CẦU. ,9,no,unit,,,", "header"),
    ("columns.csv", 11, "bieu-02,staff_total,A / / B,9,no,unit,,,", "header"),
    ("columns.csv", 11, "bieu-02,staff_total,,9,no,unit,,,", "header"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,rộng,no,unit,,,", "width"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,0,no,unit,,,", "width"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,256,no,unit,,,", "width"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,,no,unit,,,", "width"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,x,unit,,,", "required"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,tỉnh,,,", "filled_by"),
    ("columns.csv", 11, "tinh,staff_total,Số,9,no,unit,,,", "filled_by"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,unit,classes,,", "sum_of"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,unit,staff_total,,", "sum_of"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,unit,,staff_total,", "part_of"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,unit,,,unit_name", "product_of"),
    ("columns.csv", 11, "bieu-02,staff_total,Số,9,no,unit,,,learners|learners", "product_of"),
    ("columns.csv", 11, "bieu-02,note,Ghi chú,9,no,unit,learners,,", "sum_of"),
    # sections.csv
    ("sections.csv", 4, "bieu-09,I,LỚP,", "form"),
    ("sections.csv", 4, "bieu-01,I,LỚP,", "numeral"),
    ("sections.csv", 4, "bieu-01,III,,", "title"),
    ("sections.csv", 4, "bieu-01,III,LỚP,schools", "unit_kinds"),
    # units
    ("units/nho.csv", 5, "N-TCT,Trường,school,,,,", "code"),
    ("units/nho.csv", 5, "n-tct,Trường,school,,,,", "code"),
    ("units/nho.csv", 5, "N-X,,school,,,,", "name"),
    ("units/nho.csv", 5, "N-X,X,school,1/7/2025,,,", "valid_from"),
    ("units/nho.csv", 5, "N-X,X,school,2025-07-01,2025-06-30,,", "valid_from"),
    ("units/nho.csv", 5, "N-X,X,school,,,N-Y,", "parent"),
    ("units/nho.csv", 5, "N-X,X,school,,,,N-CU|N-Y", "predecessors"),
    # dues.csv
    ("dues.csv", 5, "bieu-09,N-TCT", "form"),
    ("dues.csv", 5, "tinh,N-TCT", "form"),  # no annex
    ("dues.csv", 5, "bieu-01,N-X", "unit"),
    ("dues.csv", 5, "bieu-01,N-CU", "unit"),  # ended
    ("dues.csv", 5, "bieu-02,N-MOI", "unit"),
    ("dues.csv", 5, "bieu-02,", "unit"),
    # programmes.csv
    ("programmes.csv", 4, "trung-cap,Khác,training,yes,khác,no", "id"),
    ("programmes.csv", 4, "khac,Khác,đào tạo,yes,khác,no", "kind"),
    ("programmes.csv", 4, "khac,Khác,training,,khác,no", "peers"),
    ("programmes.csv", 4, "khac,Khác,training,yes,,no", "phrases"),
    ("programmes.csv", 4, "khac,Khác,training,yes,khác,maybe", "general"),
    # norms.csv
    ("norms.csv", 4, "so-cap,,,length,1,1,tháng,Quy chế", "programme"),
    ("norms.csv", 4, "trung-cap,full-time,,length,1,1,tháng,Quy chế", "programme"),
    ("norms.csv", 4, "trung-cap,,,length,2,1,tháng,Quy chế", "low"),
    ("norms.csv", 4, "trung-cap,,,length,-2,1,tháng,Quy chế", "low"),
    ("norms.csv", 4, "trung-cap,,,length,một,1,tháng,Quy chế", "low"),
    ("norms.csv", 4, "trung-cap,,,length,1,nan,tháng,Quy chế", "high"),
    ("norms.csv", 4, 'trung-cap,,,length,1,"1,500",tháng,Quy chế', "high"),
    ("norms.csv", 4, "trung-cap,,,length,1,1,người,Quy chế", "unit"),
    ("norms.csv", 4, "trung-cap,part-time,,learners,1,1,tháng,Quy chế", "unit"),
    ("norms.csv", 4, "trung-cap,,,length,1,1,quý,Quy chế", "unit"),
    ("norms.csv", 4, "trung-cap,,,classes,1,1,tháng,Quy chế", "field"),
    ("norms.csv", 4, "trung-cap,,tối,length,1,1,tháng,Quy chế", "day"),
    ("norms.csv", 4, "trung-cap,,,length,1,1,tháng,", "source"),
    # agreements.csv
    ("agreements.csv", 3, "khop,hint,bieu-01,learners,,bieu-02,learners,,x", "id"),
    ("agreements.csv", 3, "b,nhẹ,bieu-01,learners,,bieu-02,learners,,x", "severity"),
    ("agreements.csv", 3, "b,hint,bieu-09,learners,,bieu-02,learners,,x", "left_form"),
    ("agreements.csv", 3, "b,hint,bieu-01,learners,,bieu-02,classes,,x", "right_fields"),
    ("agreements.csv", 3, "b,hint,bieu-01,class_name,,bieu-02,learners,,x", "left_fields"),
    ("agreements.csv", 3, "b,hint,bieu-01,learners,so-cap,bieu-02,learners,,x", "left_programmes"),
    ("agreements.csv", 3, "b,hint,bieu-01,learners,,bieu-02,learners,,", "text"),
    # rules.csv
    ("rules.csv", 4, "D16,enabled,yes", "key"),
    ("rules.csv", 4, "D16,,yes", "key"),
    # any file
    ("rules.csv", 4, "D1,enabled,yes,no", None),
    ("rules.csv", 4, "rule,key,value", None),
    ("rules.csv", 4, 'D1,"enabled,yes', None),
]  # fmt: skip


@pytest.mark.parametrize("file, row, line, column", MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path, file, row, line, column):
    assert places(write_form_set(tmp_path, {(file, row): line})) == [(file, row, column)]


@pytest.mark.parametrize(
    "file, header, column",
    [
        ("rules.csv", "rule,key,value,why", "why"),
        ("rules.csv", "rule,key,at", "at"),
        ("rules.csv", "rule,key,value,Key", "Key"),
        ("rules.csv", "rule,key", "value"),
        ("dues.csv", "form,đơn vị", "đơn vị"),
        ("columns.csv", "form,field,header,width,required,filled_by,sum_of,part_of,product", "product"),
    ],
)
def test_columns_that_are_not_as_they_should_be(tmp_path, file, header, column):
    told = places(write_form_set(tmp_path, {(file, 1): header}))
    assert (file, 1, column) in told
    assert {place[0] for place in told} == {file}  # what depends on it is left alone


@pytest.mark.parametrize("file", [file for file in TABLES if file not in ("fields.csv", "units/nho.csv")])
def test_a_missing_file(tmp_path, file):
    (write_form_set(tmp_path) / file).unlink()
    assert places(tmp_path) == [(file, None, None)]


def test_a_set_needs_no_fields_of_its_own(tmp_path):
    folder = write_form_set(tmp_path)
    (folder / "fields.csv").unlink()
    assert places(folder) == [("columns.csv", row, "field") for row in (5, 6)]


def test_a_missing_catalogue(tmp_path):
    (write_form_set(tmp_path) / "units/nho.csv").unlink()
    assert places(tmp_path) == [("form_set.csv", 5, "value")]


def test_settings_that_are_not_there(tmp_path):
    (write_form_set(tmp_path) / "form_set.csv").write_text("key,value\n")
    assert places(tmp_path) == [("form_set.csv", None, None)] * 2  # year and units


def test_no_such_form_set(tmp_path):
    for name in ("khong-co", tmp_path / "không có", tmp_path, "x" * 5000, "a\0b"):
        with pytest.raises(FormSetError) as refused:
            load_form_set(name)
        assert not refused.value.complaints


@pytest.mark.parametrize(
    "learners, women, young, counted",
    [
        (",,", ",,", ",,", "learners learners_women learners_young"),
        ("learners_women|learners_young,,", ",,", ",,", "learners"),
        (",,", ",learners,", ",,", "learners learners_young"),
        (",,", ",,", "learners|learners_women,,", "learners_young"),
        (",,", ",staff_total,", ",,", "learners learners_women learners_young"),
    ],
)
def test_people_are_counted_once(tmp_path, learners, women, young, counted):
    """Of the columns with the role of learners, those count that no other holds already."""
    related = {"learners": learners, "learners_women": women, "learners_young": young}
    rows = [f"bieu-01,{name},{name},9,yes,unit,{text}" for name, text in related.items()]
    mistakes = {("columns.csv", number): row for number, row in enumerate(rows, start=4)}
    mistakes["columns.csv", 7] = "bieu-01,staff_total,Biên chế,9,no,unit,,,"
    form = read_form_set(write_form_set(tmp_path, mistakes)).annexes["bieu-01"]
    assert form.columns.addends(Role.LEARNERS) == tuple(counted.split())


def test_a_table_that_nothing_tells_from_others(tmp_path):
    """Without a required column no table of a return is taken for this annex."""
    optional = {
        ("columns.csv", row): text.replace(",yes,", ",no,")
        for row, text in enumerate(lines("columns.csv"), start=1)
        if text.startswith("bieu-02,")
    }
    assert places(write_form_set(tmp_path, optional)) == [("annexes.csv", 3, "id")]


def test_a_circle_of_columns_is_told_once(tmp_path):
    """Students = women + young; women = young + …; young = students."""
    row4 = "bieu-01,learners,Tổng số,9,yes,unit,learners_women,,"
    row5 = "bieu-01,learners_women,Nữ,9,no,unit,,,learners_young"
    row6 = "bieu-01,learners_young,Trẻ,9,no,unit,learners,,"
    mistakes = {("columns.csv", 4): row4, ("columns.csv", 5): row5, ("columns.csv", 6): row6}
    assert places(write_form_set(tmp_path, mistakes)) == [("columns.csv", 4, "sum_of")]


def test_a_part_of_a_sum_is_no_circle(tmp_path):
    row5 = "bieu-01,learners_women,Nữ,9,no,unit,,learners,"
    row6 = "bieu-01,learners_young,Trẻ,9,no,unit,,learners|learners_women,"
    assert places(write_form_set(tmp_path, {("columns.csv", 5): row5, ("columns.csv", 6): row6})) == []


def test_all_mistakes_at_once_in_the_order_of_files_and_rows(tmp_path):
    mistakes = {
        ("rules.csv", 4): "D16,enabled,no",
        ("norms.csv", 2): "so-cap,ban đêm,,length,x,7,tháng,",
        ("annexes.csv", 2): "bieu-01,Biểu 01,Biểu 01,BIỂU SỐ 01,CÁC LỚP,lớp,trung-cap,opened,yes",
        ("form_set.csv", 3): "year,năm nay",
    }
    assert places(write_form_set(tmp_path, mistakes)) == [
        ("form_set.csv", 3, "value"),
        ("annexes.csv", 2, "line"),  # and what hangs on this annex has no complaint
        ("norms.csv", 2, "study_form"),
        ("norms.csv", 2, "low"),
        ("norms.csv", 2, "source"),
        ("rules.csv", 4, "key"),
    ]


def test_rows_are_those_a_spreadsheet_shows(tmp_path):
    """Cells with line breaks and empty rows: the row of a mistake is still the one on the screen."""
    target = write_form_set(tmp_path) / "norms.csv"
    head, right = lines("norms.csv")[0], 'trung-cap,,,length,1,2,tháng,"Quy\nchế\r\nsố 5"'
    wrong = "so-cap,,,length,1,2,tháng,Quy chế"
    target.write_bytes("\r\n".join((head, "", right, ",,,,,,,", wrong, "")).encode())
    assert places(tmp_path) == [("norms.csv", 5, "programme")]
    target.write_bytes("\r\n".join((head, "", right)).encode())
    assert read_form_set(tmp_path).norms[0].source == "Quy chế số 5"


def _each_cell(text, form):
    written = (map(form.format, row.split(",")) for row in text.split("\n"))
    return "\n".join(map(",".join, written)).encode()


@pytest.mark.parametrize(
    "written",
    [
        lambda text: ("\ufeff" + text.replace(",", ";")).encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: ("\ufeff" + text).encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace("\n", ",,,\n").encode() + b",,,,,,,,,,,,\n\n\n",
        lambda text: "\n".join(
            ",".join(f" {c}\u00a0" for c in r.split(",")) for r in text.split("\n")
        ).encode(),
        lambda text: "\n".join(",".join(f'"{c}"' for c in r.split(",")) for r in text.split("\n")).encode(),
        lambda text: text.split("\n", 1)[0].upper().encode() + b"\n" + text.split("\n", 1)[1].encode(),
    ],
)
def test_the_same_set_however_it_was_saved(tmp_path, written):
    plain = read_form_set(write_form_set(tmp_path / "plain"))
    for file in TABLES:
        target = tmp_path / "other" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(written("\n".join(lines(file))))
    other = read_form_set(tmp_path / "other")
    for part in ("id", "year", "settings", "programmes", "norms", "agreements", "dues", "rule_settings"):
        assert getattr(other, part) == getattr(plain, part)
    assert [(c.name, c.header, c.width) for a in other.annexes.values() for c in a.all_columns] == [
        (c.name, c.header, c.width) for a in plain.annexes.values() for c in a.all_columns
    ]
    assert other.catalogue.units == plain.catalogue.units


@pytest.mark.parametrize("typed, number", [("7,5", 7.5), ("12,25", 12.25), ("7.5", 7.5), ("0,125", 0.125),
                                           ("0.125", 0.125), ("1500", 1500)])  # fmt: skip
def test_a_decimal_comma(tmp_path, typed, number):
    line = f'trung-cap,,,length,0,"{typed}",tháng,Quy chế'
    assert read_form_set(write_form_set(tmp_path, {("norms.csv", 4): line})).norms[-1].high == number


def test_a_decimal_comma_between_semicolons(tmp_path):
    target = write_form_set(tmp_path) / "norms.csv"
    target.write_text("\n".join(lines("norms.csv")).replace(",", ";").replace("7.5", "7,5"), "utf-8-sig")
    assert read_form_set(tmp_path).norms[0].high == 7.5


@pytest.mark.parametrize(
    "data, row",
    [
        (b"", None),
        (b"\n\n  \n", None),
        (b"\xef\xbb\xbf", None),
        ("rule,key,value\nD16,enabled,no\n".encode("utf-16"), None),
        ("rule,key,value\nD16,enabled,no\n".encode("utf-16-le"), None),
        ("rule,key,value\nD16,enabled,Không\n".encode("cp1258", "ignore") + b"\xd2", None),
        (b"PK\x03\x04 a workbook", None),
        (b'rule,key,value\n"D16",enabled,no\n"D17,enabled,no\nD18,enabled,no\n', 3),
        (b'rule,key,value\nD16,"enabled"d,no\n', 2),
        (b'rule,key,value\nD16,"' + b"x" * 200_000 + b'",no\n', 2),
    ],
)
def test_a_file_that_cannot_be_read_is_one_complaint(tmp_path, data, row):
    (write_form_set(tmp_path) / "rules.csv").write_bytes(data)
    assert places(tmp_path) == [("rules.csv", row, None)]


def test_a_folder_in_place_of_a_file(tmp_path):
    (write_form_set(tmp_path) / "rules.csv").unlink()
    (tmp_path / "rules.csv").mkdir()
    assert places(tmp_path) == [("rules.csv", None, None)]


def test_a_file_that_cannot_be_read_is_not_counted_against_others(tmp_path):
    (write_form_set(tmp_path) / "annexes.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "programmes.csv").write_bytes(b"")
    (tmp_path / "columns.csv").write_bytes(b'form,field,header,width\n"')
    assert [place[0] for place in places(tmp_path)] == ["annexes.csv", "columns.csv", "programmes.csv"]


def test_next_year_says_which_units_have_ended(tmp_path):
    """One look is enough to mend the file."""
    mistakes = {("dues.csv", row): f"bieu-01,{unit}" for row, unit in ((5, "N-CU"), (6, "N-A"), (7, "N-MOI"))}
    mistakes["units/nho.csv", 3] = "N-MOI,Đảng ủy xã Mới,party,,2026-06-30,,"
    assert places(write_form_set(tmp_path, mistakes)) == [("dues.csv", row, "unit") for row in (4, 5, 6, 7)]


def _grid(file):
    return list(csv.reader(io.StringIO("\n".join(lines(file)))))


CELLS = [(file, r, c) for file in TABLES for r, row in enumerate(_grid(file)) for c in range(len(row))]
GARBAGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "|", "||", " / ", "=", "{year}", "{}", "{{year}}", "a" * 400, "\0", "-1", "1e999", "nan", "0",
         "9" * 30, "0000", "yes", "learners", "bieu-01", "bieu-02", "tinh", "N-TCT", "learners=", "../x",
         "learners|classes", "class", "unit", "text", "month", "length", "bieu", "annex", "٣", "12,5"]
    ),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS), GARBAGE), min_size=1, max_size=6))
def test_whatever_stands_in_a_cell_is_a_form_set_or_a_complaint(changes):
    grids = {file: _grid(file) for file in TABLES}
    for (file, row, column), text in changes:
        grids[file][row][column] = text
    folder = Path(tempfile.mkdtemp())
    try:
        for file, grid in grids.items():
            target = folder / file
            target.parent.mkdir(exist_ok=True)
            with open(target, "w", encoding="utf-8", newline="", errors="replace") as stream:
                csv.writer(stream).writerows(grid)
        try:
            made = read_form_set(folder)
        except FormSetError as refused:
            assert refused.complaints
        else:
            assert made.expected_units is not None and made.header_words and made.parent_words is not None
            assert all(bieu.label_field and bieu.columns for bieu in made.bieu.values())
    finally:
        shutil.rmtree(folder)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.binary(max_size=300), st.booleans())
def test_whatever_a_file_holds_is_a_form_set_or_a_complaint(file, data, behind):
    folder = Path(tempfile.mkdtemp())
    try:
        target = write_form_set(folder) / file
        target.write_bytes((target.read_bytes() if behind else b"") + data)
        try:
            read_form_set(folder)
        except FormSetError as refused:
            assert refused.complaints
    finally:
        shutil.rmtree(folder)


README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
ROWS = {
    "fields.csv": rows.FieldRow, "annexes.csv": rows.AnnexRow, "bieu.csv": rows.BieuRow,
    "columns.csv": rows.ColumnRow, "sections.csv": rows.SectionRow, "dues.csv": rows.DueRow,
    "programmes.csv": rows.ProgrammeRow, "norms.csv": rows.NormRow, "agreements.csv": rows.AgreementRow,
    "rules.csv": rows.RuleRow, "form_set.csv": rows.SettingRow,
}  # fmt: skip


@pytest.mark.parametrize("file", ROWS)
def test_the_readme_names_every_column(file):
    """And says rightly which may be left out: those in italics."""
    line = next(line for line in README.splitlines() if line.startswith((f"| `{file}`", f"| *`{file}`*")))
    for name, info in ROWS[file].model_fields.items():
        if name == "at":
            continue
        assert f"`{name}`" in line
        if file not in ("form_set.csv", "columns.csv"):
            assert (f"*`{name}`*" in line) is not info.is_required()


def test_the_readme_names_every_setting_and_column_of_units():
    section = README[README.index("## Form sets are data") :]
    for name in (*SETTINGS, *rows.UnitRow.model_fields):
        assert f"`{name}`" in section or name == "at"
