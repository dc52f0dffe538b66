"""A form set written as the folder of its tables: all files, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook_templates.declared import rows
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.set_tables import RawTables, file_of, files_of, raw_tables, setting_of
from workbook_templates.declared.tables_in_folder import TablesInFolder
from xl_addin.files.whole_files import PREFIX, CannotWrite, told_as_cannot_write
from xl_addin.inbox import IGNORED_NAMES

_SHOWN = 5  # names of other files


def write_form_set(folder: Path, tables: RawTables) -> list[str]:
    """Write a form set's tables into a folder that is not there, is empty, or holds an older edition of the
    same set, of which nothing but tables may lie there: all files anew, or none. Returns the tables that
    are other than before; where there are none, nothing is written. Raises CannotWrite."""
    before = _edition_in(folder, tables)
    changed = [table for table in rows.TABLES if tables.get(table, []) != before.get(table, [])]
    if changed:
        with _new_folder(folder.resolve()) as new:
            for name, data in files_of(tables).items():
                (new / name).parent.mkdir(exist_ok=True)
                (new / name).write_bytes(data)
    return changed


def _edition_in(folder: Path, tables: RawTables) -> RawTables:
    """The older edition in a folder; nothing where there is none. Raises CannotWrite where what lies there is
    not surely one of the same set."""
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(f"“{folder}” là tệp, không phải thư mục. Đề nghị chọn thư mục khác sau -o.")
    there = sorted(_files_in(folder))
    if not there:
        return {}
    try:
        old = raw_tables(TablesInFolder(folder))
    except FormSetError:
        old = {}
    mine, its = (setting_of(of, "id") or folder.resolve().name for of in (tables, old))
    if not setting_of(old, "year") or mine != its:
        raise CannotWrite(
            f"Thư mục “{folder}” đang có nội dung khác ({_named(there)}), không phải bộ biểu mẫu "
            f"“{mine}”, nên không ghi vào. Đề nghị chọn thư mục mới sau -o."
        )
    own = {file_of(table, old) for table in rows.TABLES}
    if others := [name for name in there if name not in own]:
        raise CannotWrite(
            f"Thư mục “{folder}” có tệp ngoài các bảng của bộ biểu mẫu ({_named(others)}); ghi lại cả bộ thì "
            "mất các tệp ấy. Đề nghị chuyển đi nơi khác, hoặc chọn thư mục mới sau -o."
        )
    _must_not_be_newer(folder, old, tables)
    return old


def _must_not_be_newer(folder: Path, old: RawTables, new: RawTables) -> None:
    editions = [setting_of(of, "edition") or "1" for of in (old, new)]
    if all(text.isdecimal() for text in editions) and int(editions[0]) > int(editions[1]):
        raise CannotWrite(
            f"Thư mục “{folder}” đang giữ lần ban hành {editions[0]}, mới hơn lần {editions[1]} của sổ "
            "nên không ghi đè. Đề nghị xem lại mục “Lần ban hành” của trang Thông tin, hoặc "
            "chọn thư mục mới sau -o."
        )


def _files_in(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            if name.lower() not in IGNORED_NAMES:
                yield (Path(place) / name).relative_to(folder).as_posix()


def _named(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; on leaving without an error it takes the place of `target`, which
    stays as it was otherwise."""
    with told_as_cannot_write(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.parent))
        new, old = aside / "new", aside / "old"
        try:
            new.mkdir()
            yield new
            if target.exists():
                os.rename(target, old)
            try:
                os.rename(new, target)
            except OSError:
                if old.exists():
                    os.rename(old, target)
                raise
        finally:
            if target.exists() or not old.exists():  # else the older edition lies there alone
                shutil.rmtree(aside, ignore_errors=True)
