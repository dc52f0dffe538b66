"""The tool's own copy of the communes since July 2025, and how a province is named."""

import subprocess
import sys
from collections import Counter
from unicodedata import is_normalized, normalize

import pytest

from workbook_templates.words.communes import (
    Former,
    UnknownProvince,
    find_province,
    formers,
    names_alike,
    provinces,
)
from workbook_templates.words.spelling import fold

COMMUNES = [commune for province in provinces() for commune in province.communes]


def test_counts():
    assert len(provinces()) == 34
    assert Counter(commune.kind for commune in COMMUNES) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert len({commune.code for commune in COMMUNES}) == 3321
    assert sum(len(those) for those in formers().values()) == 10597 + 5  # five island districts


@pytest.mark.parametrize(
    "name, communes", [("Thái Nguyên", 92), ("Lâm Đồng", 124), ("Quảng Ngãi", 96), ("Lạng Sơn", 65)]
)
def test_counts_of_provinces(name, communes):
    assert len(find_province(name).communes) == communes


def test_names_are_spelt_one_way():
    former = [name for those in formers().values() for one in those for name in one[:3] if name]
    for name in [*(commune.name for commune in COMMUNES), *former, *(p.name for p in provinces())]:
        assert is_normalized("NFC", name)
        assert fold(name).replace("-", " - ") == name.lower().replace(" - ", "-").replace("-", " - "), name


def test_every_commune_begins_with_its_kind_and_has_a_past():
    assert all(commune.name.lower().startswith(commune.kind + " ") for commune in COMMUNES)
    assert all(formers()[commune.code] for commune in COMMUNES)
    assert formers().keys() == {commune.code for commune in COMMUNES}


def test_no_two_of_a_province_have_one_name():
    for province in provinces():
        names = [fold(commune.name) for commune in province.communes]
        assert len(set(names)) == len(names)


def test_names_alike():
    alike = {province.bare: names_alike([c.name for c in province.communes]) for province in provinces()}
    assert alike["Thái Nguyên"] == [("Xã Văn Lang", "Xã Văn Lăng")]
    assert ("Xã Ba Tơ", "Xã Ba Tô") in alike["Quảng Ngãi"]
    assert alike["Thanh Hóa"] == [("Xã Đồng Tiến", "Phường Đông Tiến")]
    assert alike["Lạng Sơn"] == []
    assert sum(map(len, alike.values())) == 10


def test_a_former_commune_in_words():
    assert Former("Xã Bản Ngoại", "Huyện Đại Từ").words == "Xã Bản Ngoại, huyện Đại Từ"
    whole = Former("Xã A", "Thị xã B", "Tỉnh Bắc Kạn", part=True).words
    assert whole == "Xã A, thị xã B, tỉnh Bắc Kạn (một phần)"
    assert [one.words for one in formers()["21548"]] == ["Huyện Lý Sơn"]


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Lạng Sơn", "Tỉnh Lạng Sơn"),
        ("tỉnh Lạng Sơn", "Tỉnh Lạng Sơn"),
        ("  LẠNG   SƠN ", "Tỉnh Lạng Sơn"),
        (normalize("NFD", "Lạng Sơn"), "Tỉnh Lạng Sơn"),
        ("Khánh Hoà", "Tỉnh Khánh Hòa"),
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("tp.hcm", "Thành phố Hồ Chí Minh"),
        ("Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Thành phố Huế", "Thành phố Huế"),
        ("T.P. Đà Nẵng", "Thành phố Đà Nẵng"),
    ],
)
def test_a_province_as_clerks_write_it(typed, name):
    assert find_province(typed).name == name


@pytest.mark.parametrize(
    "typed, now",
    [
        ("Bình Thuận", "Tỉnh Lâm Đồng"),
        ("tỉnh Bắc Kạn", "Tỉnh Thái Nguyên"),
        ("Bà Rịa – Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("Thừa Thiên Huế", "Thành phố Huế"),
    ],
)
def test_a_former_province_leads_to_its_successor(typed, now):
    with pytest.raises(UnknownProvince) as unknown:
        find_province(typed)
    assert unknown.value.now.name == now


@pytest.mark.parametrize(
    "typed, likely",
    [
        ("lang son", "Tỉnh Lạng Sơn"),
        ("Lạng Sôn", "Tỉnh Lạng Sơn"),
        ("ha noi", "Thành phố Hà Nội"),
        ("tỉnh Huế", "Thành phố Huế"),  # the kind is another
        ("thành phố Lạng Sơn", "Tỉnh Lạng Sơn"),  # a city of the province until June 2025
        ("thành phố Bình Thuận", "Bình Thuận (nay thuộc tỉnh Lâm Đồng)"),
        ("Tỉnh Bắc Cạn", "Bắc Kạn (nay thuộc tỉnh Thái Nguyên)"),
    ],
)
def test_what_is_written_otherwise_is_proposed_and_not_taken(typed, likely):
    with pytest.raises(UnknownProvince) as unknown:
        find_province(typed)
    assert unknown.value.now is None and unknown.value.likely[0] == likely


@pytest.mark.parametrize("typed", ["", "tỉnh", "xyz"])
def test_what_is_like_nothing(typed):
    with pytest.raises(UnknownProvince) as unknown:
        find_province(typed)
    assert unknown.value.now is None


def test_nobody_pays_for_the_tables_at_start():
    code = (
        "import xl_addin.command_line.command, xl_addin.check, sys;"
        "from workbook_templates.words import communes as c;"
        "sys.exit(c.provinces.cache_info().currsize + c.formers.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
