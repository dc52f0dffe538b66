"""How a working file remembers what it was made of: rows of a hidden sheet, by biểu, key and field, in a form
that any other workbook can take over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xl_addin.merge.free_texts import FreeText
from xl_addin.merge.sides import Extra, Left, Memory, OwnColumn, Side, Written
from xl_addin.merge.three_way import Choice, Edit, Place, Value

VERSION = "1"
_PIECE = 30_000  # characters in a cell


def rows_of(memory: Memory) -> Iterator[list[Value]]:
    """The rows of the sheet, from top to bottom."""
    yield ["version", VERSION]
    yield ["form_set", memory.form_set]
    for form, written in memory.forms.items():
        side = written.side
        flags = (side.fixed, side.grouped, written.index_row)
        yield [
            "form", form, side.name, written.sheet, side.label, side.unit, float(written.levels),
            "".join("1" if flag else "0" for flag in flags), float(written.footnotes),
        ]  # fmt: skip
        yield ["columns", form, *side.headers]
        yield ["headers", form, *side.headers.values()]
        at = {key: float(number) for number, key in enumerate(written.drawn)}
        for key, values in side.values.items():
            flags = "s" * (key in written.sums) + "c" * (key in side.carried)
            where = float(side.sections.get(key, -1)), side.units.get(key, ""), flags, at.get(key)
            yield ["line", form, key, *where, *(values.get(name) for name in side.headers)]
        own = [column.name for column in written.own]
        for column in written.own:
            yield ["own", form, *column]
        for key, extra in written.extras.items():
            where = float(extra.section), extra.unit, "c" * extra.carried, at.get(key), extra.twin
            yield ["extra", form, key, *where, *(extra.values.get(name) for name in (*side.headers, *own))]
        for code, name in side.names.items():
            yield ["unit", form, code, name]
        for (key, name), text in side.texts.items():
            yield ["text", form, key, name, text]
        for part, texts in written.more.items():
            for one in texts:
                yield ["more", form, part, float(one.row), one.half, one.text]
        for text in written.notes:
            yield ["note", form, text]
        for code, figures in written.shares.items():
            yield ["share", form, code, *(figures.get(name) for name in side.headers)]
    for place, edit in memory.edits.items():
        base, hand = _pieces(edit.base), _pieces(edit.hand)
        flags = edit.choice.value, "a" * edit.asks, edit.who, edit.when, float(len(base))
        yield ["edit", *place, *flags, *base, *hand]
    for left in memory.left:
        yield ["left", *left]


def memory_of(rows: Iterable[Sequence[object]]) -> Memory | None:
    """What such rows say; None where they say nothing, or are of a version that is not known."""
    memory: Memory | None = None
    for row in rows:
        kind, *cells = [None if cell == "" else cell for cell in row]
        if kind == "version" and cells[:1] == [VERSION]:
            memory = Memory("")
        elif memory is not None and kind is not None:
            _read(memory, str(kind), cells)
    for written in memory.forms.values() if memory else ():
        written.drawn = sorted(written.places, key=written.places.__getitem__)
    return memory if memory and memory.forms else None


def _read(memory: Memory, kind: str, cells: list) -> None:
    def at(place: int) -> object:
        return cells[place] if place < len(cells) else None

    def text(place: int) -> str:
        value = at(place)
        return "" if value is None else str(value)

    if kind == "form_set":
        memory.form_set = text(0)
    elif kind == "edit":
        count = int(at(7) or 1)
        base, hand = _joined(cells[8 : 8 + count]), _joined(cells[8 + count :])
        edit = Edit(base, hand, Choice(text(3)), bool(text(4)), text(5), text(6))
        memory.edits[Place(text(0), text(1), text(2))] = edit
    elif kind == "left":
        memory.left.append(Left(*(text(n) for n in range(4))))
    elif kind == "form":
        fixed, grouped, index_row = (flag == "1" for flag in text(6)[:3])
        side = Side(text(0), text(1), fixed=fixed, grouped=grouped, label=text(3), unit=text(4))
        memory.forms[text(0)] = Written(side, text(2), int(at(5)), index_row, footnotes=int(at(7) or 0))
    elif written := memory.forms.get(text(0)):
        _read_of_form(written, kind, at, text, cells)


def _read_of_form(written: Written, kind: str, at, text, cells: list) -> None:
    side = written.side
    if kind == "columns":
        side.headers = {str(name): "" for name in cells[1:] if name is not None}
    elif kind == "headers":
        side.headers = {name: text(n) for n, name in enumerate(side.headers, start=1)}
    elif kind == "line":
        key = text(1)
        side.values[key] = {name: at(n) for n, name in enumerate(side.headers, start=6)}
        side.sections[key], side.units[key] = int(at(2)), text(3)
        if "s" in text(4):
            written.sums.add(key)
        if "c" in text(4):
            side.carried.add(key)
        _place(written, at(5), key)
    elif kind == "own":
        written.own.append(OwnColumn(text(1), text(2), text(3), at(4)))
    elif kind == "extra":
        names = (*side.headers, *(column.name for column in written.own))
        values = {name: at(n) for n, name in enumerate(names, start=7)}
        written.extras[text(1)] = Extra(values, int(at(2)), text(3), bool(text(4)), text(6))
        _place(written, at(5), text(1))
    elif kind == "unit":
        side.names[text(1)] = text(2)
    elif kind == "text":
        side.texts[text(1), text(2)] = text(3)
    elif kind == "more":
        written.more.setdefault(text(1), []).append(FreeText(int(at(2)), text(3), text(4)))
    elif kind == "note":
        written.notes.append(text(1))
    elif kind == "share":
        figures = {name: at(n) for n, name in enumerate(side.headers, start=2)}
        written.shares[text(1)] = {name: value for name, value in figures.items() if value is not None}


def _place(written: Written, at: object, key: str) -> None:
    """Note where a row was drawn, if it was."""
    if isinstance(at, float):
        written.places[key] = int(at)


def _pieces(value: Value) -> list[Value]:
    if not isinstance(value, str) or len(value) <= _PIECE:
        return [value]
    return [value[at : at + _PIECE] for at in range(0, len(value), _PIECE)]


def _joined(pieces: list[Value]) -> Value:
    if len(pieces) > 1 and all(isinstance(piece, str) for piece in pieces):
        return "".join(pieces)
    return pieces[0] if pieces else None
