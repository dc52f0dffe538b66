"""The house: dependencies point one way; the catalogue and the samples are not stale."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {
    "workbook_templates": set(),
    "validators": {"workbook_templates"},
    "xl_addin": {"workbook_templates", "validators"},
}
NEVER = {"xlwings", "win32com", "pythoncom", "pywintypes"}


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
            assert top not in NEVER, f"{path.name} imports {name}"


def test_reading_needs_no_pandas():
    """Worker processes start fast: nothing that reads a workbook imports pandas."""
    for path in (ROOT / "workbook_templates").rglob("*.py"):
        assert not {n.split(".")[0] for n in imported(path)} & {"pandas", "numpy", "pandera"}, path.name


def test_the_catalogue_of_rules_is_fresh():
    from validators.catalogue import TARGET, catalogue_text

    assert TARGET.read_text(encoding="utf-8") == catalogue_text(), "run: python -m validators.catalogue"


def test_readme_shows_every_verb():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"bieu {verb}" in text for verb in ("kiem-tra", "tong-hop", "tao-mau", "danh-muc"))
