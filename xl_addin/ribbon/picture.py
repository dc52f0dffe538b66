"""A drawing of the ribbon tab, made from its XML for the guide.

    python -m xl_addin.ribbon.picture OUT.svg

It shows groups, labels and sizes; Excel draws its own icons.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from defusedxml.ElementTree import parse

RIBBON = Path(__file__).with_name("customUI14.xml")
_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_LETTER, _ROW, _ROWS = 7.2, 24, 3  # a letter's width and a small button's height in pixels; rows a group
_TOP, _HEIGHT, _MARGIN = 34, 112, 10


def draw(ribbon: Path = RIBBON) -> str:
    """The tab as an SVG text."""
    tab = parse(ribbon).getroot().find(f".//{_SPACE}tab")
    shapes: list[str] = []
    left = float(_MARGIN)
    for group in tab:
        start = left
        small: list[str] = []
        for button in group:
            if button.get("size") == "large":
                left = _column(shapes, small, left)
                left = _large(shapes, button.get("label"), left)
            else:
                small.append(button.get("label"))
                if len(small) == _ROWS:
                    left = _column(shapes, small, left)
        left = max(_column(shapes, small, left), start + len(group.get("label")) * _LETTER + 2 * _MARGIN)
        shapes.append(_text((start + left) / 2, _TOP + _HEIGHT - 8, group.get("label"), "#666"))
        shapes.append(f'<path d="M{left:.0f} {_TOP + 6}v{_HEIGHT - 12}" stroke="#c8c8c8"/>')
        left += _MARGIN
    width = f"{left:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_TOP + _HEIGHT}" '
        'font-family="Segoe UI, Arial, sans-serif" font-size="13">'
        f'<rect width="{width}" height="{_TOP + _HEIGHT}" fill="#f3f3f3"/>'
        f'<rect y="{_TOP}" width="{width}" height="{_HEIGHT}" fill="#fff" stroke="#c8c8c8"/>'
        f'<text x="{_MARGIN}" y="22" fill="#217346" font-weight="bold">{escape(tab.get("label"))}</text>'
        f"{''.join(shapes)}</svg>\n"
    )


def _text(x: float, y: float, text: str, colour: str = "#222", anchor: str = "middle") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'


def _icon(x: float, y: float, size: int) -> str:
    look = 'rx="3" fill="#cfe3d6" stroke="#217346"'
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{size}" height="{size}" {look}/>'


def _large(shapes: list[str], label: str, left: float) -> float:
    width = max(56, len(label) * _LETTER + _MARGIN)
    shapes += [_icon(left + width / 2 - 16, _TOP + 12, 32), _text(left + width / 2, _TOP + 64, label)]
    return left + width + _MARGIN


def _column(shapes: list[str], labels: list[str], left: float) -> float:
    """Small buttons below each other; empties `labels`."""
    for row, label in enumerate(labels):
        y = _TOP + 10 + row * _ROW
        shapes += [_icon(left, y, 16), _text(left + 22, y + 13, label, anchor="start")]
    if not labels:
        return left
    width = max(len(label) for label in labels) * _LETTER + 22
    labels.clear()
    return left + width + _MARGIN


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw(), encoding="utf-8")
