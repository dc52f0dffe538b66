"""What is wrong with a form set: where, what stands there, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbook_templates.words.spelling import quote

_MOST_TOLD = 10


class FormSetError(Exception):
    """A form set cannot be used; the text says in Vietnamese where, why, and what is allowed. complaints:
    each mistake for itself; none where there is no such form set."""

    def __init__(self, text: str, complaints: tuple[Complaint, ...] = ()) -> None:
        super().__init__(text)
        self.complaints = complaints


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
    """What is wrong with a form set, collected before anything is refused. files: the order in which they
    are told, which is that of reading."""

    def __init__(self) -> None:
        self.found: list[Complaint] = []
        self.files: dict[str, int] = {}

    def add(self, file: str, row: int | None, column: str | None, text: str) -> None:
        self.files.setdefault(file, len(self.files))
        self.found.append(Complaint(file, row, column, text))

    def unknown(self, file: str, row: int | None, column: str, found: str, known: Iterable[str]) -> None:
        """Something is named that does not exist; known: what does."""
        allowed = ", ".join(known) or "chưa khai mục nào"
        self.add(file, row, column, f"không có “{quote(found)}”; chỉ nhận: {allowed}.")

    def in_order(self) -> tuple[Complaint, ...]:
        """All of them, in the order of files and rows."""
        return tuple(sorted(self.found, key=lambda one: (self.files[one.file], one.row or 0)))

    def raise_if_any(self, what: str) -> None:
        """Raise FormSetError with all of them; its text, which may stand in a message box, says the first."""
        if not self.found:
            return
        told = self.in_order()
        lines = [f"- {complaint}" for complaint in told[:_MOST_TOLD]]
        if len(told) > _MOST_TOLD:
            lines.append(f"- … và {len(told) - _MOST_TOLD} chỗ nữa (xem hết bằng lệnh bieu mau kiem-tra).")
        raise FormSetError("\n".join([f"{what} có {len(told)} chỗ chưa đúng:", *lines]), told)
