"""What lies over the cells of an .ods: pictures, boxes of text, shapes, charts (drawings.py says what each is
to a reader).

They stand in the cell that they begin in, or, tied to the page, before all rows with a place in inches or
centimetres.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from workbook_templates.reading.drawings import Drawing, Drawn
from workbook_templates.reading.sheet_xml import MAX_COLUMNS, MAX_ROWS, column_index

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_STYLE_NAME, _FILL = _DRAW + "style-name", _DRAW + "fill"
_END = re.compile(r"\.?\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_SIZE = re.compile(r"(-?[0-9.]+)(in|cm|mm|pt)")
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72}
_WIDTH, _HEIGHT = 0.889, 0.178  # inches of a usual column and row
_SHAPES = frozenset(
    ("custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "regular-polygon")
)
_TAG = re.compile(rb"<(/?)draw:[^<>]*?(/?)>")
MOST_DRAWINGS = 200  # of a sheet; more are dust of copying


def hides_nothing(style) -> str | None:
    """The name of a style whose shapes are mere frames; None of any other."""
    fills = [part.get(_FILL) for part in style if part.tag == _STYLE + "graphic-properties"]
    return style.get(_STYLE + "name") if "none" in fills else None


def drawings_in(element, row: int, column: int, bare: Container[str]) -> Iterator[Drawing]:
    """The drawings of a cell, or of a page where row and column are those of its first cell. bare: names of
    the styles of mere frames."""
    for drawn in element:
        if drawn.tag == _DRAW + "g":
            yield from drawings_in(drawn, row, column, bare)
        elif drawn.tag.startswith(_DRAW) and (what := _what(drawn, bare)):
            yield Drawing(what[0], *_place(drawn, row, column), what[1])


def _what(drawn, bare: Container[str]) -> tuple[Drawn, str] | None:
    name = drawn.tag.removeprefix(_DRAW)
    if name not in _SHAPES and name != "frame":
        return None
    inside = {part.tag.removeprefix(_DRAW) for part in drawn}
    if "object" in inside or "object-ole" in inside:
        return Drawn.CHART, ""
    paragraphs = ["".join(part.itertext()) for part in drawn.iter(_PARAGRAPH)]
    if text := "\n".join(paragraphs).strip():
        return Drawn.TEXT, text
    if "image" in inside:
        return Drawn.PICTURE, ""
    return None if name == "frame" or drawn.get(_STYLE_NAME) in bare else (Drawn.SHAPE, "")


def _place(drawn, row: int, column: int) -> tuple[int, int, int, int]:
    down, right = (_inches(drawn, _SVG + name) for name in ("y", "x"))
    top, left = row + int(down / _HEIGHT), column + int(right / _WIDTH)
    end = _END.search(drawn.get(_TABLE + "end-cell-address", ""))
    if end:
        top, left = row, column
        bottom = int(end[2]) - 1 - (not _inches(drawn, _TABLE + "end-y"))  # it ends where that cell begins
        last = column_index(end[1]) - (not _inches(drawn, _TABLE + "end-x"))
    else:
        bottom = top + int(_inches(drawn, _SVG + "height") / _HEIGHT)
        last = left + int(_inches(drawn, _SVG + "width") / _WIDTH)
    return top, left, max(top, min(bottom, MAX_ROWS)), max(left, min(last, MAX_COLUMNS))


def _inches(drawn, name: str) -> float:
    found = _SIZE.fullmatch(drawn.get(name, ""))
    return max(float(found[1]) * _INCHES[found[2]], 0.0) if found else 0.0


def without_drawings(content: bytes) -> bytes:
    """The content without what is drawn, the words of which python-calamine puts to the text of the cell that
    they stand in; as it is where its tags do not match."""
    kept, start, depth = [], 0, 0
    for tag in _TAG.finditer(content):
        closes, single = tag.groups()
        if depth == 0 and not closes:
            kept.append(content[start : tag.start()])
        if not single:
            depth += -1 if closes else 1
        if depth < 0:
            return content
        if depth == 0:
            start = tag.end()
    return content if depth else b"".join((*kept, content[start:]))
