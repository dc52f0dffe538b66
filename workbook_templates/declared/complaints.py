"""What is wrong with a form set: where, what stands there, what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    whole file is meant; column: its header; text: what is wrong, and what is allowed; place: what a clerk is
    told in place of these, where the form set stands in a workbook."""

    file: str
    row: int | None
    column: str | None
    text: str
    place: str = ""

    def __str__(self) -> str:
        if self.place:
            return f"{self.place}: {self.text}"
        row = f", dòng {self.row}" if self.row else ""
        column = f", cột “{self.column}”" if self.column else ""
        return f"{self.file}{row}{column}: {self.text}"


class Complaints:
    """What is wrong with a form set, collected before anything is refused. files: the order in which they
    are told, which is that of reading; told_as: how each is told, where the tables are no files."""

    def __init__(self, told_as: Callable[[Complaint], Complaint] = lambda complaint: complaint) -> None:
        self.found: list[Complaint] = []
        self.files: dict[str, int] = {}
        self._told_as = told_as
        self._settled: set[tuple[str, int | None, str | None]] = set()

    def add(self, file: str, row: int | None, column: str | None, text: str) -> None:
        self.files.setdefault(file, len(self.files))
        if (file, row, column) not in self._settled:
            self.found.append(Complaint(file, row, column, text))

    def settle(self, file: str, row: int, column: str, text: str) -> None:
        """The same of a cell that says nothing which could be judged further."""
        self.add(file, row, column, text)
        self._settled.add((file, row, column))

    def unknown(self, file: str, row: int | None, column: str, found: str, known: Iterable[str]) -> None:
        """Something is named that does not exist; known: what does."""
        allowed = ", ".join(known) or "chưa khai mục nào"
        self.add(file, row, column, f"không có “{quote(found)}”; chỉ nhận: {allowed}.")

    def in_order(self) -> tuple[Complaint, ...]:
        """All of them, in the order of files and rows."""
        told = sorted(self.found, key=lambda one: (self.files[one.file], one.row or 0))
        return tuple(map(self._told_as, told))

    def raise_if_any(self, what: str) -> None:
        """Raise FormSetError with all of them; its text, which may stand in a message box, says the first."""
        if not self.found:
            return
        told = self.in_order()
        lines = [f"- {complaint}" for complaint in told[:_MOST_TOLD]]
        if len(told) > _MOST_TOLD:
            lines.append(f"- … và {len(told) - _MOST_TOLD} chỗ nữa (xem hết bằng lệnh bieu mau kiem-tra).")
        raise FormSetError("\n".join([f"{what} có {len(told)} chỗ chưa đúng:", *lines]), told)
