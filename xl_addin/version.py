"""Which version this is, and whether the add-in in Excel is of the same one."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("bieu-dao-tao")


class Mismatch(Exception):
    """Add-in and engine are of two versions; the text says what to do."""


def must_match(add_in: str) -> None:
    """Raise Mismatch where the add-in that is loaded in Excel is of another version: its buttons may
    mean other things. That happens between an upgrade and the next start of Excel."""
    if add_in != VERSION:
        raise Mismatch(
            f"Thẻ lệnh trong Excel là bản {add_in or 'cũ'}, công cụ là bản {VERSION}. Đề nghị đóng hết các "
            "cửa sổ Excel, chờ khoảng năm giây rồi mở lại; nếu vẫn thấy thông báo này, đề nghị chạy lại “Cai "
            "dat.bat” hoặc nhờ cán bộ công nghệ thông tin."
        )
