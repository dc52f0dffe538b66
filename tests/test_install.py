"""The add-in put into Excel's start folder and taken out, acted out in a folder."""

import csv
import sys
from pathlib import Path

import pytest

from xl_addin.command import UNREADABLE, run
from xl_addin.install import CannotInstall, Places, install, uninstall


@pytest.fixture
def places(tmp_path):
    home = tmp_path / "Nguyễn Văn Á"
    return Places(home / "Excel" / "XLSTART", home / ".bieu" / "bieu.conf")


def test_installed_twice_and_taken_out(places):
    for _ in range(2):
        install(places, Path(r"C:\Users\Public\bieu\python.exe"))
        assert places.add_in.read_bytes()[:2] == b"PK"
        with open(places.settings, encoding="utf-8", newline="") as file:
            assert dict(csv.reader(file))["INTERPRETER_WIN"] == r"C:\Users\Public\bieu\python.exe"
    assert uninstall(places)
    assert not places.add_in.exists() and not places.settings.exists()
    assert not uninstall(places)


def test_without_xlwings_it_is_said(places, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CannotInstall, match="xlwings"):
        install(places, Path(sys.executable))
    assert not places.settings.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="says so where there is no Excel for Windows")
@pytest.mark.parametrize("verb", ["cai-dat", "go-cai-dat"])
def test_other_systems_are_told(verb, capsys):
    assert run([verb]) == UNREADABLE
    assert "Windows" in capsys.readouterr().err
