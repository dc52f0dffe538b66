"""Levelling of spelling: what counts as the same text, and what never does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_templates.words.spelling import clean, fold, quote, visible, words

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
VIETNAMESE = st.text("bcdđghklmnpqrstvx '-–.,1\u00a0\u200b\n" + VOWELS)

SAME = """
    Uỷ ban = Ủy ban         Hoà Bình = Hòa Bình     khoẻ = khỏe          Phú Thuỷ = PHÚ THỦY
    quý = qúy               quả = qủa               quề = qùê            quán = qúan
    luỵ = lụy               tuỳ = tùy               hoạ = họa            Đại Từ = Ðại Từ
    Đại Từ = Ɖại Từ         D'Ran = D’Ran           Xuân Hương - Đà Lạt = Xuân Hương–Đà Lạt
    Sở Nội vụ = SỞ  NỘI VỤ
"""
DIFFERENT = """
    Ba Tơ = Ba Tô           Văn Lang = Văn Lăng     Đại Từ = Đại Tư      Sơn Hà = Sơn Hạ
    quy = quý               hoa = hòa               Đà = Da              An Bình = An Bính
"""
SPELT_RIGHT = "hoàn hoặc hoạch loài khoẻn quý quỹ quyền quyết Huỳnh khuỷu thuở thuế xoăn ngoằn uỳnh"


def pairs(table: str) -> list[list[str]]:
    return [pair.split(" = ") for line in table.splitlines() for pair in line.split("   ") if pair.strip()]


def spelt(text: str) -> list[str]:
    """One text in the ways keyboards and clerks vary it."""
    return [
        text,
        unicodedata.normalize("NFD", text),
        text.upper(),
        f" \u00a0{text}\u200b\n",
        "\ufeff" + text.replace(" ", "\u00a0 "),
    ]


@pytest.mark.parametrize("one, other", pairs(SAME))
def test_spellings_of_one_name(one, other):
    assert {fold(text) for name in (one.strip(), other.strip()) for text in spelt(name)} == {
        fold(one.strip())
    }


@pytest.mark.parametrize("one, other", pairs(DIFFERENT))
def test_accents_are_never_levelled(one, other):
    assert fold(one.strip()) != fold(other.strip())


@pytest.mark.parametrize("word", SPELT_RIGHT.split())
def test_a_syllable_with_one_spelling_stays(word):
    assert fold(word) == word.lower()


@given(st.text() | VIETNAMESE)
def test_levelling_twice_changes_nothing(text):
    for level in (fold, clean, words):
        assert level(level(text)) == level(text)
    assert fold(clean(text)) == fold(text)


@given(VIETNAMESE)
def test_keyboards_and_capitals_do_not_matter(text):
    assert {fold(variant) for variant in spelt(text)} == {fold(text)}


@pytest.mark.parametrize("letters", ["\u0301\u0323", "\u200b", "-  ", "oà", "\n"])
def test_a_full_cell_comes_to_an_end(letters):
    assert isinstance(fold(letters * (32_767 // len(letters))), str)


@pytest.mark.parametrize(
    "value, shown",
    [
        (50.0, "50"),
        (1.5, "1,5"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("a\n b", "a b"),
        ("x" * 99, "x" * 59 + "…"),
    ],
)
def test_quote(value, shown):
    assert quote(value) == shown


def test_words_and_visible():
    assert words("TT,  Số  lượng_(người) 50%") == "tt số lượng người 50%"
    assert visible("\u200eTên\u00ad\nlớp\u200b") == "Tên\nlớp"
