"""The list of findings, which goes out and comes back: its columns, declared once.

The marked copy, the list beside a file that cannot be marked, the list in the open workbook and that of
the working file are written from these columns, and `reading.replies` reads by them what people wrote
into any of these.
"""

from __future__ import annotations

from dataclasses import dataclass

# In characters, and few different ones: in the open workbook each costs two calls into Excel, but for the
# narrow one, which is that of a new sheet.
NARROW, MIDDLE, WIDE = 9, 22, 50


@dataclass(frozen=True)
class ListColumn:
    """A column of a list of findings. width: in characters; for_people: to be written in; hidden: from the
    eye, and read when the list comes back."""

    header: str
    width: float = MIDDLE
    for_people: bool = False
    hidden: bool = False


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

_WHERE = (SHEET, CELL)
_WHAT = (MESSAGE, VALUE, EXPECTED, DIFFERENCE, MEND, REASON, DECISION)

# The lists, each with its columns in their order; the hidden one is the last of each.
OF_ONE_FILE = (NUMBER, SEVERITY, RULE, *_WHERE, *_WHAT, ID)
OF_OPEN_WORKBOOK = (NUMBER, SEVERITY, RULE, *_WHERE, *_WHAT, STATE, ID)
OF_ALL_FILES = (NUMBER, SEVERITY, RULE, UNIT, FILE, *_WHERE, *_WHAT, ID)
