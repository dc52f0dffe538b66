"""The sheets with biểu of a working file as a workbook of their own: nothing of the other sheets, and nothing
that the working file says of itself, is in any part of it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring

from xl_addin.copies.package_patch import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    MAIN,
    PACKAGE_RELATIONS,
    Package,
    Unpatchable,
    relations_part,
)
from xl_addin.signing.sheet_part import M, SheetPart, address, area_of, read_part, without, xml_of
from xl_addin.signing.unmarked import unmarked

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SHEET_KIND = f"{_OFFICE}.spreadsheetml.worksheet+xml"
_IMAGES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
           "bmp": "image/bmp", "emf": "image/x-emf", "wmf": "image/x-wmf"}  # fmt: skip
_LINKED_TEXT = re.compile(rb'\s(?:textlink|macro)="[^"]*"')
_AREA = re.compile(r"^(?:'(?:[^']|'')+'|[^'!]+)!(.+)$")
_ROWS_ADDED = 4  # percent of a page that the name of who signs takes below the rows kept for signing


@dataclass
class SheetPlan:
    """A sheet to go along. widest: how many columns belong to its tables; hidden_rows: those to be taken out
    (all others that are hidden show again); printed, titles: the area and the rows for each page, as the
    workbook names them."""

    name: str
    part: SheetPart
    widest: int
    hidden_rows: set[int] = field(default_factory=set)
    printed: str = ""
    titles: str = ""
    grown: bool = False


@dataclass
class Book:
    """A working file opened to be signed. said: what does not go along, or goes along otherwise, for the
    clerk."""

    package: Package
    workbook: str
    relations: dict[str, tuple[str, str]]
    sheets: dict[str, str]
    date1904: bool
    names: dict[tuple[str, int], str]
    order: list[str]
    said: list[str] = field(default_factory=list)


def open_working_file(path: Path) -> Book:
    """Raises Unpatchable."""
    package = Package(path.read_bytes())
    workbook = next((r.part for r in package.relationships("") if r.type.endswith("/officeDocument")), None)
    if workbook is None:
        raise Unpatchable("Tệp không phải là tệp Excel dạng .xlsx.")
    relations = {r.id: (r.type.rsplit("/", 1)[-1], r.part) for r in package.relationships(workbook)}
    root = fromstring(package.read(workbook))
    sheets = {
        sheet.get("name", ""): relations.get(sheet.get(f"{{{DOCUMENT_RELATIONS}}}id", ""), ("", ""))[1]
        for sheet in root.iterfind(f"{M}sheets/{M}sheet")
    }
    about = root.find(f"{M}workbookPr")
    names = {
        (name.get("name", ""), int(name.get("localSheetId", -1))): name.text or ""
        for name in root.iterfind(f"{M}definedNames/{M}definedName")
    }
    date1904 = about is not None and about.get("date1904") in ("1", "true")
    return Book(package, workbook, relations, sheets, date1904, names, list(sheets))


def planned(book: Book, widest: Mapping[str, int], *, gone: Mapping[str, set[int]]) -> list[SheetPlan]:
    """The sheets to go along, in the order of the workbook. widest: how many columns of each belong to its
    tables; gone: hidden rows that are the tool's own."""
    strings = [
        one
        for kind, part in book.relations.values()
        if kind == "sharedStrings"
        for one in fromstring(book.package.read(part)).iterfind(f"{M}si")
    ]
    plans = []
    for place, name in enumerate(book.order):
        if name in widest:
            part = read_part(book.package.read(book.sheets[name]), strings, widest[name])
            plan = SheetPlan(name, part, widest[name], set(gone.get(name, ())))
            plan.printed = book.names.get(("_xlnm.Print_Area", place), "")
            plan.titles = book.names.get(("_xlnm.Print_Titles", place), "")
            plans.append(plan)
    return plans


def write_signed(book: Book, plans: Sequence[SheetPlan], target: Path, title: str, first: str = "") -> None:
    """Write the workbook. title: of its properties; first: a worksheet (its part) to stand before all
    others, blank for none, whose name is FIRST."""
    styles, plain = unmarked(_only(book, "styles"))
    parts: dict[str, bytes] = {"xl/styles.xml": styles}
    if theme := _only(book, "theme"):
        parts["xl/theme/theme1.xml"] = theme
    kinds = {"xl/styles.xml": f"{_OFFICE}.spreadsheetml.styles+xml"}
    kinds |= {"xl/theme/theme1.xml": f"{_OFFICE}.theme+xml"} if theme else {}
    names: list[tuple[str, int, str]] = []
    shown: list[str] = []
    if first:
        parts["xl/worksheets/sheet1.xml"] = first.encode()
        shown.append(FIRST)
    for plan in plans:
        shown.append(plan.name)
        part = f"xl/worksheets/sheet{len(shown)}.xml"
        sheet = plan.part
        drawn = _drawing(book, plan, len(shown), parts, kinds)
        columns = {c for c, said in sheet.widths.items() if said.get("hidden") in ("1", "true")}
        if columns:
            book.said.append(f"{plan.name}: bỏ {len(columns)} cột đang ẩn.")
        _show_rows(book, plan)
        down, across = without(sheet, plan.hidden_rows, columns)
        sheet.drawing = "rId1" if drawn else ""
        parts[part] = xml_of(sheet, plain, down, across, _ROWS_ADDED if plan.grown else 0)
        names += _names(plan, len(shown) - 1, down, across)
        if sheet.dropped:
            book.said.append(f"{plan.name}: không mang theo {', '.join(dict.fromkeys(sheet.dropped))}.")
    _write(target, parts, kinds, _workbook(book, shown, names), title)


FIRST = "Chưa trình ký được"


def _only(book: Book, kind: str) -> bytes:
    found = next((part for said, part in book.relations.values() if said == kind), None)
    return book.package.read(found) if found else b""


def _show_rows(book: Book, plan: SheetPlan) -> None:
    """Rows that somebody has hidden show again: they are in the totals."""
    hidden = [n for n, row in plan.part.rows.items() if row.hidden and n not in plan.hidden_rows]
    filled = [n for n in hidden if any(content for _, content in plan.part.rows[n].cells.values())]
    if filled:
        book.said.append(f"{plan.name}: hiện lại {len(filled)} dòng đang ẩn, vì các dòng này có trong tổng.")
    for number in hidden:
        plan.part.rows[number].height = ""


def _drawing(book: Book, plan: SheetPlan, number: int, parts: dict, kinds: dict) -> bool:
    """Take a sheet's pictures along; whether it has any. Charts and what leads out of the workbook stay."""
    sheet = book.sheets[plan.name]
    drawing = next((r.part for r in book.package.relationships(sheet) if r.id == plan.part.drawing), None)
    if not drawing:
        return False
    listed = relations_part(drawing)
    root = fromstring(book.package.read(listed)) if listed in book.package else []
    related = book.package.relationships(drawing)
    images = [r for r in related if r.type.endswith("/image") and _suffix(r.part) in _IMAGES]
    if len(images) != len(list(root)):
        plan.part.dropped.append("biểu đồ, hình có liên kết")
        return False
    own = f"xl/drawings/drawing{number}.xml"
    parts[own] = _LINKED_TEXT.sub(b"", book.package.read(drawing))
    kinds[own] = f"{_OFFICE}.drawing+xml"
    lines = []
    for place, image in enumerate(images, start=1):
        media = f"xl/media/image{number}-{place}.{_suffix(image.part)}"
        parts[media] = book.package.read(image.part)
        lines.append((image.id, "image", posixpath.relpath(media, "xl/drawings")))
    if lines:
        parts[relations_part(own)] = _relations(lines)
    target = posixpath.relpath(own, "xl/worksheets")
    parts[relations_part(f"xl/worksheets/sheet{number}.xml")] = _relations([("rId1", "drawing", target)])
    return True


def _suffix(part: str) -> str:
    return part.rsplit(".", 1)[-1].lower()


def _names(plan: SheetPlan, place: int, down, across) -> Iterable[tuple[str, int, str]]:
    """The area to print and the rows for each page, where they stand now."""
    quoted = "'" + plan.name.replace("'", "''") + "'"
    areas = []
    for one in plan.printed.split(",") if plan.printed else ():
        found = _AREA.match(one)
        area = area_of(found[1]) if found else None
        if area:
            high, wide = down.area(area[0], area[2]), across.area(area[1], min(area[3], plan.widest - 1))
            if high and wide:
                bottom = max(high[1], plan.part.last) if plan.grown else high[1]
                areas.append(f"{quoted}!{address((high[0], wide[0], bottom, wide[1]), '$')}")
    if areas:
        yield "_xlnm.Print_Area", place, ",".join(areas)
    rows = re.search(r"!\$(\d+):\$(\d+)", plan.titles)
    kept = down.area(int(rows[1]), int(rows[2])) if rows else None
    if kept:
        yield "_xlnm.Print_Titles", place, f"{quoted}!${kept[0]}:${kept[1]}"


def _workbook(book: Book, shown: Sequence[str], names: Iterable[tuple[str, int, str]]) -> bytes:
    since = ' date1904="1"' if book.date1904 else ""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(shown, 1)
    )
    named = "".join(
        f'<definedName name="{name}" localSheetId="{place}">{escape(text)}</definedName>'
        for name, place, text in names
    )
    named = f"<definedNames>{named}</definedNames>" if named else ""
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT_RELATIONS}"><workbookPr{since}/>'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>{named}</workbook>"
    ).encode()


def _relations(lines: Iterable[tuple[str, str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id={quoteattr(own)} Type="{DOCUMENT_RELATIONS}/{kind}" Target={quoteattr(target)}/>'
        for own, kind, target in lines
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{inside}</Relationships>'.encode()


def _write(target: Path, parts: dict[str, bytes], kinds: dict[str, str], workbook: bytes, title: str) -> None:
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    sheets.sort(key=lambda name: int(re.search(r"\d+", name)[0]))
    lines = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    lines.append(("rIdS", "styles", "styles.xml"))
    if "xl/theme/theme1.xml" in parts:
        lines.append(("rIdT", "theme", "theme/theme1.xml"))
    kinds = {
        **kinds,
        **dict.fromkeys(sheets, _SHEET_KIND),
        "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    }
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {_suffix(name): _IMAGES[_suffix(name)] for name in parts if name.startswith("xl/media/")}
    types = "".join(f'<Default Extension="{e}" ContentType="{kind}"/>' for e, kind in defaults.items())
    types += "".join(f'<Override PartName="/{n}" ContentType="{kind}"/>' for n, kind in kinds.items())
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "</cp:coreProperties>"
    )
    package = (
        f'{_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{DOCUMENT_RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" '
        f'Type="{PACKAGE_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    )
    written = {
        CONTENT_TYPES: types.encode(), "_rels/.rels": package.encode(), "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": _relations(lines), **parts, "docProps/core.xml": core.encode(),
    }  # fmt: skip
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in written.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
