"""Slips of the hand in cells and rows, each with the boxes where it must be found, and by which rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.pages import Box, Page, Row
from workbook_templates.declared.fields import catalogue
from workbook_templates.reading.grid import ErrorValue

FIELDS = catalogue()

TIMES = ("month", "length", "months")


@dataclass
class Slip:
    """What was done. rules: ids one of which must be found; boxes: cells one of which is the cell to
    mend; related: cells that must be named too; also: the rule that finds a second slip."""

    rules: str
    boxes: list[Box] = field(default_factory=list)
    related: list[Box] = field(default_factory=list)
    also: str = ""


SLIPS: dict[str, Callable[[Page], Slip | None]] = {}


def slip(function: Callable[[Page], Slip | None]) -> Callable[[Page], Slip | None]:
    SLIPS[function.__name__] = function
    return function


def _filled(page: Page, *names: str) -> Iterator[Row]:
    return (row for row in page.data if all(row.get(name) not in ("", None) for name in names))


def _kinds(page: Page, *kinds: str) -> list[str]:
    return [name for name in page.header if FIELDS[name].kind.name in kinds]


def _counted(page: Page, least: float = 2) -> tuple[Row, str] | None:
    """A row in the middle with a number of people."""
    people = [n for n in page.counts if n != "classes"]
    found = [(r, n) for r in page.data for n in people if isinstance(r.get(n), float) and r.get(n) >= least]
    return found[len(found) // 2] if found else None


def _swap(pick: int) -> Callable[[Page], Slip | None]:
    def swap(page: Page) -> Slip | None:
        pairs = [(c, t) for c in page.counts for t in _kinds(page, *TIMES)]
        found = [(r, c, t) for c, t in pairs for r in _filled(page, c, t) if r.get(c) > 1]
        if not found:
            return None
        row, count, time = found[pick * (len(found) - 1) // 2]
        a, b = row[count], row[time]
        a.value, b.value = b.value, a.value
        return Slip("D01", [a, b])

    return swap


for _pick in (0, 1, 2):
    SLIPS[f"swap {_pick}"] = _swap(_pick)


def _shift_rows(page: Page, step: int, many: int) -> Slip | None:
    """Figures and times of some rows typed one column too far, onto a blank cell."""
    names = [n for n in page.header if n not in ("ordinal", "unit_name", "class_name")]
    wanted = None
    boxes: list[Box] = []
    rows = 0
    for row in page.data:
        values = [row.get(n) for n in names]
        filled = [i for i, v in enumerate(values) if v not in ("", 0.0) and names[i] != "note"]
        if len(filled) < 2:
            continue
        first, last = filled[0], filled[-1]
        low, high = (first, last) if step > 0 else (filled[1], last)
        edge = last + 1 if step > 0 else low - 1
        if not 0 <= edge < len(names) or values[edge] != "" or (wanted and wanted != (low, high)):
            continue
        times = [i for i in range(low, high + 1) if FIELDS[names[i]].kind.name in TIMES and values[i]]
        if not times:
            continue
        wanted = (low, high)
        moved = values[low : high + 1]
        for i in range(low, high + 1):
            row[names[i]].value = ""
        for i, value in zip(range(low + step, high + step + 1), moved, strict=True):
            row[names[i]].value = value
            if value != "":
                boxes.append(row[names[i]])
        rows += 1
        if rows == many:
            break
    return Slip("D02", boxes, boxes) if rows == many else None


for _step, _word in ((1, "right"), (-1, "left")):
    for _many in (1, 5):
        SLIPS[f"shift {_word} {_many}"] = lambda page, s=_step, m=_many: _shift_rows(page, s, m)


@slip
def lost_dot(page):
    for row in page.data:
        for name in page.counts:
            value = row.get(name)
            if isinstance(value, float) and value >= 1000 and value % 1000:
                row[name].value = value / 1000
                return Slip("O03", [row[name]])


@slip
def lost_dot_of_thousands(page):
    for row in page.data:
        for name in page.counts:
            if row.get(name) == 1000.0:
                row[name].value = 1.0
                return Slip("D15", [row[name]])


@slip
def lost_dot_in_total(page):
    for name in page.counts if page.total else ():
        value = page.total.get(name)
        if isinstance(value, float) and value >= 1000:
            page.total[name].value = value / 1000
            return Slip("B04 O03", [page.total[name]])


def _instead(rules: str, value: Callable[[float], object]) -> Callable[[Page], Slip | None]:
    def put(page: Page) -> Slip | None:
        found = _counted(page)
        if not found:
            return None
        row, name = found
        row[name].value = value(row.get(name))
        return Slip(rules, [row[name]])

    return put


SLIPS["in words"] = _instead("O02", lambda v: "sáu mươi")
SLIPS["about"] = _instead("O02", lambda v: f"khoảng {v:.0f}")
SLIPS["range"] = _instead("O02", lambda v: f"{v:.0f} - {v + 20:.0f}")
SLIPS["negative"] = _instead("O04", lambda v: -v)
SLIPS["fraction"] = _instead("O03", lambda v: v + 0.5)
SLIPS["far too large"] = _instead("O05", lambda v: 600060.0)
SLIPS["error cell"] = _instead("O01", lambda v: ErrorValue("#REF!"))


@slip
def error_column(page):
    name = page.counts[-1]
    boxes = [row[name] for row in page.rows if row.kind != "section"]
    for box in boxes:
        box.value = ErrorValue("#REF!")
    return Slip("O01", boxes[:1])


def _digit(factor: float) -> Callable[[Page], Slip | None]:
    def put(page: Page) -> Slip | None:
        """A size among at least five others of the same programme, form and weekday mark."""
        weekend = "không tập trung khóa 7" if page.form == "bieu-03" else "đối tượng 4"
        name = "learners" if page.form == "bieu-03" else "learners_refresher"
        rows = [
            r for r in page.data if weekend in str(r.get("class_name")) and isinstance(r.get(name), float)
        ]
        if page.form == "bieu-03" or len(rows) < 6:
            return None  # at most four weekend classes there
        row = rows[3]
        row[name].value = row.get(name) * factor
        return Slip("D12 B04", [row[name]])

    return put


SLIPS["ten times"] = _digit(10)
SLIPS["a tenth"] = _digit(0.1)


def _month(rules: str, name: str, value: str | Callable[[str], str]) -> Callable[[Page], Slip | None]:
    def put(page: Page) -> Slip | None:
        if name not in page.header:
            return None
        row = next((r for r in _filled(page, name) if re.match(r"\d+/", str(r.get(name)))), None)
        if row is None:
            return None
        row[name].value = value(row.get(name)) if callable(value) else value
        return Slip(rules, [row[name]])

    return put


SLIPS["month 13"] = _month("O06", "opens", "13/2025")
SLIPS["month 13 end"] = _month("O06", "closes", "13/2025")
SLIPS["year 2052"] = _month("O07", "opens", "3/2052")
SLIPS["year 2052 end"] = _month("O07", "closes", "3/2052")
SLIPS["no year"] = _month("O06", "opens", lambda v: f"tháng {v.split('/')[0]}")


@slip
def closes_before_opens(page):
    for row in _filled(page, "opens", "closes"):
        a, b = row["opens"], row["closes"]
        a.value, b.value = b.value, a.value
        return Slip("D06", [a, b])


@slip
def closes_and_carried(page):
    if "carry_months" in page.header:
        row = next(_filled(page, "closes"))
        row.put(carry_months="04 tháng")
        return Slip("D07", [row["closes"], row["carry_months"]])


@slip
def no_end(page):
    if "closes" in page.header:
        row = next(_filled(page, "opens", "closes"))
        row.put(closes="")
        return Slip("D08", [row["closes"]])


@slip
def no_carry(page):
    if "carry_months" in page.header:
        row = next(_filled(page, "carry_months"))
        row.put(carry_months="")
        return Slip("D08", [row["closes"], row["carry_months"]])


@slip
def carried_too_long(page):
    if "carry_months" in page.header:
        row = next(_filled(page, "carry_months"))
        row.put(carry_months="20 tháng")
        return Slip("D09", [row["carry_months"]])


@slip
def carried_class_of_this_year(page):
    if page.form in ("bieu-01-ii", "bieu-02"):
        row = page.data[-1]
        row.put(opens="01/2025", closes="4/2026")
        return Slip("D10", [row["opens"]])


@slip
def carried_class_that_ended(page):
    if page.form in ("bieu-01-ii", "bieu-02"):
        row = page.data[-1]
        row.put(opens="02/2023", closes="5/2024")
        return Slip("D10", [row["closes"]])


@slip
def new_class_of_last_year(page):
    if page.form == "bieu-03":
        row = page.data[3]
        row.put(opens="01/2024")
        return Slip("D11", [row["opens"]])


@slip
def school_years_past(page):
    if page.form == "bieu-01":
        row = next(r for r in page.data if "lớp 1 (khóa 2018-2019)" in r.get("class_name"))
        row["class_name"].value = row.get("class_name").replace("2018-2019", "2016-2017")
        return Slip("D11", [row["note"], row["class_name"]])


@slip
def class_copied(page):
    if "class_name" not in page.header:
        return None
    row = page.data[-1]
    again = Row("data", {name: Box(box.value) for name, box in row.boxes.items()})
    if page.form == "bieu-01":
        again.put(unit_name="", ordinal="")
    elif isinstance(row.get("ordinal"), float):
        again.put(ordinal=row.get("ordinal") + 1)
    page.rows.insert(page.rows.index(row) + 1, again)
    return Slip("B02", [again["class_name"], row["class_name"]])


@slip
def cohort_again(page):
    if page.form not in ("bieu-02", "bieu-03"):
        return None
    first, second = page.data[0], page.data[1]
    number = re.search(r"khóa (\d+)", first.get("class_name"))[1]
    second["class_name"].value = re.sub(r"khóa \d+", f"khóa {number}", second.get("class_name"))
    return Slip("B03 B02", [second["class_name"], first["class_name"]])


def _other_kind(totals: bool) -> Callable[[Page], Slip | None]:
    def move(page: Page) -> Slip | None:
        if page.form != "bieu-01":
            return None
        row = next(
            r for r in page.data if r.get("learners_refresher") == 81.0 or r.get("learners_refresher") == 1360
        )
        row.put(learners_training=row.get("learners_refresher"), learners_refresher="")
        if totals:
            page.retotal()
        related = [] if totals or not page.total else [page.total[n] for n in page.counts[1:]]
        return Slip("D03 B07", [row["learners_training"]], related)

    return move


SLIPS["other kind"] = _other_kind(False)
SLIPS["other kind and totals"] = _other_kind(True)


@slip
def both_kinds(page):
    if page.form == "bieu-01":
        row = next(_filled(page, "learners_refresher"))
        row.put(learners_training=row.get("learners_refresher"))
        return Slip("D04", [row["learners_training"], row["learners_refresher"]])


@slip
def no_learners(page):
    if page.form == "bieu-01":
        row = next(r for r in page.data if r.get("learners_refresher") == 200.0)
        row.put(learners_refresher="")
        return Slip("D05", [row["learners_refresher"]])


@slip
def no_classes(page):
    if page.form == "bieu-01":
        row = next(r for r in page.data if r.get("learners_refresher") == 770.0)
        row.put(classes="")
        return Slip("D05", [row["classes"]])
