"""A snapshot: a state with its name and day, as a workbook of its own that anybody can read. One format: rows
that say what they are, so that any other program can take them over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook_templates.declared.record import CHANGES_SHEET as CHANGES
from workbook_templates.kinds.numbers import dotted
from workbook_templates.paper.formats import new_workbook
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import OUTPUT_MARK, Unreadable
from xl_addin.closing.state import ClosedBieu, ClosedLine, State
from xl_addin.merge.three_way import Value
from xl_addin.summary.fast_sheet import FastSheet
from xl_addin.summary.own_record import write_rows

VERSION = "1"
DATA = "Số liệu chốt"
_ABOUT = "Chốt số liệu"
_NOTE = (
    "Tệp này giữ số liệu tại thời điểm chốt để các lần tổng hợp sau so sánh. Đề nghị không sửa, không xóa, "
    "không chuyển đi nơi khác."
)
_FIXED = 5  # cells of a line before its values


@dataclass
class Snapshot:
    """name: that the clerk gave it; when: as 2026-12-01 06:08:00; who: last saved the working file; source:
    its name; issued: which version of the plan it is, as printed and signed: 0 for the first,
    n for the n-th adjustment; None where it was only closed; path: where it lies."""

    name: str
    when: str
    who: str
    source: str
    state: State
    issued: int | None = None
    path: Path = Path()

    @property
    def day(self) -> str:
        """When, as the clerk reads it."""
        date, _, time = self.when.partition(" ")
        return f"{time[:5]} ngày {'/'.join(reversed(date.split('-')))}"

    @property
    def version(self) -> str:
        """Which version of the plan it is, in words; blank where it is none."""
        return "" if self.issued is None else version_words(self.issued)

    @property
    def told(self) -> str:
        """What the clerk is told of it once it is made."""
        lines = sum(len(bieu.lines) for bieu in self.state.bieu.values())
        text = (
            f"Đã chốt “{self.name}” lúc {self.day}: {len(self.state.bieu)} biểu, {dotted(lines)} dòng; giữ ở "
            f"“{self.path}”. Từ nay mỗi lần tổng hợp có trang “{CHANGES}”."
        )
        if self.issued is None:
            return text
        later = version_words(self.issued + 1)
        return (
            f"{text} Đây là bản đã ban hành ({self.version}); các lần tổng hợp sau ghi “{later}” dưới tiêu "
            "đề biểu."
        )


def version_words(number: int) -> str:
    """What a version of a plan is called."""
    return f"Điều chỉnh lần {number}" if number else "Bản gốc"


def write_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Write it as a workbook."""
    book = new_workbook(path, constant_memory=True, strings_to_formulas=False, strings_to_urls=False)
    book.set_properties({"title": f"Chốt số liệu “{snapshot.name}”", "category": OUTPUT_MARK})
    about = book.add_worksheet(_ABOUT, FastSheet)
    about.set_column(0, 0, 26)
    about.set_column(1, 1, 90)
    said = (
        ("Chốt số liệu", snapshot.name), ("Thời điểm", snapshot.day), ("Người lưu tệp", snapshot.who),
        ("Tệp tổng hợp", snapshot.source), ("Phiên bản kế hoạch", snapshot.version or "Chưa ban hành"),
        ("Bộ biểu mẫu", snapshot.state.form_set), ("", _NOTE),
    )  # fmt: skip
    for row, (label, text) in enumerate(said):
        about.write_line(row, {0: (label, None), 1: (text, None)})
    write_rows(book, rows_of(snapshot), DATA)
    book.close()


def read_snapshot(path: Path) -> Snapshot | None:
    """What such a workbook says; None where it is none. Raises Unreadable."""
    grid = read_grid_of(path, lambda name: name.startswith(DATA))
    rows = [row for sheet in grid.sheets for row in sheet.rows]
    if any(sheet.strays for sheet in grid.sheets):
        raise Unreadable("too_large")
    snapshot = snapshot_of(rows)
    if snapshot is not None:
        snapshot.path = path
    return snapshot


def rows_of(snapshot: Snapshot) -> Iterator[list[Value]]:
    """Its rows, from top to bottom."""
    state = snapshot.state
    issued = "" if snapshot.issued is None else str(snapshot.issued)
    yield ["version", VERSION]
    yield ["snapshot", snapshot.name, snapshot.when, snapshot.who, snapshot.source, issued, state.form_set]
    for sheet, pages in state.pages.items():
        yield ["pages", sheet, *pages]
    for form, bieu in state.bieu.items():
        names = list(bieu.headers)
        yield ["bieu", form, bieu.name, bieu.sheet]
        yield ["columns", form, None, None, None, *names]
        yield ["headers", form, None, None, None, *bieu.headers.values()]
        for line in bieu.lines:
            yield ["line", form, line.key, line.unit, line.label, *(line.values.get(name) for name in names)]
        for key, (label, figures) in bieu.sums.items():
            yield ["sum", form, key, None, label, *(figures.get(name) for name in names)]
        for unit, figures in bieu.shares.items():
            yield ["share", form, None, unit, None, *(figures.get(name) for name in names)]


def snapshot_of(rows: Iterable[Sequence[object]]) -> Snapshot | None:
    """What such rows say; None where they say nothing, or are of a version that is not known."""
    made: Snapshot | None = None
    known = False
    for row in rows:
        cells = [None if cell == "" else cell for cell in row]
        kind = cells[0] if cells else None
        text = ["" if cell is None else str(cell) for cell in cells] + [""] * 7
        if kind == "version":
            known = text[1] == VERSION
        elif kind == "snapshot" and known:
            issued = int(text[5]) if text[5].isdigit() else None
            made = Snapshot(*text[1:5], State(text[6]), issued)
        elif made is not None and kind == "pages":
            made.state.pages[text[1]] = [page for page in text[2:] if page]
        elif made is not None and kind == "bieu":
            made.state.bieu[text[1]] = ClosedBieu(*text[1:4])
        elif made is not None and (bieu := made.state.bieu.get(text[1])):
            _read(bieu, str(kind), text, cells[_FIXED:])
    return made


def _read(bieu: ClosedBieu, kind: str, text: list[str], values: list) -> None:
    if kind == "columns":
        bieu.headers = {str(name): "" for name in values if name is not None}
        return
    names = list(bieu.headers)
    values = values + [None] * (len(names) - len(values))
    if kind == "headers":
        bieu.headers = {n: "" if v is None else str(v) for n, v in zip(names, values, strict=False)}
    elif kind == "line":
        bieu.lines.append(ClosedLine(text[2], text[3], text[4], dict(zip(names, values, strict=False))))
    figures = {n: v for n, v in zip(names, values, strict=False) if isinstance(v, float)}
    if kind == "sum":
        bieu.sums[text[2]] = text[4], figures
    elif kind == "share":
        bieu.shares[text[3]] = figures
