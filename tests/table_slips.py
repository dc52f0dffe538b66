"""Slips of the hand in totals, numbering, units, titles and around the table."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.layouts import Layout
from tests.pages import Box, Page, Row, sections
from tests.slips import SLIPS, Slip, slip


def _total(change: Callable[[Page, str], float]) -> Callable[[Page], Slip | None]:
    def put(page: Page) -> Slip | None:
        name = page.counts[0]
        if not page.total or not isinstance(page.total.get(name), float):
            return None
        page.total[name].value = change(page, name)
        return Slip("B04", [page.total[name]])

    return put


SLIPS["total lacks a row"] = _total(lambda page, n: page.sum(n) - page.data[-1].get(n) or page.sum(n) - 2)
SLIPS["total off"] = _total(lambda page, n: page.sum(n) + 4237)


@slip
def two_slips(page):
    """A cell in words does not excuse a total that is off by far more than it can hold."""
    name = page.counts[0]
    if page.total and len(page.data) > 5:
        next(r for r in page.data if r.get(name))[name].value = "khoảng 80"
        page.total[name].value += 4237
        return Slip("B04", [page.total[name]], also="O02")


@slip
def row_added_twice(page):
    """In every column of the total."""
    if page.total and len(page.counts) > 1:
        row = max(
            page.data, key=lambda r: sum(isinstance(r.get(n), float) and r.get(n) > 0 for n in page.counts)
        )
        changed = [n for n in page.counts if isinstance(row.get(n), float) and row.get(n)]
        for name in changed:
            page.total[name].value += row.get(name)
        return Slip("B04", [page.total[n] for n in changed], [page.total[n] for n in changed])


@slip
def formula_lacks_rows(page):
    """Its range ends two rows too early; the address is known once the page is typed."""
    if page.total and len(page.data) > 5:
        name = page.counts[0]
        kept = page.data[:-2]
        if page.sum(name) == page.sum(name, kept):
            return None
        page.total[name].value = page.sum(name, kept)
        page.total[name].formula = "SUM({0}{1}:{0}{2})"
        return Slip("B04", [page.total[name]])


@slip
def section_off(page):
    if sections(page) and isinstance(sections(page)[0][0].get(page.counts[0]), float):
        box = sections(page)[0][0][page.counts[0]]
        box.value += 3
        return Slip("B05", [box])


@slip
def row_deleted(page):
    if page.total and len(page.data) > 5:
        row = page.data[len(page.data) // 2]
        if row.get("unit_name") and page.form == "bieu-01":
            row = page.data[len(page.data) // 2 + 1]
        page.rows.remove(row)
        boxes = [page.total[n] for n in page.counts] + [r["ordinal"] for r in page.data]
        boxes += [s[n] for s, _ in sections(page) for n in page.counts]
        return Slip("B04 B01 B05", boxes)


def _ordinal(change: Callable[[list[Row]], Box]) -> Callable[[Page], Slip | None]:
    def put(page: Page) -> Slip | None:
        rows = [r for r in page.data if isinstance(r.get("ordinal"), float)]
        return Slip("B01", [change(rows)]) if len(rows) > 6 else None

    return put


def _set(rows: list[Row], index: int, value: object) -> Box:
    rows[index].put(ordinal=value)
    return rows[index]["ordinal"]


def _later(rows: list[Row], step: int) -> Box:
    for row in rows[4:]:
        row["ordinal"].value += step
    return rows[4]["ordinal"]


SLIPS["STT typed twice"] = _ordinal(lambda rows: _set(rows, 4, rows[3].get("ordinal")))
SLIPS["STT of the next"] = _ordinal(lambda rows: _set(rows, 4, rows[5].get("ordinal")))
SLIPS["STT blank"] = _ordinal(lambda rows: _set(rows, 4, ""))
SLIPS["STT wild"] = _ordinal(lambda rows: _set(rows, 4, 55.0))
SLIPS["STT skipped"] = _ordinal(lambda rows: _later(rows, 1))
SLIPS["STT repeated on"] = _ordinal(lambda rows: _later(rows, -1))


@slip
def unit_misspelt(page):
    if "unit_name" in page.header:
        row = next(r for r in page.data if r.get("unit_name") in ("Huyện ủy Đại Từ", "Huyện ủy Văn Quan"))
        row["unit_name"].value = {"T": "Huyện ủy Đại Tư", "V": "Huyện ủy Văn Quang"}[
            "T" if "Từ" in row.get("unit_name") else "V"
        ]
        return Slip("L08", [row["unit_name"]])


@slip
def unit_twice(page):
    if "unit_name" in page.header:
        rows = [r for r in page.data if r.get("unit_name")]
        rows[6]["unit_name"].value = rows[2].get("unit_name")
        return Slip("B08", [rows[6]["unit_name"], rows[2]["unit_name"]])


@slip
def other_year(page):
    for box in page.titles:
        if re.search(r"20\d\d", str(box.value)) and "Quyết định" not in str(box.value):
            box.value = re.sub(r"20\d\d", lambda m: str(int(m[0]) - 1), str(box.value))
            return Slip("T13", [box])


@slip
def hidden_row(page):
    row = page.data[len(page.data) // 2]
    row.hidden = True
    return Slip("T10", list(row.boxes.values()))


@slip
def example_row(page):
    if "class_name" in page.header and page.form != "bieu-01":
        cells = {name: Box() for name in page.header}
        cells["class_name"].value = "Ví dụ: Lớp bồi dưỡng nghiệp vụ"
        cells[page.counts[0]].value = 60.0
        page.rows.insert(page.rows.index(page.data[0]), Row("data", cells))
        return Slip("T11", [cells["class_name"]])


@slip
def figure_right(page):
    row = page.data[len(page.data) // 2]
    box = Box(45.0)
    page.beside.append((row, 1, box))
    return Slip("T08", [box])


@slip
def sums_right(page):
    boxes = [Box(float(n)) for n in (45, 46, 47)]
    page.beside += list(zip(page.data, (1, 1, 1), boxes, strict=False))
    return Slip("T08", boxes[: len(page.data)], boxes[: len(page.data)])


@slip
def figure_below(page):
    if page.total:
        box = Box(450.0)
        page.below += [{}, {page.counts[-1]: box}]
        return Slip("T08", [box])


@slip
def total_in_odd_words(page):
    """Whatever the total is called, it is no row of the table: nothing to find."""
    if page.total:
        label = next(b for b in page.total.boxes.values() if isinstance(b.value, str) and b.value)
        label.value = "TỔNG CỘNG TOÀN TỈNH (I+II)"
        return Slip("")


# --- the header: name of a field → (layout or None, rules expected) ---------------------------------


def _missing(page: Page, name: str):
    del page.header[name]
    return None, ("T05",)


def _misspelt(page: Page, name: str):
    page.header[name] = (*page.header[name][:-1], page.header[name][-1] + "x")
    return None, ("T05",)


def _added(page: Page, name: str):
    """A column of the unit's own: a hint at most."""
    return Layout("added", extra=((name, "Kinh phí dự kiến", "5"),)), ()


COLUMN_SLIPS = {"missing": _missing, "misspelt": _misspelt, "added": _added}
