"""How printed sheets look: the biểu officials sign (DESIGN section 6; domain.md 7).

One table of formats for blanks and biểu, made once for each workbook. Thousands carry a dot on every
Windows by a literal-dot number format, since #,##0 prints 1,360 on an English one.
"""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from workbook_templates.declared.forms import Column
from workbook_templates.kinds.numbers import number_format

FONT = "Times New Roman"
COUNT_FORMAT = r"[<1000]0;[<1000000]0\.000;0\.000\.000"
TABLE_SIZE = 12

_BASE = {"font_name": FONT, "font_size": TABLE_SIZE, "valign": "vcenter"}
_GRID = {**_BASE, "border": 1, "text_wrap": True}
_STYLES: dict[str, dict] = {
    "superior": {**_BASE, "font_size": 13, "align": "center"},
    "issuer": {**_BASE, "font_size": 13, "bold": True, "align": "center"},
    "party": {**_BASE, "font_size": 13, "bold": True, "align": "center", "bottom": 1},
    "number": {**_BASE, "font_size": 14, "bold": True, "align": "center"},
    "title": {**_BASE, "font_size": 14, "bold": True, "align": "center", "text_wrap": True},
    "attached": {**_BASE, "font_size": 13, "italic": True, "align": "center", "text_wrap": True},
    "header": {**_GRID, "bold": True, "align": "center", "bg_color": "#E8EEF4"},
    "index": {**_GRID, "italic": True, "align": "center", "font_size": 11},
    "center": {**_GRID, "align": "center"},
    "text": {**_GRID, "align": "left"},
    "count": {**_GRID, "align": "center", "num_format": COUNT_FORMAT},
    "entry_center": {**_GRID, "align": "center", "num_format": "@", "locked": False},
    "entry_text": {**_GRID, "align": "left", "locked": False},
    "entry_count": {**_GRID, "align": "center", "num_format": COUNT_FORMAT, "locked": False},
    "section_center": {**_GRID, "bold": True, "align": "center"},
    "section_text": {**_GRID, "bold": True, "align": "left"},
    "section_count": {**_GRID, "bold": True, "align": "center", "num_format": COUNT_FORMAT},
    "total_text": {**_GRID, "bold": True, "align": "center", "bg_color": "#F2F2F2"},
    "total_count": {
        **_GRID, "bold": True, "align": "center", "bg_color": "#F2F2F2", "num_format": COUNT_FORMAT,
    },
    "of_which_text": {**_GRID, "italic": True, "align": "left", "indent": 1},
    "of_which_count": {**_GRID, "italic": True, "align": "center", "num_format": COUNT_FORMAT},
    # A figure that could not be counted: dashed frame and hatching, legible in a grey print.
    "uncounted": {
        **_GRID, "align": "center", "border": 3, "italic": True, "pattern": 17, "fg_color": "#F4CCCC",
        "bg_color": "#FFFFFF",
    },
    "place": {**_BASE, "italic": True, "align": "center", "font_size": 13},
    "sign": {**_BASE, "bold": True, "align": "center", "font_size": 13},
    "sign_note": {**_BASE, "italic": True, "align": "center"},
    "plain": {**_BASE},
    "wrapped": {**_BASE, "text_wrap": True, "valign": "top"},
    "heading": {**_BASE, "bold": True, "font_size": 14},
    "label": {**_GRID, "bold": True, "bg_color": "#F2F2F2"},
    "fixed": {**_GRID, "num_format": "@"},
    "entry_line": {**_GRID, "num_format": "@", "locked": False, "bg_color": "#FFFBE6"},
    "link": {**_BASE, "font_color": "#1F4E9E", "underline": 1, "font_size": 11},
    "grid_link": {**_GRID, "font_color": "#1F4E9E", "underline": 1, "font_size": 11},
    "cell": {**_GRID, "font_size": 11, "valign": "top"},
    "cell_center": {**_GRID, "font_size": 11, "align": "center", "valign": "top"},
    "cell_count": {**_GRID, "font_size": 11, "align": "center", "valign": "top", "num_format": COUNT_FORMAT},
    "error": {**_GRID, "font_size": 11, "bold": True, "border": 2, "bg_color": "#F8D7DA", "valign": "top"},
    "warning": {**_GRID, "font_size": 11, "border": 3, "bg_color": "#FFF3CD", "valign": "top"},
    "hint": {**_GRID, "font_size": 11, "border": 4, "bg_color": "#E7F1FB", "valign": "top"},
    "entry": {**_GRID, "font_size": 11, "valign": "top", "bg_color": "#FFFBE6"},
}  # fmt: skip


class Looks:
    """The named formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}
        self._own: dict[tuple[str, str], Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(_STYLES[name])
        return self._made[name]

    def count(self, name: str, value: object) -> Format:
        """The format `name` of a cell with a figure, which shows one of its size, or its fraction, right."""
        if not isinstance(value, (int, float)) or (float(value).is_integer() and abs(value) < 100_000_000):
            return self[name]
        form = number_format(value)
        if (name, form) not in self._own:
            self._own[name, form] = self._workbook.add_format({**_STYLES[name], "num_format": form})
        return self._own[name, form]


def style_of(column: Column, prefix: str = "") -> str:
    """The style of a data cell, as its kind has it; prefix: '' or 'entry_'."""
    kind = column.field.kind
    return f"{prefix}{kind.entry_style if prefix else kind.style}"
