"""Vietnamese text as clerks type it, made comparable without guessing.

Accents are never stripped: xã Ba Tơ and xã Ba Tô are two communes (DESIGN decision 10).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_HYPHENS = re.compile(r"\s*[-‐-―−]\s*")
_NOT_WORD = re.compile(r"[^\w%]+")
# Tone placement: "uỷ, hoà, khoẻ" (new) and "ủy, hòa, khỏe" (old) are one word in both spellings.
# Only open syllables differ ("hoàn" has one spelling), and "quý" keeps its tone on the y.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_NEW_STYLE = re.compile(rf"(?<!q)(?:(o)([ae])|(u)(y))([{_TONES}])(?![\w{_TONES}])")
_QU_OLD = re.compile(rf"qu([{_TONES}])([aeoy])")


def clean(text: str) -> str:
    """NFC, with every run of white space (non-breaking and zero-width too) as one space."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form in which two spellings of one name are equal.

    NFC, spacing, case, hyphens, and tone placement (ủy = uỷ, hòa = hoà) are levelled; accents stay.
    """
    text = _HYPHENS.sub("-", clean(text)).lower()
    if text.isascii():
        return text
    marks = unicodedata.normalize("NFD", text)
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
    return _NOT_WORD.sub(" ", fold(text)).replace("_", " ").strip()


def quote(value: object, limit: int = 60) -> str:
    """A cell's value for a message: as written, on one line, shortened; 50 for 50.0."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if hasattr(value, "strftime") and hasattr(value, "year"):
        value = value.strftime("%d/%m/%Y")
    text = clean(str(value))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
