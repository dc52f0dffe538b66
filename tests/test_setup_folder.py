"""The folder for Windows computers without internet: every library resolves, nothing is missing."""

import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xl_addin.command_line import command, verbs
from xl_addin.setup import folder
from xl_addin.setup.folder import CannotPack, Embeddable, make_folder, needed, read_embeddable

ROOT = Path(__file__).parent.parent
MINOR = sys.version_info.minor


def program(machine=0x8664):
    """The head of a Windows program."""
    head = bytearray(128)
    head[:2], head[60:64] = b"MZ", struct.pack("<I", 64)
    head[64:70] = b"PE\0\0" + struct.pack("<H", machine)
    return bytes(head)


def embeddable(path, minor=MINOR, machine=0x8664, left_out=()):
    parts = {
        "python.exe": program(machine),
        "pythonw.exe": program(machine),
        f"python3{minor}.dll": program(machine),
        "python3.dll": program(machine),
        f"python3{minor}.zip": b"PK\x05\x06" + bytes(18),
        f"python3{minor}._pth": f"python3{minor}.zip\n.\n#import site\n".encode(),
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            if name not in left_out:
                package.writestr(name, content)
    return path


def test_the_right_python_is_recognised(tmp_path):
    assert read_embeddable(embeddable(tmp_path / "python.zip")).minor == MINOR


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"minor": MINOR + 1}, f"3.{MINOR + 1}"),
        ({"machine": 0x14C}, "64 bit"),
        ({"left_out": ("python.exe",)}, "embed-amd64"),
    ],
)
def test_another_python_is_refused(tmp_path, how, told):
    with pytest.raises(CannotPack, match=told):
        read_embeddable(embeddable(tmp_path / "python.zip", **how))


def test_without_xlwings_it_is_said_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CannotPack, match="xlwings"):
        make_folder(embeddable(tmp_path / "python.zip"), tmp_path / "bieu", ROOT / "constraints.txt")
    assert not (tmp_path / "bieu").exists()


def test_no_zip_an_old_folder_or_no_versions(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "python.zip").write_bytes(b"no zip")
    assert command.run(["dong-goi", "python.zip"]) == verbs.UNREADABLE
    assert command.run(["dong-goi", "missing.zip"]) == verbs.UNREADABLE
    embeddable(tmp_path / "python.zip")
    assert command.run(["dong-goi", "python.zip"]) == verbs.UNREADABLE
    (tmp_path / "bieu").mkdir()
    assert command.run(["dong-goi", "python.zip", "-o", "bieu"]) == verbs.UNREADABLE
    (tmp_path / "tệp").touch()
    constraints = str(ROOT / "constraints.txt")
    under_a_file = ["dong-goi", "python.zip", "-o", "tệp/bieu", "--phien-ban", constraints]
    assert command.run(under_a_file) == verbs.UNREADABLE
    told = capsys.readouterr().err
    assert len(told.splitlines()) == len(set(told.splitlines())) == 5
    assert "“tệp/bieu”" in told.replace(os.sep, "/") and "--phien-ban" in told and "“bieu”" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bieu", "python.zip", "tệp"]


def test_markers_are_read_as_on_windows():
    python = Embeddable(Path(), MINOR)
    stated = ['pywin32>=224; platform_system == "Windows"', 'psutil; sys_platform == "darwin"',
              'x; extra == "excel"', 'y; extra == "test"', "z"]  # fmt: skip
    assert [r.name for r in needed(stated, python, ["excel"])] == ["pywin32", "x", "z"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder, with libraries from the package index."""
    place = tmp_path_factory.mktemp("gói")
    try:
        made = make_folder(embeddable(place / "python.zip"), place / "bieu", ROOT / "constraints.txt")
    except CannotPack as refused:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no package index: {refused}")
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []
    return made


@pytest.fixture(scope="module")
def libraries(made):
    return made / "python" / "Lib" / "site-packages"


def test_the_folder_holds_what_a_clerk_needs(made):
    names = {path.name for path in made.iterdir()}
    assert names == {
        "python", "bieu.xlam", "Bieu mau", "Cai dat.bat", "Go cai dat.bat", "bieu.bat", "Doc truoc.txt",
        "HUONG_DAN.md", "DANH_MUC_QUY_TAC.md", "docs",
    }  # fmt: skip
    assert "-m xl_addin.command_line.command %*" in (made / "bieu.bat").read_text("ascii")
    assert (made / "Cai dat.bat").read_bytes().isascii()
    assert b"\r\n" in (made / "Cai dat.bat").read_bytes()
    paths = (made / "python" / f"python3{MINOR}._pth").read_text().split("\n")
    assert paths[2:4] == [r"Lib\site-packages", "import site"]
    assert len(list((made / "Bieu mau" / "thai-nguyen-2025").glob("*.xlsx"))) == 22


def test_compiled_for_windows_and_never_compared_with_the_source_again(libraries):
    assert list(libraries.glob("numpy/**/*.cp3*-win_amd64.pyd"))
    assert not list(libraries.rglob("*.so"))
    for name in ("xl_addin/command_line/command.py", "pandas/__init__.py", "win32/lib/pywintypes.py"):
        source = libraries / name
        compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-3{MINOR}.pyc"
        flags = struct.unpack("<I", compiled.read_bytes()[4:8])[0]
        assert flags == 0b01, f"{name}: by hash, unchecked"


def test_nothing_names_this_computer(libraries):
    here = str(libraries.parent.parent.parent).encode()
    mine = (*(libraries / "xl_addin").rglob("*.pyc"), *libraries.glob("*.dist-info/*.json"))
    assert not [path for path in mine if here in path.read_bytes() or str(ROOT).encode() in path.read_bytes()]


def test_no_part_of_another_licence(libraries):
    assert not (libraries / "xlwings" / "pro").exists()
    assert (libraries / "xlwings" / "xlwings_custom_addin.bas").exists(), "the add-in is built from it"


def test_nothing_that_a_button_loads_is_missing(libraries):
    """Traced here: the modules that Kiểm tra, Tổng hợp and the drawing of letters really load."""
    code = (
        "import sys; from xl_addin import buttons; from xl_addin.inbox import _load_validators\n"
        "for name in buttons.BUTTONS: buttons.function_of(name)\n"
        "import xl_addin.command_line.command, xl_addin.summary.working_file\n"
        "import xl_addin.setup.__main__, rapidfuzz.process\n"
        "_load_validators(); print(*{name.split('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split()) - sys.stdlib_module_names
    # Of the tests' own environment: pandera looks for hypothesis, openpyxl for lxml; both go on without.
    loaded -= {"hypothesis", "lxml", "sortedcontainers", "cython_runtime", "sitecustomize"}
    loaded = {name for name in loaded if not name.startswith("_")}
    assert {"pandas", "xlwings", "xl_addin", "python_calamine"} <= loaded
    assert not [name for name in loaded if not folder._has(libraries, name)]
    for name in ("pythoncom", "pywintypes", "win32com", "win32api", "win32con", "win32process"):
        assert folder._has(libraries, name)


def test_what_is_missing_is_named(libraries, tmp_path):
    import shutil

    part = tmp_path / "lib"
    for name in folder.OUR_PACKAGES:
        shutil.copytree(libraries / name, part / name)
    assert {"pandas", "openpyxl", "xlwings"} <= set(folder.missing_imports(part))
