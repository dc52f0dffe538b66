"""The head that the lists of the working file have in common."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import PaperSheet, set_list_paper, write_listed, write_row

_ANY_WIDTH = 10_000.0  # characters: room for all that is not seen


def draw_list_head(
    sheet: PaperSheet,
    looks: Looks,
    title: str,
    note: str,
    header: Sequence[str],
    widths: Sequence[float],
    header_row: int = 3,
    *,
    repeated: bool = True,
    hidden: int = 0,
    printed: int | None = None,
) -> int:
    """Page, title, note and header row of a list; returns the first row below (from 0). repeated: whether the
    header stands on each page; hidden: columns at the end that no height is reckoned by; printed: how many of
    the first go to paper, None for all that are seen."""
    printed = len(header) - hidden if printed is None else printed
    set_list_paper(sheet, widths, header_row if repeated else None, printed)
    write_row(sheet, 0, {0: (title, looks["heading"])})
    write_row(sheet, 1, {0: (note, looks["plain"])})
    # Bold letters are wider than those the heights are reckoned by.
    cells = {i: (text, looks["list_header"]) for i, text in enumerate(header)}
    shown = len(header) - hidden
    heights = [width * 0.8 if index < shown else _ANY_WIDTH for index, width in enumerate(widths)]
    write_listed(sheet, header_row, cells, heights)
    return header_row + 1
