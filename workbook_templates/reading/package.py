"""The zip package of an .xlsx or .xlsm, guarded before anything parses it (.xlsb and .ods are told apart).

A 5 KB file with one cell at XFD1048576 aborts the whole process inside python-calamine, and a zip
bomb fills the memory of every reader (performance.md section 5), so totals, ratios and extents are
checked here first. The same pass notes what python-calamine does not show: hidden rows and columns,
error cells, formulas, and the fonts that hold legacy encodings.
"""

from __future__ import annotations

import html
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from workbook_templates.reading.drawings import Drawing, drawings_of
from workbook_templates.reading.looks import BookLooks, add_looks, looks_of_strings
from workbook_templates.reading.sheet_xml import SheetFacts, scan
from workbook_templates.reading.style_looks import encodings_of_styles, looks_of_dxfs, looks_of_styles

MAX_TOTAL = 400 * 2**20  # bytes of all parts unpacked
MAX_HERE = 48 * 2**20  # more than this is read in a child process
MAX_RATIO = 250  # unpacked / packed of parts over 4 MiB
MAX_ENTRIES = 5_000
APART = "apart"  # the code of a file that only a child process may read

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # Excel 2 to 4: a bare stream
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_OFFICE = re.compile(rb"<Application>[^<]*(?:LibreOffice|OpenOffice|WPS)")
_CORE_SIZE = 2**16  # bytes; no writer of ours, nor Excel, makes one of more than 2 KiB
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")
_MODIFIED_BY = re.compile(rb"<cp:lastModifiedBy[^>]*>([^<]{1,200})<")


class Unreadable(Exception):
    """The file cannot be read as a workbook; code names the reason (unreadable.WhyUnreadable)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class PackageFacts:
    """What the package says: sheets by name, the date system, when it was last saved (ISO text),
    and our own mark if this tool wrote the file as a result."""

    sheets: dict[str, SheetFacts]
    date1904: bool
    modified: str | None
    own_output: bool = False


OUTPUT_MARK = "bieu-tong-hop"  # docProps/core.xml category of what this tool writes as a result
_OUTPUT_MARK = re.compile(rb"<(?:\w+:)?category[^>]*>\s*%b\s*<" % OUTPUT_MARK.encode())


def examine(path: Path) -> PackageFacts:
    """Check that the package is safe to parse, and note what the value reader will not show.

    Raises Unreadable('empty' | 'encrypted' | 'not_a_workbook' | 'damaged' | 'bomb' | APART | …).
    """
    with opened(path) as package:
        return package.safe_facts()


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """A file's package, which this process may hold, or one that bears our mark, of which nothing else may
    be read where it is too large. Raises Unreadable as examine does."""
    try:
        with open(path, "rb", buffering=_BUFFER) as file:
            package = Package(file)
            if package.apart and not package.own_output:
                raise Unreadable(APART)
            yield package
    except FileNotFoundError:
        raise Unreadable("missing") from None
    except IsADirectoryError:
        raise Unreadable("not_a_workbook") from None
    except OSError:
        raise Unreadable("no_access") from None


def is_own_output(path: Path) -> bool:
    """Whether this tool wrote a file as a result; its cells are not read. False for no workbook."""
    try:
        with open(path, "rb") as file:
            return Package(file).own_output
    except (OSError, Unreadable):
        return False


_BUFFER = 2**18  # a unit's workbook is read from the disk once


class Package:
    """The parts of an .xlsx by name, as UTF-8, however its writer spelled the names.

    sheets: (name, state, part) of each worksheet, in order; relations: id → (kind, part);
    apart: more than this process should hold, or spelled in a way python-calamine misreads;
    as_usual: parts and sheets are named as every program names them.
    format: xlsx, or xlsb or ods, of which no part is looked at here.
    own_output: it bears our mark; too_large: so large that nothing of it is unpacked, which is not said of a
    stranger's file (that one is refused) but of a result of some thousands of returns.
    Raises Unreadable where the file is no such package, or one that is not safe to unpack.
    """

    def __init__(self, file: BinaryIO) -> None:
        start = file.read(8)
        if not start:
            raise Unreadable("empty")
        if start == _OLE:
            raise Unreadable(APART)
        if not start.startswith(b"PK"):
            raise Unreadable("other_format" if start.startswith(_OLD_XLS) else "not_a_workbook")
        with damaged():
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
            names = [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]
            self._entries = {name.lower(): entry for name, entry in zip(names, entries, strict=True)}
            self.own_output = _OUTPUT_MARK.search(self._core) is not None
            self.too_large = self.own_output and _is_bomb(entries)
            if self.too_large:
                self.apart, self.as_usual, self.sheets, self.format = True, False, [], "xlsx"
                return
            self.apart = _check_totals(entries) or len(self._entries) < len(entries)
            self._entries |= zip(names, entries, strict=True)
            self.format = self._format()
            if self.format == "xlsx":
                self._read_outline()
            else:
                self.apart, self.as_usual, self.sheets = True, False, []

    def part(self, name: str) -> bytes | None:
        """A part's content; None where the package has no such part."""
        entry = self._entry(name)
        if entry is None:
            return None
        with damaged():
            data = self._zip.read(entry)
            if data[:2] in _UTF16:
                self.apart = True  # python-calamine takes such a sheet for an empty one
                data = _utf8(data)
            return data

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        """The content of a part that is there, to be read piece by piece. Raises Unreadable."""
        with damaged(), self._zip.open(self._entry(name)) as file:
            yield file

    def _entry(self, name: str) -> zipfile.ZipInfo | None:
        return self._entries.get(name) or self._entries.get(name.lower())

    def facts(self) -> PackageFacts:
        """What the parts say beside the values."""
        styles = self.part(self.only("styles") or "xl/styles.xml")
        encodings = self.encodings(styles)
        with damaged():
            strings = self.part(self.only("sharedStrings") or "xl/sharedStrings.xml")
            looks = self.looks(styles, strings)
            sheets = {}
            for name, _, part in self.sheets:
                data = self.part(part) or b""
                sheets[name] = scan(data, encodings)
                add_looks(sheets[name], data, looks)
                sheets[name].drawings = self.drawings(part, data)
                sheets[name].uncalculated = self.uncalculated
                sheets[name].calculated = bool(sheets[name].formulas) and self.calculated
        self.apart = self.apart or self._claims_too_many_strings()
        return PackageFacts(
            sheets=sheets,
            date1904=self.date1904,
            modified=self.modified(),
            own_output=self.own_output,
        )

    def safe_facts(self) -> PackageFacts:
        """The same of a package whose parts this process may read. Raises Unreadable(APART) otherwise."""
        if self.too_large:
            return PackageFacts({}, date1904=False, modified=None, own_output=True)
        facts = self.facts()
        if self.apart:
            raise Unreadable(APART)
        return facts

    def _claims_too_many_strings(self) -> bool:
        """python-calamine reserves memory for as many strings as a few bytes claim there are."""
        for name in {self.only("sharedStrings"), posixpath.join(self._folder, "sharedStrings.xml")} - {None}:
            strings = self.part(name) or b""
            if any(int(count) > len(strings) for count in _CLAIMED.findall(strings)):
                return True
        return False

    @property
    def uncalculated(self) -> bool:
        """Whether the workbook asks to be calculated anew: its writer has worked out no formula."""
        return self._outline.uncalculated

    @cached_property
    def calculated(self) -> bool:
        """Whether a program that works formulas out has saved the workbook: Excel keeps the order in which it
        does so, LibreOffice its name."""
        if self.uncalculated:
            return False
        return self.only("calcChain") is not None or _OFFICE.search(self.part(_APP) or b"") is not None

    @property
    def date1904(self) -> bool:
        return self._outline.date1904

    def encodings(self, styles: bytes | None) -> dict[int, str]:
        """The legacy encoding of each cell style whose font has one."""
        with damaged():
            return of_small(encodings_of_styles, styles)

    def looks(self, styles: bytes | None, strings: bytes | None) -> BookLooks:
        """What the styles and strings say of how the page shows cells."""
        of_cells, conditional = of_small(looks_of_styles, styles), of_small(looks_of_dxfs, styles)
        return BookLooks(of_cells, conditional, looks_of_strings(strings))

    def drawings(self, part: str, tail: bytes) -> tuple[Drawing, ...]:
        """What lies over a sheet's cells. part: the sheet's; tail: its XML behind the rows."""
        if b"drawing" not in tail:
            return ()
        found: list[Drawing] = []
        for kind, drawing in self._related(part).values():
            with suppress(Unreadable, ParseError, ValueError):  # the cells can be read all the same
                if kind == "drawing" and (data := self.part(drawing)):
                    found += drawings_of(data)
        return tuple(found)

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the part that each relation of a part stands for."""
        folder, name = posixpath.split(part)
        return of_small(_relations, self.part(posixpath.join(folder, "_rels", f"{name}.rels")), folder)

    def modified(self) -> str | None:
        modified = _MODIFIED.search(self._core)
        return modified[1].decode("ascii", "replace").strip() if modified else None

    def modified_by(self) -> str:
        """Who saved the workbook last, as their Excel is called; blank where it does not say."""
        name = _MODIFIED_BY.search(self._core)
        return html.unescape(name[1].decode("utf-8", "replace")).strip() if name else ""

    @cached_property
    def _core(self) -> bytes:
        """The document's properties; no more is unpacked than they take, whatever the zip says of it."""
        entry = self._entry(_CORE)
        if entry is None or entry.flag_bits & 1:
            return b""
        with damaged(), self._zip.open(entry) as part:
            data = part.read(_CORE_SIZE)
            return _utf8(data) if data[:2] in _UTF16 else data

    def only(self, kind: str) -> str | None:
        """The workbook's part of a kind that it has once: styles, sharedStrings."""
        return next((part for name, part in self.relations.values() if name == kind), None)

    def _read_outline(self) -> None:
        workbook = self._workbook_part
        data = self.part(workbook or "")
        if data is None:
            raise Unreadable("not_a_workbook")
        self._outline = of_small(_outline, data)
        self._folder = posixpath.dirname(workbook)
        self.relations = self._related(workbook)
        self.sheets = list(self._worksheets())
        self.as_usual = (
            workbook == "xl/workbook.xml"
            and self._outline.as_usual
            and len(self.sheets) == len(self._outline.sheets)
            and all((self.only(k) or f"xl/{k}.xml") == f"xl/{k}.xml" for k in ("styles", "sharedStrings"))
        )
        strings = self._entry(self.only("sharedStrings") or "")
        if strings is not None and strings.compress_size > 2**16:
            self.part(strings.filename)  # the zip may lie about its size: reading it tells

    def _format(self) -> str:
        """What the package is, by its content and not by its name."""
        workbook = self._workbook_part
        if workbook is not None:
            return "xlsb" if workbook.endswith(".bin") else "xlsx"
        if (self.part("mimetype") or b"").startswith(_OPEN_DOCUMENT):
            return "ods"
        raise Unreadable("not_a_workbook")

    @cached_property
    def _workbook_part(self) -> str | None:
        for kind, part in of_small(_relations, self.part("_rels/.rels"), "").values():
            if kind == "officeDocument":
                return part
        return None

    def _worksheets(self) -> Iterator[tuple[str, str, str]]:
        for name, state, relation in self._outline.sheets:
            kind, part = self.relations.get(relation, ("", ""))
            if kind == "worksheet":
                if self._entry(part) is None:
                    raise Unreadable("damaged")
                yield name, state, part


@contextmanager
def damaged() -> Iterator[None]:
    """What the readers of zip and XML raise on a damaged file, as Unreadable('damaged')."""
    try:
        yield
    except MemoryError:
        raise Unreadable("too_large") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ParseError,
        EOFError,
        LookupError,
        ValueError,  # defusedxml's refusals and wrong encodings too
        ArithmeticError,
        RuntimeError,
        OSError,
    ):
        raise Unreadable("damaged") from None


_Read = TypeVar("_Read")


def of_small(read: Callable[..., _Read], part: bytes | None, *more: str) -> _Read:
    """What `read` makes of a part. Workbooks of one blank have parts alike to the byte, so small ones
    are remembered; what is given back is not to be changed."""
    return _remembered(read, part, *more) if part and len(part) < _SMALL else read(part, *more)


_SMALL = 2**16
_CLAIMED = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]{1,30})")
_STATES = frozenset(("visible", "hidden", "veryHidden"))
_remembered = lru_cache(maxsize=256)(lambda read, *part: read(*part))


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether the package would unpack to more than any return holds."""
    total = sum(entry.file_size for entry in entries)
    return len(entries) > MAX_ENTRIES or total > MAX_TOTAL or any(
        entry.file_size > 4 * 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )  # fmt: skip


def _check_totals(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether the package is too much for this process. Raises Unreadable where it is for any."""
    if _is_bomb(entries):
        raise Unreadable("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted")
    return sum(entry.file_size for entry in entries) > MAX_HERE


def _utf8(data: bytes) -> bytes:
    encoding = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2], "utf-16")
    text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode(encoding))
    return text.encode("utf-8")


class _Outline(NamedTuple):
    """What xl/workbook.xml says: (name, state, relation id) of each sheet, and the date system; as_usual:
    the names of the sheets are told apart and stand there letter by letter."""

    sheets: tuple[tuple[str, str, str], ...]
    date1904: bool
    as_usual: bool
    uncalculated: bool


def _outline(data: bytes) -> _Outline:
    root = fromstring(data)
    if not root.tag.endswith("}workbook"):
        raise Unreadable("not_a_workbook")
    sheets = tuple(
        (
            element.get("name", ""),
            element.get("state", "visible"),
            next((v for k, v in element.attrib.items() if k.endswith("}id")), ""),
        )
        for element in root.iter()
        if element.tag.endswith("}sheet")
    )
    properties = next((e for e in root.iter() if e.tag.endswith("}workbookPr")), None)
    date1904 = properties is not None and properties.get("date1904") in ("1", "true")
    as_usual = len({name for name, _, _ in sheets}) == len(sheets) and all(
        state in _STATES and f' name="{name}"'.encode() in data for name, state, _ in sheets
    )
    calculation = next((e for e in root.iter() if e.tag.endswith("}calcPr")), None)
    uncalculated = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
    return _Outline(sheets, date1904, as_usual, uncalculated)


def _relations(rels: bytes | None, folder: str) -> dict[str, tuple[str, str]]:
    """The kind and the part that each relation id stands for."""
    found = {}
    for element in fromstring(rels) if rels else ():
        target = element.get("Target", "").replace("\\", "/")
        part = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = (kind, part.lstrip("/"))
    return found
