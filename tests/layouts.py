"""Layouts: the ways in which clerks type one and the same table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.pages import LABELS, Box, Page, Row
from validators.batch import Batch
from validators.judging import judge as judge_batch
from validators.report import Report
from workbook_templates.declared.fields import catalogue
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.reading.package import SheetFacts
from workbook_templates.reading.returns import Return, from_grid
from workbook_templates.reading.table import letters

FIELDS = catalogue()

STATE_HEAD = (
    ("ĐẢNG BỘ TỈNH", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("BAN THƯỜNG VỤ", "Thành phố, ngày 12 tháng 12 năm 2024"),
    ("*", ""),
)
SIGNED = (
    ("", "Hà Nội, ngày 5 tháng 11 năm 2025"),
    ("NGƯỜI LẬP BIỂU", "T/M BAN THƯỜNG VỤ"),
    ("", "PHÓ BÍ THƯ"),
    ("", ""),
    ("Nguyễn Văn An", "Trần Thị Bình"),
)
NOTED = (
    ("Ghi chú: số liệu tính đến ngày 30/10.", ""),
    ("- Lớp học cuối tuần ghi rõ thứ 7, chủ nhật.", ""),
    ("Nơi nhận:", "KT. GIÁM ĐỐC"),
    ("- Ban Tổ chức Tỉnh ủy,", "PHÓ GIÁM ĐỐC"),
    ("- Lưu VT.", "Lê Văn Cường"),
)


@dataclass(frozen=True)
class Layout:
    """How a page is typed. head and foot: rows of (left, right) texts around it; gaps: blank rows
    after head, titles and table; down and right: where it starts; levels: rows of the header (0: as
    printed); words: header text → header text; index: pattern of an index row; repeat: header again
    after so many rows; section, units, total: how those rows are written; typed: (field, value) →
    value as stored; extra: added columns, {before field: (header, text)}; order: fields → fields."""

    name: str
    sheet: str = "Sheet1"
    head: tuple = ()
    foot: tuple = ()
    gaps: tuple[int, int, int] = (0, 0, 0)
    down: int = 0
    right: int = 0
    levels: int = 0
    low: bool = False
    spread: bool = False
    words: Callable[[str], str] = str
    index: str = ""
    repeat: int = 0
    section: str = "printed"
    units: str = "printed"
    total: str = "printed"
    of_which: bool = False
    blanks: int = 0
    typed: Callable[[str, object], object] = lambda name, value: value
    extra: tuple[tuple[str, str, str], ...] = ()
    order: Callable[[list[str]], list[str]] = list
    date1904: bool = False


@dataclass
class Typed:
    """A sheet as typed: boxes in rows, and what Excel knows beside the values."""

    name: str
    rows: list[list[Box]]
    hidden: set[int]
    date1904: bool

    def place(self, box: Box) -> tuple[int, int]:
        for number, row in enumerate(self.rows):
            for column, other in enumerate(row):
                if other is box:
                    return number, column
        raise KeyError(box)

    def cell(self, box: Box) -> str:
        row, column = self.place(box)
        return f"{letters(column)}{row + 1}"

    def sheet(self) -> Sheet:
        facts = SheetFacts(hidden_rows=frozenset(self.hidden))
        for number, row in enumerate(self.rows):
            for column, box in enumerate(row):
                if isinstance(box.value, ErrorValue):
                    facts.errors[number, column] = str(box.value)
                if box.formula:
                    facts.formulas[number, column] = box.formula
        return Sheet(self.name, [[box.value for box in row] for row in self.rows], False, facts)


def type_page(page: Page, layout: Layout) -> Typed:
    """Place a page's boxes on a sheet."""
    names = layout.order(list(page.header))
    places: list[str | tuple] = []
    for name in names:
        places += [item for item in layout.extra if item[0] == name]
        places.append(name)
    width, pad = len(places), layout.right
    out: list[list[Box]] = [[] for _ in range(layout.down)]
    hidden: set[int] = set()

    def wide(left: str | Box, right: str = "") -> list[Box]:
        row = [Box() for _ in range(pad + max(width, 3))]
        row[pad] = left if isinstance(left, Box) else Box(left)
        if right:
            row[pad + max(width, 3) - 2] = Box(right)
        return row

    def blank(count: int) -> None:
        out.extend([] for _ in range(count))

    out += [wide(*pair) for pair in layout.head]
    blank(layout.gaps[0])
    out += [wide(box) for box in page.titles]
    blank(layout.gaps[1])
    heads = _heads(page, layout, places)
    if layout.index:
        heads.append([layout.index.format(i + 1) for i in range(width)])
    out += [[Box()] * pad + [Box(text) for text in row] for row in heads]
    if layout.total == "top":
        out.append(_typed_row(page, layout, places, page.total))
    for number, row in enumerate(page.rows):
        if layout.total == "top" and row is page.total:
            continue
        if layout.repeat and number and number % layout.repeat == 0:
            out += [[Box()] * pad + [Box(text) for text in head] for head in heads]
        if layout.blanks and number and number % layout.blanks == 0:
            blank(1)
        if row.hidden:
            hidden.add(len(out))
        out.append(_typed_row(page, layout, places, row))
    if layout.of_which and page.total:
        out.append(wide("Trong đó:"))
        out.append(_of_which(page, layout, places))
    for cells in page.below:
        out.append([Box()] * pad + [cells.get(p, Box()) if isinstance(p, str) else Box() for p in places])
    blank(layout.gaps[2])
    out += [wide(*pair) for pair in layout.foot]
    for row, away, box in page.beside:
        line = next(
            line
            for line in out
            if any(b is other for b in line if b.value != "" for other in row.boxes.values())
        )
        line.extend(Box() for _ in range(pad + width + away - len(line)))
        line.append(box)
    return Typed(layout.sheet, out, hidden, layout.date1904)


def _heads(page: Page, layout: Layout, places: list) -> list[list[str]]:
    levels = layout.levels or max(len(path) for path in page.header.values())
    paths = []
    for place in places:
        path = [place[1]] if isinstance(place, tuple) else _path(place, page.header[place], levels)
        paths.append([""] * (levels - len(path)) + path if layout.low else path + [""] * (levels - len(path)))
    rows = [[layout.words(path[level]) for path in paths] for level in range(levels)]
    if not layout.spread:  # a merged group keeps its text in its first cell
        for level, row in enumerate(rows[:-1]):
            for column in range(len(row) - 1, 0, -1):
                above = all(paths[column][i] == paths[column - 1][i] for i in range(level + 1))
                if row[column] and above:
                    row[column] = ""
    return rows


def _path(name: str, path: tuple[str, ...], levels: int) -> list[str]:
    """A header path cut down to so many rows, in the words clerks use when they do so."""
    if levels == 1 and len(path) > 1:
        if name in ("opens", "closes"):
            return [f"{path[0]} {path[-1].lower()}"]
        if name.startswith("learners"):
            return [f"{path[-2]} {path[-1]}"]
        return [FIELDS[name].label] if name.startswith(("civil", "public")) else [path[-1]]
    return list(path[-levels:])


def _typed_row(page: Page, layout: Layout, places: list, row: Row) -> list[Box]:
    boxes = [Box() for _ in range(layout.right)]
    for place in places:
        if isinstance(place, tuple):
            boxes.append(Box(place[2] if row.kind == "data" else ""))
        else:
            box = row.boxes.get(place, Box())
            box.value = layout.typed(place, box.value) if row.kind != "section" else box.value
            boxes.append(box)
    _label(page, layout, places, row, boxes)
    return boxes


def _label(page: Page, layout: Layout, places: list, row: Row, boxes: list[Box]) -> None:
    """Section and total labels, and units, where this layout writes them."""
    named = [name for name in LABELS if name in places]
    at = {name: layout.right + places.index(name) for name in named}
    if row.kind == "section" and layout.section != "printed":
        numeral, text = row.get("ordinal"), row.get("class_name")
        row.put(ordinal=f"{numeral}. {text}", class_name="") if layout.section == "merged" else row.put(
            ordinal=""
        )
    if row.kind == "total" and layout.total in at:
        text = next(row.get(name) for name in named if row.get(name))
        for name in named:
            row.boxes[name].value = text if name == layout.total else ""
    if row.kind == "data" and layout.units == "every" and "unit_name" in at:
        above = page.data.index(row) - 1
        if not row.get("unit_name") and above >= 0:
            row.put(unit_name=page.data[above].get("unit_name"))


def _of_which(page: Page, layout: Layout, places: list) -> list[Box]:
    label = next(name for name in LABELS[1:] if name in places)
    values = {label: "- Lớp chuyển tiếp", **dict.fromkeys(page.counts, 5.0)}
    return [Box() for _ in range(layout.right)] + [
        Box(values.get(place, "")) if isinstance(place, str) else Box() for place in places
    ]


def read(form_set: str, *sheets: Typed) -> Return:
    grid = Grid([typed.sheet() for typed in sheets], date1904=any(t.date1904 for t in sheets))
    return from_grid(Path("bieu.xlsx"), grid, load_form_set(form_set))


def judge(form_set: str, *sheets: Typed) -> Report:
    return judge_batch(Batch([read(form_set, *sheets)], load_form_set(form_set)))


def stacked(*sheets: Typed, gap: int = 2) -> Typed:
    """Tables one below the other on one sheet."""
    rows: list[list[Box]] = []
    hidden: set[int] = set()
    for typed in sheets:
        hidden |= {row + len(rows) for row in typed.hidden}
        rows += typed.rows + [[] for _ in range(gap)]
    return Typed(sheets[0].name, rows, hidden, sheets[0].date1904)


def side_by_side(left: Typed, right: Typed, gap: int = 1) -> Typed:
    width = max(len(row) for row in left.rows) + gap
    rows = []
    for number in range(max(len(left.rows), len(right.rows))):
        row = list(left.rows[number]) if number < len(left.rows) else []
        row += [Box() for _ in range(width - len(row))]
        rows.append(row + (right.rows[number] if number < len(right.rows) else []))
    return Typed(left.name, rows, set(), left.date1904)


# --- ways of typing values and headers ---------------------------------------------------------


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def as_text(name: str, value: object) -> object:
    """Numbers as text: '90', '1.000', '01'."""
    if isinstance(value, float) and value == int(value):
        whole = f"{int(value):,}".replace(",", ".")
        return whole if FIELDS[name].kind.name == "count" or value > 9 else f"0{whole}"
    return value


def months_as(form: str) -> Callable[[str, object], object]:
    """Months M/YYYY in another of the forms that reach us."""

    def typed(name: str, value: object) -> object:
        match = re.fullmatch(r"(\d{1,2})/(20\d\d)", value) if isinstance(value, str) else None
        if not match or not 1 <= int(match[1]) <= 12:
            return value
        month, year = int(match[1]), int(match[2])
        day = datetime(year, month, 1)
        serial = float((day - datetime(1899, 12, 30)).days)
        return {
            "date": day,
            "serial": serial,
            "serial1904": serial - 1462,
            "float": float(f"{month}.{year}"),
            "words": f"Tháng {month} năm {year}",
            "short": f"T{month}/{year}",
            "zero": f"{month:02}/{year}",
            "dot": f"{month:02}.{year}",
            "dash": f"{month}-{year}",
            "spaced": f" {month} / {year} ",
            "day": f"01/{month:02}/{year}",
            "iso": f"{year}-{month:02}-01",
        }[form]

    return typed


_SYNONYMS = (
    {"Số TT": "STT", "TT": "Số thứ tự", "STT": "Số TT", "Tên lớp": "Tên lớp đào tạo, bồi dưỡng",
     "Tên đơn vị": "Cơ quan, đơn vị", "Số lượng học viên": "Số học viên", "Học viên": "Số lượng học viên",
     "Tập trung": "Hệ tập trung", "Không tập trung": "Hệ không tập trung",
     "Khai giảng": "Thời gian khai giảng", "Bế giảng": "Thời gian bế giảng",
     "Đơn vị chủ trì thực hiện": "Đơn vị",
     "ĐT": "Đào tạo", "BD": "Bồi dưỡng",
     "Nội dung đào tạo, bồi dưỡng": "Nội dung", "Thời gian ĐT, BD": "Thời gian đào tạo, bồi dưỡng",
     "Tiến sĩ và tương đương": "Tiến sĩ", "Thạc sĩ và tương đương": "Thạc sĩ"},
    {"Số TT": "TT", "TT": "STT", "Tên lớp": "Nội dung", "Tên đơn vị": "Đơn vị đăng ký",
     "Số lượng học viên": "Số lượng (người)", "Học viên": "Số HV", "Tập trung": "Tập trung (người)",
     "Không tập trung": "Không tập trung (người)", "Khai giảng": "Ngày khai giảng", "Bế giảng": "Kết thúc",
     "Đơn vị chủ trì thực hiện": "Đơn vị chủ trì", "ĐT": "ĐT (người)", "BD": "BD (người)",
     "Nội dung đào tạo, bồi dưỡng": "Tên lớp, nội dung", "Thời gian ĐT, BD": "Thời gian học",
     "Số lớp": "Số lượng lớp", "Tiến sĩ và tương đương": "TS", "Thạc sĩ và tương đương": "ThS"},
)  # fmt: skip


def synonym(which: int) -> Callable[[str], str]:
    return lambda text: _SYNONYMS[which].get(text, text)


def broken(text: str) -> str:
    """A header with a line break in the middle and stray blanks."""
    return text.replace(" ", "\n", 1) + " "


def with_years(text: str) -> str:
    return {"Chuyển sang 2026": "Chuyển sang năm 2026", "Học viên": "Học viên năm 2025",
            "Tập trung": "Tập trung năm 2025", "Số lượng học viên": "Số lượng học viên 2025",
            "Số lớp": "Số lớp năm 2018"}.get(text, text)  # fmt: skip


def moved(names: list[str]) -> list[str]:
    """The last column brought forward behind the names."""
    labels = [name for name in names if name in LABELS]
    rest = [name for name in names if name not in LABELS]
    return [*labels, rest[-1], *rest[:-1]]


LAYOUTS = (
    Layout("as printed"),
    Layout("state paper", head=STATE_HEAD, gaps=(1, 1, 1), foot=SIGNED),
    Layout("another corner", down=3, right=2, gaps=(0, 1, 0), head=STATE_HEAD, foot=NOTED),
    Layout("many titles", head=(("SỞ NỘI VỤ", ""),) * 3 + STATE_HEAD, gaps=(0, 2, 2), foot=SIGNED + NOTED),
    Layout("one header row", levels=1, index="({})"),
    Layout("two header rows", levels=2, index="{}"),
    Layout("header at the bottom", low=True),
    Layout("header unmerged", spread=True),
    Layout("capitals", words=str.upper),
    Layout("decomposed", words=nfd, typed=lambda n, v: nfd(v) if isinstance(v, str) else v),
    Layout("line breaks", words=broken, gaps=(0, 1, 0)),
    Layout("years", words=with_years),
    Layout("synonyms 0", words=synonym(0)),
    Layout("synonyms 1", words=synonym(1)),
    Layout("header repeated", repeat=7, index="({})"),
    Layout("section merged", section="merged", foot=SIGNED, gaps=(0, 0, 1)),
    Layout("section bare", section="bare"),
    Layout("unit on every row", units="every"),
    Layout("blank rows", blanks=3),
    Layout("total in STT", total="ordinal", of_which=True, foot=SIGNED),
    Layout("total in unit", total="unit_name", of_which=True),
    Layout("total in class", total="class_name", gaps=(0, 0, 2), foot=NOTED),
    Layout("total on top", total="top", index="({})"),
    Layout("added columns", extra=(("note", "Nơi học", "Trường Chính trị tỉnh"),
                                   ("learners", "Đơn vị phối hợp", "Sở Nội vụ"),
                                   ("learners_full_time", "Nơi học", "Học viện"),
                                   ("registered", "Đơn vị phối hợp", "Sở Nội vụ"))),
    Layout("moved columns", order=moved),
    Layout("numbers as text", typed=as_text),
    *(Layout(f"months as {form}", typed=months_as(form))
      for form in ("date", "serial", "float", "words", "short", "zero", "dot", "dash", "spaced", "day",
                   "iso")),
    Layout("1904", typed=months_as("serial1904"), date1904=True),
    Layout("all at once", head=STATE_HEAD, foot=SIGNED, gaps=(1, 1, 1), down=1, right=1, words=broken,
           index="({})", repeat=6, blanks=4, of_which=True, typed=months_as("date"), sheet="Trang tính 3"),
)  # fmt: skip
