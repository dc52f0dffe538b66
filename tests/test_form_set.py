"""A form set as data: what its tables may not say."""

import shutil

import pytest

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FORM_SETS
from workbook_templates.declared.loading import load_form_set


@pytest.fixture
def own(tmp_path):
    """A form set in a folder of one's own."""
    return shutil.copytree(FORM_SETS / "thai-nguyen-2025", tmp_path / "own")


def add(path, line):
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{line}\n", "utf-8")


NORM = "trung-cap,,,learners,30,60,học viên,{}"


def test_a_norm_with_its_source(own):
    add(own / "norms.csv", NORM.format("Công văn 12"))
    assert (load_form_set(own).norms[-1].low, load_form_set(own).norms[-1].high) == (30, 60)


def test_what_has_no_source_is_no_norm(own):
    add(own / "norms.csv", NORM.format(""))
    with pytest.raises(FormSetError):
        load_form_set(own)


@pytest.mark.parametrize("line", ["bieu-09,TN-TCT", "bieu-04,TN-KHAC"])
def test_what_owes_or_is_owed_exists(own, line):
    add(own / "dues.csv", line)
    with pytest.raises(FormSetError):
        load_form_set(own)
