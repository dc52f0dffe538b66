"""Tạo biểu mẫu: the blank workbooks of a form set, one for each unit, into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.paper.blank import Filled, write_blank
from xl_addin.carried_over import CarriedOver
from xl_addin.files.whole_files import CannotWrite, file_name, whole_file

NO_UNITS = (
    "Bộ biểu mẫu chưa ghi đơn vị nào phải gửi nên không có biểu mẫu nào để tạo. Đề nghị ghi các đơn vị vào "
    "bộ biểu mẫu (trang Đơn vị và Nơi gửi), hoặc lập lại bằng lệnh 'bieu mau lap' với --don-vi."
)


def blank_name(form_set: FormSet, unit_code: str) -> str:
    """The file name of a unit's workbook: its place in the list, its name, what Windows forbids left out."""
    place = list(form_set.expected_units).index(unit_code) + 1
    return f"{place:03d} {file_name(form_set.catalogue.units[unit_code].name, '.xlsx')}"


def blank_paths(form_set: FormSet, folder: Path) -> Iterator[tuple[str, Path]]:
    """The code of every unit, and where its blank is written."""
    for code in form_set.expected_units:
        yield code, folder / blank_name(form_set, code)


def make_blanks(
    form_set: FormSet,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    carried: CarriedOver | None = None,
) -> tuple[list[Path], list[Path]]:
    """Write every unit's blank, each whole or not at all; returns those written and those kept, for a
    file that is there already may be filled in. carried: classes of last year's that are filled in. Raises
    CannotWrite, also where no unit owes anything."""
    if not form_set.expected_units:
        raise CannotWrite(NO_UNITS)
    written: list[Path] = []
    kept: list[Path] = []
    for code, target in blank_paths(form_set, folder):
        if target.exists():
            kept.append(target)
            continue
        with whole_file(target) as path:
            write_blank(path, form_set, code, Filled(carried.rows.get(code, {})) if carried else None)
        written.append(target)
        progress(len(written) + len(kept), len(form_set.expected_units))
    return written, kept
