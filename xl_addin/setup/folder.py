"""`bieu dong-goi`: a folder for Windows computers without internet, made on any system.

Python as its makers publish it for embedding, all libraries as wheels for 64-bit Windows, unpacked and
compiled (the buttons start Python with -B, which keeps nothing it compiles), the add-in, blank workbooks,
and two batch files. Nothing of this computer goes along.
"""

from __future__ import annotations

import compileall
import importlib.util
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from xl_addin.files.whole_files import fresh
from xl_addin.setup.locations import ADD_IN, CannotInstall
from xl_addin.version import VERSION

PROJECT = "bieu-dao-tao"
OUR_PACKAGES = ("xl_addin", "validators", "workbook_templates")
_DOCUMENTS = Path(__file__).with_name("documents")
_DLL = re.compile(r"python(3)([0-9]+)\.dll")
_AMD64 = 0x8664  # IMAGE_FILE_MACHINE_AMD64 in the header of a Windows program
# What no program of ours loads: tests, demonstrations, an editor, and the part of xlwings that has
# another licence. Relative to the folder of libraries.
_LEFT_OUT = (
    "pandas/tests", "numpy/**/tests", "xlwings/pro", "xlwings/addin", "xlwings/*.xl*", "pythonwin",
    "Pythonwin", "win32/Demos", "win32/test", "win32com/demos", "win32com/test", "win32comext/*/demos",
    "win32comext/*/test", "adodbapi", "isapi", "*.chm", "bin", "Scripts",
)  # fmt: skip


class CannotPack(CannotInstall):
    """The folder cannot be made; the text says why and what to do."""


@dataclass(frozen=True)
class Embeddable:
    """A zip of Python for embedding. minor: 11 for Python 3.11."""

    path: Path
    minor: int

    @property
    def tag(self) -> str:
        return f"3{self.minor}"


def read_embeddable(path: Path) -> Embeddable:
    """Look into the zip. Raises CannotPack where it is no 64-bit Windows Python, or of another minor
    version than the Python running here, which compiles the libraries."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            minors = [int(match[2]) for name in names if (match := _DLL.fullmatch(name))]
            if "python.exe" not in names or not minors:
                raise CannotPack(
                    f"“{path}” không phải bản Python nhúng cho Windows. Đề nghị lấy tệp có tên dạng "
                    f"python-3.{sys.version_info.minor}.x-embed-amd64.zip ở trang của Python."
                )
            program = package.read("python.exe")
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotPack(
            f"Không đọc được “{path}”: không có tệp này, hoặc tệp tải chưa trọn. Đề nghị kiểm tra tên tệp, "
            "hoặc tải lại tệp zip của Python."
        ) from error
    if _machine(program) != _AMD64:
        raise CannotPack(f"“{path}” không phải bản 64 bit. Đề nghị lấy tệp có chữ amd64 trong tên.")
    found = Embeddable(path, minors[0])
    if found.minor != sys.version_info.minor:
        raise CannotPack(
            f"“{path}” là Python 3.{found.minor}, công cụ đang chạy bằng Python 3.{sys.version_info.minor}. "
            f"Đề nghị lấy bản nhúng Python 3.{sys.version_info.minor}, hoặc chạy lệnh này bằng Python "
            f"3.{found.minor}."
        )
    return found


def _machine(program: bytes) -> int:
    """For which processor a Windows program is (PE header: where that is, stands at byte 60)."""
    start = int.from_bytes(program[60:64], "little")
    return int.from_bytes(program[start + 4 : start + 6], "little") if program[:2] == b"MZ" else 0


def make_folder(
    embeddable: Path,
    target: Path,
    constraints: Path,
    say: Callable[[str], None] = lambda text: None,
) -> Path:
    """Make the folder `target`, whole or not at all; returns it. constraints: the file of pinned versions.
    Needs a package index. Raises CannotPack."""
    python = _must_be_makeable(embeddable, target, constraints)
    half = fresh(target.with_name(f".dang-goi-{target.name}"))
    try:
        half.mkdir(parents=True)
        say("Đang tải thư viện cho Windows…")
        with tempfile.TemporaryDirectory() as wheels:
            download_wheels(Path(wheels), python, constraints)
            _lay_python(half / "python", python)
            libraries = half / "python" / "Lib" / "site-packages"
            say("Đang xếp và biên dịch…")
            unpack_wheels(Path(wheels), libraries, python)
        add_our_packages(libraries)
        _leave_out(libraries)
        lacking = missing_imports(libraries)
        if lacking:
            raise CannotPack(f"Gói thiếu thư viện: {', '.join(lacking)}. Đề nghị báo người hỗ trợ.")
        compile_all(libraries)
        _add_the_rest(half)
        _add_the_guides(half, constraints.resolve().parent)
        half.rename(target)
    except OSError as error:
        raise CannotPack(
            f"Không ghi được “{target}”: đường dẫn không dùng được, không được ghi ở đó, hoặc ổ đĩa đầy. Đề "
            "nghị chọn nơi khác."
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def _must_be_makeable(embeddable: Path, target: Path, constraints: Path) -> Embeddable:
    """The Python to pack, before anything is fetched. Raises CannotPack for what is missing or in the way."""
    if importlib.util.find_spec("xlwings") is None:
        raise CannotPack(
            "Máy chưa có phần nối với Excel (xlwings) nên chưa lập được thẻ lệnh. Đề nghị mở cửa sổ lệnh tại "
            'thư mục của công cụ, gõ: pip install -c constraints.txt ".[excel]" rồi chạy lại.'
        )
    python = read_embeddable(embeddable)
    if target.exists():
        raise CannotPack(f"Đã có “{target}”. Đề nghị xóa hoặc chọn tên khác, để không trộn hai bản.")
    if not constraints.is_file():
        raise CannotPack(
            f"Không có tệp phiên bản “{constraints}”. Đề nghị chạy lệnh trong thư mục "
            "của công cụ, hoặc chỉ ra tệp bằng --phien-ban."
        )
    return python


# --- libraries ------------------------------------------------------------------------------------


def windows(python: Embeddable, extra: str = "") -> dict[str, str]:
    """The environment in which markers of requirements are read: pip reads them in its own."""
    return {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": f"3.{python.minor}",
        "python_full_version": f"3.{python.minor}.0",
        "implementation_version": f"3.{python.minor}.0",
        "platform_release": "10",
        "platform_version": "10.0",
        "extra": extra,
    }


def needed(requirements: Iterable[str], python: Embeddable, extras: Iterable[str]) -> list[Requirement]:
    """The requirements that hold on Windows, of those that a distribution states."""
    found = []
    for requirement in map(Requirement, requirements):
        marker = requirement.marker
        if marker is None or any(marker.evaluate(windows(python, extra)) for extra in ("", *extras)):
            found.append(requirement)
    return found


def download_wheels(folder: Path, python: Embeddable, constraints: Path) -> None:
    """Fetch the wheels of everything we need on Windows, needs of needs included. Raises CannotPack."""
    wanted = needed(distribution(PROJECT).requires or [], python, ("excel",))
    known: dict[str, set[str]] = {}
    while wanted:
        _pip("download", "--no-deps", "--dest", folder, "-c", constraints, *_platform(python),
             *(f"{requirement.name}{requirement.specifier}" for requirement in wanted))  # fmt: skip
        for requirement in wanted:
            known.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
        wheels = {canonicalize_name(path.name.split("-")[0]): path for path in folder.glob("*.whl")}
        stated = [
            requirement
            for name, path in wheels.items()
            for requirement in needed(_requires(path), python, known.get(name, ()))
        ]
        wanted = [r for r in stated if canonicalize_name(r.name) not in wheels]


def _requires(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as package:
        name = next(n for n in package.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1)
        return HeaderParser().parsestr(package.read(name).decode("utf-8")).get_all("Requires-Dist") or []


def _platform(python: Embeddable) -> list[str]:
    return [
        "--only-binary=:all:", "--platform", "win_amd64", "--python-version", f"3.{python.minor}",
        "--implementation", "cp", "--abi", f"cp{python.tag}", "--abi", "abi3", "--abi", "none",
    ]  # fmt: skip


def _pip(*arguments: object) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if run.returncode:
        last = (run.stderr.strip().splitlines() or ["không rõ"])[-1]
        raise CannotPack(
            f"pip chưa lấy được thư viện: {last} Đề nghị kiểm tra mạng, hoặc chạy ở máy có mạng rồi chép "
            "thư mục sang."
        )


def unpack_wheels(wheels: Path, libraries: Path, python: Embeddable) -> None:
    """Install the wheels into a folder, as pip does for another platform."""
    _pip("install", "--no-index", "--no-deps", "--no-compile", "--target", libraries, *_platform(python),
         *sorted(wheels.glob("*.whl")))  # fmt: skip


def add_our_packages(libraries: Path) -> None:
    """Our own packages as they run here, and what importlib.metadata must know of them."""
    for name in OUR_PACKAGES:
        folder = Path(importlib.util.find_spec(name).submodule_search_locations[0])
        shutil.copytree(folder, libraries / name, ignore=shutil.ignore_patterns("__pycache__"))
    about = libraries / f"bieu_dao_tao-{VERSION}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PROJECT}\nVersion: {VERSION}\n")


def _leave_out(libraries: Path) -> None:
    for pattern in _LEFT_OUT:
        for path in list(libraries.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in libraries.rglob("direct_url.json"):  # where pip took a wheel from
        path.unlink()


def missing_imports(libraries: Path) -> list[str]:
    """What our packages, and the module of xlwings for Windows, import and the folder has not."""
    import ast

    sources = [path for name in OUR_PACKAGES for path in (libraries / name).rglob("*.py")]
    imported: set[str] = set()
    for path in (*sources, libraries / "xlwings" / "_xlwindows.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else ():
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    return sorted(
        name for name in imported - sys.stdlib_module_names - _OPTIONAL if not _has(libraries, name)
    )


_OPTIONAL = frozenset(("PIL", "matplotlib", "plotly", "tests"))  # xlwings asks for these only where they are


def _has(libraries: Path, name: str) -> bool:
    # pywin32 lays its modules in folders of its own, named in pywin32.pth.
    folders = (libraries, libraries / "win32", libraries / "win32" / "lib", libraries / "pywin32_system32")
    return any(
        (folder / name).is_dir() or any(folder.glob(f"{name}.py")) or any(folder.glob(f"{name}*.pyd"))
        or any(folder.glob(f"{name}*.dll"))
        for folder in folders
    )  # fmt: skip


def compile_all(libraries: Path) -> None:
    """Compile every module, never to be compared with its source again: copying changes times of files."""
    compileall.compile_dir(
        libraries,
        quiet=2,  # a few modules of others are for other Pythons
        workers=0,
        stripdir=str(libraries),  # no path of this computer in the compiled files
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


# --- the rest -------------------------------------------------------------------------------------


def _lay_python(folder: Path, python: Embeddable) -> None:
    """Unpack Python and let it see the folder of libraries, and nothing else of the computer."""
    with zipfile.ZipFile(python.path) as package:
        package.extractall(folder)
    lines = (f"python{python.tag}.zip", ".", r"Lib\site-packages", "import site")  # site reads pywin32.pth
    (folder / f"python{python.tag}._pth").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def _add_the_guides(folder: Path, project: Path) -> None:
    """The guides that lie beside the file of versions, with their pictures."""
    for name in ("HUONG_DAN.md", "DANH_MUC_QUY_TAC.md"):
        if (project / name).is_file():
            shutil.copyfile(project / name, folder / name)
    if (project / "docs").is_dir():
        shutil.copytree(project / "docs", folder / "docs")


def _add_the_rest(folder: Path) -> None:
    """The add-in, blanks of each form set, the batch files and a word to the reader."""
    from xl_addin.form_sets import form_set_ids, load_form_set
    from xl_addin.make_blanks import make_blanks
    from xl_addin.ribbon.build import build

    build(folder / ADD_IN)
    for name in form_set_ids():
        make_blanks(load_form_set(name), folder / "Bieu mau" / name)
    for document in _DOCUMENTS.iterdir():
        text = document.read_text(encoding="utf-8").replace("{version}", VERSION)
        encoding = "ascii" if document.suffix == ".bat" else "utf-8-sig"
        (folder / document.name).write_text(text, encoding=encoding, newline="\r\n")
