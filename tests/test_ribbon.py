"""The add-in file: readers that share no code with its writer find in it what was put in."""

import re
import runpy
import subprocess
import sys
import unicodedata
import zipfile
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pyopenvba
import pytest
from lxml import etree
from oletools.olevba import VBA_Parser

from tests.office import recalculate, validate
from xl_addin.ribbon import build as builder

ROOT = Path(__file__).parent.parent
RIBBON = ROOT / "xl_addin" / "ribbon"
XLWINGS = Path(find_spec("xlwings").origin).with_name("xlwings_custom_addin.bas").read_bytes()

# Pictures that Excel 2013 to 365 has; Excel shows no picture, and says nothing, for any other name.
PICTURES = {
    "ErrorChecking",
    "DataValidation",
    "DataValidationCircleInvalid",
    "TraceError",
    "Consolidate",
    "OutlineSubtotals",
    "PivotTableInsert",
    "PivotTableReport",
    "ChartInsert",
    "FileSendAsAttachment",
    "FileEmailAsPdfEmailAttachment",
    "FilePrintPreview",
    "RefreshAll",
    "ReviewTrackChanges",
    "FilePrintQuick",
    "MacroPlay",
    "SheetProtect",
    "ReviewProtectWorkbook",
    "Help",
    "RemoveDuplicates",
    "NameManager",
}
BUTTONS = [
    "tao_mau",
    "bieu_mau",
    "kiem_tra",
    "kiem_tra_thu_muc",
    "noi_dung_truoc",
    "noi_dung_ke_tiep",
    "sua_goi_y",
    "bo_danh_dau",
    "tong_hop",
    "kiem_tra_theo_mau",
    "tong_hop_theo_mau",
    "chot_so_lieu",
    "xuat_trinh_ky",
    "xem_so_lieu_goc",
    "theo_doi",
    "gui_thu",
    "tra_don_vi",
    "danh_muc",
    "huong_dan",
    "cai_dat",
    "tu_kiem_tra",
]
ON_THE_OPEN_WORKBOOK = {
    "kiem_tra",
    "kiem_tra_theo_mau",
    "tong_hop_theo_mau",
    "noi_dung_truoc",
    "noi_dung_ke_tiep",
    "sua_goi_y",
    "bo_danh_dau",
    "chot_so_lieu",
    "xuat_trinh_ky",
    "xem_so_lieu_goc",
    "gui_thu",
}


@pytest.fixture(scope="module")
def addin(tmp_path_factory):
    path = tmp_path_factory.mktemp("addin") / "bieu.xlam"
    builder.build(path)
    return path


@pytest.fixture(scope="module")
def workbook(addin):
    """The add-in as a workbook with macros, all other parts the same: LibreOffice and openpyxl know no
    add-ins."""
    path = addin.with_suffix(".xlsm")
    with zipfile.ZipFile(addin) as package, zipfile.ZipFile(path, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"ms-excel.addin.", b"ms-excel.sheet."))
    return path


@pytest.fixture(scope="module")
def ribbon(addin):
    with zipfile.ZipFile(addin) as package:
        return etree.fromstring(package.read("customUI/customUI14.xml"))


# --- the project ---------------------------------------------------------------------------------


def test_the_sources_are_ours_and_xlwings(addin):
    callbacks = (RIBBON / "callbacks.bas").read_bytes()
    assert callbacks.count(b'"0.0.0"') == 1
    callbacks = callbacks.replace(b"0.0.0", version("bieu-dao-tao").encode())
    xlwings = XLWINGS
    for old, new in (
        (b'PROJECT_NAME As String = "myaddin"', b'PROJECT_NAME As String = "bieu"'),
        (b'source As String = "") As Variant', b'source As String = "user") As Variant'),
        (b"uses_embedded_code = True\r\n                Exit For", b"uses_embedded_code = False"),
        (
            b'PYTHONPATH = AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";" & '
            b'GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & '
            b'GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")',
            b'PYTHONPATH = "false;;;;;"',
        ),
        (
            b'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"',
            f'Environ("PUBLIC") & "\\bieu\\{version("bieu-dao-tao")}\\bieu.conf"'.encode(),
        ),
        (
            b"Call ShowError(LOG_FILE)\r\n        ExecuteWindows = -1\r\n",
            b"Callbacks.NotStarted\r\n        ExecuteWindows = -1\r\n        Exit Function\r\n",
        ),
    ):
        assert xlwings.count(old) == 1
        xlwings = xlwings.replace(old, new)
    parser = VBA_Parser(str(addin))
    found = {name: code.encode("ascii") for _, _, name, code in parser.extract_macros()}
    parser.close()
    assert found.keys() == {"ThisWorkbook.cls", "Sheet1.cls", "Callbacks.bas", "xlwings.bas"}
    assert found["Callbacks.bas"] == callbacks
    assert found["xlwings.bas"] == xlwings
    assert b"0{00020819-0000-0000-C000-000000000046}" in found["ThisWorkbook.cls"]
    assert b"0{00020820-0000-0000-C000-000000000046}" in found["Sheet1.cls"]


def test_a_mailed_workbook_chooses_no_program():
    """Only the user's own settings name the Python that a button starts: no sheet bieu.conf or *.py of
    the workbook that is open, no file beside it."""
    source = builder.xlwings_source()
    body = source[source.index("Function GetConfig(") :]
    assert 'Optional source As String = "user"' in body.splitlines()[0]
    assert 'If source = "" Or source = "sheet" Then' in body
    assert 'If source = "" Or source = "directory" Then' in body
    assert "uses_embedded_code = True\r\n" not in source.replace("If uses_embedded_code = True Then", "")
    for line in source.splitlines():
        assert "GetConfig(" not in line or "source:=" not in line


def test_a_path_full_of_semicolons_adds_no_place_to_import_from(monkeypatch):
    """What xlwings makes of the text that the add-in hands over: nothing of the open workbook's path."""
    from xlwings.utils import prepare_sys_path

    source = builder.xlwings_source()
    run = source[source.index("Public Function RunPython") : source.index("Sub ExecuteMac")]
    before_it, found, _ = run.partition('PYTHONPATH = "false;;;;;"')
    assert found and before_it.rstrip().endswith("#Else"), "Excel for Windows"
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = list(sys.path)
    prepare_sys_path("false;;;;;")
    assert sys.path == before


def test_every_button_is_a_function_and_says_where_it_needs_a_workbook(ribbon):
    from xl_addin import buttons
    from xl_addin.excel.application import NO_WORKBOOK

    shown = {item.get("id"): item for item in ribbon.iter("{*}button")}
    assert shown.keys() == buttons.BUTTONS.keys()
    for name in shown:
        assert callable(buttons.function_of(name))
    needing = {name for name, item in shown.items() if item.get("tag")}
    assert needing == ON_THE_OPEN_WORKBOOK
    assert {shown[name].get("tag") for name in needing} == {NO_WORKBOOK}
    assert {name for name, item in shown.items() if item.get("size") == "large"} == {"kiem_tra", "tong_hop"}


def test_a_second_reader_agrees(addin):
    assert not pyopenvba.check_file(addin).issues
    with pyopenvba.ExcelFile(addin) as file:
        kinds = {module.name: module.kind.value for module in file.vba_project().modules}
        assert kinds == {"ThisWorkbook": 0x22, "Sheet1": 0x22, "Callbacks": 0x21, "xlwings": 0x21}
        references = {(one.name, one.name_unicode, one.kind) for one in file.references()}
        assert references == {("stdole", "stdole", "registered"), ("Office", "Office", "registered")}
        assert "Public Sub Press(control As IRibbonControl)" in file.get_module("Callbacks")
        assert not file.validate()


# --- the file ------------------------------------------------------------------------------------


def test_two_builds_are_alike_and_whole(addin, tmp_path):
    builder.build(tmp_path / "again.xlam")
    assert (tmp_path / "again.xlam").read_bytes() == addin.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.xlam"]
    with zipfile.ZipFile(addin) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_open_xml_sdk_has_no_complaint(addin):
    assert validate(addin) == []


def test_the_analyser_finds_no_error(addin):
    command = [sys.executable, "-m", "pyvbaanalysis", "--fail-level", "error", str(addin)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "xlwings" in run.stdout and "Callbacks" not in run.stdout, "ours has not even a hint"


def test_libreoffice_opens_it(workbook):
    assert openpyxl.load_workbook(recalculate(workbook)).sheetnames == ["bieu"]


@pytest.mark.parametrize("checker", ["cfb_check.py", "ovba_check.py"])
def test_the_strict_checkers_find_no_problem(addin, checker, capsys, monkeypatch):
    program = ROOT.parent / "shared" / "tools" / checker
    if not program.exists():
        pytest.skip("the strict checkers stand in ../shared/tools, beside a developer's checkout alone")
    monkeypatch.setattr(sys, "argv", [str(program), str(addin)])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(program), run_name="__main__")
    assert left.value.code == 0, capsys.readouterr().out


def test_workbook_and_sheet_are_tied_to_their_modules(workbook):
    opened = openpyxl.load_workbook(workbook)
    assert opened.code_name == "ThisWorkbook"
    assert opened.sheetnames == ["bieu"], "a sheet bieu.conf would be read as settings"
    assert opened["bieu"].sheet_properties.codeName == "Sheet1"


def test_what_vba_says_is_vietnamese_and_stands_in_the_properties(workbook):
    properties = openpyxl.load_workbook(workbook).properties
    assert properties.subject == "Đào tạo – Bồi dưỡng"
    assert "Cai dat.bat" in properties.description and r"%PUBLIC%\bieu\tam" in properties.description
    assert len(properties.description) < 500


def test_the_title_names_the_versions(addin):
    with zipfile.ZipFile(addin) as package:
        title = package.read("docProps/core.xml").decode()
        assert f"{version('bieu-dao-tao')} (xlwings {version('xlwings')})" in title


def test_building_does_not_import_xlwings(tmp_path):
    code = (
        "import sys, pathlib; from xl_addin.ribbon.build import build; "
        f"build(pathlib.Path({str(tmp_path / 'a.xlam')!r})); sys.exit('xlwings' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


def test_another_xlwings_is_refused(tmp_path, monkeypatch):
    package = tmp_path / "__init__.py"
    monkeypatch.setattr(builder, "find_spec", lambda name: ModuleSpec(name, None, origin=str(package)))
    for source in (XLWINGS.replace(b"myaddin", b"other"), XLWINGS * 2, "ố".encode() + XLWINGS):
        (tmp_path / "xlwings_custom_addin.bas").write_bytes(source)
        with pytest.raises(ValueError):
            builder.build(tmp_path / "a.xlam")
    monkeypatch.setattr(builder, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError):
        builder.build(tmp_path / "a.xlam")
    assert not (tmp_path / "a.xlam").exists()


def test_without_xlwings_the_command_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(builder, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["build", str(tmp_path / "a.xlam")])
    assert builder.main() == 2
    assert '".[excel]"' in capsys.readouterr().err


def test_a_target_that_cannot_be_is_told(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "argv", ["build", str(tmp_path / "file" / "a.xlam")])
    assert builder.main() == 2
    assert "a.xlam" in capsys.readouterr().err


# --- the ribbon ----------------------------------------------------------------------------------


def buttons(ribbon):
    return list(ribbon.iter("{*}button"))


def test_the_tab_has_these_buttons(ribbon):
    assert [button.get("id") for button in buttons(ribbon)] == BUTTONS
    assert [group.get("label") for group in ribbon.iter("{*}group")] == [
        "Chuẩn bị",
        "Kiểm tra",
        "Tổng hợp",
        "Theo dõi, thư",
        "Khác",
    ]


def test_every_button_says_what_it_does(ribbon):
    for button in buttons(ribbon):
        for text in ("label", "screentip", "supertip"):
            assert button.get(text), (button.get("id"), text)
        assert all(len(value) <= 1024 for value in button.attrib.values())  # what Office takes of a text
        assert button.get("supertip").endswith(".")
        assert all(unicodedata.is_normalized("NFC", value) for value in button.attrib.values())


def test_pictures_exist_and_differ(ribbon):
    pictures = [button.get("imageMso") for button in buttons(ribbon)]
    assert set(pictures) <= PICTURES
    assert len(set(pictures)) == len(pictures)


def test_ids_and_keytips_are_unique(ribbon):
    ids = ribbon.xpath("//@id")
    assert len(set(ids)) == len(ids)
    keytips = [button.get("keytip") for button in buttons(ribbon)]
    assert all(re.fullmatch("[A-Z0-9]{1,3}", keytip) for keytip in keytips)
    for one in keytips:  # a keytip that begins another one would never let it be typed
        assert [other for other in keytips if other.startswith(one)] == [one]


def test_every_callback_exists(ribbon):
    source = (RIBBON / "callbacks.bas").read_text(encoding="ascii")
    subs = re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)$", source, re.MULTILINE)
    called = {value for name in ("onAction", "onLoad", "getLabel") for value in ribbon.xpath(f"//@{name}")}
    assert called == {f"Callbacks.{sub}" for sub in subs}
    assert all(button.get("onAction") for button in buttons(ribbon))


def test_buttons_on_the_open_workbook_say_when_none_is_open(ribbon):
    tags = {button.get("id"): button.get("tag") for button in buttons(ribbon) if button.get("tag")}
    assert tags.keys() == ON_THE_OPEN_WORKBOOK
    assert len(set(tags.values())) == 1
