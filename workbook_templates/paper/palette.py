"""The colours and lines of everything that is written, each said once.

Colours are RRGGBB. Lines and patterns bear the names that Excel's files give them; `BORDERS` and
`PATTERNS` say the numbers that XlsxWriter knows them by.
"""

from __future__ import annotations

from dataclasses import dataclass

BORDERS = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "hair": 7, "dashDot": 9}
PATTERNS = {"solid": 1, "lightUp": 14, "gray125": 17}


@dataclass(frozen=True)
class Mark:
    """How a severity shows, in a list and on a marked cell. A "solid" pattern shows `back` alone;
    others draw lines of `front` on it."""

    border: str
    line: str
    pattern: str
    back: str
    front: str = ""
    bold: bool = False


# Pattern and line differ, not colour alone: a grey print still tells the three apart. The lines
# of the pattern stay pale, for they run through letters with marks above and below.
SEVERITY = {
    "error": Mark(border="thin", line="C00000", pattern="solid", back="FFC7CE", bold=True),
    "warning": Mark(border="dashed", line="7F6000", pattern="lightUp", front="E2C25C", back="FFF2CC"),
    "hint": Mark(border="dotted", line="1F4E79", pattern="solid", back="DDEBF7"),
}
# A figure that could not be counted: dashed frame and hatching, legible in a grey print.
UNCOUNTED = Mark(border="dashed", line="000000", pattern="gray125", front="BFBFBF", back="FFFFFF")
# What somebody changed by hand: a dash-dotted frame tells it from all of these in a grey print.
BY_HAND = Mark(border="dashDot", line="5B3F8C", pattern="solid", back="EDE7F6")

LIST_HEADER_BACK = "D9D9D9"  # tables that are signed are black and white
LABEL_BACK = "F2F2F2"
ENTRY_BACK = "FFFBE6"  # cells for people to write in
LINK = "0563C1"
LIST_LINE = "7F7F7F"
BAR, BAR_LINE = "5B7FA6", "2F4A69"  # of the chart
