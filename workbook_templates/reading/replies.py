"""Our own lists in a workbook that comes back, and what people wrote into them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbook_templates.declared.finding_list import CELL, DECISION, ID, REASON, RULE, SHEET, VALUE
from workbook_templates.reading.cover import HELP_SHEET
from workbook_templates.reading.grid import Sheet
from workbook_templates.words.spelling import clean, fold

FINDINGS_SHEET = "Nội dung đề nghị chỉnh sửa"  # in the copy that a unit gets back
WORK_SHEET = "Nội dung cần xử lý"  # in the workbook that the province checks in Excel
LOG_SHEET = "Nhật ký sửa"  # beside it: what was corrected there, and what stood there before
_FINDINGS_TITLES = (FINDINGS_SHEET.upper(), WORK_SHEET.upper())


@dataclass(frozen=True)
class Reply:
    """What stands beside a finding in a list: the unit's reason, the province's decision. value: what the
    list says was found."""

    reason: str
    decision: str
    value: str


@dataclass
class Replies:
    """What people wrote into lists of findings, by the finding's id; where a list has no ids (those of older
    copies), by rule, sheet, cell and the value found there, so that no reason passes to another figure that
    has come to stand in that cell.

    ids: of all lines of the lists, replied to or not; beside: what was written about this file into a list
    that is a workbook of its own.
    """

    by_id: dict[str, Reply] = field(default_factory=dict)
    by_cell: dict[tuple[str, str, str, str], Reply] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    beside: Replies | None = None

    def __bool__(self) -> bool:
        return bool(self.by_id or self.by_cell)

    def __ior__(self, other: Replies) -> Replies:
        """Take over the replies of another list; what it says of the same finding goes before."""
        self.by_id |= other.by_id
        self.by_cell |= other.by_cell
        self.ids |= other.ids
        return self


def is_called(sheet: str, *names: str) -> bool:
    """Whether a sheet bears one of our names, or one that Excel made of it for a copy: “name (2)”."""
    return re.sub(r" \([0-9]+\)$", "", fold(sheet)) in {fold(name) for name in names}


def may_matter(sheet: str, own_output: bool = False) -> bool:
    """Whether a sheet of this name says anything: the help sheet of a blank does not, nor does the log of
    corrections; of a result of ours only a list that a unit may have written into does."""
    if own_output:
        return is_called(sheet, FINDINGS_SHEET, WORK_SHEET)
    return not is_called(sheet, HELP_SHEET, LOG_SHEET)


def is_list_of_findings(sheet: Sheet) -> bool:
    """Whether a sheet is our list, by its name or, where somebody renamed it, by its title."""
    if is_called(sheet.name, FINDINGS_SHEET, WORK_SHEET):
        return True
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] in _FINDINGS_TITLES


def replies_of(sheet: Sheet) -> Replies:
    """What people wrote into a list of findings, wherever its columns stand now."""
    header: dict[str, int] = {}
    replies = Replies()
    for row in sheet.rows:
        if not header and any(column.header in row for column in (REASON, DECISION)):
            header = {str(text): place for place, text in enumerate(row) if text != ""}
        elif header:
            _read_line(row, header, replies)
    return replies


def _read_line(row: list[object], header: dict[str, int], replies: Replies) -> None:
    number, rule, sheet, cell, value, reason, decision = (
        clean(str(row[header[column.header]]))
        if column.header in header and header[column.header] < len(row)
        else ""
        for column in (ID, RULE, SHEET, CELL, VALUE, REASON, DECISION)
    )
    if number:
        replies.ids.add(number)
    if not (reason or decision):
        return
    reply = Reply(reason, decision, value)
    if number:
        replies.by_id[number] = reply
    elif rule:
        replies.by_cell[rule, sheet, cell, value] = reply
