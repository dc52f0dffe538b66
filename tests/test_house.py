"""The house: dependencies point one way; the catalogue and the samples are not stale."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_templates.declared.fields import catalogue

ROOT = Path(__file__).parent.parent
BELOW = {
    "workbook_templates": set(),
    "validators": {"workbook_templates"},
    "xl_addin": {"workbook_templates", "validators"},
}
# The rooms of workbook_templates from the floor up: each may use those before it.
ROOMS = ("words", "expression", "kinds", "declared", "reading", "learning", "paper")
EXCEL = {"xlwings", "win32com", "pythoncom", "pywintypes"}
SPEAK_EXCEL = {"buttons", "excel"}  # folders of xl_addin, and no others
COVER = {"unit_name"}  # a label of the cover, which is no table


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("package", sorted(BELOW))
def test_arrows_point_one_way(package):
    for path in (ROOT / package).rglob("*.py"):
        for name in imported(path):
            top = name.split(".")[0]
            if top in BELOW:
                assert top == package or top in BELOW[package], f"{path.name} imports {name}"
            assert top not in EXCEL or path.parent.name in SPEAK_EXCEL, f"{path.name} imports {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_the_templates_stand_on_each_other(room):
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    for path in (ROOT / "workbook_templates" / room).rglob("*.py"):
        for name in imported(path):
            parts = name.split(".")
            assert parts[0] != "workbook_templates" or parts[1] in allowed, f"{path.name} imports {name}"


def test_nothing_outside_asks_what_kind_a_column_is():
    """Kinds are asked what they can do; their names and classes stay in their room."""
    for package in BELOW:
        for path in (ROOT / package).rglob("*.py"):
            if path.parent.name == "kinds" or path.name == "rows.py" or "examples" in path.name:
                continue
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"kind\.name\b", text) and "field.kind ==" not in text, path.name
            assert not re.search(r"isinstance\([^)]*\.kind,", text), path.name


def test_no_code_knows_a_field_by_its_name():
    """Rules, sums and the roll-up ask for roles; what a field is called is data."""
    names = {name for name in catalogue() if "_" in name}
    for package in BELOW:
        for path in (ROOT / package).rglob("*.py"):
            code = path.read_text(encoding="utf-8").split("\nEXAMPLES = ")[0]
            spoken = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)
                      and isinstance(node.value, str)}  # fmt: skip
            assert not spoken & names - COVER, path.name


def test_form_sets_are_loaded_with_their_rules_judged():
    """Only one module of the add-in knows the plain loader, which does not know the rules."""
    for path in (ROOT / "xl_addin").rglob("*.py"):
        uses = {"workbook_templates.declared.loading"} & set(imported(path))
        assert not uses, f"{path.name} loads form sets without xl_addin.form_sets"


def test_check_and_roll_up_need_no_excel():
    """Nor does the command line, its add-in builder and installer included."""
    modules = (
        "xl_addin.check, xl_addin.roll_up, xl_addin.command_line.command, "
        "xl_addin.setup.folder, xl_addin.ribbon.build"
    )
    code = f"import sys, {modules}; sys.exit(len({EXCEL!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_nothing_of_xlwings_pro():
    for path in (ROOT / "xl_addin").rglob("*.py"):
        assert not [name for name in imported(path) if name.startswith("xlwings.pro")], path.name


def test_reading_needs_no_pandas():
    """Worker processes start fast: nothing that reads a workbook imports pandas."""
    for path in (ROOT / "workbook_templates").rglob("*.py"):
        assert not {n.split(".")[0] for n in imported(path)} & {"pandas", "numpy", "pandera"}, path.name


def test_processes_that_read_workbooks_load_no_pydantic():
    """Nor does `bieu --help`: it takes longer than all tables of a form set."""
    modules = "workbook_templates.reading.many_files, xl_addin.command_line.command"
    code = f"import sys, {modules}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_pandas_is_loaded_while_workbooks_are_read():
    """Not before: what `bieu tong-hop` loads until then stands in the way of its readers."""
    modules = "xl_addin.check, xl_addin.roll_up, xl_addin.command_line.terminal, xl_addin.command_line.verbs"
    code = f"import sys, {modules}; sys.exit(len({{'pandas', 'numpy', 'pandera'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_catalogue_of_rules_is_fresh():
    from validators.catalogue import TARGET, catalogue_text

    assert TARGET.read_text(encoding="utf-8") == catalogue_text(), "run: python -m validators.catalogue"


def test_the_picture_of_the_ribbon_is_fresh():
    from xl_addin.ribbon.picture import draw

    drawn = (ROOT / "docs" / "the-lenh.svg").read_text(encoding="utf-8")
    assert drawn == draw(), "run: python -m xl_addin.ribbon.picture docs/the-lenh.svg"


def test_readme_shows_every_verb():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = ("kiem-tra", "tong-hop", "tao-mau", "danh-muc", "cai-dat", "go-cai-dat", "dong-goi")
    assert all(f"bieu {verb}" in text for verb in (*verbs, "mau kiem-tra"))


def test_no_pattern_is_possessive():
    """Python before 3.11.5 matches some such patterns wrongly (its issue 106052): there every workbook was
    read the slow way, and a working file not at all."""
    from re import _constants, _parser

    wrong = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}

    def operations(tree):
        for operation, argument in tree:
            yield operation
            for part in argument if isinstance(argument, (tuple, list)) else (argument,):
                for inner in part if isinstance(part, list) else (part,):
                    if isinstance(inner, _parser.SubPattern):
                        yield from operations(inner)

    seen = 0
    for room in ("workbook_templates", "validators"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for thing in vars(importlib.import_module(name)).values():
                if isinstance(thing, re.Pattern):
                    seen += 1
                    tree = _parser.parse(thing.pattern, thing.flags & ~re.DEBUG)
                    assert not wrong & set(operations(tree)), (name, thing.pattern[:60])
    assert seen > 100
