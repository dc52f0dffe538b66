"""Phân bổ: what is allotted starts as what is asked for, is edited in the working file, kept and checked."""

import shutil

import openpyxl
import pytest

from tests.allotting import (
    ALLOTTED,
    ASKED,
    CLASSES,
    DIFFERENCE,
    GIVEN,
    NEED_ALLOTTED,
    NEEDS,
    ONE,
    SET,
    THREE,
    TWO,
    allot,
    begun,
    bieu,
    classes,
    found_in,
    needs,
    put,
    shown,
    totals,
)  # fmt: skip
from tests.hand_work import Season, row_of, tag_column
from tests.office import recalculate, validate
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import form_set_ids, load_form_set, read_form_set
from workbook_templates.declared.record import ASKED_ANEW, ASKED_NEWLY
from xl_addin.closing.closing import close
from xl_addin.summary.contents import OVERVIEW

KEEP, TAKE = "Giữ sửa tay", "Lấy số mới"


@pytest.fixture
def season(tmp_path):
    return begun(tmp_path)


def test_it_starts_as_what_is_asked_for(season):
    assert totals(season) == (100, 100, 0) and totals(season, "nhu-cau-dao-tao") == (37, 37, 0)
    assert shown(season, CLASSES, "Lớp bồi dưỡng A", ALLOTTED) == 60
    assert shown(season, NEEDS, "Cao cấp lý luận chính trị", NEED_ALLOTTED) == 7
    assert shown(season, CLASSES, GIVEN, ALLOTTED) is None
    assert set(season.off()) == {"Khớp"} and season.listed() == []
    season.rolls_up()
    assert season.listed() == [] and season.result.kept is None
    assert not found_in(season, "B20", "B21", "B22", "B04", "S01", "S03", "S05", "B10", "T08")


def test_what_nobody_typed_over_follows(season):
    season.sends(ONE, lop_mo_moi=classes(A=65), nhu_cau_dao_tao=needs(so_cap=12, cao_cap_tt=3)).rolls_up()
    assert totals(season) == (105, 105, 0) and totals(season, "nhu-cau-dao-tao") == (39, 39, 0)
    allot(season, put(CLASSES, "Lớp bồi dưỡng A", ASKED, 62))
    season.rolls_up()
    assert totals(season) == (102, 102, 0) and season.result.carried.conflicts == 0


def test_it_is_kept_and_what_is_asked_since_is_shown(season):
    allot(
        season, put(CLASSES, "Lớp bồi dưỡng A", ALLOTTED, 50), put(CLASSES, GIVEN, ALLOTTED, 80),
        put(NEEDS, "Sơ cấp", NEED_ALLOTTED, 25), put(NEEDS, GIVEN, NEED_ALLOTTED, 40),
    )  # fmt: skip
    for _ in range(2):
        season.rolls_up()
        assert totals(season) == (100, 90, -10) and totals(season, "nhu-cau-dao-tao") == (37, 32, -5)
        assert season.result.carried.conflicts == 0 and set(season.off()) == {"Khớp"}
    assert shown(season, CLASSES, GIVEN, ALLOTTED) == 80
    assert shown(season, CLASSES, "Dự phòng", ALLOTTED) == -10
    assert shown(season, NEEDS, "Dự phòng", NEED_ALLOTTED) == 8
    season.sends(ONE, lop_mo_moi=classes(A=70), nhu_cau_dao_tao=needs(so_cap=10, cao_cap_tt=3))
    season.sends(TWO, lop_mo_moi=classes(B=45), nhu_cau_dao_tao=needs(so_cap=20, cao_cap_ktt=4))
    season.sends(THREE, lop_mo_moi=classes(C=30)).rolls_up()
    assert totals(season) == (145, 125, -20) and season.result.carried.conflicts == 1
    [(line, _, base, hand, now, difference, choice)] = [one for one in season.listed() if one[2] == 60]
    assert (hand, now, difference, choice) == (50, 70, -20, None)
    marks = {line.texts["class_name"]: line.asked for line in bieu(season, "lop-mo-moi").lines}
    assert marks == {"Lớp bồi dưỡng A": ASKED_ANEW, "Lớp bồi dưỡng B": ASKED_ANEW,
                     "Lớp bồi dưỡng C": ASKED_NEWLY}  # fmt: skip
    season.chooses(TAKE, "Lớp bồi dưỡng A")
    season.rolls_up()
    assert totals(season) == (145, 145, 0)
    assert not any(line.asked for line in bieu(season, "lop-mo-moi").lines)
    assert validate(season.target) == []


def test_since_the_last_snapshot_where_there_is_one(season):
    close(season.target, "Trình", SET)
    season.sends(THREE, lop_mo_moi=classes(C=30))
    for _ in range(2):
        season.rolls_up()
        assert [line.asked for line in bieu(season, "lop-mo-moi").lines] == ["", "", ASKED_NEWLY]
    page = season.book()[CLASSES]
    row = page[row_of(page, "Lớp bồi dưỡng C")]
    assert ASKED_NEWLY in [cell.value for cell in row[tag_column(page) :]]


def test_it_is_checked(season):
    """As LibreOffice works the formulas out."""
    season.sends(THREE, lop_mo_moi=classes(C=30, D=20)).rolls_up()
    allot(
        season, put(CLASSES, "Lớp bồi dưỡng A", ALLOTTED, 65), put(CLASSES, "Lớp bồi dưỡng B", ALLOTTED, 45),
        put(CLASSES, "Lớp bồi dưỡng B", 16, "Giao thêm theo kết luận"), put(CLASSES, GIVEN, ALLOTTED, 99),
        put(CLASSES, "Lớp bồi dưỡng C", ALLOTTED, None), put(CLASSES, "Lớp bồi dưỡng D", ALLOTTED, -1),
        put(NEEDS, GIVEN, NEED_ALLOTTED, 36), put(NEEDS, "hệ tập trung", NEED_ALLOTTED, 5),
    )  # fmt: skip
    season.target.write_bytes(recalculate(season.target).read_bytes())
    page, lines = openpyxl.load_workbook(season.target)[CLASSES], openpyxl.load_workbook(season.target)[NEEDS]
    at = {name: row_of(page, f"Lớp bồi dưỡng {name}") for name in "ABCD"}
    assert found_in(season, "B20", "B21", "B22", "O04") == [
        ("B20", CLASSES, f"K{row_of(page, GIVEN)}"), ("B20", NEEDS, f"I{row_of(lines, GIVEN)}"),
        ("B21", CLASSES, f"K{at['A']}"), ("B21", NEEDS, f"I{row_of(lines, 'hệ tập trung')}"),
        ("B22", CLASSES, f"K{at['C']}"), ("O04", CLASSES, f"K{at['D']}"),
    ]  # fmt: skip
    season.rolls_up()
    again = openpyxl.load_workbook(recalculate(season.target), data_only=True)
    mine = season.book(data_only=True)
    for name in (CLASSES, NEEDS, OVERVIEW):
        for row in mine[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    assert cell.value == again[name][cell.coordinate].value, (name, cell.coordinate)
    assert shown(season, OVERVIEW, "Cột phân bổ quá", 2) == 2


def test_what_the_tool_works_out_is_never_hers(season):
    allot(season, put(CLASSES, "Lớp bồi dưỡng A", DIFFERENCE, 7))
    season.rolls_up()
    assert totals(season) == (100, 100, 0) and season.listed()[0][3] == "7"
    assert shown(season, CLASSES, "Lớp bồi dưỡng A", DIFFERENCE) == 0


def test_a_row_that_is_copied_allots_what_it_asks_for(season):
    def copy(book):
        page = book[CLASSES]
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        row = row_of(page, "Lớp bồi dưỡng B")
        page.insert_rows(row)
        for cell in page[row - 1][: DIFFERENCE + 3]:
            page.cell(row, cell.column).value = cell.value
        page.cell(row, 4).value, page.cell(row, ASKED).value = "Lớp thêm tay", 15

    season.edits(copy)
    for _ in range(2):
        season.rolls_up()
        assert totals(season) == (115, 115, 0)


@pytest.mark.parametrize(
    ("prints", "hidden"), [("", ""), ("registered", "KL"), ("allotted", "FL")]
)
def test_the_form_set_says_which_are_printed(tmp_path, prints, hidden):
    own = shutil.copytree(FORM_SETS / "ke-hoach-2027", tmp_path / "bo")
    text = (own / "bieu.csv").read_text(encoding="utf-8").splitlines()
    text = [text[0] + ",prints", *(f"{row},{prints if row[:10] == 'lop-mo-moi' else ''}" for row in text[1:])]
    (own / "bieu.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    season = Season(tmp_path, read_form_set(own))
    season.sends(ONE, lop_mo_moi=classes(A=60)).rolls_up()
    page = season.book()[CLASSES]
    assert {name for name in "FKL" if page.column_dimensions[name].hidden} == set(hidden)


def test_a_declared_quota_is_printed_and_hers_counts(tmp_path):
    own = shutil.copytree(FORM_SETS / "ke-hoach-2027", tmp_path / "bo")
    text = (own / "columns.csv").read_text(encoding="utf-8")
    head, row = text.split("\nlop-mo-moi,allotted,")
    text = f"{head}\nlop-mo-moi,allotted,{row.replace(',learners,,', ',learners,1200,', 1)}"
    (own / "columns.csv").write_text(text, encoding="utf-8")
    season = Season(tmp_path, read_form_set(own))
    season.sends(ONE, lop_mo_moi=classes(A=60)).rolls_up()
    assert shown(season, CLASSES, GIVEN, ALLOTTED) == 1200 and season.listed() == []
    season.rolls_up()
    assert season.listed() == []
    allot(season, put(CLASSES, GIVEN, ALLOTTED, 100))
    season.rolls_up()
    assert shown(season, CLASSES, GIVEN, ALLOTTED) == 100
    assert shown(season, CLASSES, "Dự phòng", ALLOTTED) == 40


@pytest.mark.parametrize(
    ("old", "new", "complained"),
    [
        (",province,bieu,,,,,,learners,,", ",unit,bieu,,,,,,learners,,", "filled_by"),
        (",province,bieu,,,,,,learners,,", ",province,both,,,,,,learners,,", "shown"),
        (",province,bieu,,,,,,learners,,", ",province,bieu,,,,,,class_name,,", "allots"),
        (",province,bieu,,,,,,learners,,", ",province,bieu,,,,,,,50,", "quota"),
        (",tool,bieu,,,,,,,,allotted|learners,", ",tool,bieu,,,,,,,,learners|allotted,", "difference_of"),
        (",tool,bieu,,,,,,,,allotted|learners,", ",province,bieu,,,,,,,,allotted|learners,", "filled_by"),
        (",tool,bieu,,,,,,,,allotted|learners,", ",tool,bieu,,,,,,,,,", "adds"),
        ("lop-mo-moi,allotted,", "lop-mo-moi,day_rate,", "field"),
    ],
)
def test_what_cannot_be_allotted_is_told(tmp_path, old, new, complained):
    own = shutil.copytree(FORM_SETS / "ke-hoach-2027", tmp_path / "bo")
    rows = (own / "columns.csv").read_text(encoding="utf-8").splitlines()
    assert any(old in row for row in rows if row.startswith("lop-mo-moi,"))
    rows = [row.replace(old, new) if row.startswith("lop-mo-moi,") else row for row in rows]
    (own / "columns.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(FormSetError) as told:
        read_form_set(own)
    assert "columns.csv" in str(told.value) and complained in str(told.value)


def test_published_plans_allot_nothing():
    for name in form_set_ids():
        if name != "ke-hoach-2027":
            assert not any(item.allotted or item.differences for item in load_form_set(name).bieu.values())
