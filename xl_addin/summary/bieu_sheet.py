"""Sheets with the biểu as they are signed: header, lines, live totals, “trong đó” lines.

Beside each table, outside the printed area: whether a line is carried over, and a link to its source
rows. Totals are formulas with their values stored beside them; they take in a row inserted right
above them, and a grand total adds section rows by name (DESIGN decision 13).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook

from workbook_templates.declared.forms import CARRIED as CARRIED_LINES
from workbook_templates.declared.forms import NEW as NEW_LINES
from workbook_templates.declared.forms import Footnote
from workbook_templates.declared.record import (
    BY_HAND,
    CARRIED_LINE,
    CARRIED_OVER,
    EDITS_SHEET,
    IN_CONFLICT,
    NEW_LINE,
    OPENED_NEW,
    SOURCE_LINK,
    TOTAL,
    contained_key,
    line_tag,
    section_key,
)
from workbook_templates.declared.states import LEFT_OUT, state_column, word_of
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted, number_format
from workbook_templates.paper.formats import CONFLICT, HAND, Looks, style_of
from workbook_templates.paper.heading import (
    draw_measure,
    draw_note,
    draw_signatures,
    draw_title,
    heading_of,
    signatures_of,
    title_lines,
)
from workbook_templates.paper.page import ROW_POINTS, pixels_of, set_pages, set_paper
from workbook_templates.paper.printed_table import (
    Band,
    Cell,
    Formula,
    PaperSheet,
    draw_header,
    spread,
)
from workbook_templates.paper.sums import sum_of_rows, top_lines
from workbook_templates.reading.table import letters
from xl_addin.merge.free_texts import FOOT, HEAD, LEFT, FreeText
from xl_addin.merge.sides import HERS
from xl_addin.merge.three_way import LINE
from xl_addin.summary.below_total import draw_below_total, guard_entries
from xl_addin.summary.bieu import Bieu, section_name
from xl_addin.summary.contents import SOURCES, Contents
from xl_addin.summary.free_texts import BieuSheet, band_of
from xl_addin.summary.lines import BieuLine
from xl_addin.summary.links import link, link_here, quoted

_MARK, _HERS = 4, 5  # columns behind the table: what says that a line was changed by hand, and the clerk's


@dataclass
class Placed:
    """Where a biểu stands: sheet, Excel rows of its lines (by their keys, too), sections, total and quota (0
    where it has none), column of each field."""

    sheet: str
    columns: dict[str, int]
    lines: list[int] = field(default_factory=list)
    of_key: dict[str, int] = field(default_factory=dict)
    sections: dict[int, int] = field(default_factory=dict)
    total: int = 0
    quota: int = 0

    def total_cell(self, name: str) -> str:
        return f"${letters(self.columns[name])}${self.total}"


def add_bieu_sheets(workbook: Workbook, bieu: list[Bieu]) -> dict[str, PaperSheet]:
    """An empty sheet for each printed sheet of the form set, in its order."""
    names = dict.fromkeys(item.form.sheet for item in bieu)
    return {name: workbook.add_worksheet(name, BieuSheet) for name in names}


def draw_bieu_sheet(sheet: BieuSheet, looks: Looks, contents: Contents) -> None:
    """Draw the tables of one printed sheet, one below the other, and note where they stand."""
    heading, signatures = heading_of(contents.form_set), signatures_of(contents.form_set)
    tables = [item for item in contents.bieu if item.form.sheet == sheet.get_name()]
    sheet.set_default_row(ROW_POINTS)  # the same everywhere, so that page breaks fall as planned
    headings: set[int] = set()
    row = 0
    for index, item in enumerate(tables):
        band = band_of(item, tables, contents.form_set)
        top = row
        _begin(sheet, item, HEAD, row, band, looks)
        if index == 0:
            below = contents.form_set.settings
            row = header = draw_title(sheet, looks, row, band, item.form, heading, below)
        else:
            title = item.form.title
            spread(sheet, row + 1, 0, band.right, title, looks["title"], title_lines(title, band))
            row += 3
        draw_measure(sheet, looks, row, band, item.form)
        sheet.end()
        beside: dict[int, Cell] = {
            band.right + 1: (line_tag(item.form.id), looks["plain"]),
            band.right + 2: (SOURCE_LINK, looks["index"]),
        }
        beside |= {
            band.right + _HERS + number: (header, looks["header"])
            for number, (header, _, _) in enumerate(item.by_hand.beside)
        }
        first = draw_header(sheet, looks, row, band, index_row=item.form.index_row, beside=beside)
        if index == 0:
            set_paper(sheet, band.page, (header, first - 1) if len(tables) == 1 else None, heading.layout)
            sheet.freeze_panes(first, 0)
        drawer = _Table(sheet, looks, item, band, contents.layout.starts[item.form.id])
        row = drawer.draw(first)
        contents.placed[item.form.id] = drawer.placed
        headings.update(range(top, first), (number - 1 for number in drawer.placed.sections.values()))
        headings.update(number - 1 for number in drawer.headings)
    repeated = range(header, first) if len(tables) == 1 else range(0)
    # The signatures stay with the last rows; a short last table stays with the one above it too.
    row += 1
    _begin(sheet, item, FOOT, row - 1 - len(item.form.footnotes), band, looks)
    short = len(tables) > 1 and len(tables[-1].lines) < 3
    last_line = max(contents.placed[tables[-2 if short else -1].form.id].total - 3, 0)
    row = max(draw_signatures(sheet, looks, row, band, signatures), sheet.end())
    last = row + signatures.room
    set_pages(sheet, band.page, header=repeated, headings=headings, kept=last_line, last=last)
    sheet.print_area(0, 0, row, band.right)
    sheet.set_column(band.right + 1, band.right + 1, 2, None, {"hidden": True})  # the tags
    for column in (band.right + 2, band.right + 3, band.right + _MARK):
        sheet.set_column_pixels(column, column, pixels_of(14))
    _set_hers(sheet, tables, band)


def _begin(sheet: BieuSheet, item: Bieu, part: str, row: int, band: Band, looks: Looks) -> None:
    """From here on what is written may be as the clerk has it. row: at which the part begins, less the lines
    that she has put in above who signs."""
    by_hand = item.by_hand
    sheet.begin(row, band, looks, by_hand.texts.get(part, {}), by_hand.more.get(part, ()))


def _set_hers(sheet: PaperSheet, tables: Sequence[Bieu], band: Band) -> None:
    """The widths of the clerk's columns right of the tables, and columns that she took away."""
    for item in tables:
        for number, (_, width, _) in enumerate(item.by_hand.beside):
            column = band.right + _HERS + number
            sheet.set_column_pixels(column, column, pixels_of(width))
        for column, first in zip(item.form.columns, band.first, strict=False):
            hidden = item.by_hand.hidden | item.form.not_printed
            if column.name in hidden and len(tables) == 1:
                sheet.set_column_pixels(first, first, pixels_of(column.width), None, {"hidden": True})


def by_hand(style: str, line: BieuLine, name: str) -> str:
    """The style of a cell, marked where the clerk changed it, or the whole line."""
    fields = (name, LINE) if LINE in line.by_hand else (name,)
    said = [line.by_hand[field] for field in fields if field in line.by_hand]
    return style + (CONFLICT if any(said) else HAND) if said else style


def _said(line: BieuLine) -> Formula:
    """What stands beside a line that the clerk changed: not a colour alone."""
    text = IN_CONFLICT if any(line.by_hand.values()) else BY_HAND
    return link(link_here(EDITS_SHEET, "A1"), text)


def _rows_between(first: int, last: int) -> Callable[[str], str]:
    """Makes ranges of these Excel rows, by the column's letter."""
    return lambda at: f"{at}${first}:{at}${last}"


class _Table:
    """Draws one biểu's lines, sections and totals from a row downwards (rows from 0)."""

    def __init__(
        self, sheet: PaperSheet, looks: Looks, bieu: Bieu, band: Band, sources: Mapping[str, int]
    ) -> None:
        self.sheet, self.looks, self.bieu, self.band, self.sources = sheet, looks, bieu, band, sources
        self.tags = band.right + 1  # beside the printed table, hidden: what knows a row again
        self.side = band.right + 2
        self.form = bieu.form
        self.ordinals = self.form.columns.of(Role.ORDINAL)
        self.units = self.form.columns.of(Role.UNIT)
        self.index = {column.name: index for index, column in enumerate(self.form.columns)}
        self.columns = {name: band.first[index] for name, index in self.index.items()}
        self.headings: list[int] = []  # Excel rows of lines that others make up
        self.placed = Placed(sheet.get_name(), self.columns)
        self.ranges = [c.name for c in self.form.columns if c.field.kind.interval]
        self.counts = [name for name in self.form.columns.added if name not in self.ranges]
        self.state = state_column(self.form.columns)
        self.mixed = self.form.carry_over == "mixed"
        self.worked_out = {c.name: c for c in (*self.form.allotted, *self.form.differences)}
        self.hers = {index for name, index in self.index.items() if name.startswith(HERS)}
        self.styles = [
            (index, c.name, style_of(c, "entry_" if c.filled_by == "province" else ""))
            for index, c in enumerate(self.form.columns)
        ]

    def draw(self, row: int) -> int:
        number, section = 0, -1
        guard_entries(self, row)
        above = self.bieu.keys_above
        self.first = row
        for line in self.bieu.lines:
            if line.section != section:
                section = line.section
                self._section_row(row, section)
                row += 1
            number += self.form.numbering != "unit" or line.first_of_unit
            self._line(row, line, number)
            if line.made_of or line.key in above:
                self.headings.append(row + 1)
            self.placed.lines.append(row + 1)
            self.placed.of_key[line.key] = row + 1
            row += 1
        if not self.bieu.lines:  # a total needs a row above it
            self.band.write(self.sheet, row, self.cells("", ""))
            row += 1
        row = self._totals(row)
        texts = self.bieu.by_hand.texts.get(FOOT, {})
        for number, note in enumerate(self.form.footnotes):
            told, hers = self._note(note), texts.get(FreeText(number, LEFT, "").field)
            row = draw_note(self.sheet, self.looks, row, self.band, told if hers is None else hers)
        for text in self.bieu.by_hand.notes:
            row = draw_note(self.sheet, self.looks, row, self.band, text)
        return row

    def _note(self, note: Footnote) -> Formula:
        """A footnote with its figures, which follow the figures of the table."""
        pieces = []
        for part in note.parts:
            if isinstance(part, str):
                pieces.append(quoted(part))
                continue
            carried = {CARRIED_LINES: True, NEW_LINES: False}.get(part.of)
            number, words = self.bieu.told_sum(part)
            lacks = words.removeprefix(dotted(round(number, 6)))
            cells = "+".join(self._sum(name, carried) for name in part.fields)
            pieces.append(f"TEXT({cells},{quoted(number_format(number))})")
            pieces += [quoted(lacks)] if lacks else []
        return Formula("=" + "&".join(pieces), self.bieu.told_note(note))

    def _sum(self, name: str, carried: bool | None) -> str:
        """What a footnote adds: the total's cell, or the sum of the lines meant."""
        if carried is None:
            return self.placed.total_cell(name)
        return self._formula(name, carried).removeprefix("=")

    def cells(self, text: str, style: str, numeral: str | None = None) -> dict[int, Cell]:
        """A row without figures yet: its label, and empty cells but for the counts."""
        prefix = f"{style}_" if style else ""
        cells: dict[int, Cell] = {}
        for name, index in self.index.items():
            if name == self.form.label_field:
                cells[index] = (text, self.looks[f"{prefix}text"])
            elif name not in self.counts or not style:
                look = self.looks[f"{prefix}center" if style in ("", "section") else f"{prefix}text"]
                cells[index] = (numeral if name in self.ordinals else None, look)
        return cells

    def _section_row(self, row: int, section: int) -> None:
        entry = self.bieu.sections[section]
        # A section without lines is not printed, and its numeral goes to the next.
        numeral = self.bieu.sections[len(self.placed.sections)].numeral
        lines = sum(line.section == section for line in self.bieu.lines)
        label = entry.title + self.bieu.shortfall(section=section)
        label = self.bieu.by_hand.labels.get(section_name(section), label)
        cells = self.cells(label, "section", numeral)
        for name in self.counts:
            letter = letters(self.columns[name])
            # The end is found from the row below the section, so that a line inserted there counts.
            end = f"ROW({letter}{row + lines + 2})-1"
            formula = "=" + self.added(letter, lambda at, r=row, e=end: f"{at}{r + 2}:INDEX({at}:{at},{e})")
            value = self.bieu.total(name, section=section)
            cells[self.index[name]] = (Formula(formula, value), self.looks.count("section_count", value))
        cells |= self._ranges("section", section=section)
        self.band.write(self.sheet, row, cells, self.tag(section_key(section, lines)))
        self.placed.sections[section] = row + 1

    def _line(self, row: int, line: BieuLine, number: int) -> None:
        looks = self.looks
        repeated = self.form.numbering == "unit" and not line.first_of_unit
        cells: dict[int, Cell] = {}
        for index, name, style in self.styles:
            if repeated and (name in self.ordinals or name in self.units):
                shown = None
            elif name in self.ordinals:
                shown = number if line.number is None else line.number
            elif name in self.worked_out and (made := self._worked_out(row, line, name)):
                shown = made
            elif line.made_of and name in self.counts and name in line.numbers and name not in line.by_hand:
                shown = self._sum_of_lines(name, line)
            else:  # a figure that cannot be counted as it was written
                shown = line.numbers.get(name)
                if shown is None:
                    shown = line.texts.get(name)
            if name in line.uncounted:
                style = "uncounted"
            elif line.made_of:  # a line above those that make it up
                style = {"text": "section_text", "count": "section_count"}.get(style, "section_center")
            value = shown.result if isinstance(shown, Formula) else shown
            if index in self.hers and isinstance(value, float):
                style = "count"
            counted = style.endswith("count")
            style = by_hand(style, line, name)
            cells[index] = (shown, looks.count(style, value) if counted else looks[style])
        beside: dict[int, Cell] = self.tag(line.key)
        if line.sources:
            source = self.sources[line.key]
            target = link_here(SOURCES, f"A{source}")
            beside[self.side] = (link(target, f"dòng {source}"), looks["link"])
        if line.by_hand:
            beside[self.tags + _MARK - 1] = (_said(line), looks["link"])
        elif line.asked:
            beside[self.tags + _MARK - 1] = (line.asked, looks["index"])
        for place, (_, _, values) in enumerate(self.bieu.by_hand.beside):
            value = values.get(line.key)
            beside[self.tags + _HERS - 1 + place] = (value, looks.count("count", value))
        if self.mixed:
            beside[self.side + 1] = (CARRIED_LINE if line.carried else NEW_LINE, looks["index"])
        self.band.write(self.sheet, row, cells, beside)

    def _worked_out(self, row: int, line: BieuLine, name: str) -> Formula | None:
        """What is allotted, where nobody has written another figure, and by how much it differs: from the
        cells beside it."""
        column, value = self.worked_out[name], line.numbers.get(name)
        if value is None or name in line.by_hand or (column.allots and line.made_of):
            return None
        cells = [f"{letters(self.columns[n])}{row + 1}" for n in column.difference_of or (column.allots,)]
        if column.allots and value != line.numbers.get(column.allots):
            return None
        return Formula("=" + "-".join(cells), value)

    def _sum_of_lines(self, name: str, line: BieuLine) -> Formula:
        """A line that others make up, as the sum of their cells, and of what units wrote for it alone."""
        own = line.adds.get(name, 0.0)
        formula = self._sum_of_cells(name, line.made_of) + (f"+{own:.15g}" if own else "")
        return Formula(formula, line.numbers[name])

    def _sum_of_cells(self, name: str, lines: Sequence[int]) -> str:
        """The sum of the cells of these lines (as indexes)."""
        return sum_of_rows(letters(self.columns[name]), [self.first + index + 1 for index in lines])

    def _totals(self, row: int) -> int:
        self.placed.total = row + 1
        if self.form.total == "no":  # what adds up is checked by it all the same
            self.sheet.set_row(row, None, None, {"hidden": True})
        labels = self.bieu.labels() | self.bieu.by_hand.labels
        self._sum_row(row, labels[TOTAL], "total", None, TOTAL)
        for key, carried in ((CARRIED_OVER, True), (OPENED_NEW, False)):
            if key in labels:
                row += 1
                self._sum_row(row, labels[key], "of_which", carried, key)
        for one, line in zip(self.form.of_total, self.bieu.contained, strict=True):
            row += 1
            self._contained(row, line, contained_key(one.id))
        return draw_below_total(self, row)

    def _contained(self, row: int, line: BieuLine, key: str) -> None:
        """A line that says what the total contains: as units wrote it, added up."""
        cells = self.cells(line.texts[self.form.label_field], "of_which", line.number)
        for name in (*self.counts, *self.ranges):
            value = line.numbers.get(name, line.texts.get(name))
            cells[self.index[name]] = (value, self.looks.count("of_which_count", value))
        self.band.write(self.sheet, row, cells, self.tag(key))

    def tag(self, key: str) -> dict[int, Cell]:
        """What stands beside a row, hidden, so that it is known again."""
        return {self.tags: (line_tag(self.form.id, key), self.looks["plain"])}

    def _sum_row(self, row: int, label: str, style: str, carried: bool | None, key: str) -> None:
        cells = self.cells(label, style)
        for name in self.counts:
            value = self.bieu.total(name, carried=carried)
            look = self.looks.count(f"{style}_count", value)
            cells[self.index[name]] = (Formula(self._formula(name, carried), value), look)
        cells |= self._ranges(style, carried=carried)
        self.band.write(self.sheet, row, cells, self.tag(key))

    def _ranges(self, style: str, **of: object) -> dict[int, Cell]:
        """The totals of columns that may hold ranges, which no SUM adds up: as numbers or text."""
        totals = {name: self.bieu.range_total(name, **of) for name in self.ranges}
        return {
            self.index[name]: (total, self.looks.count(f"{style}_count", total))
            for name, total in totals.items()
        }

    def _formula(self, name: str, carried: bool | None) -> str:
        letter = letters(self.columns[name])
        if carried is not None:
            kind = letters(self.side + 1)
            last = self.placed.total - 1
            wanted = CARRIED_LINE if carried else NEW_LINE
            if self.state is not None:
                rows = _rows_between(self.first + 1, last)
                return f'=SUMIFS({rows(letter)},{rows(f"${kind}")},"{wanted}"{self.counting(rows)})'
            return (
                f'=SUMIF(${kind}${self.first + 1}:${kind}${last},"{wanted}",'
                f"{letter}${self.first + 1}:{letter}${last})"
            )
        if self.form.lines:
            return self._sum_of_cells(name, top_lines(self.form.lines))
        if self.placed.sections:
            return "=" + "+".join(f"{letter}{r}" for r in self.placed.sections.values())
        return "=" + self.added(letter, lambda at: f"{at}{self.first + 1}:INDEX({at}:{at},ROW()-1)")

    def added(self, letter: str, rows: Callable[[str], str]) -> str:
        """The sum of a column over rows, as a range by its letter, without classes that are stopped."""
        if self.state is None:
            return f"SUM({rows(letter)})"
        return f"SUMIFS({rows(letter)}{self.counting(rows)})"

    def counting(self, rows: Callable[[str], str]) -> str:
        """The conditions under which a row counts."""
        at = rows(letters(self.columns[self.state.name]))
        return "".join(f",{at},{quoted('<>' + word_of(self.state, code))}" for code in LEFT_OUT)
