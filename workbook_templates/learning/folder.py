"""What was learnt of a form, written as the folder of a form set, so that everything else reads it as one
that was declared."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from workbook_templates.declared.form_set import OPEN_UNITS
from workbook_templates.expression.roles import Role
from workbook_templates.learning.columns import LearntColumn, field_of
from workbook_templates.learning.example import LearntForm
from workbook_templates.words.spelling import words

_EMPTY = {
    "programmes.csv": "id,label,kind,peers,phrases,general",
    "norms.csv": "programme,study_form,day,field,low,high,unit,source",
    "agreements.csv": (
        "id,severity,left_form,left_fields,left_programmes,right_form,right_fields,right_programmes,text"
    ),
    "sections.csv": "form,numeral,title,unit_kinds",
    "rules.csv": "rule,key,value",
}  # fmt: skip
UNITS = "don-vi"  # the catalogue of units


def write_folder(
    folder: Path,
    identity: str,
    title: str,
    year: int,
    forms: Sequence[LearntForm],
    units: Sequence[tuple[str, str]],
    widths: Mapping[str, Mapping[int, float]],
    example: Path | None,
) -> None:
    """Write the flat tables of a form set. units: code and name of each, none where whoever sends a file is
    one; widths: of each sheet of the example those of its columns;
    example: where that lies, None where the set is to stand by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "id": identity,
        "year": str(year),
        "title": title,
        "units": UNITS if units else OPEN_UNITS,
        **({"example": str(example)} if example else {}),
        **_heading(forms),
    }
    _write(folder / "form_set.csv", ("key", "value"), settings.items())
    _write(folder / "annexes.csv", _ANNEX, (_annex(form, forms) for form in forms))
    _write(folder / "bieu.csv", ("id", "sources"), ((form.id, form.id) for form in forms))
    _write(folder / "fields.csv", _FIELD, _fields(forms))
    _write(folder / "columns.csv", _COLUMN, (row for form in forms for row in _columns(form, widths)))
    _write(folder / "lines.csv", ("form", "id", "number", "label", "under", "part"), _lines(forms))
    for name, head in _EMPTY.items():
        (folder / name).write_text(head + "\n", encoding="utf-8")
    dues = ((form.id, code) for form in forms for code, _ in units)
    _write(folder / "dues.csv", ("form", "unit"), dues)
    if units:
        (folder / "units").mkdir(exist_ok=True)
        _write(folder / "units" / f"{UNITS}.csv", ("code", "name"), units)


_HEADS = {
    "cộng hòa xã hội chủ nghĩa việt nam": "state_head",
    "độc lập tự do hạnh phúc": "motto",
    "đảng cộng sản việt nam": "party_head",
}


def _heading(forms: Sequence[LearntForm]) -> dict[str, str]:
    """The name of the State or the Party above the example's first table."""
    said = {_HEADS[key]: text for text in forms[0].header.titles if (key := words(text)) in _HEADS}
    if "party_head" in said:
        return {"party_head": said["party_head"]}
    return said if "state_head" in said else {}


_ANNEX = (
    "id", "name", "sheet", "title", "line", "arrangement", "total", "total_label", "clues", "index_row",
    "carry_over",
)  # fmt: skip
_FIELD = ("name", "label", "kind", "role", "headers", "parents", "least", "measure")
_COLUMN = (
    "form", "field", "header", "width", "required", "shown", "filled_by", "sum_of", "part_of",
    "product_of",
)  # fmt: skip
_CARRIED = re.compile(r"\bchuyển (?:sang|tiếp|qua)\b")  # of a title
_LEVEL = " / "


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _annex(form: LearntForm, forms: Sequence[LearntForm]) -> tuple:
    clues = [words(form.title), words(form.sheet)]
    others = {clue for one in forms if one is not form for clue in (words(one.title), words(one.sheet))}
    own = [clue for clue in dict.fromkeys(clues) if clue and clue not in others]
    return (
        form.id, form.sheet, form.sheet, _plain(form.title), form.line, "mixed",
        "yes", _plain(form.total_label), "|".join(own), _index_row(form),
        "yes" if _CARRIED.search(words(" ".join((form.title, *form.header.titles[-2:])))) else "no",
    )  # fmt: skip


def _index_row(form: LearntForm) -> str:
    if form.header.sums or form.header.products:
        return "sums"
    return "yes" if form.header.numbered else "no"


def _plain(text: str) -> str:
    """A text as a table of a form set holds it: braces mean years there."""
    return text.replace("{", "(").replace("}", ")").replace("|", "/")


def _fields(forms: Sequence[LearntForm]) -> Iterable[tuple]:
    for form in forms:
        for column in form.columns:
            if column.own:
                own, above = column.header[-1], column.header[:-1]
                yield (
                    field_name(form, column.name), _plain(" – ".join(column.header)), column.declared,
                    column.role.value, _plain(own), _plain(above[-1]) if above else "",
                    "" if column.kind.least is None else f"{column.kind.least:.0f}", column.kind.measure,
                )  # fmt: skip


def field_name(form: LearntForm, name: str) -> str:
    """The name of a form's own field in a form set, where forms have fields of one name."""
    return f"{form.id.replace('-', '_')}_{name}" if name.startswith("cot_") else name


def _columns(form: LearntForm, widths: Mapping[str, Mapping[int, float]]) -> Iterable[tuple]:
    own = widths.get(form.sheet, {})

    def related(names: Sequence[str]) -> str:
        return "|".join(field_name(form, name) for name in names)

    unit = field_of(Role.UNIT).name
    # What heads another column would not be told apart from it.
    taken = {words(column.header[-1]) for column in form.columns}
    whose = form.line == "class" and not taken & set(map(words, field_of(Role.UNIT).headers))
    for index, column in enumerate(form.columns):
        if whose and index == _behind_number(form):
            yield (form.id, unit, "Đơn vị", 24, "no", "bieu", "unit", "", "", "")
        header = _LEVEL.join(_level(text) for text in column.header)
        width = min(max(own.get(column.place, _usual_width(form, column)), 4.0), 80.0)
        needed = column.sent and (column.name == form.naming or column.adds)
        filler = "unit" if column.sent or column.role in (Role.ORDINAL, Role.UNIT) else "province"
        yield (
            form.id, field_name(form, column.name), header, f"{width:.1f}", "yes" if needed else "no", "both",
            filler, related(column.sum_of), related(column.part_of), related(column.product_of),
        )  # fmt: skip


_USUAL_WIDTHS = {Role.ORDINAL: 6.0, Role.UNIT: 30.0, Role.NOTE: 18.0, Role.PERSON: 26.0}


def _usual_width(form: LearntForm, column: LearntColumn) -> float:
    """A column's width where the example says none: it is then as wide as all others."""
    return 44.0 if column.name == form.naming else _USUAL_WIDTHS.get(column.role, 12.0)


def _behind_number(form: LearntForm) -> int:
    return 1 if form.columns[0].role is Role.ORDINAL else 0


def _level(text: str) -> str:
    """A header text in which no stroke with blanks around it parts two levels."""
    return _plain(text).replace(_LEVEL, "/")


def _lines(forms: Sequence[LearntForm]) -> Iterable[tuple]:
    for form in forms:
        for line in form.lines:
            part = "yes" if line.part else "no"
            yield form.id, line.id, line.number, _plain(line.label), line.under, part
