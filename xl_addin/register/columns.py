"""The columns of the register: what each is called, how wide it is, and who writes in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from validators.codes import Decided, Worded
from workbook_templates.declared.finding_list import DECISION, REASON
from xl_addin.choosing import FileWord

MARK = "§"  # begins what the tool alone writes into the two hidden columns
TOP, HEAD = f"{MARK}top", f"{MARK}head"  # in the column of keys: the line on top, and the header


class Owner(Enum):
    """Whose a column is. TOOL: written at each run; SHARED: filled in by the tool while nobody has typed
    otherwise; CLERK: read, and written once, with a new line."""

    TOOL = "tool"
    SHARED = "shared"
    CLERK = "clerk"


class RegisterColumn(NamedTuple):
    """A column. width: in characters; kind: text, date or count."""

    name: str
    header: str
    width: float
    owner: Owner
    kind: str = "text"


class Noted(Worded):
    """What the clerk says herself of a unit that sent no file, or whose paper came another way."""

    NO_NEED_WRITTEN = "no_need_written", "Không có nhu cầu (bằng văn bản)"
    NO_NEED_TOLD = "no_need_told", "Không có nhu cầu (qua điện thoại)"
    SIGNED = "signed", "Đã nhận bản ký"


COLUMNS = (
    RegisterColumn("number", "STT", 4, Owner.CLERK, "count"),
    RegisterColumn("unit", "Đơn vị", 22, Owner.CLERK),
    RegisterColumn("contact", "Đầu mối, điện thoại, email", 16, Owner.SHARED),
    RegisterColumn("deadline", "Hạn nộp", 6, Owner.SHARED, "date"),
    RegisterColumn("extended", "Gia hạn đến", 6, Owner.CLERK, "date"),
    RegisterColumn("received", "Ngày nhận", 6, Owner.SHARED, "date"),
    RegisterColumn("sending", "Lần, loại", 7, Owner.TOOL),
    RegisterColumn("files", "Bản mềm", 13, Owner.TOOL),
    RegisterColumn("document", "Số công văn", 8, Owner.SHARED),
    RegisterColumn("signed", "Bản ký", 6, Owner.SHARED, "date"),
    RegisterColumn("state", "Tình trạng", 13, Owner.TOOL),
    RegisterColumn("errors", "Lỗi", 4, Owner.TOOL, "count"),
    RegisterColumn("warnings", "Cần xác minh", 5, Owner.TOOL, "count"),
    RegisterColumn("returned", "Ngày trả", 6, Owner.SHARED, "date"),
    RegisterColumn("again", "Hạn gửi lại", 6, Owner.CLERK, "date"),
    RegisterColumn("reminded", "Đôn đốc (lần, ngày, cách)", 11, Owner.CLERK),
    RegisterColumn("noted", "Tỉnh ghi nhận", 12, Owner.CLERK),
    RegisterColumn("note", "Ghi chú", 12, Owner.CLERK),
    RegisterColumn("key", "Mã dòng (không sửa)", 8, Owner.TOOL),
    RegisterColumn("written", "Đã ghi (không sửa)", 8, Owner.TOOL),
)
BY_NAME = {column.name: column for column in COLUMNS}
HIDDEN = ("key", "written")
_OWN = tuple(BY_NAME[name] for name in HIDDEN)


@dataclass(frozen=True)
class Page:
    """A list in the register, on a sheet of its own. name: of the sheet; how: what the clerk does there;
    mark: by which its header is known, in the column of keys; key: what a key looks like; offered: by column,
    what is to be chosen there."""

    name: str
    how: str
    mark: str
    key: str
    columns: tuple[RegisterColumn, ...]
    offered: Mapping[str, type[Worded]] = field(default_factory=dict)


FILES = Page(
    "Tệp đã nhận",
    "Mỗi tệp đơn vị đã gửi một dòng; biểu có ở nhiều tệp của cùng đơn vị thêm dòng riêng. Chọn ở cột “Tỉnh "
    "chọn” khi công cụ tính chưa đúng tệp; xóa ô đó để công cụ tự tính lại.",
    f"{MARK}tep",
    r"[^§]+§[0-9a-f]+§[^§]*",
    (
        RegisterColumn("unit", "Đơn vị", 26, Owner.TOOL),
        RegisterColumn("file", "Tệp, biểu", 30, Owner.TOOL),
        RegisterColumn("sending", "Lần, loại", 14, Owner.TOOL),
        RegisterColumn("received", "Ngày nhận", 7, Owner.TOOL, "date"),
        RegisterColumn("counts", "Công cụ đang tính", 40, Owner.TOOL),
        RegisterColumn("choice", "Tỉnh chọn", 18, Owner.CLERK),
        RegisterColumn("note", "Ghi chú", 20, Owner.CLERK),
        *_OWN,
    ),
    {"choice": FileWord},
)
FINDINGS = Page(
    "Nội dung và xử lý",
    "Chọn ở cột “Xử lý của tỉnh”; ý kiến đơn vị trả lời qua điện thoại, văn bản thì ghi ở cột “Ý kiến của "
    "đơn vị”. Số liệu đổi thì hai cột này được bỏ trống lại và ghi rõ ở cột “Tình trạng”.",
    f"{MARK}noi-dung",
    r"[A-Z]\d\d-[0-9a-f]{10}",
    (
        RegisterColumn("unit", "Đơn vị", 20, Owner.TOOL),
        RegisterColumn("file", "Tệp", 16, Owner.TOOL),
        RegisterColumn("place", "Trang, ô", 10, Owner.TOOL),
        RegisterColumn("severity", "Mức độ", 9, Owner.TOOL),
        RegisterColumn("rule", "Quy tắc", 6, Owner.TOOL),
        RegisterColumn("message", "Nội dung", 46, Owner.TOOL),
        RegisterColumn("state", "Tình trạng", 16, Owner.TOOL),
        RegisterColumn("reason", REASON.header, 18, Owner.TOOL),
        RegisterColumn("decision", DECISION.header, 16, Owner.TOOL),
        RegisterColumn("decided", "Người, ngày xử lý", 13, Owner.TOOL),
        RegisterColumn("note", "Ghi chú", 14, Owner.CLERK),
        *_OWN,
    ),
    {"decision": Decided},
)
PAGES = (FILES, FINDINGS)


def line_key(unit: str, form: str = "") -> str:
    """What a line is known by: its unit, and the annex where it speaks of one."""
    return f"{unit}{MARK}{form}"


def read_key(value: object) -> tuple[str, str] | None:
    """The unit and the annex of a line's key; None for anything else."""
    if not isinstance(value, str) or value.startswith(MARK) or value.count(MARK) != 1:
        return None
    unit, form = value.split(MARK)
    return unit, form
