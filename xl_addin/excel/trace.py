"""From a line of a biểu in the working file to the rows it came from, in the units' files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

from xl_addin.excel.dialogs import Refused
from xl_addin.excel.live_workbook import area, is_own_output, path_of
from xl_addin.excel.walking import standing
from xl_addin.summary.bieu_sheet import SOURCES

_WIDE = 60  # columns in which the link of a line is looked for
_AT_SOURCES = re.compile(rf"'{SOURCES}'!A([0-9]+)")
_LINK = re.compile(r'=HYPERLINK\((.*?"),"')
_COLUMNS = 7  # of the sheet of sources: form, line, code, unit, file, sheet, cell

NOT_A_RESULT = (
    "Nút này chỉ dùng trong tệp tổng hợp. Đề nghị mở tệp tổng hợp (tên thường bắt đầu bằng “Tong hop”), chọn "
    "một dòng của biểu rồi bấm lại."
)
NO_SOURCE = (
    "Dòng đang chọn không có số liệu gốc. Đề nghị chọn một dòng của biểu (không phải dòng tổng cộng) hoặc "
    f"một dòng của trang “{SOURCES}”."
)


@dataclass(frozen=True)
class Origin:
    """A row of a unit's file: where it stands, and of how many the line is made."""

    path: Path
    sheet: str
    cell: str
    unit: str
    many: int


def origin_of_selection(app: xw.App, book: xw.Book) -> Origin:
    """The first source row of the line that is selected. Raises Refused where there is none."""
    if not is_own_output(book):
        raise Refused(NOT_A_RESULT)
    shown, names = book.sheets.active, [sheet.name for sheet in book.sheets]
    row = standing(book).row
    if SOURCES not in names:  # another result of this tool: a list, the guide
        raise Refused(NOT_A_RESULT)
    if not row:  # a chart or a picture is selected
        raise Refused(NO_SOURCE)
    sources = book.sheets[SOURCES]
    if shown.name != SOURCES:
        formulas = shown.range(area(row, 1, row, _WIDE)).formula[0]
        found = _AT_SOURCES.search(" ".join(map(str, formulas)))
        if found is None:
            raise Refused(NO_SOURCE)
        row = int(found[1])
    values = sources.range(area(row, 1, row, _COLUMNS)).raw_value[0]
    link = _LINK.match(sources.range(area(row, 5)).formula)
    if link is None or not values[6]:
        raise Refused(NO_SOURCE)
    lines = sources.range(area(1, 2, sources.used_range.shape[0], 2)).raw_value
    target = "".join(part.replace('""', '"') for part in re.findall(r'"((?:[^"]|"")*)"', link[1]))
    return Origin(
        path=path_of(book).parent / _file(target),
        sheet=str(values[5]),
        cell=str(values[6]),
        unit=str(values[3] or ""),
        many=sum(line[0] == values[1] for line in lines),
    )


def _file(target: str) -> str:
    """The file of a link's target: before the sign #, or between brackets where a name holds one."""
    if target.startswith("[") and "]" in target:
        return target[1 : target.rindex("]")]
    return target.split("#", 1)[0]
