"""Cells typed in the old Vietnamese fonts, .Vn* (TCVN3, also called ABC) and VNI-*, to Unicode.

Such a cell stores Western characters that only its font draws as Vietnamese, so the font's name
says how to read them.

TCVN3 is TCVN 5712:1993 VN3, the part of `iconv -f TCVN5712-1` the fonts draw: the 67 lower-case
letters and Ă Â Ê Ô Ơ Ư Đ, one stored character each. Other capitals are lower-case letters in a
font whose name ends in H. VNI is the VNI-WIN table of UniKey and xvnkb: a vowel is followed by a
character for its hat and tone. Neither puts letters at 0x80-0x9F; those stay Windows punctuation.
"""

import re
from unicodedata import normalize

# Aligned: what is stored, what is drawn. The soft hyphen \xad is ư.
_TCVN3_STORED = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_DRAWN = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

# Aligned: VNI characters that are letters by themselves.
_VNI_STORED = "ÌÍÆÓÒÎÔÖÑìíæóòîôöñ"
_VNI_DRAWN = "ÌÍỈĨỊỴƠƯĐìíỉĩịỵơưđ"

# Aligned: VNI marks, and what each makes of an a before it.
_VNI_MARKS = "øûõùïâàåãáäêèúüéë"
_VNI_ON_A = "àảãáạâầẩẫấậăằẳẵắặ"

# C1 controls are Windows punctuation that a writer stored byte by byte: U+0085 for "…".
_C1 = {b: c for b in range(0x80, 0xA0) if (c := bytes([b]).decode("cp1252", "ignore"))}
_TCVN3 = _C1 | str.maketrans(_TCVN3_STORED, _TCVN3_DRAWN)
_VNI = _C1 | str.maketrans(_VNI_STORED, _VNI_DRAWN)

_COMBINING = {m: normalize("NFD", a)[1:] for m, a in zip(_VNI_MARKS, _VNI_ON_A, strict=True)}
_VNI_MARK = re.compile(
    "(?<=[aeouyôö])[øûõùï]|(?<=[aeo])[âàåãáä]|(?<=a)[êèúüéë]",
    re.IGNORECASE,
)

# Vietnamese letters and combining marks the encoding has no use for: the text is Unicode already.
_LETTERS = _TCVN3_DRAWN + _TCVN3_DRAWN.upper()
_UNICODE = {c for c in _LETTERS + normalize("NFD", _LETTERS) if not c.isascii()}
_UNICODE_IN_TCVN3 = _UNICODE - set(_TCVN3_STORED)
_UNICODE_IN_VNI = _UNICODE - set(_VNI_STORED + _VNI_MARKS + _VNI_MARKS.upper())


def encoding_of_font(name: str) -> str | None:
    """The encoding a font name stands for: "tcvn3", "tcvn3-caps", "vni", or None for Unicode."""
    name = name.strip().lower()
    if name.startswith("vni-"):
        return "vni"
    if name.startswith(".vn"):
        return "tcvn3-caps" if name.endswith("h") else "tcvn3"
    return None


def decode(text: str, encoding: str) -> str:
    """Text as stored and its encoding_of_font in; the Vietnamese the font draws out, in NFC.

    Text with a letter its encoding cannot store was typed in Unicode and is only normalised.
    """
    if not (_UNICODE_IN_VNI if encoding == "vni" else _UNICODE_IN_TCVN3).isdisjoint(text):
        return normalize("NFC", text)
    if encoding == "vni":
        text = _VNI_MARK.sub(lambda mark: _COMBINING[mark[0].lower()], text).translate(_VNI)
    else:
        text = text.translate(_TCVN3)
    text = normalize("NFC", text)
    return text.upper() if encoding == "tcvn3-caps" else text


# TCVN3 shows signs and capitals inside lower-case words (“cÊp”, “lý luËn”), VNI marks after vowels.
_LEGACY = re.compile(r"[µ©®¬¸¹»¼½¾ªº§¦¥¤£¢¡«¨¶·]|[a-zà-ÿ][À-ÖØ-Þ]|[aeouAEOU][øùûïØÙÛÏ]")


def looks_legacy(text: str) -> bool:
    """Whether a text shows letters of TCVN3 or VNI that Vietnamese in Unicode does not hold; for a
    workbook whose fonts are not known, or not yet."""
    return len(_LEGACY.findall(text)) >= 2 and may_be_legacy(text)


def may_be_legacy(text: str) -> bool:
    """Whether a text could be in an old font at all: it has Western letters, and none that only
    Vietnamese in Unicode has."""
    return not text.isascii() and not any("\u1ea0" <= ch <= "\u1ef9" for ch in text)
