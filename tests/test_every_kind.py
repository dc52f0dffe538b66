"""A column of each kind from the cell to the biểu: read, checked, added up, rolled up, printed."""

import shutil
from datetime import datetime

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from tests.office import recalculate, shown_as_text, validate
from validators import examples
from validators.judging import judge
from validators.measures import per_class
from validators.rule import EVERY_KIND
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import load_form_set
from workbook_templates.declared.relations import PART, PRODUCT, SUM, relations_of
from workbook_templates.kinds import KINDS, Code
from workbook_templates.kinds.month import EPOCH_1900
from workbook_templates.kinds.numbers import number_format
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.roll_up import roll_up
from xl_addin.summary.bieu import roll_up_forms

FORM_SET = load_form_set(EVERY_KIND)
CLASSES = "| TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi |"
PEOPLE = "| TT | Họ và tên | Số thẻ | Ngày sinh | Giới tính | Năm vào Đảng | Ngày quyết định |"


def judged(*rows, header=CLASSES):
    sheet = "Biểu 1" if header == CLASSES else "Biểu 2"
    lines = [f"# {sheet}", f"| BIỂU SỐ {sheet[-1]} |", header, *rows]
    return judge(examples.batch("\n".join(lines), FORM_SET))


def frame_of(report):
    (frame,) = report.batch.frames.values()
    return frame


def found(report):
    return {(f.rule, f.cell) for f in report.findings}


def test_no_kind_is_missing():
    kinds = {c.field.kind.name for annex in FORM_SET.annexes.values() for c in annex.all_columns}
    assert kinds == set(KINDS)


def test_a_right_table_is_silent_and_typed():
    report = judged(
        "| 1 | Bồi dưỡng cấp ủy | 03 - 04 lớp | khoảng 260 | 1,5 tỷ | 36.511.988.780 đ |",
        "| 2 | Bồi dưỡng chi ủy | 9 | từ 35 | '12.500 | 972170000 |",
        "| | Tổng cộng | 12 - 13 | từ 295 | 14000 | 37484158780 |",
    )
    frame = frame_of(report)
    assert [f for f in report.findings if f.rule[0] in "OB"] == []
    assert frame["class_range"].tolist() == [3, 9] and frame["class_range_most"].tolist() == [4, 9]
    assert frame["learner_range_open"].tolist() == [0, 1]
    assert frame["cost"].tolist() == [1_500_000_000, 12_500_000_000]
    assert frame["spent"].tolist() == [36_511_988_780, 972_170_000]


@pytest.mark.parametrize(
    "total, gap",
    [
        ("12 - 13 | từ 295 | 14000", None),
        ("13 | 300 | 14000", None),
        ("12 - 14 | 295 | 14000", ("C5", 1)),
        ("11 - 13 | 295 | 14000", ("C5", -1)),
        ("12 - 13 | 290 | 14000", ("D5", -5)),
        ("12 - 13 | 295 | 14000,5", ("E5", 0.5)),
        ("12 - 13 | 295 | 14000,04", None),  # within what a figure in millions is rounded to
    ],
)
def test_a_stated_total_is_held_against_the_rows(total, gap):
    report = judged(
        "| 1 | Bồi dưỡng cấp ủy | 03 - 04 | 260 | 1,5 tỷ | 5000 |",
        "| 2 | Bồi dưỡng chi ủy | 9 | từ 35 | '12.500 | 7000 |",
        f"| | Tổng cộng | {total} | 12000 |",
    )
    gaps = [(f.cell, f.difference) for f in report.findings if f.rule == "B04"]
    assert gaps == ([gap] if gap else [])


def test_the_row_that_explains_a_gap_is_found_in_ranges_and_in_money():
    report = judged(
        "| 1 | Bồi dưỡng cấp ủy | 3 - 5 | 260 | 100 | |",
        "| 2 | Bồi dưỡng chi ủy | 9 - 20 | 35 | 200 | |",
        "| 3 | Bồi dưỡng đảng viên | 7 - 9 | 80 | 400 | |",
        "| | Tổng cộng | 10 - 14 | 340 | 500 | |",
    )
    (finding,) = [f for f in report.findings if f.rule == "B04"]
    assert {finding.cell, *finding.related} >= {"C6", "D6", "E6", "C4"}


def test_cells_that_fail_say_so_and_add_nothing():
    report = judged(
        "| 1 | Bồi dưỡng cấp ủy | sáu mươi | -5 | x | 36.511 |",
        "| 2 | Bồi dưỡng chi ủy | 5000 - 6000 | 1.5 - 2.5 | -1 | 5 |",
        "| 3 | Bồi dưỡng đảng viên | 900 - 1200 | @2025-07-05 | 1500000000 | khoảng 5 |",
    )
    frame = frame_of(report)
    assert {(p, name): problem.code for (p, name), problem in frame.problems.items()} == {
        (0, "class_range"): Code.NOT_A_COUNT,
        (0, "learner_range"): Code.COUNT_NEGATIVE,
        (0, "cost"): Code.NOT_A_COUNT,
        (0, "spent"): Code.COUNT_FRACTION,
        (1, "class_range"): Code.COUNT_TOO_LARGE,
        (1, "learner_range"): Code.COUNT_FRACTION,
        (1, "cost"): Code.COUNT_NEGATIVE,
        (2, "class_range"): Code.COUNT_TOO_LARGE,  # its upper end
        (2, "learner_range"): Code.COUNT_BECAME_DATE,
        (2, "cost"): Code.COUNT_TOO_LARGE,
        (2, "spent"): Code.COUNT_IS_RANGE,
    }
    for name in ("class_range", "class_range_most", "learner_range", "learner_range_most", "cost"):
        assert frame.data[name].isna().all()
    told = {(rule, cell) for rule, cell in found(report) if rule in ("O02", "O03", "O04", "O05")}
    assert told == {
        *{("O02", cell) for cell in ("C3", "E3", "D5", "F5")},
        *{("O03", cell) for cell in ("F3", "D4")},
        *{("O04", cell) for cell in ("D3", "E4")},
        *{("O05", cell) for cell in ("C4", "C5", "E5")},
    }
    lost = next(f for f in report.findings if f.rule == "O03" and f.cell == "F3")
    assert lost.expected == "36.511" and lost.changes[0].value == 36511
    half = next(f for f in report.findings if f.rule == "O03" and f.cell == "D4")
    assert half.changes == []  # a range was not meant to be one number


def test_figures_typed_as_text_are_corrected_in_the_measure_of_their_column():
    report = judged(
        "| 1 | Bồi dưỡng cấp ủy | '3 | 60 - 80 | '12.500 | |",
        "| 2 | Bồi dưỡng chi ủy | 9 | 35 | 200 | |",
        "| | Tổng cộng | =SUM(C3:C4) 9 | =SUM(D3:D4) 35 | =SUM(E3:E4) 200 | |",
    )
    changes = [(c.cell, c.value) for f in report.findings if f.rule == "B09" for c in f.changes]
    assert changes == [("C3", 3), ("E3", 12500)]
    assert ("B04", "D5") in found(report)  # a range is no number typed as text


def test_a_class_size_is_not_known_of_ranges():
    frame = frame_of(
        judged(
            "| 1 | Bồi dưỡng cấp ủy | 4 | 260 | | |",
            "| 2 | Bồi dưỡng chi ủy | 3 - 4 | 260 | | |",
            "| 3 | Bồi dưỡng đảng viên | 4 | từ 260 | | |",
            "| 4 | Bồi dưỡng tuyên giáo | 4 | | | |",
        )
    )
    assert np.nan_to_num(per_class(frame)).tolist() == [65, 0, 0, 0]


def test_a_list_of_people_is_read():
    report = judged(
        "| 1 | đ/c Nguyễn Văn An | '012345 | 15/3/1980 | nam | 2005 | 20/01/2025 |",
        "| 2 | Trần Thị Bình | '012346 | 1981 | GÁI | | 3/2025 |",
        header=PEOPLE,
    )
    frame = frame_of(report)
    assert [f for f in report.findings if f.rule[0] in "OBD"] == []
    assert frame["gender"].tolist() == ["Nam", "Nữ"] and frame["joined"].tolist()[0] == 2005
    assert frame["person_key"].tolist() == ["nguyễn văn an", "trần thị bình"]
    assert (frame["birth_last"] - frame["birth"]).tolist() == [0, 364]


@pytest.mark.parametrize("due, broken", [("30.000.000", []), ("30.000.001", [0]), ("29.000.000", [0])])
def test_a_product_is_held_to_the_dong(due, broken):
    header = "| TT | Tên lớp | Số học viên | Mức chi | Thành tiền |"
    text = f"# Biểu 1\n| BIỂU SỐ 1 |\n{header}\n| 1 | Bồi dưỡng cấp ủy | 60 | '500.000 | {due} |"
    frame = frame_of(judge(examples.batch(text, FORM_SET)))
    assert broken_rows(frame, PRODUCT) == broken


def broken_rows(frame, kind):
    (relation,) = [relation for relation in relations_of(frame.form) if relation.kind == kind]
    return frame.broken[relation.code].tolist() if relation.code in frame.broken else []


@pytest.mark.parametrize(
    "cells, part, whole",
    [
        ("80 | 60 - 80 | ", True, True),
        ("81 | 60 - 80 | ", False, True),
        ("500 | từ 60 | ", True, True),
        ("10 | 60 - 80 | 70 - 90", True, True),
        ("10 | 60 - 80 | 75", True, True),  # within what its parts come to
        ("10 | 60 - 80 | 90", True, True),
        ("10 | 60 - 80 | 91", True, False),
        ("10 | 60 - 80 | 69", True, False),
        ("10 | từ 60 | 200", True, True),
        ("10 | từ 60 | 69", True, False),
        (" | 60 - 80 | 60 - 80", True, True),
        (" | 60 - 80 | 50 - 59", True, False),
    ],
)
def test_relations_hold_ranges_as_intervals(cells, part, whole):
    header = "| TT | Tên lớp | Học viên | Học viên dự kiến | Tổng số người |"
    text = f"# Biểu 1\n| BIỂU SỐ 1 |\n{header}\n| 1 | Bồi dưỡng cấp ủy | {cells} |"
    frame = frame_of(judge(examples.batch(text, FORM_SET)))
    assert (broken_rows(frame, PART) == [], broken_rows(frame, SUM) == []) == (part, whole)


def test_a_rate_is_in_no_total():
    added = FORM_SET.annexes["lop"].all_columns.added
    assert "rate" not in added and "share" not in added and {"cost", "class_range", "hours"} <= set(added)


# --- the biểu -----------------------------------------------------------------------------------

TWO_UNITS = """
    ## một.xlsx
    % unit_code: MOT
    % form_set: moi-loai-cot
    # Biểu 1
    | BIỂU SỐ 1 |
    | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi |
    | 1 | Bồi dưỡng cấp ủy | 03 - 04 lớp | khoảng 260 | 12,5 | 36.511.988.780 đ |
    | 2 | Bồi dưỡng chi ủy | theo nhu cầu | 35 | x | 972170000 |
    ## hai.xlsx
    % unit_code: HAI
    % form_set: moi-loai-cot
    # Biểu 1
    | BIỂU SỐ 1 |
    | TT | Tên lớp | Lớp dự kiến | Học viên dự kiến | Kinh phí (triệu) | Đã chi |
    | 1 | Bồi dưỡng cấp ủy | 9 | 60 - 80 | '12.500 | |
"""


def test_ranges_and_money_roll_up():
    bieu = roll_up_forms(examples.batch(TWO_UNITS, FORM_SET))[0]
    shown = [
        [line.numbers.get(name, line.texts.get(name)) for name in ("class_range", "learner_range", "cost")]
        for line in bieu.lines
    ]
    assert shown == [
        ["03 - 04 lớp", "khoảng 260", 12.5],
        ["theo nhu cầu", 35, "x"],
        [9, "60 - 80", 12500],
    ]
    totals = dict(bieu.total_texts())
    assert totals["Số lớp"] == "từ 12"
    assert bieu.range_total("learner_range") == "khoảng 355 – 375"
    assert totals["Kinh phí"] == "12.512,5 (chưa gồm 1 ô)" and totals["Đã chi"] == "37.484.158.780"


def returned(path, unit, **cells):
    """A unit's workbook as the blank is, with one class."""
    columns = FORM_SET.annexes["lop"].columns
    given = {"ordinal": 1, "class_name": "Bồi dưỡng cấp ủy", "learners": 60, **cells}
    row = [given.get(column.name) for column in columns]
    write_blank(path, FORM_SET, unit, Filled(rows={"lop": [row]}))


def test_blanks_go_out_and_come_back_as_a_working_file(tmp_path):
    folder = tmp_path / "nộp"
    folder.mkdir()
    returned(folder / "một.xlsx", "MOT", class_range="5-7", cost=12.5, spent=36511988780)
    returned(folder / "hai.xlsx", "HAI", class_range="2", cost=1500, spent=1)
    target = tmp_path / "tổng hợp.xlsx"
    result = roll_up(folder, FORM_SET, target)
    assert [f for f in result.report.findings if f.severity == "error"] == []
    assert validate(target) == []
    sheet = openpyxl.load_workbook(recalculate(target), data_only=True)["Biểu 1"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "TT")
    at = {cell.value: cell.column - 1 for cell in header if cell.value}
    rows = [row for row in sheet.iter_rows(min_row=header[0].row + 1) if row[1].value]
    figures = {name: [row[at[name]].value for row in rows[:3]] for name in at}
    assert figures["Lớp dự kiến"] == ["5-7", 2, "7 – 9"]
    assert figures["Kinh phí (triệu)"] == [12.5, 1500, 1512.5]
    money = [row[at["Kinh phí (triệu)"]] for row in rows[:3]]
    assert [cell.number_format for cell in money] == [
        number_format(12.5),
        number_format(1500),
        number_format(1512.5),
    ]
    assert figures["Đã chi"] == [36511988780, 1, 36511988781]
    sums = openpyxl.load_workbook(target)["Đối chiếu"].iter_rows(min_row=5)
    checks = {row[1].value: row[6].value for row in sums if str(row[6].value).startswith("=IF")}
    assert checks["Số học viên"].count("ROUND(") == 0 and checks["Kinh phí"].count("ROUND(") == 6


def test_a_blank_shows_what_is_typed_as_it_is(tmp_path):
    """Neither a fraction rounded away nor billions of đồng with dots in their tail alone; nor their total."""
    path = tmp_path / "một.xlsx"
    returned(path, "MOT", cost=12.5, spent=36511988780, learners=1360)
    book = openpyxl.load_workbook(path)
    for sheet in book.sheetnames:
        if sheet != "Biểu 1":
            book.remove(book[sheet])
    book.save(path)
    shown = shown_as_text(path)
    for figure in ("12.5", "36.511.988.780", "1.360"):
        assert shown.count(figure) == 2, figure  # as typed, and as the total


def test_an_own_field_of_a_kind_that_lacks_something_is_refused(tmp_path):
    own = shutil.copytree(EVERY_KIND, tmp_path / "bộ")
    with open(own / "fields.csv", "a", encoding="utf-8") as file:
        file.write("dollars,Tiền,money,money,Tiền,,,đô la,\npick,Chọn,choice,other,Chọn,,,,\n")
    with pytest.raises(FormSetError) as told:
        load_form_set(own)
    assert "cột “measure”" in str(told.value) and "cột “allowed”" in str(told.value)


# --- spreadsheets -------------------------------------------------------------------------------

SHOWN = {
    1360: "1.360",
    1_500_000_000: "1.500.000.000",
    36_511_988_780: "36.511.988.780",
    999_999_999_999_999: "999.999.999.999.999",
    12.5: "12,5",
    0.1: "0,1",
}
TYPED = (
    "60",
    "60 ",
    "",
    "-",
    "x",
    "2024",
    "15/03/1980",
    "30/02/1980",
    "5-7",
    60.0,
    2024.0,
    12.5,
    29295.0,
    0.0,
)


def test_a_number_format_shows_what_officials_print_in_a_spreadsheet_of_english(tmp_path):
    path = tmp_path / "dạng số.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.set_column(0, 1, 40)
        for row, value in enumerate(SHOWN):
            look = workbook.add_format({"num_format": number_format(value)})
            sheet.write_number(row, 0, value, look)
            quoted = look.num_format.replace('"', '""')
            sheet.write_formula(row, 1, f'=TEXT(A{row + 1},"{quoted}")')
    assert validate(path) == []
    shown = openpyxl.load_workbook(recalculate(path), data_only=True).active
    assert [cell.value for cell in shown["B"]] == list(SHOWN.values())


def test_formulas_read_plain_cells_as_the_kinds_do(tmp_path):
    """A number where the kind reads one, and never another; a formula may give up (“?”) on what is read."""
    made = [c.field.kind for annex in FORM_SET.annexes.values() for c in annex.all_columns]
    kinds = {kind.name + kind.measure: kind for kind in made if kind.read_formula("A1")}
    path = tmp_path / "công thức.xlsx"
    asked = []
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for row, raw in enumerate(TYPED):
            sheet.write(row, 0, raw) if isinstance(raw, float) else sheet.write_string(row, 0, raw)
            column = 0
            for kind in kinds.values():
                for suffix, formula in kind.read_formula(f"A{row + 1}").items():
                    column += 1
                    sheet.write_formula(row, column, f"={formula}")
                    asked.append((row, column, raw, kind, suffix))
    answers = openpyxl.load_workbook(recalculate(path), data_only=True).active
    for row, column, raw, kind, suffix in asked:
        answer = answers.cell(row + 1, column + 1).value
        if isinstance(answer, datetime):  # so LibreOffice shows what DATE gives
            answer = (answer - EPOCH_1900).days
        value, _ = kind.parse(raw)
        part = next(part for part in kind.parts if part.suffix == suffix)
        read = None if value is None else part.of(value)
        where = (raw, kind.name, suffix, answer, read)
        if answer not in (None, "", "?"):
            assert answer == read, where
        elif answer in (None, ""):
            assert read is None, where
    assert sum(answers.cell(r + 1, c + 1).value not in (None, "", "?") for r, c, *_ in asked) > 40


@pytest.mark.parametrize("men, women", [(4, "sáu"), ("bốn", 6), ("bốn", "sáu"), ("-4", 6)])
def test_a_sum_of_what_cannot_be_read_is_told_at_the_cells_that_cannot(men, women):
    text = f"""
        # Biểu 3
        | BIỂU SỐ 3 |
        | TT | Tên lớp | Nam | Nữ | Cả hai |
        | 1 | Lớp A | {men} | {women} | 10 |"""
    findings = judge(examples.batch(text, FORM_SET)).findings
    assert "D17" not in {finding.rule for finding in findings}
    unread = {cell for cell, said in (("C3", men), ("D3", women)) if not isinstance(said, int)}
    assert {finding.cell for finding in findings} == unread
