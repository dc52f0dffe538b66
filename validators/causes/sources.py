"""The biểu of a working file against its own source rows: which line is which, and what differs.

A line is known by the tag beside it; where the tag stands beside another line (rows sorted without it) or has
been copied or lost, by what names the line. Only what neither finds was added or taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from validators.findings import Finding
from validators.identity import line_keys
from workbook_templates.declared.forms import Bieu, Column
from workbook_templates.declared.record import is_section, read_section, sealed_text
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from workbook_templates.reading.returns import Return
from workbook_templates.reading.table import Table
from workbook_templates.reading.working_file import LABEL, UNIT, SourceRow, Sources, Traced
from workbook_templates.words.spelling import fold, quote

if TYPE_CHECKING:  # pandas is loaded while the workbooks are read
    from validators.batch import Batch

_NEAR = 1e-6


class NotCompared(Enum):
    """Why a figure, a line or a biểu was not held against the source rows."""

    NO_SOURCES = "Tệp không còn trang nguồn số liệu"
    SOURCES_CHANGED = "Trang nguồn số liệu đã thêm hoặc bớt cột"
    SOURCES_CUT = "Trang nguồn số liệu dài quá phần đọc được"
    SOURCES_EDITED = "Trang nguồn số liệu đã bị sửa tay, không còn như lúc lập"
    NO_BIEU = "Không còn thấy biểu này trong tệp, hoặc không nhận ra tiêu đề cột của nó"
    NOT_A_ROW = "Dòng này không còn đọc được như một dòng số liệu"
    NO_COLUMN = "Không nhận ra cột này trong biểu"
    NO_RESULT = "Ô là công thức chưa có kết quả (tệp chưa được Excel tính lại)"


@dataclass
class Line:
    """A row of a biểu beside its source rows. index: of the table's rows; None for a line that is not there;
    source: empty for a line that no source row stands behind."""

    key: str
    index: int | None
    source: list[SourceRow]


@dataclass(frozen=True)
class Difference:
    """A cell of a line that says another thing than its source rows. found, expected: as shown; by: found
    minus expected, of figures; below: whether the line says nothing itself, but stands below a line of
    another unit."""

    line: Line
    column: Column
    found: str
    expected: str
    by: float | None
    counted: bool
    cells: list[str]
    below: bool = False


@dataclass
class Compared:
    """A biểu of a working file held against its source rows. table: None where it is not to be found;
    figures: how many cells were compared; left: what was not, as (where, why); kinds: of the units, by their
    names."""

    file: int
    source: Return
    form: Bieu
    table: Table | None
    lines: list[Line] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    figures: int = 0
    left: list[tuple[str | None, NotCompared]] = field(default_factory=list)
    kinds: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What names each line of a form that fixes them, by its key."""
        lines = self.form.lines
        keys = line_keys((None, line.id) for line in lines)
        return dict(zip(keys, (line.label for line in lines), strict=True))

    @property
    def sources(self) -> Sources:
        return self.source.traced.sources

    @property
    def name_field(self) -> str:
        """The field that names a line."""
        return self.form.label_field

    @property
    def sheet(self) -> str:
        if self.table:
            return self.table.sheet
        head = self.source.traced.heads.get(self.form.id)
        return head[0] if head else self.form.sheet


def compared(batch: Batch) -> list[Compared]:
    """Every biểu of the working files of a batch, held against its source rows; made once."""
    made = batch.peers.get((compared,))
    if made is None:
        made = [
            one
            for number in batch.used
            if batch.returns[number].traced
            for one in _of_file(batch, number, batch.returns[number])
        ]
        batch.peers[compared,] = made
    return made


def columns_left(form: Bieu) -> list[Column]:
    """The columns that no source row fills: the province does."""
    return [c for c in form.columns if c.filled_by == "province" and c.field.role is not Role.ORDINAL]


def _of_file(batch: Batch, number: int, source: Return) -> Iterator[Compared]:
    traced: Traced = source.traced
    tables: dict[str, Table] = {}
    for table in source.tables:
        form = traced.form_of(table)
        if form is not None:
            tables.setdefault(form, table)
    kinds = {unit.name: unit.kind for unit in batch.form_set.catalogue.units.values()}
    for form in batch.form_set.bieu.values():
        one = Compared(number, source, form, tables.get(form.id), kinds=kinds)
        trouble = _trouble(traced)
        if trouble is not None and one.table is not None:
            one.left.append((None, trouble))
        if one.table is None:
            if form.id in traced.heads or (
                traced.sources and form.id in {f for f, _ in traced.sources.lines}
            ):
                one.left.append((None, NotCompared.NO_BIEU))
        elif trouble in (None, NotCompared.SOURCES_EDITED):
            _compare(one, traced)
        yield one


def _trouble(traced: Traced) -> NotCompared | None:
    sources = traced.sources
    if sources is None:
        return NotCompared.NO_SOURCES
    if not sources.readable:
        return NotCompared.SOURCES_CHANGED
    if sources.cut:
        return NotCompared.SOURCES_CUT
    return NotCompared.SOURCES_EDITED if sources.sheet in traced.edited else None


def _compare(one: Compared, traced: Traced) -> None:
    table, tags = one.table, traced.tags.get(one.table.sheet, {})
    own = {row: key for row, (form, key) in tags.items() if form == one.form.id}
    rows = set(table.rows)
    wanted = {key: rows_ for (form, key), rows_ in traced.sources.lines.items() if form == one.form.id}
    hidden = {row for row, key in own.items() if key in wanted and row not in rows}
    for row in sorted(hidden):  # a line of ours that is read as something else
        one.left.append((table.cell(row, one.name_field), NotCompared.NOT_A_ROW))
        wanted.pop(own[row], None)
    one.lines = _matched(one, own, wanted)
    for line in one.lines:
        if line.index is not None and line.source:
            _compare_line(one, line)
    _compare_units(one)
    _compare_sections(one, own, [key for form, key in traced.sources.lines if form == one.form.id])
    missing = [c for c in one.form.columns if _is_compared(c, traced.sources) and c.name not in table.columns]
    one.left += [(c.field.label, NotCompared.NO_COLUMN) for c in missing]
    _note_totals(one, own)


def _note_totals(one: Compared, own: dict[int, str]) -> None:
    """Totals whose formula has no result: nothing was held against the sum of the lines."""
    for line in (*one.table.totals, *one.table.sections, *one.table.subtotals):
        for name in line.formulas:
            if (
                line.raw.get(name) in (None, "")
                and one.form.by_field.get(name)
                and (line.row not in own or not is_section(own[line.row]) or one.form.section_rows)
            ):
                one.left.append((one.table.cell(line.row, name), NotCompared.NO_RESULT))


def _matched(one: Compared, own: dict[int, str], wanted: dict[str, list[SourceRow]]) -> list[Line]:
    """The lines of a biểu with their source rows, in the order of its rows; then those that are not there."""
    names = [_names(one, index) for index in range(len(one.table.rows))]
    found: dict[int, str] = {}
    left = dict(wanted)
    for index, row in enumerate(one.table.rows):  # by the tag, where the names agree
        key = own.get(row)
        if key in left and _agree(names[index], key, left[key][0], one):
            found[index] = key
            del left[key]
    for index in (i for i in range(len(names)) if i not in found):  # by the names
        key = next((k for k, source in left.items() if _agree(names[index], k, source[0], one)), None)
        if key is not None:
            found[index] = key
            del left[key]
    for index, row in enumerate(one.table.rows):  # by the tag alone: the line was renamed
        key = own.get(row)
        if index not in found and key in left:
            found[index] = key
            del left[key]
    lines = [Line(found.get(i, ""), i, wanted.get(found.get(i, ""), [])) for i in range(len(names))]
    return lines + [Line(key, None, source) for key, source in left.items()]


def _names(one: Compared, index: int) -> tuple[str, str]:
    """What names a line, and its unit where the biểu has a column for it: as of the row above where blank."""
    label = _raw(one.table, one.name_field, index)
    field_of_unit = one.form.columns.first(Role.UNIT)
    unit = next(
        (v for i in range(index, -1, -1) if (v := _raw(one.table, field_of_unit, i)) is not None), ""
    ) if field_of_unit else ""  # fmt: skip
    return fold(str(label or "")), fold(str(unit))


def _agree(names: tuple[str, str], key: str, source: SourceRow, one: Compared) -> bool:
    label, unit = names
    whole_unit = one.form.line == "unit"
    if whole_unit:
        return (unit or label) == fold(source.unit)
    told = _says(label, one.labels.get(key, source.label))
    return told and (not unit or unit == fold(source.unit))


def _says(folded: str, source: str) -> bool:
    """Whether a text of the biểu is what the source rows say, in clear or sealed."""
    return folded == fold(source) or (source.startswith("#") and sealed_text(folded) == source)


def _raw(table: Table, name: str | None, index: int) -> object:
    values = table.raw.get(name or "")
    return values[index] if values else None


def _is_compared(column: Column, sources: Sources) -> bool:
    if column.adds:
        return all(name in sources.columns for name in column.adds)
    return column.filled_by == "unit" and (
        column.name in sources.columns or column.field.role in (Role.UNIT, Role.CLASS)
    )


def _compare_line(one: Compared, line: Line) -> None:
    repeated = one.form.numbering == "unit"  # a unit stands once above its lines
    for column in one.form.columns:
        if not _is_compared(column, one.sources) or column.name not in one.table.columns:
            continue
        if column.field.role is Role.UNIT and column.name != one.name_field:
            if not repeated or _raw(one.table, column.name, line.index) is not None:
                _compare_text(one, line, column, UNIT, line.source[0].unit)
        elif column.name == one.name_field:
            first = line.source[0]
            label = one.labels.get(line.key, first.label)
            named = (UNIT, first.unit) if one.form.line == "unit" else (LABEL, label)
            _compare_text(one, line, column, *named)
        elif column.field.kind.adds:
            _compare_figure(one, line, column)
        else:
            written = [source.cells.get(column.name, "") for source in line.source]
            if one.form.lines and len(set(written)) > 1:
                written = [""]  # of a line of several units what all wrote alike is printed
            _compare_text(one, line, column, column.name, written[0])


def _compare_units(one: Compared) -> None:
    """Where a unit stands once above its lines: the lines that have come to stand below another unit's; of
    several together the first."""
    column = one.form.columns.by_name.get(one.form.columns.first(Role.UNIT) or "")
    if one.form.numbering != "unit" or column is None or column.name not in one.table.columns:
        return
    above, stands = "", []
    for line in (line for line in one.lines if line.index is not None):
        written = _raw(one.table, column.name, line.index)
        above = above if written is None else str(written)
        wanted = line.source[0].unit if line.source and written is None else above
        stands.append((line, above, wanted))
    _note_below(one, column, UNIT, stands)


def _compare_sections(one: Compared, own: dict[int, str], order: list[str]) -> None:
    """The lines that have come to stand in another section. order: their keys as they were written: each
    section's tag says how many of them were its own."""
    said = {row: found for row, key in own.items() if (found := read_section(key))}
    names = {said[section.row][0]: section.label for section in one.table.sections if section.row in said}
    of_key = dict(zip(order, (n for n, lines in sorted(said.values()) for _ in range(lines)), strict=False))
    if sum(lines for _, lines in said.values()) != len(order) or len(names) != len(said):
        return
    stands = []
    for line in (line for line in one.lines if line.index is not None):
        place = one.table.section_of[line.index] if one.table.section_of else -1
        above = one.table.sections[place].label if place >= 0 else ""
        stands.append((line, above, names[of_key[line.key]] if line.source else above))
    _note_below(one, one.form.columns.by_name[one.name_field], LABEL, stands)


def _note_below(one: Compared, column: Column, at: str, stands: list[tuple[Line, str, str]]) -> None:
    """The first of each run of lines that stand below something else than they should. at: the column of the
    sources that says so; stands: of each line what it stands below, and what it should."""
    told = ("", "")
    for line, above, wanted in stands:
        moved = fold(above) != fold(wanted)
        if moved and told != (above, wanted):
            cells = [one.sources.cell(line.source[0].row, at)]
            one.differences.append(Difference(line, column, above, wanted, None, False, cells, below=True))
        told = (above, wanted) if moved else ("", "")


def _compare_text(one: Compared, line: Line, column: Column, at: str, expected: object) -> None:
    """What is not counted against the first of its source rows, as it is printed. at: its column there."""
    one.figures += 1
    raw = _raw(one.table, column.name, line.index)
    kind = column.field.kind
    shown = kind.printed(raw, _read(one.table, column.name, line.index))
    said = "" if expected is None else quote(expected, 10_000)
    if _says(_told(raw), said) or _says(fold(str(shown or "")), said):
        return
    found, cells = "" if raw is None else quote(raw), [one.sources.cell(line.source[0].row, at)]
    one.differences.append(Difference(line, column, found, quote(expected), None, False, cells))


def _compare_figure(one: Compared, line: Line, column: Column) -> None:
    """A figure against the sum of its source rows; what they could not count is printed as written."""
    one.figures += 1
    kind, raw = column.field.kind, _raw(one.table, column.name, line.index)
    of_column = _sources_of(one, line, column)
    cells = [row.cells[name] for row, name in of_column if name in row.cells]
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    texts = [str(cell) for cell in cells if isinstance(cell, str)]
    if kind.interval:
        read = [value for cell in cells if (value := kind.parse(cell)[0]) is not None]
        single = read[0] if len(read) == 1 else kind.total(read)
        expected = kind.in_cell(single) if read else (cells[0] if cells else None)
    elif numbers or (one.form.zero == "0" and not texts):
        expected = float(sum(numbers))
    else:
        expected = ", ".join(texts) or None
    found = raw
    if isinstance(raw, str) and isinstance(expected, float):
        value = _read(one.table, column.name, line.index)
        found = raw if value is None else kind.in_cell(value)
    if _same(found, expected):
        return
    by = None
    if not isinstance(expected, str) and not isinstance(found, str):
        by = round((found or 0.0) - (expected or 0.0), 6)
    places = [one.sources.cell(row.row, name) for row, name in of_column]
    one.differences.append(Difference(line, column, _shown(raw), _shown(expected), by, True, places))


def _sources_of(one: Compared, line: Line, column: Column) -> list[tuple[SourceRow, str]]:
    """The source rows of a figure, with the field that each adds; of a computed column those of its units."""
    if not column.adds:
        return [(row, column.name) for row in line.source]
    own = [row for row in line.source if one.form.computes_of(column, one.kinds.get(row.unit, ""))]
    return [(row, name) for row in own for name in column.adds]


def _same(found: object, expected: object) -> bool:
    if isinstance(found, (int, float)) and isinstance(expected, (int, float)):
        return abs(found - expected) <= _NEAR
    return _told(found) == _told(expected)


def _read(table: Table, name: str, index: int) -> object:
    values = table.values.get(name)
    return values[index] if values else None


def _told(value: object) -> str:
    return "" if value is None else fold(quote(value, 10_000))


def _shown(value: object) -> str:
    if value is None:
        return ""
    return dotted(round(value, 6)) if isinstance(value, float) else quote(value)


def is_listed(one: Compared, key: str, field: str, found: str | None = None) -> bool:
    """Whether an edit stands on the list of those made by hand. found: what stands in the cell now, which
    must be what the list says; None where that does not matter."""
    written = one.source.traced.by_hand.get((one.form.id, key, field))
    return written is not None and (found is None or fold(quote(written)) == fold(found))


LISTED = " Chỗ này đã ghi ở trang “Sửa tay”."


def finding_of(one: Compared, message: str, *, key: str, **more) -> Finding:
    """A finding about a biểu of a working file."""
    return Finding(
        message,
        file=one.file,
        sheet=more.pop("sheet", one.sheet),
        key=f"{one.form.id}|{key}",
        table=one.table,
        **more,
    )


def told(batch: Batch, number: int) -> list[str]:
    """What of a working file was held against its source rows, and what was not and why, in sentences; none
    for any other file."""
    traced = batch.returns[number].traced
    if traced is None:
        return []
    forms = [one for one in compared(batch) if one.file == number]
    lines = sum(line.index is not None and bool(line.source) for one in forms for line in one.lines)
    figures = sum(one.figures for one in forms)
    said = ["Chưa đối chiếu được ô nào với nguồn số liệu."]
    if figures:
        said = [f"Đã đối chiếu {lines} dòng, {dotted(float(figures))} ô với trang “{traced.sources.sheet}”."]
    left = [
        f"{one.form.name}: {', '.join(f'“{c.header[-1]}”' for c in columns_left(one.form))}"
        for one in forms
        if one.table is not None and columns_left(one.form)
    ]
    if left:
        said.append(f"Không đối chiếu, vì tỉnh tự điền: cột của {'; '.join(left)}.")
    whys = dict.fromkeys((one.form.name, why) for one in forms for _, why in one.left)
    said += [f"Chưa đối chiếu hết {name}: {why.value[:1].lower()}{why.value[1:]}." for name, why in whys]
    if traced.others:
        said.append(f"Không kiểm tra các trang công cụ lập thêm: {', '.join(traced.others)}.")
    if traced.added:
        said.append(f"Không kiểm tra các trang có người thêm vào: {', '.join(traced.added)}.")
    return said


def places(addresses: list[str], most: int = 5) -> str:
    """Addresses in a sentence."""
    return ", ".join(addresses[:most]) + (" …" if len(addresses) > most else "")
