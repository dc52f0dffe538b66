"""Names of before July 2025 lead to the units of today as a suggestion, and are never taken for one."""

from datetime import date

import pytest

from workbook_templates.words.communes import find_province, formers, lowered_kind
from workbook_templates.words.former_names import Place, former_of, place_of
from workbook_templates.words.units import Catalogue, Unit

C = "Thị trấn C, huyện A (một phần)"
A = Unit("A", "Đảng ủy xã A", predecessors=("Xã A, huyện A", "Xã B, huyện A", C))
B = Unit(
    "B", "Đảng ủy phường B",
    predecessors=(C, "Xã B, thị xã D", "Xã E, huyện Z, tỉnh Q", "Phường G, TP. H"),
)  # fmt: skip
OFFICE = Unit("O", "Ban Tuyên giáo và Dân vận", predecessors=("Ban Dân vận", "CU", "Sở X, Y và Z (một phần)"))
GONE = Unit("CU", "Ban Tuyên giáo", valid_to="2025-01-31", aliases=("BTG",))
NAMES = Catalogue([A, B, OFFICE], gone=[GONE]).former_names


@pytest.mark.parametrize(
    "text, place",
    [
        ("Xã Bản Ngoại", Place("xã", "bản ngoại")),
        ("ĐẢNG UỶ XÃ BẢN NGOẠI", Place("xã", "bản ngoại")),
        ("Ban Thường vụ Đảng ủy xã X", Place("xã", "x")),
        ("UBND xã Bản Ngoại huyện Đại Từ, tỉnh Thái Nguyên", Place("xã", "bản ngoại", ("huyện", "đại từ"))),
        ("Xã Phú Thịnh (huyện Đại Từ)", Place("xã", "phú thịnh", ("huyện", "đại từ"))),
        ("Phường 1, TP. Đà Lạt", Place("phường", "1", ("thành phố", "đà lạt"))),
        ("Phường Lâm Viên - Đà Lạt", Place("phường", "lâm viên-đà lạt")),
        ("Huyện ủy Đại Từ", Place("huyện", "đại từ")),
        ("Đảng bộ thành phố Sông Công (tỉnh Thái Nguyên)", Place("thành phố", "sông công")),
        ("Thị ủy Phổ Yên", Place("thị xã", "phổ yên")),
        ("Quận ủy Ba Đình", Place("quận", "ba đình")),
        ("TT. Đu", Place("thị trấn", "đu")),
        ("TP.Thái Nguyên", Place("thành phố", "thái nguyên")),
        ("Đặc khu Lý Sơn", Place("đặc khu", "lý sơn")),
        ("Sở Xây dựng", None),
        ("Tỉnh đoàn", None),
        ("Xã ", None),
        ("", None),
    ],
)
def test_the_place_of_an_office(text, place):
    assert place_of(text) == place


@pytest.mark.parametrize(
    "text, units",
    [
        ("Xã A", [A]),
        ("Xã B", [A, B]),  # two communes had this name
        ("Xã B, huyện A", [A]),
        ("Xã B, thị xã D", [B]),
        ("Xã B, huyện D", []),  # there was none
        ("Thị trấn C", [A, B]),  # one commune went to two
        ("Huyện ủy A", [A, B]),
        ("Thị ủy D", [B]),
        ("Huyện Z", [B]),
        ("Thành ủy H", [B]),
        ("Xã a", [A]),
        ("Xã Â", []),  # accents tell
        ("Ban Dân vận", [OFFICE]),
        ("Ban Tuyên giáo", [OFFICE]),  # by the code of a unit that is no more
        ("BTG", [OFFICE]),
        ("Sở X, Y và Z", [OFFICE]),
        ("Ban Tuyên giáo và Dân vận", []),
    ],
)
def test_what_a_name_of_before_leads_to(text, units):
    found = NAMES.find(text)
    assert list(found.units if found else ()) == units


def test_only_a_part():
    assert [heir.part for heir in NAMES.find("Thị trấn C").heirs] == [True, True]
    assert [heir.part for heir in NAMES.find("Xã A").heirs] == [False]
    assert former_of("Sở X, Y và Z (một phần)") == ("Sở X, Y và Z", "", "", True)


def test_what_looks_like_a_name_of_before():
    names = Catalogue([Unit("A", "Đảng ủy xã A", predecessors=("Xã Bản Ngoại, huyện Đại Từ",))]).former_names
    assert names.alike("Đảng ủy xã Bản Ngoai").name == "Xã Bản Ngoại"
    assert names.alike("Huyện ủy Đại Tư").name == "huyện Đại Từ"
    assert names.alike("Xã Đại Tư") is None  # of the other level
    assert names.alike("Xã Khác") is None
    two = Catalogue([Unit("A", "Đảng ủy xã A", predecessors=("Xã Ba Tơ", "Xã Ba Tô"))]).former_names
    assert two.alike("Xã Ba To") is None


def _of_province(name: str, **more) -> Catalogue:
    province = find_province(name)
    return Catalogue(
        Unit(c.code, f"Đảng ủy {lowered_kind(c.name)}", aliases=(c.name,), **more) for c in province.communes
    )


def test_codes_of_communes_know_their_past():
    found = _of_province("Thái Nguyên").former_names.find("Huyện ủy Đại Từ")
    names = [unit.name for unit in found.units]
    assert "Đảng ủy xã Đại Từ" in names and len(names) == 10
    assert _of_province("Quảng Ngãi").former_names.find("Huyện Lý Sơn").units[0].code == "21548"


def test_a_code_of_five_digits_that_is_no_commune_or_another_says_nothing():
    one = "Đảng ủy xã Đại Từ"
    for code, name in (("99999", one), ("05830", "Sở Xây dựng"), ("5830", one)):
        assert Catalogue([Unit(code, name)]).former_names.find("Huyện ủy Đại Từ") is None
    own = Unit("05830", one, predecessors=("Xã Khác",))  # what the catalogue says goes first
    assert Catalogue([own]).former_names.find("Huyện ủy Đại Từ") is None


def test_what_a_catalogue_says_in_words_is_what_the_tables_say():
    for those in formers().values():
        for former in those:
            above = [lowered_kind(name) for name in former[1:3]]
            assert former_of(former.words) == (former.commune, *above, former.part)


@pytest.mark.parametrize(
    "typed, name",
    [
        ("UBND xã Đại Từ", "Đảng ủy xã Đại Từ"),  # another office of the same commune
        ("Đảng ủy xã Đại Tư", "Đảng ủy xã Đại Từ"),
        ("Huyện ủy Đại Tư", None),  # a district is no commune
        ("Đảng ủy xã Văn Lâng", None),  # as like Văn Lang as Văn Lăng
        ("Đảng ủy xã Bản Ngoai", None),
    ],
)
def test_a_suggestion_among_communes(typed, name):
    unit = _of_province("Thái Nguyên").suggest(typed)
    assert (unit and unit.name) == name


@pytest.mark.parametrize(
    "code, name",
    [("00004", "Đảng ủy phường Ba Đình"), ("4", "Đảng ủy phường Ba Đình"), ("04", "Đảng ủy phường Ba Đình"),
     ("4.0", None), ("-4", None), ("", None), ("5", None)],
)  # fmt: skip
def test_a_code_of_digits_that_excel_took_for_a_number(code, name):
    unit = _of_province("Hà Nội").match(code=code)
    assert (unit and unit.name) == name


def test_codes_that_are_one_number_are_told_apart():
    units = Catalogue([Unit("01", "Một"), Unit("001", "Hai")])
    assert units.match(code="001").name == "Hai" and units.match(code="1") is None


def test_validity_is_as_before():
    assert not GONE.valid_on(date(2026, 1, 1))
