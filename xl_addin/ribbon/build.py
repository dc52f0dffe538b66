"""Builds the Excel add-in (.xlam) from text: `python -m xl_addin.ribbon.build OUT.xlam`.

Excel's part of the tool is this file alone: a ribbon tab, one callback, and xlwings' VBA module, which
starts Python. Nothing in it was ever saved by Excel, so that every line can be read and compared.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from xl_addin.files.whole_files import CannotWrite, whole_file
from xl_addin.ribbon.vba_project import Module, sheet_module, vba_project, workbook_module
from xl_addin.version import VERSION

HERE = Path(__file__).parent
USUAL_VARIABLE = "PUBLIC"  # the environment variable of the folder in which the tool lies as a rule
PROJECT = "bieu"  # names the VBA project, the settings file bieu.conf and its folder
_WORKBOOK, _SHEET = "ThisWorkbook", "Sheet1"  # code names
# What becomes of xlwings' module, and why. A mailed workbook must not choose the program that a button
# starts, as it could by a sheet or a neighbour called bieu.conf; nor bring Python of its own in a sheet
# called *.py, nor by a path with semicolons, which would be taken for places to import from: so settings
# come from one file alone, such sheets mean nothing, and no path is handed over. That file is the
# version's own, in a folder of ASCII letters (setup/places.py says why). Where Python does not start, the
# clerk reads a sentence of ours, not a traceback, and what Python said stays in the folder named there.
_CHANGES = (
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    ('Optional source As String = "") As Variant', 'Optional source As String = "user") As Variant'),
    ("uses_embedded_code = True\r\n                Exit For", "uses_embedded_code = False"),
    (
        'PYTHONPATH = AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";" & '
        'GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & '
        'GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")',
        'PYTHONPATH = "false;;;;;"',
    ),
    (
        'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"',
        f'Environ("{{variable}}") & "\\bieu\\{VERSION}\\bieu.conf"',
    ),
    (
        "Call ShowError(LOG_FILE)\r\n        ExecuteWindows = -1\r\n",
        "Callbacks.NotStarted\r\n        ExecuteWindows = -1\r\n        Exit Function\r\n",
    ),
)
_NOT_STARTED = (
    "Công cụ chưa khởi động được. Đề nghị đóng Excel, chạy lại “Cai dat.bat”. Vẫn không được thì gửi cho "
    "người hỗ trợ tệp mới nhất trong thư mục {folder}; phần mềm chống vi-rút cũng có thể đã chặn (xem Hướng "
    "dẫn sử dụng, mục 10)."
)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.microsoft.com/office"
_RELATION = f"{_OOXML}/officeDocument/2006/relationships"

_TYPES = {
    "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "/xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_PACKAGE_RELATIONS = {
    "xl/workbook.xml": f"{_RELATION}/officeDocument",
    "docProps/core.xml": f"{_OOXML}/package/2006/relationships/metadata/core-properties",
    "docProps/app.xml": f"{_RELATION}/extended-properties",
    "customUI/customUI14.xml": f"{_OFFICE}/2007/relationships/ui/extensibility",
}
_WORKBOOK_RELATIONS = {
    "worksheets/sheet1.xml": f"{_RELATION}/worksheet",
    "styles.xml": f"{_RELATION}/styles",
    "vbaProject.bin": f"{_OFFICE}/2006/relationships/vbaProject",
}
# The sheet is not called bieu.conf: xlwings would take it for settings.
_WORKBOOK_XML = f"""{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATION}"><workbookPr codeName="{_WORKBOOK}"/>\
<bookViews><workbookView visibility="hidden"/></bookViews>\
<sheets><sheet name="{PROJECT}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_SHEET_XML = (
    f'{_HEAD}<worksheet {_MAIN}><sheetPr codeName="{_SHEET}"/><dimension ref="A1"/><sheetData/></worksheet>'
)
_STYLES_XML = f"""{_HEAD}<styleSheet {_MAIN}>\
<fonts count="1"><font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_APP_XML = (
    f'{_HEAD}<Properties xmlns="{_RELATION.replace("relationships", "extended-properties")}">'
    "<Application>Microsoft Excel</Application></Properties>"
)


def build(target: Path, variable: str = USUAL_VARIABLE) -> None:
    """Write the add-in to `target`, whole or not at all; the same versions give the same bytes. variable:
    the environment variable that names the folder above the tool's (Locations.variable).

    The file's title names the versions of the tool and of xlwings, which must be those that are
    installed where it runs. Raises CannotWrite; ModuleNotFoundError without xlwings; ValueError where
    xlwings' module is not as expected.
    """
    parts = _parts(variable)
    with whole_file(target) as path, zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)


def xlwings_source(variable: str = USUAL_VARIABLE) -> str:
    """xlwings' VBA module for add-ins, from the package that is installed, with our changes."""
    package = find_spec("xlwings")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(
            'xlwings is needed: pip install -c constraints.txt ".[excel]"', name="xlwings"
        )
    source = _with_crlf(Path(package.origin).with_name("xlwings_custom_addin.bas"))
    for old, new in _CHANGES:
        if source.count(old) != 1:
            raise ValueError(f"xlwings_custom_addin.bas does not hold once: {old!r}")
        source = source.replace(old, new.replace("{variable}", variable))
    return source


def callbacks_source() -> str:
    """Our callback, with the version that it hands over so that the engine can compare it with its own."""
    source = _with_crlf(HERE / "callbacks.bas")
    placeholder = 'BIEU_VERSION As String = "0.0.0"'
    if source.count(placeholder) != 1:
        raise ValueError(f"callbacks.bas does not hold once: {placeholder!r}")
    return source.replace(placeholder, f'BIEU_VERSION As String = "{VERSION}"')


def _with_crlf(path: Path) -> str:
    """An ASCII source with the line ends of VBA, whatever a checkout made of them."""
    try:
        lines = path.read_bytes().decode("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: VBA sources are kept in ASCII") from error
    return "".join(f"{line}\r\n" for line in lines)


def _parts(variable: str) -> dict[str, str | bytes]:
    """The parts of the package by name, the content types first as readers expect."""
    modules = [
        workbook_module(_WORKBOOK),
        sheet_module(_SHEET),
        Module("Callbacks", callbacks_source()),
        Module("xlwings", xlwings_source(variable)),
    ]
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_PACKAGE_RELATIONS),
        "xl/workbook.xml": _WORKBOOK_XML,
        "xl/_rels/workbook.xml.rels": _relations(_WORKBOOK_RELATIONS),
        "xl/worksheets/sheet1.xml": _SHEET_XML,
        "xl/styles.xml": _STYLES_XML,
        "xl/vbaProject.bin": vba_project(PROJECT, modules),
        "docProps/core.xml": _core(variable),
        "docProps/app.xml": _APP_XML,
        "customUI/customUI14.xml": (HERE / "customUI14.xml").read_bytes(),
    }


def _content_types() -> str:
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items())
    return (
        f'{_HEAD}<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    """A relationships part: types by target."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OOXML}/package/2006/relationships">{lines}</Relationships>'


def _core(variable: str) -> str:
    """The title that Excel shows in its list of add-ins, and what our VBA says: the head of its messages
    (subject) and the one sentence that no Python can say (description)."""
    title = f"Biểu đào tạo, bồi dưỡng {VERSION} (xlwings {version('xlwings')})"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:subject>Đào tạo – Bồi dưỡng</dc:subject>"
        f"<dc:description>{escape(_NOT_STARTED.format(folder=f'%{variable}%{chr(92)}bieu{chr(92)}tam'))}"
        "</dc:description>"
        "</cp:coreProperties>"
    )


def main() -> int:
    """Entry point of `python -m xl_addin.ribbon.build`."""
    parser = argparse.ArgumentParser(description="Builds the Excel add-in.")
    parser.add_argument("target", type=Path, metavar="OUT.xlam")
    try:
        build(parser.parse_args().target)
    except (CannotWrite, ModuleNotFoundError, ValueError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
