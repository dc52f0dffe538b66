"""A form learnt from an example workbook and from some of the returns (DESIGN section 5, --theo-mau)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook_templates.declared.forms import FixedLine
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import Code
from workbook_templates.learning.choices import Choices, as_chosen, form_key
from workbook_templates.learning.columns import LearntColumn, known_wordings, learn_columns
from workbook_templates.learning.evidence import added_places, sort_out, take_out_totals
from workbook_templates.learning.header import FoundHeader, headers_of, rows_below
from workbook_templates.learning.lines import NamedRow, fixed_labels, fixed_lines, number_text
from workbook_templates.learning.relations import relate, summed_places
from workbook_templates.learning.side_by_side import views
from workbook_templates.reading.cover import HELP_SHEET, read_cover
from workbook_templates.reading.grid import ErrorValue, Grid, Sheet
from workbook_templates.words.spelling import clean, words

_ALIKE = 0.6  # share of the example's columns that a return's table must have
_SENDERS = 0.8  # share of the returns that name one unit alone in a column of units
_FEW = 3  # returns of one row each that show the rows to be units
_TITLED = 6  # texts above a header that may be its title
NO_CHOICES = Choices()
_Tables = list[tuple[Sheet, FoundHeader]]
_NAMING = (Role.PERSON, Role.CLASS, Role.LINE, Role.UNIT)


class NoForm(Exception):
    """A workbook in which no form can be seen; the text says in Vietnamese why and what to do."""


@dataclass(frozen=True)
class LearntForm:
    """A table of the example as it was taken. line: as in annexes.csv; lines: those that every unit fills
    alike; total_label: what its total row is called; naming: the field that names its rows;
    taken_for: the line that was learnt, where the clerk chose another."""

    id: str
    sheet: str
    title: str
    header: FoundHeader
    columns: tuple[LearntColumn, ...]
    line: str
    lines: tuple[FixedLine, ...]
    total_label: str
    naming: str
    taken_for: str = ""


@dataclass
class _Found:
    """A table as it stands on some sheet, its cells by column of the example."""

    sheet: Sheet
    header: FoundHeader
    place: Mapping[int, int]  # column of the example → column here

    def rows(self) -> Iterator[dict[int, object]]:
        """The filled rows with their cells, by column of the example."""
        here = {own: column for column, own in self.place.items()}
        for _, cells in rows_below(self.sheet, self.header):
            row = {here[c]: "" if isinstance(v, ErrorValue) else v for c, v in cells if c in here}
            if row:
                yield row


def learn(example: Grid, returns: Sequence[Grid], choices: Choices = NO_CHOICES) -> list[LearntForm]:
    """The forms that an example shows. returns: some of the workbooks that are to be read by them; choices:
    what the clerk said of columns and rows. Raises NoForm."""
    known = known_wordings()
    found = _each_form_once(
        (view, header)
        for sheet in example.sheets
        if not sheet.hidden and sheet.name != HELP_SHEET and not read_cover(sheet)[0]
        for view in views(sheet)
        for header in headers_of(view, known)
    )
    if not found:
        raise NoForm(_why_none(example))
    sent = [
        (view, header)
        for grid in returns
        for sheet in grid.sheets
        for view in views(sheet)
        for header in headers_of(view, known)
    ]
    found = _of_the_year_of_returns(found, sent)
    forms = []
    for number, (sheet, header) in enumerate(found, start=1):
        own = _Found(sheet, header, {column: column for column in header.paths})
        others = [one for s, h in sent if (one := _same(s, h, sheet, header, found))]
        forms.append(_learn_one(f"bieu-{number}", own, others, choices))
    return forms


def _each_form_once(tables: Iterable[tuple[Sheet, FoundHeader]]) -> _Tables:
    """The tables of an example; one that goes on beside itself, with the same header and no rows of its own
    named there, is one."""
    found: _Tables = []
    for sheet, header in tables:
        captions = list(header.paths.values())
        goes_on = any(
            other.name == sheet.name and own.top == header.top and list(own.paths.values()) == captions
            for other, own in found
        )
        if not (
            goes_on and not any(isinstance(v, str) for _, row in rows_below(sheet, header) for _, v in row)
        ):
            found.append((sheet, header))
    return found


_YEAR = re.compile(r"\b20\d\d\b")


def _of_the_year_of_returns(found: _Tables, sent: _Tables) -> _Tables:
    """The tables of an example of another year with the years that the returns name, where these then have
    more of its columns: “Kế hoạch năm 2026” of last year's biểu is “Kế hoạch năm 2027”."""

    def alike(tables: _Tables) -> int:
        return sum(max(len(_places(own, other)) for _, own in tables) for _, other in sent)

    best = found
    named = any(_YEAR.search(text) for _, own in found for path in own.paths.values() for text in path)
    for shift in (1, -1, 2, 3) if sent and named else ():
        moved = [(sheet, _shifted(header, shift)) for sheet, header in found]
        best = moved if alike(moved) > alike(best) else best
    return best


def _shifted(header: FoundHeader, shift: int) -> FoundHeader:
    def text(said: str) -> str:
        return _YEAR.sub(lambda year: str(int(year[0]) + shift), said)

    paths = {column: tuple(map(text, path)) for column, path in header.paths.items()}
    return replace(header, paths=paths, titles=tuple(map(text, header.titles)))


def _why_none(example: Grid) -> str:
    if not any(cells for sheet in example.sheets for cells in sheet.cells):
        return "không có chữ nào trong các ô (biểu có thể là ảnh dán vào). Đề nghị chọn tệp gõ bằng ô."
    return (
        "không thấy dòng tiêu đề của biểu: một dòng có các tên cột cạnh nhau (STT, Nội dung, Số lượng …). "
        "Đề nghị chọn tệp có biểu như đơn vị điền."
    )


def _same(
    sheet: Sheet, header: FoundHeader, own_sheet: Sheet, own: FoundHeader, all_found: Sequence
) -> _Found | None:
    """A return's table as one of this form, where it has nearly the same header and no other form fits it
    better: of forms with one header the sheet's name or the title tells."""
    place = _places(own, header)
    if len(place) < _ALIKE * len(own.paths):
        return None
    alike = [(s, h) for s, h in all_found if len(_places(h, header)) >= len(place) and h is not own]
    mine = _nearness(sheet, header, own_sheet, own)
    if any(_nearness(sheet, header, s, h) > mine or len(_places(h, header)) > len(place) for s, h in alike):
        return None
    return _Found(sheet, header, place)


def _nearness(sheet: Sheet, header: FoundHeader, own_sheet: Sheet, own: FoundHeader) -> tuple[bool, int]:
    said, mine = " ".join(map(words, header.titles)), set(map(words, own.titles))
    return words(sheet.name) == words(own_sheet.name), sum(title in said for title in mine if title)


def _places(own: FoundHeader, other: FoundHeader) -> dict[int, int]:
    """The columns of a header that another has too, by their texts."""
    there: dict[tuple, list[int]] = {}
    for column, path in other.paths.items():
        there.setdefault(tuple(map(words, path)), []).append(column)
    found = {}
    for column, path in own.paths.items():
        columns = there.get(tuple(map(words, path)), ())
        if columns:
            found[column] = columns.pop(0)
    return found


def _learn_one(identity: str, own: _Found, others: Sequence[_Found], choices: Choices) -> LearntForm:
    header = own.header
    tables = [own, *others]
    captions = {column: path[-1] for column, path in header.paths.items()}
    sorted_rows = [sort_out(table.rows(), captions) for table in tables]
    take_out_totals(sorted_rows)
    bodies = [one.body for one in sorted_rows]
    cells: dict[int, list[object]] = {column: [] for column in header.paths}
    for row in (row for body in bodies for row in body):
        for column, value in row.items():
            cells[column].append(value)
    sheet, title = own.sheet.name, _title(header, own.sheet.name)
    rows = [row for body in bodies for row in body]
    counted = added_places(sorted_rows) | summed_places(header, rows)
    percents = _percents(tables)

    def learnt(**more: bool) -> list[LearntColumn]:
        taken = learn_columns(header, cells, counted, percents=percents, **more)
        return as_chosen(taken, sheet, choices)

    columns = learnt(classes=True)
    naming = _naming(columns, cells)
    if naming.role is Role.PERSON:
        columns = [
            c.as_text() if c.role in (Role.CLASS, Role.LINE) else c
            for c in learnt(classes=True, persons=True)
        ]
    named = [_named_rows(body, naming, columns) for body in bodies]
    taken = _line_of(naming, named)
    line = choices.lines.get(form_key(sheet, title), taken)
    lines: tuple[FixedLine, ...] = ()
    if line == "fixed":
        model = named[0] if len(named[0]) >= 2 else max(named[1:], key=len, default=named[0])
        lines = fixed_lines(model, named)
        columns = learnt(classes=False)
    if naming.role is Role.OTHER and line == "unit":
        columns = _name_by(columns, naming.place, Role.UNIT)
    elif line == "fixed" or naming.role in (Role.OTHER, Role.UNIT) and line == "class":
        columns = _name_by(columns, naming.place, Role.LINE)
    columns = _with_sent(columns, others)
    columns = _sender_column(columns, naming.place, tables, line)
    columns = relate(columns, header, rows)
    label = next((total.label for one in sorted_rows for total in one.totals if total.label), "Tổng cộng")
    name = next(column.name for column in columns if column.place == naming.place)
    return LearntForm(identity, sheet, title, header, tuple(columns), line, lines, label, name, taken)


def _line_of(naming: LearntColumn, named: Sequence[Sequence[NamedRow]]) -> str:
    """What the rows are (as in annexes.csv). named: those of the example and of the returns."""
    if naming.role is not Role.PERSON and fixed_labels(named[0], named[1:]):
        return "fixed"
    sent = [len(rows) for rows in named[1:] if rows]
    # Several rows a return are units below the sender.
    alone = bool(sent) and sum(sent) <= len(sent) + len(sent) // 2 and sent.count(1) >= _ALIKE * len(sent)
    if naming.role is Role.UNIT and alone or naming.role is Role.OTHER and _one_each(named[1:]):
        return "unit"
    return "class"


def _one_each(returns: Sequence[Sequence[NamedRow]]) -> bool:
    """Whether each return holds one row, and each another name: that of who sent it."""
    names = {words(row.label) for rows in returns for row in rows}
    return len(returns) >= _FEW and len(names) == len(returns) == sum(map(len, returns))


def _percents(tables: Sequence[_Found]) -> set[int]:
    """The columns whose figures have a percent format, in the example or in the returns."""
    shown: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for table in tables:
        looks = table.sheet.facts.looks
        if looks:
            here = {column: own for own, column in table.place.items()}
            for number, cells in rows_below(table.sheet, table.header):
                for column, value in cells:
                    if column in here and isinstance(value, float):
                        look = looks.get((number, column))
                        shown[here[column]] += look is not None and look.code is Code.SHOWN_PERCENT
                        filled[here[column]] += 1
    return {column for column, count in shown.items() if count and count >= _ALIKE * filled[column]}


def _naming(columns: Sequence[LearntColumn], cells: Mapping[int, Sequence[object]]) -> LearntColumn:
    """The column that names the rows: the person, the class, the line, the unit; else the one with most
    words."""
    for role in _NAMING:
        for column in columns:
            if column.role is role and not (role is Role.UNIT and _behind_names(column, columns, cells)):
                return column
    texts = [
        (len({words(v) for v in cells[column.place] if isinstance(v, str)}), -column.place, column)
        for column in columns
        if column.names and column.role not in (Role.ORDINAL, Role.NOTE)
    ]
    if not texts:
        raise NoForm(
            "không có cột nào đặt tên cho các dòng (nội dung, tên lớp, họ tên, đơn vị). Đề nghị chọn tệp mẫu "
            "có cột ấy, hoặc thêm tiêu đề cho cột ấy."
        )
    return max(texts, key=lambda text: text[:2])[2]


def _behind_names(
    unit: LearntColumn, columns: Sequence[LearntColumn], cells: Mapping[int, Sequence[object]]
) -> bool:
    """Whether a column of words left of one of units names the rows as well as that: “Địa bàn | … | Đơn vị
    thu gom”."""

    def names(column: LearntColumn) -> int:
        return len({words(value) for value in cells[column.place] if isinstance(value, str)})

    return any(
        column.place < unit.place and column.names and column.role is Role.OTHER
        and column.declared == "text" and names(column) >= max(2, names(unit))
        for column in columns
    )  # fmt: skip


def _name_by(columns: Sequence[LearntColumn], place: int, role: Role) -> list[LearntColumn]:
    """The columns, with one that names the rows in a field of the form's own, and no other of its role."""
    return [
        c.as_text(role, "tên dòng") if c.place == place else c.as_text() if c.own and c.role is role else c
        for c in columns
    ]


def _with_sent(columns: Sequence[LearntColumn], others: Sequence[_Found]) -> list[LearntColumn]:
    """The columns; one that no return has is the province's to fill in."""
    return [replace(c, sent=not others or any(c.place in table.place for table in others)) for c in columns]


def _sender_column(
    columns: Sequence[LearntColumn], naming: int, tables: Sequence[_Found], line: str
) -> list[LearntColumn]:
    """The columns; a column of units is the sender's only where it names the rows, or where nearly every
    return names one in it: else it is text like others."""
    result = []
    for column in columns:
        if column.role is Role.UNIT and (column.place != naming or line != "unit"):
            said = [{words(str(row[column.place])) for row in table.rows() if column.place in row}
                    for table in tables[1:]]  # fmt: skip
            said = [names for names in said if names]
            alone = sum(len(names) == 1 for names in said)
            if column.own or not said or alone < _SENDERS * len(said):
                column = column.as_text()
        result.append(column)
    return result


def _named_rows(
    body: Sequence[Mapping[int, object]], naming: LearntColumn, columns: Sequence[LearntColumn]
) -> list[NamedRow]:
    ordinal = next((c.place for c in columns if c.role is Role.ORDINAL), None)
    added = {c.place: c.kind for c in columns if c.adds}
    numeric = [c.place for c in columns if not c.names and c.place != ordinal]
    rows = []
    for row in body:
        label = row.get(naming.place, "")
        if not isinstance(label, str) or not label.strip(" .…_"):
            continue
        figures = {
            c: number for c, kind in added.items() if c in row and (number := kind.number(row[c])) is not None
        }
        blank = not any(column in row for column in numeric)
        rows.append(NamedRow(number_text(row.get(ordinal, "")), clean(label), blank, figures))
    return rows


def _title(header: FoundHeader, sheet: str) -> str:
    """The title above a header: what is written in capitals there, else what stands there last."""
    texts = [text for text in header.titles[-_TITLED:] if not text.startswith("(")]
    capitals = [text for text in texts if text == text.upper() and len(text) > 8]
    kept = [text for text in capitals if not _HEADS & set(words(text).split()) or "biểu" in words(text)]
    return " ".join(kept or texts[-1:]) or sheet


_HEADS = {"cộng", "độc", "đảng", "ủy", "ubnd"}
