"""Installing, upgrading while Excel is open, taking out: each step acted out in folders."""

import os
import sys
from pathlib import Path

import pytest

from xl_addin.command_line import command, verbs
from xl_addin.ribbon.build import USUAL_VARIABLE
from xl_addin.setup import __main__ as batch
from xl_addin.setup import from_folder, locations
from xl_addin.setup.from_folder import install_folder
from xl_addin.setup.install import ascii_path, install, look_for_newer, switch, uninstall, wait_and_switch
from xl_addin.setup.install import subprocess as install_subprocess
from xl_addin.setup.locations import CannotInstall, Locations, locations_of_user
from xl_addin.version import VERSION

PYTHON = Path("/Users/Public/bieu/python.exe")
DOCUMENTS = Path(batch.__file__).with_name("documents")


@pytest.fixture
def here(tmp_path):
    """A user whose name no ANSI code page holds."""
    roaming = tmp_path / "Nguyễn Văn Á" / "AppData" / "Roaming"
    return Locations(roaming / "Microsoft" / "Excel" / "XLSTART", tmp_path / "Public" / "bieu")


def settings(here):
    lines = here.settings.read_bytes().decode("ascii").splitlines()
    return dict(line.strip('"').split('","') for line in lines)


def test_installed_twice_and_taken_out(here):
    for _ in range(2):
        assert install(here, PYTHON)
        assert here.add_in.read_bytes() == here.waiting.read_bytes()
        assert settings(here)["INTERPRETER_WIN"] == str(PYTHON)
    assert list(here.start.iterdir()) == [here.add_in], "Excel opens whatever lies in XLSTART"
    assert [path.name for path in here.start.parent.iterdir()] == ["XLSTART"]
    assert uninstall(here)
    assert not here.add_in.exists() and not here.shared.exists()
    assert not uninstall(here)


def test_the_add_in_reads_the_settings_of_its_version(here):
    """The path that VBA puts together is the one that is written; ASCII alone."""
    from oletools.olevba import VBA_Parser

    install(here, PYTHON)
    parser = VBA_Parser(str(here.add_in))
    code = {name: text for _, _, name, text in parser.extract_macros()}["xlwings.bas"]
    parser.close()
    assert f'GetConfigFilePath = Environ("PUBLIC") & "\\bieu\\{VERSION}\\bieu.conf"' in code
    assert here.settings.relative_to(here.shared.parent) == Path("bieu") / VERSION / "bieu.conf"


def test_the_add_in_looks_where_the_tool_lies_as_a_rule():
    assert locations.SHARED[0] == USUAL_VARIABLE


def test_a_python_that_vba_cannot_name_is_refused(here):
    with pytest.raises(CannotInstall, match="Nguyễn"):
        install(here, Path("C:/Users/Nguyễn/python.exe"))
    assert not here.settings.exists() and not here.add_in.exists()
    assert ascii_path(PYTHON) == PYTHON


def test_without_xlwings_it_is_said(here, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CannotInstall, match="xlwings"):
        install(here, PYTHON)
    assert not here.settings.exists()


@pytest.fixture
def held(monkeypatch):
    """Excel holds the add-in for as many tries as this list has entries."""
    tries = []
    exchange = os.replace

    def replace(source, target):
        if str(target).endswith("XLSTART/bieu.xlam".replace("/", os.sep)) and tries:
            tries.pop()
            raise PermissionError
        exchange(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return tries


def test_an_upgrade_waits_until_excel_is_closed(here, held):
    install(here, PYTHON)
    here.add_in.write_bytes(b"old")
    held.extend([1] * 4)
    assert not install(here, PYTHON)
    assert here.add_in.read_bytes() == b"old"
    assert [path.name for path in here.start.iterdir()] == ["bieu.xlam"]
    slept = []
    assert wait_and_switch(here, slept.append)
    assert len(slept) == 3 and here.add_in.read_bytes() == here.waiting.read_bytes()


def test_only_one_process_waits(here, held):
    install(here, PYTHON)
    held.append(1)
    second = []
    assert wait_and_switch(here, lambda _: second.append(wait_and_switch(here, pytest.fail)))
    assert second == [False]


def test_the_old_version_sees_to_the_switch(here, monkeypatch):
    install(here, PYTHON)
    assert look_for_newer(here) == ""
    newer = here.shared / "99.0.1"
    newer.mkdir()
    assert look_for_newer(here) == "", "not whole yet"
    (newer / "bieu.xlam").write_bytes(b"new")
    (newer / "bieu.conf").write_bytes(b'"INTERPRETER_WIN","/elsewhere/planted.exe"\r\n')
    (here.shared / "Tài liệu").mkdir()
    started = []
    monkeypatch.setattr(install_subprocess, "Popen", lambda command, **_: started.append(command))
    assert "99.0.1" in look_for_newer(here)
    assert started == [[str(newer / "python" / "python.exe"), "-m", "xl_addin.setup", "cho"]], "its own alone"
    assert switch(here, newer) and here.add_in.read_bytes() == b"new"


def test_a_second_user_of_the_computer_only_reads(here, monkeypatch):
    install(here, PYTHON)
    monkeypatch.setattr("xl_addin.setup.install.whole_file", pytest.fail)
    other = Locations(here.start.parent / "khác" / "XLSTART", here.shared)
    assert install(other, PYTHON) and other.add_in.exists()


def test_while_excel_holds_it_nothing_is_taken_out(here, monkeypatch):
    install(here, PYTHON)

    def refuse(self, missing_ok=False):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CannotInstall):
        uninstall(here)
    assert here.settings.exists()


def test_what_is_not_ours_stays(here):
    install(here, PYTHON)
    other = here.shared / "Tài liệu" / "báo cáo.xlsx"
    other.parent.mkdir()
    other.touch()
    assert uninstall(here)
    assert list(here.shared.rglob("*.xlsx")) == [other]


# --- from the folder ------------------------------------------------------------------------------


@pytest.fixture
def brought(tmp_path):
    folder = tmp_path / "Tải về" / "bieu & cài"
    (folder / "python" / "Lib").mkdir(parents=True)
    (folder / "python" / "python.exe").write_bytes(b"MZ")
    (folder / "python" / "Lib" / "x.py").write_bytes(b"1")
    return folder


def test_installed_from_the_folder(here, brought):
    told = []
    assert install_folder(brought, here, told.append)
    python = here.own / "python" / "python.exe"
    assert python.read_bytes() == b"MZ" and len(told) == 1
    assert settings(here)["INTERPRETER_WIN"] == str(python)
    (brought / "python" / "Lib" / "x.py").write_bytes(b"2")
    assert install_folder(brought, here, told.append), "again: mended"
    assert (here.own / "python" / "Lib" / "x.py").read_bytes() == b"2"
    assert not [path for path in here.own.iterdir() if path.name.startswith(".dang-chep")]


def test_run_where_it_is_installed_it_copies_nothing(here, brought):
    install_folder(brought, here, lambda text: None)
    assert install_folder(here.own, here, pytest.fail)


def test_a_copy_that_stops_leaves_no_python(here, brought, monkeypatch):
    def stop(source, target, copy_function):
        Path(target).mkdir(parents=True)
        raise OSError(28, "no space left")

    monkeypatch.setattr(from_folder.shutil, "copytree", stop)
    with pytest.raises(CannotInstall):
        install_folder(brought, here, lambda text: None)
    assert not (here.own / "python").exists() and not here.add_in.exists()


def test_the_same_version_in_use_is_kept(here, brought, monkeypatch):
    install_folder(brought, here, lambda text: None)
    exchange = os.replace

    def replace(source, target):
        if Path(source).name == "python":
            raise PermissionError
        exchange(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert install_folder(brought, here, lambda text: None)
    assert (here.own / "python" / "python.exe").exists()


def test_a_folder_that_is_not_whole_is_told(here, tmp_path):
    with pytest.raises(CannotInstall):
        install_folder(tmp_path, here, pytest.fail)


def test_the_folder_is_protected_by_well_known_names(here, brought, monkeypatch):
    calls = []
    monkeypatch.setattr(from_folder.shutil, "which", lambda name: "icacls.exe")
    monkeypatch.setattr(from_folder.subprocess, "run", lambda command, **_: calls.append(command))
    monkeypatch.setenv("USERNAME", "Nguyễn Văn Á")
    monkeypatch.setenv("USERDOMAIN", "SNV")
    install_folder(brought, here, lambda text: None)
    whole, scratch = calls
    assert whole[:3] == ["icacls.exe", str(here.shared), "/inheritance:r"], "nobody lays another beside it"
    assert "SNV\\Nguyễn Văn Á:(OI)(CI)F" in whole and "*S-1-5-32-545:(OI)(CI)RX" in whole
    assert scratch == ["icacls.exe", str(here.scratch), "/grant", "*S-1-5-32-545:(OI)(CI)M"]
    here.own.rename(here.shared / "0.1.0")
    install_folder(brought, here, lambda text: None)
    assert [command[1] for command in calls[2:]] == [str(here.own)]


def test_another_python_that_is_there_keeps_its_version(here, tmp_path):
    """Its settings are those of all users: the second would take the first one's buttons away."""
    mine = tmp_path / "python.exe"
    mine.touch()
    install(here, mine)
    with pytest.raises(CannotInstall, match="Go cai dat.bat"):
        install(here, PYTHON)
    assert settings(here)["INTERPRETER_WIN"] == str(mine)
    mine.unlink()
    assert install(here, PYTHON), "what is gone serves nobody"


def test_each_user_waits_for_her_own_excel(here, held):
    install(here, PYTHON)
    other = Locations(here.start.parent.parent / "khác" / "XLSTART", here.shared)
    held.append(1)
    seen = []
    assert wait_and_switch(here, lambda _: seen.append(wait_and_switch(other, pytest.fail)))
    assert seen == [True] and other.add_in.exists()


@pytest.mark.parametrize("name", ["Cai dat.bat", "Go cai dat.bat"])
def test_batch_files_call_what_exists(name, here, monkeypatch, capsys):
    text = (DOCUMENTS / name).read_text(encoding="ascii")
    verb = text.split("xl_addin.setup ")[1].split()[0]
    popup = text.split("Unescape('")[1].split("')")[0]
    assert not popup.encode().decode("unicode_escape").isascii()
    monkeypatch.setattr(batch, "locations_of_user", lambda: here)
    monkeypatch.setattr(sys, "executable", str(here.own / "python" / "python.exe"))
    (here.own / "python").mkdir(parents=True)
    (here.own / "python" / "python.exe").touch()
    assert batch.main(verb) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 1


def test_the_batch_file_lets_a_process_wait(here, brought, monkeypatch, capsys, held):
    monkeypatch.setattr(batch, "locations_of_user", lambda: here)
    monkeypatch.setattr(sys, "executable", str(brought / "python" / "python.exe"))
    held.append(1)
    waiting = []
    monkeypatch.setattr(batch, "start_waiting", waiting.append)
    assert batch.main("cai-dat") == 0
    assert waiting == [here.own / "python" / "python.exe"]
    assert batch.LATER in capsys.readouterr().out
    assert batch.main("cho") == 0
    assert here.add_in.read_bytes() == here.waiting.read_bytes()


def test_trouble_is_one_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(batch, "locations_of_user", lambda: 1 / 0)
    assert batch.main("cai-dat") == 2
    assert "ZeroDivisionError" not in capsys.readouterr().out
    monkeypatch.setattr(batch, "locations_of_user", lambda: None)
    assert batch.main("") == 2


# --- where things lie -----------------------------------------------------------------------------


def test_the_shared_folder_has_ascii_letters(tmp_path, monkeypatch):
    monkeypatch.setattr(locations.sys, "platform", "win32")
    roaming = tmp_path / "Nguyễn" / "AppData"
    public, data = tmp_path / "Public", tmp_path / "ProgramData"
    said = {"APPDATA": str(roaming), "PUBLIC": str(public), "PROGRAMDATA": str(data)}
    found = locations_of_user(said)
    assert (found.shared, found.variable) == (public / "bieu", "PUBLIC")
    assert found.start == roaming / "Microsoft" / "Excel" / "XLSTART"
    assert locations_of_user({**said, "PUBLIC": str(tmp_path / "Công cộng")}).variable == "PROGRAMDATA"
    (data / "bieu" / VERSION).mkdir(parents=True)
    (data / "bieu" / VERSION / "bieu.conf").touch()
    assert locations_of_user(said).variable == "PROGRAMDATA", "where it was installed when PUBLIC was closed"
    (data / "bieu" / VERSION / "bieu.conf").unlink()
    public.rmdir() if not any(public.iterdir()) else None
    blocked = tmp_path / "tệp"
    blocked.touch()
    with pytest.raises(CannotInstall):
        locations_of_user({"APPDATA": str(roaming), "PUBLIC": str(tmp_path / "file"), "PROGRAMDATA": ""} | {
            "PUBLIC": str(blocked)
        })  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="says so where there is no Excel for Windows")
@pytest.mark.parametrize("verb", ["cai-dat", "go-cai-dat"])
def test_other_systems_are_told(verb, capsys):
    assert command.run([verb]) == verbs.UNREADABLE
    assert "Windows" in capsys.readouterr().err


def test_a_second_installation_that_fails_gives_the_first_back(here, brought, monkeypatch):
    install_folder(brought, here, lambda text: None)
    exchange = os.replace

    def replace(source, target):
        if Path(source).name == ".dang-chep":
            raise PermissionError  # a virus scanner holds what was just copied
        exchange(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert install_folder(brought, here, lambda text: None)
    assert (here.own / "python" / "python.exe").read_bytes() == b"MZ"


def test_an_add_in_that_the_office_has_signed_stays(here):
    import zipfile

    install(here, PYTHON)
    with zipfile.ZipFile(here.waiting, "a") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"signed")
    signed = here.waiting.read_bytes()
    assert install(here, PYTHON)
    assert here.waiting.read_bytes() == here.add_in.read_bytes() == signed
