"""Quy tắc: each with its outcome over this roll-up."""

from __future__ import annotations

from collections import Counter

from validators.codes import Severity
from validators.report import Report
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import PaperSheet, write_listed
from xl_addin.summary.list_head import draw_list_head

_HEADER = ("Quy tắc", "Mức độ cao nhất", "Nội dung", "Căn cứ", "Kết quả", "Số nội dung cần xử lý", "Lý do")
_WIDTHS = (7, 11, 48, 34, 12, 9, 34)


def draw_rules(sheet: PaperSheet, looks: Looks, report: Report) -> None:
    """Draw the sheet: every rule, in the order of families and numbers."""
    note = "Kết quả của từng quy tắc trong lần tổng hợp này."
    row = draw_list_head(sheet, looks, "QUY TẮC KIỂM TRA", note, _HEADER, _WIDTHS)
    counts = Counter(finding.rule for finding in report.findings)
    for rule in report.rules.values():
        overall = report.overall(rule)
        cells = {
            0: (rule.id, looks["cell_center"]),
            1: (Severity(rule.severity).words, looks["cell"]),
            2: (rule.what, looks["cell"]),
            3: (rule.basis, looks["cell"]),
            4: (overall.outcome.words, looks["cell"]),
            5: (counts[rule.id], looks["cell_center"]),
            6: (overall.reason, looks["cell"]),
        }
        write_listed(sheet, row, cells, _WIDTHS)
        row += 1
