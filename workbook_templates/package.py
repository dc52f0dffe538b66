"""The zip package of an .xlsx or .xlsm: guarded before anything parses it.

A 5 KB file with one cell at XFD1048576 aborts the whole process inside python-calamine, and a zip
bomb fills the memory of every reader (performance.md section 5), so totals, ratios and extents are
checked here first. The same pass notes what python-calamine does not show: hidden rows and columns,
error cells, formulas, and the fonts that hold legacy encodings.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workbook_templates.legacy_fonts import encoding_of_font

MAX_TOTAL = 400 * 2**20  # bytes of all parts unpacked
MAX_RATIO = 250  # unpacked / packed of parts over 4 MiB
MAX_ENTRIES = 5_000
MAX_CELLS = 4_000_000  # rows × columns that a dense reader would hold for one sheet
MAX_ROWS, MAX_COLUMNS = 20_000, 256  # beyond these nothing belongs to a table of ours

_FAR = re.compile(rb"""\br=["'](?:([A-Z]{2,3})(\d+)|[A-Z]?(\d{5,7}))["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(\w+)=["']([^"']*)["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3})(\d+)["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?"""
    rb"""<(?:\w+:)?v>([^<]*)<""",
    re.S,
)
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*\br=["']([A-Z]{1,3})(\d+)["'][^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)"""
)
_STYLED = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bs=["'](\d+)["'])[^>]*\br=["']([A-Z]{1,3})(\d+)["']""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


class Unreadable(Exception):
    """The file cannot be read as a workbook; code names the reason (see reading.REASONS)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class SheetFacts:
    """What one sheet's XML says beside its values. Rows and columns count from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    encodings: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    oversized: bool = False


@dataclass
class PackageFacts:
    """What the package says: sheets by name, the date system, when it was last saved (ISO text),
    and our own mark if this tool wrote the file as a result."""

    sheets: dict[str, SheetFacts]
    date1904: bool
    modified: str | None
    own_output: bool = False


OUTPUT_MARK = "bieu-tong-hop"  # docProps/core.xml category of what this tool writes as a result


def column_index(letters: str | bytes) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    index = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode():
        index = index * 26 + letter - 64
    return index - 1


def examine(path: Path) -> PackageFacts:
    """Check that the package is safe to parse, and note what the value reader will not show.

    Raises Unreadable('empty' | 'encrypted' | 'not_a_workbook' | 'damaged' | 'bomb' | 'xls' | …).
    """
    try:
        with open(path, "rb") as file:
            start = file.read(8)
        if not start:
            raise Unreadable("empty")
        if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise Unreadable(_ole_kind(path))
        if not start.startswith(b"PK"):
            raise Unreadable("not_a_workbook")
        with zipfile.ZipFile(path) as package:
            _check_totals(package)
            return _examine(package)
    except FileNotFoundError:
        raise Unreadable("missing") from None
    except PermissionError:
        raise Unreadable("no_access") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ParseError,
        DefusedXmlException,
        UnicodeError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ):
        raise Unreadable("damaged") from None


def _ole_kind(path: Path) -> str:
    """An OLE file is an encrypted .xlsx, or an .xls that may be encrypted too."""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        with open(path, "rb") as file:
            office = msoffcrypto.OfficeFile(file)
            if office.is_encrypted():
                return "encrypted"
            return "xls" if office.format == "xls97" else "not_a_workbook"
    except (FileFormatError, OSError, ValueError, EOFError, IndexError, KeyError, AttributeError):
        return "not_a_workbook"
    except Exception:  # the parser of a foreign binary format may raise anything on a damaged file
        return "damaged"


def _check_totals(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise Unreadable("bomb")
    for entry in entries:
        if entry.file_size > 4 * 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise Unreadable("bomb")
        if entry.flag_bits & 1:
            raise Unreadable("encrypted")


def _examine(package: zipfile.ZipFile) -> PackageFacts:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}

    def part(name: str) -> bytes | None:
        return package.read(names[name.lower()]) if name.lower() in names else None

    workbook_name = _workbook_part(part("_rels/.rels"))
    workbook_xml = part(workbook_name)
    if workbook_xml is None:
        raise Unreadable("not_a_workbook")
    folder = posixpath.dirname(workbook_name)
    relations = _relations(part(f"{folder}/_rels/{posixpath.basename(workbook_name)}.rels"), folder)
    encodings = _style_encodings(part(relations.get("styles", f"{folder}/styles.xml")))
    root = fromstring(workbook_xml)
    sheets = {}
    for element in root.iter():
        if not element.tag.endswith("}sheet"):
            continue
        relation = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        data = part(relations.get(relation, ""))
        sheets[element.get("name", "")] = _scan(data, encodings) if data else SheetFacts()
    properties = next((e for e in root.iter() if e.tag.endswith("}workbookPr")), None)
    core = part("docProps/core.xml") or b""
    modified = _MODIFIED.search(core)
    return PackageFacts(
        sheets=sheets,
        date1904=properties is not None and properties.get("date1904") in ("1", "true"),
        modified=modified[1].decode("ascii", "replace").strip() if modified else None,
        own_output=OUTPUT_MARK.encode() in core,
    )


def _workbook_part(rels: bytes | None) -> str:
    if rels is None:
        raise Unreadable("not_a_workbook")
    for element in fromstring(rels):
        if element.get("Type", "").endswith("/officeDocument"):
            return element.get("Target", "").lstrip("/")
    raise Unreadable("not_a_workbook")


def _relations(rels: bytes | None, folder: str) -> dict[str, str]:
    """Part names by relation id, and the styles part as 'styles'."""
    found: dict[str, str] = {}
    for element in fromstring(rels) if rels else ():
        target = element.get("Target", "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[element.get("Id", "")] = name
        if element.get("Type", "").endswith("/styles"):
            found["styles"] = name
    return found


def _style_encodings(styles: bytes | None) -> dict[int, str]:
    """The legacy encoding of each cell style whose font has one; empty for nearly every file."""
    if not styles or (b".Vn" not in styles and b"VNI-" not in styles and b".vn" not in styles.lower()):
        return {}
    root = fromstring(styles)
    space = root.tag[: root.tag.index("}") + 1]
    fonts = [
        encoding_of_font(name.get("val", "")) if (name := font.find(f"{space}name")) is not None else None
        for font in root.iterfind(f"{space}fonts/{space}font")
    ]
    found = {}
    for index, xf in enumerate(root.iterfind(f"{space}cellXfs/{space}xf")):
        font = int(xf.get("fontId", "0"))
        if font < len(fonts) and fonts[font]:
            found[index] = fonts[font]
    return found


def _scan(data: bytes, encodings: dict[int, str]) -> SheetFacts:
    """One pass of byte searches; each detailed search runs only where its mark occurs at all."""
    facts = SheetFacts(oversized=_too_large(data))
    if b't="e"' in data or b"t='e'" in data:
        facts.errors = {
            (int(row) - 1, column_index(letters)): text.decode()
            for letters, row, text in _ERROR.findall(data)
        }
    if b"<f" in data or b":f>" in data or b":f " in data:
        facts.formulas = {
            (int(row) - 1, column_index(letters)): text.decode("utf-8", "replace")
            for letters, row, text in _FORMULA.findall(data)
        }
    if b"mergeCell " in data:
        facts.merges = [
            (int(r1) - 1, column_index(c1), int(r2) - 1, column_index(c2))
            for c1, r1, c2, r2 in _MERGE.findall(data)
        ]
    if b"hidden=" in data:
        facts.hidden_rows, facts.hidden_columns = _hidden(data)
    if encodings:
        for style, letters, row in _STYLED.findall(data):
            if encoding := encodings.get(int(style)):
                facts.encodings[int(row) - 1, column_index(letters)] = encoding
    return facts


def _too_large(data: bytes) -> bool:
    last_row = last_column = 0
    for letters, row, far_row in _FAR.findall(data):
        last_row = max(last_row, int(row or far_row))
        last_column = max(last_column, column_index(letters) + 1 if letters else 26)
    rows = max(last_row, data.count(b"<row ") if last_column else 0)
    return rows * max(last_column, 26) > MAX_CELLS


def _hidden(data: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows, columns = set(), set()
    position = -1
    for match in _ROW.finditer(data):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        position = int(attributes[b"r"]) - 1 if b"r" in attributes else position + 1
        if attributes.get(b"hidden") in (b"1", b"true"):
            rows.add(position)
    for match in _COL.finditer(data[: data.find(b"sheetData")]):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get(b"hidden") in (b"1", b"true"):
            last = min(int(attributes[b"max"]), MAX_COLUMNS)
            columns.update(range(int(attributes[b"min"]) - 1, last))
    return frozenset(rows), frozenset(columns)
