"""A form set's workbook on the command line: written into a folder whole or not at all, and taken in place of
a folder."""

import os
import shutil
from pathlib import Path

import pytest

from tests.small_form_set import write_form_set
from tests.test_form_set_workbook import FOLDERS, edited, exported, fill, typed
from tests.test_own_form_sets import HT, QN, TYPED, returned
from workbook_templates.declared import rows
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.set_tables import raw_tables
from workbook_templates.declared.tables_in_folder import TablesInFolder
from xl_addin import form_set_folder
from xl_addin.check import check_files
from xl_addin.command_line.command import run
from xl_addin.files.whole_files import CannotWrite
from xl_addin.form_set_folder import write_form_set as write_folder
from xl_addin.form_sets import load_form_set, read_form_set, read_workbook


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def small(tmp_path):
    return write_form_set(tmp_path / "nho-2027")


def files_in(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_set_goes_out_and_comes_back_as_a_folder(folder, tmp_path):
    book = tmp_path / "bo.xlsx"
    assert run(["mau", "xuat", str(folder), "-o", str(book)]) == 0
    assert run(["mau", "kiem-tra", str(book)]) == 0
    assert run(["mau", "nhap", str(book), "-o", str(tmp_path / folder.name)]) == 0
    assert typed(TablesInFolder(tmp_path / folder.name)) == typed(TablesInFolder(folder))
    own = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
    if TablesInFolder(folder).inherited:  # what it has of another set is its own now
        own |= {f"{table}.csv" for table in rows.TABLES}
    assert set(files_in(tmp_path / folder.name)) <= own  # the tool's catalogue of units is not copied
    assert not list(tmp_path.glob(".bieu-*"))
    read_form_set(tmp_path / folder.name)


def test_a_folder_that_says_the_same_is_left_alone(small, tmp_path):
    before = files_in(small)
    book = exported(small, tmp_path / "bo.xlsx")
    assert run(["mau", "nhap", str(book), "-o", str(small)]) == 0
    assert files_in(small) == before


def test_an_older_edition_is_written_anew_whole(small, tmp_path):
    book = edited(exported(small, tmp_path / "bo.xlsx"), tmp_path / "b.xlsx", fill("Cột", "D7", 60))
    (small / "Thumbs.db").write_bytes(b"x")
    changed = write_folder(small, raw_tables(read_workbook(book)))
    assert changed == ["columns"]
    assert [row["width"] for row in raw_tables(TablesInFolder(small))["columns"]][2] == "60"
    assert typed(TablesInFolder(small)) == typed(read_workbook(book))


@pytest.mark.parametrize("other", ["ghi chú.docx", "units/khac.csv", "con/x.csv", "lines2.csv"])
def test_a_folder_with_other_files_is_refused(small, tmp_path, other):
    book = edited(exported(small, tmp_path / "bo.xlsx"), tmp_path / "b.xlsx", fill("Cột", "D7", 60))
    (small / other).parent.mkdir(exist_ok=True)
    (small / other).write_text("x")
    before = files_in(small)
    assert run(["mau", "nhap", str(book), "-o", str(small)]) == 2
    assert files_in(small) == before


def test_what_is_no_older_edition_is_refused(small, tmp_path):
    book = exported(small, tmp_path / "bo.xlsx")
    other = write_form_set(tmp_path / "khac", {("form_set.csv", 2): "id,khac-2027"})
    letters = tmp_path / "thu"
    letters.mkdir()
    (letters / "thu.docx").write_text("x")
    newer = write_form_set(tmp_path / "moi", {("form_set.csv", 8): "edition,3"})
    for folder in (other, letters, newer, book):
        before = files_in(folder.parent)
        assert run(["mau", "nhap", str(book), "-o", str(folder)]) == 2, folder
        assert files_in(folder.parent) == before
    (tmp_path / "rong").mkdir()
    assert run(["mau", "nhap", str(book), "-o", str(tmp_path / "rong")]) == 0


@pytest.mark.parametrize("at", ["write", "rename"])
def test_trouble_on_the_way_leaves_the_folder_as_it_was(small, tmp_path, monkeypatch, at):
    book = edited(exported(small, tmp_path / "bo.xlsx"), tmp_path / "b.xlsx", fill("Cột", "D7", 60))
    tables, before = raw_tables(read_workbook(book)), files_in(small)
    if at == "write":
        monkeypatch.setattr(form_set_folder, "files_of", lambda tables: {"a.csv": b"x", "b\0": b""})
    else:
        rename = os.rename

        def refuse(source, target):
            if Path(target) == small and Path(source).name == "new":
                raise PermissionError(13, "open elsewhere")
            rename(source, target)

        monkeypatch.setattr(form_set_folder.os, "rename", refuse)
    with pytest.raises((CannotWrite, ValueError)):
        write_folder(small, tables)
    assert files_in(small) == before
    assert not list(tmp_path.glob(".bieu-*"))


def test_a_workbook_with_mistakes_writes_nothing(small, tmp_path, capsys):
    def change(book):
        book["Cột"]["E7"] = "có lẽ"
        book["Nơi gửi"]["B6"] = "N-X"

    book = edited(exported(small, tmp_path / "bo.xlsx"), tmp_path / "b.xlsx", change)
    assert run(["mau", "nhap", str(book), "-o", str(tmp_path / "ra")]) == 1
    assert not (tmp_path / "ra").exists()
    assert run(["mau", "kiem-tra", str(book)]) == 1
    said = capsys.readouterr().out
    assert said.count("Cột!E7") == said.count("Nơi gửi!B6") == 2


def test_a_workbook_is_never_written_over(small, tmp_path):
    book = tmp_path / "bo.xlsx"
    book.write_bytes(b"mine")
    assert run(["mau", "xuat", str(small), "-o", str(book)]) == 2
    assert book.read_bytes() == b"mine"
    assert run(["mau", "xuat", str(small), "-o", str(tmp_path / "bo.csv")]) == 2
    assert run(["mau", "xuat", "khong-co", "-o", str(tmp_path / "b.xlsx")]) == 2
    assert run(["mau", "nhap", str(tmp_path / "khong-co.xlsx"), "-o", str(tmp_path / "ra")]) == 2
    wrong = write_form_set(tmp_path / "sai", {("rules.csv", 2): "D13,slack,nhiều"})
    assert run(["mau", "xuat", str(wrong), "-o", str(tmp_path / "b.xlsx")]) == 1
    assert not (tmp_path / "b.xlsx").exists()


def test_rules_are_judged_in_the_workbook_too(small, tmp_path):
    book = exported(small, tmp_path / "bo.xlsx")
    for cell, value in (("C5", "nhiều"), ("B5", "biên"), ("A6", "D99"), ("C6", "đỏ")):
        wrong = edited(book, tmp_path / "b.xlsx", fill("Quy tắc", cell, value))
        with pytest.raises(FormSetError) as refused:
            read_form_set(wrong)
        assert [one.place for one in refused.value.complaints] == [f"Quy tắc!{cell}"]


@pytest.mark.parametrize("source", [HT, QN], ids=lambda path: path.name)
def test_a_workbook_does_what_its_folder_does(source, tmp_path):
    """Blanks, check and roll-up, also where other processes read the returns."""
    folder = tmp_path / "don-vi"
    returned(folder, source)
    first = sorted(folder.glob("*.xlsx"))[0]
    for number in range(20):  # more than one process reads alone
        shutil.copy(first, folder / f"{first.stem} ({number}).xlsx")
    book = exported(source, tmp_path / "Bo bieu mau.xlsx")
    assert run(["tao-mau", str(book), "-o", str(tmp_path / "mau")]) == 0
    assert len(list((tmp_path / "mau").glob("*.xlsx"))) == len(TYPED[source])
    code = run(["kiem-tra", str(folder), "--bo-bieu", str(source), "--json", str(tmp_path / "a.json")])
    assert run(["kiem-tra", str(folder), "--bo-bieu", str(book), "--json", str(tmp_path / "b.json")]) == code
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()
    assert run(["tong-hop", str(folder), "--bo-bieu", str(book), "-o", str(tmp_path / "t.xlsx")]) == code


def test_a_workbook_among_the_returns_is_none(tmp_path):
    form_set = returned(tmp_path / "don-vi", QN)
    book = exported(QN, tmp_path / "don-vi" / "bo.xlsx")
    inbox, report = check_files([tmp_path / "don-vi"], form_set, QN)
    number = next(n for n, item in enumerate(inbox.returns) if item.path == book)
    assert list(inbox.ignored) == [number] and not report.of_file(number)
    inbox, report = check_files([book], form_set, QN)
    assert list(inbox.ignored) == [0] and not report.findings


def test_a_workbook_is_loaded_once_until_it_is_saved_again(small, tmp_path):
    book = exported(small, tmp_path / "bo.xlsx")
    assert load_form_set(book) is load_form_set(str(book))
    assert read_form_set(book) is not load_form_set(book)
    before = load_form_set(book)
    edited(book, book, fill("Cột", "D7", 60))
    assert load_form_set(book) is not before  # saved again


def test_a_cell_longer_than_excel_holds_is_told(small, tmp_path):
    line = f"bieu-02,B,B,,{'x' * 40_000},unit,,registered,no"
    folder = write_form_set(tmp_path / "dai", {("annexes.csv", 3): line})
    assert run(["mau", "xuat", str(folder), "-o", str(tmp_path / "b.xlsx")]) == 2
    assert not (tmp_path / "b.xlsx").exists()
