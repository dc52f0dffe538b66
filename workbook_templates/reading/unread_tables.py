"""Tables that are there and are not understood: figures below a header of which too little is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.declared.class_names import read_class_name
from workbook_templates.declared.form_set import FormSet
from workbook_templates.expression.roles import Role
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.headers import fields_of
from workbook_templates.reading.row_words import Cells, is_index, is_signature
from workbook_templates.words.spelling import clean, words

_FEWEST_ROWS = 2  # with figures: a single one may be a date line or a sum on a draft, unless a biểu is named
_OF_ANY_TABLE = frozenset((Role.ORDINAL, Role.UNIT, Role.NOTE))  # what a list of anything has
_HEADER_ABOVE = 4  # rows above the first figures among which the header is
_FEWEST_HEADERS = 3
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class UnreadTable:
    """A table that no annex was recognised in. row: its header's (from 1), column: its first; known, unknown:
    header texts that mean something here and that do not; annex: the one that the words around it name;
    sideways: its headers stand below each other; headless: it has none."""

    sheet: str
    row: int
    column: int
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    annex: str | None
    sideways: bool = False
    headless: bool = False


def unread_table(
    sheet: Sheet, form_set: FormSet, start: int = 0, end: int | None = None, *, beside_ours: bool = False
) -> UnreadTable | None:
    """The table in these rows of a sheet, in which none of the form set was found; None where nothing there
    looks like one of ours. A register of something else, with no header, title or class of ours, is none,
    unless it stands below one of our tables with a header of its own (beside_ours); but where
    the forms are learnt from an example nobody has said what is ours."""
    rows = sheet.cells[start:end]
    figures = [index for index, cells in enumerate(rows) if _has_figures(cells)]
    annex = _named_annex(sheet, rows[: figures[0] if figures else 0], form_set)
    if len(figures) >= (1 if annex or beside_ours else _FEWEST_ROWS):
        first = figures[0]
        headers = [index for index in range(max(0, first - _HEADER_ABOVE), first) if _is_header(rows[index])]
        if headers:
            top = max(headers, key=lambda index: len(rows[index]))
            known, unknown = _told(rows[top], form_set)
            if (
                form_set.learnt
                or annex
                or beside_ours
                or _is_ours(known, form_set)
                or _names_classes(rows, figures, form_set)
            ):
                column = rows[top][0][0]
                return UnreadTable(sheet.name, start + top + 1, column, known, unknown, annex)
        elif _is_numbered(rows, figures) and (annex or _names_classes(rows, figures, form_set)):
            return UnreadTable(sheet.name, start + first + 1, rows[first][0][0], (), (), annex, headless=True)
    return _sideways(sheet, rows, start, form_set, annex)


def _is_ours(known: Sequence[str], form_set: FormSet) -> bool:
    """Whether headers are known that not every list has."""
    meant = {name for text in known for name in fields_of(text, form_set)}
    return any(form_set.fields[name].role not in _OF_ANY_TABLE for name in meant)


def _names_classes(rows: Sequence[Cells], figures: Sequence[int], form_set: FormSet) -> bool:
    """Whether the rows with figures name programmes of the form set, as no other list does."""
    named = [
        any(isinstance(v, str) and read_class_name(v, form_set).programme for _, v in rows[index][:4])
        for index in figures[:12]
    ]
    return sum(named) >= _FEWEST_ROWS


def _is_numbered(rows: Sequence[Cells], figures: Sequence[int]) -> bool:
    """Whether rows of figures begin as those of a table do: 1, 2, 3, each with a text and another figure."""
    numbers = [rows[index][0][1] for index in figures]
    whole = all(
        any(isinstance(v, str) for _, v in rows[index]) and isinstance(rows[index][-1][1], float)
        for index in figures[:1]
    )
    return whole and [str(n).rstrip(".").removesuffix(".0") for n in numbers[:3]] == [
        str(n) for n in range(1, min(len(numbers), 3) + 1)
    ]


def _has_figures(cells: Cells) -> bool:
    return len(cells) > 1 and any(isinstance(value, float) for _, value in cells) and not is_index(cells)


def _is_header(cells: Cells) -> bool:
    if len(cells) < _FEWEST_HEADERS or is_signature(cells):
        return False
    return all(isinstance(value, str) and len(value) <= _LONGEST_HEADER for _, value in cells)


def _told(cells: Cells, form_set: FormSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers that mean something here, and those that do not; running numbers count for neither."""
    known, unknown = [], []
    for _, text in cells:
        roles = {form_set.fields[name].role for name in fields_of(str(text), form_set)}
        if Role.ORDINAL not in roles:
            (known if roles else unknown).append(clean(str(text)))
    return tuple(known), tuple(unknown)


def _named_annex(sheet: Sheet, above: Sequence[Cells], form_set: FormSet) -> str | None:
    """The annex that the sheet's name or the titles name, where it is one alone."""
    titles = [str(value) for cells in above if len(cells) < _FEWEST_HEADERS for _, value in cells]
    said = " | ".join(f" {words(text)} " for text in (sheet.name, *titles))
    found = {
        form.id
        for form in form_set.annexes.values()
        if any(f" {clue} " in said for clue in form.clues if any(map(str.isdigit, clue)))
    }
    return found.pop() if len(found) == 1 else None


def _sideways(
    sheet: Sheet, rows: Sequence[Cells], start: int, form_set: FormSet, annex: str | None
) -> UnreadTable | None:
    """A table whose headers stand in one column, its figures right of them."""
    found: dict[int, list[tuple[int, str]]] = {}
    for index, cells in enumerate(rows):
        if len(cells) > 1 and isinstance(cells[0][1], str) and fields_of(cells[0][1], form_set):
            found.setdefault(cells[0][0], []).append((index, clean(cells[0][1])))
    for column, headers in found.items():
        figures = sum(_has_figures(rows[index]) for index, _ in headers)
        if len(headers) >= _FEWEST_HEADERS and figures:
            known = tuple(text for _, text in headers)
            return UnreadTable(sheet.name, start + headers[0][0] + 1, column, known, (), annex, sideways=True)
    return None
