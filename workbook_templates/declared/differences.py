"""What a form set has other than the one that it inherits: new, changed, gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Annex, Form

_MOST = 12  # names in a line
Named = Mapping[str, tuple[object, str]]  # by what lasts: all that is compared, and what it is called


def differences(before: FormSet, now: FormSet) -> Iterator[str]:
    """A line, in Vietnamese, for each sort of thing that is new, changed or gone in a form set."""
    yield from _told("biểu", _forms(before), _forms(now))
    for name, form in now.annexes.items():
        if old := before.annexes.get(name):
            yield from _told(f"cột của “{form.name}”", _columns(old), _columns(form))
            yield from _told(f"dòng của “{form.name}”", _lines(old), _lines(form))
    yield from _told("đơn vị phải gửi", _senders(before), _senders(now))


def _told(what: str, before: Named, now: Named) -> Iterator[str]:
    sorts = {
        "Mới": [said for key, (_, said) in now.items() if key not in before],
        "Đổi": [said for key, (own, said) in now.items() if key in before and before[key][0] != own],
        "Không còn": [said for key, (_, said) in before.items() if key not in now],
    }
    for sort, names in sorts.items():
        if names:
            more = f" và {len(names) - _MOST} mục khác" if len(names) > _MOST else ""
            yield f"{sort}, {what}: {'; '.join(names[:_MOST])}{more}"


def _forms(form_set: FormSet) -> Named:
    forms: list[Form] = [*form_set.annexes.values(), *form_set.bieu.values()]
    return {f"{type(form).__name__}|{form.id}": (_plain(form, form_set), form.name) for form in forms}


def _plain(form: Form, form_set: FormSet) -> tuple:
    """What is said of a form as a whole, its year aside."""
    title = form.title.replace(str(form_set.year), "")
    sources = () if isinstance(form, Annex) else tuple(annex.id for annex in form.sources)
    return form.name, form.sheet, form.number, title, form.line, form.total, form.measure, sources


def _columns(form: Annex) -> Named:
    return {
        column.name: (
            (column.header, column.filled_by, column.shown, column.sum_of, column.part_of, column.product_of),
            " – ".join(column.header),
        )
        for column in form.all_columns
    }


def _lines(form: Annex) -> Named:
    labels = {line.id: line.label for line in form.lines}
    return {
        line.id: (line, line.label + (f" (thuộc {labels[line.under]})" if line.under in labels else ""))
        for line in form.lines
    }


def _senders(form_set: FormSet) -> Named:
    units = form_set.catalogue.units
    return {units[code].name: (forms, units[code].name) for code, forms in form_set.expected_units.items()}
