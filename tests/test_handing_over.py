"""A form set handed to other processes is the same there, and goes when it is no longer needed."""

import os
from pathlib import Path

import pytest

from tests.small_form_set import write_form_set
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.handing_over import Handed, form_set_of, handed_over
from workbook_templates.declared.loading import form_set_ids, load_form_set, read_form_set

QN = Path(__file__).parent / "form_sets" / "quang-ngai-2027"


def tables(forms):
    return [
        (
            form.id,
            form.title,
            form.sections,
            [(c.name, c.header, c.field.kind, c.sum_of) for c in form.columns],
        )
        for form in forms.values()
    ]


@pytest.mark.parametrize("source", [*form_set_ids(), QN], ids=str)
def test_it_is_the_same(source):
    made = load_form_set(source)
    assert made.header_words  # made at its first use, and kept
    with handed_over(made, source) as handed:
        there = form_set_of(handed)
    assert there is not made and "header_words" not in vars(there)  # only what was declared travels
    for part in ("id", "year", "settings", "programmes", "norms", "agreements", "dues", "rule_settings"):
        assert getattr(there, part) == getattr(made, part)
    assert tables(there.annexes) == tables(made.annexes) and tables(there.bieu) == tables(made.bieu)
    assert there.catalogue.units == made.catalogue.units
    assert there.header_words == made.header_words
    unit = next(iter(made.catalogue.units.values()))
    assert there.catalogue.match(unit.name.upper()) == unit


def test_the_file_is_private_and_goes(tmp_path):
    with handed_over(read_form_set(write_form_set(tmp_path)), tmp_path) as handed:
        assert os.stat(handed.file).st_mode & 0o077 == 0 or os.name == "nt"
    assert not os.path.exists(handed.file)


def test_a_machine_that_does_not_see_the_file_loads_it_by_its_name(tmp_path):
    gone = str(tmp_path / "gone.bo")
    assert form_set_of(Handed(gone, "lang-son-2018")).id == "lang-son-2018"
    assert form_set_of(Handed(gone, str(write_form_set(tmp_path)))).id == "nho-2027"
    with pytest.raises(FormSetError):
        form_set_of(Handed(gone, "khong-co"))
