"""Workbooks to be broken: a filled form, and what becomes of its parts."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from validators.report import Report
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading.unreadable import WhyUnreadable
from xl_addin.check import check_files
from xl_addin.command_line import verbs
from xl_addin.command_line.json_report import report_data
from xl_addin.inbox import Inbox

CODES = [why.value for why in WhyUnreadable]

FORM_SET = "thai-nguyen-2025"
SHEET = "xl/worksheets/sheet1.xml"
OLD_EXCEL = Path(__file__).parent / "data" / "old_excel.xls"
ROWS = (
    ("TT", "Tên lớp", "Thời gian", "Học viên"),
    (1, "Bồi dưỡng cấp phòng", "12 ngày", 70),
    (2, "Bồi dưỡng CVC", "12 ngày", 45),
)


def write_form(path: Path, *, sheet: str = "Biểu 04", more: Callable | None = None) -> Path:
    """A return of one short table; `more` writes further into its sheet."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
        if more:
            more(book, page)
    return path


def rewrite(path: Path, **parts: Callable[[bytes], bytes | None]) -> Path:
    """Change parts of a package in place; a name's last word stands for it ('sheet1', 'workbook')."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(Path(name).name.split(".")[0] if name.endswith(".xml") else "")
            data = change(old.read(name)) if change else old.read(name)
            if data is not None:
                new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def add_cells(text: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"</sheetData>", text + b"</sheetData>")


def judge(*paths: Path) -> tuple[Inbox, Report, int]:
    """What kiem-tra finds, and the code it leaves with."""
    inbox, report = check_files(paths, load_form_set(FORM_SET), FORM_SET)
    assert not report.crashed
    json.dumps(report_data(inbox, report))
    return inbox, report, verbs.exit_code(inbox, report)


def reason(path: Path) -> str | None:
    """Why a file cannot be read, having made sure that T01 and the exit code say so too."""
    inbox, report, code = judge(path)
    item = inbox.returns[0]
    assert (item.status == "unreadable") == (code == 2)
    assert any(f.rule == "T01" and f.file == 0 for f in report.findings) == (code == 2)
    assert item.status == "ok" or WhyUnreadable(item.reason)
    return item.reason


def table_of(path: Path) -> list[object]:
    """The learners of the only table found."""
    inbox, _, _ = judge(path)
    [item] = inbox.returns
    assert item.status == "ok", item.reason
    return [count for table in item.tables for count in table.values["learners"]]


def folder_of(tmp_path: Path, count: int) -> list[Path]:
    first = write_form(tmp_path / "00.xlsx")
    return [first, *(shutil.copy(first, tmp_path / f"{n:02}.xlsx") for n in range(1, count))]
