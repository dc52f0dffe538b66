"""Flat tables of a form set, read with everything that is wrong said at once.

A complaint names the file, the row as a spreadsheet counts it, the column, what stands there, and what is
allowed. Tables are CSV in UTF-8, with or without a byte order mark, separated by commas or semicolons.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from workbook_templates.words.spelling import quote


class FormSetError(Exception):
    """A form set cannot be used; the text says in Vietnamese where, why, and what is allowed."""


@dataclass(frozen=True)
class Complaint:
    """One mistake. file: relative to the form set's folder; row: as a spreadsheet counts, None where the
    whole file is meant; column: its header; text: what is wrong, and what is allowed."""

    file: str
    row: int | None
    column: str | None
    text: str

    def __str__(self) -> str:
        row = f", dòng {self.row}" if self.row else ""
        column = f", cột “{self.column}”" if self.column else ""
        return f"{self.file}{row}{column}: {self.text}"


class Complaints:
    """What is wrong with a form set, collected before anything is refused."""

    def __init__(self) -> None:
        self.found: list[Complaint] = []

    def add(self, file: str, row: int | None, column: str | None, text: str) -> None:
        self.found.append(Complaint(file, row, column, text))

    def raise_if_any(self, what: str = "Bộ biểu mẫu") -> None:
        """Raise FormSetError with all of them, one a line."""
        if self.found:
            lines = "\n".join(f"- {complaint}" for complaint in self.found)
            raise FormSetError(f"{what} có {len(self.found)} chỗ chưa đúng:\n{lines}")


class Row(BaseModel):
    """A row of a table. at: where it stands, as a spreadsheet counts."""

    model_config = {"extra": "forbid", "frozen": True}
    at: int = 0


R = TypeVar("R", bound=Row)


def read_rows(
    path: Path, kind: type[R], complaints: Complaints, fill: Mapping[str, str] | None = None, *, needed=True
) -> list[R]:
    """The rows of a table that are as they should be; complaints say of the others what is wrong. fill:
    what stands for {year} and the like; needed: whether the file must be there."""
    name = path.name
    if not path.is_file():
        if needed:
            complaints.add(name, None, None, "không có tệp này. Đề nghị thêm tệp, dù chỉ có dòng tiêu đề.")
        return []
    try:
        lines = list(_lines(path))
    except (OSError, UnicodeDecodeError, csv.Error):
        complaints.add(name, None, None, "không đọc được. Đề nghị lưu lại dạng CSV UTF-8.")
        return []
    rows = []
    for number, cells in lines:
        if None in cells:
            complaints.add(name, number, None, "có nhiều ô hơn dòng tiêu đề (thiếu dấu ngoặc kép quanh ô?).")
            continue
        filled = {key: fill_years(value, fill or {}) for key, value in cells.items()}
        try:
            rows.append(kind(at=number, **{key: value for key, value in filled.items() if value != ""}))
        except ValidationError as error:
            for one in error.errors():
                column = str(one["loc"][0]) if one["loc"] else None
                complaints.add(name, number, column, _says(one, filled.get(column or "", ""), kind))
        except TypeError:  # a column called “at”
            complaints.add(name, 1, "at", "không có cột này. " + _columns(kind))
            break
    return rows


def _lines(path: Path) -> Iterator[tuple[int, dict]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        separator = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(file, delimiter=separator)
        for cells in reader:
            given = {k: (v or "").strip() if k is not None else v for k, v in cells.items()}
            if any(given.values()):
                yield reader.line_num, given


def fill_years(text: str, years: Mapping[str, str]) -> str:
    """The text with {year} and the like filled in."""
    for key, year in years.items():
        text = text.replace(f"{{{key}}}", year)
    return text


def _says(error: Mapping, found: str, kind: type[Row]) -> str:
    """A complaint of pydantic in the words of a clerk."""
    shown = f"đang ghi “{quote(found)}”" if found else "đang để trống"
    what, context = error["type"], error.get("ctx") or {}
    if what == "missing":
        return "đang để trống; ô này phải có giá trị."
    if what == "extra_forbidden":
        return "không có cột này. " + _columns(kind)
    if what in ("literal_error", "enum"):
        return f"{shown}; chỉ nhận: {_allowed(context['expected'])}."
    if what in ("float_parsing", "float_type", "finite_number"):
        return f"{shown}; phải là số, phần thập phân sau dấu chấm, ví dụ 12.5."
    if what in ("int_parsing", "int_type", "int_from_float"):
        return f"{shown}; phải là số nguyên."
    if what in ("greater_than", "greater_than_equal"):
        least, or_equal = context.get("gt", context.get("ge")), " hoặc bằng" if "ge" in context else ""
        return f"{shown}; phải lớn hơn{or_equal} {least}."
    if what == "value_error":
        return f"{shown}; {context['error']}"
    return f"{shown}; giá trị không dùng được ({what})."


def _allowed(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")


def _columns(kind: type[Row]) -> str:
    return "Các cột: " + ", ".join(name for name in kind.model_fields if name != "at") + "."
