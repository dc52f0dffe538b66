"""Files that claim more than they hold, so that the library reserves or fills memory, or never comes to an
end: each is one unreadable file, or is read all the same, and none of its neighbours is lost."""

from __future__ import annotations

import pickle
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import python_calamine

from tests.bad_files import FORM_SET, OLD_EXCEL, add_cells, judge, reason, rewrite, table_of, write_form
from workbook_templates.declared.loading import load_form_set
from workbook_templates.reading import apart, many_files
from workbook_templates.reading.apart import Apart
from workbook_templates.reading.package import Unreadable

FORMS = load_form_set(FORM_SET)
FROM_HERE = f"import sys, pickle; sys.path[:0] = [{str(Path(__file__).parent.parent)!r}]\n"


@pytest.fixture(autouse=True)
def no_library_here(monkeypatch):
    """This process never hands a file of others to the library, whatever the file says."""

    def refuse(*_, **__):
        raise AssertionError("python-calamine was asked in this process")

    for name in ("load_workbook", "CalamineWorkbook"):
        monkeypatch.setattr(python_calamine, name, refuse)
    monkeypatch.setattr("workbook_templates.reading.grid.CalamineWorkbook", refuse)


# ------------------------------------------------------------------------------------------- .xlsx


def strings(claim: bytes):
    return lambda data: re.sub(rb'uniqueCount="[0-9]+"', claim, data)


@pytest.mark.parametrize(
    "claim",
    [
        b'uniqueCount="4294967296"',
        b'uniqueCount = "18446744073709551615"',
        b"uniqueCount='99999999999'",
        b'count="4294967296"',
        b'uniqueCount="4000000"',
    ],
)
@pytest.mark.parametrize("rows", [b"</row>", b"</row> "], ids=["usual", "unusual"])
def test_a_count_of_strings(tmp_path, claim, rows):
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sharedStrings=strings(claim), sheet1=lambda data: data.replace(b"</row>", rows))
    assert table_of(path) == [70, 45]


def test_a_count_of_strings_in_damaged_xml(tmp_path):
    """The list that claims so much is damaged, too."""
    path = write_form(tmp_path / "a.xlsx")
    rewrite(path, sharedStrings=strings(b'uniqueCount="4294967296"'))
    rewrite(path, sharedStrings=lambda data: data.replace(b"</si>", b"</si1048577>", 1))
    assert reason(path) == "damaged"


def test_a_count_of_strings_in_a_part_of_another_name(tmp_path):
    path = rewrite(write_form(tmp_path / "a.xlsx"), sharedStrings=strings(b'uniqueCount="4294967296"'))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            name = name.replace("sharedStrings", "SHAREDstrings")
            archive.writestr(name, data.replace(b'"sharedStrings.xml"', b'"/xl\\sharedSTRINGS.xml"'))
    assert table_of(path) == [70, 45]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (b'<row r="9"><c x=">" r="XFD1048576"><v>1</v></c></row>', None),
        (b'<row r="9"><c r="A9" r="XFD1048576"><v>1</v></c></row>', "too_large"),
        (b'<row r="9"><c r="IU9"><v>1</v></c></row>' + b"</row>" * 600_000 + b"<c><v>1</v></c>", "damaged"),
        (b'<row r="9"><c r="A9"><f t="shared" si="99999999999" ref="A9:A10">1</f><v>1</v></c></row> ', None),
        (b'<row r="9"><c r="A9" s="4294967295"><v>1</v></c></row> ', None),
        (b'<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', None),
        (b'<row r="9"><c r="ZZZZZZZ9"><v>1</v></c></row>', None),
    ],
)
def test_places_that_the_guard_and_the_library_see_differently(tmp_path, cells, why):
    path = rewrite(write_form(tmp_path / "a.xlsx"), sheet1=add_cells(cells))
    assert reason(path) == why
    if why is None:
        assert table_of(path)[:2] == [70, 45]


@pytest.mark.parametrize(
    "dimension", [b"A1:XFD1048576", b"A1:A99999", b"XFD1048576:A1", b"A1:ZZZZZZZ99999999999", b""]
)
def test_the_dimension_of_a_sheet(tmp_path, dimension):
    path = rewrite(
        write_form(tmp_path / "a.xlsx"),
        sheet1=lambda data: re.sub(rb'ref="A1:D3"', b'ref="%b"' % dimension, data).replace(
            b"</row>", b"</row> "
        ),
    )
    assert reason(path) in (None, "damaged")


@pytest.mark.parametrize("ending", [b"", b" "], ids=["usual", "unusual"])
def test_many_sheets_each_with_one_far_cell(tmp_path, ending):
    """A sheet of 300 bytes is held as 2.3 million cells; here are 12 of them in 10 KB."""
    path = write_form(tmp_path / "a.xlsx")
    count = 12
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="9999"><c r="HZ9999"><v>1</v></c></row>%b</sheetData></worksheet>' % ending
    )
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    names = "".join(f'<sheet name="s{n}" sheetId="{n + 9}" r:id="x{n}"/>' for n in range(count))
    lines = "".join(
        f'<Relationship Id="x{n}" Type="{related}" Target="worksheets/x{n}.xml"/>' for n in range(count)
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            data = data.replace(b"</sheets>", names.encode() + b"</sheets>")
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", lines.encode() + b"</Relationships>")
            archive.writestr(name, data)
        for n in range(count):
            archive.writestr(f"xl/worksheets/x{n}.xml", sheet)
    assert reason(path) == "too_large"


# --------------------------------------------------------------------------------------- the child


def start_with(code: str) -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-c", code], **pipes)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import os; os.abort()", "too_large"),  # as Rust does where there is no memory
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import sys; sys.exit(0)", "damaged"),
        ("print('thread main panicked', flush=True); input()", "damaged"),
        ("import sys; sys.stdout.buffer.write(b'\\x80\\x05\\x95\\xff'); sys.stdout.flush()", "damaged"),
        ("import sys, pickle; pickle.dump(1, sys.stdout.buffer); sys.stdout.flush()", "damaged"),
    ],
)
def test_a_child_that_is_lost_is_one_file(monkeypatch, code, why):
    start = apart._start
    with Apart() as reader:
        monkeypatch.setattr(apart, "_start", lambda: start_with(code))
        with pytest.raises(Unreadable, match=f"^{why}$"):
            reader.read(OLD_EXCEL)
        monkeypatch.setattr(apart, "_start", start)
        assert reader.read(OLD_EXCEL).sheets


def test_a_child_that_hangs_is_killed_once(monkeypatch):
    started = []
    monkeypatch.setattr(apart, "CHILD_SECONDS", 0.3)
    monkeypatch.setattr(
        apart, "_start", lambda: started.append(start_with("import time; time.sleep(60)")) or started[-1]
    )
    with Apart() as reader, pytest.raises(Unreadable, match="too_large"):
        reader.read(OLD_EXCEL)
    assert len(started) == 1 and started[0].poll() is not None


def test_what_an_earlier_file_did_to_the_child_costs_no_later_one(monkeypatch, tmp_path):
    """It dies at its second file, whatever that is."""
    worn = (
        FROM_HERE + "from workbook_templates.reading.apart import read_apart\n"
        "pickle.dump(('grid', read_apart(pickle.load(sys.stdin.buffer))), sys.stdout.buffer)\n"
        "sys.stdout.flush(); pickle.load(sys.stdin.buffer)\n"
        "pickle.dump(('unreadable', 'too_large'), sys.stdout.buffer)"
    )
    start, children = apart._start, [start_with(worn)]
    monkeypatch.setattr(apart, "_start", lambda: children.pop() if children else start())
    with Apart() as reader:
        assert [len(reader.read(OLD_EXCEL).sheets) for _ in range(3)] == [2, 2, 2]


def test_a_child_whose_parent_is_gone_ends_itself():
    """The clock is the child's own: nobody is there to kill it."""
    code = (
        FROM_HERE + "import time\n"
        "from workbook_templates.reading import apart\n"
        "apart.CHILD_SECONDS, apart._limit_memory = -9.5, int\n"
        "apart.read_apart = lambda path: time.sleep(60)\n"
        "sys.argv = ['apart', '1']; apart.main()"
    )
    child = start_with(code)
    pickle.dump("a.xls", child.stdin)
    child.stdin.flush()
    try:
        assert child.wait(15) == 1
    finally:
        child.kill()
        child.communicate()


# --------------------------------------------------------------------------------------------- .xls


def at(offset: int, *values: int):
    return lambda data: struct.pack_into(f"<{len(values)}I", data, offset, *values)


def in_record(kind: bytes, place: int, form: str, *values: int):
    """Change a record of the workbook's stream: kind is its id and length."""

    def change(data: bytearray) -> None:
        start = data.index(kind)
        struct.pack_into(form, data, start + 4 + place, *values)

    return change


def chain_that_turns_in_circles(data: bytearray) -> None:
    """Each sector of the file allocation table follows itself."""
    first = struct.unpack_from("<I", data, 76)[0]
    for n in range(128):
        struct.pack_into("<I", data, 512 + first * 512 + 4 * n, n)


ROWS_CLAIMED = in_record(b"\x00\x02\x0e\x00", 0, "<II", 0, 0xFFFFFFFF)


@pytest.mark.parametrize(
    "change",
    [
        at(44, 0x3FFFFFFF),  # sectors of the file allocation table
        at(62, 0xFFFFFFFF),  # where the library looks for the length of the double-indirect table
        at(68, 0, 0xFFFF),  # that table starts in sector 0, and goes on for ever
        at(48, 0xFFFFFFF0),  # sector of the directory
        at(64, 0xFFFFFFFF),  # sectors of the short streams' table
        chain_that_turns_in_circles,
        ROWS_CLAIMED,
        in_record(b"\x00\x02\x0e\x00", 0, "<II", 0xFFFFFFFF, 1),
        in_record(b"\x00\x02\x0e\x00", 8, "<HH", 0, 0xFFFF),  # columns
        in_record(b"\xfc\x00\xfb\x00", 0, "<II", 0xFFFFFFFF, 0xFFFFFFFF),  # shared strings
        in_record(b"\xfc\x00\xfb\x00", 8, "<H", 0xFFFF),  # letters of the first of them
        in_record(b"\x85\x00\x16\x00", 0, "<I", 0xFFFFFFF0),  # where the first sheet begins
        in_record(b"\x85\x00\x16\x00", 0, "<I", 0),
    ],
)
def test_claims_of_an_xls(tmp_path, monkeypatch, change):
    monkeypatch.setattr(apart, "CHILD_SECONDS", 8)
    data = bytearray(OLD_EXCEL.read_bytes())
    change(data)
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    shutil.copy(OLD_EXCEL, tmp_path / "b.xls")
    bad, good = many_files.read_returns([path, tmp_path / "b.xls"], FORMS)
    assert bad.reason in (None, "damaged", "too_large", "not_a_workbook")
    assert good.status == "ok" and good.tables


# ------------------------------------------------------------------------------------- neighbours


def test_hostile_files_harm_no_neighbour(tmp_path):
    for n in range(4):
        write_form(tmp_path / f"{n}0.xlsx")
        shutil.copy(OLD_EXCEL, tmp_path / f"{n}1.xls")
    far = b'<row r="9"><c r="A9" r="XFD1048576"><v>1</v></c></row>'
    for n in range(3):
        rewrite(write_form(tmp_path / f"{n}2.xlsx"), sheet1=add_cells(far))
        data = bytearray(OLD_EXCEL.read_bytes())
        ROWS_CLAIMED(data)
        (tmp_path / f"{n}3.xls").write_bytes(data)
    inbox, _, code = judge(tmp_path)
    assert code == 2
    found = {item.path.name: item.reason for item in inbox.returns}
    assert found == {
        name: "too_large" if name[1] in "23" else None for name in sorted(p.name for p in tmp_path.iterdir())
    }
