"""Tổng quan: who has sent, what it adds up to, what could not be counted; one chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from xlsxwriter import Workbook

from validators.codes import UNIT_MISSING, Severity
from validators.decisions import LAPSED, said_counts
from workbook_templates.declared.record import CHANGES_SHEET, EDITS_SHEET
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import number_format
from workbook_templates.paper import palette
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.page import pixels_of, set_widths
from workbook_templates.paper.printed_table import (
    Cell,
    Formula,
    PaperSheet,
    lines_of,
    merge,
    spread,
    write_listed,
    write_row,
)
from xl_addin.inbox import received_units
from xl_addin.sendings import changes_of_units, summed_up
from xl_addin.summary.allotments import OVER, allotting, draw_allotments, over_quota
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.closing_sheet import closing_title
from xl_addin.summary.contents import FINDINGS, OVERVIEW, RECONCILIATION, SOURCES, TRACKING, Contents
from xl_addin.summary.lines import Source, as_printed
from xl_addin.summary.links import link, link_here, link_to_file, sheet_place
from xl_addin.summary.reconciliation import OFF
from xl_addin.summary.statuses import (
    UnitStatus,
    files_of_units,
    other_files,
    severities_of,
    status_of,
    untouched_units,
)

MOST_LISTED = 200
_WIDTHS = (40, 12, 11, 11, 11, 13)  # as wide as A4 upright
_UNITS_TOGETHER = 20  # units named in one cell
_MARGIN = 0.4  # inches
LAPSED_LABEL = "Số liệu đã đổi sau khi xử lý"
_LAST = len(_WIDTHS) - 1


def classes_of(item: Bieu) -> float | None:
    """How many classes a biểu holds: those that its column of classes counts, else its lines; None where its
    lines are no classes."""
    counted = [c.name for c in item.count_columns if c.field.role is Role.CLASSES]
    if counted:
        return item.total(counted[0])
    return float(len(item.lines)) if item.form.line == "class" else None


def draw_overview(workbook: Workbook, sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet, after the biểu that its totals lead to."""
    _Overview(workbook, sheet, looks, contents).draw()


class _Overview:
    """Draws one block below the other; each gives back the row below it (from 0)."""

    def __init__(self, workbook: Workbook, sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
        self.workbook, self.sheet, self.looks, self.contents = workbook, sheet, looks, contents
        self.inbox, self.report, self.bieu = contents.inbox, contents.report, contents.bieu

    def draw(self) -> None:
        set_widths(self.sheet, _WIDTHS)
        self.sheet.hide_gridlines(2)
        self.sheet.set_portrait()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.5, bottom=0.5)
        moment = datetime.now().strftime("%H:%M ngày %d/%m/%Y")
        self._text(0, "TỔNG QUAN", "heading")
        self._told(1, self.contents.form_set.title)
        first = self.bieu[0].form.sheet
        self._told(2, f"Lập lúc {moment}. Các biểu để ký ở trang “{first}” và các trang sau.")
        row = self._in_the_way(4)
        row = self._standing(row)
        row = self._totals(row + 1)
        row = draw_allotments(self.sheet, self.looks, self.contents, row + 1)
        row = self._changed(row + 1)
        row = self._uncounted(row + 1)
        row = self._units_missing(row + 1)
        row = self._list(row + 1, "Tệp không tính, hoặc gửi kèm", other_files(self.contents))
        row = self._list(row + 1, "Đơn vị gửi lại", self._resent())
        row = self._list(row + 1, "Về sổ theo dõi", [("", text) for text in self._of_register()])
        self.sheet.fit_to_pages(1, 1 if row < 60 else 0)  # the chart is not cut in two

    def _text(self, row: int, text: str, look: str) -> None:
        write_row(self.sheet, row, {0: (text, self.looks[look])})

    def _told(self, row: int, text: str) -> None:
        """A sentence over the whole sheet."""
        spread(self.sheet, row, 0, _LAST, text, self.looks["wrapped"], lines_of(text, sum(_WIDTHS)))

    def _in_the_way(self, row: int) -> int:
        """What is to be settled before the biểu are signed, each with its number; red where there is any."""
        errors = self.report.unsettled(Severity.ERROR)
        if errors:
            text = f"CÒN {errors} LỖI PHẢI SỬA: xem trang “{FINDINGS}”. Chưa dùng các biểu này để trình ký."
            spread(self.sheet, row, 0, _LAST, text, self.looks["error"], lines_of(text, sum(_WIDTHS) * 0.9))
            row += 2
        self._text(row, "Còn phải xử lý trước khi trình ký", "heading")
        off = f'=COUNTIF({self.contents.reconciled},"{OFF}")' if self.contents.reconciled else None
        lines = (
            ("Lỗi phải sửa", errors, FINDINGS),
            ("Đơn vị chưa gửi", len(self._missing()), TRACKING),
            ("Đơn vị gửi biểu mẫu chưa điền", len(untouched_units(self.contents)), TRACKING),
            (f"Cột có tổng {OFF}", Formula(off, 0) if off else 0, RECONCILIATION),
            ("Ô chưa tính được", len(self._cells_left()), SOURCES),
            (self._to_verify(), self.report.unsettled(Severity.WARNING), FINDINGS),
            *self._lapsed(),
            *self._by_hand(),
            *((OVER, over_quota(self.contents), OVERVIEW) for _ in allotting(self.contents)[:1]),
        )
        first = row + 1
        for label, value, sheet in lines:
            row += 1
            cells = {
                0: (label, self.looks["label"]),
                1: (value, self.looks["count"]),
                2: (link(link_here(sheet, "A1"), sheet), self.looks["grid_link"]),
                3: (None, self.looks["grid_link"]),
            }
            write_row(self.sheet, row, cells)
            merge(self.sheet, row, 2, row, 3)
        red = {"type": "formula", "criteria": f"=$B{first + 1}>0", "format": self.looks["standing"]}
        self.sheet.conditional_format(first, 0, row, 1, red)
        return row + 2

    def _lapsed(self) -> Iterator[tuple[str, int, str]]:
        """What was said or decided of figures that are others now, where there is any."""
        lapsed = dict(said_counts(self.report))[LAPSED]
        if lapsed:
            yield LAPSED_LABEL, lapsed, FINDINGS

    def _by_hand(self) -> Iterator[tuple[str, int, str]]:
        """What of the clerk's edits she must look at, where there are any."""
        carried = self.contents.carried
        if self.contents.edits:
            yield "Xung đột giữa sửa tay và số mới", carried.conflicts, EDITS_SHEET
            yield "Chỗ sửa tay không mang sang được", len(carried.left), EDITS_SHEET

    def _to_verify(self) -> str:
        """What the warnings are called: where units are missing, each is one of them."""
        missing = sum(finding.rule == UNIT_MISSING for finding in self.report.of_file(None))
        return Severity.WARNING.words + (f" (gồm {missing} đơn vị chưa gửi)" if missing else "")

    def _standing(self, row: int) -> int:
        report, expected = self.report, self.contents.form_set.expected_units
        files = {code: n for code, n in files_of_units(self.contents).items() if code in expected}
        states = Counter(
            status_of(self.contents, numbers, severities_of(self.contents, numbers))
            for numbers in (files.get(code, []) for code in expected)
        )
        cells = (
            ("Đơn vị phải gửi", len(expected)), ("Đã gửi", len(files) - states[UnitStatus.BLANK]),
            ("Trong đó: phải hoàn thiện", states[UnitStatus.TO_MEND]),
            (Severity.HINT.words, report.unsettled(Severity.HINT)),
        )  # fmt: skip
        said = [(what, number) for what, number in said_counts(report) if what != LAPSED]
        if any(number for _, number in said):
            cells += tuple((what.capitalize(), number) for what, number in said)
        if self.contents.edits:
            carried = self.contents.carried
            cells += (("Chỗ sửa tay đang giữ", len(carried.listed) - carried.conflicts),)
        for label, value in cells:
            write_row(self.sheet, row, {0: (label, self.looks["label"]), 1: (value, self.looks["count"])})
            row += 1
        return row + 1

    def _totals(self, row: int) -> int:
        self._text(row, f"Tổng số theo biểu{self._of_units()}", "heading")
        header = ("Biểu", "Tổng cộng", "Số lớp", "Chuyển tiếp", "Mở mới", "Chưa tính được")
        cells = {i: (text, self.looks["list_header"]) for i, text in enumerate(header)}
        write_listed(self.sheet, row + 1, cells, [width * 0.8 for width in _WIDTHS])
        first = row = row + 2
        largest = 0.0
        for item in self.bieu:
            learners = next((c for c in item.count_columns if c.field.role is Role.LEARNERS), None)
            for column in item.count_columns:
                place = self.contents.placed[item.form.id]
                total = sheet_place(place.sheet, place.total_cell(column.name))
                missing = item.uncounted(column.name)
                cells = {
                    0: (f"{item.form.name}: {column.field.label}", self.looks["cell"]),
                    5: (f"{missing} ô" if missing else None, self.looks["cell_center"]),
                }
                classes = classes_of(item) if column is learners else None
                cells[2] = (classes, self.looks.count("cell_count", classes))
                for index, carried in ((3, True), (4, False)):
                    known = item.total(column.name, carried=carried) if item.form.line == "class" else None
                    cells[index] = (known, self.looks.count("cell_count", known))
                value = item.total(column.name)
                largest = max(largest, value)
                cells[1] = (Formula(f"={total}", value), self.looks.count("cell_count", value))
                write_row(self.sheet, row, cells)
                row += 1
        return self._chart(first, row - 1, largest)

    def _of_units(self) -> str:
        """“ (đã tính 61/95 đơn vị)”, where it is known who has to send."""
        expected = self.contents.form_set.expected_units
        sent = received_units(self.inbox)[0] & set(expected)
        return f" (đã tính {len(sent)}/{len(expected)} đơn vị)" if expected else ""

    def _chart(self, first: int, last: int, largest: float) -> int:
        """A bar for each total, below the table; largest: of the totals. Returns the row below the chart."""
        if last < first:
            return last + 1
        height = 70 + 24 * (last - first + 1)
        chart = self.workbook.add_chart({"type": "bar"})
        name = self.sheet.get_name()
        font = {"name": "Times New Roman", "size": 11}
        chart.add_series(
            {
                "name": "Tổng cộng",
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "fill": {"color": f"#{palette.BAR}"},
                "border": {"color": f"#{palette.BAR_LINE}"},
                "data_labels": {"value": True, "num_format": number_format(largest), "font": font},
            }
        )
        chart.set_title({"name": "Tổng số theo biểu", "name_font": {**font, "size": 13}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": font})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": sum(map(pixels_of, _WIDTHS)) - 6, "height": height})
        self.sheet.insert_chart(last + 2, 0, chart)
        return last + 3 + height // 20

    def _changed(self, row: int) -> int:
        """What has changed since the last snapshot, in a sentence a biểu."""
        contents = self.contents
        if contents.snapshots is None or not contents.snapshots.all:
            return row - 1
        if contents.anonymous:
            self._told(row, "Bản ẩn danh không so sánh với lần chốt.")
            return row + 1
        self._text(row, closing_title(contents), "heading")
        changed = [change.words for change in contents.changes if change]
        for text in changed or ["Không có thay đổi nào so với lần chốt."]:
            row += 1
            self._told(row, text)
        row += 1
        write_row(
            self.sheet, row, {0: (link(link_here(CHANGES_SHEET, "A1"), CHANGES_SHEET), self.looks["link"])}
        )
        return row + 1

    def _uncounted(self, row: int) -> int:
        listed = self._cells_left()
        if not listed:
            return row - 1
        self._text(row, "Ô chưa tính được (in nguyên văn, không cộng vào tổng)", "heading")
        for item, unit, name, source in listed[:MOST_LISTED]:
            row += 1
            frame = item.frame
            cell = frame.cell(source.position, name) or ""
            persons, table = self.contents.persons, frame.owner(source.position).table
            label = frame.label(source.position)
            if persons.are_of(table, item.form.label_field):
                label = f"dòng {source.row}"
            text = f"{self.contents.unit_name(unit)} – {item.form.name}: {label}"
            written = persons.said_of(table, as_printed(frame, source.position, name))
            target = link_to_file(self.contents.file_links[source.file], source.sheet, cell)
            cells: dict[int, Cell] = {
                0: (text, self.looks["cell"]),
                1: (written, self.looks["uncounted"]),
                2: (link(target, f"ô {cell}"), self.looks["grid_link"]),
            }
            write_listed(self.sheet, row, cells, _WIDTHS)
        return self._cut_off(row, len(listed), SOURCES) + 1

    def _cells_left(self) -> list[tuple[Bieu, str | None, str, Source]]:
        """The cells that could not be counted: biểu, unit, field and source row."""
        return [
            (item, line.unit or item.frame.owner(source.position).source.unit, name, source)
            for item in self.bieu
            for line in item.lines
            for name in sorted(line.uncounted)
            for source in line.uncounted[name]
        ]

    def _missing(self) -> list[str]:
        form_set = self.contents.form_set
        received = {item.unit for item in self.inbox.returns if item.status == "ok"}
        return [form_set.catalogue.units[c].name for c in form_set.expected_units if c not in received]

    def _units_missing(self, row: int) -> int:
        missing = self._missing()
        if not missing:
            return row - 1
        self._text(row, f"Đơn vị chưa gửi: {len(missing)}", "heading")
        shown = missing[:MOST_LISTED]
        for first in range(0, len(shown), _UNITS_TOGETHER):
            row += 1
            part = shown[first : first + _UNITS_TOGETHER]
            self._told(row, "; ".join(part) + (";" if shown[-1] is not part[-1] else "."))
        return self._cut_off(row, len(missing), TRACKING) + 1

    def _resent(self) -> list[tuple[str, str]]:
        """What units that have sent again changed."""
        by_unit = changes_of_units(self.report)
        return [(self.contents.unit_name(unit), summed_up(c, self.report)) for unit, c in by_unit.items()]

    def _of_register(self) -> list[str]:
        known = self.inbox.known
        return known.told if known else []

    def _list(self, row: int, title: str, lines: list[tuple[str, str]]) -> int:
        if not lines:
            return row - 1
        self._text(row, f"{title}: {len(lines)}", "heading")
        for name, reason in lines[:MOST_LISTED]:
            row += 1
            needed = max(lines_of(name, _WIDTHS[0]), lines_of(reason, sum(_WIDTHS[1:])))
            cells = {i: (None, self.looks["wrapped"]) for i in range(2, len(_WIDTHS))}
            cells |= {0: (name, self.looks["wrapped"]), 1: (reason, self.looks["wrapped"])}
            write_row(self.sheet, row, cells, needed)
            merge(self.sheet, row, 1, row, _LAST)
        return self._cut_off(row, len(lines), TRACKING) + 1

    def _cut_off(self, row: int, count: int, sheet: str) -> int:
        """Below a list that does not show all: how many more there are, and where. Returns the last row."""
        if count <= MOST_LISTED:
            return row
        text = f"… còn {count - MOST_LISTED}: xem trang {sheet}"
        write_row(self.sheet, row + 1, {0: (link(link_here(sheet, "A1"), text), self.looks["link"])})
        return row + 1
