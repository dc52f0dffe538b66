"""A biểu made from two annexes: which rows enter, in which order, with which sources."""

import shutil

import openpyxl
import pytest

from tests.office import recalculate, validate
from tests.test_own_form_sets import HT, QN, TYPED, returned
from xl_addin.roll_up import roll_up

SCHOOL = "truong-chinh-tri"


def rolled(tmp_path, source, typed=TYPED, bieu=SCHOOL):
    form_set = returned(tmp_path / "don-vi", source, typed)
    result = roll_up(tmp_path / "don-vi", form_set, tmp_path / "tong-hop.xlsx", source)
    return next(one for one in result.bieu if one.form.id == bieu)


def changed(tmp_path, source, **changes):
    """A form set with lines added to its tables, or with texts replaced where a pair is given."""
    own = shutil.copytree(source, tmp_path / "bo")
    for file, change in changes.items():
        path = own / f"{file}.csv"
        text = path.read_text("utf-8")
        new = text + change if isinstance(change, str) else text.replace(*change)
        assert new != text
        path.write_text(new, "utf-8")
    return own


def test_rows_of_both_annexes_that_meet_the_condition_enter_in_the_order_of_the_units(tmp_path):
    bieu = rolled(tmp_path, QN)
    assert [(line.unit, line.section, line.numbers["learners"]) for line in bieu.lines] == [
        ("QN-TCT", 0, 120), ("QN-BTO", 0, 7), ("QN-SNV", 1, 120)
    ]  # fmt: skip
    sources = [source for line in bieu.lines for source in line.sources]
    assert [(source.annex, source.sheet) for source in sources] == [
        ("mo-lop", "Phụ lục 1"), ("cu-di", "Phụ lục 2"), ("mo-lop", "Phụ lục 1")
    ]  # fmt: skip
    assert bieu.total("learners") == 247 and bieu.total("learners", section=1) == 120
    assert bieu.declined == [("cu-di", "QN-BTO2")]
    assert [line.texts["unit_name"] for line in bieu.lines] == [
        "Trường Chính trị tỉnh", "Đảng ủy xã Ba Tơ", "Sở Nội vụ"
    ]  # fmt: skip


def test_all_of_several_fields_must_fit(tmp_path):
    own = changed(tmp_path, QN, bieu=("|held_at=Trường CT tỉnh", "|learners=7"))
    assert [line.unit for line in rolled(tmp_path, own, {own: TYPED[QN]}).lines] == ["QN-BTO"]


def test_without_a_condition_all_rows_enter_the_classes_of_a_unit_together(tmp_path):
    own = changed(tmp_path, QN, bieu=("held_at=Trường Chính trị tỉnh|held_at=Trường CT tỉnh", ""))
    bieu = rolled(tmp_path, own, {own: TYPED[QN]})
    assert [(line.unit, line.sources[0].annex, line.first_of_unit) for line in bieu.lines] == [
        ("QN-TCT", "mo-lop", True), ("QN-TCT", "mo-lop", False), ("QN-BTO", "cu-di", True),
        ("QN-SNV", "mo-lop", True), ("QN-SNV", "cu-di", False),
    ]  # fmt: skip
    assert bieu.total("learners") == 120 + 50 + 120 + 5 + 7


@pytest.mark.parametrize("annex, units", [("mo-lop", ["QN-TCT", "QN-SNV"]), ("cu-di", ["QN-BTO"])])
def test_one_annex_alone_has_come_in(tmp_path, annex, units):
    sent = {u: {annex: forms[annex]} for u, forms in TYPED[QN].items() if annex in forms}
    own = changed(tmp_path, QN)
    dues = [
        line for line in (own / "dues.csv").read_text("utf-8").splitlines() if line.split(",")[0] == annex
    ]
    (own / "dues.csv").write_text("\n".join(["form,unit", *dues]), "utf-8")
    bieu = rolled(tmp_path, own, {own: sent})
    assert sorted(line.unit for line in bieu.lines) == sorted(units)


def test_a_column_that_only_one_annex_has_is_blank_in_the_lines_of_the_other(tmp_path):
    own = changed(tmp_path, QN, columns=("truong-chinh-tri,learners_women,Nữ,9,no,unit,annex,,,\n", ""))
    bieu = rolled(tmp_path, own, {own: TYPED[QN]})
    assert [line.numbers.get("learners_women") for line in bieu.lines] == [40, None, 60]
    assert bieu.total("learners_women") == 100


def test_what_cannot_be_counted_is_named_with_its_own_annex_and_cell(tmp_path):
    typed = {QN: {**TYPED[QN], "QN-BTO": {"cu-di": [
        (1, "Trung cấp LLCT", "Trường Chính trị tỉnh", "chưa rõ", 5, 2, "12 tháng")]}}}  # fmt: skip
    bieu = rolled(tmp_path, QN, typed)
    line = next(line for line in bieu.lines if line.unit == "QN-BTO")
    assert line.texts["learners"] == "chưa rõ" and bieu.uncounted("learners") == 1
    [source] = line.uncounted["learners"]
    path = next((tmp_path / "don-vi").glob("*Ba Tơ.xlsx"))
    cell = bieu.frame.cell(source.position, "learners")
    assert openpyxl.load_workbook(path)[source.sheet][cell].value == "chưa rõ"
    assert bieu.frame.label(source.position) == "Trung cấp LLCT"


def test_units_of_two_annexes_are_added_up_unit_by_unit(tmp_path):
    """A second annex of needs in Hà Tĩnh: a line a unit, over both."""
    own = changed(
        tmp_path, HT,
        annexes="nhu-cau-2;Bổ sung;Bổ sung;NHU CẦU BỔ SUNG NĂM {year};unit;registered;bổ sung\n",
        columns="".join(
            f"nhu-cau-2;{line}\n" for line in (
                "ordinal;STT;6;no", "unit_name;Tên cơ quan, đơn vị;50;yes",
                "learners_training;Đào tạo;12;yes", "note;Ghi chú;20;no")),
        dues="nhu-cau-2;HT-SGD\n", bieu="ca-hai;nhu-cau|nhu-cau-2\n",
    )  # fmt: skip
    typed = {
        "HT-SYT": {"nhu-cau": [(1, "Sở Y tế", 12, 30, None)]},
        "HT-SGD": {
            "nhu-cau": [(1, "Sở Giáo dục và Đào tạo", 5, 6, None)],
            "nhu-cau-2": [(1, "Sở Giáo dục và Đào tạo", 100, "đợt 2")],
        },
    }
    bieu = rolled(tmp_path, own, {own: typed}, "ca-hai")
    assert [(line.unit, line.numbers) for line in bieu.lines] == [
        ("HT-SYT", {"learners_training": 12, "learners_refresher": 30}),
        ("HT-SGD", {"learners_training": 105, "learners_refresher": 6}),
    ]
    assert [source.annex for source in bieu.lines[1].sources] == ["nhu-cau", "nhu-cau-2"]


def test_a_line_keeps_its_key_when_the_other_annex_comes_in_late(tmp_path):
    """The same class stands in both annexes of a unit."""
    opened = (1, "Trung cấp LLCT", "Trường Chính trị tỉnh", 1, 40, 40, 5, "6 tháng")
    sent = (1, "Trung cấp LLCT", "Trường Chính trị tỉnh", 5, 1, 4, "6 tháng")
    both = rolled(tmp_path / "a", QN, {QN: {"QN-SNV": {"mo-lop": [opened], "cu-di": [sent]}}})
    late = rolled(tmp_path / "b", QN, {QN: {"QN-SNV": {"mo-lop": [], "cu-di": [sent]}}})
    assert len(both.keys) == len(set(both.keys)) == 2
    assert late.keys == both.keys[1:]


def test_the_working_file_adds_up_and_leads_back(tmp_path):
    rolled(tmp_path, QN)
    target = tmp_path / "tong-hop.xlsx"
    assert validate(target) == []
    book = openpyxl.load_workbook(recalculate(target), data_only=True)
    results = [row[6].value for row in book["Đối chiếu"].iter_rows(min_row=5)]
    assert results.count("Khớp") == 7 and "LỆCH" not in results
    rows = [[cell.value for cell in row[:8]] for row in book["Nguồn số liệu"].iter_rows(min_row=4)]
    assert [row[5] for row in rows if row[0] == "Biểu 3"] == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 1"]
    tracked = [[cell.value for cell in row] for row in book["Theo dõi"].iter_rows()]
    head = next(row for row in tracked if "Mã" in row)
    assert head[4:6] == ["Phụ lục 1", "Phụ lục 2"] and "Biểu 3" not in head  # annexes are what units send
    sent = {row[1]: row[4:6] for row in tracked if str(row[1]).startswith("QN-")}
    assert sent["QN-SNV"] == [1, 1] and sent["QN-BTO2"] == ["–", "Không có nhu cầu"]
