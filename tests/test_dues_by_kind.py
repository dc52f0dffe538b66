"""An annex that all units of a kind owe: said once, for whatever units a catalogue has."""

import pytest

from tests.small_form_set import write_form_set
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.loading import read_form_set


def due(folder, *rows, head="form,unit,unit_kinds"):
    write_form_set(folder)
    (folder / "dues.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    more = "N-XA,Đảng ủy xã Xa,party,,,,\nN-SO,Sở Y tế,state,,,,\n"
    path = folder / "units" / "nho.csv"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


def places(folder):
    with pytest.raises(FormSetError) as refused:
        read_form_set(folder)
    return [(one.file, one.row, one.column) for one in refused.value.complaints]


def test_all_units_of_the_kinds_that_exist_owe_it_in_the_order_of_the_catalogue(tmp_path):
    made = read_form_set(due(tmp_path, "bieu-01,,party|school", "bieu-02,,state"))
    assert made.dues == {"bieu-01": ("N-TCT", "N-MOI", "N-XA"), "bieu-02": ("N-SO",)}  # N-CU has ended


def test_a_unit_named_too_stands_where_it_is_named_first(tmp_path):
    made = read_form_set(due(tmp_path, "bieu-01,N-XA,", "bieu-01,,party", "bieu-02,N-SO,"))
    assert made.dues["bieu-01"] == ("N-XA", "N-MOI")


def test_kinds_alone_will_do(tmp_path):
    made = read_form_set(due(tmp_path, "bieu-01,party", "bieu-02,school", head="form,unit_kinds"))
    assert made.dues == {"bieu-01": ("N-MOI", "N-XA"), "bieu-02": ("N-TCT",)}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("bieu-01,,xa", "unit_kinds"),  # no unit is of this kind
        ("bieu-01,,party|xa", "unit_kinds"),
        ("bieu-01,,party|party", "unit_kinds"),
        ("bieu-01,N-XA,party", "unit"),  # one of both
        ("bieu-01,,", "unit"),
        ("bieu-02,,school|state", "unit_kinds"),  # the school owes it already
        ("bieu-09,,party", "form"),
    ],
)
def test_mistakes_are_told_at_their_cell(tmp_path, row, column):
    folder = due(tmp_path, "bieu-01,,school", "bieu-02,,school", row)
    assert places(folder) == [("dues.csv", 4, column)]
