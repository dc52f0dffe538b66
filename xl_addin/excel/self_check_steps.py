"""The steps of Tự kiểm tra: each works on copies of returns and gives back, in words, what differed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlwings as xw

from validators.findings import Finding
from workbook_templates.paper.formats import COUNT_FORMAT
from workbook_templates.reading.grid import Grid, read_grid
from workbook_templates.reading.package import examine
from workbook_templates.reading.replies import LOG_SHEET, WORK_SHEET
from xl_addin.check import check_files
from xl_addin.copies.answers import write_answer
from xl_addin.copies.styles import SEVERITY
from xl_addin.excel import application, long_work
from xl_addin.excel.corrections import apply_correction, correction_at
from xl_addin.excel.live_check import judge_book, show
from xl_addin.excel.live_workbook import LiveBook, read_workbook, write_block
from xl_addin.excel.marks import colour_number, take_marks_away
from xl_addin.excel.self_check_returns import (
    FORM_SET,
    RIGHT_VALUE,
    WRONG_CELL,
    WRONG_SHEET,
    write_returns,
)
from xl_addin.excel.trace import SOURCES, origin_of_selection
from xl_addin.excel.walking import Destination, go, standing
from xl_addin.form_sets import load_form_set
from xl_addin.roll_up import roll_up
from xl_addin.settings.loading import Settings

_FOLDER = "Tự kiểm tra = 1; & 2"  # letters and signs that paths of real folders have
_RED = colour_number(SEVERITY["error"].back)


@dataclass
class Bench:
    """What the steps work on: Excel, and a folder for copies, with one of returns in it. path: of the return
    with the mistake."""

    app: xw.App
    folder: Path
    path: Path

    @property
    def returns(self) -> Path:
        return self.path.parent

    def copy(self, name: str) -> Path:
        """A fresh copy of the file with the mistake, under a name of its own: Excel opens no two
        workbooks of one name."""
        target = self.folder / f"{name}.xlsx"
        shutil.copyfile(self.path, target)
        return target


def make_bench(app: xw.App, folder: Path) -> Bench:
    """A bench in an empty folder."""
    return Bench(app, folder, write_returns(folder / _FOLDER))


@contextmanager
def _open(bench: Bench, path: Path, **how) -> Iterator[xw.Book]:
    book = application.open_quietly(bench.app, path, **how)
    try:
        yield book
    finally:
        book.close()


# --- the steps ------------------------------------------------------------------------------------


def _read(bench: Bench) -> Iterator[str]:
    with _open(bench, bench.copy("đọc")) as book:
        yield from _unlike(_of_file(bench.path), read_workbook(book).grid)


def _mark_and_unmark(bench: Bench) -> Iterator[str]:
    expected = _found_in_file(bench.path)
    with _open(bench, bench.copy("đánh dấu")) as book:
        before = _looks(read_workbook(book))
        selected = book.sheets.active.name, bench.app.selection.address
        judged = judge_book(book, Settings())
        yield from _differ("kết quả kiểm tra", expected, _ids(judged.findings))
        show(judged)
        yield from _differ(f"màu ô {WRONG_CELL} sau khi đánh dấu", _RED, _shown_colour(book))
        yield from _differ("có trang danh sách", True, WORK_SHEET in [sheet.name for sheet in book.sheets])
        now = book.sheets.active.name, bench.app.selection.address
        yield from _differ("ô đang chọn", selected, now)
        yield from _differ("kiểm tra lần hai", expected, _ids(judge_book(book, Settings()).findings))
        marks = take_marks_away({sheet.name: sheet for sheet in book.sheets})
        yield from _differ("có dấu để gỡ", True, marks > 0)
        after = {key: value for key, value in _looks(read_workbook(book)).items() if key[0] != WORK_SHEET}
        yield from _unequal(before, after)


def _correct(bench: Bench) -> Iterator[str]:
    with _open(bench, bench.copy("sửa theo gợi ý")) as book:
        sheet = book.sheets[WRONG_SHEET]
        sheet.activate()
        sheet.range(WRONG_CELL).select()
        judged = judge_book(book, Settings())
        apply_correction(judged, correction_at(judged))
        yield from _differ(f"ô {WRONG_CELL} sau khi sửa", RIGHT_VALUE, sheet.range(WRONG_CELL).raw_value)
        yield from _differ("có nhật ký sửa", True, LOG_SHEET in [sheet.name for sheet in book.sheets])


def _protected(bench: Bench) -> Iterator[str]:
    with _open(bench, bench.copy("trang khóa")) as book:
        sheet = book.sheets[WRONG_SHEET]
        sheet.api.Protect("thu")
        notes = show(judge_book(book, Settings()))
        yield from _differ("nêu tên trang khóa", True, any(WRONG_SHEET in note for note in notes))
        sheet.api.Unprotect("thu")


def _read_only(bench: Bench) -> Iterator[str]:
    with _open(bench, bench.copy("chỉ đọc"), read_only=True) as book:
        judged = judge_book(book, Settings())
        yield from _differ("kết quả kiểm tra", _found_in_file(bench.path), _ids(judged.findings))
        show(judged)


def _roll_up(bench: Bench) -> Iterator[str]:
    target = bench.folder / "tổng hợp.xlsx"
    roll_up(bench.returns, load_form_set(FORM_SET), target, FORM_SET)
    stored = _of_file(target)
    with _open(bench, target) as book:
        bench.app.api.CalculateFull()
        yield from _unlike(stored, read_workbook(book).grid)


def _trace(bench: Bench) -> Iterator[str]:
    """The first line of a biểu that comes from the returns leads to a row that says the same."""
    target = bench.folder / "số liệu gốc.xlsx"
    roll_up(bench.returns, load_form_set(FORM_SET), target, FORM_SET)
    with _open(bench, target) as book:
        page = next(sheet for sheet in read_workbook(book).grid.sheets if sheet.name == WRONG_SHEET)
        row = min(row for (row, _), text in page.facts.formulas.items() if f"'{SOURCES}'!" in text)
        go(book, Destination(WRONG_SHEET, f"A{row + 1}", ""))
        origin = origin_of_selection(bench.app, book)
        line = page.rows[row][1]
    yield from _differ("có tệp của đơn vị", True, origin.path in list(bench.returns.iterdir()))
    with _open(bench, origin.path) as book:
        go(book, Destination(origin.sheet, origin.cell, ""))
        here = standing(book)
        yield from _differ("đến đúng ô", True, here.is_at(origin.sheet, origin.cell))
        source = next(sheet for sheet in read_workbook(book).grid.sheets if sheet.name == origin.sheet)
        yield from _differ("dòng ấy ghi đúng lớp", True, line in source.rows[here.row - 1])


def _stop(bench: Bench) -> Iterator[str]:
    advance = long_work.progress(bench.app, "Thử dừng")
    long_work.press_escape()
    stopped = False
    for _ in range(20):
        try:
            advance(1, 2)
        except long_work.Stopped:
            stopped = True
            break
        time.sleep(0.05)
    yield from _differ("dừng khi bấm Esc", True, stopped)


def _typed(bench: Bench) -> Iterator[str]:
    book = bench.app.books.add()
    try:
        sheet = book.sheets[0]
        write_block(sheet, 1, 1, [[1360.0, "3/2025", "=1+1", "01"]])
        sheet.range("A1").api.NumberFormat = COUNT_FORMAT
        yield from _differ("cách hiện 1360", "1.360", sheet.range("A1").api.Text)
        yield from _differ("chữ vẫn là chữ", ("3/2025", "=1+1", "01"), sheet.range("B1:D1").raw_value[0])
    finally:
        book.close()


def _round_trip(bench: Bench) -> Iterator[str]:
    expected, saved = _found_in_file(bench.path), bench.folder / "lưu lại.xlsx"
    with _open(bench, bench.copy("trước khi lưu")) as book:
        show(judge_book(book, Settings()))
        book.save(str(saved))
    yield from _differ("kiểm tra tệp Excel vừa lưu", expected, _found_in_file(saved))
    with _open(bench, saved) as book:
        marks = take_marks_away({sheet.name: sheet for sheet in book.sheets})
        yield from _differ("còn nhận ra dấu sau khi mở lại", True, marks > 0)


def _marked_copy(bench: Bench) -> Iterator[str]:
    inbox, report = check_files([bench.path], load_form_set(FORM_SET))
    copy = write_answer(inbox, report, 0, bench.folder / "bản sao.xlsx")
    with _open(bench, copy) as book:
        yield from _differ("mở được ngay, Excel không phải sửa tệp", copy.name, book.name)
        live = read_workbook(book)
        yield from _unlike(_of_file(copy), live.grid)
        yield from _differ(f"màu ô {WRONG_CELL} của bản sao", _RED, _shown_colour(book))


STEPS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "Đọc tệp đang mở": _read,
    "Đánh dấu, gỡ dấu, so sánh": _mark_and_unmark,
    "Sửa theo gợi ý": _correct,
    "Trang đang khóa": _protected,
    "Tệp chỉ đọc": _read_only,
    "Tổng hợp, Excel tính lại": _roll_up,
    "Xem số liệu gốc": _trace,
    "Dừng giữa chừng": _stop,
    "Định dạng số, chữ": _typed,
    "Lưu rồi mở lại": _round_trip,
    "Bản sao đã đánh dấu": _marked_copy,
}


# --- comparing ------------------------------------------------------------------------------------


def _of_file(path: Path) -> Grid:
    return read_grid(path, examine(path))


def _ids(findings: list[Finding]) -> list[tuple]:
    return sorted((finding.rule, finding.sheet, finding.cell) for finding in findings)


def _found_in_file(path: Path) -> list[tuple]:
    return _ids(check_files([path], load_form_set(FORM_SET))[1].findings)


def _differ(what: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{what}: đúng ra {_said(expected)}, thấy {_said(found)}"


def _said(value: object) -> str:
    return {True: "có", False: "không"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _kind(value: object) -> str:
    """What sort of value a cell holds, for one who may not be told the value."""
    kinds = {bool: "đúng/sai", float: "số", str: "chữ", datetime: "ngày", type(None): "trống"}
    return kinds.get(type(value), type(value).__name__)


def _unequal(expected: dict, found: dict) -> Iterator[str]:
    for key in sorted(expected.keys() | found.keys(), key=str):
        if expected.get(key) != found.get(key):
            yield f"{' '.join(map(str, key))} không như cũ"


def _unlike(stored: Grid, live: Grid) -> Iterator[str]:
    """Where the cells of a file and of the same workbook in Excel differ; addresses alone are told."""
    yield from _differ("các trang", stored.names, live.names)
    for one, other in zip(stored.sheets, live.sheets, strict=False):
        yield from _differ(f"trang “{one.name}” ẩn", one.hidden, other.hidden)
        yield from _differ(f"dòng ẩn của “{one.name}”", one.facts.hidden_rows, other.facts.hidden_rows)
        cells, found = _cells(one.rows), _cells(other.rows)
        for cell in sorted(cells.keys() | found.keys()):
            if not _same(cells.get(cell), found.get(cell)):
                row, column = cell
                kinds = f"{_kind(cells.get(cell))}, {_kind(found.get(cell))}"
                yield f"{one.name}, dòng {row + 1}, cột {column + 1}: khác giá trị ({kinds})"


def _cells(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    return {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    return one == other


def _shown_colour(book: xw.Book) -> int:
    """The colour in which the cell with the mistake is seen, conditional formats included."""
    return int(book.sheets[WRONG_SHEET].range(WRONG_CELL).api.DisplayFormat.Interior.Color)


def _looks(live: LiveBook) -> dict[tuple, object]:
    """Everything of each sheet that marking must leave alone: values, formulas, conditional formats, and
    the looks of the cell that gets a mark."""
    seen: dict[tuple, object] = {}
    for name, used in live.used.items():
        seen[name, "giá trị"] = used.raw_value
        seen[name, "công thức"] = used.formula
        seen[name, "định dạng có điều kiện"] = len(used.conditional_formats)
    cell = live.sheets[WRONG_SHEET].range(WRONG_CELL)
    seen[WRONG_SHEET, "màu"] = cell.api.Interior.Color
    seen[WRONG_SHEET, "định dạng số"] = cell.number_format
    return seen
