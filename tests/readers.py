"""The two ways to read a workbook in this process, side by side."""

from __future__ import annotations

from pathlib import Path

from workbook_templates.reading import apart
from workbook_templates.reading.grid import Grid, Sheet, read_grid
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import APART, Unreadable, opened


def read_in_one_pass(path: Path) -> Grid | None:
    """The grid as the one pass reads it, having made sure that the general path reads the same: values,
    their types, extents, facts. None where the one pass leaves the workbook to the general path."""
    with opened(path) as package:
        grid = usual_grid(package)
    if grid is None:
        return None
    try:
        with opened(path) as package:
            facts = package.safe_facts()
        if any(sheet.oversized for sheet in facts.sheets.values()):
            raise Unreadable(APART)
        general = read_grid(path, facts)
    except Unreadable as error:
        assert error.code == APART
        # What the general path hands on to a child process is read from a tidied copy.
        assert [_filled(sheet) for sheet in grid.sheets] == [
            _filled(sheet) for sheet in apart.read_apart(path).sheets
        ]
        return grid
    for one, other in zip(grid.sheets, general.sheets, strict=True):
        assert (one.name, one.hidden, one.facts, one.strays) == (
            other.name,
            other.hidden,
            other.facts,
            other.strays,
        )
        assert [[_exact(value) for value in row] for row in one.rows] == [
            [_exact(value) for value in row] for row in other.rows
        ]
        assert one.cells == other.cells
    assert (grid.date1904, grid.modified, grid.own_output) == (
        general.date1904,
        general.modified,
        general.own_output,
    )
    return grid


def _exact(value: object) -> tuple[type, str]:
    return type(value), repr(value)


def _filled(sheet: Sheet) -> dict[tuple[int, int], tuple[type, str]]:
    return {(r, c): _exact(v) for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if v != ""}
