"""The first sheet of a file that was made although something waits to be settled: it says so."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape

from xl_addin.copies.package_patch import MAIN

_WIDE = 95  # characters of a line
_FONT = '<rFont val="Times New Roman"/>'


def first_sheet(lines: Sequence[str]) -> str:
    """The worksheet, as XML."""
    head = ["CHƯA TRÌNH KÝ ĐƯỢC: CÁC BIỂU TRONG TỆP NÀY CÒN NỘI DUNG PHẢI XỬ LÝ"]
    told = [("- " + line) for line in lines]
    told.append("Tệp được xuất theo yêu cầu khi chưa xử lý xong. Đề nghị xử lý, xuất lại rồi mới trình ký.")
    rows = [_row(1, head[0], '<b/><color rgb="FFC00000"/><sz val="16"/>')]
    for line in told:
        for piece in textwrap.wrap(line, _WIDE, subsequent_indent="   "):
            rows.append(_row(len(rows) + 2, piece, '<sz val="13"/>'))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="20" customHeight="1"/>'
        f'<cols><col min="1" max="1" width="120" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        '<pageMargins left="0.7" right="0.5" top="0.8" bottom="0.8" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, text: str, look: str) -> str:
    return (
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><r><rPr>{_FONT}{look}</rPr>'
        f'<t xml:space="preserve">{escape(text)}</t></r></is></c></row>'
    )
