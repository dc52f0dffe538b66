"""The texts of letters to units: templates that the province edits in Notepad, one file a kind of letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from validators.codes import Worded
from xl_addin.files.whole_files import whole_file


class Letter(Worded):
    """The kinds of letters to units. value: what the clerk types, and the name of the template's file."""

    SEND = "gui-mau", "Gửi biểu mẫu"
    RETURN = "hoan-thien", "Đề nghị hoàn thiện"
    REMIND = "don-doc", "Đôn đốc"
    THANK = "cam-on", "Cảm ơn"


class BadTemplate(Exception):
    """A template that cannot be used; the text says in Vietnamese which and what to do."""


FIELDS = {
    "don_vi": "tên đơn vị",
    "nam": "năm của kế hoạch",
    "bieu": "các biểu phải gửi",
    "noi_dung": "việc cần làm, công cụ soạn theo tình trạng của đơn vị",
    "han": "hạn gửi (cả câu; bỏ trống nếu không có hạn)",
}
TEMPLATES = {
    Letter.SEND: """\
Biểu mẫu đào tạo, bồi dưỡng năm {nam}

Kính gửi: {don_vi}

Gửi đơn vị tệp biểu mẫu kèm theo. Đề nghị đơn vị điền các biểu: {bieu}, rồi gửi lại tệp Excel và bản ký.
{han}

Trân trọng cảm ơn.""",
    Letter.RETURN: """\
Đề nghị hoàn thiện biểu đào tạo, bồi dưỡng năm {nam}

Kính gửi: {don_vi}

{noi_dung}
{han}

Trân trọng cảm ơn.""",
    Letter.REMIND: """\
Đề nghị gửi biểu đào tạo, bồi dưỡng năm {nam}

Kính gửi: {don_vi}

{noi_dung} Đề nghị đơn vị gửi các biểu: {bieu}.
Nếu không có nhu cầu, đề nghị trả lời để tổng hợp.
{han}

Trân trọng cảm ơn.""",
    Letter.THANK: """\
Đã nhận biểu đào tạo, bồi dưỡng năm {nam}

Kính gửi: {don_vi}

Đã nhận biểu của đơn vị, qua kiểm tra không còn nội dung phải sửa.
{noi_dung}

Trân trọng cảm ơn.""",
}
_HELP = "Doc truoc.txt"


def templates_in(folder: Path | None) -> dict[Letter, str]:
    """The templates of a folder; those that are not there are written into it, to be edited. folder: None for
    the tool's own. Raises BadTemplate, CannotWrite."""
    if folder is None:
        return dict(TEMPLATES)
    found = {}
    for kind, own in TEMPLATES.items():
        path = folder / f"{kind.value}.txt"
        if not path.exists():
            _write(path, own)
        found[kind] = _read(path)
    if not (folder / _HELP).exists():
        told = "\n".join(f"{{{name}}}: {what}" for name, what in FIELDS.items())
        kinds = "\n".join(f"{kind.value}.txt: {kind.words}" for kind in TEMPLATES)
        _write(folder / _HELP, f"Dòng đầu của mỗi tệp là tiêu đề thư. Các chỗ tự điền:\n{told}\n\n{kinds}")
    return found


def filled(template: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a letter. A line of which nothing is left goes, with the blank line before it."""
    subject, _, text = template.strip().partition("\n")
    kept: list[str] = []
    for line in text.strip().split("\n"):
        written = _FIELD.sub(lambda field: facts.get(field[1], ""), line).strip()
        if written or not (line.strip() or kept[-1:] == [""]):
            kept.append(written)
    lines = [line for at, line in enumerate(kept) if line or kept[at - 1 : at] != [""]]
    return _FIELD.sub(lambda field: facts.get(field[1], ""), subject).strip(), "\n".join(lines).strip()


_FIELD = re.compile(r"\{([^{}]*)\}")


def _write(path: Path, text: str) -> None:
    with whole_file(path) as target:
        target.write_text(text + "\n", encoding="utf-8-sig", newline="\r\n")


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise BadTemplate(f"Không đọc được mẫu thư “{path.name}”: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadTemplate(
            f"Mẫu thư “{path.name}” không lưu ở dạng UTF-8. Đề nghị mở bằng Notepad, chọn "
            "Save As, Encoding: UTF-8."
        ) from None
    text = text.replace("\r\n", "\n").strip()
    if unknown := [name for name in _FIELD.findall(text) if name not in FIELDS]:
        allowed = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise BadTemplate(
            f"Mẫu thư “{path.name}” có chỗ tự điền không biết: {{{unknown[0]}}}. Chỉ dùng: {allowed}."
        )
    if "\n" not in text:
        raise BadTemplate(
            f"Mẫu thư “{path.name}” thiếu nội dung: dòng đầu là tiêu đề thư, các dòng sau là nội dung. "
            "Xóa tệp này để công cụ ghi lại mẫu ban đầu."
        )
    return text
