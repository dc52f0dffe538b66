"""Forms of many shapes, as text, with what is right about them: an example, some returns, the totals.

In a cell `<` is merged with the cell left of it, `^` with the one above; `_` is blank; `85%` is 0.85 shown as
a percentage, `@2027-03-01` a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook


@dataclass(frozen=True)
class ExampleForm:
    """head: titles and header; example: rows of the example; returns: rows that each unit filled in, by unit;
    kinds: of the columns from left to right, `+` before those that are added up; lines: what the rows are;
    totals: of the columns that are added up, by place from 0, over all returns; titled: whether each return
    says whose it is above the table, and not by its file's name alone."""

    name: str
    head: str
    example: str
    returns: dict[str, str]
    kinds: str
    line: str
    totals: dict[int, float]
    titled: bool = True
    sheet: str = "Biểu"
    relations: dict[int, tuple[str, tuple[int, ...]]] = field(default_factory=dict)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write the example and the returns; gives back the example and the folder of the returns."""
        returns = folder / "don-vi"
        returns.mkdir(parents=True)
        example = folder / "mau.xlsx"
        save(example, [(self.sheet, self.head, self.example)], "Đơn vị: .........." if self.titled else "")
        for number, (unit, rows) in enumerate(self.returns.items(), start=1):
            title = f"Đơn vị: {unit}" if self.titled else ""
            save(returns / f"{number:02d} {unit}.xlsx", [(self.sheet, self.head, rows)], title)
        return example, returns


def save(path: Path, sheets: list[tuple[str, str, str]], title: str = "") -> None:
    """Write a workbook of sheets, each with the text of its header and of its rows."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, head, rows in sheets:
        sheet = workbook.create_sheet(name)
        lines = [line for line in (title,) if line] + [*_lines(head), *_lines(rows)]
        merges: dict[tuple[int, int], list[tuple[int, int]]] = {}
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row, line in enumerate(lines, start=1):
            for column, text in enumerate((part.strip() for part in line.split("|")), start=1):
                beside = {"<": (row, column - 1), "^": (row - 1, column)}.get(text)
                place = owner[row, column] = owner[beside] if beside else (row, column)
                merges.setdefault(place, []).append((row, column))
                if not beside and text not in ("", "_"):
                    cell = sheet.cell(row, column, _value(text))
                    if re.fullmatch(r"[\d.]+%", text):
                        cell.number_format = "0.0%"
        for cells in merges.values():
            if len(cells) > 1:
                (top, left), (bottom, right) = cells[0], cells[-1]
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    workbook.save(path)


def _lines(text: str) -> list[str]:
    return text.strip("\n").split("\n") if text.strip() else []


def _value(text: str) -> object:
    if text.startswith("'"):
        return text[1:]
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if re.fullmatch(r"[\d.]+%", text):
        return round(float(text[:-1]) / 100, 6)
    try:
        return float(text)
    except ValueError:
        return text
