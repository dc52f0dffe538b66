"""Writes a VBA project from its sources, without performance caches (MS-OVBA 2.3.4.1).

Section numbers are those of Microsoft's specification [MS-OVBA].
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from xl_addin.ribbon.compound_file import write_compound_file

_CHUNK = 4096  # bytes of source compressed at a time; 2.4.1.1.4
_CODE_PAGE = 1252
_ENGLISH = 0x0409
_PROJECT_ID = "{7B1C5D0E-3A52-4E0B-9C4D-62A1B0D4F8E3}"  # any, but always this one
_NO_CACHE = bytes.fromhex("CC61FFFF000100")  # the whole of _VBA_PROJECT; 2.3.4.1
_REFERENCES = {  # by the name in the project, as Office 2016 and later write them; 2.1.1.8
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.8#0#"  # has IRibbonControl
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
_DOCUMENT = """Attribute VB_Name = "{name}"\r
Attribute VB_Base = "0{{{base}-0000-0000-C000-000000000046}}"\r
Attribute VB_GlobalNameSpace = False\r
Attribute VB_Creatable = False\r
Attribute VB_PredeclaredId = True\r
Attribute VB_Exposed = True\r
Attribute VB_TemplateDerived = False\r
Attribute VB_Customizable = True\r
"""


@dataclass(frozen=True)
class Module:
    """One module: its source begins with its name, `Attribute VB_Name = "…"`.

    ValueError: the source has other characters than ASCII (no Windows code page holds all Vietnamese
    letters), a line that does not end in CR LF, or another name.
    """

    name: str
    source: str
    document: bool = False  # belongs to the workbook or to a sheet

    def __post_init__(self) -> None:
        if not self.source.isascii():
            raise ValueError(f"{self.name}: VBA sources are kept in ASCII")
        rest = self.source.replace("\r\n", "")
        if "\r" in rest or "\n" in rest or not self.source.endswith("\r\n"):
            raise ValueError(f"{self.name}: every line ends in CR LF")
        if not self.source.startswith(f'Attribute VB_Name = "{self.name}"\r\n'):
            raise ValueError(f"{self.name}: the source gives itself another name")


def workbook_module(name: str) -> Module:
    """The empty module behind the workbook; `name` is its code name."""
    return Module(name, _DOCUMENT.format(name=name, base="00020819"), document=True)


def sheet_module(name: str) -> Module:
    """The empty module behind a sheet; `name` is its code name."""
    return Module(name, _DOCUMENT.format(name=name, base="00020820"), document=True)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """vbaProject.bin: a project called `name` with these modules, unprotected, without a password.

    The same input gives the same bytes.
    """
    streams = {f"VBA/{module.name}": compress(module.source.encode("ascii")) for module in modules}
    return write_compound_file(
        {
            "PROJECT": _project(name, modules),
            "PROJECTwm": b"".join(map(_both_names, modules)) + b"\0\0",  # 2.3.3
            "VBA/_VBA_PROJECT": _NO_CACHE,
            "VBA/dir": compress(_dir(name, modules)),
            **streams,
        }
    )


def _both_names(module: Module) -> bytes:
    """A module's name in the code page and in UTF-16, each ended by a zero (2.3.3.1)."""
    return f"{module.name}\0".encode("ascii") + f"{module.name}\0".encode("utf-16-le")


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream: properties, host, windows of the editor (2.3.1)."""
    lines = [f'ID="{_PROJECT_ID}"']
    for module in modules:
        lines.append(f"Document={module.name}/&H00000000" if module.document else f"Module={module.name}")
    lines += [
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(0x41, bytes(4))}"',  # not protected; 2.3.1.15
        f'DPB="{_encrypted(0x83, bytes(1))}"',  # no password; 2.3.1.16
        f'GC="{_encrypted(0xC5, bytes([0xFF]))}"',  # visible; 2.3.1.17
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def _encrypted(seed: int, data: bytes) -> str:
    """Data encryption (2.4.3.2), a mere disguise; `seed` may be any byte. In hexadecimal digits."""
    key = sum(_PROJECT_ID.encode("ascii")) & 0xFF  # 2.4.3.2: checksum of the project's id
    written = bytearray([seed, seed ^ 2, seed ^ key])  # 2: the version
    plain_before = key
    ignored = bytes((seed & 6) // 2)
    for plain in ignored + struct.pack("<I", len(data)) + data:
        written.append(plain ^ (written[-2] + plain_before & 0xFF))
        plain_before = plain
    return written.hex().upper()


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _text(number: int, unicode_number: int, text: str = "") -> bytes:
    """A text in the code page and in UTF-16, as most records of the dir stream have it."""
    return _record(number, text.encode("ascii")) + _record(unicode_number, text.encode("utf-16-le"))


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    """The dir stream before compression (2.3.4.2)."""
    return b"".join(
        [
            _record(0x01, struct.pack("<I", 1)),  # 32-bit Windows, read by 64-bit Office as well
            _record(0x02, struct.pack("<I", _ENGLISH)),
            _record(0x14, struct.pack("<I", _ENGLISH)),
            _record(0x03, struct.pack("<H", _CODE_PAGE)),
            _record(0x04, name.encode("ascii")),
            _text(0x05, 0x40),  # description
            _record(0x06) + _record(0x3D),  # help file, twice
            _record(0x07, bytes(4)),  # help context
            _record(0x08, bytes(4)),  # library flags
            struct.pack("<HIIH", 0x09, 4, 1, 0),  # version 1.0: no ordinary record; 2.3.4.2.1.11
            _text(0x0C, 0x3C),  # constants
            *(_reference(*reference) for reference in _REFERENCES.items()),
            _record(0x0F, struct.pack("<H", len(modules))),
            _record(0x13, b"\xff\xff"),  # cookie; 2.3.4.2.3.1
            *map(_module, modules),
            _record(0x10),
        ]
    )


def _reference(name: str, libid: str) -> bytes:
    """A registered type library (2.3.4.2.2.5)."""
    path = struct.pack("<I", len(libid)) + libid.encode("ascii") + bytes(6)
    return _text(0x16, 0x3E, name) + _record(0x0D, path)


def _module(module: Module) -> bytes:
    """What the dir stream says of a module (2.3.4.2.3.2)."""
    return b"".join(
        [
            _text(0x19, 0x47, module.name),
            _text(0x1A, 0x32, module.name),  # its stream
            _text(0x1C, 0x48),  # description
            _record(0x31, bytes(4)),  # the source begins at offset 0: no cache before it
            _record(0x1E, bytes(4)),  # help context
            _record(0x2C, b"\xff\xff"),  # cookie
            _record(0x22 if module.document else 0x21),
            _record(0x2B),
        ]
    )


def compress(data: bytes) -> bytes:
    """A compressed container (2.4.1) of `data`.

    ValueError: a last, short chunk cannot be made smaller. Stored raw it would grow to 4096 bytes
    (2.4.1.3.10); only noise of more than 3640 bytes does this, never text.
    """
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    return b"\x01" + b"".join(map(_compressed_chunk, chunks))


def _compressed_chunk(chunk: bytes) -> bytes:
    """One chunk with its header: length less 3, signature 3, whether compressed (2.4.1.1.5)."""
    packed = _tokens(chunk)
    if len(packed) <= _CHUNK:
        return struct.pack("<H", 0xB000 | len(packed) - 1) + packed
    if len(chunk) < _CHUNK:
        raise ValueError("the last chunk is noise that a compressed container cannot hold exactly")
    return struct.pack("<H", 0x3000 | _CHUNK - 1) + chunk


def _tokens(chunk: bytes) -> bytes:
    """Token sequences (2.4.1.1.7): a byte of flags, then eight literals or copies."""
    packed = bytearray()
    at = count = 0
    flags_at = 0
    while at < len(chunk):
        if count % 8 == 0:
            flags_at = len(packed)
            packed.append(0)
        # 2.4.1.3.19.1: the further into the chunk, the more of a token's 16 bits give the offset
        length_bits = 16 - max(4, (at - 1).bit_length()) if at else 0
        earlier, length = _earlier_run(chunk, at, (1 << length_bits) + 2)
        if length:
            packed[flags_at] |= 1 << count % 8
            packed += struct.pack("<H", at - earlier - 1 << length_bits | length - 3)
        else:
            packed.append(chunk[at])
        at += length or 1
        count += 1
    return bytes(packed)


def _earlier_run(chunk: bytes, at: int, longest: int) -> tuple[int, int]:
    """Where the longest run of bytes that begins at `at` stood before, and its length: 3 to `longest`,
    or 0. It may overlap itself."""
    longest = min(longest, len(chunk) - at)
    if longest < 3:
        return 0, 0
    found, length = chunk.find(chunk[at : at + 3], 0, at + 2), 3
    if found < 0:
        return 0, 0
    while length < longest:
        if chunk[found + length] != chunk[at + length]:
            further = chunk.find(chunk[at : at + length + 1], found + 1, at + length)
            if further < 0:
                break
            found = further
        length += 1
    return found, length
