"""Rows and tables that say “Không có nhu cầu”, wherever in them it is written."""

from __future__ import annotations

from workbook_templates.declared.form_set import FormSet
from workbook_templates.kinds.numbers import DASHES
from workbook_templates.reading.table import Table
from workbook_templates.words.no_need import is_of_a_line
from workbook_templates.words.spelling import clean, words

_LONGEST_NO = 12  # characters of “Không.”, its letters decomposed


def declining_rows(table: Table, form_set: FormSet) -> set[int]:
    """The data rows (as indexes) that say the unit needs nothing, and hold no figure against it: in the place
    of a name or number a 0 may stand beside it, elsewhere (a length, a note) nothing may."""
    form = form_set.annexes[table.form]
    figures = form.all_columns.added
    naming = (*figures, form.label_field, table.ordinal_field, table.unit_field)
    filled = {
        index
        for raws in map(table.raw.get, figures)
        for index, raw in enumerate(raws or ())
        if type(raw) is float and raw
    }
    without = [index for index in range(len(table.rows)) if index not in filled]  # most rows hold a figure
    loud, soft = set(), set()
    for name, raws in table.raw.items() if without else ():
        for index in without if raws else ():
            raw = raws[index]
            if type(raw) is not str:
                continue
            if form_set.says_no_need(raw) or name == form.label_field and _is_mere_no(raw):
                (loud if name in naming else soft).add(index)
    return {index for index in loud if _holds_none(table, figures, index, form_set, zero=True)} | {
        index for index in soft if _holds_none(table, figures, index, form_set, zero=False)
    }


def speaking_rows(table: Table, form_set: FormSet) -> set[int]:
    """The data rows (as indexes) that say it in the place of a name."""
    form = form_set.annexes[table.form]
    names = dict.fromkeys((form.label_field, table.ordinal_field, table.unit_field))
    return {
        index
        for name in names
        for index, raw in enumerate(table.raw.get(name, ()))
        if type(raw) is str and form_set.says_no_need(raw)
    }


def is_of_itself(table: Table, form_set: FormSet, index: int) -> bool:
    """Whether what a row says in the place of a name is said of itself, or of what else there might be."""
    names = (form_set.annexes[table.form].label_field, table.ordinal_field, table.unit_field)
    texts = [raw for name in names if type(raw := (table.raw.get(name) or {index: None})[index]) is str]
    said = [text for text in texts if form_set.says_no_need(text)]
    return bool(said) and all(map(is_of_a_line, said))


def declines(table: Table, form_set: FormSet) -> bool:
    """Whether a table holds nothing but the word that there is no need: in its rows, above or below them."""
    for name in form_set.annexes[table.form].all_columns.added:
        if any(isinstance(raw, float) and raw for raw in table.raw.get(name, ())):
            return False  # most tables, and soon told
    rows = declining_rows(table, form_set)
    others = [name for name in table.raw if name not in (table.ordinal_field, table.unit_field)]
    if table.line_field and not table.filled:
        others = []  # the words of its lines are printed
    if any(table.raw[name][i] is not None for i in set(range(len(table.rows))) - rows for name in others):
        return False
    texts = [text for _, text in (*table.notes, *table.titles)]
    texts += [line.label for line in table.sections]  # in capitals it may look like one
    return bool(rows) or any(map(form_set.says_no_need, texts))


def _is_mere_no(text: str) -> bool:
    """Whether a text is “Không” alone: in the place of a name, beside no figure, it answers for the row."""
    return len(text) <= _LONGEST_NO and words(text) == "không"


def _holds_none(table: Table, figures: tuple[str, ...], index: int, form_set: FormSet, *, zero: bool) -> bool:
    return all(_is_none(table.raw[name][index], form_set, zero) for name in figures if name in table.raw)


def _is_none(raw: object, form_set: FormSet, zero: bool) -> bool:
    if isinstance(raw, str):
        text = clean(raw)
        none = words(text) == "không" or text in DASHES or form_set.says_no_need(text)
        return none or zero and text.strip("0") == ""
    return raw is None or zero and raw == 0
