"""Change single XML parts of an Excel package; copy every other part as it is.

Loading and saving a workbook with a library loses what the library does not know: text boxes,
pictures, newer validations, the results of formulas. Here a part is parsed only to learn at which
bytes its elements begin and end; an edit is a cut or an insertion at such a byte, so all the rest
of the part stays byte for byte what the sender's program wrote.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"

# A zip of some kilobytes can claim to unpack to anything: beyond this it is not unpacked.
MAX_UNPACKED = 1 << 30

_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_NAME = re.compile(rb"<[^\s/>]+")


class Unpatchable(Exception):
    """The package cannot be edited safely; the text says in Vietnamese why and what to do."""


@dataclass(eq=False)
class Element:
    """An element of a part: its name, its attributes and the bytes it spans.

    `start:open_end` is the start tag, `close:end` the end tag (both at the end of the start tag
    for `<a/>`). Attributes with a namespace are keyed "namespace local".
    """

    namespace: str
    local: str
    prefix: bytes
    attributes: dict[str, str]
    start: int
    open_end: int
    self_closing: bool
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, local: str) -> Element | None:
        """The first child of that name in the namespace of this element."""
        return next(iter(self.all(local)), None)

    def all(self, local: str) -> list[Element]:
        """All children of that name in the namespace of this element."""
        return [c for c in self.children if (c.namespace, c.local) == (self.namespace, local)]


class _Outline:
    """The root element of a part with its children and grandchildren, found by expat."""

    DEPTH = 3

    def __init__(self, data: bytes):
        self._data = data
        self._open: list[Element] = []
        self._depth = 0
        self._data_name = ""
        self.root: Element | None = None
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        if b"\0" in data[:4]:
            raise Unpatchable(_NOT_UTF8)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Unpatchable(f"Tệp có phần XML hỏng ({error}). {SAVE_AGAIN}") from error

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Unpatchable(_NOT_UTF8)

    def _doctype(self, *_: object) -> None:
        raise Unpatchable(
            "Tệp có cấu trúc lạ (khai báo DTD) mà Excel không ghi, nên không xử lý. "
            "Đề nghị hỏi lại nơi gửi về nguồn gốc của tệp."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self.DEPTH:
            return
        words = name.split(" ")
        namespace, local = ("", *words)[-2:] if len(words) < 3 else words[:2]
        start = self._parser.CurrentByteIndex
        tag = _START_TAG.match(self._data, start)
        if tag is None:
            raise Unpatchable(f"Tệp có phần XML không đọc được vị trí. {SAVE_AGAIN}")
        element = Element(
            namespace,
            local,
            prefix=f"{words[2]}:".encode() if len(words) == 3 else b"",
            attributes={" ".join(key.split(" ")[:2]): v for key, v in attributes.items()},
            start=start,
            open_end=tag.end(),
            self_closing=tag[0].endswith(b"/>"),
        )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        if local == "sheetData":
            # Rows and cells are never edited: without this handler they pass at half the time.
            self._parser.StartElementHandler = None
            self._data_name = name

    def _end(self, name: str) -> None:
        if self._parser.StartElementHandler is None:
            if name != self._data_name:
                return
            self._parser.StartElementHandler = self._start
        self._depth -= 1
        if self._depth >= self.DEPTH:
            return
        element = self._open.pop()
        if element.self_closing:
            element.close = element.end = element.open_end
        else:
            element.close = self._parser.CurrentByteIndex
            element.end = self._data.index(b">", element.close) + 1


class XmlPart:
    """The bytes of one XML part, its outline (`root`) and the edits collected so far."""

    def __init__(self, data: bytes):
        self.data = data
        self.root = _Outline(data).root
        self._edits: list[tuple[int, int, bytes]] = []
        self._appended: dict[Element, bytes] = {}

    def insert(self, at: int, fragment: bytes) -> None:
        self._edits.append((at, at, fragment))

    def cut(self, element: Element) -> None:
        self._edits.append((element.start, element.end, b""))

    def append(self, parent: Element, fragment: bytes) -> None:
        """Add `fragment` behind the last child of `parent`."""
        self._appended[parent] = self._appended.get(parent, b"") + fragment

    def insert_after(self, parent: Element, names: Iterable[str], fragment: bytes) -> None:
        """Add `fragment` behind the last child of `parent` called one of `names`, else first."""
        before = [c for name in names for c in parent.all(name)]
        if parent.self_closing:
            self.append(parent, fragment)
        else:
            self.insert(max((c.end for c in before), default=parent.open_end), fragment)

    def set_attribute(self, element: Element, name: str, value: str | None) -> None:
        """Give an attribute without prefix a new value; None takes the attribute away."""
        tag = self.data[element.start : element.open_end]
        new = b"" if value is None else f" {name}={quoteattr(value)}".encode()
        for found in _ATTRIBUTE.finditer(tag):
            if found[1] == name.encode():
                at = element.start
                self._edits.append((at + found.start(), at + found.end(), new))
                return
        self.insert(element.start + _TAG_NAME.match(tag).end(), new)

    def result(self) -> bytes:
        """The part with all edits made; the very same bytes when there is none."""
        edits = list(self._edits)
        for parent, fragment in self._appended.items():
            if parent.self_closing:
                tag = self.data[parent.start : parent.open_end]
                fragment = b">" + fragment + b"</" + _TAG_NAME.match(tag)[0][1:] + b">"
                edits.append((parent.open_end - 2, parent.open_end, fragment))
            else:
                edits.append((parent.close, parent.close, fragment))
        pieces, done = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < done:
                raise AssertionError(f"edits overlap at byte {start}")
            pieces += [self.data[done:start], new]
            done = end
        return b"".join([*pieces, self.data[done:]])


def with_prefix(fragment: str, prefix: bytes) -> bytes:
    """Our own XML (escaped text, no comments) with every element name under `prefix`."""
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, fragment.encode())


@dataclass(frozen=True)
class Relationship:
    id: str
    type: str
    part: str


class Package:
    """An .xlsx or .xlsm in memory: read parts, edit or add some, write it all again.

    A part is named as in the zip, without a leading "/"; upper and lower case are the same.
    """

    def __init__(self, content: bytes):
        with _refusing_damage():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            if info.flag_bits & 1 or _key(info.filename) in self._entries:
                raise Unpatchable(f"Tệp nén không bình thường ({info.filename}). {SAVE_AGAIN}")
            self._entries[_key(info.filename)] = info
        if sum(info.file_size for info in self._entries.values()) > MAX_UNPACKED:
            raise Unpatchable("Tệp giải nén ra quá lớn. Đề nghị xóa bớt trang tính, hình ảnh rồi gửi lại.")
        self._parts: dict[str, XmlPart] = {}
        self._new: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries or _key(part) in self._new

    def names(self) -> list[str]:
        return [info.filename for info in self._entries.values()]

    def read(self, part: str) -> bytes:
        """The bytes of a part as they came or were put."""
        if part not in self:
            raise Unpatchable(f"Tệp thiếu phần {part}. {SAVE_AGAIN}")
        if _key(part) in self._new:
            return self._new[_key(part)][1]
        with _refusing_damage():
            return self._zip.read(self._entries[_key(part)])

    def xml(self, part: str) -> XmlPart:
        """The part for editing; asked again it is the same object, so edits add up."""
        if _key(part) not in self._parts:
            self._parts[_key(part)] = XmlPart(self.read(part))
        return self._parts[_key(part)]

    def put(self, part: str, data: bytes) -> None:
        """Add a part, or put `data` in the place of what the part was."""
        self._new[_key(part)] = (part, data)
        self._parts.pop(_key(part), None)

    def first_free(self, names: Iterable[str]) -> str:
        """The first of `names` for which there is neither a part nor a declared type."""
        overrides = self.xml(CONTENT_TYPES).root.all("Override")
        declared = {entry.attributes.get("PartName", "").lower() for entry in overrides}
        return next(n for n in names if n not in self and f"/{n}".lower() not in declared)

    def relationships(self, part: str) -> list[Relationship]:
        """What `part` ("" for the package itself) points to inside the package."""
        if (listed := relations_part(part)) not in self:
            return []
        return [
            Relationship(
                entry.attributes.get("Id", ""),
                entry.attributes.get("Type", ""),
                _resolve(part, entry.attributes.get("Target", "")),
            )
            for entry in self.xml(listed).root.all("Relationship")
            if entry.attributes.get("TargetMode") != "External"
        ]

    def add_part(self, owner: str, part: str, data: bytes, kind: str) -> str:
        """Add a part of `kind` ("worksheet", "styles") that `owner` points to; return the id."""
        self.put(part, data)
        types = self.xml(CONTENT_TYPES)
        content = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
        override = f'<Override PartName="/{part}" ContentType="{content}"/>'
        types.append(types.root, with_prefix(override, types.root.prefix))
        relations = self.xml(relations_part(owner))
        used = {entry.attributes.get("Id") for entry in relations.root.children}
        new_id = next(i for i in (f"{kind}{n}" for n in count(1)) if i not in used)
        target = posixpath.relpath(part, posixpath.dirname(owner) or ".")
        entry = f'<Relationship Id="{new_id}" Type="{DOCUMENT_RELATIONS}/{kind}"'
        entry = with_prefix(f"{entry} Target={quoteattr(target)}/>", relations.root.prefix)
        relations.append(relations.root, entry)
        return new_id

    def settle(self) -> None:
        """Make all edits so far what the parts are: what was asked of them before is stale from here on."""
        for key, part in list(self._parts.items()):
            name = self._entries[key].filename if key in self._entries else self._new[key][0]
            self.put(name, part.result())

    def write(self, target: Path) -> None:
        """Write the package: same order, same compression, untouched parts unchanged."""
        with zipfile.ZipFile(target, "w") as out:
            for key, info in self._entries.items():
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
                out.writestr(copy, self._current(key))
            for key, (name, _) in self._new.items():
                if key not in self._entries:
                    out.writestr(zipfile.ZipInfo(name), self._current(key), zipfile.ZIP_DEFLATED)

    def _current(self, key: str) -> bytes:
        return self._parts[key].result() if key in self._parts else self.read(key)


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # zipfile answers damage with a dozen kinds of errors, and nothing else can fail here:
        # the bytes are in memory.
        raise Unpatchable(
            "Tệp hỏng, có mật khẩu hoặc không phải dạng .xlsx/.xlsm. Đề nghị mở bằng Excel, bỏ mật "
            "khẩu, lưu lại (Save As) dạng “Excel Workbook (*.xlsx)” rồi kiểm tra lại."
        ) from error


def relations_part(part: str) -> str:
    """Where the relationships of `part` are listed."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _key(part: str) -> str:
    return part.replace("\\", "/").lower()


def _resolve(owner: str, target: str) -> str:
    joined = posixpath.join("/", posixpath.dirname(owner), unquote(target))
    return posixpath.normpath(joined).lstrip("/")


SAVE_AGAIN = "Đề nghị mở bằng Excel, lưu lại (Save As) dạng “Excel Workbook (*.xlsx)” rồi kiểm tra lại."
_NOT_UTF8 = f"Tệp ghi bằng bảng mã lạ (không phải UTF-8). {SAVE_AGAIN}"
