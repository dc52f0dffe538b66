"""What the clerk decided where she reads findings besides the register: in the working file's list."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from validators.codes import Decided
from validators.decisions import Remembered, read_decided
from workbook_templates.declared.finding_list import BASE, CELL, DECISION, ID, REASON, RULE, VALUE
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable, is_own_output
from workbook_templates.words.spelling import clean, fold
from xl_addin.register.memory import KnownBefore
from xl_addin.register.reading import saved_by

SHEET = "Kiểm tra"  # of the working file
_NONE = "-"


@dataclass(frozen=True)
class Entry:
    """What stands beside a finding in the list. place: for messages; figures: those that were shown; what,
    reason: as written now; base, reason_base: what the tool had written there of what is remembered."""

    place: str
    value: str
    figures: str
    what: str
    base: Decided | None
    reason: str
    reason_base: str


@dataclass
class Typed:
    """What was written into the list of a working file since it was made, by the finding's id. saved: who
    saved it last, and on which day; pending: ids whose decisions no register has taken yet."""

    path: Path | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    saved: tuple[str, str] = "", ""
    pending: set[str] = field(default_factory=set)


def base_of(figures: str, decision: Decided | None, reason: str) -> str:
    """What goes into the hidden column of a list: the figures shown, and what was written for people."""
    return f"{figures} {decision.value if decision else _NONE} {_digest(reason)}"


def _digest(reason: str) -> str:
    return blake2b(clean(reason).encode(), digest_size=4).hexdigest() if reason else _NONE


def typed_beside(folder: Path, form_set: FormSet) -> Typed:
    """What was written into the working file that lies beside a folder of returns under its usual name."""
    return typed_into(working_file_of(folder, form_set))


def working_file_of(folder: Path, form_set: FormSet) -> Path:
    """Where the working file of a folder lies, unless it is told otherwise."""
    return folder.resolve().parent / f"Tong hop {form_set.id}.xlsx"


def typed_into(path: Path) -> Typed:
    """What was written into the list of a working file; nothing for any other file."""
    if not path.exists() or not is_own_output(path):
        return Typed()
    try:
        grid, saved = read_grid_of(path, lambda name: fold(name) == fold(SHEET)), saved_by(path)
    except Unreadable:
        return Typed()
    typed = Typed(path, saved=saved)
    for sheet in grid.sheets:
        header: dict[str, int] = {}
        for row in sheet.rows:
            if not header and ID.header in row and BASE.header in row:
                header = {str(text): place for place, text in enumerate(row) if text != ""}
            elif header:
                _read(row, header, typed)
    return typed


def _read(row: list[object], header: dict[str, int], typed: Typed) -> None:
    key, base, what, reason, value, rule, cell = (
        clean(str(row[header[c.header]])) if c.header in header and header[c.header] < len(row) else ""
        for c in (ID, BASE, DECISION, REASON, VALUE, RULE, CELL)
    )
    parts = base.split(" ")
    if not key or len(parts) != 3:
        return
    decided = next((one for one in Decided if one.value == parts[1]), None)
    changed = fold(what) != fold(decided.words if decided else ""), _digest(reason) != parts[2]
    if any(changed):
        place = " ".join(filter(None, (rule, cell)))
        typed.entries[key] = Entry(place, value, parts[0], what, decided, reason, parts[2])


def take_over(typed: Typed, known: KnownBefore) -> None:
    """Put what was typed into what is remembered. Where the register says otherwise meanwhile its word stays,
    and that is told; what is not understood is told and decides nothing."""
    for key, entry in typed.entries.items():
        one = known.findings.get(key, Remembered())
        after = _decided(one, entry, typed, known)
        if _digest(entry.reason) != entry.reason_base and entry.reason != one.reason:
            after = after.explain(entry.reason, entry.figures)
        if after != one:
            known.findings[key] = after
            typed.pending.add(key)


def _decided(one: Remembered, entry: Entry, typed: Typed, known: KnownBefore) -> Remembered:
    if fold(entry.what) == fold(entry.base.words if entry.base else ""):
        return one
    what = read_decided(entry.what)
    if entry.what and what is None:
        known.told.append(
            f"Trang “{SHEET}” của tệp tổng hợp, {entry.place}, cột “{DECISION.header}”: chưa hiểu "
            f"“{entry.what}” nên không tính. Đề nghị chọn trong danh sách của ô."
        )
        return one
    if one.decision is what:
        return one
    if one.decision is not entry.base and one.decision_of == entry.figures:
        known.told.append(
            f"{entry.place}: tệp tổng hợp ghi “{entry.what or '(trống)'}”, sổ theo dõi ghi "
            f"“{one.decision.words if one.decision else '(trống)'}”. Đang theo sổ; đề nghị chọn lại ở sổ."
        )
        return one
    return one.decide(what, entry.figures, *typed.saved, entry.value)
