"""What units that sent again changed: row by row against what counted before, and in their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from validators.batch import Batch
from validators.causes.sent_again import alike, changed_fields, pairs, replaced, sent_key_of
from validators.codes import Worded
from validators.frame import Frame
from validators.persons import persons_of
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import fold, quote


class How(Worded):
    """What became of a row, or that a total is meant."""

    CHANGED = "changed", "Sửa"
    ADDED = "added", "Thêm dòng"
    GONE = "gone", "Bỏ dòng"
    TOTAL = "total", "Tổng của đơn vị"


@dataclass(frozen=True)
class Changed:
    """One figure or text that is otherwise than before. form: the annex; label: what names the row; field:
    what the column is called; before, after: as written, totals as their kind adds them, blank for none;
    difference: what it does to the total, None for nothing; old, new: (file's name, sheet, cell)."""

    unit: str
    form: str
    how: How
    label: str
    field: str
    before: str
    after: str
    difference: float | None = None
    old: tuple[str, str, str] = ("", "", "")
    new: tuple[str, str, str] = ("", "", "")


def changes(before: Batch, now: Batch) -> list[Changed]:
    """What the files that count say otherwise than those that counted before. before: the former files of
    units that have sent again."""
    found: list[Changed] = []
    units = [unit for unit in dict.fromkeys(item.unit for item in before.returns) if unit]
    for form in now.form_set.annexes:
        old, new = before.frames.get(form), now.frames.get(form)
        sides = _Side(before, old), _Side(now, new)
        for unit in units:
            found += _of_unit(unit, form, *sides)
    return sorted(found, key=lambda one: units.index(one.unit))


class _Side:
    """The rows that count of an annex, by unit. frame: None where nobody sent it."""

    def __init__(self, batch: Batch, frame: Frame | None) -> None:
        self.frame, self.persons = frame, persons_of(batch)
        self.rows: dict[str, list[int]] = {}
        gone = replaced(frame) if frame else {}
        for owner, span in frame.tables() if frame else ():
            names = [name for name in owner.table.raw if name not in owner.table.given]
            self.rows.setdefault(owner.source.unit or "", []).extend(
                p
                for p in range(span.start, span.stop)
                if p not in gone and any(frame.raw(p, name) is not None for name in names)
            )

    def key(self, position: int) -> tuple:
        """What a row is from one sending to the next."""
        table = self.frame.owner(position).table
        line = table.line_of.get(int(self.frame["row"][position]))
        label = self.frame.label(position)
        return ("line", line) if line else sent_key_of(self.frame, position) or ("label", fold(label))

    def shown(self, position: int | None, name: str) -> str:
        raw = None if position is None else self.frame.raw(position, name)
        if raw is None:
            return ""
        return self.persons.said_of(self.frame.owner(position).table, quote(raw))

    def label(self, position: int) -> str:
        """What names a row; where that is a person, its number."""
        table, name = self.frame.owner(position).table, self.frame.form.label_field
        if self.persons.are_of(table, name):
            return f"dòng {int(self.frame['row'][position])}"
        return self.persons.said_of(table, self.frame.label(position)) if self.frame.label(position) else ""

    def place(self, position: int | None, name: str) -> tuple[str, str, str]:
        if position is None:
            return "", "", ""
        owner = self.frame.owner(position)
        return owner.source.name, owner.table.sheet, self.frame.cell(position, name) or ""

    def figure(self, position: int | None, name: str) -> float | None:
        """What a cell adds to its total; nothing where there is no row."""
        if position is None:
            return 0.0
        kind, known = self.frame.kind_of(name), self.frame.counted(name, [position])
        total = kind.in_cell(kind.total(known)) if known else 0.0
        return total if isinstance(total, (int, float)) else None


def _of_unit(unit: str, form: str, old: _Side, new: _Side) -> Iterator[Changed]:
    frame = new.frame or old.frame
    if frame is None:
        return
    sums: Counter[str] = Counter()
    added = frame.form.all_columns.added
    for before, after in _matched(unit, old, new):
        for name in _fields(frame, before, after, old, new):
            known = (old.figure(before, name), new.figure(after, name)) if name in added else (None,)
            difference = None if None in known else known[1] - known[0] or None
            sums[name] += difference or 0
            yield Changed(
                unit, form,
                How.GONE if after is None else How.ADDED if before is None else How.CHANGED,
                old.label(before) if after is None else new.label(after), frame.label_of(name),
                old.shown(before, name), new.shown(after, name), difference,
                old.place(before, name), new.place(after, name),
            )  # fmt: skip
    if frame.form.lines:  # each line stands alone in the biểu
        return
    for name in added:
        if sums[name]:
            total = sum(filter(None, (new.figure(p, name) for p in new.rows.get(unit, ()))))
            yield Changed(
                unit, form, How.TOTAL, "", frame.label_of(name),
                dotted(total - sums[name]), dotted(total), sums[name],
            )  # fmt: skip


def _matched(unit: str, old: _Side, new: _Side) -> Iterator[tuple[int | None, int | None]]:
    """Rows of before with those that stand for them now; None where there is none."""
    keys: dict[tuple, tuple[list[int], list[int]]] = {}
    for side, place in ((old, 0), (new, 1)):
        for position in side.rows.get(unit, ()):
            keys.setdefault(side.key(position), ([], []))[place].append(position)
    for earlier, later in keys.values():
        met = list(pairs(earlier, later, lambda a, b: alike(old.frame, a, b, new.frame)))
        yield from met
        yield from ((p, None) for p in earlier if p not in {a for a, _ in met})
        yield from ((None, p) for p in later if p not in {b for _, b in met})


def _fields(frame: Frame, before: int | None, after: int | None, old: _Side, new: _Side) -> list[str]:
    """The fields to be told of: those that differ; of a row that came or went its figures, or its name."""
    names = [column.name for column in frame.form.all_columns]
    if before is not None and after is not None:
        skip = old.frame.owner(before).table.given[:2]  # the running number; the unit as it is named
        asked = [name for name in names if name not in skip]
        return list(changed_fields(old.frame, before, after, new.frame, asked))
    side, position = (old, before) if after is None else (new, after)
    figures = [n for n in frame.form.all_columns.added if side.frame.raw(position, n) is not None]
    return figures or [frame.form.label_field]
