"""How marks and the list of findings look, and the two ways a look is written.

`StyleSheet` adds looks to the styles part of an existing workbook, `xlsxwriter_format` describes
one to XlsxWriter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbook_templates.paper import palette
from xl_addin.copies.package_patch import XmlPart, with_prefix


@dataclass(frozen=True)
class Look:
    """The format of a cell; colours are RRGGBB, "" is none.

    A "solid" pattern shows `back` alone; others draw lines of `front` on it.
    """

    bold: bool = False
    size: int = 12
    colour: str = ""
    underline: bool = False
    border: str = ""
    border_colour: str = "000000"
    pattern: str = ""
    front: str = ""
    back: str = ""
    centred: bool = False
    locked: bool = True


SEVERITY = {
    severity: Look(
        bold=mark.bold,
        border=mark.border,
        border_colour=mark.line,
        pattern=mark.pattern,
        front=mark.front,
        back=mark.back,
    )
    for severity, mark in palette.SEVERITY.items()
}
TITLE = Look(bold=True, size=14)
NOTE = Look()
HEADER = Look(bold=True, border="thin", pattern="solid", back=palette.LIST_HEADER_BACK, centred=True)
BODY = Look(border="thin", border_colour=palette.LIST_LINE)
LINK = replace(BODY, colour=palette.LINK, underline=True)
ENTRY = Look(border="hair", border_colour=palette.LIST_LINE, locked=False)


def xlsxwriter_format(look: Look) -> dict[str, object]:
    """The look as the properties of an XlsxWriter format."""
    form: dict[str, object] = {
        "font_name": "Times New Roman",
        "font_size": look.size,
        "bold": look.bold,
        "text_wrap": True,
        "valign": "vcenter" if look.centred else "top",
        "locked": look.locked,
    }
    if look.centred:
        form["align"] = "center"
    if look.border:
        form |= {
            "border": palette.BORDERS[look.border],
            "border_color": f"#{look.border_colour}",
        }
    if look.pattern:
        form |= {"pattern": palette.PATTERNS[look.pattern], "bg_color": f"#{look.back}"}
    if look.front:
        form["fg_color"] = f"#{look.front}"
    return form


_NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
# The lists of a styles part that grow, in schema order, each with what a missing one must hold
# so that number 0 keeps meaning "plain".
_LISTS = {
    "fonts": ['<font><sz val="11"/><name val="Calibri"/></font>'],
    "fills": [
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ],
    "borders": [_NO_BORDER],
    "cellStyleXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
    "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
    "dxfs": [],
}
_ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"]


class StyleSheet:
    """The formats of a workbook: gives numbers of formats for looks and adds what is missing.

    A format that is there byte for byte is used again, so a copy of a copy does not grow.
    `finish` puts what was added into the part.
    """

    def __init__(self, part: XmlPart):
        self._part = part
        self._items: dict[str, list[bytes]] = {}
        for name in _LISTS:
            present = part.root.child(name)
            spans = present.children if present else ()
            self._items[name] = [part.data[item.start : item.end] for item in spans]
        self._cell_formats: dict[Look, int] = {}
        self._present = {name: len(items) for name, items in self._items.items()}

    def mark_format(self, look: Look) -> int:
        """The number of the differential format that lays `look` over a cell."""
        font = '<font><b/><i val="0"/></font>' if look.bold else ""
        return self._number("dxfs", f"<dxf>{font}{_fill(look, True)}{_border(look)}</dxf>")

    def cell_format(self, look: Look) -> int:
        """The number of the cell format for `look`."""
        if look not in self._cell_formats:
            self._cell_formats[look] = self._add_cell_format(look)
        return self._cell_formats[look]

    def _add_cell_format(self, look: Look) -> int:
        self._number("cellStyleXfs", None)
        font = self._number("fonts", _font(look))
        fill = self._number("fills", _fill(look) if look.pattern else None)
        border = self._number("borders", _border(look) if look.border else None)
        across = ' horizontal="center" vertical="center"' if look.centred else ' vertical="top"'
        return self._number(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
            'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
            f'<alignment{across} wrapText="1"/><protection locked="{int(look.locked)}"/></xf>',
        )

    def _number(self, name: str, fragment: str | None) -> int:
        """Where `fragment` stands in the list `name`, added if need be; None stands for plain."""
        items = self._items[name]
        if not items:
            items.extend(self._prefixed(_LISTS[name]))
        if fragment is None:
            return 0
        (item,) = self._prefixed([fragment])
        if item not in items:
            items.append(item)
        return items.index(item)

    def _prefixed(self, fragments: Iterable[str]) -> list[bytes]:
        return [with_prefix(fragment, self._part.root.prefix) for fragment in fragments]

    def finish(self) -> None:
        """Put the added formats into the part."""
        root = self._part.root
        for name, items in self._items.items():
            added = b"".join(items[self._present[name] :])
            present = root.child(name)
            if not added:
                continue
            if present:
                self._part.append(present, added)
                if "count" in present.attributes:
                    self._part.set_attribute(present, "count", str(len(items)))
            else:
                start, end = with_prefix(f'<{name} count="{len(items)}">|</{name}>', root.prefix).split(b"|")
                self._part.insert_after(root, _ORDER[: _ORDER.index(name)], start + added + end)


def _font(look: Look) -> str:
    bold = "<b/>" if look.bold else ""
    line = "<u/>" if look.underline else ""
    colour = f'<color rgb="FF{look.colour}"/>' if look.colour else ""
    name = '<name val="Times New Roman"/><family val="1"/>'
    return f'<font>{bold}{line}<sz val="{look.size}"/>{colour}{name}</font>'


def _fill(look: Look, differential: bool = False) -> str:
    """In a differential format the colour of a solid fill is the background, in a cell's not."""
    back = f'<bgColor rgb="FF{look.back}"/>'
    if look.pattern == "solid" and not differential:
        front, back = look.back, '<bgColor indexed="64"/>'
    else:
        front = look.front or look.back
    inside = f'<fgColor rgb="FF{front}"/>{back}'
    return f'<fill><patternFill patternType="{look.pattern}">{inside}</patternFill></fill>'


def _border(look: Look) -> str:
    colour = f'<color rgb="FF{look.border_colour}"/>'
    sides = ("left", "right", "top", "bottom")
    return "".join(
        (
            "<border>",
            *(f'<{side} style="{look.border}">{colour}</{side}>' for side in sides),
            "</border>",
        )
    )
