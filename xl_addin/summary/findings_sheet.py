"""Kiểm tra: all findings, each linked to its cell in its file; worst first."""

from __future__ import annotations

from validators.codes import Severity
from validators.findings import Finding
from validators.judging import reply_to
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, PaperSheet, write_listed, write_row
from workbook_templates.reading.returns import ENTRY_HEADERS, ID_HEADER
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_to_file
from xl_addin.summary.list_head import draw_list_head

_HEADER = (
    "STT", "Mức độ", "Quy tắc", "Đơn vị", "Tệp", "Trang tính", "Ô", "Nội dung", "Giá trị đang ghi",
    "Giá trị đúng / mong đợi", "Chênh lệch", "Cách xử lý", *ENTRY_HEADERS, ID_HEADER,
)  # fmt: skip
_WIDTHS = (6, 16, 9, 26, 28, 14, 8, 60, 18, 20, 11, 44, 26, 26, 18)


def draw_findings(sheet: PaperSheet, looks: Looks, contents: Contents) -> None:
    """Draw the sheet, with room for people to write reasons and decisions; by the hidden id at the end
    of its row each comes back, wherever the row has gone."""
    note = "Bấm cột Ô để mở đúng ô trong tệp của đơn vị. Hai cột cuối để ghi ý kiến."
    row = draw_list_head(sheet, looks, "NỘI DUNG CẦN XỬ LÝ", note, _HEADER, _WIDTHS)
    sheet.set_column(len(_HEADER) - 1, len(_HEADER) - 1, _WIDTHS[-1], None, {"hidden": True})
    order = {severity: index for index, severity in enumerate(Severity)}
    findings = sorted(contents.report.findings, key=lambda f: order[f.severity])
    for number, finding in enumerate(findings, start=1):
        write_listed(sheet, row, _cells(looks, contents, number, finding), _WIDTHS)
        row += 1
    if not findings:
        write_row(sheet, row, {7: ("Không có nội dung nào cần xử lý.", looks["cell"])})
    else:
        sheet.autofilter(3, 0, row - 1, len(_HEADER) - 1)


def _cells(looks: Looks, contents: Contents, number: int, finding: Finding) -> dict[int, Cell]:
    """One finding's cells by column."""
    report, look = contents.report, looks["cell"]
    place: Cell = (finding.cell, look)
    if finding.cell and finding.file is not None:
        target = link_to_file(contents.file_links[finding.file], finding.sheet, finding.cell)
        place = (link(target, finding.cell), looks["grid_link"])
    more = f" (Ô liên quan: {', '.join(finding.related[:12])})" if finding.related else ""
    reason, decision = reply_to(report.batch, finding)
    return {
        0: (number, looks["cell_center"]),
        1: (finding.severity.words, looks[finding.severity]),
        2: (finding.rule, looks["cell_center"]),
        3: (contents.unit_name(finding.unit) or finding.unit, look),
        4: ("" if finding.file is None else contents.inbox.name(finding.file), look),
        5: (finding.sheet, look),
        6: place,
        7: (finding.message + more, look),
        8: (finding.value, look),
        9: (finding.expected, look),
        10: (finding.difference, looks["cell_center"]),
        11: (finding.suggestion or report.rules[finding.rule].mend, look),
        12: (reason, looks["entry"]),
        13: (decision, looks["entry"]),
        14: (finding.id, look),
    }
