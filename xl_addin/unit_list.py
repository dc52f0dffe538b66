"""A list of units that somebody wrote down: a workbook, a CSV table, or a text with a unit on each line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.words.spelling import clean, fold, words

_HEAD = re.compile(
    r"(?:danh sách )?(?:các )?(?:tên )?(?:cơ quan|đơn vị)(?: cơ quan| đơn vị)?(?: (?:phải )?(?:gửi|nộp)\b.*)?"
)
_NUMBER = re.compile(r"\s*\d{1,4}\s*[.);,\t-]?\s*")  # before a name on its line
Cells = list[tuple[int, object]]  # the filled cells of a row: column, value


class NoUnits(Exception):
    """A list in which no units are to be found; the text says in Vietnamese why and what to do."""


def units_in(path: Path) -> tuple[tuple[str, str], ...]:
    """The units that a list names, in its order, each with a code. Raises NoUnits."""
    names = [clean(name) for name in _names(_rows(path))]
    unique = list({fold(name): name for name in names if name}.values())
    if not unique:
        raise NoUnits(f"Danh sách đơn vị “{path}” không có tên nào. Đề nghị ghi mỗi dòng một đơn vị.")
    return tuple((f"DV{number:03d}", name) for number, name in enumerate(unique, start=1))


def _rows(path: Path) -> list[Cells]:
    if path.suffix.lower() not in (".txt", ".csv"):
        try:
            return [cells for sheet in read_grid_of(path).sheets[:1] for cells in sheet.cells]
        except Unreadable as error:
            raise NoUnits(f"Danh sách đơn vị “{path}”: {why_unreadable(error.code).words}") from None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        told = f"Không đọc được danh sách đơn vị “{path}”: chữ không ở mã UTF-8, hoặc tệp đang bị khóa."
        raise NoUnits(f"{told} Đề nghị lưu lại dạng UTF-8, hoặc ghi danh sách trong tệp Excel.") from None
    if path.suffix.lower() == ".txt":  # a name may have commas
        return [[(0, _NUMBER.sub("", line, count=1))] for line in lines]
    head = lines[0] if lines else ""
    table = csv.reader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    return [list(enumerate(row)) for row in table]


def _names(rows: list[Cells]) -> Iterable[str]:
    """The texts below the last cell that heads units; where none does, the column with most texts."""
    heads = [(n, c) for n, cells in enumerate(rows) for c, v in cells if _HEAD.fullmatch(words(str(v)))]
    below, column = heads[-1] if heads else (-1, None)
    columns: dict[int, list[str]] = {}
    for cells in rows[below + 1 :]:
        for place, value in cells:
            if isinstance(value, str) and value.strip() and not value.strip().isdecimal():
                columns.setdefault(place, []).append(value)
    if column is not None:
        return columns.get(column, [])
    return max(columns.values(), key=lambda names: len(set(names)), default=[])
