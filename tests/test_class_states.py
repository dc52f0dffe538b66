"""What has become of a class: the clerk says it in the working file, it is kept, and what is stopped or put
off adds nothing."""

import shutil

import openpyxl
import pytest

from tests.allotting import (
    ALLOTTED,
    ASKED,
    CLASSES,
    GIVEN,
    ONE,
    SET,
    THREE,
    allot,
    begun,
    bieu,
    classes,
    found_in,
    put,
    shown,
    totals,
)  # fmt: skip
from tests.hand_work import row_of
from tests.office import recalculate, validate
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import read_form_set
from workbook_templates.declared.states import left_out, state_column, word_of
from xl_addin.closing.closing import close
from xl_addin.signing.export import export_signing

STATE = 15


@pytest.fixture
def season(tmp_path):
    return begun(tmp_path)


def states(season):
    lines = bieu(season, "lop-mo-moi").lines
    return {line.texts["class_name"][-1]: line.texts["class_state"] for line in lines}


def test_every_class_is_planned_until_somebody_says_otherwise(season):
    assert states(season) == {"A": "Kế hoạch", "B": "Kế hoạch"} and totals(season)[0] == 100
    season.rolls_up()
    assert season.listed() == []


def test_what_is_stopped_adds_nothing_and_stays(season):
    season.sends(THREE, lop_mo_moi=classes(C=30)).rolls_up()
    close(season.target, "Trình", SET)
    allot(
        season, put(CLASSES, "Lớp bồi dưỡng A", STATE, "Dừng"),
        put(CLASSES, "Lớp bồi dưỡng B", STATE, "Chuyển năm sau"),
        put(CLASSES, "Lớp bồi dưỡng C", STATE, "Đã mở"), put(CLASSES, GIVEN, ALLOTTED, 40),
    )  # fmt: skip
    season.target.write_bytes(recalculate(season.target).read_bytes())
    assert shown(season, CLASSES, "Tổng cộng", ASKED) == 30  # at once, in the sheet
    assert not found_in(season, "B04", "B05", "S05", "B20", "O11", "B11")
    for _ in range(2):
        season.rolls_up()
        assert totals(season) == (30, 30, 0) and set(season.off()) == {"Khớp"}
        assert states(season) == {"A": "Dừng", "B": "Chuyển năm sau", "C": "Đã mở"}
        assert shown(season, CLASSES, "Lớp bồi dưỡng A", ASKED) == 60
        assert shown(season, CLASSES, "Dừng (không tính", ASKED) == 60
        assert shown(season, CLASSES, "Chuyển năm sau (không tính", ASKED) == 40
        assert not found_in(season, "B04", "B05", "S05", "S01", "S03", "T08")
    [learners] = [c for c in changed(season).columns if c.label == "số học viên"]
    assert learners.total == (130, 30) and sorted(learners.units.values()) == [-60, -40]
    again = openpyxl.load_workbook(recalculate(season.target), data_only=True)[CLASSES]
    for row in season.book(data_only=True)[CLASSES].iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)):
                assert cell.value == again[cell.coordinate].value, cell.coordinate
    assert validate(season.target) == []
    season.sends(ONE, lop_mo_moi=classes(A=70)).rolls_up()
    assert totals(season)[0] == 30 and states(season)["A"] == "Dừng"
    allot(season, put(CLASSES, "Lớp bồi dưỡng A", STATE, "Kế hoạch"))
    season.rolls_up()
    assert totals(season)[0] == 100 and set(season.off()) == {"Khớp"}


def test_the_file_to_be_signed_knows_them(season, tmp_path):
    allot(season, put(CLASSES, "Lớp bồi dưỡng A", STATE, "Dừng"), put(CLASSES, GIVEN, ALLOTTED, 90))
    season.rolls_up()
    signed = export_signing(season.target, SET, tmp_path / "trình ký.xlsx")
    page = openpyxl.load_workbook(signed.path, data_only=True)[CLASSES]
    assert page.cell(row_of(page, "Tổng cộng"), ASKED).value == 40 and not signed.open


def changed(season):
    return next(one for one in season.result.changes if one.form == "lop-mo-moi")


def test_another_word_is_told_and_counts(season):
    allot(season, put(CLASSES, "Lớp bồi dưỡng A", STATE, "để xem"))
    assert [one[:2] for one in found_in(season, "O11")] == [("O11", CLASSES)]
    season.rolls_up()
    assert totals(season)[0] == 100


def test_states_are_known_by_their_codes():
    column = state_column(SET.bieu["lop-mo-moi"].columns)
    assert all(left_out(column, said) for said in ("Dừng", " dừng ", "stopped", "chuyển năm sau"))
    assert not any(left_out(column, said) for said in ("Đã mở", "Kế hoạch", "", None, "x"))
    assert word_of(column, "postponed") == "Chuyển năm sau"
    assert state_column(SET.bieu["lop-chuyen-tiep"].columns) is None


@pytest.mark.parametrize("lost", ["=stopped", "=postponed", "=planned", "=opened"])
def test_a_state_without_its_code_is_told(tmp_path, lost):
    own = shutil.copytree(FORM_SETS / "ke-hoach-2027", tmp_path / "bo")
    text = (own / "fields.csv").read_text(encoding="utf-8")
    assert lost in text
    (own / "fields.csv").write_text(text.replace(lost, ""), encoding="utf-8")
    with pytest.raises(FormSetError) as told:
        read_form_set(own)
    assert lost[1:] in str(told.value)
