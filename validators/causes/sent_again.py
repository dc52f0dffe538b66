"""Rows that a unit has sent in two files which both count (“bổ sung thêm”): the later one counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from validators.frame import Frame
from validators.identity import sent_key
from workbook_templates.expression.roles import Role
from workbook_templates.words.spelling import fold


def replaced(frame: Frame) -> dict[int, int]:
    """Rows that do not count, each with the row of a later file of its unit that counts in its place. Of
    several rows alike each stands against one: those with the same figures first."""
    return frame.made(_replaced)


def added(frame: Frame) -> list[tuple[int, int]]:
    """In a biểu with one line a unit: rows of a later file that are added to those of an earlier one, since
    they bear other names; each with the first row that it is added to."""
    if frame.form.line != "unit":
        return []
    gone, found = replaced(frame), []
    for files in _several(frame):
        kept = [[p for p in rows if p not in gone] for rows in files]
        first = next((rows[0] for rows in kept if rows), None)
        for rows in kept:
            if first not in rows:
                found += [(first, p) for p in rows if p not in gone.values()]
    return found


def _replaced(frame: Frame) -> dict[int, int]:
    gone: dict[int, int] = {}
    for files in _several(frame):
        standing: dict[tuple, list[int]] = {}
        for rows in files:
            own: dict[tuple, list[int]] = {}
            for position in rows:
                if key := sent_key_of(frame, position):
                    own.setdefault(key, []).append(position)
            for key, later in own.items():
                earlier = standing.get(key, [])
                for old, new in pairs(earlier, later, lambda old, new: alike(frame, old, new)):
                    gone[old] = new
                standing[key] = [p for p in earlier if p not in gone] + later
    return gone


def sent_key_of(frame: Frame, position: int) -> tuple | None:
    """What a row is within its unit's files."""
    unit = frame[Role.UNIT][position] if frame.has(Role.UNIT) else None
    match = frame.form_set.catalogue.match(unit) if unit else None
    own = match is not None and match.code == frame.owner(position).source.unit
    whose = "" if own or not unit else match.code if match else fold(unit)
    return sent_key(frame.names[position], whose, named=frame.form.line == "unit")


def pairs(
    earlier: list[int], later: list[int], same_figures: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """Rows of one key, each with the one that stands for it later: those with the same figures first."""
    left, new = list(earlier), list(later)
    for position in list(new):
        same = next((old for old in left if same_figures(old, position)), None)
        if same is not None:
            left.remove(same)
            new.remove(position)
            yield same, position
    yield from zip(left, new, strict=False)


def alike(frame: Frame, first: int, second: int, later: Frame | None = None) -> bool:
    """Whether two rows hold the same figures, or the same texts where one cannot be read. later: where the
    second stands, if in another frame."""
    return not any(changed_fields(frame, first, second, later or frame, frame.form.all_columns.added))


def changed_fields(
    frame: Frame, first: int, second: int, later: Frame, names: Iterable[str]
) -> Iterator[str]:
    """The fields among `names` that two rows hold otherwise."""
    for name in names:
        same = frame.raw(first, name) == later.raw(second, name)
        if not same and ((read := frame.value(first, name)) is None or read != later.value(second, name)):
            yield name


def _several(frame: Frame) -> Iterator[list[list[int]]]:
    """For each unit with several files in this frame: of each, the earliest first, the rows with figures."""
    by_unit: dict[str, dict[int, list[int]]] = {}
    turns: dict[int, int] = {}
    for owner, span in frame.tables():
        if owner.source.unit:
            turns[owner.file] = owner.source.turn
            by_unit.setdefault(owner.source.unit, {}).setdefault(owner.file, []).extend(
                range(span.start, span.stop)
            )
    names = frame.form.all_columns.added
    for files in by_unit.values():
        if len(files) > 1:
            ordered = sorted(files, key=lambda file: (turns[file], file))
            yield [
                [p for p in files[file] if any(frame.raw(p, name) is not None for name in names)]
                for file in ordered
            ]
