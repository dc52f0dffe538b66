"""Many files read side by side: one that is bad, dies or hangs loses no other; nor does a stop."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.bad_files import FORM_SET, OLD_EXCEL, add_cells, folder_of, judge, rewrite, table_of, write_form
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart, grid, many_files
from workbook_templates.reading.one_pass import usual_grid
from workbook_templates.reading.package import opened
from workbook_templates.reading.returns import Return
from xl_addin.command_line import command
from xl_addin.files.collector import uncollected


@pytest.mark.parametrize("unusual", [b"</row>", b"</row> "], ids=["usual", "left to the general path"])
def test_more_strings_claimed_than_there_are(tmp_path, unusual):
    """python-calamine reserves memory for 4,294,967,296 strings at once, and aborts its process."""
    path = rewrite(
        write_form(tmp_path / "a.xlsx"),
        sharedStrings=lambda data: re.sub(rb'uniqueCount="[0-9]+"', b'uniqueCount="4294967296"', data),
        sheet1=lambda data: data.replace(b"</row>", unusual),
    )
    assert table_of(path) == [70, 45]


def test_one_bad_file_among_thirty(tmp_path):
    folder_of(tmp_path, 30)
    (tmp_path / "07.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 50)
    rewrite(tmp_path / "20.xlsx", sheet1=add_cells(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    inbox, _, code = judge(tmp_path)
    assert code == 2
    assert [item.path.name for item in inbox.returns if item.status != "ok"] == ["07.xlsx"]
    assert all(item.tables for item in inbox.returns if item.status == "ok")


TWO = partial(many_files.side_processes, 2)


def die_of_05(source: str, paths: list[Path]) -> list[Return | Path]:
    if any(path.name == "05.xlsx" for path in paths):
        os._exit(9)
    return many_files._read_batch(source, paths)


def fail_at_05(source: str, paths: list[Path]) -> list[Return | Path]:
    """A fault of ours that shows on one file alone."""
    real = many_files.read_return

    def read(path, form_set):
        if path.name == "05.xlsx":
            raise ZeroDivisionError
        return real(path, form_set)

    many_files.read_return = read
    try:
        return list(many_files._try_each(source, paths))
    finally:
        many_files.read_return = real


def test_a_dying_worker_loses_no_file(tmp_path, monkeypatch):
    paths = folder_of(tmp_path, 40)
    monkeypatch.setattr(many_files, "_read_batch", die_of_05)
    seen = []
    results = many_files.read_returns(paths, load_form_set(FORM_SET), FORM_SET, seen.append, TWO)
    assert [item.path for item in results] == paths
    assert all(item.status == "ok" and item.tables for item in results)
    assert seen == sorted(seen) and seen[-1] == 40


def test_a_pool_that_never_starts_loses_no_file(tmp_path, monkeypatch):
    paths = folder_of(tmp_path, 17)
    results = many_files.read_returns(paths, load_form_set(FORM_SET), tmp_path / "no form set", pool=TWO)
    assert all(item.status == "ok" and item.tables for item in results)


def test_a_pool_that_is_handed_in(tmp_path):
    """Anything with the interface of concurrent.futures, threads here: an .xls is read in it, too."""
    paths = folder_of(tmp_path, 17)
    (tmp_path / "08.xlsx").write_bytes(OLD_EXCEL.read_bytes())
    form_set = load_form_set(FORM_SET)
    made = []

    def pool() -> ThreadPoolExecutor:
        made.append(ThreadPoolExecutor(2))
        return made[-1]

    results = many_files.read_returns(paths, form_set, FORM_SET, pool=pool)
    assert [(item.path, len(item.tables)) for item in results] == [(path, 1) for path in paths]
    assert [item.format for item in results].count("xls") == 1
    [executor] = made
    with pytest.raises(RuntimeError):
        executor.submit(print)  # it was shut down


def test_what_work_keeps_is_not_walked_at_its_end():
    """But what it leaves in circles is collected when somebody asks."""

    class Circle:
        def __init__(self):
            self.own = self

    with uncollected():
        kept, left = [[number] for number in range(5000)], weakref.ref(Circle())
        assert not gc.isenabled()
    assert gc.isenabled() and not gc.get_freeze_count()
    assert any(one is kept for one in gc.get_objects(generation=2))
    gc.collect()
    assert left() is None


def test_our_own_fault_on_one_file_loses_no_other(tmp_path, monkeypatch, caplog):
    paths = folder_of(tmp_path, 17)
    monkeypatch.setattr(many_files, "_read_batch", fail_at_05)
    results = many_files.read_returns(paths, load_form_set(FORM_SET), FORM_SET, pool=TWO)
    assert all(item.status == "ok" for item in results)  # the parent had no trouble with it
    real = many_files.read_return
    monkeypatch.setattr(
        many_files, "read_return", lambda path, form_set: 1 / 0 if path == paths[5] else real(path, form_set)
    )
    results = many_files.read_returns(paths[:12], load_form_set(FORM_SET), FORM_SET)
    assert [item.reason for item in results] == [None] * 5 + ["trouble"] + [None] * 6
    assert caplog.records


def test_a_child_that_dies_or_hangs(tmp_path, monkeypatch):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    form_set = load_form_set(FORM_SET)
    start = apart._start

    def dead():
        process = start()
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(apart, "_start", dead)
    assert many_files.read_one(path, form_set).reason == "damaged"
    deaf = [sys.executable, "-c", "import sys; sys.stdin.read()"]  # until it is killed
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    monkeypatch.setattr(apart, "_start", lambda: subprocess.Popen(deaf, **pipes))
    monkeypatch.setattr(apart, "CHILD_SECONDS", 0)
    assert many_files.read_one(path, form_set).reason == "too_large"


def test_a_panic_of_the_reader_is_one_file(tmp_path, monkeypatch):
    panic = type("PanicException", (BaseException,), {})

    def rows_of(workbook, name):
        raise panic("index out of bounds")

    path = rewrite(write_form(tmp_path / "a.xlsx"), sheet1=lambda data: data.replace(b"</row>", b"</row> "))
    with opened(path) as package:
        assert usual_grid(package) is None  # so that it is python-calamine that reads it
    monkeypatch.setattr(grid, "rows_of", rows_of)
    assert table_of(path) == [70, 45]  # the child, where nothing is patched, reads it


# ------------------------------------------------------------------------------------ stopped


def test_stopping_leaves_nothing_behind(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    folder_of(folder, 4)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr("xl_addin.files.log.start_log", lambda: None)
    real = many_files.read_return

    def stop(path, form_set):
        if path.name == "02.xlsx":
            raise KeyboardInterrupt
        return real(path, form_set)

    monkeypatch.setattr(many_files, "read_return", stop)
    arguments = ["kiem-tra", str(folder), "--json", str(tmp_path / "out.json"), "--bo-bieu", FORM_SET]
    assert command.run(arguments) == 2
    assert sorted(tmp_path.rglob("*")) == before
    assert "Traceback" not in "".join(capsys.readouterr())


def test_stopping_the_pool(tmp_path):
    paths = folder_of(tmp_path, 60)

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        many_files.read_returns(paths, load_form_set(FORM_SET), FORM_SET, stop, TWO)


_OWNER = """
import os
from workbook_templates.reading.many_files import side_processes

if __name__ == "__main__":
    pool = side_processes(2)
    print(pool.submit(os.getpid).result(), flush=True)
    input()
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks into /proc")
def test_readers_end_with_the_process_that_they_read_for(tmp_path):
    """Also where somebody ends it from outside: they would wait for work for ever."""
    (tmp_path / "owner.py").write_text(_OWNER, encoding="utf-8")
    owner = subprocess.Popen(
        [sys.executable, tmp_path / "owner.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    reader = Path("/proc") / owner.stdout.readline().strip() / "cmdline"  # blank once it has ended

    def works() -> bool:
        return reader.exists() and bool(reader.read_bytes())

    assert works()
    owner.kill()
    owner.wait()
    end = time.monotonic() + 20
    while works() and time.monotonic() < end:
        time.sleep(0.05)
    assert not works()
