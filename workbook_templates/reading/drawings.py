"""What lies over a sheet's cells: pictures, boxes of text, shapes, charts. None of it is a cell, so that no
figure in it is counted, and what lies below it is not seen.

Only sheets that refer to a drawing are asked. Comments and form controls are drawings of another sort (VML)
and are not printed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

_WIDTH, _HEIGHT = 609_600, 190_500  # of a usual column and row, in the drawing's units
_LINES = frozenset(("line", "straightConnector1", "bentConnector3", "curvedConnector3"))
_MOST = 200  # drawings of a sheet; more are dust of copying
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


class Drawn(StrEnum):
    """What a drawing is to a reader of the page."""

    PICTURE = "picture"
    TEXT = "text"
    SHAPE = "shape"
    CHART = "chart"


class Drawing(NamedTuple):
    """A drawing over the cells from top, left to bottom, right (from 0, inclusive), and its text."""

    kind: Drawn
    top: int
    left: int
    bottom: int
    right: int
    text: str = ""


def drawings_of(data: bytes) -> list[Drawing]:
    """The drawings of a drawing part that hide or say something. Raises what the XML parser does."""
    found = []
    for anchor in fromstring(data):
        place = _place(anchor)
        what = _what(anchor) if place else None
        if what is not None:
            kind, text = what
            found.append(Drawing(kind, *place, text))
        if len(found) >= _MOST:
            break
    return found


def _name(element) -> str:
    return element.tag.rpartition("}")[2]


def _numbers(element) -> dict[str, int]:
    return {_name(part): int(part.text) for part in element if (part.text or "").strip().isdigit()}


def _place(anchor) -> tuple[int, int, int, int] | None:
    """The cells below an anchor; None where it is tied to none."""
    parts = {_name(part): part for part in anchor}
    if "from" not in parts:
        return None
    start = _numbers(parts["from"])
    top, left = start.get("row", 0), start.get("col", 0)
    if "to" in parts:
        end = _numbers(parts["to"])
        bottom = end.get("row", top) - (not end.get("rowOff"))  # it ends where that cell begins
        right = end.get("col", left) - (not end.get("colOff"))
    else:
        size = parts["ext"].attrib if "ext" in parts else {}
        wide, high = (size.get(name, "0") for name in ("cx", "cy"))
        bottom = top + (int(high) if high.isdigit() else 0) // _HEIGHT
        right = left + (int(wide) if wide.isdigit() else 0) // _WIDTH
    if top > _MOST_ROWS or left > _MOST_COLUMNS:
        return None
    return top, left, max(top, min(bottom, _MOST_ROWS)), max(left, min(right, _MOST_COLUMNS))


def _what(anchor) -> tuple[Drawn, str] | None:
    """What a drawing is, and its text; None of a line and of a mere frame, which hide nothing."""
    names = {_name(element) for element in anchor.iter()}
    paragraphs = [element for element in anchor.iter() if _name(element) == "p"]
    text = "\n".join(
        "".join(run.text or "" for run in paragraph.iter() if _name(run) == "t") for paragraph in paragraphs
    ).strip()
    if text:
        return Drawn.TEXT, text
    if "pic" in names:
        return Drawn.PICTURE, ""
    if "graphicFrame" in names:
        return Drawn.CHART, ""
    shapes = [element for element in anchor.iter() if _name(element) == "sp"]
    return (Drawn.SHAPE, "") if any(map(_covers, shapes)) else None


def _covers(shape) -> bool:
    """Whether a shape without words hides what is below it."""
    own = next((part for part in shape if _name(part) == "spPr"), None)
    looks = {_name(part): part for part in own} if own is not None else {}
    drawn = looks["prstGeom"].get("prst") if "prstGeom" in looks else None
    if "noFill" in looks or drawn in _LINES:
        return False
    return "solidFill" in looks or any(_name(part) == "style" for part in shape)
