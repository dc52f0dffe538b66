"""Units are matched by code or exact known name, and never by anything looser."""

from datetime import date
from unicodedata import normalize

import pytest

from workbook_templates.words.units import Catalogue, Unit

TO, TO2 = Unit("QN-BTO", "Xã Ba Tơ"), Unit("QN-BTO2", "Xã Ba Tô")
OFFICE = Unit("TN-SNN", "Sở Nông nghiệp", aliases=("Sở NN&PTNT", "Sở NN&PTNT", ""))
ONE, TWO = Unit("A", "Phường Hòa Bình", aliases=("Tân Thành",)), Unit("B", "Tân Thành")
UNITS = Catalogue([TO, TO2, OFFICE, ONE, TWO])


@pytest.mark.parametrize(
    "name, code, unit",
    [
        ("Xã Ba Tơ", None, TO),
        ("XÃ  BA TÔ", None, TO2),
        (normalize("NFD", "xã ba tơ\u00a0"), None, TO),
        ("Phường Hoà Bình", None, ONE),
        ("sở nn&ptnt", None, OFFICE),
        (None, "TN-SNN", OFFICE),
        ("Xã Ba Tơ", " tn–snn ", OFFICE),  # the code decides
        ("Xã Ba Tơ", "TN-SNV", TO),  # an unknown code says nothing
        ("Xã Ba To", None, None),
        ("Ba Tơ", None, None),
        ("Đảng ủy xã Ba Tơ", None, None),
        ("Tân Thành", None, None),  # two units have this name
        ("", None, None),
        (" \u200b", " ", None),
        (None, None, None),
    ],
)
def test_match(name, code, unit):
    assert UNITS.match(name, code) is unit


@pytest.mark.parametrize(
    "name, unit",
    [
        ("Xã Ba Tơ", TO),
        ("Sở Nông nghiêp", OFFICE),
        ("Xã Ba To", None),  # as near to Ba Tơ as to Ba Tô
        ("Tân Thành", None),
        ("Bệnh viện", None),
        ("", None),
    ],
)
def test_suggest(name, unit):
    assert UNITS.suggest(name) is unit


@pytest.mark.parametrize(
    "valid_from, valid_to, valid",
    [
        ("", "", True),
        ("2025-07-01", "", True),
        ("2025-07-02", "", False),
        ("", "2025-07-01", True),
        ("", "2025-06-30", False),
    ],
)
def test_validity(valid_from, valid_to, valid):
    assert Unit("A", "A", valid_from=valid_from, valid_to=valid_to).valid_on(date(2025, 7, 1)) is valid


def test_a_catalogue_in_error_is_not_read():
    with pytest.raises(ValueError):
        Unit("A", "A", valid_from="01/07/2025").valid_on(date(2025, 7, 1))
    with pytest.raises(ValueError):
        Catalogue([Unit("A", "Một"), Unit("a", "Hai")])
