"""Kiểm tra: all findings, each linked to its cell in its file; worst first."""

from __future__ import annotations

from validators.codes import Decided
from validators.findings import Finding
from workbook_templates.declared import finding_list as columns
from workbook_templates.declared.finding_list import OF_ALL_FILES, PRINTED_OF_ALL_FILES, ListColumn
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, PaperSheet, write_listed, write_row
from xl_addin.copies.findings_listed import cells_of
from xl_addin.copies.listing import Value
from xl_addin.register.typed_elsewhere import base_of
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_to_file
from xl_addin.summary.list_head import draw_list_head

# What is printed is as wide as A4 bears at 10 points.
_WIDTHS = {
    columns.NUMBER: 5, columns.SEVERITY: 9, columns.RULE: 6, columns.UNIT: 16, columns.FILE: 16,
    columns.SHEET: 9, columns.CELL: 6, columns.MESSAGE: 40, columns.MEND: 26, columns.REASON: 12,
    columns.DECISION: 11, columns.VALUE: 14, columns.EXPECTED: 14, columns.DIFFERENCE: 9, columns.ID: 18,
    columns.BASE: 18,
}  # fmt: skip
_PRINTED = len(PRINTED_OF_ALL_FILES)
_CENTRED = (columns.NUMBER, columns.RULE, columns.DIFFERENCE)


def draw_findings(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet, with room for people to write reasons and decisions; by the hidden id at the end
    of its row each comes back, wherever the row has gone."""
    note = (
        "Bấm cột Ô để mở đúng ô trong tệp của đơn vị. Hai cột nền vàng để ghi ý kiến, chọn cách xử lý: lưu "
        "tệp, lần tổng hợp sau nhớ vào sổ theo dõi."
    )
    header, widths = [c.header for c in OF_ALL_FILES], [_WIDTHS[c] for c in OF_ALL_FILES]
    row = draw_list_head(sheet, looks, "NỘI DUNG CẦN XỬ LÝ", note, header, widths, printed=_PRINTED)
    for index, column in enumerate(OF_ALL_FILES):
        if column.hidden:
            sheet.set_column(index, index, widths[index], None, {"hidden": True})
    findings = sorted(contents.report.findings, key=lambda finding: finding.severity.rank)
    for number, finding in enumerate(findings, start=1):
        write_listed(sheet, row, _cells(looks, contents, number, finding), widths)
        row += 1
    sheet.print_area(0, 0, max(row - 1, 4), _PRINTED - 1)
    if not findings:
        told = ("Không có nội dung nào cần xử lý.", looks["cell"])
        write_row(sheet, row, {OF_ALL_FILES.index(columns.MESSAGE): told})
    else:
        sheet.autofilter(3, 0, row - 1, len(OF_ALL_FILES) - 1)
        _offer_decisions(sheet, row)


def _offer_decisions(sheet: PaperSheet, end: int) -> None:
    """A list to choose the province's decision from. end: the row below the last (from 0)."""
    column = OF_ALL_FILES.index(columns.DECISION)
    sheet.data_validation(4, column, end - 1, column, {
        "validate": "list", "source": [one.words for one in Decided], "error_type": "warning",
        "error_title": columns.DECISION.header,
        "error_message": "Đề nghị chọn trong danh sách. Nội dung khác thì không được tính.",
    })  # fmt: skip


def _cells(looks: Looks, contents: Contents, number: int, finding: Finding) -> dict[int, Cell]:
    """One finding's cells by column."""
    said = cells_of(number, finding, contents.report)
    said[columns.UNIT] = contents.unit_name(finding.unit) or finding.unit or _sender(contents, finding)
    said[columns.FILE] = "" if finding.file is None else contents.inbox.name(finding.file)
    said[columns.CELL] = finding.cell
    for written in (columns.REASON, columns.DECISION):
        said[written] = said[written] and contents.persons.said_of(finding.table, said[written])
    said[columns.BASE] = _base(contents, finding, said[columns.REASON])
    cells = {
        index: (said[column], _look(looks, column, finding)) for index, column in enumerate(OF_ALL_FILES)
    }
    if finding.cell and finding.file is not None:
        target = link_to_file(contents.file_links[finding.file], finding.sheet, finding.cell)
        cells[OF_ALL_FILES.index(columns.CELL)] = (link(target, finding.cell), looks["grid_link"])
    return cells


def _base(contents: Contents, finding: Finding, reason: Value) -> str:
    """By what is known later whether somebody wrote anything here. Without persons nothing comes back."""
    if contents.anonymous:
        return ""
    if finding.id in contents.pending:
        return base_of(finding.figures, None, "")
    decided = finding.decision.what if finding.decision and not finding.decision.lapsed else None
    return base_of(finding.figures, decided, str(reason or ""))


def _sender(contents: Contents, finding: Finding) -> str:
    """Whose file a finding is about that speaks of the file itself."""
    return "" if finding.file is None else contents.unit_name(contents.inbox.returns[finding.file].unit)


def _look(looks: Looks, column: ListColumn, finding: Finding):
    if column is columns.SEVERITY:
        return looks[finding.severity]
    if column.for_people:
        return looks["entry"]
    return looks["cell_center" if column in _CENTRED else "cell"]
