"""The marked copy: the sender's own workbook with wrong cells marked and the list of findings.

A mark is a conditional format with our signature in its formula, so no cell's own format changes
and a later copy finds and replaces exactly our marks. All else of the file stays as it came
(see `package_patch`). When that cannot be kept up, `CannotMark` says why, and the caller
sends the list alone (`listing.write_listing`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from xml.sax.saxutils import quoteattr

from xl_addin.copies.listing import MAX_SHEET_NAME, SIGNATURE, Listing, sheet_xml
from xl_addin.copies.package_patch import (
    DOCUMENT_RELATIONS,
    MAIN,
    PACKAGE_RELATIONS,
    SAVE_AGAIN,
    Element,
    Package,
    Unpatchable,
    XmlPart,
    relations_part,
    with_prefix,
)
from xl_addin.copies.styles import SEVERITY, StyleSheet
from xl_addin.files.whole_files import whole_file

# Always true, and nobody else's.
FORMULA = f'OR(TRUE,"{SIGNATURE}"="")'
# Excel takes longer lists of cells, other programs not always.
MAX_SQREF = 8_000

_CELL = r"[A-Z]{1,3}[1-9][0-9]{0,6}"
_REFERENCE = re.compile(f"{_CELL}(:{_CELL})?")
_PRIORITY = re.compile(rb"""\bpriority\s*=\s*["'](\d+)""")
# What CT_Worksheet has between the cells and the place of our conditional formats.
_BEFORE_MARKS = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
)


class CannotMark(Exception):
    """No marked copy of this file; the text says in Vietnamese why and what to do."""


@dataclass(frozen=True)
class Mark:
    """A cell ("E42") or range ("E42:E50") to mark as "error", "warning" or "hint"."""

    sheet: str
    cell: str
    severity: str

    def __post_init__(self) -> None:
        if self.severity not in SEVERITY or not _REFERENCE.fullmatch(self.cell):
            raise ValueError(f"not a mark: {self}")


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    is_worksheet: bool


def write_marked_copy(source: Path, target: Path, marks: Sequence[Mark], listing: Listing) -> None:
    """Write `source` with `marks` and the list of findings as `target` (may be `source` itself).

    Marks and list of an earlier marked copy are replaced; what people wrote into the entry
    columns of that list is the caller's to read beforehand and to hand over in `listing`. Marks
    on unknown sheets, chart sheets and dialog sheets are left out. Raises `CannotMark` for
    files that cannot be patched, `CannotWrite` when `target` cannot be written; then `target`
    stays as it was.
    """
    content = source.read_bytes()
    try:
        package = Package(content)
        _mark_workbook(package, marks, listing)
        with whole_file(target) as temporary:
            package.write(temporary)
    except Unpatchable as error:
        raise CannotMark(f"Chưa đánh dấu được vào “{source.name}”. {error}") from error


def _mark_workbook(package: Package, marks: Sequence[Mark], listing: Listing) -> None:
    workbook = workbook_part(package)
    sheets = _sheets(package, workbook)
    styles = StyleSheet(_styles_part(package, workbook))
    old_list = _old_list(package, sheets, listing.sheet_name)
    views = package.xml(workbook).root.child("bookViews")
    view = views.child("workbookView") if views else None
    for sheet in sheets:
        if sheet is not old_list:
            _mark_sheet(package, sheet, [m for m in marks if m.sheet == sheet.name], styles)
            if view is not None:
                _unselect(package, sheet.part)
    known = frozenset(sheet.name for sheet in sheets)
    content = sheet_xml(listing, styles.cell_format, known, selected=view is not None)
    if old_list:
        index = sheets.index(old_list)
        _replace_list(package, workbook, old_list, index, content)
    else:
        index = len(sheets)
        add_sheet(package, workbook, content, _free_name(listing.sheet_name, sheets))
    if view is not None:
        package.xml(workbook).set_attribute(view, "activeTab", str(index))
    styles.finish()


# --- the workbook -------------------------------------------------------------------------------


def workbook_part(package: Package) -> str:
    """The part name of the workbook; refuses what would not survive a patch."""
    top = package.relationships("")
    if any(r.type == f"{PACKAGE_RELATIONS}/digital-signature/origin" for r in top) or any(
        name.lower().startswith("_xmlsignatures/") for name in package.names()
    ):
        raise Unpatchable(
            "Tệp có chữ ký số, đánh dấu vào sẽ làm mất hiệu lực chữ ký. "
            "Đề nghị xem nội dung trong danh sách kèm theo."
        )
    parts = [r.part for r in top if r.type == f"{DOCUMENT_RELATIONS}/officeDocument"]
    if not parts:
        raise Unpatchable(_NOT_PLAIN)
    if package.xml(parts[0]).root.namespace != MAIN:
        raise Unpatchable(_NOT_PLAIN)
    inner = {r.type for r in package.relationships(parts[0])}
    if f"{DOCUMENT_RELATIONS}/revisionHeaders" in inner:
        raise Unpatchable(
            "Tệp đang bật dùng chung kiểu cũ (Share Workbook). "
            "Đề nghị tắt dùng chung, lưu lại rồi kiểm tra lại."
        )
    return parts[0]


_NOT_PLAIN = (
    "Tệp không phải sổ tính “Excel Workbook (*.xlsx, *.xlsm)” thông thường (có thể là Strict "
    "Open XML hoặc dạng nhị phân .xlsb). Đề nghị mở bằng Excel, lưu lại (Save As) dạng "
    "“Excel Workbook (*.xlsx)” rồi kiểm tra lại."
)


def _sheets(package: Package, workbook: str) -> list[_Sheet]:
    """All sheets in the order of the tabs."""
    relations = {r.id: r for r in package.relationships(workbook)}
    found = []
    for entry in _sheet_entries(package.xml(workbook)):
        relation = relations.get(entry.attributes.get(f"{DOCUMENT_RELATIONS} id", ""))
        if relation is None or relation.part not in package:
            raise Unpatchable(f"Tệp thiếu nội dung của một trang tính. {SAVE_AGAIN}")
        is_worksheet = relation.type == f"{DOCUMENT_RELATIONS}/worksheet"
        found.append(_Sheet(entry.attributes.get("name", ""), relation.part, is_worksheet))
    return found


def _sheet_entries(workbook: XmlPart) -> list[Element]:
    entries = workbook.root.child("sheets")
    if entries is None or not entries.all("sheet"):
        raise Unpatchable(f"Tệp không có trang tính nào. {SAVE_AGAIN}")
    return entries.all("sheet")


def _old_list(package: Package, sheets: Iterable[_Sheet], name: str) -> _Sheet | None:
    """The list that an earlier marked copy brought along."""
    for sheet in sheets:
        if sheet.is_worksheet and sheet.name.startswith(name[: MAX_SHEET_NAME - 4]):
            data = package.read(sheet.part)
            footer = XmlPart(data).root.child("headerFooter") if SIGNATURE.encode() in data else None
            if footer and SIGNATURE.encode() in data[footer.start : footer.end]:
                return sheet
    return None


def _free_name(wanted: str, sheets: Iterable[_Sheet]) -> str:
    """`wanted`, or with " (2)" and so on when a sheet has that name (Excel ignores case)."""
    taken = {sheet.name.casefold() for sheet in sheets}
    ends = ("", *(f" ({n})" for n in range(2, 1000)))
    names = (wanted[: MAX_SHEET_NAME - len(end)] + end for end in ends)
    return next(name for name in names if name.casefold() not in taken)


def add_sheet(package: Package, workbook: str, content: bytes, name: str) -> None:
    """Add a worksheet as the last one: the indexes of all others stay valid."""
    stem = posixpath.join(posixpath.dirname(workbook), "worksheets/sheet")
    part = package.first_free(f"{stem}{n}.xml" for n in count(1))
    relation = package.add_part(workbook, part, content, "worksheet")
    xml = package.xml(workbook)
    ids = [entry.attributes.get("sheetId", "") for entry in _sheet_entries(xml)]
    new_id = max((int(number) for number in ids if number.isdecimal()), default=0) + 1
    sheets = xml.root.child("sheets")
    entry = (
        f'<sheet xmlns:r="{DOCUMENT_RELATIONS}" name={quoteattr(name)} sheetId="{new_id}" r:id="{relation}"/>'
    )
    xml.append(sheets, with_prefix(entry, sheets.prefix))


def _styles_part(package: Package, workbook: str) -> XmlPart:
    """The formats of the workbook; it gets the part when it has none."""
    kind = f"{DOCUMENT_RELATIONS}/styles"
    parts = [r.part for r in package.relationships(workbook) if r.type == kind]
    if not parts:
        stem = posixpath.join(posixpath.dirname(workbook), "styles")
        parts = [package.first_free(f"{stem}{n}.xml" for n in chain([""], count(1)))]
        package.add_part(workbook, parts[0], f'<styleSheet xmlns="{MAIN}"/>'.encode(), "styles")
    styles = package.xml(parts[0])
    if styles.root.namespace != MAIN:
        raise Unpatchable(_NOT_PLAIN)
    return styles


def _replace_list(package: Package, workbook: str, old: _Sheet, index: int, content: bytes) -> None:
    """Put the new list in the place of the old one, shown even when somebody hid that."""
    package.put(old.part, content)
    if relations_part(old.part) in package:
        # The new list points to nothing: printer settings or comments of the old one are let go.
        empty = f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'
        package.put(relations_part(old.part), empty.encode())
    entry = _sheet_entries(package.xml(workbook))[index]
    if "state" in entry.attributes:
        package.xml(workbook).set_attribute(entry, "state", None)


def _unselect(package: Package, part: str) -> None:
    """Two selected sheets would be a group: what is typed into one goes into the other."""
    if b"tabSelected" not in package.read(part):
        return
    xml = package.xml(part)
    views = xml.root.child("sheetViews")
    for view in views.all("sheetView") if views else ():
        if "tabSelected" in view.attributes and view.attributes.get("workbookViewId") == "0":
            xml.set_attribute(view, "tabSelected", None)


# --- the marks ----------------------------------------------------------------------------------


def _mark_sheet(package: Package, sheet: _Sheet, marks: Sequence[Mark], styles: StyleSheet) -> None:
    """Take our old marks out of the sheet and put the new ones in."""
    if not sheet.is_worksheet or not (marks or SIGNATURE.encode() in package.read(sheet.part)):
        return
    xml = package.xml(sheet.part)
    data = xml.root.child("sheetData")
    if xml.root.namespace != MAIN or data is None:
        raise Unpatchable(_NOT_PLAIN)
    old = list(_old_marks(xml))
    for element in old:
        xml.cut(element)
    # Rules in the sheet's extension list share the numbering, so the text is searched.
    used = [
        int(found[1])
        for found in _PRIORITY.finditer(xml.data, data.end)
        if not any(element.start < found.start() < element.end for element in old)
    ]
    priority = count(max(used, default=0) + 1)
    for severity, look in SEVERITY.items():
        cells = dict.fromkeys(mark.cell for mark in marks if mark.severity == severity)
        for sqref in _grouped(cells):
            rule = (
                f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" '
                f'dxfId="{styles.mark_format(look)}" priority="{next(priority)}">'
                f"<formula>{FORMULA}</formula></cfRule></conditionalFormatting>"
            )
            fragment = with_prefix(rule, xml.root.prefix)
            xml.insert_after(xml.root, _BEFORE_MARKS, fragment)


def _old_marks(xml: XmlPart) -> Iterator[Element]:
    """What an earlier copy marked; Excel may since have put our rule beside others of the cell."""
    for formats in xml.root.all("conditionalFormatting"):
        rules = formats.all("cfRule")
        ours = [r for r in rules if SIGNATURE.encode() in xml.data[r.start : r.end]]
        yield from [formats] if ours and len(ours) == len(rules) else ours


def _grouped(cells: Iterable[str]) -> Iterator[str]:
    """The cells as lists for `sqref`, each at most MAX_SQREF characters."""
    group, length = [], 0
    for cell in cells:
        if group and length + len(cell) >= MAX_SQREF:
            yield " ".join(group)
            group, length = [], 0
        group.append(cell)
        length += len(cell) + 1
    if group:
        yield " ".join(group)
