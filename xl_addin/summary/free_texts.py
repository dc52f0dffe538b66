"""What stands above and below the tables of a sheet: as the tool writes it, and drawn with what the clerk
made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from xlsxwriter.format import Format

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.heading import (
    draw_measure,
    draw_signatures,
    draw_title,
    heading_of,
    signatures_of,
)
from workbook_templates.paper.page import ROW_POINTS
from workbook_templates.paper.printed_table import Band, Cell, Formula, merge
from xl_addin.merge.free_texts import FOOT, HEAD, LEFT, RIGHT, FreeText
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.fast_sheet import FastSheet

_HIGHEST = 400.0  # points


def band_of(item: Bieu, tables: Sequence[Bieu], form_set: FormSet) -> Band:
    """How a table lies on its sheet. tables: all of that sheet."""
    grid = max((one.form.columns for one in tables), key=len)
    beside = max(heading_of(form_set).width, signatures_of(form_set).width)
    return Band(item.form, item.form.columns, grid, beside)


def automatic_texts(tables: Sequence[Bieu], form_set: FormSet) -> dict[str, dict[tuple[str, str], str]]:
    """What the tool writes above and below the tables of a sheet, of each biểu by (part, place)."""
    made: dict[str, dict[tuple[str, str], str]] = {}
    for index, item in enumerate(tables):
        band = band_of(item, tables, form_set)
        head, foot = _Recorder(band), _Recorder(band)
        if index == 0:
            heading, below = heading_of(form_set), form_set.settings
            row = draw_title(head, _NO_LOOKS, 0, band, item.form, heading, below)
        else:
            head.note(["", item.form.title])
            row = 3
        draw_measure(head, _NO_LOOKS, row, band, item.form)
        notes = [item.told_note(note) for note in item.form.footnotes]
        foot.note(notes)
        if item is tables[-1]:
            draw_signatures(foot, _NO_LOOKS, len(notes) + 1, band, signatures_of(form_set))
        texts = [(HEAD, one) for one in head.texts] + [(FOOT, one) for one in foot.texts]
        made[item.form.id] = {(part, one.field): one.text for part, one in texts}
    return made


_ANY = Format()


class _NoLooks(dict):
    def __missing__(self, name: str) -> Format:
        return _ANY  # heights do not matter here


_NO_LOOKS = _NoLooks()


class _Recorder:
    """Stands for a sheet, and keeps the texts written on it."""

    def __init__(self, band: Band) -> None:
        self.band, self.texts, self.merge = band, [], []

    def write_line(self, row: int, cells: Mapping[int, Cell], height: float | None = None) -> None:
        self.texts += [FreeText(row, half, text) for half, (_, text) in _texts(cells).items()]

    def note(self, texts: Sequence[str]) -> None:
        self.texts += [FreeText(row, LEFT, text) for row, text in enumerate(texts) if text]


def _texts(cells: Mapping[int, Cell]) -> dict[str, tuple[int, str]]:
    """The text of each half of a row, with its column."""
    found = {}
    for column in sorted(cells):
        value = cells[column][0]
        text = value.result if isinstance(value, Formula) else value
        if isinstance(text, str) and text:
            found.setdefault(LEFT if column == 0 else RIGHT, (column, text))
    return found


class BieuSheet(FastSheet):
    """A sheet of biểu, on which texts above and below the tables may be as the clerk has them."""

    def __init__(self) -> None:
        super().__init__()
        self._part: _Part | None = None
        self.drawn: dict[int, Mapping[int, Cell]] | None = None  # by row (from 0), where it is to be kept

    def begin(
        self, origin: int, band: Band, looks: Looks, texts: Mapping[str, str], more: Sequence[FreeText]
    ) -> None:
        """From here on rows belong to a part that begins at row `origin`. texts: what stands in place of the
        tool's words, by place; more: what stands besides."""
        self._part = _Part(origin, band, looks, dict(texts), sorted(more))

    def end(self) -> int:
        """The part is done; returns the last row in which the clerk wrote besides."""
        part, self._part = self._part, None
        last = -1
        for one in part.more if part else ():
            last = part.origin + one.row
            self._write_more(part, one)
        return last

    def write_line(self, row: int, cells: Mapping[int, Cell], height: float | None = None) -> None:
        if part := self._part:
            while part.more and part.origin + part.more[0].row < row:
                self._write_more(part, part.more.pop(0))
            cells, height = part.as_hers(row - part.origin, cells, height)
        self._write(row, cells, height)

    def _write(self, row: int, cells: Mapping[int, Cell], height: float | None) -> None:
        super().write_line(row, cells, height)
        if self.drawn is not None:
            self.drawn[row] = cells

    def _write_more(self, part: _Part, one: FreeText) -> None:
        """A row of which the tool writes nothing."""
        row, band = part.origin + one.row, part.band
        if self._last_line >= row:
            return
        beside = [other for other in part.more if other.row == one.row and other is not one]
        part.more = [other for other in part.more if other not in beside]
        cells: dict[int, Cell] = {}
        for text in (one, *beside):
            first = 0 if text.half == LEFT else band.middle + 1
            last = band.right if text.half == RIGHT or not beside else band.middle
            look = part.looks["footnote" if text.half == LEFT else "sign"]
            cells |= {at: (text.text if at == first else None, look) for at in range(first, last + 1)}
            merge(self, row, first, row, last)
        self._write(row, cells, None)


class _Part:
    """A part of a sheet, as it is drawn."""

    def __init__(
        self, origin: int, band: Band, looks: Looks, texts: dict[str, str], more: list[FreeText]
    ) -> None:
        self.origin, self.band, self.looks, self.texts, self.more = origin, band, looks, texts, more

    def as_hers(
        self, row: int, cells: Mapping[int, Cell], height: float | None
    ) -> tuple[Mapping[int, Cell], float | None]:
        """A row of the tool's with the clerk's words in it."""
        made = dict(cells)
        for half, (column, text) in _texts(cells).items():
            hers = self.texts.get(FreeText(row, half, "").field)
            if hers is not None:
                made[column] = (hers or None, cells[column][1])
                lines = ceil(len(hers) / max(len(text), 40))
                height = min(max(height or 0.0, lines * ROW_POINTS if lines > 1 else height or 0.0), _HIGHEST)
        for one in [one for one in self.more if one.row == row]:
            self.more.remove(one)
            column = 0 if one.half == LEFT else self.band.middle + 1
            made[column] = (one.text, made[column][1] if column in made else self.looks["footnote"])
        return made, height or None
