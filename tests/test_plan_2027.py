"""The set for the autumn of 2026: what 91 units of Lạng Sơn send (figures made up) comes out again in every
biểu, and on one page by programme and khối; slips are found at their cells, and nothing else."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from samples import plan_2027
from tests.office import recalculate, validate
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.check import check_files, guess_form_set
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up

SAMPLE = Path(__file__).parent.parent / "samples" / plan_2027.FOLDER
SET = load_form_set(plan_2027.FORM_SET)
SIDES = {
    "of_party": ("party", "school", "mass"), "of_state": ("state",), "of_armed": ("armed",),
    "of_communes": ("commune",),
}  # fmt: skip
# The lines of the leaders' page and which lines of the annexes they hold.
PAGE = {
    "cao-cap-tt": {"cao-cap-tt"}, "cao-cap-ktt": {"cao-cap-ktt"}, "trung-cap-tt": {"trung-cap-tt"},
    "trung-cap-ktt": {"trung-cap-ktt-truong", "trung-cap-ktt-noi-khac"}, "so-cap": {"so-cap"},
    "sau-dai-hoc": {"thac-si", "tien-si", "dai-hoc"},
    "chuc-vu": {"cap-so", "cap-phong", "cap-uy-xa", "lanh-dao-xa", "quy-hoach", "cap-nhat"},
    "ngach": {"cvcc", "cvc", "cv", "can-su"}, "chuc-danh": {"hang-1", "hang-2", "hang-3", "hang-4"},
    "vi-tri": {"cong-tac-dang", "doan-the", "quan-ly-nha-nuoc"},
    "cap-xa": {"cong-chuc-xa", "khong-chuyen-trach"}, "so": {"chuyen-doi-so", "tri-tue-nhan-tao"},
    "ngoai-ngu": {"tieng-nuoc-ngoai", "tieng-dan-toc"}, "nuoc-ngoai": {"nuoc-ngoai"},
    "doi-tuong": {"doi-tuong-1", "doi-tuong-2", "doi-tuong-3", "doi-tuong-4"}, "chuc-sac": {"chuc-sac"},
}  # fmt: skip


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ke-hoach")
    plan_2027.write_returns(folder / "don-vi", SET)
    target = folder / "tong-hop.xlsx"
    return roll_up(folder / "don-vi", SET, target), target


# --- the set ----------------------------------------------------------------------------------------------


def test_every_unit_owes_every_annex():
    kinds = Counter(unit.kind for unit in SET.catalogue.units.values())
    assert kinds["commune"] == 65 and sum(kinds.values()) == 91
    assert all(set(codes) == set(SET.catalogue.units) for codes in SET.dues.values()) and len(SET.dues) == 8


def test_every_column_says_where_it_comes_from_and_no_norm_is_made_up():
    rows = (FORM_SETS / SET.id / "columns.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",source") and not any(row.endswith(",") for row in rows)
    assert SET.norms == ()


def test_officials_and_employees_stand_apart_with_women_and_minorities_of_all():
    for name in ("nhu-cau-dao-tao", "nhu-cau-boi-duong"):
        columns = SET.annexes[name].by_field
        assert columns["learners"].sum_of == ("officials", "employees", "other_people")
        assert columns["women"].part_of == columns["minority"].part_of == ("learners",)


# --- the returns of all units -----------------------------------------------------------------------------


def test_right_returns_are_silent(rolled):
    result, _ = rolled
    assert [(f.rule, f.sheet, f.cell) for f in result.report.findings] == []
    assert not result.report.crashed and len(result.inbox.returns) == 91


def test_every_biểu_has_the_figures_that_were_sent(rolled):
    sent = plan_2027.returns(SET)
    for bieu in rolled[0].bieu[1:]:
        added = [c.name for c in bieu.form.added]
        rows = [row for forms in sent.values() for row in forms.get(bieu.form.id, ())]
        assert rows and {name: bieu.total(name) for name in added} == {
            name: sum(row.get(name, 0) for row in rows) for name in added
        }


def test_the_page_by_programme_and_khối_holds_each_need_once(rolled):
    expected: Counter = Counter()
    for code, forms in plan_2027.returns(SET).items():
        kind = SET.catalogue.units[code].kind
        side = next(name for name, kinds in SIDES.items() if kind in kinds)
        for name in ("nhu-cau-dao-tao", "nhu-cau-boi-duong", "nhu-cau-qpan"):
            for row in forms[name]:
                line = next(one for one, held in PAGE.items() if row["line"] in held)
                for field in ("learners", "women", "minority"):
                    expected[line, field] += row.get(field, 0)
                expected[line, side] += row["learners"]
    page = rolled[0].bieu[0]
    found = Counter(
        {(one.id, name): number
         for one, line in zip(page.form.lines, page.lines, strict=True)
         for name, number in line.numbers.items() if one.id in PAGE}
    )  # fmt: skip
    assert +found == +expected
    assert page.total("learners") == sum(page.total(name) for name in (*SIDES, "of_others"))


def test_the_working_file_is_valid_and_agrees_with_its_sources(rolled):
    _, target = rolled
    assert validate(target) == []
    before, after = (openpyxl.load_workbook(path, data_only=True) for path in (target, recalculate(target)))
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    assert after[sheet.title][cell.coordinate].value == pytest.approx(cell.value)
    assert "LỆCH" not in {c.value for row in after["Đối chiếu"].iter_rows() for c in row}
    assert [f.rule for f in check_files([target], SET)[1].findings] == []


def test_the_page_for_the_leaders_is_one(rolled):
    sheet = openpyxl.load_workbook(rolled[1])["Tổng hợp nhu cầu"]
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert not sheet.row_breaks.brk and sheet.page_setup.scale >= 84  # 12 points become 10 at 84 of 100


# --- the sample and the blanks ----------------------------------------------------------------------------


def test_the_sample_is_what_the_script_writes(tmp_path):
    plan_2027.write_kept(tmp_path, SET)
    kept = sorted((SAMPLE / "don-vi").glob("*"))
    assert [path.name for path in kept] == sorted(path.name for path in (tmp_path / "don-vi").glob("*"))
    for path in kept:
        assert path.read_bytes() == (tmp_path / "don-vi" / path.name).read_bytes()
        cover = openpyxl.load_workbook(path).worksheets[0]
        assert plan_2027.MADE_UP in {c.value for row in cover.iter_rows() for c in row}
    assert validate(kept[1]) == []


def test_the_command_finds_the_set_itself_and_names_those_who_are_missing(tmp_path):
    assert guess_form_set([SAMPLE / "don-vi"]) == SET.id
    assert run(["tong-hop", str(SAMPLE / "don-vi"), "-o", str(tmp_path / "tong-hop.xlsx")]) == 0


STATE, PARTY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("unit", "head"),
    [("LS-SNV", STATE), ("LS-BTC", PARTY), ("LS-MTTQ", None), ("LS-05977", PARTY), ("LS-TCT", PARTY)],
)
def test_a_blank_bears_the_heading_of_its_office_and_is_told_as_blank(tmp_path, unit, head):
    write_blank(tmp_path / "a.xlsx", SET, unit)
    assert validate(tmp_path / "a.xlsx") == []
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    tops = {c.value for row in book["Nhu cầu QPAN"].iter_rows(max_row=2) for c in row}
    assert tops & {STATE, PARTY} == ({head} if head else set())
    assert {f.rule for f in check_files([tmp_path / "a.xlsx"], SET)[1].findings} == {"T15"}


# --- slips ------------------------------------------------------------------------------------------------

# Annex, line or number of the row, field, what is typed; rule, severity and cell.
SLIPS = [
    ("nhu-cau-dao-tao", "cao-cap-tt", "women", 90, "D18 error G11"),
    ("nhu-cau-boi-duong", "cap-phong", "learners", 99, "D17 error C12"),
    ("nhu-cau-qpan", "doi-tuong-3", "refreshed", "ba người", "O02 error D12"),
    ("lop-chuyen-tiep", 0, "opens", "3/2027", "D10 error F10"),
    ("lop-mo-moi", 0, "opens", "3/2026", "D11 error J10"),
    ("lop-mo-moi", 1, "closes", "3/2027", "D06 error K11"),
    ("lop-mo-moi", 2, "officials", 131, "D18 error F12"),
    ("du-toan", 0, "cost", 52_000_000, "D19 error G9"),
    ("du-toan", 1, "funding", "Ngân sách huyện", "O11 error H10"),
]


@pytest.mark.parametrize(("annex", "row", "field", "typed", "told"), SLIPS)
def test_a_slip_is_found_at_its_cell(tmp_path, annex, row, field, typed, told):
    form = SET.annexes[annex]
    rows = {name: plan_2027.cells_of(SET.annexes[name], own) for name, own in
            plan_2027.returns(SET)["LS-TCT"].items()}  # fmt: skip
    at = row if isinstance(row, int) else [line.id for line in form.lines].index(row)
    cells = rows[annex][at]
    cells[[c.name for c in form.columns].index(field)] = typed
    for name in SET.annexes:
        rows.setdefault(name, plan_2027.cells_of(SET.annexes[name], []))
    write_blank(tmp_path / "a.xlsx", SET, "LS-TCT", Filled(rows))
    _, report = check_files([tmp_path / "a.xlsx"], SET)
    assert [f"{f.rule} {f.severity} {f.cell}" for f in report.findings] == [told]
