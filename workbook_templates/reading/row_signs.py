"""By what a data row may be another than one of its own: its numbering and how its name begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workbook_templates.reading.row_words import (
    ROMAN,
    depth_of_ordinal,
    is_of_which,
    is_sub_line,
    may_be_total_label,
)

_UNNUMBERED, _NAMED, _BULLET, _OF_WHICH = 8, 9, 10, 11  # how deep below a line; a number says it itself


class Sign(StrEnum):
    """What stands out in a data row."""

    OF_WHICH = "of_which"  # “Trong đó: nữ”
    SUB_LINE = "sub_line"  # 1.1, a), a dash
    UNNUMBERED = "unnumbered"  # it has no number
    NAMED_TOTAL = "named_total"  # it has a number, and is called “Toàn huyện”


@dataclass
class Signs:
    """What stands out in the rows of one table, by Excel row: why a row may be no row of its own, and how
    deep it stands below one; notes: rows that explain others."""

    of_rows: dict[int, tuple[Sign, int]] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)

    def of(self, row: int) -> tuple[Sign | None, int]:
        """The sign of a row and how deep it stands; (None, 0) of a row like most."""
        return self.of_rows.get(row, (None, 0))


def sign_of(ordinal: object, numbered: bool, label: str | None, name: str | None) -> tuple[Sign, int] | None:
    """The sign of a data row. ordinal: the cell of its number; numbered: whether that is one; label: its
    first text; name: that of the column that names rows, where there is one."""
    if depth := depth_of_ordinal(ordinal):
        return Sign.SUB_LINE, depth
    mark = ordinal.strip() if isinstance(ordinal, str) else ""
    if not numbered and not ROMAN.match(mark):
        label = name if mark else label  # “Đợt 1” in the place of a number is none of its own
        if label and is_of_which(label):
            return Sign.OF_WHICH, _OF_WHICH
        if not label or not is_sub_line(label):
            return Sign.UNNUMBERED, _UNNUMBERED
        return Sign.SUB_LINE, _NAMED if label[:1].isalpha() and label[1:2].isalpha() else _BULLET
    if name and is_of_which(name):
        return Sign.OF_WHICH, _OF_WHICH
    if name and name[:1] in "tTcCsSnN" and may_be_total_label(name):
        return Sign.NAMED_TOTAL, 0
    return None
