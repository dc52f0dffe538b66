"""What a call of the command line must fulfil before anything is done."""

from __future__ import annotations

from pathlib import Path

NO_FOLDER = "“{}” không phải là thư mục. Đề nghị chỉ ra thư mục chứa tệp của các đơn vị."
NO_REGISTER = "Sổ theo dõi phải có đuôi .xlsx (đang là “{}”)."


class Refused(Exception):
    """The call cannot be carried out; the text says in Vietnamese why and what to do."""


def must_exist(paths: list[Path | None]) -> None:
    for path in filter(None, paths):
        if not path.exists():
            raise Refused(f"Không tìm thấy “{path}”. Đề nghị kiểm tra lại tên tệp, thư mục.")


def must_hold_workbooks(paths: list[Path]) -> None:
    from xl_addin.inbox import collect

    workbooks, others, root = collect(paths)
    if not workbooks:
        found = f" ({len(others)} tệp loại khác)" if others else ""
        raise Refused(f"Không có tệp Excel nào trong “{root}”{found}. Đề nghị kiểm tra lại thư mục.")


def must_lie_outside(target: Path, paths: list[Path]) -> None:
    """Copies never fall on the files they are made from, nor among them to be read as returns."""
    for path in paths:
        folder = path if path.is_dir() else path.parent
        inside = target.resolve() == folder.resolve() or (
            path.is_dir() and target.resolve().is_relative_to(folder.resolve())
        )
        if inside:
            raise Refused(
                f"Thư mục ghi bản sao “{target}” trùng hoặc nằm trong thư mục đang kiểm tra. "
                "Đề nghị chọn thư mục khác, để tệp của đơn vị được giữ nguyên."
            )


def must_not_fall_on(target: Path, paths: list[Path], last_year: Path | None) -> None:
    """A result never takes the place of a file that somebody has filled in."""
    from xl_addin.inbox import collect

    workbooks, others, _ = collect(paths)
    inputs = {*workbooks, *(other.path for other in others), *filter(None, [last_year])}
    if target.resolve() in {path.resolve() for path in inputs}:
        raise Refused(
            f"“{target}” là tệp có sẵn, không phải kết quả của công cụ nên không ghi đè. "
            "Đề nghị chọn tên khác sau -o hoặc --json."
        )
