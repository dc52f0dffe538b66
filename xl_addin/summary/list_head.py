"""The head that the lists of the working file have in common."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import PaperSheet, set_list_paper, write_listed, write_row


def draw_list_head(
    sheet: PaperSheet,
    looks: Looks,
    title: str,
    note: str,
    header: Sequence[str],
    widths: Sequence[float],
    header_row: int = 3,
) -> int:
    """Page, title, note and header row of a list; returns the first row below (from 0)."""
    set_list_paper(sheet, widths, header_row)
    write_row(sheet, 0, {0: (title, looks["heading"])})
    write_row(sheet, 1, {0: (note, looks["plain"])})
    # Bold letters are wider than those the heights are reckoned by.
    cells = {i: (text, looks["list_header"]) for i, text in enumerate(header)}
    write_listed(sheet, header_row, cells, [width * 0.8 for width in widths])
    return header_row + 1
