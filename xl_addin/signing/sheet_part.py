"""One worksheet as it goes to paper: its cells as plain texts and numbers, merges, widths, heights and page
setup; nothing else of the part is taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring

from workbook_templates.reading.table import letters
from xl_addin.copies.listing import SIGNATURE
from xl_addin.copies.package_patch import DOCUMENT_RELATIONS, MAIN

M = f"{{{MAIN}}}"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_PICTURE = re.compile(r"&G", re.I)  # of a header or footer: its part does not go along


class Content(NamedTuple):
    """What a cell holds. text: as a reader sees a text; number: as it is written; rich: its runs, in XML."""

    text: str = ""
    number: str = ""
    kind: str = ""
    rich: str = ""


@dataclass
class Row:
    """height: in points; cells: style and content by column (from 0)."""

    height: str = ""
    hidden: bool = False
    cells: dict[int, tuple[int, Content | None]] = field(default_factory=dict)


@dataclass
class SheetPart:
    """rows: by Excel number; widths: attributes of columns (from 0); merges: rows as Excel numbers them,
    columns from 0 (top, left, bottom, right); uncalculated: cells with a formula that has no result; dropped:
    what was on the sheet and does not go along, in a clerk's words."""

    rows: dict[int, Row]
    widths: dict[int, dict[str, str]]
    merges: list[tuple[int, int, int, int]]
    root: Element
    uncalculated: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    drawing: str = ""

    def text(self, row: int, column: int) -> str:
        """What a reader sees in a cell that holds a text."""
        content = self.rows[row].cells.get(column, (0, None))[1] if row in self.rows else None
        return content.text if content else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell, in the look that it has."""
        cells = self.rows.setdefault(row, Row()).cells
        cells[column] = (cells.get(column, (0, None))[0], Content(text, kind="inlineStr"))

    @property
    def last(self) -> int:
        """The last row with a text or a number."""
        filled = (n for n, row in self.rows.items() if any(content for _, content in row.cells.values()))
        return max(filled, default=1)


def read_part(part: bytes, strings: Sequence[Element], widest: int) -> SheetPart:
    """Read a worksheet. strings: the shared ones; widest: how many columns belong to the table."""
    root = fromstring(part)
    made = SheetPart({}, {}, [], root)
    for element in root.iterfind(f"{M}cols/{M}col"):
        for column in range(int(element.get("min")) - 1, min(int(element.get("max")), widest)):
            made.widths[column] = dict(element.attrib)
    number = 0
    for element in root.iterfind(f"{M}sheetData/{M}row"):
        number = int(element.get("r", number + 1))
        row = made.rows[number] = Row(element.get("ht", ""), element.get("hidden") in ("1", "true"))
        column = -1
        for cell in element.iterfind(f"{M}c"):
            place = _CELL.match(cell.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            if column < widest:
                content = _content(cell, strings)
                if content is None and cell.find(f"{M}f") is not None:
                    made.uncalculated.append(f"{letters(column)}{number}")
                row.cells[column] = (int(cell.get("s", 0)), content)
    for element in root.iterfind(f"{M}mergeCells/{M}mergeCell"):
        area = area_of(element.get("ref", ""))
        if area and area[1] < widest:
            made.merges.append((*area[:3], min(area[3], widest - 1)))
    drawing = root.find(f"{M}drawing")
    made.drawing = drawing.get(f"{{{DOCUMENT_RELATIONS}}}id", "") if drawing is not None else ""
    return made


def _content(cell: Element, strings: Sequence[Element]) -> Content | None:
    kind, value = cell.get("t", "n"), cell.findtext(f"{M}v")
    if kind == "inlineStr":
        return _of_string(cell.find(f"{M}is"))
    if value is None or (value == "" and kind != "str"):
        return None
    if kind == "s":
        return _of_string(strings[int(value)])
    if kind == "str":
        return Content(value, kind="inlineStr") if value else Content()
    return Content(value if kind == "e" else "", value, kind)


def _of_string(element: Element | None) -> Content | None:
    if element is None:
        return None
    runs = element.findall(f"{M}r")
    texts = [run.findtext(f"{M}t") or "" for run in runs] or [element.findtext(f"{M}t") or ""]
    rich = "".join(plain_xml(run) for run in runs)
    return Content("".join(texts), kind="inlineStr", rich=rich) if any(texts) else None


def plain_xml(element: Element) -> str:
    """An element of the main namespace as XML without prefixes; what is of another namespace is left out."""
    name = element.tag.removeprefix(M)
    attributes = "".join(f" {k}={quoteattr(v)}" for k, v in element.attrib.items() if "}" not in k)
    if name == "t":
        attributes = ' xml:space="preserve"'
    inner = escape(element.text or "") if name in ("t", "formula", *_HEADS) else ""
    inner += "".join(plain_xml(e) for e in element if e.tag.startswith(M) and e.tag != f"{M}extLst")
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


_HEADS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def column_number(name: str) -> int:
    """A column's number, from 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def area_of(text: str) -> tuple[int, int, int, int] | None:
    """`A1:H3` as (1, 0, 3, 7)."""
    ends = [_CELL.fullmatch(end) for end in text.split(":")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    first, last = ends[0], ends[-1]
    return int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])


def address(area: tuple[int, int, int, int], sign: str = "") -> str:
    """The reverse; sign: `$` for a name's."""
    top, left, bottom, right = area
    return f"{sign}{letters(left)}{sign}{top}:{sign}{letters(right)}{sign}{bottom}"


# --- without what is hidden -----------------------------------------------------------------------------


class Moved:
    """Where rows and columns come to stand when some are taken out."""

    def __init__(self, gone: set[int]) -> None:
        self.gone = sorted(gone)

    def __call__(self, number: int) -> int:
        return number - sum(one < number for one in self.gone)

    def area(self, first: int, last: int) -> tuple[int, int] | None:
        """Where a run comes to stand; None where nothing of it is left."""
        kept = [n for n in range(first, last + 1) if n not in self.gone]
        return (self(kept[0]), self(kept[-1])) if kept else None


def without(sheet: SheetPart, rows: set[int], columns: set[int]) -> tuple[Moved, Moved]:
    """Take rows and columns out of a sheet. What stands in the first cell of a merged area goes to the first
    that is left of it."""
    down, across = Moved(rows), Moved(columns)
    merges = []
    for top, left, bottom, right in sheet.merges:
        high, wide = down.area(top, bottom), across.area(left, right)
        if high is None or wide is None:
            continue
        first = next(r for r in range(top, bottom + 1) if r not in rows)
        column = next(c for c in range(left, right + 1) if c not in columns)
        if (first, column) != (top, left) and top in sheet.rows and left in sheet.rows[top].cells:
            sheet.rows.setdefault(first, Row()).cells[column] = sheet.rows[top].cells[left]
        if high[0] < high[1] or wide[0] < wide[1]:
            merges.append((high[0], wide[0], high[1], wide[1]))
    sheet.merges = merges
    sheet.rows = {down(number): row for number, row in sheet.rows.items() if number not in rows}
    for row in sheet.rows.values():
        row.cells = {across(column): cell for column, cell in row.cells.items() if column not in columns}
    sheet.widths = {across(column): said for column, said in sheet.widths.items() if column not in columns}
    return down, across


# --- written --------------------------------------------------------------------------------------------


def xml_of(sheet: SheetPart, styles: Mapping[int, int], down: Moved, across: Moved, shrink: int = 0) -> bytes:
    """The part. styles: numbers of looks that are to be others; shrink: percent by which the page gets
    smaller, to hold rows that were put in below."""
    root = sheet.root
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', f'<worksheet xmlns="{MAIN}" ']
    pieces.append(f'xmlns:r="{DOCUMENT_RELATIONS}">')
    if root.find(f"{M}sheetPr/{M}pageSetUpPr") is not None:
        pieces.append(f"<sheetPr>{plain_xml(root.find(f'{M}sheetPr/{M}pageSetUpPr'))}</sheetPr>")
    pieces += [_view(root, down, across), _copied(root, "sheetFormatPr")]
    pieces += [_columns(sheet), "<sheetData>", *_rows(sheet, styles), "</sheetData>"]
    if sheet.merges:
        inside = "".join(f'<mergeCell ref="{address(area)}"/>' for area in sheet.merges)
        pieces.append(f'<mergeCells count="{len(sheet.merges)}">{inside}</mergeCells>')
    pieces += _conditional(sheet, whole=not down.gone and not across.gone)
    pieces += [_copied(root, "printOptions"), _copied(root, "pageMargins"), _page_setup(root, shrink)]
    pieces += [_PICTURE.sub("", _copied(root, "headerFooter")), _breaks(root, "rowBreaks", down)]
    pieces.append(_breaks(root, "colBreaks", across))
    if sheet.drawing:
        pieces.append(f'<drawing r:id="{sheet.drawing}"/>')
    return "".join([*pieces, "</worksheet>"]).encode()


def _view(root: Element, down: Moved, across: Moved) -> str:
    view, pane = root.find(f"{M}sheetViews/{M}sheetView"), None
    grid = ' showGridLines="0"' if view is not None and view.get("showGridLines") in ("0", "false") else ""
    if view is not None:
        pane = view.find(f"{M}pane")
    frozen = ""
    if pane is not None and pane.get("state", "").startswith("frozen"):
        y, x = (int(float(pane.get(name, 0))) for name in ("ySplit", "xSplit"))
        y, x = down(y + 1) - 1, across(x)
        sides = "".join(f' {n}Split="{v}"' for n, v in (("x", x), ("y", y)) if v)
        place = {(True, True): "bottomRight", (True, False): "topRight"}.get((bool(x), bool(y)), "bottomLeft")
        if sides:
            frozen = f'<pane{sides} topLeftCell="{letters(x)}{y + 1}" activePane="{place}" state="frozen"/>'
    return f'<sheetViews><sheetView{grid} workbookViewId="0">{frozen}</sheetView></sheetViews>'


def _copied(root: Element, name: str) -> str:
    element = root.find(f"{M}{name}")
    return plain_xml(element) if element is not None else ""


def _columns(sheet: SheetPart) -> str:
    kept = ("width", "customWidth", "style", "bestFit")
    made = []
    for column, said in sorted(sheet.widths.items()):
        look = "".join(f' {name}="{said[name]}"' for name in kept if name in said)
        made.append(f'<col min="{column + 1}" max="{column + 1}"{look}/>')
    return f"<cols>{''.join(made)}</cols>" if made else ""


def _rows(sheet: SheetPart, styles: Mapping[int, int]) -> Iterator[str]:
    for number, row in sorted(sheet.rows.items()):
        height = f' ht="{row.height}" customHeight="1"' if row.height else ""
        cells = (_cell(number, c, styles.get(s, s), content) for c, (s, content) in sorted(row.cells.items()))
        yield f'<row r="{number}"{height}>{"".join(cells)}</row>'


def _cell(row: int, column: int, style: int, content: Content | None) -> str:
    start = f'<c r="{letters(column)}{row}"' + (f' s="{style}"' if style else "")
    if not content or not content.kind:
        return f"{start}/>"
    if content.kind != "inlineStr":
        kind = "" if content.kind == "n" else f' t="{content.kind}"'
        return f"{start}{kind}><v>{escape(content.number)}</v></c>"
    inner = content.rich or f'<t xml:space="preserve">{escape(content.text)}</t>'
    return f'{start} t="inlineStr"><is>{inner}</is></c>'


def _conditional(sheet: SheetPart, *, whole: bool) -> Iterator[str]:
    """The clerk's own conditional formats, where they speak of this sheet alone."""
    for element in sheet.root.iterfind(f"{M}conditionalFormatting"):
        formulas = [formula.text or "" for formula in element.iter(f"{M}formula")]
        if any(SIGNATURE in formula for formula in formulas):  # our marks of a check
            continue
        if whole and not any("!" in formula for formula in formulas):
            yield plain_xml(element)
        else:
            sheet.dropped.append("định dạng có điều kiện")


def _page_setup(root: Element, shrink: int) -> str:
    element = root.find(f"{M}pageSetup")
    if element is None:
        return ""
    said = {name: value for name, value in element.attrib.items() if "}" not in name}
    fit = root.find(f"{M}sheetPr/{M}pageSetUpPr")
    if shrink and (fit is None or fit.get("fitToPage") not in ("1", "true")):
        said["scale"] = str(max(10, int(said.get("scale", 100)) - shrink))
    return "<pageSetup" + "".join(f" {name}={quoteattr(value)}" for name, value in said.items()) + "/>"


def _breaks(root: Element, name: str, moved: Callable[[int], int]) -> str:
    found = [int(one.get("id", 0)) for one in root.iterfind(f"{M}{name}/{M}brk") if one.get("man")]
    made = sorted({place for number in found if (place := moved(number + 1) - 1) > 0})
    if name == "colBreaks":
        made = sorted({moved(number) for number in found if moved(number) > 0})
    most = 16383 if name == "rowBreaks" else 1048575
    inside = "".join(f'<brk id="{place}" max="{most}" man="1"/>' for place in made)
    count = f' count="{len(made)}" manualBreakCount="{len(made)}"'
    return f"<{name}{count}>{inside}</{name}>" if made else ""
