"""Looks of the working file's cells without the tool's marks: edited by hand, in conflict, not counted."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from workbook_templates.paper import palette
from xl_addin.copies.package_patch import MAIN, XmlPart, with_prefix

_M = f"{{{MAIN}}}"
_MARKS = (palette.BY_HAND, palette.SEVERITY["error"], palette.UNCOUNTED)
_BLENDED = ("F7F7F7", "F8F8F8")  # what LibreOffice makes of the hatching of a figure that was not counted
_THIN = "".join(
    f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom")
)


def unmarked(styles: bytes) -> tuple[bytes, dict[int, int]]:
    """The part of styles with a plain look for every marked one; and which takes the place of which."""
    root = fromstring(styles)
    fills = {n for n, fill in enumerate(root.iterfind(f"{_M}fills/{_M}fill")) if _is_mark(fill)}
    lines = {n for n, one in enumerate(root.iterfind(f"{_M}borders/{_M}border")) if _is_marked_line(one)}
    looks = list(root.iterfind(f"{_M}cellXfs/{_M}xf"))
    found = [n for n, xf in enumerate(looks)
             if int(xf.get("fillId", 0)) in fills and int(xf.get("borderId", 0)) in lines]  # fmt: skip
    if not found:
        return styles, {}
    part = XmlPart(styles)
    borders, xfs = part.root.child("borders"), part.root.child("cellXfs")
    thin = len(borders.children)
    part.append(borders, with_prefix(f"<border>{_THIN}<diagonal/></border>", part.root.prefix))
    part.set_attribute(borders, "count", str(thin + 1))
    for number in found:
        part.append(xfs, with_prefix(_plain(looks[number], thin), part.root.prefix))
    part.set_attribute(xfs, "count", str(len(looks) + len(found)))
    return part.result(), {number: len(looks) + place for place, number in enumerate(found)}


def _plain(xf: Element, border: int) -> str:
    said = {name: value for name, value in xf.attrib.items() if "}" not in name}
    said |= {"fillId": "0", "borderId": str(border), "applyBorder": "1"}
    said.pop("applyFill", None)
    inner = "".join(
        f"<{child.tag.removeprefix(_M)}{_said(child.attrib)}/>"
        for child in xf
        if child.tag in (f"{_M}alignment", f"{_M}protection")
    )
    return f"<xf{_said(said)}>{inner}</xf>"


def _said(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def _is_mark(fill: Element) -> bool:
    pattern = fill.find(f"{_M}patternFill")
    if pattern is None:
        return False
    colour = _colour(pattern.find(f"{_M}fgColor"))
    return any(
        pattern.get("patternType") == mark.pattern
        and colour == (mark.back if mark.pattern == "solid" else mark.front)
        for mark in _MARKS
    ) or (pattern.get("patternType") == "solid" and colour in _BLENDED)


def _is_marked_line(border: Element) -> bool:
    left = border.find(f"{_M}left")
    if left is None:
        return False
    return any(
        left.get("style") == mark.border and _colour(left.find(f"{_M}color")) == mark.line for mark in _MARKS
    )


def _colour(element: Element | None) -> str:
    return element.get("rgb", "")[-6:].upper() if element is not None else ""
