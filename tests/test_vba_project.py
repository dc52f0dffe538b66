"""Compound files and VBA projects: olefile and oletools read back what was written."""

import io
import random
import re
import struct
from importlib.util import find_spec
from pathlib import Path

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from xl_addin.ribbon.compound_file import write_compound_file
from xl_addin.ribbon.vba_project import Module, compress, sheet_module, vba_project, workbook_module

XLWINGS = Path(find_spec("xlwings").origin).with_name("xlwings_custom_addin.bas").read_bytes()
SIZES = (0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 65536, 65537, 100_000)


def noise(size):
    return random.Random(size).randbytes(size)


def opened(content):
    return olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_UNSURE)


# --- the container -------------------------------------------------------------------------------


def tree_height(ole, number, low=(0, ""), high=(99, ""), below_red=False):
    """Black entries on every way down; asserts order and colours (MS-CFB 2.6.4)."""
    if number == olefile.NOSTREAM:
        return 0
    entry = ole.direntries[number]
    key = (len(entry.name), entry.name.upper())
    assert low < key < high
    assert not (entry.clsid or entry.dwUserFlags or entry.createTime or entry.modifyTime)
    red = entry.color == 0
    assert not (red and below_red), f"red below red: {entry.name}"
    left = tree_height(ole, entry.sid_left, low, key, red)
    assert left == tree_height(ole, entry.sid_right, key, high, red), f"unbalanced: {entry.name}"
    if entry.entry_type == olefile.STGTY_STORAGE:
        tree_height(ole, entry.sid_child)
    return left + (not red)


@pytest.mark.parametrize(
    "streams",
    [
        {},
        *({"one": noise(size)} for size in SIZES),
        {f"s{size}": noise(size) for size in SIZES},
        {f"{'Stream' * (n % 4)}{n}": noise(n * 200) for n in range(40)},
        *({f"S/{'x' * n}": b"x" for n in range(1, count)} for count in range(2, 32)),
        {"A/B/c": noise(5000), "A/d": b"", "e": noise(64), "A/B/f": noise(3)},
    ],
    ids=lambda streams: f"{len(streams)}x{sum(map(len, streams.values()))}",
)
def test_a_compound_file_keeps_every_stream(streams):
    content = write_compound_file(streams)
    assert content == write_compound_file(streams)
    assert len(content) % 512 == 0
    with opened(content) as ole:
        assert {"/".join(path) for path in ole.listdir()} == set(streams)
        for path, expected in streams.items():
            assert ole.get_size(path) == len(expected)
            assert ole.openstream(path).read() == expected
        tree_height(ole, ole.root.sid_child)


def test_a_compound_file_has_at_most_109_fat_sectors():
    sectors = 109 * 127 - 1  # each FAT sector lists 127 others; one of those is the directory's
    most = bytes(sectors * 512)
    with opened(write_compound_file({"full": most})) as ole:
        assert ole.openstream("full").read() == most
        assert ole.num_fat_sectors == 109
    with pytest.raises(ValueError):
        write_compound_file({"full": most + b"x"})


@pytest.mark.parametrize(
    "paths", [("a" * 32,), ("",), ("a//b",), ("a:b",), ("Số",), ("a", "A"), ("a", "A/b")]
)
def test_names_that_cannot_be_are_refused(paths):
    for order in (paths, paths[::-1]):
        with pytest.raises(ValueError):
            write_compound_file(dict.fromkeys(order, b"x"))


# --- the project ---

WORDS = st.sampled_from([b"Sub ", b"End Sub\r\n", b"    ", b"Dim i As Integer\r\n", b"\0" * 99, b"ab", b"'"])
PIECES = st.tuples(st.integers(0, len(XLWINGS)), st.integers(0, 9000)).map(lambda t: XLWINGS[t[0] : sum(t)])


@settings(deadline=None)
@given(st.binary(max_size=3640) | st.lists(WORDS, max_size=1500).map(b"".join) | PIECES)
def test_what_is_compressed_is_read_back(data):
    assert decompress_stream(bytearray(compress(data))) == data


@pytest.mark.parametrize(
    "data", [XLWINGS, noise(4096), noise(3 * 4096 + 3640), bytes(60_000), b"ab" * 30_000]
)
def test_long_data_is_compressed_and_read_back(data):
    assert decompress_stream(bytearray(compress(data))) == data


def test_text_becomes_small():
    assert len(compress(XLWINGS)) < len(XLWINGS) / 2
    assert len(compress(bytes(4096))) < 10


def test_noise_that_would_grow_is_refused():
    with pytest.raises(ValueError):
        compress(noise(4095))


@pytest.mark.parametrize(
    "source",
    [
        'Attribute VB_Name = "M"\r\n\' Số\r\n',
        'Attribute VB_Name = "M"\r\nx\n',
        'Attribute VB_Name = "M"\r\nx',
        'Attribute VB_Name = "N"\r\n',
    ],
)
def test_sources_that_vba_would_not_read_are_refused(source):
    with pytest.raises(ValueError):
        Module("M", source)


def decrypted(digits):
    """Key and data of an encrypted property (MS-OVBA 2.4.3.3)."""
    written = bytes.fromhex(digits)
    seed, key = written[0], written[0] ^ written[2]
    assert written[0] ^ written[1] == 2
    plain = [key]
    for at in range(3, len(written)):
        plain.append(written[at] ^ (written[at - 2] + plain[-1] & 0xFF))
    ignored = (seed & 6) // 2
    length, data = bytes(plain[1 + ignored : 5 + ignored]), bytes(plain[5 + ignored :])
    assert struct.unpack("<I", length) == (len(data),)
    return key, data


@pytest.fixture(scope="module")
def project():
    modules = [Module(name, f'Attribute VB_Name = "{name}"\r\n') for name in ("Callbacks", "xlwings")]
    return vba_project("bieu", [workbook_module("ThisWorkbook"), sheet_module("Sheet1"), *modules])


def test_protection_is_off_and_the_project_visible(project):
    # Office wrote this for the project of xlwings' own add-in, {318BEE36-5BE1-492A-826D-473DB19B0F30}.
    assert decrypted("5D5F8AADDAA8DEA8DEA8DEA8DE")[1] == bytes(4)
    with opened(project) as ole:
        text = ole.openstream("PROJECT").read().decode("ascii")
    property_of = dict(re.findall(r'^(\w+)="(.*)"\r$', text, re.MULTILINE))
    key = sum(property_of["ID"].encode()) & 0xFF
    assert decrypted(property_of["CMG"]) == (key, bytes(4))
    assert decrypted(property_of["DPB"]) == (key, bytes(1))
    assert decrypted(property_of["GC"]) == (key, b"\xff")
    assert property_of["Name"] == "bieu"


def test_the_project_holds_no_caches(project):
    with opened(project) as ole:
        assert ole.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000100")
        assert {"/".join(path) for path in ole.listdir()} == {
            "PROJECT",
            "PROJECTwm",
            "VBA/_VBA_PROJECT",
            "VBA/dir",
            *(f"VBA/{module}" for module in ("ThisWorkbook", "Sheet1", "Callbacks", "xlwings")),
        }
        tree_height(ole, ole.root.sid_child)
        for module in ("Callbacks", "xlwings"):  # the stream is the compressed source, nothing before it
            source = decompress_stream(bytearray(ole.openstream(f"VBA/{module}").read()))
            assert source.startswith(f'Attribute VB_Name = "{module}"\r\n'.encode())


def test_a_project_is_the_same_each_time():
    modules = [workbook_module("ThisWorkbook")]
    assert vba_project("p", modules) == vba_project("p", modules) != vba_project("q", modules)
