"""An .eml file read: from whom and when it came, and what is attached, under harmless names. Whatever stands
in it is only read."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32, default
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from xl_addin.files.whole_files import file_name
from xl_addin.inbox import ARCHIVES, WORKBOOKS

LARGEST = 200 * 2**20  # bytes of a letter, and of all that a compressed file unpacks to
_DEEPEST = 5  # letters within letters
_MOST_MEMBERS = 200  # of a compressed file
_SCANS = frozenset((".pdf",))
_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # names that Windows keeps
_NAMING = ("content-disposition", "content-type")  # headers that say a name
_PICTURES = "image/"
_TNEF = "application/ms-tnef"


@dataclass(frozen=True)
class Attached:
    """A workbook or a scan. name: harmless; sender, when: of the letter in which it lay (of one that was
    forwarded: the inner one's)."""

    name: str
    content: bytes
    sender: str
    when: datetime
    message: str = ""

    @property
    def is_scan(self) -> bool:
        return Path(self.name).suffix.lower() in _SCANS


@dataclass
class Letter:
    """left: what was not taken out, each with why, in a sentence."""

    path: Path
    attached: list[Attached] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unclear_day: bool = False


def read_letter(path: Path) -> Letter:
    """Read one. Raises OSError."""
    letter = Letter(path)
    if path.stat().st_size > LARGEST:
        letter.left.append("thư quá lớn nên chưa đọc; đề nghị mở thư, lưu tệp đính kèm vào thư mục")
        return letter
    content = path.read_bytes()
    saved = datetime.fromtimestamp(path.stat().st_mtime)
    message = _parsed(content)
    if not any(message.get(name) for name in ("From", "Date", "Received", "Subject")):
        letter.left.append("không phải là thư (không có người gửi, ngày gửi)")
        return letter
    _Reader(letter, saved).read(message, 0)
    if not letter.attached and not letter.left:
        letter.left.append("thư không có tệp đính kèm")
    return letter


def _parsed(content: bytes) -> Message:
    try:
        return message_from_bytes(content, policy=default)
    except Exception:  # headers of which the newer reader makes nothing
        return message_from_bytes(content, policy=compat32)


class _Reader:
    def __init__(self, letter: Letter, saved: datetime) -> None:
        self.letter, self.saved = letter, saved

    def read(self, message: Message, depth: int) -> None:
        """Read a letter and those within it."""
        when, sender = self._when(message), _address(_header(message, "From"))
        identity = _header(message, "Message-ID")
        for part in _parts(message):
            kind = part.get_content_type()
            if kind == "message/rfc822" or _name_of(part).lower().endswith(".eml"):
                self._inner(part, depth)
            elif name := _name_of(part):
                self._take(part, name, sender, when, identity)
            elif kind == _TNEF:
                self._left("winmail.dat", _WINMAIL)
            elif kind.startswith("application/") and _excel_suffix(part):
                self._take(part, f"Tep dinh kem{_excel_suffix(part)}", sender, when, identity)

    def _inner(self, part: Message, depth: int) -> None:
        if depth >= _DEEPEST:
            self._left(
                _name_of(part) or "thư đính kèm", "thư nằm trong quá nhiều thư; đề nghị mở và lưu riêng"
            )
            return
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else _parsed(_content(part) or b"")
        self.read(inner, depth + 1)

    def _take(self, part: Message, name: str, sender: str, when: datetime, identity: str) -> None:
        kind, content = part.get_content_type(), _content(part)
        if kind.startswith(_PICTURES) and (part.get("Content-ID") or _is_inline(part)):
            return  # a picture of the letter's own words
        if kind == _TNEF or name.lower() == "winmail.dat":
            self._left("winmail.dat", _WINMAIL)
            return
        if not content:
            self._left(name, "tệp rỗng hoặc thư bị cắt")
            return
        suffix = Path(name).suffix.lower()
        if not suffix and (found := _excel_suffix(part)):
            name, suffix = name + found, found
        if suffix == ".zip":
            self._unpack(name, content, sender, when, identity)
        elif suffix in WORKBOOKS | _SCANS:
            self.letter.attached.append(Attached(harmless(name), content, sender, when, identity))
        else:
            self._left(name, _why_left(suffix))

    def _unpack(self, name: str, content: bytes, sender: str, when: datetime, identity: str) -> None:
        """Take workbooks and scans out of a compressed file; what claims too much is left."""
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                members = [info for info in archive.infolist() if not info.is_dir()]
                if len(members) > _MOST_MEMBERS or sum(info.file_size for info in members) > LARGEST:
                    self._left(name, "tệp nén quá nhiều hoặc quá lớn nên chưa giải nén")
                    return
                for info in members:
                    self._member(archive, info, name, (sender, when, identity))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
            self._left(name, "tệp nén hỏng hoặc kiểu nén lạ")
        except RuntimeError:  # what zipfile raises for a password
            self._left(name, "tệp nén có mật khẩu")

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, outer: str, known: tuple) -> None:
        name = _member_name(info)
        suffix = PurePosixPath(name).suffix.lower()
        if name.startswith("__MACOSX/"):  # what a Mac adds of its own
            return
        if suffix not in WORKBOOKS | _SCANS:
            self._left(f"{name} (trong {outer})", _why_left(suffix))
            return
        with archive.open(info) as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST or len(content) != info.file_size:
            self._left(f"{name} (trong {outer})", "tệp nén khai sai cỡ")
            return
        self.letter.attached.append(Attached(harmless(name), content, *known))

    def _left(self, name: str, why: str) -> None:
        self.letter.left.append(f"“{shown(name)}”: {why}")

    def _when(self, message: Message) -> datetime:
        """When the last server took the letter; else when it was written; else when its file was saved."""
        received = message.get_all("Received") or []
        texts = [str(one).rpartition(";")[2] for one in received[:1]] + [_header(message, "Date")]
        for text in texts:
            with suppress(TypeError, ValueError, IndexError, OverflowError, OSError):
                found = parsedate_to_datetime(text.strip())
                if found.tzinfo is not None:
                    found = found.astimezone(UTC).astimezone().replace(tzinfo=None)
                if found.year >= 2000 and found <= datetime.now():
                    return found
        self.letter.unclear_day = True
        return self.saved


_WINMAIL = (
    "tệp của Outlook mà công cụ không mở; đề nghị mở thư bằng Outlook rồi lưu tệp đính kèm, hoặc nhờ đơn vị "
    "gửi lại dạng thường (HTML hoặc văn bản thuần)"
)


def _why_left(suffix: str) -> str:
    if suffix in ARCHIVES:
        return "tệp nén loại công cụ không mở; đề nghị giải nén rồi để tệp Excel vào thư mục"
    if suffix in (".doc", ".docx", ".rtf", ".odt"):
        return "tệp Word, không phải biểu Excel; đề nghị đơn vị gửi biểu bằng Excel"
    if suffix in (".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".bmp", ".gif"):
        return "ảnh, không phải tệp Excel hay bản ký PDF"
    return "không phải tệp Excel hay bản ký PDF"


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a letter, without those of letters within it."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            if part.get_content_type() == "message/rfc822":
                yield part
            else:
                yield from _parts(part)


def _header(message: Message, name: str) -> str:
    with suppress(Exception):  # a header of which the reader makes nothing
        return " ".join(str(message.get(name) or "").split())
    return ""


def _address(text: str) -> str:
    return parseaddr(text)[1].strip().lower()


def _is_inline(part: Message) -> bool:
    with suppress(Exception):
        return part.get_content_disposition() == "inline"
    return False


def _content(part: Message) -> bytes | None:
    with suppress(Exception):
        return part.get_payload(decode=True)
    return None


def _name_of(part: Message) -> str:
    """The name of an attachment in any encoding; blank for the words of the letter."""
    name = None
    with suppress(Exception):
        name = part.get_filename()
    if not name:
        written = ";".join(str(text) for key, text in part.raw_items() if key.lower() in _NAMING)
        found = re.search(r"(?:file)?name=\"?(=\?[^\"\s;]+\?=)", written)
        name = found[1] if found else ""
    if "=?" in name:
        with suppress(Exception):
            name = str(make_header(decode_header(name)))
    return unicodedata.normalize("NFC", " ".join(str(name).split()))


def _excel_suffix(part: Message) -> str:
    """The ending of a workbook that has none, by its kind and its first bytes."""
    kind, content = part.get_content_type(), _content(part) or b""
    if "spreadsheetml.sheet" in kind and content.startswith(_EXCEL[0]):
        return ".xlsx"
    return ".xls" if "ms-excel" in kind and content.startswith(_EXCEL[1]) else ""


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; one that does not say that it is UTF-8 often is."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def shown(name: str) -> str:
    """A name as it may be told: no signs that turn or hide letters."""
    return "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co"))


def harmless(name: str) -> str:
    """A name of a file in one folder, whatever a sender made of it: no path, no sign that Windows forbids or
    that turns letters, no name that it keeps for itself, not hidden, of a usual length."""
    last = re.split(r"[\\/]", shown(name))[-1].strip()
    stem, dot, suffix = last.rpartition(".")
    stem = (stem if dot else last).lstrip("~$. ")
    stem = file_name(stem)
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem + (f".{suffix.strip()}" if dot else "")
