"""Figures in tens, hundreds or thousands of what a form asks for: a header says so, or a line above or below
the table. They are not counted as they stand; what they come to is said at the cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbook_templates.declared.forms import Annex
from workbook_templates.kinds import Code, Problem
from workbook_templates.kinds.numbers import dotted, number_of
from workbook_templates.kinds.scales import units_in_header, units_in_line
from workbook_templates.reading.table import Table
from workbook_templates.words.spelling import fold


def note_scales_of_header(table: Table, paths: Mapping[int, Sequence[str]], form: Annex) -> None:
    """What the headers of a table's columns, and the lines above it, say of their figures."""
    for name, column in table.columns.items():
        own = [unit for text in reversed(paths.get(column, ())) for unit in units_in_header(text)]
        _note(table, form, name, own)
    note_scales_of_lines(table, (text for _, text in table.titles), form)


def note_scales_of_lines(table: Table, texts: Iterable[str], form: Annex) -> None:
    """What lines above or below a table say of all its figures."""
    units = [unit for text in texts for unit in units_in_line(text)]
    for name in table.columns if units else ():
        _note(table, form, name, units, of_all=True)


def note_scales_of_cells(table: Table, cells: Iterable[tuple[int, object]], form: Annex) -> None:
    """What a row of units of measure under the header says: (người) (trăm người)."""
    at = dict(cells)
    for name, column in table.columns.items():
        if isinstance(text := at.get(column), str):
            _note(table, form, name, units_in_header(text))


def _note(table: Table, form: Annex, name: str, units: Iterable[str], *, of_all: bool = False) -> None:
    """Keep the first that is another than the form's. of_all: it stands at no column, and must name what it
    counts."""
    kind = form.by_field[name].field.kind
    if not kind.adds or name in table.scales:
        return
    for unit in units:
        if scale := kind.scale_of(unit, bare=not of_all):
            table.scales[name] = scale
            return


def scaled(table: Table) -> Iterator[tuple[tuple[int, int], Problem]]:
    """The cells of the columns whose figures are so many times what they say, with what that makes."""
    for name, scale in table.scales.items():
        if scale == 1.0:
            continue
        for row, raw in zip(table.rows, table.raw[name], strict=True):
            number = raw if isinstance(raw, float) else number_of(fold(raw)) if isinstance(raw, str) else None
            if raw is not None and number != 0:
                meant = None if number is None else dotted(round(number * scale, 6))
                yield (row - 1, table.columns[name]), Problem(Code.SHOWN_IN_SCALE, meant)
