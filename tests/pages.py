"""The published biểu as pages of boxes, as printed and with their known contradictions mended.

A page is one real table (samples/*/du-lieu/*.csv, cell for cell). Its cells are boxes: a layout
(tests/layouts.py) places them on a sheet, a slip (tests/slips.py) changes what stands in them, and
`Typed.cell(box)` says where a box came to stand: that address is the oracle.
"""

from __future__ import annotations

import copy
import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from workbook_templates.declared.fields import catalogue
from workbook_templates.declared.forms import Annex
from workbook_templates.declared.loading import load_form_set

FIELDS = catalogue()

SAMPLES = Path(__file__).parent.parent / "samples"
SETS = {
    "bieu-01-i": "thai-nguyen-2025",
    "bieu-01-ii": "thai-nguyen-2025",
    "bieu-02": "thai-nguyen-2025",
    "bieu-03": "thai-nguyen-2025",
    "bieu-04": "thai-nguyen-2025",
    "bieu-01": "lang-son-2018",
    "sau-dai-hoc": "lang-son-2018",
}
LABELS = ("ordinal", "unit_name", "class_name")


@dataclass(eq=False)
class Box:
    """One cell. formula: the text of its formula, if it has one."""

    value: object = ""
    formula: str = ""


@dataclass(eq=False)
class Row:
    """kind: data, section or total."""

    kind: str
    boxes: dict[str, Box]
    hidden: bool = False

    def __getitem__(self, name: str) -> Box:
        return self.boxes[name]

    def get(self, name: str) -> object:
        return self.boxes[name].value if name in self.boxes else ""

    def put(self, **values: object) -> None:
        for name, value in values.items():
            self.boxes[name].value = value


@dataclass(eq=False)
class Page:
    """One table: its titles, header paths by field, rows. beside: boxes to be placed right of a
    row's table, (row, columns away, box)."""

    form: str
    titles: list[Box]
    header: dict[str, tuple[str, ...]]
    rows: list[Row]
    beside: list[tuple[Row, int, Box]] = field(default_factory=list)
    below: list[dict[str, Box]] = field(default_factory=list)

    @property
    def declared(self) -> Annex:
        return load_form_set(SETS[self.form]).annexes[self.form]

    @property
    def counts(self) -> list[str]:
        return [name for name in self.header if FIELDS[name].kind.name == "count"]

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def data(self) -> list[Row]:
        return self.of("data")

    @property
    def total(self) -> Row | None:
        return next(iter(self.of("total")), None)

    def sum(self, name: str, rows: list[Row] | None = None) -> float:
        values = [row.get(name) for row in (self.data if rows is None else rows)]
        return float(sum(value for value in values if isinstance(value, float)))

    def retotal(self) -> Page:
        """Write every total anew from the rows."""
        for row in self.of("total"):
            row.put(**{name: self.sum(name) for name in self.counts if name in row.boxes})
        return self

    def renumber(self) -> Page:
        number = 0
        for row in self.data:
            if self.form != "bieu-01" or row.get("unit_name"):
                number += 1
                row.put(ordinal=float(number))
        return self

    def copy(self) -> Page:
        return copy.deepcopy(self)


def printed(form: str) -> Page:
    """The page as it was signed and published, its errors too; months and lengths are text."""
    path = SAMPLES / SETS[form].replace("-", "_") / "du-lieu" / f"{form}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    declared = load_form_set(SETS[form]).annexes[form]
    names = [column.name for column in declared.all_columns]
    header = {column.name: column.header for column in declared.all_columns}
    heads = [line[: len(names)] for line in lines[: declared.all_columns.header_levels]]
    rows = []
    for line in lines[declared.all_columns.header_levels :]:
        if line[: len(names)] in heads or line[0].startswith("("):
            continue  # a header repeated on the next page, the row (1) (2) (3)
        texts = [*line[: len(names) - 1], "".join(line[len(names) - 1 :])]
        kind = "section" if re.fullmatch("[IVX]+", line[0]) else "data"
        if any(text.lower().startswith("tổng") for text in texts[:2]):
            kind = "total"
        rows.append(Row(kind, {n: Box(_value(n, t)) for n, t in zip(names, texts, strict=True)}))
    return Page(form, [Box(text) for text in _titles(declared)], header, rows)


def _value(name: str, text: str) -> object:
    if FIELDS[name].kind.name in ("count", "ordinal", "length") and re.fullmatch(r"[\d.]+", text):
        return float(text.replace(".", ""))
    return text


def _titles(form: Annex) -> list[str]:
    if form.id == "bieu-01":
        decision = "(Kèm theo Quyết định số 1001/QĐ/TU, ngày 12/12/2017 của Ban Thường vụ Tỉnh ủy)"
    elif form.id == "sau-dai-hoc":
        decision = "(Kèm theo Quyết định số 1004/QĐ/TU, ngày 4/12/2017 của Ban Thường vụ Tỉnh ủy)"
    else:
        decision = ""
    return [text for text in (form.number, form.group_title, form.title, decision) if text]


def corrected(form: str) -> Page:
    """The page with its known contradictions mended."""
    page = printed(form)
    for row in page.data:
        if row.get("note") and not row.get("length") and row.get("note") != "không có nhu cầu":
            row.put(length=row.get("note"), note="")
        if "tích cực" in str(row.get("class_name")):
            row.put(learners_refresher=row.get("learners_training"), learners_training="")
    if form == "bieu-04":
        page.data[0].put(learners=90.0, length="Quý II/2025")
    if form == "sau-dai-hoc":
        page.titles[-1].value = "(Kèm theo Quyết định số 1001-QĐ/TU ngày 12/12/2017)"
    return page.renumber()


def with_totals(page: Page) -> Page:
    """A page with a total row, and sub-totals in its section rows; itself where it has its own."""
    if not page.total:
        cells = {name: Box() for name in page.header}
        cells["class_name" if "class_name" in cells else "unit_name"].value = "Tổng cộng"
        page.rows.append(Row("total", cells))
    for section, rows in sections(page):
        section.put(**{name: page.sum(name, rows) for name in page.counts})
    return page.retotal()


def sections(page: Page) -> list[tuple[Row, list[Row]]]:
    found: list[tuple[Row, list[Row]]] = []
    for row in page.rows:
        if row.kind == "section":
            found.append((row, []))
        elif row.kind == "data" and found:
            found[-1][1].append(row)
    return found


def one_unit(page: Page, unit: str) -> Page:
    """The rows of one unit alone, as it would send them, numbered from 1."""
    rows, current = [], ""
    for row in page.data:
        current = row.get("unit_name") or current
        if current == unit:
            rows.append(row)
    page.rows = rows
    for number, row in enumerate(rows, start=1):
        row.put(ordinal=float(number))
    return page
