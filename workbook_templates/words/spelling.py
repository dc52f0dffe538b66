"""Vietnamese text as clerks type it, made comparable without guessing.

Accents are never stripped: xã Ba Tơ and xã Ba Tô are two communes (DESIGN decision 10).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Soft hyphens, zero-width and direction marks, which come along in text copied from a web page.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_LOOKALIKE = re.compile("[ðɖ‘’ʼ]")
_TO_LEVEL = re.compile("[-‐-―−ðɖ‘’ʼ]")  # hyphens and look-alikes, looked for at once
_HYPHENS = re.compile(r"[‐-―−]")
_NOT_WORD = re.compile(r"[^\w% ]|_")
# Letters that look the same: Ð and Ɖ, which old converters write for Đ, and curly apostrophes.
_LOOKALIKES = str.maketrans("ðɖ‘’ʼ", "đđ'''")
# Tone placement: "uỷ, hoà, khoẻ" (new) and "ủy, hòa, khỏe" (old) are one word in both spellings.
# Only open syllables differ ("hoàn", "hoặc" have one spelling), and "quý" keeps its tone on the y.
_NEW_STYLE = re.compile("(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\\w)")
_QU_OLD = re.compile("q[ùúủũụ][aăâeêioy]")
_TONED = {  # vowel → its five toned letters, in one order
    "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọ",
    "u": "ùúủũụ", "y": "ỳýỷỹỵ",
}  # fmt: skip
_TONE_OF = {letter: (vowel, tone) for vowel, letters in _TONED.items() for tone, letter in enumerate(letters)}
_MARKS_RUN = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")  # slow to normalise, no letter has them


def visible(text: str) -> str:
    """The text without characters that cannot be seen; white space stays."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """NFC, without invisible characters, and with every run of white space as one space."""
    if text.isascii():
        return " ".join(text.split())
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _MARKS_RUN.sub(r"\1", text))
    spaced = " ".join(text.split())
    return text if text == spaced else spaced  # the same object, which is kept and sent on once


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form in which two spellings of one name are equal.

    NFC, spacing, case, hyphens, apostrophes, and tone placement (ủy = uỷ, hòa = hoà) are levelled;
    accents stay.
    """
    return fold_clean(clean(text))


def fold_clean(text: str) -> str:
    """`fold` of a text that is `clean` already, not remembered."""
    text = text.lower()
    if _TO_LEVEL.search(text):
        text = _HYPHENS.sub("-", text).replace(" -", "-").replace("- ", "-")
        if _LOOKALIKE.search(text):
            text = text.translate(_LOOKALIKES)
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):  # the lower case of a rare capital
        text = unicodedata.normalize("NFC", text)
    if "q" in text:
        text = _QU_OLD.sub(_tone_to_second, text)
    return _NEW_STYLE.sub(_tone_to_first, text)


def _tone_to_first(match: re.Match[str]) -> str:
    first, second = match[0]
    vowel, tone = _TONE_OF[second]
    return _TONED[first][tone] + vowel


def _tone_to_second(match: re.Match[str]) -> str:
    q, first, second = match[0]
    return f"{q}u{_TONED[second][_TONE_OF[first][1]]}"


@lru_cache(maxsize=65536)
def words(text: str) -> str:
    """Folded text with punctuation as spaces: for header words and phrases."""
    return words_of_folded(fold(text))


def words_of_folded(folded: str) -> str:
    """`words` of a text that is folded already."""
    return " ".join(_NOT_WORD.sub(" ", folded).split())


# “Thạc sỹ” and “thạc sĩ”, “kỹ thuật” and “kĩ thuật”: in an open syllable the dictionary's i and the usual y.
_Y_OR_I = re.compile("(?<=[hklmst])[yỳýỷỹỵ](?!\\w)|(?<=qu)[yỳýỷỹỵ](?!\\w)")


@lru_cache(maxsize=8192)
def wording(text: str) -> str:
    """`words`, with “sỹ” as “sĩ”: for captions and contents, never for names, since Mỹ is not Mĩ."""
    return _Y_OR_I.sub(_as_i, words(text))


def _as_i(match: re.Match[str]) -> str:
    return "i" if match[0] == "y" else _TONED["i"][_TONE_OF[match[0]][1]]


def lowered(text: str) -> str:
    """Words that begin a sentence, as they stand within one; an abbreviation stays: BD."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def quote(value: object, limit: int = 60) -> str:
    """A cell's value for a message: as a page shows it, on one line, shortened; 50 for 50.0, 4,3 for 4.3."""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    if hasattr(value, "strftime") and hasattr(value, "year"):
        value = value.strftime("%d/%m/%Y")
    text = clean(str(value))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
