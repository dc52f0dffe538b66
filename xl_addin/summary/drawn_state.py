"""What the biểu of a working file say that is being written (xl_addin.closing.state)."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_templates.declared.record import read_tag
from workbook_templates.paper.printed_table import Cell, Formula
from xl_addin.closing.state import State, closed_bieu, pages_of
from xl_addin.summary.contents import Contents
from xl_addin.summary.free_texts import BieuSheet


def drawn_state(sheets: Mapping[str, BieuSheet], contents: Contents) -> State:
    """The state of the biểu once they are drawn. sheets: those with the biểu, whose rows were kept."""
    memory = contents.carried.memory
    state = State(memory.form_set)
    printed: dict[str, int] = {}
    for item in contents.bieu:
        form, name = item.form.id, item.form.sheet
        drawn = sheets[name].drawn or {}
        places = contents.placed[form].columns
        tagged = [
            (row + 1, tag[1], column)
            for row, cells in drawn.items()
            for column, (value, _) in cells.items()
            if (tag := read_tag(value)) and tag[0] == form
        ]
        rows = [(row, key) for row, key, _ in tagged if key]
        state.bieu[form] = closed_bieu(
            memory, form, name, places, rows, lambda r, c, d=drawn: _value(d, r, c)
        )
        printed[name] = min((column for *_, column in tagged), default=0)
    for name, sheet in sheets.items():
        rows = {
            row: [
                (column, _result(value))
                for column, (value, _) in sorted(cells.items())
                if column < printed[name]
            ]
            for row, cells in (sheet.drawn or {}).items()
        }
        state.pages[name] = pages_of(rows, sheet.hbreaks)
    return state


def _value(drawn: Mapping[int, Mapping[int, Cell]], row: int, column: int) -> object:
    cell = drawn.get(row - 1, {}).get(column)
    return _result(cell[0]) if cell else None


def _result(value: object) -> object:
    return value.result if isinstance(value, Formula) else value
