"""A form learnt from an example: what its columns and rows are, and what comes of the returns."""

from __future__ import annotations

import openpyxl
import pytest

from tests.forms_of_many_shapes import FORMS
from tests.office import recalculate, validate
from xl_addin.by_example import form_set_by_example
from xl_addin.roll_up import roll_up

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
