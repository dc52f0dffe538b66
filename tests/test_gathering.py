"""A biểu of its own lines, which gather lines of several annexes, with a column for each kind of unit."""

import openpyxl
import pytest

from tests.office import recalculate, validate
from tests.small_form_set import write_form_set
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import read_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import check_files
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

OWN = {
    "fields.csv": """
        name,label,kind,role,headers,most
        content,Nội dung,text,line,Nội dung,
        women,Nữ,count,other,Nữ,5000
        of_party,Khối Đảng,count,other,Khối Đảng,50000
        of_school,Trường,count,other,Trường,50000
        of_others,Khối khác,count,other,Khối khác,50000
        """,
    "annexes.csv": """
        id,name,sheet,title,line,arrangement,clues
        dao-tao,Đào tạo,Đào tạo,NHU CẦU ĐÀO TẠO,fixed,registered,đào tạo
        qpan,QPAN,QPAN,NHU CẦU QPAN,fixed,registered,qpan
        lop,Lớp,Lớp,CÁC LỚP,class,opened,
        """,
    "bieu.csv": """
        id,sources,name,sheet,title
        dao-tao,dao-tao,,,
        qpan,qpan,,,
        tong-hop,dao-tao|qpan|lop,Tổng hợp,Tổng hợp,TỔNG HỢP
        """,
    "columns.csv": """
        form,field,header,width,required,filled_by,shown,part_of,adds,unit_kinds
        dao-tao,ordinal,TT,6,no,unit,both,,,
        dao-tao,content,Nội dung,50,yes,unit,both,,,
        dao-tao,learners,Số người,10,yes,unit,both,,,
        dao-tao,women,Nữ,10,no,unit,both,learners,,
        qpan,ordinal,TT,6,no,unit,both,,,
        qpan,content,Nội dung,50,yes,unit,both,,,
        qpan,learners,Số người,10,yes,unit,both,,,
        lop,class_name,Tên lớp,50,yes,unit,both,,,
        lop,learners,Học viên,10,yes,unit,both,,,
        lop,women,Nữ,10,no,unit,both,learners,,
        tong-hop,learners,Tổng số,10,no,unit,both,,,
        tong-hop,of_party,Khối Đảng,10,no,tool,both,,learners,party
        tong-hop,of_others,Khối khác,10,no,tool,both,,learners,
        """,
    "lines.csv": """
        form,id,number,label,under,part,takes
        dao-tao,cao-cap,1,Cao cấp,,no,
        dao-tao,cc-tt,-,Cao cấp tập trung,cao-cap,no,
        dao-tao,cc-ktt,-,Cao cấp không tập trung,cao-cap,no,
        dao-tao,cc-nu,,Trong đó lãnh đạo,cao-cap,yes,
        dao-tao,trung-cap,2,Trung cấp,,no,
        qpan,dt-1,1,Đối tượng 1,,no,
        qpan,dt-2,2,Đối tượng 2,,no,
        tong-hop,llct,I,Lý luận chính trị,,no,
        tong-hop,cc,1,Cao cấp LLCT,llct,no,dao-tao:cao-cap
        tong-hop,tt,-,Hệ tập trung,cc,no,dao-tao:cc-tt
        tong-hop,ktt,-,Hệ không tập trung,cc,no,dao-tao:cc-ktt
        tong-hop,tc,2,Trung cấp LLCT,llct,no,dao-tao:trung-cap
        tong-hop,qp,II,Quốc phòng an ninh,,no,qpan
        tong-hop,mo,III,Lớp mở,,no,lop
        """,
    "units/nho.csv": """
        code,name,kind
        N-TCT,Trường Chính trị,school
        N-MOI,Đảng ủy xã Mới,party
        N-CU,Đảng ủy xã Cũ,party
        """,
    "dues.csv": """
        form,unit_kinds
        dao-tao,party|school
        qpan,party|school
        lop,party|school
        """,
    "sections.csv": "form,numeral,title,unit_kinds",
    "agreements.csv": "id,severity,left_form,left_fields,right_form,right_fields,text",
}  # fmt: skip


def write(folder, file=None, old="", new=""):
    """The set; with another line in one of its files."""
    write_form_set(folder)
    for name, text in OWN.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        if name == file:
            assert old == "" or lines.count(old) == 1
            lines = [new if line == old else line for line in lines] if old else [*lines, new]
        (folder / name).write_text("\n".join(filter(None, lines)) + "\n", encoding="utf-8")
    return folder


def places(folder):
    try:
        read_form_set(folder)
    except FormSetError as refused:
        return [(one.file, one.column) for one in refused.complaints]
    return []


# Of each unit: by annex and line (people, women), and its classes.
NONE = [["Không có nhu cầu", None, None]]
SENT = {
    "N-MOI": {
        "dao-tao": {"cc-tt": (5, 2), "cc-nu": (1, None), "trung-cap": (7, 3)},
        "qpan": {"dt-1": (4,)},
        "lop": NONE,
    },
    "N-CU": {"dao-tao": {"cc-tt": (10, 4), "cc-ktt": (20, 5)}, "qpan": {"dt-2": (30,)}, "lop": NONE},
    "N-TCT": {"dao-tao": {"trung-cap": (40, 6)}, "qpan": {"dt-2": (0,)}, "lop": [["Lớp bồi dưỡng", 90, 50]]},
}  # fmt: skip


def write_returns(form_set, folder, sent=SENT):
    folder.mkdir()
    for code, forms in sent.items():
        rows = {}
        for name, annex in form_set.annexes.items():
            given = forms.get(name, {})
            if not annex.lines:
                rows[name] = given
                continue
            width = len(annex.columns) - 2
            cells = {line.id: (*given.get(line.id, ()), None, None)[:width] for line in annex.lines}
            rows[name] = [[line.number, line.label, *cells[line.id]] for line in annex.lines]
        write_blank(folder / f"{code}.xlsx", form_set, code, Filled(rows))
    return folder


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gom")
    own = write(folder / "bo")
    form_set = read_form_set(own)
    target = folder / "tong-hop.xlsx"
    result = roll_up(write_returns(form_set, folder / "don-vi"), form_set, target)
    return own, form_set, result, target


def figures(bieu):
    """By line: all, party, others, women."""
    names = ("learners", "of_party", "of_others", "women")
    return {
        one.id: tuple(line.numbers.get(name) for name in names)
        for one, line in zip(bieu.form.lines, bieu.lines, strict=True)
    }


def test_each_line_adds_up_what_it_takes_and_each_column_its_units(rolled):
    bieu = rolled[2].bieu[2]
    assert figures(bieu) == {
        "llct": (82, 42, 40, 20),
        "cc": (35, 35, None, 11),
        "tt": (15, 15, None, 6),
        "ktt": (20, 20, None, 5),
        "tc": (47, 7, 40, 9),
        "qp": (34, 34, 0, None),
        "mo": (90, None, 90, 50),
    }
    assert [bieu.total(name) for name in ("learners", "of_party", "of_others", "women")] == [206, 76, 130, 70]


def test_nothing_is_told_of_right_returns_and_the_figures_agree(rolled, tmp_path):
    own, _, result, target = rolled
    assert [f.rule for f in result.report.findings] == [] and not result.report.crashed
    assert validate(target) == []
    after = openpyxl.load_workbook(recalculate(target), data_only=True)
    assert "LỆCH" not in {c.value for row in after["Đối chiếu"].iter_rows() for c in row}
    printed = [[c.value for c in row[:6]] for row in after["Tổng hợp"].iter_rows() if row[1].value]
    assert ["I", "Lý luận chính trị", 82, 42, 40, 20] in printed
    assert [None, "Tổng cộng", 206, 76, 130, 70] in printed
    assert run(["kiem-tra", str(target), "--bo-bieu", str(own)]) == 0
    assert [f.rule for f in check_files([target], read_form_set(own))[1].findings] == []


def test_the_reconciliation_adds_up_the_columns_by_kind(rolled, tmp_path):
    target = rolled[3]
    book = openpyxl.load_workbook(target)
    cells = {c.value: c.coordinate for row in book["Tổng hợp"].iter_rows() for c in row if c.column == 4}
    book["Tổng hợp"][cells[34]] = 33
    book.save(tmp_path / "sua.xlsx")
    after = openpyxl.load_workbook(recalculate(tmp_path / "sua.xlsx"), data_only=True)
    rows = [[c.value for c in row[:7]] for row in after["Đối chiếu"].iter_rows()]
    (told,) = [row for row in rows if row[6] == "LỆCH"]
    assert told[0] == "Tổng hợp" and told[2:6] == [206, 206, 205, 206]


def test_a_figure_of_a_computed_column_that_was_typed_over_is_found(rolled, tmp_path):
    own, form_set, _, target = rolled
    book = openpyxl.load_workbook(target)
    cells = {c.value: c.coordinate for row in book["Tổng hợp"].iter_rows() for c in row if c.column == 4}
    book["Tổng hợp"][cells[34]] = 33
    book.save(tmp_path / "sua.xlsx")
    told = [f for f in check_files([tmp_path / "sua.xlsx"], form_set)[1].findings if f.cell == cells[34]]
    assert [f.rule for f in told] == ["S01"]


def test_what_a_unit_wrote_for_a_line_above_others_alone_counts_in_the_line_that_takes_it(tmp_path):
    form_set = read_form_set(write(tmp_path / "bo"))
    sent = {"N-MOI": {"dao-tao": {"cao-cap": (5, 2)}}, "N-CU": {"dao-tao": {"cc-tt": (10, 4)}}}
    result = roll_up(write_returns(form_set, tmp_path / "don-vi", sent), form_set, tmp_path / "t.xlsx")
    found = figures(result.bieu[2])
    assert found["cc"] == (15, 15, None, 6) and found["tt"] == (10, 10, None, 4)


def test_what_cannot_be_counted_is_printed_in_the_column_of_its_unit(tmp_path):
    form_set = read_form_set(write(tmp_path / "bo"))
    sent = SENT | {"N-CU": {"qpan": {"dt-1": ("ba mươi",)}}}
    result = roll_up(write_returns(form_set, tmp_path / "don-vi", sent), form_set, tmp_path / "t.xlsx")
    line = result.bieu[2].lines[5]
    assert line.numbers == {"learners": 4, "of_party": 4, "of_others": 0}
    assert line.texts["of_party?"] == "ba mươi" and "of_others" not in line.uncounted
    assert len(line.uncounted["of_party"]) == 1


# --- what a set may not say -------------------------------------------------------------------------------


def test_the_set_is_right(tmp_path):
    assert places(write(tmp_path)) == []


LOST = {("bieu.csv", "sources")}


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        # lines
        ("lines.csv", "tong-hop,tc,2,Trung cấp LLCT,llct,no,dao-tao:trung-cap",
         "tong-hop,tc,2,Trung cấp LLCT,llct,no,dao-tao:so-cap", LOST | {("lines.csv", "takes")}),
        ("lines.csv", "tong-hop,tc,2,Trung cấp LLCT,llct,no,dao-tao:trung-cap",
         "tong-hop,tc,2,Trung cấp LLCT,llct,no,", LOST | {("lines.csv", "takes")}),
        ("lines.csv", "tong-hop,tc,2,Trung cấp LLCT,llct,no,dao-tao:trung-cap", "", LOST),
        ("lines.csv", "tong-hop,mo,III,Lớp mở,,no,lop", "", LOST),
        ("lines.csv", "", "tong-hop,x,IV,Khác,,no,qpan", {("lines.csv", "takes")}),  # taken already
        ("lines.csv", "", "tong-hop,x,IV,Khác,,no,khac", {("lines.csv", "takes")}),
        ("lines.csv", "tong-hop,ktt,-,Hệ không tập trung,cc,no,dao-tao:cc-ktt", "",
         {("lines.csv", "takes")}),  # part of a line that others make up, and in none of these
        ("lines.csv", "", "tong-hop,x,-,Khác,mo,no,qpan:dt-1", {("lines.csv", "takes")}),
        ("lines.csv", "", "tong-hop,x,IV,Khác,qp,yes,qpan:dt-1",
         {("lines.csv", "part"), ("lines.csv", "takes")}),
        ("lines.csv", "", "qpan,dt-3,3,Đối tượng 3,,no,dao-tao", {("lines.csv", "takes")}),
        ("lines.csv", "", "khong-co,x,IV,Khác,,no,qpan", {("lines.csv", "form")}),
        # columns
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,learners,school", set()),
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,learners,party",
         {("columns.csv", "unit_kinds")}),
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,learners,",
         {("columns.csv", "unit_kinds")}),
        ("columns.csv", "tong-hop,of_others,Khối khác,10,no,tool,both,,learners,", "",
         {("columns.csv", "unit_kinds")}),  # the school goes nowhere
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,women,state",
         {("columns.csv", "unit_kinds")}),
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,province,both,,learners,school",
         {("columns.csv", "adds")}),
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,,school", {("columns.csv", "adds")}),
        ("columns.csv", "", "tong-hop,of_school,Trường,10,no,tool,both,,content,",
         {("columns.csv", "adds")}),
        ("columns.csv", "", "tong-hop,note,Ghi chú,10,no,tool,both,,learners,school",
         {("columns.csv", "field")}),
        ("columns.csv", "", "qpan,of_school,Trường,10,no,tool,both,,learners,school",
         {("columns.csv", "form")}),
    ],
)  # fmt: skip
def test_nothing_may_be_lost_or_counted_twice(tmp_path, file, old, new, told):
    assert set(places(write(tmp_path, file, old, new))) == told
