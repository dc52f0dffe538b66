"""Legacy Vietnamese fonts: names, known samples, every letter, and text that is Unicode already."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_templates.words.legacy_fonts import decode, encoding_of_font

# `iconv -f TCVN5712-1` of bytes 0xA1-0xAE and 0xB5-0xFE, "." where VN3 has no letter:
# VN1's toned capitals there are in no .Vn font.
ICONV = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ.ằẳẵắ.",
    0xC0: "......ặầẩẫấậè.ẻẽ",
    0xD0: "éẹềểễếệìỉ...ĩíịò",
    0xE0: ".ỏõóọồổỗốộờởỡớợù",
    0xF0: ".ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {
    letter: chr(start + i)
    for start, letters in ICONV.items()
    for i, letter in enumerate(letters)
    if letter != "."
}

LOWER = """
    á à ả ã ạ  â ấ ầ ẩ ẫ ậ  ă ắ ằ ẳ ẵ ặ  é è ẻ ẽ ẹ  ê ế ề ể ễ ệ  í ì ỉ ĩ ị  ó ò ỏ õ ọ
    ô ố ồ ổ ỗ ộ  ơ ớ ờ ở ỡ ợ  ú ù ủ ũ ụ  ư ứ ừ ử ữ ự  ý ỳ ỷ ỹ ỵ  đ
"""
# The VNI-WIN table of UniKey (vnconv) and xvnkb (vni.h), letter for letter.
VNI_LOWER = """
    aù aø aû aõ aï  aâ aá aà aå aã aä  aê aé aè aú aü aë  eù eø eû eõ eï  eâ eá eà eå eã eä
    í ì æ ó ò  où oø oû oõ oï  oâ oá oà oå oã oä  ô ôù ôø ôû ôõ ôï
    uù uø uû uõ uï  ö öù öø öû öõ öï  yù yø yû yõ î  ñ
"""
VNI = dict(zip(LOWER.split(), VNI_LOWER.split(), strict=True))
VNI |= {letter.upper(): stored.upper() for letter, stored in VNI.items()}

SAMPLES = {
    "tcvn3": {
        "Uû ban nh©n d©n": "Uỷ ban nhân dân",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam": "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "§éc lËp - Tù do - H¹nh phóc": "Độc lập - Tự do - Hạnh phúc",
        "§µo t¹o, båi d\xadìng": "Đào tạo, bồi dưỡng",
        "c¸n bé, c«ng chøc, viªn chøc": "cán bộ, công chức, viên chức",
        "TØnh ñy": "Tỉnh ủy",
        "Lý luËn chÝnh trÞ": "Lý luận chính trị",
        "häc viªn": "học viên",
        "Khai gi¶ng": "Khai giảng",
        "BÕ gi¶ng": "Bế giảng",
        "HÖ kh«ng tËp trung": "Hệ không tập trung",
        "Sè l\xadîng": "Số lượng",
        "Ghi chó": "Ghi chú",
        "Thêi gian": "Thời gian",
        "Quý II/2024: 35 ng\xadêi": "Quý II/2024: 35 người",
        "Tæng céng": "Tổng cộng",
    },
    "tcvn3-caps": {
        "tØnh uû b¾c ninh": "TỈNH UỶ BẮC NINH",
        "§µo t¹o c¸n bé": "ĐÀO TẠO CÁN BỘ",
        "Quý i - n¨m 2024": "QUÝ I - NĂM 2024",
        "stt": "STT",
    },
    "vni": {
        "Ñaøo taïo, boài döôõng": "Đào tạo, bồi dưỡng",
        "caùn boä, coâng chöùc, vieân chöùc": "cán bộ, công chức, viên chức",
        "Tænh uûy": "Tỉnh ủy",
        "Lyù luaän chính trò": "Lý luận chính trị",
        "Hoïc vieân": "Học viên",
        "Khai giaûng": "Khai giảng",
        "Beá giaûng": "Bế giảng",
        "Heä khoâng taäp trung": "Hệ không tập trung",
        "Soá löôïng": "Số lượng",
        "Ghi chuù": "Ghi chú",
        "Thôøi gian": "Thời gian",
        "Quyù II/2024: 35 ngöôøi": "Quý II/2024: 35 người",
        "Toång coäng": "Tổng cộng",
        "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UÛY BAN NHAÂN DAÂN TÆNH": "ỦY BAN NHÂN DÂN TỈNH",
        "Uûy ban": "Ủy ban",
        "AÊn ôÛ": "Ăn ở",
        "Ø 20": "Ø 20",
    },
}


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArial Narrow", "tcvn3"),
        (".VNTIME", "tcvn3"),
        (".VnTimeH", "tcvn3-caps"),
        (".vnarialh", "tcvn3-caps"),
        ("VNI-Times", "vni"),
        (" vni-helve ", "vni"),
        ("Times New Roman", None),
        ("VnTime", None),
        ("", None),
    ],
)
def test_encoding_of_font(name, encoding):
    assert encoding_of_font(name) == encoding


@pytest.mark.parametrize(
    ("stored", "encoding", "expected"),
    [(s, encoding, e) for encoding, samples in SAMPLES.items() for s, e in samples.items()],
)
def test_samples(stored, encoding, expected):
    assert decode(stored, encoding) == expected


def test_the_tables_hold_every_letter():
    assert TCVN3.keys() == {*LOWER.split(), *"ĂÂÊÔƠƯĐ"}
    assert len(VNI) == 134


@pytest.mark.parametrize(("table", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni")])
def test_every_letter_round_trips(table, encoding):
    for letter, stored in table.items():
        assert decode(stored, encoding) == letter
        assert decode(f"ng{stored}n", encoding) == f"ng{letter}n"


@given(st.text(alphabet=[*TCVN3, *"bcdghklmnpqrstvx 0123456789-/"]))
def test_any_tcvn3_text_round_trips(text):
    stored = "".join(TCVN3.get(c, c) for c in text)
    assert decode(stored, "tcvn3") == text
    assert decode(stored, "tcvn3-caps") == text.upper()


@given(st.text(alphabet=[*VNI, *"aeiouyAEIOUYbcdghklmnpqrstvx 0123456789-/"]))
def test_any_vni_text_round_trips(text):
    assert decode("".join(VNI.get(c, c) for c in text), "vni") == text


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii(text):
    assert decode(text, "tcvn3") == decode(text, "vni") == text
    assert decode(text, "tcvn3-caps") == text.upper()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["tcvn3", "tcvn3-caps", "vni"])
@pytest.mark.parametrize("text", ["Đào tạo", "Bế giảng", "Tỉnh ủy", "người", "Tổng cộng – 12"])
def test_unicode_is_only_normalised(text, encoding, form):
    assert decode(unicodedata.normalize(form, text), encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Hà Nam", "tcvn3"), ("GHI CHÚ", "tcvn3"), ("BÁO CÁO", "tcvn3"), ("Quý", "vni")],
)
def test_a_western_letter_the_encoding_does_not_store_is_unicode_too(text, encoding):
    assert decode(text, encoding) == text


@pytest.mark.parametrize("encoding", ["tcvn3", "tcvn3-caps", "vni"])
def test_windows_punctuation_stays_and_controls_become_it(encoding):
    assert decode("…–“”\xa0", encoding) == "…–“”\xa0"
    assert decode("\x85\x96\x93\x94\xa0", encoding) == "…–“”\xa0"
