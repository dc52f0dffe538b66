"""Vietnamese text as clerks type it, made comparable without guessing.

Accents are never stripped: xã Ba Tơ and xã Ba Tô are two communes (DESIGN decision 10).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
# Soft hyphens, zero-width and direction marks, which come along in text copied from a web page.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_HYPHENS = re.compile(r"\s*[-‐-―−]\s*")
_NOT_WORD = re.compile(r"(?:[^\w%]|_)+")
# Letters that look the same: Ð and Ɖ, which old converters write for Đ, and curly apostrophes.
_LOOKALIKES = str.maketrans("ðɖ‘’ʼ", "đđ'''")
# Tone placement: "uỷ, hoà, khoẻ" (new) and "ủy, hòa, khỏe" (old) are one word in both spellings.
# Only open syllables differ ("hoàn", "hoặc" have one spelling), and "quý" keeps its tone on the y.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_SHAPES = "\u0302\u0306\u031b"  # of â, ă, ơ
_NEW_STYLE = re.compile(rf"(?<!q)(?:(o)([ae])|(u)(y))([{_TONES}])(?![\w{_TONES}{_SHAPES}])")
_QU_OLD = re.compile(rf"qu([{_TONES}])([aeioy][{_SHAPES}]?)")
_MARKS_RUN = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")  # slow to normalise, no letter has them


def visible(text: str) -> str:
    """The text without characters that cannot be seen; white space stays."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """NFC, without invisible characters, and with every run of white space as one space."""
    if text.isascii():
        return " ".join(text.split())
    text = _MARKS_RUN.sub(r"\1", visible(text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form in which two spellings of one name are equal.

    NFC, spacing, case, hyphens, apostrophes, and tone placement (ủy = uỷ, hòa = hoà) are levelled;
    accents stay.
    """
    text = _HYPHENS.sub("-", clean(text)).lower()
    if text.isascii():
        return text
    marks = unicodedata.normalize("NFD", text.translate(_LOOKALIKES))
    # Recompose all but the tone marks that may have to move.
    if any(tone in marks for tone in _TONES):
        marks = _QU_OLD.sub(r"qu\2\1", marks)
        marks = _NEW_STYLE.sub(_move_tone, marks)
    return unicodedata.normalize("NFC", marks)


def _move_tone(match: re.Match[str]) -> str:
    first, second, tone = (part for part in match.groups() if part is not None)
    return first + tone + second


@lru_cache(maxsize=65536)
def words(text: str) -> str:
    """Folded text with punctuation as spaces: for header words and phrases."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def quote(value: object, limit: int = 60) -> str:
    """A cell's value for a message: as written, on one line, shortened; 50 for 50.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "strftime") and hasattr(value, "year"):
        value = value.strftime("%d/%m/%Y")
    text = clean(str(value))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
