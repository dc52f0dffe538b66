"""The looks of a workbook's cell styles and of its conditional formats: struck out, raised, not to be seen,
another number than the one that stands there; and the legacy encodings of their fonts."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from workbook_templates.kinds import Code
from workbook_templates.reading.number_formats import NumberFormat, number_format
from workbook_templates.words.legacy_fonts import encoding_of_font

Look = Code | NumberFormat  # a number format is asked of each number
_BUILT_IN = {"9": "0%", "10": "0.00%", "11": "0.00E+00", "48": "##0.0E+0"}
_INDEXED = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF", "64": "000000", "65": "FFFFFF"}
_NEARLY_WHITE = 0xF0  # of each of red, green and blue: nothing is seen of it on paper
_WHITE_TINT = -0.06  # the first of Excel's darker shades of white is F2F2F2
_SMALLEST_FONT = 2.0  # points
_MOST_FORMATS = 5_000  # of a workbook


def looks_of_styles(styles: bytes | None) -> dict[int, Look]:
    """The look of each cell style that has one."""
    if not styles:
        return {}
    root = fromstring(styles)
    fonts = [_font(font) for font in _children(root, "fonts")]
    fills = [_fill(fill) for fill in _children(root, "fills")]
    formats = _children(root, "numFmts")[:_MOST_FORMATS]
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in formats}
    found = {}
    for index, style in enumerate(_children(root, "cellXfs")):
        number = style.get("numFmtId", "0")
        code = codes.get(number) or _BUILT_IN.get(number)
        look = _look(_at(fonts, style.get("fontId")), _at(fills, style.get("fillId")), code)
        if look:
            found[index] = look
    return found


def looks_of_dxfs(styles: bytes | None) -> dict[int, Look]:
    """The same of the looks that conditional formats give."""
    if not styles or b"dxf" not in styles:
        return {}
    found = {}
    for index, dxf in enumerate(_children(fromstring(styles), "dxfs")):
        parts = {_name(part): part for part in dxf}
        code = parts["numFmt"].get("formatCode") if "numFmt" in parts else None
        font, fill = parts.get("font"), parts.get("fill")
        look = _look(font and _font(font), fill and _fill(fill, conditional=True), code)
        if look:
            found[index] = look
    return found


def _look(font: tuple[Code | None, str | None] | None, fill: str | None, code: str | None) -> Look | None:
    shown, color = font or (None, None)
    if shown is Code.SHOWN_STRUCK or shown is Code.SHOWN_UNSEEN:
        return shown
    if color is not None and (color == fill or _is_white(color) and (fill is None or _is_white(fill))):
        return Code.SHOWN_UNSEEN
    return shown or (number_format(code) if code else None)


def _font(font) -> tuple[Code | None, str | None]:
    """How a font shows what is written in it, and its color where it has one of its own."""
    shown = color = None
    for part in font:
        name, value = _name(part), part.get("val")
        if name == "strike" and value in (None, "1", "true"):
            shown = Code.SHOWN_STRUCK
        elif name == "vertAlign" and value == "superscript":
            shown = shown or Code.SHOWN_RAISED
        elif name == "sz" and _number(value, 11.0) <= _SMALLEST_FONT:
            shown = shown or Code.SHOWN_UNSEEN
        elif name == "color":
            color = _color(part)
    return shown, color


def _fill(fill, conditional: bool = False) -> str | None:
    """The color of an area; None where it is that of the paper. A conditional format's stands elsewhere."""
    for pattern in fill:
        if _name(pattern) != "patternFill":
            return "gradient"
        kind = pattern.get("patternType", "solid" if conditional else "none")
        if kind == "none":
            return None
        names = ("bgColor", "fgColor") if conditional else ("fgColor",)
        colors = [_color(e) for name in names for e in pattern if _name(e) == name]
        color = next((c for c in colors if c), "automatic")
        return color if kind == "solid" else f"{kind} {color}"
    return None


def _color(color) -> str | None:
    """A color as six hexadecimal digits, or as a name that tells it from others."""
    if rgb := color.get("rgb"):
        return rgb[-6:].upper()
    if (theme := color.get("theme")) is not None:
        tint = _number(color.get("tint"), 0.0)
        return "FFFFFF" if theme == "0" and tint >= _WHITE_TINT else f"theme {theme} {tint:.3f}"
    indexed = color.get("indexed")
    return _INDEXED.get(indexed, f"indexed {indexed}") if indexed else None


def _is_white(color: str) -> bool:
    try:
        return len(color) == 6 and all(byte >= _NEARLY_WHITE for byte in bytes.fromhex(color))
    except ValueError:
        return False


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _name(element) -> str:
    return element.tag.rpartition("}")[2]


def _children(root, name: str) -> list:
    return next((list(part) for part in root if _name(part) == name), [])


def _at(known: list, index: str | None):
    return known[int(index)] if index and index.isdigit() and int(index) < len(known) else None


def encodings_of_styles(styles: bytes | None) -> dict[int, str]:
    """The legacy encoding of each cell style whose font has one; empty for nearly every file."""
    lower = styles.lower() if styles else b""
    if not styles or not any(mark in lower for mark in (b'".vn', b'"vni-', b"'.vn", b"'vni-")):
        return {}
    root = fromstring(styles)
    space = root.tag[: root.tag.index("}") + 1]
    fonts = [
        encoding_of_font(name.get("val", "")) if (name := font.find(f"{space}name")) is not None else None
        for font in root.iterfind(f"{space}fonts/{space}font")
    ]
    found = {}
    for index, xf in enumerate(root.iterfind(f"{space}cellXfs/{space}xf")):
        font = int(xf.get("fontId", "0"))
        if font < len(fonts) and fonts[font]:
            found[index] = fonts[font]
    return found
