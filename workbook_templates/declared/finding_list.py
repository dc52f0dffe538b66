"""The list of findings, which goes out and comes back: its columns, declared once.

The marked copy, the list beside a file that cannot be marked, the list in the open workbook and that of
the working file are written from these columns, and `reading.replies` reads by them what people wrote
into any of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

# In characters, and few different ones: in the open workbook each costs two calls into Excel, but for the
# narrow one, which is that of a new sheet.
NARROW, MIDDLE, WIDE = 9, 22, 50


@dataclass(frozen=True)
class ListColumn:
    """A column of a list of findings, known by its header. width: in characters; for_people: to be written
    in; hidden: from the eye, and read when the list comes back."""

    header: str
    width: float = field(default=MIDDLE, compare=False)
    for_people: bool = field(default=False, compare=False)
    hidden: bool = field(default=False, compare=False)


NUMBER = ListColumn("STT", NARROW)
SEVERITY = ListColumn("Mức độ")
RULE = ListColumn("Quy tắc", NARROW)
UNIT = ListColumn("Đơn vị")
FILE = ListColumn("Tệp")
SHEET = ListColumn("Trang tính")
CELL = ListColumn("Ô", NARROW)
MESSAGE = ListColumn("Nội dung", WIDE)
VALUE = ListColumn("Giá trị đang ghi")
EXPECTED = ListColumn("Giá trị đúng / mong đợi")
DIFFERENCE = ListColumn("Chênh lệch", NARROW)
MEND = ListColumn("Cách xử lý", WIDE)
REASON = ListColumn("Ý kiến của đơn vị", for_people=True)
DECISION = ListColumn("Xử lý của tỉnh", for_people=True)
STATE = ListColumn("Tình trạng", NARROW)
ID = ListColumn("Mã nội dung", hidden=True)
BASE = ListColumn("Mã số liệu", hidden=True)  # what the figures were, and what was written for people

_WHERE = (SHEET, CELL)
_WHAT = (MESSAGE, VALUE, EXPECTED, DIFFERENCE, MEND, REASON, DECISION)
_PRINTED = (MESSAGE, MEND, REASON, DECISION)
_ON_SCREEN = (VALUE, EXPECTED, DIFFERENCE)

# The lists, each with its columns in their order; hidden ones are the last of each.

# What goes out to a unit is printed: on A4 lengthwise its text, of 12 points, is no smaller than 10, even in
# a workbook whose first font is as wide as ours. What the message says needs no column of its own.
OF_ONE_FILE = (
    *(
        replace(column, width=width)
        for column, width in (
            (NUMBER, 5), (SEVERITY, 11), (RULE, 7), (SHEET, 12), (CELL, 6),
            (MESSAGE, 49), (MEND, 34), (REASON, 14), (DECISION, 12),
        )
    ),
    replace(VALUE, hidden=True),
    ID,
)  # fmt: skip
OF_OPEN_WORKBOOK = (NUMBER, SEVERITY, RULE, *_WHERE, *_WHAT, STATE, ID)
# The last columns that are seen stay on the screen: the printed page has no room for them.
OF_ALL_FILES = (NUMBER, SEVERITY, RULE, UNIT, FILE, *_WHERE, *_PRINTED, *_ON_SCREEN, BASE, ID)
PRINTED_OF_ALL_FILES = OF_ALL_FILES[: -len(_ON_SCREEN) - 2]
