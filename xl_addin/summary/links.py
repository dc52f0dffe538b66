"""Links of the working file, as HYPERLINK formulas: a sheet holds no more than 65,530 links of the
other kind, and a formula keeps a path relative to the workbook."""

from __future__ import annotations

import re

from workbook_templates.paper.printed_table import Formula

_LITERAL = 250  # a text inside a formula holds at most 255 characters


def sheet_place(sheet: str, cell: str) -> str:
    """'Biểu 02'!A9 with the quotes Excel wants."""
    return "'" + sheet.replace("'", "''") + "'!" + cell


def link_here(sheet: str, cell: str) -> str:
    """The target of a link within the workbook."""
    return "#" + sheet_place(sheet, cell)


def link_to_file(path: str, sheet: str | None = None, cell: str | None = None) -> str:
    """The target of a link to another workbook, at a cell where given. path: relative, with /; blank where
    nothing may lead there, and then there is no target."""
    if not path:
        return ""
    if not sheet or not cell:
        return path
    if "#" in path:  # the sign that parts file from place
        return f"[{path}]{sheet_place(sheet, cell)}"
    return f"{path}#{sheet_place(sheet, cell)}"


def link(target: str, text: str) -> Formula | str:
    """What a cell holds that shows `text` and goes to `target`, if there is one. Text typed by a unit stays
    inside quotes."""
    if not target:
        return text
    if not (target + text).isprintable():  # what a formula has no way to write
        target, text = _UNWRITABLE.sub("", target), _UNWRITABLE.sub("", text)
    return Formula(hyperlink_formula(target, text), text)


_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def hyperlink_formula(target: str, text: str) -> str:
    """The formula of a cell that shows `text` and goes to `target`."""
    return f"=HYPERLINK({quoted(target)},{quoted(text)})"


def quoted(text: str) -> str:
    """A text inside a formula."""
    if len(text) > _LITERAL // 2:
        return "&".join(quoted(text[i : i + _LITERAL // 2]) for i in range(0, len(text), _LITERAL // 2))
    return '"' + text.replace('"', '""') + '"'
