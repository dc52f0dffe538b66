"""Which PDF is the signed scan of which workbook: by its name, but for what says that it is signed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook_templates.words.spelling import words

_MARK = (
    r"(?:ban |file |tep )?(?:da |duoc |co )*"
    r"(?:signed|sign|scan|scanned|k[yi] so|kyso|k[yi](?: ten)?|chu ky(?: so)?|dong dau|ban (?:do|goc|chinh)"
    r"|dau|pdf|xlsx|xls|xlsm)(?: (?:va|dien tu|\d{1,8}))*"
)
_MARKS = re.compile(rf"{_MARK}(?: {_MARK})*")
# File names are often typed without accents; a word with accents is one of these or no mark (Tam Kỳ).
_ACCENTED = frozenset(words("bản tệp đã được có ký kí số tên chữ đóng dấu đỏ gốc chính và điện tử").split())
_COPY = re.compile(r"(.+?) \d")  # “a (1)”, as a browser names what it fetches again


def names_of(workbooks: Iterable[Path]) -> frozenset[str]:
    """The names of the workbooks of a folder, as `is_signed_scan` compares them."""
    stems = {words(path.stem) for path in workbooks}
    return frozenset(stems | {match[1] for stem in stems if (match := _COPY.fullmatch(stem))})


def is_signed_scan(scan: Path, workbooks: frozenset[str]) -> bool:
    """Whether a PDF belongs to one of the workbooks beside it (`names_of`): of its name, of its name with
    a mark of signing before or behind it, or, where there is one workbook only, with one in any name."""
    return is_named_as(scan, workbooks) or (len(workbooks) == 1 and any(without_marks(words(scan.stem))))


def is_named_as(scan: Path, workbooks: frozenset[str]) -> bool:
    """Whether a PDF has the name of one of the workbooks, but for what says that it is signed."""
    name = words(scan.stem)
    rests = set(without_marks(name))
    again = {match[1] for rest in (name, *rests) if (match := _COPY.fullmatch(rest))}
    return bool(workbooks & {name, *rests, *again})


def without_marks(name: str) -> Iterator[str]:
    """What is left of a name (its words) without its marks of signing, read as long as they can be and
    shorter."""
    parts = name.split()
    for place in range(1, len(parts)):
        if _is_mark(parts[place:]):
            yield " ".join(parts[:place])
        if _is_mark(parts[:place]):
            yield " ".join(parts[place:])


def _is_mark(parts: list[str]) -> bool:
    return all(part.isascii() or part in _ACCENTED for part in parts) and bool(
        _MARKS.fullmatch(_plain(" ".join(parts)))
    )


def _plain(text: str) -> str:
    """The text without accents."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text).replace("đ", "d")
