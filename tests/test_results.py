"""Results that are written whole or not at all, whatever stands in the way."""

from __future__ import annotations

import errno
import os
import time

import openpyxl
import pytest
import xlsxwriter

from tests.bad_files import FORM_SET, judge, write_form
from xl_addin.command_line import command
from xl_addin.files import whole_files
from xl_addin.files.whole_files import PREFIX, CannotWrite, whole_file


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_result_that_cannot_be_exchanged(tmp_path, monkeypatch, number):
    target = tmp_path / "kết quả.xlsx"
    target.write_text("old")

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with pytest.raises(CannotWrite) as refused, whole_file(target) as path:
        path.write_text("new")
    assert target.name in str(refused.value) or str(tmp_path) in str(refused.value)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    assert target.read_text() == "old"


def test_a_disk_that_fills_up(tmp_path):
    target = tmp_path / "a.xlsx"
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(CannotWrite), whole_file(target):
        raise full
    with pytest.raises(CannotWrite), whole_file(target):  # as XlsxWriter says it
        raise xlsxwriter.exceptions.FileCreateError(full)
    assert list(tmp_path.iterdir()) == []


def test_other_errors_and_stops_keep_the_old_result(tmp_path):
    target = tmp_path / "a.json"
    target.write_text("old")
    for error in (KeyboardInterrupt, ValueError):
        with pytest.raises(error), whole_file(target) as path:
            path.write_text("ne")
            raise error
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_result_that_is_open(tmp_path, lock):
    (tmp_path / lock).write_text("")
    with pytest.raises(CannotWrite), whole_file(tmp_path / "a.xlsx"):
        pytest.fail("nothing may be written")


def test_what_a_killed_run_left_is_removed(tmp_path, monkeypatch):
    left, fresh = tmp_path / f"{PREFIX}old.xlsx", tmp_path / f"{PREFIX}new.xlsx"
    for path in (left, fresh):
        path.write_text("half")
    written = fresh.stat().st_mtime
    os.utime(left, (written, written - whole_files._STALE - 1))
    os.utime(fresh, (written, written - whole_files._STALE))
    monkeypatch.setattr(time, "time", lambda: written)
    with whole_file(tmp_path / "a.xlsx") as path:
        path.write_text("whole")
    assert not left.exists() and fresh.exists()


def test_json_where_nothing_can_be_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("xl_addin.files.log.start_log", lambda: None)
    path = write_form(tmp_path / "a.xlsx")
    blocked = tmp_path / "file"
    blocked.write_text("")
    arguments = ["kiem-tra", str(path), "--json", str(blocked / "out.json"), "--bo-bieu", FORM_SET]
    assert command.run(arguments) == 2
    assert "Traceback" not in "".join(capsys.readouterr())


def test_the_sender_s_file_is_not_touched(tmp_path):
    path = write_form(tmp_path / "a.xlsx", more=lambda book, page: page.write("XFD1048576", 7))
    before = path.read_bytes(), path.stat().st_mtime_ns
    judge(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert openpyxl.load_workbook(path)["Biểu 04"]["D2"].value == 70
