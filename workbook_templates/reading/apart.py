"""Files read apart: in a child process with limits on time and memory, which may die alone.

Whatever the one pass does not know (one_pass.py) and every .xls is read here: python-calamine reserves
memory for what a file claims (counts, dimensions, repeats, chains of sectors), and dies where there is none.
The child serves one file after another, so that a folder of .xls pays for one start, not for hundreds;
after a death the next file starts a new one. A question is a path, answers are ('grid', Grid) or
('unreadable', code), both pickled through its pipes.

    python -m workbook_templates.reading.apart MEMORY
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from workbook_templates.reading.grid import (
    Grid,
    Sheet,
    is_hidden,
    make_sheet,
    refused,
    rows_of,
    says_something,
)
from workbook_templates.reading.open_document import read_open_document
from workbook_templates.reading.package import APART, Package, Unreadable
from workbook_templates.reading.replies import may_matter
from workbook_templates.reading.sheet_xml import MAX_CELLS, SheetFacts, tidy

CHILD_SECONDS = 20
CHILD_MEMORY = 1_500 * 2**20
MAX_STRAYS = 50
# Cells of a whole workbook, blank ones too: what is sent back fills the parent's memory.
MAX_HELD = 4 * MAX_CELLS
# How a process ends that Rust ends where there is no memory: SIGABRT; on Windows its fast fail.
_ABORTED = (-6, 0xC0000409)
# Excel's own password for a workbook of protected structure, which it opens without asking.
NO_PASSWORD = "VelvetSweatshop"
_COUNT = re.compile(rb"(<(?:\w+:)?sst\b[^<>]*?)\suniqueCount\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")  # a mere claim
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Apart:
    """The child process as its parent sees it; started at the first question."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, path: Path) -> Grid:
        """A file's grid. Raises Unreadable; a child that dies or takes too long is one reason."""
        if self._process is not None:
            try:
                return self._ask(path)
            except _Lost:  # perhaps of what another file left behind: asked once more, of a new child
                pass
        try:
            return self._ask(path)
        except _Lost as lost:
            raise Unreadable(lost.code) from None

    def _ask(self, path: Path) -> Grid:
        """The same of the child that runs, or a new one. Raises Unreadable; _Lost where the child is lost."""
        if self._process is None:
            self._process = _start()
        watch = _Watch(self._process)
        try:
            pickle.dump(str(path), self._process.stdin)
            self._process.stdin.flush()
            kind, value = pickle.load(self._process.stdout)
        except Exception:  # it is gone, or what it says is no answer
            late = watch.stop()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            ended = self._process.returncode
            self.close()
            if late:
                raise Unreadable("too_large") from None
            raise _Lost(ended in _ABORTED or _is_zip(path)) from None
        except BaseException:
            self.close()
            watch.stop()
            raise
        if watch.stop():
            self.close()  # it was stopped with its answer just given
        if kind == "unreadable":
            if value == "too_large":
                self.close()  # its memory may be in pieces
                raise _Lost(True)
            raise Unreadable(value)
        return value


class _Lost(Exception):
    """The child did not come to an end with a file, for want of memory or otherwise."""

    def __init__(self, large: bool) -> None:
        super().__init__()
        self.code = "too_large" if large else "damaged"


class _Watch:
    """Kills a process that takes too long over one file."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process
        self._late = False
        self._timer = threading.Timer(CHILD_SECONDS, self._kill)
        self._timer.start()

    def _kill(self) -> None:
        self._late = True
        self._process.kill()

    def stop(self) -> bool:
        """No longer watch; whether the process has been killed."""
        self._timer.cancel()
        self._timer.join()
        return self._late


def _start() -> subprocess.Popen:
    root = str(Path(__file__).parent.parent.parent)
    return subprocess.Popen(
        [sys.executable, "-m", "workbook_templates.reading.apart", str(CHILD_MEMORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _is_zip(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def read_apart(path: Path) -> Grid:
    """Read a file of any kind in this process, whatever it costs. Raises Unreadable."""
    try:
        with open(path, "rb") as file:
            try:
                package = Package(file)
            except Unreadable as error:
                if error.code != APART:
                    raise
                file.seek(0)
                return _read_ole(path, file)
            return _read_any_package(package, file)
    except FileNotFoundError:
        raise Unreadable("missing") from None
    except OSError:
        raise Unreadable("no_access") from None


def _read_ole(path: Path, file: BinaryIO) -> Grid:
    """An .xls, or a workbook encrypted with a password: Excel's own opens it."""
    code = "damaged"
    for source in (file, path):  # by its path, where the name ends in .xls, a password is told from damage
        try:
            return _read_xls(source)
        except Unreadable as error:
            code = error.code
    kind, opened = _decrypted(file)
    if opened is None:
        raise Unreadable(code if code == "encrypted" else kind)
    return _read_any_package(Package(opened), opened) if kind == "xlsx" else _read_xls(opened)


def _decrypted(file: BinaryIO) -> tuple[str, BinaryIO | None]:
    """What an OLE file is that python-calamine refuses: ('xlsx' or 'xls', content) where it opens
    without a password, else the code of the reason."""
    import msoffcrypto

    opened = BytesIO()
    encrypted = False
    try:
        file.seek(0)
        office = msoffcrypto.OfficeFile(file)
        encrypted = office.is_encrypted()
        if not encrypted:
            return ("damaged" if office.format == "xls97" else "not_a_workbook"), None
        office.load_key(password=NO_PASSWORD)
        office.decrypt(opened)
    except Exception:  # the parser of a foreign binary format may raise anything
        return ("encrypted" if encrypted else "damaged"), None
    opened.seek(0)
    return ("xlsx" if office.format == "ooxml" else "xls"), opened


def _read_any_package(package: Package, file: BinaryIO) -> Grid:
    """An .xlsx, .xlsm, .xlsb or .ods."""
    if package.too_large:
        return Grid([], own_output=True)
    wanted = partial(may_matter, own_output=package.own_output)
    if package.format == "ods":
        return read_open_document(package, wanted)
    if package.format == "xlsx":
        return _read_package(package, wanted)
    file.seek(0)
    grid = _read_xls(file)
    sheets = [sheet for sheet in grid.sheets if wanted(sheet.name)]
    return Grid(sheets, modified=package.modified(), own_output=package.own_output, format="xlsb")


def _read_xls(source: Path | BinaryIO) -> Grid:
    """An .xls or .xlsb: its values; hidden rows, fonts and errors are not shown by its reader."""
    import python_calamine

    with refused("damaged"):
        workbook = python_calamine.load_workbook(source)
        sheets = []
        for meta in workbook.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            rows = rows_of(workbook, meta.name)
            sheet = make_sheet(meta.name, is_hidden(meta), rows, SheetFacts())
            sheet.strays = sheet.strays[:MAX_STRAYS]
            sheets.append(sheet)
            _check_held(sheets)
    return Grid(sheets, format="xls")


def _check_held(sheets: list[Sheet]) -> None:
    """Raises Unreadable where the sheets hold too much together, each alone being small enough."""
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > MAX_HELD:
        raise Unreadable("too_large")


def _read_package(package: Package, wanted: Callable[[str], bool]) -> Grid:
    """An .xlsx through a tidy copy of its cells: python-calamine holds sheets densely, and refuses
    the whole file for one odd part of it."""
    from python_calamine import CalamineWorkbook

    package.sheets = [sheet for sheet in package.sheets if wanted(sheet[0])]
    facts = package.facts()
    tidied, strays = _tidy_copy(package, facts.date1904)
    sheets: list[Sheet] = []
    with refused("damaged"):
        workbook = CalamineWorkbook.from_filelike(tidied)
        for number, (name, state, _) in enumerate(package.sheets):
            rows = rows_of(workbook, f"{number}")
            sheet = make_sheet(name, state != "visible", rows, facts.sheets[name])
            if strays[number]:
                values = [row[0] for row in rows_of(workbook, f"{number}+")]
                places = strays[number][: len(values)]
                sheet.strays = [
                    (r, c, v) for (r, c), v in zip(places, values, strict=True) if says_something(v)
                ]
            sheets.append(sheet)
            _check_held(sheets)
    return Grid(sheets, facts.date1904, facts.modified, package.own_output)


def _tidy_copy(package: Package, date1904: bool) -> tuple[BinaryIO, list[list[tuple[int, int]]]]:
    """A workbook with the same values and nothing else: sheet n is called 'n', its far-flung cells
    stand in column A of 'n+'. Beside it, for each sheet, where those cells stood."""
    parts: dict[str, bytes] = {}
    strays = []
    for number, (_, _, part) in enumerate(package.sheets):
        parts[f"{number}"], far = tidy(package.part(part) or b"")
        far = far[:MAX_STRAYS]
        strays.append([(row, column) for row, column, _ in far])
        if far:
            moved = [_moved(cell, place) for place, (_, _, cell) in enumerate(far, start=1)]
            parts[f"{number}+"] = b"<sheetData>%b</sheetData>" % b"".join(moved)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        _write_outline(copy, list(parts), date1904)
        for name, data in parts.items():
            copy.writestr(f"xl/{name}.xml", b'<worksheet xmlns="%b">%b</worksheet>' % (_MAIN.encode(), data))
        for kind in ("styles", "sharedStrings"):
            if (part := package.only(kind)) and (data := package.part(part)):
                copy.writestr(f"xl/{kind}.xml", _COUNT.sub(rb"\1", data, 1))
    target.seek(0)
    return target, strays


def _moved(cell: bytes, row: int) -> bytes:
    address, rest = cell.split(b'"', 2)[1:]
    del address
    return b'<row r="%d"><c r="A%d"%b</row>' % (row, row, rest)


def _write_outline(copy: zipfile.ZipFile, names: list[str], date1904: bool) -> None:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, start=1)
    )
    workbook = f'<workbookPr date1904="{int(date1904)}"/><sheets>{sheets}</sheets>'
    copy.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook}</workbook>')
    related = [(f"r{n}", "worksheet", f"{name}.xml") for n, name in enumerate(names, start=1)]
    related += [(kind, kind, f"{kind}.xml") for kind in ("styles", "sharedStrings")]
    for part, relations in (
        ("xl/_rels/workbook.xml.rels", related),
        ("_rels/.rels", [("w", "officeDocument", "xl/workbook.xml")]),
    ):
        lines = "".join(
            f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for i, kind, name in relations
        )
        copy.writestr(part, f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>')


def _limit_memory(size: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> None:
    """Answer questions until the parent has no more."""
    _limit_memory(int(sys.argv[1]))
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path = Path(pickle.load(sys.stdin.buffer))
            # It ends itself, too, if the parent is no longer there to do so.
            faulthandler.dump_traceback_later(CHILD_SECONDS + 10, exit=True)
            try:
                answer = ("grid", read_apart(path))
            except Unreadable as error:
                answer = ("unreadable", error.code)
            except MemoryError:
                answer = ("unreadable", "too_large")
            try:
                said = pickle.dumps(answer)
            except MemoryError:
                said = pickle.dumps(("unreadable", "too_large"))
            sys.stdout.buffer.write(said)
            sys.stdout.buffer.flush()
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
