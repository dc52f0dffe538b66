"""How printed sheets look: the biểu officials sign (DESIGN section 6; domain.md 7).

One table of formats for blanks and biểu, made once for each workbook. Thousands carry a dot on every
Windows by a literal-dot number format, since #,##0 prints 1,360 on an English one.
"""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from workbook_templates.declared.forms import Column
from workbook_templates.kinds.numbers import LONG, number_format
from workbook_templates.paper import palette
from workbook_templates.paper.layouts import USUAL, Layout

FONT = "Times New Roman"
TABLE_SIZE = 12
COUNT_FORMAT = number_format()
MONEY_FORMAT = number_format(LONG)  # with dots from a million đồng on


def new_workbook(path: Path, **options: object) -> Workbook:
    """A workbook of ours: what no format says, and with it the width of a column, goes by a font that every
    office has (where Calibri is missing a wider one takes its place, and tables outgrow their page)."""
    font = {"font_name": FONT, "font_size": TABLE_SIZE}  # its empty columns and rows: 72 and 21 pixels
    sizes = {"default_column_width": 72, "default_row_height": 21}
    return Workbook(str(path), {"default_format_properties": font, **sizes, **options})


def marked(mark: palette.Mark) -> dict[str, object]:
    """A mark as the properties of an XlsxWriter format."""
    form: dict[str, object] = {
        "border": palette.BORDERS[mark.border],
        "border_color": f"#{mark.line}",
        "pattern": palette.PATTERNS[mark.pattern],
        "bg_color": f"#{mark.back}",
    }
    if mark.front:
        form["fg_color"] = f"#{mark.front}"
    return form | ({"bold": True} if mark.bold else {})


_BASE = {"font_name": FONT, "font_size": TABLE_SIZE, "valign": "vcenter"}
_GRID = {**_BASE, "border": 1, "text_wrap": True}
_STYLES: dict[str, dict] = {
    "superior": {**_BASE, "font_size": 13, "align": "center", "text_wrap": True},
    "issuer": {**_BASE, "font_size": 13, "bold": True, "align": "center", "text_wrap": True},
    # The line below is as long as the words; a border would be as long as the cells.
    "party": {
        **_BASE, "font_size": 13, "bold": True, "align": "center", "text_wrap": True, "underline": 1,
    },
    "state": {**_BASE, "bold": True, "align": "center", "text_wrap": True},
    "motto": {
        **_BASE, "font_size": 13, "bold": True, "align": "center", "text_wrap": True, "underline": 1,
    },
    "number": {**_BASE, "font_size": 14, "bold": True, "align": "center"},
    "title": {**_BASE, "font_size": 14, "bold": True, "align": "center", "text_wrap": True},
    "attached": {**_BASE, "font_size": 13, "italic": True, "align": "center", "text_wrap": True},
    "divider": {**_BASE, "font_size": 13, "align": "center"},
    "measure": {**_BASE, "italic": True, "align": "right"},
    "header": {**_GRID, "bold": True, "align": "center"},
    "list_header": {**_GRID, "bold": True, "align": "center", "bg_color": f"#{palette.LIST_HEADER_BACK}"},
    "index": {**_GRID, "italic": True, "align": "center", "font_size": 11},
    "center": {**_GRID, "align": "center"},
    "text": {**_GRID, "align": "left"},
    "count": {**_GRID, "align": "center", "num_format": COUNT_FORMAT},
    "entry_center": {**_GRID, "align": "center", "num_format": "@", "locked": False},
    "entry_text": {**_GRID, "align": "left", "locked": False},
    "entry_count": {**_GRID, "align": "center", "num_format": COUNT_FORMAT, "locked": False},
    "entry_money": {**_GRID, "align": "center", "num_format": MONEY_FORMAT, "locked": False},
    "entry_figure": {**_GRID, "align": "center", "locked": False},
    "section_center": {**_GRID, "bold": True, "align": "center"},
    "section_text": {**_GRID, "bold": True, "align": "left"},
    "section_count": {**_GRID, "bold": True, "align": "center", "num_format": COUNT_FORMAT},
    "total_text": {**_GRID, "bold": True, "align": "center"},
    "total_count": {**_GRID, "bold": True, "align": "center", "num_format": COUNT_FORMAT},
    "total_money": {**_GRID, "bold": True, "align": "center", "num_format": MONEY_FORMAT},
    "total_figure": {**_GRID, "bold": True, "align": "center"},
    "of_which_text": {**_GRID, "italic": True, "align": "left", "indent": 1},
    "of_which_count": {**_GRID, "italic": True, "align": "center", "num_format": COUNT_FORMAT},
    "quota": {
        **_GRID, "italic": True, "align": "center", "num_format": COUNT_FORMAT, "locked": False,
    },
    "uncounted": {**_GRID, "align": "center", "italic": True, **marked(palette.UNCOUNTED)},
    "place": {**_BASE, "italic": True, "align": "center", "text_wrap": True},
    "sign": {**_BASE, "bold": True, "align": "center", "font_size": 13, "text_wrap": True},
    "office": {**_BASE, "bold": True, "align": "center", "font_size": 13, "text_wrap": True},
    "sign_note": {**_BASE, "italic": True, "align": "center"},
    "plain": {**_BASE},
    "wrapped": {**_BASE, "text_wrap": True, "valign": "top"},
    "standing": {"bold": True, **marked(palette.SEVERITY["error"])},
    "heading": {**_BASE, "bold": True, "font_size": 14},
    "footnote": {**_BASE, "align": "left", "text_wrap": True},
    "label": {**_GRID, "bold": True, "bg_color": f"#{palette.LABEL_BACK}"},
    "fixed": {**_GRID, "num_format": "@"},
    "entry_line": {**_GRID, "num_format": "@", "locked": False, "bg_color": f"#{palette.ENTRY_BACK}"},
    "link": {**_BASE, "font_color": f"#{palette.LINK}", "underline": 1, "font_size": 11},
    "grid_link": {
        **_GRID, "font_color": f"#{palette.LINK}", "underline": 1, "font_size": 11, "valign": "top",
    },
    "cell": {**_GRID, "font_size": 11, "valign": "top"},
    "cell_center": {**_GRID, "font_size": 11, "align": "center", "valign": "top"},
    "cell_count": {**_GRID, "font_size": 11, "align": "center", "valign": "top", "num_format": COUNT_FORMAT},
    "entry": {**_GRID, "font_size": 11, "valign": "top", "bg_color": f"#{palette.ENTRY_BACK}"},
}  # fmt: skip
_STYLES |= {
    severity: {**_GRID, "font_size": 11, "valign": "top", **marked(mark)}
    for severity, mark in palette.SEVERITY.items()
}


# Behind the name of a style: of a cell that somebody changed by hand, and of one that waits for a choice.
HAND, CONFLICT = "|by-hand", "|conflict"
_MARKS = {HAND: palette.BY_HAND, CONFLICT: palette.SEVERITY["error"]}


def _properties(name: str) -> dict:
    style, sign, mark = name.partition("|")
    return {**_STYLES[style], **marked(_MARKS[sign + mark])} if sign else _STYLES[style]


class Looks(dict[str, Format]):
    """The named formats of one workbook, made when first asked for. layout: of its papers."""

    def __init__(self, workbook: Workbook, layout: Layout = USUAL) -> None:
        super().__init__()
        self._workbook, self._layout = workbook, layout
        self._long: dict[tuple[str, str], Format] = {}

    def __missing__(self, name: str) -> Format:
        plain = name.partition("|")[0]
        style = {**_properties(name), **self._layout.styles.get(plain, {})}
        self[name] = made = self._workbook.add_format(style)
        return made

    def count(self, name: str, value: object) -> Format:
        """The format `name` of a cell with a figure, which shows one of its size, or its fraction, right."""
        if not isinstance(value, (int, float)) or (-LONG < value < LONG and value == value // 1):
            return self[name]
        form = number_format(value)
        if (name, form) not in self._long:
            self._long[name, form] = self._workbook.add_format({**_properties(name), "num_format": form})
        return self._long[name, form]


def style_of(column: Column, prefix: str = "") -> str:
    """The style of a data cell, as its kind has it; prefix: '' or 'entry_'."""
    kind = column.field.kind
    return f"{prefix}{kind.entry_style if prefix else kind.style}"
