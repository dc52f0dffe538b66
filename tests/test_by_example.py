"""A form learnt from an example: what its columns and rows are, and what comes of the returns."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tests.forms_of_many_shapes import FORMS
from tests.office import recalculate, validate
from workbook_templates.learning.choices import LINES
from xl_addin.by_example import form_set_by_example
from xl_addin.command_line.command import run
from xl_addin.roll_up import roll_up
from xl_addin.summary.contents import UNDERSTANDING

BY_NAME = {form.name: form for form in FORMS}


@pytest.fixture(scope="module", params=FORMS, ids=BY_NAME)
def made(request, tmp_path_factory):
    """A form with what was learnt of it, and its returns rolled up."""
    form = request.param
    folder = tmp_path_factory.mktemp("bieu")
    example, returns = form.write(folder)
    with form_set_by_example(example, [returns]) as learnt:
        result = roll_up(returns, learnt.form_set, folder / "tong-hop.xlsx", learnt.folder)
        yield form, learnt, result, folder / "tong-hop.xlsx"


def test_kinds_and_rows_are_learnt(made):
    form, learnt, _, _ = made
    (taken,) = learnt.forms
    assert " ".join(("+" if c.adds else "") + type(c.kind).name for c in taken.columns) == form.kinds
    assert taken.line == form.line


def test_relations_are_learnt(made):
    form, learnt, _, _ = made
    (taken,) = learnt.forms
    place = {column.name: column.place for column in taken.columns}
    found = {
        column.place: (relation, tuple(place[name] for name in getattr(column, relation)))
        for column in taken.columns
        for relation in ("sum_of", "part_of", "product_of")
        if getattr(column, relation)
    }
    assert found == form.relations


def test_totals_are_right_and_clean_returns_are_silent(made):
    form, learnt, result, _ = made
    (bieu,) = result.bieu
    names = [column.name for column in learnt.form_set.annexes["bieu-1"].columns]
    totals = {i: bieu.total(n) for i, n in enumerate(names)
              if bieu.form.by_field[n].field.kind.adds and not bieu.form.by_field[n].field.kind.interval}
    assert totals == form.totals
    assert [(f.rule, f.cell) for f in result.report.findings] == []


def test_each_return_is_its_units(made):
    form, _, result, _ = made
    units = result.report.batch.form_set.catalogue.units
    assert {unit.name for unit in units.values()} == set(form.returns)


def test_the_working_file_is_valid_and_its_formulas_hold(made):
    _, _, _, path = made
    assert validate(path) == []
    before, after = (openpyxl.load_workbook(p, data_only=True) for p in (path, recalculate(path)))
    for sheet in before.worksheets[1:4]:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    assert after[sheet.title][cell.coordinate].value == pytest.approx(cell.value)
    assert not [c.coordinate for row in after["Đối chiếu"].iter_rows() for c in row if c.value == "LỆCH"]


def test_what_the_clerk_chooses_counts_at_the_next_run_and_the_one_after(tmp_path):
    """A column that was taken for text is added up once she says so, and stays so."""
    form = BY_NAME["nhiều dòng mỗi đơn vị, cột không rõ"]
    example, returns = form.write(tmp_path)
    target = tmp_path / "tong-hop.xlsx"
    totals = []
    for _ in range(3):
        call = ["tong-hop", str(returns), "--theo-mau", str(example), "-o", str(target)]
        assert run(call) == 0
        totals.append(total_row(target))
        book = openpyxl.load_workbook(target)
        row = next(row for row in book[UNDERSTANDING].iter_rows(min_row=5) if row[1].value == "Hạng")
        if row[2].value.startswith("Số: không"):
            row[2].value = "Số đếm: cộng"
            book.save(target)
    assert totals == [[16], [16, 7], [16, 7]]


def test_rows_can_be_chosen_to_be_copied_one_by_one(tmp_path):
    form = BY_NAME["tiêu đề ba tầng mất gộp ô"]
    example, returns = form.write(tmp_path)
    target = tmp_path / "tong-hop.xlsx"
    call = ["tong-hop", str(returns), "--theo-mau", str(example), "-o", str(target)]
    assert run(call) == 0
    book = openpyxl.load_workbook(target)
    rows = book[UNDERSTANDING].iter_rows(min_row=4)
    row = next(row for row in rows if str(row[1].value).startswith("(các"))
    row[2].value = LINES["class"]
    book.save(target)
    assert run(call) == 0
    sheet = openpyxl.load_workbook(target, data_only=True)["Biểu"]
    assert [row[2].value for row in sheet.iter_rows()].count("Cán bộ") == 2
    assert total_row(target) == [28, 10, 9, 9]


def total_row(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Biểu"]
    row = next(row for row in sheet.iter_rows() if any(cell.value == "Tổng cộng" for cell in row))
    return [cell.value for cell in row if isinstance(cell.value, (int, float))]


def test_a_working_file_can_be_the_example_and_be_checked_by_it(tmp_path):
    """Last year's biểu, or this year's before it is signed."""
    form = BY_NAME["dòng cố định hai tầng"]
    example, returns = form.write(tmp_path)
    target, again = tmp_path / "tong-hop.xlsx", tmp_path / "lan-sau.xlsx"
    assert run(["tong-hop", str(returns), "--theo-mau", str(example), "-o", str(target)]) == 0
    assert run(["tong-hop", str(returns), "--theo-mau", str(target), "-o", str(again)]) == 0
    assert total_row(again) == total_row(target) == list(form.totals.values())
    report = tmp_path / "ket-qua.json"
    assert run(["kiem-tra", str(target), "--theo-mau", str(example), "--json", str(report)]) == 0
    (item,) = json.loads(report.read_text(encoding="utf-8"))["files"]
    assert not [(f["rule"], f["cell"]) for f in item["findings"]]


def test_what_is_learnt_can_be_kept_as_a_form_set(tmp_path):
    """As a workbook, which is checked and used like any other; it is not written over."""
    form = BY_NAME["dòng cố định hai tầng"]
    example, returns = form.write(tmp_path)
    kept, target = tmp_path / "bộ biểu.xlsx", tmp_path / "tong-hop.xlsx"
    call = ["mau", "lap", str(example), str(returns), "-o", str(kept)]
    assert run(call) == 0 and run(call) == 2
    assert run(["mau", "kiem-tra", str(kept)]) == 0
    assert run(["tong-hop", str(returns), "--bo-bieu", str(kept), "-o", str(target)]) == 0
    assert total_row(target) == list(form.totals.values())
    assert validate(kept) == []
    assert run(["tao-mau", str(kept), "-o", str(tmp_path / "trắng")]) == 2  # nobody said who owes one
    listed = tmp_path / "đơn vị.txt"
    listed.write_text("Xã Ba Tơ\nXã Ba Tô\n", encoding="utf-8")
    whose = tmp_path / "bộ có đơn vị.xlsx"
    call = ["mau", "lap", str(example), "--don-vi", str(listed), "-o", str(whose)]
    assert run(call) == run(["tao-mau", str(whose), "-o", str(tmp_path / "trắng")]) == 0
    assert len(list((tmp_path / "trắng").glob("*.xlsx"))) == 2


def test_what_is_contained_in_a_line_is_added_up_and_adds_nothing(tmp_path):
    form = BY_NAME["trong đó dưới dòng"]
    example, returns = form.write(tmp_path)
    target = tmp_path / "tong-hop.xlsx"
    assert run(["tong-hop", str(returns), "--theo-mau", str(example), "-o", str(target)]) == 0
    rows = {row[1].value: row[3].value for row in openpyxl.load_workbook(target, data_only=True)["Biểu"]}
    assert (rows["Trong đó: Nữ"], rows["Người dân tộc thiểu số"], rows["Cộng"]) == (31, 7, 197)
