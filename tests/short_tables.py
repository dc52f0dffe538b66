"""Small tables of text for tests of the rules together: headers of the shipped forms, and what is told."""

from validators import examples
from validators.judging import judge
from validators.report import Report
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.loading import load_form_set

TN, LS = load_form_set("thai-nguyen-2025"), load_form_set("lang-son-2018")

BIEU_01 = """
    # Biểu 01
    | NHU CẦU |
    | TT | Tên đơn vị | Tập trung | Không tập trung |"""
BIEU_02 = """
    # Biểu 02
    | BIỂU SỐ 02 |
    | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |"""
BIEU_03 = """
    # Biểu 03
    | BIỂU SỐ 03 |
    | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng | Chuyển sang 2026 |"""
BIEU_04 = """
    # Biểu 04
    | TT | Tên lớp | Thời gian | Học viên |"""
LANG_SON = """
    # Biểu
    | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |"""


def report_of(text: str, form_set: FormSet = TN) -> Report:
    """What a workbook, or a folder of them, is told; no rule may crash."""
    report = judge(examples.batch(text, form_set))
    assert not report.crashed
    return report


def told(report: Report) -> list[str]:
    """Rule, severity and cell of every finding that stands at a cell."""
    return sorted(f"{f.rule} {f.severity} {f.cell}" for f in report.findings if f.cell)


UNITS = ("TN-TCT", "TN-HU-DT")


def of_units(*tables: str) -> str:
    """Workbooks of one folder, each of another unit."""
    return "".join(
        f"\n## {unit}.xlsx\n% unit_code: {unit}\n% form_set: thai-nguyen-2025{table}"
        for unit, table in zip(UNITS, tables, strict=True)
    )
