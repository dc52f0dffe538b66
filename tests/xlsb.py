"""A small .xlsb, record by record (MS-XLSB): LibreOffice reads the format and does not write it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BINARY = "application/vnd.ms-excel"
_DEFAULTS = (
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("bin", f"{_BINARY}.sheet.binary.macroEnabled.main"),
)
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    + "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in _DEFAULTS)
    + f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_BINARY}.worksheet"/></Types>'
)


class Error(int):
    """An error cell: 0x17 is #REF!, 0x2A #N/A."""


def record(kind: int, data: bytes = b"", length: int | None = None) -> bytes:
    """One record; length: what it claims, where that is not so."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data) if length is None else length
    while True:
        left, low = left >> 7, left & 0x7F
        size += bytes([low | 0x80 if left else low])
        if not left:
            return head + size + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, value: object, strings: list[str]) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, Error):
        return record(0x0003, place + bytes([value]))
    if isinstance(value, str):
        strings.append(value)
        return record(0x0007, place + struct.pack("<I", len(strings) - 1))
    if isinstance(value, int) and abs(value) < 2**28:
        return record(0x0002, place + struct.pack("<i", value << 2 | 2))
    return record(0x0005, place + struct.pack("<d", value))


def sheet_of(
    rows: Sequence[Sequence[object]], strings: list[str], dimension=None, more: bytes = b""
) -> bytes:
    lines = b""
    for number, row in enumerate(rows):
        lines += record(0x0000, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        lines += b"".join(cell(n, value, strings) for n, value in enumerate(row) if value != "")
    extent = dimension or (0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    return (
        record(0x0081)
        + record(0x0094, struct.pack("<IIII", *extent))
        + record(0x0091)
        + lines
        + more
        + record(0x0092)
        + record(0x0082)
    )


def write_xlsb(path: Path, rows: Sequence[Sequence[object]], name: str = "Biểu 04", **claims) -> Path:
    """A workbook of one sheet. claims: dimension (first and last row and column), strings (how many it says
    there are), more (records behind the last cell), parts (others by name)."""
    strings: list[str] = []
    sheet = sheet_of(rows, strings, claims.get("dimension"), claims.get("more", b""))
    count = claims.get("strings", len(strings))
    relation = wide("r1")
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _related(("w", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _related(
            ("r1", "worksheet", "worksheets/sheet1.bin"), ("r2", "sharedStrings", "sharedStrings.bin")
        ),
        "xl/workbook.bin": record(0x0083)
        + record(0x008F)
        + record(0x009C, struct.pack("<II", 0, 1) + relation + wide(name))
        + record(0x0090)
        + record(0x009D)
        + record(0x0084),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/sharedStrings.bin": record(0x009F, struct.pack("<II", count, count))
        + b"".join(record(0x0013, b"\0" + wide(text)) for text in strings)
        + record(0x00A0),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in (parts | claims.get("parts", {})).items():
            archive.writestr(part, data)
    return path


def _related(*relations: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
