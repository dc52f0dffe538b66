"""Writes compound files, the container of VBA projects (MS-CFB, version 3).

Section numbers are those of Microsoft's specification [MS-CFB].
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR = 512  # bytes; 2.2, version 3
_MINI_SECTOR = 64
_CUTOFF = 4096  # 2.2: streams of this length and longer have sectors of their own
_IN_TABLE = _SECTOR // 4  # entries in one sector of an allocation table
_LISTED = 109  # FAT sectors that the header lists; 2.2
_FREE, _END_OF_CHAIN, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD  # 2.1
_NO_ENTRY = 0xFFFFFFFF  # 2.6.1
_STORAGE, _STREAM, _ROOT = 1, 2, 5  # 2.6.1
_NAME = re.compile(r"[ -~]{1,31}")  # 2.6.1 allows any UTF-16; VBA projects need no more than ASCII
_FORBIDDEN = frozenset("/\\:!")  # 2.6.1


@dataclass
class _Entry:
    """A directory entry: the root, a storage or a stream (2.6.1)."""

    name: str
    kind: int
    content: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)  # by upper-case name
    number: int = 0
    first_sector: int = 0
    size: int = 0
    red: bool = False
    left: int = _NO_ENTRY
    right: int = _NO_ENTRY
    child: int = _NO_ENTRY

    def packed(self) -> bytes:
        """The 128 bytes of the entry; no class id, no state bits, no times (2.6.1)."""
        name = f"{self.name}\0".encode("utf-16-le")
        colour = 0 if self.red else 1
        links = struct.pack("<HBBIII", len(name), self.kind, colour, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", self.first_sector, self.size)


_UNUSED_ENTRY = bytes(68) + struct.pack("<III", _NO_ENTRY, _NO_ENTRY, _NO_ENTRY) + bytes(48)  # 2.6.3


class _Sectors:
    """Sectors of one size, and for each the one that follows it in its chain (2.3, 2.4)."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = bytearray()
        self.next: list[int] = []

    def add(self, content: bytes | bytearray) -> int:
        """Append `content` as one chain; the number of its first sector."""
        if not content:
            return _END_OF_CHAIN
        first = len(self.next)
        count = -(-len(content) // self.size)
        self.data += content.ljust(count * self.size, b"\0")
        self.next += [*range(first + 1, first + count), _END_OF_CHAIN]
        return first

    def table(self) -> bytes:
        """The allocation table, filled up to whole sectors."""
        unused = -len(self.next) % _IN_TABLE
        return struct.pack(f"<{len(self.next) + unused}I", *self.next, *[_FREE] * unused)


def write_compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The compound file that holds `streams`.

    In: contents by path, storages parted by "/", as {"PROJECT": b"…", "VBA/dir": b"…"}. Out: the
    file's bytes; the same streams in the same order give the same bytes. ValueError: a name is not
    1–31 printable ASCII characters, or two streams cannot both have theirs, or more than 109 FAT
    sectors (about 7 MB) would be needed.
    """
    root = _tree(streams)
    entries = list(_numbered(root))
    sectors, minis = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.content)
            entry.first_sector = (sectors if entry.size >= _CUTOFF else minis).add(entry.content)
    root.size, root.first_sector = len(minis.data), sectors.add(minis.data)
    mini_table = minis.table()
    first_mini_table = sectors.add(mini_table)
    unused = -len(entries) % (_SECTOR // 128)
    directory = sectors.add(b"".join(entry.packed() for entry in entries) + _UNUSED_ENTRY * unused)
    fat = _add_fat(sectors)
    header = _header(fat, directory, first_mini_table, len(mini_table) // _SECTOR)
    return header + bytes(sectors.data)


def _tree(streams: Mapping[str, bytes]) -> _Entry:
    """The root with all storages and streams below it, not yet numbered."""
    root = _Entry("Root Entry", _ROOT)
    for path, content in streams.items():
        *storages, name = path.split("/")
        place = root
        for storage in storages:
            place = place.children.setdefault(storage.upper(), _Entry(_checked(storage), _STORAGE))
            if place.kind != _STORAGE:
                raise ValueError(f"{path!r}: {storage!r} is a stream already")
        if name.upper() in place.children:
            raise ValueError(f"{path!r} is there already")
        place.children[name.upper()] = _Entry(_checked(name), _STREAM, content)
    return root


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name) or _FORBIDDEN.intersection(name):
        raise ValueError(f"{name!r} cannot be a name in a compound file")
    return name


def _numbered(entry: _Entry, numbers: Iterator[int] | None = None) -> Iterator[_Entry]:
    """The entry and all below it, numbered in this order, the siblings linked."""
    numbers = iter(range(_NO_ENTRY)) if numbers is None else numbers
    entry.number = next(numbers)
    yield entry
    siblings = sorted(entry.children.values(), key=lambda one: (len(one.name), one.name.upper()))  # 2.6.4
    for sibling in siblings:
        yield from _numbered(sibling, numbers)
    entry.child = _balanced(siblings, len(siblings).bit_length() - 1)


def _balanced(siblings: Sequence[_Entry], lowest: int, level: int = 0) -> int:
    """Link sorted siblings as a red-black tree (2.6.4); the number of its top.

    Halving leaves gaps at the lowest level only. With that level red and all others black, no red
    entry has a red child and every way down meets as many black ones.
    """
    if not siblings:
        return _NO_ENTRY
    middle = len(siblings) // 2
    top = siblings[middle]
    top.red = level == lowest and level > 0
    top.left = _balanced(siblings[:middle], lowest, level + 1)
    top.right = _balanced(siblings[middle + 1 :], lowest, level + 1)
    return top.number


def _add_fat(sectors: _Sectors) -> list[int]:
    """Append the allocation table of all sectors, its own among them (2.3); the numbers of its sectors."""
    used = len(sectors.next)
    count = -(-used // (_IN_TABLE - 1))  # each FAT sector also accounts for itself
    if count > _LISTED:
        raise ValueError(f"{count} FAT sectors are needed; the header lists {_LISTED}")
    sectors.next += [_FAT_SECTOR] * count
    sectors.data += sectors.table()
    return list(range(used, used + count))


def _header(fat: list[int], directory: int, mini_table: int, mini_tables: int) -> bytes:
    """The first 512 bytes (2.2): version 3, no DIFAT sectors."""
    return struct.pack(
        "<8s16s5H6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),  # version, byte order, sector and mini sector as powers of two
        *(0, len(fat), directory, 0, _CUTOFF),
        *(mini_table, mini_tables, _END_OF_CHAIN, 0),
        *fat,
        *[_FREE] * (_LISTED - len(fat)),
    )
