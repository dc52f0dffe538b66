"""How a form for the trial is written down: an example, the returns, and by hand what is right about it.

Rows are written as in tests/example_forms.py. Rows of a return that begin with `=` are figures for the rows
of the example, one after another: those of a row are parted by blanks, the rows by strokes (`= 3 1 / 4 _`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Right:
    """What is right about one table. columns: of each column what it is: `name` of the rows, `unit`, or a
    kind, `+` before those added up, several that are right alike with `/` between; line: what its rows are;
    totals: of the columns added up over all returns, by place among the columns from 0; relations: of a
    column what it is made of or part of, by place; under: of a fixed line the line above it; parts: the
    labels of lines “trong đó”."""

    columns: str
    line: str
    totals: Mapping[int, float] = field(default_factory=dict)
    relations: Mapping[int, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    under: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


Sheets = tuple[tuple[str, str], ...]  # names and texts, from the first row to the last


@dataclass(frozen=True)
class Form:
    """A form of the trial. example: its sheets; returns: those of each unit; right: of each table of the
    example from top to bottom; says: rules that rightly have something to say of these returns."""

    name: str
    example: Sheets
    returns: Mapping[str, Sheets]
    right: tuple[Right, ...]
    says: tuple[str, ...] = ()


def form(
    name: str,
    head: str,
    example: str,
    returns: Mapping[str, str],
    right: Right,
    *,
    sheet: str = "Biểu",
    foot: str = "",
    titled: bool = True,
    says: tuple[str, ...] = (),
    pad: int = 0,
) -> Form:
    """A form of one table. head: titles and header; example: its rows; foot: what stands below; titled:
    whether a line above says whose it is; pad: columns left blank before the table."""
    indent = "_ | " * pad

    def text(unit: str, rows: str) -> str:
        lines = [f"Đơn vị: {unit}"] if titled else []
        lines += [*_split(head), *_split(_filled(rows, example)), *_split(foot)]
        return "\n".join(indent + line for line in lines)

    return Form(
        name,
        ((sheet, text("..........", example)),),
        {unit: ((sheet, text(unit, rows)),) for unit, rows in returns.items()},
        (right,),
        says,
    )


def workbook(*sheets: tuple[str, str]) -> Sheets:
    """Sheets by name, their text without the line break before it."""
    return tuple((name, text.strip("\n")) for name, text in sheets)


def _split(text: str) -> list[str]:
    return text.strip("\n").split("\n") if text.strip() else []


def _filled(rows: str, example: str) -> str:
    if not rows.startswith("="):
        return rows
    lines = _split(example)
    figures = [part.split() for part in rows[1:].split("/")]
    assert len(lines) == len(figures), (lines, figures)
    return "\n".join(" | ".join([line, *values]) for line, values in zip(lines, figures, strict=True))
